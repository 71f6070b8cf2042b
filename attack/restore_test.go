package attack

import (
	"testing"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// A restore that was measured replaces the days that a firm usually stands
// still, the newest drill counts, and what is no time says nothing.
func TestMeasuredRestoreTimesCount(t *testing.T) {
	of := func(said ...facts.Answer) (days, loss float64) {
		in := input(t)
		for _, a := range said {
			a.ID = restoreMinutes
			it, err := facts.FirmAnswer.Item("firm", evidence.Documented, a)
			if err != nil {
				t.Fatal(err)
			}
			in.Facts = append(in.Facts, it)
		}
		m, err := Build(in)
		if err != nil {
			t.Fatal(err)
		}
		v, err := risk.Weigh(m, risk.Options{Seed: 1, Samples: 8192})
		if err != nil {
			t.Fatal(err)
		}
		return m.Firm.RestoreDays, v.Loss.Business.Best
	}
	_, never := of()
	quick, drilled := of(facts.Answer{Value: "2880", On: "2026-01-05"}, facts.Answer{Value: "240", On: "2026-10-05"})
	if quick != 240.0/(24*60) || drilled >= never {
		t.Errorf("restored in %.3f days: lost business %.0f a year, %.0f where nobody ever tried", quick, drilled, never)
	}
	for _, v := range []string{"yes", "-3", "NaN", "1e99", ""} {
		if days, loss := of(facts.Answer{Value: v, On: "2026-01-05"}); days != 0 || loss != never {
			t.Errorf("%q counts as %g days", v, days)
		}
	}
}
