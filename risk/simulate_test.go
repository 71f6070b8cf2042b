package risk_test

import (
	"flag"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/weaklink/weaklink/attack"
	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/risk"
)

// experiment is how firms are drawn, looked at and weighed.
type experiment struct {
	name     string
	objects  []int             // looked at in a link, drawn at random
	share    float64           // of the controls of such a link that is looked at
	prior    func(*risk.State) // what the truth is drawn from; nil: the model's own prior
	coverage float64           // of the true firm's inventory; 0: as the model has it
	told     float64           // coverage that the model is told; 0: its own prior
	check    string            // beginning of the ids of the checks
}

var (
	sparse = []int{0, 0, 3, 8, 20}
	rich   = []int{20}
	ways   = []string{"model", "importance (Birnbaum)", "worst score", "most failed checks", "random"}
)

// result counts what came of an experiment.
type result struct {
	experiment
	firms, covered  int
	claims          bin     // what is named
	plain, named    [10]bin // claims by tenths
	ranks           [8]int  // of the true loss among the weighed worlds
	right, captured map[string]float64
}

// bin counts claims: how many, what they add up to, how many came true, and
// their variance if they are right.
type bin struct{ n, claimed, right, spread float64 }

func (b *bin) add(claimed, right float64) {
	b.n, b.claimed, b.spread, b.right = b.n+1, b.claimed+claimed, b.spread+claimed*(1-claimed), b.right+right
}

// comesFirst is 1 where x is larger than all others, and its part of 1 among
// equals, as a claim shares its probability among links that tie: with
// everything that was seen in order, no repair saves anything, and none is first.
func comesFirst(x float64, others []float64) float64 {
	equal := 1.0
	for _, o := range others {
		switch {
		case o > x:
			return 0
		case o == x:
			equal++
		}
	}
	return 1 / equal
}

// template is the firm that nobody has looked at.
func template(t *testing.T) *risk.Model {
	t.Helper()
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	m, err := attack.Build(attack.Input{Constants: c})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func run(t *testing.T, x experiment, firms int) *result {
	t.Helper()
	prior := template(t)
	if x.prior != nil {
		for i := range prior.States {
			x.prior(&prior.States[i])
		}
	}
	r := &result{experiment: x, right: map[string]float64{}, captured: map[string]float64{}}
	for i := range firms {
		r.play(t, prior, i)
	}
	return r
}

var truthSeed = flag.Uint64("firmseed", 20261128, "which firms are drawn; the documented figures are of the default")

const truthWords = 32

// play draws a firm, looks at it, weighs what was seen, and compares.
func (r *result) play(t *testing.T, prior *risk.Model, firm int) {
	t.Helper()
	s, err := risk.Drawn(prior, *truthSeed, firm)
	if err != nil {
		t.Fatal(err)
	}
	dice := rand.New(rand.NewPCG(*truthSeed, uint64(firm)))
	in, scores := r.look(prior, s, dice)
	m, err := attack.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	m.Coverage = r.told
	verdict, weighed, worth, err := risk.Weighed(m, uint64(firm)+1, *worlds, *words)
	if err != nil {
		t.Fatal(err)
	}
	// The same firm as one who knows everything sees it: the same draws of all
	// but the states, and these as they are.
	sure := *m
	sure.States, sure.Coverage = slices.Clone(m.States), r.coverage
	for i := range sure.States {
		sure.States[i].Known, sure.States[i].A, sure.States[i].B = true, s[i], 1-s[i]
	}
	truth, err := risk.Truth(&sure, *truthSeed, firm, truthWords)
	if err != nil {
		t.Fatal(err)
	}

	r.firms++
	if e := verdict.Loss.Expected; truth.Loss[0] >= e.Low && truth.Loss[0] <= e.High {
		r.covered++
	}
	below := 0
	for _, x := range weighed.Loss {
		if x < truth.Loss[0] {
			below++
		}
	}
	r.ranks[len(r.ranks)*below/(len(weighed.Loss)+1)]++

	drop := make([]float64, len(verdict.Links))
	mean := make([]float64, len(drop))
	for i, l := range verdict.Links {
		drop[i], mean[i] = truth.All[i][0], l.Drop.Best
	}
	best := slices.Max(drop)
	for i, l := range verdict.Links {
		r.plain[min(9, int(10*l.Rank1))].add(l.Rank1, comesFirst(drop[i], append(slices.Delete(slices.Clone(drop), i, i+1), truth.Routes[0])))
	}
	if verdict.Link != "" {
		seen := func(link string) float64 { return truth.Seen[chain.Link(link).Index()][0] }
		var others []float64
		for _, c := range verdict.Alternatives {
			others = append(others, seen(c.Link))
		}
		is := comesFirst(seen(verdict.Link), others)
		r.named[min(9, int(10*verdict.Confidence))].add(verdict.Confidence, is)
		r.claims.add(verdict.Confidence, is)
	}
	scores["model"], scores["importance (Birnbaum)"], scores["random"] = mean, worth, make([]float64, len(drop))
	for _, how := range ways {
		i := pick(scores[how], dice)
		if drop[i] == best {
			r.right[how]++
		}
		if best > 0 {
			r.captured[how] += drop[i] / best
		}
	}
}

// pick is the largest; of several one at random.
func pick(score []float64, dice *rand.Rand) int {
	var all []int
	top := slices.Max(score)
	for i, x := range score {
		if x == top {
			all = append(all, i)
		}
	}
	return all[dice.IntN(len(all))]
}

// look makes the findings that checks would make of this firm, and what the
// simple ways of ranking make of them. Each object has the control or lacks it.
// What was enumerated counts as eight objects at least, so three objects are
// six sightings from outside, two of each, which count half.
func (r *result) look(prior *risk.Model, s []float64, dice *rand.Rand) (attack.Input, map[string][]float64) {
	now := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	in := attack.Input{Constants: prior.Constants, Now: now, Seen: map[string]time.Time{"seen": now, "scan": now}, Facts: []evidence.Item{
		{Kind: "test", Digest: "seen", Method: evidence.Enumerated}, {Kind: "test", Digest: "scan", Method: evidence.Scanned}}}
	worst, failed := make([]float64, len(risk.Chain)), make([]float64, len(risk.Chain))
	objects := make([]int, len(risk.Chain))
	for l := range objects {
		objects[l] = r.objects[dice.IntN(len(r.objects))]
	}
	for i, st := range prior.States {
		k, _ := prior.Constants.Control(st.Control)
		link := slices.Index(risk.Chain, k.Link)
		n := objects[link]
		if n == 0 || dice.Float64() >= r.share {
			continue
		}
		pass := 0
		for range n {
			if dice.Float64() < s[i] {
				pass++
			}
		}
		f := chain.Finding{ID: st.Control, Check: r.check + st.Control, Control: st.Control, Link: chain.Link(k.Link), Subject: "firm",
			Grip: chain.Weak, Pass: pass, Of: n, Evidence: []string{"seen"}}
		switch pass {
		case n:
			f.Grip = chain.Holds
		case 0:
			f.Grip = chain.Broken
		}
		if n < 8 {
			f.Evidence, f.Pass, f.Of = []string{"scan"}, 2*pass, 2*n
		}
		worst[link] = max(worst[link], 1-float64(pass)/float64(n))
		if f.Grip != chain.Holds {
			failed[link]++
		}
		in.Findings = append(in.Findings, f)
	}
	return in, map[string][]float64{"worst score": worst, "most failed checks": failed}
}
