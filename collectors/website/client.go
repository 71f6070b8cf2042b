package website

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/weaklink/weaklink/collectors"
)

const (
	pageBytes   = 2 << 20 // of a page that are read, unpacked
	askTimeout  = 8 * time.Second
	pagesTotal  = 90 * time.Second
	side        = 6 // requests at once to one host
	maxHops     = 10
	between     = 15 * time.Millisecond // between two requests: bounded to about 65 a second
	userAgent   = "weaklink/%s (read-only check; asks with GET and HEAD)"
	gzipReading = 8 << 20 // packed bytes that are read at most
)

// client asks one host, politely: GET and HEAD, at most side at once, never
// with credentials, never following a redirect by itself.
type client struct {
	http  *http.Client
	agent string
	slots chan struct{}
	tick  *time.Ticker
	mute  atomic.Int32 // questions in a row that got no whole answer
}

// patience is how many questions in a row may stay without a whole answer
// before the rest is not asked any more.
const patience = 8

var errMute = errors.New("the site has stopped answering")

// newClient makes a client for one origin. Verification of the certificate is
// switched off here on purpose: website.certificate judges it, with its own
// finding, and what the pages send is worth knowing also behind a bad one.
// Nothing that is sent depends on the answer, so nothing can be stolen by it.
func newClient(env collectors.Env, d dialer) *client {
	version := env.Version
	if version == "" {
		version = "dev"
	}
	return &client{
		http: &http.Client{
			Timeout: askTimeout,
			Transport: &http.Transport{
				DialContext: d.DialContext, TLSClientConfig: &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10}, //nolint:gosec // see above
				DisableCompression: true, MaxConnsPerHost: side, MaxIdleConnsPerHost: side, ResponseHeaderTimeout: askTimeout, TLSHandshakeTimeout: askTimeout,
				MaxResponseHeaderBytes: 256 << 10, Proxy: nil,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		agent: fmt.Sprintf(userAgent, version),
		slots: make(chan struct{}, side),
		tick:  time.NewTicker(between),
	}
}

func (c *client) close() {
	c.tick.Stop()
	c.http.CloseIdleConnections()
}

// reply is what a server said.
type reply struct {
	url    *url.URL
	status int
	header http.Header
	body   []byte // at most as much as was asked for, unpacked
	raw    []byte // the first bytes as they came, of an answer that came packed
	whole  bool   // body is all of it
	sealed bool   // it came packed in a way that we did not ask for and cannot open
	chain  []*x509.Certificate
}

// get asks for u and reads at most limit bytes of the answer, unpacked.
func (c *client) get(ctx context.Context, u *url.URL, limit int64, rangeBytes bool) (*reply, error) {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case <-c.tick.C:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if c.mute.Load() >= patience {
		return nil, errMute
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	req.Header.Set("Accept-Language", "en,de;q=0.8")
	req.Header.Set("Accept-Encoding", "gzip")
	if rangeBytes {
		req.Header.Set("Range", fmt.Sprintf("bytes=0-%d", limit-1))
		req.Header.Set("Accept-Encoding", "identity")
	}
	resp, err := c.http.Do(req)
	if err != nil {
		c.mute.Add(1)
		return nil, plainAsk(err)
	}
	defer resp.Body.Close()
	a := &reply{url: u, status: resp.StatusCode, header: resp.Header}
	if resp.TLS != nil {
		a.chain = resp.TLS.PeerCertificates
	}
	var r io.Reader = io.LimitReader(resp.Body, gzipReading)
	switch strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))) {
	case "", "identity":
	case "gzip", "x-gzip":
		packed := bufio.NewReader(r)
		a.raw, _ = packed.Peek(16)
		a.raw = slices.Clone(a.raw)
		z, err := gzip.NewReader(packed)
		if err != nil {
			a.sealed = true
			return a, nil // headers and status were seen; the body is no gzip
		}
		r = z
	default:
		a.sealed = true
	}
	a.body, err = io.ReadAll(io.LimitReader(r, limit+1))
	var slow net.Error
	if errors.As(err, &slow) && slow.Timeout() {
		if c.mute.Add(1); rangeBytes {
			return nil, fmt.Errorf("no whole answer within %s", askTimeout)
		}
	} else {
		c.mute.Store(0)
	}
	a.whole = err == nil && int64(len(a.body)) <= limit
	a.body = a.body[:min(int64(len(a.body)), limit)]
	return a, nil
}

// plainAsk keeps what went wrong and leaves out the address with its query.
func plainAsk(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		if u.Timeout() {
			return fmt.Errorf("no answer within %s", askTimeout)
		}
		return u.Err
	}
	return err
}

// bare is u without query, fragment, path parameters and user, as it may be kept.
func bare(u *url.URL) string {
	v := url.URL{Scheme: u.Scheme, Host: strings.ToLower(u.Host), Path: u.Path}
	if i := strings.IndexByte(v.Path, ';'); i >= 0 {
		v.Path = v.Path[:i] // ;jsessionid= and its kind: a query under another name
	}
	if v.Path == "" {
		v.Path = "/"
	}
	if (v.Scheme == "https" && v.Port() == "443") || (v.Scheme == "http" && v.Port() == "80") {
		v.Host = v.Hostname()
	}
	return v.String()
}

// originURL is scheme://host[:port] of u, in small letters, without a default port.
func originURL(u *url.URL) string {
	return strings.TrimSuffix(bare(&url.URL{Scheme: u.Scheme, Host: u.Host}), "/")
}
