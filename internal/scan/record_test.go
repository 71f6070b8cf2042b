package scan

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/risk"
)

// A record is written part by part, and is what encoding/json makes of it at
// once, to the byte: its digest tells whether two runs came to the same.
func TestRecordInPartsIsTheWhole(t *testing.T) {
	for name, r := range map[string]Record{
		"nothing": {},
		"empty":   {Answers: map[string]checks.Answer{}, Only: []chain.Link{}, Findings: []chain.Finding{}, States: []chain.TargetState{}, Advice: &Advice{}},
		"full": {Firm: chain.Firm{Name: "A & B <c>\u2028"}, Answers: map[string]checks.Answer{"b": {}, "a": {}}, Now: time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC), Seed: 1<<63 + 1,
			Constants: map[string]any{"x": []any{1.5, 2}, "a": 1e-9}, Only: []chain.Link{chain.Data}, MadeUp: true,
			Findings: []chain.Finding{{ID: "a", Grip: chain.Weak, Say: "\xff", Evidence: []string{"x", "y"}}, {ID: "b", Grip: chain.Holds}},
			Verdict:  risk.Verdict{Link: "data", Subjects: []risk.Candidate{{Link: "data", Controls: []string{"c"}}, {}}, Repairs: []risk.Candidate{}, Second: &risk.Second{}},
			Advice:   &Advice{Plan: risk.Plan{Steps: []risk.Step{{}, {Findings: []string{"a"}}}}, Shares: []risk.Share{{}}, Overrides: []risk.Override{{ID: "x"}}}},
	} {
		want, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := r.write(&got); err != nil || !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s: %v\n got %s\nwant %s", name, err, got.Bytes(), want)
		}
	}
}
