package access

import (
	"slices"
	"time"

	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// staff is the people on the firm's lists, by what they are called.
type staff struct {
	byLogin map[string][]string // fingerprint -> person ids
	byName  map[string][]string
	state   map[string]string // person id -> here | left | unclear
	until   map[string]string // person id -> last day
}

// newStaff reads the lists as of today. Whoever left and came back is here.
func newStaff(sc checks.Scene, people []facts.Person) staff {
	s := staff{map[string][]string{}, map[string][]string{}, map[string]string{}, map[string]string{}}
	order := []string{"here", "unclear", "left"}
	today := sc.Now.UTC().Format(time.DateOnly)
	for _, p := range people {
		state := "here"
		over := p.Until != "" && p.Until < today
		switch {
		case p.Unclear != "", over && p.Left == "no":
			state = "unclear"
		case over, p.Left == "yes":
			state = "left"
		}
		if had, ok := s.state[p.ID]; !ok || slices.Index(order, state) < slices.Index(order, had) {
			s.state[p.ID] = state
		}
		s.until[p.ID] = max(s.until[p.ID], p.Until)
		for _, l := range p.Logins {
			s.byLogin[string(l)] = append(s.byLogin[string(l)], p.ID)
		}
		if p.Name != "" {
			s.byName[string(p.Name)] = append(s.byName[string(p.Name)], p.ID)
		}
	}
	return s
}

// find says whose an account is: here, left, unclear (it may be that of more
// than one person, who differ), or nobody; and the last day of who left.
func find[F ~string](s staff, logins []F, name F) (state, until string) {
	var ids []string
	for _, l := range logins {
		ids = append(ids, s.byLogin[string(l)]...)
	}
	if len(ids) == 0 && name != "" {
		ids = slices.Clone(s.byName[string(name)])
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return "nobody", ""
	}
	for _, id := range ids {
		if state != "" && state != s.state[id] {
			return "unclear", ""
		}
		state, until = s.state[id], max(until, s.until[id])
	}
	return state, until
}

// listOfPeople is the step without which nobody can tell who left.
const listOfPeople = "give the list of who works here, and until when, as people:staff.csv (columns name, mail, until)"

func isPerson(a facts.Account) bool { return a.Sort == "person" || a.Sort == "" }
