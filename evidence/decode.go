package evidence

import (
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// A body is read by every check that asks for its kind, and of a firm of thousands
// of places there are thousands. It was written by marshal, so it has no spaces,
// names its fields in their order and leaves nothing null: what is so is read here
// in a fifth of the time, and what is not by encoding/json. Both say the same.

// shape is how a type is read; nil: by encoding/json only.
type shape struct {
	kind   reflect.Kind
	elem   *shape // of a slice or pointer
	fields []shapeField
}

type shapeField struct {
	name string
	at   int
	of   *shape
}

var shapes sync.Map // by reflect.Type

func shapeOf(t reflect.Type) *shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*shape)
	}
	s := newShape(t, 0)
	shapes.Store(t, s)
	return s
}

func newShape(t reflect.Type, deep int) *shape {
	if deep > 8 { // it may hold itself
		return nil
	}
	for _, m := range []string{"UnmarshalJSON", "UnmarshalText"} {
		if _, own := reflect.PointerTo(t).MethodByName(m); own {
			return nil
		}
	}
	s := &shape{kind: t.Kind()}
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Float64, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uint:
		return s
	case reflect.Slice, reflect.Pointer:
		if s.elem = newShape(t.Elem(), deep+1); s.elem == nil || s.elem.kind == reflect.Pointer {
			return nil
		}
		return s
	case reflect.Struct:
	default:
		return nil
	}
	if t.NumField() > 64 {
		return nil
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || !f.IsExported() || name == "" || name == "-" || option != "" && option != "omitempty" {
			return nil
		}
		of := newShape(f.Type, deep+1)
		if of == nil {
			return nil
		}
		s.fields = append(s.fields, shapeField{name, i, of})
	}
	return s
}

// bodyReader reads one body. It remembers short texts, which are the same in
// most of them: kinds, categories, the names of columns.
type bodyReader struct {
	raw   []byte
	i     int
	words [512]string
}

var bodyReaders = sync.Pool{New: func() any { return new(bodyReader) }}

// decodeInto reads raw into a zero value of what to points to. It reports false
// when encoding/json has to read it: to is garbage then.
func decodeInto(raw []byte, to any) bool {
	v := reflect.ValueOf(to).Elem()
	s := shapeOf(v.Type())
	if s == nil {
		return false
	}
	r := bodyReaders.Get().(*bodyReader)
	r.raw, r.i = raw, 0
	ok := r.value(v, s) && r.i == len(raw)
	r.raw = nil
	bodyReaders.Put(r)
	return ok
}

func (r *bodyReader) take(c byte) bool {
	if r.i < len(r.raw) && r.raw[r.i] == c {
		r.i++
		return true
	}
	return false
}

func (r *bodyReader) value(v reflect.Value, s *shape) bool {
	switch s.kind {
	case reflect.String:
		text, ok := r.text()
		if ok {
			v.SetString(r.word(text))
		}
		return ok
	case reflect.Bool:
		switch {
		case strings.HasPrefix(string(r.raw[r.i:min(r.i+4, len(r.raw))]), "true"):
			v.SetBool(true)
			r.i += 4
		case strings.HasPrefix(string(r.raw[r.i:min(r.i+5, len(r.raw))]), "false"):
			r.i += 5
		default:
			return false
		}
		return true
	case reflect.Float64:
		text, ok := r.number()
		if !ok {
			return false
		}
		x, err := strconv.ParseFloat(string(text), 64)
		v.SetFloat(x)
		return err == nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		text, ok := r.number()
		if !ok {
			return false
		}
		x, err := strconv.ParseInt(string(text), 10, 64)
		if err != nil || v.OverflowInt(x) {
			return false
		}
		v.SetInt(x)
		return true
	case reflect.Uint, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		text, ok := r.number()
		if !ok {
			return false
		}
		x, err := strconv.ParseUint(string(text), 10, 64)
		if err != nil || v.OverflowUint(x) {
			return false
		}
		v.SetUint(x)
		return true
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return r.value(v.Elem(), s.elem)
	case reflect.Slice:
		return r.list(v, s)
	}
	return r.object(v, s)
}

func (r *bodyReader) list(v reflect.Value, s *shape) bool {
	if !r.take('[') {
		return false
	}
	if r.take(']') {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		return true
	}
	for n := 0; ; n++ {
		if n == v.Cap() {
			v.Grow(1)
		}
		v.SetLen(n + 1)
		if !r.value(v.Index(n), s.elem) {
			return false
		}
		if !r.take(',') {
			return r.take(']')
		}
	}
}

func (r *bodyReader) object(v reflect.Value, s *shape) bool {
	if !r.take('{') {
		return false
	}
	if r.take('}') {
		return true
	}
	for next := 0; ; next++ {
		name, ok := r.text()
		if !ok || !r.take(':') {
			return false
		}
		for next < len(s.fields) && s.fields[next].name != string(name) {
			next++
		}
		if next == len(s.fields) || !r.value(v.Field(s.fields[next].at), s.fields[next].of) {
			return false
		}
		if !r.take(',') {
			return r.take('}')
		}
	}
}

// text is a string in which nothing is escaped, without its quotes.
func (r *bodyReader) text() ([]byte, bool) {
	if !r.take('"') {
		return nil, false
	}
	from, plain := r.i, true
	for ; r.i < len(r.raw); r.i++ {
		switch c := r.raw[r.i]; {
		case c == '"':
			text := r.raw[from:r.i]
			r.i++
			return text, plain || utf8.Valid(text)
		case c == '\\' || c < ' ':
			return nil, false
		case c >= utf8.RuneSelf:
			plain = false
		}
	}
	return nil, false
}

func (r *bodyReader) word(text []byte) string {
	if len(text) == 0 || len(text) > 24 {
		return string(text)
	}
	h := uint32(2166136261)
	for _, c := range text {
		h = (h ^ uint32(c)) * 16777619
	}
	at := &r.words[h%uint32(len(r.words))]
	if *at != string(text) {
		*at = string(text)
	}
	return *at
}

// number is one as JSON has them (RFC 8259 section 6).
func (r *bodyReader) number() ([]byte, bool) {
	from := r.i
	r.take('-')
	if !r.take('0') && !r.digits() {
		return nil, false
	}
	if r.take('.') && !r.digits() {
		return nil, false
	}
	if r.take('e') || r.take('E') {
		if !r.take('+') {
			r.take('-')
		}
		if !r.digits() {
			return nil, false
		}
	}
	return r.raw[from:r.i], true
}

func (r *bodyReader) digits() bool {
	from := r.i
	for r.i < len(r.raw) && r.raw[r.i]-'0' <= 9 {
		r.i++
	}
	return r.i > from
}
