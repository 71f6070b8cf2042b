package evidence

import (
	"cmp"
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
	maxPasses  = 16 // over all keys until a sample stands: comparing all costs as much as ten
	softPart   = 4  // of what may be drawn, one in so many when weak keys are looked at
	widely     = 64 // different records: a value in more is nobody's own, and draws in no further ones
	sameRecord = 24 // times a record that says the same is drawn: more tells nothing new
	namesakes  = 8  // who are drawn in beside somebody of whom nothing but the name is known
	rounds     = 12
	families   = 1.3 // people who share a telephone are drawn together: by so much that varies more
	fewest     = 50  // one in so many of those that may be drawn must be
)

// sample is the records that were drawn.
type sample struct {
	sets   []Set
	most   int       // keys that may be drawn
	share  []float64 // set -> share of its records that is drawn
	upto   []uint64  // set -> the same, as the largest print that is drawn
	in     []bitset  // set -> records that were drawn
	pull   []bitset  // set -> records that weak keys draw in; nil: none
	keys   int       // that were drawn
	passes int       // over all keys

	shut   *counts          // prints of values that join nobody
	want   counts           // print of a value -> different records that have it
	names  map[uint64]uint8 // of people of whom nothing else is known
	copies counts           // print of a record -> how often it was drawn
	hashes []uint64         // of the keys of the record at hand
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
	shut, passes := &c.shut, 0
	for passes < maxPasses {
		s := &sample{sets: c.sets, most: most, names: map[uint64]uint8{}, shut: shut}
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
		full, err := s.close()
		if err == nil && full && weak {
			if err = s.weak(c.last, c.size); err == nil {
				full, err = s.close()
			}
		}
		if err != nil {
			return nil, nil, err
		}
		passes += s.passes
		g, err := s.graph(c.scratch)
		if err != nil {
			return nil, nil, err
		}
		known := shut.used
		fits := full && s.keys*fewest >= min(most, c.keys)
		for value := range g.values {
			if g.isHub(word(value)) {
				if p := g.prints[value]; shut.get(p) == 0 {
					shut.add(p)
				}
			}
		}
		if fits && shut.used == known {
			return s, g, s.soft(g, weak)
		}
		g.close()
		switch {
		case shut.used > known:
			if full && s.keys*3 < most { // else those that are drawn again suffice
				part *= min(4, .85*float64(most)/float64(max(s.keys, 1)))
			}
		case full:
			return nil, nil, errOneHeap
		default:
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

// close draws in whoever has something in common with those drawn, until nobody
// is left. It reports false when they are too many.
func (s *sample) close() (bool, error) {
	for range rounds {
		before := s.keys
		s.passes++
		for i, set := range s.sets {
			if err := set.records(func(r []Key) {
				if s.keys <= s.most && !s.in[i].has(r[0].Record) {
					s.take(i, r)
				}
			}); err != nil {
				return false, err
			}
		}
		if s.keys > s.most {
			return false, nil
		}
		if s.keys == before {
			break
		}
	}
	return true, nil
}

// take draws a record of set i when it is its turn, or when it has something in
// common with one that was drawn.
func (s *sample) take(i int, r []Key) {
	own, bare := s.print(i, r)
	drawn := s.pull != nil && s.pull[i].has(r[0].Record) || s.turn(r, own, s.upto[i])
	for j, k := range r {
		if drawn {
			break
		}
		h := s.hashes[j]
		switch {
		case strong(k.Type), k.Type == KeyName && bare:
			n := s.want.get(h)
			drawn = n > 0 && n <= widely && s.shut.get(h) == 0
		case k.Type == KeyName:
			if len(s.names) == 0 {
				continue
			}
			if n, ok := s.names[h]; ok && n < namesakes {
				s.names[h]++
				drawn = true
			}
		}
	}
	if !drawn {
		return
	}
	n := s.copies.get(own)
	if n >= sameRecord {
		return
	}
	s.copies.add(own)
	s.in[i].set(r[0].Record)
	s.keys += len(r)
	for j, k := range r {
		if strong(k.Type) || k.Type == KeyName && bare {
			if n == 0 {
				s.want.add(s.hashes[j])
			}
			if bare && k.Type == KeyName {
				if _, ok := s.names[s.hashes[j]]; !ok {
					s.names[s.hashes[j]] = 0
				}
			}
		}
	}
}

// turns calls each with the prints that a record, which s.print was called with
// last, may be drawn by: those of its values or, when these join nobody, its own.
func (s *sample) turns(r []Key, own uint64, each func(uint64)) {
	some := false
	for j, k := range r {
		if strong(k.Type) && s.shut.get(s.hashes[j]) == 0 {
			some = true
			each(s.hashes[j])
		}
	}
	if !some {
		each(own)
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

// print is of what a record says, and where; it leaves the prints of its keys in
// s.hashes. bare: it says nothing but a name.
func (s *sample) print(set int, r []Key) (own uint64, bare bool) {
	s.hashes = s.hashes[:0]
	own, bare = chance(uint64(set)+1), true
	for _, k := range r {
		h := value(k)
		if k.Type == KeyName {
			h = chance(h + uint64(set))
		}
		own += h
		bare = bare && !strong(k.Type)
		s.hashes = append(s.hashes, h)
	}
	return chance(own), bare
}

// weak marks the records that have a soft key in common with one that was drawn.
func (s *sample) weak(last []uint32, size []int) error {
	each := func(do func(set int, k Key, h uint64)) error {
		for i, set := range s.sets {
			if set.Soft == nil {
				continue
			}
			if err := set.Soft(func(k Key) {
				if k.Type != KeyHolds {
					do(i, k, value(k))
				}
			}); err != nil {
				return err
			}
		}
		return nil
	}
	var keys counts
	for i := range s.sets {
		s.pull = append(s.pull, newBitset(last[i], size[i]))
	}
	if err := each(func(i int, k Key, h uint64) {
		if s.in[i].has(k.Record) && keys.get(h) == 0 {
			keys.add(h)
		}
	}); err != nil {
		return err
	}
	if err := each(func(i int, k Key, h uint64) {
		if !s.in[i].has(k.Record) && keys.get(h) > 0 {
			keys.add(h)
		}
	}); err != nil {
		return err
	}
	return each(func(i int, k Key, h uint64) {
		// What many have in common joins nobody.
		if n := keys.get(h); n > 1 && n <= widely/2 && !s.in[i].has(k.Record) {
			s.pull[i].set(k.Record)
		}
	})
}

// graph makes the graph of those drawn, and finds its hubs.
func (s *sample) graph(scratch Scratch) (*graph, error) {
	s.want, s.copies, s.names, s.pull = counts{}, counts{}, nil, nil
	s.drawn = make([]Key, 0, s.keys)
	sets := make([]Set, len(s.sets))
	for i, set := range s.sets {
		from := len(s.drawn)
		if err := set.records(func(r []Key) {
			if s.in[i].has(r[0].Record) {
				s.start = append(s.start, int32(len(s.drawn)))
				s.drawn = append(s.drawn, r...)
			}
		}); err != nil {
			return nil, err
		}
		sets[i].Keys = s.drawn[from:len(s.drawn):len(s.drawn)]
	}
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
	for i, set := range s.sets {
		if set.Soft == nil {
			continue
		}
		if err := set.Soft(func(k Key) {
			if s.in[i].has(k.Record) {
				g.takeSoft(i, k, weak)
			}
		}); err != nil {
			g.close()
			return err
		}
	}
	return nil
}

// of is the keys of a node.
func (s *sample) of(node int32) []Key { return s.drawn[s.start[node]:s.start[node+1]] }

// weights are how many people each root stands for; 0: it was drawn in only.
func (s *sample) weights(g *graph, f forest) []float64 {
	p := newPeople(g, f, nil)
	w := make([]float64, g.nodes())
	type turn struct {
		print uint64
		share float64
	}
	var turns []turn
	p.each(func(nodes []int32, _ float64) {
		// Of somebody who is known by more than a name, records of the bare name do
		// not count: they are not looked for.
		full := false
		for _, n := range nodes {
			full = full || g.mask[n]&^named != 0
		}
		turns = turns[:0]
		drawn := false
		for _, n := range nodes {
			set, keys := g.set(n), s.of(n)
			own, bare := s.print(int(set), keys)
			if bare && full {
				continue
			}
			s.turns(keys, own, func(h uint64) {
				turns = append(turns, turn{h, s.share[set]})
				drawn = drawn || h <= s.upto[set]
			})
		}
		if !drawn {
			return
		}
		slices.SortFunc(turns, func(a, b turn) int { return cmp.Or(cmp.Compare(a.print, b.print), cmp.Compare(b.share, a.share)) })
		not := 1.0
		for i, t := range turns {
			if i == 0 || t.print != turns[i-1].print {
				not *= 1 - t.share
			}
		}
		w[nodes[0]] = 1 / (1 - not)
	})
	return w
}

// total is how many people weights stand for, and the standard deviation of that.
func total(weights []float64) (n, off float64) {
	for _, w := range weights {
		n += w
		off += w * max(0, w-1)
	}
	return n, math.Sqrt(off * families)
}
