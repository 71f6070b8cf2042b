package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/store"
)

func happened(t *testing.T, db *store.DB) {
	begin(t, db, "grocer", 1)
	begin(t, db, "baker", 1)
	record := func(firm string, o chain.Outcome) chain.Outcome {
		t.Helper()
		o.Recorded = day
		got, err := db.Record(ctx, firm, o)
		must(t, err)
		return got
	}
	on := day.Truncate(24 * time.Hour)
	late := record("grocer", chain.Outcome{Kind: chain.Pentest, On: day.AddDate(0, 0, 9), Link: chain.Website, What: "disclosed", Note: "‹ü› \" '"})
	first := record("grocer", chain.Outcome{Kind: chain.Incident, On: day, Link: chain.Access, What: "mailbox"})
	second := record("grocer", chain.Outcome{Kind: chain.Incident, On: day, What: "lost"})
	third := record("grocer", chain.Outcome{Kind: chain.Incident, On: day, What: "stopped"})
	other := record("baker", chain.Outcome{Kind: chain.Incident, On: day})
	for want, got := range map[string]chain.Outcome{"pentest-2026-11-11": late, "incident-2026-11-02": first, "incident-2026-11-02-2": second, "incident-2026-11-02-3": third} {
		equal(t, want, got.ID)
	}
	equal(t, "incident-2026-11-02", other.ID) // another firm's does not count
	equal(t, on, first.On)

	list := func(firm string, want ...chain.Outcome) {
		t.Helper()
		got, err := db.Outcomes(ctx, firm)
		must(t, err)
		equal(t, want, got)
	}
	list("grocer", first, second, third, late)
	list("baker", other)

	var usage *store.UsageError
	if _, err := db.Record(ctx, "grocer", second); !errors.As(err, &usage) {
		t.Errorf("the same twice: %v", err)
	}
	if _, err := db.Record(ctx, "nobody", first); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("something happens to a firm that is not known: %v", err)
	}
	for _, bad := range []chain.Outcome{{On: day}, {Kind: chain.Incident}} {
		if _, err := db.Record(ctx, "grocer", bad); err == nil {
			t.Errorf("%+v is kept", bad)
		}
	}
	had, err := db.Unrecord(ctx, "baker", second.ID)
	must(t, err)
	equal(t, false, had) // it is another firm's
	had, err = db.Unrecord(ctx, "grocer", second.ID)
	must(t, err)
	equal(t, true, had)
	list("grocer", first, third, late)
	again := record("grocer", chain.Outcome{Kind: chain.Incident, On: day, What: "altered"})
	equal(t, second.ID, again.ID)
}
