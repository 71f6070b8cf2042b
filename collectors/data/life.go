package data

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/evidence"
)

// life is what a column says of the lives of people, by its name.
type life byte

const (
	lifeDeath  life = iota + 1 // that they have died, or when
	lifeStatus                 // among other things, that they have died
	lifeAge                    // how old they are
	lifeYear                   // the year in which they were born
)

// deathWords stand above columns that say that somebody has died, or when.
var deathWords = []string{"deceased", "died", "date of death", "death date", "deathdate", "verstorben", "gestorben", "sterbe", "todes", "décès", "deces", "décédé", "fallecid", "defunci", "decedut", "overleden", "overlijden",
	"falecid", "óbito", "decesso", "zmarł", "zgon", "avliden", "dödsdatum", "død", "kuollut", "kuolin", "zemřel", "úmrtí", "elhunyt", "decedat"}

// statusWords are the names of columns that say how things stand with somebody.
var statusWords = words(`status|state|customer status|member status|account status|life status|kundenstatus|mitgliedsstatus|zustand|statut|état|etat|situation|estado|estatus|situación|
	stato|situazione|estado|situação|toestand|stan|stav|stát|tila|állapot|stare|vital status|note|bemerkung|kennzeichen`)

// gone are what stands in such a column when somebody has died.
var gone = words(`deceased|died|passed away|verstorben|gestorben|tot|todesfall|décédé|décédée|decede|decedee|mort|morte|fallecido|fallecida|difunto|difunta|muerto|muerta|
	deceduto|deceduta|defunto|defunta|morto|morta|overleden|falecido|falecida|zmarły|zmarła|zmarly|zmarla|nie żyje|avliden|död|afdød|død|avdød|kuollut|zemřel|zemřela|zesnulý|zesnulá|elhunyt|meghalt|decedat|decedată`)

var ageWords = words(`age|age years|alter|lebensalter|âge|edad|età|eta|leeftijd|idade|wiek|ålder|alder|ikä|věk|életkor|vârsta|varsta`)

var yearWords = words(`birth year|year of birth|birthyear|yob|jahrgang|geburtsjahr|année de naissance|annee de naissance|année naissance|año de nacimiento|anno di nascita|anno nascita|geboortejaar|ano de nascimento|
	rok urodzenia|födelseår|fødselsår|syntymävuosi|rok narození|születési év`)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Split(list, "|") {
		m[strings.TrimSpace(w)] = true
	}
	return m
}

func lifeOf(name string) life {
	n := strings.TrimSpace(wordSigns.Replace(strings.ToLower(splitCamel(name))))
	switch {
	case slices.ContainsFunc(deathWords, func(w string) bool { return strings.Contains(n, w) }):
		return lifeDeath
	case statusWords[n]:
		return lifeStatus
	case ageWords[n]:
		return lifeAge
	case yearWords[n]:
		return lifeYear
	}
	return 0
}

// adult is the age at which people are no minors any more, in years.
const adult = 18

// lives is what a cell says about the life of somebody by its value.
func (p *secondPass) lives(of life, cell []byte) evidence.Holds {
	var h evidence.Holds
	today := p.first.today
	switch of {
	case lifeDeath:
		if _, ok := parseDate(cell); ok || saysYes(cell) {
			h |= evidence.HoldsDeceased
		}
	case lifeStatus:
		if len(cell) <= 40 && goneStarts(cell) && saysGone(strings.ToLower(string(bytes.TrimSpace(cell)))) {
			h |= evidence.HoldsDeceased
		}
	case lifeAge:
		if n, err := strconv.Atoi(string(bytes.TrimSpace(cell))); err == nil && n > 0 && n < adult {
			h |= evidence.HoldsMinor
		}
	case lifeYear: // whoever comes of age in this year may be a minor still; most are not
		if n, err := strconv.Atoi(string(bytes.TrimSpace(cell))); err == nil && n > int(today/10000)-adult && n <= int(today/10000) {
			h |= evidence.HoldsMinor
		}
	}
	return h
}

// goneFirst are the first two letters of those words, small, as bits by the second.
var goneFirst = func() (t [256]uint32) {
	for w := range gone {
		t[w[0]] |= 1 << (w[1] & 31)
	}
	return t
}()

// goneStarts says whether a cell may begin with such a word: most do not.
func goneStarts(cell []byte) bool {
	if len(cell) < 2 || cell[0] <= ' ' || (cell[0]|cell[1]) >= 0x80 {
		return true
	}
	return goneFirst[cell[0]|0x20]>>(cell[1]&31)&1 != 0
}

// saysGone takes a word that says so, alone or with a day behind it: verstorben am
// 12.03.2021, † 2021.
func saysGone(s string) bool {
	if gone[s] || strings.HasPrefix(s, "†") || strings.HasPrefix(s, "✝") {
		return true
	}
	word, rest, _ := strings.Cut(s, " ")
	if two, more, ok := strings.Cut(rest, " "); ok && gone[word+" "+two] {
		word, rest = word+" "+two, more
	}
	if !gone[strings.TrimRight(word, ".,:;")] {
		return false
	}
	if i := strings.IndexAny(rest, "0123456789"); i >= 0 {
		rest = rest[:i]
	}
	return len(rest) <= 6 // am, on, le, il, op
}

func saysYes(cell []byte) bool {
	switch strings.ToLower(string(bytes.TrimSpace(cell))) {
	case "t", "true", "1", "y", "yes", "j", "ja", "x", "oui", "si", "sí", "sì", "sim", "tak", "ano", "igen", "kyllä", "da", "wahr", "vrai":
		return true
	}
	return false
}
