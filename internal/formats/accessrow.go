package formats

import (
	"bytes"
	"errors"
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// Where a row lies is said by 13 bits; two more say that it is deleted, or that
// there is only where it lies now. What lies there says that it is deleted, too.
const (
	jetGone   = 0x8000
	jetMoved  = 0x4000
	jetOffset = 0x1fff
)

// slots are where in a page its rows lie, with their flags.
func (j *jet) slots(b []byte) []uint16 {
	at := 12
	if j.old {
		at = 8
	}
	n := int(le.Uint16(b[at:]))
	if n > (len(b)-at-2)/2 {
		return nil
	}
	out := make([]uint16, n)
	for i := range out {
		out[i] = le.Uint16(b[at+2+2*i:])
	}
	return out
}

// slot is a row of a page: it ends where the one before begins.
func slotOf(b []byte, slots []uint16, i int) []byte {
	if i >= len(slots) {
		return nil
	}
	end := len(b)
	if i > 0 {
		end = int(slots[i-1] & jetOffset)
	}
	if from := int(slots[i] & jetOffset); from < end && end <= len(b) {
		return b[from:end]
	}
	return nil
}

// each reads the rows of a table, or those that were deleted from it. A row that
// cannot be made out counts as damage.
func (j *jet) each(t *jetTable, gone bool, take func(*sqlRow) error) error {
	var row sqlRow
	page, other := make([]byte, j.page), make([]byte, j.page)
	bad, read := 0, 0
	for _, n := range j.of[t.page] {
		if err := j.read(page, n); err != nil {
			return err
		}
		slots := j.slots(page)
		for i, s := range slots {
			b := slotOf(page, slots, i)
			switch s & (jetGone | jetMoved) {
			case jetMoved:
				if gone || len(b) < 4 {
					continue
				}
				to := le.Uint32(b)
				if err := j.read(other, to>>8); err != nil {
					if errors.Is(err, errJet) {
						bad++
						continue
					}
					return err
				}
				if len(j.moved) < manyPointers {
					j.moved[to] = true
				}
				b = slotOf(other, j.slots(other), int(to&0xff))
			case 0:
				if gone {
					continue
				}
			default:
				if !gone || j.moved[n<<8|uint32(i)] || len(b) <= 4 {
					continue
				}
			}
			row.reset()
			if !j.row(t, b, &row) {
				if !gone {
					bad++
				}
				continue
			}
			if err := take(&row); err != nil {
				return err
			}
			read++
		}
	}
	if bad > 0 || !gone && read < t.count { // pages of it are gone
		j.damaged++
	}
	return nil
}

// row makes out the values of a row: how many columns it has, those of fixed size
// at their place, the others, where each of those begins from the last to the first,
// how many they are, and a bit for each column that is there.
func (j *jet) row(t *jetTable, b []byte, row *sqlRow) bool {
	var columns, head int
	if j.old {
		if len(b) < 3 {
			return false
		}
		columns, head = int(b[0]), 1
	} else {
		if len(b) < 5 {
			return false
		}
		columns, head = int(le.Uint16(b)), 2
	}
	mask := (columns + 7) / 8
	if len(b) < head+mask+head {
		return false
	}
	there := b[len(b)-mask:]
	var vars []int
	if t.vars > 0 {
		if vars = j.starts(b, mask); vars == nil {
			return false
		}
	}
	for _, c := range t.columns {
		set := c.number < columns && there[c.number/8]&(1<<(c.number%8)) != 0
		var v []byte
		switch {
		case c.kind == 1:
			if set {
				row.buf = append(row.buf, '1')
			} else {
				row.buf = append(row.buf, '0')
			}
		case !set:
		case c.fixed:
			if from := head + c.offset; from+c.size <= len(b) {
				v = b[from : from+c.size]
			}
		case c.variable+1 < len(vars):
			if from, to := vars[c.variable], vars[c.variable+1]; from <= to && to <= len(b) {
				v = b[from:to]
			}
		}
		if len(v) > 0 {
			row.buf = j.value(row.buf, &c, v)
		}
		row.end()
	}
	return true
}

// starts are where the values without fixed place begin, and where the last ends.
func (j *jet) starts(b []byte, mask int) []int {
	if !j.old {
		at := len(b) - mask - 2
		n := int(le.Uint16(b[at:]))
		if at-2*(n+1) < 0 {
			return nil
		}
		out := make([]int, n+1)
		for i := range out {
			at -= 2
			out[i] = int(le.Uint16(b[at:]))
		}
		return out
	}
	// A byte each; where a row is longer, bytes between say from which on 256 is added.
	at := len(b) - mask - 1
	n := int(b[at])
	jumps := (len(b) - 1) / 256
	first := at - jumps - 1
	if first-n < 0 {
		return nil
	}
	if (first-n)/256 < jumps {
		jumps--
	}
	out, used := make([]int, n+1), 0
	for i := range out {
		for used < jumps && i == int(b[at-1-used]) {
			used++
		}
		out[i] = int(b[first-i]) + used*256
	}
	return out
}

func (c *jetColumn) typ() string {
	switch c.kind {
	case 1:
		return "boolean"
	case 2, 3:
		return "smallint"
	case 4, 0x12:
		return "integer"
	case 5, 0x10:
		return "decimal"
	case 6, 7:
		return "double"
	case 8, 0x14:
		return "timestamp"
	case 0x13:
		return "bigint"
	}
	return "text"
}

// value appends a value as people read it.
func (j *jet) value(dst []byte, c *jetColumn, v []byte) []byte {
	switch {
	case c.kind == 2 && len(v) >= 1:
		return strconv.AppendInt(dst, int64(v[0]), 10)
	case c.kind == 3 && len(v) >= 2:
		return strconv.AppendInt(dst, int64(int16(le.Uint16(v))), 10)
	case (c.kind == 4 || c.kind == 0x12) && len(v) >= 4:
		return strconv.AppendInt(dst, int64(int32(le.Uint32(v))), 10)
	case c.kind == 5 && len(v) >= 8:
		return jetDecimal(dst, big.NewInt(int64(le.Uint64(v))), 4)
	case c.kind == 6 && len(v) >= 4:
		return strconv.AppendFloat(dst, float64(math.Float32frombits(le.Uint32(v))), 'f', -1, 32)
	case c.kind == 7 && len(v) >= 8:
		return strconv.AppendFloat(dst, math.Float64frombits(le.Uint64(v)), 'g', -1, 64)
	case c.kind == 8 && len(v) >= 8:
		return jetTime(dst, math.Float64frombits(le.Uint64(v)))
	case c.kind == 9, c.kind == 0x0b: // bytes
		if c.kind == 0x0b && len(v) >= 4 && le.Uint32(v)&0xffffff > smallBlob {
			j.objects++
		}
		return dst
	case c.kind == 0x0a:
		return j.text(dst, v)
	case c.kind == 0x0c:
		return j.text(dst, j.memo(v))
	case c.kind == 0x0f && len(v) >= 16:
		return appendHex(dst, v)
	case c.kind == 0x10 && len(v) >= 17:
		var b [16]byte // four groups of four, the last group first
		for i := range b {
			b[15-i] = v[1+12-4*(i/4)+i%4]
		}
		n := new(big.Int).SetBytes(b[:])
		if v[0]&0x80 != 0 {
			n.Neg(n)
		}
		return jetDecimal(dst, n, c.scale)
	case c.kind == 0x13 && len(v) >= 8:
		return strconv.AppendInt(dst, int64(le.Uint64(v)), 10)
	case c.kind == 0x14: // days and parts of a day in digits
		if i := bytes.IndexByte(v, ':'); i > 0 {
			if days, err := strconv.Atoi(string(v[:i])); err == nil && days < 4_000_000 {
				return time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days).AppendFormat(dst, "2006-01-02")
			}
		}
	}
	return dst
}

