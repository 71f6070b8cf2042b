package scan

import (
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// Rested is one fact that a finding rests on: who saw it, and of which kind it is.
type Rested struct{ Target, Kind string }

// madeOf are the kinds that the engine makes itself, and what it makes them of.
var madeOf = map[string]string{
	facts.DataUnion.Name:      facts.DataStore.Name,
	facts.HostingChanges.Name: facts.HostingFiles.Name,
}

// Recheck picks of the steps of a plan those that look once more at what a
// finding rests on. Where the check reads a kind of fact of which the finding
// names none, every target that such facts come from is looked at: the repair
// may be there. It picks nothing when the finding rests on answers alone.
func Recheck(steps []Step, f chain.Finding, on []Rested) []Step {
	check, ok := checks.Lookup(f.Check)
	if !ok {
		return nil
	}
	var out []Step
	for _, kind := range check.Kinds {
		if kind == facts.FirmAnswer.Name {
			continue
		}
		var at []string // empty: everywhere
		for _, r := range on {
			if r.Kind == kind && r.Target != firmTarget {
				at = append(at, r.Target)
			}
		}
		if made := madeOf[kind]; made != "" {
			kind = made
		}
		for _, s := range steps {
			if slices.Contains(s.Collector.Emits(), kind) && (len(at) == 0 || slices.Contains(at, s.Target.ID)) && !slices.ContainsFunc(out, s.is) {
				out = append(out, s)
			}
		}
	}
	return out
}

// is says that both are the same look.
func (s Step) is(o Step) bool {
	return s.Target.ID == o.Target.ID && s.Collector.Name() == o.Collector.Name()
}
