package policies

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var acknowledged = checks.All(checks.Doc{
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
}, facts.PoliciesRoll, func(sc checks.Scene, rolls []facts.PolicyRoll) []checks.Verdict {
	d, _ := demanded(sc.Firm)
	var out []checks.Verdict
	for _, r := range rolls {
		if v, ok := roll(sc, d, r); ok {
			v.Subject = "firm"
			if len(rolls) > 1 {
				v.Subject = "policy:" + r.Target
			}
			out = append(out, v)
		}
	}
	return out
})

// roll judges one list. Where nothing is called for and no list is kept, there
// is nothing to say.
func roll(sc checks.Scene, d demand, r facts.PolicyRoll) (checks.Verdict, bool) {
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
	seen, other, of := count(sc, d, r)
	digest := r.Digest[:min(len(r.Digest), 12)]
	if of == 0 {
		of = sc.Firm.Staff
	}
	v := checks.Verdict{Grip: chain.Weak, Pass: min(seen, of), Of: of}
	switch {
	case of == 0 && !r.Kept:
		return unseen(notKnown, "nobody said who works here", "put people.csv with the column name beside the rules, or say firm: {staff: 7} in weaklink.yaml")
	case !r.Kept:
		v.Say = fmt.Sprintf("Nobody has confirmed the rules: there is no acknowledged.csv beside them (digest of today's text: %s).", digest)
	case of == 0:
		return unseen(fmt.Sprintf("%s confirmed the rules as they read now.", people(seen)), "nobody said who works here",
			"put people.csv with the column name beside the rules, or say firm: {staff: 7} in weaklink.yaml")
	case seen < of:
		v.Say = fmt.Sprintf("%d of %s confirmed the rules as they read now (digest %s).", seen, people(of), digest)
		if other > 0 {
			v.Say = fmt.Sprintf("%d of %s confirmed the rules as they read now (digest %s); %d confirmed an older text, or longer than a year ago.", seen, people(of), digest, other)
		}
	default:
		v.Grip, v.Say = chain.Holds, fmt.Sprintf("Everybody who works here confirmed the rules as they read now (%s).", people(of))
	}
	return v, true
}

// count is how many of those who work here today confirmed today's text, how
// many something else, and how many work here; 0 when no list says who does.
func count(sc checks.Scene, d demand, r facts.PolicyRoll) (seen, other, of int) {
	for _, p := range r.People {
		if r.Listed && !p.Listed || !here(sc, p) {
			continue
		}
		if r.Listed {
			of++
		}
		state := 0
		for _, a := range p.Acks {
			days, err := sc.Days(a.On)
			dated := a.On != "" && err == nil && days >= 0
			if a.Text == "current" && (d.Acknowledged != "yearly" || dated && days <= 365) {
				state = 2
				break
			}
			state = 1
		}
		switch state {
		case 2:
			seen++
		case 1:
			other++
		}
	}
	return seen, other, of
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
