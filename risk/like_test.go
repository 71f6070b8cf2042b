package risk_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/weaklink/weaklink/attack"
	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// stores is a firm with so many places where client data lies: most are copies
// that nobody needs, and no two keep quite the same share of it too long.
func stores(t *testing.T, n int) attack.Input {
	t.Helper()
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	in := attack.Input{Constants: c, Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Seen: map[string]time.Time{}}
	add := func(id, control, check string, grip chain.Grip, pass, of int) {
		in.Findings = append(in.Findings, chain.Finding{ID: check + " " + id, Check: check, Control: control, Subject: id, Link: chain.Data,
			Grip: grip, Pass: pass, Of: of, Evidence: []string{"digest " + id}})
	}
	for i := range n {
		s := facts.Store{ID: fmt.Sprintf("store:files#list-%04d.csv", i), Role: "file", Detail: "identity", People: facts.People{Best: int64(100 + i)},
			Categories: []facts.Category{{Category: "contact", Kinds: []string{"email"}, Confidence: 1, Records: int64(100 + i)}}}
		if i%3 == 0 {
			s.Role = "export"
		}
		it, err := facts.DataStore.Item(s.ID, evidence.Scanned, s)
		if err != nil {
			t.Fatal(err)
		}
		it.Digest = "digest " + s.ID
		in.Facts = append(in.Facts, it)
		in.Seen[it.Digest] = in.Now
		grip := chain.Holds
		if s.Role == "export" {
			grip = chain.Weak
		}
		add(s.ID, "no-stray-copies", "data.stray-copy", grip, 0, 1)
		add(s.ID, "minimisation", "data.stale", chain.Weak, 20+i%40, 100)
		add(s.ID, "least-privilege-data", "access.readers", chain.Weak, 0, 1)
		add(s.ID, "secrets-not-lying-about", "data.secrets", chain.Holds, 1, 1)
	}
	return in
}

// Many subjects that are alike say together what they say apart.
func TestManyStoresWeighTogetherWhatTheyWeighApart(t *testing.T) {
	if testing.Short() {
		t.Skip("weighs hundreds of states one by one")
	}
	for _, n := range []int{60, 200} {
		m, err := attack.Build(stores(t, n))
		if err != nil {
			t.Fatal(err)
		}
		opt := risk.Options{Seed: 3, Samples: 512 * 64}
		together, err := risk.Weigh(m, opt)
		if err != nil {
			t.Fatal(err)
		}
		apart, err := risk.WeighApart(m, opt)
		if err != nil {
			t.Fatal(err)
		}
		if together.Link != apart.Link {
			t.Errorf("%d stores: %s is weakest, apart %s", n, together.Link, apart.Link)
		}
		near(t, fmt.Sprintf("%d stores: expected loss", n), together.Loss.Expected.Best, apart.Loss.Expected.Best)
		for i, l := range apart.Links {
			if l.DropSeen.Best > apart.Loss.Expected.Best/100 {
				near(t, fmt.Sprintf("%d stores: what mending %s saves", n, l.Link), together.Links[i].DropSeen.Best, l.DropSeen.Best)
			}
		}
		if len(together.Subjects) != len(apart.Subjects) {
			t.Errorf("%d stores: %d subjects are named, apart %d", n, len(together.Subjects), len(apart.Subjects))
		}
	}
}

// The graph that is weighed says of many stores what the one with each of them
// says, in less; and a change of the constants does to the one of the variants,
// which is told more coarsely, what it does to that.
func TestWhatIsToldWeighsWhatTheWholeWeighs(t *testing.T) {
	if testing.Short() {
		t.Skip("weighs hundreds of states")
	}
	in := stores(t, 900)
	s, err := attack.Read(in)
	if err != nil {
		t.Fatal(err)
	}
	other, err := in.Constants.With(map[string]float64{"minimisation.sop": .8, "loss.excess.a": 2, "least-privilege-data.eps.L": .3, "beta.likely": .9})
	if err != nil {
		t.Fatal(err)
	}
	opt := risk.Options{Seed: 3, Samples: 512 * 64}
	weigh := func(make func(*risk.Constants) (*risk.Model, error), c *risk.Constants) (*risk.Model, risk.Verdict) {
		m, err := make(c)
		if err != nil {
			t.Fatal(err)
		}
		v, err := risk.Weigh(m, opt)
		if err != nil {
			t.Fatal(err)
		}
		return m, v
	}
	whole, a := weigh(s.Model, in.Constants)
	told, b := weigh(s.Told, in.Constants)
	few, c := weigh(s.Variant, in.Constants)
	if n := len(told.States); n > len(whole.States)/3 || len(few.States) > n || len(told.Edges) != len(whole.Edges) {
		t.Errorf("%d states and %d edges, of %d and %d; %d states of a variant", n, len(told.Edges), len(whole.States), len(whole.Edges), len(few.States))
	}
	near(t, "expected loss", b.Loss.Expected.Best, a.Loss.Expected.Best)
	near(t, "what mending the client data saves", b.Links[0].DropSeen.Best, a.Links[0].DropSeen.Best)
	_, a2 := weigh(s.Model, other)
	_, c2 := weigh(s.Variant, other)
	near(t, "what other constants make of that", c2.Links[0].DropSeen.Best/c.Links[0].DropSeen.Best, a2.Links[0].DropSeen.Best/a.Links[0].DropSeen.Best)
}

// near is within three percent.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > .03*want {
		t.Errorf("%s: %.3g, not %.3g", what, got, want)
	}
}
