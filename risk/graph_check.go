package risk

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// check holds the parts of a graph against each other.
func (g *Graph) check() error {
	kinds, err := g.checkNodes()
	if err != nil {
		return err
	}
	vectors := g.vectors()
	if slices.Contains(vectors, "L") {
		return errors.New("a vector is called L: that stands for edges onward; call it something else")
	}
	for _, v := range slices.Sorted(maps.Keys(g.Rates)) {
		if !slices.Contains(vectors, v) {
			return fmt.Errorf("rates: no source has the vector %q; there are %s", v, strings.Join(vectors, ", "))
		}
	}
	if err := g.checkControls(vectors); err != nil {
		return err
	}
	controls := g.controls()
	for i, e := range g.Edges {
		where := fmt.Sprintf("edges[%d] (%s>%s)", i, e.From, e.To)
		for _, n := range []string{e.From, e.To} {
			if _, ok := kinds[n]; !ok {
				return fmt.Errorf("%s: there is no node %q", where, n)
			}
		}
		if kinds[e.To].Kind == "source" {
			return fmt.Errorf("%s: %q is a source: nothing leads into it", where, e.To)
		}
		for _, c := range e.Controls {
			if _, ok := controls[c]; !ok {
				return fmt.Errorf("%s: there is no control %q", where, c)
			}
		}
		for _, v := range e.Vectors {
			if !slices.Contains(vectors, v) {
				return fmt.Errorf("%s: no source has the vector %q; there are %s", where, v, strings.Join(vectors, ", "))
			}
		}
		if n := kinds[e.From]; n.Kind == "source" && e.Vectors != nil && !slices.Contains(e.Vectors, n.Vector) {
			return fmt.Errorf("%s starts at the source of %q and is not open to it", where, n.Vector)
		}
	}
	if err := g.checkGroups(); err != nil {
		return err
	}
	if err := g.checkFixes(controls); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, u := range g.Unknowns {
		i, ok := controls[u.Control]
		switch {
		case !ok:
			return fmt.Errorf("unknowns: there is no control %q", u.Control)
		case seen[u.Control]:
			return fmt.Errorf("unknowns: %q stands there twice", u.Control)
		case g.Controls[i].State.Known:
			return fmt.Errorf("unknowns: the state of %q is given as %g: there is nothing to find out; write it as {a, b}", u.Control, g.Controls[i].State.A)
		}
		seen[u.Control] = true
	}
	return nil
}

func (g *Graph) checkNodes() (map[string]GraphNode, error) {
	kinds := make(map[string]GraphNode, len(g.Nodes))
	sources, assets := 0, 0
	for _, n := range g.Nodes {
		if _, twice := kinds[n.ID]; twice {
			return nil, fmt.Errorf("two nodes are called %q", n.ID)
		}
		kinds[n.ID] = n
		if n.Kind == "source" {
			sources++
		}
		if n.sink() {
			assets++
		}
	}
	switch {
	case len(g.Nodes) == 0:
		return nil, errors.New("the graph has no nodes")
	case assets == 0:
		return nil, errors.New("the graph has no asset: there is nothing to lose in it; give at least one node the kind asset")
	case sources == 0:
		return nil, errors.New("the graph has no source: nothing starts anywhere; give at least one node the kind source")
	}
	return kinds, nil
}

func (n GraphNode) sink() bool { return n.Kind == "asset" || n.Priced }

func (g *Graph) checkControls(vectors []string) error {
	seen := map[string]bool{}
	for _, k := range g.Controls {
		if seen[k.ID] {
			return fmt.Errorf("two controls are called %q", k.ID)
		}
		seen[k.ID] = true
		for _, v := range slices.Sorted(maps.Keys(k.Eps)) {
			if v != "L" && !slices.Contains(vectors, v) {
				return fmt.Errorf("control %q: eps: no source has the vector %q; there are %s, and L for edges onward", k.ID, v, strings.Join(vectors, ", "))
			}
		}
	}
	return nil
}

func (g *Graph) checkGroups() error {
	grouped := map[int]bool{}
	for i, grp := range g.Groups {
		for _, e := range grp.Edges {
			if grouped[e] {
				return fmt.Errorf("groups[%d]: the edge %s>%s is in two groups, or twice in one", i, g.Edges[e].From, g.Edges[e].To)
			}
			grouped[e] = true
		}
	}
	return nil
}

func (g *Graph) checkFixes(controls map[string]int) error {
	seen := map[string]bool{}
	for _, f := range g.Fixes {
		if seen[f.ID] {
			return fmt.Errorf("two fixes are called %q", f.ID)
		}
		seen[f.ID] = true
		for _, c := range slices.Sorted(maps.Keys(f.Set)) {
			i, ok := controls[c]
			if !ok {
				return fmt.Errorf("fix %q: there is no control %q", f.ID, c)
			}
			if k := g.Controls[i]; k.State.Known && f.Set[c] < k.State.A {
				return fmt.Errorf("fix %q contradicts the graph: it sets %q to %g, and that works to %g already", f.ID, c, f.Set[c], k.State.A)
			}
		}
		for _, e := range slices.Sorted(maps.Keys(f.Edges)) {
			edge := g.Edges[e]
			for _, c := range edge.Controls {
				if _, both := f.Set[c]; both {
					return fmt.Errorf("fix %q contradicts itself: it sets the probability of %s>%s and the control %q on it", f.ID, edge.From, edge.To, c)
				}
			}
			if edge.Beta.Known && len(edge.Controls) == 0 && f.Edges[e] > edge.Beta.A {
				return fmt.Errorf("fix %q contradicts the graph: it makes %s>%s easier, from %g to %g", f.ID, edge.From, edge.To, edge.Beta.A, f.Edges[e])
			}
		}
	}
	return nil
}

// vectors are those of the sources, in their order.
func (g *Graph) vectors() []string {
	var out []string
	for _, n := range g.Nodes {
		if n.Kind == "source" && !slices.Contains(out, n.Vector) {
			out = append(out, n.Vector)
		}
	}
	return out
}

func (g *Graph) controls() map[string]int {
	out := make(map[string]int, len(g.Controls))
	for i, k := range g.Controls {
		out[k.ID] = i
	}
	return out
}
