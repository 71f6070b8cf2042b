package pdf

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// font turns the bytes of a shown text into characters and their widths.
type font struct {
	bytes     int             // a code
	to        map[int]string  // code -> text
	spans     []span          // ranges of codes
	width     map[int]float64 // of a code, in 1/1000 of the size
	other     float64         // width of the rest
	composite bool            // codes may be of several bytes
	simple    bool            // codes without an entry are letters of Windows-1252
	mac       bool
	bold      bool
}

type span struct {
	from, to int
	text     []uint16 // of from; the last unit counts up
}

const maxCodes = 70_000

func (f *file) font(v any) *font {
	r, isRef := v.(ref)
	if isRef {
		if got, ok := f.fonts[r]; ok {
			return got
		}
	}
	d := f.dict(v)
	ft := &font{bytes: 1, to: map[int]string{}, width: map[int]float64{}, other: 500}
	base, _ := f.get(d["BaseFont"]).(name)
	ft.bold = strings.Contains(strings.ToLower(string(base)), "bold") || strings.Contains(strings.ToLower(string(base)), "black")
	kind, _ := f.get(d["Subtype"]).(name)
	if kind == "Type0" {
		ft.bytes, ft.composite = 2, true
		if list, ok := f.get(d["DescendantFonts"]).([]any); ok && len(list) > 0 {
			f.cidWidths(ft, f.dict(list[0]))
		}
	} else {
		ft.simple = kind != "Type3"
		f.encoding(ft, d)
		first, _ := f.get(d["FirstChar"]).(float64)
		if list, ok := f.get(d["Widths"]).([]any); ok {
			for i, w := range list[:min(len(list), 256)] {
				if n, ok := f.get(w).(float64); ok {
					ft.width[int(first)+i] = n
				}
			}
		}
	}
	if s, ok := f.get(d["ToUnicode"]).(stream); ok {
		if body, err := f.decode(s); err == nil {
			ft.cmap(body)
		}
	}
	if isRef {
		f.fonts[r] = ft
	}
	return ft
}

// encoding reads what a simple font says of its letters.
func (f *file) encoding(ft *font, d dict) {
	switch e := f.get(d["Encoding"]).(type) {
	case name:
		ft.mac = e == "MacRomanEncoding"
	case dict:
		ft.mac = f.get(e["BaseEncoding"]) == name("MacRomanEncoding")
		list, _ := f.get(e["Differences"]).([]any)
		code := 0
		for _, v := range list[:min(len(list), 1024)] {
			switch v := f.get(v).(type) {
			case float64:
				code = int(v)
			case name:
				if t := glyph(string(v)); t != "" {
					ft.to[code] = t
				} else {
					ft.to[code] = "\ufffd"
				}
				code++
			}
		}
	}
}

func (f *file) cidWidths(ft *font, d dict) {
	ft.other = 1000
	if n, ok := f.get(d["DW"]).(float64); ok {
		ft.other = n
	}
	list, _ := f.get(d["W"]).([]any)
	for i := 0; i+1 < len(list) && len(ft.width) < maxCodes; {
		from, ok := f.get(list[i]).(float64)
		if !ok {
			return
		}
		switch second := f.get(list[i+1]).(type) {
		case []any:
			for j, w := range second {
				if n, ok := f.get(w).(float64); ok && len(ft.width) < maxCodes {
					ft.width[int(from)+j] = n
				}
			}
			i += 2
		case float64:
			if i+2 >= len(list) {
				return
			}
			w, _ := f.get(list[i+2]).(float64)
			for c := int(from); c <= int(second) && len(ft.width) < maxCodes; c++ {
				ft.width[c] = w
			}
			i += 3
		default:
			return
		}
	}
}

// cmap reads which text each code stands for (9.10.3).
func (ft *font) cmap(b []byte) {
	l := &lexer{b: b}
	var list []any
	for {
		v, ok := l.next(0)
		if !ok {
			return
		}
		w, is := v.(word)
		if !is {
			if list = append(list, v); len(list) > 4*maxCodes {
				return
			}
			continue
		}
		switch w {
		case "endcodespacerange":
			// A code of a simple font is one byte, whatever its map says (groff's does).
			if t, ok := at[text](list, 0); ok && ft.composite && len(t) > 0 && len(t) <= 4 {
				ft.bytes = len(t)
			}
		case "endbfchar":
			for i := 0; i+1 < len(list); i += 2 {
				code, ok1 := list[i].(text)
				to, ok2 := list[i+1].(text)
				if ok1 && ok2 && len(ft.to) < maxCodes {
					ft.to[number(code)] = utf16be(to)
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(list); i += 3 {
				lo, ok1 := list[i].(text)
				hi, ok2 := list[i+1].(text)
				if !ok1 || !ok2 {
					continue
				}
				switch to := list[i+2].(type) {
				case text:
					if len(ft.spans) < maxCodes {
						ft.spans = append(ft.spans, span{number(lo), number(hi), units(to)})
					}
				case []any:
					for j, t := range to {
						if t, ok := t.(text); ok && len(ft.to) < maxCodes {
							ft.to[number(lo)+j] = utf16be(t)
						}
					}
				}
			}
		}
		list = list[:0]
	}
}

func at[T any](list []any, i int) (T, bool) {
	if i < 0 || i >= len(list) {
		var none T
		return none, false
	}
	t, ok := list[i].(T)
	return t, ok
}

func number(t text) int {
	n := 0
	for _, c := range t[:min(len(t), 4)] {
		n = n<<8 | int(c)
	}
	return n
}

func units(t text) []uint16 {
	t = t[:min(len(t), 64)]
	out := make([]uint16, 0, len(t)/2)
	for i := 0; i+1 < len(t); i += 2 {
		out = append(out, uint16(t[i])<<8|uint16(t[i+1]))
	}
	return out
}

func utf16be(t text) string { return string(utf16.Decode(units(t))) }

// letter is the text of a code; U+FFFD when nothing in the file says it.
func (ft *font) letter(code int) string {
	if s, ok := ft.to[code]; ok {
		return s
	}
	for _, s := range ft.spans {
		if code >= s.from && code <= s.to && len(s.text) > 0 {
			u := append([]uint16(nil), s.text...)
			u[len(u)-1] += uint16(code - s.from)
			return string(utf16.Decode(u))
		}
	}
	if !ft.simple || code < 32 || code > 255 {
		return "\ufffd"
	}
	if ft.mac {
		return string(charmap.Macintosh.DecodeByte(byte(code)))
	}
	return string(charmap.Windows1252.DecodeByte(byte(code)))
}

func (ft *font) widthOf(code int) float64 {
	if w, ok := ft.width[code]; ok {
		return w
	}
	return ft.other
}
