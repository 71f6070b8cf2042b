package classify

import (
	"bytes"
	"strings"
	"sync"
)

// regions in which a national number is tried, most clients first.
// Those behind the first certainRegions only where a word says that it is a phone.
var regions = []string{"DE", "GB", "US", "FR", "AT", "CH", "NL", "ES", "IT", "PL", "BE", "IE", "SE", "DK", "NO", "PT", "CZ", "FI", "AU", "CA", "HU", "GR", "IN", "ZA", "NZ", "LU", "IL", "TR", "JP", "KR", "SG", "RU", "BR", "MX", "AR", "CL", "CO", "CN", "MY", "TH", "HK", "AE", "RO", "BG", "HR", "SK", "SI", "RS", "UA", "EE", "LV", "LT", "NG", "EG"}

const (
	certainRegions = 11
	columnRegions  = 17 // those that a column of numbers is tried as
)

// exits are what is dialled for abroad where that is not 00.
var exits = map[string]string{"US": "011", "CA": "011", "AU": "0011", "JP": "010"}

// homes are the plans of the regions.
var homes = sync.OnceValue(func() []*plan {
	var out []*plan
	for _, r := range regions {
		out = append(out, allPlans().byRegion[r])
	}
	return out
})

// phone takes an international number, or a national one whose shape or
// context says that it is one: the longest run of groups that is valid.
func (s *scanner) phone(i int, r *run) (found, bool) {
	text := s.text
	if r.groups[r.n-1].upto < 7 {
		return found{}, false
	}
	abroadLike := r.plus || r.d[0] == '0' && r.d[1] == '0'
	yes, no := s.since(ctxPhone, i), s.since(ctxNotPhone, i)
	if id := s.since(ctxNationalID, i); id < no {
		no = id
	}
	// A word for phones must be the last that said what comes, within reach.
	context := yes <= 32 && yes <= no
	if context && yes > 8 && dated(text[i-yes:i]) { // the word was for a number before
		context = false
	}
	if r.n == 1 && !abroadLike && !context && !s.behind(ctxPhone, i+int(r.groups[0].to)) {
		return found{}, false
	}
	for k := r.n; k >= 1; k-- {
		g := r.groups[k-1]
		if g.upto < 7 || g.upto > 17 || k < r.n && r.groups[k].sep != ' ' && r.groups[k].sep != 'm' && r.groups[k].sep != '/' {
			continue
		}
		end := i + int(g.to)
		if r.paren || k > 1 && r.inside {
			if bytes.Count(text[i:end], []byte("(")) != bytes.Count(text[i:end], []byte(")")) {
				continue
			}
		}
		d := r.d[:g.upto]
		if abroadLike {
			if !r.plus {
				d = d[2:]
			}
			if _, _, ok := abroad(d); !ok && r.plus && (context || k > 1) && len(d) > 7 && len(d) < 14 && hasCode(d) {
				return s.called(i, end, .7) // of a country's code, and mistyped or made up for a trial
			} else if ok {
				conf := .97
				if !r.plus && !context && i > 1 && text[i-1] == ' ' && isDigit(text[i-2]) {
					return found{}, false
				}
				if !r.plus && k == 1 && !context {
					if no <= window || pathBefore(text, i) {
						return found{}, false
					}
					conf = .6
				}
				return s.called(i, end, conf)
			}
			continue
		}
		if len(d) > 13 {
			continue
		}
		if !context && int(r.groups[0].to) == 2 && hexBefore(text, i) {
			return found{}, false
		}
		if !context && (no <= 32 || i > 1 && text[i-1] == ' ' && isDigit(text[i-2]) || i > 1 && phoneBreaks[text[i-1]] && text[i-2] > ' ') {
			return found{}, false
		}
		shaped, dots := shapedPhone(r, k)
		if !context && (!shaped || dots) && !s.behind(ctxPhone, end) {
			continue
		}
		for j, p := range homes() {
			if !context && (p.region == "US" && (r.d[0] == '0' || !shaped) || j >= certainRegions) {
				continue
			}
			if _, _, ok := p.home(d); ok {
				conf := .8
				if context {
					conf = .95
				}
				return s.called(i, end, conf)
			}
		}
	}
	return found{}, false
}

// hasCode says whether d begins with the calling code of a country.
func hasCode(d []byte) bool {
	code := 0
	for n := 1; n <= 3 && n < len(d); n++ {
		if code = code*10 + int(d[n-1]-'0'); len(allPlans().byCode[code]) > 0 {
			return true
		}
	}
	return false
}

// dated says whether three digits and more stand together in b.
func dated(b []byte) bool {
	n := 0
	for _, c := range b {
		if !isDigit(c) {
			n = 0
		} else if n++; n == 3 {
			return true
		}
	}
	return false
}

// hexBefore says whether a pair of hexadecimal digits stands before i, of which
// one is a letter: bytes of a program, not a number that is dialled.
func hexBefore(text []byte, i int) bool {
	if i < 3 || text[i-1] != ' ' || !hexDigit(text[i-2]) || !hexDigit(text[i-3]) {
		return false
	}
	return (isLetter(text[i-2]) || isLetter(text[i-3])) && (i == 3 || !inWord(text[i-4]))
}

