package attack

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/weaklink/weaklink/risk"
)

// told is a scene as it is weighed: every store has a number in place of its
// name, by what is known of it, so that one that was renamed changes nothing.
// Where there are many, those of which the findings say the same stand together,
// and what was counted is told in steps, so that a folder of which one file in a
// hundred changed is mostly told as it was before.
type told struct {
	sights  []sight
	repairs []repair
	real    map[string][]instance
	names   risk.Names
}

// resolution is how finely a scene is told.
type resolution struct {
	each   int     // stores up to which each is told alone, as it was seen
	parts  float64 // of all stores: in so many the share of those alike is told
	shares float64 // in so many that of what passes in a store among others
	counts float64 // to each doubling of a number of stores: so many steps
	people float64 // the same of people
	even   bool    // the largest of a kind count as many people each as they do in the mean
	loose  bool    // what passes in each does not tell stores apart
}

var (
	exactly  = resolution{each: math.MaxInt}
	finely   = resolution{each: 64, parts: 24, shares: 8, counts: 3, people: 4}
	coarsely = resolution{each: risk.Few, parts: 8, shares: 4, counts: 1, people: 1, even: true}
)

// stepped is the number next to x of so many to each doubling, each as many times
// the one before.
func stepped(x, steps float64) float64 {
	if x <= 1 {
		return x
	}
	return math.Round(math.Exp2(math.Round(float64(steps*math.Log2(x))) / steps))
}

// number is a count of people as it is told.
func (r *resolution) number(people float64, many bool) float64 {
	if many {
		return stepped(people, r.people)
	}
	return telling(people)
}

// rounded is a finding as it is told of one of many stores.
func (r *resolution) rounded(f based) based {
	if r.loose {
		f.age, f.share, f.of = 0, 0, min(f.of, 1)
		return f
	}
	if f.share > 0 && f.share < 1 {
		const least = 1.0 / 32 // few are not none
		f.share = min(1-least, max(least, math.Round(r.shares*f.share)/r.shares))
	}
	return f
}

// isStore says that a subject is a place that holds client data.
func isStore(subject string) bool { return strings.HasPrefix(subject, storePrefix) }

const (
	storePrefix = "store:"
	standIn     = storePrefix + "~" // no target is called so
)

// store is all that is known of a place that holds client data.
type store struct {
	name    string
	sights  []sight
	repairs []repair
	kinds   string  // the nodes that such a store stands for
	people  float64 // as told
	counted float64
	detail  string
	says    string // exactly, and
	roughly string // as one of many
	own     bool   // stands for a node alone; else
	where   string // the nodes that it shares with others
	token   string
}

// telling makes what tells the scene, once.
func (s *Scene) telling(r resolution) func() *told {
	return sync.OnceValue(func() *told { return s.tell(r) })
}

func (s *Scene) tell(r resolution) *told {
	seen := s.seen()
	stores, all := make(map[string]*store, len(seen)), make([]*store, len(seen))
	many := len(all) > r.each
	for i := range seen {
		p := &store{}
		*p = *seen[i]
		all[i], stores[p.name] = p, p
		p.people = r.number(p.counted, many)
	}
	slices.SortFunc(all, func(a, b *store) int {
		return cmp.Or(cmp.Compare(b.people, a.people), cmp.Compare(order(b.detail), order(a.detail)), strings.Compare(a.kinds, b.kinds),
			strings.Compare(a.says, b.says), cmp.Compare(b.counted, a.counted), strings.Compare(a.name, b.name))
	})
	var free []*store
	if many {
		free = s.freed(all)
		said, known := newSayings(), map[string]string{}
		for _, p := range all {
			var ok bool
			if p.roughly, ok = known[p.says]; !ok { // it says the same in fewer words
				p.roughly = said.of(p.sights, &r)
				known[p.says] = p.roughly
			}
		}
	}
	rank := make(map[string]int, len(all))
	for i, p := range all {
		rank[p.name] = i
	}
	real := map[string][]instance{}
	for kind, things := range s.real {
		things = pool(r.sorted(things, rank, many))
		if many && r.even {
			level(things)
		}
		for i := range things {
			things[i].people = r.number(things[i].people, many)
		}
		real[kind] = things
	}
	out := &told{real: real, names: risk.Names{Subjects: map[string][]string{}, Parts: map[string][]float64{}, Many: map[string]int{}, Fixes: map[string][]risk.Named{}, Nodes: map[string]string{}, Rough: many}}
	alone, together := apart(all, stores, real, many)
	if many { // one that outgrows one of another kind changes no number
		slices.SortStableFunc(alone, func(a, b *store) int { return strings.Compare(a.kinds, b.kinds) })
	}
	for _, x := range s.sights {
		if !isStore(x.subject) {
			out.sights = append(out.sights, x)
		}
	}
	for _, x := range s.repairs {
		if !isStore(x.subject) {
			out.repairs = append(out.repairs, x)
		}
	}
	for _, p := range alone {
		out.add(nil, []*store{p}, 1)
	}
	together = r.settled(together)
	counts := r.count(together)
	for i, like := range together {
		out.add(&r, like[:1], 1)
		if len(like) > 1 {
			out.add(&r, like[1:], max(1, counts[i]-1))
		}
		for _, p := range like { // one of them guards what they all stand behind
			p.token = like[0].token
		}
	}
	out.loosely(r, free)
	slices.SortFunc(out.sights, func(a, b sight) int {
		return cmp.Or(strings.Compare(a.control, b.control), strings.Compare(a.subject, b.subject))
	})
	slices.SortFunc(out.repairs, func(a, b repair) int {
		return cmp.Or(strings.Compare(a.control, b.control), strings.Compare(a.subject, b.subject))
	})
	out.label(stores)
	return out
}

