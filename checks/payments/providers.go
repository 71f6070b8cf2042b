package payments

import (
	"net/url"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

type provider = checks.Provider

func providerAt(host string, hosts func(provider) []string) (string, bool) {
	return checks.ProviderAt(host, hosts)
}

func anyHost(p provider) []string { return p.Any() }

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// shop is what was seen of how one site takes cards.
type shop struct {
	site      string
	own       []facts.Page // with card fields of their own
	framed    []facts.Page // with fields of a provider in a frame
	direct    []facts.Page // with a script that reads card fields of the page
	sent      bool         // visitors are sent to a page of a provider
	providers []string     // by name, sorted
}

// taking says whether anything was seen of taking cards.
func (s shop) taking() bool { return len(s.own)+len(s.framed)+len(s.direct) > 0 || s.sent }

// pages are those on which card numbers are entered, in the page itself or in a
// frame within it.
func (s shop) pages() []facts.Page { return slices.Concat(s.own, s.framed) }

// shops are the sites that the pages belong to, in order of name.
func shops(pages []facts.Page) []shop {
	bySite := map[string]*shop{}
	var names []string
	for _, p := range pages {
		s := bySite[p.Site]
		if s == nil {
			s = &shop{site: p.Site}
			bySite[p.Site] = s
			names = append(names, p.Site)
		}
		s.look(p)
	}
	slices.Sort(names)
	var out []shop
	for _, n := range names {
		s := bySite[n]
		slices.Sort(s.providers)
		s.providers = slices.Compact(s.providers)
		for _, list := range [][]facts.Page{s.own, s.framed, s.direct} {
			slices.SortFunc(list, func(a, b facts.Page) int { return strings.Compare(a.URL, b.URL) })
		}
		out = append(out, *s)
	}
	return out
}

func (s *shop) look(p facts.Page) {
	known := func(address string, hosts func(provider) []string) bool {
		name, ok := providerAt(hostOf(address), hosts)
		if ok {
			s.providers = append(s.providers, name)
		}
		return ok
	}
	card := slices.ContainsFunc(p.Forms, func(f facts.Form) bool { return f.Card })
	framed, direct := false, false
	for _, f := range p.Frames {
		framed = known(f.URL, anyHost) || framed
	}
	for _, sc := range p.Scripts {
		framed = known(sc.URL, func(p provider) []string { return p.Frames }) || framed
		direct = known(sc.URL, func(p provider) []string { return p.Direct }) || direct
	}
	for _, f := range p.Forms {
		if f.Foreign && known(f.Action, anyHost) && !f.Card {
			s.sent = true
		}
	}
	for _, host := range p.LinksTo {
		if name, ok := providerAt(host, func(p provider) []string { return p.Pages }); ok {
			s.providers, s.sent = append(s.providers, name), true
		}
	}
	switch {
	case card:
		s.own = append(s.own, p)
	case framed:
		s.framed = append(s.framed, p)
	case direct:
		s.direct = append(s.direct, p)
	}
}

// path is the address of a page without its site.
func path(p facts.Page) string {
	if s := strings.TrimPrefix(p.URL, p.Site); s != "" {
		return s
	}
	return "/"
}
