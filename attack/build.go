package attack

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// firm is the subject of what holds for the business as a whole.
const firm = "firm"

// Input is what a graph is built from.
type Input struct {
	Facts     []evidence.Item
	Seen      map[string]time.Time // fact digest -> when it was seen
	Findings  []chain.Finding
	Firm      chain.Firm
	Now       time.Time
	Constants *risk.Constants
	Effort    Effort // nil: repairs cost nothing
}

// Effort is what a repair takes: minutes, and the role who does it, of what a
// check asks for; for an empty check, of what is usual for the control.
type Effort func(check, control string) (minutes float64, role string)

// instance is one real thing that stands for a template node.
type instance struct {
	subjects []string // whose control states guard it
	people   float64
	detail   string
	label    string // what tells its node from others; empty: the first subject
}

// perKind is how many instances of a kind get a node of their own; the rest
// share one, so that a thousand files do not make a thousand nodes.
const perKind = 8

// Scene is what was seen, read once: models for many variants of the constants
// are made from it.
type Scene struct {
	in     Input
	method map[string]evidence.Method
	t      *template
	rules  *nodeRules
	real   map[string][]instance // every one of them
	firm   risk.Firm

	sights  []sight
	repairs []repair
	common  causes
	both    overlap

	seen                func() []*store
	exact, fine, coarse func() *told
	variant             atomic.Pointer[variant]
}

// Read takes in what was seen.
func Read(in Input) (*Scene, error) {
	t, err := loadTemplate()
	if err != nil {
		return nil, err
	}
	rules, err := loadNodes()
	if err != nil {
		return nil, err
	}
	s := &Scene{in: in, t: t, rules: rules, method: make(map[string]evidence.Method, len(in.Facts)), real: instances(in, rules)}
	for _, f := range in.Facts {
		s.method[f.Digest] = f.Method
	}
	s.sights, s.repairs = sightsOf(in, s.method), repairsOf(in)
	s.common, s.both = causesOf(in.Facts), overlapOf(in.Facts)
	s.firm = risk.Firm{Class: classOf(in.Firm.Staff), Revenue: in.Firm.Revenue, OnlineShare: in.Firm.OnlineShare,
		Customers: float64(in.Firm.Customers), CopyDays: copyDays(in), RestoreDays: restoreDays(in)}
	s.seen = sync.OnceValue(s.places)
	s.exact, s.fine, s.coarse = s.telling(exactly), s.telling(finely), s.telling(coarsely)
	return s, nil
}

// Build makes the graph: the template with everything that was seen in place.
func Build(in Input) (*risk.Model, error) {
	s, err := Read(in)
	if err != nil {
		return nil, err
	}
	return s.Model(in.Constants)
}

// Model makes the graph with these constants: every store for itself, as exactly
// as it was seen, and by its name.
func (s *Scene) Model(c *risk.Constants) (*risk.Model, error) {
	as := s.exact()
	m, err := s.model(c, as, as.repairs)
	if err != nil {
		return nil, err
	}
	m.Name(&as.names)
	return m, nil
}

// Told makes the graph that is weighed: of stand-ins, which Names gives back the
// names of those that they stand for. It is that of Model but for the names
// where there are few stores, and weighs the same up to a percent or two where
// there are many.
func (s *Scene) Told(c *risk.Constants) (*risk.Model, error) {
	as := s.fine()
	return s.model(c, as, as.repairs)
}

// Names are whom the stand-ins of what Told makes stand for.
func (s *Scene) Names() *risk.Names { return &s.fine().names }

// Variant makes the graph for what a change of the constants does to the links:
// told more coarsely still, and without repairs.
// Where only prices differ from those of the first that was made, the graph is its.
func (s *Scene) Variant(c *risk.Constants) (*risk.Model, error) {
	by := graphic(c)
	if had := s.variant.Load(); had != nil && slices.Equal(had.by, by) {
		m := *had.model
		m.Constants, m.Firm.Sector = c, c.Sector(s.in.Firm.Sector)
		return &m, nil
	}
	m, err := s.model(c, s.coarse(), nil)
	if err == nil {
		s.variant.CompareAndSwap(nil, &variant{by, m})
	}
	return m, err
}

// variant is a graph, and the numbers that it is made from.
type variant struct {
	by    []float64
	model *risk.Model
}

// graphic are all numbers that a graph without repairs is made from.
func graphic(c *risk.Constants) []float64 {
	out := make([]float64, 0, len(c.Values)+2*len(c.List))
	for i := range c.Values {
		switch group, _, _ := strings.Cut(c.Values[i].ID, "."); group {
		case "beta", "evidence", "group", "people", "class", "unseen":
			out = append(out, c.Values[i].Value)
		}
	}
	for i := range c.List {
		k := &c.List[i]
		noticed := 0.0
		if k.H > 0 {
			noticed = 1
		}
		out = append(out, k.M, k.Half, noticed)
	}
	return out
}

