package classify

import "bytes"

// scheme reports whether the number lies in a range of a card scheme and has
// a length that the scheme issues (ISO/IEC 7812, the schemes' published ranges).
func scheme(d []byte) bool {
	n := len(d)
	p2 := int(d[0]-'0')*10 + int(d[1]-'0')
	p3 := p2*10 + int(d[2]-'0')
	p4 := p3*10 + int(d[3]-'0')
	switch {
	case d[0] == '4':
		return n == 13 || n == 16 || n == 19
	case p2 >= 51 && p2 <= 55, p4 >= 2221 && p4 <= 2720, p4 >= 2200 && p4 <= 2204:
		return n == 16 || n == 19 && p4 <= 2204
	case p2 == 34 || p2 == 37:
		return n == 15
	case p4 == 6011, p2 == 65, p3 >= 644 && p3 <= 649:
		return n == 16 || n == 19
	case p4 >= 3528 && p4 <= 3589:
		return n >= 16
	case p3 >= 300 && p3 <= 305, p3 == 309, p2 == 36, p2 == 38, p2 == 39:
		return n == 14 || n == 16 || n == 19
	case p2 == 62, p2 == 60, p2 == 50, p2 >= 56 && p2 <= 58, p2 == 63, p2 == 67, p2 == 81, p2 == 82:
		return n >= 16 || n >= 13 && n != 14 && (p4 == 5018 || p4 == 5020 || p4 == 5038 || p4 == 5893 || p4 == 6304 || p4 == 6759 || p4 == 6761 || p4 == 6762 || p4 == 6763)
	case p4 == 9792, p2 == 97 && p3 == 979:
		return n == 16
	}
	return false
}

func luhn(digits []byte) bool {
	sum, double := 0, false
	for i := len(digits) - 1; i >= 0; i-- {
		d := int(digits[i] - '0')
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		double = !double
	}
	return sum%10 == 0
}

// ean13 is the check digit of goods. A number of 13 digits that has it is more
// likely a bar code than a card.
func ean13(d []byte) bool {
	return len(d) == 13 && (10-sum(d, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3)%10)%10 == int(d[12]-'0')
}

// card takes 12 to 19 digits in the groups that cards are written in, the
// longest first.
func (s *scanner) card(i int, r *run) (found, bool) {
	text := s.text
	if i > 1 && (text[i-1] == '.' || text[i-1] == '-') && isAlnum(text[i-2]) {
		return found{}, false
	}
	for k := r.n; k >= 1; k-- {
		g := r.groups[k-1]
		d := r.d[:g.upto]
		if len(d) > 19 || len(d) < 13 || k < r.n && r.groups[k].sep != ' ' && r.groups[k].sep != 'm' && r.groups[k].sep != '/' {
			continue
		}
		if !scheme(d) || !luhn(d) || bytes.Count(d, d[:1]) == len(d) {
			continue
		}
		yes, no := s.since(ctxCard, i), s.since(ctxNotCard, i)
		context := yes <= window && yes <= no || s.near(ctxCVV, i, window)
		end := i + int(g.to)
		if !grouped(r, k, context) {
			continue
		}
		conf := .9
		switch {
		case context:
			conf = .99
		case no <= window && (k == 1 || no < yes) && !s.behind(ctxCard, end):
			if testCards[string(d)] { // seen, and never counted
				return hit("card", i, end, bareChance), true
			}
			return found{}, false
		case end+2 < len(text) && text[end] == '.' && isDigit(text[end+1]):
			return found{}, false
		case k == 1 && len(d) == 13 && d[0] == '4' && d[1] < '5' && ean13(d): // of goods from Germany
			conf = .4
		case k == 1 && ean13(d): // far more likely the bar code of goods
			conf = bareChance
		case k == 1 && pathBefore(text, i), k == 4 && amongFours(text, i, r):
			conf = .4
		case len(d) == 13, len(d) == 19 && k == 1 && d[0] != '4':
			conf = .6
		case k == 1 && s.since(ctxNationalID, i) <= window:
			conf = .6
		}
		if k == 1 && i > 0 && text[i-1] == ';' && end+5 < len(text) && text[end] == '=' && allDigits(text[end+1:end+5]) {
			return secondTrack(text, i-1, end)
		}
		return hit("card", i, end, conf), true
	}
	return found{}, false
}