func jetDecimal(dst []byte, n *big.Int, scale int) []byte {
	s := new(big.Int).Abs(n).String()
	if n.Sign() < 0 {
		dst = append(dst, '-')
	}
	for scale = min(scale, 40); len(s) <= scale; {
		s = "0" + s
	}
	dst = append(dst, s[:len(s)-scale]...)
	if scale > 0 {
		dst = append(append(dst, '.'), s[len(s)-scale:]...)
	}
	return dst
}

// jetTime is a day counted from the end of 1899, with its part that is gone.
func jetTime(dst []byte, days float64) []byte {
	if math.IsNaN(days) || days < -700_000 || days > 3_000_000 {
		return dst
	}
	whole := math.Trunc(days)
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(whole)).Add(time.Duration(math.Round(math.Abs(days-whole)*86400)) * time.Second)
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.AppendFormat(dst, "2006-01-02")
	}
	return t.AppendFormat(dst, "2006-01-02 15:04:05")
}

func appendHex(dst, v []byte) []byte {
	const digits = "0123456789abcdef"
	for i, at := range []int{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15} {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			dst = append(dst, '-')
		}
		dst = append(dst, digits[v[at]>>4], digits[v[at]&15])
	}
	return dst
}

// memo is a long value: in its row, in a row of another page, or in several.
func (j *jet) memo(v []byte) []byte {
	if len(v) < 12 {
		return nil
	}
	size := int(le.Uint32(v) & 0x3fffffff & 0xffffff)
	switch v[3] & 0xc0 {
	case 0x80:
		return v[12:min(len(v), 12+size)]
	case 0x40:
		b := j.piece(le.Uint32(v[4:]))
		return bytes.Clone(b[:min(len(b), size)])
	}
	var out []byte
	for to := le.Uint32(v[4:]); to != 0 && len(out) < min(size, maxValue); {
		b := j.piece(to)
		if len(b) <= 4 {
			break
		}
		to = le.Uint32(b)
		out = append(out, b[4:]...)
	}
	return out[:min(len(out), size, maxValue)]
}