func (s *Scene) model(c *risk.Constants, as *told, repairs []repair) (*risk.Model, error) {
	in, t, rules, sights, real := s.in, s.t, s.rules, as.sights, as.real
	in.Constants = c
	m := &risk.Model{Constants: c, Firm: s.firm, Coverage: s.both.coverage(c)}
	m.Firm.Sector = c.Sector(in.Firm.Sector)
	var typed map[string]int
	var own map[string]map[string]int
	m.States, typed, own = states(in, observe(c, sights, rules))
	m.Fixes = fixes(c, repairs, m.States, typed, own, in.Effort)
	weakest := picker{all: m.States, rules: rules, typed: typed, own: own}

	nodes := map[string][]int{} // template id -> nodes
	guard := map[int][]string{} // node -> subjects
	for _, n := range t.Nodes {
		found := real[n.ID]
		if len(found) == 0 {
			found = []instance{{people: templatePeople(in.Constants, in.Firm, n.Asset), detail: n.Detail}}
		}
		for _, f := range found {
			node := risk.Node{ID: n.ID, And: n.And}
			if len(f.subjects) > 0 {
				node.ID += " " + cmp.Or(f.label, f.subjects[0])
			}
			if n.Effect != "" {
				node.Sink = &risk.Sink{Effect: n.Effect, Asset: n.Asset, People: f.people, Detail: f.detail, Exact: len(f.subjects) > 0}
			}
			nodes[n.ID] = append(nodes[n.ID], len(m.Nodes))
			guard[len(m.Nodes)] = f.subjects
			m.Nodes = append(m.Nodes, node)
		}
	}
	for _, e := range t.Edges {
		vector, err := vectorOf(e.By)
		if err != nil {
			return nil, fmt.Errorf("template edge %s>%s: %w", e.From, e.To, err)
		}
		froms := []int{risk.Source}
		if e.From != "src" {
			froms = nodes[e.From]
		}
		if len(froms) == 0 || len(nodes[e.To]) == 0 {
			return nil, fmt.Errorf("template edge %s>%s leads from or to a node that is not there", e.From, e.To)
		}
		var like []int
		var ends [][]string // whom each of them is about
		for _, from := range froms {
			for _, to := range nodes[e.To] {
				edge := risk.Edge{From: from, To: to, Beta: in.Constants.Chance(e.Beta), Vector: vector}
				if e.DeviceError != "" {
					c := in.Constants.Chance(e.DeviceError)
					edge.Passive = &c
				}
				if from == risk.Source {
					edge.Share = len(nodes[e.To])
				}
				for _, id := range e.Controls {
					control, _ := in.Constants.Control(id)
					edge.States = append(edge.States, weakest.pick(control, from, to, guard))
				}
				like, ends = append(like, len(m.Edges)), append(ends, guard[to])
				m.Edges = append(m.Edges, edge)
			}
		}
		if len(like) > 1 && vector != risk.Backup {
			sets, rest := together(like, ends, s.common.of(vector, e.From))
			for _, set := range sets { // one campaign, one success: what they have in common is known
				m.Groups, m.Together = append(m.Groups, set), append(m.Together, 1)
			}
			if len(rest) > 1 { // instances of one kind tend to fall together, for reasons nobody named
				m.Groups, m.Together = append(m.Groups, rest), append(m.Together, in.Constants.Value("group.beta"))
			}
		}
	}
	unseen(t, m, nodes, in.Constants)
	return m, nil
}

// unseen adds the routes that nobody has seen: for each vector one to each
// group of assets.
func unseen(t *template, m *risk.Model, nodes map[string][]int, c *risk.Constants) {
	for _, u := range t.Unseen {
		group := len(m.Nodes)
		m.Nodes = append(m.Nodes, risk.Node{ID: "unseen " + u.ID})
		for v := range risk.Vectors {
			m.Edges = append(m.Edges, risk.Edge{From: risk.Source, To: group, Vector: v, Guard: true})
		}
		for _, id := range u.To {
			for _, n := range nodes[id] {
				m.Edges = append(m.Edges, risk.Edge{From: group, To: n, Beta: c.Chance("always"), Vector: risk.Onward})
			}
		}
	}
}

// picker finds the states that guard edges.
type picker struct {
	all   []risk.State
	rules *nodeRules
	typed map[string]int
	own   map[string]map[string]int
	found map[place]int
}

// place is a control on what a node stands for; node risk.Source: anywhere.
type place struct {
	control string
	node    int
}

// pick is the state that guards an edge: that of the subjects at its ends if
// one has findings, the weakest of them if several; else, for a control whose
// failing anywhere helps everywhere, that of its weakest subject; else the
// control type's.
func (p *picker) pick(control risk.Control, from, to int, guard map[int][]string) int {
	best := p.at(place{control.ID, to}, guard[to])
	if from != risk.Source {
		if i := p.at(place{control.ID, from}, guard[from]); i >= 0 && (best < 0 || p.mean(i) <= p.mean(best)) {
			best = i
		}
	}
	if best < 0 && p.rules.anywhere(control.ID, control.Link) {
		at := place{control.ID, risk.Source}
		if _, ok := p.found[at]; ok {
			best = p.found[at]
		} else {
			best = p.at(at, slices.Sorted(maps.Keys(p.own[control.ID])))
		}
	}
	if best >= 0 {
		return best
	}
	return p.typed[control.ID]
}

