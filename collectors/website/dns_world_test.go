package website

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
)

// zone is a DNS server on loopback, over UDP and TCP: text in the form of zone
// files, and what it does wrong.
type zone struct {
	text   string
	mute   string // names that end so are never answered
	fails  string // SERVFAIL
	denies string // REFUSED
	lies   bool   // answers another question, and with records of other names
	garble bool   // answers with bytes that are no message
	cut    bool   // sets the truncated bit over TCP too
	old    bool   // knows no EDNS

	udp, tcp atomic.Int64
}

func (z *zone) serve(t testing.TB) collectors.Env {
	t.Helper()
	var records []dns.RR
	names := map[string]bool{}
	p := dns.NewZoneParser(strings.NewReader("$TTL 60\n"+z.text), ".", "")
	for rr, ok := p.Next(); ok; rr, ok = p.Next() {
		records = append(records, rr)
		for name := rr.Header().Name; name != "."; { // what lies above a name is there too
			names[dns.CanonicalName(name)] = true
			i, end := dns.NextLabel(name, 0)
			if end {
				break
			}
			name = name[i:]
		}
	}
	if err := p.Err(); err != nil {
		t.Fatal(err)
	}
	handle := func(udp bool) dns.HandlerFunc {
		return func(w dns.ResponseWriter, q *dns.Msg) {
			if udp {
				z.udp.Add(1)
			} else {
				z.tcp.Add(1)
			}
			m := new(dns.Msg).SetReply(q)
			name, kind := dns.CanonicalName(q.Question[0].Name), q.Question[0].Qtype
			ends := func(s string) bool { return s != "" && strings.HasSuffix(name, s) }
			switch {
			case ends(z.mute):
				return
			case z.garble:
				_, _ = w.Write([]byte{1, 2, 3})
				return
			case z.old && q.IsEdns0() != nil:
				m.Rcode = dns.RcodeFormatError
			case ends(z.fails):
				m.Rcode = dns.RcodeServerFailure
			case ends(z.denies):
				m.Rcode = dns.RcodeRefused
			case z.lies:
				m.Question[0].Name = "other.example."
				rr, _ := dns.NewRR("other.example. 60 IN TXT \"v=spf1 +all\"")
				m.Answer = append(m.Answer, rr)
			default:
				at := name
				for range 10 {
					next := ""
					for _, rr := range records {
						h := rr.Header()
						if dns.CanonicalName(h.Name) != at && !(strings.HasPrefix(h.Name, "*.") && !names[at] && strings.HasSuffix(at, dns.CanonicalName(h.Name[1:]))) {
							continue
						}
						c, alias := rr.(*dns.CNAME)
						if h.Rrtype != kind && !alias {
							continue
						}
						out := dns.Copy(rr)
						out.Header().Name = at
						m.Answer = append(m.Answer, out)
						if alias && kind != dns.TypeCNAME {
							next = dns.CanonicalName(c.Target)
						}
					}
					if next == "" {
						break
					}
					at = next
				}
				if len(m.Answer) == 0 && !names[name] {
					m.Rcode = dns.RcodeNameError
				}
				noise, _ := dns.NewRR("poison.example. 60 IN TXT \"v=spf1 +all\"")
				m.Answer = append(m.Answer, noise) // nobody asked for it
			}
			if udp {
				m.Truncate(512)
			}
			m.Truncated = m.Truncated || z.cut
			_ = w.WriteMsg(m)
		}
	}
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.ListenPacket("udp4", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, srv := range []*dns.Server{{Listener: l, Handler: handle(false)}, {PacketConn: conn, Handler: handle(true)}} {
		go func() { _ = srv.ActivateAndServe() }()
		t.Cleanup(func() { _ = srv.Shutdown() })
	}
	return collectors.Env{DNS: l.Addr().String()}
}

func domainTarget(name string) collectors.Target {
	return collectors.Target{ID: "domain:" + name, Scheme: "domain", Addr: "domain:" + name}
}

// askDomain looks at target in env.
func askDomain(t testing.TB, env collectors.Env, target collectors.Target) *cut {
	t.Helper()
	c := newDomain(env)
	c.wait = 300 * time.Millisecond
	s := &collecttest.Seen{}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	err := c.Collect(ctx, target, s)
	for _, g := range s.Gaps() {
		if g.Subject == "" || g.Why == "" || g.Next == "" {
			t.Errorf("a gap lacks something: %+v", g)
		}
	}
	return &cut{s, t, err}
}

// chainOf is an SPF record that takes over n others, each of which asks once more.
func chainOf(n int) string {
	var b, includes strings.Builder
	for i := range n {
		fmt.Fprintf(&includes, "include:s%d.example ", i)
		fmt.Fprintf(&b, "s%d.example. TXT \"v=spf1 a:mail.example -all\"\n", i)
	}
	return "mail.example. A 198.51.100.1\nfirm.example. TXT \"v=spf1 " + includes.String() + "-all\"\n" + b.String()
}
