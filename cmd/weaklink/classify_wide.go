package main

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// offsets turns places in a piece of text as UTF-8 into those in the file.
type offsets struct {
	wide  bool  // the file has two bytes a letter, or four
	base  int64 // of the piece, in bytes of UTF-8
	at    int   // up to here in the piece
	units int64 // there are so many pairs of bytes in the file
}

func (p *offsets) of(text []byte, i int) int64 {
	if !p.wide {
		return p.base + int64(i)
	}
	for p.at < i {
		r, n := utf8.DecodeRune(text[p.at:])
		if p.at += n; r >= 0x10000 {
			p.units++
		}
		p.units++
	}
	return 2 * p.units
}

// end is called with each piece when all of it was read.
func (p *offsets) end(text []byte) {
	p.of(text, len(text))
	p.base, p.at = p.base+int64(len(text)), 0
}

// inUTF8 reads UTF-16, which begins with its mark or in which every other byte is
// zero, as UTF-8. wide: it was.
func inUTF8(r io.Reader) (text io.Reader, wide bool) {
	in := bufio.NewReaderSize(r, 4096)
	head, _ := in.Peek(4096)
	even, odd := 0, 0
	for i, b := range head {
		if b == 0 {
			even, odd = even+1-i&1, odd+i&1
		}
	}
	half := len(head) / 2
	order := unicode.LittleEndian
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe, 0, 0}): // UTF-32
		return in, false
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), half >= 8 && odd > half*2/5 && even < half/20:
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}), half >= 8 && even > half*2/5 && odd < half/20:
		order = unicode.BigEndian
	default:
		return in, false
	}
	// The mark is a letter of the file like any other.
	return unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Reader(in), true
}
