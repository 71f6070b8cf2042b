package attack

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/risk"
)

// office is a firm with so many stores: lists and copies of them, of many sizes,
// some of which keep what is too old, lie about, or are open to everybody.
func office(t *testing.T, n int, name func(i int) string) Input {
	t.Helper()
	in := input(t)
	in.Constants = constants(t)
	in.Effort = func(check, _ string) (float64, string) { return float64(10 + len(check)), "owner" }
	r := rand.New(rand.NewPCG(uint64(n), 5))
	for i := range n {
		id := "store:office#" + name(i)
		role, detail := "working", []string{"contact", "contact", "identity"}[r.IntN(3)]
		if r.IntN(3) == 0 {
			role = "export"
		}
		it := storeFact(t, id, role, detail, int64(10+r.IntN(20_000)))
		in.Facts, in.Seen[it.Digest] = append(in.Facts, it), in.Now
		say := func(control string, g chain.Grip, pass, of int) {
			f := found(control, id, g)
			f.ID, f.Check, f.Evidence, f.Pass, f.Of = control+"@"+id, "data."+control, []string{it.Digest}, pass, of
			f.Link = "data"
			in.Findings = append(in.Findings, f)
		}
		switch r.IntN(4) {
		case 0:
			say("minimisation", chain.Weak, r.IntN(400), 400)
		case 1:
			say("minimisation", chain.Broken, 0, 0)
		default:
			say("minimisation", chain.Holds, 0, 0)
		}
		if role == "export" {
			say("no-stray-copies", chain.Broken, 0, 0)
		}
		say("least-privilege-data", []chain.Grip{chain.Weak, chain.Holds}[r.IntN(2)], 0, 0)
	}
	in.Findings = append(in.Findings, found("mfa", firm, chain.Weak), found("server-patching", "host:a", chain.Broken))
	return in
}

