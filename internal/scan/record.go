package scan

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/risk"
)

// Record is what is kept of a verdict, so that it can be judged again.
type Record struct {
	Firm      chain.Firm               `json:"firm"`
	Answers   map[string]checks.Answer `json:"answers,omitempty"`
	States    []chain.TargetState      `json:"states"`
	Now       time.Time                `json:"now"`
	Seed      uint64                   `json:"seed"`
	Samples   int                      `json:"samples"`
	Constants map[string]any           `json:"constants,omitempty"`
	Only      []chain.Link             `json:"only,omitempty"`
	MadeUp    bool                     `json:"made_up,omitempty"`
	Version   string                   `json:"version"`
	Findings  []chain.Finding          `json:"findings"`
	Verdict   risk.Verdict             `json:"verdict"`
	Advice    *Advice                  `json:"advice,omitempty"`
}

func recordOf(c Case, version string, j *Judgement) Record {
	return Record{Firm: c.Firm, Answers: c.Answers, States: c.States, Now: c.Now, Seed: j.Verdict.Seed,
		Samples: c.Samples, Constants: c.Constants, Only: c.Only, MadeUp: c.MadeUp, Version: version, Findings: j.Findings, Verdict: j.Verdict, Advice: j.Advice}
}

// write writes what json.Marshal would make of r, part by part and lists an
// element at a time: of thousands of places it is never whole in memory.
func (r Record) write(w io.Writer) error {
	out := bufio.NewWriterSize(w, 64<<10)
	if err := written(out, reflect.ValueOf(r)); err != nil {
		return fmt.Errorf("write down the verdict: %w", err)
	}
	return out.Flush()
}

func written(out *bufio.Writer, v reflect.Value) error {
	switch {
	case v.Kind() == reflect.Pointer && !v.IsNil() && plain(v.Type().Elem()):
		return written(out, v.Elem())
	case plain(v.Type()):
		return parts(out, v)
	case v.Kind() == reflect.Slice && v.Len() > 0 && v.Type().Elem().Kind() == reflect.Struct:
		opening := byte('[')
		for i := range v.Len() {
			out.WriteByte(opening)
			opening = ','
			if err := marshalled(out, v.Index(i)); err != nil {
				return err
			}
		}
		return out.WriteByte(']')
	}
	return marshalled(out, v)
}

func marshalled(out *bufio.Writer, v reflect.Value) error {
	raw, err := json.Marshal(v.Interface())
	if err == nil {
		_, err = out.Write(raw)
	}
	return err
}

// plain says whether values of a type are written by their fields, with no option
// but omitempty.
func plain(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t.Implements(reflect.TypeFor[json.Marshaler]()) || reflect.PointerTo(t).Implements(reflect.TypeFor[json.Marshaler]()) {
		return false
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || !f.IsExported() || name == "" || name == "-" || option != "" && option != "omitempty" {
			return false
		}
	}
	return t.NumField() > 0
}

func parts(out *bufio.Writer, v reflect.Value) error {
	opening := byte('{')
	for i := range v.NumField() {
		name, option, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if f := v.Field(i); option == "" || !empty(f) {
			out.WriteByte(opening)
			opening = ','
			out.WriteString(`"` + name + `":`)
			if err := written(out, f); err != nil {
				return err
			}
		}
	}
	if opening == '{' {
		out.WriteByte('{')
	}
	return out.WriteByte('}')
}

// empty is what omitempty leaves out.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String, reflect.Array:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
