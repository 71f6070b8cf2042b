package evidence

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"math/bits"
	"slices"
)

// errAnew: what was kept is of no use now, and all are joined anew.
var errAnew = errors.New("all people have to be joined anew")

// kept is what was noted the last time.
type kept struct {
	drawing bool
	sets    []setNote
	first   []int32  // set -> its first node; one more at the end
	prints  []uint64 // of values that something is noted of, in order,
	tags    []uint8  // what,
	records []uint32 // and how many records names have
	met     []byte   // meetings,
	people  []byte   // and people, as they were written,
	pairs   []byte   // and who is in two sets
	spans   spans
}

// scanner reads what was written. What is no such thing reads as zeros, and sets bad.
type scanner struct {
	b   []byte
	bad bool
}

func (s *scanner) number() uint64 {
	if len(s.b) > 0 && s.b[0] < 0x80 {
		x := s.b[0]
		s.b = s.b[1:]
		return uint64(x)
	}
	x, n := binary.Uvarint(s.b)
	if n <= 0 {
		s.bad, s.b = true, nil
		return 0
	}
	s.b = s.b[n:]
	return x
}

// small is a number that counts something.
func (s *scanner) small() int {
	x := s.number()
	if x > math.MaxInt32 {
		s.bad, s.b = true, nil
		return 0
	}
	return int(x)
}

func (s *scanner) bytes(n int) []byte {
	if n > len(s.b) {
		s.bad, s.b = true, nil
		return nil
	}
	b := s.b[:n]
	s.b = s.b[n:]
	return b
}

