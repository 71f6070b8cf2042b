// Package json prints the report as JSON, in the form published as
// docs/schema/report.schema.json: additive within a major version.
package json

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/weaklink/weaklink/internal/report"
)

// Print writes m, indented, with a newline at the end.
func Print(w io.Writer, m *report.Model) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(m); err != nil {
		return fmt.Errorf("print the report as json: %w", err)
	}
	return nil
}
