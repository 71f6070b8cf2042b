package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// plans chooses among the fixes, and weighs what finding out would change.
func (r *grapher) plans() {
	var budget Budget
	if r.in.Budget != nil {
		budget = *r.in.Budget
	}
	worlds := min(planWorlds, r.opt.worlds())
	opt := r.opt
	opt.Samples = min(opt.worlds(), exactPlans) * lanes // the means of steps need no more
	if r.exact != nil {
		nodes := 1
		for _, d := range r.exact {
			nodes += len(d.place)
		}
		worlds = min(exactPlans, max(leastWorlds, exactWork/(nodes*manySets)))
		if r.sure {
			worlds, opt.Samples = 1, lanes
		}
	}
	plan, top := r.plan(r.m.Fixes, budget, opt, r.savedBy(r.m.Fixes, r.opt.Seed, worlds))
	r.out.Planned = PlanSum{Method: plan.Method}
	for _, s := range plan.Steps {
		if s.Drop.Best <= 0 {
			continue // it would be paid for nothing
		}
		r.out.Plan = append(r.out.Plan, PlanStep{s.Fix, s.Drop.Best, s.Pays})
		r.out.Planned.EUR += s.EUR
		r.out.Planned.Minutes += s.Minutes
		r.out.Planned.Drop += s.Drop.Best
	}
	if !slices.ContainsFunc(r.m.States, func(s State) bool { return !s.Seen && !s.Known }) {
		return
	}
	singles, sets := r.m.Fixes, [][]int{}
	if len(r.m.Edges) > manyEdges {
		top = top[:min(len(top), fewSets)]
	}
	for _, s := range top {
		sets = append(sets, s.fixes)
	}
	if len(singles) == 0 { // then it is chosen which link to repair
		for _, l := range r.links {
			all, _, _ := r.statesOf(l)
			singles = append(singles, Fix{ID: l, States: all})
		}
	}
	for i := range singles {
		sets = append(sets, []int{i})
	}
	minutes := map[string]GraphUnknown{}
	for _, u := range r.in.Unknowns {
		minutes[u.Control] = u
	}
	for _, l := range r.findOut(singles, sets, r.opt).Looks {
		x := NextLook{Control: l.Control, EVPPI: l.EVPPI}
		if u := minutes[l.Control]; u.Minutes > 0 {
			per := l.EVPPI / u.Minutes
			x.PerMinute = &per
		}
		r.out.Next = append(r.out.Next, x)
	}
	per := func(x NextLook) float64 {
		if x.PerMinute == nil {
			return -1
		}
		return *x.PerMinute
	}
	slices.SortStableFunc(r.out.Next, func(a, b NextLook) int {
		return cmp.Or(cmp.Compare(per(b), per(a)), cmp.Compare(b.EVPPI, a.EVPPI), strings.Compare(a.Control, b.Control))
	})
}

// conclude says which link it is, or what to find out before that can be told.
func (r *grapher) conclude() {
	v := &r.out.Verdict
	links := r.out.Links
	if len(links) == 0 || links[0].Drop.Mean <= 0 {
		v.Wording = None
		v.Sentence = "No repair of a link lowers the expected loss."
		if len(links) == 0 {
			v.Wording, v.Sentence = Unknown, "The graph has no controls, so no link can be compared; reach, edges and fixes are answered."
		} else if r.out.EAL.Mean == 0 && r.out.SE > 0 {
			v.Wording, v.Sentence = Unknown, "It cannot be told yet: losses are rarer than sampling can see; ask for the exact answer."
		}
		return
	}
	top := links[0]
	v.Wording, v.Link, v.Confidence = r.wording(top.Confidence), top.Link, top.Confidence
	seen := map[string]bool{} // links about which something is known
	for i, k := range r.in.Controls {
		seen[r.m.Controls[i].Link] = seen[r.m.Controls[i].Link] || !r.in.unknown(k)
	}
	if !seen[top.Link] {
		v.Wording, v.Link = Unknown, ""
	}
	switch v.Wording {
	case Is:
		v.Sentence = fmt.Sprintf("The weakest link is %s.", top.Link)
	case Probably:
		v.Sentence = fmt.Sprintf("The weakest link is probably %s.", top.Link)
	case Either:
		v.Sentence = fmt.Sprintf("The weakest link is %s.", top.Link)
		if len(links) > 1 {
			v.Sentence = fmt.Sprintf("The weakest link is %s or %s.", top.Link, links[1].Link)
		}
	default:
		if r.sure {
			v.Sentence = "No link comes first: " + strings.Join(r.alike(), ", ") + " save the same."
			return
		}
		v.Sentence = fmt.Sprintf("It cannot be told yet: find out %s first.", r.firstToFindOut(top.Link))
	}
}

// alike are the links that share the first place.
func (r *grapher) alike() []string {
	var out []string
	for _, l := range r.out.Links {
		if l.Confidence > 0 {
			out = append(out, l.Link)
		}
	}
	return out
}

// firstToFindOut is the unknown whose answer is worth most a minute, else one of the link.
func (r *grapher) firstToFindOut(link string) string {
	if len(r.out.Next) > 0 && r.out.Next[0].EVPPI > 0 {
		return r.out.Next[0].Control
	}
	for i, k := range r.in.Controls {
		if r.m.Controls[i].Link == link && !k.State.Known {
			return k.ID
		}
	}
	if len(r.out.Next) > 0 {
		return r.out.Next[0].Control
	}
	return "how the controls of " + link + " stand"
}
