package risk

import "slices"

// another makes a model ready that is that of this engine but for its numbers:
// then all that they do not touch is shared.
func (g *engine) another(m *Model) (*engine, error) {
	var small *Model
	to, place, pools := g.to, g.place, g.pools
	if m.sharing(g.whole) {
		n := *g.m
		n.Constants, n.Firm = m.Constants, m.Firm
		small = &n
	} else {
		if err := m.check(); err != nil {
			return nil, err
		}
		small, to, place, pools = m.pooled(g)
	}
	if len(m.Variants) > 0 || !small.shaped(g.m) || !slices.Equal(to, g.to) || !slices.Equal(place, g.place) {
		return compiled(m, small, to, place, pools)
	}
	n := *g
	n.m, n.whole, n.pools, n.controls, n.c, n.k = small, m, pools, m.controls(), m.Constants.prices(), m.K
	n.kept, n.known, n.variants = nil, nil, []*engine{&n}
	if n.k == 0 {
		n.k = m.Constants.Value("nb.k")
	}
	n.table = skillOf(n.c.skill)
	n.eps = slices.Clone(g.eps)
	width := len(g.vectors) + 2
	for i := range n.eps {
		if n.eps[i].Mean > 0 {
			n.eps[i] = n.epsOf(i/width, i%width)
		}
	}
	n.priced()
	return &n, nil
}

// sharing says whether two models are the same but for the constants and the firm.
func (m *Model) sharing(o *Model) bool {
	return identical(m.States, o.States) && identical(m.Edges, o.Edges) && identical(m.Nodes, o.Nodes) && identical(m.Groups, o.Groups) &&
		identical(m.Together, o.Together) && m.Coverage == o.Coverage && len(m.Variants)+len(o.Variants) == 0
}

// identical says whether two slices are one.
func identical[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// shaped says whether an engine shares all but numbers with another.
func (g *engine) shaped(o *engine) bool {
	return len(g.asked.edge) > 0 && len(o.asked.edge) > 0 && &g.asked.edge[0] == &o.asked.edge[0]
}

// shaped says whether two models differ by numbers alone.
func (m *Model) shaped(o *Model) bool {
	if m.Vectors != nil || o.Vectors != nil || m.Controls != nil || o.Controls != nil || m.Links != nil || o.Links != nil || m.Additive || o.Additive ||
		len(m.Edges) == 0 || len(m.Constants.List) != len(o.Constants.List) {
		return false
	}
	for i := range m.Constants.List {
		a, b := &m.Constants.List[i], &o.Constants.List[i]
		if a.ID != b.ID || a.Link != b.Link || (a.G > 0) != (b.G > 0) || (a.H > 0) != (b.H > 0) || len(a.Eps) != len(b.Eps) {
			return false
		}
		for v, x := range a.Eps {
			if (x > 0) != (b.Eps[v] > 0) {
				return false
			}
		}
	}
	return m.sharing(o) || slices.EqualFunc(m.States, o.States, func(a, b State) bool {
		a.A, a.B, a.Known, a.Least = b.A, b.B, b.Known, b.Least
		return a == b
	}) && slices.EqualFunc(m.Nodes, o.Nodes, func(a, b Node) bool {
		return a.And == b.And && (a.Sink == nil) == (b.Sink == nil) &&
			(a.Sink == nil || a.Sink.Effect == b.Sink.Effect && a.Sink.Asset == b.Sink.Asset && a.Sink.Detail == b.Sink.Detail)
	}) && slices.EqualFunc(m.Edges, o.Edges, func(a, b Edge) bool {
		return a.From == b.From && a.To == b.To && a.Vector == b.Vector && a.Guard == b.Guard && (a.Only == nil) == (b.Only == nil) &&
			slices.Equal(a.Only, b.Only) && slices.Equal(a.States, b.States)
	}) && slices.EqualFunc(m.Groups, o.Groups, slices.Equal[[]int]) && (m.Together == nil) == (o.Together == nil)
}
