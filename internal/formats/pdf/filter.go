package pdf

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/ascii85"
	"io"

	"golang.org/x/image/tiff/lzw"
)

// decode unpacks a stream. What is damaged ends where it is damaged; a filter
// for pictures gives nothing.
func (f *file) decode(s stream) ([]byte, error) {
	var filters []any
	switch v := f.get(s.dict["Filter"]).(type) {
	case name:
		filters = []any{v}
	case []any:
		filters = v
	}
	var parms []any
	switch v := f.get(s.dict["DecodeParms"]).(type) {
	case dict:
		parms = []any{v}
	case []any:
		parms = v
	}
	b := s.raw
	if len(filters) > 4 {
		return nil, nil
	}
	for i, fl := range filters {
		n, _ := f.get(fl).(name)
		var r io.Reader
		switch n {
		case "FlateDecode", "Fl":
			r = inflater(b)
		case "LZWDecode", "LZW":
			r = lzw.NewReader(bytes.NewReader(b), lzw.MSB, 8)
		case "ASCII85Decode", "A85":
			b = bytes.TrimPrefix(bytes.TrimSpace(b), []byte("<~"))
			if end := bytes.Index(b, []byte("~")); end >= 0 {
				b = b[:end]
			}
			r = ascii85.NewDecoder(bytes.NewReader(b))
		case "ASCIIHexDecode", "AHx":
			l := &lexer{b: append([]byte("<"), b...)}
			b = l.hex()
			continue
		case "RunLengthDecode", "RL":
			r = &runs{b: b}
		case "Crypt": // not encrypted, though the others are
			continue
		default:
			return nil, nil
		}
		out, err := f.take(r)
		if err != nil {
			return nil, err
		}
		b = out
		if i < len(parms) {
			b = f.unpredict(b, f.dict(parms[i]))
		}
	}
	return b, nil
}

// take reads r as far as the budget of the file goes.
func (f *file) take(r io.Reader) ([]byte, error) {
	var out bytes.Buffer
	buf := make([]byte, 32<<10)
	for {
		if err := f.ctx.Err(); err != nil {
			return nil, err
		}
		n, err := r.Read(buf)
		out.Write(buf[:n])
		if f.unpacked += n; f.unpacked > maxUnpack {
			return nil, ErrTooLarge
		}
		if err != nil || n == 0 { // damaged streams give what they gave until then
			return out.Bytes(), nil
		}
	}
}

func inflater(b []byte) io.Reader {
	if z, err := zlib.NewReader(bytes.NewReader(b)); err == nil {
		return z
	}
	return flate.NewReader(bytes.NewReader(b)) // a header that is wrong, or none
}

// unpredict undoes the PNG predictors (7.4.4.4).
func (f *file) unpredict(b []byte, d dict) []byte {
	p, _ := f.get(d["Predictor"]).(float64)
	if p < 10 {
		return b
	}
	number := func(k name, otherwise int) int {
		if n, ok := f.get(d[k]).(float64); ok && n >= 1 && n <= 1<<16 {
			return int(n)
		}
		return otherwise
	}
	bits := number("Colors", 1) * number("BitsPerComponent", 8)
	bpp := max(1, bits/8)
	row := (bits*number("Columns", 1) + 7) / 8
	out := make([]byte, 0, len(b))
	prev := make([]byte, row)
	for len(b) > row {
		kind, cur := b[0], append([]byte(nil), b[1:row+1]...)
		for i := range cur {
			var left, upLeft byte
			if i >= bpp {
				left, upLeft = cur[i-bpp], prev[i-bpp]
			}
			switch kind {
			case 1:
				cur[i] += left
			case 2:
				cur[i] += prev[i]
			case 3:
				cur[i] += byte((int(left) + int(prev[i])) / 2)
			case 4:
				cur[i] += paeth(left, prev[i], upLeft)
			}
		}
		out = append(out, cur...)
		prev, b = cur, b[row+1:]
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int { return max(n, -n) }

// runs is the run-length filter (7.4.5).
type runs struct {
	b    []byte
	have []byte
}

func (r *runs) Read(p []byte) (int, error) {
	if len(r.have) == 0 {
		if len(r.b) < 2 || r.b[0] == 128 {
			return 0, io.EOF
		}
		n := int(r.b[0])
		if n < 128 {
			end := min(len(r.b), n+2)
			r.have, r.b = r.b[1:end], r.b[end:]
		} else {
			r.have, r.b = bytes.Repeat(r.b[1:2], 257-n), r.b[2:]
		}
	}
	n := copy(p, r.have)
	r.have = r.have[n:]
	return n, nil
}
