// Package storetest is what every engine that keeps weaklink's runs has to do,
// as one suite: Run(t, open) holds it against any of them.
package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
)

// Run runs the suite. open gives an empty database and closes it with the test.
func Run(t *testing.T, open func(t *testing.T) *store.DB) {
	for _, c := range []struct {
		name string
		fn   func(*testing.T, *store.DB)
	}{
		{"what was seen comes back as it was", seenComesBack},
		{"the same fact twice is one fact", sameFactTwice},
		{"what comes with the seal is kept with it", sealedLast},
		{"a set is kept by what differs", setsByDifference},
		{"what could not be seen may have any name", oddGap},
		{"a cut run keeps what it saw", cutRun},
		{"a repeated job loses nothing", repeatedJob},
		{"a finished run never changes", finishedIsFinal},
		{"what is wrong is refused and changes nothing", refused},
		{"a run is found by its id, its beginning or as the newest", lookups},
		{"the run before is the one that finished before", previous},
		{"an overtaken run is not taken up again", overtaken},
		{"the verdict comes back byte for byte", verdict},
		{"firms never mix", firms},
		{"a forgotten firm leaves nothing behind", forget},
		{"what happened is kept by day until it is taken back", happened},
		{"every change has its name", changes},
		{"not looking closes nothing", notLooking},
		{"evidence may change while a finding stays", evidenceMoves},
		{"findings that share an id stay two", sharedID},
		{"an unchanged run costs one run row and its sightings", unchanged},
		{"readers see whole states while runs are written", concurrent},
		{"spans agree with a naive memory of every run", spansAgree},
		{"a run takes over what an earlier one saw", carried},
		{"the course of a firm is every span of it", course},
		{"what was worked out is kept for the program that did", derived},
		{"how people were joined is kept once a firm", joined},
		{"many things are recalled at once", recalled},
	} {
		t.Run(c.name, func(t *testing.T) { c.fn(t, open(t)) })
	}
}

var ctx = context.Background()

type page struct {
	URL  string `json:"url"`
	Note string `json:"note"`
}

var kind = evidence.Kind[page]{Name: "website.page", Version: 1}

var day = time.Date(2026, 11, 2, 9, 30, 0, 123e6, time.UTC)

// Fact is a fact about a made-up page, another for every n.
func Fact(t testing.TB, n int) evidence.Item {
	t.Helper()
	it, err := kind.Item(fmt.Sprintf("page:https://shop.example/%d", n), evidence.Scanned, page{fmt.Sprint("/", n), "‹ü› \u0000 <b>"})
	if err != nil {
		t.Fatal(err)
	}
	return it
}

// NewRun is the n-th run of a firm, a day apart.
func NewRun(firm string, n int) chain.Run {
	start := day.AddDate(0, 0, n)
	return chain.Run{ID: fmt.Sprintf("%08d-%s", n, firm), Firm: firm, Started: start, Now: start.Truncate(24 * time.Hour), Version: "1.2.3"}
}

// Ended is run with what only its end tells.
func Ended(run chain.Run) chain.Run {
	run.Finished, run.Model, run.Seed, run.Root = run.Started.Add(time.Minute), "model", 1<<63+5, "root"
	return run
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal(t testing.TB, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("want - got +\n%s", diff)
	}
}

func complete(target string) chain.TargetState {
	return chain.TargetState{Target: target, Complete: true}
}

func sighted(run chain.Run, target, collector string) evidence.Sighting {
	return evidence.Sighting{Target: target, Collector: collector, Version: "7", Seen: run.Started}
}

func always(string) bool { return true }
func never(string) bool  { return false }

func begin(t testing.TB, db *store.DB, firm string, n int) chain.Run {
	t.Helper()
	run := NewRun(firm, n)
	must(t, db.Begin(ctx, run))
	return run
}

