package json_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	reportjson "github.com/weaklink/weaklink/internal/report/json"
	"github.com/weaklink/weaklink/internal/report/reporttest"
	"github.com/weaklink/weaklink/risk"
)

// The report is written piece by piece, and is what encoding/json makes of it
// at once, to the byte.
func TestPiecesComeToTheWhole(t *testing.T) {
	kinds := reporttest.Kinds()
	kinds["nothing at all"] = &report.Model{}
	kinds["empty lists"] = &report.Model{Findings: report.Listed[report.Finding](), Facts: []any{}, Data: report.Data{Stores: report.Listed[report.Store]()}, Plan: []report.Step{{}}}
	kinds["with facts"] = &report.Model{Facts: []any{map[string]int{"a": 1}, "b & <c>"}, Record: json.RawMessage(`{"x": [1,2]}`)}
	kinds["odd texts"] = &report.Model{Findings: report.Listed(report.Finding{Grip: chain.Weak, Say: "a\u2028b \"<&>\\ \x01\t\n\b\f\x7f", Fix: "\xff\xfe", Name: "ü‹›\u2029", Fixes: map[string]string{"nginx": "x"},
		Since: time.Date(2026, 1, 2, 3, 4, 5, 6000, time.FixedZone("", 3600)), Seen: []report.Sighting{{Seen: time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC)}}, Drop: &risk.Range{Best: 1e-9}})}
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
