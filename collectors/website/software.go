package website

import (
	"bytes"
	_ "embed"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"golang.org/x/net/html"

	"github.com/weaklink/weaklink/facts"
)

//go:embed software-eol.yaml
var eolYAML []byte

// eol is when support of a line of versions ended.
type eol struct {
	Name   string `yaml:"name"`
	Prefix string `yaml:"prefix"` // of the version, up to a dot
	Ended  string `yaml:"ended"`  // YYYY-MM-DD
	Source string `yaml:"source"`
}

var eolTable = sync.OnceValue(func() []eol {
	var t []eol
	if err := yaml.UnmarshalWithOptions(eolYAML, &t, yaml.Strict()); err != nil {
		panic("website: software-eol.yaml: " + err.Error())
	}
	return t
})

func supportEnded(name, version string) string {
	for _, e := range eolTable() {
		if strings.EqualFold(e.Name, name) && (version == e.Prefix || strings.HasPrefix(version, e.Prefix+".")) {
			return e.Ended
		}
	}
	return ""
}

func product(name, version, from string) facts.Software {
	return facts.Software{Name: name, Version: version, From: from, EOL: supportEnded(name, version)}
}

// software is what the server and the page say of themselves.
func software(h http.Header, body []byte) []facts.Software {
	var out []facts.Software
	add := func(text, from string) {
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '(' || r == ')' }) {
			name, version, _ := strings.Cut(word, "/")
			version = numbers(version)
			if known := productName(name); known != "" {
				out = append(out, product(known, version, from))
			}
		}
	}
	add(h.Get("Server"), "header")
	add(h.Get("X-Powered-By"), "header")
	if g := generator(body); g != "" {
		name, version, _ := strings.Cut(g, " ")
		name = strings.TrimSuffix(name, "!")
		if known := productName(name); known != "" {
			out = append(out, product(known, numbers(strings.TrimLeft(strings.Split(version, " ")[0], "vV")), "generator"))
		}
	}
	return out
}

// productName is a product that we know by a name; others are not kept, since
// a header may hold anything.
func productName(s string) string {
	for _, known := range []string{"nginx", "Apache", "PHP", "OpenSSL", "WordPress", "Drupal", "Joomla", "TYPO3", "Shopware", "Magento", "PrestaShop", "WooCommerce", "Microsoft-IIS", "ASP.NET", "Caddy", "LiteSpeed", "OpenResty", "Express", "jQuery", "Bootstrap", "AngularJS", "Plesk", "Wix.com", "Shopify"} {
		if strings.EqualFold(s, known) {
			return known
		}
	}
	return ""
}

// numbers is the leading digits and dots of s: 8.1.2-4ubuntu -> 8.1.2.
func numbers(s string) string {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.') {
		n++
	}
	return strings.Trim(s[:n], ".")
}

// generator is the content of <meta name="generator">.
func generator(body []byte) string {
	z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), 64<<10)]))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return ""
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		name, more := z.TagName()
		if string(name) != "meta" {
			continue
		}
		var isGenerator bool
		var content string
		for more {
			var k, v []byte
			k, v, more = z.TagAttr()
			isGenerator = isGenerator || string(k) == "name" && strings.EqualFold(string(v), "generator")
			if string(k) == "content" {
				content = string(v)
			}
		}
		if isGenerator {
			return content
		}
	}
}

// scriptVersions are libraries that carry their version in the name of their file.
func scriptVersions(scripts []facts.Script) []facts.Software {
	var out []facts.Software
	for _, s := range scripts {
		u, err := url.Parse(s.URL)
		if err != nil || s.URL == "" {
			continue
		}
		file := strings.ToLower(path.Base(u.Path))
		dir := strings.ToLower(path.Base(path.Dir(u.Path)))
		for _, lib := range []string{"jquery", "bootstrap", "angular"} {
			rest, ok := strings.CutPrefix(file, lib)
			if !ok {
				continue
			}
			version := numbers(strings.TrimLeft(rest, "-."))
			if version == "" && rest != "" && (rest[0] == '.') && strings.Contains(dir, ".") {
				version = numbers(strings.TrimLeft(dir, "v"))
			}
			if strings.Contains(version, ".") {
				name := map[string]string{"jquery": "jQuery", "bootstrap": "Bootstrap", "angular": "AngularJS"}[lib]
				out = append(out, product(name, version, "script"))
			}
		}
	}
	return out
}

// errorMarks are what a server prints when it fails in front of a visitor.
var errorMarks = []struct{ kind, mark string }{
	{"php", "PHP Fatal error:"}, {"php", "PHP Parse error:"},
	{"database", "You have an error in your SQL syntax"}, {"database", "Error establishing a database connection"}, {"database", "SQLSTATE["},
	{"python", "Traceback (most recent call last):"}, {"java", "java.lang.NullPointerException"}, {"asp.net", "Server Error in '/' Application"},
	{"rails", "ActionController::RoutingError"}, {"django", "You're seeing this error because you have <code>DEBUG = True</code>"},
}

// visibleError is the kind of error that a page shows its visitors; never its
// text. missing is a page that is not there.
func visibleError(a *reply) string {
	for _, e := range errorMarks {
		if bytes.Contains(a.body, []byte(e.mark)) {
			return e.kind
		}
	}
	// PHP's own words, all three: a text may well say <b>Warning</b>: by itself.
	for _, word := range []string{"<b>Fatal error</b>:", "<b>Warning</b>:", "<b>Parse error</b>:", "<b>Notice</b>:", "<b>Deprecated</b>:"} {
		if _, rest, ok := bytes.Cut(a.body, []byte(word)); ok && bytes.Contains(rest[:min(len(rest), 2048)], []byte("</b> on line <b>")) {
			return "php"
		}
	}
	switch {
	case a.status == http.StatusServiceUnavailable:
		return "" // too busy, or being worked on: not seen rather than broken
	case a.status >= 500:
		return "server"
	case a.status == http.StatusNotFound || a.status == http.StatusGone:
		return "missing"
	}
	return ""
}
