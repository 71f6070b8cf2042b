package classify

import "encoding/binary"

// The lexicon is every word that the scanner knows: words that say what a number
// near them is, names, titles, words for streets, prefixes of tokens. Each word
// of a text costs three looks into small tables of bits, and only one that is
// likely to be known is compared letter by letter.
type lexicon struct {
	whole wholeTable
	names wholeTable // what counts with a capital only
	heads partTable  // by the first four letters
	tails partTable  // by the last four
	ends  partTable  // by the last three, with a capital only
}

// entry is a word of the lexicon.
type entry struct {
	word string // small letters
	next string // what has to follow for it to count, between blanks
	ctx  []context
	what role
}

// role is what a word may be besides a hint to what stands near it.
type role uint32

const (
	isGiven role = 1 << iota
	isFamily
	isTitle  // stands before a name
	isGreet  // before a name too, which may be a given name alone
	isToken  // begins a secret
	isHealth // illness and treatment
	isStreetEnd
	isStreetWord  // its number stands before: 12 High Street
	isStreetFirst // begins a street: rue, via, calle
	isPlain       // never a name, whatever stands before it
	isSpecial     // a belief, an orientation, an origin
	isBox         // a post office box
	isWordy       // a name that is a word of everyday language too
	isStreetGerman
	isCommand // a program that takes a password
	isService // its tokens have no form of their own
	isMute    // of all that a word may be: nothing that follows depends on it
	isNation  // names an identifier and its country
	isShared  // names identifiers of several countries, and perhaps of others
)

const (
	wholeBits = 17
	partBits  = 15
	listBits  = 12
)

type wholeTable struct {
	bits  [1 << (wholeBits - 6)]uint64
	keys  []uint64 // open addressing
	lists [][]*entry
	slab  []*entry // for lists of one
	shift int
}

type partTable struct {
	bits [1 << (partBits - 6)]uint64
	at   [1 << listBits][]part
}

// part is a word in one of its spellings, as bytes with the bit of small letters.
type part struct {
	folded string
	e      *entry
}

const (
	mixA = 0x9E3779B97F4A7C15
	mixB = 0xC2B2AE3D27D4EB4F
	fold = 0x2020202020202020
)

// key folds the first and the last eight bytes of a word into one number. The
// bit that tells small letters from capitals is set, which also folds those of
// Latin-1 in UTF-8.
func key(text []byte, i, end int) uint64 {
	n := end - i
	var a uint64
	if i+8 <= len(text) {
		a = binary.LittleEndian.Uint64(text[i:])
	} else {
		for j := len(text) - 1; j >= i; j-- {
			a = a<<8 | uint64(text[j])
		}
	}
	a |= fold
	if n < 8 {
		a &= 1<<(8*n) - 1
	}
	h := a*mixA ^ uint64(n)*mixB
	if n > 8 {
		h ^= (binary.LittleEndian.Uint64(text[end-8:]) | fold) * mixB
	}
	return h ^ h>>29
}

func headKey(text []byte, i int) uint32 {
	return binary.LittleEndian.Uint32(text[i:]) | 0x20202020
}

func tailKey(text []byte, end int) uint32 { return headKey(text, end-4) }

func endKey(text []byte, end int) uint32 {
	return uint32(text[end-3]) | uint32(text[end-2])<<8 | uint32(text[end-1])<<16 | 0x202020
}

func slot(k uint32) uint32 { return k * 0x9E3779B1 >> (32 - partBits) }

// find is what the lexicon has under the key.
func (t *wholeTable) find(k uint64) []*entry {
	i := k >> t.shift
	for t.keys[i] != 0 {
		if t.keys[i] == k {
			return t.lists[i]
		}
		i = (i + 1) & uint64(len(t.keys)-1)
	}
	return nil
}

func (t *partTable) has(b uint32) bool { return t.bits[b>>6]>>(b&63)&1 != 0 }

// match looks the word up and keeps what it is in s.hit. The word has no digits.
func (s *scanner) match(i, end int) int { return s.matchKey(i, end, s.wordKey(i, end)) }

// wordKey is the key of a word, which tells capitals.
func (s *scanner) wordKey(i, end int) uint64 {
	k := key(s.text, i, end)
	if c := s.text[i]; isUpper(c) || c >= 0x80 {
		k ^= capital
	}
	return k
}

