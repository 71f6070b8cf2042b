package website

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"sync"

	"blitiri.com.ar/go/spf"
	"github.com/miekg/dns"

	"github.com/weaklink/weaklink/facts"
)

// strangers are addresses that nobody may use (RFC 5737, RFC 3849): what SPF
// says about them it says about everyone.
var strangers = []net.IP{net.IPv4(192, 0, 2, 77), net.IPv4(203, 0, 113, 9), net.ParseIP("2001:db8::25")}

// senders reads who may send in a domain's name: the record counted and
// explained by ourselves, and what a receiver would conclude by a library.
func (a *asker) senders(ctx context.Context, domain string) facts.SPF {
	out := facts.SPF{State: "found"}
	records, err := a.spfRecords(ctx, domain)
	switch {
	case err != nil:
		return facts.SPF{State: "unknown", Unknown: []string{domain}}
	case len(records) == 0:
		return facts.SPF{State: "none"}
	}
	out.Records = len(records)
	if len(records) > 1 {
		return out // receivers take none of them (RFC 7208 4.5)
	}
	r := &spfReading{asker: a, out: &out, path: []string{domain}}
	out.All = r.record(ctx, domain, records[0])
	slices.Sort(out.Includes)
	out.Includes = slices.Compact(out.Includes)
	slices.Sort(out.Unknown)
	out.Unknown = slices.Compact(out.Unknown)
	out.Stranger = a.stranger(ctx, domain)
	return out
}

func (a *asker) spfRecords(ctx context.Context, domain string) ([]string, error) {
	texts, err := a.texts(ctx, domain)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(texts, func(s string) bool {
		low := strings.ToLower(s)
		return low != "v=spf1" && !strings.HasPrefix(low, "v=spf1 ")
	}), nil
}

// spfReading walks a record and those it takes over.
type spfReading struct {
	*asker
	out  *facts.SPF
	path []string // of names that lead to the one being read
}

const (
	spfDepth = 12
	spfMost  = 40 // questions after which we stop counting
	spfTerms = 60 // of one record; 512 bytes hold no more that mean anything
)

// record counts the questions of one record and returns what it says of
// everybody else.
func (r *spfReading) record(ctx context.Context, domain, text string) string {
	fault := func(s string) {
		if r.out.Fault == "" {
			r.out.Fault = s
		}
	}
	redirect, all := "", ""
	terms := strings.Fields(text)[1:]
	for _, term := range terms[:min(len(terms), spfTerms)] {
		sign := "pass"
		if s, ok := map[byte]string{'+': "pass", '-': "fail", '~': "softfail", '?': "neutral"}[term[0]]; ok {
			sign, term = s, term[1:]
		}
		word, _, _ := strings.Cut(strings.ToLower(term), "/")
		name, value, _ := strings.Cut(word, ":")
		if key, to, ok := strings.Cut(word, "="); ok && !strings.Contains(key, ":") {
			if key == "redirect" {
				redirect = to
			}
			continue // exp= and whatever else: no question that counts
		}
		if all != "" {
			continue // behind all nothing is read (RFC 7208 5.1)
		}
		if value == "" {
			value = domain
		}
		switch name {
		case "all":
			all = sign
		case "ip4", "ip6":
		case "include":
			r.out.Lookups++
			r.take(ctx, value, fault)
		case "a":
			r.out.Lookups++
			r.void(ctx, value, dns.TypeA, dns.TypeAAAA)
		case "mx":
			r.out.Lookups++
			r.void(ctx, value, dns.TypeMX)
		case "ptr":
			r.out.Lookups++
		case "exists":
			r.out.Lookups++
			r.void(ctx, value, dns.TypeA)
		default:
			fault("syntax")
		}
	}
	if all == "" && redirect != "" {
		r.out.Lookups++
		if to := r.take(ctx, redirect, fault); to != "" {
			return to
		}
		return "redirect"
	}
	if all == "" {
		all = "neutral" // RFC 7208 4.7
	}
	return all
}

