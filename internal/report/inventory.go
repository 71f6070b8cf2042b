package report

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// Years are those between which the records of a store were last touched, in
// short; empty when nothing dates them.
func Years(s Store) string {
	if len(s.Oldest) < 4 {
		return ""
	}
	from, to := s.Oldest[:4], s.Oldest[:4]
	if len(s.Newest) >= 4 {
		to = s.Newest[:4]
	}
	if from == to {
		return from
	}
	return from + " to " + to
}

// CopyOf is the name of the place that a store is a copy of; empty: of none.
func (d Data) CopyOf(id string) string {
	for _, o := range d.Overlaps {
		switch {
		case o.Copy != id:
		case o.A == id:
			return Name(o.B)
		default:
			return Name(o.A)
		}
	}
	return ""
}

// People is how many people, in words.
func People(p facts.People) string {
	switch {
	case p.Best == 1 && p.High <= 1:
		return "1 person"
	case p.Low == p.High || p.High == 0:
		return Thousands(p.Best) + " people"
	}
	return fmt.Sprintf("about %s people (%s to %s)", Thousands(p.Best), Thousands(p.Low), Thousands(p.High))
}

// Capital begins a sentence.
func Capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Level is how many people something is known about, each counted once.
type Level struct {
	Word string
	N    int64
}

// Levels is what is known about people, each counted once under the gravest
// thing, gravest last.
func Levels(p *facts.Picture) []Level {
	if p == nil {
		return nil
	}
	var out []Level
	for _, l := range []Level{{DetailWords("contact"), p.Contact}, {DetailWords("identity"), p.Identity}, {DetailWords("financial"), p.Financial}, {DetailWords("card"), p.Card}, {DetailWords("special"), p.Special}} {
		if l.N > 0 {
			out = append(out, l)
		}
	}
	return out
}

// DetailWords is the gravest thing that is known about people, in words.
func DetailWords(detail string) string {
	switch detail {
	case "contact":
		return "how to reach them"
	case "identity":
		return "birth date or an identity number"
	case "financial":
		return "bank or income"
	case "card":
		return "payment card"
	case "special":
		return "health, religion and the like"
	}
	return detail
}

// Apart is what is said beside the levels.
func Apart(p *facts.Picture) []string {
	if p == nil {
		return nil
	}
	var out []string
	for _, s := range []struct {
		n          int64
		one, other string
	}{
		{p.Dossiers, "person of whom three or more of these are known", "people of whom three or more of these are known"},
		{p.Minors, "child under 18", "children under 18"},
		{p.Deceased, "person who has died", "people who have died"},
	} {
		switch {
		case s.n == 1:
			out = append(out, "1 "+s.one)
		case s.n > 1:
			out = append(out, Thousands(s.n)+" "+s.other)
		}
	}
	return out
}

// End is the end of a long name, which says more than its beginning.
func End(name string, most int) string {
	if r := []rune(name); len(r) > most {
		return "…" + string(r[len(r)-most+1:])
	}
	return name
}

// Brief is a name that fits a table; a file that was named to do harm can be of
// any length.
func Brief(name string) string { return End(name, 90) }
