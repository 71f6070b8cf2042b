package website

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"
	"golang.org/x/net/publicsuffix"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

func init() {
	collectors.Register(func(env collectors.Env) collectors.Collector { return newDomain(env) })
}

// domainCollector asks DNS what it says about a domain: who takes its mail and
// who may send in its name, who may issue certificates, and whether a supplier
// carries the site or the mail.
type domainCollector struct {
	env  collectors.Env
	wait time.Duration
}

func newDomain(env collectors.Env) *domainCollector {
	return &domainCollector{env: env, wait: askWait}
}

func (*domainCollector) Name() string      { return "website.domain" }
func (*domainCollector) Targets() []string { return []string{"domain", "name", "https"} }
func (*domainCollector) Emits() []string {
	return []string{facts.WebsiteDomain.Name, facts.WebsiteSupplier.Name}
}

func (*domainCollector) Needs() collectors.Needs {
	return collectors.Needs{
		Network: true,
		Touches: fmt.Sprintf("ask DNS about its domain: its mail, its certificates, and %d names under which signing keys are usual", len(selectors)),
		Never:   "send a mail, or connect to a mail server",
		Rights:  "no credentials: a name server that answers (--dns names another)",
	}
}

const domainTotal = 60 * time.Second

// Collect emits website.domain about the domain of the target and
// website.supplier for what DNS proves. A domain that was named and is not
// there is an error with a hint; a site without a domain of its own is none.
func (c *domainCollector) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	host, domain, err := c.domainOf(t)
	if err != nil {
		return err
	}
	if host == "" {
		return nil
	}
	a, err := newAsker(c.env)
	if err != nil {
		return err
	}
	a.wait = c.wait
	ctx, cancel := context.WithTimeout(ctx, domainTotal)
	defer cancel()

	see.Progress(0, 0, "asking DNS about the domain")
	first := a.ask(ctx, domain, dns.TypeMX)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case first.absent && t.Scheme == "domain":
		return &unreachable{"look up " + domain, errNoSuchName, "check the spelling; --dns HOST:PORT can help with a domain that is not public", false}
	case first.err != nil:
		// One question may fail for a reason of its own; when the start of the
		// zone does not answer either, nothing will.
		if soa := a.ask(ctx, domain, dns.TypeSOA); soa.err != nil {
			return &unreachable{"ask " + a.where() + " about " + domain, soa.err, "check that this computer may ask DNS, or name a server with --dns HOST:PORT, then scan again", false}
		}
	}
	if !first.absent && (t.Scheme == "domain" || !rented(host)) {
		if err := c.domain(ctx, a, domain, see); err != nil {
			return err
		}
	}
	for _, s := range a.suppliers(ctx, host, domain, t) {
		it, err := facts.WebsiteSupplier.Item("supplier:"+s.Name, evidence.Enumerated, s)
		if err != nil {
			return err
		}
		if err := see.Fact(it); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// domainOf is the host that a target names and the domain that is judged: the
// one that was named, or the registered name of a site. Both are empty where
// there is nothing to ask: an address, a name that no DNS knows, or a name
// whose address a person set by hand (a copy; its DNS is not the question).
func (c *domainCollector) domainOf(t collectors.Target) (host, domain string, err error) {
	if t.Scheme == "domain" {
		name := strings.TrimPrefix(strings.TrimPrefix(t.Addr, "domain:"), "//")
		name = asciiHost(strings.TrimSuffix(name, "/"))
		_, isAddr := netip.ParseAddr(name)
		if _, ok := dns.IsDomainName(name); name == "" || !ok || isAddr == nil || !strings.Contains(name, ".") || strings.ContainsAny(name, "/:@ ") {
			return "", "", &unreachable{"look at " + t.ID, errors.New("it is no domain"), "write it as domain:your-shop.example", false}
		}
		return name, name, nil
	}
	host, port, err := endpoint(t)
	if err != nil {
		return "", "", err
	}
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") {
		return "", "", nil
	}
	if c.env.DNS == "" {
		if _, by := c.env.Dial(host, port); by || reserved(host) {
			return "", "", nil
		}
	}
	return host, registered(host), nil
}

// reserved says whether a name is one that public DNS never knows (RFC 2606, RFC 6761, RFC 6762).
func reserved(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	return slices.Contains([]string{"example", "test", "invalid", "localhost", "local", "internal", "lan", "home", "onion"}, last)
}

// rented says whether a name lies below one of a supplier's, or of a company
// that lets others have names below its own: its mail and certificates are
// that company's business.
func rented(host string) bool {
	if suffix, icann := publicsuffix.PublicSuffix(host); !icann && strings.Contains(suffix, ".") {
		return true
	}
	return slices.ContainsFunc(supplierTable(), func(s supplier) bool { return below(host, s.Under) })
}

