package formats

import (
	"io"
	"math"
	"unicode/utf8"
)

func latin(b []byte) []byte {
	out := make([]byte, 0, len(b)+8)
	for _, c := range b {
		out = utf8.AppendRune(out, windows1252(c))
	}
	return out
}

// short is a text with its length in one byte.
func (b *biff) short(r []byte) (s, rest []byte, err error) {
	if len(r) < 1 {
		return nil, nil, errRecord
	}
	n := int(r[0])
	if b.old {
		n = min(n, len(r)-1)
		return latin(r[1 : 1+n]), r[1+n:], nil
	}
	return plain(r[1:], n)
}

// text16 is a text with its length in two bytes.
func text16(r []byte) (s, rest []byte, err error) {
	if len(r) < 3 {
		return nil, nil, errRecord
	}
	return plain(r[2:], int(le.Uint16(r)))
}

// plain is n letters behind a byte of flags. Formatting behind them is left.
func plain(r []byte, n int) (s, rest []byte, err error) {
	if len(r) < 1 {
		return nil, nil, errRecord
	}
	flags := r[0]
	r = r[1:]
	if flags&8 != 0 {
		r = r[min(2, len(r)):]
	}
	if flags&4 != 0 {
		r = r[min(4, len(r)):]
	}
	if flags&1 == 0 {
		n = min(n, len(r))
		return latin(r[:n]), r[n:], nil
	}
	n = min(2*n, len(r))
	return decodeUTF16(r[:n]), r[n:], nil
}

func decodeUTF16(b []byte) []byte {
	d := decoder{enc: encUTF16LE, err: io.EOF}
	d.utf16(b)
	return d.store
}

// rk is a number in four bytes.
func rk(v uint32) float64 {
	var f float64
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	} else {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

// shared reads the table of texts. A text goes over into the next record at any
// letter, and there a byte says anew how its letters are written.
func (b *biff) shared() error {
	if len(b.rec) < 8 {
		return errRecord
	}
	count := int(le.Uint32(b.rec[4:]))
	r := b.rec[8:]
	refill := func() error {
		rec, err := b.goesOn()
		if err == nil && rec == nil {
			err = errRecord
		}
		r = rec
		return err
	}
	t := &b.book.texts
	for range count {
		if len(r) == 0 {
			if err := refill(); err != nil {
				return err
			}
		}
		if len(r) < 3 {
			return errRecord
		}
		n, flags := int(le.Uint16(r)), r[2]
		r = r[3:]
		skip := 0
		if flags&8 != 0 && len(r) >= 2 {
			skip += 4 * int(le.Uint16(r))
			r = r[2:]
		}
		if flags&4 != 0 && len(r) >= 4 {
			skip += int(le.Uint32(r) & 0xffffff)
			r = r[4:]
		}
		start := len(t.all)
		for wide := flags&1 != 0; n > 0; {
			if len(r) == 0 {
				if err := refill(); err != nil {
					return err
				}
				if len(r) == 0 {
					return errRecord
				}
				wide, r = r[0]&1 != 0, r[1:]
			}
			if wide {
				k := min(n, len(r)/2)
				if k == 0 {
					return errRecord
				}
				t.all = append(t.all, decodeUTF16(r[:2*k])...)
				r, n = r[2*k:], n-k
			} else {
				k := min(n, len(r))
				t.all = append(t.all, latin(r[:k])...)
				r, n = r[k:], n-k
			}
		}
		for skip > 0 {
			if len(r) == 0 {
				if err := refill(); err != nil {
					return err
				}
			}
			k := min(skip, len(r))
			if k == 0 {
				return errRecord
			}
			r, skip = r[k:], skip-k
		}
		if len(t.all)+4*len(t.ends) > maxSharedBytes {
			t.over = true
			if err := b.rd.sink.Text(append(t.all[start:], '\n')); err != nil {
				return err
			}
			t.all = t.all[:start]
			continue
		}
		t.ends = append(t.ends, uint32(len(t.all)))
	}
	return nil
}
