package classify

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"net/netip"
)

func ip4(text []byte, i int) (found, bool) {
	if i > 1 && (text[i-1] == '.' || text[i-1] == '-') && isAlnum(text[i-2]) {
		return found{}, false
	}
	at, any := i, 0
	if i >= 4 && i+17 <= len(text) {
		if at, any = quad(text, i); any < 0 {
			return found{}, false
		}
	} else {
		for k := 0; ; k++ {
			from, part := at, 0
			for at < len(text) && isDigit(text[at]) && at-from < 4 {
				part = part*10 + int(text[at]-'0')
				at++
			}
			if n := at - from; n == 0 || n > 3 || part > 255 || n > 1 && part < 10 {
				return found{}, false
			}
			any |= part
			if k == 3 {
				break
			}
			if at >= len(text) || text[at] != '.' {
				return found{}, false
			}
			at++
		}
	}
	end := at
	if at < len(text) && text[at] == '.' { // of a sentence, or more numbers
		for at < len(text) && at-i < 17 && (text[at] == '.' || isDigit(text[at])) {
			if isDigit(text[at]) {
				return found{}, false
			}
			at++
		}
	}
	if any == 0 || end < len(text) && (isAlnum(text[end]) || text[end] == '-' && end+1 < len(text) && isAlnum(text[end+1])) {
		return found{}, false
	}
	if text[i] == '2' && (bytes.HasPrefix(text[i:end], []byte("255.255.")) || bytes.HasPrefix(text[i:end], []byte("255.")) && bytes.HasSuffix(text[i:end], []byte(".0.0"))) || end+1 < len(text) && text[end] == '/' && isDigit(text[end+1]) && network(text, i, end) { // a mask, a network
		return found{}, false
	}
	return hit("ip", i, end, .95), true
}

// network says whether the address from i to end and what is behind its slash are
// those of a whole network, 10.0.0.0/8, which is nobody's.
func network(text []byte, i, end int) bool {
	bits := int(text[end+1] - '0')
	if end+2 < len(text) && isDigit(text[end+2]) {
		bits = bits*10 + int(text[end+2]-'0')
	}
	a, err := netip.ParseAddr(string(text[i:end]))
	if err != nil || bits > 30 {
		return false
	}
	p, err := a.Prefix(bits)
	return err == nil && p.Addr() == a
}

// quad reads the four parts of an address at once, without a branch for each of
// their digits: how many there are is hard to foresee. It returns its end and all
// bits of the parts, or -1.
func quad(text []byte, i int) (end, all int) {
	// A bit for each of sixteen bytes that is no digit.
	const gather = 0x0102040810204080 // brings the lowest bits of eight bytes together in the highest byte
	a := binary.LittleEndian.Uint64(text[i:]) ^ zeros
	b := binary.LittleEndian.Uint64(text[i+8:]) ^ zeros
	a, b = (a|((a&low7)+tens))&high1>>7, (b|((b&low7)+tens))&high1>>7
	signs := uint(a*gather>>56 | b*gather>>56<<8)
	from, wrong := 0, 0
	for k := range 4 {
		to := bits.TrailingZeros(signs | 1<<16)
		signs &= signs - 1
		n := to - from
		if uint(n-1) >= 3 || k < 3 && text[i+to] != '.' {
			return 0, -1
		}
		// The last digits of the part, those before it shifted out.
		d := uint(binary.LittleEndian.Uint32(text[i+to-4:])) & 0x0f0f0f0f >> (8 * (4 - n)) << (8 * (4 - n))
		part := int(d>>24 + d>>16&15*10 + d>>8&15*100)
		all |= part
		wrong |= 255 - part | (part-10)&(1-n)
		from = to + 1
	}
	if wrong < 0 {
		return 0, -1
	}
	return i + from - 1, all
}

func ip6(text []byte, i int) (found, bool) {
	if i > 0 && (isAlnum(text[i-1]) || text[i-1] == ':' && (i < 3 || !isLetter(text[i-2]) || hexDigit(text[i-2]) || text[i] == ':') || text[i-1] == '.') { // IP:2001:db8::7
		return found{}, false
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
		return found{}, false
	}
	for end > i && (text[end-1] == '.' || text[end-1] == ':' && (end < i+2 || text[end-2] != ':')) {
		if text[end-1] == ':' {
			colons--
		}
		end--
	}
	if colons < 2 || end-i < 6 || end < len(text) && (isAlnum(text[end]) || text[end] == ':') {
		return found{}, false
	}
	if colons != 7 && !bytes.Contains(text[i:end], []byte("::")) && (colons != 6 || bytes.IndexByte(text[i:end], '.') < 0) {
		return found{}, false
	}
	a, err := netip.ParseAddr(string(text[i:end]))
	if err != nil || !a.Is6() || a.IsUnspecified() || a.IsLoopback() {
		return found{}, false
	}
	// 12:34:: is a time that goes on; nobody gives out such a network (RFC 4291).
	if double && end-i < 9 && text[end-1] == ':' && isDigit(text[i]) {
		return found{}, false
	}
	// a::b is a name in a program more often than an address.
	if digits := bytes.IndexAny(text[i:end], "0123456789"); digits < 0 || colons < 3 && end-i < 10 {
		return found{}, false
	}
	return hit("ip", i, end, .95), true
}

func mac(text []byte, i int) (found, bool) {
	const n = 17
	if i+n > len(text) || i+n < len(text) && (isAlnum(text[i+n]) || text[i+n] == text[i+2]) || i > 1 && text[i-1] == text[i+2] {
		return found{}, false
	}
	sep := text[i+2]
	if sep != ':' && sep != '-' {
		return found{}, false
	}
	letters := false
	for j := range n {
		c := text[i+j]
		if j%3 == 2 {
			if c != sep {
				return found{}, false
			}
		} else if !hexDigit(c) {
			return found{}, false
		} else if !isDigit(c) {
			letters = true
		}
	}
	if !letters && sep == '-' {
		return found{}, false // groups of digits
	}
	return hit("mac", i, i+n, .95), true
}

// dottedMAC takes bc61.51a0.5594, as routers write the address of a device.
func dottedMAC(text []byte, i int) (found, bool) {
	if i+14 > len(text) || text[i+4] != '.' || text[i+9] != '.' || i > 0 && (inWord(text[i-1]) || text[i-1] == '.') || i+14 < len(text) && (inWord(text[i+14]) || text[i+14] == '.' && i+15 < len(text) && isAlnum(text[i+15])) {
		return found{}, false
	}
	letters, digits := 0, 0
	for j := range 14 {
		c := text[i+j]
		if j%5 == 4 {
			continue
		}
		if !hexDigit(c) {
			return found{}, false
		}
		if isDigit(c) {
			digits++
		} else {
			letters++
		}
	}
	if letters == 0 || digits == 0 {
		return found{}, false
	}
	return hit("mac", i, i+14, .9), true
}

// solidMAC takes twelve hexadecimal digits behind a word for such an address.
func solidMAC(text []byte, i, end int) (found, bool) {
	last := i - 1
	for last > 0 && i-last < 4 && !isLetter(text[last]) {
		last--
	}
	if last < 2 || lower(text[last]) != 'c' && lower(text[last]) != 's' && lower(text[last]) != 'e' {
		return found{}, false
	}
	from := max(0, i-24)
	var buf [24]byte
	before := lowered(buf[:0], text[from:i])
	at := bytes.LastIndex(before, []byte("mac"))
	if at < 0 || at > 0 && isAlnum(before[at-1]) || bytes.IndexByte(before[at:], '\n') >= 0 {
		return found{}, false
	}
	return hit("mac", i, end, .85), true
}
