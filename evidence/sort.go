package evidence

import (
	"cmp"
	"math/bits"
	"slices"
)

// sorter sorts entries by print, which is chance: by as many bits as there are
// entries they fall into buckets of a few each.
type sorter struct {
	end []uint32
	out []entry
}

const fewEntries = 24 // that are sorted by moving neighbours

// sort sorts all, whose prints agree in their first skip bits. What it returns
// is valid until the next call.
func (s *sorter) sort(all []entry, skip int) []entry {
	n := len(all)
	if n <= fewEntries {
		neighbours(all)
		return all
	}
	b := min(bits.Len(uint(n))-1, 64-skip)
	shift := 64 - b
	if need := 1<<b + 1; cap(s.end) < need {
		s.end = make([]uint32, need)
	} else {
		s.end = s.end[:need]
		clear(s.end)
	}
	if cap(s.out) < n {
		giveBack(s.out)
		if n > fewFlat && n <= maxFlat {
			s.out = lend(maxFlat)
		} else {
			s.out = make([]entry, n+n/8)
		}
	}
	out, end := s.out[:n], s.end
	for i := range all {
		end[all[i].print<<skip>>shift+1]++
	}
	for i := 1; i < len(end); i++ {
		end[i] += end[i-1]
	}
	for _, e := range all { // end becomes where the next of a bucket goes, and thus its end
		at := &end[e.print<<skip>>shift]
		out[*at] = e
		*at++
	}
	from := uint32(0)
	for _, to := range end[:len(end)-1] {
		switch few := to - from; {
		case few > fewEntries:
			order := func(a, b entry) int {
				if a.print != b.print {
					return cmp.Compare(a.print, b.print)
				}
				return cmp.Compare(a.of, b.of)
			}
			if of := out[from:to]; !slices.IsSortedFunc(of, order) {
				slices.SortFunc(of, order)
			}
		case few > 1:
			neighbours(out[from:to])
		}
		from = to
	}
	return out
}

func neighbours(all []entry) {
	for i := 1; i < len(all); i++ {
		e := all[i]
		j := i
		for j > 0 && all[j-1].print > e.print {
			all[j] = all[j-1]
			j--
		}
		all[j] = e
	}
}

// stamped is a small table of numbers that is made empty in no time.
type stamped struct {
	keys  []uint64
	vals  []int32
	stamp []uint32
	now   uint32
	mask  uint64
}

// empty makes it empty, with room for n.
func (t *stamped) empty(n int) {
	size := 1 << max(4, bits.Len(uint(2*n)))
	if size > len(t.keys) {
		t.keys, t.vals, t.stamp, t.now = make([]uint64, size), make([]int32, size), make([]uint32, size), 0
	}
	t.mask = uint64(size - 1) // few lie near together
	if t.now++; t.now == 0 {
		clear(t.stamp)
		t.now = 1
	}
}

// first is what was put under the key before; else v, which is now.
func (t *stamped) first(key uint64, v int32) (int32, bool) {
	i := chance(key) & t.mask
	for t.stamp[i] == t.now {
		if t.keys[i] == key {
			return t.vals[i], true
		}
		i = (i + 1) & t.mask
	}
	t.keys[i], t.vals[i], t.stamp[i] = key, v, t.now
	return v, false
}
