package classify

import (
	"encoding/binary"
	"math/bits"
)

const (
	low7  = 0x7f7f7f7f7f7f7f7f
	high1 = 0x8080808080808080
)

// words goes over words that begin nothing, eight letters at a time: it returns
// where the next one stands that has to be looked at, or what is no word. Where
// that one is all letters of ASCII, it returns its end and its key too; where only
// its first letters are, how far they go, with a minus.
func (s *scanner) words(i int) (at int, look bool, end int, k uint64) {
	text, l := s.text, s.lex
	if i < 4 {
		return i, true, 0, 0
	}
	for i+18 <= len(text) {
		w := binary.LittleEndian.Uint64(text[i:])
		x := w | fold
		y := x & low7
		// The high bit of each byte that is no letter of ASCII.
		non := ^((y + 0x1f1f1f1f1f1f1f1f) &^ (y + 0x0505050505050505) &^ w) & high1
		n := bits.TrailingZeros64(non) >> 3
		var h uint64
		if n < 8 {
			if n == 1 && byte(w>>8) == '\n' { // a letter at the end of a line begins nothing
				return i + 1, false, 0, 0
			}
			h = (x&(non&-non>>7-1))*mixA ^ uint64(n)*mixB // as many bytes as are letters
		} else {
			w := binary.LittleEndian.Uint64(text[i+8:])
			y := (w | fold) & low7
			non := ^((y + 0x1f1f1f1f1f1f1f1f) &^ (y + 0x0505050505050505) &^ w) & high1
			if non == 0 {
				return i, true, 0, 0
			}
			n += bits.TrailingZeros64(non) >> 3
			h = x*mixA ^ uint64(n)*mixB
			if n > 8 {
				h ^= (binary.LittleEndian.Uint64(text[i+n-8:]) | fold) * mixB
			}
		}
		h ^= h >> 29
		end = i + n
		c := text[end]
		k = h
		if w&0x20 == 0 {
			k ^= capital
		}
		if s.dull[k>>(64-dullBits)] != k {
			b := h >> (64 - wholeBits)
			tail := slot(binary.LittleEndian.Uint32(text[end-4:]) | 0x20202020)
			head := slot(uint32(x))
			maybe := l.whole.bits[b>>6]>>(b&63) | l.tails.bits[tail>>6]>>(tail&63) | l.heads.bits[head>>6]>>(head&63)
			if w&0x20 == 0 {
				last := slot(binary.LittleEndian.Uint32(text[end-4:])>>8 | 0x202020)
				maybe |= l.names.bits[b>>6]>>(b&63) | l.ends.bits[last>>6]>>(last&63)
			}
			if maybe&1 != 0 {
				if classes[c]-1 < 4 {
					return i, true, -end, 0
				}
				return i, true, end, k
			}
			s.dull[k>>(64-dullBits)] = k
		}
		if wordBreaks[c]&breaksAlways != 0 {
			return i, true, -end, 0
		}
		if n <= 8 && (c == ':' && n <= 4 || c == '-' && (n == 2 || n == 8)) {
			return i, true, end, k
		}
		if w&0x20 == 0 { // a capital
			if wordBreaks[c]&breaksCapital != 0 && (isDigit(text[end+1]) || n == 3 && isUpper(text[end+1])) || i-int(max(s.seen[ctxTitle], s.seen[ctxSigned], s.seen[ctxGreet])) < 5 || i-s.label < 9 || (n == 8 || n == 11) && i-int(s.seen[ctxBIC]) < 24 {
				return i, true, end, k
			}
		}
		if classes[c] == classNone {
			end++
			if c = text[end]; classes[c] == classNone {
				end++
				c = text[end]
			}
		}
		if classes[c] != classLetter {
			return end, false, 0, 0
		}
		i = end
	}
	return i, i < len(text), 0, 0
}

const (
	breaksAlways  = 1 << iota // what follows a word that has to be looked at
	breaksCapital             // where it has a capital
)

var wordBreaks = func() (t [256]byte) {
	for c := range t {
		if isDigit(byte(c)) || c >= 0x80 {
			t[c] = breaksAlways
		}
	}
	for _, c := range " -." {
		t[c] |= breaksCapital
	}
	return t
}()

