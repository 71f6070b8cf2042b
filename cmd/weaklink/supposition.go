package main

import (
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/risk"
)

// supposition is what --fix and --set come to.
type supposition struct {
	constants map[string]float64
	change    risk.Change
	fixed     []fixedPart
	set       []setPart
}

// findings are those that stand once the supposition holds.
func (s *supposition) findings(q *scan.Question, after *risk.Model) []chain.Finding {
	out := slices.Clone(q.Findings)
	for _, f := range q.Model.Fixes {
		settled := !f.Unseen && !slices.ContainsFunc(f.States, func(i int) bool { return after.States[i].Bad })
		for i := range out {
			if settled && slices.Contains(f.Findings, out[i].ID) {
				out[i].Grip = chain.Holds
			}
		}
	}
	return out
}

func supposed(q *scan.Question, fix, set []string) (*supposition, error) {
	s := &supposition{constants: map[string]float64{}, change: risk.Change{Set: map[int]float64{}}, fixed: []fixedPart{}, set: []setPart{}}
	named := map[string]bool{}
	for _, id := range fix {
		id = strings.TrimSpace(id)
		if named[id] {
			return nil, usage("name each once", "--fix names %s twice", id)
		}
		named[id] = true
		found, err := fixesOf(q, id)
		if err != nil {
			return nil, err
		}
		for _, i := range found {
			if !slices.Contains(s.change.Fix, i) {
				s.change.Fix = append(s.change.Fix, i)
			}
		}
	}
	slices.Sort(s.change.Fix)
	repaired := map[int]string{}
	for _, i := range s.change.Fix {
		f := q.Model.Fixes[i]
		s.fixed = append(s.fixed, fixedPart{ID: f.ID, Findings: orEmpty(f.Findings), EUR: f.EUR, Minutes: f.Minutes})
		for _, st := range f.States {
			repaired[st] = f.ID
		}
	}
	seen := map[string]bool{}
	// What is said of one subject counts before what is said of all.
	slices.SortStableFunc(set, func(a, b string) int { return boolInt(strings.Contains(a, "@")) - boolInt(strings.Contains(b, "@")) })
	for _, one := range set {
		id, x, err := assignment(one)
		if err != nil {
			return nil, err
		}
		if seen[id] {
			return nil, usage("name each once", "--set sets %s twice", id)
		}
		seen[id] = true
		states, isControl, err := statesOf(q, id)
		if err != nil {
			return nil, err
		}
		if !isControl {
			if strings.HasPrefix(id, "qbar.") {
				return nil, usage("change what it follows from: a .m, .eps or beta number", "--set cannot set %s: it is worked out from the other numbers", id)
			}
			was, _, ok := q.Model.Constants.Number(id)
			if !ok {
				return nil, usage(like(id, settable(q)), "--set %s: no control and no number of the model is called so", id)
			}
			s.constants[id] = x
			s.set = append(s.set, setPart{id, was, x})
			continue
		}
		if x < 0 || x > 1 {
			return nil, usage("0: it never works; 1: it always does", "--set %s cannot be %g: how well a control works lies between 0 and 1", id, x)
		}
		var mean float64
		for _, i := range states {
			if by, ok := repaired[i]; ok {
				return nil, usage("suppose one of the two", "--set %s contradicts --fix %s, which repairs the same", id, by)
			}
			st := q.Model.States[i]
			mean += st.A / (st.A + st.B) / float64(len(states))
			s.change.Set[i] = x
		}
		s.set = append(s.set, setPart{id, mean, x})
	}
	return s, nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// assignment is ID=VALUE.
func assignment(s string) (id string, x float64, err error) {
	at := strings.LastIndex(s, "=")
	if at <= 0 {
		return "", 0, usage("for example: --set mfa=0.9", "--set %q is no ID=VALUE", s)
	}
	id = strings.TrimSpace(s[:at])
	x, ok := parseNumber(strings.TrimSpace(s[at+1:]))
	if !ok {
		return "", 0, usage("for example: --set mfa=0.9", "--set %s cannot be %q: that is no number", id, s[at+1:])
	}
	return id, x, nil
}

// fixesOf says which fixes of the model an id names.
func fixesOf(q *scan.Question, id string) ([]int, error) {
	var out []int
	all := q.Model.Fixes
	add := func(i int) {
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	for i, f := range all {
		if f.ID == id || slices.Contains(f.Findings, id) {
			return []int{i}, nil
		}
	}
	matched := map[chain.Grip]int{}
	for _, f := range q.Findings {
		if id != f.ID && id != f.Check && id != f.Control && id != string(f.Link) && id != f.Subject && id != report.Name(f.Subject) {
			continue
		}
		matched[f.Grip]++
		for i, x := range all {
			switch {
			case slices.Contains(x.Findings, f.ID):
				add(i)
			case f.Grip == chain.Unseen && (id == f.ID || id == f.Check) && x.Unseen && q.Model.States[x.States[0]].Control == f.Control:
				add(i) // nobody knows whether it is needed: suppose that it was and is done
			}
		}
	}
	if len(out) == 0 {
		for i, x := range all {
			if x.Unseen && q.Model.States[x.States[0]].Control == id {
				add(i)
			}
		}
	}
	switch {
	case len(out) > 0:
		return out, nil
	case matched[chain.Broken]+matched[chain.Weak] > 0:
		return nil, usage("`weaklink why "+id+"` shows it", "--fix %s: the model has nothing that this would move", id)
	case matched[chain.Unseen] > 0:
		return nil, usage("`weaklink plan` says what is worth finding out", "--fix %s: nobody has seen whether anything is wrong there", id)
	case matched[chain.Holds] > 0:
		return nil, usage("`weaklink plan` lists what is weak or broken", "--fix %s: it holds already, there is nothing to repair", id)
	}
	return nil, usage(like(id, fixable(q)), "--fix %s: the run has no finding, check, control, subject or link called so", id)
}

// statesOf says which states of the model CONTROL or CONTROL@SUBJECT names;
// isControl is false when it is none.
func statesOf(q *scan.Question, id string) (out []int, isControl bool, err error) {
	control, subject, one := strings.Cut(id, "@")
	if _, ok := q.Model.Constants.Control(control); !ok {
		if one {
			return nil, false, usage(like(control, controls(q)), "--set %s: no control is called %q", id, control)
		}
		return nil, false, nil
	}
	var subjects []string
	for i, s := range q.Model.States {
		if s.Control != control {
			continue
		}
		if !one || subject != "" && (s.Subject == subject || report.Name(s.Subject) == subject) {
			out = append(out, i)
		}
		if s.Subject != "" && !s.Face {
			subjects = append(subjects, control+"@"+s.Subject)
		}
	}
	if len(out) == 0 {
		hint := "it was looked at on no subject: --set " + control + "=VALUE"
		if len(subjects) > 0 {
			hint = like(id, subjects)
		}
		return nil, true, usage(hint, "--set %s: %s was not looked at there", id, control)
	}
	return out, true, nil
}

func controls(q *scan.Question) []string {
	var out []string
	for _, k := range q.Model.Constants.Controls() {
		out = append(out, k.ID)
	}
	return out
}

// settable is every id that --set takes, but for subjects.
func settable(q *scan.Question) []string {
	out := controls(q)
	for _, v := range q.Model.Constants.Values {
		if !strings.HasPrefix(v.ID, "qbar.") {
			out = append(out, v.ID)
		}
	}
	for _, k := range controls(q) {
		for _, field := range []string{"m", "sop", "g", "h", "half", "minutes", "eps.L", "eps.backup"} {
			out = append(out, k+"."+field)
		}
		for _, v := range risk.Vectors {
			out = append(out, k+".eps."+v)
		}
	}
	return out
}

// fixable is every id that --fix takes in this run.
func fixable(q *scan.Question) []string {
	var out []string
	add := func(id string) {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, f := range q.Model.Fixes {
		for _, g := range q.Findings {
			if slices.Contains(f.Findings, g.ID) {
				add(g.ID)
				add(g.Check)
				add(g.Control)
				add(string(g.Link))
				add(g.Subject)
			}
		}
	}
	for _, f := range q.Model.Fixes {
		if f.Unseen {
			add(f.ID)
		}
	}
	return out
}
