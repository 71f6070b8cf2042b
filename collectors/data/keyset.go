package data

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// keySet is the keys of one place. A record of one key that another record of
// one key had before adds nobody and tells nothing: such repeats are left out as
// far as a small memory reaches, so that a log of a million lines by a hundred
// people stays small. Repeats of larger records are kept, because how often a
// name comes with an address tells people from spellings. All lies on disk, so what
// bounds it is the room there: beyond manySoft keys no further soft ones are kept,
// which leaves more people apart whose values were mistyped, and beyond maxKeys
// no further records are taken; they are counted instead.
type keySet struct {
	hard    spill // the keys, record by record
	n       int   // of them
	soft    spill
	record  uint32
	dropped int64
	taken   int64          // records, with those that were left out
	recent  []evidence.Key // records of one key, by their print
}

const (
	maxKeys       = 40_000_000 // of 8 bytes
	manySoft      = 10_000_000
	recentRecords = 1 << 14 // of 24 bytes, once a place has 256 keys
)

// add takes a record: its keys and its soft ones.
func (k *keySet) add(record, soft []evidence.Key) {
	if len(record) == 0 {
		return
	}
	if k.taken++; len(soft) == 0 && k.repeated(record) {
		return
	}
	if k.n+len(record) > maxKeys {
		k.dropped++
		return
	}
	record = evidence.InOrder(record)
	for i := range record {
		record[i].Record = k.record
	}
	k.hard.addAll(record)
	k.n += len(record)
	if k.n > manySoft {
		for len(soft) > 0 && soft[0].Type != evidence.KeyHolds { // those come last
			soft = soft[1:]
		}
	}
	for i := range soft {
		soft[i].Record = k.record
	}
	k.soft.addAll(soft)
	k.record++
}

func (k *keySet) repeated(record []evidence.Key) bool {
	if len(record) != 1 {
		return false
	}
	if k.recent == nil {
		if k.n < 256 {
			return false
		}
		k.recent = make([]evidence.Key, recentRecords)
	}
	at := &k.recent[record[0].Print%recentRecords] // prints are chance
	record[0].Record = 0
	if *at == record[0] && record[0].Print != 0 {
		return true
	}
	*at = record[0]
	return false
}

// take adds the records of o, which is no longer needed, as they are.
func (k *keySet) take(o *keySet) error {
	from := k.record
	if k.n+o.n > maxKeys {
		k.dropped += int64(o.record) + o.dropped
		o.close()
		return nil
	}
	move := func(to *spill) func([]evidence.Key) bool {
		return func(run []evidence.Key) bool {
			for i := range run {
				run[i].Record += from
			}
			to.addAll(run)
			return true
		}
	}
	err := errors.Join(o.hard.runs(move(&k.hard)), o.soft.runs(move(&k.soft)))
	k.n, k.record, k.dropped = k.n+o.n, from+o.record, k.dropped+o.dropped
	o.close()
	return err
}

// kept is where in a blob the records of a keySet lie.
type kept struct {
	set      *keySet
	at, many uint32
}

// restore takes records out of a blob into the sets that they were added to.
// Those lie in it one after the other, in the order of all.
func restore(open func() (io.ReadCloser, error), all []kept) error {
	of := func(record uint32) *kept {
		i, _ := slices.BinarySearchFunc(all, record, func(k kept, r uint32) int {
			switch {
			case r < k.at:
				return 1
			case r >= k.at+k.many:
				return -1
			}
			return 0
		})
		if i == len(all) || record < all[i].at {
			return nil
		}
		return &all[i]
	}
	if len(all) == 0 {
		return nil
	}
	end := all[len(all)-1]
	soft := make([]uint64, (end.at+end.many)/64+1) // the records that have soft keys
	err := evidence.BlobRuns(open, func(run []evidence.Key) bool {
		if !run[0].Soft() {
			return true
		}
		x := run[0].Record
		if k := of(x); k != nil {
			soft[x/64] |= 1 << (x % 64)
			for i := range run {
				run[i].Record -= k.at
			}
			k.set.soft.addAll(run)
		}
		return true
	})
	if err != nil {
		return err
	}
	var record []evidence.Key
	number := uint32(0)
	add := func() {
		if k := of(number); k != nil && len(record) > 0 {
			k.set.again(record, soft[number/64]>>(number%64)&1 != 0)
		}
		record = record[:0]
	}
	err = evidence.BlobRuns(open, func(run []evidence.Key) bool {
		if run[0].Soft() || run[0].Record >= end.at+end.many {
			return false
		}
		if x := run[0].Record; x != number {
			add()
			number = x
		}
		for i := range run {
			run[i].Record = 0 // as it was before it was added
		}
		record = append(record, run...)
		return true
	})
	add()
	for _, k := range all {
		if err == nil && k.set.record != k.many {
			err = errors.New("a blob of identifier keys has not the records that were noted")
		}
	}
	return err
}

// again adds a record that was taken before, and remembers it as add does.
func (k *keySet) again(record []evidence.Key, soft bool) {
	if !soft {
		k.repeated(record)
	}
	for i := range record {
		record[i].Record = k.record
	}
	k.hard.addAll(record)
	k.n += len(record)
	k.record++
}

// put lies down on disk what is in memory, when that is much.
func (k *keySet) put() {
	k.recent = nil
	k.hard.put()
	k.soft.put()
}

