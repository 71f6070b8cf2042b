package scan

import (
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/risk"
)

// modest keeps a verdict that rests on answers alone from sounding like one
// that was seen: what nobody looked at is at most probable, however much the
// answers outweigh the rest.
func modest(v risk.Verdict, findings []chain.Finding, items []evidence.Item) risk.Verdict {
	if v.Wording != risk.Is {
		return v
	}
	claimed := map[string]bool{}
	for _, it := range items {
		claimed[it.Digest] = it.Method == evidence.Claimed
	}
	for _, f := range findings {
		if string(f.Link) != v.Link || f.Grip != chain.Weak && f.Grip != chain.Broken {
			continue
		}
		if slices.ContainsFunc(f.Evidence, func(digest string) bool { return !claimed[digest] }) {
			return v
		}
	}
	v.Wording = risk.Probably
	return v
}
