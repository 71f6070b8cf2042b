package risk

import (
	"errors"
	"fmt"
	"slices"
)

// model is the graph as the engine takes it. Sources are no nodes there: an
// edge from one belongs to its vector.
func (g *Graph) model(c *Constants) (*Model, error) {
	m := &Model{Constants: c, Additive: true, Vectors: g.vectors(), Rates: []float64{}, Links: []string{}, Controls: []Control{}, K: g.K}
	for _, v := range m.Vectors {
		rate, given := g.Rates[v]
		if !given {
			rate = 1
		}
		m.Rates = append(m.Rates, rate)
	}
	priced := slices.ContainsFunc(g.Nodes, func(n GraphNode) bool { return n.Priced })
	at, source := map[string]int{}, map[string]int{}
	for _, n := range g.Nodes {
		if n.Kind == "source" {
			at[n.ID], source[n.ID] = Source, slices.Index(m.Vectors, n.Vector)
			continue
		}
		at[n.ID] = len(m.Nodes)
		node := Node{ID: n.ID, And: n.Kind == "and"}
		if n.sink() {
			node.Sink = &Sink{Asset: n.ID, Loss: n.Loss}
			if !priced {
				node.Sink.Loss = 1 // counted, as nothing has a price
			}
		}
		m.Nodes = append(m.Nodes, node)
	}
	links, err := g.linksOfControls()
	if err != nil {
		return nil, err
	}
	controls := g.controls()
	for i, k := range g.Controls {
		m.Controls = append(m.Controls, k.model(links[i], m.Vectors))
		if !slices.Contains(m.Links, links[i]) {
			m.Links = append(m.Links, links[i])
		}
		m.States = append(m.States, State{Control: k.ID, A: k.State.A, B: k.State.B, Known: k.State.Known, Seen: !g.asked(k)})
	}
	for _, e := range g.Edges {
		edge := Edge{From: at[e.From], To: at[e.To], Beta: e.Beta.chance(), Vector: Onward}
		for _, id := range e.Controls {
			edge.States = append(edge.States, controls[id])
		}
		if v, from := source[e.From]; from {
			edge.Vector = v
		} else {
			for _, name := range e.Vectors {
				edge.Only = append(edge.Only, slices.Index(m.Vectors, name))
			}
		}
		m.Edges = append(m.Edges, edge)
	}
	for _, grp := range g.Groups {
		m.Groups, m.Together = append(m.Groups, grp.Edges), append(m.Together, grp.Share)
	}
	for _, f := range g.Fixes {
		fix := Fix{ID: f.ID, Set: map[int]float64{}, Edges: f.Edges, EUR: f.EUR, Minutes: f.Minutes}
		for id, x := range f.Set {
			fix.Set[controls[id]] = x
		}
		m.Fixes = append(m.Fixes, fix)
	}
	return m, nil
}

// asked says that the worth of finding out the state of the control is wanted:
// those that are listed, or without a list all that are uncertain.
func (g *Graph) asked(k GraphControl) bool {
	if g.Listed {
		return slices.ContainsFunc(g.Unknowns, func(u GraphUnknown) bool { return u.Control == k.ID })
	}
	return !k.State.Known
}

// unknown says that the state of the control rests on nothing that was seen.
func (g *Graph) unknown(k GraphControl) bool {
	return k.Blank || slices.ContainsFunc(g.Unknowns, func(u GraphUnknown) bool { return u.Control == k.ID })
}

// model of a control. One eps for everything is one draw: it stands for every
// vector, and edges onward use that of the vector in play.
func (k *GraphControl) model(link string, vectors []string) Control {
	out := Control{ID: k.ID, Link: link, SoP: k.SoP, Eps: map[string]float64{}, Nu: map[string]float64{}}
	set := func(name string, b Belief) {
		c := b.chance()
		out.Eps[name], out.Nu[name] = c.Mean, c.Nu
	}
	for name, b := range k.Eps {
		set(name, b)
	}
	if k.Any != nil {
		out.OneEps = true
		for _, v := range vectors {
			set(v, *k.Any)
		}
	}
	return out
}

// linksOfControls is the link of each control: its own, else that of the nodes
// which the edges that carry it lead to.
func (g *Graph) linksOfControls() ([]string, error) {
	node := map[string]string{}
	for _, n := range g.Nodes {
		node[n.ID] = n.Link
	}
	into := map[string][]string{}
	for _, e := range g.Edges {
		for _, c := range e.Controls {
			if l := node[e.To]; l != "" && !slices.Contains(into[c], l) {
				into[c] = append(into[c], l)
			}
		}
	}
	var out []string
	for _, k := range g.Controls {
		switch l := into[k.ID]; {
		case k.Link != "":
			out = append(out, k.Link)
		case len(l) == 1:
			out = append(out, l[0])
		case len(l) > 1:
			return nil, fmt.Errorf("control %q stands on edges into nodes of the links %s and %s: give it a link of its own", k.ID, l[0], l[1])
		default:
			return nil, fmt.Errorf("control %q belongs to no link: give it one", k.ID)
		}
	}
	return out, nil
}

// noRoute says that no source leads to any asset.
var errNoRoute = errors.New("no source leads to any asset, so nothing can be said of what is lost: either the graph lacks an edge, or a step needs something that nothing leads to")

// NoRoute says that an error means that no asset can be reached in the graph.
func NoRoute(err error) bool { return errors.Is(err, errNoRoute) }

// unreached are the assets to which no source leads.
func (g *engine) unreached() []string {
	on := map[int32]bool{}
	for v := range g.ways {
		for _, n := range g.ways[v].node {
			on[n] = true
		}
	}
	var out []string
	for _, n := range g.sinks {
		if !on[n] {
			out = append(out, g.m.Nodes[n].ID)
		}
	}
	return out
}
