package attack

import (
	"fmt"
	"testing"

	"github.com/weaklink/weaklink/chain"
)

// What is weighed has the same digest while nothing changes that says something,
// and another one as soon as something does.
func TestADigestTellsWhatMatters(t *testing.T) {
	digest := func(people int64, change func(*Input)) string {
		t.Helper()
		in := input(t, found("no-stray-copies", "store:office#list.csv", chain.Weak), found("minimisation", "store:office#list.csv", chain.Weak))
		in.Findings[1].Pass, in.Findings[1].Of = 400, 1000
		in.Facts = append(in.Facts, storeFact(t, "store:office#list.csv", "export", "contact", people))
		if change != nil {
			change(&in)
		}
		s, err := Read(in)
		if err != nil {
			t.Fatal(err)
		}
		d, err := s.Digest()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	before := digest(5812, nil)
	for what, same := range map[string]string{
		"the same again":          digest(5812, nil),
		"eleven people more":      digest(5823, nil),
		"three records more kept": digest(5812, func(in *Input) { in.Findings[1].Pass, in.Findings[1].Of = 401, 1003 }),
	} {
		if same != before {
			t.Errorf("%s: another digest", what)
		}
	}
	seen := map[string]string{before: "as it was"}
	for what, change := range map[string]func(*Input){
		"a finding is broken":   func(in *Input) { in.Findings[0].Grip = chain.Broken },
		"a finding is gone":     func(in *Input) { in.Findings = in.Findings[1:] },
		"it is about another":   func(in *Input) { in.Findings[0].Subject = "store:office#other.csv" },
		"half is kept too long": func(in *Input) { in.Findings[1].Pass = 500 },
		"fewer objects":         func(in *Input) { in.Findings[1].Pass, in.Findings[1].Of = 4, 10 },
		"visitors turn away":    func(in *Input) { in.Findings[0].TurnsAway = true },
		"the firm is larger":    func(in *Input) { in.Firm.Staff = 60 },
		"repairs take longer":   func(in *Input) { in.Effort = func(string, string) (float64, string) { return 60, "owner" } },
		"a month has passed":    func(in *Input) { in.Now = in.Now.AddDate(0, 1, 0) },
		"it was claimed":        func(in *Input) { in.Facts[0].Method = "claimed" },
		"twice the people":      func(in *Input) { in.Facts[2] = storeFact(t, "store:office#list.csv", "export", "contact", 11600) },
		"more is known of them": func(in *Input) { in.Facts[2] = storeFact(t, "store:office#list.csv", "export", "financial", 5812) },
		"it is a live table":    func(in *Input) { in.Facts[2] = storeFact(t, "store:office#list.csv", "live", "contact", 5812) },
	} {
		d := digest(5812, change)
		if had, ok := seen[d]; ok {
			t.Errorf("%s: the digest of %s", what, had)
		}
		seen[d] = what
	}
}

// A number keeps the two digits that say something.
func TestTwoDigitsSaySomething(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 1: "1", 99: "99", 104: "100", 105: "110", 5812: "5800", 999: "1000", 1234567: "1200000"} {
		if got := fmt.Sprintf("%.0f", telling(x)); got != want {
			t.Errorf("%g is told as %s, not %s", x, got, want)
		}
	}
}
