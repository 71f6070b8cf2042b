package pdf

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
)

const (
	steps  = 6  // of the plan
	listed = 40 // things that hold, are not seen, or hold client data; the rest is counted

	listedNames = 160 // characters for what else a finding is true of
)

func (p *paper) link(id string) int {
	if p.links[id] == 0 {
		p.links[id] = p.AddLink()
	}
	return p.links[id]
}

func (p *paper) plan() {
	if len(p.m.Plan) == 0 {
		return
	}
	p.title("What to do, in this order", 0)
	all := p.m.Chores()
	for i, s := range all[:min(len(all), steps)] {
		of := s.Name
		if n := len(s.Also); n > 0 {
			of += fmt.Sprintf(" and %d more: %s", n, report.Others(s.Others(), listedNames))
		}
		step := []para{{style: "B", size: 10.5, c: ink, s: fmt.Sprintf("%d. %s", i+1, plain(s.Fix))},
			{size: 9.5, c: soft, indent: 5, s: fmt.Sprintf("%s · %s · %s", of, s.Who, s.Takes()), after: 1.5}}
		p.block(step...)
		if h := p.heightOf(step); p.GetY()-h > margin-1 {
			p.Link(margin, p.GetY()-h, width, h, p.link(s.ID))
		}
	}
	p.more(len(all)-steps, "step", "each finding says its own")
}

// plain is a text without the marks around what is code on the screen.
func plain(s string) string { return strings.ReplaceAll(s, "`", "") }

func (p *paper) more(n int, what, where string) {
	if n > 0 {
		if n > 1 {
			what += "s"
		}
		p.text("", 9.5, soft, 0, fmt.Sprintf("and %d more %s: %s", n, what, where))
	}
}

func (p *paper) findings() {
	for _, g := range []struct {
		grip  chain.Grip
		title string
		c     color
	}{{chain.Broken, "Broken", red}, {chain.Weak, "Weak", amber}} {
		all := p.of(g.grip)
		if len(all) == 0 {
			continue
		}
		p.title(g.title, len(all))
		for _, f := range report.Alikes(all) {
			fix, see := "", ""
			if f.Fix != "" {
				fix = fmt.Sprintf("Fix: %s (%s, %s)", plain(f.Fix), f.Who, report.Minutes(f.Minutes))
			}
			if f.Proof != "" {
				see = "See for yourself:"
			}
			of := fmt.Sprintf("%s · %s · %s", g.title, f.Link, f.Name)
			if f.Accepted != nil {
				of += fmt.Sprintf(" · accepted until %s: %s", f.Accepted.Until.Format("2 January 2006"), f.Accepted.Why)
			}
			all := []para{{style: "B", size: 11, c: ink, s: f.Say}, {size: 9, c: g.c, s: of}, {size: 10, c: ink, s: f.Matters, after: 1}, {size: 10, c: ink, s: fix, after: 1},
				{size: 9, c: soft, s: see}, {size: 8, c: ink, s: f.Proof, mono: true, after: .8}, {size: 8, c: soft, s: strings.Join(append([]string{f.ID}, f.Cites...), "; "), after: 2}}
			need := p.heightOf(all) + 3
			if need > 297-margin-bottom-20 {
				need = least
			}
			p.begin(need)
			p.line()
			p.SetLink(p.link(f.ID), -1, -1)
			p.write(all)
			p.also(f.Also)
		}
	}
	if holds := p.of(chain.Holds); len(holds) > 0 {
		p.title("Holds", len(holds))
		all := report.Alikes(holds)
		for _, f := range all[:min(len(all), listed)] {
			p.block(para{size: 9.5, c: ink, s: f.Say}, para{size: 8.5, c: soft, s: strings.TrimSpace(fmt.Sprintf("%s · %s. %s", f.Link, f.Name, theSame(f))), after: .8})
		}
		p.more(len(all)-listed, "thing", "the HTML report lists them")
	}
}

