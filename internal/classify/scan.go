package classify

import (
	"bytes"
	"encoding/binary"
	"sync"
)

// Sure is the confidence from which a find in a text is counted. A bare number
// that passes the check of some country's identifier is below it: one in a
// hundred order numbers does.
const Sure = .6

// Find is one thing found in a text. Below a confidence of a half it is a hint:
// it is shown to those who ask for it.
type Find struct {
	Kind       Kind
	Start, End int // byte offsets
	Confidence float64
}

// found is a find within the piece of text that a scanner reads. It fits into
// four words: a larger one would go from hand to hand through memory.
type found struct {
	kind       Kind
	start, end int32
	confidence float64
}

func hit(kind Kind, start, end int, confidence float64) found {
	return found{kind, int32(start), int32(end), confidence}
}

// What a byte begins. Letters and digits come first, so that one comparison
// tells whether a word goes on.
const (
	classNone   = 0
	classLetter = 1
	classDigit  = 2
	classWide   = 4 // a letter outside of ASCII, or a sign
	classAt     = iota + 1
	classPlus   // and an opening bracket
	classDash
	classColon
	classAssign  // = and >
	classPercent // and what begins an escape of JSON, or a hash
	classLine
	classSquare
)

var classes = func() (t [256]byte) {
	for c := '0'; c <= '9'; c++ {
		t[c] = classDigit
	}
	for c := 'A'; c <= 'Z'; c++ {
		t[c], t[c|0x20] = classLetter, classLetter
	}
	for c := 0x80; c < 0x100; c++ {
		t[c] = classWide
	}
	t['@'], t['+'], t['('], t['['], t['-'], t[':'], t['='], t['>'], t['%'], t['\\'], t['$'], t['\n'] = classAt, classPlus, classPlus, classSquare, classDash, classColon, classAssign, classAssign, classPercent, classPercent, classPercent, classLine
	return t
}()

func isDigit(c byte) bool  { return c-'0' < 10 }
func isUpper(c byte) bool  { return c-'A' < 26 }
func isLetter(c byte) bool { return (c|0x20)-'a' < 26 }
func isAlnum(c byte) bool  { return isDigit(c) || isLetter(c) }

// inWord says whether c belongs to words and numbers.
func inWord(c byte) bool { return classes[c]-1 < 4 }

// inName says whether c is a letter.
func inName(c byte) bool { return classes[c] == classLetter || classes[c] == classWide }

// lower is c as a small letter when it is one of ASCII.
func lower(c byte) byte {
	if isUpper(c) {
		return c | 0x20
	}
	return c
}

// scanner reads one text.
type scanner struct {
	text  []byte
	base  int // where it stands in the whole
	lex   *lexicon
	line  int // where the line begins
	done  int // nothing before it is looked at again
	hot   int // where words that make something of a small number end
	warm  int // the same without those for telephones
	seen  [ctxCount]int32
	spoke bool // something was seen
	last  int  // where the last of it ends
	label int  // where the last label of a name ends

	address int // where the last address of mail ends
	command int // where a program that takes a password stands
	sealed  int // how far a Secret of Kubernetes goes
	looked  int // how far one was looked for

	hit      []*entry // what the last word is
	roles    role     // all of it, where that was remembered
	hitBuf   [24]*entry
	pack     [24]byte // a number without its signs
	packEnds [24]int  // where its letters and digits end
	memo     [1 << memoBits]meant
	dull     [1 << dullBits]uint64 // words that are nothing
	digitsTo int                   // the end of a number that is longer than any
	aheadAt  int
	ahead    []context // what stands behind aheadAt
	keys     [1 << keyBits]keyName
	num      run
	nation   int // where the last name of an identifier and its country ends
}

var scanners = sync.Pool{New: func() any { return new(scanner) }}

// Scan reads a whole text once and yields what it finds, in order and without
// overlap. It ends when yield returns false. A find other than a private key
// lies on one line, and depends on that line alone but for the name of who signs a
// letter, which stands below its close, a value that stands alone below its label, and
// the postcode and the town below a street.
func Scan(text []byte, yield func(Find) bool) {
	if len(text) > 3 && text[0] == 0xef && text[1] == 0xbb && text[2] == 0xbf { // the mark that files of Windows begin with
		Scan(text[3:], func(f Find) bool {
			f.Start, f.End = f.Start+3, f.End+3
			return yield(f)
		})
		return
	}
	l := lookout{text: text, wide: -1, percent: -1, entity: -1}
	if l.next(0) < len(text) {
		scanDressed(&l, yield)
		return
	}
	scanPlain(text, yield)
}

// scanPlain is Scan of a text as it stands.
func scanPlain(text []byte, yield func(Find) bool) {
	const most = 1 << 30 // places are kept in 32 bits
	for at := 0; at < len(text); {
		end := len(text)
		if end-at > most {
			end = at + most
			if nl := bytes.LastIndexByte(text[at:end], '\n'); nl > 0 {
				end = at + nl + 1
			}
		}
		s := scanners.Get().(*scanner)
		s.reset(text[at:end])
		s.base = at
		goOn := s.scan(yield)
		s.text = nil
		scanners.Put(s)
		if !goOn {
			return
		}
		at = end
	}
}

