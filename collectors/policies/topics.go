package policies

import (
	"math/bits"
	"slices"

	"github.com/weaklink/weaklink/facts"
)

// matter is a set of topics, a bit each.
type matter uint16

func (m matter) has(topic int) bool { return m&(1<<topic) != 0 }

// heads are the topics that a heading names.
func (s sentence) heads() (m matter) {
	for t, w := range s.scores() {
		if w >= clear {
			m |= 1 << t
		}
	}
	var named matter
	for _, h := range s.hits {
		if h.cue == topicHead {
			named |= 1 << h.of
		}
	}
	if named != 0 { // "What stays in the house how long": the data are only what it is done with
		m &^= 1
	}
	m |= named
	if incident := slices.Index(topicNames, "incident"); m.has(incident) {
		m &^= 1 << slices.Index(topicNames, "devices") // "What to do when the computer is lost"
	}
	return m
}

// weights is how much a sentence is about each topic.
type weights [9]float64

// What the words of a sentence weigh. From clear on it is about the topic, and
// not only near it.
const (
	strongWord = 2
	weakWord   = 1
	clear      = 2
)

func (s sentence) scores() weights { return weigh(s.hits) }

func weigh(hits []hit) (w weights) {
	type pair struct{ topic, pair, last uint8 }
	var met [9]uint32 // strong words are counted once a place
	groups := map[pair]uint32{}
	var weak [9]uint64 // by place
	var held matter    // topics of which a control is named
	for _, h := range hits {
		if h.cue == topicControl {
			held |= 1 << h.of
		}
	}
	for _, h := range hits {
		switch h.cue {
		case topicStrong:
			if controlled.has(int(h.of)) && !held.has(int(h.of)) {
				weak[h.of] |= 1 << (h.at % 64) // money, but nothing that guards it
				continue
			}
			if met[h.of]&(1<<(h.at%32)) == 0 {
				met[h.of] |= 1 << (h.at % 32)
				w[h.of] += strongWord
			}
		case topicWeak:
			weak[h.of] |= 1 << (h.at % 64)
		case topicPair:
			groups[pair{h.of, h.pair, h.last}] |= 1 << h.group
		}
	}
	for p, g := range groups {
		if g == 1<<(p.last+1)-1 {
			w[p.topic] += strongWord
			if topicNames[p.topic] == "incident" && p.pair == 0 { // what is lost and who has to be told outweighs what it was
				w[p.topic] += strongWord
			}
		}
	}
	for t := range w {
		w[t] = min(w[t], 2*strongWord)
		w[t] += float64(min(bits.OnesCount64(weak[t]), 2)) * weakWord
	}
	return w
}

// prime is the topic that a sentence is about before all others: what weighs
// most, and of equals that which is named first, or else an incident; -1: none.
// Data of clients are what most rules are about in the end, so that what is done
// with them, sent, deleted, handed to a supplier, goes before.
func prime(hits []hit, w weights) int {
	if done := actions(w); done >= clear {
		w[0] = min(w[0], done-weakWord)
	}
	best := -1
	for _, h := range hits {
		if h.cue != topicStrong && h.cue != topicWeak && h.cue != topicPair || w[h.of] == 0 {
			continue
		}
		if best < 0 || w[h.of] > w[best] || w[h.of] == w[best] && topicNames[h.of] == "incident" {
			best = int(h.of)
		}
	}
	return best
}

// actions is the most that w gives to what is done, rather than to data, to who
// may see them and to where they lie.
func actions(w weights) (most float64) {
	for t := range w {
		switch topicNames[t] {
		case "data-handling", "access", "devices":
		case "retention":
			if w[t] > clear { // into the shredder, but when?
				most = max(most, w[t])
			}
		default:
			most = max(most, w[t])
		}
	}
	return most
}

// enough is what the rules of a document on a topic have to weigh together for
// it to be covered: one that is clearly about it, or several that are near it.
const enough = 2

