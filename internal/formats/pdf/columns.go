package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// columns puts what stands side by side in the order in which people read it:
// columns of a text, and labels, that a program drew line by line over all of
// them. Rows of a table stay as they are.
func columns(lines []Line) []Line {
	if !slices.ContainsFunc(lines, func(l Line) bool { return len(l.Cells) > 1 }) {
		return lines
	}
	var out []Line
	for from := 0; from < len(lines); {
		b, to := blockAt(lines, from)
		from = to
		switch {
		case b.text():
			out = append(out, b.read(0, len(b.rows))...)
		case b.labels():
			for i := 0; i < len(b.groups)-1; i++ {
				out = append(out, b.read(b.groups[i], b.groups[i+1])...)
			}
		default:
			out = append(out, b.rows...)
		}
	}
	return out
}

// block is lines below each other, of which some have cells that begin in the same
// places.
type block struct {
	rows   []Line
	lefts  []float64 // where its columns begin
	groups []int     // rows that have room above them, and the end
}

// blockAt is the block that begins with a line: up to where a line stands higher
// again or reaches over several of its columns.
func blockAt(lines []Line, from int) (b block, to int) {
	for to = from + 1; to < len(lines) && to-from < tallest && lines[to].Y < lines[to-1].Y; to++ {
	}
	rows := lines[from:to]
	b = block{rows: rows, lefts: lefts(rows)}
	if len(b.lefts) < 2 || len(b.lefts) > widest {
		return b, to
	}
	for i, l := range rows {
		if !b.fits(l) {
			if i == 0 { // a heading over all of them
				return block{rows: rows[:1]}, from + 1
			}
			b.rows, to = rows[:i], from+i
			break
		}
	}
	var steps []float64
	for i := 1; i < len(b.rows); i++ {
		steps = append(steps, b.rows[i-1].Y-b.rows[i].Y)
	}
	slices.Sort(steps)
	for i := range b.rows {
		if i == 0 || b.rows[i-1].Y-b.rows[i].Y > steps[len(steps)/2]*wide {
			b.groups = append(b.groups, i)
		}
	}
	b.groups = append(b.groups, len(b.rows))
	return b, to
}

// No page for people has more lines below each other, more columns, or more rows
// of cells: a file that was made to cost time may.
const (
	tallest = 400
	widest  = 64
	most    = 2000
)

// lefts are the places at which cells of at least three rows begin, from the left.
func lefts(rows []Line) (out []float64) {
	const least = 3
	var at []float64
	size := 0.0
	for _, l := range rows {
		for _, c := range cells(l) {
			at = append(at, c.X)
		}
		size = max(size, l.Size)
	}
	slices.Sort(at)
	for i := 0; i < len(at); {
		j := i
		for j < len(at) && at[j]-at[i] < size {
			j++
		}
		if j-i >= least {
			out = append(out, at[i])
		}
		i = j
	}
	return out
}

// cells are the parts of a line: itself, where it has none.
func cells(l Line) []Cell {
	if len(l.Cells) > 0 {
		return l.Cells
	}
	return []Cell{{l.Text, l.X, l.Right}}
}

// column is the one in which a cell stands, or -1 when it is in none, or reaches
// into the next.
func (b *block) column(c Cell, size float64) int {
	for i, x := range slices.Backward(b.lefts) {
		if c.X > x-size/2 {
			if i+1 < len(b.lefts) && c.Right > b.lefts[i+1] {
				return -1
			}
			return i
		}
	}
	return -1
}

// fits says whether each cell of a line stands in a column of its own.
func (b *block) fits(l Line) bool {
	last := -1
	for _, c := range cells(l) {
		i := b.column(c, l.Size)
		if i <= last {
			return false
		}
		last = i
	}
	return true
}

// text says whether the block is columns of a text: long cells, of which the words
// go on in the one below.
func (b *block) text() bool {
	const rows, length = 6, 24 // at least, letters
	if len(b.lefts) != 2 && len(b.lefts) != 3 {
		return false
	}
	n, small, letters := make([]int, len(b.lefts)), make([]int, len(b.lefts)), make([]int, len(b.lefts))
	for _, l := range b.rows {
		for _, c := range cells(l) {
			i := b.column(c, l.Size)
			n[i]++
			letters[i] += utf8.RuneCountInString(c.Text)
			if plain(firstWord(c.Text)) {
				small[i]++
			}
		}
	}
	for i := range n {
		if n[i] < rows || letters[i] < length*n[i] || small[i]*3 < n[i] {
			return false
		}
	}
	return true
}

