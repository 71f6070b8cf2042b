package classify

import (
	"bytes"
	"hash/maphash"
	"slices"
	"unicode/utf8"
)

// Heads are the names of the columns of a text that is a table, for one goroutine. What a number is
// they say as a word before it does: nhs;name above 943 476 5919;Anna Ott.
type Heads struct {
	sep   byte
	names [][]byte // with a colon behind; nil: the name adds nothing to the cells
	wide  []int    // where they begin, in letters, of a table whose columns have a width
	none  []bool   // columns whose bare numbers are not what they look like by themselves

	all, own []Find // of the text before, whose room is used again
	known    cellsKnown
}

// cellsKnown are cells that stood below a name a moment ago, and what was found in them:
// given names, towns and days come again and again.
type cellsKnown struct {
	seed  maphash.Seed
	slots []cellKnown // nil: none was asked for yet
}

type cellKnown struct {
	text  []byte // its name and the cell
	finds []Find // within the cell
}

const (
	knownCells  = 1 << 12
	longestCell = 48 // bytes: longer ones do not come twice
)

// of is where what is found in a cell lies, or is put; text is its name and the cell.
func (k *cellsKnown) of(text []byte) (at *cellKnown, known bool) {
	if k.slots == nil {
		k.seed, k.slots = maphash.MakeSeed(), make([]cellKnown, knownCells)
	}
	at = &k.slots[maphash.Bytes(k.seed, text)%knownCells]
	if bytes.Equal(at.text, text) {
		return at, true
	}
	at.text, at.finds = append(at.text[:0], text...), at.finds[:0]
	return at, false
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
	if h.sep == 0 && !h.spread(line) && !h.alone(line, rest) {
		return nil
	}
	letters := false
	h.cells(line, func(_, from, to int) {
		name := line[from:to]
		letters = letters || bytes.ContainsFunc(name, func(r rune) bool { return r >= 'A' })
		h.names = append(h.names, append(bytes.Clone(name), ": "...))
	})
	if !letters {
		return nil
	}
	tried, more, sure := make([]int, len(h.names)), make([]int, len(h.names)), make([]int, len(h.names))
	numbers := make([]numbersBelow, len(h.names))
	var buf []byte
	for range headRows {
		row, after, _ := bytes.Cut(rest, newline)
		if rest = after; len(row) == 0 {
			break
		}
		n := 0
		h.cells(row, func(at, from, to int) {
			if n++; at >= len(h.names) || from == to || ruled(row[from:to]) {
				return
			}
			tried[at]++
			name := h.names[at]
			buf = append(append(buf[:0], name...), row[from:to]...)
			named, bare := best(buf, len(name)), best(row[from:to], 0)
			if named.Confidence >= Sure {
				sure[at]++
			}
			numbers[at].add(row[from:to], named, bare)
			if named.Confidence >= Sure && named.Confidence > bare.Confidence && (named.Kind != bare.Kind || bare.Confidence < Sure) {
				more[at]++
			}
		})
		if n != len(h.names) {
			return nil
		}
	}
	any := false
	h.none = make([]bool, len(h.names))
	for i := range h.names {
		h.none[i] = numbers[i].none()
		any = any || h.none[i]
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

// spread says whether the line is names of columns with two blanks and more between them, as
// programs print tables of a fixed width.
func (h *Heads) spread(line []byte) bool {
	if len(line) > 400 || bytes.ContainsAny(line, "0123456789:=.!?") && !bytes.Contains(line, []byte("   ")) {
		return false
	}
	at, blanks, signs := 0, 2, 0
	for _, r := range string(bytes.TrimRight(line, "\r ")) {
		if r == ' ' {
			blanks++
		} else {
			if blanks > 1 {
				h.wide = append(h.wide, at)
			}
			if blanks = 0; r >= '0' && r <= '9' || r == '=' || r == '{' {
				signs++
			}
		}
		at++
	}
	if len(h.wide) < 2 || signs > 0 {
		h.wide = nil
	}
	return h.wide != nil
}

// spreadCells are the cells of such a line; none when it does not keep the columns. A
// line of dashes has empty ones.
func (h *Heads) spreadCells(line []byte, each func(at, from, to int)) {
	rule := len(bytes.Trim(line, "-=+ ")) == 0
	var room [24]int
	starts, col, before := room[:0], 0, byte(' ')
	for i := 0; i < len(line) && len(starts) < len(h.wide); i++ {
		if !utf8.RuneStart(line[i]) {
			continue
		}
		if col == h.wide[len(starts)] {
			if before != ' ' && !rule {
				return
			}
			starts = append(starts, i)
		}
		before = line[i]
		col++
	}
	for n := range h.wide {
		from, to := len(line), len(line)
		if n < len(starts) && !rule {
			from = starts[n]
		}
		if n+1 < len(starts) {
			to = starts[n+1]
		}
		for to > from && line[to-1] == ' ' {
			to--
		}
		for from < to && line[from] == ' ' {
			from++
		}
		each(n, from, max(from, to))
	}
}

// alone says whether the text is one column: a name above numbers, one a line.
func (h *Heads) alone(line, rest []byte) bool {
	if len(line) > 80 || bytes.ContainsAny(line, "0123456789:=") {
		return false
	}
	h.sep = '\n' // stands in no line
	rows := 0
	for len(rest) > 0 && rows < headRows {
		var row []byte
		row, rest, _ = bytes.Cut(rest, newline)
		if row = bytes.TrimRight(row, "\r"); len(row) == 0 {
			break
		}
		digits := 0
		for _, c := range row {
			if isDigit(c) {
				digits++
			} else if isLetter(c) && !isUpper(c) || c >= 0x80 || c == ',' || c == ':' {
				return false
			}
		}
		if digits < 4 || len(row) > 40 {
			return false
		}
		rows++
	}
	return rows > 3
}

var newline = []byte{'\n'}

// numbersBelow are the cells of a column that are digits and their signs alone.
type numbersBelow struct {
	long, cards   int // of 13 digits and more, and those that a card could have
	found, denied int // those that are something, and those that are nothing behind the column's name
}

func (n *numbersBelow) add(cell []byte, named, bare Find) {
	digits := 0
	for _, c := range cell {
		if isDigit(c) {
			digits++
		} else if c != ' ' && c != '-' {
			return
		}
	}
	if bare.Confidence >= Sure && bare.End-bare.Start == len(cell) {
		n.found++
		if named.Confidence < bareChance {
			n.denied++
		}
	}
	if digits >= 13 && digits <= 19 && named.Confidence < .98 {
		n.long++
		if bare.Kind == "card" {
			n.cards++
		}
	}
}

// none says whether what numbers of the column look like by themselves is chance:
// the column's name speaks of orders or the like, or most of them fail the check
// that a few pass.
func (n *numbersBelow) none() bool {
	return n.found > 0 && n.denied*2 > n.found || n.long > 3 && n.cards*2 < n.long
}

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
	if h.wide != nil {
		h.spreadCells(line, each)
		return
	}
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
			if n < len(h.none) && h.none[n] {
				all = without(all, at+from, at+to)
			}
			if n >= len(h.names) || h.names[n] == nil || from == to || to-from > 200 || ruled(line[from:to]) {
				return
			}
			name := h.names[n]
			buf = append(append(buf[:0], name...), line[from:to]...)
			var cell cellKnown
			in, known := &cell, false
			if to-from <= longestCell {
				in, known = h.known.of(buf)
			}
			if !known {
				Scan(buf, func(f Find) bool {
					if f.Start >= len(name) {
						f.Start, f.End = f.Start-len(name), f.End-len(name)
						in.finds = append(in.finds, f)
					}
					return true
				})
			}
			for _, f := range in.finds {
				f.Start, f.End = at+from+f.Start, at+from+f.End
				own = append(own, f)
			}
		})
		at += end + 1
	}
	h.all, h.own = all, own
	merge(all, own, yield)
}

// ruled says whether a cell is of the line below the names of a table of Markdown.
func ruled(cell []byte) bool {
	return (cell[0] == '-' || cell[0] == ':' || cell[0] == ' ') && len(bytes.Trim(cell, "-: ")) == 0
}

// without drops what is a whole cell.
func without(all []Find, from, to int) []Find {
	i, ok := slices.BinarySearchFunc(all, from, func(f Find, at int) int { return f.Start - at })
	if ok && all[i].End == to {
		return slices.Delete(all, i, i+1)
	}
	return all
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
