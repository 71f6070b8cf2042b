package risk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// GraphSchema is the format that ParseGraph reads.
const GraphSchema = "weaklink.graph/1"

// Graph is an attack graph of its own: no catalogue, no firm, only what the
// file says. docs/schema/graph.schema.json is the format.
type Graph struct {
	Nodes    []GraphNode
	Edges    []GraphEdge
	Controls []GraphControl
	Rates    map[string]float64 // serious campaigns a year, by vector; absent: 1
	K        float64            // shape of the negative binomial; +Inf: Poisson; 0: the constants'
	Groups   []GraphGroup
	Fixes    []GraphFix
	Unknowns []GraphUnknown
	Listed   bool // unknowns were given, if only an empty list
	Budget   *Budget
	Samples  int
	Seed     uint64
	Exact    bool
}

// GraphNode is a place in the graph. A source belongs to a vector.
type GraphNode struct {
	ID, Kind, Vector, Link string
	Loss                   float64
	Priced                 bool // a loss was given
}

// GraphEdge passes with probability Beta x what its controls leave.
type GraphEdge struct {
	From, To string
	Beta     Belief
	Controls []string
	Vectors  []string
}

// GraphControl is a control with its state, state of practice and what it
// takes from an attempt.
type GraphControl struct {
	ID, Link string
	State    Belief
	Blank    bool // nothing is known about its state
	SoP      float64
	Eps      map[string]Belief // by vector, L; or
	Any      *Belief           // the same for all
}

// GraphGroup is edges of like things, which fall together with that share of
// their probability.
type GraphGroup struct {
	Edges []int
	Share float64
}

// GraphFix sets controls (at least to that value) or the probability of edges.
type GraphFix struct {
	ID           string
	Set          map[string]float64
	Edges        map[int]float64
	EUR, Minutes float64
}

// GraphUnknown is a control whose state can be found out.
type GraphUnknown struct {
	Control string
	Minutes float64
	Timed   bool
}

// Belief is a number in [0,1] that is known (B is 1 - A), or uncertain: Beta(A, B).
type Belief struct {
	A, B  float64
	Known bool
}

func certainly(x float64) Belief { return Belief{x, 1 - x, true} }

func (b Belief) chance() Chance {
	if b.Known {
		return Chance{Mean: b.A}
	}
	return Chance{Mean: b.A / (b.A + b.B), Nu: b.A + b.B}
}

