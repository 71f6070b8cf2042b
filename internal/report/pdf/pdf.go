// Package pdf prints the report on paper: the first page as the screen has it,
// with the chain drawn, then what is broken, weak and not seen, the client
// data, the cost, and whom to call. It is shorter than the HTML report, which is
// also the one that a screen reader can read: this format's tags are not written.
package pdf

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"

	"github.com/weaklink/weaklink/internal/report"
)

// Sizes of an A4 page, mm.
const (
	margin = 20.0
	width  = 210.0 - 2*margin
	bottom = 20.0
)

// color is red, green, blue.
type color [3]int

var (
	ink   = color{29, 32, 35}
	soft  = color{92, 97, 103}
	rule  = color{222, 219, 211}
	rail  = color{180, 185, 192}
	steel = color{63, 93, 115}
	red   = color{180, 35, 24}
	amber = color{143, 91, 0}
	grey  = color{125, 130, 136}
	tint  = color{253, 243, 240}
	code  = color{244, 242, 236}
)

// Print writes the document. The same model gives the same bytes.
func Print(w io.Writer, m *report.Model) error {
	p := &paper{Fpdf: fpdf.New("P", "mm", "A4", ""), m: report.Cleaned(m), links: map[string]int{}}
	p.SetCatalogSort(true)
	p.SetCreationDate(m.Run.Finished.UTC())
	p.SetModificationDate(m.Run.Finished.UTC())
	p.SetProducer("weaklink "+p.m.Run.Version, true)
	p.SetTitle(p.m.Verdict.Headline, true)
	p.SetLang("en")
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(true, bottom)
	p.AddUTF8FontFromBytes("go", "", slices.Clone(goregular.TTF)) // fpdf writes into the bytes that it is given
	p.AddUTF8FontFromBytes("go", "B", slices.Clone(gomedium.TTF))
	p.AddUTF8FontFromBytes("mono", "", slices.Clone(gomono.TTF))
	p.AliasNbPages("{pages}")
	p.SetFooterFunc(p.footer)
	p.AddPage()
	p.first()
	p.plan()
	p.findings()
	p.unseen()
	p.data()
	p.loss()
	p.wrong()
	p.changes()
	p.call()
	p.how()
	if err := p.Output(w); err != nil {
		return fmt.Errorf("print the report as pdf: %w", err)
	}
	return nil
}

type paper struct {
	*fpdf.Fpdf
	m     *report.Model
	links map[string]int // of findings, by id

	pending *heading
}

func (p *paper) footer() {
	p.SetY(-14)
	p.font("", 8)
	p.ink(soft)
	who := p.m.Run.Firm
	if r := []rune(who); len(r) > 60 {
		who = string(r[:57]) + "..."
	}
	p.CellFormat(width/2, 5, shown(who), "", 0, "L", false, 0, "")
	p.CellFormat(width/2, 5, fmt.Sprintf("%d / {pages}", p.PageNo()), "", 0, "R", false, 0, "")
}

func (p *paper) font(style string, size float64) { p.SetFont("go", style, size) }
func (p *paper) ink(c color)                     { p.SetTextColor(c[0], c[1], c[2]) }
func (p *paper) pen(c color, thick float64) {
	p.SetDrawColor(c[0], c[1], c[2])
	p.SetLineWidth(thick)
}
func (p *paper) fill(c color) { p.SetFillColor(c[0], c[1], c[2]) }

// title is a heading with, below it, what is said of all that follows. It
// waits for the first thing that follows, so that it never ends a page.
func (p *paper) title(s string, n int, intro ...para) {
	if n > 0 {
		s = fmt.Sprintf("%s (%d)", s, n)
	}
	p.pending = &heading{shown(s), intro}
}

// room begins a new page unless that many mm are left.
func (p *paper) room(mm float64) {
	if p.GetY()+mm > 297-bottom {
		p.AddPage()
	}
}

func (p *paper) line() {
	p.pen(rule, .2)
	p.Line(margin, p.GetY(), margin+width, p.GetY())
	p.Ln(2.5)
}

var glyphs = sync.OnceValue(func() *sfnt.Font {
	f, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		panic("internal/report/pdf: " + err.Error())
	}
	return f
})

// shown is s with a question mark for what the font cannot draw: it has Latin,
// Greek and Cyrillic. Letters that come in parts (as macOS names files) are put
// together, and one that the font has only without its mark is drawn without.
func shown(s string) string {
	var b sfnt.Buffer
	can := func(r rune) bool {
		if r < 0x7f {
			return true
		}
		i, err := glyphs().GlyphIndex(&b, r)
		return err == nil && i != 0 && r <= 0xffff
	}
	var out strings.Builder
	for _, r := range norm.NFC.String(s) {
		switch {
		case can(r):
			out.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case r == 'ẞ':
			out.WriteString("SS")
		default:
			base := []rune(norm.NFKD.String(string(r)))[0]
			if !can(base) {
				base = '?'
			}
			out.WriteRune(base)
		}
	}
	return out.String()
}
