package formats

import (
	"encoding/binary"
	"hash/maphash"
	"io"
	"math/bits"
)

// A row that was deleted from a SQLite database stays in the file until its place
// is taken: in pages that are free, between and before the rows of pages that are
// not, and in the log beside the file. What is left of such rows is handed over as
// text, in a part of its own, a row a line; what the tables still hold, and what was
// handed over before, is left out ("The SQLite database file format", 1.5, 1.6, 2.1).

const deletedRows = "deleted rows"

// remnants looks for rows where no table has any.
type remnants struct {
	rd     *reader
	file   *dbFile
	free   map[uint32]bool
	wide   binary.ByteOrder // of texts in two bytes a letter, nil for UTF-8
	known  *stillThere
	first  bool // only which texts there are is asked
	texts  []uint64
	line   []byte
	begun  bool
	inLog  bool
	cut    bool // a text that is not whole was met
	work   int  // that may still be done: a file can be made to be tried again and again
	local  int  // of a cell, at most, that lies in its page
	values []remnant
	spare  []remnant
	types  []uint64
}

// remnant is a value of a row.
type remnant struct {
	typ  uint64
	body []byte
}

// textSet remembers texts by a few bits for each: it may take a text for one of
// them that is none.
type textSet struct {
	bits []uint64
	mask uint64
}

func newTextSet(texts int) *textSet {
	words := 1 << min(max(bits.Len(uint(texts/4)), 4), 19)
	return &textSet{bits: make([]uint64, words), mask: uint64(64*words - 1)}
}

// add notes a text and says whether it may have been noted before.
func (s *textSet) add(h uint64) bool {
	had := true
	for range 4 {
		i := h & s.mask
		had = had && s.bits[i>>6]&(1<<(i&63)) != 0
		s.bits[i>>6] |= 1 << (i & 63)
		h = (h>>25 | h<<39) * 0x9e3779b97f4a7c15
	}
	return had
}

func (s *textSet) has(h uint64) bool {
	for range 4 {
		i := h & s.mask
		if s.bits[i>>6]&(1<<(i&63)) == 0 {
			return false
		}
		h = (h>>25 | h<<39) * 0x9e3779b97f4a7c15
	}
	return true
}

// stillThere says of the texts of deleted rows which the tables have too: a row that
// was moved or changed left the same behind.
type stillThere struct {
	seed   maphash.Seed
	wanted *textSet // texts of deleted rows
	met    *textSet // of these, those in tables
	told   *textSet // rows
	pages  []int64  // in which there is something
}

// note looks at a text of a table.
func (s *stillThere) note(b []byte) {
	if s.wanted == nil || len(b) <= 3 {
		return
	}
	if h := maphash.Bytes(s.seed, b); s.wanted.has(h) {
		s.met.add(h)
	}
}

// deleted looks for what is left of deleted rows in the pages of file and in the logs
// beside it: first, before the tables are read, which texts are in them, and then it
// hands over those rows with a text that no table has.
func (rd *reader) deleted(file *dbFile, known *stillThere, logs []remnantLog, res *Result) error {
	if file.page < 512 || file.page > 65536 || file.page&(file.page-1) != 0 {
		return nil
	}
	head := make([]byte, 100)
	if _, err := file.ReadAt(head, 0); err != nil {
		return nil // a database without tables
	}
	m := &remnants{rd: rd, file: file, known: known, first: known.wanted == nil, work: 64<<20 + 60*int(file.size), local: int(file.page) - int(head[20]) - 35}
	switch be.Uint32(head[56:]) {
	case 2:
		m.wide = binary.LittleEndian
	case 3:
		m.wide = be
	}
	m.freePages(be.Uint32(head[32:]))
	page := make([]byte, file.page)
	for i := int64(0); m.first && (i+1)*file.page <= file.size || !m.first && i < int64(len(known.pages)); i++ {
		n := i
		if !m.first {
			n = known.pages[i]
		}
		had := len(m.texts)
		if err := rd.ctx.Err(); err != nil {
			return err
		}
		if got, err := file.ReadAt(page, n*file.page); got < len(page) {
			if err != nil && err != io.EOF {
				return err
			}
			break
		}
		if err := m.page(page, uint32(n+1)); err != nil {
			return err
		}
		if m.first && (len(m.texts) > had || m.cut || had == mostTexts) {
			known.pages, m.cut = append(known.pages, n), false
		}
	}
	m.inLog = true
	for _, l := range logs {
		m.work += 60 * int(l.size)
		if err := m.log(l, page); err != nil {
			return err
		}
	}
	if m.first {
		known.wanted, known.met, known.told = newTextSet(len(m.texts)), newTextSet(len(m.texts)), newTextSet(len(m.texts))
		for _, h := range m.texts {
			known.wanted.add(h)
		}
		return nil
	}
	if m.work < 0 {
		res.Partial = append(res.Partial, "deleted rows were not looked for to the end: its free places are built to keep a reader busy")
	}
	if err := m.flush(); err != nil || !m.begun {
		return err
	}
	return rd.sink.Part(rd.within)
}