// word looks at what begins with a letter at i. stop and k are its end and its
// key, or how far its letters go, where words told it. next is where to go on.
func (s *scanner) word(i, stop int, k uint64) (f found, ok bool, next int) {
	text := s.text
	if stop > i {
		return s.letters(i, stop, k)
	}
	if text[i] >= 0xe0 {
		if to := endUnspaced(text, i, len(text)); to > i {
			s.within(i, to)
			if int(s.seen[ctxSecret]) == to && to+8 < len(text) {
				if f, ok := s.said(to); ok {
					return f, true, 0
				}
				if f, ok := s.glued(to); ok {
					return f, true, 0
				}
			}
			return found{}, false, to
		}
	}
	end, had := i+1, classes[text[i]]
	if stop < 0 {
		end = -stop
	}
	if text[i] >= 0xc2 {
		end = min(len(text), i+max(1, signWidth(text, i)))
	}
	for end < len(text) {
		k := classes[text[end]]
		// What lies behind a sign is not looked at from each sign before it.
		if k-1 >= 4 || k == classWide && text[end] >= 0xc2 && (signWidth(text, end) > 0 || text[end] >= 0xe0 && unspaced(text, end)) {
			break
		}
		had |= k
		end++
	}
	if had&classWide != 0 {
		if end, next = s.cutWide(i, end); end == i {
			if next == i {
				return s.number(i) // digits of full width
			}
			return found{}, false, next
		}
		had = 0
		for _, c := range text[i:end] {
			had |= classes[c]
		}
	}
	if had&classDigit != 0 {
		return s.mixed(i, end)
	}
	return s.letters(i, end, s.wordKey(i, end))
}

// letters looks at a word that has no digits.
func (s *scanner) letters(i, end int, k uint64) (f found, ok bool, next int) {
	text := s.text
	upper := isUpper(text[i])
	if s.matchKey(i, end, k) > 0 {
		if f, ok := s.told(i, end, upper); ok {
			return f, true, 0
		}
	} else if (upper || text[i] >= 0x80) && end-i > 1 {
		if i-int(s.seen[ctxTitle]) < 5 && s.near(ctxTitle, i, 4) {
			if f, ok := s.addressee(i); ok {
				return f, true, 0
			}
		} else if i-int(s.seen[ctxSigned]) < 5 && s.signs(i) {
			if f, ok := s.signed(i); ok {
				return f, true, 0
			}
		} else if f, ok := s.labelled(i); ok {
			return f, true, 0
		} else if f, ok := s.greeted(i); ok {
			return f, true, 0
		}
	}
	if end+2 < len(text) && end-i <= 6 {
		switch c := text[end]; {
		case c == ':' && end-i <= 4:
			if hex(text[i:end]) {
				if f, ok := ip6(text, i); ok {
					return f, true, 0
				}
				if end-i == 2 {
					if f, ok := mac(text, i); ok {
						return f, true, 0
					}
				}
			}
		case c == ' ' || c == '-' || c >= 0x80 || c == '.':
			if c == '-' && end-i == 2 && hex(text[i:end]) {
				if f, ok := mac(text, i); ok {
					return f, true, 0
				}
			}
			// X-1234567-L, AB 12 34 56 C, RSS MRA 85M01 H501Q
			if upper && (c != '.' || end-i == 1) {
				_, w := separator(text, end)
				at := end + w
				if w > 0 && at < len(text) && (isDigit(text[at]) && end-i <= 6 || end-i == 3 && at+3 < len(text) && isUpper(text[at]) && isUpper(text[at+2]) && blank(text, at+3) > 0) {
					if i > 1 && (beforeNumber[text[i-1]] == ofValue || text[i-1] == ' ' && text[i-2] == ':') && !s.isNamed(i) {
						s.keyed(i)
					}
					if f, ok := s.official(i); ok {
						return f, true, 0
					}
					if int(s.seen[ctxDocument]) < end { // the word is no part of the number that it is for
						if f, ok := s.document(i, end); ok {
							return f, true, 0
						}
					}
				}
			}
		}
	}
	if end-i == 8 && end < len(text) && text[end] == '-' && hex(text[i:end]) && uuid(text, i) {
		return found{}, false, i + 36
	}
	if upper && (end-i == 8 || end-i == 11) && s.near(ctxBIC, i, 24) {
		if f, ok := bic(text, i, end); ok {
			return f, true, 0
		}
	}
	if end-i >= 20 {
		if f, ok := s.secretWord(i, end); ok {
			return f, true, 0
		}
	}
	return found{}, false, end
}

// signWidth is how many bytes the sign outside of ASCII has that stands at i: a
// blank, a dash, a quote, a digit of full width. 0: it is a letter.
func signWidth(text []byte, i int) int {
	next := byte(0)
	if i+1 < len(text) {
		next = text[i+1]
	}
	switch c := text[i]; {
	case c == 0xc2:
		if next != 0xaa && next != 0xb5 && next != 0xba {
			return 2
		}
	case c == 0xe2 && next == 0x80, c == 0xe3 && next == 0x80:
		return 3
	case c == 0xef && next == 0xbc && i+2 < len(text):
		if last := text[i+2]; last-0x90 < 10 || last <= 0x90 || last == 0x9a {
			return 3
		}
	}
	return 0
}

