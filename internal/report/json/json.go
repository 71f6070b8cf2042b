// Package json prints the report as JSON, in the form published as
// docs/schema/report.schema.json: additive within a major version.
package json

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
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
	v := reflect.ValueOf(m).Elem()
	opening := "{"
	for i := range v.NumField() {
		name, option, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		f := v.Field(i)
		list := f.Kind() == reflect.Slice && f.Type().Elem().Kind() != reflect.Uint8
		if option == "omitempty" && (f.IsZero() || f.Kind() == reflect.Slice && f.Len() == 0) {
			continue
		}
		p.w.WriteString(opening)
		p.line(1)
		p.w.WriteString(`"` + name + `":`)
		if p.indent != "" {
			p.w.WriteByte(' ')
		}
		var err error
		if list && f.Len() > 0 {
			err = p.list(f)
		} else {
			err = p.value(f, 1)
		}
		if err != nil {
			return fmt.Errorf("print %s of the report as json: %w", name, err)
		}
		opening = ","
	}
	p.line(0)
	p.w.WriteString("}\n")
	if err := p.w.Flush(); err != nil {
		return fmt.Errorf("print the report as json: %w", err)
	}
	return nil
}

func (p *printer) list(f reflect.Value) error {
	opening := "["
	for i := range f.Len() {
		p.w.WriteString(opening)
		p.line(2)
		if err := p.value(f.Index(i), 2); err != nil {
			return err
		}
		opening = ","
	}
	p.line(1)
	p.w.WriteByte(']')
	return nil
}

// line begins a line that many steps in, where there are lines.
func (p *printer) line(steps int) {
	if p.indent != "" {
		p.w.WriteString("\n" + strings.Repeat(p.indent, steps))
	}
}

// value writes v, whose line begins that many steps in.
func (p *printer) value(v reflect.Value, steps int) error {
	p.enc.SetIndent(strings.Repeat(p.indent, steps), p.indent)
	p.buf.Reset()
	if err := p.enc.Encode(v.Interface()); err != nil {
		return err
	}
	p.w.Write(bytes.TrimSuffix(p.buf.Bytes(), []byte{'\n'}))
	return nil
}