func read(t *testing.T, in Input) *Scene {
	t.Helper()
	s, err := Read(in)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func digestOf(t *testing.T, s *Scene) string {
	t.Helper()
	d, err := s.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What stores are called changes nothing of what is weighed, and each answer gets
// the names back, whatever they are.
func TestNamesOfStoresDecideNothing(t *testing.T) {
	for _, n := range []int{5, 120} {
		in := office(t, n, func(i int) string { return fmt.Sprintf("%04d.csv", i) })
		was := read(t, in)
		// Every one is called otherwise, and they come in another order.
		renamed := map[string]string{}
		for i := range n {
			renamed[fmt.Sprintf("%04d.csv", i)] = fmt.Sprintf("%04d-moved.csv", (7919*i+13)%10007)
		}
		var pairs []string
		for from, to := range renamed {
			pairs = append(pairs, "#"+from, "#"+to)
		}
		raw, err := json.Marshal(in.Facts)
		if err != nil {
			t.Fatal(err)
		}
		other := in
		other.Facts, other.Findings = nil, slices.Clone(in.Findings)
		say := func(s string) string {
			for from, to := range renamed {
				if strings.HasSuffix(s, "#"+from) {
					return strings.TrimSuffix(s, from) + to
				}
			}
			return s
		}
		if err := json.Unmarshal(raw, &other.Facts); err != nil {
			t.Fatal(err)
		}
		for i := range other.Facts {
			f := &other.Facts[i]
			f.Body = json.RawMessage(strings.ReplaceAll(string(f.Body), f.Subject, say(f.Subject)))
			f.Subject = say(f.Subject)
		}
		for i := range other.Findings {
			f := &other.Findings[i]
			f.ID, f.Subject = say(f.ID), say(f.Subject)
		}
		slices.SortFunc(other.Findings, func(a, b chain.Finding) int { return strings.Compare(a.Check+a.Subject, b.Check+b.Subject) })
		slices.SortFunc(other.Facts, func(a, b evidence.Item) int { return strings.Compare(a.Subject, b.Subject) })
		is := read(t, other)
		if digestOf(t, was) != digestOf(t, is) {
			t.Errorf("%d stores: another digest when they are called otherwise", n)
			continue
		}
		opt := risk.Options{Seed: 1, Samples: 16 * 64}
		var said [2]string
		for k, s := range []*Scene{was, is} {
			m, err := s.Told(in.Constants)
			if err != nil {
				t.Fatal(err)
			}
			v, err := risk.Weigh(m, opt)
			if err != nil {
				t.Fatal(err)
			}
			p, err := risk.Planned(m, risk.Budget{}, opt)
			if err != nil {
				t.Fatal(err)
			}
			v, p = s.Names().Verdict(v), s.Names().Plan(p, 3)
			text, err := json.Marshal([]any{v, p})
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(text), standIn) {
				t.Fatalf("%d stores: a stand-in is left in what is said", n)
			}
			if k == 0 {
				text = []byte(strings.NewReplacer(pairs...).Replace(string(text)))
			}
			lines := strings.FieldsFunc(string(text), func(r rune) bool { return strings.ContainsRune("{}", r) })
			slices.Sort(lines)
			said[k] = strings.Join(lines, "\n")
		}
		if said[0] != said[1] {
			t.Errorf("%d stores: something else is said of them", n)
		}
	}
}

// The graph with the names is the one that is weighed, where there are few stores:
// both say the same to the last digit.
func TestTheNamedGraphSaysTheSame(t *testing.T) {
	in := office(t, 14, func(i int) string { return fmt.Sprintf("%04d.csv", 11*i%17) })
	s := read(t, in)
	opt := risk.Options{Seed: 2, Samples: 16 * 64}
	named, err := s.Model(in.Constants)
	if err != nil {
		t.Fatal(err)
	}
	told, err := s.Told(in.Constants)
	if err != nil {
		t.Fatal(err)
	}
	a, err := risk.Weigh(named, opt)
	if err != nil {
		t.Fatal(err)
	}
	b, err := risk.Weigh(told, opt)
	if err != nil {
		t.Fatal(err)
	}
	if b = s.Names().Verdict(b); !reflect.DeepEqual(a, b) {
		t.Errorf("%+v\n\n%+v", a, b)
	}
	p, err := risk.Planned(named, risk.Budget{}, opt)
	if err != nil {
		t.Fatal(err)
	}
	q, err := risk.Planned(told, risk.Budget{}, opt)
	if err != nil {
		t.Fatal(err)
	}
	if q = s.Names().Plan(q, 3); !reflect.DeepEqual(p, q) {
		t.Errorf("%+v\n\n%+v", p, q)
	}
	x, err := risk.Measure(named, opt)
	if err != nil {
		t.Fatal(err)
	}
	y, err := risk.Measure(told, opt)
	if err != nil {
		t.Fatal(err)
	}
	if y = s.Names().Measures(y); !reflect.DeepEqual(x, y) {
		t.Errorf("%+v\n\n%+v", x, y)
	}
}

// One more of hundreds alike is mostly told as before.
func TestOneMoreOfManyAlikeChangesNothing(t *testing.T) {
	digest := func(n int) string {
		in := input(t)
		for i := range n {
			id := fmt.Sprintf("store:office#%d.csv", i)
			in.Facts = append(in.Facts, storeFact(t, id, "export", "contact", 500))
			in.Findings = append(in.Findings, found("no-stray-copies", id, chain.Broken), found("minimisation", id, chain.Weak))
		}
		return digestOf(t, read(t, in))
	}
	changed, last := 0, digest(250)
	for n := 251; n <= 350; n++ {
		d := digest(n)
		if d != last {
			changed++
		}
		last = d
		if n == 301 && changed > 0 && digest(300) != d {
			t.Error("301 are told otherwise than 300")
		}
	}
	if changed == 0 || changed > 5 { // counted in steps of a quarter, and their people in steps of a fifth
		t.Errorf("of a hundred times one more, %d are told otherwise", changed)
	}
}

// A store about which something could not be told is one of those that it is most
// like, where the same is to be mended; one that wants something else mended is not.
func TestAFewAreOfTheKindThatTheyAreMostLike(t *testing.T) {
	told := func(other func(id string) []chain.Finding) string {
		in := input(t)
		for i := range 400 {
			id := fmt.Sprintf("store:office#%d.csv", i)
			in.Facts = append(in.Facts, storeFact(t, id, "export", "contact", int64(1000-i))) // the largest stand for themselves
			all := []chain.Finding{found("no-stray-copies", id, chain.Broken), found("minimisation", id, chain.Weak), found("no-stored-card-data", id, chain.Holds)}
			if i%2 == 0 {
				all = []chain.Finding{found("minimisation", id, chain.Weak), found("no-stored-card-data", id, chain.Holds)}
			}
			if i == 399 {
				all = other(id)
			}
			in.Findings = append(in.Findings, all...)
		}
		return digestOf(t, read(t, in))
	}
	same := func(id string) []chain.Finding {
		return []chain.Finding{found("no-stray-copies", id, chain.Broken), found("minimisation", id, chain.Weak), found("no-stored-card-data", id, chain.Holds)}
	}
	if told(same) != told(func(id string) []chain.Finding { return same(id)[:2] }) {
		t.Error("one of four hundred that could not be read to its end is told otherwise")
	}
	if told(same) == told(func(id string) []chain.Finding {
		return append(same(id)[:2], found("no-stored-card-data", id, chain.Broken))
	}) {
		t.Error("the only one with cards in it is told like the others")
	}
}

// Every subject and finding is named once, and what each step takes and saves
// adds up to the plan, however many stand together.
func TestEveryStoreIsNamedOnce(t *testing.T) {
	in := office(t, 120, func(i int) string { return fmt.Sprintf("%04d.csv", i) })
	s := read(t, in)
	m, err := s.Told(in.Constants)
	if err != nil {
		t.Fatal(err)
	}
	opt := risk.Options{Seed: 1, Samples: 16 * 64}
	v, err := risk.Weigh(m, opt)
	if err != nil {
		t.Fatal(err)
	}
	v = s.Names().Verdict(v)
	p, err := risk.Planned(m, risk.Budget{}, opt)
	if err != nil {
		t.Fatal(err)
	}
	p = s.Names().Plan(p, 3)
	bad := map[string]int{} // control and subject -> how often it is named
	ids := map[string]int{}
	for _, f := range in.Findings {
		if f.Grip == chain.Weak || f.Grip == chain.Broken {
			bad[f.Control+" "+f.Subject], ids[f.ID] = 0, 0
		}
	}
	for _, c := range v.Repairs {
		bad[c.Controls[0]+" "+c.Subject]++
	}
	for k, n := range bad {
		if n != 1 {
			t.Errorf("%s is named %d times", k, n)
		}
	}
	var eur, minutes, saves float64
	for _, x := range p.Steps {
		eur, minutes, saves = eur+x.EUR, minutes+x.Minutes, saves+x.Drop.Best
		for _, id := range x.Findings {
			ids[id]++
		}
	}
	for _, x := range p.Rest {
		for _, id := range x.Findings {
			ids[id]++
		}
	}
	for id, n := range ids {
		if n != 1 {
			t.Errorf("finding %s is in %d steps", id, n)
		}
	}
	if diff := saves - p.Drop.Best; diff > 1e-6*saves || diff < -1e-6*saves || eur != p.EUR || math.Abs(minutes-60*p.Hours) > 1e-6 {
		t.Errorf("the steps take %g EUR and %g minutes and save %g, the plan %g, %g and %g", eur, minutes, saves, p.EUR, 60*p.Hours, p.Drop.Best)
	}
}
