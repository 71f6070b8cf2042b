package classify

import (
	"slices"
	"strings"
	"sync"
)

// headerMemo remembers what names were said to be: a table asks for each of its
// columns once for every other.
var headerMemo struct {
	sync.Mutex
	of map[string]headerSays
}

type headerSays struct {
	kind     Kind
	sure     float64
	composed bool // by its words: what people beside it make of it
}

// typeWords say that not somebody is named but what sort of somebody.
var (
	typeWords       = set("type typ tipo soort art1 status stato estado statut count anzahl flag url level segment tier class source origin1")
	numbersNoPerson = map[Kind]bool{"full_name": true, "given_name": true, "family_name": true, "username": true, "street": true, "city": true}
)

// headerKind is the kind that a column's name speaks of, and how clearly.
func headerKind(name string) (Kind, float64) {
	s := headerSaid(name)
	return s.kind, s.sure
}

func headerSaid(name string) headerSays {
	headerMemo.Lock()
	s, ok := headerMemo.of[name]
	headerMemo.Unlock()
	if ok {
		return s
	}
	s.kind, s.sure = listedKind(name)
	if s.sure < 1 && numbersNoPerson[s.kind] && slices.ContainsFunc(split(name), func(w string) bool { return typeWords[flatten(w)] }) {
		s = headerSays{} // type de contact
	}
	if s.sure < 1 {
		if k, sure := composed(name); k != "" && (s.sure < .8 && sure > s.sure || (s.kind == "birth_date" || s.kind == "street" && k != "family_name" && k != "given_name" && k != "full_name" || s.kind == "full_name" && (k == "phone" || k == "email") || CategoryOf(k) == "health" || CategoryOf(k) == "special") && sure == .8) {
			s = headerSays{k, sure, true}
		}
	}
	headerMemo.Lock()
	if headerMemo.of == nil || len(headerMemo.of) >= 4096 {
		headerMemo.of = map[string]headerSays{}
	}
	headerMemo.of[name] = s
	headerMemo.Unlock()
	return s
}

// calledAmong is the name of a column without what it shares with the names beside
// it: OXFNAME, OXLNAME, OXCITY; cli_nom, cli_tel.
func calledAmong(name string, neighbours []string) string {
	if len(neighbours) < 3 || len(name) < 4 {
		return name
	}
	best := 0
	for n := 1; n < len(name) && n <= 16; n++ {
		same := 1
		for _, o := range neighbours {
			if len(o) > n && strings.EqualFold(o[:n], name[:n]) {
				same++
			}
		}
		if same*10 < (len(neighbours)+1)*7 || same < 4 || n == 1 && same < max(6, len(neighbours)+1) {
			if n == 1 && same*10 >= (len(neighbours)+1)*7 {
				continue // a longer part may be shared by most
			}
			break
		}
		best = n
	}
	if best == 0 {
		return name
	}
	// Where the shared part ends at a sign the rest is a word.
	for i := best; i > 1; i-- {
		if c := name[i-1]; c == '_' || c == '.' || c == '-' || c == ' ' || c == ':' {
			return name[i:]
		}
	}
	return name[best:]
}

// SpeaksOfSpecial says whether the name of a column speaks of health, belief, crimes or
// the like: there a yes or a no says something about a person.
func SpeaksOfSpecial(name string) bool {
	k, sure := headerKind(name)
	of := CategoryOf(k)
	return sure >= .8 && (of == "health" || of == "special") || flatten(name) == "disabled"
}