// also are findings like the one above them, a line each: what mends it mends them.
func (p *paper) also(list []report.Finding) {
	if len(list) == 0 {
		return
	}
	for i, f := range list {
		if i == listed {
			for _, f := range list[i:] {
				p.SetLink(p.link(f.ID), -1, -1)
			}
			p.more(len(list)-i, "thing", "the HTML report lists them")
			break
		}
		line := []para{{size: 9, c: ink, indent: 4, s: f.Say}, {size: 8, c: soft, indent: 4, s: fmt.Sprintf("%s · %s", f.Name, f.ID), after: .6}}
		if i == 0 {
			line = append([]para{{size: 9, c: soft, s: fmt.Sprintf("The same of %d more:", len(list))}}, line...)
		}
		p.begin(min(p.heightOf(line), least))
		p.SetLink(p.link(f.ID), -1, -1)
		p.write(line)
	}
	p.Ln(1.5)
}

// theSame says what else a finding is true of.
func theSame(a report.Alike) string {
	if len(a.Also) == 0 {
		return ""
	}
	return report.Stop(fmt.Sprintf("The same of %d more: %s", len(a.Also), report.Others(report.Names(a.Also), listedNames)))
}

func (p *paper) of(g chain.Grip) []report.Finding {
	var out []report.Finding
	for _, f := range p.m.Findings.All() {
		if f.Grip == g {
			out = append(out, f)
		}
	}
	return out
}

func (p *paper) unseen() {
	all := p.m.Unseen
	if len(all) == 0 {
		return
	}
	p.title("Not seen, so not judged", len(all))
	for _, u := range all[:min(len(all), listed)] {
		next := ""
		if u.Next != "" {
			next = report.Stop("To see it: " + u.Next)
		}
		p.block(para{size: 10, c: ink, s: report.Stop(report.Name(u.Subject) + ": " + u.Why)}, para{size: 9, c: soft, s: next, after: 1.2})
	}
	p.more(len(all)-listed, "thing", "the HTML report lists them")
}

func (p *paper) loss() {
	v := p.m.Verdict
	if v.Frequency == "" {
		return
	}
	p.title("What it may cost", 0)
	p.begin(85) // the table stays whole
	p.text("", 10.5, ink, 0, v.Frequency)
	p.text("", 10.5, ink, 0, fmt.Sprintf("One such event, through whichever link, mostly costs %s %s, about %s in the middle. One in twenty costs more than %s.",
		report.Spread(v.Loss.Typical), v.Loss.Currency, report.Money(v.Loss.Typical.Best), report.Money(v.Loss.OneIn20)))
	p.Ln(2)
	p.text("", 9, soft, 0, "Spread over many years, what a year bears through all links together ("+v.Loss.Currency+", nine times in ten):")
	for _, row := range [][2]string{{"Lost business", report.Spread(v.Loss.Business)}, {"Lawsuits and fines", report.Spread(v.Loss.Claims)},
		{"Clean-up", report.Spread(v.Loss.CleanUp)}, {"Lost reputation", report.Spread(v.Loss.Reputation)},
		{"All together", report.Spread(v.Loss.Expected)}} {
		p.font("", 10)
		p.ink(ink)
		p.pen(rule, .2)
		p.SetX(margin)
		p.CellFormat(60, 6.5, row[0], "B", 0, "L", false, 0, "")
		p.CellFormat(50, 6.5, row[1], "B", 1, "L", false, 0, "")
	}
	p.Ln(2)
	p.text("", 10, ink, 0, strings.TrimSpace(fmt.Sprintf("%s We are sure that it is the weakest: %s.", v.Share, report.Odds(v.Confidence))))
	p.text("", 9, soft, 0, "These figures can be wrong: they come from public reports about firms of this size, not from your books, and incidents are rare.")
}

