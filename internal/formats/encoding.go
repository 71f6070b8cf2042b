package formats

import (
	"bytes"
	"io"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

type encoding int

const (
	encNone encoding = iota // not text
	encUTF8                 // bytes that are no UTF-8 are taken for Windows-1252
	encUTF16LE
	encUTF16BE
	encUTF32LE
	encUTF32BE
)

// sniffEncoding goes by the byte order mark, else by where the zero bytes are,
// else by how many control characters there are.
func sniffEncoding(head []byte) encoding {
	switch {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		return encUTF8
	case bytes.HasPrefix(head, []byte{0xff, 0xfe, 0, 0}):
		return encUTF32LE
	case bytes.HasPrefix(head, []byte{0, 0, 0xfe, 0xff}):
		return encUTF32BE
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}) && !oneByteText(head[2:]):
		return encUTF16LE
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}) && !oneByteText(head[2:]):
		return encUTF16BE
	}
	var zero [4]int
	control, wide, blank, parts := 0, 0, 0, 0
	run, void := 0, 0 // zero bytes in a row, and all of long rows
	for i, b := range head {
		if b != 0 {
			run = 0
		} else if run++; run == longVoid {
			void += longVoid
		} else if run > longVoid {
			void++
		}
		switch {
		case b == 0:
			zero[i&3]++
			control++
		case b == ' ' || b == '\n' || b == '\r' || b == '\t':
			blank++
		case b >= utf8.RuneSelf:
			wide++
		case b == 0x1e || b == 0x1f: // they part records and cells
			parts++
		case b < 9, b > 13 && b < 32 && b != 27 && b != 26:
			control++
		}
	}
	if control > 0 { // where there are others, these are numbers too
		control += parts
	}
	half := len(head) / 2
	most, few := half/2*9/10, half/40
	even, odd := zero[0]+zero[2], zero[1]+zero[3]
	switch {
	case half >= 8 && zero[2] > most && zero[3] > most && zero[0] <= few:
		return encUTF32LE
	case half >= 8 && zero[0] > most && zero[1] > most && zero[3] <= few:
		return encUTF32BE
	case half >= 4 && odd > half*2/5 && even < half/20:
		return encUTF16LE
	case half >= 4 && even > half*2/5 && odd < half/20:
		return encUTF16BE
	case void > 0 && len(head)-void > len(head)/8 && (control-void)*50 <= len(head)-void:
		return encUTF8 // blocks were never written, as a power cut leaves it in a log
	case len(head) < headSize && writtenOver(head):
		return encUTF8
	case control*50 > len(head):
		return encNone
	case blank == 0 && wide > 32 && wide > len(head)/4 && !utf8.Valid(head) && !utf8.Valid(head[:len(head)-1]) && !utf8.Valid(head[:len(head)-2]) && !utf8.Valid(head[:len(head)-3]):
		return encNone // such as EBCDIC, whose blanks and line ends are others
	}
	return encUTF8
}

