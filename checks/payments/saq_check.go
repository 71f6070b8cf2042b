package payments

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

//go:embed questions.yaml
var questionsYAML []byte

var asked = checks.Ask(questionsYAML)

var saq = checks.AnyOf(checks.Doc{
	ID:      "payments.saq",
	Asks:    "Which form of the card industry does the way you take cards call for?",
	Matters: "Whoever takes cards signs one of these forms every year. The shorter the form, the less of your own can be broken into: with A some 27 points, with D some 250.",
	Fix: "Change what this finding names as the reason, and the shorter form will do: let the provider show the card fields, keep no card number, put terminals on a network of their own. " +
		"Then ask your acquirer to confirm the form.",
	Proof:   "compare with \"Which SAQ\" in the document library of the PCI Security Standards Council, www.pcisecuritystandards.org",
	Control: "hosted-payment",
	Who:     checks.Owner,
	Minutes: [2]int{15, 60},
	Cites:   []string{"PCI DSS 4.0.1", "PCI SSC FAQ 1291", "PCI SSC FAQ 1293", "PCI SSC FAQ 1588"},
}, checks.Source[facts.Page]{Kind: facts.WebsitePage}, checks.Source[facts.Store]{Kind: facts.DataStore, Keep: func(s facts.Store) bool { _, n, _ := kept([]facts.Store{s}, nil); return n > 0 }},
	checks.Source[facts.Answer]{Kind: facts.FirmAnswer, Keep: func(a facts.Answer) bool { return strings.HasPrefix(a.ID, "payments.") && a.Value != "unknown" }},
	func(_ checks.Scene, pages []facts.Page, stores []facts.Store, answers []facts.Answer) []checks.Verdict {
		given := map[string]string{}
		for _, a := range answers {
			given[a.ID] = a.Value
		}
		k := answered(given)
		if len(stores) > 0 { // whatever was answered
			k["cards-kept"] = "yes"
		}
		var firm []Decision
		var out []checks.Verdict
		for _, s := range shops(pages) {
			if s.taking() {
				d := Decide(Online, s.known(k))
				v := form("site:"+s.site, []Decision{d})
				if wrong := s.contradicted(k); wrong != "" {
					v.Grip, v.Why, v.Next = min(v.Grip, chain.Weak), "", ""
					v.Say = "Your answer is contradicted: " + wrong + ". " + v.Say
				}
				out = append(out, v)
			}
		}
		if len(out) == 0 && k["online"] == "yes" {
			firm = append(firm, Decide(Online, k))
		}
		for _, w := range ways[1:] {
			if k[w.fact] == "yes" {
				firm = append(firm, Decide(w.way, k))
			}
		}
		if len(firm) > 0 {
			out = append(out, form("firm", firm))
		}
		return out
	})

// ways are the ways of taking cards, and the fact that says that there is one.
var ways = []struct {
	fact string
	way  Way
}{{"online", Online}, {"terminal", Terminal}, {"till-software", Till}, {"keyed", Keyed}}

// answered is what answers by id of the question say.
func answered(answers map[string]string) Known {
	k := Known{}
	for id, is := range answers {
		if is == "yes" || is == "no" {
			k[strings.TrimPrefix(id, "payments.")] = is
		}
	}
	if k["provider-letter"] != "" {
		k["page-safe"] = k["provider-letter"]
	}
	return k
}

// Next is the question that narrows down best which form is called for, given
// answers by id, among those for which passed is false. It is empty as long as
// no way of taking cards is known, and once nothing more can be narrowed down.
func Next(answers map[string]string, passed func(id string) bool) string {
	k := answered(answers)
	for _, w := range ways {
		if k[w.fact] != "yes" {
			continue
		}
		if id := saqs().decide(w.way, k, passed).Ask; id != "" {
			return id
		}
	}
	return ""
}

// contradicted is how the first answer that the site disproves is wrong. Only
// what was seen disproves a "no"; not having seen something disproves nothing.
func (s shop) contradicted(answers Known) string {
	seen := s.known(nil)
	seen["online"] = "yes"
	for _, c := range []struct{ fact, say string }{
		{"online", "customers are said not to pay by card online, but the site takes cards"},
		{"own-fields", "the card fields are said to be the provider's, but they are part of your own page"},
		{"server-sees-cards", "card numbers are said never to reach your server, but a form on the site sends them there"},
		{"provider-page", "customers are said to stay on your page while paying, but the site sends them to the provider's"},
	} {
		if answers[c.fact] == "no" && seen[c.fact] == "yes" {
			return c.say
		}
	}
	return ""
}

