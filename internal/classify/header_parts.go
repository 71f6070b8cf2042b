package classify

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// morpheme is what one word, or a part of one, in the name of a column stands for.
type morpheme uint8

const (
	partNone  morpheme = iota
	partWhole          // what a column of it holds is in kindOfPart
	partWho            // a person: client, mother, witness
	partName
	partFirst
	partLast
	partFull
	partBirth
	partDate
	partPlace // with a birth
	partTown
	partLand
	partHome  // where somebody lives or may be reached
	partFirm  // what stands behind it is a firm's
	partThing // what stands with it is no person's
	partBy    // handled by: what stands there is who did it
	partNoise // says nothing
)

// meaning is what a word stands for: kind, if it says itself what a column holds.
type meaning struct {
	part morpheme
	kind Kind
}

// morphemes is what each word stands for. A word of several kinds stands for the first
// by name.
var morphemes = sync.OnceValue(func() map[string]meaning {
	out := map[string]meaning{}
	for _, k := range slices.Sorted(maps.Keys(wholeWords)) {
		for w := range strings.FieldsSeq(wholeWords[k]) {
			if f := flatten(w); out[f].part == partNone {
				out[f] = meaning{partWhole, k}
			}
		}
	}
	for _, p := range []morpheme{partWho, partName, partFirst, partLast, partFull, partBirth, partDate, partHome, partTown, partPlace, partLand, partFirm, partThing, partBy, partNoise} {
		for w := range strings.FieldsSeq(partWords[p]) {
			f := flatten(w)
			if _, known := out[f]; !known && f != "" {
				out[f] = meaning{part: p}
			}
		}
	}
	return out
})

// parts takes a name apart into what its words stand for. unknown is how many of
// its words mean nothing here.
func parts(name string) (list []meaning, unknown int) {
	words := split(name)
	for i := 0; i < len(words); i++ {
		w := words[i]
		// kan_grubu, kod pocztowy: several words that stand for one thing.
		joined := false
		for n := min(3, len(words)-i); n > 1 && !joined; n-- {
			if m, ok := morphemes()[flatten(strings.Join(words[i:i+n], ""))]; ok && m.part == partWhole {
				list, joined, i = append(list, m), true, i+n-1
			}
		}
		if joined {
			continue
		}
		f := strings.TrimRight(flatten(w), "0123456789")
		if f == "" {
			continue
		}
		if m, ok := morphemes()[f]; ok {
			list = append(list, m)
		} else if m, ok := morphemes()[transcribed.Replace(f)]; ok { // geschaeftlich
			list = append(list, m)
		} else if inner := compound(f); inner != nil {
			list = append(list, inner...)
		} else if m, ok := stemmed(f); ok {
			list = append(list, m)
		} else {
			list = append(list, meaning{})
			unknown++
		}
	}
	return list, unknown
}

// transcribed takes back what was written for letters with dots.
var transcribed = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// stems are the words of five letters and more without their last: most languages
// write a case or a number there.
var stems = sync.OnceValue(func() map[string]meaning {
	out := map[string]meaning{}
	all := morphemes()
	for _, w := range slices.Sorted(maps.Keys(all)) {
		m, r := all[w], []rune(w)
		if len(r) >= 6 && m.part != partThing && m.part != partFirm && out[string(r[:len(r)-1])].part == partNone {
			out[string(r[:len(r)-1])] = m
		}
	}
	return out
})

// stemmed finds a word with another ending, or one that begins like a word of
// illness or belief.
func stemmed(w string) (meaning, bool) {
	r := []rune(w)
	for cut := 1; cut <= 3 && len(r)-cut >= 5; cut++ {
		short := string(r[:len(r)-cut])
		if m, ok := morphemes()[short]; ok && cut < 3 {
			return m, true
		}
		if m, ok := stems()[short]; ok {
			return m, true
		}
	}
	for _, s := range specialStems {
		if len(w) > len(s.stem) && strings.HasPrefix(w, s.stem) {
			return meaning{partWhole, s.kind}, true
		}
	}
	for _, s := range payEnds { // manesalga, jahresgehalt
		if len(w) > len(s)+2 && strings.HasSuffix(w, s) {
			return meaning{partWhole, "salary"}, true
		}
	}
	if w[0] >= 0xe0 { // written without blanks
		for i := range w {
			for j := len(w); j >= i+6; j-- {
				if m, ok := morphemes()[w[i:j]]; ok && m.part == partWhole {
					if of := CategoryOf(m.kind); of == "health" || of == "special" {
						return m, true
					}
				}
			}
		}
	}
	for n := len(r) - 2; n >= 6; n-- { // ziekteverzuim, krankheitsbedingt
		if m, ok := morphemes()[string(r[:n])]; ok && m.part == partWhole {
			switch m.kind {
			case "health", "religion", "ethnicity", "union":
				return m, true
			}
		}
	}
	return meaning{}, false
}

var payEnds = strings.Fields("gehalt einkommen einkunfte lonn palkka palk alga salaris fizetes")

var specialStems = func() (out []struct {
	stem string
	kind Kind
}) {
	byKind := map[Kind]string{
		"health":     "diagnos diagnoz allerg alergi alerji krankheit erkrank medikament medicament medikation behinder discapac handicap handikap schwanger pregnan embaraz patholog patolog symptom sintom therapie terapi niepelnospr funktionsned bloodgr bloodty blutgr kranken gesundheit vaccin",
		"religion":   "religi konfess nabozen glaubens",
		"ethnicity":  "ethnic ethnie etnic",
		"union":      "gewerkschaft syndica sindicat sindacat vakbond fackforb fagforen συνδικαλιστ профсоюз профспілк",
		"politics":   "parteizug parteimit",
		"criminal":   "vorstraf vorbestraf strafregist straftat",
		"biometrics": "biometr fingerprint fingerabd",
		"genetics":   "genetic genetik genetis genomic genotyp",
	}
	for _, k := range slices.Sorted(maps.Keys(byKind)) {
		list := byKind[k]
		for w := range strings.FieldsSeq(list) {
			out = append(out, struct {
				stem string
				kind Kind
			}{w, k})
		}
	}
	return out
}()

