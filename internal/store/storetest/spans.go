package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/store"
)

// finding is a check's verdict about a subject. Its sentence says no more than
// its numbers, so two with the same numbers are the same finding.
func finding(check, subject string, g chain.Grip, pass, of int) chain.Finding {
	return chain.Finding{ID: check + "@" + subject, Check: check, Subject: subject, Link: chain.Website, Control: "tls",
		Grip: g, Say: fmt.Sprintf("%s is %s", subject, g), Pass: pass, Of: of, Evidence: []string{"e1"}}
}

func changes(t *testing.T, db *store.DB) {
	f := func(g chain.Grip, pass, of int) chain.Finding { return finding("a.b", "s", g, pass, of) }
	otherWords := f(chain.Broken, 0, 0)
	otherWords.Say = "s has been broken for long"
	n := 0
	for _, c := range []struct {
		was, is chain.Finding
		want    chain.Change
		opens   bool
	}{
		{f(chain.Broken, 0, 0), f(chain.Broken, 0, 0), chain.Same, false},
		{f(chain.Broken, 0, 0), f(chain.Weak, 0, 0), chain.BetterNow, true},
		{f(chain.Weak, 0, 0), f(chain.Holds, 0, 0), chain.BetterNow, true},
		{f(chain.Holds, 0, 0), f(chain.Weak, 0, 0), chain.WorseNow, true},
		{f(chain.Broken, 0, 0), f(chain.Unseen, 0, 0), chain.UnseenNow, true}, // no improvement
		{f(chain.Holds, 0, 0), f(chain.Unseen, 0, 0), chain.UnseenNow, true},
		{f(chain.Unseen, 0, 0), f(chain.Unseen, 0, 0), chain.Same, false},
		{f(chain.Unseen, 0, 0), f(chain.Holds, 0, 0), chain.BetterNow, true},
		{f(chain.Unseen, 0, 0), f(chain.Broken, 0, 0), chain.WorseNow, true},
		{f(chain.Weak, 3, 5), f(chain.Weak, 4, 5), chain.BetterNow, true},
		{f(chain.Weak, 3, 5), f(chain.Weak, 3, 6), chain.WorseNow, true},
		{f(chain.Weak, 3, 5), f(chain.Weak, 4, 6), chain.Same, true}, // as many fail as before
		{f(chain.Broken, 0, 0), otherWords, chain.Same, true},
	} {
		n++
		firm := fmt.Sprint("firm", n)
		one, two := begin(t, db, firm, 1), begin(t, db, firm, 2)
		equal(t, []chain.Changed{{Finding: "a.b@s", Change: chain.New}}, finish(t, db, one, always, c.was))
		got := finish(t, db, two, always, c.is)
		name := fmt.Sprintf("%s %d/%d to %s %d/%d", c.was.Grip, c.was.Pass, c.was.Of, c.is.Grip, c.is.Pass, c.is.Of)
		if len(got) != 1 || got[0].Change != c.want {
			t.Errorf("%s is called %v, want %s", name, got, c.want)
		}
		then, err := db.Findings(ctx, one.ID)
		must(t, err)
		now, err := db.Findings(ctx, two.ID)
		must(t, err)
		first, last := one.ID, ""
		if c.opens {
			first, last = two.ID, one.ID
		}
		equal(t, []chain.Span{{Finding: c.was, FirstRun: one.ID, LastRun: last, Since: one.Started.UnixMilli()}}, then)
		since := one.Started.UnixMilli()
		if c.opens {
			since = two.Started.UnixMilli()
		}
		equal(t, []chain.Span{{Finding: c.is, FirstRun: first, Since: since}}, now)
	}
}

func notLooking(t *testing.T, db *store.DB) {
	broken := finding("a.b", "s", chain.Broken, 0, 0)
	one := begin(t, db, "grocer", 1)
	finish(t, db, one, always, broken)
	for n := 2; n < 5; n++ {
		run := begin(t, db, "grocer", n)
		equal(t, []chain.Changed{{Finding: "a.b@s", Change: chain.UnseenNow}}, finish(t, db, run, never))
		open, err := db.Findings(ctx, run.ID)
		must(t, err)
		equal(t, []chain.Span{{Finding: broken, FirstRun: one.ID, Since: one.Started.UnixMilli()}}, open)
	}
	equal(t, []chain.Changed{{Finding: "a.b@s", Change: chain.Same}}, finish(t, db, begin(t, db, "grocer", 5), never, broken))
	gone := begin(t, db, "grocer", 6)
	equal(t, []chain.Changed{{Finding: "a.b@s", Change: chain.Gone}}, finish(t, db, gone, func(s string) bool { return s == "s" }))
	open, err := db.Findings(ctx, gone.ID)
	must(t, err)
	equal(t, 0, len(open))
	then, err := db.Findings(ctx, NewRun("grocer", 5).ID)
	must(t, err)
	equal(t, NewRun("grocer", 5).ID, then[0].LastRun)
	equal(t, 0, len(finish(t, db, begin(t, db, "grocer", 7), always)))
	equal(t, []chain.Changed{{Finding: "a.b@s", Change: chain.New}}, finish(t, db, begin(t, db, "grocer", 8), always, broken))
}

