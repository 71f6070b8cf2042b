package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// Guarded is a place where personal data lies and none of it in clear: whatever
// column holds it is hashed, encrypted, masked or of tokens.
type Guarded struct {
	ID      string        `json:"id"`
	Target  string        `json:"target"`
	Name    string        `json:"name"`
	Role    string        `json:"role"`
	Format  string        `json:"format"`
	Records int64         `json:"records"`
	Readers string        `json:"readers"`
	Columns []GuardedData `json:"columns"`
}

// GuardedData is one column whose values are not in clear.
type GuardedData struct {
	Column     string  `json:"column"`
	Kind       string  `json:"kind"` // empty: tokens, which stand for values that are kept elsewhere
	Category   string  `json:"category"`
	Confidence float64 `json:"confidence"` // 0..1, of the kind
	How        string  `json:"how"`        // bcrypt, sha256, encrypted, masked, token, ...
	Filled     int64   `json:"filled"`     // cells that are not empty
}

// Words are how the values are guarded.
func (g GuardedData) Words() string {
	switch g.How {
	case "encrypted", "masked":
		return g.How
	case "token":
		return "replaced by tokens"
	}
	return "hashed (" + g.How + ")"
}

// Say is which columns are guarded, and how.
func (g Guarded) Say() string { return guardedWords(g.Columns) }

// GuardedWords are the columns of a place that are not in clear, beside others that are.
func (s Store) GuardedWords() string { return guardedWords(s.Guarded) }

// guardedWords puts columns that are guarded alike together: email, phone masked; password hashed (bcrypt).
func guardedWords(columns []GuardedData) string {
	const most = 8
	var ways []string
	names := map[string][]string{}
	for _, c := range columns {
		way := c.Words()
		if names[way] == nil {
			ways = append(ways, way)
		}
		names[way] = append(names[way], c.Column)
	}
	for i, way := range ways {
		all := names[way]
		if n := len(all) - most; n > 0 {
			all = append(slices.Clone(all[:most]), fmt.Sprintf("%d more", n))
		}
		ways[i] = strings.Join(all, ", ") + " " + way
	}
	return strings.Join(ways, "; ")
}

// guardedData are the columns of a place that hold personal data, or what stands
// for it, and none of it in clear.
func guardedData(s facts.Store) (out []GuardedData) {
	for _, c := range s.Columns {
		if c.Protected != "" && (c.Kind != "" || c.Protected == "token") {
			out = append(out, GuardedData{c.Name, c.Kind, c.Category, c.Confidence, c.Protected, c.Filled})
		}
	}
	return out
}

// guardedOf is a place of which nothing personal lies in clear, if that is one.
func guardedOf(s facts.Store) (g Guarded, ok bool) {
	columns := guardedData(s)
	return Guarded{s.ID, s.Target, s.Name, s.Role, s.Format, s.Records, s.Readers, columns}, len(columns) > 0 && len(s.Categories) == 0
}

// Unclear is what is said above the places of which nothing lies in clear.
const Unclear = "Each column of personal data there is hashed, encrypted, masked or of tokens, so nobody reads it as it lies and no person could be counted. Whoever holds the key, or can guess what was hashed, still can: it remains personal data (GDPR Art. 4(5))."
