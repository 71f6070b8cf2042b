package evidence

import (
	"cmp"
	"slices"
)

// graph makes the graph of all who are concerned: their records, those that have
// a value in common with them that joins nobody, and all of sets that are new.
func (a *again) graph() error {
	g := &graph{first: make([]int32, 1, len(a.sets)+1), scratch: a.scratch, was: a, notes: &notes{}}
	g.hard.scratch, g.groups.scratch = a.scratch, a.scratch
	a.g, a.at, a.tags = g, 0, nil
	room := a.want.count() + a.loose.count()
	for i, from := range a.from {
		if from < 0 {
			room += int(a.notes[i].nodes)
		}
	}
	g.mask = make([]uint8, 0, room)
	a.olds, a.news, a.setOf = slices.Grow(a.olds[:0], room), slices.Grow(a.news[:0], room), a.setOf[:0]
	a.soft.fresh = a.soft.fresh[:0]
	for i, from := range a.from {
		first := int32(0)
		if from >= 0 {
			first = a.was.first[from]
			if to := a.was.first[from+1]; !a.want.some(first, to) && !a.loose.some(first, to) {
				continue
			}
		}
		set := int32(len(a.setOf))
		a.setOf = append(a.setOf, int32(i))
		wanted := func(at int32) bool { return a.want.has(first+at) || a.loose.has(first+at) }
		base := a.first[i]
		limit := a.first[i+1] - a.first[i]
		last := int32(-1)
		end := func(int32) {
			if len(g.within) == 0 || last >= limit {
				return
			}
			old := int32(-1)
			if from >= 0 {
				old = first + last
			}
			g.node(set, uint32(int32(g.nodes())-g.first[set]))
			a.olds, a.news = append(a.olds, old), append(a.news, base+last)
		}
		hard := func(at int32, run []Key) {
			if at != last {
				end(last)
				last = at
			}
			g.within = append(g.within, run...)
		}
		var err error
		if from >= 0 {
			if err = a.sets[i].walkHard(&a.notes[i], wanted, hard); err == nil {
				end(last)
			}
		} else {
			var n setNote
			n, err = a.sets[i].walk(hard, end, func(at int32, run []Key) {
				for i := range run {
					if k := &run[i]; k.Type == KeyHolds {
						g.takeSoft(int(set), []Key{{Type: KeyHolds, Print: k.Print, Record: uint32(at)}}, false)
					} else if n := a.soft.findKey(k); n >= 0 {
						a.soft.fresh = append(a.soft.fresh, uint64(n)<<32|uint64(base+at))
					}
				}
			})
			if err == nil && n.nodes != limit {
				err = errAnew
			}
		}
		if err != nil {
			return err
		}
		g.first = append(g.first, int32(g.nodes()))
		g.keysIn = append(g.keysIn, 0)
	}
	g.sets = len(a.setOf)
	g.own = g.mask
	if a.holds != nil {
		g.holds = append(g.holds, make([]uint8, g.nodes()-len(g.holds))...)
		for node, old := range a.olds {
			if old >= 0 {
				g.holds[node] = a.holds[old]
			}
		}
	}
	if err := g.group(); err != nil {
		return err
	}
	at := 0
	for _, print := range g.prints { // both are in order
		for at < len(a.was.prints) && a.was.prints[at] < print {
			at++
		}
		tag := uint8(0)
		if at < len(a.was.prints) && a.was.prints[at] == print {
			tag = a.was.tags[at]
		}
		if a.hard.find(print) >= 0 {
			tag |= tagChanged
		}
		a.tags = append(a.tags, tag)
	}
	return nil
}

// spells says whether a value that one node of the graph has is written down all
// the same: it joins nobody, or it is a name that others have who are not in the
// graph. It is asked for values in order.
func (a *again) spells(e entry) bool {
	if e.typ() == KeyName {
		return a.nameOf(e.print) > 1
	}
	tag, _ := a.noted(e.print)
	// Until it is known that it joined nobody and could now, when one has it who is left.
	return tag&valueHub != 0 && !a.force[e.print]
}

// noted is kept.tag of values in order.
func (a *again) noted(print uint64) (uint8, uint32) {
	for a.at < len(a.was.prints) && a.was.prints[a.at] < print {
		a.at++
	}
	if a.at < len(a.was.prints) && a.was.prints[a.at] == print {
		return a.was.tags[a.at], a.was.records[a.at]
	}
	return 0, 0
}

// nameOf is how many records have a name now.
func (a *again) nameOf(print uint64) int32 {
	if n := a.names.find(print); n >= 0 {
		return int32(a.named[n].stay + a.named[n].fresh)
	}
	if _, n := a.noted(print); n > 0 {
		return int32(n)
	}
	return 1
}

// called is, of each name in the graph, how many records have it anywhere.
func (a *again) called() []int32 {
	a.at = 0
	out := make([]int32, 0, len(a.g.called))
	for _, print := range a.g.namePrints {
		out = append(out, a.nameOf(print))
	}
	return out
}

// parts says whether records of several names have a value of which the graph may
// have a part.
func (a *again) parts(w word) bool {
	tag := a.tags[w&number]
	return tag&tagChanged == 0 && tag&valueParted != 0
}

// isLoose says whether a node of the graph is there only for a value that joins nobody.
func (a *again) isLoose(node int32) bool {
	old := a.olds[node]
	return old >= 0 && !a.want.has(old)
}

