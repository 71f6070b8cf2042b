package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is what a page says, a paragraph a line where its text runs on, and an
// empty line where there is room above one: a file knows lines alone, and who
// is named at the end of one may live at the beginning of the next.
func (p Page) Text() []string { return Texts([]Page{p})[0] }

// Texts are what pages say, each as Page.Text has it. A paragraph that goes on
// over the end of a page stands whole on the page on which it ends.
func Texts(pages []Page) [][]string {
	flows := make([]*flow, len(pages))
	for i, p := range pages {
		flows[i] = newFlow(p.Lines)
	}
	running(flows)
	out := make([][]string, len(pages))
	for i, f := range flows {
		if i > 0 {
			flows[i-1].over(f)
		}
	}
	for i, f := range flows {
		for _, p := range f.paras {
			switch {
			case p.text == "":
			case p.apart && len(out[i]) > 0:
				out[i] = append(out[i], "", p.text)
			default:
				out[i] = append(out[i], p.text)
			}
		}
	}
	return out
}

// flow tells which lines of a page go on in the next.
type flow struct {
	lines   []Line
	running []bool  // lines that stand on every page
	leading float64 // from one line to the next, mostly, in points
	prose   bool    // lines go on in words: rows of a list begin with names and numbers
	paras   []para
}

// para is a paragraph, or a line that is none.
type para struct {
	text        string
	first, last int // lines
	apart       bool
}

func newFlow(lines []Line) *flow {
	f := &flow{lines: columns(lines)}
	f.running = make([]bool, len(f.lines))
	f.measure()
	on := make([]bool, len(f.lines))
	if !f.prose {
		on = rowsOf(f.lines, f.apart)
	}
	for i, l := range f.lines {
		switch {
		case i == 0:
			f.paras = append(f.paras, para{l.Text, i, i, false})
		case f.prose && (f.runsOn(i) || f.nextColumn(i)):
			p := &f.paras[len(f.paras)-1]
			p.text, p.last = joined(p.text, l.Text), i
		default:
			f.paras = append(f.paras, para{l.Text, i, i, f.apart(i) && !on[i]})
		}
	}
	return f
}

func (f *flow) measure() {
	var steps []float64
	for i := 1; i < len(f.lines); i++ {
		if d := f.lines[i-1].Y - f.lines[i].Y; d > 0 {
			steps = append(steps, d)
		}
	}
	if len(steps) == 0 {
		return
	}
	slices.Sort(steps)
	f.leading = steps[(len(steps)-1)/3] // half of them may be wider, in a list of cards
	on, small := 0, 0
	for i := 1; i < len(f.lines); i++ {
		if !f.runsOn(i) {
			continue
		}
		on++
		above := f.lines[i-1].Text
		if plain(firstWord(f.lines[i].Text)) || plain(above[strings.LastIndexByte(above, ' ')+1:]) {
			small++
		}
	}
	// Half of the words of a text are small in any language that has them. Rows
	// begin with names and end with numbers and addresses.
	f.prose = on > 0 && small*3 >= on
}

// wide is how much wider a step than the usual one parts paragraphs.
const wide = 1.3

// indent is how far the first line of a paragraph may stand in or out, in sizes
// of its letters.
const indent = 2.5

// apart says whether there is room above a line, or it stands elsewhere.
func (f *flow) apart(i int) bool {
	a, b := f.lines[i-1], f.lines[i]
	d := a.Y - b.Y
	return d <= 0 || d > f.leading*wide || b.X > a.Right || b.Right < a.X
}

// runsOn says whether a line was begun only because its first word had no more
// room on the one above.
func (f *flow) runsOn(i int) bool {
	a, b := f.lines[i-1], f.lines[i]
	return !f.apart(i) && math.Abs(a.X-b.X) <= indent*a.Size && alike(a, b) && !f.begins(i) && f.full(i-1, b)
}

