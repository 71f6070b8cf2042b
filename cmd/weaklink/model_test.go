package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/weaklink/weaklink/risk"
)

// Every worked case fits the published schema, and what the schema refuses the
// program refuses too.
func TestWorkedCasesFitTheSchema(t *testing.T) {
	s, err := compile("graph")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "docs", "model", "*.json"))
	if err != nil || len(files) < 9 {
		t.Fatalf("%d worked cases, %v", len(files), err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(doc); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		for old, bad := range map[string]string{`"kind": "source"`: `"kind": "start"`, `"nodes"`: `"knots"`, `"p": 0`: `"p": -0`, `"exact": true`: `"exact": 1`, `"to"`: `"into"`} {
			broken := bytes.Replace(raw, []byte(old), []byte(bad), 1)
			if bytes.Equal(broken, raw) || old == `"p": 0` && !bytes.Contains(raw, []byte(`"p": 0.`)) {
				continue
			}
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(broken))
			if err != nil {
				t.Fatal(err)
			}
			if s.Validate(doc) == nil {
				t.Errorf("%s: the schema takes %s", f, bad)
			}
			if _, err := risk.ParseGraph(broken); err == nil {
				t.Errorf("%s: the program takes %s", f, bad)
			}
		}
	}
}
