package classify

import "bytes"

// specialOf are the kinds that the labels of beliefs and the like speak of.
var specialOf = [...]struct {
	label context
	kind  Kind
}{{ctxBelief, "religion"}, {ctxUnion, "union"}, {ctxOrientation, "orientation"}, {ctxEthnicity, "ethnicity"}, {ctxPolitics, "politics"}, {ctxCriminal, "criminal"}, {ctxTown, "city"}}

// specialValue takes what stands behind such a label and its sign, whatever it is:
// Konfession: ev, "ethnic group": "Black Caribbean". sign is the place of the sign.
func (s *scanner) specialValue(sign int) (found, bool) {
	text := s.text
	kind := Kind("")
	for _, of := range specialOf {
		if s.seen[of.label] == s.seen[ctxSpecialLabel] {
			kind = of.kind
		}
	}
	at := sign + 1
	for at < len(text) && at-sign < 4 && (text[at] == ' ' || text[at] == '"' || text[at] == '\'' || text[at] == '\t' || text[at] == '=') {
		at++
	}
	if kind == "city" && (at >= len(text) || !isUpper(text[at]) && text[at] < 0xc3) {
		return found{}, false
	}
	end, words, letters := at, 1, 0
	for end < len(text) && end-at < 48 {
		c := text[end]
		if c == ' ' && words < 4 && end+1 < len(text) && inName(text[end+1]) {
			words++
		} else if inName(c) {
			letters++
		} else if c != '-' && c != '/' && c != '.' || end+1 >= len(text) || !inName(text[end+1]) {
			break
		}
		end++
	}
	if letters < 2 || end < len(text) && (isDigit(text[end]) || text[end] == '(' || text[end] == '_' || text[end] == '{' || text[end] == '?' || text[end] == '=') {
		return found{}, false
	}
	var buf [48]byte
	low := lowered(buf[:0], text[at:end])
	if first, _, _ := bytes.Cut(low, []byte(" ")); notSaid[string(low)] || notSaid[string(first)] || end-at > 2 && placeholder(text[at:end]) {
		return found{}, false
	}
	return hit(kind, at, end, .75), true
}

// notSaid are answers that say nothing, and what stands behind a label in programs
// and forms.
var notSaid = set("none no keine keiner kein ohne aucun aucune ninguna ninguno nessuna nessuno geen brak unknown unbekannt inconnu prefer undisclosed n/a na nil null string text varchar char integer int boolean bool enum select optional required number date field option true false bitte please choose auswahl wählen the a an die der das ein eine und and or oder")
