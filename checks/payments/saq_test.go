package payments

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/checks/checktest"
)

func TestSAQ(t *testing.T) { checktest.Run(t, saq) }

// with is base and more: fact, yes or no, fact, ...
func with(base Known, more ...string) Known {
	out := Known{}
	for f, is := range base {
		out[f] = is
	}
	for i := 0; i+1 < len(more); i += 2 {
		out[more[i]] = more[i+1]
	}
	return out
}

// Every row of the decision table.
func TestEveryRowOfTheTable(t *testing.T) {
	merchant := Known{"for-others": "no", "cards-kept": "no"}
	shop := with(merchant, "server-sees-cards", "no", "own-site", "yes", "provider-attested", "yes")
	keyed := with(merchant, "provider-attested", "yes")
	for _, c := range []struct {
		row   string
		way   Way
		known Known
		form  string
		fails string // why each shorter form does not do
	}{
		{"1", Online, Known{"for-others": "yes"}, "D for service providers", "A: you take cards for other firms; A-EP: you take cards for other firms; D: you take cards for other firms"},
		{"1", Keyed, Known{"for-others": "yes", "cards-kept": "yes"}, "D for service providers", "C-VT: you take cards for other firms and card numbers are kept; D: you take cards for other firms"},
		{"2", Online, Known{"for-others": "no", "cards-kept": "yes"}, "D", "A: card numbers are kept; A-EP: card numbers are kept"},
		{"2", Terminal, with(merchant, "cards-kept", "yes", "terminal-p2pe", "yes"), "D", "P2PE: card numbers are kept; SPoC: card numbers are kept; B: card numbers are kept; B-IP: card numbers are kept"},
		{"3", Online, with(merchant, "server-sees-cards", "yes"), "D", "A: card numbers pass through your own server; A-EP: card numbers pass through your own server"},
		{"3b", Online, with(shop, "own-fields", "yes", "strangers", "yes"), "D",
			"A: the card fields are part of your own page; A-EP: something on the page with the card fields comes from neither you nor the provider"},
		{"4", Online, with(shop, "own-fields", "yes", "strangers", "no"), "A-EP", "A: the card fields are part of your own page"},
		{"5", Online, with(shop, "own-fields", "no", "provider-fields", "yes", "page-safe", "yes"), "A", ""},
		{"6", Online, with(shop, "own-fields", "no", "provider-fields", "no", "provider-page", "yes"), "A", ""},
		{"8", Online, with(shop, "own-site", "no", "own-fields", "no", "provider-fields", "no", "provider-page", "no"), "A", ""},
		{"rest", Online, with(shop, "own-fields", "no", "provider-fields", "no", "provider-page", "no"), "D", "A: it is made for another way of paying; A-EP: it is made for another way of paying"},
		{"9", Terminal, with(merchant, "terminal-p2pe", "yes", "p2pe-manual", "yes"), "P2PE", ""},
		{"10", Terminal, with(merchant, "terminal-p2pe", "no", "terminal-phone", "yes", "spoc-guide", "yes"), "SPoC", "P2PE: not every terminal is part of a listed P2PE solution"},
		{"11", Terminal, with(merchant, "terminal-p2pe", "no", "terminal-phone", "no", "terminal-dial-out", "yes"), "B",
			"P2PE: not every terminal is part of a listed P2PE solution; SPoC: there are terminals other than listed readers on phones or tablets"},
		{"12", Terminal, with(merchant, "terminal-p2pe", "no", "terminal-phone", "no", "terminal-dial-out", "no", "terminal-alone", "yes", "terminal-listed", "yes"), "B-IP",
			"P2PE: not every terminal is part of a listed P2PE solution; SPoC: there are terminals other than listed readers on phones or tablets; B: the terminals are on a network"},
		{"12", Terminal, with(merchant, "terminal-p2pe", "no", "terminal-phone", "no", "terminal-dial-out", "no", "terminal-alone", "no"), "D",
			"P2PE: not every terminal is part of a listed P2PE solution; SPoC: there are terminals other than listed readers on phones or tablets; B: the terminals are on a network; B-IP: other machines can reach the terminals"},
		{"12", Terminal, with(merchant, "terminal-p2pe", "yes", "p2pe-manual", "no", "terminal-phone", "no", "terminal-dial-out", "no", "terminal-alone", "yes", "terminal-listed", "no"), "D",
			"P2PE: the manual of the P2PE solution is not followed in full; SPoC: there are terminals other than listed readers on phones or tablets; B: the terminals are on a network; B-IP: not every terminal is on the card industry's list of tested devices (PTS)"},
		{"13", Keyed, with(keyed, "keyed-into-shop", "no", "keyed-alone", "yes"), "C-VT", ""},
		{"13", Keyed, with(keyed, "keyed-into-shop", "no", "keyed-alone", "no"), "D", "C-VT: the computer shares the network with others"},
		{"14", Till, with(merchant, "till-alone", "yes"), "C", ""},
		{"14", Till, with(merchant, "till-alone", "no"), "D", "C: the tills share a network with other machines"},
		{"15", Keyed, with(keyed, "keyed-into-shop", "yes", "keyed-alone", "yes"), "C-VT", ""},
		{"15", Keyed, with(keyed, "keyed-into-shop", "yes", "keyed-alone", "no"), "D", "C-VT: the computer shares the network with others"},
	} {
		d := Decide(c.way, c.known)
		var fails []string
		for _, f := range d.Fails {
			fails = append(fails, f.Form+": "+f.Say)
		}
		if d.Row != c.row || d.Form != c.form || strings.Join(fails, "; ") != c.fails || d.Say == "" || len(d.Maybe) > 0 {
			t.Errorf("%s %v:\n got row %s, form %q %v, %s\nwant row %s, form %q, %s", c.way, c.known, d.Row, d.Form, d.Maybe, strings.Join(fails, "; "), c.row, c.form, c.fails)
		}
	}
	for _, r := range saqs().Rows {
		for _, w := range []Way{Online, Terminal, Till, Keyed} {
			if r.about(w) && r.Row != "rest" && !slices.ContainsFunc(saqs().outcomes(w, nil), func(o saqRow) bool { return o.Row == r.Row && o.Form == r.Form }) {
				t.Errorf("row %s can never count for %s", r.Row, w)
			}
		}
	}
}

