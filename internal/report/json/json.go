// Package json prints the report as JSON, in the form published as
// docs/schema/report.schema.json: additive within a major version.
package json

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"reflect"
	"strings"

	"github.com/weaklink/weaklink/internal/report"
)

// Print writes m, indented, with a newline at the end.
func Print(w io.Writer, m *report.Model) error { return newPrinter(w, " ").model(m) }

// Compact writes m in one line, for programs.
func Compact(w io.Writer, m *report.Model) error { return newPrinter(w, "").model(m) }

// printer writes what encoding/json would, the lists of the report an element at
// a time: that of a firm of thousands of places is larger than all else that is
// held of it.
type printer struct {
	w      *bufio.Writer
	indent string // of one step; "": all in one line
	buf    bytes.Buffer
	enc    *json.Encoder
}

func newPrinter(w io.Writer, indent string) *printer {
	p := &printer{w: bufio.NewWriterSize(w, 64<<10), indent: indent}
	p.enc = json.NewEncoder(&p.buf)
	p.enc.SetEscapeHTML(false)
	return p
}

// model writes m. Errors of the writer are those of Flush.
func (p *printer) model(m *report.Model) error {
	if err := p.fields(reflect.ValueOf(m).Elem(), 0); err != nil {
		return err
	}
	p.w.WriteByte('\n')
	if err := p.w.Flush(); err != nil {
		return fmt.Errorf("print the report as json: %w", err)
	}
	return nil
}

// fields writes a struct of the report, in a line that begins that many steps in.
func (p *printer) fields(v reflect.Value, steps int) error {
	opening := byte('{')
	for i := range v.NumField() {
		name, option, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		f := v.Field(i)
		if option == "omitempty" && (f.IsZero() || f.Kind() == reflect.Slice && f.Len() == 0) {
			continue
		}
		p.w.WriteByte(opening)
		opening = ','
		p.line(steps + 1)
		p.w.WriteString(`"` + name + `":`)
		if p.indent != "" {
			p.w.WriteByte(' ')
		}
		if err := p.field(f, steps+1); err != nil {
			return fmt.Errorf("print %s of the report as json: %w", name, err)
		}
	}
	p.line(steps)
	return p.w.WriteByte('}')
}

// list is a report.List of whatever.
type list interface {
	Len() int
	Elements() iter.Seq[any]
}

func (p *printer) field(f reflect.Value, steps int) error {
	if l, ok := f.Interface().(list); ok && l.Len() > 0 {
		return p.list(l.Elements(), steps)
	}
	if f.Type() == reflect.TypeFor[report.Data]() { // in it are the largest of all
		return p.fields(f, steps)
	}
	if f.Kind() == reflect.Slice && f.Type().Elem().Kind() != reflect.Uint8 && f.Len() > 0 {
		return p.list(func(yield func(any) bool) {
			for i := 0; i < f.Len() && yield(f.Index(i).Interface()); i++ {
			}
		}, steps)
	}
	return p.value(f.Interface(), steps)
}

func (p *printer) list(all iter.Seq[any], steps int) error {
	opening := byte('[')
	for x := range all {
		p.w.WriteByte(opening)
		opening = ','
		p.line(steps + 1)
		if err := p.value(x, steps+1); err != nil {
			return err
		}
	}
	p.line(steps)
	return p.w.WriteByte(']')
}

// line begins a line that many steps in, where there are lines.
func (p *printer) line(steps int) {
	if p.indent == "" {
		return
	}
	p.w.WriteByte('\n')
	for range steps {
		p.w.WriteString(p.indent)
	}
}

// value writes v, whose line begins that many steps in.
func (p *printer) value(v any, steps int) error {
	p.buf.Reset()
	if err := p.enc.Encode(v); err != nil {
		return err
	}
	raw := bytes.TrimSuffix(p.buf.Bytes(), []byte{'\n'})
	if p.indent == "" {
		p.w.Write(raw)
		return nil
	}
	p.lines(raw, steps)
	return nil
}

// lines writes JSON of one line, that encoding/json made, in as many as there are
// parts to it, as json.Indent would: that looks at every byte as if it might be
// none, and takes as long as making it.
func (p *printer) lines(raw []byte, steps int) {
	from := 0 // what is not written yet
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '"':
			for i++; raw[i] != '"'; i++ {
				if raw[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			if raw[i+1] == raw[i]+2 { // nothing in it
				i++
				continue
			}
			p.w.Write(raw[from : i+1])
			from = i + 1
			steps++
			p.line(steps)
		case '}', ']':
			p.w.Write(raw[from:i])
			from = i
			steps--
			p.line(steps)
		case ',':
			p.w.Write(raw[from : i+1])
			from = i + 1
			p.line(steps)
		case ':':
			p.w.Write(raw[from : i+1])
			from = i + 1
			p.w.WriteByte(' ')
		}
	}
	p.w.Write(raw[from:])
}