func finish(t testing.TB, db *store.DB, run chain.Run, complete func(string) bool, findings ...chain.Finding) []chain.Changed {
	t.Helper()
	got, err := db.Finish(ctx, Ended(run), findings, complete, json.RawMessage(`{}`))
	must(t, err)
	return got
}

func seenComesBack(t *testing.T, db *store.DB) {
	run := begin(t, db, "grocer", 1)
	a, b, c := Fact(t, 1), Fact(t, 2).WithBlob("b10b"), Fact(t, 3)
	for _, it := range []evidence.Item{c, a, b} {
		must(t, db.Fact(ctx, run.ID, "shop", "website.pages", it))
	}
	gap := evidence.Gap{Target: "shop", Subject: "page:/admin", Why: "it asked for a password", Next: "give one with secret:"}
	must(t, db.Gap(ctx, run.ID, "website.pages", gap))
	must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "website.pages"), chain.TargetState{Target: "shop", Why: gap.Why}))
	must(t, db.Fact(ctx, run.ID, "mail", "website.mail", a)) // seen twice: one fact, the first sighting by target
	must(t, db.Seal(ctx, run.ID, sighted(run, "mail", "website.mail"), complete("mail")))
	finish(t, db, run, never)

	items, at, err := db.Facts(ctx, run.ID)
	must(t, err)
	equal(t, []evidence.Item{a, b, c}, items)
	equal(t, map[string]evidence.Sighting{a.Digest: sighted(run, "mail", "website.mail"),
		b.Digest: sighted(run, "shop", "website.pages"), c.Digest: sighted(run, "shop", "website.pages")}, at)
	for _, it := range items {
		must(t, it.Verify())
	}
	gaps, err := db.Gaps(ctx, run.ID)
	must(t, err)
	equal(t, []evidence.Gap{gap}, gaps)
	states, err := db.States(ctx, run.ID)
	must(t, err)
	equal(t, []chain.TargetState{complete("mail"), {Target: "shop", Why: gap.Why}}, states)
	got, err := db.Run(ctx, run.ID)
	must(t, err)
	equal(t, Ended(run), got)
	where, err := db.Sources(ctx, "grocer", []string{a.Digest, b.Digest, "none"})
	must(t, err)
	equal(t, map[string][]string{a.Digest: {"mail", "shop"}, b.Digest: {"shop"}}, where)
	targets, err := db.Targets(ctx, run.ID)
	must(t, err)
	equal(t, map[string]string{a.Digest: "mail", b.Digest: "shop", c.Digest: "shop"}, targets)
}

func sameFactTwice(t *testing.T, db *store.DB) {
	run := begin(t, db, "grocer", 1)
	gap := evidence.Gap{Target: "shop", Subject: "s", Why: "w", Next: "n"}
	for range 3 {
		must(t, db.Fact(ctx, run.ID, "shop", "website.pages", Fact(t, 1)))
		must(t, db.Gap(ctx, run.ID, "website.pages", gap))
	}
	must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "website.pages"), complete("shop")))
	n, err := db.Counts(ctx)
	must(t, err)
	for _, table := range []string{"fact", "gap", "fact_set", "set_fact", "set_gap", "sighting"} {
		if n[table] != 1 {
			t.Errorf("%s holds %d rows", table, n[table])
		}
	}
	if n["arrival"]+n["arrival_gap"] != 0 {
		t.Error("arrivals outlive their seal")
	}
}

