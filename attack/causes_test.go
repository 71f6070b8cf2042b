package attack

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// servers is a firm with three servers, of which each lacks an update of its
// own, or all the same one.
func servers(t *testing.T, pending func(i int) facts.Pending) Input {
	t.Helper()
	var list []chain.Finding
	for i := range 3 {
		list = append(list, chain.Finding{ID: fmt.Sprintf("hosting.security-updates@%d", i), Check: "hosting.security-updates", Control: "server-patching",
			Link: chain.Hosting, Grip: chain.Weak, Subject: fmt.Sprintf("host:s%d", i), Pass: 1, Of: 2})
	}
	in := input(t, list...)
	for i := range 3 {
		it, err := facts.HostingUpdates.Item(fmt.Sprintf("host:s%d", i), evidence.Enumerated, facts.Updates{Pending: 1, Some: []facts.Pending{pending(i)}})
		if err != nil {
			t.Fatal(err)
		}
		in.Facts = append(in.Facts, it)
	}
	return in
}

// entries are the probabilities that any, and that all, of the servers fall in
// a campaign that exploits a hole.
func entries(t *testing.T, in Input) (one, any float64) {
	t.Helper()
	m, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	// Only the way in counts here: the servers are what is lost.
	x := slices.Index(risk.Vectors, "X")
	var srv []int
	for i := range m.Nodes {
		m.Nodes[i].Sink = nil
		if len(m.Nodes[i].ID) > 3 && m.Nodes[i].ID[:4] == "srv " {
			srv = append(srv, i)
			m.Nodes[i].Sink = &risk.Sink{Effect: "disclosed", Asset: "db", People: 1, Detail: "contact"}
		}
	}
	if len(srv) != 3 {
		t.Fatalf("%d servers", len(srv))
	}
	reach := func() float64 {
		p, err := risk.Reach(m, risk.Options{Seed: 3, Samples: 65536})
		if err != nil {
			t.Fatal(err)
		}
		return p[x]
	}
	any = reach()
	for _, i := range srv[1:] {
		m.Nodes[i].Sink = nil
	}
	return reach(), any
}

// Three servers with the same hole fall together: one more of them adds next to
// nothing, while each hole of its own is a chance of its own. What one server
// risks is the same in both.
func TestTheSameHoleIsOneChance(t *testing.T) {
	oneSame, anySame := entries(t, servers(t, func(int) facts.Pending { return facts.Pending{Package: "openssl", Installed: "3.0.1"} }))
	oneOwn, anyOwn := entries(t, servers(t, func(i int) facts.Pending { return facts.Pending{Package: fmt.Sprintf("p%d", i), Installed: "1"} }))
	// A million campaigns say .1335 and .1445: servers that fall one by one also open the way to each other.
	if math.Abs(oneSame-oneOwn) > .015 {
		t.Errorf("one server falls with %.3f or %.3f: what they have in common changes what each risks", oneSame, oneOwn)
	}
	if anySame >= anyOwn-.02 {
		t.Errorf("any of three falls with %.3f with the same hole, %.3f with holes of their own", anySame, anyOwn)
	}
}

func TestWhatHasACauseInCommon(t *testing.T) {
	in := servers(t, func(i int) facts.Pending {
		return facts.Pending{Package: "openssl", Installed: []string{"3.0.1", "3.0.1", "3.0.2"}[i]}
	})
	m, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for i, g := range m.Groups {
		if m.Together[i] == 1 {
			named++
			for _, e := range g {
				if id := m.Nodes[m.Edges[e].To].ID; id != "srv host:s0" && id != "srv host:s1" {
					t.Errorf("%s falls together with servers that run another version", id)
				}
			}
		}
	}
	if named != 1 {
		t.Errorf("%d named causes", named)
	}
	logins := causesOf(accountsOf(t, "set", "locked"))
	if len(logins.login) != 1 || len(logins.login["k1"]) != 1 {
		t.Errorf("a locked account counts as a way in: %v", logins.login)
	}
	if got := logins.of(slices.Index(risk.Vectors, "K"), "pc"); got != nil {
		t.Error("a common login counts for steps inside the firm", got)
	}
}

func accountsOf(t *testing.T, passwords ...string) []evidence.Item {
	t.Helper()
	var out []evidence.Item
	for i, p := range passwords {
		host := fmt.Sprintf("host:s%d", i)
		it, err := facts.AccessMachineAccount.Item("account:"+host+"/k1", evidence.Enumerated, facts.MachineAccount{ID: "k1", Machine: host, Password: p, Logins: []evidence.Fingerprint{"k1"}})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, it)
	}
	return out
}

// Sets never overlap, lose no edge, and join whoever shares anything with
// anyone in them.
func TestSetsOfWhatFallsTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "edges")
		like, ends := make([]int, n), make([][]string, n)
		for i := range like {
			like[i], ends[i] = 10+i, []string{fmt.Sprint(i)}
		}
		by := map[string][]string{}
		for c := range rapid.IntRange(0, 5).Draw(t, "causes") {
			for i := range n {
				if rapid.Bool().Draw(t, "has") {
					by[fmt.Sprint(c)] = append(by[fmt.Sprint(c)], fmt.Sprint(i))
				}
			}
		}
		sets, rest := together(like, ends, by)
		of := map[int]int{}
		for k, s := range sets {
			for _, e := range s {
				of[e-10] = k + 1
			}
		}
		total := len(rest)
		for _, s := range sets {
			total += len(s)
		}
		if total != n {
			t.Fatalf("%d edges became %d", n, total)
		}
		for _, whom := range by {
			for _, a := range whom {
				for _, b := range whom {
					var i, j int
					fmt.Sscan(a, &i)
					fmt.Sscan(b, &j)
					if i != j && (of[i] == 0 || of[i] != of[j]) {
						t.Fatalf("%d and %d share a cause and not a set: %v", i, j, sets)
					}
				}
			}
		}
	})
}
