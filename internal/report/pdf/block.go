package pdf

// para is one paragraph of a block.
type para struct {
	style  string
	size   float64
	c      color
	indent float64
	s      string
	mono   bool    // what can be pasted, on a tinted ground
	after  float64 // mm below it
}

// least is how much of a block that is longer than a page stands below its
// heading before the page may break, mm.
const least = 40.0

// block writes paragraphs that belong together onto one page; a heading that
// waits for what follows it goes with them.
func (p *paper) block(all ...para) {
	need := p.heightOf(all)
	if need > 297-margin-bottom-20 {
		need = least
	}
	p.begin(need)
	p.write(all)
}

// begin makes room for that many mm and writes the heading that waits.
func (p *paper) begin(need float64) {
	h := p.pending
	p.pending = nil
	if h == nil {
		p.room(need)
		return
	}
	p.room(need + 16 + p.heightOf(h.intro))
	if p.GetY() > margin+1 {
		p.Ln(7)
	}
	p.font("B", 15)
	p.ink(ink)
	p.Bookmark(h.title, 0, -1)
	p.CellFormat(width, 8, h.title, "", 1, "L", false, 0, "")
	p.Ln(1)
	p.write(h.intro)
}

// heading waits until it is known what stands below it.
type heading struct {
	title string
	intro []para
}

func (p *paper) heightOf(all []para) float64 {
	h := 0.0
	for _, k := range all {
		if k.s == "" {
			continue
		}
		p.face(k)
		h += float64(max(1, len(p.SplitText(shown(k.s), width-k.indent))))*k.line() + k.after
	}
	return h
}

func (k para) line() float64 {
	if k.mono {
		return 4.6
	}
	return k.size * .5
}

func (p *paper) face(k para) {
	if k.mono {
		p.SetFont("mono", "", k.size)
		return
	}
	p.font(k.style, k.size)
}

// write writes paragraphs, each broken at spaces or where it must be.
func (p *paper) write(all []para) {
	for _, k := range all {
		if k.s == "" {
			continue
		}
		p.face(k)
		p.ink(k.c)
		p.SetX(margin + k.indent)
		if k.mono {
			p.fill(code)
		}
		p.MultiCell(width-k.indent, k.line(), shown(k.s), "", "L", k.mono)
		if k.after > 0 {
			p.Ln(k.after)
		}
	}
}

// text writes one paragraph and returns to the left.
func (p *paper) text(style string, size float64, c color, indent float64, s string) {
	p.write([]para{{style: style, size: size, c: c, indent: indent, s: s}})
}
