package text

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
)

// cell is the width of one link of the drawing: eight of them fit 80 columns.
const cell = 9

// shape is how a link is drawn, three rows of cell columns.
type shape [3]string

var shapes = map[string]shape{
	"holds":   {" ╭─────╮ ", "═╡     ╞═", " ╰─────╯ "},
	"weak":    {" ╭─╌─╌─╮ ", "─┤     ├─", " ╰─╌─╌─╯ "},
	"broken":  {" ╭─╌ ╌─╮ ", "─┤     ├─", " ╰─╌ ╌─╯ "},
	"cracked": {" ╭──╲  ╮ ", "═╡  ╱  ╞═", " ╰  ╲──╯ "},
	"unseen":  {" ╭┄┄┄┄┄╮ ", "┄┊     ┊┄", " ╰┄┄┄┄┄╯ "},
	"carried": {"  ╭───╮  ", "──┤   ├──", "  ╰───╯  "},
}

var asciiShapes = map[string]shape{
	"holds":   {" /-----\\ ", "=|     |=", " \\-----/ "},
	"weak":    {" /- - -\\ ", "-|     |-", " \\- - -/ "},
	"broken":  {" /-   -\\ ", "-|     |-", " \\-   -/ "},
	"cracked": {" /--\\  \\ ", "=|  /  |=", " \\  \\--/ "},
	"unseen":  {" . . . . ", ".:     :.", " . . . . "},
	"carried": {"  /---\\  ", "--|   |--", "  \\---/  "},
}

// chain draws the eight links: whole, thin where weak, dotted where nobody
// looked, small where a supplier carries it, and exactly one cracked: the one that the sentence names.
func (p *page) chain() {
	p.blank()
	if p.opt.Width < len(p.m.Chain)*cell {
		p.list()
		return
	}
	set := shapes
	if p.opt.ASCII {
		set = asciiShapes
	}
	for row := range 3 {
		var b strings.Builder
		for _, l := range p.m.Chain {
			name, s := l.Grip.String(), styleOf(l.Grip)
			switch {
			case p.headline(l):
				name, s = "cracked", red
			case l.State() == "carried":
				name, s = "carried", faint
			}
			b.WriteString(p.paint(s, set[name][row]))
		}
		fmt.Fprintln(p.w, b.String())
	}
	p.row(func(l report.Link) (style, string) {
		if p.headline(l) {
			return strong, string(l.Link)
		}
		return plain, string(l.Link)
	})
	p.row(stateOf)
	if p.m.Verdict.Link != nil {
		mark := "▲"
		if p.opt.ASCII {
			mark = "^"
		}
		p.row(func(l report.Link) (style, string) {
			if p.headline(l) {
				return red, mark
			}
			return plain, ""
		})
	}
}

func (p *page) headline(l report.Link) bool {
	return p.m.Verdict.Link != nil && *p.m.Verdict.Link == string(l.Link)
}

// row prints one text centred under each link.
func (p *page) row(text func(report.Link) (style, string)) {
	var b strings.Builder
	for _, l := range p.m.Chain {
		s, t := text(l)
		left := (cell - columns(t)) / 2
		b.WriteString(strings.Repeat(" ", left) + p.paint(s, t) + strings.Repeat(" ", max(0, cell-left-columns(t))))
	}
	fmt.Fprintln(p.w, strings.TrimRight(b.String(), " "))
}

// list is the chain where there is no room to draw it.
func (p *page) list() {
	for _, l := range p.m.Chain {
		mark := " "
		if p.headline(l) {
			mark = ">"
		}
		fmt.Fprintf(p.w, "%s %-9s %s\n", mark, l.Link, p.paint(stateOf(l)))
	}
}

// stateOf is what stands below a link, and how.
func stateOf(l report.Link) (style, string) {
	if l.State() == "carried" {
		return faint, "carried"
	}
	return styleOf(l.Grip), wordOf(l.Grip)
}

// mark is what stands before a finding.
func (p *page) mark(g chain.Grip) string {
	if p.opt.ASCII {
		return map[chain.Grip]string{chain.Broken: "x", chain.Weak: "!", chain.Unseen: "?", chain.Holds: "+"}[g]
	}
	return map[chain.Grip]string{chain.Broken: "✗", chain.Weak: "!", chain.Unseen: "?", chain.Holds: "✓"}[g]
}
