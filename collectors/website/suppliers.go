package website

import (
	"context"
	_ "embed"
	"fmt"
	"maps"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/miekg/dns"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

//go:embed suppliers.yaml
var suppliersYAML []byte

// supplier is a row of suppliers.yaml.
type supplier struct {
	Name    string            `yaml:"name"`
	What    string            `yaml:"what"`
	Carries []string          `yaml:"carries"`
	CNAME   []string          `yaml:"cname"`
	A       []netip.Prefix    `yaml:"a"`
	MX      []string          `yaml:"mx"`
	Header  map[string]string `yaml:"header"` // name -> what its value is or begins with; empty: any
	Script  []string          `yaml:"script"`
	Under   []string          `yaml:"under"`
	Source  string            `yaml:"source"`
}

var supplierTable = sync.OnceValue(func() []supplier {
	var t []supplier
	if err := yaml.UnmarshalWithOptions(suppliersYAML, &t, yaml.Strict()); err != nil {
		panic("website: suppliers.yaml: " + err.Error())
	}
	return t
})

// below says whether name is one of suffixes or lies below one.
func below(name string, suffixes []string) bool {
	return slices.ContainsFunc(suffixes, func(s string) bool { return name == s || strings.HasSuffix(name, "."+s) })
}

func (s supplier) fact(what, by, proof, host string) facts.Supplier {
	return facts.Supplier{Name: s.Name, What: s.What, Carries: s.Carries, For: what, By: by, Proof: proof, Own: !below(host, s.Under)}
}

// suppliers are those that DNS proves for the site at host and for the mail of
// domain, each with its first proof. That none was found proves nothing: a
// cache in front hides who stands behind it.
func (a *asker) suppliers(ctx context.Context, host, domain string, t collectors.Target) []facts.Supplier {
	hosts := []string{host}
	switch www := "www." + domain; {
	case t.Scheme == "domain":
		hosts = append(hosts, www)
	case host == domain:
		hosts = append(hosts, www)
	}
	var out []facts.Supplier
	for _, s := range supplierTable() {
		if len(s.MX) > 0 {
			mx := a.mail(ctx, domain)
			for _, h := range mx.Hosts {
				if below(h, s.MX) {
					out = append(out, s.fact("domain:"+domain, "mx", "mail for "+domain+" goes to "+h, domain))
					break
				}
			}
			continue
		}
		for _, h := range hosts {
			if by, proof := a.carries(ctx, s, h); by != "" {
				out = append(out, s.fact("site:https://"+h, by, proof, h))
				break
			}
		}
	}
	return out
}

// carries is the proof that s carries the site at host, if DNS has one.
func (a *asker) carries(ctx context.Context, s supplier, host string) (by, proof string) {
	if below(host, s.Under) {
		return "name", host + " is a name of the supplier's"
	}
	four := a.ask(ctx, host, dns.TypeA)
	for _, alias := range four.aliases {
		if below(plain(alias), s.CNAME) {
			return "cname", host + " is an alias of " + plain(alias)
		}
	}
	for _, rr := range four.records {
		ip, ok := netip.AddrFromSlice(rr.(*dns.A).A)
		if ok && slices.ContainsFunc(s.A, func(p netip.Prefix) bool { return p.Contains(ip.Unmap()) }) {
			return "a", fmt.Sprintf("%s leads to %s, an address of the supplier", host, ip.Unmap())
		}
	}
	return "", ""
}

// served are the suppliers that the front page itself proves, by the headers
// it came with or by scripts that only a builder puts there.
func served(a *reply, p facts.Page) []facts.Supplier {
	host := asciiHost(a.url.Hostname())
	var out []facts.Supplier
	for _, s := range supplierTable() {
		if by, proof := s.shown(a, p); by != "" {
			out = append(out, s.fact("site:"+p.Site, by, proof, host))
		}
	}
	return out
}

func (s supplier) shown(a *reply, p facts.Page) (by, proof string) {
	for _, name := range slices.Sorted(maps.Keys(s.Header)) {
		values := a.header.Values(name)
		want := s.Header[name]
		if len(values) > 0 && (want == "" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(values[0])), want)) {
			if want == "" {
				return "header", "the page comes with the header " + name
			}
			return "header", "the page comes with the header " + name + ": " + want
		}
	}
	for _, script := range p.Scripts {
		if u, err := url.Parse(script.URL); err == nil && below(strings.ToLower(u.Hostname()), s.Script) {
			return "script", "the page loads its script from " + strings.ToLower(u.Hostname())
		}
	}
	return "", ""
}