// cutWide ends a word where a sign outside of ASCII stands in it. With such a sign
// first, next is behind it; with a digit of full width first, it stays there.
func (s *scanner) cutWide(i, end int) (int, int) {
	text := s.text
	for at := i; at < end; at++ {
		c := text[at]
		if c < 0xc2 {
			continue
		}
		if c >= 0xe0 && at > i && unspaced(text, at) {
			return at, at
		}
		w := signWidth(text, at)
		switch {
		case w == 0:
			continue
		case at > i:
			return at, at
		case c == 0xef && text[at+2]-0x90 < 10:
			return i, i
		}
		return i, min(len(text), at+w)
	}
	return end, end
}

// told takes what the lexicon says of the word.
func (s *scanner) told(i, end int, upper bool) (found, bool) {
	what := s.roles
	titled := s.near(ctxTitle, i, 3)
	hits := s.hit
	if what&isMute != 0 { // no word of them speaks of what comes
		hits = nil
	}
	for _, e := range hits {
		for _, c := range e.ctx {
			stop := end
			if e.next != "" {
				stop = min(len(s.text), end+len(e.next)+1)
			}
			if c >= ctxNational && e.what&(isShared|isNation) != 0 {
				if e.what&isNation != 0 {
					s.nation = stop
				} else if i <= s.nation+1 { // that of another country
					s.nation = max(s.nation, stop)
					continue
				} else {
					s.see(c, stop)
					s.see(ctxNationalID, stop)
					continue
				}
			}
			s.seeAll(c, stop)
		}
		what |= e.what
	}
	if what&isTitle != 0 && end-i == 1 && upper && end+2 < len(s.text) && s.text[end] == '.' && s.text[end+1] == ' ' && !s.behindName(i) { // M. Lefevre
		s.see(ctxTitle, end+1)
	}
	if int(s.seen[ctxSecret]) >= end {
		if f, ok := s.defined(i, int(s.seen[ctxSecret])); ok {
			return f, true
		}
		if f, ok := typedInto(s.text, int(s.seen[ctxSecret])); ok {
			return f, true
		}
	}
	if at := int(s.seen[ctxSecret]); at == end || at > end && what&isTitle == 0 && at < len(s.text) {
		if f, ok := s.said(at); ok {
			return f, true
		}
	}
	if what&isToken != 0 {
		if what&isCommand != 0 && (end == len(s.text) || s.text[end] != '.' || end+1 < len(s.text) && s.text[end+1] == 'e') && (i == 0 || s.text[i-1] != '.') {
			s.command = i
		}
		if f, ok := s.odd(i, end); ok {
			return f, true
		}
		if f, ok := token(s.text, i); ok {
			return f, true
		}
	}
	if what&isService != 0 {
		if f, ok := s.behindService(end); ok {
			return f, true
		}
	}
	if what&(isHealth|isSpecial) != 0 {
		if f, ok := s.sensitive(i, end, what); ok {
			return f, true
		}
	}
	if int(s.seen[ctxTitle]) > end { // my name is: what comes is a name, this is none
		return found{}, false
	}
	if upper || s.text[i] >= 0x80 {
		if what&(isGiven|isFamily) != 0 {
			if f, ok := s.person(i, end, what, titled); ok {
				return f, true
			}
			if f, ok := s.labelled(i); ok {
				return f, true
			}
			if s.seen[ctxSigned] > 0 && s.signs(i) {
				if f, ok := s.signed(i); ok {
					return f, true
				}
			}
		}
		if what&(isStreetEnd|isStreetWord) != 0 {
			if f, ok := s.street(i, end, what); ok {
				return f, true
			}
		}
		if what&isBox != 0 && what&isStreetFirst == 0 {
			if f, ok := s.box(i, end); ok {
				return f, true
			}
		}
	}
	if what&isStreetFirst != 0 && (what&isBox == 0 || upper) {
		if f, ok := s.street(i, end, what); ok {
			return f, true
		}
	}
	return found{}, false
}

func allLetters(w []byte) bool {
	for _, c := range w {
		if !isLetter(c) {
			return false
		}
	}
	return true
}

func hex(w []byte) bool {
	for _, c := range w {
		if !hexDigit(c) {
			return false
		}
	}
	return true
}

// made counts digits, capitals from the 32nd bit on, and small letters from the 48th.
var made = func() (t [256]uint64) {
	for c := range t {
		switch {
		case isDigit(byte(c)):
			t[c] = 1
		case isUpper(byte(c)):
			t[c] = 1 << 32
		case isLetter(byte(c)):
			t[c] = 1 << 48
		}
	}
	return t
}()

