package attack

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// Unlooked is the start of the id of a fix for something that nobody has
// looked at; the control follows.
const Unlooked = "unseen:"

// repair is what mends one control of one subject.
type repair struct {
	control, subject string
	findings         []string // the worst first
	link             chain.Link
	work             []work // one of a kind for all the things it is about
	many             int    // subjects alike that it is about; 0: one
}

type work struct {
	minutes float64
	role    string
}

// repairsOf puts together what is weak or broken by control and subject.
func repairsOf(in Input) []repair {
	type key struct{ control, subject string }
	group := map[key][]chain.Finding{}
	var order []key
	for _, f := range in.Findings {
		if f.Grip != chain.Broken && f.Grip != chain.Weak {
			continue
		}
		k := key{f.Control, subjectOf(f.Subject)}
		if _, ok := group[k]; !ok {
			order = append(order, k)
		}
		group[k] = append(group[k], f)
	}
	slices.SortFunc(order, func(a, b key) int {
		return cmp.Or(strings.Compare(a.control, b.control), strings.Compare(a.subject, b.subject))
	})
	out := make([]repair, 0, len(order))
	for _, k := range order {
		all := group[k]
		slices.SortStableFunc(all, func(a, b chain.Finding) int {
			return cmp.Or(cmp.Compare(a.Grip, b.Grip), strings.Compare(a.ID, b.ID))
		})
		r := repair{control: k.control, subject: k.subject, link: all[0].Link}
		done := map[string]bool{}
		for _, f := range all {
			r.findings = append(r.findings, f.ID)
			if in.Effort != nil && !done[f.Check] {
				done[f.Check] = true
				minutes, role := in.Effort(f.Check, k.control)
				r.work = append(r.work, work{minutes, role})
			}
		}
		out = append(out, r)
	}
	return out
}

// fixes is what can be done: one for each control of each subject that is weak
// or broken, named after its worst finding, and one for each control that
// nobody has looked at.
func fixes(c *risk.Constants, repairs []repair, states []risk.State, typed map[string]int, own map[string]map[string]int, effort Effort) []risk.Fix {
	out := make([]risk.Fix, 0, len(repairs)+len(c.Controls()))
	for _, r := range repairs {
		i, ok := own[r.control][r.subject]
		if !ok {
			if i, ok = typed[r.control]; !ok || r.subject != firm {
				continue
			}
		}
		fix := risk.Fix{ID: r.findings[0], States: []int{i}, Findings: r.findings, Link: string(r.link), Many: r.many}
		if i+1 < len(states) && states[i+1].Face && states[i+1].Subject == r.subject {
			fix.States = append(fix.States, i+1)
		}
		for _, w := range r.work {
			fix.Minutes += w.minutes
			fix.EUR += w.minutes / 60 * c.Rate(w.role)
		}
		out = append(out, fix)
	}
	for _, k := range c.Controls() {
		i := typed[k.ID]
		if states[i].Seen || len(own[k.ID]) > 0 {
			continue
		}
		fix := risk.Fix{ID: Unlooked + k.ID, States: []int{i}, Unseen: true}
		if effort != nil {
			minutes, role := effort("", k.ID)
			fix.Minutes, fix.EUR = minutes, minutes/60*c.Rate(role)
		}
		out = append(out, fix)
	}
	return out
}

// copyDays is the age of the newest copy that is whole, as far as can be seen;
// 0 when there is none.
func copyDays(in Input) float64 {
	var newest time.Time
	for _, s := range facts.BackupsSet.Select(in.Facts) {
		if s.Whole == "no" {
			continue
		}
		if t, err := time.Parse(time.RFC3339, s.Taken); err == nil && t.After(newest) {
			newest = t
		}
	}
	if newest.IsZero() || in.Now.IsZero() {
		return 0
	}
	const leastDay = 1.0 / 24
	if days := in.Now.Sub(newest).Hours() / 24; days >= 1 {
		return telling(math.Floor(days))
	}
	return max(leastDay, in.Now.Sub(newest).Hours()/24)
}

// timedRestore is how many days it took to bring back what there is a copy of, by
// the newest restore of each series that was timed: the longest of them, since
// the firm is back when the last of it is. 0: none was timed.
func timedRestore(in Input) float64 {
	newest := map[string]facts.BackupSet{}
	for _, s := range facts.BackupsSet.Select(in.Facts) {
		const restored = 3
		if s.Level < restored || s.Minutes <= 0 {
			continue
		}
		if have, ok := newest[s.Target+"#"+s.Series]; !ok || s.Taken > have.Taken {
			newest[s.Target+"#"+s.Series] = s
		}
	}
	var longest float64
	for _, s := range newest {
		longest = max(longest, s.Minutes/(24*60))
	}
	return longest
}

// restoreMinutes is the answer that says how long it took to bring a copy back,
// in minutes, when that was measured.
const restoreMinutes = "backups.restore-minutes"

// restoreDays is what was measured in the newest drill, else what somebody says
// was; 0: never drilled, and the usual, much longer time counts. What is no
// number of minutes says nothing.
func restoreDays(in Input) float64 {
	if days := timedRestore(in); days > 0 {
		return days
	}
	days, on := 0.0, ""
	for _, a := range facts.FirmAnswer.Select(in.Facts) {
		if a.ID != restoreMinutes {
			continue
		}
		const longest = 365 * 24 * 60
		if m, err := strconv.ParseFloat(a.Value, 64); err == nil && m > 0 && m <= longest && (days == 0 || a.On > on) {
			days, on = m/(24*60), a.On
		}
	}
	return days
}
