package evidence

import "math/bits"

// weak draws in the records that have a soft key in common with one that was drawn.
func (s *sample) weak() (bool, error) {
	each := func(do func(set int, k Key)) error {
		for i, set := range s.crowd.sets {
			if set.Soft == nil {
				continue
			}
			if err := set.Soft(func(k Key) {
				if k.Type != KeyHolds {
					do(i, k)
				} else {
					s.crowd.says[i] = true
				}
			}); err != nil {
				return &SetError{i, err}
			}
		}
		return nil
	}
	s.crowd.says = make([]bool, len(s.in))
	var keys counts
	pull := make([]bitset, len(s.in))
	for i := range s.in {
		pull[i] = newBitset(s.crowd.last[i], s.crowd.size[i])
	}
	if err := each(func(i int, k Key) {
		if s.in[i].has(k.Record) {
			if h := value(k); keys.get(h) == 0 {
				keys.add(h)
			}
		}
	}); err != nil {
		return false, err
	}
	// What many have in common joins nobody.
	const many = widely / 2
	others := tape{scratch: s.crowd.scratch}
	defer others.close()
	if err := each(func(i int, k Key) {
		h := value(k)
		if n := keys.get(h); n > 0 && n <= many && !s.in[i].has(k.Record) {
			keys.add(h)
			for _, x := range [4]int32{int32(h >> 32), int32(h), int32(i), int32(k.Record)} {
				others.add(x)
			}
		}
	}); err != nil {
		return false, err
	}
	if err := others.blocks(func(b []int32) {
		for ; len(b) > 0; b = b[4:] {
			if h := uint64(b[0])<<32 | uint64(uint32(b[1])); keys.get(h) <= many {
				pull[b[2]].set(uint32(b[3]))
			}
		}
	}); err != nil {
		return false, err
	}
	others.close()
	pulled := 0
	for _, b := range pull {
		for _, w := range b.words {
			pulled += bits.OnesCount64(w)
		}
	}
	// They bring along others, as those before did.
	all := float64(len(s.at)) + float64(pulled)*float64(s.keys)/float64(max(s.begun, 1))
	if s.times = all / float64(max(len(s.at), 1)) * float64(s.keys) / float64(s.most); s.times > 1.5 {
		return false, nil
	}
	set := 0
	err := s.crowd.pack.each(0, s.crowd.pack.next, func(at uint32, r []Key) {
		set = s.crowd.setAt(at, set)
		if s.keys <= s.most && pull[set].has(r[0].Record) && !s.taken.has(at) {
			own, bare := s.print(set, r)
			s.take(set, at, r, own, bare)
		}
	})
	return s.keys <= s.most, err
}
