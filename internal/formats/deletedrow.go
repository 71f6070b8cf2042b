package formats

import (
	"bytes"
	"hash/maphash"
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// varint reads a number of SQLite, the largest digits first; n is its length, 0: it is cut off.
func varint(b []byte) (v uint64, n int) {
	for n < len(b) && n < 9 {
		c := b[n]
		if n++; n == 9 {
			return v<<8 | uint64(c), n
		}
		if v = v<<7 | uint64(c&0x7f); c < 0x80 {
			return v, n
		}
	}
	return 0, 0
}

// sizeOf is how many bytes a value of this type has; -1 for types that are none.
func sizeOf(typ uint64) int {
	switch {
	case typ <= 4:
		return int(typ)
	case typ == 5:
		return 6
	case typ <= 7:
		return 8
	case typ <= 9:
		return 0
	case typ <= 11 || typ > 2*maxValue:
		return -1
	}
	return int(typ-12) / 2
}

// cell takes a whole cell at the beginning of b, with or without a number of the
// row, and returns its length; 0: it is none.
func (m *remnants) cell(b []byte) int {
	if m.work < 0 {
		return 0
	}
	payload, n := varint(b)
	if n == 0 || payload < 4 || payload > maxValue {
		return 0
	}
	if _, k := varint(b[n:]); k > 0 {
		if got := m.record(b[n+k:], int(payload)); got > 0 {
			return n + k + got
		}
	}
	if got := m.record(b[n:], int(payload)); got > 0 {
		return n + got
	}
	return 0
}

// record takes a record of payload bytes, of which those that lie in other pages
// are missing.
func (m *remnants) record(b []byte, payload int) int {
	head, n := varint(b)
	if n == 0 || head < 3 || int(head) > payload || int(head) > len(b) || head > 1000 {
		return 0
	}
	m.values = m.values[:0]
	sum := int(head)
	for at := n; at < int(head); {
		typ, k := varint(b[at:head])
		size := sizeOf(typ)
		if k == 0 || size < 0 {
			return 0
		}
		at += k
		m.values = append(m.values, remnant{typ: typ})
		if sum += size; sum > payload {
			return 0
		}
	}
	if sum != payload || m.prose(b[:head]) {
		return 0
	}
	have := min(payload, len(b))
	if payload > m.local && have == payload { // the rest lies elsewhere
		have = min(have, m.local)
	}
	if !m.bodies(b[head:have]) {
		return 0
	}
	return have
}

// prose says whether what should be the types of values is text: in the middle of
// a long one anything can be found.
func (m *remnants) prose(b []byte) bool {
	for _, c := range b {
		if c < ' ' || c == 0x7f {
			return false
		}
	}
	return true
}

// headless takes a row whose first four bytes are gone: how long it is, where its
// number of columns is not known, is told by texts that can be read.
func (m *remnants) headless(b []byte) int {
	if m.work < 0 {
		return 0
	}
	if len(b) > 4 && b[0] >= 3 && b[0] < 128 { // the head begins here
		for payload := len(b); payload > len(b)-4 && payload > 4; payload-- {
			if n := m.record(b, payload); n > 0 {
				return n
			}
		}
	}
	best, prose := 0, true
	types := m.types[:0]
	defer func() { m.types = types }()
	sum, at := 0, 0
	for len(types) < 100 && at < len(b) {
		typ, k := varint(b[at:])
		size := sizeOf(typ)
		if k == 0 || size < 0 {
			break
		}
		at += k
		if sum += size; at+sum > len(b) {
			break
		}
		if types = append(types, typ); sum < 4 {
			prose = prose && m.prose(b[at-k:at])
			continue
		}
		m.values = m.values[:0]
		for _, t := range types {
			m.values = append(m.values, remnant{typ: t})
		}
		if prose = prose && m.prose(b[at-k:at]); !prose && m.bodies(b[at:at+sum]) {
			best = len(types)
			if at+sum >= len(b)-3 { // to the end of what is free
				return at + sum
			}
		}
	}
	if best == 0 {
		return 0
	}
	m.values, at, sum = m.values[:0], 0, 0
	for range best {
		typ, k := varint(b[at:])
		at, sum = at+k, sum+sizeOf(typ)
		m.values = append(m.values, remnant{typ: typ})
	}
	m.bodies(b[at : at+sum])
	return at + sum
}

// bodies gives each value its bytes, as far as there are any, and says whether the
// texts are such that somebody wrote them.
func (m *remnants) bodies(b []byte) bool {
	text := 0
	for i := range m.values {
		v := &m.values[i]
		n := min(sizeOf(v.typ), len(b))
		v.body, b = b[:n], b[n:]
		if v.typ < 13 || v.typ&1 == 0 {
			continue
		}
		if !m.legible(v.body, len(b) == 0) {
			m.work -= 16
			return false
		}
		text += n
		m.work -= n
	}
	return text >= 3
}

// legible says whether b is text; cut: its end may be missing.
func (m *remnants) legible(b []byte, cut bool) bool {
	if m.wide != nil {
		for ; len(b) >= 2; b = b[2:] {
			if c := m.wide.Uint16(b); c < ' ' && c != '\n' && c != '\r' && c != '\t' {
				return false
			}
		}
		return len(b) == 0 || cut
	}
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f {
			return false
		}
	}
	for n := 0; n < 4 && n <= len(b); n++ {
		if utf8.Valid(b[:len(b)-n]) {
			return true
		}
		if !cut {
			return false
		}
	}
	return false
}

