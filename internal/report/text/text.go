// Package text prints the report for a terminal: the chain drawn, the sentence,
// what to do first, and below that what an owner may want to know next. It is
// written for 80 columns and can be read in a minute.
package text

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
)

// Options of the page.
type Options struct {
	Width   int  // columns; 0: 80
	Color   bool // ANSI colours
	ASCII   bool // for terminals that show nothing else
	Verbose bool // also what holds
}

const defaultWidth = 80

// Print writes the page. No line is wider than the width asked for (40 at least).
func Print(w io.Writer, m *report.Model, opt Options) error {
	if opt.Width == 0 {
		opt.Width = defaultWidth
	}
	opt.Width = max(opt.Width, 40)
	b := bufio.NewWriter(w)
	p := &page{w: b, m: m, opt: opt}
	p.chain()
	p.verdict()
	p.first()
	p.findings()
	p.data()
	p.unseen()
	p.changes()
	p.wrong()
	p.own()
	p.numbers()
	return b.Flush()
}

type page struct {
	w   *bufio.Writer
	m   *report.Model
	opt Options
}

// style is an ANSI style by what it means.
type style string

const (
	plain  style = ""
	strong style = "1"
	faint  style = "2"
	red    style = "31"
	yellow style = "33"
	green  style = "32"
)

func (p *page) paint(s style, text string) string {
	if !p.opt.Color || s == plain || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

func styleOf(g chain.Grip) style {
	switch g {
	case chain.Broken:
		return red
	case chain.Weak:
		return yellow
	case chain.Holds:
		return green
	}
	return faint
}

// wordOf is the grip as it stands below a link.
func wordOf(g chain.Grip) string {
	if g == chain.Unseen {
		return "not seen"
	}
	return g.String()
}

func (p *page) line(s style, text string) {
	fmt.Fprintln(p.w, p.paint(s, p.fit(text)))
}

func (p *page) blank() { fmt.Fprintln(p.w) }

func (p *page) title(text string) {
	p.blank()
	p.line(strong, text)
}

// para prints text wrapped, every line with the indent, the first one with its lead.
func (p *page) para(s style, lead, indent, text string) {
	for i, l := range wrap(p.safe(text), p.opt.Width-max(leadColumns(lead), columns(indent))) {
		if i == 0 {
			fmt.Fprintln(p.w, lead+p.paint(s, l))
			continue
		}
		fmt.Fprintln(p.w, indent+p.paint(s, l))
	}
}

func (p *page) verdict() {
	p.blank()
	p.para(strong, "", "", p.m.Verdict.Sentence)
	if p.m.Verdict.Second != "" {
		p.para(plain, "", "", p.m.Verdict.Second)
	}
	if aged := p.m.Aged(); aged != "" {
		p.para(yellow, "", "", aged)
	}
	if p.m.Run.Partial {
		p.para(yellow, "", "", "This run was cut short: what was seen until then is judged here, the rest is not seen.")
	}
}

// first is the one thing to do, with who, how long, how, and how to see it for oneself.
func (p *page) first() {
	if len(p.m.Plan) == 0 {
		return
	}
	all := p.m.Chores()
	s := all[max(0, slices.IndexFunc(all, func(c report.Chore) bool { return c.Does(p.m.Today.Step) }))]
	p.title("Do this first")
	p.para(plain, "  ", "  ", s.Fix)
	if len(s.Also) > 0 {
		p.para(plain, "  ", "  ", report.Stop("The same for "+report.Others(s.Others(), p.opt.Width)))
	}
	who := fmt.Sprintf("Who: %s, %s", s.Who, s.Takes())
	if s.EUR >= 1 {
		who += fmt.Sprintf(", about %s EUR of work", report.Money(s.EUR))
	}
	p.para(plain, "  ", "  ", who+".")
	if f := p.finding(s.ID); f != nil {
		p.para(plain, "  ", "  ", "Why: "+f.Matters)
		p.line(plain, "  See for yourself:")
		p.command(f.Proof)
	}
}

// command prints a line to paste. It may be broken only where a shell may be.
func (p *page) command(text string) {
	lines := wrap(p.safe(text), p.opt.Width-6)
	for i, l := range lines {
		if i < len(lines)-1 {
			l += " \\"
		}
		fmt.Fprintln(p.w, "    "+p.paint(faint, l))
	}
}

func (p *page) finding(id string) *report.Finding {
	i := p.m.Findings.Where(func(f report.Finding) bool { return f.ID == id })
	if i < 0 {
		return nil
	}
	f := p.m.Findings.At(i)
	return &f
}

const listed = 12 // findings of one grip on the page; the rest is counted

func (p *page) findings() {
	for _, g := range []chain.Grip{chain.Broken, chain.Weak, chain.Holds} {
		if g == chain.Holds && !p.opt.Verbose {
			continue
		}
		all := report.KindsOf(p.m, g)
		n := 0
		for _, k := range all {
			n += 1 + len(k.Also)
		}
		if n == 0 {
			continue
		}
		p.title(map[chain.Grip]string{chain.Broken: "Broken", chain.Weak: "Weak", chain.Holds: "Holds"}[g] + fmt.Sprintf(" (%d)", n))
		if p.opt.Verbose {
			for _, f := range p.m.Findings.All() {
				if f.Grip == g {
					p.told(f)
				}
			}
			continue
		}
		left := 0
		for i, k := range all {
			if i >= listed {
				left += 1 + len(k.Also)
				continue
			}
			p.told(k.Finding)
			if n := len(k.Also); n > 0 {
				p.para(faint, "    ", "    ", report.Stop(fmt.Sprintf("The same of %d more (-v lists them): %s", n, report.Others(k.Also, 2*p.opt.Width))))
			}
		}
		if left > 0 {
			p.line(faint, fmt.Sprintf("    and %d more: add -v, or read the JSON report", left))
		}
	}
	if holds := p.count(chain.Holds); holds > 0 && !p.opt.Verbose {
		p.blank()
		p.line(green, fmt.Sprintf("Holds: %d more things were looked at and are in order (-v lists them).", holds))
	}
}

// told is one finding.
func (p *page) told(f report.Finding) {
	p.para(plain, "  "+p.paint(styleOf(f.Grip), p.mark(f.Grip))+" ", "    ", f.Say)
	p.para(faint, "    ", "    ", fmt.Sprintf("%s, %s. %s", f.Link, f.Name, f.Check))
	if f.Accepted != nil {
		p.para(faint, "    ", "    ", fmt.Sprintf("Accepted until %s: %s", f.Accepted.Until.AddDate(0, 0, -1).Format("2006-01-02"), f.Accepted.Why))
	}
}

func (p *page) count(g chain.Grip) int {
	n := 0
	for _, f := range p.m.Findings.Heads() {
		if f.Grip == g {
			n++
		}
	}
	return n
}

func (p *page) unseen() {
	if len(p.m.Unseen) == 0 {
		return
	}
	p.title("Not seen, so not judged")
	shown := p.m.Unseen
	if !p.opt.Verbose && len(shown) > listed {
		shown = shown[:listed]
	}
	for _, u := range shown {
		p.para(plain, "  "+p.mark(chain.Unseen)+" ", "    ", report.Stop(report.Name(u.Subject)+": "+u.Why))
		p.para(faint, "    ", "    ", report.Stop("To see it: "+u.Next))
	}
	if n := len(p.m.Unseen) - len(shown); n > 0 {
		p.line(faint, fmt.Sprintf("    and %d more: add -v, or read the JSON report", n))
	}
}

func (p *page) changes() {
	n := map[chain.Change]int{}
	for _, c := range p.m.Changes {
		n[c.Change]++
	}
	if n[chain.New] == len(p.m.Changes) || n[chain.Same] == len(p.m.Changes) {
		return // the first look, or nothing moved
	}
	var parts []string
	for _, c := range []chain.Change{chain.WorseNow, chain.New, chain.BetterNow, chain.Gone, chain.UnseenNow} {
		if n[c] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[c], c))
		}
	}
	p.title("Since the last run")
	p.para(plain, "  ", "  ", strings.Join(parts, ", ")+".")
}

