package formats

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

// document reads the text of a word-processor file, a presentation or an
// OpenDocument file: a line a paragraph, the cells of a table row on one line.
func (rd *reader) document(box *zipBox, format, prefix string) (Result, error) {
	res := Result{Format: format, Shape: "text"}
	var names []string
	for name := range box.files {
		// Headers, footers, notes, comments and slides hold text too.
		if name == "styles.xml" && prefix == "content.xml" { // of OpenDocument: its headers and footers
			names = append(names, name)
		} else if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, ".xml") &&
			!strings.Contains(name, "/theme/") && !strings.Contains(name, "styles") && !strings.Contains(name, "fontTable") && !strings.Contains(name, "settings") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if err := rd.paragraphs(box, name); err != nil {
			if err == errXML {
				res.Partial = append(res.Partial, "a part of it is damaged")
				continue
			}
			return res, err
		}
	}
	return res, nil
}

func (rd *reader) paragraphs(box *zipBox, name string) error {
	r, err := box.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	return rd.paragraphsOf(newXML(r))
}

func (rd *reader) paragraphsOf(x *xmlScanner) error {
	var line []byte
	flush := func() error {
		if len(line) == 0 {
			return nil
		}
		err := rd.sink.Text(line)
		line = line[:0]
		return err
	}
	cell, within := 0, 0
	for {
		if err := x.next(); err == io.EOF {
			if len(line) > 0 { // a slide, notes: whom the next is about is somebody else
				line = append(line, '\n')
			}
			return flush()
		} else if err != nil {
			if e := flush(); e != nil {
				return e
			}
			return err
		}
		switch x.kind {
		case xmlText:
			if bytes.IndexByte(x.text, '\n') >= 0 && len(bytes.TrimSpace(x.text)) == 0 { // a flat file is laid out for people
				if within == 0 && len(line) > 0 && line[len(line)-1] != '\n' {
					line = append(line, '\n')
				}
				continue
			}
			line = append(line, x.text...)
			if len(line) > bufferSize {
				if err := flush(); err != nil {
					return err
				}
			}
		case xmlStart:
			switch string(x.name) {
			case "tc", "table-cell":
				cell++
			case "p", "h":
				within++
				if string(x.name) == "h" && cell == 0 {
					line = parted(line)
				}
			case "pStyle": // of Word; it stands before the text
				if cell == 0 && headingStyle(x.attr("w:val")) {
					line = parted(line)
				}
			case "tab", "br", "s", "line-break":
				line = append(line, ' ')
			}
		case xmlEnd:
			switch string(x.name) {
			case "tc", "table-cell":
				cell--
				line = append(line, '\t')
			case "p", "h":
				within = max(0, within-1)
				if cell > 0 {
					line = append(line, ' ')
				} else {
					line = append(line, '\n')
				}
			case "tr", "table-row":
				line = append(line, '\n')
			case "list", "tbl", "table":
				if cell == 0 {
					line = parted(line)
				}
			case "page": // of a presentation
				line = parted(line)
			}
			if len(line) > bufferSize/2 {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
}

// parted ends a paragraph with an empty line, if there is one: above a heading
// and below a list begins what is about somebody else.
func parted(line []byte) []byte {
	if len(line) > 0 && !bytes.HasSuffix(line, []byte("\n\n")) {
		line = append(line, '\n')
	}
	return line
}

// headingStyle says whether a style of paragraphs is one of headings. Word
// names them in the language it speaks, without the letters that are not ASCII.
func headingStyle(id []byte) bool {
	id = bytes.ToLower(id)
	for _, s := range headingStyles {
		if bytes.HasPrefix(id, s) {
			return true
		}
	}
	return false
}

var headingStyles = func() (out [][]byte) {
	for _, s := range strings.Fields("heading title berschrift ueberschrift titel titre ttulo titulo titolo kop rubrik overskrift nagwek naglowek nadpis cmsor otsikko balk titlu pealkiri virsraksts naslov") {
		out = append(out, []byte(s))
	}
	return out
}()
