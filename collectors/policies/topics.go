package policies

import "github.com/weaklink/weaklink/facts"

// strict says whether a document is made of rules, as a page on the wall is:
// most of its sentences demand something. Then one demand is enough for a topic.
func strict(list []sentence) bool {
	all, rules := 0, 0
	for _, s := range list {
		if s.heading && !s.loose {
			continue
		}
		all++
		if s.rule {
			rules++
		}
	}
	return rules >= 3 && rules*5 >= all*2 || rules == 2 && all <= 3
}

// matter is the topics that something is about, by their place in words.Topics.
type matter map[int]bool

// headed are the topics that the words of a heading name.
func headed(languages []string, w []string) matter {
	m := matter{}
	for _, code := range languages {
		for i, h := range words.compiled[code].headings {
			if anyIn(h, w) {
				m[i] = true
			}
		}
	}
	return m
}

// topicsIn are the topics that a sentence names, and the one that it is about
// first: that which it names first, and not only by whom it is about.
func topicsIn(languages []string, w []string) (m matter, first int) {
	m, first = matter{}, -1
	at, whose := len(w), -1
	for _, code := range languages {
		l := words.compiled[code]
		for i, list := range l.terms {
			if len(l.with[i]) > 0 && !anyIn(l.with[i], w) {
				continue
			}
			for n := range w {
				if anyStart(list, w[n:]) {
					if m[i] = true; n < at {
						at, first = n, i
					}
					break
				}
				if anyStart(l.whose[i], w[n:]) {
					if m[i] = true; whose < 0 {
						whose = i
					}
				}
			}
		}
	}
	if first < 0 {
		first = whose
	}
	return m, first
}

// topics counts the rules about each topic: sentences that name it and demand
// something, and every demand in a section, in a paragraph or in a document that
// is headed by it. One demand in passing is a mention, unless the topic has a
// section, or the document is made of rules and the sentence is about it first.
func topics(languages []string, list []sentence) []facts.PolicyTopic {
	wall := strict(list)
	top := matter{}
	for _, s := range title(list) {
		for i := range headed(languages, s.words) {
			top[i] = true
		}
	}
	found := make([]facts.PolicyTopic, len(words.Topics))
	first := make([]bool, len(words.Topics)) // a rule is about it before anything else
	alone := make([]bool, len(words.Topics)) // and stands in no section of another topic
	var section, lead, before matter
	for n, s := range list {
		if s.heading && !(s.loose && s.rule) {
			section, lead, before = nil, nil, nil
			if s.para != list[0].para { // what the title names goes for the whole document
				section = headed(languages, s.words)
			}
			continue
		}
		opens := n == 0 || list[n-1].para != s.para
		if opens {
			lead, before = nil, nil
		}
		own, prime := topicsIn(languages, s.words)
		if opens && len(s.words) <= 5 && n+1 < len(list) && list[n+1].para == s.para && !s.rule {
			// "Backups. The server is ...": a heading that runs into its paragraph.
			if lead = headed(languages, s.words); len(lead) > 0 {
				before = lead
				continue
			}
		}
		about, above := own, section
		if len(lead) > 0 {
			above = lead
		}
		if len(above) == 0 {
			above = top
		}
		if len(own) == 0 { // "Left it on the bus? Ring Tom at once."
			about = before
			for i := range about {
				prime = i
			}
		}
		before = about
		if !s.rule {
			continue
		}
		for i := range words.Topics {
			if !about[i] && !above[i] {
				continue
			}
			t := &found[i]
			if t.Rules++; t.Rules == 1 {
				t.Page, t.Section = s.page, s.section
			}
			t.Heading = t.Heading || above[i]
			first[i] = first[i] || prime == i
			alone[i] = alone[i] || prime == i && len(section) == 0 && len(lead) == 0
		}
	}
	var out []facts.PolicyTopic
	for i, t := range found {
		if t.ID = words.Topics[i].ID; t.Rules > 0 && (t.Heading || t.Rules >= 2 && first[i] || wall && alone[i]) {
			out = append(out, t)
		}
	}
	return out
}
