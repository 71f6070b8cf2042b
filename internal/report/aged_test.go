package report

import (
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
)

// A report that rests on what an earlier look saw says so, and from when it is.
func TestWhatWasTakenOverKeepsItsAge(t *testing.T) {
	then, now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	in := Input{Run: chain.Run{ID: "r", Firm: "Corner Grocer", Started: now, Finished: now, Now: now},
		States: []chain.TargetState{{Target: "shop", Complete: true}, {Target: "office", Complete: true}, {Target: "share", Complete: true}},
		Seen:   map[string]evidence.Sighting{"a": {Target: "shop", Seen: now}, "b": {Target: "office", Seen: then}, "c": {Target: "share", Seen: now.Add(-time.Hour)}, "d": {Target: "office", Seen: now}}}
	m, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	if say := m.Aged(); !strings.HasPrefix(say, "2 of 3 places were not looked at again") || !strings.Contains(say, "2 November 2026, 09:00 UTC") {
		t.Error(say)
	}
	if m.Targets[0].Seen != nil || !m.Targets[1].Seen.Equal(then) {
		t.Errorf("%+v", m.Targets)
	}
	in.Seen = map[string]evidence.Sighting{"a": {Target: "shop", Seen: now}}
	if m, err = Build(in); err != nil || m.Aged() != "" {
		t.Errorf("%q, %v", m.Aged(), err)
	}
}
