package policies

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"
)

//go:embed words.yaml
var wordsYAML []byte

// vocabulary is words.yaml.
type vocabulary struct {
	Clauses []clauseEntry       `yaml:"clauses"`
	Labels  map[string][]string `yaml:"labels"`
	Holders []string            `yaml:"placeholders"`
	Columns map[string][]string `yaml:"columns"`
	Months  map[string]int      `yaml:"months"`
	labels  map[string][]term
	columns map[string][]term
	holders []term
}

type clauseEntry struct {
	ID string     `yaml:"id"`
	EN [][]string `yaml:"en"`
	DE [][]string `yaml:"de"`
	FR [][]string `yaml:"fr"`
	NL [][]string `yaml:"nl"`
	ES [][]string `yaml:"es"`
}

func mustWords(raw []byte) *vocabulary {
	v := new(vocabulary)
	if err := yaml.UnmarshalWithOptions(raw, v, yaml.Strict()); err != nil {
		panic("collectors/policies: words.yaml: " + err.Error())
	}
	for code, l := range languages {
		for i, c := range v.Clauses {
			groups := map[string][][]string{"en": c.EN, "de": c.DE, "fr": c.FR, "nl": c.NL, "es": c.ES}[code]
			if len(groups) < 2 {
				panic("collectors/policies: words.yaml: clause " + c.ID + " asks for less than two things in " + code)
			}
			for g, list := range groups {
				for _, t := range terms(list) {
					l.meanings = append(l.meanings, meaning{term: t, cue: clauseWord, of: uint8(i), group: uint8(g), last: uint8(len(groups) - 1)})
				}
			}
		}
		l.index()
	}
	v.labels, v.columns = map[string][]term{}, map[string][]term{}
	for k, list := range v.Labels {
		v.labels[k] = terms(list)
	}
	for k, list := range v.Columns {
		v.columns[k] = terms(list)
	}
	v.holders = terms(v.Holders)
	return v
}

// fold is s as words are compared: small letters and digits without accents,
// words apart by one blank.
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'ß':
			r = 's'
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
			b.WriteRune(r)
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

// term is words in a row; one that ends in * stands for all that begin so, one
// that begins with ~ for all that end so, and * alone for up to three words.
type term []string

func terms(list []string) []term {
	out := make([]term, 0, len(list))
	for _, s := range list {
		var t term
		for w := range strings.FieldsSeq(s) {
			switch {
			case w == "*":
				t = append(t, w)
			case strings.HasPrefix(w, "~") && strings.HasSuffix(w, "*"):
				t = append(t, "~"+fold(w)+"*")
			case strings.HasPrefix(w, "~"):
				t = append(t, "~"+fold(w))
			case strings.HasSuffix(w, "*"):
				t = append(t, fold(w)+"*")
			default:
				t = append(t, strings.Fields(fold(w))...)
			}
		}
		if len(t) > 0 {
			out = append(out, t)
		}
	}
	return out
}

func same(pattern, w string) bool {
	p, inside := strings.CutPrefix(pattern, "~")
	p, begins := strings.CutSuffix(p, "*")
	switch {
	case inside && begins:
		return strings.Contains(w, p)
	case inside:
		return strings.HasSuffix(w, p)
	case begins:
		return strings.HasPrefix(w, p)
	}
	return pattern == w
}

// at is how many words of s t takes from its start, or -1.
func (t term) at(s []string) int {
	if len(t) == 0 {
		return 0
	}
	if t[0] == "*" {
		for skip := 0; skip <= 3 && skip <= len(s); skip++ {
			if n := t[1:].at(s[skip:]); n >= 0 {
				return skip + n
			}
		}
		return -1
	}
	if len(s) == 0 || !same(t[0], s[0]) {
		return -1
	}
	n := t[1:].at(s[1:])
	if n < 0 {
		return -1
	}
	return n + 1
}

// anyIn says whether one of list stands somewhere in s.
func anyIn(list []term, s []string) bool {
	for i := range s {
		for _, t := range list {
			if t.at(s[i:]) >= 0 {
				return true
			}
		}
	}
	return false
}

// anyStart says whether s begins with one of list.
func anyStart(list []term, s []string) bool {
	return slices.ContainsFunc(list, func(t term) bool { return t.at(s) >= 0 })
}

// anyWhole says whether s is one of list and nothing more.
func anyWhole(list []term, s []string) bool {
	return slices.ContainsFunc(list, func(t term) bool { return t.at(s) == len(s) && len(s) > 0 })
}
