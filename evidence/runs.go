package evidence

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
)

// In a blob keys lie record by record, in runs: which types they are of, the number
// of the record where it is not the next one, and their prints. Nearly all records
// of a place say the same types, so these are written once and named by a number
// of one byte from then on. First come the hard keys, then a mark, then the soft
// ones, with types and records of their own.
//
// Of a soft print six bytes are kept, of what a record says beside its keys the one
// that it has: among a hundred million soft keys seventeen pairs are alike by
// chance, and join two people only where nothing speaks against it.
const (
	keysMagic = "wlk2"

	runKeys   = 15 // in one run at most; records of more are written as several
	runBytes  = 2 + runKeys + binary.MaxVarintLen32 + 8*runKeys
	namedRuns = 126 // shapes that are named; further ones are written each time
	runsEnd   = 0xff

	hardBytes = 8
	softBytes = 6

	// KeyRoom is as long as a key may be, with its share of what stands before it.
	KeyRoom = 12
)

// KeyRuns writes runs of keys. The zero value begins anew.
type KeyRuns struct {
	shapes []uint64 // the types of the keys of a run, four bits each
	last   int      // the one that came last
	next   uint32   // record
}

// Append appends keys, as they stand in a blob, to b. They are hard or soft, and
// those of a record come one after the other, in one call or in several.
func (r *KeyRuns) Append(b []byte, keys []Key) []byte {
	for len(keys) > 0 {
		n, record := 1, keys[0].Record
		shape := uint64(keys[0].Type)
		for n < len(keys) && n < runKeys && keys[n].Record == record {
			shape = shape<<4 | uint64(keys[n].Type)
			n++
		}
		b = r.run(b, shape, keys[:n])
		keys = keys[n:]
	}
	return b
}

func (r *KeyRuns) run(b []byte, shape uint64, keys []Key) []byte {
	head, known := r.shape(shape)
	record := keys[0].Record
	if head <<= 1; record != r.next {
		head |= 1
	}
	b = append(b, byte(head))
	if !known {
		b = append(b, byte(len(keys)))
		for i := range keys {
			b = append(b, byte(keys[i].Type))
		}
	}
	if record != r.next {
		d := int32(record - r.next)
		b = binary.AppendUvarint(b, uint64(uint32(d<<1)^uint32(d>>31)))
	}
	r.next = record + 1
	for i := range keys {
		switch k := &keys[i]; {
		case !soft(k.Type):
			b = binary.LittleEndian.AppendUint64(b, k.Print)
		case k.Type == KeyHolds:
			b = append(b, byte(k.Print))
		default:
			b = binary.LittleEndian.AppendUint32(b, uint32(k.Print))
			b = binary.LittleEndian.AppendUint16(b, uint16(k.Print>>32))
		}
	}
	return b
}

// shape is the number of a shape, and whether it was named before.
func (r *KeyRuns) shape(shape uint64) (n int, known bool) {
	if r.last < len(r.shapes) && r.shapes[r.last] == shape {
		return r.last, true
	}
	for i, s := range r.shapes {
		if s == shape {
			r.last = i
			return i, true
		}
	}
	if len(r.shapes) < namedRuns {
		r.shapes = append(r.shapes, shape)
		r.last = len(r.shapes) - 1
		return r.last, false
	}
	return namedRuns, false
}

// EndHard is what stands between the hard keys of a blob and the soft ones.
func EndHard(b []byte) []byte { return append(b, runsEnd) }

// runShape is the types of a run.
type runShape struct {
	bytes int // of its prints
	n     int
	soft  bool
	types [runKeys]KeyType
	odd   [runKeys]uint64 // of these, by which a print is multiplied: raw
}

// runReader reads runs.
type runReader struct {
	shapes []runShape
	spare  runShape
	next   uint32
	blob   bool // the soft ones come behind a mark
	soft   bool // which was read
	left   int  // behind it in what was taken last; less than 0: it was not there
	offset int64
	halves halves                   // that were read
	only   func(record uint32) bool // what is read of all; nil: all
	sieve  *sieve                   // through which keys have to go, one by one; nil: all are read
	keys   [runKeys]Key
}

var errNoKeys = errors.New("not a blob of identifier keys")