func sealedLast(t *testing.T, db *store.DB) {
	var many []evidence.Item
	for n := range 300 {
		many = append(many, Fact(t, n))
	}
	var runs []chain.Run
	for n := range 3 {
		run := begin(t, db, "grocer", n+1)
		last := many
		if n == 1 { // some of it was kept as it came
			must(t, db.Keep(ctx, run.ID, "shop", "website.pages", many[:200], nil))
			last = many[150:]
		}
		must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "website.pages"), complete("shop"), last...))
		runs = append(runs, run)
	}
	for _, run := range runs {
		items, at, err := db.Facts(ctx, run.ID)
		must(t, err)
		if len(items) != len(many) || len(at) != len(many) {
			t.Errorf("%d facts and %d sightings come back of %d", len(items), len(at), len(many))
		}
		for _, it := range items {
			must(t, it.Verify())
		}
	}
	n, err := db.Counts(ctx)
	must(t, err)
	if n["fact"] != 300 || n["set_fact"] != 300 || n["fact_set"] != 1 || n["arrival"] != 0 {
		t.Errorf("three runs that saw the same: %v", n)
	}
	run := begin(t, db, "grocer", 4)
	wrong := Fact(t, 301)
	wrong.Subject = "page:https://other.example/"
	if err := db.Seal(ctx, run.ID, sighted(run, "shop", "website.pages"), complete("shop"), wrong); err == nil {
		t.Error("a fact that is not what its digest says is kept")
	}
	must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "website.pages"), complete("shop"), many[:2]...))
	must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "website.pages"), complete("shop"), many[2])) // a repeated job
	items, _, err := db.Facts(ctx, run.ID)
	must(t, err)
	if len(items) != 3 {
		t.Errorf("%d facts after a seal that was repeated", len(items))
	}
}

func oddGap(t *testing.T, db *store.DB) {
	run := begin(t, db, "grocer", 1)
	must(t, db.Gap(ctx, run.ID, "c", evidence.Gap{Target: "shop", Subject: "a\xff\x00b", Why: "open a\xffb", Next: "n"}))
	must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "c"), chain.TargetState{Target: "shop", Why: "open a\xffb"}))
	gaps, err := db.Gaps(ctx, run.ID)
	must(t, err)
	equal(t, []evidence.Gap{{Target: "shop", Subject: "a��b", Why: "open a�b", Next: "n"}}, gaps)
}

func cutRun(t *testing.T, db *store.DB) {
	run := begin(t, db, "grocer", 1)
	must(t, db.Fact(ctx, run.ID, "shop", "website.pages", Fact(t, 1)))
	must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "website.pages"), complete("shop")))
	must(t, db.Seal(ctx, run.ID, sighted(run, "db", "data.tables"), chain.TargetState{Target: "db", Why: "no password"}))
	must(t, db.Fact(ctx, run.ID, "files", "data.files", Fact(t, 2))) // never sealed
	gap := evidence.Gap{Target: "files", Subject: "x.zip", Why: "it is locked", Next: "unlock it"}
	must(t, db.Gap(ctx, run.ID, "data.files", gap))

	look := func(want []chain.TargetState) {
		t.Helper()
		items, at, err := db.Facts(ctx, run.ID)
		must(t, err)
		equal(t, []evidence.Item{Fact(t, 1), Fact(t, 2)}, items)
		equal(t, evidence.Sighting{Target: "files", Collector: "data.files", Version: run.Version, Seen: run.Started}, at[Fact(t, 2).Digest])
		gaps, err := db.Gaps(ctx, run.ID)
		must(t, err)
		equal(t, []evidence.Gap{gap}, gaps)
		states, err := db.States(ctx, run.ID)
		must(t, err)
		equal(t, want, states)
	}
	// Nobody knows which collectors were still to come: no target is complete.
	const cut = "the run was cut short before this was looked at in full"
	look([]chain.TargetState{{Target: "db", Why: "no password"}, {Target: "files", Why: cut}, {Target: "shop", Why: "the run has not finished"}})

	got, done, err := db.Unfinished(ctx, "grocer")
	must(t, err)
	equal(t, run, got)
	equal(t, []evidence.Sighting{sighted(run, "shop", "website.pages")}, done) // db has to be looked at again

	must(t, db.Begin(ctx, run)) // taken up again
	finish(t, db, run, never)
	look([]chain.TargetState{{Target: "db", Why: "no password"}, {Target: "files", Why: gap.Why}, complete("shop")})
	if _, _, err := db.Unfinished(ctx, "grocer"); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
}

