package attack

import (
	"strings"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// overlap counts the databases that were read, those that copies hold, and those
// on both lists.
type overlap struct{ read, copied, both int }

// overlapOf holds two lists of databases that know little of each other against
// each other: those that were read, and those of which copies say that they
// hold them.
func overlapOf(items []evidence.Item) overlap {
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
	o := overlap{read: len(read), copied: len(copied)}
	for name := range read {
		if copied[name] {
			o.both++
		}
	}
	return o
}

// coverage is how much of what there is was seen. Few things on both lists tell
// nothing; then it is 0, and what is usual counts.
func (o overlap) coverage(c *risk.Constants) float64 {
	if float64(o.both) < c.Value("unseen.cov.least") {
		return 0
	}
	_, share := risk.Captured(o.read, o.copied, o.both)
	return share
}
