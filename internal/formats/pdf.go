package formats

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/weaklink/weaklink/internal/formats/pdf"
)

// heavy lets one document at a time be taken into memory as a whole.
var heavy = make(chan struct{}, 1)

// alone waits until no other document is in memory; call done afterwards.
func (rd *reader) alone() (done func(), err error) {
	if rd.lone {
		return func() {}, nil
	}
	select {
	case heavy <- struct{}{}:
		return func() { <-heavy }, nil
	case <-rd.ctx.Done():
		return nil, rd.ctx.Err()
	}
}

// pdf hands over the text of a PDF file, a paragraph or a row a line.
func (rd *reader) pdf(at io.ReaderAt, size int64) (Result, error) {
	res := Result{Format: "pdf", Shape: "text"}
	if size > pdf.MaxBytes {
		return res, &NotRead{"pdf", fmt.Sprintf("it is a PDF file larger than %d MB", pdf.MaxBytes>>20), "print it in parts, or look whether it names clients"}
	}
	done, err := rd.alone()
	if err != nil {
		return res, err
	}
	defer done()
	body := make([]byte, size)
	n, err := at.ReadAt(body, 0)
	if err != nil && err != io.EOF {
		return res, err
	}
	var attachments []attachedFile
	pages, err := pdf.ReadAll(rd.ctx, body[:n], func(name string, b []byte) error {
		attachments = append(attachments, attachedFile{name, bytes.Clone(b)})
		return nil
	})
	switch {
	case rd.ctx.Err() != nil:
		return res, rd.ctx.Err()
	case errors.Is(err, pdf.ErrEncrypted):
		return res, &NotRead{"encrypted", "it is a PDF file with a password", "save it without the password and scan again"}
	case errors.Is(err, pdf.ErrTooLarge):
		if len(pages) == 0 {
			return res, &NotRead{"bomb", errBomb.Error(), bombNext}
		}
		res.Partial = append(res.Partial, "it unpacks to more than an honest document does; the rest was not read")
	case err != nil:
		if len(pages) == 0 {
			return res, &NotRead{"pdf", "the PDF file is damaged", readByHand}
		}
		res.Partial = append(res.Partial, "the PDF file is damaged")
	}
	var bare []int // pages that show a text we cannot read
	var text []byte
	texts := pdf.Texts(pages)
	for i, p := range pages {
		if p.Garbled || len(p.Lines) == 0 && p.Pictures {
			bare = append(bare, i+1)
		}
		text = text[:0]
		for _, s := range texts[i] {
			text = append(append(text, s...), '\n')
		}
		for _, s := range p.Notes {
			text = append(append(text, s...), '\n')
		}
		if len(text) > 0 {
			if err := rd.sink.Text(append(text, '\n', '\f')); err != nil {
				return res, err
			}
		}
	}
	if err := rd.inside(attachments, &res); err != nil {
		return res, err
	}
	if len(bare) == 0 {
		return res, nil
	}
	guessed, err := rd.scanned(body[:n], bare)
	if guessed > 0 {
		res.Partial = append(res.Partial, guessedWhy)
	}
	var why, next string
	if guessed < len(bare) { // why the others were not
		why, next = "pages of it are pictures, without a text that can be read", "look whether it shows papers of clients, or let a text recognition run over it"
		if len(bare) == len(pages) {
			why = "it shows pictures of pages, without a text that can be read"
		}
		var nr *NotRead
		switch e := pictureError("scanned", err); {
		case err == nil, errors.Is(err, errNoProgram):
		case errors.As(e, &nr):
			next = nr.Next
			res.Partial = append(res.Partial, nr.Why)
		default:
			return res, err
		}
		if errors.Is(err, errNoProgram) && rd.programs != nil {
			next = "install tesseract-ocr and poppler-utils and scan again, or look whether it shows papers of clients"
		}
	}
	switch {
	case guessed == 0 && len(bare) == len(pages):
		return res, &NotRead{"scanned", why, next}
	case guessed < len(bare):
		res.Partial = append(res.Partial, fmt.Sprintf("%d of its %d pages have no text that can be read", len(bare)-guessed, len(pages)))
	}
	return res, nil
}

// attachedFile is a file that is attached to a document.
type attachedFile struct {
	name string
	body []byte
}

// inside reads what is attached to a document, each file as a place of its own.
func (rd *reader) inside(files []attachedFile, res *Result) error {
	if len(files) == 0 {
		return nil
	}
	b, err := rd.unpack(res.Format)
	if err != nil {
		var nr *NotRead
		if errors.As(err, &nr) {
			res.Partial = append(res.Partial, fmt.Sprintf("%s attached to it: %s", plural(len(files), "file"), nr.Why))
			return nil
		}
		return err
	}
	b.inner.lone = true // the document is in memory anyway
	for _, f := range files {
		if err := b.member(firstOf(f.name, "attached file"), func(inner *reader) (Result, error) {
			return inner.unpacked(bytes.NewReader(f.body))
		}); err != nil {
			return err
		}
	}
	b.notes(" attached to it")
	res.Partial = append(res.Partial, b.res.Partial...)
	return rd.sink.Part(rd.within)
}
