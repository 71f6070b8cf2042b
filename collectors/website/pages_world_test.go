package website

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// shopEnv is a run in which the hosts below shop.example are led to the servers
// that are given: the encrypted one and the one without. nil: nothing listens.
func shopEnv(t testing.TB, secure, plain http.Handler) collectors.Env {
	t.Helper()
	env := collectors.Env{Version: "test"}
	for port, h := range map[int]http.Handler{443: secure, 80: plain} {
		to := closedPort(t)
		if h != nil {
			to = serveHTTP(t, h, port == 443)
		}
		for _, host := range []string{"shop.example", "www.shop.example", "other.example"} {
			env.Resolve = append(env.Resolve, collectors.Override{Host: host, Port: port, To: to})
		}
	}
	return env
}

func closedPort(t testing.TB) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).AddrPort()
}

func serveHTTP(t testing.TB, h http.Handler, secure bool) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: 20 * time.Second}
	if secure {
		ca := newAuthority(t, "Test Root", nil)
		srv.TLSConfig = &tls.Config{Certificates: []tls.Certificate{ca.issue(t, nil, nil)}}
		go func() { _ = srv.ServeTLS(l, "", "") }()
	} else {
		go func() { _ = srv.Serve(l) }()
	}
	t.Cleanup(func() { srv.Close() })
	return l.Addr().(*net.TCPAddr).AddrPort()
}

// htmlPages answers paths with pages, all others with 404.
type htmlPages map[string]string

func (h htmlPages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, ok := h[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, body)
}

var toSecure = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://"+r.Host+r.URL.Path, http.StatusMovedPermanently)
})

// visitShop reads https://shop.example in env.
func visitShop(t testing.TB, env collectors.Env) *cut {
	t.Helper()
	return visitAt(t, env, collectors.Target{ID: "shop.example", Scheme: "https", Addr: "https://shop.example/"})
}

// cut is what came of a visit.
type cut struct {
	*collecttest.Seen
	t   testing.TB
	err error
}

func visitAt(t testing.TB, env collectors.Env, target collectors.Target) *cut {
	t.Helper()
	s := &collecttest.Seen{}
	ctx, cancel := context.WithTimeout(context.Background(), 40*time.Second)
	defer cancel()
	err := newPages(env).Collect(ctx, target, s)
	for _, g := range s.Gaps() {
		if g.Subject == "" || g.Why == "" || g.Next == "" {
			t.Errorf("a gap lacks something: %+v", g)
		}
	}
	return &cut{s, t, err}
}

func all[T any](c *cut, kind evidence.Kind[T]) []T {
	c.t.Helper()
	var out []T
	for _, it := range c.Facts() {
		if it.Kind == kind.Name {
			b, err := kind.Decode(it)
			if err != nil {
				c.t.Fatal(err)
			}
			out = append(out, b)
		}
	}
	return out
}

func one[T any](c *cut, kind evidence.Kind[T]) T {
	c.t.Helper()
	got := all(c, kind)
	if len(got) != 1 {
		c.t.Fatalf("%d facts %s, want 1; error %v, gaps %+v", len(got), kind.Name, c.err, c.Gaps())
	}
	return got[0]
}

func (c *cut) page(url string) facts.Page {
	c.t.Helper()
	for _, p := range all(c, facts.WebsitePage) {
		if p.URL == url {
			return p
		}
	}
	c.t.Fatalf("%s was not read; error %v, gaps %+v", url, c.err, c.Gaps())
	return facts.Page{}
}

func (c *cut) front() facts.Page {
	c.t.Helper()
	for _, p := range all(c, facts.WebsitePage) {
		if p.Front {
			return p
		}
	}
	c.t.Fatalf("no front page; error %v, gaps %+v", c.err, c.Gaps())
	return facts.Page{}
}

// gap says whether something that contains part was not seen.
func (c *cut) gap(part string) bool {
	for _, g := range c.Gaps() {
		if strings.Contains(g.Why, part) {
			return true
		}
	}
	return false
}

// counted counts the requests that reach h.
func counted(h http.Handler, n *atomic.Int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { n.Add(1); h.ServeHTTP(w, r) })
}
