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
	page, section int
	para          int
	asks          bool // it ends in a question mark
}

// understand says what a document is about.
func understand(p formats.Prose) facts.PolicyDocument {
	d := facts.PolicyDocument{Format: p.Format, Pages: p.Pages, Partial: strings.Join(p.Partial, "; ")}
	list := sentences(p.Paragraphs)
	var texts [][]string
	for _, s := range list {
		texts = append(texts, s.words)
		d.Words += len(s.words)
	}
	d.Languages = languagesOf(texts)
	for i, t := range words.Topics {
		if topic, ok := topicOf(i, t.ID, d.Languages, list); ok {
			d.Topics = append(d.Topics, topic)
		}
	}
	for i, c := range words.Clauses {
		if at, ok := clauseOf(i, d.Languages, list); ok {
			d.Clauses = append(d.Clauses, facts.PolicyClause{ID: c.ID, Page: at.page, Section: at.section})
		}
	}
	if at, ok := incidentPhone(p.Paragraphs, d.Languages, list); ok {
		d.Clauses = append(d.Clauses, facts.PolicyClause{ID: "incident-phone", Page: at.page, Section: at.section})
	}
	about(&d, p.Paragraphs)
	return d
}

var sentenceEnd = regexp.MustCompile(`[.!?]["”»)]*\s+|;\s+`)

// shorts end in a full stop that ends no sentence.
var shorts = map[string]bool{"art": true, "nr": true, "no": true, "bzw": true, "ca": true, "usw": true, "tel": true, "abs": true, "dr": true, "mr": true, "mrs": true, "ms": true,
	"e.g": true, "i.e": true, "z.b": true, "d.h": true, "u.a": true, "etc": true, "st": true, "str": true, "inkl": true, "ggf": true, "p": true, "vgl": true}

func sentences(paras []formats.Paragraph) []sentence {
	var out []sentence
	section := 0
	for n, p := range paras {
		if p.Heading {
			section++
		}
		for _, s := range split(p.Text) {
			if w := strings.Fields(fold(s)); len(w) > 0 {
				out = append(out, sentence{words: w, heading: p.Heading, page: p.Page, section: section, para: n, asks: strings.HasSuffix(strings.TrimSpace(s), "?")})
			}
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

// rule says whether a sentence demands something.
func (s sentence) rule(languages []string) bool {
	if s.heading || s.asks || len(s.words) < 3 {
		return false
	}
	is := false
	for _, code := range languages {
		l := words.compiled[code]
		if anyIn(l.open, s.words) {
			return false
		}
		is = is || anyIn(l.binding, s.words) || anyStart(l.orders, s.words)
	}
	return is
}

// topicOf counts the rules about a topic: sentences that name it and demand
// something, and every demand in a section that is headed by it. One demand in
// passing is a mention, unless the topic has a section.
func topicOf(i int, id string, languages []string, list []sentence) (facts.PolicyTopic, bool) {
	t := facts.PolicyTopic{ID: id}
	headed := -1
	for _, s := range list {
		if s.heading {
			headed = -1
			for _, code := range languages {
				if anyIn(words.compiled[code].headings[i], s.words) {
					headed = s.section
				}
			}
			continue
		}
		about := headed == s.section
		for _, code := range languages {
			about = about || anyIn(words.compiled[code].terms[i], s.words)
		}
		if !about || !s.rule(languages) {
			continue
		}
		if t.Rules++; t.Rules == 1 {
			t.Page, t.Section = s.page, s.section
		}
		t.Heading = t.Heading || headed == s.section
	}
	return t, t.Rules >= 2 || t.Rules == 1 && t.Heading
}

// clauseOf finds a rule whose groups of words are all met by one sentence, or
// by two that follow each other in the same section.
func clauseOf(i int, languages []string, list []sentence) (sentence, bool) {
	for n, s := range list {
		windows := [][]sentence{{s}}
		if n > 0 && list[n-1].section == s.section && !list[n-1].heading {
			windows = append(windows, []sentence{list[n-1], s})
		}
		for _, w := range windows {
			for _, code := range languages {
				if met(words.compiled[code].clauses[i], w) && demands(w, languages) {
					return w[0], true
				}
			}
		}
	}
	return sentence{}, false
}

func met(groups [][]term, window []sentence) bool {
	for _, g := range groups {
		if !slices.ContainsFunc(window, func(s sentence) bool { return anyIn(g, s.words) }) {
			return false
		}
	}
	return true
}

// demands says whether one of the sentences is a rule and none is only planned.
func demands(window []sentence, languages []string) bool {
	is := false
	for _, s := range window {
		if s.heading || s.asks {
			return false
		}
		for _, code := range languages {
			if anyIn(words.compiled[code].open, s.words) {
				return false
			}
		}
		is = is || s.rule(languages)
	}
	return is
}

// incidentPhone finds a telephone number in what a document says about
// incidents: in a section headed by it, or in a paragraph that names one.
func incidentPhone(paras []formats.Paragraph, languages []string, list []sentence) (sentence, bool) {
	at := slices.IndexFunc(words.Topics, func(t topicEntry) bool { return t.ID == "incident" })
	headed := -1
	done := -1
	for _, s := range list {
		about := headed == s.section
		for _, code := range languages {
			l := words.compiled[code]
			if s.heading && anyIn(l.headings[at], s.words) {
				headed, about = s.section, true
			}
			about = about || anyIn(l.terms[at], s.words)
		}
		if !about || s.para == done {
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
