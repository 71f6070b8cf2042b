package config

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the committed schema anew")

func TestTheCommittedSchemaIsTheOneOfThisBuild(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "schema", "weaklink.yaml.schema.json")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, Schema()) {
		t.Errorf("%s is stale: run go test ./internal/config -update", path)
	}
}

// An editor that follows the schema and Load agree on what is a mistake.
func TestTheSchemaAcceptsWhatLoadAccepts(t *testing.T) {
	var raw any
	if err := json.Unmarshal(Schema(), &raw); err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(schemaID, raw); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(schemaID)
	if err != nil {
		t.Fatal(err)
	}
	for text, good := range map[string]bool{
		full:                                   true,
		"firm: {staff: 0}":                     true,
		"constants: {a: [1, 2, 3]}":            true,
		"answers: [{id: data.x, value: true}]": true,
		"firm: {staff: -1}":                    false,
		"firm: {staff: 1.5}":                   false,
		"firm: {staff: seven}":                 false,
		"firm: {online_share: 1.01}":           false,
		"firm: {country: de}":                  false,
		"frim: {}":                             false,
		"targets: [{as: x}]":                   false,
		"targets: [{at: x, secret: hunter2}]":  false,
		"targets: [{at: x, max_time: soon}]":   false,
		"answers: [{id: data.x}]":              false,
		"answers: [{id: nolink.x, value: y}]":  false,
		"contact: {mail: nobody}":              false,
		"constants: {a: high}":                 false,
		"constants: {a: [1]}":                  false,
		"ignore: x":                            false,
	} {
		doc := make(map[string]any)
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatal(err)
		}
		asJSON, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); (err == nil) != good {
			t.Errorf("%.60s: the schema says %v, want good = %v", text, err, good)
		}
		if _, err := Read("w.yaml", []byte(text)); (err == nil) != good {
			t.Errorf("%.60s: Read says %v, want good = %v", text, err, good)
		}
	}
}

func TestEveryKeyIsExplained(t *testing.T) {
	var walk func(v any, at string)
	walk = func(v any, at string) {
		m, ok := v.(map[string]any)
		if !ok {
			return
		}
		if m["type"] != nil && m["description"] == nil && at != "$.targets.items" && at != "$.answers.items" {
			t.Errorf("%s has no description", at)
		}
		props, _ := m["properties"].(map[string]any)
		for k, p := range props {
			walk(p, at+"."+k)
		}
		if items, ok := m["items"]; ok {
			walk(items, at+".items")
		}
	}
	var raw any
	if err := json.Unmarshal(Schema(), &raw); err != nil {
		t.Fatal(err)
	}
	walk(raw, "$")
	for path, r := range rules {
		if r.doc == "" {
			t.Errorf("%s has no explanation", path)
		}
		if s, ok := r.example.(string); ok && r.pattern != "" && !patterns()[r.pattern].MatchString(s) {
			t.Errorf("the example of %s breaks its own rule", path)
		}
	}
}
