package queue

import (
	"testing"
	"time"

	"github.com/weaklink/weaklink/facts"
)

// A run made by jobs reads nothing again that an earlier one has read, on
// either engine.
func TestASecondRunDoesNotReadWhatStayedAsItWas(t *testing.T) {
	engines(t, func(t *testing.T, url string) {
		dir, ask := world(t, 0)
		time.Sleep(100 * time.Millisecond) // what changed this very moment is never taken for unchanged
		p := openPlace(t, url, dir)
		p.working(t, Queues()...)
		for n := range 2 {
			run, err := p.Enqueue(t.Context(), ask)
			if err != nil {
				t.Fatal(err)
			}
			p.await(t, run.ID, time.Minute)
			items, _, err := p.db.Facts(t.Context(), run.ID)
			if err != nil {
				t.Fatal(err)
			}
			seen := 0
			for _, c := range facts.DataCoverage.Select(items) {
				if c.Files == 0 {
					continue
				}
				if seen++; c.Read != c.Files || c.Unchanged != int64(n)*c.Files {
					t.Errorf("run %d: of %d files in %s %d were read, %d of them before", n, c.Files, c.Target, c.Read, c.Unchanged)
				}
			}
			if seen != 3 {
				t.Fatalf("%d folders were looked at", seen)
			}
		}
	})
}
