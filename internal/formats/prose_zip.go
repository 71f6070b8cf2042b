package formats

import (
	"archive/zip"
	"errors"
	"io"
	"strings"
)

// zip reads a word-processor file. Only the part that holds the text is
// unpacked, and never more of it than maxPart.
func (c *prose) zip(at io.ReaderAt, size int64) error {
	z, err := zip.NewReader(at, size)
	if err != nil {
		return &NotRead{"zip", "the document is damaged", readByHand}
	}
	if len(z.File) > maxEntries {
		return &NotRead{"zip", "it holds more parts than any document", bombNext}
	}
	byName := map[string]*zip.File{}
	for _, f := range z.File {
		byName[strings.TrimPrefix(f.Name, "/")] = f
	}
	box := &zipBox{ctx: c.ctx, files: byName}
	part, headings := "", map[string]bool{}
	switch {
	case byName["word/document.xml"] != nil:
		c.out.Format, part = "docx", "word/document.xml"
		if headings, err = styles(box); err != nil {
			return proseError(c.out.Format, err)
		}
	case byName["content.xml"] != nil:
		c.out.Format, part = "odt", "content.xml"
		if locked, err := manifestLocked(box); err != nil || locked {
			if err != nil {
				return proseError(c.out.Format, err)
			}
			return &NotRead{"encrypted", "it is a document with a password", "save it without the password and scan again"}
		}
	default:
		return &NotRead{"zip", "it is an archive and no document", unpack}
	}
	return proseError(c.out.Format, c.paragraphs(box, part, headings))
}

func proseError(format string, err error) error {
	var not *NotRead
	if err == nil || errors.Is(err, errLong) || errors.As(err, &not) {
		return err
	}
	if errors.Is(err, errXML) {
		return &NotRead{format, "the document is damaged", readByHand}
	}
	_, err = packedResult(Result{}, err, format)
	return err
}

// walkPart is walk with a bound on what the part unpacks to.
func walkPart(box *zipBox, name string, each func(*xmlScanner) error) error {
	r, err := box.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	x := newXML(&atMost{r: r, left: maxPart})
	for {
		if err := x.next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := each(x); err != nil {
			return err
		}
	}
}

// atMost fails where io.LimitReader would just end.
type atMost struct {
	r    io.Reader
	left int64
}

func (a *atMost) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if a.left -= int64(n); a.left < 0 {
		return 0, errBomb
	}
	return n, err
}

// styles are the ids of the paragraph styles that make a heading: by their
// outline level or their name, which differs between languages.
func styles(box *zipBox) (map[string]bool, error) {
	out := map[string]bool{}
	const part = "word/styles.xml"
	if box.files[part] == nil {
		return out, nil
	}
	id := ""
	err := walkPart(box, part, func(x *xmlScanner) error {
		if x.kind != xmlStart {
			return nil
		}
		switch string(x.name) {
		case "style":
			id = string(x.attr("w:styleId"))
		case "name":
			n := strings.ToLower(string(x.attr("w:val")))
			if strings.HasPrefix(n, "heading") || strings.HasPrefix(n, "title") {
				out[id] = true
			}
		case "outlineLvl":
			if len(out) < 1000 {
				out[id] = true
			}
		}
		return nil
	})
	return out, err
}

func manifestLocked(box *zipBox) (bool, error) {
	const part = "META-INF/manifest.xml"
	if box.files[part] == nil {
		return false, nil
	}
	locked := false
	err := walkPart(box, part, func(x *xmlScanner) error {
		locked = locked || x.kind == xmlStart && string(x.name) == "encryption-data"
		return nil
	})
	return locked, err
}

// paragraphs reads w:p of Word and text:p and text:h of OpenDocument; the
// cells of a table row become one paragraph, with | between them.
func (c *prose) paragraphs(box *zipBox, part string, headings map[string]bool) error {
	var para strings.Builder
	heading, row, deleted := false, 0, 0
	flush := func() error {
		text := para.String()
		para.Reset()
		is := heading
		heading = false
		return c.add(text, is, 0)
	}
	return walkPart(box, part, func(x *xmlScanner) error {
		n := string(x.name)
		switch x.kind {
		case xmlText:
			if deleted == 0 {
				para.Write(x.text)
			}
			if para.Len() > maxProse {
				return errLong
			}
		case xmlStart:
			switch n {
			case "h":
				heading = row == 0
			case "pStyle":
				id := string(x.attr("w:val"))
				heading = row == 0 && (headings[id] || strings.HasPrefix(strings.ToLower(id), "heading"))
			case "outlineLvl":
				heading = heading || row == 0
			case "tr", "table-row":
				row++
			case "tab", "br", "s", "line-break":
				para.WriteByte(' ')
			case "del", "tracked-changes", "instrText": // what was crossed out says nothing
				deleted++
			}
		case xmlEnd:
			switch n {
			case "p", "h":
				if row == 0 {
					return flush()
				}
				para.WriteByte(' ')
			case "tc", "table-cell":
				para.WriteString(" | ")
			case "tr", "table-row":
				if row--; row <= 0 {
					row = 0
					return flush()
				}
			case "del", "tracked-changes", "instrText":
				deleted--
			}
		}
		return nil
	})
}
