package website

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"

	"github.com/weaklink/weaklink/collectors"
)

// asker asks DNS servers about names, each question once a run. That a name is
// not there, or has nothing of a kind, is an answer; everything else that is
// not what was asked for is an error.
type asker struct {
	servers []string // HOST:PORT, in the order in which to try
	wait    time.Duration
	slots   chan struct{}

	mu   sync.Mutex
	memo map[question]*dnsAnswer
}

type question struct {
	name string
	kind uint16
}

// dnsAnswer is what is known about a name and kind.
type dnsAnswer struct {
	records []dns.RR // of the kind asked for
	aliases []string // names that the name is an alias of, in order
	absent  bool     // there is no such name
	err     error
	done    chan struct{}
}

const (
	askWait    = 2 * time.Second
	askRounds  = 2    // times that all servers are tried
	askAtOnce  = 8    // questions under way
	askBuffer  = 1232 // bytes that pass any network unbroken
	askMost    = 400  // questions a run, whatever a record says
	aliasDepth = 8
)

var errAskedEnough = errors.New("its records lead to more questions than we ask")

// newAsker asks the server that a person named, else those of this computer.
func newAsker(env collectors.Env) (*asker, error) {
	a := &asker{wait: askWait, slots: make(chan struct{}, askAtOnce), memo: map[question]*dnsAnswer{}}
	if env.DNS != "" {
		a.servers = []string{env.DNS}
		return a, nil
	}
	conf, err := dns.ClientConfigFromFile("/etc/resolv.conf")
	if err != nil || len(conf.Servers) == 0 {
		return nil, &unreachable{"find this computer's DNS server", errors.New("/etc/resolv.conf names none"), "name one with --dns HOST:PORT", false}
	}
	for _, s := range conf.Servers {
		a.servers = append(a.servers, net.JoinHostPort(s, conf.Port))
	}
	return a, nil
}

// ask is what DNS says about name. The same question is asked once.
func (a *asker) ask(ctx context.Context, name string, kind uint16) *dnsAnswer {
	q := question{dns.CanonicalName(name), kind}
	a.mu.Lock()
	got, ok := a.memo[q]
	if !ok {
		got = &dnsAnswer{done: make(chan struct{})}
		if len(a.memo) >= askMost {
			got.err = errAskedEnough
			close(got.done)
			a.mu.Unlock()
			return got
		}
		a.memo[q] = got
	}
	a.mu.Unlock()
	if ok {
		select {
		case <-got.done:
			return got
		case <-ctx.Done():
			return &dnsAnswer{err: ctx.Err()}
		}
	}
	defer close(got.done)
	if _, bad := dns.IsDomainName(q.name); !bad || len(q.name) > 254 {
		got.err = errors.New("this is no name that DNS could know")
		return got
	}
	a.slots <- struct{}{}
	defer func() { <-a.slots }()
	a.resolve(ctx, q, got)
	return got
}

// resolve follows aliases that the server leaves to us.
func (a *asker) resolve(ctx context.Context, q question, got *dnsAnswer) {
	at := q.name
	for range aliasDepth {
		before := at
		m, err := a.exchange(ctx, at, q.kind)
		if err != nil {
			got.err = err
			return
		}
		for range m.Answer { // the chain of aliases, in whatever order it stands there
			i := slices.IndexFunc(m.Answer, func(rr dns.RR) bool {
				c, ok := rr.(*dns.CNAME)
				return ok && dns.CanonicalName(c.Hdr.Name) == at && !slices.Contains(got.aliases, dns.CanonicalName(c.Target))
			})
			if i < 0 || q.kind == dns.TypeCNAME {
				break
			}
			at = dns.CanonicalName(m.Answer[i].(*dns.CNAME).Target)
			got.aliases = append(got.aliases, at)
		}
		for _, rr := range m.Answer { // a record of another name was not asked for
			if rr.Header().Rrtype == q.kind && rr.Header().Class == dns.ClassINET && dns.CanonicalName(rr.Header().Name) == at {
				got.records = append(got.records, rr)
			}
		}
		switch {
		case len(got.records) > 0:
			return
		case m.Rcode == dns.RcodeNameError:
			got.absent = true
			return
		case at == before:
			return // the name is there and has nothing of this kind
		}
	}
	got.err = errors.New("its aliases lead on and on")
}

// exchange sends one question to one server after the other, over TCP when the
// answer does not fit.
func (a *asker) exchange(ctx context.Context, name string, kind uint16) (*dns.Msg, error) {
	var last error
	for range askRounds {
		for _, server := range a.servers {
			m, err := a.one(ctx, server, name, kind)
			if err == nil {
				return m, nil
			}
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			last = err
		}
		var refused rcode
		if errors.As(last, &refused) {
			return nil, last // it has answered; it will not answer otherwise
		}
	}
	return nil, last
}

// rcode is an answer that is none.
type rcode int

func (r rcode) Error() string { return "the DNS server answered " + dns.RcodeToString[int(r)] }

func (a *asker) one(ctx context.Context, server, name string, kind uint16) (*dns.Msg, error) {
	q := new(dns.Msg)
	q.SetQuestion(name, kind)
	q.SetEdns0(askBuffer, false)
	c := &dns.Client{Timeout: a.wait, UDPSize: askBuffer}
	m, _, err := c.ExchangeContext(ctx, q, server)
	if err == nil && m.Rcode == dns.RcodeFormatError { // it does not know extensions
		q.Extra = nil
		m, _, err = c.ExchangeContext(ctx, q, server)
	}
	if err == nil && m.Truncated {
		c.Net = "tcp"
		m, _, err = c.ExchangeContext(ctx, q, server)
	}
	switch {
	case err != nil:
		return nil, plainNet(err)
	case len(m.Question) != 1 || dns.CanonicalName(m.Question[0].Name) != name || m.Question[0].Qtype != kind || !m.Response:
		return nil, errors.New("the DNS server answered another question")
	case m.Truncated:
		return nil, errors.New("the DNS server cut its answer short")
	case m.Rcode != dns.RcodeSuccess && m.Rcode != dns.RcodeNameError:
		return nil, rcode(m.Rcode)
	}
	return m, nil
}

// texts are the TXT records of name, each joined from its parts.
func (a *asker) texts(ctx context.Context, name string) ([]string, error) {
	got := a.ask(ctx, name, dns.TypeTXT)
	var out []string
	for _, rr := range got.records {
		out = append(out, strings.Join(rr.(*dns.TXT).Txt, ""))
	}
	return out, got.err
}

// plain is a name as people write it.
func plain(name string) string { return strings.TrimSuffix(dns.CanonicalName(name), ".") }

// where names the servers that were asked, for a gap.
func (a *asker) where() string { return fmt.Sprintf("the DNS server at %s", a.servers[0]) }
