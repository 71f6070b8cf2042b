package data

import (
	"bytes"
	netmail "net/mail"
	"sync"
	"time"
)

// What the line of a letter says that a find lies in. RFC 5322, section 3.6.
const (
	headNone = iota
	headFrom // who wrote it
	headId   // numbers of letters, made of a number and a host, and what machines wrote on the way
)

var headers = []struct {
	name []byte
	is   int
}{
	{[]byte("from:"), headFrom}, {[]byte("reply-to:"), headFrom},
	{[]byte("message-id:"), headId}, {[]byte("in-reply-to:"), headId}, {[]byte("references:"), headId}, {[]byte("content-id:"), headId},
	{[]byte("resent-message-id:"), headId}, {[]byte("dkim-signature:"), headId}, {[]byte("list-"), headId}, {[]byte("received:"), headId},
	{[]byte("return-path:"), headId}, {[]byte("arc-"), headId}, {[]byte("authentication-results:"), headId}, {[]byte("thread-"), headId},
	{[]byte("from "), headId}, // the line between two letters of a mailbox
}

// longHeader is how far before a find its line is looked for: longer lines are no headers.
const longHeader = 2000

// headers are read by line: whoever asks about finds in order asks about each line
// once.
type headerLine struct {
	start int // where the line begins that is known; -1: none is
	is    int
}

// of says which header of a letter the byte at lies in, if any; start is where its
// line begins. A line that begins with a space goes on with the one before it.
func (h *headerLine) of(span []byte, start, at int) int {
	if at-start > longHeader || at-start == longHeader && start > 0 {
		return headNone
	}
	if h.start != start {
		h.start, h.is = start, headerAt(span, start)
	}
	return h.is
}

// headerAt says which header of a letter the line at start belongs to.
func headerAt(span []byte, start int) int {
	for start > 0 && start < len(span) && (span[start] == ' ' || span[start] == '\t') {
		before := bytes.LastIndexByte(span[max(0, start-1-longHeader):start-1], '\n')
		if before < 0 && start-1 > longHeader {
			return headNone
		}
		start = max(0, start-1-longHeader) + before + 1
		if before < 0 {
			start = 0
		}
	}
	line := span[start:]
	if len(line) == 0 || !headLetters[line[0]] {
		return headNone
	}
	for _, h := range headers {
		if len(line) >= len(h.name) && bytes.EqualFold(line[:len(h.name)], h.name) {
			return h.is
		}
	}
	return headNone
}

// headLetters are those that headers begin with.
var headLetters = func() (t [256]bool) {
	for _, h := range headers {
		t[h.name[0]], t[h.name[0]-'a'+'A'] = true, true
	}
	return t
}()

// letter is who wrote the letter being read. Its end, where the name stands
// beside a phone number, is about the same person as its head.
type letter struct {
	written []byte // the name as the head has it; empty: none, or one word
	email   []byte // canonical
}

// begin notes who wrote the letter, from the line of its head in which the
// address h was found at a place of span. The name before the address is one
// whatever it looks like (RFC 5322, section 3.4).
func (l *letter) begin(h *hit, span []byte, at int) {
	start := bytes.LastIndexByte(span[:at], '\n') + 1
	_, name, _ := bytes.Cut(span[start:at], []byte(":"))
	name = bytes.Trim(name, " \t\"<'(")
	l.written, l.email = l.written[:0], append(l.email[:0], h.value...)
	if bytes.IndexByte(name, ' ') > 0 && len(name) <= 80 && bytes.IndexAny(name, "@=?0123456789") < 0 {
		l.written = append(l.written, name...)
	}
}

// signature is how far from a find the name of whoever wrote the letter may stand.
const signature = 200

// signs says whether the name stands near a place of span, with no blank line between.
func (l *letter) signs(span []byte, at int) bool {
	if len(l.written) == 0 {
		return false
	}
	from, to := max(0, at-signature), min(len(span), at+signature)
	if i := bytes.LastIndex(span[from:at], []byte("\n\n")); i >= 0 {
		from += i
	}
	if i := bytes.Index(span[at:to], []byte("\n\n")); i >= 0 {
		to = at + i
	}
	return bytes.Contains(span[from:to], l.written)
}

// sign tells p, who wrote the letter, by its head. Another address or another
// name says that it is somebody else.
func (l *letter) sign(p *person) {
	from := len(p.store)
	p.store = appendName(p.store, l.written)
	name := p.keep(from)
	if len(p.full) > 0 && len(name) > 0 && !bytes.Equal(p.full, name) {
		return
	}
	has := false
	for _, s := range p.strong {
		if s.kind == "email" {
			if has = true; !bytes.Equal(s.value, mailbox(l.email)) {
				return
			}
		}
	}
	if !has {
		p.note("email", l.email)
	}
	if len(p.full) == 0 {
		p.full = name
	}
}

// sent calls each with the dates in the heads of the letters in span.
func sent(span []byte, each func(time.Time)) {
	for len(span) > len(dateHeader)+1 {
		if span[0]|0x20 == 'd' && string(span[1:1+len(dateHeader)]) == dateHeader {
			line, _, _ := bytes.Cut(span[1+len(dateHeader):min(len(span), 80+1+len(dateHeader))], newline)
			line = bytes.TrimSpace(line)
			if t, ok := plainDate(line); ok {
				each(t)
			} else if t, err := netmail.ParseDate(string(line)); err == nil {
				each(t)
			}
		}
		next := bytes.IndexByte(span, '\n')
		if next < 0 {
			return
		}
		span = span[next+1:]
	}
}

// plainDate reads a date as nearly all letters have it: Mon, 2 Mar 2026 10:11:12 +0100.
func plainDate(s []byte) (time.Time, bool) {
	if len(s) > 5 && s[3] == ',' && s[4] == ' ' && letterDays[string(s[:3])] {
		s = s[5:]
	}
	n := 1
	if len(s) > 1 && s[1] != ' ' {
		n = 2
	}
	if len(s) != n+len(" Mar 2026 10:11:12 +0100") {
		return time.Time{}, false
	}
	at, s := number(s[:n]), s[n:]
	month := letterMonths[string(s[1:4])]
	year, hour, minute, second, zone := number(s[5:9]), number(s[10:12]), number(s[13:15]), number(s[16:18]), number(s[20:24])
	if s[0] != ' ' || s[4] != ' ' || s[9] != ' ' || s[12] != ':' || s[15] != ':' || s[18] != ' ' || s[19] != '+' && s[19] != '-' ||
		hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || zone < 0 || zone >= 2400 || zone%100 > 59 || at < 1 {
		return time.Time{}, false
	}
	if _, ok := dayIn(year, int(month), at); !ok || year < 1 {
		return time.Time{}, false
	}
	east := (zone/100*60 + zone%100) * 60
	if s[19] == '-' {
		east = -east
	}
	return time.Date(year, month, at, hour, minute, second, 0, zoneOf(east)), true
}

// zoneOf is the zone that lies so many seconds east of Greenwich.
func zoneOf(east int) *time.Location {
	if east%900 == 0 {
		return zones()[east/900+95]
	}
	return time.FixedZone("", east)
}

var zones = sync.OnceValue(func() (t [2*95 + 1]*time.Location) {
	for i := range t {
		t[i] = time.FixedZone("", (i-95)*900)
	}
	return t
})

var letterDays = map[string]bool{"Mon": true, "Tue": true, "Wed": true, "Thu": true, "Fri": true, "Sat": true, "Sun": true}

var letterMonths = map[string]time.Month{
	"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}

const dateHeader = "ate: " // its first letter is large or small