func repeatedJob(t *testing.T, db *store.DB) {
	run := begin(t, db, "grocer", 1)
	gap := evidence.Gap{Target: "shop", Subject: "shop", Why: "the run was cut short", Next: "again"}
	must(t, db.Fact(ctx, run.ID, "shop", "c", Fact(t, 1)))
	must(t, db.Gap(ctx, run.ID, "c", gap))
	must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "c"), chain.TargetState{Target: "shop", Why: gap.Why}))

	must(t, db.Fact(ctx, run.ID, "shop", "c", Fact(t, 2)))
	must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "c"), complete("shop")))
	finish(t, db, run, never)
	items, _, err := db.Facts(ctx, run.ID)
	must(t, err)
	equal(t, []evidence.Item{Fact(t, 1), Fact(t, 2)}, items)
	gaps, err := db.Gaps(ctx, run.ID)
	must(t, err)
	equal(t, 0, len(gaps)) // the second time it could look
	states, err := db.States(ctx, run.ID)
	must(t, err)
	equal(t, []chain.TargetState{complete("shop")}, states)
}

func finishedIsFinal(t *testing.T, db *store.DB) {
	run := begin(t, db, "grocer", 1)
	finish(t, db, run, never)
	before, err := db.Counts(ctx)
	must(t, err)
	_, again := db.Finish(ctx, Ended(run), nil, never, nil)
	for what, err := range map[string]error{
		"begin":  db.Begin(ctx, run),
		"fact":   db.Fact(ctx, run.ID, "shop", "c", Fact(t, 1)),
		"gap":    db.Gap(ctx, run.ID, "c", evidence.Gap{Target: "shop"}),
		"seal":   db.Seal(ctx, run.ID, sighted(run, "shop", "c"), complete("shop")),
		"finish": again,
	} {
		if err == nil {
			t.Errorf("%s changes a run that has finished", what)
		}
	}
	after, err := db.Counts(ctx)
	must(t, err)
	equal(t, before, after)
}

func refused(t *testing.T, db *store.DB) {
	run := begin(t, db, "grocer", 1)
	forged := Fact(t, 1)
	forged.Subject = "page:https://other.example"
	if err := db.Fact(ctx, run.ID, "shop", "c", forged); err == nil {
		t.Error("a fact whose digest is not that of its content is kept")
	}
	if err := db.Fact(ctx, "no such run", "shop", "c", Fact(t, 1)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a fact of no run: %v", err)
	}
	if err := db.Begin(ctx, chain.Run{Firm: "grocer"}); err == nil {
		t.Error("a run without id is kept")
	}
	if err := db.Begin(ctx, chain.Run{ID: run.ID, Firm: "baker"}); err == nil {
		t.Error("a run changes its firm")
	}
	if _, err := db.Finish(ctx, run, nil, never, nil); err == nil {
		t.Error("a run ends at no time")
	}
	if _, err := db.Finish(ctx, Ended(run), []chain.Finding{{ID: "a.b@1", Check: "a.b", Subject: "firm"}}, never, nil); err == nil {
		t.Error("a finding without grip is kept")
	}
	if _, err := db.Run(ctx, run.ID); err != nil {
		t.Error(err)
	}
	n, err := db.Counts(ctx)
	must(t, err)
	if n["fact"] != 0 || n["span"] != 0 || n["firm"] != 1 {
		t.Errorf("something refused was kept: %v", n)
	}
	for what, read := range map[string]func(string) error{
		"facts":    func(id string) error { _, _, err := db.Facts(ctx, id); return err },
		"gaps":     func(id string) error { _, err := db.Gaps(ctx, id); return err },
		"states":   func(id string) error { _, err := db.States(ctx, id); return err },
		"findings": func(id string) error { _, err := db.Findings(ctx, id); return err },
		"verdict":  func(id string) error { _, err := db.Verdict(ctx, id); return err },
		"previous": func(id string) error { _, err := db.Previous(ctx, id); return err },
	} {
		if err := read("no such run"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s of no run: %v", what, err)
		}
	}
}
