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

// demands says whether a sentence demands something.
func (s sentence) demands(languages []string) bool {
	if s.heading && !s.loose || s.asks || s.blank || len(s.words) < 3 {
		return false
	}
	is := false
	for _, code := range languages {
		l := words.compiled[code]
		if anyIn(l.open, s.words) || anyStart(l.strangers, s.words) {
			return false
		}
		is = is || anyIn(l.binding, s.words) || slices.ContainsFunc(s.starts, func(i int) bool { return i < len(s.words) && anyStart(l.orders, s.words[i:]) }) ||
			code == "de" && s.german(l.orders) || code == "en" && english(s.words) || code == "fr" && french(s.words)
	}
	return is
}

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

// title is what stands above a document.
func title(list []sentence) (out []sentence) {
	for i, s := range list {
		if i > 0 && (s.para != list[0].para || len(out) == 2) {
			break
		}
		out = append(out, s)
	}
	return out
}

// ours says whether a document can hold the firm's own rules. Terms of business,
// minutes, news and advertising are full of "must" and "never", and so are rules
// that were withdrawn and forms that nobody filled in.
func ours(languages []string, list []sentence) bool {
	rules, blanks, sells := 0, 0, map[int]bool{}
	for n, s := range list {
		if s.blank {
			blanks++
		}
		for _, code := range languages {
			l := words.compiled[code]
			if n < 8 && anyIn(l.withdrawn, s.words) {
				return false
			}
			for i, t := range l.selling {
				if anyIn([]term{t}, s.words) {
					sells[i] = true
				}
			}
		}
		if s.rule {
			rules++
		}
	}
	for _, s := range title(list) {
		for _, code := range languages {
			if anyIn(words.compiled[code].elsewhere, s.words) {
				return false
			}
		}
	}
	return (blanks < 3 || blanks*4 < rules) && (len(sells) < 2 || len(sells)*8 < rules)
}
