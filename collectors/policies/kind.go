package policies

import "slices"

// kindOf says what a document is when it is none with the firm's own rules: a
// contract, a plan, an article. Such texts are full of "must" and "never".
// What speaks for a kind is weighed against what speaks for rules: titles most,
// then what is said in the first sentences. Minutes are no rules but for what
// was decided in them: decisions says so.
func kindOf(list []sentence) (kind string, decisions bool) {
	ours, rules, all := 0, 0, 0
	titles := make([]bool, len(kinds))
	score := make([]int, len(kinds))
	said := map[*meaning]bool{}
	blanks := 0
	for n, s := range list {
		if s.blank {
			blanks++
		}
		top := n < 8
		title := isTitle(list, n)
		if n < 60 && !s.heading {
			all++
			if s.rule == 1 {
				rules++
			}
		}
		for _, h := range s.hits {
			switch h.cue {
			case oursTitle:
				if title && !said[h.meaning] {
					said[h.meaning] = true
					ours += 3
				}
			case oursBody:
				if n < 60 && !said[h.meaning] {
					said[h.meaning] = true
					ours++
				}
			case kindTitle:
				titles[h.of] = titles[h.of] || title
			case kindTop: // "Dear guests", and not "Dear colleagues"
				ourOwn := slices.ContainsFunc(s.hits, func(o hit) bool { return o.cue == oursTitle && o.at == h.at })
				titles[h.of] = titles[h.of] || top && h.at == 0 && !ourOwn
			case kindBody:
				if n < 60 && !said[h.meaning] {
					said[h.meaning] = true
					score[h.of]++
				}
			case kindVeto:
				// "Not adopted." may stand at the very end; minutes say so of an item.
				last := n >= len(list)-8 && len(s.words) <= 5 && h.at <= 1 || n >= len(list)-4 && len(s.words) <= 12 && s.rule < 1
				last = last && kinds[h.of] != others && !titles[slices.Index(kinds, minutes)]
				if title || top && (s.rule < 1 || kinds[h.of] == others) || last {
					return kinds[h.of], false
				}
			case stranger:
				if n < 60 && kinds[h.of] == contract && h.at <= 1 {
					score[h.of]++
				}
			}
		}
	}
	if blanks >= 3 && blanks*4 >= rules {
		return "a form that nobody filled in", false
	}
	ours = min(ours, 7)
	best, most := -1, 0
	for i := range kinds {
		n, against, least := min(score[i], 5), ours, 3
		switch {
		case titles[i]:
			n += 3
		case kinds[i] == minutes:
			continue // they say so above
		case all > 0: // without a title it takes more
			against += 3 * rules / all
			least = 4
		}
		if n >= least && n > against && n > most {
			best, most = i, n
		}
	}
	switch {
	case best < 0:
		return "", false
	case kinds[best] == minutes:
		for _, s := range list {
			if s.decided {
				return "", true
			}
		}
	}
	return kinds[best], false
}

const (
	contract = "a contract"
	minutes  = "minutes"
	others   = "rules of another firm"
)

// isTitle says whether sentence n stands above the text: the first heading or
// paragraph, and short lines right below it, such as the subject of a letter.
func isTitle(list []sentence, n int) bool {
	s := list[n]
	switch {
	case s.para == list[0].para:
		return n < 2 && (s.heading || len(s.words) <= 14)
	case n > 5 || s.para > list[0].para+3:
		return false
	}
	alone := list[n-1].para != s.para && (n+1 == len(list) || list[n+1].para != s.para)
	return alone && len(s.words) <= 14 && (s.heading && s.rule < 1 || subjects[s.words[0]])
}

// subjects begin the lines above a letter that tell what it is about and to whom.
var subjects = map[string]bool{"subject": true, "re": true, "to": true, "betreff": true, "betr": true, "objet": true, "onderwerp": true, "betreft": true, "aan": true, "asunto": true, "status": true}
