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
func (p Page) Text() []string {
	f := flow{lines: p.Lines}
	f.measure()
	var out []string
	for i, l := range p.Lines {
		switch {
		case i == 0:
			out = append(out, l.Text)
		case f.prose && f.runsOn(i):
			last := &out[len(out)-1]
			*last = joined(*last, l.Text)
		case f.apart(i):
			out = append(out, "", l.Text)
		default:
			out = append(out, l.Text)
		}
	}
	return out
}

// flow tells which lines of a page go on in the next.
type flow struct {
	lines   []Line
	leading float64 // from one line to the next, mostly, in points
	prose   bool    // lines go on in words: rows of a list begin with names and numbers
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
	f.leading = steps[len(steps)/2]
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
	d := f.lines[i-1].Y - f.lines[i].Y
	return d <= 0 || d > f.leading*wide
}

// runsOn says whether a line was begun only because its first word had no more
// room on the one above.
func (f *flow) runsOn(i int) bool {
	a, b := f.lines[i-1], f.lines[i]
	if a.Columns || b.Columns || f.apart(i) || math.Abs(a.Size-b.Size) > a.Size/10 || a.Bold != b.Bold || math.Abs(a.X-b.X) > indent*a.Size {
		return false
	}
	right := 0.0
	for _, l := range f.lines[max(0, i-near):min(len(f.lines), i+near)] {
		if !l.Columns && math.Abs(l.X-a.X) <= indent*a.Size {
			right = max(right, l.Right)
		}
	}
	n := utf8.RuneCountInString(b.Text)
	word := (b.Right - b.X) * float64(utf8.RuneCountInString(firstWord(b.Text))) / float64(max(1, n))
	return a.Right+a.Size/5+word > right
}

// near is how many lines above and below say how far lines reach.
const near = 40

// plain says whether a word is one that a sentence has in its middle.
func plain(word string) bool {
	return strings.IndexFunc(strings.TrimRight(word, ".,;:!?)"), func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

// joined puts together what the end of a line parted: a word or a date that was
// parted at a hyphen has no blank there.
func joined(above, below string) string {
	stem, cut := strings.CutSuffix(above, "-")
	before, _ := utf8.DecodeLastRuneInString(stem)
	after, _ := utf8.DecodeRuneInString(below)
	switch {
	case cut && unicode.IsDigit(before) && unicode.IsDigit(after):
		return above + below
	case cut && unicode.IsLower(before) && unicode.IsLower(after) && !strings.Contains(firstWord(below), "@"):
		return stem + below
	}
	return above + " " + below
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}