// What is not known is asked for, never guessed.
func TestTheQuestionThatSplitsBest(t *testing.T) {
	merchant := Known{"for-others": "no", "cards-kept": "no"}
	for _, c := range []struct {
		way   Way
		known Known
		maybe string
		ask   string
	}{
		{Online, with(merchant, "own-fields", "yes", "strangers", "no"), "A-EP, D", "payments.server-sees-cards"},
		{Online, with(merchant, "own-fields", "no", "provider-fields", "no", "provider-page", "yes"), "A, D", "payments.server-sees-cards"},
		{Terminal, with(merchant, "terminal-p2pe", "no", "terminal-phone", "no", "terminal-dial-out", "no"), "B-IP, D", "payments.terminal-alone"},
		{Terminal, merchant, "P2PE, SPoC, B, B-IP, D", "payments.terminal-p2pe"},
		{Till, Known{"for-others": "no"}, "C, D", "payments.cards-kept"},
		{Keyed, merchant, "C-VT, D", "payments.keyed-alone"},
		{Keyed, Known{}, "C-VT, D, D for service providers", "payments.for-others"},
	} {
		d := Decide(c.way, c.known)
		if strings.Join(d.Maybe, ", ") != c.maybe || d.Ask != c.ask || d.Form != "" || d.Likely != "" {
			t.Errorf("%s %v: %v %q ask %q, want %s ask %s", c.way, c.known, d.Maybe, d.Form, d.Ask, c.maybe, c.ask)
		}
	}
}

// A form whose own criteria alone are open is named with them, and neither it
// nor the next longer one is decided on.
func TestACriterionThatIsOpen(t *testing.T) {
	merchant := Known{"for-others": "no", "cards-kept": "no"}
	framed := with(merchant, "server-sees-cards", "no", "own-fields", "no", "provider-fields", "yes")
	alone := with(merchant, "terminal-p2pe", "no", "terminal-phone", "no", "terminal-dial-out", "no", "terminal-alone", "yes")
	for _, c := range []struct {
		way    Way
		known  Known
		likely string
		open   string
		maybe  string
		ask    string
		grip   chain.Grip
	}{
		{Online, framed, "A", "page-safe provider-attested", "A A-EP D", "payments.provider-letter", chain.Unseen},
		{Online, with(framed, "page-safe", "yes"), "A", "provider-attested", "A D", "payments.provider-attested", chain.Unseen},
		{Online, with(framed, "provider-attested", "yes"), "A", "page-safe", "A A-EP", "payments.provider-letter", chain.Unseen},
		{Online, with(framed, "provider-attested", "yes", "page-safe", "no"), "A", "page-safe", "A A-EP", "", chain.Weak},
		{Online, with(framed, "page-safe", "no"), "A", "page-safe provider-attested", "A A-EP D", "payments.provider-attested", chain.Weak},
		{Online, with(framed, "page-safe", "yes", "provider-attested", "no"), "A", "provider-attested", "A D", "", chain.Weak},
		{Online, with(merchant, "server-sees-cards", "no", "own-fields", "no", "provider-fields", "no", "provider-page", "yes"), "A", "provider-attested", "A D", "payments.provider-attested", chain.Unseen},
		{Online, with(merchant, "server-sees-cards", "no", "own-fields", "yes", "strangers", "no"), "A-EP", "provider-attested", "A-EP D", "payments.provider-attested", chain.Weak},
		{Terminal, with(merchant, "terminal-p2pe", "yes"), "P2PE", "p2pe-manual", "P2PE SPoC B B-IP D", "payments.p2pe-manual", chain.Unseen},
		{Terminal, with(merchant, "terminal-p2pe", "no", "terminal-phone", "yes"), "SPoC", "spoc-guide", "SPoC B B-IP D", "payments.spoc-guide", chain.Unseen},
		{Terminal, alone, "B-IP", "terminal-listed", "B-IP D", "payments.terminal-listed", chain.Unseen},
		{Keyed, with(merchant, "keyed-alone", "yes"), "C-VT", "provider-attested", "C-VT D", "payments.provider-attested", chain.Unseen},
	} {
		d := Decide(c.way, c.known)
		var open []string
		for _, o := range d.Open {
			open = append(open, o.Fact)
		}
		if d.Form != "" || d.Likely != c.likely || strings.Join(open, " ") != c.open || strings.Join(d.Maybe, " ") != c.maybe || d.Ask != c.ask {
			t.Errorf("%s %v:\n got %q likely %s, open %v, %v ask %s\nwant likely %s, open %s, %s ask %s", c.way, c.known, d.Form, d.Likely, open, d.Maybe, d.Ask, c.likely, c.open, c.maybe, c.ask)
		}
		v := form("firm", []Decision{d})
		if v.Grip != c.grip || !strings.Contains(v.Say, "form "+c.likely+": criterion open (rule ") || !strings.Contains(v.Say, "What would disprove it: ") {
			t.Errorf("%s %v: %s %s", c.way, c.known, v.Grip, v.Say)
		}
		if v.Grip == chain.Unseen && !strings.HasPrefix(v.Next, "answer "+c.ask+" ") {
			t.Errorf("%s %v: next %q", c.way, c.known, v.Next)
		}
	}
}