func (s *scanner) byte() byte {
	if b := s.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

// readKept takes b over.
func readKept(b []byte) (*kept, error) {
	if len(b) < len(keptMagic)+5 || string(b[:len(keptMagic)]) != keptMagic {
		return nil, errAnew
	}
	end := len(b) - 4
	if crc32.Checksum(b[:end], castagnoli) != binary.LittleEndian.Uint32(b[end:]) {
		return nil, errAnew
	}
	s := &scanner{b: b[len(keptMagic):end]}
	k := &kept{drawing: s.byte() != 0, first: []int32{0}}
	nodes := 0
	for range s.small() {
		n := setNote{id: string(s.bytes(s.small())), nodes: int32(s.small()), keys: s.small(), sakes: float64(s.number()), gaps: s.number() != 0,
			halves: halves{int64(s.number()), [2]uint32{uint32(s.number()), uint32(s.number())}}}
		if nodes += int(n.nodes); nodes > math.MaxInt32/16 || s.bad {
			return nil, errAnew
		}
		k.sets = append(k.sets, n)
		k.first = append(k.first, int32(nodes))
	}
	for tag, print := s.byte(), uint64(0); tag != 0; tag = s.byte() {
		print += s.number()
		k.prints = append(k.prints, print)
		k.tags = append(k.tags, tag&^valueEntry)
		n := uint32(0)
		if tag&valueName != 0 {
			n = uint32(s.small())
		}
		k.records = append(k.records, n)
	}
	k.met = s.b
	m := meetingScanner{scanner: scanner{b: s.b}}
	for m.next() {
	}
	k.met = k.met[:len(k.met)-len(m.b)]
	k.people = m.b
	k.spans = newSpans(k.first)
	if s.bad || m.bad {
		return nil, errAnew
	}
	return k, nil
}

// tag is what is noted of the value of a print.
func (k *kept) tag(print uint64) (tag uint8, records uint32) {
	if i, ok := slices.BinarySearch(k.prints, print); ok {
		return k.tags[i], k.records[i]
	}
	return 0, 0
}

// meetingScanner reads meetings.
type meetingScanner struct {
	scanner
	head   int32
	print  uint64
	people []int32
}

func (m *meetingScanner) next() bool {
	m.head = int32(m.small())
	if m.head == 0 {
		return false
	}
	m.print += m.number()
	m.people = m.people[:0]
	before := int32(0)
	for range int(m.head&(1<<meetLow-1)) - meetHalfs {
		before += int32(m.small())
		m.people = append(m.people, before)
	}
	return !m.bad
}

// personScanner reads people: their nodes, and what they tell but for in which sets.
type personScanner struct {
	scanner
	nodes []int32
	told  told
	holds []byte
	were  []int32
	first int32
	tells []byte // all but the nodes, as it was written
}

// next reads somebody.
func (p *personScanner) next() bool {
	n := p.small()
	if n == 0 || n > len(p.b) {
		p.bad = p.bad || n != 0
		return false
	}
	p.nodes = p.nodes[:0]
	at := p.first
	for range n { // most are of one byte or two, and there are millions
		switch b := p.b; {
		case len(b) > 1 && b[0] < 0x80:
			at, p.b = at+int32(b[0]), b[1:]
		case len(b) > 1 && b[1] < 0x80:
			at, p.b = at+int32(b[0]&0x7f)+int32(b[1])<<7, b[2:]
		default:
			at += int32(p.small())
		}
		p.nodes = append(p.nodes, at)
	}
	p.first = p.nodes[0]
	p.tells = p.bytes(p.small())
	p.bad = p.bad || len(p.tells) < 2
	return !p.bad
}

// has says whether something is noted of the person at hand.
func (p *personScanner) has(flag uint8) bool { return p.tells[0]&flag != 0 }

// tell reads what the person at hand tells, but for in which sets.
func (p *personScanner) tell() bool {
	s := scanner{b: p.tells}
	t, n := &p.told, len(p.nodes)
	flags := s.byte()
	t.n, t.known, t.by = n, flags&3, s.byte()
	t.here = append(t.here[:0], s.bytes(s.small())...)
	t.pairs, t.met = t.pairs[:0], t.met[:0]
	if n > 1 {
		for b := s.bytes(2 * s.small()); len(b) > 1; b = b[2:] {
			t.pairs = append(t.pairs, binary.LittleEndian.Uint16(b))
		}
		for b := s.bytes(2 * s.small()); len(b) > 1; b = b[2:] {
			t.met = append(t.met, binary.LittleEndian.Uint16(b)&(7<<8|0xff))
		}
	}
	t.named, t.once, t.often = 0, 0, 0
	if flags&personNamed != 0 {
		t.named, t.once, t.often = s.small(), s.small(), s.small()
	}
	p.were, p.holds = p.were[:0], nil
	if flags&personSeveral != 0 {
		for range n {
			p.were = append(p.were, int32(s.small()))
		}
	}
	if flags&personHolds != 0 {
		p.holds = s.bytes(n)
	}
	p.bad = p.bad || s.bad
	return !p.bad
}

// spans are nodes that are counted through over sets.
type spans struct {
	first []int32
	block []int32 // node / blockNodes -> its set
}

func newSpans(first []int32) spans {
	s := spans{first: first}
	set := int32(0)
	for n := int32(0); n < first[len(first)-1]; n += blockNodes {
		for first[set+1] <= n {
			set++
		}
		s.block = append(s.block, set)
	}
	return s
}

func (s *spans) set(node int32) int32 {
	set := s.block[node/blockNodes]
	for s.first[set+1] <= node {
		set++
	}
	return set
}

// table gives values numbers. Mostly it is asked for keys that it has not: a few bits
// for each, which lie near together, know that sooner, by what a value is made of.
type table struct {
	list  []uint64 // number -> print
	at    []int32  // place -> number + 1; 0: none
	there []uint64
	shift uint8 // of what a value is made of, for its bit in there
}

const tableBits = 5 // there are so many times more bits than places, as a power of two

func (t *table) place(h uint64) int {
	mask := uint64(len(t.at) - 1)
	i := h & mask
	for t.at[i] != 0 && t.list[t.at[i]-1] != h {
		i = (i + 1) & mask
	}
	return int(i)
}

// find is the number of a print; -1: it has none.
func (t *table) find(h uint64) int32 {
	if len(t.list) == 0 {
		return -1
	}
	return t.at[t.place(h)] - 1
}

// findKey is find of the value of a key.
func (t *table) findKey(k *Key) int32 {
	if len(t.list) == 0 {
		return -1
	}
	raw := raw(k)
	if b := raw >> t.shift; t.there[b/64]>>(b%64)&1 == 0 {
		return -1
	}
	return t.at[t.place(chance(raw))] - 1
}

// add is find, and gives it one.
func (t *table) add(h uint64) (n int32, fresh bool) {
	if 2*len(t.list) >= len(t.at) {
		size := max(1024, 2*len(t.at))
		t.at, t.there = make([]int32, size), make([]uint64, size<<tableBits/2/64)
		t.shift = uint8(64 - bits.TrailingZeros(uint(size<<tableBits/2)))
		for i, h := range t.list {
			t.put(int32(i), h)
		}
	}
	if i := t.place(h); t.at[i] != 0 {
		return t.at[i] - 1, false
	}
	t.list = append(t.list, h)
	t.put(int32(len(t.list)-1), h)
	return int32(len(t.list) - 1), true
}

func (t *table) put(n int32, h uint64) {
	t.at[t.place(h)] = n + 1
	b := unchance(h) >> t.shift
	t.there[b/64] |= 1 << (b % 64)
}
