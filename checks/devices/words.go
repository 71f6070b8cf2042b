package devices

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// unseen is the verdict about what could not be seen.
func unseen(say string, b facts.Blind) checks.Verdict {
	if b.Why == "" {
		b.Why = "the machine did not say"
	}
	if b.Next == "" {
		b.Next = "run the same scan as root on the machine itself"
	}
	return checks.Verdict{Grip: chain.Unseen, Say: say, Why: b.Why, Next: b.Next}
}

// few lists some of many.
func few(all []string, most int) string {
	if len(all) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(all[:most], ", "), len(all)-most)
	}
	return strings.Join(all, ", ")
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
