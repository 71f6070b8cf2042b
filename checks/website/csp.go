package website

import (
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// policy is one Content-Security-Policy: directive -> its words. The first of
// two directives of one name counts (CSP 3, 2.2.1).
type policy map[string][]string

// policies all hold at once: what one of them forbids is forbidden.
type policies struct{ header, meta []policy }

// csp are the policies that a page comes with, in its headers and in itself.
func csp(p facts.Page) policies {
	return policies{parseCSP(p.Headers["content-security-policy"]), parseCSP(p.MetaCSP)}
}

func parseCSP(text string) []policy {
	var out []policy
	for one := range strings.SplitSeq(strings.ToLower(text), ",") {
		rules := policy{}
		for part := range strings.SplitSeq(one, ";") {
			words := strings.Fields(part)
			if len(words) == 0 {
				continue
			}
			if _, dup := rules[words[0]]; !dup {
				rules[words[0]] = words[1:]
			}
		}
		if len(rules) > 0 {
			out = append(out, rules)
		}
	}
	return out
}

// has says whether one of the policies has a directive of this name.
func (p policies) has(name string) bool {
	return slices.ContainsFunc(append(slices.Clone(p.header), p.meta...), func(one policy) bool { _, ok := one[name]; return ok })
}

// limitScripts says whether a line of script that somebody smuggles in would
// be kept from running.
func (p policies) limitScripts() bool {
	return slices.ContainsFunc(append(slices.Clone(p.header), p.meta...), func(one policy) bool {
		rule, ok := one["script-src"]
		if !ok {
			rule, ok = one["default-src"]
		}
		return ok && strict(rule)
	})
}

// strict says whether a list of sources keeps out inline script and script
// from anywhere. Beside a nonce or a hash browsers ignore 'unsafe-inline', and
// beside 'strict-dynamic' the list of hosts.
func strict(rule []string) bool {
	named := slices.ContainsFunc(rule, func(w string) bool {
		return strings.HasPrefix(w, "'nonce-") || strings.HasPrefix(w, "'sha256-") || strings.HasPrefix(w, "'sha384-") || strings.HasPrefix(w, "'sha512-")
	})
	if slices.Contains(rule, "'unsafe-inline'") && !named {
		return false
	}
	if named && slices.Contains(rule, "'strict-dynamic'") {
		return true
	}
	return !slices.ContainsFunc(rule, func(w string) bool {
		return w == "*" || w == "data:" || w == "http:" || w == "https:" || w == "http://*" || w == "https://*"
	})
}

// limitFrames says whether the headers limit who may frame the page; the same
// words in the page itself are ignored by browsers.
func (p policies) limitFrames() bool {
	return slices.ContainsFunc(p.header, func(one policy) bool {
		who, ok := one["frame-ancestors"]
		return ok && !slices.ContainsFunc(who, func(w string) bool {
			return w == "*" || w == "http:" || w == "https:" || w == "http://*" || w == "https://*"
		})
	})
}
