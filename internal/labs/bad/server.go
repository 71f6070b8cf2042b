package bad

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/net/netutil"

	"github.com/weaklink/weaklink/internal/labs"
)

// Server is a running bad server.
type Server struct {
	URL  string         // http://127.0.0.1:PORT or https://..., without a slash at the end
	Addr string         // 127.0.0.1:PORT
	PEM  []byte         // the authority of an https server; empty when there is none
	Pool *x509.CertPool // the same, as a pool

	stop  chan struct{}
	once  sync.Once
	tasks sync.WaitGroup
	end   func()
}

// Ends is how long a server runs when nobody closes it.
const Ends = 2 * time.Minute

const atOnce = 64

// Close stops the server and all its connections and waits until they are gone.
func (s *Server) Close() {
	s.once.Do(func() {
		close(s.stop)
		s.end()
	})
	s.tasks.Wait()
}

func open(scheme string) (*Server, net.Listener) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("bad: listen on loopback: %v", err))
	}
	s := &Server{Addr: l.Addr().String(), URL: scheme + "://" + l.Addr().String(), stop: make(chan struct{})}
	return s, l
}

// expire closes s when its time is up. The caller adds tasks before.
func (s *Server) expire() *Server {
	t := time.AfterFunc(Ends, s.Close)
	inner := s.end
	s.end = func() { t.Stop(); inner() }
	return s
}

// raw serves bare connections. talk must come back when s.stop is closed or
// its connection is.
func raw(scheme string, talk func(net.Conn, <-chan struct{})) *Server {
	s, l := open(scheme)
	var mu sync.Mutex
	conns := map[net.Conn]bool{}
	closed := false
	s.end = func() {
		l.Close()
		mu.Lock()
		defer mu.Unlock()
		closed = true
		for c := range conns {
			c.Close()
		}
	}
	s.tasks.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			if closed || len(conns) >= atOnce {
				mu.Unlock()
				c.Close()
				continue // a closed listener ends the loop
			}
			conns[c] = true
			mu.Unlock()
			s.tasks.Go(func() {
				talk(c, s.stop)
				c.Close()
				mu.Lock()
				delete(conns, c)
				mu.Unlock()
			})
		}
	})
	return s.expire()
}

func pages(scheme string, c *tls.Config, h http.HandlerFunc) *Server {
	s, l := open(scheme)
	l = netutil.LimitListener(l, atOnce)
	srv := &http.Server{Handler: h, TLSConfig: c, ReadHeaderTimeout: Ends, ErrorLog: log.New(io.Discard, "", 0)}
	s.end = func() { srv.Close() }
	s.tasks.Go(func() {
		if c != nil {
			_ = srv.ServeTLS(l, "", "")
		} else {
			_ = srv.Serve(l)
		}
	})
	return s.expire()
}

// NeverAnswers takes every connection and never says a word.
func NeverAnswers() *Server {
	return raw("http", func(_ net.Conn, stop <-chan struct{}) { <-stop })
}

// HangsUp closes every connection with a reset as soon as it is there.
func HangsUp() *Server {
	return raw("http", func(c net.Conn, _ <-chan struct{}) {
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
	})
}

// Garbage is a TLS port that answers every hello with nonsense, up to 1 MB.
func Garbage() *Server {
	return raw("https", func(c net.Conn, stop <-chan struct{}) {
		block := make([]byte, 4096)
		x := uint32(2463534242) // xorshift: the same nonsense each time
		for range 256 {
			for i := range block {
				x ^= x << 13
				x ^= x >> 17
				x ^= x << 5
				block[i] = byte(x)
			}
			if _, err := c.Write(block); err != nil {
				return
			}
		}
		<-stop
	})
}

// Slow answers with a page that promises 1 MB and drips one byte a second.
func Slow() *Server {
	return raw("http", func(c net.Conn, stop <-chan struct{}) {
		if !asked(c) {
			return
		}
		if _, err := io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1048576\r\n\r\n<"); err != nil {
			return
		}
		drip(c, stop)
	})
}