// take calls each with the runs in b until it says that it has enough, and returns
// what is left: less than a run, unless all: nothing comes behind it.
func (r *runReader) take(b []byte, all bool, each func([]Key) bool) (rest []byte, more bool, err error) {
	for len(b) >= runBytes || all && len(b) > 0 {
		head := b[0]
		if head == runsEnd {
			if r.soft || !r.blob {
				return nil, false, errNoKeys
			}
			b = b[1:]
			*r = runReader{blob: true, soft: true, left: len(b), offset: r.offset, halves: r.halves, only: r.only, sieve: r.sieve}
			continue
		}
		at := 1
		var shape *runShape
		switch n := int(head >> 1); {
		case n < len(r.shapes):
			shape = &r.shapes[n]
		case n == len(r.shapes) && n < namedRuns:
			r.shapes = append(r.shapes, runShape{})
			shape = &r.shapes[n]
			at = r.define(shape, b)
		case n == namedRuns:
			shape = &r.spare
			at = r.define(shape, b)
		default:
			at = -1
		}
		if at < 0 {
			return nil, false, errNoKeys
		}
		record := r.next
		if head&1 != 0 {
			d, n := binary.Uvarint(b[at:])
			if n <= 0 || d > 1<<32-1 {
				return nil, false, errNoKeys
			}
			at += n
			record += uint32(d>>1) ^ -uint32(d&1)
		}
		if len(b) < at+shape.bytes {
			return nil, false, io.ErrUnexpectedEOF
		}
		r.next = record + 1
		if r.only != nil && !r.only(record) {
			b = b[at+shape.bytes:]
			continue
		}
		if r.sieve != nil {
			if !r.sift(shape, b[at:at+shape.bytes], record, each) {
				return nil, false, nil
			}
			b = b[at+shape.bytes:]
			continue
		}
		keys := r.keys[:shape.n]
		if prints := b[at : at+shape.bytes]; shape.soft {
			for i := range keys {
				if t := shape.types[i]; t == KeyHolds {
					keys[i] = Key{Type: t, Print: uint64(prints[0]), Record: record}
					prints = prints[1:]
				} else {
					keys[i] = Key{Type: t, Print: uint64(binary.LittleEndian.Uint32(prints)) | uint64(binary.LittleEndian.Uint16(prints[4:]))<<32, Record: record}
					prints = prints[softBytes:]
				}
			}
		} else {
			for i := range keys {
				keys[i] = Key{Type: shape.types[i], Print: binary.LittleEndian.Uint64(prints[i*hardBytes:]), Record: record}
			}
		}
		b = b[at+shape.bytes:]
		if !each(keys) {
			return nil, false, nil
		}
	}
	return b, true, nil
}

// define reads the types of a shape, and returns where it ends; less than 0: it is none.
func (r *runReader) define(s *runShape, b []byte) int {
	*s = runShape{}
	if len(b) < 2 || b[1] == 0 || b[1] > runKeys || len(b) < 2+int(b[1]) {
		return -1
	}
	s.n, s.soft = int(b[1]), soft(KeyType(b[2]))
	for i, b := range b[2 : 2+s.n] {
		t := KeyType(b)
		s.types[i], s.odd[i] = t, apart[t&15]
		switch {
		case t == 0 || t > KeyHolds || soft(t) != s.soft || r.blob && s.soft != r.soft:
			return -1
		case !s.soft:
			s.bytes += hardBytes
		case t == KeyHolds:
			s.bytes++
		default:
			s.bytes += softBytes
		}
	}
	return 2 + s.n
}

// chunks are lent out: thousands of blobs are read several times each.
var chunks = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// EachRun calls each with the keys that KeyRuns appended, those of a record one
// after the other, fifteen at most at once, until it says that it has enough. What
// it is called with is valid until it returns.
func EachRun(from io.Reader, each func([]Key) bool) error {
	var r runReader
	return r.all(from, each)
}

func (r *runReader) all(from io.Reader, each func([]Key) bool) error {
	lent := chunks.Get().(*[64 << 10]byte)
	defer chunks.Put(lent)
	buf, have := lent[:], 0
	for {
		n, err := io.ReadFull(from, buf[have:])
		r.left = -1
		end := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !end {
			return fmt.Errorf("blob of identifier keys is cut short: %w", err)
		}
		rest, more, err := r.take(buf[:have+n], end, each)
		if r.blob && more {
			behind := 0
			if r.left >= 0 {
				behind = have + n - r.left
			}
			r.passed(buf[:have+n-len(rest)], behind)
		}
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF):
			return fmt.Errorf("blob of identifier keys is cut short: %w", err)
		case err != nil || !more || end:
			return err
		}
		have = copy(buf, rest)
	}
}

// readRuns is EachRun of a blob, the soft ones last.
func readRuns(from io.Reader, each func([]Key) bool) error {
	_, err := readHalves(from, each)
	return err
}

// readHalves is readRuns, and says which halves there are when it came to the end.
func readHalves(from io.Reader, each func([]Key) bool) (halves, error) {
	var head [len(keysMagic)]byte
	if _, err := io.ReadFull(from, head[:]); err != nil || string(head[:]) != keysMagic {
		return halves{}, errNoKeys
	}
	r := runReader{blob: true, offset: int64(len(head))}
	enough := false
	err := r.all(from, func(keys []Key) bool {
		enough = !each(keys)
		return !enough
	})
	if err == nil && !enough && !r.soft {
		err = fmt.Errorf("blob of identifier keys is cut short: %w", io.ErrUnexpectedEOF)
	}
	return r.halves, err
}
