package website

import (
	"bytes"
	"io"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/net/publicsuffix"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
)

// keptHeaders are those whose values say how a page protects its visitors.
var keptHeaders = []string{"Strict-Transport-Security", "Content-Security-Policy", "Content-Security-Policy-Report-Only", "X-Frame-Options", "X-Content-Type-Options",
	"Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"}

const headerBytes = 2048

// parsed is a page with what only the collector needs of it.
type parsed struct {
	fact  facts.Page
	links []*url.URL
	named []namedLink     // links that say privacy, imprint or terms
	text  strings.Builder // readable text, up to textBytes
	words int             // of readable text
	keep  func(*url.URL) string
	next  string // where a refresh in the page leads at once
}

const textBytes = 512 << 10

type namedLink struct {
	what string
	url  *url.URL
	here bool // a place on the same page
}

// page reads one answer. set are the cookies that it and the redirects that
// led to it set.
func (v *visit) page(a *reply, front bool, set []string) *parsed {
	p := &parsed{keep: v.keep, fact: facts.Page{URL: v.keep(a.url), Site: originURL(a.url), Status: a.status, Front: front, Headers: map[string]string{}}}
	for _, name := range keptHeaders {
		if values := a.header.Values(name); len(values) > 0 {
			text := strings.Join(values, ", ")
			p.fact.Headers[strings.ToLower(name)] = v.words(text)
		}
	}
	p.fact.Cookies = v.cookies(set)
	defer func() { p.fact.MetaCSP = v.words(p.fact.MetaCSP) }()
	body := decoded(a)
	if isHTML(a) && !a.sealed && len(body) > 0 {
		walk(a.url, body, p)
		p.fact.LinksTo = otherHosts(a.url, p.links)
		p.fact.HTML, p.fact.Cut = true, !a.whole
		p.fact.Built = p.words < builtWords && len(p.fact.Scripts) > 0 && len(p.fact.Forms) == 0 && len(p.links) < 3
	}
	p.fact.Software = append(software(a.header, body), scriptVersions(p.fact.Scripts)...)
	p.fact.Error = visibleError(a)
	return p
}

// words is a header that is made of words and addresses, as it may be kept: some
// write to whom reports go, or a user's name, into it.
func (v *visit) words(text string) string {
	text = strings.ToValidUTF8(text[:min(len(text), headerBytes)], "?")
	if !strings.Contains(text, "@") && !strings.Contains(text, "%40") {
		return text // hashes and nonces are no names
	}
	return v.c.key.Name(text, classify.NameSpans)
}

// builtWords is the length below which a page with scripts, without forms and
// links, is taken for the shell of one that a script builds.
const builtWords = 30

// decoded is the text of an answer as UTF-8, by its header, byte order mark or
// meta tag.
func decoded(a *reply) []byte {
	if !isHTML(a) || utf8.Valid(a.body) && !bytes.Contains(a.body[:min(len(a.body), 64)], []byte{0}) {
		return bytes.TrimPrefix(a.body, []byte("\xef\xbb\xbf"))
	}
	r, err := charset.NewReader(bytes.NewReader(a.body), a.header.Get("Content-Type"))
	if err != nil {
		return a.body
	}
	out, err := io.ReadAll(io.LimitReader(r, 2*pageBytes))
	if err != nil && len(out) == 0 {
		return a.body
	}
	return out
}

// foreign says whether another company's site is asked: a part of the same
// registered name is not.
func foreign(at, to *url.URL) bool {
	return !strings.EqualFold(at.Hostname(), to.Hostname()) && registered(at.Hostname()) != registered(to.Hostname())
}

// registered is the name that somebody registered for host: shop.example of
// www.shop.example. An address is its own.
func registered(host string) string {
	host = asciiHost(host)
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	if r, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return r
	}
	return host
}

// keep is the address of a page as it may be kept: without query, and with
// names of people in its path replaced.
func (v *visit) keep(u *url.URL) string {
	origin := originURL(u)
	path := strings.TrimPrefix(bare(u), origin)
	return origin + v.c.key.Name(strings.ToValidUTF8(path, "?"), classify.NameSpans)
}

