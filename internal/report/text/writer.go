package text

import (
	"bufio"
	"io"
)

// Writer prints wrapped text for commands that say something other than the report.
type Writer struct {
	p *page
	b *bufio.Writer
}

// NewWriter writes to w, no line wider than width columns (40 at least).
func NewWriter(w io.Writer, width int) *Writer {
	b := bufio.NewWriter(w)
	return &Writer{&page{w: b, opt: Options{Width: max(width, 40)}}, b}
}

// Title begins a part.
func (w *Writer) Title(text string) {
	w.p.blank()
	if text != "" {
		w.p.line(plain, text)
	}
}

// Line is one line; what does not fit is cut.
func (w *Writer) Line(text string) { w.p.line(plain, text) }

// Para is text wrapped: the first line begins with lead, the others with indent.
func (w *Writer) Para(lead, indent, text string) { w.p.para(plain, lead, indent, text) }

// Flush writes out what is left.
func (w *Writer) Flush() error { return w.b.Flush() }
