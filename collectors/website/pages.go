package website

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/redact"
)

func init() {
	collectors.Register(func(env collectors.Env) collectors.Collector { return newPages(env) })
}

// pagesCollector reads the pages of a site and asks for files that nobody
// should be able to read.
type pagesCollector struct {
	env  collectors.Env
	key  redact.Key
	pace time.Duration // between two requests
}

func newPages(env collectors.Env) *pagesCollector {
	return &pagesCollector{env: env, key: redact.Key(env.Key), pace: between}
}

func (*pagesCollector) Name() string      { return "website.pages" }
func (*pagesCollector) Targets() []string { return []string{"https", "http", "name"} }
func (*pagesCollector) Emits() []string {
	return []string{facts.WebsitePage.Name, facts.WebsiteRedirect.Name, facts.WebsiteExposed.Name, facts.WebsiteSupplier.Name}
}

func (*pagesCollector) Needs() collectors.Needs {
	return collectors.Needs{
		Network: true,
		Touches: fmt.Sprintf("read up to %d of its pages and ask for about %d files that nobody should be able to read, with GET, the first bytes only", maxPages, len(exposedPaths())),
		Never:   "log in, fill in a form, or send anything but plain requests for pages",
		Rights:  "no credentials: what every visitor is shown. Only look at a site that is yours, or whose owner agreed",
	}
}

const maxPages = 30

// visit is one look at one site.
type visit struct {
	c      *pagesCollector
	client *client
	see    collectors.See
	base   *url.URL // what was asked for
	site   string   // origin of the page that a visitor lands on

	without bool // the site has no encrypted page
}

// Collect emits website.redirect, website.page, website.exposed and, where the
// front page proves one, website.supplier. A host
// that cannot be reached at all is an error with a hint.
func (c *pagesCollector) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	base, err := startURL(t)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, pagesTotal)
	defer cancel()
	v := &visit{c: c, see: see, base: base, client: newClient(c.env, c.pace, newDialer(c.env, base.Hostname(), portOf(base)))}
	defer v.client.close()

	see.Progress(0, 0, "asking for the front page")
	front, err := v.follow(ctx, base)
	if errors.Is(err, errLoop) || errors.Is(err, errTooMany) {
		if lost := v.circle(front, err); lost != nil {
			return noPage(base, lost)
		}
		return noPage(base, err)
	}
	if err != nil {
		if front, err = v.clear(ctx, err); err != nil {
			return noPage(base, err)
		}
	}
	v.site = originURL(front.url)
	plain, err := v.redirect(ctx)
	if err != nil {
		return err
	}
	if err := v.pages(ctx, front); err != nil {
		return err
	}
	if plain != nil {
		if err := v.plain(ctx, plain); err != nil {
			return err
		}
	}
	return v.exposed(ctx)
}

// clear is the front page without encryption, for a site that has no other:
// why is what came of asking for the encrypted one. Only a port that is closed
// or speaks plain http says that there is none; silence says nothing.
func (v *visit) clear(ctx context.Context, why error) (*landed, error) {
	if v.base.Scheme != "https" || v.base.Port() != "" || !noTLS(why) {
		return nil, why
	}
	u := *v.base
	u.Scheme = "http"
	front, err := v.follow(ctx, &u)
	if err != nil {
		return nil, why
	}
	v.without = true
	return front, nil
}

// noTLS says whether an error proves that a port offers no encryption at all.
func noTLS(err error) bool {
	var record tls.RecordHeaderError
	return errors.Is(err, syscall.ECONNREFUSED) || errors.As(err, &record) || strings.Contains(err.Error(), "server gave HTTP response to HTTPS client")
}

// startURL is the address that a target means.
func startURL(t collectors.Target) (*url.URL, error) {
	raw := t.Addr
	if t.Scheme == "name" {
		raw = "https://" + t.Addr + "/"
	}
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" {
		return nil, fmt.Errorf("%q is no web address", t.ID)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	host := asciiHost(u.Hostname())
	if p := u.Port(); p != "" {
		host += ":" + p
	} else if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	u.Host = host
	u.User, u.Fragment = nil, ""
	return u, nil
}