// scale stretches a count over the records that were dropped: at best all of
// them are people already counted, at worst none.
func (k *keySet) scale(n facts.People) facts.People {
	share := float64(n.Best) / float64(max(k.record, 1))
	return facts.People{Low: n.Low, Best: n.Best + int64(share*float64(k.dropped)), High: n.High + k.dropped}
}

// set is what was gathered, as long as k is not closed.
func (k *keySet) set() evidence.Set {
	keys := func(of *spill) func(each func(evidence.Key)) error {
		return func(each func(evidence.Key)) error {
			return of.runs(func(run []evidence.Key) bool {
				for _, x := range run {
					each(x)
				}
				return true
			})
		}
	}
	return evidence.Set{Hard: keys(&k.hard), N: k.n, Soft: keys(&k.soft), Runs: k.runs, Raw: k.raw}
}

// runs calls each with all, the soft ones last, until it says that it has enough.
func (k *keySet) runs(each func([]evidence.Key) bool) error {
	more := true
	err := k.hard.runs(func(run []evidence.Key) bool {
		more = each(run)
		return more
	})
	if err != nil || !more {
		return err
	}
	return k.soft.runs(each)
}

// raw writes all as it lies, which is as it stands in a blob.
func (k *keySet) raw(w io.Writer) error {
	if err := k.hard.raw(w); err != nil {
		return err
	}
	if _, err := w.Write(evidence.EndHard(nil)); err != nil {
		return err
	}
	return k.soft.raw(w)
}

// close removes what lies on disk.
func (k *keySet) close() {
	k.hard.close()
	k.soft.close()
}

// empty begins anew.
func (k *keySet) empty() {
	k.close()
	*k = keySet{hard: spill{dir: k.hard.dir}, soft: spill{dir: k.soft.dir}}
}

// spill keeps keys on disk once they are many, so that reading a large place
// needs no more memory than a small one. It holds fingerprints only, as they stand
// in a blob.
type spill struct {
	dir  string // empty: the system's
	buf  []byte
	as   evidence.KeyRuns
	file *os.File
	err  error
}

// spillAt is how many bytes are held in memory.
const spillAt = 256 << 10

// addAll adds keys of one record.
func (s *spill) addAll(keys []evidence.Key) {
	s.room(len(keys))
	s.buf = s.as.Append(s.buf, keys)
	if len(s.buf) >= spillAt {
		s.write()
	}
}

// fewSpilled is how many bytes are held before there is room for all that may be:
// growing to it step by step would leave twice as much behind.
const fewSpilled = 8 << 10

// room makes room for n more keys.
func (s *spill) room(n int) {
	switch need := len(s.buf) + n*evidence.KeyRoom; {
	case need <= cap(s.buf):
	case s.buf == nil:
		s.buf = make([]byte, 0, max(n, 64)*evidence.KeyRoom)
	case need > fewSpilled && cap(s.buf) < spillAt:
		s.buf = append(make([]byte, 0, max(need, spillAt)+fewSpilled), s.buf...)
	}
}

// put keeps little in memory.
func (s *spill) put() {
	if len(s.buf) > spillAt/16 {
		s.write()
		s.buf = nil
	}
}

func (s *spill) write() {
	if s.err != nil {
		return
	}
	if s.file == nil {
		if s.file, s.err = os.CreateTemp(s.dir, "keys-*"); s.err != nil {
			return
		}
	}
	_, s.err = s.file.Write(s.buf)
	s.buf = s.buf[:0]
}

// notSpilled says why a temporary file could not be written or read.
func notSpilled(err error) error {
	return hinted{fmt.Errorf("keep fingerprints of a large place in a temporary file: %w", err),
		"make room in " + os.TempDir() + ", or name another folder in TMPDIR, and run the same scan again"}
}

// runs calls each with all, until it says that it has enough.
func (s *spill) runs(each func([]evidence.Key) bool) error {
	if s.err != nil {
		return notSpilled(s.err)
	}
	from := io.Reader(bytes.NewReader(s.buf))
	if s.file != nil {
		st, err := s.file.Stat()
		if err != nil {
			return notSpilled(err)
		}
		from = io.MultiReader(io.NewSectionReader(s.file, 0, st.Size()), from)
	}
	if err := evidence.EachRun(from, each); err != nil {
		return notSpilled(err)
	}
	return nil
}

// raw writes the keys as they lie.
func (s *spill) raw(w io.Writer) error {
	if s.err != nil {
		return notSpilled(s.err)
	}
	if s.file != nil {
		st, err := s.file.Stat()
		if err != nil {
			return notSpilled(err)
		}
		from := spilled{io.NewSectionReader(s.file, 0, st.Size()), false}
		if _, err := io.Copy(w, &from); err != nil {
			if from.failed {
				return notSpilled(err)
			}
			return err
		}
	}
	_, err := w.Write(s.buf)
	return err
}

// spilled tells a fault of the file from one of whoever it is written to.
type spilled struct {
	r      io.Reader
	failed bool
}

func (s *spilled) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.failed = s.failed || err != nil && err != io.EOF
	return n, err
}

// close removes the file.
func (s *spill) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
	s.file, s.buf, s.as = nil, nil, evidence.KeyRuns{}
}
