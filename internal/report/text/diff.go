package text

import (
	"bufio"
	"fmt"
	"io"
	"time"

	"github.com/weaklink/weaklink/chain"
)

// Diff is what changed between two runs, for a terminal.
type Diff struct {
	Width         int
	Color, ASCII  bool
	Before, After When
	Lines         []DiffLine // bad news first
	Same          int        // findings that did not change
	Note          string     // what to know before reading on; empty: nothing
}

// When is a run and its time.
type When struct {
	ID string
	At time.Time
}

// DiffLine is one finding that changed.
type DiffLine struct {
	Change  chain.Change
	Before  chain.Grip // 0: it is new
	Finding chain.Finding
	Was     string // what was said before
	Name    string // the subject in words
}

var changeTitles = []struct {
	change chain.Change
	title  string
	style  style
}{
	{chain.WorseNow, "Worse", red}, {chain.New, "New", plain}, {chain.UnseenNow, "Unseen now: we could not look there again", faint},
	{chain.BetterNow, "Better", green}, {chain.Gone, "Gone: looked at in full, and no longer there", green},
}

// Print writes it, grouped by what became of the findings.
func (d Diff) Print(w io.Writer) error {
	b := bufio.NewWriter(w)
	p := &page{w: b, opt: Options{Width: max(d.Width, 40), Color: d.Color, ASCII: d.ASCII}}
	const stamp = "2006-01-02 15:04 MST"
	p.para(plain, "", "", fmt.Sprintf("From run %.13s (%s) to run %.13s (%s):", d.Before.ID, d.Before.At.Format(stamp), d.After.ID, d.After.At.Format(stamp)))
	if d.Note != "" {
		p.blank()
		p.para(plain, "", "", d.Note)
	}
	for _, t := range changeTitles {
		var mine []DiffLine
		for _, l := range d.Lines {
			if l.Change == t.change {
				mine = append(mine, l)
			}
		}
		if len(mine) == 0 {
			continue
		}
		p.title(fmt.Sprintf("%s (%d)", t.title, len(mine)))
		for _, l := range mine {
			g := l.Finding.Grip
			lead := "  " + p.paint(t.style, p.mark(g)) + " "
			switch l.Change {
			case chain.Gone, chain.UnseenNow:
				p.para(plain, lead, "    ", "Was: "+l.Was)
			default:
				p.para(plain, lead, "    ", l.Finding.Say)
			}
			grips := wordOf(g)
			if l.Before != 0 && l.Before != g {
				grips = wordOf(l.Before) + ", now " + grips
			}
			p.para(faint, "    ", "    ", fmt.Sprintf("%s, %s: %s. %s", l.Finding.Link, l.Name, grips, l.Finding.Check))
		}
	}
	if len(d.Lines) == 0 {
		p.blank()
		p.line(plain, "Nothing changed.")
	}
	p.blank()
	p.line(faint, map[bool]string{true: "1 finding is the same.", false: fmt.Sprintf("%d findings are the same.", d.Same)}[d.Same == 1])
	return b.Flush()
}
