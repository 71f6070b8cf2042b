package formats

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // the sizes of pictures
	_ "image/jpeg"
	_ "image/png"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	_ "golang.org/x/image/tiff" // the sizes of pictures
)

const (
	maxPicture  = 32 << 20 // bytes, packed
	maxPoints   = 50e6     // of a picture
	iconSide    = 64       // points: no paper is that small, and no word can be read in it
	iconPoints  = 160 * 64
	pictureTime = 3 * time.Minute  // by the clock
	pictureCPU  = 30 * time.Second // of a processor
	maxGuessed  = 1 << 20          // bytes of text from one picture
)

// Why a picture or a scanned page counts as read in part, whatever was found.
const guessedWhy = "its text was recognised in a picture, which misses words and mistakes letters"

const (
	pictureWhy  = "text in pictures is not recognised"
	pictureNext = "install tesseract-ocr and scan again, or look whether it shows papers of clients"
	lookNext    = "look whether it shows papers of clients"
)

// Guesser is a sink that wants to know that what comes next is not certain.
type Guesser interface {
	// Guessed says that the next texts of this part were recognised in a picture.
	Guessed()
}

// isPicture says whether head begins a picture of a kind that programs read
// text in.
func isPicture(head []byte) bool {
	for _, m := range []string{"\x89PNG", "\xff\xd8\xff", "GIF8", "II*\x00", "MM\x00*"} {
		if bytes.HasPrefix(head, []byte(m)) {
			return true
		}
	}
	return false
}

// picture hands over the text that a picture shows.
func (rd *reader) picture(r io.Reader) (Result, error) {
	res := Result{Format: "image", Shape: "text"}
	p := rd.programs
	if p == nil || p.noPaper {
		return res, &NotRead{"image", pictureWhy, pictureNext}
	}
	all, err := io.ReadAll(io.LimitReader(r, maxPicture+1))
	if err != nil {
		return res, err
	}
	if len(all) > maxPicture {
		return res, &NotRead{"image", fmt.Sprintf("it is a picture of more than %d MB", maxPicture>>20), lookNext}
	}
	shape, _, err := image.DecodeConfig(bytes.NewReader(all))
	switch {
	case err != nil:
		return res, &NotRead{"image", "the picture is damaged, or of a kind that is not known here", lookNext}
	case shape.Width < iconSide || shape.Height < iconSide/4 || shape.Width*shape.Height < iconPoints:
		return res, &NotRead{"icon", "it is a picture too small to hold a text", "nothing: it is the size of an icon"}
	case float64(shape.Width)*float64(shape.Height) > maxPoints:
		return res, &NotRead{"image", fmt.Sprintf("it is a picture of more than %.0f million points", maxPoints/1e6), lookNext}
	}
	text, err := p.recognise(rd, bytes.NewReader(all))
	if err != nil {
		return res, pictureError("image", err)
	}
	if err := rd.guessed(text); err != nil {
		return res, err
	}
	res.Partial = []string{guessedWhy}
	return res, nil
}

// guessed hands over recognised text and says that it is.
func (rd *reader) guessed(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	if g, ok := rd.sink.(Guesser); ok {
		g.Guessed()
	}
	return rd.sink.Text(text)
}

func pictureError(format string, err error) error {
	switch {
	case errors.Is(err, errNoProgram):
		return &NotRead{format, pictureWhy, pictureNext}
	case errors.Is(err, errSpent):
		return &NotRead{format, fmt.Sprintf("recognising text in pictures was stopped after %.0f minutes of a processor", picturesTime.Minutes()), "scan the folders in which papers of clients lie by themselves, or look at their pictures"}
	case errors.Is(err, errSlow):
		return &NotRead{format, "recognising its text took longer than it may", lookNext}
	case errors.Is(err, errFailed):
		return &NotRead{format, "tesseract could not read the picture", lookNext}
	}
	return err
}

var errSpent = errors.New("the time for pictures is used up")

// recognise is the text in a picture, in lines; the picture comes in r.
func (p *Programs) recognise(rd *reader, r io.Reader) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pictures.Load() <= 0 {
		return nil, errSpent
	}
	args := []string{"stdin", "stdout", "--psm", "3"}
	if l := p.languages(rd.ctx); l != "" {
		args = append(args, "-l", l)
	}
	var text []byte
	c := &child{name: "tesseract", args: append(args, "-c", "debug_file=/dev/null"), limit: pictureTime, cpu: pictureCPU, in: r, out: func(r io.Reader) (err error) {
		text, err = io.ReadAll(io.LimitReader(r, maxGuessed))
		return err
	}}
	used, err := c.run(rd.ctx)
	p.pictures.Add(-int64(used))
	if err != nil {
		return nil, err
	}
	return tidied(text), nil
}

// tidied drops what no text has: control signs and lines without a letter or digit.
func tidied(text []byte) []byte {
	var out []byte
	for line := range strings.Lines(strings.ToValidUTF8(string(text), "")) {
		if strings.IndexFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
			if len(out) > 0 && out[len(out)-1] == '\n' {
				out = append(out, '\n')
			}
			continue
		}
		for _, r := range strings.TrimRight(line, " \r\n\f") {
			if r == '\t' || !unicode.IsControl(r) {
				out = utf8.AppendRune(out, r)
			}
		}
		out = append(out, '\n')
	}
	return out
}

// maxScanned is how many pages without text are recognised in one document.
const maxScanned = 30

// scanned recognises the text of pages of a PDF file, which are numbered from 1,
// and says how many of them could be.
func (rd *reader) scanned(body []byte, pages []int) (done int, err error) {
	p := rd.programs
	if p == nil || p.noPaper {
		return 0, errNoProgram
	}
	for _, n := range pages[:min(len(pages), maxScanned)] {
		var page []byte
		c := &child{name: "pdftoppm", limit: pictureTime, cpu: pictureCPU, in: bytes.NewReader(body), args: []string{"-f", fmt.Sprint(n), "-l", fmt.Sprint(n), "-gray", "-scale-to", "2000", "-"},
			out: func(r io.Reader) (err error) {
				page, err = io.ReadAll(io.LimitReader(r, 2000*2000+1024))
				return err
			}}
		if p.pictures.Load() <= 0 {
			return done, errSpent
		}
		p.mu.Lock()
		used, err := c.run(rd.ctx)
		p.mu.Unlock()
		p.pictures.Add(-int64(used))
		var text []byte
		if err == nil && len(page) > 0 {
			text, err = p.recognise(rd, bytes.NewReader(page))
		}
		switch {
		case rd.ctx.Err() != nil:
			return done, rd.ctx.Err()
		case errors.Is(err, errFailed), errors.Is(err, errSlow):
			continue
		case err != nil:
			return done, err
		}
		if err := rd.guessed(text); err != nil {
			return done, err
		}
		done++
	}
	return done, nil
}
