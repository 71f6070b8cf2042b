package data

import (
	"hash/maphash"

	"github.com/weaklink/weaklink/evidence"
)

// repeated keeps the keys of records that came a moment ago: a list of orders names
// a customer as often as they ordered, and each time the same keys come of the same
// cells. Records are known again by a print of their cells under a seed that no other
// process has, so that nobody can make a record that passes for another.
type repeated struct {
	seed  maphash.Seed
	slots []madeKeys // nil: none was asked for yet
	cells []byte     // of the record, those that tell something of a person
	tried int        // records since it was last asked whether it is worth it
	known int        // of these, known again
	rest  int        // records that are not asked for, as those before were not known again
	pause int        // how many these were last time
}

type madeKeys struct {
	print      uint64
	hard, soft uint8 // how many of each
	keys       [repeatedKeys]evidence.Key
}

const (
	repeatedKeys  = 16      // records with more are made anew each time
	fewRepeated   = 1 << 10 // slots
	manyRepeated  = 1 << 13 // where records do come again
	repeatedTries = 1 << 12 // records after which it is asked whether it is worth it
	repeatedRest  = 1 << 15
)

// worth says whether a record should be looked for.
func (r *repeated) worth() bool {
	if r.rest > 0 {
		r.rest--
		return false
	}
	switch {
	case r.slots == nil:
		r.seed, r.slots = maphash.MakeSeed(), make([]madeKeys, fewRepeated)
	case r.tried == repeatedTries:
		switch many := r.known * 16; {
		case many < r.tried:
			r.pause = min(max(2*r.pause, repeatedRest), 32*repeatedRest)
			r.rest, r.slots = r.pause, nil
		case len(r.slots) < manyRepeated:
			r.slots = make([]madeKeys, manyRepeated)
		}
		r.tried, r.known = 0, 0
		if r.slots == nil {
			return false
		}
	}
	r.tried++
	return true
}

// of is what was made of these cells, or where to put what will be made of them.
func (r *repeated) of(steps []step, cells [][]byte) (m *madeKeys, print uint64, known bool) {
	b := r.cells[:0]
	for i := range steps {
		s := &steps[i]
		if !s.whose {
			continue
		}
		if s.at < len(cells) {
			b = append(b, cells[s.at]...)
		}
		n := len(b)
		b = append(b, byte(n), byte(n>>8), byte(n>>16), byte(n>>24)) // where it ends
	}
	r.cells = b
	print = maphash.Bytes(r.seed, b) | 1 // of nothing there is none
	m = &r.slots[print>>8%uint64(len(r.slots))]
	if known = m.print == print; known {
		r.known++
	}
	return m, print, known
}

// put keeps what was made of a record.
func (m *madeKeys) put(print uint64, hard, soft []evidence.Key) {
	if len(hard)+len(soft) > repeatedKeys || hard[0].Type == evidence.KeyRow {
		return
	}
	m.print, m.hard, m.soft = print, uint8(len(hard)), uint8(len(soft))
	copy(m.keys[copy(m.keys[:], hard):], soft)
}
