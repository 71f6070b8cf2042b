package scan

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// union is the people of several stores, counted together. stores are the facts
// behind ids, for what is a copy of what.
func union(ids []string, n evidence.Count, stores map[string]facts.Store) facts.Union {
	u := facts.Union{People: people(n.Union)}
	if n.Union.Best > 0 {
		pic := facts.Picture(n.Picture)
		u.Picture = &pic
	}
	of := make([]held, len(ids))
	for i, id := range ids {
		of[i] = held{Store: stores[id], newest: newest(stores[id])}
	}
	over := func(o evidence.Shared) facts.Overlap {
		f := facts.Overlap{A: ids[o.A], B: ids[o.B], Shared: o.Shared, ShareA: share(o.Shared, n.Sets[o.A]), ShareB: share(o.Shared, n.Sets[o.B])}
		f.Copy, f.Behind = copyOf(f, &of[o.A], &of[o.B])
		return f
	}
	all := slices.DeleteFunc(n.Overlaps, func(o evidence.Shared) bool { return o.Shared <= 0 })
	told := telling(all, of, func(o evidence.Shared) bool { return over(o).Copy != "" })
	u.More = int64(len(all) - len(told))
	for _, o := range told {
		u.Overlaps = append(u.Overlaps, over(o))
	}
	slices.SortFunc(u.Overlaps, func(a, b facts.Overlap) int {
		if by := strings.Compare(a.A, b.A); by != 0 {
			return by
		}
		return strings.Compare(a.B, b.B)
	})
	return u
}

// held is a store with the day of its newest record.
type held struct {
	facts.Store
	newest time.Time
}

const (
	allPairs = 2000 // pairs of stores up to which all of them are told
	ofEach   = 4    // of more, those of each store that tell most,
	ofLarge  = 32   // and all between the stores with the most people
)

// telling are the overlaps that are told: n stores that hold the same people
// make n²/2 pairs, and a thousand exports of one table need no million of them.
func telling(all []evidence.Shared, of []held, copies func(evidence.Shared) bool) []evidence.Shared {
	if len(all) <= allPairs {
		return all
	}
	large := make([]int, len(of))
	for i := range large {
		large[i] = i
	}
	slices.SortFunc(large, func(x, y int) int {
		return cmp.Or(cmp.Compare(of[y].People.Best, of[x].People.Best), cmp.Compare(x, y))
	})
	among := make([]bool, len(of))
	for _, i := range large[:min(ofLarge, len(large))] {
		among[i] = true
	}
	// There may be millions: none is put in order but the few that each store is
	// told with.
	most := make([]mostOf, len(of))
	for _, o := range all {
		p := pair{o, copies(o)}
		most[o.A].add(p)
		most[o.B].add(p)
	}
	out := []evidence.Shared{}
	for _, o := range all {
		if among[o.A] && among[o.B] || most[o.A].has(o) || most[o.B].has(o) {
			out = append(out, o)
		}
	}
	return out
}

// pair is an overlap, and whether the one is a copy of the other.
type pair struct {
	evidence.Shared
	copy bool
}

// before says whether p tells more than q: copies do, then those who share most.
func (p *pair) before(q *pair) bool {
	switch {
	case p.copy != q.copy:
		return p.copy
	case p.Shared.Shared != q.Shared.Shared:
		return p.Shared.Shared > q.Shared.Shared
	case p.A != q.A:
		return p.A < q.A
	}
	return p.B < q.B
}

// mostOf is the pairs of a store that tell most.
type mostOf struct {
	pairs [ofEach]pair
	n     int
}

func (m *mostOf) add(p pair) {
	if m.n == ofEach {
		if !p.before(&m.pairs[ofEach-1]) {
			return
		}
		m.n--
	}
	i := m.n
	for ; i > 0 && p.before(&m.pairs[i-1]); i-- {
		m.pairs[i] = m.pairs[i-1]
	}
	m.pairs[i] = p
	m.n++
}

func (m *mostOf) has(o evidence.Shared) bool {
	for i := range m.pairs[:m.n] {
		if m.pairs[i].A == o.A && m.pairs[i].B == o.B {
			return true
		}
	}
	return false
}

const (
	strangers = 10 // of the people of a copy, at most one in so many is not in the place that it was made of
	copyFrom  = 5  // people: below that it may be chance
)

// copyOf says which of two stores is a copy of the other, and by how many days
// its newest record is older. A copy is a file nearly all of whose people are in
// the other place: in a live table, or in a file that is no export, has more
// of them or is newer.
func copyOf(o facts.Overlap, a, b *held) (id string, behind int) {
	if o.Shared < copyFrom {
		return "", 0
	}
	within := func(s *held, share float64, of *held) bool {
		if s.Role == "live" || s.Role == "backup" || of.Role == "backup" || share*strangers < strangers-1 {
			return false
		}
		return cmp.Or(cmp.Compare(stray(s.Store), stray(of.Store)), cmp.Compare(of.People.Best, s.People.Best), of.newest.Compare(s.newest),
			cmp.Compare(len(s.ID), len(of.ID)), strings.Compare(s.ID, of.ID)) > 0
	}
	switch {
	case within(a, o.ShareA, b):
		return o.A, days(a.newest, b.newest)
	case within(b, o.ShareB, a):
		return o.B, days(b.newest, a.newest)
	}
	return "", 0
}

// stray is how far a store is from where its data has its home.
func stray(s facts.Store) int {
	switch s.Role {
	case "live":
		return 0
	case "export", "dump", "copy", "archive":
		return 2
	}
	return 1
}

func newest(s facts.Store) time.Time {
	t, err := time.Parse(time.DateOnly, s.Newest)
	if err != nil {
		t, _ = time.Parse(time.DateOnly, s.Modified)
	}
	return t
}

// days is how much older a is than b; 0 when that is not known.
func days(a, b time.Time) int {
	if a.IsZero() || b.IsZero() || !a.Before(b) {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}