// topics weighs the rules about each topic. A rule counts in full for the topic
// that it is about before all others, less for one that it names besides, and
// for that of its section. What names no topic is about that of the sentence
// before: "Left it on the bus? Ring Tom at once."
func topics(list []sentence) []facts.PolicyTopic {
	var top, section, lead matter
	below := false // behind a heading that may be of the same rank as the first
	for _, s := range list[:min(len(list), 2)] {
		if s.para != list[0].para || !s.heading && (s.rule == 1 || len(s.words) > 14) {
			break
		}
		scores := s.scores()
		for t := range scores {
			// "How we work with computers at the print shop" is about everything.
			// "Driving school: what stays how long" names one.
			heads := s.heads()
			if heads.has(t) && (len(s.words) <= 6 || scores[t] >= clear && (s.heading || len(s.words) <= 9) || heads == 1<<t && len(s.words) <= 8) {
				top |= 1 << t
			}
		}
	}
	found := make([]facts.PolicyTopic, len(topicNames))
	var sum, aside, most weights
	var sure matter // what some rule names itself, or the heading right above it
	var before []hit
	for n, s := range list {
		if s.heading && !(s.loose && s.rule == 1) {
			section, lead, before = 0, 0, nil
			if s.para != list[0].para { // what the title names goes for the whole document
				section = s.heads()
				below = below || n > 0 && !list[n-1].heading
			}
			continue
		}
		opens := n == 0 || list[n-1].para != s.para
		if opens {
			lead, before = 0, nil
		}
		follows := n+1 < len(list) && list[n+1].para == s.para
		if opens && len(s.words) <= 5 && follows && s.rule < 1 && !s.asks {
			// "Backups. The server is ...": a heading that runs into its paragraph.
			if lead = s.heads(); lead != 0 {
				continue
			}
		}
		hits, borrowed := s.hits, false
		switch {
		case s.asks || len(s.words) <= 6 && s.rule < 1:
			before = hits
		case n > 0 && list[n-1].asks: // the condition before is part of the rule
			hits = append(slices.Clone(before), hits...)
			before = hits
		case prime(hits, weigh(hits)) < 0:
			// It only adds something where the sentence before was no rule itself.
			hits, borrowed = before, true
		default:
			before = hits
		}
		if s.rule == 0 {
			continue
		}
		if borrowed && (s.rule < 1 || n > 0 && list[n-1].rule == 1) {
			hits = s.hits
		}
		own := weigh(hits)
		first := prime(hits, own)
		above := section
		if lead != 0 {
			above = lead
		}
		title := top
		if below {
			title = 0
		}
		for t := range own { // in its section, what names the topic is about it
			if (above.has(t) || above == 0 && title.has(t)) && own[t] >= clear && (own[t] >= own[max(first, 0)] || above != 0 && own[t]+weakWord >= own[max(first, 0)]) {
				first = t
				break
			}
		}
		for t := range found {
			ev := counts(own, first, t, above, title)
			if t == 0 && !above.has(t) && (s.rule < 1 && own[t] <= clear+weakWord || s.period() && len(s.words) <= 12) {
				ev = min(ev, 1) // data are named, and nothing is said of how they are handled
			}
			if below && above == 0 && top.has(t) {
				ev = max(ev, 1)
			}
			if ev == 1.5 && above == 0 && slices.ContainsFunc(hits, func(h hit) bool { return h.cue == topicStrong && int(h.of) == t && h.at <= 1 }) {
				ev = 2 // it begins with it
			}
			if ev < 1 { // however often it is mentioned, that alone is no rule
				aside[t] += ev * s.rule
				continue
			}
			sum[t] += ev * s.rule
			if own[t] >= clear || above.has(t) || title.has(t) && (own[t] > 0 || title == 1<<t) {
				sure |= 1 << t
			}
			f := &found[t]
			if f.Rules++; ev*s.rule > most[t] { // where it is said most clearly, and there first
				most[t], f.Page, f.Section = ev*s.rule, s.page, s.section
			}
			f.Heading = f.Heading || above.has(t) || above == 0 && top.has(t)
		}
	}
	var out []facts.PolicyTopic
	for t, f := range found {
		if f.ID = topicNames[t]; f.Rules > 0 && sure.has(t) && sum[t]+min(aside[t], enough/2) >= enough {
			out = append(out, f)
		}
	}
	return out
}

// counts is what one rule counts for topic t below the heading of a section
// that names above, in a document whose title names top.
func counts(own weights, prime, t int, above, top matter) float64 {
	headed := above.has(t) || above == 0 && top.has(t)
	elsewhere := (above != 0 || top != 0) && !headed // it stands in the section of another topic
	switch {
	case prime == t && own[t] >= 2*clear && !elsewhere: // enough even for what is only stated
		return 2.9
	case prime == t && own[t] >= clear && (!elsewhere || above == 0 && own[t] > clear):
		return 2
	case prime == t && own[t] >= clear:
		return 1.5
	case headed && above == 0 && own[t] == 0 && bits.OnesCount16(uint16(top)) > 1: // the title of several
		return .5
	case headed && (prime < 0 || own[prime] < clear || own[t] > 0):
		return 2
	case headed, prime == t && !elsewhere:
		return 1
	case own[t] >= clear:
		return .7
	case prime == t:
		return .5
	}
	return 0
}