// own are the numbers that the firm knows better than the model does.
func (p *page) own() {
	if len(p.m.Own) == 0 {
		return
	}
	p.title("Counted with your own numbers (constants in weaklink.yaml)")
	for _, o := range p.m.Own {
		p.para(plain, "  ", "    ", o.Say())
	}
}

// wrong is how much of the answer hangs on what a person decided, in short.
func (p *page) wrong() {
	o := p.m.Reasons
	if o == nil || o.Steady == "" {
		return
	}
	p.title("How sure this is")
	p.para(plain, "  ", "  ", o.Steady)
	for _, s := range []string{o.Rate, o.Outside, o.Saving} {
		if s != "" {
			p.para(plain, "  ", "  ", s)
		}
	}
	if len(o.Assumptions) > 0 {
		p.para(plain, "  ", "  ", "We can be wrong here:")
	}
	for _, a := range o.Assumptions {
		p.para(faint, "  - ", "    ", a.Say)
	}
}

func (p *page) numbers() {
	r := p.m.Run
	p.blank()
	again := fmt.Sprintf("`weaklink replay %.13s` judges the same evidence again.", r.ID)
	if r.Lost {
		again = "It is kept nowhere: --db FILE keeps it, for `weaklink why` and the like."
	}
	p.para(faint, "", "", fmt.Sprintf("Run %.13s, %s, weaklink %s, model %.8s, seed %d, %d samples. %s",
		r.ID, r.Started.Format("2006-01-02 15:04 MST"), r.Version, r.Model, r.Seed, r.Samples, again))
}