// piece is a part of a long value.
func (j *jet) piece(to uint32) []byte {
	if j.read(j.long, to>>8) != nil || j.long[0] != jetPageRows {
		return nil
	}
	return slotOf(j.long, j.slots(j.long), int(to&0xff))
}

// text appends a text: in one byte a letter in old databases, in two since, with
// those that begin with a mark in one and a zero before and behind what is in two.
func (j *jet) text(dst, b []byte) []byte {
	if j.old {
		for _, c := range b {
			if c != 0 {
				dst = utf8.AppendRune(dst, j.chars.DecodeByte(c))
			}
		}
		return dst
	}
	var u []uint16
	if len(b) < 2 || b[0] != 0xff || b[1] != 0xfe {
		for ; len(b) > 1; b = b[2:] {
			u = append(u, le.Uint16(b))
		}
	} else {
		tight := true
		for b = b[2:]; len(b) > 0; {
			switch {
			case b[0] == 0:
				tight, b = !tight, b[1:]
			case tight:
				u, b = append(u, uint16(b[0])), b[1:]
			case len(b) > 1:
				u, b = append(u, le.Uint16(b)), b[2:]
			default:
				b = nil
			}
		}
	}
	for _, r := range utf16.Decode(u) {
		if r != 0 {
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// lost hands over the text of pages whose table is gone.
func (j *jet) lost(known map[uint32]bool) error {
	var line []byte
	flush := func() error {
		err := j.rd.sink.Text(line)
		line = line[:0]
		if err != nil {
			return sinkError{err}
		}
		return nil
	}
	for _, owner := range slices.Sorted(maps.Keys(j.of)) {
		if known[owner] || owner == jetCatalog {
			continue
		}
		for _, n := range j.of[owner] {
			if err := j.read(j.buf, n); err != nil {
				return err
			}
			line = j.runs(line, j.buf)
			if len(line) > bufferSize/2 {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
	if len(line) == 0 {
		return nil
	}
	return flush()
}

// runs appends texts of eight letters or more, a line each, in one or two bytes a letter.
func (j *jet) runs(dst, b []byte) []byte {
	const least = 8
	for i := 0; i+least < len(b); {
		n, step, letters := 0, 1, 0
		if !j.old && b[i+1] == 0 {
			step = 2
		}
		from := len(dst)
		for i+n+step <= len(b) && legible(b[i+n]) && (step == 1 || b[i+n+1] == 0) {
			if j.old {
				dst = utf8.AppendRune(dst, j.chars.DecodeByte(b[i+n]))
			} else {
				dst = append(dst, b[i+n])
			}
			if c := b[i+n] | 0x20; c >= 'a' && c <= 'z' || b[i+n] >= '0' && b[i+n] <= '9' {
				letters++
			}
			n += step
		}
		if n/step < least || letters < least {
			dst = dst[:from]
			i += max(n, 1)
			continue
		}
		dst = append(bytes.ToValidUTF8(dst, nil), '\n')
		i += n
	}
	return dst
}

func legible(c byte) bool { return c >= ' ' && c < 0x7f || c >= 0xa0 }
