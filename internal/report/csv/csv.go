// Package csv prints the findings as a table for a spreadsheet: UTF-8, one row
// each (RFC 4180), and no cell that a spreadsheet would take for a formula.
package csv

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/weaklink/weaklink/internal/report"
)

var columns = []string{"id", "check", "link", "grip", "subject", "name", "say", "why", "next", "matters", "fix", "proof", "who",
	"minutes_low", "minutes_high", "pass", "of", "control", "cites", "since", "run"}

// Print writes the table with a line of column names.
func Print(w io.Writer, m *report.Model) error {
	m = report.Cleaned(m)
	out := csv.NewWriter(w)
	rows := [][]string{columns}
	for _, f := range m.Findings {
		row := []string{f.ID, f.Check, string(f.Link), f.Grip.String(), f.Subject, f.Name, f.Say, f.Why, f.Next, f.Matters, f.Fix, f.Proof, string(f.Who),
			strconv.Itoa(f.Minutes[0]), strconv.Itoa(f.Minutes[1]), strconv.Itoa(f.Pass), strconv.Itoa(f.Of), f.Control, strings.Join(f.Cites, "; "),
			f.Since.UTC().Format(time.RFC3339), m.Run.ID}
		for i := range row {
			row[i] = harmless(row[i])
		}
		rows = append(rows, row)
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("print the findings as csv: %w", err)
	}
	return nil
}

// harmless keeps a spreadsheet from calculating what somebody else named: a
// cell that begins like a formula is marked as text
// (https://owasp.org/www-community/attacks/CSV_Injection).
func harmless(s string) string {
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r") || strings.HasPrefix(s, "＝") || strings.HasPrefix(s, "＋") || strings.HasPrefix(s, "－") || strings.HasPrefix(s, "＠") {
		return "'" + s
	}
	return s
}
