package data

import (
	"bytes"
	"encoding/binary"

	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/redact"
)

// textFinds adds up the finds in text and makes out whom they are about.
type textFinds struct {
	key     redact.Key
	country string // where the firm is
	out     *keySet
	kinds   map[classify.Kind]*kindFinds
	lines   int64 // with a find
	line    int64 // the one being read

	test   int64 // lines with a value that is nobody's
	tested int64 // the last of them, + 1

	last   int64  // the last line with a find, + 1
	para   []hit  // finds of the paragraph being read, or of the page
	cuts   []int  // where paragraphs of that page end in para
	values []byte // theirs, canonical
	before int64  // bytes of the spans before this one
	author letter
	keys   *keyMaker
	who    person
}

type kindFinds struct {
	finds, lines int64
	last         int64 // the last line with one, + 1
	confidence   float64
}

// hit is a find that tells who somebody is, or helps to.
type hit struct {
	kind       classify.Kind
	line       int64
	start, end int64  // in the text
	value      []byte // canonical
	sender     bool   // in the line of a letter that says who wrote it
	signed     bool   // beside the name of whoever wrote it
}

// longParagraph is how many finds are looked at together. A log has no blank
// lines; it is cut here.
const longParagraph = 256

func (t *textFinds) scan(span []byte) {
	if t.kinds == nil {
		t.kinds = map[classify.Kind]*kindFinds{}
	}
	seen, start := 0, 0
	header := headerLine{start: -1}
	page := bytes.HasSuffix(span, formFeed)
	classify.Scan(span, func(f classify.Find) bool {
		between := span[seen:f.Start]
		lines := bytes.Count(between, newline)
		if lines > 0 {
			t.line += int64(lines)
			start = seen + bytes.LastIndexByte(between, '\n') + 1
		}
		switch {
		case len(t.para) >= longParagraph:
			t.endPage()
			page = false
		case len(t.para) == 0 || lines < 2 || !blankLine(between):
		case page:
			t.cuts = append(t.cuts, len(t.para))
		default:
			t.flush()
		}
		seen = f.Start // a find may itself go over a line
		if f.Confidence < classify.Sure {
			return true
		}
		if classify.TestValue(f.Kind, span[f.Start:f.End]) {
			if t.tested != t.line+1 {
				t.tested = t.line + 1
				t.test++
			}
			return true
		}
		head := header.of(span, start, f.Start)
		if head == headId && f.Kind == "email" {
			return true // the number of a letter looks like an address
		}
		if head != headNone && page { // letters have their own ends
			t.told()
			page = false
		}
		if head == headFrom && f.Kind == "full_name" {
			return true // it is taken with the address
		}
		if !t.take(f, span[f.Start:f.End]) {
			return true
		}
		switch {
		case head == headFrom && f.Kind == "email":
			t.para[len(t.para)-1].sender = true
			t.author.begin(&t.para[len(t.para)-1], span, f.Start)
		case head == headNone && t.author.signs(span, f.Start):
			t.para[len(t.para)-1].signed = true
		}
		return true
	})
	t.before += int64(len(span))
	rest := span[seen:]
	t.line += int64(bytes.Count(rest, newline))
	if page {
		t.endPage()
	} else if len(t.para) > 0 && blankLine(rest) {
		t.flush()
	}
}

// forget forgets what was found in a text, so that another one can be read.
func (t *textFinds) forget() {
	clear(t.kinds)
	t.lines, t.line, t.test, t.tested, t.last, t.before = 0, 0, 0, 0, 0, 0
	t.author.written, t.author.email = t.author.written[:0], t.author.email[:0]
}

var newline, formFeed = []byte{'\n'}, []byte{'\f'}

// blankLine says whether there is a line without anything: two ends of lines with
// nothing, or what old programs end lines with, between them.
func blankLine(b []byte) bool {
	if bytes.IndexByte(b, '\r') >= 0 && bytes.Contains(b, []byte("\n\r\n")) {
		return true
	}
	last, rest := uint64(0), b // whether the byte before is an end
	for ; len(rest) >= 8; rest = rest[8:] {
		x := binary.LittleEndian.Uint64(rest) ^ '\n'*ones
		ends := ^((x&low7 + low7) | x | low7) // the high bit of each byte that is one
		if ends&(ends<<8|last) != 0 {
			return true
		}
		last = ends >> 56
	}
	return bytes.Contains(b[max(0, len(b)-len(rest)-1):], []byte("\n\n"))
}

