// Package csv prints the findings as a table for a spreadsheet, one row each, and
// the client data that was found as another, one row for each place and kind
// (RFC 4180), UTF-8 with a byte order mark, because Excel takes it for the
// system's old code page otherwise, and no cell that a spreadsheet would take for
// a formula. The first column is a mere number: readers that know no byte order
// mark lose the name of that one only.
package csv

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/weaklink/weaklink/internal/report"
)

var columns = []string{"no", "id", "check", "link", "grip", "subject", "name", "say", "why", "next", "matters", "fix", "proof", "who",
	"minutes_low", "minutes_high", "pass", "of", "control", "cites", "since", "run"}

// Print writes the table with a line of column names.
func Print(w io.Writer, m *report.Model) error {
	m = report.Cleaned(m)
	rows := [][]string{columns}
	for i, f := range m.Findings.All() {
		row := []string{strconv.Itoa(i + 1), f.ID, f.Check, string(f.Link), f.Grip.String(), f.Subject, f.Name, f.Say, f.Why, f.Next, f.Matters, f.Fix, f.Proof, string(f.Who),
			strconv.Itoa(f.Minutes[0]), strconv.Itoa(f.Minutes[1]), strconv.Itoa(f.Pass), strconv.Itoa(f.Of), f.Control, strings.Join(f.Cites, "; "),
			f.Since.UTC().Format(time.RFC3339), m.Run.ID}
		rows = append(rows, row)
	}
	if err := table(w, rows); err != nil {
		return fmt.Errorf("print the findings as csv: %w", err)
	}
	return nil
}

// harmless keeps a spreadsheet from calculating what somebody else named: a
// cell that begins like a formula is marked as text
// (https://owasp.org/www-community/attacks/CSV_Injection). Where the comma is
// for decimals, cells are parted at semicolons, so what follows one is marked too.
func harmless(s string) string {
	return formula.ReplaceAllString(s, "$1'$2")
}

var formula = regexp.MustCompile(`(^|;[\s"]*)([=+\-@\t\r＝＋－＠])`)
