package evidence

import (
	"cmp"
	"slices"
)

// remeet finds out whom soft keys join now. f of the graph is as identifiers join.
func (a *again) remeet() error {
	apart, err := a.others()
	if err != nil {
		return err
	}
	if !a.read {
		a.split, a.heard = softTable{}, nil
		if err := a.collect(apart); err != nil {
			return err
		}
		if err := a.meetSoft(); err != nil {
			return err
		}
		if a.fresh, err = a.meetAnew(&a.soft, nil); err == nil {
			a.fresh, err = a.meetAnew(&a.split, a.fresh)
		}
		if err != nil {
			return err
		}
		a.read = true
	}
	return a.joinMeetings(slices.Clone(a.fresh))
}

// collect collects the soft keys of nodes of people who are one with others now, or
// with others no more: they meet as somebody else.
func (a *again) collect(apart nodeset) error {
	for i, from := range a.from {
		if apart == nil || from < 0 || !apart.some(a.was.first[from], a.was.first[from+1]) {
			continue
		}
		first := a.was.first[from]
		if err := a.sets[i].walkSoft(&a.notes[i], func(at int32) bool { return apart.has(first + at) }, func(at int32, run []Key) {
			for i := range run {
				if k := &run[i]; k.Type != KeyHolds && a.soft.findKey(k) < 0 {
					a.split.add(*k)
				}
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

// others are the old nodes of people of the graph who are not the same as before,
// but for records that came or went; nil: there are none. It notes who is who.
func (a *again) others() (nodeset, error) {
	a.people = map[int32]int32{}
	back := map[int32]int32{}
	bad, worse := map[int32]bool{}, map[int32]bool{} // old people, people of the graph
	for n, old := range a.olds {
		if old < 0 || !a.want.has(old) {
			continue
		}
		was, is := a.person(old), a.f.root(int32(n))
		if p, had := a.people[was]; !had {
			a.people[was] = is
		} else if p != is {
			bad[was] = true
		}
		if p, had := back[is]; !had {
			back[is] = was
		} else if p != was {
			worse[is] = true
		}
	}
	if len(bad)+len(worse) == 0 {
		return nil, nil
	}
	out := newNodeset(int32(len(a.first1)))
	for n, old := range a.olds {
		if old >= 0 && a.want.has(old) && (bad[a.person(old)] || worse[a.f.root(int32(n))]) {
			if !a.touched.has(a.first1[old]) {
				return nil, errAnew
			}
			out.set(old)
		}
	}
	return out, nil
}

// newMeeting is people who have a soft key in common.
type newMeeting struct {
	print  uint64
	typ    KeyType
	people []int32 // new nodes
}

// nodeAt is the node of the graph that is a new one, if its person is there in full.
// It is mostly asked for those that come soon after the one before.
func (a *again) nodeAt(node int32) (int32, bool) {
	from, to := 0, len(a.news)
	if a.near < to && a.news[a.near] <= node {
		from = a.near
		for step := 1; from+step < to; step *= 2 {
			if a.news[from+step] > node {
				to = from + step
				break
			}
			from += step
		}
	}
	n, ok := slices.BinarySearch(a.news[from:to], node)
	a.near = from + n
	return int32(a.near), ok && !a.isLoose(int32(a.near))
}

// meetAnew finds who meets by the soft keys of a table.
func (a *again) meetAnew(t *softTable, all []*newMeeting) ([]*newMeeting, error) {
	var of []keyed
	var met []meeting
	for n := range t.list {
		if t.full(int32(n)) || int(t.many[n][wasTouched])+int(t.many[n][wasCalm]) < 2 {
			continue
		}
		of, met = of[:0], met[:0]
		for which, head := range t.head[n] {
			for at := head; at >= 0; at = t.met[at].next {
				k := t.met[at]
				if which == wasCalm {
					k.person = a.newOf(k.person)
				}
				if k.person < 0 {
					return nil, errAnew
				}
				of = append(of, k)
			}
		}
		slices.SortFunc(of, func(x, y keyed) int { return cmp.Compare(x.node, y.node) })
		for _, k := range of {
			met = append(met, meeting{k.person, a.spans.set(k.node)})
		}
		if !meets(met) {
			continue
		}
		m := &newMeeting{print: t.list[n], typ: t.typ[n]}
		for _, p := range met {
			m.people = append(m.people, p.person)
		}
		slices.Sort(m.people)
		all = append(all, m)
	}
	return all, nil
}

// stays says whether a meeting of before, of people who are not touched, is as it was.
func (a *again) stays(m *meetingScanner) bool {
	if a.soft.find(m.print) >= 0 || a.split.find(m.print) >= 0 {
		return false
	}
	return !a.touches(m)
}

// touches says whether somebody whom a meeting of before is of is touched.
func (a *again) touches(m *meetingScanner) bool {
	for _, old := range m.people {
		if a.touched.has(a.first1[old]) {
			return true
		}
	}
	return false
}

// joinMeetings joins in f whom meetings join, those found now and those of before
// whom these have left as they were, and puts all of them down.
func (a *again) joinMeetings(fresh []*newMeeting) error {
	n := int32(len(a.first1))
	m := meetingScanner{scanner: scanner{b: a.was.met}}
	pulled := len(a.pull)
	var more []*newMeeting
	for m.next() {
		for _, old := range m.people {
			if old < 0 || old >= n {
				return errAnew
			}
		}
		if a.stays(&m) {
			continue
		}
		a.bringApart(&m)
		if a.soft.find(m.print) >= 0 || a.split.find(m.print) >= 0 {
			continue
		}
		// The same people meet, of whom something else may be known.
		is := &newMeeting{print: m.print, typ: KeyType(m.head >> (meetLow + apartBits))}
		for _, old := range m.people {
			person := a.newOf(old)
			if at, ok := a.people[old]; ok {
				person = a.news[at]
			}
			if person < 0 {
				return errAnew
			}
			is.people = append(is.people, person)
		}
		slices.Sort(is.people)
		more = append(more, is)
	}
	fresh = append(fresh, more...)
	slices.SortFunc(fresh, func(x, y *newMeeting) int { return cmp.Compare(x.print, y.print) })
	said, err := a.listen(fresh)
	if err != nil {
		return err
	}
	p := newPeople(a.g, a.f, nil)
	joined := map[int32]bool{}
	join := func(x, y int32) {
		a.f.join(x, y)
		joined[x], joined[y] = true, true
	}
	var list []int32
	add := func(print uint64, head int32, people []int32) {
		list = append(list[:0], int32(print>>32), int32(print))
		list = append(list, people...)
		a.meets.add(head&^(1<<meetLow-1) | int32(len(list)))
		for _, x := range list {
			a.meets.add(x)
		}
	}
	held := func(f *newMeeting) {
		head := int32(f.typ) << (meetLow + apartBits)
		first, ok := a.nodeAt(f.people[0])
		for i, person := range f.people[1:] {
			if said.apart(f.people[0], person, against(f.typ)) {
				head |= 1 << (meetLow + i)
			} else if n, had := a.nodeAt(person); ok && had {
				join(first, n)
			} else {
				a.bringNew(f.people[0])
				a.bringNew(person)
			}
		}
		add(f.print, head, f.people)
	}
	a.meets = tape{scratch: a.scratch}
	m = meetingScanner{scanner: scanner{b: a.was.met}}
	var people []int32
	for m.next() {
		for len(fresh) > 0 && fresh[0].print < m.print {
			held(fresh[0])
			fresh = fresh[1:]
		}
		if !a.stays(&m) {
			continue
		}
		people = people[:0]
		for _, old := range m.people {
			person := a.newOf(old)
			if person < 0 {
				return errAnew
			}
			people = append(people, person)
		}
		if first, ok := a.nodeAt(people[0]); ok {
			for i, person := range people[1:] {
				if n, had := a.nodeAt(person); had && m.head>>(meetLow+i)&1 == 0 {
					join(first, n)
				}
			}
		}
		add(m.print, m.head, people)
	}
	for _, f := range fresh {
		held(f)
	}
	if len(a.pull) > pulled {
		return errMore
	}
	if len(joined) > 0 {
		a.g.person = map[int32]int32{}
		for root := range joined {
			a.g.person[root] = root
			for n := p.next[root]; n != 0; n = p.next[n] {
				a.g.person[n] = root
			}
		}
	}
	return nil
}

// bringApart is bring of those whom a meeting joined: they may be one no more.
func (a *again) bringApart(m *meetingScanner) {
	for i, old := range m.people[1:] {
		if m.head>>(meetLow+i)&1 == 0 {
			a.bring(m.people[0])
			a.bring(old)
		}
	}
}

// bring has somebody looked at in the next round who is not in this one.
func (a *again) bring(old int32) {
	if first := a.first1[old]; !a.included.has(first) {
		a.included.set(first)
		a.pull = append(a.pull, first)
	}
}

// bringNew is bring of a new node; those of sets that are new are looked at anyhow.
func (a *again) bringNew(node int32) {
	set := a.spans.set(node)
	if from := a.from[set]; from >= 0 {
		a.bring(node - a.first[set] + a.was.first[from])
	}
}
