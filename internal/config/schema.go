package config

import (
	"bytes"
	"encoding/json"
	"reflect"
)

const schemaID = "https://weaklink.github.io/schema/weaklink.yaml.schema.json"

// Schema is the JSON Schema (draft 2020-12) of weaklink.yaml, for editors and
// for `weaklink config schema`. It comes from the same table that Load checks
// against, so the two cannot say different things.
func Schema() []byte {
	s := schemaOf(reflect.TypeFor[Config](), "")
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["$id"] = schemaID
	s["title"] = "weaklink.yaml"
	s["description"] = "What weaklink is to look at, and what only people can tell it. Secrets are named here, never written."
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		panic("config: the schema of the settings is not representable as JSON: " + err.Error()) // a mistake in rules
	}
	return b.Bytes()
}

func schemaOf(t reflect.Type, path string) map[string]any {
	r := rules[path]
	s := make(map[string]any)
	if r.doc != "" {
		s["description"] = r.doc
	}
	if r.example != nil {
		s["examples"] = []any{r.example}
	}
	switch {
	case t == reflect.TypeFor[Constants]():
		number := map[string]any{"type": "number"}
		c := rules[path+".*"]
		s["type"] = "object"
		s["propertyNames"] = map[string]any{"pattern": c.pattern}
		s["additionalProperties"] = map[string]any{
			"description": c.doc, "examples": []any{c.example},
			"oneOf": []any{number, map[string]any{"type": "array", "items": number, "minItems": 2, "maxItems": 3}},
		}
	case t.Kind() == reflect.Struct && t != reflect.TypeFor[Secret]():
		object(s, t, path)
	case t.Kind() == reflect.Slice:
		s["type"] = "array"
		s["items"] = schemaOf(t.Elem(), path+"[]")
	case t.Kind() == reflect.Int:
		s["type"] = "integer"
	case t.Kind() == reflect.Float64:
		s["type"] = "number"
	case r.scalar:
		s["type"] = []string{"string", "number", "boolean"}
	default:
		s["type"] = "string"
	}
	if r.pattern != "" {
		s["pattern"] = r.pattern
	}
	if r.min != nil {
		s["minimum"] = *r.min
	}
	if r.max != nil {
		s["maximum"] = *r.max
	}
	return s
}

func object(s map[string]any, t reflect.Type, path string) {
	properties := make(map[string]any)
	var required []string
	for i := range t.NumField() {
		name := t.Field(i).Tag.Get("yaml")
		at := join(path, name)
		properties[name] = schemaOf(t.Field(i).Type, at)
		if rules[at].required {
			required = append(required, name)
		}
	}
	s["type"] = "object"
	s["properties"] = properties
	s["additionalProperties"] = false
	if required != nil {
		s["required"] = required
	}
}
