package sarif

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/reporttest"
)

// What SARIF 2.1.0 requires of the parts that we use, from sections 3.13 to
// 3.52 of the standard: names, types, lists of values, and that nothing else is there.
const required = `{
"type": "object", "required": ["version", "runs"], "additionalProperties": false,
"properties": {"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": {"type": "array", "minItems": 1, "items": {
  "type": "object", "required": ["tool", "results"], "additionalProperties": false, "properties": {
    "tool": {"type": "object", "required": ["driver"], "additionalProperties": false, "properties": {"driver": {"type": "object", "required": ["name"], "additionalProperties": false,
      "properties": {"name": {"type": "string", "minLength": 1}, "version": {"type": "string", "minLength": 1}, "rules": {"type": "array", "uniqueItems": true, "items": {"type": "object", "required": ["id"], "additionalProperties": false,
        "properties": {"id": {"type": "string", "minLength": 1}, "shortDescription": {"$ref": "#/$defs/message"}, "fullDescription": {"$ref": "#/$defs/message"}, "help": {"$ref": "#/$defs/message"}, "properties": {"$ref": "#/$defs/bag"}}}}}}}},
    "automationDetails": {"type": "object", "required": ["id"], "additionalProperties": false, "properties": {"id": {"type": "string"}}},
    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]}, "properties": {"$ref": "#/$defs/bag"},
    "invocations": {"type": "array", "items": {"type": "object", "required": ["executionSuccessful"], "additionalProperties": false, "properties": {
      "executionSuccessful": {"type": "boolean"}, "startTimeUtc": {"$ref": "#/$defs/time"}, "endTimeUtc": {"$ref": "#/$defs/time"},
      "toolExecutionNotifications": {"type": "array", "items": {"type": "object", "required": ["message"], "additionalProperties": false, "properties": {"level": {"$ref": "#/$defs/level"}, "message": {"$ref": "#/$defs/message"}}}}}}},
    "results": {"type": "array", "items": {"type": "object", "required": ["message"], "additionalProperties": false, "properties": {
      "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0}, "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]}, "level": {"$ref": "#/$defs/level"},
      "message": {"$ref": "#/$defs/message"}, "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]}, "properties": {"$ref": "#/$defs/bag"},
      "fingerprints": {"type": "object", "additionalProperties": {"type": "string"}}, "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
      "locations": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {"logicalLocations": {"type": "array", "items": {"type": "object", "additionalProperties": false,
        "properties": {"name": {"type": "string"}, "fullyQualifiedName": {"type": "string"}, "kind": {"type": "string"}}}}}}}},
      "if": {"properties": {"kind": {"const": "fail"}}}, "else": {"properties": {"level": {"const": "none"}}}}}}}}},
"$defs": {
  "message": {"type": "object", "required": ["text"], "additionalProperties": false, "properties": {"text": {"type": "string", "minLength": 1}}},
  "level": {"enum": ["none", "note", "warning", "error"]},
  "time": {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d+Z$"},
  "bag": {"type": "object", "properties": {"tags": {"type": "array", "uniqueItems": true, "items": {"type": "string"}}}}}}`

func printed(t *testing.T, m *report.Model) log {
	t.Helper()
	var b bytes.Buffer
	if err := Print(&b, m); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(required)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Error(err)
	}
	var out log
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// Every kind of report is valid, with one result for each finding, known again
// by its id; what was not seen is open and never a failure.
func TestEveryFindingIsAResult(t *testing.T) {
	for name, m := range reporttest.Kinds() {
		r := printed(t, m).Runs[0]
		if len(r.Results) != len(m.Findings) || r.Invocations[0].Successful == m.Run.Partial {
			t.Errorf("%s: %d results for %d findings, successful %v", name, len(r.Results), len(m.Findings), r.Invocations[0].Successful)
		}
		for i, f := range m.Findings {
			got := r.Results[i]
			want := map[chain.Grip][2]string{chain.Broken: {"fail", "error"}, chain.Weak: {"fail", "warning"}, chain.Unseen: {"open", "none"}, chain.Holds: {"pass", "none"}}[f.Grip]
			if got.Kind != want[0] || got.Level != want[1] {
				t.Errorf("%s: %s is %s, %s", name, f.Grip, got.Kind, got.Level)
			}
			if got.Fingerprints["weaklink/v1"] != f.ID || r.Tool.Driver.Rules[got.Index].ID != f.Check {
				t.Errorf("%s: result %d is not finding %s", name, i, f.ID)
			}
		}
		if len(r.Invocations[0].Notifications) != len(m.Unseen) {
			t.Errorf("%s: %d notes on %d things not seen", name, len(r.Invocations[0].Notifications), len(m.Unseen))
		}
	}
}

// The schema above can fail.
func TestTheSchemaRefuses(t *testing.T) {
	doc, _ := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(required)))
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	s := c.MustCompile("sarif.json")
	for _, bad := range []string{`{}`, `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{}]}]}`,
		`{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"text":"x"},"kind":"open","level":"error"}]}]}`} {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(bad)))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(v) == nil {
			t.Errorf("accepts %s", bad)
		}
	}
}