func portOf(u *url.URL) int {
	if p, err := strconv.Atoi(u.Port()); err == nil {
		return p
	}
	if u.Scheme == "http" {
		return 80
	}
	return 443
}

// landed is an answer with the way that led to it.
type landed struct {
	*reply
	hops []string
	set  []string // Set-Cookie lines of the way, of the host that it ends at; never kept
}

var (
	errLoop    = errors.New("its redirects go round in a circle")
	errTooMany = fmt.Errorf("it redirects more than %d times", maxHops)
)

// unread is an answer that is no page, with the step that would let us look.
type unread struct{ error }

func (unread) Hint() string {
	return "open it in a browser; check the address and its port, and that the web server runs"
}
func (e unread) Unwrap() error { return e.error }

// noPage gives an error its next step, and leaves out what the server sent.
func noPage(u *url.URL, err error) error {
	var hinted interface{ Hint() string }
	switch {
	case errors.As(err, &hinted), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case strings.Contains(err.Error(), "malformed"):
		return unread{fmt.Errorf("read %s: what answers does not speak HTTP", originURL(u))}
	}
	return unread{err}
}

// follow asks for u and follows redirects by hand, each hop of which must be
// allowed by the dialer.
func (v *visit) follow(ctx context.Context, u *url.URL) (*landed, error) {
	out := &landed{}
	seen := map[string]bool{}
	set := map[string][]string{}
	for {
		if seen[u.String()] {
			return out, fmt.Errorf("read %s: %w", originURL(v.base), errLoop)
		}
		if len(seen) > maxHops {
			return out, fmt.Errorf("read %s: %w", originURL(v.base), errTooMany)
		}
		seen[u.String()] = true
		a, err := v.client.get(ctx, u, pageBytes, false)
		if err != nil {
			return out, fmt.Errorf("read %s: %w", originURL(u), err)
		}
		out.reply = a
		host := strings.ToLower(u.Hostname())
		set[host] = append(set[host], a.header.Values("Set-Cookie")...)
		out.set = set[host]
		next := target(a)
		if next == nil {
			return out, nil
		}
		out.hops = append(out.hops, v.keep(next))
		u = next
	}
}

// target is where an answer redirects to, or nil: by its status, or by a page
// that tells the browser to go on at once.
func target(a *reply) *url.URL {
	ref := a.header.Get("Location")
	switch a.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	case http.StatusOK:
		ref = refresh(a)
	default:
		return nil
	}
	next, err := a.url.Parse(ref)
	if err != nil || ref == "" || next.Scheme != "http" && next.Scheme != "https" || next.Host == "" {
		return nil
	}
	next.Fragment, next.User = "", nil
	return next
}

// refresh is where a page sends the browser at once; empty: it stays, or only
// loads itself again.
func refresh(a *reply) string {
	if !isHTML(a) || !bytes.Contains(bytes.ToLower(a.body[:min(len(a.body), 16<<10)]), []byte("refresh")) {
		return ""
	}
	p := &parsed{keep: bare}
	walk(a.url, decoded(a), p)
	if p.next == a.url.String() {
		return ""
	}
	return p.next
}

// pages reads the front page and those it leads to, those first where a
// visitor leaves data.
func (v *visit) pages(ctx context.Context, front *landed) error {
	first := v.page(front.reply, true, front.set)
	first.fact.Links = v.policies(ctx, first)
	if err := v.emit(first.fact); err != nil {
		return err
	}
	for _, s := range served(front.reply, first.fact) {
		it, err := facts.WebsiteSupplier.Item("supplier:"+s.Name, evidence.Enumerated, s)
		if err != nil {
			return err
		}
		if err := v.see.Fact(it); err != nil {
			return err
		}
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed error
	lost := 0
	read := map[string]bool{bare(front.url): true}
	for i, u := range v.worth(first.links, v.site) {
		if i == maxPages-1 {
			break
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			a, err := v.follow(ctx, u)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err != nil && a.reply == nil:
				lost++
				return
			case err != nil || originURL(a.url) != v.site || !isHTML(a.reply) && a.status < 400 || read[bare(a.url)]:
				return // it leads away from the site, or where another link leads too
			}
			read[bare(a.url)] = true
			if err := v.emit(v.page(a.reply, false, a.set).fact); err != nil && failed == nil {
				failed = err
			}
		}()
	}
	wg.Wait()
	if lost > 0 {
		v.see.Unseen("site:"+v.site, fmt.Sprintf("%d of its pages did not answer", lost), "scan again when the site is less busy")
	}
	return failed
}