func evidenceMoves(t *testing.T, db *store.DB) {
	for n, digests := range [][]string{{"e1"}, {"e1"}, {"e2", "e3"}, nil, {"e4"}} {
		f := finding("a.b", "s", chain.Broken, 0, 0)
		f.Evidence = digests
		complete := always
		if digests == nil { // a run that could not look there
			finish(t, db, begin(t, db, "grocer", n), never)
			continue
		}
		finish(t, db, begin(t, db, "grocer", n), complete, f)
	}
	for n, want := range [][]string{{"e1"}, {"e1"}, {"e2", "e3"}, {"e2", "e3"}, {"e4"}} {
		spans, err := db.Findings(ctx, NewRun("grocer", n).ID)
		must(t, err)
		equal(t, want, spans[0].Finding.Evidence)
		equal(t, NewRun("grocer", 0).ID, spans[0].FirstRun)
	}
}

func sharedID(t *testing.T, db *store.DB) {
	a, b := finding("a.b", "s", chain.Broken, 0, 0), finding("a.b", "s", chain.Weak, 0, 0)
	b.Subject = "other" // the id holds 32 bits of the subject only
	worse, better := finding("c.d", "s", chain.Weak, 0, 0), finding("c.d", "s", chain.Holds, 0, 0)
	finish(t, db, begin(t, db, "grocer", 1), always, a, b, better, worse)
	spans, err := db.Findings(ctx, NewRun("grocer", 1).ID)
	must(t, err)
	var got []chain.Finding
	for _, s := range spans {
		got = append(got, s.Finding)
	}
	equal(t, []chain.Finding{b, a, worse}, got)
}

func unchanged(t *testing.T, db *store.DB) {
	runs := 200
	if testing.Short() {
		runs = 20
	}
	look := func(n int) {
		run := begin(t, db, "grocer", n)
		for target := range 3 {
			name := fmt.Sprint("target", target)
			for i := range 4 {
				must(t, db.Fact(ctx, run.ID, name, "c", Fact(t, 10*target+i)))
			}
			must(t, db.Gap(ctx, run.ID, "c", gapAt(name)))
			must(t, db.Seal(ctx, run.ID, sighted(run, name, "c"), chain.TargetState{Target: name, Why: "a part is locked"}))
		}
		must(t, db.Gap(ctx, run.ID, "plan", gapAt("nobody looks here"))) // never sealed
		finish(t, db, run, always, finding("a.b", "s", chain.Broken, 0, 0), finding("a.b", "t", chain.Weak, 1, 2))
	}
	look(0)
	want, err := db.Counts(ctx)
	must(t, err)
	for n := 1; n <= runs; n++ {
		look(n)
	}
	want["run"] += int64(runs)
	want["sighting"] += int64(4 * runs)
	got, err := db.Counts(ctx)
	must(t, err)
	equal(t, want, got)
}