// wrong is how much of the answer hangs on what a person decided, in short.
func (p *paper) wrong() {
	o := p.m.Reasons
	if o == nil || o.Steady == "" {
		return
	}
	p.title("We can be wrong here", 0, para{size: 10.5, c: ink, s: o.Steady, after: 1})
	all := []para{{size: 10, c: ink, s: o.Rate, after: 1}, {size: 10, c: ink, s: o.Outside, after: 1}, {size: 10, c: ink, s: o.Saving, after: 1}}
	for i, a := range o.Assumptions {
		all = append(all, para{size: 10, c: ink, indent: 4, s: fmt.Sprintf("%d. %s", i+1, a.Say)}, para{size: 8, c: ink, indent: 4, s: a.Line, mono: true, after: 1.5})
	}
	for _, k := range o.Overrides {
		all = append(all, para{size: 10, c: ink, s: report.Stop(k.Say), after: 1})
	}
	p.block(all...)
}

func (p *paper) changes() {
	n, all := map[chain.Change]int{}, 0
	for _, c := range p.m.Changes {
		n[c.Change]++
		all++
	}
	p.title("Since the last run", 0)
	var parts []string
	for _, c := range []chain.Change{chain.WorseNow, chain.New, chain.UnseenNow, chain.BetterNow, chain.Gone} {
		if n[c] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[c], c))
		}
	}
	p.begin(8)
	switch {
	case n[chain.New] == all:
		p.text("", 10, ink, 0, "There is no earlier run to compare with.")
	case len(parts) == 0:
		p.text("", 10, ink, 0, "Nothing has changed.")
	default:
		p.text("", 10, ink, 0, strings.Join(parts, ", ")+".")
	}
}

func (p *paper) call() {
	p.title("When it breaks: whom to call", 0)
	p.begin(75) // whoever needs this page needs all of it
	row := func(who, what, link string) {
		p.font("", 10)
		p.ink(soft)
		p.pen(rule, .2)
		p.CellFormat(70, 8, shown(who), "B", 0, "L", false, 0, "")
		p.ink(ink)
		p.CellFormat(width-70, 8, shown(what), "B", 1, "L", false, 0, link)
	}
	if c := p.m.Contact; c != nil {
		role := c.Role
		if role == "" {
			role = "Expert"
		}
		row(role, strings.Trim(c.Name+", "+c.Phone, ", "), "")
		if c.Mail != "" {
			row("", c.Mail, "mailto:"+c.Mail)
		}
	} else {
		row("IT person or expert", "", "")
	}
	for _, who := range []string{"Host of the website", "Bank and payment provider", "Lawyer or data protection officer", "Insurance, with policy number"} {
		row(who, "", "")
	}
	p.Ln(2)
	p.text("", 10, ink, 0, "1. Take the machine off the network; do not switch it off, and delete nothing.")
	p.text("", 10, ink, 0, "2. Write down what you saw, and when.")
	p.text("", 10, ink, 0, "3. Call the first of these. In the EU a breach that puts people at risk is reported within 72 hours (GDPR Art. 33).")
}

func (p *paper) how() {
	p.title("How this was seen", 0)
	p.begin(25)
	r := p.m.Run
	for _, t := range p.m.Targets {
		s := t.Target + ", in full"
		if !t.Complete {
			s = t.Target + ", not in full"
			if t.Why != "" {
				s += ": " + t.Why
			}
		}
		p.text("", 9.5, ink, 0, s)
	}
	p.Ln(1)
	p.text("", 9, soft, 0, fmt.Sprintf("Run %s of %s. weaklink %s. Seed %d, %d samples.", r.ID, r.Started.Format("2006-01-02 15:04:05 MST"), r.Version, r.Seed, r.Samples))
	p.text("", 9, soft, 0, "Model "+r.Model)
	p.text("", 9, soft, 0, "Digest of the evidence "+r.Root)
	if r.Lost {
		return
	}
	p.text("", 9, soft, 0, fmt.Sprintf("The same evidence gives the same words: weaklink replay %.13s", r.ID))
}
