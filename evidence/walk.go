package evidence

import (
	"io"
	"slices"
)

// walk calls hard with the keys of a set and the place of their record, end when
// those of a record are over, and then weak with the soft keys of records that
// have others; nil: these are not read. It returns how many records there are, and
// whether they are not counted through.
func (s *Set) walk(hard func(at int32, k Key), end func(at int32), weak func(at int32, k Key)) (records int32, gaps bool, err error) {
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
	each := s.each
	if weak == nil && s.blob != nil {
		each = s.part
	}
	err = each(func(run []Key) bool {
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
				for _, k := range run {
					weak(n, k)
				}
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
		for _, k := range run {
			hard(at, k)
		}
		return !disorder
	})
	close()
	if disorder {
		err = errAnew
	}
	return at + 1, numbers != nil, err
}

// walkSoft is walk for soft keys only.
func (s *Set) walkSoft(n setNote, weak func(at int32, k Key)) error {
	if s.blob == nil || n.gaps {
		_, _, err := s.walk(func(int32, Key) {}, func(int32) {}, weak)
		return err
	}
	return s.Runs(func(run []Key) bool {
		if soft(run[0].Type) && run[0].Record < uint32(n.nodes) {
			for _, k := range run {
				weak(int32(k.Record), k)
			}
		}
		return true
	})
}

// part is each of a set in a blob that is not read to its end.
func (s Set) part(take func([]Key) bool) error {
	return BlobRuns(func() (io.ReadCloser, error) {
		r, err := s.blob()
		if p, ok := r.(interface{ Part() }); ok && err == nil {
			p.Part() // nobody need make sure that all of it is as it was
		}
		return r, err
	}, take)
}
