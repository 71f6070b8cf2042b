package devices

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	_ "github.com/weaklink/weaklink/checks/devices" // the judges of what is seen here
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/internal/labs"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// look looks at the grocer's till and returns the checks by what they say.
func look(t *testing.T, plant ...string) (seen *collecttest.Seen, bad, unseen, holds []string) {
	t.Helper()
	till, err := labs.Till(filepath.Join(t.TempDir(), "till"), now, plant...)
	if err != nil {
		t.Fatal(err)
	}
	target, err := collectors.Parse(till.Target.At, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	target.As, target.ID = till.Target.As, till.Target.As
	seen = collecttest.Contract(t, New(collectors.Env{}), collecttest.World{Target: target, Canaries: till.Canaries})
	sc := checks.Scene{Now: now.Truncate(24 * time.Hour), Complete: func(string) bool { return true }}
	for _, c := range checks.Registered() {
		for _, f := range c.Judge(sc, seen.Facts()) {
			if f.Subject != "machine:office-till" {
				t.Errorf("%s is about %s", f.Check, f.Subject)
			}
			switch f.Grip {
			case chain.Holds:
				holds = append(holds, f.Check)
			case chain.Unseen:
				unseen = append(unseen, f.Check)
			default:
				bad = append(bad, f.Check)
			}
		}
	}
	return seen, bad, unseen, holds
}

// Every weakness of the till is found alone, and nothing else is blamed.
func TestEveryWeaknessOfTheTillIsFound(t *testing.T) {
	want := map[string][]string{
		"till-end-of-life":    {"devices.end-of-life"},
		"till-firewall":       {"devices.firewall"},
		"till-signatures":     {"devices.malware-protection"},
		"till-disk":           {"devices.disk-encryption"},
		"till-updates":        {"devices.automatic-updates", "devices.security-updates"},
		"till-administrators": {"devices.administrators"},
		"till-screen":         {"devices.screen-lock"},
	}
	for _, w := range labs.TillWeaknesses() {
		_, bad, _, _ := look(t, w.Name)
		if !slices.Equal(bad, want[w.Name]) {
			t.Errorf("%s: %v, want %v", w.Name, bad, want[w.Name])
		}
	}
	if len(want) != len(labs.TillWeaknesses()) {
		t.Error("a weakness is not tried")
	}
}

// In good order nothing is blamed, and what a copy of a disk cannot show is
// unseen: what runs and what listens.
func TestATillInGoodOrder(t *testing.T) {
	seen, bad, unseen, holds := look(t)
	if len(bad) > 0 {
		t.Errorf("blamed: %v", bad)
	}
	if want := []string{"devices.malware-protection", "devices.open-ports", "devices.time-sync"}; !slices.Equal(unseen, want) {
		t.Errorf("unseen: %v, want %v", unseen, want)
	}
	if len(holds) != 8 {
		t.Errorf("holds: %v", holds)
	}
	for _, g := range seen.Gaps() {
		if !strings.Contains(g.Next, "on the machine itself") {
			t.Errorf("%+v", g)
		}
	}
}

func TestAServerIsLeftAlone(t *testing.T) {
	till, err := labs.Till(filepath.Join(t.TempDir(), "till"), now)
	if err != nil {
		t.Fatal(err)
	}
	var seen collecttest.Seen
	target := collectors.Target{ID: "x", Scheme: "host", Addr: till.Target.At, As: "server"}
	if err := New(collectors.Env{}).Collect(t.Context(), target, &seen); err != nil || len(seen.Facts()) > 0 {
		t.Errorf("%v, %d facts", err, len(seen.Facts()))
	}
}

// A folder that is no system is an error with a hint, not a clean bill.
func TestNoSystem(t *testing.T) {
	for _, addr := range []string{"host:" + t.TempDir(), "host:" + filepath.Join(t.TempDir(), "nothing")} {
		err := New(collectors.Env{}).Collect(t.Context(), collectors.Target{Addr: addr}, &collecttest.Seen{})
		if err == nil {
			t.Errorf("%s: no error", addr)
		} else if h, ok := err.(interface{ Hint() string }); !ok || h.Hint() == "" { //nolint:errorlint // the outermost is asked
			t.Errorf("%s: %v has no hint", addr, err)
		}
	}
}