var phoneBreaks = func() (t [256]bool) {
	for _, c := range "-/=&?$.#" {
		t[c] = true
	}
	return t
}()

// extends are the two first letters of what stands before an extension, the
// second by its last five bits. Behind a single x comes a digit.
var extends = func() (t [256]uint32) {
	for _, w := range []string{" e", " x", " d", " a", ", ", "-e"} {
		t[w[0]] |= 1 << (w[1] & 31)
	}
	t['x'] = 1<<32 - 1
	return t
}()

// called takes a phone number. Another that follows needs no word of its own.
func (s *scanner) called(i, end int, conf float64) (found, bool) {
	s.see(ctxPhone, end)
	for end+1 < len(s.text) && end-i < 40 && extends[s.text[end]]>>(s.text[end+1]&31)&1 != 0 { // an extension
		rest := s.text[end:]
		n := 0
		for _, x := range []string{" ext. ", " ext ", " x", "x", " ext.", ", ext. ", "-ext", " durchwahl ", " app. "} {
			if len(rest) > len(x) && string(rest[:len(x)]) == x && isDigit(rest[len(x)]) {
				n = len(x)
				break
			}
		}
		if n == 0 {
			break
		}
		at := n
		for at < len(rest) && isDigit(rest[at]) && at-n < 6 {
			at++
		}
		if at < len(rest) && isAlnum(rest[at]) {
			break
		}
		end += at
		break
	}
	return hit("phone", i, end, conf), true
}

// shapedPhone says whether the first k groups are how people write a phone
// number and little else. dots: how versions and ranges are written too.
func shapedPhone(r *run, k int) (ok, dots bool) {
	size := func(j int) int {
		if j == 0 {
			return int(r.groups[0].upto)
		}
		return int(r.groups[j].upto - r.groups[j-1].upto)
	}
	if k >= 2 && (r.d[0] == '0' || r.paren) && size(0) >= 2 && r.groups[k-1].upto >= 8 {
		if k >= 3 && size(0) == 3 && size(1) == 2 && size(2) == 4 && r.groups[1].sep == '-' || k == 3 && size(0) == 3 && size(1) == 3 && size(2) == 3 && !r.paren {
			return false, false // 3-2-4 is how others are written, and 3-3-3 amounts
		}
		dots := 0
		for _, g := range r.groups[1:k] {
			if g.sep == '.' {
				dots++
			}
		}
		return dots == 0 || dots == k-1 && k >= 4, false
	}
	// ddd-ddd-dddd, ddd.ddd.dddd, (ddd) ddd-dddd, with or without the 1.
	at := 0
	if k == 4 && size(0) == 1 && r.d[0] == '1' {
		at = 1
	}
	if k-at != 3 || size(at) != 3 || size(at+1) != 3 || size(at+2) != 4 || r.d[0] == '0' {
		return false, false
	}
	a, b := r.groups[at+1].sep, r.groups[at+2].sep
	return r.paren || a == b && (a == '-' || a == '.' || a == ' ') || (a == 'm' || a == ' ' || a == '/') && b == '-', a == '.' && b == '.' && !r.paren
}

// isDialled says whether a whole cell is a phone number.
func isDialled(cell []byte) bool {
	var d [20]byte
	n, plus := 0, false
	for _, c := range cell {
		if isDigit(c) {
			if n == len(d) {
				return false
			}
			d[n] = c
			n++
		} else if c == '+' {
			plus = true
		}
	}
	switch {
	case n < 5:
		return false
	case plus:
		_, _, ok := abroad(d[:n])
		return ok
	case d[0] == '0' && d[1] == '0':
		_, _, ok := abroad(d[2:n])
		return ok
	}
	for _, p := range homes()[:columnRegions] {
		if _, _, ok := p.home(d[:n]); ok {
			return true
		}
	}
	return false
}

// appendDialled takes a whole cell as a phone number and appends its number with
// calling code.
// home is the country in which it was written down; empty: not known.
func appendDialled(b []byte, home string, cell []byte) (e164 []byte, ok bool) {
	var d [20]byte
	n := 0
	for _, c := range cell {
		if isDigit(c) {
			if n == len(d) {
				return b, false
			}
			d[n] = c
			n++
		}
	}
	switch {
	case n < 5:
	case bytes.IndexByte(cell, '+') >= 0:
		if code, nsn, ok := abroad(d[:n]); ok {
			return append(append(append(b, '+'), code...), nsn...), true
		}
	case d[0] == '0' && d[1] == '0':
		if code, nsn, ok := abroad(d[2:n]); ok {
			return append(append(append(b, '+'), code...), nsn...), true
		}
	default:
		if p := allPlans().byRegion[home]; p != nil {
			if code, nsn, ok := p.home(d[:n]); ok {
				return append(append(append(b, '+'), code...), nsn...), true
			}
			if exit := exits[home]; exit != "" && strings.HasPrefix(string(d[:n]), exit) {
				if code, nsn, ok := abroad(d[len(exit):n]); ok {
					return append(append(append(b, '+'), code...), nsn...), true
				}
			}
		}
		for _, p := range homes()[:certainRegions] {
			if code, nsn, ok := p.home(d[:n]); ok {
				return append(append(append(b, '+'), code...), nsn...), true
			}
		}
	}
	return b, false
}
