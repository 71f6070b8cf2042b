package labs

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// The lists are the same for the same day, hold every planted name, and change
// with each weakness that is left out.
func TestTheTeamsListsAreMadeTheSameEveryTime(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	read := func(plant ...string) string {
		t.Helper()
		lists, err := WriteStaff(t.TempDir(), now, func(name string) bool { return slices.Contains(plant, name) })
		if err != nil {
			t.Fatal(err)
		}
		var all string
		for _, p := range []string{lists.People, lists.Accounts} {
			raw, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			all += string(raw)
		}
		for _, c := range lists.Canaries {
			if !strings.Contains(all, c) {
				t.Errorf("%q is in neither list", c)
			}
		}
		return all
	}
	var names []string
	for _, w := range StaffWeaknesses() {
		names = append(names, w.Name)
	}
	planted, good := read(names...), read()
	if planted != read(names...) {
		t.Error("the same day gave other lists")
	}
	seen := []string{good}
	for _, n := range names {
		one := read(n)
		if slices.Contains(seen, one) {
			t.Errorf("planting %s changes nothing", n)
		}
		seen = append(seen, one)
	}
	if strings.Count(good, "Suspended") != 1 || strings.Count(planted, "Suspended") != 0 {
		t.Error("the account of who left is not as planted")
	}
}
