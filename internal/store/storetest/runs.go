package storetest

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
)

func lookups(t *testing.T, db *store.DB) {
	if _, err := db.Run(ctx, ""); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the newest of no runs: %v", err)
	}
	at := func(id string, start, took time.Duration) chain.Run {
		run := chain.Run{ID: id, Firm: "grocer", Started: day.Add(start), Now: day.Truncate(24 * time.Hour)}
		must(t, db.Begin(ctx, run))
		if took > 0 {
			run.Finished = run.Started.Add(took)
			_, err := db.Finish(ctx, run, nil, never, nil)
			must(t, err)
		}
		return run
	}
	slow := at("019ab-aaaa", 0, 3*time.Hour)
	quick := at("019ab-bbbb", time.Hour, time.Minute)
	open := at("019ac-cccc", 2*time.Hour, 0)
	odd := at("%_%_", -time.Hour, time.Minute)
	for id, want := range map[string]chain.Run{"": slow, "019ab-a": slow, "019ab-bbbb": quick, "019ac": open, "%_%_": odd} {
		got, err := db.Run(ctx, id)
		must(t, err)
		equal(t, want, got)
	}
	for _, id := range []string{"019", "019ad", "____", "019AB-A"} {
		if _, err := db.Run(ctx, id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("run %q: %v", id, err)
		}
	}
	var usage *store.UsageError
	if _, err := db.Run(ctx, "019ab"); !errors.As(err, &usage) {
		t.Errorf("a beginning of two runs: %v", err)
	}
	all, err := db.Runs(ctx, "grocer", 0)
	must(t, err)
	equal(t, []chain.Run{open, quick, slow, odd}, all)
	some, err := db.Runs(ctx, "", 2)
	must(t, err)
	equal(t, []chain.Run{open, quick}, some)
}

func previous(t *testing.T, db *store.DB) {
	first, second := begin(t, db, "grocer", 1), begin(t, db, "grocer", 2)
	if _, err := db.Previous(ctx, first.ID); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	finish(t, db, second, never) // it overtakes the first
	got, err := db.Previous(ctx, first.ID)
	must(t, err)
	equal(t, Ended(second), got)
	finish(t, db, first, never)
	got, err = db.Previous(ctx, first.ID)
	must(t, err)
	equal(t, Ended(second), got)
	if _, err := db.Previous(ctx, second.ID); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
}

func overtaken(t *testing.T, db *store.DB) {
	begin(t, db, "grocer", 1)
	killed := begin(t, db, "grocer", 2)
	begin(t, db, "baker", 9)
	got, _, err := db.Unfinished(ctx, "grocer")
	must(t, err)
	equal(t, killed, got)
	finish(t, db, begin(t, db, "grocer", 3), never)
	if _, _, err := db.Unfinished(ctx, "grocer"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a run of before the last finished one is taken up again: %v", err)
	}
}

func verdict(t *testing.T, db *store.DB) {
	small := "{\"b\": 1, \"a\":[ 1.50, \"ü\\u0000<\" ] }\n"
	for n, raw := range []string{small, "[" + strings.Repeat(small+",", 20_000) + "1]"} { // one of half a megabyte too
		run := begin(t, db, "grocer", n+1)
		if _, err := db.Verdict(ctx, run.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the verdict of a running run: %v", err)
		}
		_, err := db.Finish(ctx, Ended(run), nil, never, json.RawMessage(raw))
		must(t, err)
		got, err := db.Verdict(ctx, run.ID)
		must(t, err)
		if string(got) != raw {
			t.Errorf("a verdict of %d bytes came back as one of %d", len(raw), len(got))
		}
	}
}

func firms(t *testing.T, db *store.DB) {
	for _, firm := range []string{"grocer", "baker"} {
		run := begin(t, db, firm, 1)
		must(t, db.Fact(ctx, run.ID, "shop", "c", Fact(t, 1))) // both have the same host
		must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "c"), complete("shop")))
		got := finish(t, db, run, always, finding("website.tls", "shop", chain.Broken, 0, 0))
		equal(t, []chain.Changed{{Finding: "website.tls@shop", Change: chain.New}}, got)
	}
	got := finish(t, db, begin(t, db, "baker", 2), always)
	equal(t, []chain.Changed{{Finding: "website.tls@shop", Change: chain.Gone}}, got)
	spans, err := db.Findings(ctx, NewRun("grocer", 1).ID)
	must(t, err)
	if len(spans) != 1 || spans[0].LastRun != "" {
		t.Errorf("a run of one firm closes findings of another: %v", spans)
	}
	runs, err := db.Runs(ctx, "baker", 0)
	must(t, err)
	equal(t, 2, len(runs))
}

func forget(t *testing.T, db *store.DB) {
	shared, own := Fact(t, 1).WithBlob("aa"), Fact(t, 2).WithBlob("bb")
	for firm, facts := range map[string][]evidence.Item{"grocer": {shared, own}, "baker": {shared}} {
		for n := range 3 {
			run := begin(t, db, firm, n)
			for _, it := range facts {
				must(t, db.Fact(ctx, run.ID, "shop", "c", it))
			}
			must(t, db.Gap(ctx, run.ID, "c", evidence.Gap{Target: "shop", Subject: firm, Why: "w", Next: "n"}))
			if n == 2 {
				continue // cut
			}
			must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "c"), complete("shop")))
			_, err := db.Finish(ctx, Ended(run), []chain.Finding{finding("a.b", firm, chain.Weak, n, 5)}, never, json.RawMessage(`"`+firm+`"`))
			must(t, err)
		}
	}
	for _, firm := range []string{"grocer", "baker"} {
		_, err := db.Record(ctx, firm, chain.Outcome{Kind: chain.Incident, On: day, Recorded: day})
		must(t, err)
		must(t, db.Remember(ctx, firm, "shop", "c", []evidence.Memo{{Object: "o", Mark: "m", Body: json.RawMessage("{}"), Facts: []string{shared.Digest}}}))
		must(t, db.Accept(ctx, firm, chain.Acceptance{Finding: "a.b@1", Why: "w", Given: day, Until: day.AddDate(0, 1, 0)}))
	}
	blobs, err := db.Forget(ctx, "grocer")
	must(t, err)
	equal(t, []string{"bb"}, blobs) // aa is the baker's, too
	n, err := db.Counts(ctx)
	must(t, err)
	equal(t, map[string]int64{"firm": 1, "run": 3, "verdict": 1, "fact": 1, "gap": 1, "fact_set": 1, "set_fact": 1, "set_gap": 1, "set_base": 0, "set_less": 0,
		"sighting": 2, "arrival": 1, "arrival_gap": 1, "span": 2, "span_detail": 2,
		"acceptance": 1, "outcome": 1, "memory": 1}, n)
	items, _, err := db.Facts(ctx, NewRun("baker", 0).ID)
	must(t, err)
	equal(t, []evidence.Item{shared}, items)

	_, err = db.Forget(ctx, "baker")
	must(t, err)
	n, err = db.Counts(ctx)
	must(t, err)
	for table, rows := range n {
		if rows != 0 {
			t.Errorf("%s still holds %d rows", table, rows)
		}
	}
	_, err = db.Forget(ctx, "never heard of")
	must(t, err)
}
