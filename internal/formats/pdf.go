package formats

import (
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

// pdf hands over the text of a PDF file, a line a line.
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
	pages, err := pdf.Read(rd.ctx, body[:n])
	switch {
	case rd.ctx.Err() != nil:
		return res, rd.ctx.Err()
	case errors.Is(err, pdf.ErrEncrypted):
		return res, &NotRead{"encrypted", "it is a PDF file with a password or a lock", "save it without the lock and scan again"}
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
	for i, p := range pages {
		if p.Garbled || len(p.Lines) == 0 && p.Pictures {
			bare = append(bare, i+1)
		}
		text = text[:0]
		for _, l := range p.Lines {
			text = append(append(text, l.Text...), '\n')
		}
		if len(text) > 0 {
			if err := rd.sink.Text(append(text, '\n')); err != nil {
				return res, err
			}
		}
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