// walk reads the tags of a page once. It never builds a tree, so that a page
// of a million open tags costs no more than its bytes.
func walk(at *url.URL, body []byte, p *parsed) {
	z := html.NewTokenizer(bytes.NewReader(body))
	line, base := 1, at
	var form *facts.Form
	var label strings.Builder
	var open *url.URL // link whose text is being read
	here := false
	skip := "" // script or style: not readable text
	based := false
	said := labels{}
	closeLink := func() { // an unclosed link ends where the next one begins
		if open != nil {
			if what := policyWord(label.String(), open.Path); what != "" {
				p.named = append(p.named, namedLink{what, open, here})
			}
		}
		open = nil
	}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := z.Raw()
		switch kind {
		case html.TextToken:
			if skip == "style" {
				p.style(string(z.Text()), at, base, line)
			}
			if skip == "" {
				text := string(z.Text())
				said.read(text)
				p.words += len(strings.Fields(text))
				if p.text.Len() < textBytes {
					p.text.WriteString(text)
					p.text.WriteByte(' ')
				}
				if open != nil && label.Len() < 200 {
					label.WriteString(text)
				}
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			attr := map[string]string{}
			for more {
				var k, val []byte
				k, val, more = z.TagAttr()
				if _, dup := attr[string(k)]; !dup && len(attr) < 40 {
					attr[string(k)] = string(val)
				}
			}
			tag := string(name)
			p.style(attr["style"], at, base, line)
			switch tag {
			case "label":
				said.begin(attr["for"])
			case "script", "style", "noscript", "template":
				if kind == html.StartTagToken && tag != "noscript" && tag != "template" {
					skip = tag
				}
			case "title":
				p.fact.Title = true
			case "base":
				if b, err := at.Parse(strings.TrimSpace(attr["href"])); err == nil && b.Host != "" && !based {
					base, based = b, true // only the first one counts
				}
			case "meta":
				p.meta(attr, base)
			case "img":
				if open != nil {
					label.WriteString(attr["alt"] + " ")
				}
			case "a", "area":
				closeLink()
				if u := resolve(base, attr["href"]); u != nil {
					p.links = append(p.links, u)
					open, here = u, strings.HasPrefix(strings.TrimSpace(attr["href"]), "#")
					label.Reset()
					label.WriteString(attr["title"] + " " + attr["aria-label"] + " ")
				}
			case "iframe", "frame":
				p.frame(at, resolve(base, attr["src"]))
			case "form":
				f := facts.Form{Method: strings.ToUpper(attr["method"]), Line: line}
				if f.Method == "" {
					f.Method = "GET"
				}
				to := resolve(base, attr["action"])
				if to == nil {
					to = at
				}
				f.Action, f.HTTPS, f.Foreign = p.keep(to), to.Scheme == "https", foreign(at, to)
				p.fact.Forms = append(p.fact.Forms, f)
				form = &p.fact.Forms[len(p.fact.Forms)-1]
				if at.Scheme == "https" && to.Scheme == "http" {
					p.mixed("form", to, true, line)
				}
			case "input", "textarea", "select", "button":
				if to := resolve(base, attr["formaction"]); to != nil && form != nil {
					// This button sends the form somewhere else than the form says.
					if foreign(at, to) || to.Scheme == "http" {
						form.Action, form.HTTPS, form.Foreign = p.keep(to), to.Scheme == "https", foreign(at, to)
					}
					if at.Scheme == "https" && to.Scheme == "http" {
						p.mixed("form", to, true, line)
					}
				}
				if tag == "button" {
					break
				}
				if form == nil { // fields without a form are sent by a script
					p.fact.Forms = append(p.fact.Forms, facts.Form{Action: p.keep(at), Method: "SCRIPT", HTTPS: at.Scheme == "https", Line: line})
					form = &p.fact.Forms[len(p.fact.Forms)-1]
				}
				said.field(p, len(p.fact.Forms)-1, tag, attr)
			}
			p.loads(tag, attr, at, base, line)
			if tag == "script" {
				s := facts.Script{Integrity: checksum(attr["integrity"])}
				if u := resolve(base, attr["src"]); u != nil {
					s.URL, s.Foreign = p.keep(u), foreign(at, u)
				}
				if s.URL != "" || attr["src"] == "" && attr["type"] != "application/ld+json" && attr["type"] != "application/json" {
					p.fact.Scripts = append(p.fact.Scripts, s)
				}
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case skip:
				skip = ""
			case "form":
				form = nil
			case "label":
				said.end(p)
			case "a":
				closeLink()
			}
		}
		line += bytes.Count(raw, []byte("\n"))
	}
	closeLink()
	const most = 200 // of each: a page of ten thousand scripts is no better known by all of them
	p.fact.Scripts = p.fact.Scripts[:min(len(p.fact.Scripts), most)]
	p.fact.Forms = p.fact.Forms[:min(len(p.fact.Forms), most)]
	p.fact.Mixed = p.fact.Mixed[:min(len(p.fact.Mixed), most)]
}

