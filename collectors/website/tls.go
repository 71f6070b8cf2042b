package website

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

func init() {
	collectors.Register(func(env collectors.Env) collectors.Collector { return newTLS(env) })
}

// tlsCollector finds out what a site's TLS port offers, by a prober of our own
// (see prober), and which certificate it shows.
type tlsCollector struct {
	env   collectors.Env
	now   func() time.Time
	wait  time.Duration // for one answer
	pause time.Duration // before a second try
	total time.Duration // for the whole look
}

func newTLS(env collectors.Env) *tlsCollector {
	return &tlsCollector{env: env, now: time.Now, wait: answerTimeout, pause: firstPause, total: totalTimeout}
}

func (*tlsCollector) Name() string      { return "website.tls" }
func (*tlsCollector) Targets() []string { return []string{"https", "http", "name"} }
func (*tlsCollector) Emits() []string {
	return []string{facts.WebsiteTLS.Name, facts.WebsiteCertificate.Name}
}

func (*tlsCollector) Needs() collectors.Needs {
	return collectors.Needs{
		Network: true,
		Touches: fmt.Sprintf("start up to %d encrypted connections to the site and stop after its first answer (its log will show them as aborted)", maxConnections),
		Never:   "log in, or try to break an encryption",
		Rights:  "no credentials: a way to connect to the site (--resolve and --ca for one that is not public). Only look at a site that is yours, or whose owner agreed",
	}
}

// Collect emits website.tls and website.certificate about the target's https
// origin. A host that cannot be reached is an error with a hint, except for a
// plain http target, where https is not what was asked for; a port that does
// not speak TLS, or a part that stays unknown, is Unseen.
func (c *tlsCollector) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	host, port, err := endpoint(t)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.total, errOverall)
	defer cancel()
	site := "site:" + originOf(host, port)
	addr := net.JoinHostPort(host, strconv.Itoa(port))
	if elsewhere(t) {
		see.Unseen(site, "the site was named by an address and a port of its own, so that nothing says where its https would be",
			"if the site has https, name it as https://HOST:PORT")
		return nil
	}

	first, err := newDialer(c.env, host, port).DialContext(ctx, "tcp", addr)
	if err != nil {
		var gone *unreachable
		if t.Scheme == "http" && ctx.Err() == nil && errors.As(err, &gone) && gone.found {
			see.Unseen(site, fmt.Sprintf("nothing answers on port %d, where https would be", port),
				"if the site has https on another port, name it as https://HOST:PORT")
			return nil
		}
		return err
	}
	// Every question goes to the one address that answered: two servers behind
	// one name may differ, and a mix of both would be true of neither.
	to := first.RemoteAddr().String()
	first.Close()
	p := newProber(host, func(ctx context.Context) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, dialTimeout)
		defer cancel()
		return (&net.Dialer{}).DialContext(ctx, "tcp", to)
	})
	p.wait, p.pause = c.wait, c.pause

	var shown presented
	var sc scan
	var wg sync.WaitGroup
	wg.Go(func() { shown = p.handshake(ctx) })
	sc = p.find(ctx, func(done, of int) {
		see.Progress(int64(done), int64(of), "asked which kinds of encryption it takes")
	})
	wg.Wait()
	if ctx.Err() != nil && !errors.Is(context.Cause(ctx), errOverall) {
		return ctx.Err()
	}
	see.Log().Debug("tls asked", "site", site, "connections", p.used())
	if err := c.report(site, host, port, sc, see); err != nil {
		return err
	}
	return c.certificate(site, host, shown, sc, see)
}

var errOverall = errors.New("the time for this server is up")

// report emits website.tls, and says what stayed unknown.
func (c *tlsCollector) report(site, host string, port int, sc scan, see collectors.See) error {
	body := sc.fact(host, port)
	if len(body.Protocols) == 0 {
		why, next := sc.mute(port)
		see.Unseen(site, why, next)
		return nil
	}
	if len(body.Unknown) > 0 {
		see.Unseen(site, "the server gave no clear answer about "+plainVersions(body.Unknown...),
			"scan again; if it stays so, let this computer past the site's firewall or rate limit")
	}
	for _, s := range sc.surveys {
		if s.state != offered || !s.partial {
			continue
		}
		next := "scan again at a quieter time, or from a computer that the site does not slow down"
		if errors.Is(s.err, errSpent) {
			next = "it takes more ciphers than we ask one server about: switch off those that nobody needs, then scan again"
		}
		see.Unseen(site, "not every cipher that the server takes under "+plainVersions(s.version.String())+" could be listed", next)
	}
	it, err := facts.WebsiteTLS.Item(site, evidence.Scanned, body)
	if err != nil {
		return err
	}
	return see.Fact(it)
}

// plainVersions are versions as people write them: TLS 1.0, SSL 3.
func plainVersions(v ...string) string {
	return strings.NewReplacer("TLSv", "TLS ", "SSLv", "SSL ").Replace(strings.Join(v, ", "))
}

// mute says why there was not one ServerHello.
func (sc scan) mute(port int) (why, next string) {
	quiet := 0
	for _, s := range sc.surveys {
		if errors.Is(s.err, errPlainHTTP) {
			return fmt.Sprintf("port %d answers in plain http, not encrypted", port),
				"check the port; if it is meant to be https, the server's TLS is switched off there"
		}
		if s.state == unknown {
			quiet++
		}
	}
	if quiet == len(sc.surveys) {
		return fmt.Sprintf("port %d takes the connection and then never answers in TLS", port),
			"check what listens there and that no firewall swallows our questions, then scan again"
	}
	return fmt.Sprintf("port %d turns away every kind of encrypted connection we know", port),
		"check the name and port: some servers answer only to the right host name"
}

// elsewhere says whether a plain http target is a port of its own at a bare
// address: what answers on the standard port there is some other service.
func elsewhere(t collectors.Target) bool {
	u, err := url.Parse(t.Addr)
	if err != nil || t.Scheme != "http" || u.Port() == "" || u.Port() == "80" {
		return false
	}
	_, err = netip.ParseAddr(u.Hostname())
	return err == nil || strings.EqualFold(u.Hostname(), "localhost")
}

// endpoint is the host (ASCII, lower case) and https port of a target. A plain
// http target has its https, if any, on the standard port.
func endpoint(t collectors.Target) (host string, port int, err error) {
	addr := t.Addr
	if t.Scheme == "name" {
		if ip, err := netip.ParseAddr(addr); err == nil && ip.Is6() {
			addr = "[" + addr + "]"
		}
		addr = "https://" + addr
	}
	u, err := url.Parse(addr)
	if err != nil || u.Hostname() == "" {
		return "", 0, fmt.Errorf("look at %s: it is no web address", t.ID)
	}
	port = 443
	if s := u.Port(); s != "" && t.Scheme != "http" {
		if port, err = strconv.Atoi(s); err != nil || port < 1 || port > 65535 {
			return "", 0, fmt.Errorf("look at %s: %q is no port", t.ID, s)
		}
	}
	return asciiHost(u.Hostname()), port, nil
}
