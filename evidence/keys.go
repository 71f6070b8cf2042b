package evidence

import (
	"bufio"
	"cmp"
	"io"
	"slices"
)

// KeyType is the type of identifier that a Key was made from.
type KeyType uint8

// Identifier types. The numbers are written into blobs: never reuse one.
const (
	KeyEmail     KeyType = 1
	KeyPhone     KeyType = 2
	KeyIBAN      KeyType = 3
	KeyCard      KeyType = 4
	KeyNationID  KeyType = 5
	KeyNameBirth KeyType = 6 // full name + birth date
	KeyNameAddr  KeyType = 7 // full name + postal address
	KeyName      KeyType = 8 // full name alone: weak, joins nobody across stores
	KeyRow       KeyType = 9 // the store's own row, when a person row holds nothing better

	// Soft keys are two weak things together that hardly two people share. They
	// join what typing errors kept apart, where nothing speaks against it.
	KeyNamePost  KeyType = 10 // full name + postcode, or + street
	KeyNameMail  KeyType = 11 // full name + one half of an e-mail address
	KeyNamePhone KeyType = 12 // full name + one half of a phone number
	KeyPhoneName KeyType = 13 // phone + the beginnings, or the ends, of a name's words

	KeyHolds KeyType = 14 // Print is what the record says beside its keys: Holds
)

// Holds is what a record says about somebody, as bits.
type Holds uint64

// What a record can say. The bits are written into blobs: never reuse one. There
// is room for seven.
const (
	HoldsIdentity Holds = 1 << iota // birth date, passport, ...
	HoldsFinancial
	HoldsCard
	HoldsSpecial  // health and the like
	HoldsMinor    // under 18 on the day of the scan
	HoldsDeceased // a day of death is noted
)

// soft says whether keys of the type are kept after the others, unsorted, and
// are read from where they lie.
func soft(t KeyType) bool { return t >= KeyNamePost }

// Key is one identifier of one record, as a keyed 64-bit fingerprint.
// A place holds millions: the order of the fields keeps one at 16 bytes.
type Key struct {
	Print  uint64
	Record uint32 // number of the record within its store
	Type   KeyType
}

// Set is the keys of one place: Keys, or those that Hard calls each with, record
// by record in order; N is how many at least, 0 when that is not known. Soft
// calls each with the soft keys; it may be nil. Both are called more than once.
type Set struct {
	Keys []Key
	Hard func(each func(Key)) error
	N    int
	Soft func(each func(Key)) error
	Raw  func(w io.Writer) error // writes all of them as they stand in a blob; may be nil

	// Runs calls each with all of them, the soft ones last, run by run, until it says
	// that it has enough; it may be nil.
	Runs func(each func([]Key) bool) error

	blob func() (io.ReadCloser, error) // in which all of them are; nil: they lie elsewhere
}

// size is how many keys s has, but for soft ones.
func (s Set) size() int {
	if s.Hard != nil {
		return s.N
	}
	return len(s.Keys)
}

// records calls each with the keys of one record after the other, sorted, each
// key once, and then weak with the soft keys; nil: these are not read. What it is
// called with is valid until it returns.
func (s Set) records(each func([]Key), weak func(Key)) error {
	if s.Hard == nil {
		sortKeys(s.Keys)
		for from := 0; from < len(s.Keys); {
			to := from + 1
			for to < len(s.Keys) && s.Keys[to].Record == s.Keys[from].Record {
				to++
			}
			each(slices.Compact(slices.Clone(s.Keys[from:to])))
			from = to
		}
		if s.Soft != nil && weak != nil {
			return s.Soft(weak)
		}
		return nil
	}
	var buf []Key
	end := func() {
		for i := range buf[:max(0, len(buf)-1)] { // a blob is in order, and says nothing twice
			if less(buf[i], buf[i+1]) >= 0 {
				slices.SortFunc(buf, less)
				buf = slices.Compact(buf)
				break
			}
		}
		if len(buf) > 0 {
			each(buf)
		}
		buf = buf[:0]
	}
	take := func(k Key) {
		if len(buf) > 0 && buf[0].Record != k.Record {
			end()
		}
		buf = append(buf, k)
	}
	if s.Runs != nil {
		err := s.Runs(func(run []Key) bool {
			if soft(run[0].Type) {
				if end(); weak == nil {
					return false
				}
				for _, k := range run {
					weak(k)
				}
				return true
			}
			if len(buf) > 0 && buf[0].Record != run[0].Record {
				end()
			}
			buf = append(buf, run...)
			return true
		})
		end()
		return err
	}
	err := s.Hard(take)
	end()
	if err == nil && s.Soft != nil && weak != nil {
		err = s.Soft(weak)
	}
	return err
}