// labels says whether what stands side by side is of the same kind - a name
// beside a name, a town beside a town - and what stands below each other is not:
// in a table it is the other way round. Labels without room between them are
// parted where their kinds come again.
func (b *block) labels() bool {
	const rows = 3 // at least
	var kinds []byte
	same, of := 0, 0
	for _, l := range b.rows {
		all := cells(l)
		kinds = append(kinds, class(all[0].Text))
		if len(all) < 2 {
			continue
		}
		of++
		if !slices.ContainsFunc(all, func(c Cell) bool { return class(c.Text) != class(all[0].Text) }) {
			same++
		}
	}
	if of < rows || same*5 < of*4 {
		return false
	}
	if len(b.groups) == 2 {
		n := period(kinds)
		if n == 0 {
			return varied(kinds) >= rows
		}
		b.groups = b.groups[:0]
		for i := 0; i < len(kinds); i += n {
			b.groups = append(b.groups, i)
		}
		b.groups = append(b.groups, len(kinds))
		return true
	}
	again := true // each label has the same kinds in the same order
	for i := 0; i+1 < len(b.groups); i++ {
		one := kinds[b.groups[i]:b.groups[i+1]]
		if again = again && string(one) == string(kinds[:b.groups[1]]); len(one) >= 2 && varied(one) < min(rows, len(one)) && !again {
			return false
		}
	}
	return varied(kinds) >= 2 && b.groups[1] >= 2
}

// period is after how many rows the same kinds come again, at least twice; 0: never.
func period(kinds []byte) int {
	const least = 3
	for n := least; n <= min(len(kinds)/2, widest); n++ {
		right := 0
		for i, k := range kinds {
			if k == kinds[i%n] {
				right++
			}
		}
		if right*10 >= len(kinds)*9 && varied(kinds[:n]) >= least {
			return n
		}
	}
	return 0
}

func varied(kinds []byte) int {
	seen := slices.Clone(kinds)
	slices.Sort(seen)
	return len(slices.Compact(seen))
}

// class is what a cell looks like: an address of mail, words, words and a number
// behind them, a number and words behind it, a number.
func class(s string) byte {
	if strings.Contains(s, "@") {
		return '@'
	}
	letters, digits := strings.IndexFunc(s, unicode.IsLetter), strings.IndexFunc(s, unicode.IsDigit)
	switch {
	case digits < 0:
		return 'w'
	case letters < 0:
		return 'n'
	case letters < digits:
		return 's'
	}
	return 't'
}

// read are the cells of rows, column by column, each a line.
func (b *block) read(from, to int) (out []Line) {
	for i := range b.lefts {
		for _, l := range b.rows[from:to] {
			for _, c := range cells(l) {
				if b.column(c, l.Size) == i {
					one := l
					one.Text, one.X, one.Right, one.Columns, one.Cells = c.Text, c.X, c.Right, false, nil
					out = append(out, one)
				}
			}
		}
	}
	return out
}

// stack is lines below each other within a cell, a label or a column.
type stack struct {
	first, last int
	x, right    float64
	kinds       []byte
}

// rowsOf finds stacks that are cells of one row: in a table of
// which the cells have several lines each, a program draws cell by cell. Rows are
// told by coming again with cells in the same places; labels side by side, which
// do so too, are alike in their kinds. A line that is true goes on with the record
// of the one above.
func rowsOf(lines []Line, apart func(i int) bool) []bool {
	const tall, least = 6, 3 // lines of a cell at most, rows of a table at least
	var all []stack
	for i, l := range lines {
		if i == 0 || apart(i) {
			all = append(all, stack{first: i, x: l.X, right: l.Right})
		}
		s := &all[len(all)-1]
		s.last, s.x, s.right, s.kinds = i, min(s.x, l.X), max(s.right, l.Right), append(s.kinds, class(l.Text))
	}
	on := make([]bool, len(lines))
	var rows [][]stack
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].x > all[j-1].x+lines[all[j].first].Size && lines[all[j].first].Y >= lines[all[i].last].Y-1 && lines[all[j].last].Y <= lines[all[i].first].Y+1 {
			j++
		}
		rows = append(rows, all[i:j])
		i = j
	}
	same := func(a, b []stack) bool {
		return len(a) == len(b) && !slices.ContainsFunc(a, func(s stack) bool {
			return !slices.ContainsFunc(b, func(o stack) bool { return o.x-s.x < lines[s.first].Size && s.x-o.x < lines[s.first].Size })
		})
	}
	if len(rows) > most {
		return on
	}
	for _, r := range rows {
		if len(r) < 2 || slices.ContainsFunc(r, func(s stack) bool { return len(s.kinds) > tall }) {
			continue
		}
		n, labels := 0, 0
		for _, o := range rows {
			if same(r, o) {
				if n++; alikeKinds(o) {
					labels++
				}
			}
		}
		if n < least || labels*3 > n {
			continue
		}
		for _, s := range r[1:] {
			on[s.first] = true
		}
	}
	return on
}

// alikeKinds says whether stacks side by side hold the same kinds in the same order.
func alikeKinds(r []stack) bool {
	for _, s := range r[1:] {
		same, n := 0, max(len(s.kinds), len(r[0].kinds))
		for i := range min(len(s.kinds), len(r[0].kinds)) {
			if s.kinds[i] == r[0].kinds[i] {
				same++
			}
		}
		if same*5 < n*3 {
			return false
		}
	}
	return true
}
