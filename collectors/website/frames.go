package website

import (
	"net/url"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// Limits on what is kept of one page.
const (
	maxFrames = 50
	maxHosts  = 100
)

// frame notes a page within the page: a payment provider's fields often are one.
func (p *parsed) frame(at, u *url.URL) {
	if u == nil || len(p.fact.Frames) == maxFrames {
		return
	}
	p.fact.Frames = append(p.fact.Frames, facts.Frame{URL: bare(u), Foreign: !strings.EqualFold(u.Hostname(), at.Hostname())})
}

// otherHosts are the hosts that links lead to, other than the page's own.
func otherHosts(at *url.URL, links []*url.URL) []string {
	var out []string
	for _, u := range links {
		host := strings.ToLower(u.Hostname())
		if host == "" || strings.EqualFold(host, at.Hostname()) || slices.Contains(out, host) {
			continue
		}
		if out = append(out, host); len(out) == maxHosts {
			break
		}
	}
	slices.Sort(out)
	return out
}