// writtenOver says that b, a whole file, is text and behind it nothing but zeros: as
// much room as a program had asked for. Of what is next to all zeros nobody knows.
func writtenOver(b []byte) bool {
	text := bytes.TrimRight(b, "\x00")
	if len(text) < longVoid || len(b)-len(text) < longVoid || len(text)*32 < len(b) {
		return false
	}
	for _, c := range text {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

// oneByteText says that b, which stands behind what may be a byte order mark, is
// text of one byte a letter all the same: in two bytes it would be letters of the
// far east alone, without a blank or the end of a line.
func oneByteText(b []byte) bool {
	if len(b) < 32 || bytes.IndexByte(b, 0) >= 0 {
		return false
	}
	plain, blank := 0, 0
	for _, c := range b {
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t' {
			plain++
		}
		if c == ' ' || c == '\n' {
			blank++
		}
	}
	return plain*10 > len(b)*8 && blank*40 > len(b)
}

// longVoid is how many zero bytes in a row are none of a text in two or four
// bytes a letter.
const longVoid = 32

// decodeSample is the beginning of a file as UTF-8, cut at the last line end
// when there is one.
func decodeSample(enc encoding, head []byte) []byte {
	out, _ := io.ReadAll(newDecoder(enc, bytes.NewReader(head)))
	return out
}

// decoder turns r into UTF-8.
type decoder struct {
	enc   encoding
	r     io.Reader
	raw   []byte // what was read and not yet decoded
	out   []byte // what was decoded and not yet delivered: part of store, or of raw's buffer where that is UTF-8
	store []byte
	first bool
	err   error

	buffers *[2][]byte // where raw and store come from
}

func newDecoder(enc encoding, r io.Reader) *decoder {
	return &decoder{enc: enc, r: r, first: true}
}

// decoderBuffers go from one letter of a mailbox to the next, which has a decoder
// of its own: raw and store.
var decoderBuffers = sync.Pool{New: func() any { return &[2][]byte{make([]byte, 0, 32<<10), nil} }}

func (d *decoder) Read(p []byte) (int, error) {
	for len(d.out) == 0 {
		if d.err != nil && len(d.raw) == 0 {
			if d.buffers != nil {
				d.buffers[0], d.buffers[1] = d.raw[:0], d.store
				decoderBuffers.Put(d.buffers)
				d.buffers, d.raw, d.store, d.out = nil, nil, nil, nil
			}
			return 0, d.err
		}
		if d.buffers == nil {
			d.buffers = decoderBuffers.Get().(*[2][]byte)
			d.raw, d.store = d.buffers[0][:0], d.buffers[1][:0]
		}
		if d.err == nil {
			n, err := d.r.Read(d.raw[len(d.raw):cap(d.raw)])
			d.raw = d.raw[:len(d.raw)+n]
			d.err = err
		}
		d.decode()
	}
	n := copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}

func (d *decoder) decode() {
	raw := d.raw
	if d.first && (len(raw) >= 4 || d.err != nil) {
		d.first = false
		switch d.enc {
		case encUTF8:
			raw = bytes.TrimPrefix(raw, []byte{0xef, 0xbb, 0xbf})
		case encUTF16LE:
			raw = bytes.TrimPrefix(raw, []byte{0xff, 0xfe})
		case encUTF16BE:
			raw = bytes.TrimPrefix(raw, []byte{0xfe, 0xff})
		case encUTF32LE:
			raw = bytes.TrimPrefix(raw, []byte{0xff, 0xfe, 0, 0})
		case encUTF32BE:
			raw = bytes.TrimPrefix(raw, []byte{0, 0, 0xfe, 0xff})
		}
	}
	if d.first { // too short to know
		return
	}
	d.store = d.store[:0]
	if d.enc == encUTF8 && utf8.Valid(raw) { // delivered as it lies, before more is read over it
		d.out, d.raw = raw, d.raw[:0]
		return
	}
	var used int
	switch d.enc {
	case encUTF8:
		used = d.utf8(raw)
	case encUTF32LE, encUTF32BE:
		used = d.utf32(raw)
	default:
		used = d.utf16(raw)
	}
	d.out = d.store
	d.raw = d.raw[:copy(d.raw[:cap(d.raw)], raw[used:])]
}

func (d *decoder) utf8(raw []byte) int {
	i := 0
	if whole := len(raw) - cutRune(raw); utf8.Valid(raw[:whole]) {
		d.store = append(d.store, raw[:whole]...)
		i = whole
	}
	for i < len(raw) {
		if raw[i] < utf8.RuneSelf {
			d.store = append(d.store, raw[i])
			i++
			continue
		}
		if d.err == nil && !utf8.FullRune(raw[i:]) {
			break
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			r = windows1252(raw[i])
		}
		d.store = utf8.AppendRune(d.store, r)
		i += n
	}
	return i
}

// cutRune is how many bytes of a letter raw ends in the middle of.
func cutRune(raw []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(raw); n++ {
		if b := raw[len(raw)-n:]; utf8.RuneStart(b[0]) {
			if utf8.FullRune(b) {
				return 0
			}
			return n
		}
	}
	return 0
}

func (d *decoder) utf16(raw []byte) int {
	at := func(i int) uint16 {
		if d.enc == encUTF16LE {
			return uint16(raw[i]) | uint16(raw[i+1])<<8
		}
		return uint16(raw[i])<<8 | uint16(raw[i+1])
	}
	i := 0
	for i+1 < len(raw) {
		u := rune(at(i))
		if utf16.IsSurrogate(u) {
			if i+3 >= len(raw) && d.err == nil {
				return i
			}
			if i+3 < len(raw) {
				if r := utf16.DecodeRune(u, rune(at(i+2))); r != utf8.RuneError {
					d.store = utf8.AppendRune(d.store, r)
					i += 4
					continue
				}
			}
			u = utf8.RuneError
		}
		d.store = utf8.AppendRune(d.store, u)
		i += 2
	}
	if d.err != nil && i < len(raw) { // an odd byte at the end
		return len(raw)
	}
	return i
}

func (d *decoder) utf32(raw []byte) int {
	i := 0
	for ; i+3 < len(raw); i += 4 {
		u := le.Uint32(raw[i:])
		if d.enc == encUTF32BE {
			u = u<<24 | u<<8&0xff0000 | u>>8&0xff00 | u>>24
		}
		d.store = utf8.AppendRune(d.store, rune(min(u, utf8.MaxRune+1))) // what is no letter becomes U+FFFD
	}
	if d.err != nil {
		return len(raw)
	}
	return i
}

// windows1252 is the letter for a byte that is no UTF-8.
func windows1252(b byte) rune {
	if b >= 0x80 && b < 0xa0 {
		return cp1252[b-0x80]
	}
	return rune(b)
}

var cp1252 = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
}
