// Package schema holds the JSON Schemas of everything that weaklink prints for
// programs. They are part of the product: tests hold its output against them.
package schema

import "embed"

//go:embed *.schema.json
var files embed.FS

// Get is the schema of that name, e.g. "report"; nil when there is none.
func Get(name string) []byte {
	raw, err := files.ReadFile(name + ".schema.json")
	if err != nil {
		return nil
	}
	return raw
}
