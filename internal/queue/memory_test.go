package queue

import (
	"strings"
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
		p.timing.readable = 0
		p.working(t, Queues()...)
		for n := range 2 {
			run, err := p.Enqueue(t.Context(), ask)
			if err != nil {
				t.Fatal(err)
			}
			recalled := 0
			for _, e := range p.await(t, run.ID, time.Minute) {
				if strings.Contains(e.Say, "as they were when they were last read") || strings.Contains(e.Say, "as it was when it was last read") {
					recalled++
				}
			}
			items, _, err := p.db.Facts(t.Context(), run.ID)
			if err != nil {
				t.Fatal(err)
			}
			seen := 0
			for _, c := range facts.DataCoverage.Select(items) {
				if c.Files == 0 {
					continue
				}
				if seen++; c.Read != c.Files {
					t.Errorf("run %d: of %d files in %s %d were read", n, c.Files, c.Target, c.Read)
				}
			}
			if seen != 3 || recalled != 3*n {
				t.Errorf("run %d: %d folders were looked at, %d of them had files that were recalled", n, seen, recalled)
			}
		}
	})
}
