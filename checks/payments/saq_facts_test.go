package payments

import (
	"slices"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// Every combination of yes, no and not known of every fact, for every way of
// taking cards: a form only where no open fact can change it, each shorter form
// with its reason, and else one question that takes a form away.
func TestEveryWayWithEveryFact(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: tries every set of answers")
	}
	cases := 0
	for _, w := range []Way{Online, Terminal, Till, Keyed} {
		open := saqs().open(w, nil)
		total := 1
		for range open {
			total *= 3
		}
		for n := range total {
			k := Known{}
			for i, rest := 0, n; i < len(open); i, rest = i+1, rest/3 {
				if is := []string{"", "yes", "no"}[rest%3]; is != "" {
					k[open[i]] = is
				}
			}
			d := Decide(w, k)
			cases++
			if say := form("firm", []Decision{d}); strings.Contains(strings.ToLower(say.Say+say.Why+say.Next), "complian") || say.Say == "" {
				t.Fatalf("%s %v: %s", w, k, say.Say)
			}
			switch {
			case k["for-others"] == "yes" && d.Form != "D for service providers":
				t.Fatalf("%s %v: %s", w, k, d.Form)
			case k["for-others"] == "no" && k["cards-kept"] == "yes" && d.Form != "D":
				t.Fatalf("%s %v: kept card numbers call for %q", w, k, d.Form)
			case d.Likely != "" && (d.Form != "" || len(d.Open) == 0 || d.Ask == "" && slices.ContainsFunc(d.Open, func(o Open) bool { return !o.Missed })):
				t.Fatalf("%s %v: %+v", w, k, d)
			case d.Form == "" && len(d.Maybe) < 2:
				t.Fatalf("%s %v: neither a form nor several", w, k)
			case d.Form != "" && !d.Long && (k["for-others"] != "no" || k["cards-kept"] != "no"):
				t.Fatalf("%s %v: %s although what every short form needs is not known", w, k, d.Form)
			}
			if d.Form == "A" && w == Online && k["provider-fields"] == "yes" && k["page-safe"] != "yes" && k["own-site"] != "no" {
				t.Fatalf("%v: A although nothing shows that the page is safe", k)
			}
			if (d.Form == "A" || d.Form == "A-EP" || d.Form == "C-VT") && k["provider-attested"] != "yes" ||
				d.Form == "P2PE" && k["p2pe-manual"] != "yes" || d.Form == "SPoC" && k["spoc-guide"] != "yes" || d.Form == "B-IP" && k["terminal-listed"] != "yes" {
				t.Fatalf("%s %v: %s although a criterion of it is open", w, k, d.Form)
			}
			if d.Form == "" && d.Ask != "" {
				id := strings.TrimPrefix(d.Ask, "payments.")
				if id == "provider-letter" {
					id = "page-safe"
				}
				if k[id] != "" || !slices.Contains(saqs().Askable, id) {
					t.Fatalf("%s %v: asks %s", w, k, d.Ask)
				}
				yes, no := Decide(w, with(k, id, "yes")), Decide(w, with(k, id, "no"))
				met := func(k Known) int { return len(saqs().forms(saqs().outcomes(w, saqs().met(k)))) }
				if len(possible(yes))+len(possible(no)) >= 2*len(d.Maybe) && met(with(k, id, "yes"))+met(with(k, id, "no")) >= 2*met(k) {
					t.Fatalf("%s %v: %s takes no form away", w, k, d.Ask)
				}
			}
			for _, f := range d.Fails {
				if f.Say == "" || saqs().rank(f.Form) >= saqs().rank(d.Form+d.Likely) {
					t.Fatalf("%s %v: %s is no shorter form that fails", w, k, f.Form)
				}
			}
		}
	}
	if cases < 9000 {
		t.Errorf("only %d cases", cases)
	}
}

// An answer that was skipped is not asked for again, and the next best is.
func TestNextLeavesOutWhatWasSkipped(t *testing.T) {
	asked := map[string]bool{}
	answers := map[string]string{"payments.terminal": "yes"}
	var order []string
	for {
		id := Next(answers, func(id string) bool { return asked[id] })
		if id == "" {
			break
		}
		if asked[id] || len(order) > 20 {
			t.Fatalf("asked twice: %v", order)
		}
		asked[id] = true
		order = append(order, id)
	}
	if len(order) < 5 {
		t.Errorf("only %v are asked about terminals of which nothing is known", order)
	}
	if id := Next(map[string]string{}, nil); id != "" {
		t.Errorf("asks %s of a firm that takes no cards", id)
	}
	for _, id := range order {
		if !slices.ContainsFunc(checks.Questions(), func(q checks.Question) bool { return q.ID == id }) {
			t.Errorf("%s is no question", id)
		}
	}
}

// An answer that the site disproves is a finding, whatever form is called for;
// one that it bears out, or of which nothing was seen, is not.
func TestAnswersThatTheSiteDisproves(t *testing.T) {
	own := facts.Page{Site: "https://shop.example", URL: "https://shop.example/pay", Forms: []facts.Form{{Card: true, HTTPS: true, Method: "POST", Action: "https://shop.example/pay"}}}
	sent := facts.Page{Site: "https://shop.example", URL: "https://shop.example/cart", LinksTo: []string{checks.Providers()[slices.IndexFunc(checks.Providers(), func(p provider) bool { return len(p.Pages) > 0 })].Pages[0]}}
	for _, c := range []struct {
		page        facts.Page
		fact, value string
		wrong       bool
	}{
		{own, "online", "no", true}, {own, "own-fields", "no", true}, {own, "server-sees-cards", "no", true},
		{sent, "provider-page", "no", true}, {sent, "online", "no", true},
		{own, "online", "yes", false}, {own, "own-fields", "yes", false}, {own, "server-sees-cards", "unknown", false}, {sent, "provider-page", "yes", false},
		{sent, "own-fields", "yes", false}, {own, "provider-page", "no", false},
	} {
		var items []evidence.Item
		it, err := facts.WebsitePage.Item("page:"+c.page.URL, evidence.Scanned, c.page)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, it)
		if it, err = facts.FirmAnswer.Item("firm", evidence.Claimed, facts.Answer{ID: "payments." + c.fact, Value: c.value}); err != nil {
			t.Fatal(err)
		}
		items = append(items, it)
		said := false
		for _, f := range saq.Judge(checks.Scene{}, items) {
			if strings.HasPrefix(f.Say, "Your answer is contradicted: ") {
				said = true
				if f.Grip != chain.Weak {
					t.Errorf("%s=%s: %v", c.fact, c.value, f.Grip)
				}
			}
		}
		if said != c.wrong {
			t.Errorf("%s answered %s on %s: contradicted %v, want %v", c.fact, c.value, c.page.URL, said, c.wrong)
		}
	}
}