// reset begins a text.
func (s *scanner) reset(text []byte) {
	s.text, s.line, s.done, s.hot, s.warm, s.digitsTo, s.aheadAt, s.last, s.label = text, 0, 0, 0, 0, 0, -1, 0, -100
	s.hit, s.ahead, s.command, s.num.all = s.hitBuf[:0], s.ahead[:0], -1, 0
	s.address, s.nation, s.sealed, s.looked = -1, -100, -1, -1
	if s.lex == nil {
		s.lex = theLexicon()
	}
	if s.spoke {
		clear(s.seen[:])
		s.spoke = false
	}
}

func (s *scanner) scan(yield func(Find) bool) bool {
	text := s.text
	for i := 0; i < len(text); {
		class := classes[text[i]]
		if class == classNone {
			i++
			continue
		}
		if class == classLine {
			i++
			if (s.last <= s.line && (i < 4 || text[i-2] != '>')) || i-s.line > longestLabel && s.last+2 < i || !s.heads(i) {
				s.line = i
			}
			continue
		}
		var f found
		ok, next := false, i+1
		switch class {
		case classLetter:
			look, end, k := false, 0, uint64(0)
			if i, look, end, k = s.words(i); !look {
				continue
			}
			f, ok, next = s.word(i, end, k)
		case classWide:
			f, ok, next = s.word(i, 0, 0)
		case classDigit:
			to := s.smallNumber(i)
			if to > i {
				i = to
				continue
			}
			if to == dotted {
				if f, ok = ip4(text, i); ok {
					if s.versioned(i) || deepOID(text, i, int(f.end)) {
						i = int(f.end)
						continue
					}
					break
				}
			}
			f, ok, next = s.digits(i)
		case classAt:
			if f, ok = dataSource(text, i); !ok {
				f, ok = email(text, i, s.done)
			}
		case classPlus:
			if i+3 < len(text) && text[i] == '(' && text[i+2] == ')' && isDigit(text[i+1]) && text[i+1] != '0' && !s.isHot(i) { // (1) of a list
				i += 3
				continue
			}
			if text[i] == '(' && i+3 < len(text) && text[i+1]|0x20 == 'a' {
				f, ok = spelledEmail(text, i, max(s.done, s.line))
				break
			}
			if i+2 < len(text) && text[i] == '(' && text[i+1] == '+' && !isDigit(text[i+2]) && text[i+2] != '(' && text[i+2] != 0xef {
				break // (+http://
			}
			if i+1 < len(text) && (isDigit(text[i+1]) && (text[i] == '(' || text[i+1] != '0') || text[i] == '(' && text[i+1] == '+' || text[i] == '+' && text[i+1] == '(') {
				f, ok, next = s.number(i)
			}
		case classDash:
			if i+4 < len(text) && binary.LittleEndian.Uint32(text[i:]) == 0x2d2d2d2d {
				f, ok = privateKey(text, i)
			} else if s.command >= s.line {
				f, ok = s.argument(i)
			} else if i+2 < len(text) && text[i+1] == 'u' && text[i+2] == ' ' {
				f, ok = s.login(i)
			} else if i+8 < len(text) && text[i+1] == '-' && isLetter(text[i+2]) && (i == 0 || text[i-1] <= ' ' || text[i-1] == '"' || text[i-1] == '\'') {
				f, ok = s.flagged(i)
			}
		case classColon:
			f, ok = s.atColon(i)
		case classAssign:
			f, ok, next = s.atSign(i)
		case classPercent:
			f, ok = s.atEscape(i)
		case classSquare:
			if i+3 < len(text) && text[i+1]|0x20 == 'a' {
				f, ok = spelledEmail(text, i, max(s.done, s.line))
			}
		}
		if !ok {
			i = next
			continue
		}
		if int(f.start) < s.done { // a part of it belongs to the find before
			i = max(int(f.end), i+1)
			continue
		}
		if class == classAt && f.start > 3 {
			name, ok := found{}, false
			if text[f.start-1] == '<' {
				name, ok = s.mailbox(int(f.start))
			} else if f.kind == "email" {
				name, ok = s.addressed(int(f.start), i)
			}
			if ok && !yield(s.find(name)) {
				return false
			}
		}
		if !yield(s.find(f)) {
			return false
		}
		s.done = int(f.end)
		if f.kind == "email" {
			s.address = int(f.end)
		}
		if f.kind == "full_name" { // what is said behind it is said of somebody
			s.seen[ctxPerson], s.spoke = f.end, true
		}
		if f.kind == "private_key" { // it goes over lines
			if nl := bytes.LastIndexByte(text[f.start:f.end], '\n'); nl >= 0 {
				s.line = int(f.start) + nl + 1
			}
		}
		i = max(int(f.end), i+1)
		if f.kind == "aws_key" { // new BasicAWSCredentials("AKIA...", "k3...")
			if f, ok := secretBehind(text, i); ok {
				if !yield(s.find(f)) {
					return false
				}
				i, s.done = int(f.end), int(f.end)
			}
		}
		if f.kind == "street" || f.kind == "postcode" {
			if i, ok = s.behindStreet(f, yield); !ok {
				return false
			}
		}
	}
	return true
}

