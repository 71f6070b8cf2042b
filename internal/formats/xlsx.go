package formats

import (
	"fmt"
	"slices"
	"strings"
)

// book is what the sheets of a workbook share.
type book struct {
	date1904 bool
	dates    []bool // by style number: is it shown as a date
	texts    sharedTexts
}

// sharedTexts holds the texts that cells refer to by number, in one buffer.
type sharedTexts struct {
	all  []byte
	ends []uint32
	over bool // there were more than fit
}

func (t *sharedTexts) get(i int) []byte {
	if i < 0 || i >= len(t.ends) {
		return nil
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]]
}

type sheetRef struct{ name, part string }

// xlsx reads every sheet of a workbook as a table.
func (rd *reader) xlsx(box *zipBox) (Result, error) {
	res := Result{Format: "xlsx", Shape: "table"}
	var b book
	sheets, err := b.open(box)
	if err != nil {
		return res, damaged(err)
	}
	if err := b.readStyles(box); err != nil {
		return res, damaged(err)
	}
	if err := b.readTexts(rd, box); err != nil {
		return res, damaged(err)
	}
	if b.texts.over {
		res.Partial = append(res.Partial, fmt.Sprintf("it holds more than %d MB of different texts; the rest was read as plain text", maxSharedBytes>>20))
	}
	read, broken := 0, 0
	var last error
	for _, s := range sheets {
		// The only sheet of a book goes by the name of the book.
		name := s.name
		if len(sheets) == 1 {
			name = ""
		}
		if err := rd.sink.Table(name); err != nil {
			return res, err
		}
		err := rd.sheet(box, s.part, &b)
		if err == errXML {
			broken++
			last = damaged(err)
			continue
		}
		if err != nil {
			return res, err
		}
		read++
	}
	if read == 0 && last != nil {
		return res, last
	}
	if broken > 0 {
		res.Partial = append(res.Partial, plural(broken, "sheet")+" of it is damaged")
	}
	// Remarks beside cells name people too, and so do names that stand for a value.
	for _, name := range sortedNames(box) {
		if strings.HasPrefix(name, "xl/comments") || strings.HasPrefix(name, "xl/threadedComments/") || strings.HasPrefix(name, "xl/drawings/drawing") || name == "xl/workbook.xml" {
			if err := rd.paragraphs(box, name); err != nil && err != errXML {
				return res, err
			}
		}
	}
	return res, nil
}

func sortedNames(box *zipBox) []string {
	var names []string
	for n := range box.files {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func damaged(err error) error {
	if err == errXML {
		return &NotRead{"xlsx", "the workbook is damaged", "open it with the program that made it and save it again"}
	}
	return err
}

// walk calls fn for every tag and text of a part.
func walk(box *zipBox, part string, fn func(*xmlScanner) error) error {
	r, err := box.open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	x := newXML(r)
	return x.each(func() error { return fn(x) })
}