const maxPlain = 8 // pages that are read without encryption, beside the encrypted ones

// plain reads what the site also serves without encryption, as far as visitors
// leave something there: those pages stand beside the encrypted ones of the
// same site.
func (v *visit) plain(ctx context.Context, front *landed) error {
	first := v.page(front.reply, false, nil)
	todo := v.worth(first.links, originURL(front.url))
	all := []*parsed{first}
	for _, u := range todo[:min(len(todo), maxPlain)] {
		a, err := v.client.get(ctx, u, pageBytes, false)
		if err != nil || target(a) != nil || !isHTML(a) {
			continue // the encrypted page of this name is read anyway
		}
		all = append(all, v.page(a, false, nil))
	}
	for _, p := range all {
		asks := slices.ContainsFunc(p.fact.Forms, func(f facts.Form) bool { return len(f.Asks) > 0 })
		if p != first && !asks {
			continue
		}
		p.fact.Site, p.fact.Plain = v.site, true
		if err := v.emit(p.fact); err != nil {
			return err
		}
	}
	return nil
}

func (v *visit) emit(p facts.Page) error {
	it, err := facts.WebsitePage.Item("page:"+p.URL, evidence.Enumerated, p)
	if err != nil {
		return err
	}
	return v.see.Fact(it)
}

// inviting are words in a path where a visitor leaves data or money.
var inviting = []string{"contact", "kontakt", "login", "signin", "account", "konto", "checkout", "kasse", "cart", "warenkorb", "order", "bestell", "liefer",
	"deliver", "register", "registr", "shop", "book", "buch", "termin", "newsletter", "form", "pay", "zahl", "profil", "anmeld", "panier", "compte", "carrito", "cuenta", "admin", "wp-login"}

// worth sorts the links of a page by how much a visitor leaves behind them,
// of one origin only, each path once.
func (v *visit) worth(links []*url.URL, site string) []*url.URL {
	seen := map[string]bool{site + "/": true, bare(v.base): true}
	var out []*url.URL
	for _, u := range links {
		if originURL(u) != site || seen[bare(u)] || notPage(u.Path) {
			continue
		}
		seen[bare(u)] = true
		out = append(out, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawQuery: u.RawQuery})
	}
	rank := func(u *url.URL) int {
		p := strings.ToLower(u.Path)
		if slices.ContainsFunc(inviting, func(w string) bool { return strings.Contains(p, w) }) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b *url.URL) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a.Path, b.Path)
	})
	return out
}

func notPage(path string) bool {
	p := strings.ToLower(path)
	if strings.Contains(p, "logout") || strings.Contains(p, "abmelden") || strings.Contains(p, "delete") || strings.Contains(p, "unsubscribe") {
		return true // a GET should change nothing, but some do
	}
	dot := strings.LastIndexByte(p, '.')
	if dot < strings.LastIndexByte(p, '/') {
		return false
	}
	switch p[dot+1:] {
	case "html", "htm", "php", "asp", "aspx", "jsp", "cgi", "shtml", "xhtml":
		return false
	}
	return true
}

func isHTML(a *reply) bool {
	t := strings.ToLower(a.header.Get("Content-Type"))
	return t == "" || strings.Contains(t, "html")
}

// name makes a name from a page fit to keep.
func (v *visit) name(s string) string {
	if len(s) > 100 {
		s = s[:100]
	}
	return v.c.key.Name(strings.ToValidUTF8(s, "?"), classify.NameSpans)
}
