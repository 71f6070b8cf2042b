package json_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/weaklink/weaklink/internal/report"
	reportjson "github.com/weaklink/weaklink/internal/report/json"
	"github.com/weaklink/weaklink/internal/report/reporttest"
)

// The report is written piece by piece, and is what encoding/json makes of it
// at once, to the byte.
func TestPiecesComeToTheWhole(t *testing.T) {
	kinds := reporttest.Kinds()
	kinds["nothing at all"] = &report.Model{}
	kinds["empty lists"] = &report.Model{Findings: []report.Finding{}, Facts: []any{}, Data: report.Data{Stores: []report.Store{}}, Plan: []report.Step{{}}}
	kinds["with facts"] = &report.Model{Facts: []any{map[string]int{"a": 1}, "b & <c>"}, Record: json.RawMessage(`{"x": [1,2]}`)}
	for name, m := range kinds {
		for indent, print := range map[string]func(*bytes.Buffer) error{
			" ": func(b *bytes.Buffer) error { return reportjson.Print(b, m) },
			"":  func(b *bytes.Buffer) error { return reportjson.Compact(b, m) },
		} {
			var got, want bytes.Buffer
			if err := print(&got); err != nil {
				t.Fatal(err)
			}
			enc := json.NewEncoder(&want)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", indent)
			if err := enc.Encode(m); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want.Bytes()) {
				t.Errorf("%s, indented by %q:\n got %.2000s\nwant %.2000s", name, indent, got.Bytes(), want.Bytes())
			}
		}
	}
}
