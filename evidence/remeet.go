package evidence

import "slices"

// remeet finds out whom soft keys join now. f of the graph is as identifiers join.
func (a *again) remeet() error {
	apart, err := a.others()
	if err != nil {
		return err
	}
	a.split = softTable{}
	if apart != nil {
		// Whoever is one with others now, or with others no more, meets as somebody else.
		for i, from := range a.from {
			if from < 0 || !apart.some(a.was.first[from], a.was.first[from+1]) {
				continue
			}
			first := a.was.first[from]
			if _, err := a.sets[i].walk(func(int32, Key) {}, func(int32) {}, func(at int32, k Key) {
				if k.Type != KeyHolds && apart.has(first+at) && a.soft.find(value(k)) < 0 {
					a.split.add(k)
				}
			}); err != nil {
				return err
			}
		}
		if err := a.meetSoft(&a.split); err != nil {
			return err
		}
	}
	fresh, err := a.meetAnew(&a.soft, nil)
	if err == nil {
		fresh, err = a.meetAnew(&a.split, fresh)
	}
	if err != nil {
		return err
	}
	slices.SortFunc(fresh, func(x, y *newMeeting) int {
		if x.print < y.print {
			return -1
		}
		return 1
	})
	return a.joinMeetings(fresh)
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
func (a *again) nodeAt(node int32) (int32, bool) {
	n, ok := slices.BinarySearch(a.news, node)
	return int32(n), ok && !a.isLoose(int32(n))
}

// personAt is the first new node of the person who has one that is looked at.
func (a *again) personAt(node int32) (int32, bool) {
	n, ok := a.nodeAt(node)
	if !ok {
		return 0, false
	}
	return a.news[a.f.root(n)], true
}

// meetAnew finds who meets by the soft keys of a table.
func (a *again) meetAnew(t *softTable, all []*newMeeting) ([]*newMeeting, error) {
	hits := append(slices.Clone(t.hits), t.fresh...)
	slices.Sort(hits)
	type who struct{ node, person int32 }
	var of []who
	var met []meeting
	more := false
	for n := range t.list {
		from := 0
		for from < len(hits) && hits[from]>>32 == uint64(n) {
			from++
		}
		mine := hits[:from]
		hits = hits[from:]
		if t.many[n] > maxPlaces || len(mine) == 0 && t.many[n] < 2 {
			continue
		}
		of, met = of[:0], met[:0]
		for _, h := range mine {
			node := int32(uint32(h))
			person, ok := a.personAt(node)
			if !ok {
				return nil, errAnew
			}
			of = append(of, who{node, person})
		}
		for at := t.head[n]; at >= 0; at = t.other[at].next {
			person := a.newOf(t.other[at].person)
			if person < 0 {
				return nil, errAnew
			}
			of = append(of, who{t.other[at].node, person})
		}
		slices.SortFunc(of, func(x, y who) int { return int(x.node) - int(y.node) })
	next:
		for _, w := range of {
			for _, m := range met {
				if m.person == w.person {
					continue next
				}
			}
			if met = append(met, meeting{w.person, a.spans.set(w.node)}); len(met) > maxPlaces {
				break
			}
		}
		if !meets(met) {
			continue
		}
		m := &newMeeting{print: t.list[n], typ: t.typ[n]}
		for _, p := range met {
			m.people = append(m.people, p.person)
			if _, ok := a.nodeAt(p.person); !ok {
				for at := t.head[n]; at >= 0; at = t.other[at].next {
					a.pull = append(a.pull, a.first1[t.other[at].person])
				}
				more = true
			}
		}
		slices.Sort(m.people)
		all = append(all, m)
	}
	if more {
		return nil, errMore
	}
	return all, nil
}

// joinMeetings joins in f whom meetings join, those found now and those of before
// whom these have left as they were, and puts all of them down.
func (a *again) joinMeetings(fresh []*newMeeting) error {
	g := a.g
	p := newPeople(g, a.f, nil)
	said := sayings{people: p, of: map[int32]saying{}}
	joined := map[int32]bool{}
	var list []int32
	add := func(print uint64, head int32, people []int32) {
		list = append(list[:0], int32(print>>32), int32(print))
		list = append(list, people...)
		a.meets.add(head&^(1<<meetLow-1) | int32(len(list)))
		for _, x := range list {
			a.meets.add(x)
		}
	}
	join := func(x, y int32) {
		a.f.join(x, y)
		joined[x], joined[y] = true, true
	}
	held := func(print uint64, typ KeyType, people []int32) error {
		head := int32(typ) << (meetLow + apartBits)
		first, ok := a.nodeAt(people[0])
		for i, person := range people[1:] {
			n, had := a.nodeAt(person)
			if !ok || !had {
				return errAnew
			}
			if said.apart(first, n, against(typ)) {
				head |= 1 << (meetLow + i)
			} else {
				join(first, n)
			}
		}
		add(print, head, people)
		return nil
	}
	a.meets = tape{scratch: a.scratch}
	m := meetingScanner{scanner: scanner{b: a.was.met}}
	var people []int32
	for m.next() {
		for len(fresh) > 0 && fresh[0].print < m.print {
			if err := held(fresh[0].print, fresh[0].typ, fresh[0].people); err != nil {
				return err
			}
			fresh = fresh[1:]
		}
		if a.soft.find(m.print) >= 0 || a.split.find(m.print) >= 0 {
			continue
		}
		some := false
		people = people[:0]
		for _, old := range m.people {
			some = some || a.touched.has(a.first1[old])
		}
		for _, old := range m.people {
			person := int32(-1)
			if n, ok := a.people[old]; ok && some {
				person = a.news[n]
			} else if !some {
				person = a.newOf(old)
			}
			if person < 0 {
				return errAnew
			}
			people = append(people, person)
		}
		if some {
			slices.Sort(people)
			if err := held(m.print, KeyType(m.head>>(meetLow+apartBits)), people); err != nil {
				return err
			}
			continue
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
		if err := held(f.print, f.typ, f.people); err != nil {
			return err
		}
	}
	if len(joined) > 0 {
		g.person = map[int32]int32{}
		for root := range joined {
			g.person[root] = root
			for n := p.next[root]; n != 0; n = p.next[n] {
				g.person[n] = root
			}
		}
	}
	return nil
}
