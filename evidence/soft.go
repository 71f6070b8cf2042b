package evidence

import "slices"

// meeting is a person with a soft key, and the first set that says it of them.
type meeting struct{ person, set int32 }

// A meeting on a tape is a head - the type and, when it is known, which of the
// others are apart from the first, above how many numbers follow - the halves of the
// print, and the people.
const (
	meetLow   = 4
	meetHalfs = 2
	apartBits = maxPlaces
)

// joinSoft joins in f what soft keys join: two people who have one in common with
// nobody else.
func (g *graph) joinSoft(f forest) error {
	meetings := tape{scratch: g.scratch}
	defer meetings.close()
	var met []meeting
	if err := g.soft.sorted(func(heap []entry) {
		for from := 0; from < len(heap); {
			first, to := heap[from], from+1
			for to < len(heap) && heap[to].print == first.print {
				to++
			}
			if to-from > 1 {
				met = g.meet(met[:0], f, heap[from:to])
				if meets(met) {
					slices.SortFunc(met, func(a, b meeting) int { return int(a.person) - int(b.person) })
					meetings.add(int32(first.typ())<<(meetLow+apartBits) | int32(len(met)+meetHalfs))
					meetings.add(int32(first.print >> 32))
					meetings.add(int32(first.print))
					for _, m := range met {
						meetings.add(m.person)
					}
				}
			}
			from = to
		}
	}); err != nil {
		return err
	}
	return g.joinMeetings(f, &meetings)
}

// meets says whether people who have a soft key in common may be one: they are
// two, or some of whom no two are in one place.
func meets(met []meeting) bool {
	return len(met) == 2 || len(met) > 2 && len(met) <= maxPlaces && elsewhere(met)
}

// maxPlaces is in how many places one person may be without anything strong in common.
const maxPlaces = 6

// meet are the different people among those who have a soft key; more than
// maxPlaces are too many, and need not all be known.
func (g *graph) meet(met []meeting, f forest, keys []entry) []meeting {
next:
	for _, k := range keys {
		r := f.root(k.node())
		for _, m := range met {
			if m.person == r {
				continue next
			}
		}
		if met = append(met, meeting{r, g.set(k.node())}); len(met) > maxPlaces {
			break
		}
	}
	return met
}

// elsewhere says whether no two of all are in one place.
func elsewhere(all []meeting) bool {
	for i, a := range all {
		for _, b := range all[:i] {
			if a.set == b.set {
				return false
			}
		}
	}
	return true
}

// against are the identifiers that tell two people apart who have a soft key
// of the type in common, as bits.
func against(t KeyType) uint8 {
	switch t {
	case KeyNameMail:
		return 1<<KeyPhone | 1<<KeyNationID | 1<<KeyNameBirth
	case KeyPhoneName:
		return 1<<KeyEmail | 1<<KeyNationID
	}
	return 1<<KeyEmail | 1<<KeyPhone | 1<<KeyNationID | 1<<KeyNameBirth
}

// joinMeetings joins people who have a soft key in common, each with the first of
// them, but for those whom another identifier tells apart.
func (g *graph) joinMeetings(f forest, meetings *tape) error {
	p := newPeople(g, f, nil)
	said := sayings{people: p, of: map[int32]saying{}}
	joined := map[int32]bool{}
	err := meetings.lists(meetLow, func(head int32, list []int32) {
		met := list[meetHalfs:]
		for i, m := range met[1:] {
			if g.notes == nil && f.root(met[0]) == f.root(m) {
				continue
			}
			if said.apart(met[0], m, against(KeyType(head>>(meetLow+apartBits)))) {
				head |= 1 << (meetLow + i)
				continue
			}
			f.join(met[0], m)
			if g.notes != nil {
				joined[met[0]], joined[m] = true, true
			}
		}
		if g.notes != nil {
			g.notes.meet(head, list)
		}
	})
	if len(joined) > 0 {
		g.person = map[int32]int32{}
		for root := range joined {
			g.person[root] = root
			for n := p.next[root]; n != 0; n = p.next[n] {
				g.person[n] = root
			}
		}
	}
	return err
}

// saying is what is said of somebody by which people are told apart: the types,
// and what others say too, in order.
type saying struct {
	types uint8
	words []word
}

type sayings struct {
	*people
	of   map[int32]saying // of those of whom much is said
	a, b []word
}

const muchSaid = 64 // records

func (s *sayings) about(root int32, buf []word) saying {
	if had, ok := s.of[root]; ok {
		return had
	}
	said := saying{words: buf[:0]}
	records := 0
	for n := root; ; {
		records++
		said.types |= s.g.mask[n]
		for _, w := range s.g.of(n) {
			if w&lone != 0 {
				break
			}
			if t := w.typ(); 1<<t&(1<<KeyEmail|1<<KeyPhone|1<<KeyNationID|1<<KeyNameBirth) != 0 {
				said.words = append(said.words, w)
			}
		}
		if n = s.next[n]; n == 0 {
			break
		}
	}
	if records > 1 {
		slices.Sort(said.words)
		said.words = slices.Compact(said.words)
	}
	if records > muchSaid {
		said.words = slices.Clone(said.words)
		s.of[root] = said
	}
	return said
}

// apart says whether two people have, of one of the types, values of which
// none is the same.
func (s *sayings) apart(a, b int32, types uint8) bool {
	x, y := s.about(a, s.a), s.about(b, s.b)
	if cap(x.words) > cap(s.a) && s.of[a].words == nil {
		s.a = x.words
	}
	if cap(y.words) > cap(s.b) && s.of[b].words == nil {
		s.b = y.words
	}
	both := x.types & y.types & types
	if both == 0 {
		return false
	}
	agree := uint8(0)
	for i, j := 0, 0; i < len(x.words) && j < len(y.words); {
		switch v, w := x.words[i], y.words[j]; {
		case v < w:
			i++
		case v > w:
			j++
		default:
			agree |= 1 << v.typ()
			i++
			j++
		}
	}
	return both&^agree != 0
}
