package text

import (
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/weaklink/weaklink/internal/report"
)

const (
	stores = 10 // on the page; the rest is counted
	copies = 3  // of places
)

// data is what client data was found, where, about how many people, and how
// much of the protection it calls for was proven.
func (p *page) data() {
	d := p.m.Data
	if d.Stores.Len() == 0 {
		if d.Guarded.Len() > 0 || len(d.Ledger) > 0 {
			p.title(d.Nothing())
			p.guarded()
			p.ledger()
		}
		return
	}
	p.title("Client data that was found")
	p.para(plain, "  ", "  ", fmt.Sprintf("%s in %s.", report.Capital(report.People(d.People)), number(d.Stores.Len(), "place")))
	for i, s := range d.Stores.All() {
		if i == stores && !p.opt.Verbose {
			p.line(faint, fmt.Sprintf("    and %d more: add -v, or read the JSON report", d.Stores.Len()-i))
			break
		}
		p.para(plain, "  - ", "    ", report.Name(s.ID))
		var kinds []string
		for _, c := range s.Categories {
			kinds = append(kinds, c.Category)
		}
		what := fmt.Sprintf("%s; %s", report.People(s.People), strings.Join(kinds, ", "))
		if s.Oldest != "" {
			what += fmt.Sprintf("; from %s to %s", s.Oldest, s.Newest)
		}
		p.para(faint, "    ", "    ", what+".")
		pr := s.Protection
		if len(pr.Demanded) > 0 {
			p.para(faint, "    ", "    ", fmt.Sprintf("Calls for %s protection, %s: %d proven, %d missing, %d not seen.",
				pr.Level, number(len(pr.Demanded), "safeguard"), len(pr.Proven), len(pr.Missing), len(pr.Unseen)))
		}
		if len(s.Guarded) > 0 && (i < 3 || p.opt.Verbose) {
			p.para(faint, "    ", "    ", report.Stop("Not in clear: "+s.GuardedWords()))
		}
		if pr.Say != "" && (i < 3 || p.opt.Verbose) {
			p.para(faint, "    ", "    ", pr.Say)
		}
	}
	said, rest := report.Copies(d, copies)
	for _, c := range said {
		p.para(plain, "  ", "    ", c.Say())
	}
	if rest != "" {
		p.para(faint, "  ", "    ", rest)
	}
	p.guarded()
	p.ledger()
}

// guarded are the places of which nothing lies in clear.
func (p *page) guarded() {
	all := p.m.Data.Guarded
	if all.Len() == 0 {
		return
	}
	p.para(plain, "  ", "  ", fmt.Sprintf("Protected, in %s. %s", number(all.Len(), "more place"), report.Unclear))
	for i, g := range all.All() {
		if i == stores && !p.opt.Verbose {
			p.line(faint, fmt.Sprintf("    and %d more: add -v, or read the JSON report", all.Len()-i))
			break
		}
		p.para(plain, "  - ", "    ", report.Name(g.ID))
		p.para(faint, "    ", "    ", report.Stop(fmt.Sprintf("%s; %s", number(int(g.Records), "record"), g.Say())))
	}
}

// ledger is a line a place: what was found there, and what became of it.
func (p *page) ledger() {
	for _, l := range p.m.Data.Ledger {
		say := fmt.Sprintf("%s: %s found, %s read", report.Clean(l.Target), amount(l.Files, l.Bytes), amount(l.Read, l.ReadBytes))
		if l.Unread > 0 {
			say += fmt.Sprintf(", %s not read or not to the end", amount(l.Unread, l.UnreadBytes))
			if len(l.NotRead) > 0 {
				say += " (" + report.Clean(l.NotRead[0].Why)
				if n := len(l.NotRead) - 1; n > 0 {
					say += fmt.Sprintf(" and %s", number(n, "other reason"))
				}
				say += ")"
			}
		}
		if l.Ignored > 0 {
			say += fmt.Sprintf(", %s left out as you said", amount(l.Ignored, l.IgnoredBytes))
		}
		p.para(faint, "  ", "    ", say+".")
	}
}

func amount(n, bytes int64) string {
	return fmt.Sprintf("%d (%s)", n, humanize.Bytes(uint64(max(bytes, 0))))
}

func number(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
