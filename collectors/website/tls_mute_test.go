package website

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
)

func TestAPortThatDoesNotSpeakTLSIsUnseenSoonAndSaysWhy(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		handle func(net.Conn)
		why    string
	}{
		"never answers":    {func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }, "never answers in TLS"},
		"plain http":       {func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n") }, "plain http"},
		"garbage":          {func(c net.Conn) { _, _ = io.WriteString(c, "220 mail.example ESMTP\r\n") }, "turns away|never answers"},
		"closes":           {func(c net.Conn) {}, "turns away|never answers"},
		"resets":           {func(c net.Conn) { _, _ = c.Read(make([]byte, 1)); _ = c.(*net.TCPConn).SetLinger(0) }, "turns away|never answers"},
		"alerts":           {func(c net.Conn) { _, _ = c.Write([]byte{21, 3, 1, 0, 2, 2, 40}); _, _ = io.Copy(io.Discard, c) }, "turns away"},
		"half a record":    {func(c net.Conn) { _, _ = c.Write([]byte{22, 3, 1, 64, 0, 2}); _, _ = io.Copy(io.Discard, c) }, "never answers"},
		"an endless flood": {func(c net.Conn) { flood(c) }, "turns away|never answers"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			seen, err := look(t, serve(t, tc.handle), hasty)
			if err != nil {
				t.Fatal(err)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if f := seen.Facts(); len(f) != 0 {
				t.Errorf("facts from nothing: %+v", f)
			}
			g := seen.Gaps()
			if len(g) != 1 || g[0].Subject != "site:https://shop.example" || g[0].Next == "" {
				t.Fatalf("gaps: %+v", g)
			}
			ok := false
			for why := range strings.SplitSeq(tc.why, "|") {
				ok = ok || contains(g[0].Why, why)
			}
			if !ok {
				t.Errorf("why %q, want %q", g[0].Why, tc.why)
			}
		})
	}
}

// flood answers with valid records of handshake bytes that never end a message.
func flood(c net.Conn) {
	rec := append([]byte{22, 3, 3, 0x40, 0}, make([]byte, 0x4000)...)
	copy(rec[5:], []byte{2, 0xff, 0xff, 0xff})
	for {
		if _, err := c.Write(rec); err != nil {
			return
		}
	}
}

func TestAHostThatCannotBeReachedIsAnErrorWithAHint(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().(*net.TCPAddr).AddrPort()
	l.Close()
	_, err = look(t, at)
	var hinted interface{ Hint() string }
	if !errors.As(err, &hinted) || hinted.Hint() == "" || !contains(err.Error(), "connect to shop.example:443: connect: connection refused") {
		t.Errorf("%v", err)
	}
	if _, err := lookAt(t, "http://nowhere.invalid", collectors.Env{DNS: nameServer(t, nil)}); !errors.Is(err, errNoSuchName) {
		t.Errorf("a name that does not exist: %v", err)
	}
	// A firm that gave its plain http address did not ask for https.
	seen, err := lookAt(t, "http://shop.example", collectors.Env{Resolve: []collectors.Override{{Host: "shop.example", Port: 443, To: at}}})
	if g := seen.Gaps(); err != nil || len(g) != 1 || !contains(g[0].Why, "port 443") {
		t.Errorf("%v, gaps %+v", err, g)
	}
}

func TestALookThatTakesTooLongKeepsWhatItSaw(t *testing.T) {
	t.Parallel()
	f := &fake{silentOn: tls10, offers: map[version][]uint16{tls12: {0xc02f}}}
	at := serve(t, f.handle)
	start := time.Now()
	seen, err := look(t, at, func(c *tlsCollector) { c.total = 900 * time.Millisecond })
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("took %v", took)
	}
	got := tlsOf(t, seen)
	if len(got.Protocols) != 1 || len(seen.Gaps()) == 0 || !contains(strings.Join(got.Unknown, " "), "TLSv1.0") {
		t.Errorf("%+v, gaps %+v", got, seen.Gaps())
	}
}

