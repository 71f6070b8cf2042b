package pdf

import "github.com/weaklink/weaklink/internal/report"

// cell is the width of one link of the picture, mm.
const cell = width / 8

// first is the first page as on the screen: what, how much, the chain, and the one thing to do.
func (p *paper) first() {
	p.Ln(10)
	p.font("B", 22)
	p.ink(ink)
	p.MultiCell(width, 9.5, shown(p.m.Verdict.Headline), "", "L", false)
	p.Ln(2)
	p.text("", 12, ink, 0, p.m.Verdict.Cost)
	p.text("", 12, soft, 0, p.m.Verdict.Second)
	p.Ln(9)
	p.chain()
	p.Ln(6)
	top := p.GetY()
	p.text("", 10, soft, 5, p.m.Today.Title())
	p.text("B", 15, ink, 5, p.m.Today.Do)
	p.text("", 11, soft, 5, p.m.Today.By())
	p.pen(steel, 1.2)
	p.SetLineCapStyle("butt")
	p.Line(margin+.6, top, margin+.6, p.GetY())
	if aged := p.m.Aged(); aged != "" {
		p.Ln(4)
		p.text("", 10, amber, 0, aged)
	}
	if p.m.Run.Partial {
		p.Ln(4)
		p.text("", 10, amber, 0, "This run was cut short. What was seen until then is judged here; the rest is not seen.")
	}
}

// chain draws the eight links, whole, thin where weak, open where broken,
// dotted and hatched in grey where nobody looked, in outline where a supplier
// carries it, and one cracked: that one holds the client data.
func (p *paper) chain() {
	top := p.GetY()
	for i, l := range p.m.Chain {
		x := margin + float64(i)*cell
		weakest := p.m.Weakest(l)
		p.SetXY(x, top)
		p.font("B", 9)
		p.ink(ink)
		p.CellFormat(cell, 4.5, string(l.Link), "", 2, "C", false, 0, "")
		p.font("", 8.5)
		if weakest {
			p.font("B", 8.5)
		}
		p.ink(colorOf(l))
		p.CellFormat(cell, 4, l.State(), "", 0, "C", false, 0, "")
		p.ring(l, weakest, x, top+10)
	}
	y := top + 22
	if n := len(p.m.Chain); n == 0 {
		y = top
	}
	for i, l := range p.m.Chain {
		if !p.m.Weakest(l) {
			continue
		}
		hang := p.m.Hanging()
		p.font("B", 9)
		w := p.GetStringWidth(hang) + 5
		x := margin + (float64(i)+.5)*cell
		p.pen(red, .35)
		p.SetLineCapStyle("butt")
		p.Line(x, top+19.5, x, y+1)
		p.fill(tint)
		p.RoundedRect(x-w/2, y+1, w, 6, 1.4, "1234", "FD")
		p.ink(red)
		p.SetXY(x-w/2, y+1)
		p.CellFormat(w, 6, hang, "", 0, "C", false, 0, "")
		y += 8
	}
	p.SetXY(margin, y)
}

// colorOf is never red for what nobody looked at.
func colorOf(l report.Link) color {
	switch l.State() {
	case "broken":
		return red
	case "weak":
		return amber
	case "holds":
		return steel
	}
	return grey
}

func (p *paper) ring(l report.Link, weakest bool, x, y float64) {
	const w, h, r = 13.4, 7.4, 3.7
	left, top, mid := x+(cell-w)/2, y+1.4, y+1.4+h/2
	c := colorOf(l)
	if weakest {
		c = red
	}
	p.SetLineCapStyle("round")
	switch {
	case weakest:
		p.pen(c, 1.7)
		p.RoundedRect(left, top, w, h, r, "1234", "D")
		// The crack: zigzags of paper through the ring, above and below.
		p.pen(color{255, 255, 255}, .9)
		p.SetLineCapStyle("butt")
		for _, at := range []struct{ x, y float64 }{{left + w*.5, top}, {left + w*.66, top + h}} {
			p.Line(at.x+.9, at.y-1.8, at.x-.5, at.y-.3)
			p.Line(at.x-.5, at.y-.3, at.x+.6, at.y+.3)
			p.Line(at.x+.6, at.y+.3, at.x-.8, at.y+1.8)
		}
	case l.State() == "broken":
		p.pen(c, 1.3)
		p.RoundedRect(left, top, w, h, r, "1234", "D")
		p.pen(color{255, 255, 255}, 2.2)
		p.SetLineCapStyle("butt")
		p.Line(left+w*.42, top, left+w*.58, top)
	case l.State() == "weak":
		p.pen(c, .6)
		p.RoundedRect(left, top, w, h, r, "1234", "D")
	case l.State() == "holds":
		p.pen(c, 1.7)
		p.RoundedRect(left, top, w, h, r, "1234", "D")
	case l.State() == "carried":
		p.pen(steel, .3)
		p.RoundedRect(left-.8, top-.8, w+1.6, h+1.6, r+.8, "1234", "D")
		p.RoundedRect(left+.8, top+.8, w-1.6, h-1.6, r-.8, "1234", "D")
	default:
		p.ClipRoundedRect(left, top, w, h, r, false)
		p.pen(rail, .15)
		for d := -h; d < w; d += 1.1 {
			p.Line(left+d, top+h, left+d+h, top)
		}
		p.ClipEnd()
		p.pen(grey, .6)
		p.SetDashPattern([]float64{.01, 1.2}, 0)
		p.RoundedRect(left, top, w, h, r, "1234", "D")
		p.SetDashPattern(nil, 0)
	}
	p.SetLineCapStyle("round")
	for _, s := range []struct {
		c     color
		thick float64
	}{{color{255, 255, 255}, 1.6}, {rail, 1.1}} {
		p.pen(s.c, s.thick)
		p.Line(x+.6, mid, left+2.1, mid)
		p.Line(left+w-2.1, mid, x+cell-.6, mid)
	}
}