// matchKey is match with the key of the word.
func (s *scanner) matchKey(i, end int, k uint64) int {
	n := end - i
	s.roles = 0
	// A word means the same wherever it stands, but for what has to follow it.
	m := &s.memo[k>>(64-memoBits)]
	if m.key != k || n > 16 {
		if !s.lookUp(i, end, k) || n > 16 {
			s.hit = s.follow(s.hit, end)
			return len(s.hit)
		}
		m.key, m.n, m.alone = k, copy(m.list[:], s.hit), true
		m.roles = isMute
		for _, e := range s.hit {
			m.alone = m.alone && e.next == ""
			m.roles |= e.what
			if len(e.ctx) > 0 {
				m.roles &^= isMute
			}
		}
		if m.n == 0 {
			s.dull[k>>(64-dullBits)] = k
		}
	}
	if m.alone {
		s.hit, s.roles = m.list[:m.n:m.n], m.roles
		return m.n
	}
	s.hit = s.follow(append(s.hitBuf[:0], m.list[:m.n]...), end)
	return len(s.hit)
}

// capital is in the key of a word that begins with one.
const capital = 0x5bd1e9955bd1e995

const (
	memoBits = 8
	dullBits = 10
)

// meant is a word that was looked up before, and what it may be.
type meant struct {
	key   uint64
	n     int
	alone bool // nothing has to follow
	roles role // all that it may be, where it is alone
	list  [6]*entry
}

// lookUp asks the lexicon what the word may be. It says whether that is worth
// remembering.
func (s *scanner) lookUp(i, end int, k uint64) bool {
	s.hit = s.hitBuf[:0]
	n := end - i
	text, l := s.text, s.lex
	c := text[i]
	large := isUpper(c) || c >= 0x80
	if large {
		k ^= capital
	}
	b := k >> (64 - wholeBits)
	if l.whole.bits[b>>6]>>(b&63)&1 != 0 {
		s.wholes(l.whole.find(k), n)
	}
	if large && l.names.bits[b>>6]>>(b&63)&1 != 0 {
		s.wholes(l.names.find(k), n)
	}
	if n >= 4 {
		if large {
			if b := slot(endKey(text, end)); l.ends.has(b) {
				s.parts(l.ends.at[b>>(partBits-listBits)], i, end, true)
			}
		}
		if b := slot(headKey(text, i)); l.heads.has(b) {
			s.parts(l.heads.at[b>>(partBits-listBits)], i, end, false)
		}
		if b := slot(tailKey(text, end)); l.tails.has(b) {
			s.parts(l.tails.at[b>>(partBits-listBits)], i, end, true)
		}
	}
	return len(s.hit) <= len(meant{}.list)
}

func (s *scanner) wholes(list []*entry, n int) {
	for _, e := range list {
		if n <= 16 || n == len(e.word) { // sixteen letters are all in the key
			s.hit = append(s.hit, e)
		}
	}
}

// follow keeps those of the list whose other words stand behind end.
func (s *scanner) follow(list []*entry, end int) []*entry {
	kept := list[:0]
	for _, e := range list {
		if e.next == "" || s.follows(end, e.next) {
			kept = append(kept, e)
		}
	}
	return kept
}

// parts adds those words that the word begins with, or ends with.
func (s *scanner) parts(list []part, i, end int, tail bool) {
	for _, p := range list {
		m := len(p.folded)
		if m > end-i {
			continue
		}
		from := i
		if tail {
			from = end - m
		}
		w := s.text[from : from+m]
		same := true
		for j, c := range w {
			if c|0x20 != p.folded[j] {
				same = false
				break
			}
		}
		if same && !s.known(p.e) {
			s.hit = append(s.hit, p.e)
		}
	}
}

func (s *scanner) known(e *entry) bool {
	for _, h := range s.hit {
		if h == e {
			return true
		}
	}
	return false
}

// follows says whether the words stand behind a word that ends at end. The last
// of them may go on.
func (s *scanner) follows(end int, next string) bool {
	text, at := s.text, end
	for i := 0; i < len(next); i++ {
		for skipped := 0; at < len(text) && skipped < 2 && between[text[at]]; skipped++ {
			at++
		}
		for ; i < len(next) && next[i] != ' '; i++ {
			if at >= len(text) {
				return false
			}
			if c := text[at]; c != next[i] && lower(c) != next[i] && (c < 0x80 || c|0x20 != next[i]) {
				return false
			}
			at++
		}
	}
	return true
}

// between are the signs between words of one name: api_key, st.-nr.
var between = func() (t [256]bool) {
	for _, c := range " _-.'/" {
		t[c] = true
	}
	return t
}()
