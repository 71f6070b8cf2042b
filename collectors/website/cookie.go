package website

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/weaklink/weaklink/facts"
)

// sessionWords stand in the names of cookies that carry a login or a cart.
var sessionWords = []string{"sess", "login", "logged", "jwt", "remember", "cart", "csrf", "xsrf", "account", "auth", "token", "user",
	"identity", "prestashop-", "cakephp", "oscsid", "zenid"} // of ASP.NET and of shops that give it a name of their own

// notSession are names in which such a word means something else.
var notSession = []string{"author", "userlang", "user_lang", "user-lang", "consent", "woocommerce_cart_hash", "woocommerce_items_in_cart"} // WooCommerce: counts for its scripts; its session has a cookie of its own

// carriesLogin says whether a cookie's name tells that it carries a login.
func carriesLogin(name string) bool {
	low := strings.ToLower(name)
	has := func(w string) bool { return strings.Contains(low, w) }
	if slices.ContainsFunc(notSession, has) {
		return false
	}
	// "sid" stands in many words; as a word of its own it is a session.
	for _, word := range strings.FieldsFunc(low, func(r rune) bool { return r == '.' || r == '_' || r == '-' }) {
		if word == "sid" {
			return true
		}
	}
	return slices.ContainsFunc(sessionWords, has)
}

// cookies keeps names and flags of what an answer sets, as browsers read it
// (RFC 6265bis 5.6): net/http refuses values that browsers take. The values are
// never looked at. What deletes a cookie, and what browsers refuse by its
// prefix, sets none.
func (v *visit) cookies(lines []string) []facts.Cookie {
	byName := map[string]facts.Cookie{}
	for _, line := range lines {
		pair, rest, _ := strings.Cut(line, ";")
		name, _, ok := strings.Cut(pair, "=")
		name = strings.TrimSpace(name)
		if !ok || name == "" {
			continue // a cookie without a name carries no login that anyone would build
		}
		k := facts.Cookie{Name: v.name(name), Session: carriesLogin(name)}
		gone, domain, path := false, "", ""
		aged := false
		for part := range strings.SplitSeq(rest, ";") {
			key, value, _ := strings.Cut(part, "=")
			value = strings.TrimSpace(value)
			switch strings.ToLower(strings.TrimSpace(key)) {
			case "secure":
				k.Secure = true
			case "httponly":
				k.HTTPOnly = true
			case "samesite":
				if low := strings.ToLower(value); low == "lax" || low == "strict" || low == "none" {
					k.SameSite = low
				}
			case "domain":
				domain = value
			case "path":
				path = value
			case "max-age":
				if n, err := strconv.Atoi(value); err == nil {
					k.Days, gone, aged = n/86400, n <= 0, true
				}
			case "expires":
				// How long from now is the clock's matter, not the site's: two looks
				// at one site must give the same fact. Only whether it is over counts.
				if at, err := http.ParseTime(value); err == nil && !aged {
					gone = at.Before(time.Now())
				}
			}
		}
		if gone || strings.HasPrefix(name, "__Secure-") && !k.Secure || strings.HasPrefix(name, "__Host-") && (!k.Secure || domain != "" || path != "/") {
			if gone {
				delete(byName, k.Name)
			}
			continue
		}
		byName[k.Name] = k // the last one of a name is the one that stays
	}
	out := make([]facts.Cookie, 0, len(byName))
	for _, k := range byName {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b facts.Cookie) int { return strings.Compare(a.Name, b.Name) })
	if len(out) == 0 {
		return nil
	}
	return out
}
