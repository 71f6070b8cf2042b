package data

import "bytes"

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

// headerOf says which header of a letter the byte at lies in, if any. A line
// that begins with a space goes on with the one before it.
func headerOf(span []byte, at int) int {
	for {
		start := bytes.LastIndexByte(span[max(0, at-longHeader):at], '\n')
		if start < 0 {
			if at > longHeader {
				return headNone
			}
			start = -1
		} else {
			start += max(0, at-longHeader)
		}
		line := span[start+1:]
		if start > 0 && len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
			at = start
			continue
		}
		for _, h := range headers {
			if len(line) >= len(h.name) && bytes.EqualFold(line[:len(h.name)], h.name) {
				return h.is
			}
		}
		return headNone
	}
}

// letter is who wrote the letter being read. Its end, where the name stands
// beside a phone number, is about the same person as its head.
type letter struct {
	name   string // as it is compared
	strong []strongID
}

// sign notes who p is when p wrote the letter, and else tells p by the letter's
// head when p has the name of whoever wrote it.
func (l *letter) sign(p *person, sender bool) {
	switch {
	case sender:
		l.name, l.strong = p.full, p.strong
	case l.name != "" && p.full == l.name:
		for _, s := range p.strong {
			for _, o := range l.strong {
				if s.typ == o.typ && s.value != o.value {
					return
				}
			}
		}
		for _, o := range l.strong {
			p.note(o.kind, o.value)
		}
	}
}
