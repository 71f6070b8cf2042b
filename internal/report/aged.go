package report

import (
	"fmt"
	"time"

	"github.com/weaklink/weaklink/evidence"
)

// Aged says how much of what a report rests on was taken over from an earlier
// look, and from when it is; "" when all of it was seen in this one.
func (m *Model) Aged() string {
	n, since := 0, m.Run.Started
	for _, t := range m.Targets {
		if t.Seen != nil {
			n++
			if t.Seen.Before(since) {
				since = *t.Seen
			}
		}
	}
	if n == 0 {
		return ""
	}
	what := fmt.Sprintf("%d of %d places were", n, len(m.Targets))
	if n == 1 {
		what = fmt.Sprintf("1 of %d places was", len(m.Targets))
	}
	return fmt.Sprintf("%s not looked at again in this look. What is said of them is as it was seen before, the oldest on %s.", what, since.Format("2 January 2006, 15:04 MST"))
}

// aged is when the targets were seen first of what a run rests on; without
// those where that was not before the run.
func aged(run time.Time, seen map[string]evidence.Sighting) map[string]*time.Time {
	out := map[string]*time.Time{}
	for _, s := range seen {
		if first := out[s.Target]; s.Seen.Before(run) && (first == nil || s.Seen.Before(*first)) {
			out[s.Target] = &s.Seen
		}
	}
	return out
}
