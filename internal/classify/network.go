package classify

import (
	"bytes"
	"net/netip"
)

func ip4(text []byte, i int) (Find, bool) {
	// Nearly all that begins like one and is none shows it in the first parts.
	at := i
	for k := 0; ; k++ {
		from := at
		for at < len(text) && isDigit(text[at]) {
			at++
		}
		if at == from || at-from > 3 {
			return Find{}, false
		}
		if k == 3 {
			break
		}
		if at >= len(text) || text[at] != '.' {
			return Find{}, false
		}
		at++
	}
	end, dots := i, 0
	for end < len(text) && (isDigit(text[end]) || text[end] == '.') && end-i < 17 {
		if text[end] == '.' {
			dots++
		}
		end++
	}
	for end > i && text[end-1] == '.' {
		end--
		dots--
	}
	if dots != 3 || end-i > 15 || end < len(text) && (isAlnum(text[end]) || text[end] == '-' && end+1 < len(text) && isAlnum(text[end+1])) ||
		i > 0 && (text[i-1] == '.' || text[i-1] == '-') && i > 1 && isAlnum(text[i-2]) {
		return Find{}, false
	}
	part, digits, zero := 0, 0, true
	for at := i; at <= end; at++ {
		if c := text[min(at, len(text)-1)]; at < end && c != '.' {
			part = part*10 + int(c-'0')
			digits++
			continue
		}
		if digits == 0 || digits > 3 || part > 255 || digits > 1 && part < 10 {
			return Find{}, false
		}
		zero = zero && part == 0
		part, digits = 0, 0
	}
	if zero {
		return Find{}, false
	}
	return Find{"ip", i, end, .95}, true
}

func ip6(text []byte, i int) (Find, bool) {
	if i > 0 && (isAlnum(text[i-1]) || text[i-1] == ':' || text[i-1] == '.') {
		return Find{}, false
	}
	end, colons := i, 0
	double := false
	for end < len(text) && end-i < 46 {
		c := text[end]
		if c == ':' {
			double = double || end > i && text[end-1] == ':'
			colons++
		} else if !hexDigit(c) && c != '.' {
			break
		}
		end++
	}
	if colons < 2 || !double && colons < 6 {
		return Find{}, false
	}
	for end > i && (text[end-1] == '.' || text[end-1] == ':' && (end < i+2 || text[end-2] != ':')) {
		if text[end-1] == ':' {
			colons--
		}
		end--
	}
	if colons < 2 || end-i < 6 || end < len(text) && (isAlnum(text[end]) || text[end] == ':') {
		return Find{}, false
	}
	if colons != 7 && !bytes.Contains(text[i:end], []byte("::")) && (colons != 6 || bytes.IndexByte(text[i:end], '.') < 0) {
		return Find{}, false
	}
	a, err := netip.ParseAddr(string(text[i:end]))
	if err != nil || !a.Is6() || a.IsUnspecified() || a.IsLoopback() {
		return Find{}, false
	}
	// a::b is a name in a program more often than an address.
	if digits := bytes.IndexAny(text[i:end], "0123456789"); digits < 0 || colons < 3 && end-i < 10 {
		return Find{}, false
	}
	return Find{"ip", i, end, .95}, true
}

func mac(text []byte, i int) (Find, bool) {
	const n = 17
	if i+n > len(text) || i+n < len(text) && (isAlnum(text[i+n]) || text[i+n] == text[i+2]) || i > 1 && text[i-1] == text[i+2] {
		return Find{}, false
	}
	sep := text[i+2]
	if sep != ':' && sep != '-' {
		return Find{}, false
	}
	letters := false
	for j := range n {
		c := text[i+j]
		if j%3 == 2 {
			if c != sep {
				return Find{}, false
			}
		} else if !hexDigit(c) {
			return Find{}, false
		} else if !isDigit(c) {
			letters = true
		}
	}
	if !letters && sep == '-' {
		return Find{}, false // groups of digits
	}
	return Find{"mac", i, i + n, .95}, true
}