// findHubs is graph.findHubs where only some values have changed. errMore: there is
// one of which all records have to be looked at, and are not.
func (a *again) findHubs() error {
	g := a.g
	flipped := make([]bool, g.values)
	some := false
	if err := g.eachGroup(func(w word, nodes []int32) {
		if w.typ() == KeyName {
			return
		}
		tag := a.tags[w&number]
		is := tag&valueSuspected != 0
		if tag&tagChanged != 0 {
			if is = len(nodes) > hubPeople && g.varied(w, nodes); is {
				g.notes.suspect(w)
			}
			flipped[w&number] = is != (tag&valueSuspected != 0)
			some = some || flipped[w&number]
		}
		if is {
			g.setHub(w, true)
		}
	}); err != nil {
		return err
	}
	turned, more := make([]bool, g.values), false
	if some { // whom others tell apart who have a value of which that is told otherwise now
		if err := g.eachGroup(func(w word, nodes []int32) {
			if w.typ() == KeyName || !flipped[w&number] {
				return
			}
			for _, n := range nodes {
				for _, x := range g.of(n) {
					if x == w || x&lone != 0 || !g.isHub(x) || a.tags[x&number]&tagChanged != 0 {
						continue
					}
					if a.tags[x&number]&(valueHub|valueParted) != 0 || a.isLoose(n) {
						a.hard.add(g.prints[x&number])
						more = true
					}
					turned[x&number] = true
				}
			}
		}); err != nil {
			return err
		}
	}
	if more {
		if err := a.meetHard(); err != nil {
			return err
		}
		return errMore
	}
	a.turns = map[uint64]bool{}
	var cleared []word
	among := &gathering{g: g}
	if err := g.eachGroup(func(w word, nodes []int32) {
		if !g.isHub(w) {
			return
		}
		tag, at := a.tags[w&number], w&number
		is := tag&valueHub != 0
		if tag&tagChanged != 0 || turned[at] {
			is = among.people(w, nodes) > hubPeople
			if tag&tagChanged == 0 {
				a.turns[g.prints[at]] = is
			}
		}
		if !is {
			cleared = append(cleared, w)
		}
	}); err != nil {
		return err
	}
	for _, w := range cleared {
		g.setHub(w, false)
	}
	// What joined nobody and does now makes one of those who had it.
	for i, tag := range a.tags {
		if print := g.prints[i]; tag&tagChanged != 0 && tag&valueHub != 0 && !g.isHub(word(i)) && !a.force[print] {
			a.force[print] = true
			more = true
		}
	}
	if more {
		return errMore
	}
	if g.hub == nil {
		return nil
	}
	return g.findOwn()
}

// softTable is soft keys, and who has them.
type softTable struct {
	table
	typ   []KeyType
	many  [][2]uint8 // of each: people who have it, touched ones first; more than maxPlaces: they meet nobody
	head  [][2]int32 // and the first of these
	met   []keyed
	fresh []uint64 // touched ones in sets that are new: number << 32 | new node
}

// keyed is somebody who has a soft key.
type keyed struct{ person, node, next int32 }

// Who is touched, and who is not: the person is a new node, or an old one.
const (
	wasTouched = iota
	wasCalm
)

func (t *softTable) add(k Key) {
	if _, fresh := t.table.add(value(k)); fresh {
		t.typ = append(t.typ, k.Type)
	}
}

func (t *softTable) begin() {
	t.many, t.head = make([][2]uint8, len(t.list)), make([][2]int32, len(t.list))
	t.met = slices.Grow(t.met[:0], 2*len(t.list))
	for i := range t.head {
		t.head[i] = [2]int32{-1, -1}
	}
}

// full says whether so many have a key that they meet nobody.
func (t *softTable) full(n int32) bool {
	return int(t.many[n][wasTouched])+int(t.many[n][wasCalm]) > maxPlaces
}

// meet notes that a person has a key at a new node: the first of theirs counts.
func (t *softTable) meet(n int32, which int, person, node int32) {
	for at := t.head[n][which]; at >= 0; at = t.met[at].next {
		if t.met[at].person == person {
			t.met[at].node = min(t.met[at].node, node)
			return
		}
	}
	t.met = append(t.met, keyed{person, node, t.head[n][which]})
	t.head[n][which] = int32(len(t.met) - 1)
	t.many[n][which]++
}

// meet notes that the record has a key that lies at an old node, which is a new one now.
func (a *again) meet(t *softTable, n, old, now int32) error {
	if t.full(n) {
		return nil
	}
	if !a.touched.has(a.first1[old]) {
		t.meet(n, wasCalm, a.person(old), now)
		return nil
	}
	return a.meetTouched(t, n, now)
}

// meetTouched is meet of somebody touched.
func (a *again) meetTouched(t *softTable, n, now int32) error {
	at, ok := a.nodeAt(now)
	if !ok {
		return errAnew
	}
	t.meet(n, wasTouched, a.news[a.f.root(at)], now)
	return nil
}

// meetSoft finds who else has the soft keys in sets that came or went, and of people
// who are others than before.
func (a *again) meetSoft() error {
	a.soft.begin()
	a.split.begin()
	if len(a.soft.list)+len(a.split.list) == 0 {
		return nil
	}
	for _, h := range a.soft.fresh {
		if n := int32(h >> 32); !a.soft.full(n) {
			if err := a.meetTouched(&a.soft, n, int32(uint32(h))); err != nil {
				return err
			}
		}
	}
	through := newSieve(&a.soft.table, &a.split.table)
	for i, from := range a.from {
		if from < 0 {
			continue
		}
		first, now := a.was.first[from], a.first[i]
		var bad error
		if err := a.sets[i].sift(softHalf, &a.notes[i], through, func(at int32, k *Key) {
			if k.Type == KeyHolds {
				return
			}
			to := &a.soft
			n := to.findKey(k)
			if n < 0 {
				to = &a.split
				n = to.findKey(k)
			}
			if n >= 0 && bad == nil {
				bad = a.meet(to, n, first+at, now+at)
			}
		}); err != nil || bad != nil {
			return cmp.Or(err, bad)
		}
	}
	return nil
}