// domain asks everything about a domain that is there.
func (c *domainCollector) domain(ctx context.Context, a *asker, domain string, see collectors.See) error {
	org := registered(domain)
	f := facts.Domain{Name: domain, Organisation: org}
	var wg sync.WaitGroup
	wg.Go(func() { f.MX = a.mail(ctx, domain) })
	wg.Go(func() { f.NS = a.nameServers(ctx, org) })
	wg.Go(func() { f.SPF = a.senders(ctx, domain) })
	wg.Go(func() { f.DMARC = a.imitation(ctx, domain, org) })
	wg.Go(func() { f.DKIM = a.signing(ctx, domain) })
	wg.Go(func() { f.CAA = a.authorities(ctx, domain, org) })
	wg.Go(func() { f.DNSSEC = a.signed(ctx, org) })
	wg.Wait()
	if ctx.Err() != nil && errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	subject := "domain:" + domain
	const next = "scan again; if it stays so, ask whoever runs its DNS, or name another server with --dns HOST:PORT"
	for what, state := range map[string]string{"who takes its mail": f.MX.State, "who may send in its name (SPF)": f.SPF.State, "what is done with imitations (DMARC)": f.DMARC.State,
		"who may issue certificates (CAA)": f.CAA.State, "whether its answers are signed (DNSSEC)": f.DNSSEC} {
		if state == "unknown" {
			see.Unseen(subject, "DNS gave no answer about "+what, next)
		}
	}
	if f.DKIM.State == "unknown" && !f.DKIM.Wildcard {
		see.Unseen(subject, "DNS gave no answer about the usual names of signing keys (DKIM)", next)
	}
	if len(f.SPF.Unknown) > 0 && f.SPF.State != "unknown" {
		see.Unseen(subject, fmt.Sprintf("DNS gave no answer about %d names that its list of senders takes over", len(f.SPF.Unknown)), next)
	}
	it, err := facts.WebsiteDomain.Item(subject, evidence.Enumerated, f)
	if err != nil {
		return err
	}
	return see.Fact(it)
}

// mail is who takes the domain's mail.
func (a *asker) mail(ctx context.Context, domain string) facts.MX {
	got := a.ask(ctx, domain, dns.TypeMX)
	if got.err != nil {
		return facts.MX{State: "unknown"}
	}
	out := facts.MX{State: "none"}
	records := slices.Clone(got.records)
	slices.SortStableFunc(records, func(a, b dns.RR) int {
		x, y := a.(*dns.MX), b.(*dns.MX)
		if d := int(x.Preference) - int(y.Preference); d != 0 {
			return d
		}
		return strings.Compare(plain(x.Mx), plain(y.Mx))
	})
	for _, rr := range records {
		out.State = "found"
		if host := plain(rr.(*dns.MX).Mx); host != "" {
			out.Hosts = append(out.Hosts, host)
		} else {
			out.Null = len(records) == 1
		}
	}
	return out
}

// nameServers are those of the registered name, sorted.
func (a *asker) nameServers(ctx context.Context, org string) []string {
	var out []string
	for _, rr := range a.ask(ctx, org, dns.TypeNS).records {
		out = append(out, plain(rr.(*dns.NS).Ns))
	}
	slices.Sort(out)
	return out
}

// signed says whether the registry holds a key for the domain's answers.
func (a *asker) signed(ctx context.Context, org string) string {
	switch got := a.ask(ctx, org, dns.TypeDS); {
	case got.err != nil:
		return "unknown"
	case len(got.records) > 0:
		return "signed"
	}
	return "unsigned"
}

// authorities is who may issue certificates: by the records of the domain, or
// of the nearest name above it that has some (RFC 8659 3).
func (a *asker) authorities(ctx context.Context, domain, org string) facts.CAA {
	for name := domain; ; {
		got := a.ask(ctx, name, dns.TypeCAA)
		if got.err != nil {
			return facts.CAA{State: "unknown", At: name}
		}
		if len(got.records) > 0 {
			out := facts.CAA{State: "found", At: name}
			limits := false
			for _, rr := range got.records {
				caa := rr.(*dns.CAA)
				who, _, _ := strings.Cut(caa.Value, ";")
				who = strings.ToLower(strings.TrimSpace(who))
				switch strings.ToLower(caa.Tag) {
				case "issue":
					limits = true
					if who != "" && !slices.Contains(out.Issuers, who) {
						out.Issuers = append(out.Issuers, who)
					}
				case "iodef":
					out.Tells = true
				}
			}
			slices.Sort(out.Issuers)
			out.Nobody = limits && len(out.Issuers) == 0
			if !limits { // without issue every authority may (RFC 8659 4.2)
				out.State = "none"
			}
			return out
		}
		_, above, ok := strings.Cut(name, ".")
		if name == org || !ok {
			return facts.CAA{State: "none"}
		}
		name = above
	}
}