// SlowHeader drips a header that never ends, one byte a second.
func SlowHeader() *Server {
	return raw("http", func(c net.Conn, stop <-chan struct{}) {
		if !asked(c) {
			return
		}
		if _, err := io.WriteString(c, "HTTP/1.1 200 OK\r\nX-Long: "); err != nil {
			return
		}
		drip(c, stop)
	})
}

// asked waits for the end of a request: an answer that comes before it is
// dropped by clients instead of being waited for.
func asked(c net.Conn) bool {
	_, err := http.ReadRequest(bufio.NewReader(io.LimitReader(c, 64<<10)))
	return err == nil
}

func drip(c net.Conn, stop <-chan struct{}) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-stop:
			return
		case <-t.C:
			if _, err := c.Write([]byte{'a'}); err != nil {
				return
			}
		}
	}
}

// EndlessRedirect sends every visitor on to yet another page.
func EndlessRedirect() *Server {
	return pages("http", nil, func(w http.ResponseWriter, r *http.Request) {
		n := 0
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &n)
		http.Redirect(w, r, fmt.Sprintf("/%d", n+1), http.StatusFound)
	})
}

// RedirectLoop sends every visitor in a circle of two pages.
func RedirectLoop() *Server {
	return pages("http", nil, func(w http.ResponseWriter, r *http.Request) {
		to := "/a"
		if r.URL.Path == "/a" {
			to = "/b"
		}
		http.Redirect(w, r, to, http.StatusFound)
	})
}

// CatchAll answers every path with status 200 and nearly the same friendly
// page, as many hosts do: nothing that it "has" is there.
func CatchAll() *Server {
	return pages("http", nil, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html><title>Welcome</title><h1>Welcome</h1><p>You asked for %q. See our offers.</p>", r.URL.Path)
	})
}

// Forbids answers every path with 403.
func Forbids() *Server { return always(http.StatusForbidden) }

// Limits answers the first five requests and every later one with 429.
func Limits() *Server {
	var mu sync.Mutex
	n := 0
	return pages("http", nil, func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		n++
		over := n > 5
		mu.Unlock()
		if over {
			w.Header().Set("Retry-After", "3600")
			http.Error(w, "slow down", http.StatusTooManyRequests)
			return
		}
		_, _ = io.WriteString(w, "<!doctype html><title>Welcome</title>")
	})
}

func always(status int) *Server {
	return pages("http", nil, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, http.StatusText(status), status) })
}

// Endless sends a page without an end, as fast as it is taken.
func Endless() *Server {
	return pages("http", nil, func(w http.ResponseWriter, r *http.Request) {
		block := make([]byte, 32<<10)
		for i := range block {
			block[i] = "<p>more and more</p>\n"[i%21]
		}
		for r.Context().Err() == nil {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	})
}

// WrongName is an https server whose certificate is for another name.
func WrongName(now time.Time) *Server {
	return secure(now, now.AddDate(0, 0, -1), now.AddDate(0, 0, 89), "somebody-else.example")
}

// Expired is an https server whose certificate ran out ten days ago.
func Expired(now time.Time) *Server {
	return secure(now, now.AddDate(0, 0, -100), now.AddDate(0, 0, -10), "127.0.0.1", "localhost")
}

// SelfSigned is an https server that vouches for itself. It has no authority.
func SelfSigned(now time.Time) *Server {
	cert, err := labs.SelfSigned(now.AddDate(0, 0, -1), now.AddDate(0, 0, 89), "127.0.0.1", "localhost")
	if err != nil {
		panic(fmt.Sprintf("bad: %v", err))
	}
	return hello(cert)
}

func secure(now, from, until time.Time, names ...string) *Server {
	a, err := labs.NewAuthority("Bad Input Authority", now)
	if err != nil {
		panic(fmt.Sprintf("bad: %v", err))
	}
	cert, err := a.Issue(from, until, names...)
	if err != nil {
		panic(fmt.Sprintf("bad: %v", err))
	}
	s := hello(cert)
	s.PEM, s.Pool = a.PEM, a.Pool()
	return s
}

func hello(cert tls.Certificate) *Server {
	return pages("https", &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<!doctype html><title>Welcome</title>")
	})
}
