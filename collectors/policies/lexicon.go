package policies

import (
	"embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// lexiconFiles is what is known of each language that is read, a file each:
// comma-separated words, so that they can be edited by who knows the language.
//
//go:embed lexicon/*.yaml
var lexiconFiles embed.FS

// topicIDs are the nine topics, in the order in which they are told.
var topicNames = []string{"data-handling", "retention", "access", "devices", "mail-and-web", "payments", "suppliers", "backups", "incident"}

// topicLexicon is how one language speaks of one topic.
type topicLexicon struct {
	Head   string `yaml:"head"`   // in a heading: the section is about it
	Strong string `yaml:"strong"` // in a rule: the rule is about it
	Weak   string `yaml:"weak"`   // in a rule: it may be
	// Where a topic has controls, its strong words count as weak without one.
	Controls string   `yaml:"controls"`
	Pairs    []string `yaml:"pairs"` // object + action: together as good as strong
}

// kindLexicon tells one kind of documents that hold no rules of the firm.
type kindLexicon struct {
	Title string `yaml:"title"`
	Top   string `yaml:"top"`  // among the first sentences
	Body  string `yaml:"body"` // several of them
	Veto  string `yaml:"veto"` // among the first sentences, whatever else speaks for rules
}

// controlled are the topics of which a rule has to name a control besides the
// object: every firm's documents speak of invoices and of paying.
var controlled = matter(1 << slices.Index(topicNames, "payments"))

type languageFile struct {
	Common    string `yaml:"common"`
	Modal     string `yaml:"modal"`
	Binding   string `yaml:"binding"`
	Habit     string `yaml:"habit"`
	Orders    string `yaml:"orders"`
	Open      string `yaml:"open"`
	Past      string `yaml:"past"`
	Strangers string `yaml:"strangers"`
	Decided   string `yaml:"decided"`
	Ours      struct {
		Title string `yaml:"title"`
		Body  string `yaml:"body"`
	} `yaml:"ours"`
	Kinds  map[string]kindLexicon  `yaml:"kinds"`
	Topics map[string]topicLexicon `yaml:"topics"`
}

// cue is what a word or several say of the sentence in which they stand.
type cue uint8

const (
	modal cue = iota
	binding
	habit
	order
	open
	past
	stranger
	decided
	oursTitle
	oursBody
	kindTitle
	kindTop
	kindBody
	kindVeto
	topicHead
	topicStrong
	topicWeak
	topicPair
	clauseWord
	topicControl
)

// meaning is one entry of a lexicon.
type meaning struct {
	term  term
	cue   cue
	of    uint8 // which kind, topic or clause
	pair  uint8
	group uint8 // of this pair
	last  uint8 // the last group of this pair
}

// language is the lexicon of one language, with an index by the first word.
type language struct {
	common   map[string]bool
	orders   []term
	meanings []meaning
	whole    map[string][]int32
	prefix   map[string][]int32 // by the first two bytes
	loose    []int32            // suffixes and infixes
}

// languages are those that are read; foreign the common words of those that
// are only recognised; kinds the names of the kinds of documents; words what
// stands beside them. learn reads them: that takes longer than what most commands
// do, and most look at no document.
var (
	languages map[string]*language
	foreign   map[string]map[string]bool
	kinds     []string
	words     *vocabulary
)

var learn = sync.OnceFunc(func() {
	languages, foreign, kinds = readLexicons()
	words = mustWords(wordsYAML)
})

func readLexicons() (map[string]*language, map[string]map[string]bool, []string) {
	read := map[string]*language{}
	other := map[string]map[string]bool{}
	var kinds []string
	files, err := lexiconFiles.ReadDir("lexicon")
	if err != nil {
		panic("collectors/policies: lexicon: " + err.Error())
	}
	for _, f := range files {
		raw, err := lexiconFiles.ReadFile("lexicon/" + f.Name())
		if err != nil {
			panic("collectors/policies: lexicon: " + err.Error())
		}
		code := strings.TrimSuffix(f.Name(), ".yaml")
		if code == "unread" {
			var list map[string]string
			if err := yaml.UnmarshalWithOptions(raw, &list, yaml.Strict()); err != nil {
				panic("collectors/policies: lexicon/unread.yaml: " + err.Error())
			}
			for k, s := range list {
				other[k] = set(s)
			}
			continue
		}
		var lf languageFile
		if err := yaml.UnmarshalWithOptions(raw, &lf, yaml.Strict()); err != nil {
			panic("collectors/policies: lexicon/" + f.Name() + ": " + err.Error())
		}
		names := slices.Sorted(maps.Keys(lf.Kinds))
		if kinds == nil {
			kinds = names
		}
		if !slices.Equal(kinds, names) || len(lf.Topics) != len(topicNames) {
			panic("collectors/policies: lexicon/" + f.Name() + " has other kinds or topics than the rest")
		}
		read[code] = lf.compile(kinds)
	}
	return read, other, kinds
}

func set(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range commas(s) {
		out[fold(w)] = true
	}
	return out
}

func commas(s string) []string {
	var out []string
	for w := range strings.SplitSeq(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func (f languageFile) compile(kinds []string) *language {
	l := &language{common: set(f.Common), orders: terms(commas(f.Orders)), whole: map[string][]int32{}, prefix: map[string][]int32{}}
	add := func(list string, m meaning) {
		for _, m.term = range terms(commas(list)) {
			l.meanings = append(l.meanings, m)
		}
	}
	for c, list := range map[cue]string{modal: f.Modal, binding: f.Binding, habit: f.Habit, order: f.Orders, open: f.Open, past: f.Past, stranger: f.Strangers, decided: f.Decided,
		oursTitle: f.Ours.Title, oursBody: f.Ours.Body} {
		add(list, meaning{cue: c})
	}
	for i, name := range kinds {
		k := f.Kinds[name]
		for c, list := range map[cue]string{kindTitle: k.Title, kindTop: k.Top, kindBody: k.Body, kindVeto: k.Veto} {
			add(list, meaning{cue: c, of: uint8(i)})
		}
	}
	for i, name := range topicNames {
		t := f.Topics[name]
		for c, list := range map[cue]string{topicHead: t.Head, topicStrong: t.Strong, topicWeak: t.Weak, topicControl: t.Controls} {
			add(list, meaning{cue: c, of: uint8(i)})
		}
		for p, pair := range t.Pairs {
			groups := strings.Split(pair, " + ")
			for g, list := range groups {
				add(list, meaning{cue: topicPair, of: uint8(i), pair: uint8(p), group: uint8(g), last: uint8(len(groups) - 1)})
			}
		}
	}
	return l
}

// index is made once all meanings are there.
func (l *language) index() {
	for i, m := range l.meanings {
		switch first := m.term[0]; {
		case strings.HasPrefix(first, "~") || first == "*" || strings.HasSuffix(first, "*") && len(first) < 3:
			l.loose = append(l.loose, int32(i))
		case strings.HasSuffix(first, "*"):
			l.prefix[first[:2]] = append(l.prefix[first[:2]], int32(i))
		default:
			l.whole[first] = append(l.whole[first], int32(i))
		}
	}
}

// hit is a meaning found in a sentence.
type hit struct {
	*meaning
	at int
}

// finder finds what words mean in the languages of one document. The words of a
// language are few: what may begin with each is looked up once.
type finder struct {
	languages []*language
	begins    []map[string][]int32
}

func newFinder(codes []string) *finder {
	f := &finder{}
	for _, c := range codes {
		f.languages = append(f.languages, languages[c])
		f.begins = append(f.begins, map[string][]int32{})
	}
	return f
}

// find is everything that w says, in the order of its words.
func (f *finder) find(w []string) []hit {
	var out []hit
	for n, word := range w {
		for i, l := range f.languages {
			list, known := f.begins[i][word]
			if !known {
				list = slices.Clone(l.whole[word])
				if len(word) >= 2 {
					for _, m := range l.prefix[word[:2]] {
						if same(l.meanings[m].term[0], word) {
							list = append(list, m)
						}
					}
				}
				for _, m := range l.loose {
					if t := l.meanings[m].term[0]; t == "*" || same(t, word) {
						list = append(list, m)
					}
				}
				f.begins[i][word] = list
			}
			for _, m := range list {
				if l.meanings[m].term.at(w[n:]) >= 0 {
					out = append(out, hit{&l.meanings[m], n})
				}
			}
		}
	}
	return out
}

// languagesOf are the languages that we read and that a document is written in.
// A word that several languages share tells less. Where another language fits
// best, the document is in none that we read.
func languagesOf(list []sentence) []string {
	share := map[string]float64{}
	for _, l := range languages {
		for w := range l.common {
			share[w]++
		}
	}
	for _, l := range foreign {
		for w := range l {
			share[w]++
		}
	}
	count := map[string]float64{}
	all := 0
	for _, s := range list {
		all += len(s.words)
		for _, w := range s.words {
			if share[w] == 0 {
				continue
			}
			for code, l := range languages {
				if l.common[w] {
					count[code] += 1 / share[w]
				}
			}
			for code, l := range foreign {
				if l[w] {
					count[code] += 1 / share[w]
				}
			}
		}
	}
	best := 0.0
	for code := range languages {
		best = max(best, count[code])
	}
	for code := range foreign {
		if count[code] > best && count[code] >= 2 {
			return nil
		}
	}
	var out []string
	for _, code := range slices.Sorted(maps.Keys(languages)) {
		if count[code] >= min(1.5, .5+float64(all)/40) && count[code] >= .35*best {
			out = append(out, code)
		}
	}
	if len(out) > 0 {
		return out
	}
	// Labels and short lists hold no common words: what they name tells it.
	most := 0
	for _, code := range slices.Sorted(maps.Keys(languages)) {
		n := 0
		f := newFinder([]string{code})
		for _, s := range list[:min(len(list), 200)] {
			for _, h := range f.find(s.words) {
				if h.cue == topicStrong || h.cue == topicHead || h.cue == binding {
					n++
				}
			}
		}
		if n > most && n*12 >= min(all, 600) {
			most, out = n, []string{code}
		}
	}
	return out
}
