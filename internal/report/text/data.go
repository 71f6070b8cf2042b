package text

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/internal/report"
)

const stores = 10 // on the page; the rest is counted

// data is what client data was found, where, about how many people, and how
// much of the protection it calls for was proven.
func (p *page) data() {
	d := p.m.Data
	if len(d.Stores) == 0 {
		return
	}
	p.title("Client data that was found")
	p.para(plain, "  ", "  ", fmt.Sprintf("About %s in %s.", people(d.People.Low, d.People.Best, d.People.High), number(len(d.Stores), "place")))
	for i, s := range d.Stores {
		if i == stores && !p.opt.Verbose {
			p.line(faint, fmt.Sprintf("    and %d more: add -v, or read the JSON report", len(d.Stores)-i))
			break
		}
		p.para(plain, "  - ", "    ", report.Name(s.ID))
		var kinds []string
		for _, c := range s.Categories {
			kinds = append(kinds, c.Category)
		}
		what := fmt.Sprintf("%s; %s", people(s.People.Low, s.People.Best, s.People.High), strings.Join(kinds, ", "))
		if s.Oldest != "" {
			what += fmt.Sprintf("; from %s to %s", s.Oldest, s.Newest)
		}
		p.para(faint, "    ", "    ", what+".")
		pr := s.Protection
		if len(pr.Demanded) > 0 {
			p.para(faint, "    ", "    ", fmt.Sprintf("Calls for %s protection, %s: %d proven, %d missing, %d not seen.",
				pr.Level, number(len(pr.Demanded), "safeguard"), len(pr.Proven), len(pr.Missing), len(pr.Unseen)))
		}
		if pr.Say != "" && (i < 3 || p.opt.Verbose) {
			p.para(faint, "    ", "    ", pr.Say)
		}
	}
}

func people(low, best, high int64) string {
	if low == high || high == 0 || best == 0 {
		if best == 1 {
			return "1 person"
		}
		return fmt.Sprintf("%d people", best)
	}
	return fmt.Sprintf("%d people (%d to %d)", best, low, high)
}

func number(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
