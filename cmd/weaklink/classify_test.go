package main

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/internal/redact"
)

// The lines that are written by hand are those that encoding/json writes.
func TestLinesOfFindsAreJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"\"\\\"", "a\x00\x1f\x7f", "  ", "\xff\xfe", "<a&b>"})).Draw(t, "value")
		l := findLine{
			Schema: "weaklink.find/1", Kind: "email", DPV: "pd:EmailAddress",
			Start: rapid.Int64Range(0, 1<<50).Draw(t, "start"), End: rapid.Int64Range(0, 1<<50).Draw(t, "end"),
			Confidence: rapid.OneOf(rapid.Float64Range(.01, 1), rapid.Map(rapid.IntRange(0, 1000), func(n int) float64 { return float64(n) / 1000 })).Draw(t, "confidence"), Masked: redact.Mask(value), Test: rapid.Bool().Draw(t, "test"),
		}
		var want strings.Builder
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(l); err != nil {
			t.Fatal(err)
		}
		if got := string(l.append(nil, redact.AppendMask(nil, value))); got != want.String() {
			t.Fatalf("%q\n got %s\nwant %s", value, got, want.String())
		}
	})
}
