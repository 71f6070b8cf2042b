package evidence

import (
	"cmp"
	"slices"
)

// heard is what is said of people who meet, by which they are told apart: what
// sayings knows of those in a graph.
type heard struct {
	of  map[int32]int32 // first new node of a person -> its place
	all []hearsay
}

type hearsay struct {
	types  uint8
	sorted bool
	said   []saidPrint
}

type saidPrint struct {
	print uint64
	typ   KeyType
}

const tellsApart = 1<<KeyEmail | 1<<KeyPhone | 1<<KeyNationID | 1<<KeyNameBirth

// listen reads what is said of all who meet, but for those it was asked for before.
func (a *again) listen(meetings []*newMeeting) (*heard, error) {
	if a.heard == nil {
		a.heard = &heard{of: map[int32]int32{}}
	}
	h := a.heard
	before := int32(len(h.all))
	for _, m := range meetings {
		for _, p := range m.people {
			if _, had := h.of[p]; !had {
				h.of[p] = int32(len(h.of))
			}
		}
	}
	if len(h.of) == int(before) {
		return h, nil
	}
	h.all = append(h.all, make([]hearsay, len(h.of)-len(h.all))...)
	ask := func(person int32) bool {
		n, ok := h.of[person]
		return ok && n >= before
	}
	// Which records are theirs: those in the graph by its people, the others by those of before.
	asked := newNodeset(a.first[len(a.first)-1])
	for n := range a.news {
		if a.isLoose(int32(n)) {
			continue
		}
		if ask(a.news[a.f.root(int32(n))]) {
			asked.set(a.news[n])
		}
	}
	some := newNodeset(int32(len(a.first1))) // firsts of those of before, with whom others may be one
	for person, n := range h.of {
		if n < before {
			continue
		}
		set := a.spans.set(person)
		if from := a.from[set]; from >= 0 {
			some.set(a.first1[person-a.first[set]+a.was.first[from]])
		}
	}
	for n, first := range a.first1 {
		if n := int32(n); some.has(first) && !a.want.has(n) && ask(a.newOf(a.person(n))) {
			asked.set(a.newOf(n))
		}
	}
	for i := range a.sets {
		first := a.first[i]
		if !asked.some(first, a.first[i+1]) {
			continue
		}
		at := int32(-1)
		var to *hearsay
		if err := a.walkHard(i, func(n int32) bool { return asked.has(first + n) }, func(n int32, run []Key) {
			if n != at {
				at, to = n, &h.all[h.of[a.personOf(first+n)]]
			}
			for _, k := range run {
				if k.Type <= KeyNameAddr && 1<<k.Type&tellsApart != 0 {
					to.add(k)
				}
			}
		}); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// walkHard calls each with the hard keys of some records of a set.
func (a *again) walkHard(i int, only func(at int32) bool, each func(at int32, run []Key)) error {
	if a.from[i] >= 0 {
		return a.sets[i].walkHard(&a.notes[i], only, each)
	}
	_, err := a.sets[i].walk(some(only, each), func(int32) {}, nil)
	return err
}

// personOf is the first new node of the person who has one.
func (a *again) personOf(node int32) int32 {
	if n, ok := a.nodeAt(node); ok {
		return a.news[a.f.root(n)]
	}
	set := a.spans.set(node)
	return a.newOf(a.person(node - a.first[set] + a.was.first[a.from[set]]))
}

func (h *hearsay) add(k Key) {
	h.types |= 1 << k.Type
	s := saidPrint{value(k), k.Type}
	if slices.Contains(h.said[:min(len(h.said), 8)], s) {
		return
	}
	h.said = append(h.said, s)
}

func (h *hearsay) sort() {
	if !h.sorted {
		h.sorted = true
		slices.SortFunc(h.said, func(x, y saidPrint) int { return cmp.Compare(x.print, y.print) })
		h.said = slices.Compact(h.said)
	}
}

// apart is sayings.apart.
func (h *heard) apart(x, y int32, types uint8) bool {
	a, b := &h.all[h.of[x]], &h.all[h.of[y]]
	both := a.types & b.types & types
	if both == 0 {
		return false
	}
	a.sort()
	b.sort()
	agree := uint8(0)
	for i, j := 0, 0; i < len(a.said) && j < len(b.said); {
		switch v, w := a.said[i], b.said[j]; {
		case v.print < w.print:
			i++
		case v.print > w.print:
			j++
		default:
			agree |= 1 << v.typ
			i++
			j++
		}
	}
	return both&^agree != 0
}