// alike says whether lines may be of one paragraph by how they are set.
func alike(a, b Line) bool {
	return !a.Columns && !b.Columns && math.Abs(a.Size-b.Size) <= a.Size/10 && a.Bold == b.Bold
}

// full says whether the first word of b had no more room at the end of a line.
func (f *flow) full(i int, b Line) bool {
	a := f.lines[i]
	n := utf8.RuneCountInString(b.Text)
	word := (b.Right - b.X) * float64(utf8.RuneCountInString(firstWord(b.Text))) / float64(max(1, n))
	return a.Right+a.Size/5+word > f.right(i)
}

// right is how far the column of a line reaches.
func (f *flow) right(i int) (right float64) {
	for _, l := range f.beside(i) {
		right = max(right, l.Right)
	}
	return right
}

// begins says whether a line stands in where most do not: the first of a paragraph.
func (f *flow) begins(i int) bool {
	b := f.lines[i]
	left, n, out := b.X, 0, 0
	for _, l := range f.beside(i) {
		left = min(left, l.X)
	}
	if b.X-left < .8*b.Size {
		return false
	}
	for _, l := range f.beside(i) {
		if n++; l.X-left < .3*b.Size {
			out++
		}
	}
	return out*2 > n
}

// beside are the lines near one that begin below or above it.
func (f *flow) beside(i int) (out []Line) {
	a := f.lines[i]
	for _, l := range f.lines[max(0, i-near):min(len(f.lines), i+near)] {
		if !l.Columns && math.Abs(l.X-a.X) <= indent*a.Size {
			out = append(out, l)
		}
	}
	return out
}

// near is how many lines above and below say how far lines reach.
const near = 40

// nextColumn says whether a line at the head of a column goes on with what stands
// at the foot of the one before.
func (f *flow) nextColumn(i int) bool {
	a, b := f.lines[i-1], f.lines[i]
	return b.Y > a.Y && b.X > a.X+a.Size && f.goesOn(i-1, b)
}

// goesOn says whether a sentence that a line ends in the middle of may go on in b,
// which stands elsewhere.
func (f *flow) goesOn(i int, b Line) bool {
	a := f.lines[i]
	if !alike(a, b) || strings.ContainsAny(a.Text[len(a.Text)-1:], ".!?:") {
		return false
	}
	// Where words are not parted a line may end well before its column does.
	return f.full(i, b) || plain(firstWord(b.Text)) && a.Right-a.X > .7*(f.right(i)-a.X)
}

// over takes the paragraph at the end of a page to the next, when it goes on there.
func (f *flow) over(next *flow) {
	last, first := -1, -1
	for i, r := range f.running {
		if !r {
			last = i
		}
	}
	if first = slices.Index(next.running, false); last < 0 || first < 0 || !f.prose || !f.goesOn(last, next.lines[first]) {
		return
	}
	a := slices.IndexFunc(f.paras, func(p para) bool { return p.last == last })
	b := slices.IndexFunc(next.paras, func(p para) bool { return p.first == first })
	if a >= 0 && b >= 0 {
		next.paras[b].text = joined(f.paras[a].text, next.paras[b].text)
		f.paras[a].text = ""
	}
}

// plain says whether a word is one that a sentence has in its middle.
func plain(word string) bool {
	return strings.IndexFunc(strings.TrimRight(word, ".,;:!?)"), func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

// joined puts together what the end of a line parted: a word, a date or an address
// that was parted at a hyphen has no blank there.
func joined(above, below string) string {
	stem, cut := strings.CutSuffix(above, "-")
	before, _ := utf8.DecodeLastRuneInString(stem)
	after, _ := utf8.DecodeRuneInString(below)
	switch {
	case cut && unicode.IsDigit(before) && unicode.IsDigit(after):
		return above + below
	case cut && unicode.IsLower(before) && strings.Contains(firstWord(below), "@"):
		return above + below // whether the hyphen is its own nothing says
	case cut && unicode.IsLower(before) && unicode.IsLower(after):
		return stem + below
	}
	return above + " " + below
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}
