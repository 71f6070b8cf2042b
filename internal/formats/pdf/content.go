package pdf

import (
	"bytes"
	"math"
	"slices"
	"strings"
)

// matrix is a b c d e f of a coordinate system (8.3.3).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func moved(x, y float64) matrix { return matrix{1, 0, 0, 1, x, y} }

type state struct {
	ctm                         matrix
	font                        *font
	size, char, word, wide, led float64
	rise                        float64
}

// painter reads the text of one page.
type painter struct {
	f        *file
	page     *Page
	state    state
	saved    []state
	tm, line matrix

	text        strings.Builder
	size        float64
	bold        bool
	x, y        float64 // where the last letter ended
	left        float64 // where the line began
	columns     bool
	cells       []Cell  // of the line, those that have ended
	begun       float64 // where the next one began,
	ended       int     // and from where in text it goes
	open        bool
	bad, all    int // letters that nothing says the meaning of, letters
	hasPictures bool
}

// run reads one content stream. Forms within it are read where they are used.
func (p *painter) run(body []byte, res dict, depth int) error {
	l := &lexer{b: body}
	var args []any
	for {
		if p.f.steps++; p.f.steps > maxSteps {
			return ErrTooLarge
		}
		if p.f.steps&1023 == 0 && p.f.ctx.Err() != nil {
			return p.f.ctx.Err()
		}
		v, ok := l.next(0)
		if !ok {
			return nil
		}
		op, is := v.(word)
		if !is {
			if args = append(args, v); len(args) > 256 {
				args = args[:0]
			}
			continue
		}
		if op == "true" || op == "false" || op == "null" {
			args = append(args, keyword(op))
			continue
		}
		if op == "BI" {
			l.skipPicture()
			p.hasPictures = true
		} else if err := p.do(op, args, res, depth); err != nil {
			return err
		}
		args = args[:0]
	}
}

// skipPicture leaves an inline picture (8.9.7).
func (l *lexer) skipPicture() {
	for {
		i := bytes.Index(l.b[l.pos:], []byte("EI"))
		if i < 0 {
			l.pos = len(l.b)
			return
		}
		at := l.pos + i
		l.pos = at + 2
		if isSpace(l.b[at-1]) && (l.pos == len(l.b) || isSpace(l.b[l.pos])) {
			return
		}
	}
}

func nums(args []any, n int) ([]float64, bool) {
	if len(args) < n {
		return nil, false
	}
	out := make([]float64, n)
	for i, v := range args[len(args)-n:] {
		f, ok := v.(float64)
		if !ok || math.IsNaN(f) || math.Abs(f) > 1e9 {
			return nil, false
		}
		out[i] = f
	}
	return out, true
}

func (p *painter) do(op word, args []any, res dict, depth int) error {
	s := &p.state
	switch op {
	case "q":
		if len(p.saved) < 256 {
			p.saved = append(p.saved, *s)
		}
	case "Q":
		if n := len(p.saved); n > 0 {
			*s, p.saved = p.saved[n-1], p.saved[:n-1]
		}
	case "cm":
		if a, ok := nums(args, 6); ok {
			s.ctm = matrix(a).times(s.ctm)
		}
	case "BT":
		p.tm, p.line = identity, identity
	case "Tf":
		if a, ok := nums(args, 1); ok && len(args) >= 2 {
			s.size = a[0]
			if n, ok := args[len(args)-2].(name); ok {
				s.font = p.f.font(p.f.dict(res["Font"])[n])
			}
		}
	case "Tc", "Tw", "Tz", "TL", "Ts":
		if a, ok := nums(args, 1); ok {
			switch op {
			case "Tc":
				s.char = a[0]
			case "Tw":
				s.word = a[0]
			case "Tz":
				s.wide = a[0] / 100
			case "TL":
				s.led = a[0]
			case "Ts":
				s.rise = a[0]
			}
		}
	case "Td", "TD":
		if a, ok := nums(args, 2); ok {
			if op == "TD" {
				s.led = -a[1]
			}
			p.to(a[0], a[1])
		}
	case "Tm":
		if a, ok := nums(args, 6); ok {
			p.tm = matrix(a)
			p.line = p.tm
		}
	case "T*":
		p.to(0, -s.led)
	case "Tj", "'", "\"":
		if op != "Tj" {
			p.to(0, -s.led)
		}
		if t, ok := at[text](args, len(args)-1); ok {
			return p.show(t)
		}
	case "TJ":
		if len(args) == 0 {
			return nil
		}
		list, _ := args[len(args)-1].([]any)
		for _, v := range list {
			switch v := v.(type) {
			case text:
				if err := p.show(v); err != nil {
					return err
				}
			case float64:
				p.tm = moved(-v/1000*s.size*s.wide, 0).times(p.tm)
			}
		}
	case "Do":
		if n, ok := at[name](args, len(args)-1); ok {
			return p.form(p.f.get(p.f.dict(res["XObject"])[n]), res, depth)
		}
	}
	return nil
}

