package evidence

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"slices"
)

// setNote is what is noted of a set.
type setNote struct {
	id    string
	nodes int32
	keys  int
	sakes float64 // pairs of namesakes, a whole number
	gaps  bool    // its records are not counted through
	halves
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// keeper writes what is kept, in the order that notes.go tells.
type keeper struct {
	out    *bufio.Writer
	sum    hash.Hash32
	err    error
	buf    []byte
	print  uint64          // the one before
	first  int32           // node of the person before
	person map[int32]int32 // of nodes of people whom soft keys joined
	holds  []uint8
	were   []int32
	tells  []byte
	size   int64
}

// mostKept is how much is kept at most.
const mostKept = 256 << 20

// ErrMuch: nothing is kept.
var ErrMuch = errors.New("what would be kept of how people are joined is too much")

func newKeeper(w io.Writer) *keeper {
	k := &keeper{sum: crc32.New(castagnoli)}
	k.out = bufio.NewWriterSize(io.MultiWriter(k.sum, w), 1<<16)
	return k
}

func (k *keeper) number(n uint64) { k.buf = binary.AppendUvarint(k.buf, n) }

func (k *keeper) put() {
	if k.size += int64(len(k.buf)); k.size > mostKept && k.err == nil {
		k.err = ErrMuch
	}
	if k.err == nil {
		_, k.err = k.out.Write(k.buf)
	}
	k.buf = k.buf[:0]
}

func (k *keeper) begin(drawing bool, sets []setNote) {
	k.buf = append(k.buf, keptMagic...)
	k.buf = append(k.buf, 0)
	if drawing {
		k.buf[len(k.buf)-1] = 1
	}
	k.number(uint64(len(sets)))
	for _, s := range sets {
		k.number(uint64(len(s.id)))
		k.buf = append(k.buf, s.id...)
		k.number(uint64(s.nodes))
		k.number(uint64(s.keys))
		k.number(uint64(s.sakes))
		if s.gaps {
			k.number(1)
		} else {
			k.number(0)
		}
		k.number(uint64(s.at))
		for _, sum := range s.sums {
			k.number(uint64(sum))
		}
	}
	k.put()
}

// value writes what is noted of one; they come in order.
func (k *keeper) value(print uint64, tag uint8, records int) {
	if tag == 0 {
		return
	}
	k.buf = append(k.buf, tag|valueEntry)
	k.number(print - k.print)
	if k.print = print; tag&valueName != 0 {
		k.number(uint64(records))
	}
	k.put()
}

func (k *keeper) endValues() {
	k.buf = append(k.buf, 0)
	k.print = 0
	k.put()
}

// meeting writes one, as on a tape; they come in order of their prints.
func (k *keeper) meeting(head int32, list []int32) {
	k.number(uint64(head))
	print := uint64(uint32(list[0]))<<32 | uint64(uint32(list[1]))
	k.number(print - k.print)
	k.print = print
	before := int32(0)
	for _, p := range list[meetHalfs:] {
		k.number(uint64(p - before))
		before = p
	}
	k.put()
}

func (k *keeper) endMeetings() { k.endValues() }

// Of a person, as bits: below them what is known of names.
const (
	personSeveral uint8 = 4 << iota // who were several before soft keys joined them
	personHolds                     // of whom records say something beside their keys
	personNamed                     // of whom several records have a name
)

// graphPerson writes what the nodes of a person tell, which are called as stands in as.
func (k *keeper) graphPerson(g *graph, nodes, as []int32, t *told) {
	k.holds, k.were = k.holds[:0], k.were[:0]
	if len(g.holds) > 0 {
		some := false
		for _, n := range nodes {
			h := uint8(0)
			if int(n) < len(g.holds) {
				h = g.holds[n]
			}
			some = some || h != 0
			k.holds = append(k.holds, h)
		}
		if !some {
			k.holds = k.holds[:0]
		}
	}
	if _, ok := k.person[nodes[0]]; ok {
		for _, n := range nodes {
			at, _ := slices.BinarySearch(nodes, k.person[n])
			k.were = append(k.were, int32(at))
		}
	}
	k.one(as, t, k.holds, k.were)
}

// again writes a person of before of whom nothing has changed but what nodes are called.
func (k *keeper) again(nodes []int32, tells []byte) {
	k.nodes(nodes)
	k.number(uint64(len(tells)))
	k.buf = append(k.buf, tells...)
	k.put()
}

func (k *keeper) nodes(nodes []int32) {
	k.number(uint64(len(nodes)))
	before := k.first
	for _, n := range nodes {
		k.number(uint64(n - before))
		before = n
	}
	k.first = nodes[0]
}

// one writes a person: the nodes, what these tell, what each holds and the place
// of the first of those with whom it was one before soft keys joined them.
func (k *keeper) one(nodes []int32, t *told, holds []uint8, were []int32) {
	head := k.buf
	k.buf = k.tells[:0]
	flags := t.known
	if len(were) > 0 {
		flags |= personSeveral
	}
	if len(holds) > 0 {
		flags |= personHolds
	}
	if t.named >= 2 {
		flags |= personNamed
	}
	k.buf = append(k.buf, flags, t.by)
	k.number(uint64(len(t.here)))
	k.buf = append(k.buf, t.here...)
	if len(nodes) > 1 {
		k.number(uint64(len(t.pairs)))
		for _, p := range t.pairs {
			k.buf = binary.LittleEndian.AppendUint16(k.buf, p)
		}
		k.number(uint64(len(t.met)))
		for _, m := range t.met {
			k.buf = binary.LittleEndian.AppendUint16(k.buf, m)
		}
	}
	if t.named >= 2 {
		k.number(uint64(t.named))
		k.number(uint64(t.once))
		k.number(uint64(t.often))
	}
	for _, w := range were {
		k.number(uint64(w))
	}
	k.buf = append(k.buf, holds...)
	k.tells, k.buf = k.buf, head
	k.again(nodes, k.tells)
}

// endPeople ends the list of people, and says who is in two sets.
func (k *keeper) endPeople(overlaps []Shared) {
	k.number(0)
	k.number(uint64(len(overlaps)))
	var o Shared
	for _, s := range overlaps {
		if s.A != o.A {
			o.B = 0
		}
		k.number(uint64(s.A - o.A))
		k.number(uint64(s.B - o.B))
		k.number(uint64(s.Shared))
		if o = s; len(k.buf) > 1<<12 {
			k.put()
		}
	}
	k.put()
}

// end writes the sum.
func (k *keeper) end() error {
	if k.err == nil {
		k.err = k.out.Flush()
	}
	if k.err == nil {
		k.buf = binary.LittleEndian.AppendUint32(k.buf, k.sum.Sum32())
		k.put()
	}
	if k.err == nil {
		k.err = k.out.Flush()
	}
	return k.err
}