// mixed takes letters and digits in one, from i. end is within or behind them.
func (s *scanner) mixed(i, end int) (f found, ok bool, next int) {
	text := s.text
	counts := uint64(0)
	for _, c := range text[i:end] {
		counts += made[c]
	}
	for end < len(text) {
		k := made[text[end]]
		if k == 0 {
			break
		}
		counts += k
		end++
	}
	n := end - i
	w := text[i:end]
	digitsIn, capital := int(counts&(1<<32-1)), int(counts>>32&(1<<16-1)) // of a word that is not too long to matter
	small := n - digitsIn - capital
	if i > 0 && text[i-1] == '_' && n < 12 && !italic(text, i) {
		return found{}, false, end
	}
	letter := !isDigit(w[0])
	if !letter && n < 4 && w[0] == '7' && w[1]|0x20 == 'z' { // 7z a -p...
		s.command = i
	}
	if end < len(text) && n <= 8 {
		if text[end] == '-' && n == 8 && uuid(text, i) {
			return found{}, false, i + 36
		}
		if text[end] == ':' && n <= 4 && hex(w) {
			if f, ok := ip6(text, i); ok {
				return f, true, 0
			}
			if f, ok := mac(text, i); ok {
				return f, true, 0
			}
		}
		if text[end] == '-' && n == 2 && hex(w) {
			if f, ok := mac(text, i); ok {
				return f, true, 0
			}
		}
		if text[end] == '.' && n == 4 && hex(w) {
			if f, ok := dottedMAC(text, i); ok {
				return f, true, 0
			}
		}
	}
	switch n {
	case 12:
		if hex(w) {
			if f, ok := solidMAC(text, i, end); ok {
				return f, true, 0
			}
		}
	case 14, 84:
		if f, ok := longToken(text, i, end); ok {
			return f, true, 0
		}
	}
	if letter {
		if n == 6 && w[4] == '1' && w[5] == '3' && (lowerIs(w, "ahvn13") || lowerIs(w, "navs13")) { // the only names of identifiers with digits
			for _, c := range nationalWords()[string(lowered(nil, w))] {
				s.seeAll(c, end)
			}
		}
		if n >= 4 && n < 8 && end < len(text) && (w[0]|0x20 == 'p' || w[0]|0x20 == 's' || w[0] == 'a') && (text[end] == '_' || text[end] == ':' || text[end] == '$') { // pbkdf2_sha256$..., sha1$...
			if f, ok := wordHash(text, i); ok {
				return f, true, 0
			}
		}
		if n >= 4 && isDigit(w[2]) && isDigit(w[3]) && isLetter(w[0]) && isLetter(w[1]) {
			f, ok, stop := iban(text, i)
			if ok {
				return f, true, 0
			}
			if stop > 0 {
				return found{}, false, stop
			}
		}
		if n >= 2 {
			if f, ok := token(text, i); ok {
				return f, true, 0
			}
		}
	}
	if n > 9 && n < 15 && w[0] == 'b' && end < len(text) && text[end] == ':' && string(w[:3]) == "bot" && isDigit(w[3]) { // in the address of a bot of Telegram
		if f, ok := telegram(text, i+3, end); ok {
			return f, true, 0
		}
	}
	if n == 5 && w[4] == 'Q' && isDigit(w[3]) && end < len(text) && text[end] == '~' {
		if f, ok := entraSecret(text, i, end); ok {
			return f, true, 0
		}
	}
	if n > 18 && w[0] == 'I' && string(w[:4]) == "IBAN" && isDigit(w[6]) {
		if f, ok, _ := iban(text, i+4); ok {
			return f, true, 0
		}
	}
	if n >= 20 {
		if f, ok := s.secretWord(i, end); ok {
			return f, true, 0
		}
		if f, ok := btc(text, i, end); ok {
			return f, true, 0
		}
		return found{}, false, end
	}
	if small == 0 && n >= 8 && digitsIn > 2 && i > 0 && keySigns[text[i-1]] && !s.isNamed(i) {
		s.keyed(i)
	}
	if small == 0 || capital == 0 && (s.near(ctxNationalID, i, window+8) || n >= 15 && small < 11 && allLetters(w[:4])) {
		if f, ok := s.official(i); ok {
			return f, true, 0
		}
	}
	if f, ok := s.document(i, end); ok {
		return f, true, 0
	}
	if letter && n == 3 && digitsIn == 2 {
		if f, ok := s.diagnosis(i, end); ok {
			return f, true, 0
		}
	}
	if (n == 8 || n == 11) && letter && s.near(ctxBIC, i, 24) {
		if f, ok := bic(text, i, end); ok {
			return f, true, 0
		}
	}
	if letter && digitsIn > 0 {
		if to := ukCode(text, i); to > 0 {
			return hit("postcode", i, to, .8), true, 0
		}
	}
	if !letter && s.near(ctxBirth, i, 60) { // 3rd March 1985, 12-Mar-1985
		if f, ok := s.birth(i); ok {
			return f, true, 0
		}
	}
	return found{}, false, end
}
