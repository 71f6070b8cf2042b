package policies

import (
	"fmt"
	"time"

	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// crew is who works here today by the firm's list of people.
type crew struct {
	ids    []string // of those who work here, in order of the list
	since  map[string]string
	unsure map[string]bool // of whom the list does not say whether they still do
	logins map[string][]string
	names  map[string][]string
	whole  bool // the lists were read to their end, and say who left
}

// crewOf reads the lists as of today: who left is not among them, nor who has
// yet to come; who left and came back is.
func crewOf(sc checks.Scene, people []facts.Person) crew {
	c := crew{since: map[string]string{}, unsure: map[string]bool{}, logins: map[string][]string{}, names: map[string][]string{}, whole: true}
	today := sc.Now.UTC().Format(time.DateOnly)
	seen := map[string]bool{}
	for _, p := range people {
		c.whole = c.whole && (sc.Complete == nil || sc.Complete(p.Target))
		over := p.Until != "" && p.Until < today
		unsure := p.Unclear != "" || over && p.Left == "no"
		if p.Since > today || !unsure && (over || p.Left == "yes") {
			continue
		}
		if !seen[p.ID] {
			seen[p.ID] = true
			c.ids = append(c.ids, p.ID)
			c.unsure[p.ID] = unsure
			for _, f := range p.Logins {
				c.logins[string(f)] = append(c.logins[string(f)], p.ID)
			}
			if p.Name != "" {
				c.names[string(p.Name)] = append(c.names[string(p.Name)], p.ID)
			}
		}
		c.unsure[p.ID] = c.unsure[p.ID] && unsure
		c.since[p.ID] = max(c.since[p.ID], p.Since)
	}
	return c
}

// find is whom a line of another list means, and nobody where that is not clear:
// one confirmation is never counted for two people of one name.
func (c crew) find(p facts.RollPerson) (id string) {
	found := map[string]bool{}
	for _, f := range p.Logins {
		for _, one := range c.logins[string(f)] {
			found[one], id = true, one
		}
	}
	if len(found) == 1 {
		return id
	}
	clear(found)
	for _, f := range p.Names {
		for _, one := range c.names[string(f)] {
			found[one], id = true, one
		}
	}
	if len(found) == 1 {
		return id
	}
	return ""
}

// staff is how many people work here: what the settings say and what the list of
// people says, whichever is more, so that less is never called for. said is a
// sentence on their contradicting each other.
func staff(sc checks.Scene, c crew) (n int, said string) {
	listed, set := len(c.ids), sc.Firm.Staff
	switch {
	case set == 0 || listed == 0 || listed == set || listed < set && !c.whole:
		return max(listed, set), ""
	}
	return max(listed, set), fmt.Sprintf("weaklink.yaml says that %s here, the list of people names %d: one of them is out of date.", work(set), listed)
}

func work(n int) string {
	if n == 1 {
		return "1 person works"
	}
	return fmt.Sprintf("%d people work", n)
}
