package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
)

// Mail is a text to send to whoever can do a fix. It holds no personal value:
// nothing but what the finding says.
type Mail struct{ To, Subject, Body string }

// Mail is the text for whoever can repair f; empty when that is the owner, or
// when there is nothing to repair.
func (m *Model) Mail(f Finding) Mail {
	if f.Who == "" || f.Who == checks.Owner || f.Grip == chain.Holds || f.Grip == chain.Unseen {
		return Mail{}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Hello,\n\nwe had %s looked at on %s, and this came up:\n\n  %s\n", f.Name, m.Run.Started.Format("2 January 2006"), f.Say)
	if f.Matters != "" {
		fmt.Fprintf(&b, "\nWhy it matters: %s\n", f.Matters)
	}
	if f.Fix != "" {
		fmt.Fprintf(&b, "\nWhat to do: %s\n", f.Fix)
	}
	for _, stack := range slices.Sorted(maps.Keys(f.Fixes)) {
		fmt.Fprintf(&b, "  With %s: %s\n", stack, f.Fixes[stack])
	}
	if f.Proof != "" {
		fmt.Fprintf(&b, "\nSee for yourself now, and test it again the same way when it is done:\n  %s\n", f.Proof)
	}
	if len(f.Cites) > 0 {
		fmt.Fprintf(&b, "\nWhere this is asked for: %s\n", strings.Join(f.Cites, "; "))
	}
	fmt.Fprintf(&b, "\nWe reckon with %s. Please tell us when it is done, or what stands in the way.\n\nThank you\n\n(Found by weaklink, %s)\n", Minutes(f.Minutes), f.ID)
	return Mail{To: string(f.Who), Subject: "Please repair: " + bare(f.Say), Body: b.String()}
}
