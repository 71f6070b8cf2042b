package evidence

import (
	"errors"
	"math"
	"slices"
)

// Beyond maxExact people are not all compared: as many as maxDrawn keys hold are
// drawn, and stand for the others. Drawn are values, by their prints, so that the
// same ones are drawn in every run; with a value come all records that have it, and what these have
// in common with others, until nobody is left out whom joining could make one
// with somebody drawn. So each person who is drawn is known in full, and how
// likely they were to be drawn is known too: 1 - (1-share) to the power of how
// many values they have. Each stands for one over that (Horvitz and Thompson),
// and how far such a sum may be off follows from the same numbers. Memory depends
// on how many are drawn, not on how many there are.
const (
	maxExact   = 12_000_000 // keys, at four bytes each; a record takes as much as
	recordKeys = 3          // more
	maxDrawn   = 1_000_000
	maxTries   = 16          // until a sample stands,
	maxFull    = 4           // and of those that become too large: comparing all costs as much as twenty
	softPart   = 4           // of what may be drawn, one in so many when weak keys are looked at
	widely     = 64          // different records: a value in more is nobody's own, and draws in no further ones
	sameRecord = 24          // times a record that says the same is drawn: more tells nothing new
	namesakes  = 8           // who are drawn in beside somebody of whom nothing but the name is known
	lookedAt   = 16 * widely // records of a value: the same may be there many times
	spreads    = 12          // rounds after which those who are drawn in must have become few,
	spreading  = 100         // one in so many of those that were drawn
	families   = 1.3         // people who share a telephone are drawn together: by so much that varies more
	fewest     = 50          // one in so many of those that may be drawn must be
)

// sample is the records that were drawn.
type sample struct {
	printer
	crowd   *crowd
	most    int       // keys that may be drawn
	share   []float64 // set -> share of its records that is drawn
	upto    []uint64  // set -> the same, as the largest print that is drawn
	in      []bitset  // set -> records that were drawn
	taken   bitset    // places of those that were drawn,
	at      []uint32  // and as a list
	keys    int       // that were drawn,
	begun   int       // and of these, of those whose turn it was
	spreads bool      // each brought along others, again and again
	times   float64   // as many as may be drawn are drawn in by soft keys

	shut   *counts          // prints of values that join nobody
	want   counts           // print of a value -> different records that have it
	fresh  []uint64         // of these, those whose records were not looked for yet
	names  map[uint64]uint8 // of people of whom nothing else is known
	copies counts           // print of a record -> how often it was drawn
	drawn  []Key            // of all that were drawn
	start  []int32          // node -> first of its keys; one more at the end
}

// draw draws at most most keys, and makes the graph of them. With weak, whoever
// may be joined with somebody drawn by soft keys is drawn in as well.
func (c *crowd) draw(most int, weak bool) (*sample, *graph, error) {
	if weak {
		most /= softPart
	}
	// Whoever is drawn by one of several values brings along the others.
	// Through a value that joins nobody, none are to be brought along, but that it
	// is one shows only when they are.
	part := float64(most) / float64(max(c.keys, 1)) / 2
	shut, spread, settled := &c.shut, false, false
	for try, over := 0, 0; try < maxTries && over < maxFull; try++ {
		s := &sample{crowd: c, most: most, names: map[uint64]uint8{}, shut: shut}
		each := evenly(c.size, part*float64(c.records))
		for i := range c.sets {
			share := min(1, each/float64(max(c.size[i], 1)))
			s.share = append(s.share, share)
			s.upto = append(s.upto, uint64(min(share*math.MaxUint64, math.MaxUint64-2048)))
			if share == 1 {
				s.upto[i] = math.MaxUint64
			}
			s.in = append(s.in, newBitset(c.last[i], c.size[i]))
		}
		known := shut.used
		if err := s.begin(); err != nil {
			return nil, nil, err
		}
		if s.crowded() {
			part *= .6 * float64(most) / float64(s.keys) // whom they bring along must have room, too
			continue
		}
		full, err := s.close()
		if err == nil && full && settled {
			if full, err = s.weak(); err == nil && full {
				full, err = s.close()
			}
		}
		if err != nil {
			return nil, nil, err
		}
		if !full && !settled && (shut.used-known)*softPart > known {
			continue // else more is found out by all that these say
		}
		if !full {
			over++
		}
		if !full && settled {
			part /= max(2*softPart, s.times)
			continue
		}
		g, err := s.graph(c.scratch)
		if err != nil {
			return nil, nil, err
		}
		fits := full && s.keys*fewest >= min(most, c.keys)
		for value := range g.values {
			if g.isHub(word(value)) {
				if p := g.prints[value]; shut.get(p) == 0 {
					shut.add(p)
				}
			}
		}
		// What is found out to join nobody after that is nobody's here, too: only the
		// others whom it would have been drawn in with are missing.
		if fits && weak == settled && (weak || shut.used == known) {
			return s, g, s.soft(g, weak)
		}
		g.close()
		switch {
		case fits && shut.used == known:
			settled = true // soft keys take long: they are read once it is known what joins nobody
		case shut.used > known:
			if full && s.keys*3 < most { // else those that are drawn again suffice
				part *= min(4, .85*float64(most)/float64(max(s.keys, 1)))
			}
		case full, s.spreads && spread:
			return nil, nil, errOneHeap
		default:
			spread = s.spreads
			part /= 2
		}
	}
	return nil, nil, errOneHeap
}