func resolve(base *url.URL, ref string) *url.URL {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return nil
	}
	u, err := base.Parse(ref)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	u.Fragment, u.User = "", nil
	return u
}

// meta takes what a page says in place of a header: a policy, or a refresh
// that leads elsewhere before anyone has read it.
func (p *parsed) meta(attr map[string]string, base *url.URL) {
	content := attr["content"]
	switch strings.ToLower(strings.TrimSpace(attr["http-equiv"])) {
	case "content-security-policy":
		if p.fact.MetaCSP != "" {
			content = p.fact.MetaCSP + ", " + content
		}
		p.fact.MetaCSP = strings.ToValidUTF8(content[:min(len(content), headerBytes)], "?")
	case "refresh":
		wait, to, ok := strings.Cut(content, ";")
		if !ok {
			wait, to, ok = strings.Cut(content, ",")
		}
		seconds, err := strconv.ParseFloat(strings.TrimSpace(wait), 64)
		if !ok || err != nil || seconds > soon || p.next != "" {
			return
		}
		to = strings.TrimSpace(to)
		if len(to) > 4 && strings.EqualFold(to[:3], "url") {
			to = strings.TrimLeft(strings.TrimLeft(to[3:], " "), "=")
		}
		if u := resolve(base, strings.Trim(strings.TrimSpace(to), `'"`)); u != nil {
			p.next = u.String()
		}
	}
}

// soon is within how many seconds a refresh is a redirect to a visitor.
const soon = 5

func (p *parsed) mixed(what string, u *url.URL, active bool, line int) {
	p.fact.Mixed = append(p.fact.Mixed, facts.Mixed{What: what, URL: p.keep(u), Active: active, Line: line})
}

// loads notes what a https page loads over plain http. Browsers block active
// content and fetch passive content, or try https first; either way the page
// asks for it in clear.
func (p *parsed) loads(tag string, attr map[string]string, at, base *url.URL, line int) {
	if at.Scheme != "https" {
		return
	}
	var refs []string
	active := false
	switch tag {
	case "script", "iframe", "frame", "embed":
		refs, active = []string{attr["src"]}, true
	case "object":
		refs, active = []string{attr["data"]}, true
	case "link":
		rel := strings.ToLower(attr["rel"])
		if strings.Contains(rel, "stylesheet") || strings.Contains(rel, "preload") || strings.Contains(rel, "manifest") {
			refs, active = []string{attr["href"]}, true
		} else if strings.Contains(rel, "icon") {
			refs = []string{attr["href"]}
		}
	case "img", "audio", "video", "source", "track":
		refs = []string{attr["src"], attr["poster"]}
		for part := range strings.SplitSeq(attr["srcset"], ",") {
			ref, _, _ := strings.Cut(strings.TrimSpace(part), " ")
			refs = append(refs, ref)
		}
	}
	for _, ref := range refs {
		if u := resolve(base, ref); u != nil && u.Scheme == "http" {
			what := tag
			if tag == "link" {
				what = "icon"
				if active {
					what = "stylesheet"
				}
			}
			p.mixed(what, u, active, line)
		}
	}
}
