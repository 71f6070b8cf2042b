package formats

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/weaklink/weaklink/internal/formats/pdf"
)

// Prose is a document that people read, paragraph by paragraph.
type Prose struct {
	Format     string // docx, odt, pdf, html, md, txt
	Pages      int    // 0: the format knows none
	Paragraphs []Paragraph
	Partial    []string // why not all of it was read; empty: all of it was
}

// Paragraph is one paragraph, heading, list item or row of a table.
type Paragraph struct {
	Text    string // UTF-8, one line, blanks folded
	Heading bool
	Page    int // from 1; 0: the format knows none
}

// Limits of a document that people are meant to read.
const (
	maxProse      = 4 << 20 // bytes of text
	maxParagraphs = 50_000
	maxPart       = 64 << 20 // bytes that one part of a packed document unpacks to
)

var errLong = errors.New("it is longer than any document that people read")

const readByHand = "read it by hand, or save it anew in a current format"

// ReadProse reads the document src. What cannot be read, such as an encrypted
// or a scanned document, is a *NotRead. name decides only between md, html and
// txt, which look alike.
func ReadProse(ctx context.Context, src Source, name string) (Prose, error) {
	if src.Size == 0 {
		return Prose{}, &NotRead{"empty", "it is empty", "delete it, or write what it is meant to say"}
	}
	at := &countingAt{ctx: ctx, r: src.R, read: src.Read}
	head := make([]byte, min(src.Size, headSize))
	n, err := at.ReadAt(head, 0)
	if head = head[:n]; n == 0 {
		return Prose{}, err
	}
	c := &prose{ctx: ctx}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		err = c.zip(at, src.Size)
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")):
		err = c.pdf(at, src.Size)
	default:
		err = c.plain(at, src.Size, head, strings.ToLower(name))
	}
	if errors.Is(err, errLong) {
		c.out.Partial = append(c.out.Partial, errLong.Error())
		err = nil
	}
	if err == nil && len(c.out.Paragraphs) == 0 {
		err = &NotRead{c.out.Format, "it holds no text", readByHand}
	}
	return c.out, err
}

// prose collects paragraphs.
type prose struct {
	ctx  context.Context
	out  Prose
	size int
}

// add keeps a paragraph in one spelling: ligatures are letters again, blanks
// are folded, invisible hyphens are gone.
func (c *prose) add(text string, heading bool, page int) error {
	text = norm.NFKC.String(strings.ToValidUTF8(text, "\ufffd"))
	text = strings.ReplaceAll(text, "\u00ad", "")
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if text = strings.Trim(text, "| "); text == "" {
		return nil
	}
	if c.size += len(text); c.size > maxProse || len(c.out.Paragraphs) >= maxParagraphs {
		return errLong
	}
	c.out.Paragraphs = append(c.out.Paragraphs, Paragraph{text, heading, page})
	return c.ctx.Err()
}

func (c *prose) plain(at io.ReaderAt, size int64, head []byte, name string) error {
	if e := unreadable(head); e != nil {
		return e
	}
	enc := sniffEncoding(head)
	if enc == encNone {
		return &NotRead{"binary", "it is not text and of no kind that can be opened", readByHand}
	}
	body, err := io.ReadAll(io.LimitReader(newDecoder(enc, io.NewSectionReader(at, 0, size)), maxProse+1))
	if err != nil {
		return err
	}
	if len(body) > maxProse {
		c.out.Partial = append(c.out.Partial, errLong.Error())
	}
	switch {
	case strings.HasSuffix(name, ".html"), strings.HasSuffix(name, ".htm"):
		c.out.Format = "html"
		return c.html(body)
	case strings.HasSuffix(name, ".md"), strings.HasSuffix(name, ".markdown"):
		c.out.Format = "md"
		return c.lines(string(body), true)
	}
	c.out.Format = "txt"
	return c.lines(string(body), false)
}

// lines reads text in which an empty line ends a paragraph, and so does a list
// item. With marks, # and underlines make headings; without, a short line that
// stands alone and ends like no sentence is one, and so is a numbered line that
// belongs to no list.
func (c *prose) lines(body string, marks bool) error {
	var para []string
	code, item := false, false
	flush := func(heading bool) error {
		text := strings.Join(para, " ")
		alone := len(para) == 1 && !item
		para, item = para[:0], false
		if !marks && alone {
			heading = heading || titled(text)
		}
		return c.add(text, heading, 0)
	}
	all := strings.Split(body, "\n")
	for i := range all {
		all[i] = strings.TrimSpace(strings.TrimPrefix(all[i], "\ufeff"))
	}
	numbered := func(i, step int) bool {
		for i += step; i >= 0 && i < len(all); i += step {
			if all[i] != "" {
				return numberedItem(all[i])
			}
		}
		return false
	}
	for i, s := range all {
		var err error
		switch {
		case marks && strings.HasPrefix(s, "```"):
			code = !code
			err = flush(false)
		case code:
		case s == "":
			err = flush(false)
		case marks && strings.HasPrefix(s, "#") && strings.HasPrefix(strings.TrimLeft(s, "#"), " "):
			if err = flush(false); err == nil {
				err = c.add(strings.Trim(s, "# "), true, 0)
			}
		case len(s) >= 3 && (strings.Trim(s, "=") == "" || strings.Trim(s, "-") == ""):
			err = flush(len(para) == 1)
		case strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "* ") || strings.HasPrefix(s, "• ") || numberedItem(s):
			err = flush(false)
			para = append(para, strings.TrimLeft(s, "-*• "))
			item = !numberedItem(s) || numbered(i, -1) || numbered(i, 1)
		case marks && strings.HasPrefix(s, "|"):
			if err = flush(false); err == nil {
				err = c.add(strings.Trim(s, "| "), false, 0)
			}
		default:
			// "Owner: ..." and "Version 2" below each other are no sentence.
			if n := len(para); n > 0 && len(para[n-1]) < 40 && !goesOn(para[n-1], s) {
				err = flush(false)
			}
			para = append(para, s)
		}
		if err != nil {
			return err
		}
	}
	return flush(false)
}