// errOneHeap: whoever is drawn brings along nearly everybody.
var errOneHeap = errors.New("everybody has something in common with everybody")

// evenly is how many records are drawn of each set so that it comes to all
// together: of small ones all.
func evenly(size []int, all float64) float64 {
	sorted := slices.Clone(size)
	slices.Sort(sorted)
	for i, n := range sorted {
		if each := all / float64(len(sorted)-i); float64(n) >= each {
			return each
		}
		all -= float64(n)
	}
	return math.Inf(1)
}

// crowded says whether so many were begun with that those whom they bring along have no room.
func (s *sample) crowded() bool { return s.begun > s.most*2/3 }

// begin draws those whose turn it is. What others may have in common with them is
// noted only when they stay: most tries end here.
func (s *sample) begin() error {
	s.taken = newBitset(s.crowd.pack.next, int(s.crowd.pack.next))
	var says []bool // of those in s.at: nobody before them said the same
	err := s.crowd.eachLow(s.upto, func(set int, at uint32, r []Key) {
		if s.keys > s.most {
			return
		}
		if own, _ := s.print(set, r); s.turn(r, own, s.upto[set]) {
			if drawn, first := s.put(set, at, r, own); drawn {
				says = append(says, first)
			}
		}
	})
	if s.begun = s.keys; err != nil || s.crowded() {
		return err
	}
	return s.crowd.eachLow(s.upto, func(set int, at uint32, r []Key) {
		n := len(s.at) - len(says)
		if len(says) == 0 || s.at[n] != at {
			return
		}
		if says[0] {
			_, bare := s.print(set, r)
			s.note(r, bare)
		}
		says = says[1:]
	})
}

// close draws in whoever has something in common with those drawn, until nobody
// is left. It reports false when they are too many.
func (s *sample) close() (bool, error) {
	var m meeters
	for round := 0; len(s.fresh) > 0; round++ {
		if many := s.keys / spreading; len(s.fresh) > many && round >= spreads || round >= 8*spreads {
			s.spreads = len(s.fresh) > many // else the rest of a chain tells nothing new
			return !s.spreads, nil
		}
		look := s.fresh
		s.fresh = nil
		slices.Sort(look)
		// Most values that join nobody are found out by the first records that have them.
		many, err := s.drawIn(&m, look, 0, widely)
		if err == nil && s.keys <= s.most {
			_, err = s.drawIn(&m, many, widely, lookedAt)
		}
		if err != nil || s.keys > s.most {
			return false, err
		}
	}
	return true, nil
}

// drawIn draws in the records of values, of each those from one to another, and
// returns the values that have more.
func (s *sample) drawIn(m *meeters, look []uint64, from, to int) (many []uint64, err error) {
	for len(look) > 0 && s.keys <= s.most {
		n, err := m.find(s.crowd, look, from, to)
		if err != nil {
			return nil, err
		}
		look = look[n:]
		many = append(many, m.shut(s.shut, to-from)...)
		for i, at := range m.at {
			if r := &m.all[i]; !s.taken.has(at) && s.keys <= s.most {
				keys := m.keys[r.from:r.to]
				s.hashes = append(s.hashes[:0], m.hashes[r.from:r.to]...)
				if s.wanted(keys, r.bare) {
					s.take(int(r.set), at, keys, r.own, r.bare)
				}
			}
		}
	}
	return many, nil
}