// links stand between the parts of a compound.
var links = [...]string{"", "s", "n", "en", "es", "e", "o", "の"}

// compound takes a word apart that is written without blanks: kundenname,
// geburtsort, nomclient. Parts of two letters are too many to be told.
func compound(w string) []meaning {
	if len(w) < 6 || len(w) > 40 {
		return nil
	}
	var walk func(from int, deep int) []meaning
	walk = func(from, deep int) []meaning {
		for to := len(w); to >= from+3; to-- {
			m, ok := morphemes()[w[from:to]]
			if !ok {
				continue
			}
			if to == len(w) {
				return []meaning{m}
			}
			if deep == 3 {
				continue
			}
			for _, l := range links {
				if strings.HasPrefix(w[to:], l) {
					if rest := walk(to+len(l), deep+1); rest != nil {
						return append([]meaning{m}, rest...)
					}
				}
			}
		}
		return nil
	}
	return walk(0, 0)
}

// whoSays is how clearly a name speaks that says who, and not what of them: doctor,
// created by. There the cells decide.
const whoSays = .7

// composed is the kind that the words of a name speak of together: mother_name is
// a name, data_nasterii a day of birth, telefon_parinte a telephone.
func composed(name string) (Kind, float64) {
	if len(name) > 160 {
		return "", 0
	}
	list, unknown := parts(name)
	if len(list) == 0 || unknown == len(list) {
		return "", 0
	}
	has, count := [partNoise + 1]bool{}, 0
	whole := Kind("")
	for _, m := range list {
		has[m.part] = true
		if m.part != partNoise && m.part != partNone {
			count++
		}
		if m.part == partWhole && (whole == "" || rank(m.kind) > rank(whole)) {
			whole = m.kind
		}
	}
	question := len(list) > 4
	if whole == "politics" && !question {
		for _, w := range split(name) {
			if contractParties[w] {
				return "full_name", whoSays
			}
		}
	}
	if whole == "biometrics" || whole == "genetics" {
		for _, w := range split(name) {
			if printedThings[flatten(w)] {
				return "", 0
			}
		}
	}
	if question && whole == "" {
		for _, w := range split(name) {
			if w == "disabled" || w == "disabilities" || w == "behindert" || w == "allergic" || w == "medically" {
				whole = "health"
			}
		}
	}
	if special := CategoryOf(whole); special == "health" || special == "special" {
		if has[partDate] && !question || ambiguousHeaders[flatten(name)] {
			return "", 0
		}
		for _, w := range split(name) {
			if notOfHealth[flatten(w)] && !question {
				return "", 0
			}
		}
		return whole, .8
	}
	switch {
	case has[partThing] || has[partFirm] || unknown > 1 || unknown*2 > len(list) || question && count > 5:
		return "", 0
	case has[partBirth] && (has[partPlace] || has[partTown] || has[partHome]):
		return "city", .8
	case has[partBirth] && has[partLand]:
		return "country", .8
	case has[partBirth] && (has[partName] || has[partLast]) && !has[partDate]:
		return "family_name", .8
	case has[partBirth] && (has[partDate] || unknown == 0) && whole == "":
		return "birth_date", .8
	case has[partDate]:
		return "", 0
	case whole == "given_name" || whole == "family_name", whole != "" && whole != "username" && whole != "gender":
		return whole, .8
	case whole == "gender" || whole == "username":
		return whole, .8
	case has[partFirst] && (has[partName] || has[partWho]):
		return "given_name", .8
	case has[partLast] && (has[partName] || has[partWho]):
		return "family_name", .8
	case has[partName] && (has[partWho] || has[partFull]):
		return "full_name", .8
	case has[partWho] && count == 1 && unknown <= 1, has[partWho] && has[partBy] && unknown == 0:
		return "full_name", whoSays
	case has[partBy] && unknown <= 1 && count <= 2:
		return "full_name", whoSays
	case has[partTown] && (!has[partWho] || !has[partName]), has[partPlace] && has[partHome]:
		return "city", .8
	case has[partHome] && !has[partName]:
		return "street", .8
	case has[partLand] && !(has[partName] && has[partWho]):
		return "country", .8
	}
	return "", 0
}

// notOfHealth say that something is made, sold or sent, or who treats.
var notOfHealth = set("price preis prix precio prezzo cost kosten cout amount betrag total url link path image bild photo file datei template vorlage version model modell sku product produkt produit producto prodotto item artikel article page seite order auftrag sent gesendet company firma firm hospital clinic klinik praxis department abteilung insurer versicherer provider anbieter arzt doctor device gerat server host bytes count anzahl budget deduction premium pramie beitrag abzug expense expenses charges fee gebuhr time size free supplies dog office mode wear kit score index check pojistovna poistovna kindertagesstatte")

// rank says which of two kinds in one name is what the column holds: of
// telephone of the mother's mail the more telling one.
func rank(k Kind) int {
	switch CategoryOf(k) {
	case "health", "special":
		return 3
	}
	switch k {
	case "email", "phone", "postcode", "password", "iban", "card", "ip":
		return 2
	}
	return 1
}