func numberedItem(s string) bool {
	rest := strings.TrimLeft(s, "0123456789")
	return rest != s && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") "))
}

// titled says whether a line reads like a heading rather than a sentence.
func titled(s string) bool {
	if len(s) > 80 || strings.Count(s, " ") > 8 || strings.Contains(s, ": ") {
		return false
	}
	last := s[len(s)-1]
	return last != '.' && last != ',' && last != ';' && last != '!' && last != ':'
}

func (c *prose) pdf(at io.ReaderAt, size int64) error {
	c.out.Format = "pdf"
	if size > pdf.MaxBytes {
		return &NotRead{"pdf", fmt.Sprintf("it is larger than %d MB", pdf.MaxBytes>>20), readByHand}
	}
	body := make([]byte, size)
	n, err := at.ReadAt(body, 0)
	if err != nil && err != io.EOF {
		return err
	}
	pages, err := pdf.Read(c.ctx, body[:n])
	switch {
	case errors.Is(err, pdf.ErrEncrypted):
		return &NotRead{"encrypted", "it is a PDF file with a password", "save it without the password and scan again"}
	case errors.Is(err, pdf.ErrTooLarge) && len(pages) == 0:
		return &NotRead{"bomb", err.Error(), bombNext}
	case errors.Is(err, pdf.ErrDamaged):
		return &NotRead{"pdf", "the PDF file is damaged", readByHand}
	case errors.Is(err, pdf.ErrTooLarge):
		c.out.Partial = append(c.out.Partial, err.Error())
	case err != nil:
		return err
	}
	c.out.Pages = len(pages)
	bare := 0
	for i, p := range pages {
		if p.Garbled || len(p.Lines) == 0 && p.Pictures {
			bare++
			continue
		}
		if err := c.page(p.Lines, i+1); err != nil {
			return err
		}
	}
	switch {
	case bare > 0 && bare == len(pages):
		return &NotRead{"scanned", "it shows pictures of pages, without a text that can be read", "save it as text (print it to PDF from the program that wrote it), or let a text recognition run over it"}
	case bare > 0:
		c.out.Partial = append(c.out.Partial, fmt.Sprintf("%d of its %d pages have no text that can be read", bare, len(pages)))
	}
	return nil
}

// page puts the lines of a page together to paragraphs: a line goes on in the
// next one when that is as large, as close as lines of a paragraph are, or when
// a sentence was cut in two.
func (c *prose) page(lines []pdf.Line, page int) error {
	body := bodySize(lines)
	heading := func(l pdf.Line) bool {
		return titled(l.Text) && (l.Size > body*1.15 || l.Bold)
	}
	for i := 0; i < len(lines); {
		l := lines[i]
		i++
		text, is := l.Text, heading(l)
		for i < len(lines) && !is {
			next := lines[i]
			gap := l.Y - next.Y
			if heading(next) || listed(next.Text) || gap <= 0 || abs(next.Size-l.Size) > 1 {
				break
			}
			if gap > 1.6*max(l.Size, 1) && !goesOn(text, next.Text) || titled(text) && len(text) < 40 && !goesOn(text, next.Text) {
				break
			}
			if cut, ok := strings.CutSuffix(text, "-"); ok && goesOn(text, next.Text) {
				text = cut + next.Text
			} else {
				text += " " + next.Text
			}
			l = next
			i++
		}
		if err := c.add(text, is, page); err != nil {
			return err
		}
	}
	return nil
}

func abs(f float64) float64 { return max(f, -f) }

// bodySize is the size in which most of a page is set.
func bodySize(lines []pdf.Line) float64 {
	count := map[int]int{}
	best := 0
	for _, l := range lines {
		k := int(l.Size*2 + .5)
		count[k] += len(l.Text)
		if count[k] > count[best] || count[k] == count[best] && k < best {
			best = k
		}
	}
	return float64(best) / 2
}

func listed(s string) bool {
	return strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "• ") || strings.HasPrefix(s, "* ") || numberedItem(s)
}

// goesOn says whether a sentence that s ends in the middle of goes on in next.
func goesOn(s, next string) bool {
	last := s[len(s)-1]
	if last == '.' || last == '!' || last == '?' || last == ':' {
		return false
	}
	for _, r := range next {
		return unicode.IsLower(r)
	}
	return false
}