func concurrent(t *testing.T, db *store.DB) {
	runs := 30
	if testing.Short() {
		runs = 8
	}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				run, err := db.Run(ctx, "")
				if err != nil {
					continue // none has finished yet
				}
				// A finished run is whole: all its facts, and one finding.
				items, _, err := db.Facts(ctx, run.ID)
				spans, err2 := db.Findings(ctx, run.ID)
				if err != nil || err2 != nil || len(items) != 5 || len(spans) != 1 {
					t.Errorf("run %s: %d facts, %d findings, %v, %v", run.ID, len(items), len(spans), err, err2)
					return
				}
			}
		})
	}
	var writers sync.WaitGroup
	for firm := range 2 {
		writers.Go(func() {
			for n := range runs / 2 {
				run := NewRun(fmt.Sprint("firm", firm), n)
				err := db.Begin(ctx, run)
				for i := 0; i < 5 && err == nil; i++ {
					err = db.Fact(ctx, run.ID, "shop", "c", Fact(t, i))
				}
				if err == nil {
					err = db.Seal(ctx, run.ID, sighted(run, "shop", "c"), complete("shop"))
				}
				if err == nil {
					_, err = db.Finish(ctx, Ended(run), []chain.Finding{finding("a.b", "s", chain.Broken, n, 99)}, always, nil)
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	readers.Wait()
}

// memory is the naive model: it keeps, for every run, all that was open in it.
type memory struct {
	open map[string]chain.Finding
	runs []map[string]chain.Finding
}

func (m *memory) finish(findings []chain.Finding, whole map[string]bool) []chain.Changed {
	now := map[string]chain.Finding{}
	var out []chain.Changed
	for _, f := range findings {
		now[f.ID] = f
		c := chain.New
		if old, had := m.open[f.ID]; had {
			switch worst, was := f.Of-f.Pass, old.Of-old.Pass; {
			case f.Grip != old.Grip && f.Grip == chain.Unseen:
				c = chain.UnseenNow
			case f.Grip < old.Grip || f.Grip == old.Grip && worst > was:
				c = chain.WorseNow
			case f.Grip > old.Grip || worst < was:
				c = chain.BetterNow
			default:
				c = chain.Same
			}
		}
		out = append(out, chain.Changed{Finding: f.ID, Change: c})
	}
	for id, old := range m.open {
		if _, still := now[id]; still {
			continue
		}
		c := chain.Gone
		if !whole[old.Subject] {
			c, now[id] = chain.UnseenNow, old
		}
		out = append(out, chain.Changed{Finding: id, Change: c})
	}
	slices.SortFunc(out, func(a, b chain.Changed) int { return cmp.Compare(a.Finding, b.Finding) })
	m.open = now
	m.runs = append(m.runs, now)
	return out
}

func spansAgree(t *testing.T, db *store.DB) {
	firm := 0
	rapid.Check(t, func(r *rapid.T) {
		firm++
		name := fmt.Sprint("firm", firm)
		var m memory
		var ids []string
		for n := range rapid.IntRange(1, 6).Draw(r, "runs") {
			var findings []chain.Finding
			whole := map[string]bool{}
			for s := range 3 {
				subject := fmt.Sprint("s", s)
				whole[subject] = rapid.Bool().Draw(r, "whole")
				if rapid.IntRange(0, 2).Draw(r, "there") == 0 {
					continue
				}
				g := chain.Grip(rapid.IntRange(1, 4).Draw(r, "grip"))
				f := finding("a.b", subject, g, rapid.IntRange(0, 2).Draw(r, "pass"), 2)
				f.Evidence = []string{rapid.SampledFrom([]string{"e1", "e2"}).Draw(r, "evidence")}
				findings = append(findings, f)
			}
			run := NewRun(name, n)
			if err := db.Begin(ctx, run); err != nil {
				r.Fatal(err)
			}
			got, err := db.Finish(ctx, Ended(run), findings, func(s string) bool { return whole[s] }, nil)
			if err != nil {
				r.Fatal(err)
			}
			equalRapid(r, m.finish(findings, whole), got)
			ids = append(ids, run.ID)
		}
		for n, id := range ids {
			spans, err := db.Findings(ctx, id)
			if err != nil {
				r.Fatal(err)
			}
			open := map[string]chain.Finding{}
			for _, s := range spans {
				open[s.Finding.ID] = s.Finding
				first, last := slices.Index(ids, s.FirstRun), slices.Index(ids, s.LastRun)
				if first < 0 || first > n || s.LastRun != "" && last < n || s.LastRun == "" && last >= 0 {
					r.Fatalf("a span of run %d goes from %d to %d", n, first, last)
				}
			}
			equalRapid(r, m.runs[n], open)
			var said []chain.Finding // all but one of what it said
			gone := ""
			for _, s := range spans {
				if gone == "" {
					gone = s.Finding.Subject
					continue
				}
				said = append(said, s.Finding)
			}
			absent, err := db.Absent(ctx, id, said)
			if err != nil || len(spans) > 0 && !slices.Equal(absent, []string{gone}) || len(spans) == 0 && len(absent) > 0 {
				r.Fatalf("absent of run %d: %q, %v; want %q", n, absent, err, gone)
			}
			by, most, err := db.Since(ctx, id, said)
			if err != nil {
				r.Fatal(err)
			}
			for _, s := range spans[min(1, len(spans)):] {
				at, ok := by[s.Finding.ID]
				if !ok {
					at = most
				}
				if at.UnixMilli() != s.Since {
					r.Fatalf("%s of run %d is like that since %v, want %d", s.Finding.ID, n, at, s.Since)
				}
			}
			for _, many := range []int{2, 1000} {
				about := []string{"s0", "s2"}
				for i := len(about); i < many; i++ {
					about = append(about, fmt.Sprint("nobody", i))
				}
				some, err := db.FindingsAbout(ctx, id, about)
				if err != nil {
					r.Fatal(err)
				}
				want := map[string]chain.Finding{}
				for _, s := range spans {
					if s.Finding.Subject != "s1" {
						want[s.Finding.ID] = s.Finding
					}
				}
				got := map[string]chain.Finding{}
				for _, f := range some {
					got[f.ID] = f
				}
				equalRapid(r, want, got)
			}
		}
	})
}
