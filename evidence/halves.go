package evidence

import (
	"hash/crc32"
	"io"
)

// halves are the hard keys of a blob, with the mark behind them, and the soft ones:
// where those begin, and the sums of both. By them a half that is read for itself is
// known to be as it was.
type halves struct {
	at   int64 // of the first soft key; 0: the keys lie elsewhere
	sums [2]uint32
}

// The halves of a blob.
const (
	hardHalf = iota
	softHalf
)

// passed takes note of what was read of a blob; behind is where in it the mark ends,
// 0 when it is not in it.
func (r *runReader) passed(b []byte, behind int) {
	half := hardHalf
	if r.soft {
		half = softHalf
	}
	if behind > 0 {
		r.halves.sums[hardHalf] = crc32.Update(r.halves.sums[hardHalf], castagnoli, b[:behind])
		r.halves.at = r.offset + int64(behind)
		r.offset, b = r.halves.at, b[behind:]
	}
	r.halves.sums[half] = crc32.Update(r.halves.sums[half], castagnoli, b)
	r.offset += int64(len(b))
}

// every is each, and says which halves there are when it came to the end.
func (s *Set) every(take func([]Key) bool) (halves, error) {
	if s.blob == nil {
		return halves{}, s.each(take)
	}
	r, err := s.blob()
	if err != nil {
		return halves{}, err
	}
	defer r.Close()
	return readHalves(r, take)
}

// half calls each with the keys that some records have in one half of a blob; only nil:
// that all have. through is what they have to go through, one by one; nil: a run comes
// in one piece. It fails when that half is not as it was.
func (s *Set) half(which int, h halves, only func(record uint32) bool, through *sieve, each func([]Key)) error {
	f, err := s.blob()
	if err != nil {
		return err
	}
	defer f.Close()
	if p, ok := f.(interface{ Part() }); ok { // the sum is of this half only
		p.Part()
	}
	r := runReader{blob: true, only: only, sieve: through}
	from := io.Reader(f)
	if which == softHalf {
		r.soft, err = true, skip(f, h.at)
	} else {
		r.offset = int64(len(keysMagic))
		from, err = io.LimitReader(f, h.at-r.offset), skip(f, r.offset)
	}
	if err != nil {
		return err
	}
	if err := r.all(from, func(run []Key) bool {
		each(run)
		return true
	}); err != nil {
		return err
	}
	if r.halves.sums[which] != h.sums[which] {
		return errAnew
	}
	return nil
}

// skip goes past n bytes.
func skip(r io.Reader, n int64) error {
	if s, ok := r.(interface{ Skip(int64) error }); ok {
		return s.Skip(n)
	}
	_, err := io.CopyN(io.Discard, r, n)
	return err
}