func (p *picker) mean(i int) float64 { return p.all[i].A / (p.all[i].A + p.all[i].B) }

// at is the state of the weakest of the subjects, the first of several; -1: none
// has one. It is looked for once.
func (p *picker) at(at place, subjects []string) int {
	if i, ok := p.found[at]; ok {
		return i
	}
	best := -1
	if own := p.own[at.control]; len(own) > 0 {
		for _, s := range subjects {
			if i, ok := own[s]; ok && (best < 0 || p.mean(i) < p.mean(best)) {
				best = i
			}
		}
	}
	if p.found == nil {
		p.found = map[place]int{}
	}
	p.found[at] = best
	return best
}

// instances says which real things stand for which template node.
func instances(in Input, rules *nodeRules) map[string][]instance {
	out := map[string][]instance{}
	for _, s := range facts.DataStore.Select(in.Facts) {
		if len(s.Categories) == 0 {
			continue
		}
		n := instance{subjects: []string{s.ID}, people: float64(max(s.People.Best, 1)), detail: detailOf(s.Detail)}
		kind := kindOf(s)
		out[kind] = append(out[kind], n)
		if s.Detail == "card" || slices.ContainsFunc(s.Categories, func(c facts.Category) bool { return c.Category == "card" }) {
			n.detail = "card"
			out["card"] = append(out["card"], n)
		}
	}
	rules.place(in.Findings, out)
	sites := map[string]bool{}
	adm, pay := map[string]bool{}, map[string]bool{}
	for _, p := range facts.WebsitePage.Select(in.Facts) {
		s := "site:" + p.Site
		sites[s] = true
		for _, f := range p.Forms {
			adm[s], pay[s] = adm[s] || f.Password, pay[s] || f.Card
		}
	}
	for kind, set := range map[string]map[string]bool{"web": sites, "adm": adm, "pay": pay} {
		for _, s := range slices.Sorted(maps.Keys(set)) {
			known := slices.ContainsFunc(out[kind], func(n instance) bool { return n.subjects[0] == s })
			if set[s] && !known {
				out[kind] = append(out[kind], instance{subjects: []string{s}})
			}
		}
	}
	for kind, all := range accounts(in.Facts) {
		out[kind] = append(out[kind], all...)
	}
	return out
}

// kindOf is the template node that a store stands for.
func kindOf(s facts.Store) string {
	switch s.Role {
	case "export", "dump", "copy", "archive", "backup": // who takes a copy has all that is in it
		return "stray"
	case "live":
		if s.As == "crm" {
			return "crm"
		}
		return "db"
	}
	return "files"
}

func detailOf(detail string) string {
	if detail == "" || detail == "none" {
		return "contact"
	}
	return detail
}

// pool keeps the largest and lets the rest share one node: their people are
// added up, since how far they overlap is not known here. They come largest first.
func pool(all []instance) []instance {
	if len(all) <= perKind {
		return all
	}
	rest := all[perKind-1]
	rest.subjects = slices.Clone(rest.subjects)
	for _, n := range all[perKind:] {
		rest.subjects = append(rest.subjects, n.subjects...)
		rest.people += n.people
		if order(n.detail) > order(rest.detail) {
			rest.detail = n.detail
		}
	}
	return append(slices.Clone(all[:perKind-1]), rest)
}

func order(detail string) int {
	return slices.Index([]string{"contact", "identity", "financial", "card", "special"}, detail)
}

func vectorOf(by string) (int, error) {
	switch by {
	case "onward":
		return risk.Onward, nil
	case "backup":
		return risk.Backup, nil
	}
	if i := slices.Index(risk.Vectors, by); i >= 0 {
		return i, nil
	}
	return 0, fmt.Errorf("no vector is called %q", by)
}

func classOf(staff int) int {
	switch {
	case staff >= 50:
		return 3
	case staff >= 10:
		return 2
	}
	return 1
}

// Customers is how many people the customer database of the firm holds, as far
// as nobody looked: its own figure, else that of the template of its size.
func Customers(c *risk.Constants, f chain.Firm) int64 {
	return int64(templatePeople(c, f, "db"))
}

// templatePeople is whose data an asset holds that nobody has looked at: where
// the firm says how many clients it has, they are those of its databases.
func templatePeople(c *risk.Constants, f chain.Firm, asset string) float64 {
	if asset == "" {
		return 0
	}
	if f.Customers > 0 && (asset == "db" || asset == "crm") {
		return float64(f.Customers)
	}
	class := classOf(f.Staff)
	return c.Value("people."+asset) * c.Value(fmt.Sprintf("class.%d.scale", class))
}
