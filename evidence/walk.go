package evidence

import (
	"io"
	"slices"
)

// walk calls hard with the keys of a set, several of a record at once, and the place
// of their record, end when those of a record are over, and then weak with the soft
// keys of records that have others; nil: these are not read. It returns what is to be
// noted of the set.
func (s *Set) walk(hard func(at int32, run []Key), end func(at int32), weak func(at int32, run []Key)) (n setNote, err error) {
	if s.Keys != nil {
		sortKeys(s.Keys)
	}
	at, last := int32(-1), uint32(0)
	var numbers []uint32 // nil: they are counted through
	done, disorder := false, false
	close := func() {
		if !done && at >= 0 {
			end(at)
		}
		done = true
	}
	every := s.every
	if weak == nil && s.blob != nil {
		every = s.part
	}
	n.halves, err = every(func(run []Key) bool {
		record := run[0].Record
		if soft(run[0].Type) {
			close()
			if weak == nil {
				return false
			}
			n, ok := int32(record), record <= uint32(max(at, 0)) && at >= 0
			if numbers != nil && !(ok && numbers[n] == record) {
				i, had := slices.BinarySearch(numbers, record)
				n, ok = int32(i), had
			}
			if ok {
				weak(n, run)
			}
			return true
		}
		if at < 0 || record != last {
			if at >= 0 {
				end(at)
				disorder = disorder || record < last
			}
			at++
			if numbers == nil && record != uint32(at) {
				for i := range at {
					numbers = append(numbers, uint32(i))
				}
			}
			if last = record; record != uint32(at) || numbers != nil {
				numbers = append(numbers, record)
			}
			done = false
		}
		hard(at, run)
		return !disorder
	})
	close()
	if disorder {
		err = errAnew
	}
	n.nodes, n.gaps = at+1, numbers != nil
	return n, err
}

// halved says whether the halves of a set can be read for themselves.
func (s *Set) halved(n *setNote) bool { return s.blob != nil && n.at > 0 && !n.gaps }

// walkHard calls each with the hard keys of a set that is as it was when n was noted:
// of those records that only says; nil: of all.
func (s *Set) walkHard(n *setNote, only func(at int32) bool, each func(at int32, run []Key)) error {
	if s.halved(n) {
		return s.walkHalf(hardHalf, n, only, each)
	}
	is, err := s.walk(some(only, each), func(int32) {}, nil)
	if err == nil && is.nodes != n.nodes {
		err = errAnew
	}
	return err
}

// walkSoft is walkHard for the soft keys.
func (s *Set) walkSoft(n *setNote, only func(at int32) bool, each func(at int32, run []Key)) error {
	if s.halved(n) {
		return s.walkHalf(softHalf, n, only, each)
	}
	_, err := s.walk(func(int32, []Key) {}, func(int32) {}, some(only, each))
	return err
}

// walkHalf is walk of a half, whose records are counted through.
func (s *Set) walkHalf(which int, n *setNote, only func(at int32) bool, each func(at int32, run []Key)) error {
	of := func(record uint32) bool { return record < uint32(n.nodes) && (only == nil || only(int32(record))) }
	return s.half(which, n.halves, of, nil, func(run []Key) { each(int32(run[0].Record), run) })
}

// sift calls each with the keys of a half of a set that is as it was when n was noted
// which go through a sieve, one by one, and maybe with others.
func (s *Set) sift(which int, n *setNote, through *sieve, each func(at int32, k *Key)) error {
	if s.halved(n) {
		return s.half(which, n.halves, nil, through, func(run []Key) {
			if k := &run[0]; k.Record < uint32(n.nodes) {
				each(int32(k.Record), k)
			}
		})
	}
	all := func(at int32, run []Key) {
		for i := range run {
			each(at, &run[i])
		}
	}
	if which == hardHalf {
		return s.walkHard(n, nil, all)
	}
	return s.walkSoft(n, nil, all)
}

// some is each for what only says.
func some(only func(at int32) bool, each func(at int32, run []Key)) func(at int32, run []Key) {
	if only == nil {
		return each
	}
	return func(at int32, run []Key) {
		if only(at) {
			each(at, run)
		}
	}
}

// part is every of a set in a blob that is not read to its end.
func (s *Set) part(take func([]Key) bool) (halves, error) {
	return halves{}, BlobRuns(func() (io.ReadCloser, error) {
		r, err := s.blob()
		if p, ok := r.(interface{ Part() }); ok && err == nil {
			p.Part() // nobody need make sure that all of it is as it was
		}
		return r, err
	}, take)
}