// ParseGraph reads a graph. Whatever could be misread is an error that says
// where: unknown and repeated keys, ids that are not there or there twice,
// numbers outside their range, what contradicts itself.
func ParseGraph(raw []byte) (*Graph, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	var whole json.RawMessage
	if err := dec.Decode(&whole); err != nil {
		var at *json.SyntaxError
		switch {
		case errors.Is(err, io.EOF):
			return nil, errors.New("it is empty")
		case errors.As(err, &at):
			before := raw[:min(int64(len(raw)), at.Offset)]
			line := bytes.Count(before, []byte("\n")) + 1
			return nil, fmt.Errorf("line %d is not JSON: %w", line, err)
		}
		return nil, fmt.Errorf("it is not JSON: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the graph: a file holds one")
	}
	r := &reading{}
	o := r.object(whole, "the graph", "schema", "note", "nodes", "edges", "controls", "rates", "k", "groups", "fixes", "unknowns", "budget", "samples", "seed", "exact")
	if s := r.text(o["schema"], "schema"); o["schema"] != nil && s != GraphSchema && r.err == nil {
		r.fail("it is a %s, and this reads %s", s, GraphSchema)
	}
	r.text(o["note"], "note")
	g := &Graph{Rates: map[string]float64{}}
	for i, x := range r.list(o["nodes"], "nodes") {
		g.Nodes = append(g.Nodes, r.node(x, fmt.Sprintf("nodes[%d]", i)))
	}
	for i, x := range r.list(o["edges"], "edges") {
		g.Edges = append(g.Edges, r.edge(x, fmt.Sprintf("edges[%d]", i)))
	}
	for i, x := range r.list(o["controls"], "controls") {
		g.Controls = append(g.Controls, r.control(x, fmt.Sprintf("controls[%d]", i)))
	}
	if o["rates"] != nil {
		for v, x := range r.object(o["rates"], "rates") {
			g.Rates[v] = r.number(x, "rates: "+v, 0, endless)
		}
	}
	if k := o["k"]; k != nil {
		if string(k) == `"poisson"` {
			g.K = poisson
		} else if g.K = r.number(k, `k (a number or "poisson")`, 0, endless); g.K == 0 {
			r.fail("k is 0: the shape of the negative binomial is above 0")
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	index := g.byName()
	for i, x := range r.list(o["groups"], "groups") {
		g.Groups = append(g.Groups, r.group(x, fmt.Sprintf("groups[%d]", i), g, index))
	}
	for i, x := range r.list(o["fixes"], "fixes") {
		g.Fixes = append(g.Fixes, r.fix(x, fmt.Sprintf("fixes[%d]", i), g, index))
	}
	g.Listed = o["unknowns"] != nil
	for i, x := range r.list(o["unknowns"], "unknowns") {
		where := fmt.Sprintf("unknowns[%d]", i)
		f := r.object(x, where, "control", "minutes")
		if f["control"] == nil {
			r.fail("%s names no control", where)
		}
		g.Unknowns = append(g.Unknowns, GraphUnknown{r.text(f["control"], where+": control"), r.number(f["minutes"], where+": minutes", 0, endless), f["minutes"] != nil})
	}
	if o["budget"] != nil {
		f := r.object(o["budget"], "budget", "eur", "hours")
		g.Budget = &Budget{}
		if f["eur"] != nil { // nothing is not the same as no limit
			g.Budget.EUR = max(r.number(f["eur"], "budget: eur", 0, endless), 1.0/endless)
		}
		if f["hours"] != nil {
			g.Budget.Hours = max(r.number(f["hours"], "budget: hours", 0, endless), 1.0/endless)
		}
	}
	if o["samples"] != nil {
		x := r.number(o["samples"], "samples", 1, MostSamples)
		if g.Samples = int(x); r.err == nil && float64(g.Samples) != x {
			r.fail("samples is %g: it is a whole number", x)
		}
	}
	if s := o["seed"]; s != nil && json.Unmarshal(s, &g.Seed) != nil {
		r.fail("seed is not a whole number from 0 up: %s", short(s))
	}
	if x := o["exact"]; x != nil && json.Unmarshal(x, &g.Exact) != nil {
		r.fail("exact is neither true nor false: %s", short(x))
	}
	if r.err == nil {
		r.err = g.check()
	}
	if r.err != nil {
		return nil, r.err
	}
	return g, nil
}

// MostSamples is as many as one may ask for.
const MostSamples = 1 << 26

func (r *reading) node(raw json.RawMessage, where string) GraphNode {
	o := r.object(raw, where, "id", "kind", "vector", "link", "loss")
	n := GraphNode{ID: r.id(o["id"], where), Kind: r.text(o["kind"], where+": kind"), Vector: r.text(o["vector"], where+": vector"), Link: r.text(o["link"], where+": link"),
		Loss: r.number(o["loss"], where+": loss", 0, endless), Priced: o["loss"] != nil}
	switch n.Kind {
	case "source":
		if n.Priced {
			r.fail("%s: %q is a source: nothing is lost by its being there", where, n.ID)
		}
		if n.Vector == "" {
			n.Vector = n.ID
		}
	case "or", "and", "asset":
		if n.Vector != "" {
			r.fail("%s: %q has a vector: only a source has one", where, n.ID)
		}
	default:
		r.fail("%s: %q is of kind %q: a node is a source, or, and, or an asset", where, n.ID, n.Kind)
	}
	return n
}

func (r *reading) edge(raw json.RawMessage, where string) GraphEdge {
	o := r.object(raw, where, "from", "to", "p", "beta", "controls", "vectors")
	e := GraphEdge{From: r.text(o["from"], where+": from"), To: r.text(o["to"], where+": to"),
		Controls: r.texts(o["controls"], where+": controls"), Vectors: r.texts(o["vectors"], where+": vectors")}
	switch {
	case e.From == "" || e.To == "":
		r.fail("%s: an edge has from and to", where)
	case o["p"] != nil && o["beta"] != nil:
		r.fail("%s: p and beta are both given: one of them", where)
	case o["p"] == nil && o["beta"] == nil:
		r.fail("%s: how likely does %s>%s pass? give p or beta", where, e.From, e.To)
	case o["p"] != nil:
		e.Beta = r.belief(o["p"], where+": p")
	default:
		e.Beta = r.belief(o["beta"], where+": beta")
	}
	if o["vectors"] != nil && len(e.Vectors) == 0 {
		r.fail("%s: %s>%s is open to no vector: leave vectors out, or leave the edge out", where, e.From, e.To)
	}
	return e
}

func (r *reading) control(raw json.RawMessage, where string) GraphControl {
	o := r.object(raw, where, "id", "link", "state", "sop", "eps")
	k := GraphControl{ID: r.id(o["id"], where), Link: r.text(o["link"], where+": link"), SoP: 1}
	where = fmt.Sprintf("control %q", k.ID)
	if o["state"] == nil {
		k.State, k.Blank = Belief{A: 1, B: 1}, true
	} else {
		k.State = r.belief(o["state"], where+": state")
	}
	if o["sop"] != nil {
		k.SoP = r.number(o["sop"], where+": sop", 0, 1)
	}
	switch eps := o["eps"]; {
	case eps == nil:
		r.fail("%s: what does it take from an attempt when it works? give eps", where)
	case eps[0] != '{':
		b := r.belief(eps, where+": eps")
		k.Any = &b
	default:
		f := r.object(eps, where+": eps")
		if len(f) == 2 && f["a"] != nil && f["b"] != nil {
			b := r.belief(eps, where+": eps")
			k.Any = &b
			break
		}
		k.Eps = map[string]Belief{}
		for v, x := range f {
			k.Eps[v] = r.belief(x, where+": eps: "+v)
		}
	}
	return k
}

// byName is the edges of each name FROM>TO.
func (g *Graph) byName() map[string][]int {
	index := map[string][]int{}
	for i, e := range g.Edges {
		name := e.From + ">" + e.To
		index[name] = append(index[name], i)
	}
	return index
}

func (r *reading) group(raw json.RawMessage, where string, g *Graph, index map[string][]int) GraphGroup {
	o := r.object(raw, where, "edges", "beta_factor")
	var out GraphGroup
	for _, x := range r.list(o["edges"], where+": edges") {
		var at int
		if json.Unmarshal(x, &at) == nil {
			if at < 0 || at >= len(g.Edges) {
				r.fail("%s: there is no edge %d", where, at)
			}
			out.Edges = append(out.Edges, at)
			continue
		}
		name := r.text(x, where+": edges")
		if index[name] == nil {
			r.fail("%s: there is no edge %q", where, name)
		}
		out.Edges = append(out.Edges, index[name]...)
	}
	if r.err == nil && len(out.Edges) == 0 {
		r.fail("%s names no edges", where)
	}
	if o["beta_factor"] == nil {
		r.fail("%s: with which share of their probability do they fall together? give beta_factor", where)
	}
	out.Share = r.number(o["beta_factor"], where+": beta_factor", 0, 1)
	return out
}

func (r *reading) fix(raw json.RawMessage, where string, g *Graph, index map[string][]int) GraphFix {
	o := r.object(raw, where, "id", "set", "p", "eur", "minutes")
	f := GraphFix{ID: r.id(o["id"], where), Set: map[string]float64{}, Edges: map[int]float64{},
		EUR: r.number(o["eur"], where+": eur", 0, endless), Minutes: r.number(o["minutes"], where+": minutes", 0, endless)}
	where = fmt.Sprintf("fix %q", f.ID)
	if o["set"] != nil {
		for c, x := range r.object(o["set"], where+": set") {
			f.Set[c] = r.number(x, where+": set: "+c, 0, 1)
		}
	}
	if o["p"] != nil {
		for name, x := range r.object(o["p"], where+": p") {
			if index[name] == nil {
				r.fail("%s: there is no edge %q", where, name)
			}
			for _, e := range index[name] {
				f.Edges[e] = r.number(x, where+": p: "+name, 0, 1)
			}
		}
	}
	if len(f.Set) == 0 && len(f.Edges) == 0 {
		r.fail("%s changes nothing: give set or p", where)
	}
	return f
}