// pathBefore says whether the number is a step of the path of a URL, where the
// numbers of goods and pictures stand.
func pathBefore(text []byte, i int) bool {
	if i == 0 || text[i-1] != '/' {
		return false
	}
	for at := i - 2; at >= 0 && i-at < 200; at-- {
		switch c := text[at]; {
		case c == '/':
			return true
		case c <= ' ' || c == '"' || c == '\'' || c >= 0x80:
			return false
		}
	}
	return false
}

// amongFours says whether four groups of four stand in a longer row of them, as
// in a table of numbers: one stands before, or one behind that is no date of
// expiry.
func amongFours(text []byte, i int, r *run) bool {
	if i > 5 && text[i-1] == ' ' && allDigits(text[i-5:i-1]) && !isDigit(text[i-6]) {
		return true
	}
	if r.n < 5 || r.groups[4].sep != ' ' || r.groups[4].upto != 20 {
		return false
	}
	m := num(r.d[16:18])
	return m < 1 || m > 12 || r.n > 5 && r.groups[5].upto == 24
}

// grouped says whether the first k groups are how cards are written: in fours,
// 4-6-5, 4-6-4, 8-8, 4-3-3-3, 6-13. With a word for a card before it any
// groups will do, but always with one sign.
func grouped(r *run, k int, context bool) bool {
	if k == 1 {
		return true
	}
	sep := r.groups[1].sep
	if sep != ' ' && sep != '-' && sep != '.' && (sep != 'm' || !r.apart()) {
		return false
	}
	var sizes [maxGroups]int
	fours := true
	for j, g := range r.groups[:k] {
		if j > 0 && g.sep != sep {
			return false
		}
		size := 0
		if j > 0 {
			size = int(g.upto - r.groups[j-1].upto)
		} else {
			size = int(g.upto)
		}
		sizes[j] = size
		if size != 4 && (j < k-1 || size > 4) {
			fours = false
		}
	}
	if fours || context {
		return true
	}
	switch k {
	case 2:
		return sizes[0] == 8 && sizes[1] == 8 || sizes[0] == 6 && sizes[1] == 13
	case 3:
		return sizes[0] == 4 && sizes[1] == 6 && (sizes[2] == 5 || sizes[2] == 4)
	case 4:
		return sizes[0] == 4 && sizes[1] == 3 && sizes[2] == 3 && sizes[3] == 3
	}
	return false
}

// apart says whether several signs stand before the groups only where two blanks do: four digits each, or 4-6-5.
func (r *run) apart() bool { return r.n > 2 && r.groups[0].to == 4 && r.groups[1].from == 6 }

// firstTrack takes %B4111111111111111^NAME/FIRST^2512..., as it stands on the
// stripe of a card (ISO/IEC 7813). Nobody may keep it.
func firstTrack(text []byte, i int) (found, bool) {
	end := i + 2
	for end < len(text) && isDigit(text[end]) && end-i < 22 {
		end++
	}
	d := text[i+2 : end]
	if len(d) < 13 || len(d) > 19 || end >= len(text) || text[end] != '^' || !scheme(d) || !luhn(d) {
		return found{}, false
	}
	line := text[end+1 : min(len(text), end+80)]
	name := bytes.IndexByte(line, '^')
	if name < 2 || name+5 > len(line) || !allDigits(line[name+1:name+5]) || bytes.IndexByte(line[:name], '\n') >= 0 {
		return found{}, false
	}
	end += 1 + name + 1
	for end < len(text) && (isDigit(text[end]) || text[end] == '?') {
		end++
	}
	return hit("track_data", i, end, .98), true
}

// secondTrack takes ;4111111111111111=2512...?
func secondTrack(text []byte, i, end int) (found, bool) {
	end++
	for end < len(text) && isDigit(text[end]) {
		end++
	}
	if end < len(text) && text[end] == '?' {
		end++
	}
	return hit("track_data", i, end, .97), true
}
