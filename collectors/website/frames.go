package website

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/weaklink/weaklink/facts"
)

// Limits on what is kept of one page.
const (
	maxFrames = 50
	maxHosts  = 100
)

// frame notes a page within the page: a payment provider's fields often are one.
func (p *parsed) frame(at, u *url.URL) {
	if u == nil || len(p.fact.Frames) == maxFrames {
		return
	}
	p.fact.Frames = append(p.fact.Frames, facts.Frame{URL: p.keep(u), Foreign: !strings.EqualFold(u.Hostname(), at.Hostname())})
}

// otherHosts are the hosts that links lead to, other than the page's own.
func otherHosts(at *url.URL, links []*url.URL) []string {
	var out []string
	for _, u := range links {
		host := strings.ToLower(u.Hostname())
		if host == "" || strings.EqualFold(host, at.Hostname()) || slices.Contains(out, host) {
			continue
		}
		if out = append(out, host); len(out) == maxHosts {
			break
		}
	}
	slices.Sort(out)
	return out
}

// cssLoad is what a style sheet or a style attribute loads in clear. Addresses
// within a data: URL, such as a drawing's namespace, load nothing.
var cssLoad = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(@import\s+(?:url\(\s*)?|\burl\(\s*)["']?\s*(http://[^"')\s;]+)`)
})

// style notes what a style in the page loads over plain http.
func (p *parsed) style(css string, at, base *url.URL, line int) {
	if at.Scheme != "https" || !strings.Contains(strings.ToLower(css), "http:") {
		return
	}
	for _, m := range cssLoad().FindAllStringSubmatchIndex(css, 50) {
		u := resolve(base, css[m[4]:m[5]])
		if u == nil || u.Scheme != "http" || strings.LastIndex(css[:m[0]], "/*") > strings.LastIndex(css[:m[0]], "*/") {
			continue
		}
		what, active := "img", false
		if strings.HasPrefix(strings.ToLower(css[m[2]:m[3]]), "@import") {
			what, active = "stylesheet", true
		}
		p.mixed(what, u, active, line+strings.Count(css[:m[0]], "\n"))
	}
}

// checksum says whether an integrity attribute holds one that browsers know;
// one that they do not know they ignore (SRI 3.3.4).
func checksum(integrity string) bool {
	for word := range strings.FieldsSeq(integrity) {
		if kind, rest, ok := strings.Cut(word, "-"); ok && rest != "" && (kind == "sha256" || kind == "sha384" || kind == "sha512") {
			return true
		}
	}
	return false
}
