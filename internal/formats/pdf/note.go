package pdf

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits on what lies beside the text of the pages.
const (
	maxNotes    = 20_000
	maxAttached = 200
)

// note takes down what fields, remarks and links of a page hold. A field may
// hold others, and what was filled into it may stand with the one above.
func (w *walk) note(v any, page, depth int) {
	if r, ok := v.(ref); ok {
		if w.noted[r] || len(w.noted) > maxNotes {
			return
		}
		w.noted[r] = true
	}
	switch v := w.f.get(v).(type) {
	case []any:
		for _, x := range v {
			w.note(x, page, depth)
		}
	case dict:
		if depth > maxDepth || len(w.pages[page].Notes) > maxNotes {
			return
		}
		for _, key := range []name{"V", "Contents", "RC"} {
			w.say(v[key], page)
		}
		if a := w.f.dict(v["A"]); a != nil {
			w.say(a["URI"], page)
		}
		if v["Parent"] != nil && v["Subtype"] != nil {
			if up, ok := v["Parent"].(ref); ok && w.f.dict(up)["Kids"] != nil && w.f.dict(up)["Type"] == nil {
				w.note(up, page, depth+1)
			}
		}
		w.note(v["Kids"], page, depth+1)
	}
}

func (w *walk) say(v any, page int) {
	switch v := w.f.get(v).(type) {
	case text:
		if s := strings.TrimSpace(readable(v)); s != "" {
			w.pages[page].Notes = append(w.pages[page].Notes, s)
		}
	case []any:
		for _, x := range v {
			if t, ok := w.f.get(x).(text); ok {
				w.say(t, page)
			}
		}
	case stream:
		if b, err := w.f.decode(v); err == nil {
			w.say(text(b), page)
		}
	}
}

// readable is a text string (7.9.2.2): in UTF-16 or UTF-8 where it says so, else
// in letters of one byte.
func readable(t text) string {
	if len(t) >= 2 && t[0] == 0xfe && t[1] == 0xff {
		return utf16be(t[2:])
	}
	if len(t) >= 3 && t[0] == 0xef && t[1] == 0xbb && t[2] == 0xbf {
		t = t[3:]
	}
	if utf8.ValidString(string(t)) {
		return string(t)
	}
	out := make([]rune, len(t))
	for i := range len(t) {
		out[i] = rune(t[i])
	}
	return string(out)
}

// attached gives fn the files that are attached to the document or to a place
// on a page (7.11.4).
func (f *file) attached(fn func(name string, body []byte) error) error {
	holds := bytes.Contains(f.b, []byte("/EF"))
	for _, v := range f.inside {
		d, _ := v.(dict)
		holds = holds || d["EF"] != nil
	}
	if !holds {
		return nil
	}
	n := 0
	refs := make([]ref, 0, len(f.at)+len(f.inside))
	for r := range f.at {
		refs = append(refs, r)
	}
	refs = append(refs, sortedRefs(f.inside)...)
	slices.Sort(refs)
	for _, r := range slices.Compact(refs) {
		d, ok := f.get(r).(dict)
		if !ok {
			continue
		}
		ef := f.dict(d["EF"])
		if ef == nil {
			continue
		}
		s, ok := f.get(ef["UF"]).(stream)
		if !ok {
			if s, ok = f.get(ef["F"]).(stream); !ok {
				continue
			}
		}
		called, ok := f.get(d["UF"]).(text)
		if !ok {
			called, _ = f.get(d["F"]).(text)
		}
		if n++; n > maxAttached {
			return ErrTooLarge
		}
		body, err := f.decode(s)
		if err != nil && !errors.Is(err, ErrTooLarge) && len(body) == 0 {
			return ErrDamaged
		}
		if e := fn(readable(called), body); e != nil {
			return e
		}
		if err != nil {
			return err
		}
	}
	return nil
}