func (t *textFinds) take(f classify.Find, value []byte) bool {
	k := t.kinds[f.Kind]
	if k == nil {
		k = &kindFinds{}
		t.kinds[f.Kind] = k
	}
	k.finds++
	k.confidence = max(k.confidence, f.Confidence)
	if k.last != t.line+1 {
		k.last = t.line + 1
		k.lines++
	}
	if t.last != t.line+1 {
		t.last = t.line + 1
		t.lines++
	}
	if _, ok := classify.KeyType(f.Kind); !ok {
		switch f.Kind {
		case "full_name", "birth_date", "street":
		default:
			return false
		}
	}
	from := len(t.values)
	t.values = classify.AppendNormal(t.values, t.country, f.Kind, value)
	t.para = append(t.para, hit{kind: f.Kind, line: t.line, start: t.before + int64(f.Start), end: t.before + int64(f.End), value: t.values[from:]})
	return true
}

// endPage makes records of a page: one when all of it speaks of one person, who is named before there is an
// address or a number of anybody, or in the address itself. Else those of its paragraphs: it may hold the end
// of what the page before says of one, and the beginning of another.
func (t *textFinds) endPage() {
	if len(t.cuts) > 0 && onePerson(t.para) && clearlyOf(t.para) {
		t.cuts = t.cuts[:0]
	}
	t.flush()
}

// clearlyOf says whether it is clear whom all of hits are about, when they are about one.
func clearlyOf(hits []hit) bool {
	var first classify.Kind
	var name, email []byte
	for _, h := range hits {
		switch h.kind {
		case "street", "birth_date":
			continue
		case "full_name":
			name = h.value
		case "email":
			email = h.value
		}
		if first == "" {
			first = h.kind
		}
	}
	if first == "full_name" {
		return true
	}
	local, _, _ := bytes.Cut(email, []byte("@"))
	for word := range bytes.FieldsSeq(name) {
		if len(word) >= 4 && bytes.Contains(local, word) {
			return true
		}
	}
	return false
}

// flush makes records of what was found since the last time, by paragraphs.
func (t *textFinds) flush() {
	t.told()
	t.paragraph(t.para)
	t.para, t.values = t.para[:0], t.values[:0]
}

// told makes records of the paragraphs of a page that have ended.
func (t *textFinds) told() {
	from := 0
	for _, to := range t.cuts {
		t.paragraph(t.para[from:to])
		from = to
	}
	t.para, t.cuts = append(t.para[:0], t.para[from:]...), t.cuts[:0]
}

// paragraph makes one record when it speaks of one person, else one a line, and
// one for each name with its address where a line names several.
func (t *textFinds) paragraph(hits []hit) {
	if len(hits) == 0 {
		return
	}
	if onePerson(hits) {
		t.record(hits)
		return
	}
	for len(hits) > 0 {
		n := 1
		for n < len(hits) && hits[n].line == hits[0].line {
			n++
		}
		if line := hits[:n]; onePerson(line) {
			t.record(line)
		} else {
			for len(line) > 0 {
				m := beside(line)
				t.record(line[:m])
				line = line[m:]
			}
		}
		hits = hits[n:]
	}
}

// onePerson says whether no kind comes with two values.
func onePerson(hits []hit) bool {
	for i, a := range hits {
		for _, b := range hits[:i] {
			if a.kind != b.kind {
				continue
			}
			if !bytes.Equal(a.value, b.value) {
				return false
			}
			break // those before it are the same, or we would not be here
		}
	}
	return true
}

// near is how many bytes lie at most between a name and its address: " <".
const near = 4

// beside is how many of the first hits are about one person: each of another
// kind, with next to nothing in between.
func beside(hits []hit) int {
	n := 1
	for n < len(hits) && hits[n].start-hits[n-1].end <= near && onePerson(hits[:n+1]) {
		n++
	}
	return n
}

func (t *textFinds) record(hits []hit) {
	p := &t.who
	p.forget()
	for _, h := range hits {
		p.note(h.kind, h.value)
	}
	for _, h := range hits {
		if h.sender || h.signed {
			t.author.sign(p)
			break
		}
	}
	if t.keys == nil {
		t.keys = newKeyMaker(t.key)
	}
	t.out.add(t.keys.of(p, nil))
}
