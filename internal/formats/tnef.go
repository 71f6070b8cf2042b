package formats

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// winmail.dat is how Outlook and Exchange pack a message and its attachments for
// other Outlooks: a list of attributes, one behind the other ([MS-OXTNEF], 2.1).

const tnefMagic = "\x78\x9f\x3e\x22"

func isTNEF(head []byte) bool {
	return len(head) >= 16 && string(head[:4]) == tnefMagic && (head[6] == 1 || head[6] == 2)
}

// The attributes that are read.
const (
	tnefSubject   = 0x8004
	tnefBody      = 0x800c
	tnefData      = 0x800f
	tnefTitle     = 0x8010
	tnefRendering = 0x9002 // an attachment begins
	tnefProps     = 0x9003
	tnefAttached  = 0x9005 // properties of the attachment
	tnefFrom      = 0x8000
)

var errTNEF = &NotRead{"mail", "the winmail.dat is damaged", "ask the sender for the message as plain mail"}

// maxProps is how much of the properties is taken into memory.
const maxProps = 8 << 20

func (rd *reader) tnef(r io.Reader) (Result, error) {
	b, err := rd.unpack("mail")
	if err != nil {
		return Result{}, err
	}
	in := &skipper{r: r}
	if err := in.skip(6); err != nil {
		return b.res, err
	}
	name := ""
	for n := 0; ; n++ {
		var head [9]byte
		if _, err := io.ReadFull(in, head[:]); err == io.EOF && n > 0 {
			break
		} else if err != nil {
			b.notes(" attached to it")
			return b.res, tnefError(err)
		}
		if err := rd.ctx.Err(); err != nil {
			return b.res, err
		}
		size := int64(le.Uint32(head[5:]))
		body := &io.LimitedReader{R: in, N: size}
		err := error(nil)
		switch le.Uint16(head[1:]) {
		case tnefRendering:
			name = ""
		case tnefTitle:
			var s []byte
			if s, err = io.ReadAll(io.LimitReader(body, 4096)); err == nil {
				name = string(decodeSample(encUTF8, bytes.Trim(s, "\x00")))
			}
		case tnefData:
			file := name
			if file == "" {
				file = "attached"
			}
			err = b.member(file, func(inner *reader) (Result, error) { return inner.unpacked(body) })
			if e := rd.sink.Part(rd.within); err == nil {
				err = e
			}
		case tnefSubject, tnefBody, tnefFrom:
			err = rd.textOf(newDecoder(encUTF8, &closing{r: body, end: []byte{'\n'}}))
		case tnefProps, tnefAttached:
			if size > maxProps {
				b.miss("mail", "it holds a property larger than 8 MB", unpack)
				break
			}
			var props []byte
			if props, err = io.ReadAll(body); err == nil {
				err = rd.properties(props, b)
			}
		}
		if err == nil && body.N > 0 {
			err = in.skip(body.N)
		}
		if err == nil {
			err = in.skip(2) // a checksum
		}
		if err != nil {
			b.notes(" attached to it")
			return b.res, tnefError(err)
		}
	}
	b.notes(" attached to it")
	return b.res, nil
}

func tnefError(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errTNEF
	}
	return err
}

// properties hands over the texts among the properties of a message.
func (rd *reader) properties(p []byte, b *bundle) error {
	bad := false
	take := func(n uint32) []byte {
		if uint64(n) > uint64(len(p)) {
			bad, p = true, nil
			return nil
		}
		out := p[:n]
		p = p[n:]
		return out
	}
	u32 := func() uint32 {
		if v := take(4); v != nil {
			return le.Uint32(v)
		}
		return 0
	}
	padded := func(n uint32) []byte {
		v := take(n)
		if pad := -n & 3; pad > 0 && len(p) > 0 {
			take(min(pad, uint32(len(p))))
		}
		return v
	}
	for n := u32(); n > 0 && !bad && len(p) > 0; n-- {
		kind := u32()
		id := kind >> 16
		if id >= 0x8000 {
			take(16)
			if u32() == 0 {
				u32()
			} else {
				padded(u32())
			}
		}
		count := uint32(1)
		typ := kind & 0xfff
		if kind&0x1000 != 0 || typ == 0x1e || typ == 0x1f || typ == 0x102 || typ == 0x0d {
			count = u32()
		}
		for ; count > 0 && !bad && len(p) > 0; count-- {
			var v []byte
			switch typ {
			case 0x1e, 0x1f, 0x102, 0x0d:
				v = padded(u32())
			case 2, 3, 4, 0x0a, 0x0b:
				take(4)
			case 5, 6, 7, 0x14, 0x40:
				take(8)
			case 0x48:
				take(16)
			default:
				bad = true
			}
			if err := rd.property(id, typ, v, b); err != nil {
				return err
			}
		}
	}
	if bad {
		return errTNEF
	}
	return nil
}

func (rd *reader) property(id, typ uint32, v []byte, b *bundle) error {
	if len(v) == 0 {
		return nil
	}
	var text []byte
	switch {
	case typ == 0x1e:
		text = decodeSample(encUTF8, bytes.Trim(v, "\x00"))
	case typ == 0x1f:
		text = bytes.Trim(decodeUTF16(v), "\x00")
	case id == 0x1013: // the body as a page
		return rd.html(inCharset(bytes.NewReader(v), ""))
	case id == 0x1009:
		return rd.compressedRTF(v, b)
	}
	if len(text) == 0 {
		return nil
	}
	return rd.sink.Text(append(text, '\n'))
}

// lzfuStart is what every compressed RTF begins with, unsaid ([MS-OXRTFCP], 2.1.2.1).
const lzfuStart = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` + "\r\n" + `\par \pard\plain\f0\fs20\b\i\u\tab\tx`

// compressedRTF reads the body of a message as Outlook packs it.
func (rd *reader) compressedRTF(v []byte, b *bundle) error {
	text, ok := unpackRTF(v)
	if !ok {
		b.miss("mail", "the formatted text of the message is damaged", "open the mail and look")
		return nil
	}
	_, err := rd.rtf(strings.NewReader(string(text)))
	return err
}

func unpackRTF(v []byte) (text []byte, ok bool) {
	if len(v) < 16 {
		return nil, false
	}
	raw := min(int(le.Uint32(v[4:])), 64<<20)
	switch string(v[8:12]) {
	case "MELA":
		return v[16:][:min(raw, len(v)-16)], true
	case "LZFu":
	default:
		return nil, false
	}
	dict := make([]byte, 4096)
	at := copy(dict, lzfuStart)
	v = v[16:]
	put := func(c byte) {
		text = append(text, c)
		dict[at] = c
		at = (at + 1) & 4095
	}
	for len(v) > 0 && len(text) < raw {
		flags := v[0]
		v = v[1:]
		for bit := range 8 {
			if flags&(1<<bit) == 0 {
				if len(v) < 1 {
					return text, len(text) >= raw
				}
				put(v[0])
				v = v[1:]
				continue
			}
			if len(v) < 2 {
				return text, len(text) >= raw
			}
			from, n := int(v[0])<<4|int(v[1])>>4, int(v[1]&15)+2
			v = v[2:]
			if from == at { // the end
				return text, true
			}
			for range n {
				put(dict[from])
				from = (from + 1) & 4095
			}
		}
	}
	return text, len(text) >= raw
}