// freePages walks the list of pages that are free.
func (m *remnants) freePages(trunk uint32) {
	m.free = map[uint32]bool{}
	last := m.file.size / m.file.page
	b := make([]byte, m.file.page)
	for trunk != 0 && int64(trunk) <= last && !m.free[trunk] {
		m.free[trunk] = true
		if n, _ := m.file.ReadAt(b, int64(trunk-1)*m.file.page); n < len(b) {
			return
		}
		for i := range min(int(be.Uint32(b[4:])), len(b)/4-2) {
			if p := be.Uint32(b[8+4*i:]); p > 1 && int64(p) <= last {
				m.free[p] = true
			}
		}
		trunk = be.Uint32(b)
	}
}

// page looks at what no table has of a page.
func (m *remnants) page(b []byte, n uint32) error {
	if m.free[n] {
		return m.region(b, false)
	}
	from := 0
	if n == 1 {
		from = 100
	}
	h := b[from:]
	if h[0] != 0x0d && h[0] != 0x0a {
		return nil
	}
	block, cells, start := int(be.Uint16(h[1:])), int(be.Uint16(h[3:])), int(be.Uint16(h[5:]))
	if start == 0 {
		start = 65536
	}
	gap := from + 8 + 2*cells
	if gap > start || start > len(b) { // no page of a table, or a damaged one
		return nil
	}
	if err := m.region(b[gap:start], false); err != nil {
		return err
	}
	for last := 0; block > last && block+4 <= len(b); {
		size := int(be.Uint16(b[block+2:]))
		if size < 4 || block+size > len(b) {
			return nil
		}
		if err := m.region(b[block:block+size], true); err != nil {
			return err
		}
		last, block = block, int(be.Uint16(b[block:]))
	}
	return nil
}

// remnantLog is a file beside the database with pages as they were.
type remnantLog struct {
	at   io.ReaderAt
	size int64
}

// log looks at the pages of a log, whatever became of them.
func (m *remnants) log(l remnantLog, page []byte) error {
	var magic [4]byte
	from, step, skip := int64(0), m.file.page, int64(0)
	l.at.ReadAt(magic[:], 0)
	if be.Uint32(magic[:])&^1 == 0x377f0682 {
		from, step, skip = 32, m.file.page+24, 24
	} else {
		// A journal is cleared by zeros over its head, of a sector or 512 bytes; its pages
		// stand between two numbers.
		from, step, skip = 512, m.file.page+8, 4
	}
	for off := from; off < l.size; off += step {
		if err := m.rd.ctx.Err(); err != nil {
			return err
		}
		n, err := l.at.ReadAt(page, off+skip)
		if n == 0 {
			if err != nil && err != io.EOF {
				return err
			}
			break
		}
		if err := m.region(page[:n], false); err != nil {
			return err
		}
	}
	return nil
}

// region finds rows in b. freed: it begins with four bytes that were written over
// those of a row.
func (m *remnants) region(b []byte, freed bool) error {
	from := 0 // of what is in no whole row
	for i := 0; i < len(b); {
		n := 0
		if b[i] != 0 && (i > 0 || !freed) {
			n = m.cell(b[i:])
		}
		if n == 0 {
			i++
			continue
		}
		own := append(m.spare[:0], m.values...)
		if err := m.between(b[from:i]); err != nil {
			return err
		}
		m.values, m.spare = own, m.values
		if err := m.row(); err != nil {
			return err
		}
		i += n
		from = i
	}
	return m.between(b[from:])
}

// between finds rows in b that have lost their beginning: four bytes that say where
// the next free place is and how much was free from here on, when the row was freed.
func (m *remnants) between(b []byte) error {
	if m.inLog { // its pages are whole, or what lies in them is in the file
		return nil
	}
	loose, met := 0, true // met: a row can begin here
	for i := 0; i+8 < len(b); {
		n := 0
		if size := int(be.Uint16(b[i+2:])); size > 8 && size <= len(b)-i || met && size > 0 {
			if rest := b[i+4 : i+min(max(size, 9), len(b)-i)]; met || size == len(b)-i {
				n = m.headless(rest)
			} else if n = m.headless(rest); n < len(rest)-3 {
				n = 0
			}
		}
		if n == 0 {
			i, met = i+1, false
			continue
		}
		if err := m.loose(b[loose:i]); err != nil {
			return err
		}
		if err := m.row(); err != nil {
			return err
		}
		i += 4 + n
		loose, met = i, true
	}
	return m.loose(b[loose:])
}