// wanted says whether a record, which s.print was called with last, has something
// in common with one that was drawn.
func (s *sample) wanted(r []Key, bare bool) bool {
	for j, k := range r {
		h := s.hashes[j]
		switch {
		case strong(k.Type), k.Type == KeyName && bare:
			if n := s.want.get(h); n > 0 && n <= widely && s.shut.get(h) == 0 {
				return true
			}
		case k.Type == KeyName:
			if n, ok := s.names[h]; ok && n < namesakes {
				s.names[h]++
				return true
			}
		}
	}
	return false
}

// take draws a record of a set, which s.print was called with last.
func (s *sample) take(set int, at uint32, r []Key, own uint64, bare bool) {
	if _, first := s.put(set, at, r, own); first {
		s.note(r, bare)
	}
}

// put draws a record, unless many were drawn that say the same; first: none was.
func (s *sample) put(set int, at uint32, r []Key, own uint64) (drawn, first bool) {
	n := s.copies.get(own)
	if n >= sameRecord {
		return false, false
	}
	s.copies.add(own)
	s.taken.set(at)
	s.at = append(s.at, at)
	s.in[set].set(r[0].Record)
	s.keys += len(r)
	return true, n == 0
}

// note notes what others may have in common with a record that was drawn, which
// s.print was called with last.
func (s *sample) note(r []Key, bare bool) {
	for j, k := range r {
		if !strong(k.Type) && !(k.Type == KeyName && bare) {
			continue
		}
		h := s.hashes[j]
		if s.want.get(h) == 0 && s.shut.get(h) == 0 {
			s.fresh = append(s.fresh, h)
		}
		s.want.add(h)
		if k.Type == KeyName {
			if _, ok := s.names[h]; !ok {
				s.names[h] = 0
			}
		}
	}
}

// turn says whether one of those that turns calls each with is at most upto.
func (s *sample) turn(r []Key, own, upto uint64) bool {
	for j, k := range r {
		if h := s.hashes[j]; h <= upto && strong(k.Type) && s.shut.get(h) == 0 {
			return true
		}
	}
	if own > upto {
		return false
	}
	for j, k := range r {
		if strong(k.Type) && s.shut.get(s.hashes[j]) == 0 {
			return false
		}
	}
	return true
}

// graph makes the graph of those drawn, and finds its hubs.
func (s *sample) graph(scratch Scratch) (*graph, error) {
	s.want, s.copies, s.names, s.fresh, s.taken = counts{}, counts{}, nil, nil, bitset{}
	s.drawn = make([]Key, 0, s.keys)
	sets := make([]Set, len(s.in))
	slices.Sort(s.at)
	from, of := 0, 0
	end := func(set int) {
		for ; of < set; of++ {
			sets[of].Keys = s.drawn[from:len(s.drawn):len(s.drawn)]
			from = len(s.drawn)
		}
	}
	if err := s.crowd.read(s.at, func(set int, _ uint32, r []Key) {
		end(set)
		s.start = append(s.start, int32(len(s.drawn)))
		s.drawn = append(s.drawn, r...)
	}); err != nil {
		return nil, err
	}
	end(len(sets))
	s.at = nil
	s.start = append(s.start, int32(len(s.drawn)))
	g, err := newGraph(sets, math.MaxInt, false, scratch)
	if err != nil {
		return nil, err
	}
	g.drawn, g.shut = true, s.shut
	if err = g.group(); err == nil {
		err = g.findHubs()
	}
	if err != nil {
		g.close()
	}
	return g, err
}

// soft reads the soft keys of those drawn.
func (s *sample) soft(g *graph, weak bool) error {
	for i, set := range s.crowd.sets {
		if set.Soft == nil || !weak && !s.crowd.says[i] {
			continue
		}
		if err := set.Soft(func(k Key) {
			if s.in[i].has(k.Record) {
				g.takeSoft(i, []Key{k}, weak)
			}
		}); err != nil {
			g.close()
			return err
		}
	}
	return nil
}
