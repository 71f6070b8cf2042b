package evidence

import (
	"cmp"
	"slices"
)

// counted counts all, and keeps what is known now.
func (a *again) counted(note *noter) (c Count, err error) {
	defer a.close()
	d := newDoubt()
	nodes := a.first[len(a.first)-1]
	d.oneSet = nodes == 0 || a.spans.set(0) == a.spans.set(nodes-1)
	in := make([]float64, a.g.sets)
	if err := a.g.namesakes(func(int32) float64 { return 1 }, in); err != nil {
		return c, err
	}
	for i, set := range a.setOf {
		if a.from[set] < 0 {
			a.notes[set].sakes = in[i]
		}
	}
	for _, n := range a.notes {
		d.sakes += n.sakes
	}
	err = note.with(func(k *keeper) error {
		if k != nil {
			k.begin(a.was.drawing, a.notes)
			a.keepValues(k)
			if err := a.meets.lists(meetLow, func(head int32, list []int32) { k.meeting(head, list) }); err != nil {
				return err
			}
			k.endMeetings()
			k.person = a.g.person
		}
		var err error
		c, err = a.count(d, k)
		return err
	})
	return c, err
}

// keepValues writes what is noted of values: of those that nothing changed in, as before.
func (a *again) keepValues(k *keeper) {
	type changed struct {
		print   uint64
		tag     uint8
		records int
	}
	var all []changed
	for i, tag := range a.tags {
		if tag&tagChanged != 0 {
			all = append(all, changed{a.g.prints[i], a.g.notes.tag(a.g, word(i)), 0})
		}
	}
	for i, n := range a.named {
		if many := n.stay + n.fresh; many > 1 {
			all = append(all, changed{a.names.list[i], valueName, int(many)})
		}
	}
	slices.SortFunc(all, func(x, y changed) int { return cmp.Compare(x.print, y.print) })
	for i, print := range a.was.prints {
		for len(all) > 0 && all[0].print < print {
			k.value(all[0].print, all[0].tag, all[0].records)
			all = all[1:]
		}
		tag := a.was.tags[i]
		if tag&valueName != 0 && a.names.find(print) >= 0 || tag&valueName == 0 && a.hard.find(print) >= 0 {
			continue
		}
		if is, ok := a.turns[print]; ok {
			if tag &^= valueHub; is {
				tag |= valueHub
			}
		}
		k.value(print, tag, int(a.was.records[i]))
	}
	for _, c := range all {
		k.value(c.print, c.tag, c.records)
	}
	k.endValues()
}

// count counts the people of the graph, and those of before whom nothing concerns,
// in the order of their first nodes.
func (a *again) count(d *doubt, k *keeper) (Count, error) {
	heads, known := newHeads(len(a.sets)), newPictures(len(a.sets))
	if err := a.overlapped(heads.pairs); err != nil {
		return Count{}, err
	}
	old := personScanner{scanner: scanner{b: a.was.people}}
	more := true
	soft := 0.0
	var now []int32
	var sets []int32
	var bad error
	// left are those of before up to a node, but for those who are in the graph.
	next := int32(-1) // first new node of the one who was read; -1: it has to be
	left := func(to int32) {
		for more {
			if next < 0 {
				if more = old.next(); !more {
					return
				}
				if a.included.has(old.nodes[0]) {
					sets = sets[:0]
					for _, n := range old.nodes {
						if set := a.to[a.was.spans.set(n)]; set >= 0 && (len(sets) == 0 || sets[len(sets)-1] != set) {
							sets = append(sets, set)
						}
					}
					heads.pairs.among(sets, -1)
					continue
				}
				now, sets = now[:0], sets[:0]
				for _, n := range old.nodes {
					set := a.was.spans.set(n)
					to := a.to[set]
					if to < 0 {
						bad, more = errAnew, false
						return
					}
					now = append(now, n-a.was.first[set]+a.first[to])
					if len(sets) == 0 || sets[len(sets)-1] != to {
						sets = append(sets, to)
					}
				}
				next = now[0]
			}
			if next > to {
				return
			}
			if more = old.tell(); !more {
				return
			}
			t := &old.told
			t.sets = append(t.sets[:0], sets...)
			if len(t.sets) != len(t.here) {
				bad, more = errAnew, false
				return
			}
			heads.each(t.sets, 1)
			known.add(t, 1)
			d.learn(t, 1)
			for i, w := range old.were {
				if int(w) == i {
					soft++
				}
			}
			if len(old.were) > 0 {
				soft--
			}
			if k != nil {
				k.again(now, old.tells)
			}
			next = -1
		}
	}
	t := teller{g: a.g}
	var mine []int32
	newPeople(a.g, a.f, nil).each(func(nodes []int32, _ float64) {
		if a.isLoose(nodes[0]) {
			return
		}
		left(a.news[nodes[0]])
		t.look(nodes)
		for i, set := range t.sets {
			t.sets[i] = a.setOf[set]
		}
		heads.add(t.sets, 1)
		known.add(&t.told, 1)
		d.learn(&t.told, 1)
		if len(a.g.person) > 0 {
			if _, several := a.g.person[nodes[0]]; several {
				for _, n := range nodes {
					if a.g.person[n] == n {
						soft++
					}
				}
				soft--
			}
		}
		if k != nil {
			mine = mine[:0]
			for _, n := range nodes {
				mine = append(mine, a.news[n])
			}
			k.graphPerson(a.g, nodes, mine, &t.told)
		}
	})
	left(1<<31 - 1)
	if bad != nil || old.bad {
		return Count{}, errAnew
	}
	a.g.spent()
	a.was, a.met, a.heard, a.first1, a.before, a.holds, a.people, a.olds, a.news = nil, nil, nil, nil, nil, nil, nil, nil, nil
	a.hard, a.names, a.soft, a.split = table{}, table{}, softTable{}, softTable{}
	c := summed(heads, known, d, soft, 0)
	if k != nil {
		k.endPeople(c.Overlaps)
	}
	return c, nil
}

// overlapped reads how many people each two sets shared.
func (a *again) overlapped(p *pairs) error {
	s := scanner{b: a.was.pairs}
	n := s.small()
	var x, y int
	for range n {
		if d := s.small(); d > 0 {
			x, y = x+d, 0
		}
		y += s.small()
		many := s.small()
		if s.bad || x >= len(a.to) || y >= len(a.to) {
			return errAnew
		}
		if a.to[x] >= 0 && a.to[y] >= 0 {
			p.add(a.to[x], a.to[y], float64(many))
		}
	}
	if s.bad || len(s.b) > 0 {
		return errAnew
	}
	return nil
}