func TestACutRunStopsAtOnceAndSaysSo(t *testing.T) {
	at := serve(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })
	target, err := collectors.Parse("https://shop.example", func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(100*time.Millisecond, cancel)
	start := time.Now()
	err = newTLS(collectors.Env{Resolve: []collectors.Override{{Host: "shop.example", Port: 443, To: at}}}).Collect(ctx, target, &collecttest.Seen{})
	if !errors.Is(err, context.Canceled) || time.Since(start) > 2*time.Second {
		t.Errorf("%v after %v", err, time.Since(start))
	}
}

func TestTargetsLeadToTheRightPort(t *testing.T) {
	for give, want := range map[string]string{
		"https://Shop.example":       "https://shop.example",
		"https://shop.example:8443/": "https://shop.example:8443",
		"http://shop.example:8080/x": "https://shop.example",
		"shop.example":               "https://shop.example",
		"shop.example:8443":          "https://shop.example:8443",
		"https://[::1]:8443":         "https://[::1]:8443",
		"https://127.0.0.1":          "https://127.0.0.1",
		"https://bücher.example":     "https://xn--bcher-kva.example",
	} {
		target, err := collectors.Parse(give, func(string) bool { return false })
		if err != nil {
			t.Fatal(err)
		}
		host, port, err := endpoint(target)
		if got := originOf(host, port); err != nil || got != want {
			t.Errorf("%s leads to %s (%v), want %s", give, got, err, want)
		}
	}
	if got := originOf("::1", 443); got != "https://[::1]" {
		t.Error(got)
	}
}

func TestAPortOfItsOwnAtABareAddressIsNotJudgedByTheServiceNextToIt(t *testing.T) {
	for give, want := range map[string]bool{"http://127.0.0.1:8080/": true, "http://[::1]:8080/": true, "http://localhost:8080/": true, "http://127.0.0.1/": false, "http://127.0.0.1:80/": false, "http://shop.example:8080/": false, "https://127.0.0.1:8443/": false} {
		target, err := collectors.Parse(give, func(string) bool { return false })
		if err != nil || elsewhere(target) != want {
			t.Errorf("%s: %v (%v)", give, !want, err)
		}
	}
	s := &collecttest.Seen{}
	err := newTLS(collectors.Env{}).Collect(t.Context(), collectors.Target{ID: "x", Scheme: "http", Addr: "http://127.0.0.1:8080/"}, s)
	if err != nil || len(s.Gaps()) != 1 {
		t.Errorf("%v, gaps %+v", err, s.Gaps())
	}
}

func TestPrivateRangesAreClosedToWhateverAPublicSiteLeadsTo(t *testing.T) {
	ctx := context.Background()
	pub, lan := netip.MustParseAddr("93.184.216.34"), netip.MustParseAddr("192.168.1.5")
	at := func(ip netip.Addr) dialer {
		d := newDialer(collectors.Env{}, "shop.example", 443)
		d.memo.names["shop.example"] = []netip.Addr{ip}
		return d
	}
	for _, tc := range []struct {
		home netip.Addr
		to   string
		want bool
	}{
		{pub, "8.8.8.8", true}, {pub, "127.0.0.1", false}, {pub, "10.1.2.3", false}, {pub, "169.254.169.254", false},
		{pub, "::1", false}, {pub, "::ffff:10.0.0.1", false}, {pub, "fd00::1", false}, {pub, "100.64.0.1", false}, {pub, "0.0.0.0", false}, {pub, "64:ff9b::a00:1", false},
		{lan, "10.1.2.3", true}, {lan, "127.0.0.1", true}, {lan, "8.8.8.8", true}, {lan, "169.254.169.254", false},
	} {
		if got := at(tc.home).may(ctx, "other.example", netip.MustParseAddr(tc.to)); got != tc.want {
			t.Errorf("from %s to %s: %v, want %v", tc.home, tc.to, got, tc.want)
		}
	}
	_, err := at(pub).DialContext(ctx, "tcp", "127.0.0.1:1")
	if !errors.Is(err, errPrivate) {
		t.Errorf("%v", err)
	}
}