// take reads the record of a name that another one takes over.
func (r *spfReading) take(ctx context.Context, name string, fault func(string)) string {
	if strings.Contains(name, "%") {
		return "" // made from the sender's address: differs with each mail
	}
	name = plain(name)
	if slices.Contains(r.path, name) {
		fault("loop")
		return ""
	}
	if len(r.path) >= spfDepth || r.out.Lookups > spfMost {
		return "" // far beyond the limit already
	}
	r.path = append(r.path, name)
	defer func() { r.path = r.path[:len(r.path)-1] }()
	r.out.Includes = append(r.out.Includes, name)
	records, err := r.spfRecords(ctx, name)
	switch {
	case err != nil:
		r.out.Unknown = append(r.out.Unknown, name)
		return ""
	case len(records) != 1:
		if len(records) == 0 {
			r.out.Voids += r.nothing(ctx, name, dns.TypeTXT)
		}
		fault("include")
		return ""
	}
	return r.record(ctx, name, records[0])
}

// void counts a question that is answered by nothing (RFC 7208 4.6.4).
func (r *spfReading) void(ctx context.Context, name string, kinds ...uint16) {
	if strings.Contains(name, "%") {
		return
	}
	empty := 1
	for _, k := range kinds {
		empty = min(empty, r.nothing(ctx, plain(name), k))
	}
	r.out.Voids += empty
}

func (r *spfReading) nothing(ctx context.Context, name string, kind uint16) int {
	got := r.ask(ctx, name, kind)
	switch {
	case got.err != nil:
		r.out.Unknown = append(r.out.Unknown, name)
		return 0
	case len(got.records) == 0:
		return 1
	}
	return 0
}

// stranger is what a receiver concludes about mail from addresses that nobody
// uses; where they differ, the most welcoming.
func (a *asker) stranger(ctx context.Context, domain string) string {
	order := []string{"pass", "unknown", "error", "neutral", "none", "softfail", "fail"}
	said := make([]string, len(strangers))
	var wg sync.WaitGroup
	for i, ip := range strangers {
		wg.Go(func() {
			res, _ := spf.CheckHostWithSender(ip, domain, "someone@"+domain, spf.WithContext(ctx), spf.WithResolver(spfResolver{a}))
			said[i] = map[spf.Result]string{spf.Pass: "pass", spf.Neutral: "neutral", spf.None: "none", spf.SoftFail: "softfail", spf.Fail: "fail", spf.PermError: "error", spf.TempError: "unknown"}[res]
		})
	}
	wg.Wait()
	for _, o := range order {
		if slices.Contains(said, o) {
			return o
		}
	}
	return "unknown"
}

// spfResolver lets the library ask through the same servers as everything else.
type spfResolver struct{ *asker }

func dnsError(name string, got *dnsAnswer) error {
	switch {
	case got.err != nil:
		return &net.DNSError{Err: got.err.Error(), Name: name, IsTemporary: true, IsTimeout: errors.Is(got.err, context.DeadlineExceeded)}
	case len(got.records) == 0:
		return &net.DNSError{Err: "no such record", Name: name, IsNotFound: true}
	}
	return nil
}

func (r spfResolver) LookupTXT(ctx context.Context, name string) ([]string, error) {
	got := r.ask(ctx, name, dns.TypeTXT)
	if err := dnsError(name, got); err != nil {
		return nil, err
	}
	return r.texts(ctx, name)
}

func (r spfResolver) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	got := r.ask(ctx, name, dns.TypeMX)
	var out []*net.MX
	for _, rr := range got.records {
		mx := rr.(*dns.MX)
		out = append(out, &net.MX{Host: mx.Mx, Pref: mx.Preference})
	}
	return out, dnsError(name, got)
}

func (r spfResolver) LookupIPAddr(ctx context.Context, host string) ([]net.IPAddr, error) {
	var out []net.IPAddr
	four, six := r.ask(ctx, host, dns.TypeA), r.ask(ctx, host, dns.TypeAAAA)
	for _, rr := range four.records {
		out = append(out, net.IPAddr{IP: rr.(*dns.A).A})
	}
	for _, rr := range six.records {
		out = append(out, net.IPAddr{IP: rr.(*dns.AAAA).AAAA})
	}
	if len(out) > 0 {
		return out, nil
	}
	if four.err != nil {
		return nil, dnsError(host, four)
	}
	return nil, dnsError(host, six)
}

// LookupAddr finds nothing: addresses that nobody uses have no name.
func (r spfResolver) LookupAddr(_ context.Context, addr string) ([]string, error) {
	return nil, &net.DNSError{Err: "no such record", Name: addr, IsNotFound: true}
}
