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

// printer writes what encoding/json would, piece by piece: the report of a firm of
// thousands of places is larger than all else that is held of it.
type printer struct {
	w      *bufio.Writer
	indent string // of one step; "": all in one line
	buf    bytes.Buffer
	enc    *json.Encoder
	prefix string // that enc is set to
}

func newPrinter(w io.Writer, indent string) *printer {
	p := &printer{w: bufio.NewWriterSize(w, 64<<10), indent: indent}
	p.enc = json.NewEncoder(&p.buf)
	p.enc.SetEscapeHTML(false)
	p.enc.SetIndent("", indent)
	return p
}

func (p *printer) model(m *report.Model) error {
	err := p.value(reflect.ValueOf(m).Elem(), "")
	if err == nil {
		p.w.WriteByte('\n') // an error of it is one of Flush
		err = p.w.Flush()
	}
	if err != nil {
		return fmt.Errorf("print the report as json: %w", err)
	}
	return nil
}

// value writes v, whose line begins with prefix.
func (p *printer) value(v reflect.Value, prefix string) error {
	switch {
	case v.Type() == reflect.TypeFor[report.Model](), v.Type() == reflect.TypeFor[report.Data]():
		return p.members(v, prefix)
	case v.Kind() == reflect.Slice && v.Len() > 0 && v.Type().Elem().Kind() != reflect.Uint8:
		return p.elements(v, prefix)
	}
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

func (p *printer) elements(v reflect.Value, prefix string) error {
	for i := range v.Len() {
		p.begin('[', i == 0, prefix)
		if err := p.value(v.Index(i), prefix+p.indent); err != nil {
			return err
		}
	}
	p.end(']', prefix)
	return nil
}

// members writes a struct of which every field has a name in JSON.
func (p *printer) members(v reflect.Value, prefix string) error {
	first := true
	for i := range v.NumField() {
		name, option, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if name == "-" || option == "omitempty" && empty(v.Field(i)) {
			continue
		}
		p.begin('{', first, prefix)
		first = false
		p.w.WriteString(`"` + name + `":`)
		if p.indent != "" {
			p.w.WriteByte(' ')
		}
		if err := p.value(v.Field(i), prefix+p.indent); err != nil {
			return err
		}
	}
	p.end('}', prefix)
	return nil
}

func (p *printer) begin(open byte, first bool, prefix string) {
	if first {
		p.w.WriteByte(open)
	} else {
		p.w.WriteByte(',')
	}
	if p.indent != "" {
		p.w.WriteString("\n" + prefix + p.indent)
	}
}

func (p *printer) end(closing byte, prefix string) {
	if p.indent != "" {
		p.w.WriteString("\n" + prefix)
	}
	p.w.WriteByte(closing)
}

// empty is what encoding/json takes for empty.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Struct, reflect.Array:
		return false
	}
	return v.IsZero()
}