func (p *painter) to(x, y float64) {
	p.line = moved(x, y).times(p.line)
	p.tm = p.line
}

func (p *painter) form(v any, res dict, depth int) error {
	s, ok := v.(stream)
	if !ok {
		return nil
	}
	if p.f.get(s.dict["Subtype"]) != name("Form") {
		p.hasPictures = true
		return nil
	}
	if depth >= maxDepth {
		return nil
	}
	body, err := p.f.decode(s)
	if err != nil {
		return err
	}
	was, saved := p.state, p.saved
	if m, ok := p.f.get(s.dict["Matrix"]).([]any); ok {
		if a, ok := nums(m, 6); ok {
			p.state.ctm = matrix(a).times(p.state.ctm)
		}
	}
	if own := p.f.dict(s.dict["Resources"]); own != nil {
		res = own
	}
	p.saved = nil
	err = p.run(body, res, depth+1)
	p.state, p.saved = was, saved
	return err
}

// show adds a piece of text. A piece further down begins a line, a gap in a
// line is a blank.
func (p *painter) show(t text) error {
	s := &p.state
	if s.font == nil || len(t) == 0 {
		return nil
	}
	n := s.font.bytes
	for i := 0; i+n <= len(t); i += n {
		code := number(t[i : i+n])
		at := moved(0, s.rise).times(p.tm).times(s.ctm)
		size := s.size * math.Hypot(at[2], at[3])
		p.place(at[4], at[5], math.Abs(size), s.font.bold)
		letter := s.font.letter(code)
		p.all++
		if letter == "\ufffd" {
			p.bad++
		}
		if p.f.chars += len(letter); p.f.chars > maxText {
			return ErrTooLarge
		}
		p.text.WriteString(letter)
		gap := s.char
		if n == 1 && code == ' ' {
			gap += s.word
		}
		p.tm = moved((s.font.widthOf(code)/1000*s.size+gap)*s.wide, 0).times(p.tm)
		end := p.tm.times(s.ctm)
		p.x, p.y = end[4], end[5]
	}
	return nil
}

func (p *painter) place(x, y, size float64, bold bool) {
	if size == 0 {
		size = 1
	}
	if p.open && math.Abs(y-p.y) > size*.5 {
		p.flush()
	}
	if !p.open {
		p.open, p.size, p.bold, p.left, p.columns = true, size, bold, x, false
		p.cells, p.begun, p.ended = p.cells[:0], x, 0
		return
	}
	p.bold = p.bold && bold
	if d := x - p.x; d > size*.2 || d < -size {
		if d > size*1.5 || d < -size {
			p.cell()
			p.begun, p.columns = x, true
		}
		p.text.WriteByte(' ')
	}
}

// cell ends a part of a line.
func (p *painter) cell() {
	if s := strings.Join(strings.Fields(p.text.String()[p.ended:]), " "); s != "" {
		p.cells = append(p.cells, Cell{s, p.begun, p.x})
	}
	p.ended = p.text.Len()
}

func (p *painter) flush() {
	if p.open {
		s := strings.Join(strings.Fields(p.text.String()), " ")
		if s != "" {
			l := Line{Text: s, Size: p.size, Bold: p.bold, Y: p.y, X: p.left, Right: p.x, Columns: p.columns}
			if p.columns {
				p.cell()
				l.Cells = slices.Clone(p.cells)
			}
			p.page.Lines = append(p.page.Lines, l)
		}
	}
	p.text.Reset()
	p.open = false
}