// each calls take with runs of all keys, the soft ones last, until it says that it
// has enough.
func (s Set) each(take func([]Key) bool) error {
	if s.Runs != nil {
		return s.Runs(take)
	}
	more := true
	var one [1]Key
	every := func(k Key) {
		one[0] = k
		more = more && take(one[:])
	}
	for _, k := range s.Keys {
		every(k)
	}
	if s.Hard != nil {
		if err := s.Hard(every); err != nil {
			return err
		}
	}
	if s.Soft != nil && more {
		return s.Soft(every)
	}
	return nil
}

// WriteKeys sorts keys by record, type and print and writes them as a blob.
func WriteKeys(w io.Writer, keys []Key) error { return Set{Keys: keys}.Write(w) }

// Write writes s as a blob: its keys sorted by record, type and print, then the
// soft ones as they come.
func (s Set) Write(w io.Writer) error {
	if s.Raw != nil {
		if _, err := io.WriteString(w, keysMagic); err != nil {
			return err
		}
		return s.Raw(w)
	}
	out := bufio.NewWriterSize(w, 1<<16)
	out.WriteString(keysMagic)
	var runs KeyRuns
	var buf []byte
	put := func(keys []Key) {
		buf = runs.Append(buf[:0], keys)
		out.Write(buf)
	}
	if s.Hard != nil {
		if err := s.records(put, nil); err != nil {
			return err
		}
	} else {
		sortKeys(s.Keys)
		put(s.Keys)
	}
	out.Write(EndHard(buf[:0]))
	runs = KeyRuns{}
	if s.Soft != nil {
		var one []Key // of a record
		if err := s.Soft(func(k Key) {
			if len(one) > 0 && (len(one) == runKeys || one[0].Record != k.Record) {
				put(one)
				one = one[:0]
			}
			one = append(one, k)
		}); err != nil {
			return err
		}
		put(one)
	}
	return out.Flush()
}

// InOrder sorts the keys of one record as they stand in a blob, each once. They
// are few, and mostly in order.
func InOrder(record []Key) []Key {
	n := 1
	for n < len(record) && (record[n-1].Type < record[n].Type || record[n-1].Type == record[n].Type && record[n-1].Print < record[n].Print) {
		n++
	}
	if n >= len(record) {
		return record
	}
next:
	for _, k := range record[n:] {
		at := n
		for at > 0 {
			if c := less(record[at-1], k); c == 0 {
				continue next
			} else if c < 0 {
				break
			}
			at--
		}
		copy(record[at+1:n+1], record[at:n])
		record[at] = k
		n++
	}
	return record[:n]
}

func less(a, b Key) int {
	if c := cmp.Compare(a.Type, b.Type); c != 0 {
		return c
	}
	return cmp.Compare(a.Print, b.Print)
}

// sortKeys sorts keys by record, type and print. They come record by record
// from whoever made them, so that mostly a few neighbours change places.
func sortKeys(keys []Key) {
	if !slices.IsSortedFunc(keys, func(a, b Key) int { return cmp.Compare(a.Record, b.Record) }) {
		slices.SortFunc(keys, func(a, b Key) int {
			if c := cmp.Compare(a.Record, b.Record); c != 0 {
				return c
			}
			return less(a, b)
		})
		return
	}
	for from := 0; from < len(keys); {
		to := from + 1
		for to < len(keys) && keys[to].Record == keys[from].Record {
			to++
		}
		if to-from > 1 {
			slices.SortFunc(keys[from:to], less)
		}
		from = to
	}
}

// ReadKeys reads the keys of a blob, without the soft ones.
func ReadKeys(r io.Reader) ([]Key, error) {
	var keys []Key
	err := readRuns(r, func(run []Key) bool {
		if soft(run[0].Type) {
			return false
		}
		keys = append(keys, run...)
		return true
	})
	return keys, err
}

// OpenSet reads the keys of a blob; the soft ones are read from it when they are
// asked for.
func OpenSet(open func() (io.ReadCloser, error)) (Set, error) {
	s := Blob(open)
	err := s.Hard(func(k Key) { s.Keys = append(s.Keys, k) })
	s.Hard, s.Runs, s.blob = nil, nil, nil
	return s, err
}

// Blob is the set that lies in a blob. It is read when it is asked for.
func Blob(open func() (io.ReadCloser, error)) Set {
	return Set{
		Hard: func(each func(Key)) error {
			return BlobRuns(open, func(run []Key) bool {
				if soft(run[0].Type) {
					return false
				}
				for _, k := range run {
					each(k)
				}
				return true
			})
		},
		Soft: func(each func(Key)) error {
			return BlobRuns(open, func(run []Key) bool {
				for _, k := range run {
					if soft(k.Type) {
						each(k)
					}
				}
				return true
			})
		},
		Runs: func(each func([]Key) bool) error { return BlobRuns(open, each) },
		blob: open,
	}
}

// Soft says whether the key is a soft one.
func (k Key) Soft() bool { return soft(k.Type) }

// BlobRuns is EachRun of a blob, the soft keys last.
func BlobRuns(open func() (io.ReadCloser, error), each func([]Key) bool) error {
	r, err := open()
	if err != nil {
		return err
	}
	defer r.Close()
	return readRuns(r, each)
}
