package website

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"testing"

	"github.com/miekg/dns"

	"github.com/weaklink/weaklink/collectors"
)

// nameServer answers from a table on loopback until the test ends.
func nameServer(t *testing.T, zone map[string][]string) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &dns.Server{PacketConn: conn, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		name := q.Question[0].Name
		rrs, known := zone[name]
		for _, s := range rrs {
			rr, err := dns.NewRR(s)
			if err == nil && (rr.Header().Rrtype == q.Question[0].Qtype || rr.Header().Rrtype == dns.TypeCNAME) {
				m.Answer = append(m.Answer, rr)
			}
		}
		switch {
		case name == "broken.example.":
			m.Rcode = dns.RcodeServerFailure
		case !known:
			m.Rcode = dns.RcodeNameError
		}
		_ = w.WriteMsg(m)
	})}
	go func() { _ = srv.ActivateAndServe() }()
	t.Cleanup(func() { _ = srv.Shutdown() })
	return conn.LocalAddr().String()
}

func TestNamesAreLookedUpInTheDNSServerThatWasNamed(t *testing.T) {
	server := nameServer(t, map[string][]string{
		"shop.example.":    {"shop.example. 60 IN A 192.0.2.7", "shop.example. 60 IN AAAA 2001:db8::7"},
		"www.example.":     {"www.example. 60 IN CNAME shop.example."}, // the server leaves the rest to us
		"circle.example.":  {"circle.example. 60 IN CNAME circle2.example."},
		"circle2.example.": {"circle2.example. 60 IN CNAME circle.example."},
		"mail.example.":    {},
	})
	d := newDialer(collectors.Env{DNS: server}, "shop.example", 443)
	both := []netip.Addr{netip.MustParseAddr("192.0.2.7"), netip.MustParseAddr("2001:db8::7")}
	for host, want := range map[string][]netip.Addr{
		"shop.example": both, "www.example": both,
		"localhost": {netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("::1")},
	} {
		if got, err := d.lookup(context.Background(), host); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v %v", host, got, err)
		}
	}
	for host, want := range map[string]error{"nowhere.example": errNoSuchName, "mail.example": errNoAddress, "broken.example": nil, "circle.example": nil} {
		_, err := d.lookup(context.Background(), host)
		var hinted interface{ Hint() string }
		if err == nil || want != nil && !errors.Is(err, want) || !errors.As(err, &hinted) || hinted.Hint() == "" {
			t.Errorf("%s: %v", host, err)
		}
	}
}

func TestAnAddressThatWasNamedIsUsedAndNothingElseAsked(t *testing.T) {
	at := serve(t, func(net.Conn) {})
	d := newDialer(collectors.Env{DNS: "127.0.0.1:1", Resolve: []collectors.Override{{Host: "shop.example", Port: 443, To: at}}}, "shop.example", 443)
	conn, err := d.DialContext(context.Background(), "tcp", "SHOP.example:443")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if conn.RemoteAddr().String() != at.String() {
		t.Errorf("connected to %v", conn.RemoteAddr())
	}
}

func TestADeadAddressDoesNotHideALivingOne(t *testing.T) {
	at := serve(t, func(net.Conn) {})
	conn, err := race(context.Background(), "tcp", []netip.AddrPort{netip.MustParseAddrPort("127.0.0.1:1"), at})
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}