// Whatever can be asked is asked somewhere, and says what it moves.
func TestQuestionsAreThere(t *testing.T) {
	ids := map[string]bool{}
	for _, q := range checks.Questions() {
		ids[q.ID] = true
	}
	for _, c := range saqs().Criteria {
		if !slices.Contains(saqs().Askable, c.Fact) || c.Open == "" || c.Get == "" || c.Disproved == "" {
			t.Errorf("the criterion %s cannot be asked about, or lacks a word", c.Fact)
		}
	}
	for _, f := range saqs().Askable {
		if as := saqs().AskedAs[f]; as != "" {
			f = as
		}
		if !ids["payments."+f] {
			t.Errorf("nobody asks payments.%s", f)
		}
	}
}

func anyKnown(t *rapid.T) (Way, Known) {
	w := rapid.SampledFrom([]Way{Online, Terminal, Till, Keyed}).Draw(t, "way")
	k := Known{}
	for _, f := range saqs().open(w, nil) {
		if is := rapid.SampledFrom([]string{"", "yes", "no"}).Draw(t, f); is != "" {
			k[f] = is
		}
	}
	return w, k
}

func possible(d Decision) []string {
	if d.Form != "" {
		return []string{d.Form}
	}
	return d.Maybe
}

// Knowing less never names a form that knowing more would rule in, and a kept
// card number never makes a form shorter.
func TestLawsOfTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, k := anyKnown(t)
		d := Decide(w, k)
		if (d.Form == "") != (len(d.Maybe) > 1) || len(possible(d)) == 0 {
			t.Fatalf("%s %v: %+v", w, k, d)
		}
		for _, fact := range saqs().open(w, nil) {
			for _, is := range []string{"yes", "no"} {
				if k[fact] != "" {
					continue
				}
				for _, form := range possible(Decide(w, with(k, fact, is))) {
					if !slices.Contains(possible(d), form) {
						t.Fatalf("%s %v can be %v, and with %s=%s also %s", w, k, possible(d), fact, is, form)
					}
				}
			}
			// What is taken away never makes a form certain, or a verdict hold.
			less := with(k)
			delete(less, fact)
			was, is := form("firm", []Decision{d}), form("firm", []Decision{Decide(w, less)})
			if is.Grip == chain.Holds && was.Grip != chain.Holds || is.Grip == chain.Holds && Decide(w, less).Form != d.Form {
				t.Fatalf("%s %v: %s\nwithout %s: %s", w, k, was.Say, fact, is.Say)
			}
		}
		shortest := func(d Decision) int { return saqs().rank(possible(d)[0]) }
		if kept := Decide(w, with(k, "cards-kept", "yes")); shortest(kept) < shortest(d) {
			t.Fatalf("%s %v: a kept card number makes %v of %v", w, k, possible(kept), possible(d))
		}
		for _, f := range saqs().Forms[:max(0, saqs().rank(d.Form))] {
			if slices.Contains(f.Fits, w) && !slices.ContainsFunc(d.Fails, func(x Fail) bool { return x.Form == f.ID && x.Say != "" }) {
				t.Fatalf("%s %v: nothing says why not %s", w, k, f.ID)
			}
		}
	})
}

// The word that nobody but an assessor may use stands nowhere in this package.
func TestNobodyIsCalledCompliant(t *testing.T) {
	all := string(saqYAML) + string(questionsYAML)
	for _, c := range checks.Registered() {
		all += fmt.Sprint(c.Doc)
	}
	if strings.Contains(strings.ToLower(all), "complian") {
		t.Error("something calls itself compliant")
	}
}