// known adds to what was answered what was seen of a shop, which counts for more.
func (s shop) known(answers Known) Known {
	k := Known{"own-site": "yes"}
	for fact, is := range answers {
		k[fact] = is
	}
	switch {
	case len(s.own) > 0:
		k["own-fields"] = "yes"
		k["strangers"] = "no"
	case len(s.direct) > 0:
		k["own-fields"] = "yes" // that is what such a script is for
	default: // the provider's own fields or page were met, and none of the site's
		k["own-fields"] = "no"
	}
	k["provider-fields"] = "no"
	if len(s.framed) > 0 {
		k["provider-fields"] = "yes"
	}
	if s.sent {
		k["provider-page"] = "yes"
	}
	for _, p := range s.own {
		for _, sc := range p.Scripts {
			if _, known := providerAt(hostOf(sc.URL), anyHost); sc.Foreign && !known {
				k["strangers"] = "yes"
			}
		}
		for _, f := range p.Forms {
			if f.Card && !f.Foreign && f.Method != "SCRIPT" {
				k["server-sees-cards"] = "yes"
			}
		}
	}
	return k
}

// wayWords begin a sentence about a way of taking cards.
var wayWords = map[Way]string{
	Online: "Paying online", Terminal: "The terminals", Till: "The tills", Keyed: "Typing in cards for customers",
}

func form(subject string, all []Decision) checks.Verdict {
	v := checks.Verdict{Subject: subject, Grip: chain.Holds}
	var say []string
	for _, d := range all {
		who := wayWords[d.Way]
		call := "calls"
		if d.Way == Terminal || d.Way == Till {
			call = "call"
		}
		v.Grip = min(v.Grip, d.grip())
		if d.Form == "" {
			s := fmt.Sprintf("%s %s for form %s: which one cannot be told yet.", who, call, or(d.Maybe))
			if d.Likely != "" {
				s = fmt.Sprintf("%s %s for form %s", who, call, d.criteria())
			}
			say = append(say, s)
			if v.Why == "" {
				v.Why, v.Next = d.next()
			}
			continue
		}
		s := fmt.Sprintf("%s %s for form %s (rule %s: %s)", who, call, d.Form, d.Row, d.Say)
		for _, f := range d.Fails {
			if f.Say == d.Say {
				s += fmt.Sprintf(", so %s will not do", f.Form)
				continue
			}
			s += fmt.Sprintf("; %s will not do: %s", f.Form, f.Say)
		}
		say = append(say, s+".")
	}
	if both := Combine(all); both != "" {
		say = append(say, both)
	}
	v.Say = strings.Join(append(say, "The acquirer has the last word."), " ")
	if v.Grip != chain.Unseen {
		v.Why, v.Next = "", ""
	}
	return v
}

// grip of a decision: weak where only long forms are left, or where it was said
// that nothing shows that a short one will do.
func (d Decision) grip() chain.Grip {
	missed := slices.ContainsFunc(d.Open, func(o Open) bool { return o.Missed })
	switch {
	case missed, d.Long, len(d.Maybe) > 0 && saqs().long(d.Maybe[0]):
		return chain.Weak
	case d.Form == "":
		return chain.Unseen
	}
	return chain.Holds
}

// next is why it cannot be told which form is called for, and what would tell.
func (d Decision) next() (why, next string) {
	why, next = "what decides which form of the card industry is called for was not answered", "ask your acquirer, or an expert for card payments"
	if q := slices.IndexFunc(asked, func(q checks.Question) bool { return q.ID == d.Ask }); q >= 0 {
		next = fmt.Sprintf("answer %s in weaklink.yaml (%s)", d.Ask, strings.TrimSuffix(asked[q].Ask, "?"))
	}
	return why, next
}

// criteria is the form that is called for if its open criteria are met, which
// those are, and what would show that they are not.
func (d Decision) criteria() string {
	var open, disproved, get []string
	for _, o := range d.Open {
		open, disproved = append(open, o.Say), append(disproved, o.Disproved)
		if o.Missed {
			get = append(get, o.Get)
		}
	}
	s := fmt.Sprintf("%s: criterion open (rule %s). What is open: %s. What would disprove it: %s; then it is form %s.", d.Likely, d.Row,
		strings.Join(open, ", and "), or(disproved), or(slices.DeleteFunc(slices.Clone(d.Maybe), func(f string) bool { return f == d.Likely })))
	if len(get) > 0 {
		s += " To close it, " + strings.Join(get, ", and ") + "."
	}
	for _, f := range d.Fails {
		s += fmt.Sprintf(" %s will not do: %s.", f.Form, f.Say)
	}
	return s
}

func or(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " or " + list[len(list)-1]
}
