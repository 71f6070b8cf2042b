package data

import (
	"cmp"
	"math/bits"
	"net/netip"
	"strings"
)

// myClient is where a session on a MySQL server comes from: the name of the
// machine, when the server knows one, and its number.
type myClient struct{ name, ip string }

// myHost says whether the host part of an account, or of a right, covers a
// client: a name, a number, either with % and _, or a network with its mask.
func myHost(pattern string, c myClient) bool {
	if pattern == "" || pattern == "%" || pattern == c.name { // the definer of a view has its account's pattern for a name
		return true
	}
	if net, mask, ok := strings.Cut(pattern, "/"); ok {
		return inNetwork(net, mask, c.ip)
	}
	return c.name != "" && myLike(strings.ToLower(pattern), strings.ToLower(c.name)) || c.ip != "" && myLike(pattern, c.ip)
}

func inNetwork(network, mask, ip string) bool {
	addr, err1 := netip.ParseAddr(ip)
	base, err2 := netip.ParseAddr(network)
	if err1 != nil || err2 != nil || addr.Is4() != base.Is4() {
		return false
	}
	m, err := netip.ParseAddr(mask)
	if err != nil { // MySQL 8.0.23 also takes a number of bits
		p, err := netip.ParsePrefix(network + "/" + mask)
		return err == nil && p.Contains(addr)
	}
	if m.Is4() != addr.Is4() {
		return false
	}
	a, b, on := addr.AsSlice(), base.AsSlice(), m.AsSlice()
	for i := range a {
		if a[i]&on[i] != b[i] {
			return false
		}
	}
	return true
}

// myLike matches s with a pattern in which % is any text, _ is any one letter,
// and a backslash takes the meaning from what follows.
func myLike(pattern, s string) bool {
	p, t := []rune(pattern), []rune(s)
	var match func(i, j int) bool
	match = func(i, j int) bool {
		for ; i < len(p); i++ {
			switch {
			case p[i] == '%':
				for i+1 < len(p) && p[i+1] == '%' {
					i++
				}
				for k := j; k <= len(t); k++ {
					if match(i+1, k) {
						return true
					}
				}
				return false
			case j >= len(t):
				return false
			case p[i] == '\\' && i+1 < len(p):
				if i++; p[i] != t[j] {
					return false
				}
			case p[i] != '_' && p[i] != t[j]:
				return false
			}
			j++
		}
		return j == len(t)
	}
	return match(0, 0)
}

// narrower compares two patterns that fit the same name as the server does: of
// those that fit, the narrowest decides alone. It is above 0 when a decides.
func (r *myRights) narrower(a, b string) int {
	n := r.roughly(a, b)
	if n == 0 && r.fork {
		if x, y := maskBits(a), maskBits(b); x > 0 && y > 0 && x != y {
			return cmp.Compare(x, y)
		}
		return -strings.Compare(a, b)
	}
	return n
}

// roughly is narrower without what decides between equals. As seen on MariaDB
// 10.11: no wildcard, then none for any length, then the longest text that it has
// to match, then the fewest wildcards.
func (r *myRights) roughly(a, b string) int {
	if !r.fork {
		return cmp.Compare(exactness(a), exactness(b))
	}
	x, y := weigh(a), weigh(b)
	if x.any+x.one+y.any+y.one == 0 {
		return 0
	}
	return cmp.Or(-cmp.Compare(min(x.any+x.one, 1), min(y.any+y.one, 1)), -cmp.Compare(min(x.any, 1), min(y.any, 1)), cmp.Compare(x.least, y.least),
		-cmp.Compare(x.any, y.any), -cmp.Compare(x.one, y.one))
}

// maskBits orders networks and single clients: 0 for what has wildcards.
func maskBits(host string) int {
	const single = 1000
	_, mask, ok := strings.Cut(host, "/")
	m, err := netip.ParseAddr(mask)
	switch {
	case !ok && (host == "" || strings.ContainsAny(host, "%_")):
		return 0
	case !ok:
		return single
	case err != nil:
		return 1
	}
	n := 0
	for _, b := range m.AsSlice() {
		n += bits.OnesCount8(b)
	}
	if n == m.BitLen() {
		return single + 1
	}
	return n + 1
}

// weight is how many % and _ a pattern has, and the length of the shortest text that it matches.
type weight struct{ any, one, least int }

func weigh(pattern string) weight {
	var w weight
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '%':
			w.any++
			continue
		case '_':
			w.one++
		case '\\':
			i++
		}
		w.least++
	}
	if pattern == "" { // no host is any host
		w.any = 1
	}
	return w
}

// exactness is how narrow MySQL holds a pattern to be: without wildcards is the
// narrowest, then the one whose first wildcard comes last, then the empty one.
func exactness(pattern string) int {
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '%', '_':
			return min(i+1, 127)
		}
	}
	if pattern == "" {
		return 0
	}
	return 128
}

// exampleClient is one client that a host pattern covers.
func exampleClient(pattern string) myClient {
	if pattern == "" || pattern == "%" {
		return myClient{name: "elsewhere.invalid", ip: "203.0.113.7"}
	}
	if net, _, ok := strings.Cut(pattern, "/"); ok {
		return myClient{ip: net}
	}
	example := strings.NewReplacer(`\`, "", "%", "7", "_", "7").Replace(pattern)
	if strings.Trim(pattern, "0123456789.%_") == "" || strings.Contains(pattern, ":") {
		return myClient{ip: example}
	}
	return myClient{name: example}
}
