package policies

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var acknowledged = checks.Either(checks.Doc{
	ID:      "policies.acknowledged",
	Asks:    "Has everybody who works here confirmed the rules as they read now?",
	Matters: "Nobody can keep a rule that they have never seen, or that was changed since.",
	Fix: "Let everybody read the documents, and write one line each into acknowledged.csv beside them: name,on,digest - the digest stands in this finding and changes " +
		"with the documents.",
	Proof:   "in the folder of the rules: find . -type f -not -path '*/.*' -regextype posix-extended -iregex '.*[.](docx?|odt|pdf|md|markdown|txt|html?|rtf|pages|pptx?|odp|jpe?g|png|tiff?)' -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum",
	Control: "rules-acknowledged",
	Who:     checks.Owner,
	Minutes: [2]int{15, 60},
	Cites:   []string{"CIS 8.1 14.1", "PCI DSS 4.0.1 12.6.3"},
}, checks.Source[facts.PolicyRoll]{Kind: facts.PoliciesRoll}, checks.Source[facts.Person]{Kind: facts.AccessPerson},
	func(sc checks.Scene, rolls []facts.PolicyRoll, people []facts.Person) []checks.Verdict {
		c := crewOf(sc, people)
		n, said := staff(sc, c)
		sc.Firm.Staff = n
		d, _ := demanded(sc.Firm)
		var out []checks.Verdict
		for _, r := range rolls {
			if v, ok := roll(sc, d, r, c); ok {
				v.Subject = "firm"
				if len(rolls) > 1 {
					v.Subject = "policy:" + r.Target
				}
				if said != "" {
					v.Say += " " + said
				}
				out = append(out, v)
			}
		}
		return out
	})

// roll judges one list. Where nothing is called for and no list is kept, there
// is nothing to say.
func roll(sc checks.Scene, d demand, r facts.PolicyRoll, c crew) (checks.Verdict, bool) {
	unseen := func(say, why, next string) (checks.Verdict, bool) {
		return checks.Verdict{Grip: chain.Unseen, Say: say, Why: why, Next: next}, true
	}
	const notKnown = "Who has confirmed the rules is not known."
	switch {
	case r.Unread != "":
		return unseen(notKnown, r.Unread, "save it as csv with the columns name, on and digest")
	case d.Acknowledged == "" && !r.Kept:
		return checks.Verdict{}, false
	case r.Digest == "":
		return unseen(notKnown, "a document of the rules could not be opened, so which text is in force is not known", "let weaklink read the whole folder")
	}
	t := count(sc, d, r)
	if len(c.ids) > 0 {
		t = c.count(sc, d, r)
	}
	digest := r.Digest[:min(len(r.Digest), 12)]
	if t.of == 0 {
		t.of = sc.Firm.Staff
	}
	v := checks.Verdict{Grip: chain.Weak, Pass: min(t.seen, t.of), Of: t.of}
	const whoWorks = "give the list of who works here, and until when, as people:staff.csv, or say firm: {staff: 7} in weaklink.yaml"
	switch {
	case t.of == 0 && !r.Kept:
		return unseen(notKnown, "nobody said who works here", whoWorks)
	case !r.Kept:
		v.Say = fmt.Sprintf("Nobody has confirmed the rules: there is no acknowledged.csv beside them (digest of today's text: %s).", digest)
	case t.of == 0:
		return unseen(fmt.Sprintf("%s confirmed the rules as they read now.", people(t.seen)), "nobody said who works here", whoWorks)
	case t.seen+t.unsure < t.of:
		v.Say = fmt.Sprintf("%d of %s confirmed the rules as they read now (digest %s)", t.seen, people(t.of), digest)
		if t.other > 0 {
			v.Say += fmt.Sprintf("; %d confirmed an older text, or longer than a year ago", t.other)
		}
		if t.fresh > 0 {
			v.Say += fmt.Sprintf("; %d of the others began here within the last 30 days", t.fresh)
		}
		v.Say += "."
	case t.unsure > 0:
		v.Grip = chain.Unseen
		v.Say = fmt.Sprintf("%d of %s confirmed the rules as they read now; of the others it is not known whether they still work here.", t.seen, people(t.of))
		v.Why, v.Next = "the list of people does not say clearly until when everybody worked here", "write the last day of everybody who left into the column until, as 2026-11-30"
	default:
		v.Grip, v.Say = chain.Holds, fmt.Sprintf("Everybody who works here confirmed the rules as they read now (%s).", people(t.of))
	}
	return v, true
}

// tally is how many of those who work here today confirmed today's text, how
// many something else, how many began lately and did not yet, and of how many of
// those who did not it is not known whether they still work here; of: how many
// work here, 0 when no list says so.
type tally struct{ seen, other, fresh, unsure, of int }

// count goes by the list of people beside the rules, if there is one.
func count(sc checks.Scene, d demand, r facts.PolicyRoll) (t tally) {
	for _, p := range r.People {
		if r.Listed && !p.Listed || !here(sc, p) {
			continue
		}
		if r.Listed {
			t.of++
		}
		t.add(sc, confirmed(sc, d, p.Acks), p.Since)
	}
	return t
}

// count goes by the firm's list of people, which knows who left since.
func (c crew) count(sc checks.Scene, d demand, r facts.PolicyRoll) tally {
	state := map[string]int{}
	for _, p := range r.People {
		if id := c.find(p); id != "" {
			state[id] = max(state[id], confirmed(sc, d, p.Acks))
		}
	}
	t := tally{of: len(c.ids)}
	for _, id := range c.ids {
		if c.unsure[id] && state[id] < current {
			t.unsure++
			continue
		}
		t.add(sc, state[id], c.since[id])
	}
	return t
}

const (
	older   = iota + 1 // an older text, or too long ago
	current            // today's
)

func (t *tally) add(sc checks.Scene, state int, since string) {
	switch state {
	case current:
		t.seen++
		return
	case older:
		t.other++
	}
	if days, err := sc.Days(since); since != "" && err == nil && days >= 0 && days <= 30 {
		t.fresh++
	}
}

// confirmed says what somebody confirmed: nothing (0), older or current. A day
// that has not come confirms nothing.
func confirmed(sc checks.Scene, d demand, acks []facts.Acknowledgement) int {
	state := 0
	for _, a := range acks {
		days, err := sc.Days(a.On)
		dated := a.On != "" && err == nil
		switch {
		case dated && days < 0:
		case a.Text == "current" && (d.Acknowledged != "yearly" || dated && days <= 365):
			return current
		default:
			state = older
		}
	}
	return state
}

// here says whether somebody works here today.
func here(sc checks.Scene, p facts.RollPerson) bool {
	if days, err := sc.Days(p.Since); p.Since != "" && err == nil && days < 0 {
		return false
	}
	days, err := sc.Days(p.Until)
	return p.Until == "" || err != nil || days <= 0
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}
