// Package schema holds the JSON Schemas of everything that weaklink prints for
// programs. They are part of the product: tests hold its output against them.
package schema

import (
	"embed"
	"strings"
)

//go:embed *.schema.json
var files embed.FS

const suffix = ".schema.json"

// Get is the schema of that name, e.g. "report"; nil when there is none.
func Get(name string) []byte {
	raw, err := files.ReadFile(name + suffix)
	if err != nil {
		return nil
	}
	return raw
}

// Names are the schemas that there are, in order.
func Names() []string {
	all, err := files.ReadDir(".")
	if err != nil {
		panic("docs/schema: " + err.Error()) // it is embedded
	}
	var out []string
	for _, f := range all {
		out = append(out, strings.TrimSuffix(f.Name(), suffix))
	}
	return out
}
