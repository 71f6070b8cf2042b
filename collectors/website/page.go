package website

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

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
	named []namedLink // links that say privacy, imprint or terms
	text  int         // words of readable text
}

type namedLink struct {
	what string
	url  *url.URL
}

// page reads one answer.
func (v *visit) page(a *reply, front bool) *parsed {
	p := &parsed{fact: facts.Page{URL: v.keep(a.url), Site: originURL(a.url), Status: a.status, Front: front, Headers: map[string]string{}}}
	for _, name := range keptHeaders {
		if values := a.header.Values(name); len(values) > 0 {
			text := strings.Join(values, ", ")
			p.fact.Headers[strings.ToLower(name)] = strings.ToValidUTF8(text[:min(len(text), headerBytes)], "?")
		}
	}
	p.fact.Cookies = v.cookies(a)
	if isHTML(a) {
		walk(a.url, a.body, p)
		p.fact.LinksTo = otherHosts(a.url, p.links)
	}
	p.fact.Software = append(software(a.header, a.body), scriptVersions(p.fact.Scripts)...)
	p.fact.Error = visibleError(a)
	return p
}

// keep is the address of a page as it may be kept: without query, and with
// names of people in its path replaced.
func (v *visit) keep(u *url.URL) string {
	origin := originURL(u)
	path := strings.TrimPrefix(bare(u), origin)
	return origin + v.c.key.Name(strings.ToValidUTF8(path, "?"), classify.NameSpans)
}

// sessionWords stand in the names of cookies that carry a login or a cart.
var sessionWords = []string{"sess", "sid", "auth", "token", "login", "user", "jwt", "remember", "cart", "csrf", "account"}

// cookies keeps names and flags; the values are never looked at.
func (v *visit) cookies(a *reply) []facts.Cookie {
	var out []facts.Cookie
	for _, line := range a.header.Values("Set-Cookie") {
		c, err := http.ParseSetCookie(line)
		if err != nil {
			continue
		}
		low := strings.ToLower(c.Name)
		k := facts.Cookie{Name: v.name(c.Name), Secure: c.Secure, HTTPOnly: c.HttpOnly, Days: c.MaxAge / 86400,
			Session: slices.ContainsFunc(sessionWords, func(w string) bool { return strings.Contains(low, w) })}
		switch c.SameSite {
		case http.SameSiteLaxMode:
			k.SameSite = "lax"
		case http.SameSiteStrictMode:
			k.SameSite = "strict"
		case http.SameSiteNoneMode:
			k.SameSite = "none"
		}
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b facts.Cookie) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// walk reads the tags of a page once. It never builds a tree, so that a page
// of a million open tags costs no more than its bytes.
func walk(at *url.URL, body []byte, p *parsed) {
	z := html.NewTokenizer(bytes.NewReader(body))
	line, base := 1, at
	var form *facts.Form
	var label strings.Builder
	var open *url.URL // link whose text is being read
	skip := ""        // script or style: not readable text
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := z.Raw()
		switch kind {
		case html.TextToken:
			if skip == "" {
				text := string(z.Text())
				p.text += len(strings.Fields(text))
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
			switch tag {
			case "script", "style", "noscript", "template":
				if kind == html.StartTagToken && tag != "noscript" && tag != "template" {
					skip = tag
				}
			case "title":
				p.fact.Title = true
			case "base":
				if b, err := at.Parse(attr["href"]); err == nil && b.Host != "" {
					base = b
				}
			case "a", "area":
				if u := resolve(base, attr["href"]); u != nil {
					p.links = append(p.links, u)
					open = u
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
				f.Action, f.HTTPS, f.Foreign = bare(to), to.Scheme == "https", !strings.EqualFold(to.Hostname(), at.Hostname())
				p.fact.Forms = append(p.fact.Forms, f)
				form = &p.fact.Forms[len(p.fact.Forms)-1]
				if at.Scheme == "https" && to.Scheme == "http" {
					p.mixed("form", to, true, line)
				}
			case "input", "textarea", "select":
				if form == nil { // fields without a form are sent by a script
					p.fact.Forms = append(p.fact.Forms, facts.Form{Action: bare(at), Method: "SCRIPT", HTTPS: at.Scheme == "https", Line: line})
					form = &p.fact.Forms[len(p.fact.Forms)-1]
				}
				field(form, tag, attr)
			}
			p.loads(tag, attr, at, base, line)
			if tag == "script" {
				s := facts.Script{Integrity: attr["integrity"] != ""}
				if u := resolve(base, attr["src"]); u != nil {
					s.URL, s.Foreign = bare(u), !strings.EqualFold(u.Hostname(), at.Hostname())
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
			case "a":
				if open != nil {
					if what := policyWord(label.String(), open.Path); what != "" {
						p.named = append(p.named, namedLink{what, open})
					}
				}
				open = nil
			}
		}
		line += bytes.Count(raw, []byte("\n"))
	}
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

func (p *parsed) mixed(what string, u *url.URL, active bool, line int) {
	p.fact.Mixed = append(p.fact.Mixed, facts.Mixed{What: what, URL: bare(u), Active: active, Line: line})
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
				what = "stylesheet"
			}
			p.mixed(what, u, active, line)
		}
	}
}

// asked is what a field's names say that it asks for.
var asked = []struct {
	kind  string
	words []string
}{
	{"card", []string{"cc-number", "cardnumber", "card-number", "card_number", "ccnum", "kreditkart", "kartennummer", "cc-csc", "cvv", "cvc"}},
	{"password", []string{"password", "passwort", "kennwort"}},
	{"email", []string{"email", "e-mail", "mailadresse"}},
	{"phone", []string{"tel", "phone", "telefon", "mobil", "handy"}},
	{"birth_date", []string{"bday", "birth", "geburt", "dob"}},
	{"address", []string{"street", "address", "strasse", "straße", "anschrift", "adresse", "postal", "postcode", "plz", "zip", "city"}},
	{"name", []string{"name", "vorname", "nachname"}},
	{"iban", []string{"iban"}},
}

func field(f *facts.Form, tag string, attr map[string]string) {
	kind := strings.ToLower(attr["type"])
	if kind == "hidden" || kind == "submit" || kind == "button" || kind == "reset" || kind == "image" || kind == "search" {
		return
	}
	if kind == "password" {
		f.Password = true
		f.Asks = append(f.Asks, "password")
		return
	}
	words := strings.ToLower(attr["name"] + " " + attr["id"] + " " + attr["autocomplete"] + " " + attr["placeholder"] + " " + kind)
	for _, a := range asked {
		if slices.ContainsFunc(a.words, func(w string) bool { return strings.Contains(words, w) }) {
			if a.kind == "name" && (strings.Contains(words, "username") || strings.Contains(words, "product") || strings.Contains(words, "coupon")) {
				continue
			}
			f.Card = f.Card || a.kind == "card"
			f.Asks = append(f.Asks, a.kind)
			break
		}
	}
	if tag == "textarea" {
		f.Asks = append(f.Asks, "message")
	}
	slices.Sort(f.Asks)
	f.Asks = slices.Compact(f.Asks)
}
