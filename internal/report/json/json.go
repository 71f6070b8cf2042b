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
	margin string // blanks to indent with
	forms  map[reflect.Type]form
}

func newPrinter(w io.Writer, indent string) *printer {
	p := &printer{w: bufio.NewWriterSize(w, 64<<10), indent: indent, forms: map[reflect.Type]form{}}
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

func (p *printer) begin(open byte, first bool, inner string) {
	if first {
		p.w.WriteByte(open)
	} else {
		p.w.WriteByte(',')
	}
	if p.indent != "" {
		p.w.WriteByte('\n')
		p.w.WriteString(inner)
	}
}

func (p *printer) end(closing byte, prefix string) {
	if p.indent != "" {
		p.w.WriteByte('\n')
		p.w.WriteString(prefix)
	}
	p.w.WriteByte(closing)
}
