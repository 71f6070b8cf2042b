package policies

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"
)

//go:embed words.yaml
var wordsYAML []byte

type topicWords struct {
	Heading []string `yaml:"heading"`
	Terms   []string `yaml:"terms"`
	Whose   []string `yaml:"whose"` // who is spoken of: the sentence is about something else first, if it names that
}

// vocabulary is words.yaml.
type vocabulary struct {
	Common  map[string][]string `yaml:"common"`
	Binding map[string][]string `yaml:"binding"`
	Orders  map[string][]string `yaml:"orders"`
	Open    map[string][]string `yaml:"open"`
	// Whose rules a document can hold.
	Elsewhere map[string][]string `yaml:"elsewhere"`
	Withdrawn map[string][]string `yaml:"withdrawn"`
	Selling   map[string][]string `yaml:"selling"`
	Strangers map[string][]string `yaml:"strangers"`
	Topics    []topicEntry        `yaml:"topics"`
	Clauses   []clauseEntry       `yaml:"clauses"`
	Labels    map[string][]string `yaml:"labels"`
	Holders   []string            `yaml:"placeholders"`
	Columns   map[string][]string `yaml:"columns"`
	Months    map[string]int      `yaml:"months"`
	compiled  map[string]*language
	labels    map[string][]term
	columns   map[string][]term
	holders   []term
}

type topicEntry struct {
	ID string     `yaml:"id"`
	EN topicWords `yaml:"en"`
	DE topicWords `yaml:"de"`
	FR topicWords `yaml:"fr"`
	// With are words of which a sentence needs one too, where no heading names the topic.
	With map[string][]string `yaml:"with"`
}

type clauseEntry struct {
	ID string     `yaml:"id"`
	EN [][]string `yaml:"en"`
	DE [][]string `yaml:"de"`
	FR [][]string `yaml:"fr"`
}

// language is the vocabulary of one language, ready to be compared.
type language struct {
	common                map[string]bool
	binding, orders, open []term
	elsewhere, withdrawn  []term
	selling, strangers    []term
	headings, terms       [][]term // by topic
	with, whose           [][]term
	clauses               [][][]term // by clause and group
}

var words = mustWords(wordsYAML)

func mustWords(raw []byte) *vocabulary {
	v := new(vocabulary)
	if err := yaml.UnmarshalWithOptions(raw, v, yaml.Strict()); err != nil {
		panic("collectors/policies: words.yaml: " + err.Error())
	}
	v.compiled = map[string]*language{}
	for _, l := range slices.Sorted(maps.Keys(v.Common)) {
		out := &language{common: map[string]bool{}, binding: terms(v.Binding[l]), orders: terms(v.Orders[l]), open: terms(v.Open[l]),
			elsewhere: terms(v.Elsewhere[l]), withdrawn: terms(v.Withdrawn[l]), selling: terms(v.Selling[l]), strangers: terms(v.Strangers[l])}
		for _, w := range v.Common[l] {
			out.common[fold(w)] = true
		}
		for _, t := range v.Topics {
			w := map[string]topicWords{"en": t.EN, "de": t.DE, "fr": t.FR}[l]
			out.headings = append(out.headings, terms(w.Heading))
			out.terms = append(out.terms, terms(w.Terms))
			out.with = append(out.with, terms(t.With[l]))
			out.whose = append(out.whose, terms(w.Whose))
		}
		for _, c := range v.Clauses {
			var groups [][]term
			for _, g := range map[string][][]string{"en": c.EN, "de": c.DE, "fr": c.FR}[l] {
				groups = append(groups, terms(g))
			}
			if len(groups) < 2 {
				panic("collectors/policies: words.yaml: clause " + c.ID + " asks for less than two things in " + l)
			}
			out.clauses = append(out.clauses, groups)
		}
		v.compiled[l] = out
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
// that begins with * for all that end so, and * alone for up to three words.
type term []string

func terms(list []string) []term {
	out := make([]term, 0, len(list))
	for _, s := range list {
		var t term
		for w := range strings.FieldsSeq(s) {
			switch {
			case w == "*":
				t = append(t, w)
			case strings.HasPrefix(w, "*"):
				t = append(t, "*"+fold(w))
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
	if p, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(w, p)
	}
	if p, ok := strings.CutPrefix(pattern, "*"); ok {
		return strings.HasSuffix(w, p)
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

// languagesOf are the languages that sentences of a document are written in. A
// few words may hold only one that tells it.
func languagesOf(sentences [][]string) []string {
	count := map[string]int{}
	best, all := 0, 0
	for _, s := range sentences {
		all += len(s)
		for _, w := range s {
			for code, l := range words.compiled {
				if l.common[w] {
					count[code]++
					best = max(best, count[code])
				}
			}
		}
	}
	var out []string
	for _, code := range slices.Sorted(maps.Keys(words.compiled)) {
		if count[code] >= min(2, 1+all/30) && count[code]*3 >= best {
			out = append(out, code)
		}
	}
	return out
}
