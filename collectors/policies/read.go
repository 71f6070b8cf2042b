package policies

import (
	"regexp"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/formats"
)

// sentence is one sentence in the form in which words are compared, and where
// it stands.
type sentence struct {
	words         []string
	heading       bool
	loose         bool // it only looks like a heading: plain text marks none
	page, section int
	para          int
	asks          bool    // it ends in a question mark
	starts        []int   // where in words a part begins: at the front, and behind a colon
	blank         bool    // it has a place that somebody has yet to fill in
	hits          []hit   // what its words say
	rule          float64 // how much of a rule it is: strength
	decided       bool    // it tells what was decided, as minutes do
}

// understand says what a document is about.
func understand(p formats.Prose) facts.PolicyDocument {
	d := facts.PolicyDocument{Format: p.Format, Pages: p.Pages, Partial: strings.Join(p.Partial, "; ")}
	list := sentences(p.Paragraphs, p.Format == "txt")
	for _, s := range list {
		d.Words += len(s.words)
	}
	about(&d, p.Paragraphs)
	if d.Languages = languagesOf(list); len(d.Languages) == 0 {
		return d
	}
	find := newFinder(d.Languages)
	for i := range list {
		s := &list[i]
		s.hits = find.find(s.words)
		s.rule = s.strength(d.Languages)
		s.decided = s.says(decided)
	}
	kind, decisions := kindOf(list)
	if kind != "" {
		d.Aside = kind
		return d
	}
	if decisions {
		onlyDecided(list)
	}
	d.Topics = topics(list)
	for i, c := range words.Clauses {
		if at, ok := clauseOf(i, list); ok {
			d.Clauses = append(d.Clauses, facts.PolicyClause{ID: c.ID, Page: at.page, Section: at.section})
		}
	}
	if at, ok := incidentPhone(p.Paragraphs, list); ok {
		d.Clauses = append(d.Clauses, facts.PolicyClause{ID: "incident-phone", Page: at.page, Section: at.section})
	}
	return d
}

func (s sentence) says(c cue) bool {
	return slices.ContainsFunc(s.hits, func(h hit) bool { return h.cue == c })
}

// onlyDecided leaves of minutes what was decided: a sentence that says so, those
// after it in its paragraph, and a section headed by it.
func onlyDecided(list []sentence) {
	section, para := 0, -1
	was := make([]float64, len(list))
	for i := range list {
		was[i] = list[i].rule
	}
	for i := range list {
		s := &list[i]
		if s.decided {
			para = s.para
			if len(s.words) <= 6 { // "Carried 4 to 1." goes for what stands before it
				for j := i - 1; j >= 0 && list[j].para == para; j-- {
					list[j].rule = was[j]
				}
			}
			if s.heading || len(s.words) <= 4 && (i == 0 || list[i-1].para != para) {
				section = s.section
			}
		}
		switch {
		case s.para != para && (section == 0 || s.section != section):
			s.rule = 0
		case s.rule > 0:
			s.rule = 1
		}
	}
}

var sentenceEnd = regexp.MustCompile(`[.!?]["”»)]*\s+|;\s+`)

// shorts end in a full stop that ends no sentence.
var shorts = map[string]bool{"art": true, "nr": true, "no": true, "bzw": true, "ca": true, "usw": true, "tel": true, "abs": true, "dr": true, "mr": true, "mrs": true, "ms": true,
	"e.g": true, "i.e": true, "z.b": true, "d.h": true, "u.a": true, "etc": true, "st": true, "str": true, "inkl": true, "ggf": true, "p": true, "vgl": true}

func sentences(paras []formats.Paragraph, loose bool) []sentence {
	var out []sentence
	section := 0
	for n, p := range paras {
		if p.Heading {
			section++
		}
		for _, s := range split(p.Text) {
			blank := unfilled(s)
			s = enumerated.ReplaceAllString(s, "")
			if w := strings.Fields(fold(s)); len(w) > 0 {
				out = append(out, sentence{words: w, heading: p.Heading, loose: loose, page: p.Page, section: section, para: n, asks: strings.HasSuffix(strings.TrimSpace(s), "?"), starts: starts(s), blank: blank})
			}
		}
	}
	return out
}

func starts(s string) []int {
	out := []int{0}
	at := 0
	for part := range strings.SplitSeq(strings.NewReplacer(", ", ": ", " - ", ": ", " – ", ": ").Replace(s), ": ") {
		if at += len(strings.Fields(fold(part))); part != s {
			out = append(out, at)
		}
	}
	return out
}

func split(text string) []string {
	var out []string
	from := 0
	for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
		before := text[from : m[0]+1]
		last := before[strings.LastIndexAny(before, " (")+1:]
		last = strings.ToLower(strings.TrimRight(last, ".!?;"))
		if text[m[0]] == '.' && (shorts[last] || len(last) == 1) {
			continue
		}
		out = append(out, text[from:m[1]])
		from = m[1]
	}
	return append(out, text[from:])
}

// clauseOf finds a rule whose groups of words are all met: by one sentence, by
// it and the one before in its paragraph, or with the help of the heading above.
func clauseOf(i int, list []sentence) (sentence, bool) {
	head := uint8(0)
	section := -1
	for n, s := range list {
		own, all := s.clause(i)
		if s.heading && s.section != section {
			section, head = s.section, own
		}
		if own != 0 && own|head == all && demands(list[n:n+1]) {
			return s, true
		}
		if n > 0 && list[n-1].para == s.para && !s.heading {
			before, last := list[n-1].clause(i)
			if own|before != 0 && own|before|head == max(all, last) && demands(list[n-1:n+1]) {
				return list[n-1], true
			}
		}
	}
	return sentence{}, false
}

// clause are the groups of a clause that a sentence meets, and all that there
// are; 0, 0: none.
func (s sentence) clause(i int) (groups, all uint8) {
	for _, h := range s.hits {
		if h.cue == clauseWord && int(h.of) == i {
			groups |= 1 << h.group
			all = 1<<(h.last+1) - 1
		}
	}
	return groups, all
}

// demands says whether one of the sentences is a rule and none is only planned.
func demands(window []sentence) bool {
	is := false
	for _, s := range window {
		if s.heading && !s.loose || s.asks || s.says(open) {
			return false
		}
		is = is || s.rule == 1
	}
	return is
}

// incidentPhone finds a telephone number in what a document says about
// incidents: in a section headed by it, or in a paragraph that names one.
func incidentPhone(paras []formats.Paragraph, list []sentence) (sentence, bool) {
	incident := slices.Index(topicNames, "incident")
	headed, done := -1, -1
	for _, s := range list {
		if s.heading && s.heads().has(incident) {
			headed = s.section
		}
		if s.para == done || headed != s.section && s.scores()[incident] == 0 {
			continue
		}
		done = s.para
		if hasPhone(paras[s.para].Text) {
			return s, true
		}
	}
	return sentence{}, false
}

// hasPhone goes by the numbering plans, and where those know no such number by
// a label before digits.
func hasPhone(text string) bool {
	found := false
	classify.Scan([]byte(text), func(f classify.Find) bool {
		found = f.Kind == "phone"
		return !found
	})
	return found || labelled(text, words.labels["phone"], func(rest string, _ int) bool {
		return phoneDigits.MatchString(rest)
	})
}

var phoneDigits = regexp.MustCompile(`^[\s:(]*\+?[0-9][0-9 ()/.-]{5,20}[0-9]`)
