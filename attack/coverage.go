package attack

import (
	"strings"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// coverage is how much of what there is was seen, told from two lists of
// databases that know little of each other: those that were read, and those of
// which copies say that they hold them. Few things on both tell nothing; then
// it is 0, and what is usual counts.
func coverage(items []evidence.Item, c *risk.Constants) float64 {
	read, copied := map[string]bool{}, map[string]bool{}
	for _, l := range facts.BackupsLive.Select(items) {
		if l.Kind == "database" && l.Root != "" {
			read[strings.ToLower(l.Root)] = true
		}
	}
	for _, s := range facts.BackupsSet.Select(items) {
		if s.Source != "" {
			copied[strings.ToLower(s.Source)] = true
		}
	}
	both := 0
	for name := range read {
		if copied[name] {
			both++
		}
	}
	if float64(both) < c.Value("unseen.cov.least") {
		return 0
	}
	_, share := risk.Captured(len(read), len(copied), both)
	return share
}
