package pdf

import (
	"context"
	"fmt"
)

// Line is one line of text.
type Line struct {
	Text    string
	Size    float64 // of its first letter, in points
	Bold    bool    // all of it
	Y       float64 // how high on the page its last letter stands, in points
	X       float64 // where it begins and where it ends, in points from the left
	Right   float64
	Columns bool   // there is more room in it than between two words
	Cells   []Cell // what lies between such room, if there is any
}

// Cell is a part of a line that stands apart from the others.
type Cell struct {
	Text     string
	X, Right float64 // points from the left
}

// Page is one page. A page with pictures and no lines was scanned; one that is
// Garbled shows text of which the file does not say which letters it is.
type Page struct {
	Lines    []Line
	Notes    []string // what was filled into its fields, remarks, and where its links lead
	Pictures bool
	Garbled  bool
}

// Read reads the text of a file of at most MaxBytes bytes. What was read before
// a limit was reached is returned with the error.
func Read(ctx context.Context, b []byte) (pages []Page, err error) { return ReadAll(ctx, b, nil) }

// ReadAll is Read that also gives attached every file that is attached to the
// document. body is valid only during the call.
func ReadAll(ctx context.Context, b []byte, attached func(name string, body []byte) error) (pages []Page, err error) {
	if len(b) > MaxBytes {
		return nil, ErrTooLarge
	}
	defer func() {
		if r := recover(); r != nil { // a fault of ours must not end the whole run
			err = fmt.Errorf("%w (%T)", ErrDamaged, r)
		}
	}()
	f, err := open(ctx, b)
	if err != nil {
		return nil, err
	}
	root := f.dict(f.root)
	w := &walk{f: f, seen: map[ref]bool{}, noted: map[ref]bool{}}
	if err := w.node(root["Pages"], nil, 0); err != nil {
		return w.pages, err
	}
	if len(w.pages) == 0 {
		return nil, ErrDamaged
	}
	if form := f.dict(root["AcroForm"]); form != nil { // fields that no page shows
		w.note(form["Fields"], len(w.pages)-1, 0)
	}
	if attached == nil {
		return w.pages, nil
	}
	return w.pages, f.attached(attached)
}

// walk goes through the tree of pages; no node is entered twice.
type walk struct {
	f     *file
	seen  map[ref]bool
	noted map[ref]bool
	pages []Page
}

func (w *walk) node(v any, res dict, depth int) error {
	if r, ok := v.(ref); ok {
		if w.seen[r] {
			return nil
		}
		w.seen[r] = true
	}
	d := w.f.dict(v)
	if d == nil || depth > maxDepth {
		return nil
	}
	if own := w.f.dict(d["Resources"]); own != nil {
		res = own
	}
	if kids, ok := w.f.get(d["Kids"]).([]any); ok {
		for _, k := range kids {
			if err := w.node(k, res, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	if len(w.pages) >= maxPages {
		return ErrTooLarge
	}
	return w.page(d, res)
}

func (w *walk) page(d, res dict) error {
	var body []byte
	add := func(v any) error {
		s, ok := w.f.get(v).(stream)
		if !ok {
			return nil
		}
		part, err := w.f.decode(s)
		body = append(append(body, part...), '\n')
		return err
	}
	var err error
	switch c := w.f.get(d["Contents"]).(type) {
	case stream:
		err = add(c)
	case []any:
		for _, v := range c {
			if err = add(v); err != nil {
				break
			}
		}
	}
	w.pages = append(w.pages, Page{})
	p := &painter{f: w.f, page: &w.pages[len(w.pages)-1], state: state{ctm: identity, wide: 1}, tm: identity, line: identity}
	if err == nil {
		err = p.run(body, res, 0)
	}
	p.flush()
	p.page.Pictures = p.hasPictures
	p.page.Garbled = p.all > 0 && p.bad*4 > p.all
	w.note(d["Annots"], len(w.pages)-1, 0)
	return err
}
