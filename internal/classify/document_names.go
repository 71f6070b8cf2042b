package classify

import (
	"slices"
	"strings"
	"unicode"
)

// aboutSomebody are words for documents that are about one person. What stands
// beside them with capital letters is that person, whatever the name.
var aboutSomebody = dictionary(`contract employment arbeitsvertrag vertrag nda confidentiality verschwiegenheit verschwiegenheitserklärung verpflichtung verpflichtungserklärung cv resume lebenslauf application bewerbung reference zeugnis arbeitszeugnis dismissal termination kündigung warning abmahnung sick krankmeldung attest salary payslip gehalt gehaltsabrechnung lohnabrechnung signed signature unterschrift unterschrieben confirmation acknowledgement acknowledgment bestätigung certificate zertifikat teilnahme training schulung schulungsnachweis onboarding offboarding leaver joiner personalakte urlaub urlaubsantrag stundenzettel contrat attestation licenciement salaire formation contrato contratto`)

// documentWords are words of such documents that are no names.
var documentWords = dictionary(`agreement accord vereinbarung policy policies rule rules regel regeln richtlinie leitlinie plan form formular template vorlage muster example beispiel checklist checkliste procedure process processing protection privacy security information business continuity incident response access control password passwords clean desk acceptable use remote work working from home for to of about all new old staff team employee employees mitarbeiter people person management training awareness phishing yearly annual record records register overview summary guide handbook handbuch manual terms conditions general allgemeine supplier suppliers lieferant service services hosting software support maintenance wartung gdpr dsgvo av avv dpa company firma gmbh ag ltd inc kg client kunde kunden data daten client-data`)

// DocumentNameSpans is NameSpans for the names of a firm's own documents: two
// words with capital letters beside a word such as "contract" are a person too,
// although no dictionary has them.
func DocumentNameSpans(s string) [][2]int {
	out := NameSpans(s)
	dir := strings.LastIndexAny(s, "/\\") + 1
	base := s[dir:]
	if dot := strings.LastIndexByte(base, '.'); dot > 0 {
		base = base[:dot]
	}
	type word struct{ from, to int }
	var words []word
	about := false
	start := -1
	for i, r := range base + " " {
		letter := i < len(base) && (unicode.IsLetter(r) || unicode.IsMark(r) || r == '\'' || r == '’')
		switch {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			words = append(words, word{dir + start, dir + i})
			about = about || aboutSomebody[strings.ToLower(base[start:i])]
			start = -1
		}
	}
	if !about {
		return out
	}
	name := func(w word) bool {
		text := s[w.from:w.to]
		low := strings.ToLower(text)
		if aboutSomebody[low] || documentWords[low] || fileWords[low] || len([]rune(text)) < 2 || text == strings.ToUpper(text) {
			return false
		}
		return unicode.IsUpper([]rune(text)[0])
	}
	for i := 0; i+1 < len(words); i++ {
		a, b := words[i], words[i+1]
		gap := s[a.to:b.from]
		if !name(a) || !name(b) || len(gap) > 2 || strings.Trim(gap, " _-,") != "" {
			continue
		}
		to := b.to
		if i+2 < len(words) && name(words[i+2]) && strings.Trim(s[b.to:words[i+2].from], " _-,") == "" {
			to = words[i+2].to // a third one
			i++
		}
		i++
		out = slices.DeleteFunc(out, func(o [2]int) bool { return o[0] >= a.from && o[1] <= to })
		if !slices.ContainsFunc(out, func(o [2]int) bool { return o[0] < to && o[1] > a.from }) {
			out = append(out, [2]int{a.from, to})
		}
	}
	slices.SortFunc(out, func(x, y [2]int) int { return x[0] - y[0] })
	return out
}