// sorted are things with the largest first, then in the order of the stores.
func (r *resolution) sorted(things []instance, rank map[string]int, many bool) []instance {
	type place struct {
		people   float64
		rank, at int
	}
	places := make([]place, len(things))
	for i := range things {
		places[i] = place{r.number(things[i].people, many), rank[things[i].subjects[0]], i}
	}
	slices.SortFunc(places, func(a, b place) int {
		if c := cmp.Or(cmp.Compare(b.people, a.people), cmp.Compare(a.rank, b.rank)); c != 0 {
			return c
		}
		return strings.Compare(things[a.at].subjects[0], things[b.at].subjects[0])
	})
	out := make([]instance, len(things))
	for i, p := range places {
		out[i] = things[p.at]
	}
	return out
}

// level makes the largest stores of a kind, which stand for a node each, as large
// as they are in the mean.
func level(things []instance) {
	var sum, n float64
	own := func(t *instance) bool { return len(t.subjects) == 1 && isStore(t.subjects[0]) }
	for i := range things {
		if own(&things[i]) {
			sum, n = sum+things[i].people, n+1
		}
	}
	for i := range things {
		if own(&things[i]) {
			things[i].people = sum / n
		}
	}
}

// places are the stores of a scene as they were seen.
func (s *Scene) places() []*store {
	stores := map[string]*store{}
	at := func(subject string) *store {
		if !isStore(subject) {
			return nil
		}
		p := stores[subject]
		if p == nil {
			p = &store{name: subject}
			stores[subject] = p
		}
		return p
	}
	for _, x := range s.sights { // they come by control
		if p := at(x.subject); p != nil {
			p.sights = append(p.sights, x)
		}
	}
	for _, x := range s.repairs {
		if p := at(x.subject); p != nil {
			p.repairs = append(p.repairs, x)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(s.real)) {
		for _, n := range s.real[kind] {
			for _, subject := range n.subjects {
				if p := at(subject); p != nil && len(n.subjects) == 1 {
					p.kinds += kind + " "
					p.counted = max(p.counted, n.people)
					if order(n.detail) > order(p.detail) {
						p.detail = n.detail
					}
				}
			}
		}
	}
	said := newSayings()
	all := make([]*store, 0, len(stores))
	for _, p := range stores {
		p.says = said.of(p.sights, nil)
		all = append(all, p)
	}
	return all
}

// add tells of a store, or of several alike, which count as so many.
func (t *told) add(r *resolution, like []*store, count int) {
	token := fmt.Sprintf("%s%04d", standIn, len(t.names.Subjects))
	for _, p := range like {
		p.token = token
		t.names.Subjects[token] = append(t.names.Subjects[token], p.name)
	}
	t.names.Many[token] = count
	one := like[0]
	for _, x := range one.sights {
		x.subject = token
		if count > 1 {
			x.many = count
		}
		if r != nil {
			x.findings = slices.Clone(x.findings)
			for i := range x.findings {
				x.findings[i] = r.rounded(x.findings[i])
			}
		}
		t.sights = append(t.sights, x)
	}
	for k, x := range one.repairs {
		id := x.control + "@" + token
		for i, p := range like {
			t.names.Fixes[id] = append(t.names.Fixes[id], risk.Named{ID: p.repairs[k].findings[0], Findings: p.repairs[k].findings, Subject: token, At: i})
		}
		t.repairs = append(t.repairs, repair{control: x.control, subject: token, findings: []string{id}, link: x.link, work: x.work, many: count})
	}
}

// label puts the numbers of the stores in place of their names.
func (t *told) label(stores map[string]*store) {
	for kind, things := range t.real {
		things = slices.Clone(things)
		for i, n := range things {
			first, holds := n.subjects[0], false
			known := map[string]bool{}
			var subjects []string
			for _, subject := range n.subjects {
				if p := stores[subject]; p != nil {
					subject, holds = p.token, true
				}
				if !known[subject] {
					known[subject] = true
					subjects = append(subjects, subject)
				}
			}
			if isStore(first) {
				n.label = subjects[0]
				if len(n.subjects) > 1 {
					n.label = standIn + "rest"
				}
				t.names.Nodes[kind+" "+n.label] = kind + " " + first
			}
			if holds {
				slices.Sort(subjects)
			}
			n.subjects = subjects
			things[i] = n
		}
		t.real[kind] = things
	}
}
