package classify

import "bytes"

// Heads are the names of the columns of a text that is a table, for one goroutine. What a number is
// they say as a word before it does: nhs;name above 943 476 5919;Anna Ott.
type Heads struct {
	sep   byte
	names [][]byte // with a colon behind; nil: the name adds nothing to the cells

	all, own []Find // of the text before, whose room is used again
}

// headRows is how many rows are tried to find out which names add something.
const headRows = 30

// HeadsOf reads the names of the columns in the first line of text; nil: it is no
// table, or none of its names adds to what its cells tell by themselves.
func HeadsOf(text []byte) *Heads {
	line, rest, _ := bytes.Cut(text, newline)
	h := &Heads{}
	for _, sep := range []byte(";\t|,") {
		if n := bytes.Count(line, []byte{sep}); n > 0 && n < 500 && len(line) < 1<<14 {
			h.sep = sep
			break
		}
	}
	if h.sep == 0 {
		return nil
	}
	letters := false
	h.cells(line, func(_, from, to int) {
		name := line[from:to]
		letters = letters || bytes.ContainsFunc(name, func(r rune) bool { return r >= 'A' })
		h.names = append(h.names, append(bytes.Clone(name), ": "...))
	})
	if !letters || len(h.names) < 2 {
		return nil
	}
	tried, more, sure := make([]int, len(h.names)), make([]int, len(h.names)), make([]int, len(h.names))
	var buf []byte
	for range headRows {
		row, after, _ := bytes.Cut(rest, newline)
		if rest = after; len(row) == 0 {
			break
		}
		n := 0
		h.cells(row, func(at, from, to int) {
			if n++; at >= len(h.names) || from == to {
				return
			}
			tried[at]++
			name := h.names[at]
			buf = append(append(buf[:0], name...), row[from:to]...)
			named, bare := best(buf, len(name)), best(row[from:to], 0)
			if named.Confidence >= Sure {
				sure[at]++
			}
			if named.Confidence >= Sure && named.Confidence > bare.Confidence && (named.Kind != bare.Kind || bare.Confidence < Sure) {
				more[at]++
			}
		})
		if n != len(h.names) {
			return nil
		}
	}
	any := false
	for i := range h.names {
		// Where most cells are known by themselves, the name is for the rest of them.
		if more[i] == 0 || sure[i]*2 <= tried[i] {
			h.names[i] = nil
		}
		any = any || h.names[i] != nil
	}
	if !any {
		return nil
	}
	return h
}

var newline = []byte{'\n'}

// best is the likeliest of what is found in text from that place on.
func best(text []byte, from int) (out Find) {
	Scan(text, func(f Find) bool {
		if f.Start >= from && f.Confidence > out.Confidence {
			out = f
		}
		return true
	})
	return out
}

// cells calls each with the number of every cell of a line and where it stands,
// without quotes and blanks around it.
func (h *Heads) cells(line []byte, each func(at, from, to int)) {
	line = bytes.TrimRight(line, "\r")
	from, quoted, n := 0, false, 0
	for i := 0; i <= len(line); i++ {
		if i < len(line) {
			if line[i] == '"' {
				quoted = !quoted
			}
			if quoted || line[i] != h.sep {
				continue
			}
		}
		a, b := from, i
		for a < b && (line[a] == ' ' || line[a] == '"') {
			a++
		}
		for b > a && (line[b-1] == ' ' || line[b-1] == '"') {
			b--
		}
		each(n, a, b)
		n++
		from = i + 1
	}
}

// Scan is Scan of a text that is part of the table, whole lines of it. A nil h
// adds nothing.
func (h *Heads) Scan(text []byte, yield func(Find) bool) {
	if h == nil {
		Scan(text, yield)
		return
	}
	all, own := h.all[:0], h.own[:0]
	Scan(text, func(f Find) bool {
		all = append(all, f)
		return true
	})
	var buf []byte
	for at := 0; at < len(text); {
		end := bytes.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		line := text[at : at+end]
		h.cells(line, func(n, from, to int) {
			if n >= len(h.names) || h.names[n] == nil || from == to || to-from > 200 {
				return
			}
			name := h.names[n]
			buf = append(append(buf[:0], name...), line[from:to]...)
			Scan(buf, func(f Find) bool {
				if f.Start >= len(name) {
					f.Start, f.End = at+from+f.Start-len(name), at+from+f.End-len(name)
					own = append(own, f)
				}
				return true
			})
		})
		at += end + 1
	}
	h.all, h.own = all, own
	merge(all, own, yield)
}

// merge yields the finds of both in their order, of those that overlap the likelier.
func merge(a, b []Find, yield func(Find) bool) {
	var last Find
	for len(a)+len(b) > 0 {
		from := &a
		if len(a) == 0 || len(b) > 0 && b[0].Start < a[0].Start {
			from = &b
		}
		f := (*from)[0]
		*from = (*from)[1:]
		if f.Start < last.End {
			if f.Confidence > last.Confidence {
				last = f
			}
			continue
		}
		if last.End > 0 && !yield(last) {
			return
		}
		last = f
	}
	if last.End > 0 {
		yield(last)
	}
}
