package risk

import (
	"cmp"
	"slices"
)

// Names are whom the stand-ins of a model stand for. A model is made of what is
// known of things, not of what they are called, so that what was weighed of it
// stands when one of them is renamed; afterwards each gets its name.
type Names struct {
	Subjects map[string][]string  // stand-in -> subjects, the first of them first
	Many     map[string]int       // stand-in -> as how many it was weighed
	Parts    map[string][]float64 // stand-in -> what mending each of its subjects saves, as a multiple of their mean; none: all the same
	Fixes    map[string][]Named   // fix of a stand-in -> of each of its subjects
	Nodes    map[string]string
	Rough    bool // some were weighed as more or fewer than they are
}

// Named is a fix of one subject.
type Named struct {
	ID       string
	Findings []string
	Subject  string // the stand-in, and
	At       int    // which of its subjects
}

// Name gives the parts of a model their names. No stand-in of it stands for several.
func (m *Model) Name(n *Names) {
	for i := range m.Nodes {
		m.Nodes[i].ID = n.node(m.Nodes[i].ID)
	}
	for i := range m.States {
		m.States[i].Subject = n.first(m.States[i].Subject)
	}
	for i := range m.Fixes {
		f := &m.Fixes[i]
		if of := n.Fixes[f.ID]; len(of) > 0 {
			f.ID, f.Findings = of[0].ID, of[0].Findings
		}
	}
}

func (n *Names) node(id string) string { return cmp.Or(n.Nodes[id], id) }

func (n *Names) first(subject string) string {
	if of := n.Subjects[subject]; len(of) > 0 {
		return of[0]
	}
	return subject
}

// Verdict is what was weighed, with the names: what is said of a stand-in holds
// of each of those that it stands for.
func (n *Names) Verdict(v Verdict) Verdict {
	v.Subject = n.first(v.Subject)
	v.Alternatives = slices.Clone(v.Alternatives)
	for i := range v.Alternatives {
		v.Alternatives[i].Subject = n.first(v.Alternatives[i].Subject)
	}
	v.Subjects, v.Repairs = joinedSubjects(n.candidates(v.Subjects)), n.candidates(v.Repairs)
	return v
}

// joinedSubjects puts together what was weighed of a subject apart.
func joinedSubjects(list []Candidate) []Candidate {
	type key struct{ link, subject string }
	at := map[key]int{}
	out := make([]Candidate, 0, len(list))
	for _, c := range list {
		k := key{c.Link, c.Subject}
		i, ok := at[k]
		if !ok {
			at[k], out = len(out), append(out, c)
			continue
		}
		o := &out[i]
		o.Drop = Range{o.Drop.Low + c.Drop.Low, o.Drop.Best + c.Drop.Best, o.Drop.High + c.Drop.High}
		o.Controls = append(slices.Clip(o.Controls), c.Controls...)
	}
	slices.SortStableFunc(out, byDrop)
	return out
}

func (n *Names) candidates(list []Candidate) []Candidate {
	out := make([]Candidate, 0, len(list))
	for _, c := range list {
		of := n.Subjects[c.Subject]
		if len(of) == 0 {
			out = append(out, c)
			continue
		}
		// One of n alike moves what they have in common by one n-th.
		if was := max(1, n.Many[c.Subject]); was != len(of) {
			c.Drop = c.Drop.times(float64(was) / float64(len(of)))
		}
		all, token := c.Drop, c.Subject
		for k, subject := range of {
			c.Subject, c.Drop = subject, all.times(n.part(token, k))
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int { return cmp.Compare(b.Drop.Best, a.Drop.Best) })
	return out
}

func (r Range) times(k float64) Range {
	return Range{float64(r.Low * k), float64(r.Best * k), float64(r.High * k)}
}

// Plan is one with the names: what the repair of a stand-in saves is shared among
// those that it stands for, and each takes its own work.
func (n *Names) Plan(p Plan, horizon float64) Plan {
	steps := make([]Step, 0, len(p.Steps))
	left := 0.0 // before the step: what the first leaves, and saves
	if len(p.Steps) > 0 {
		left = p.Steps[0].Left + p.Steps[0].Drop.Best
	}
	var eur, minutes float64
	for _, s := range p.Steps {
		var together []string
		for _, id := range s.Together {
			for _, o := range n.fix(id, nil) {
				together = append(together, o.ID)
			}
		}
		s.Together = together
		of, before, after := n.fix(s.Fix, s.Findings), left, s.Left
		if len(of) > 1 {
			s.Drop, s.Alone = s.Drop.over(len(of)), s.Alone.over(len(of))
		}
		drop, alone, done := s.Drop, s.Alone, 0.0
		for k, o := range of {
			part := n.part(o.Subject, o.At)
			done += part
			s.Fix, s.Findings, s.Drop, s.Alone = o.ID, o.Findings, drop.times(part), alone.times(part)
			if s.Left = after; k+1 < len(of) {
				s.Left = before + float64((after-before)*done/float64(len(of)))
			}
			steps = append(steps, s)
			eur, minutes = eur+s.EUR, minutes+s.Minutes
		}
		left = after
	}
	if p.Steps = steps; n.Rough {
		p.EUR, p.Hours = eur, minutes/60
	}
	pays(p.Steps, horizon)
	var rest []Rest
	for _, x := range p.Rest {
		of := n.fix(x.Fix, x.Findings)
		more := x.More / float64(len(of))
		for _, o := range of {
			x.Fix, x.Findings, x.More = o.ID, o.Findings, more
			if x.More != 0 {
				x.More *= n.part(o.Subject, o.At)
			}
			rest = append(rest, x)
		}
	}
	slices.SortStableFunc(rest, func(a, b Rest) int { return cmp.Compare(b.More, a.More) })
	p.Rest = rest
	return p
}

// fix are those that one of a stand-in comes to; of anything else it is itself.
func (n *Names) fix(id string, findings []string) []Named {
	if of := n.Fixes[id]; len(of) > 0 {
		return of
	}
	return []Named{{ID: id, Findings: findings}}
}

// part is what mending one of the subjects of a stand-in saves, as a multiple of
// what it saves in the mean.
func (n *Names) part(standIn string, at int) float64 {
	if parts := n.Parts[standIn]; at < len(parts) {
		return parts[at]
	}
	return 1
}

// Next is what to find out, with the names.
func (n *Names) Next(x Next) Next {
	x.Looks = slices.Clone(x.Looks)
	for i := range x.Looks {
		x.Looks[i].Subject = n.first(x.Looks[i].Subject)
	}
	return x
}

// Measures are those with the names.
func (n *Names) Measures(m Measures) Measures {
	m.Steps, m.Routes, m.Chokes = slices.Clone(m.Steps), slices.Clone(m.Routes), slices.Clone(m.Chokes)
	for i := range m.Steps {
		s := &m.Steps[i]
		s.From, s.To = n.node(s.From), n.node(s.To)
	}
	for i := range m.Routes {
		r := &m.Routes[i]
		r.Asset, r.Path = n.node(r.Asset), slices.Clone(r.Path)
		for k := range r.Path {
			r.Path[k] = n.node(r.Path[k])
		}
	}
	for i := range m.Chokes {
		c := &m.Chokes[i]
		c.Asset, c.Node = n.node(c.Asset), n.node(c.Node)
	}
	return m
}