// row hands over the values, unless the tables hold them still.
func (m *remnants) row() error {
	from, news, whole, cut := len(m.line), false, false, false
	for _, v := range m.values {
		start := len(m.line)
		switch t := v.typ; {
		case len(v.body) < sizeOf(t) && t < 12:
		case t == 8:
			m.line = append(m.line, '0')
		case t == 9:
			m.line = append(m.line, '1')
		case t == 7:
			m.line = strconv.AppendFloat(m.line, math.Float64frombits(be.Uint64(v.body)), 'f', -1, 64)
		case t >= 1 && t <= 6:
			n := int64(int8(v.body[0]))
			for _, c := range v.body[1:] {
				n = n<<8 | int64(c)
			}
			m.line = strconv.AppendInt(m.line, n, 10)
		case t >= 13 && t&1 == 1:
			m.line = m.appendText(m.line, v.body)
			switch {
			case len(m.line)-start <= 3:
			case len(v.body) < sizeOf(t): // the rest lies in other pages, and the table may have all of it
				cut, m.cut = true, true
			default:
				whole = true
				news = m.new(m.line[start:]) || news
			}
			if bytes.HasPrefix(m.line[start:], []byte("CREATE ")) { // a row of the catalogue
				m.line = m.line[:from]
				return nil
			}
		}
		for i := start; i < len(m.line); i++ { // a row is a line
			if c := m.line[i]; c == '\n' || c == '\r' || c == '\t' {
				m.line[i] = ' '
			}
		}
		m.line = append(m.line, '\t')
	}
	if m.first || !news && (whole || !cut || m.inLog) || m.known.told.add(maphash.Bytes(m.known.seed, m.line[from:])) {
		m.line = m.line[:from]
		return nil
	}
	m.line[len(m.line)-1] = '\n'
	return m.full()
}

// mostTexts is how many texts of deleted rows are told apart.
const mostTexts = 1 << 20

// new says whether no table has this text.
func (m *remnants) new(b []byte) bool {
	h := maphash.Bytes(m.known.seed, b)
	if !m.first {
		return !m.known.met.has(h)
	}
	if len(m.texts) < mostTexts {
		m.texts = append(m.texts, h)
	}
	return false
}

func (m *remnants) appendText(dst, b []byte) []byte {
	if m.wide == nil {
		for len(b) > 0 && !utf8.Valid(b[max(0, len(b)-4):]) && b[len(b)-1] >= utf8.RuneSelf { // it was cut off
			b = b[:len(b)-1]
		}
		return append(dst, b...)
	}
	var u []uint16
	for ; len(b) >= 2; b = b[2:] {
		u = append(u, m.wide.Uint16(b))
	}
	return append(dst, string(utf16.Decode(u))...)
}

// loose hands over texts that are in no row that could be made out: what stood
// in rows whose beginning is gone, a run of letters a line.
func (m *remnants) loose(b []byte) error {
	const least = 8
	if m.wide != nil {
		return nil
	}
	for len(b) > 0 {
		n, letters := 0, 0
		for n < len(b) && b[n] >= ' ' && b[n] != 0x7f {
			if c := b[n] | 0x20; c >= 'a' && c <= 'z' || b[n] >= '0' && b[n] <= '9' {
				letters++
			}
			n++
		}
		if n >= least && letters*2 > n && utf8.Valid(b[:n]) && m.new(b[:n]) && !m.known.told.add(maphash.Bytes(m.known.seed, b[:n])) {
			m.line = append(append(m.line, b[:n]...), '\n')
			if err := m.full(); err != nil {
				return err
			}
		}
		for b = b[n:]; len(b) > 0 && (b[0] < ' ' || b[0] == 0x7f); b = b[1:] {
		}
	}
	return nil
}

func (m *remnants) full() error {
	if len(m.line) < bufferSize/2 {
		return nil
	}
	return m.flush()
}

func (m *remnants) flush() error {
	if len(m.line) == 0 {
		return nil
	}
	if !m.begun {
		m.begun = true
		if err := m.rd.sink.Part(joinNames(m.rd.within, deletedRows)); err != nil {
			return err
		}
	}
	if err := m.rd.all.add(len(m.line)); err != nil {
		return &NotRead{"bomb", errBomb.Error(), bombNext}
	}
	err := m.rd.sink.Text(m.line)
	m.line = m.line[:0]
	return err
}
