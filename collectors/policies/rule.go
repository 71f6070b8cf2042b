package policies

import (
	"regexp"
	"slices"
	"strings"
)

// enumerated is the number before a rule: "1.", "1.2", "(3)", "a)", "§ 4", "•".
var enumerated = regexp.MustCompile(`^[\s•*☐✓-]*(?:§+\s*\d+[a-z]?\s*)?(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s+|\(\d{1,2}\)\s*|[a-z]\)\s+)?`)

// unfilled is a place that somebody has yet to fill in: [Name], <Name>, {{name}},
// a line of dots or of underscores.
func unfilled(s string) bool {
	if strings.Contains(s, "___") || strings.Contains(s, "_ _ _") || strings.Contains(s, "__.__") || strings.Contains(s, "{{") || strings.Contains(s, "......") || strings.Contains(s, "………") {
		return true
	}
	for _, m := range hole.FindAllString(s, -1) {
		if !strings.ContainsAny(m, "@/") && !strings.EqualFold(m, "[x]") {
			return true
		}
	}
	return false
}

var hole = regexp.MustCompile(`\[[\pL][^\]\n]{0,80}\]|<[\pL][^<>\n]{0,60}>|\bX{3,}\b`)

// strength is how much of a rule a sentence is: 1 when it demands something in
// so many words, a part when it only states how things are, which in a document
// of rules is how they have to be; 0 for questions, plans, what has happened,
// and what strangers have to do.
func (s sentence) strength(codes []string) float64 {
	if s.heading && !s.loose || s.asks || s.blank || len(s.words) < 2 {
		return 0
	}
	demands, must, over := false, false, false
	for _, h := range s.hits {
		switch h.cue {
		case open:
			return 0
		case stranger:
			if h.at <= 2 {
				return 0
			}
		case modal:
			demands, must = true, true
		case binding, habit:
			demands = true
		case order:
			demands = demands || slices.Contains(s.starts, h.at)
		case decided:
			must = true
		}
		over = over || h.cue == past
	}
	for _, code := range codes {
		demands = demands || code == "de" && s.german(languages[code].orders) || code == "en" && english(s.words) || code == "fr" && french(s.words) ||
			code == "nl" && dutch(s.words) || code == "es" && spanish(s.words)
	}
	demands = demands || len(s.words) <= 12 && s.period()
	switch {
	case over && !must:
		return 0
	case demands && len(s.words) >= 3 || demands && !s.heading:
		return 1
	case s.heading:
		return 0
	}
	return stated
}

// units are those of a period, in the languages that are read.
var units = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("year years month months day days week weeks hours jahr jahre jahren monat monate monaten tag tage tagen wochen stunden an ans mois jour jours semaine semaines heures jaar jaren maand maanden dag dagen weken uur ano anos mes meses dia dias semana semanas horas") {
		m[w] = true
	}
	return m
}()

// period says whether a number stands before a unit of time, as in the row of a
// table of periods: "order slips | red folder | 2 years".
func (s sentence) period() bool {
	for i := range len(s.words) - 1 {
		if units[s.words[i+1]] && s.words[i][0] >= '0' && s.words[i][0] <= '9' {
			return true
		}
	}
	return false
}

// stated is what a sentence counts that demands nothing in so many words.
const stated = .7

// english finds what is always done: "are taken on Sundays", "is kept off site".
func english(w []string) bool {
	for i, is := range w[:len(w)-1] {
		if is != "is" && is != "are" && is != "gets" && is != "get" {
			continue
		}
		for _, next := range w[i+1 : min(i+4, len(w))] {
			if strings.HasSuffix(next, "ed") && len(next) > 4 || participles[next] {
				return true
			}
		}
	}
	return false
}

var participles = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("kept taken sent given written wiped held shown told made done left put drawn built paid split shut run swapped stored overwritten withheld locked blocked opened bound") {
		m[w] = true
	}
	return m
}()

// particle is what a German verb with a "zu" inside begins with: weiterzuleiten.
var particle = regexp.MustCompile(`^(?:ab|an|auf|aus|bei|durch|ein|entgegen|fest|fern|fort|frei|her|heraus|hin|hinzu|los|mit|nach|sicher|um|unter|vor|weg|weiter|wieder|zu|zuruck|zusammen)zu[a-z]{3,}n$`)

// german looks at the whole sentence for what is to be done, and at the end of
// each of its parts for an order.
func (s sentence) german(orders []term) bool {
	from := 0
	for _, to := range append(slices.Clone(s.starts[1:]), len(s.words)) {
		if to > from && to <= len(s.words) {
			if german(s.words[from:to], orders) {
				return true
			}
			from = to
		}
	}
	return german(s.words, orders)
}

// german finds "ist ... zu sperren" and "sind ... weiterzuleiten", however much
// stands between, and an order that ends in its verb: "Konto am letzten Tag
// sperren".
func german(w []string, orders []term) bool {
	verb := false
	for i, word := range w {
		switch {
		case word == "ist" || word == "sind" || word == "hat" || word == "haben":
			verb = true
		case verb && (particle.MatchString(word) || word == "zu" && i+1 < len(w) && strings.HasSuffix(w[i+1], "n")):
			return true
		}
	}
	return !verb && len(w) <= 12 && anyWhole(orders, w[len(w)-1:]) && strings.HasSuffix(w[len(w)-1], "n")
}

var frenchDone = regexp.MustCompile(`^[a-z]{3,}(?:es|ees|its|ites|us|ues|is|ises|tes)$`)

// french finds what is always done: "sont détruits vingt ans après".
func french(w []string) bool {
	for i, word := range w[:len(w)-1] {
		if word == "sont" && frenchDone.MatchString(w[i+1]) && !strings.HasPrefix(w[i+1], "important") {
			return true
		}
	}
	return false
}

var (
	dutchDone   = regexp.MustCompile(`^(?:ge|be|ver|ont|her|af|op|uit|in|aan)[a-z]{2,}(?:d|t|en)$`)
	spanishDone = regexp.MustCompile(`^[a-z]{3,}(?:ado|ada|ados|adas|ido|ida|idos|idas)$`)
)

// dutch finds what is always done: "worden vernietigd", "is te melden".
func dutch(w []string) bool {
	for i, is := range w[:len(w)-1] {
		if is != "wordt" && is != "worden" && is != "is" && is != "zijn" {
			continue
		}
		for _, next := range w[i+1:] {
			if dutchDone.MatchString(next) || next == "te" {
				return true
			}
		}
	}
	return false
}

// spanish finds what is always done: "son destruidos", "se guarda".
func spanish(w []string) bool {
	for i, word := range w[:len(w)-1] {
		if (word == "son" || word == "estan" || word == "esta") && spanishDone.MatchString(w[i+1]) {
			return true
		}
		if word == "se" && (strings.HasSuffix(w[i+1], "a") || strings.HasSuffix(w[i+1], "e") || strings.HasSuffix(w[i+1], "an") || strings.HasSuffix(w[i+1], "en")) {
			return true
		}
	}
	return false
}
