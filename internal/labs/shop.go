package labs

import (
	"bytes"
	"crypto/rand"
	"crypto/tls"
	"embed"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/netutil"
)

//go:embed shop
var shopFiles embed.FS

// shop is the web shop: one server with TLS, one without, on free ports of
// the loopback interface.
type shop struct {
	tlsPort, plainPort int
	servers            []*http.Server
	running            sync.WaitGroup

	mu   sync.Mutex
	seen []string
}

const maxRequests = 100_000

func openShop(a *Authority, now time.Time, has func(string) bool, dump []byte) (*shop, error) {
	cert, err := a.Issue(now.AddDate(0, 0, -1), now.AddDate(0, 0, 89), Host)
	if err != nil {
		return nil, err
	}
	s := &shop{}
	pages := s.pages(now, has, dump)
	plain := pages
	if !has("plain-http") {
		plain = http.HandlerFunc(toHTTPS)
	}
	secure, err := s.serve("https", pages, &tls.Config{
		Certificates: []tls.Certificate{cert},
		MinVersion:   tls.VersionTLS12,
		// Go would also offer CBC suites; the world without weaknesses has none.
		CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256},
		NextProtos:   []string{"h2", "http/1.1"},
	})
	if err != nil {
		return nil, err
	}
	bare, err := s.serve("http", plain, nil)
	if err != nil {
		s.close()
		return nil, err
	}
	s.tlsPort, s.plainPort = secure, bare
	return s, nil
}

// serve starts one server and gives its port.
func (s *shop) serve(scheme string, h http.Handler, c *tls.Config) (int, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("listen on loopback: %w", err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l = netutil.LimitListener(l, 256)
	srv := &http.Server{
		Handler:     s.record(scheme, h),
		TLSConfig:   c,
		ReadTimeout: 20 * time.Second, WriteTimeout: 60 * time.Second, IdleTimeout: 30 * time.Second, MaxHeaderBytes: 64 << 10,
		ErrorLog: log.New(io.Discard, "", 0), // probes break off handshakes; that is no news
	}
	s.servers = append(s.servers, srv)
	s.running.Go(func() {
		if c != nil {
			_ = srv.ServeTLS(l, "", "")
		} else {
			_ = srv.Serve(l)
		}
	})
	return port, nil
}

func (s *shop) close() {
	for _, srv := range s.servers {
		_ = srv.Close()
	}
	s.running.Wait()
}

func (s *shop) record(scheme string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		if len(s.seen) < maxRequests {
			s.seen = append(s.seen, r.Method+" "+scheme+" "+r.URL.EscapedPath())
		}
		s.mu.Unlock()
		h.ServeHTTP(w, r)
	})
}

func (s *shop) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.seen...)
}

func toHTTPS(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://"+Host+r.URL.RequestURI(), http.StatusMovedPermanently)
}

// routes are the pages of the shop and the files behind them.
var routes = map[string]string{
	"/": "front.html", "/products": "products.html", "/delivery": "delivery.html", "/account": "account.html",
	"/contact": "contact.html", "/imprint": "imprint.html", "/datenschutz": "datenschutz.html", "/privacy": "privacy.html",
	"/shop.css": "shop.css", "/shop.js": "shop.js", "/robots.txt": "robots.txt",
}

func (s *shop) pages(now time.Time, has func(string) bool, dump []byte) http.Handler {
	file := func(name string) string {
		b, err := shopFiles.ReadFile(path.Join("shop", name))
		if err != nil {
			panic(err) // it is embedded
		}
		return string(b)
	}
	layout := file("layout.html")
	policy := `<a href="/datenschutz">Datenschutz</a> · <a href="/privacy" hreflang="en">Privacy policy</a> · `
	if has("privacy-policy") {
		policy = ""
	}
	render := func(body string) []byte {
		title, rest, _ := strings.Cut(body, "\n")
		return []byte(strings.NewReplacer("{{title}}", title, "{{body}}", rest, "{{policy}}", policy, "{{year}}", fmt.Sprint(now.Year())).Replace(layout))
	}
	content := map[string][]byte{}
	for at, name := range routes {
		if has("privacy-policy") && (at == "/datenschutz" || at == "/privacy") {
			continue
		}
		content[at] = []byte(file(name))
		if strings.HasSuffix(name, ".html") {
			content[at] = render(file(name))
		}
	}
	if has("dump") {
		content["/backup.sql"] = dump
	}
	if has("git") {
		content["/.git/config"] = []byte(gitConfig)
		content["/.git/HEAD"] = []byte("ref: refs/heads/main\n")
	}
	missing := render(file("missing.html"))
	thanks := render(file("thanks.html"))
	changed := now.AddDate(0, 0, -12).Truncate(time.Second)

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head(w.Header(), has)
		if c, err := r.Cookie("shop_session"); err != nil || c.Value == "" {
			session(w, has)
		}
		body, ok := content[r.URL.Path]
		switch {
		case r.Method == http.MethodPost && (r.URL.Path == "/delivery" || r.URL.Path == "/account" || r.URL.Path == "/contact"):
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(thanks)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			w.WriteHeader(http.StatusMethodNotAllowed)
		case !ok:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write(missing)
		default:
			w.Header().Set("Content-Type", kindOf(r.URL.Path))
			http.ServeContent(w, r, "", changed, bytes.NewReader(body))
		}
	})
}

// head sets what a well-kept shop tells browsers. The certificate is for one
// name only, so the HSTS header speaks for subdomains too without harm.
func head(h http.Header, has func(string) bool) {
	if !has("plain-http") {
		h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	}
	if has("headers") {
		return
	}
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}

func session(w http.ResponseWriter, has func(string) bool) {
	c := &http.Cookie{Name: "shop_session", Value: rand.Text(), Path: "/"}
	if !has("cookies") {
		c.Secure, c.HttpOnly, c.SameSite = true, true, http.SameSiteLaxMode
	}
	http.SetCookie(w, c)
}

func kindOf(p string) string {
	switch {
	case strings.HasSuffix(p, ".css"):
		return "text/css; charset=utf-8"
	case strings.HasSuffix(p, ".js"):
		return "text/javascript; charset=utf-8"
	case strings.HasSuffix(p, ".txt") || strings.HasPrefix(p, "/.git/"):
		return "text/plain; charset=utf-8"
	case strings.HasSuffix(p, ".sql"):
		return "application/sql"
	}
	return "text/html; charset=utf-8"
}

const gitConfig = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = false
	logallrefupdates = true
[remote "origin"]
	url = https://git.corner-grocer.example/shop.git
	fetch = +refs/heads/*:refs/remotes/origin/*
[branch "main"]
	remote = origin
	merge = refs/heads/main
`