// find is what was found as the caller sees it.
func (s *scanner) find(f found) Find {
	return Find{f.kind, s.base + int(f.start), s.base + int(f.end), claim(f.kind, f.confidence)}
}

// behindStreet takes the rest of an address: its postcode and its town.
func (s *scanner) behindStreet(f found, yield func(Find) bool) (next int, goOn bool) {
	ok := true
	if f.kind == "street" {
		next = int(f.end)
		if city, code, ok := townBefore(s.text, next); ok {
			if !yield(s.find(city)) || !yield(s.find(code)) {
				return next, false
			}
			s.done = int(code.end)
			if nl := bytes.LastIndexByte(s.text[next:s.done], '\n'); nl >= 0 { // it stands below
				s.line = next + nl + 1
			}
			return s.done, true
		}
		if f, ok = codeBehind(s.text, stairs(s.text, next)); ok {
			if !yield(s.find(f)) {
				return next, false
			}
			s.done = int(f.end)
		}
	}
	if !ok {
		return next, true
	}
	if next = int(f.end); next < len(s.text) {
		if f, ok = town(s.text, next); ok {
			if !yield(s.find(f)) {
				return next, false
			}
			next, s.done = int(f.end), int(f.end)
		}
	}
	return next, true
}

// atColon takes what a colon at i is part of, or stands before.
func (s *scanner) atColon(i int) (f found, ok bool) {
	text := s.text
	ofAddress := i+2 < len(text) && text[i+1] == '/' && text[i+2] == '/'
	if ofAddress {
		if f, ok = connection(text, i, s.done); !ok && i > 6 && text[i-1]|0x20 != 's' && text[i-1]|0x20 != 'p' { // not of the web
			f, ok = quotedLogin(text, i, s.line)
		} else if !ok {
			f, ok = webhook(text, i)
		}
	} else if i+1 < len(text) && text[i+1] == ':' {
		f, ok = ip6(text, i)
	}
	if !ok && i+6 < len(text) && (text[i+5] == ':' || text[i+1] == '*') && (string(text[i+1:i+5]) == "5432" || string(text[i+1:i+5]) == "3306" || i > 0 && text[i-1] == '*' && string(text[i+1:i+4]) == "*:*") {
		f, ok = pgpass(text, s.line, i)
	}
	if !ok && i < s.sealed {
		f, ok = s.ofManifest(i)
	}
	if !ok && s.near(ctxSecret, i, 4) {
		f, ok = s.assigned(i)
	} else if !ok && s.near(ctxSecret, i, 32) {
		if f, ok = s.saidOf(i); !ok {
			f, ok = s.inside(i)
		}
	}
	if !ok && !ofAddress && i > 0 && (beforeSign[text[i-1]] || s.address == i || i+1 < len(text) && text[i+1] == '$') {
		f, ok = s.behindColon(i)
	}
	return f, ok
}

// atSign takes what an equals sign or the end of a tag at i stands before.
func (s *scanner) atSign(i int) (f found, ok bool, next int) {
	text := s.text
	next = i + 1
	if s.near(ctxSecret, i, 5) {
		f, ok = s.assigned(i)
	}
	if !ok && i+2 < len(text) && text[i+2] == '0' && text[i] == '=' {
		if text[i+1] == '4' {
			f, ok = email(text, i, s.done)
		} else if text[i+1] == '2' && i > 0 && text[i-1] == ':' { // a blank in mail
			next = i + 3
		}
	}
	if !ok && s.near(ctxSecret, i, 24) {
		f, ok = s.inside(i)
	}
	if !ok && s.near(ctxCookie, i, 1) {
		f, ok = cookie(text, i)
	}
	if !ok && i > 2 && (beforeSign[text[i-1]] || text[i-1] == ':' || text[i-1] == '?' || text[i-1] == '.') {
		f, ok = s.behindSign(i)
	}
	return f, ok, next
}

// atEscape takes what a percent sign, a backslash or a dollar at i is part of.
func (s *scanner) atEscape(i int) (f found, ok bool) {
	text := s.text
	if text[i] == '$' {
		return dollar(text, i)
	}
	if text[i] == '\\' {
		if i+6 < len(text) && text[i+1] == 'u' && string(text[i+2:i+6]) == "0040" {
			f, ok = email(text, i, s.done)
		}
		return f, ok
	}
	if i+2 < len(text) && text[i+1] == 'B' && isDigit(text[i+2]) {
		f, ok = firstTrack(text, i)
		return f, ok
	}
	if i+2 < len(text) && text[i+1] == '4' && text[i+2] == '0' {
		f, ok = email(text, i, s.done)
	}
	return f, ok
}
