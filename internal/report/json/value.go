package json

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// form is how values of a type are written.
type form struct {
	as      int
	members []member
}

// The forms. What none of them is left to encoding/json.
const (
	other = iota
	moment
	named // by its MarshalText
	text
	truth
	whole   // a number
	natural // a number that is never negative
	list
	array
	pointer
	object
)

// member is a field of an object.
type member struct {
	at    int
	key   string // with its colon
	spare bool   // left out when it is empty
}

func (p *printer) form(t reflect.Type) form {
	f, ok := p.forms[t]
	if !ok {
		f = formOf(t, p.indent)
		p.forms[t] = f
	}
	return f
}

func formOf(t reflect.Type, indent string) form {
	speaks := func(what reflect.Type) bool { return t.Implements(what) || reflect.PointerTo(t).Implements(what) }
	switch {
	case t == reflect.TypeFor[time.Time]():
		return form{as: moment}
	case speaks(reflect.TypeFor[json.Marshaler]()):
		return form{}
	case t.Kind() != reflect.Pointer && t.Implements(reflect.TypeFor[encoding.TextMarshaler]()):
		return form{as: named}
	case speaks(reflect.TypeFor[encoding.TextMarshaler]()):
		return form{}
	}
	switch t.Kind() {
	case reflect.String:
		return form{as: text}
	case reflect.Bool:
		return form{as: truth}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return form{as: whole}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return form{as: natural}
	case reflect.Pointer:
		return form{as: pointer}
	case reflect.Array:
		return form{as: array}
	case reflect.Slice:
		if t.Elem().Kind() != reflect.Uint8 {
			return form{as: list}
		}
	case reflect.Struct:
		return objectOf(t, indent)
	}
	return form{}
}

func objectOf(t reflect.Type, indent string) form {
	f := form{as: object}
	for i := range t.NumField() {
		name, option, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		switch {
		case name == "-" && option == "":
			continue
		case name == "" || t.Field(i).Anonymous || !t.Field(i).IsExported() || option != "" && option != "omitempty":
			return form{}
		}
		key := `"` + name + `":`
		if indent != "" {
			key += " "
		}
		f.members = append(f.members, member{i, key, option == "omitempty"})
	}
	return f
}

// value writes v, whose line begins with prefix.
func (p *printer) value(v reflect.Value, prefix string) error {
	f := p.form(v.Type())
	switch f.as {
	case moment:
		if t := v.Interface().(time.Time); t.Year() >= 0 && t.Year() <= 9999 && t.Location() == time.UTC {
			p.buf.Reset()
			_, err := p.w.Write(t.AppendFormat(p.buf.AvailableBuffer(), `"`+time.RFC3339Nano+`"`))
			return err
		}
	case named:
		raw, err := v.Interface().(encoding.TextMarshaler).MarshalText()
		if err == nil && plain(string(raw)) {
			return p.quoted(string(raw))
		}
	case text:
		if s := v.String(); plain(s) {
			return p.quoted(s)
		}
	case truth:
		_, err := p.w.WriteString(strconv.FormatBool(v.Bool()))
		return err
	case whole:
		p.buf.Reset()
		_, err := p.w.Write(strconv.AppendInt(p.buf.AvailableBuffer(), v.Int(), 10))
		return err
	case natural:
		p.buf.Reset()
		_, err := p.w.Write(strconv.AppendUint(p.buf.AvailableBuffer(), v.Uint(), 10))
		return err
	case list:
		if !v.IsNil() {
			return p.elements(v, prefix)
		}
	case array:
		return p.elements(v, prefix)
	case pointer:
		if !v.IsNil() {
			return p.value(v.Elem(), prefix)
		}
	case object:
		return p.members(v, f.members, prefix)
	}
	return p.other(v, prefix)
}

// other writes what encoding/json makes of v.
func (p *printer) other(v reflect.Value, prefix string) error {
	if p.prefix != prefix {
		p.prefix = prefix
		p.enc.SetIndent(prefix, p.indent)
	}
	p.buf.Reset()
	if err := p.enc.Encode(v.Interface()); err != nil {
		return err
	}
	_, err := p.w.Write(bytes.TrimSuffix(p.buf.Bytes(), []byte("\n")))
	return err
}

func (p *printer) quoted(s string) error {
	p.w.WriteByte('"') // an error of it is one of the last
	p.w.WriteString(s)
	return p.w.WriteByte('"')
}

// plain says whether s stands in JSON as it is.
func plain(s string) bool {
	wide := false
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' {
			return false
		}
		wide = wide || c >= utf8.RuneSelf
	}
	return !wide || utf8.ValidString(s) && !strings.ContainsAny(s, "\u2028\u2029")
}

func (p *printer) elements(v reflect.Value, prefix string) error {
	if v.Len() == 0 {
		_, err := p.w.WriteString("[]")
		return err
	}
	inner := p.deeper(prefix)
	for i := range v.Len() {
		p.begin('[', i == 0, inner)
		if err := p.value(v.Index(i), inner); err != nil {
			return err
		}
	}
	p.end(']', prefix)
	return nil
}

// deeper is the prefix of what is within what has that prefix.
func (p *printer) deeper(prefix string) string {
	n := len(prefix) + len(p.indent)
	if n > len(p.margin) {
		p.margin = strings.Repeat(p.indent, n+16)
	}
	return p.margin[:n]
}

func (p *printer) members(v reflect.Value, all []member, prefix string) error {
	inner, first := p.deeper(prefix), true
	for _, m := range all {
		field := v.Field(m.at)
		if m.spare && empty(field) {
			continue
		}
		p.begin('{', first, inner)
		first = false
		p.w.WriteString(m.key)
		if err := p.value(field, inner); err != nil {
			return err
		}
	}
	if first {
		_, err := p.w.WriteString("{}")
		return err
	}
	p.end('}', prefix)
	return nil
}

// empty is what encoding/json takes for empty.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.Array:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
