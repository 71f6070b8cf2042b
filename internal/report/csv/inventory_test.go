package csv

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/reporttest"
)

// One row for each place and kind of data in it, each with every column, and one
// for each reason for which something was not read.
func TestInventoryHasARowForEachPlaceAndKind(t *testing.T) {
	for name, m := range reporttest.Kinds() {
		want := 1
		for _, s := range m.Data.Stores.All() {
			for _, c := range s.Categories {
				want += len(c.Kinds)
			}
		}
		for _, s := range m.Data.Guarded.All() {
			want += len(s.Columns)
		}
		if m.Data.Stores.Len() > 0 {
			m.Data.Ledger = []report.Ledger{{Target: "office", Unread: 2, UnreadBytes: 900, NotRead: []facts.NotRead{{Why: "=encrypted", Files: 2, Bytes: 900}}}}
			want++
		}
		var b bytes.Buffer
		if err := Inventory(&b, m, map[string]string{"email": "pd:EmailAddress"}); err != nil {
			t.Fatal(name, err)
		}
		all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\xef\xbb\xbf")))).ReadAll()
		if err != nil {
			t.Fatal(name, err)
		}
		if len(all) != want {
			t.Errorf("%s: %d rows, want %d", name, len(all), want)
		}
		for i, row := range all[1:] {
			if len(row) != len(all[0]) {
				t.Errorf("%s: row %d has %d cells of %d", name, i+1, len(row), len(all[0]))
			}
			for _, cell := range row {
				if formula.MatchString(cell) {
					t.Errorf("%s: %q is a formula", name, cell)
				}
			}
		}
		if name == "rich" {
			first := map[string]string{}
			for i, c := range all[0] {
				first[c] = all[1][i]
			}
			s := m.Data.Stores.At(0)
			if first["store"] != s.ID || first["kind"] != "email" || first["dpv"] != "pd:EmailAddress" || first["category"] != "contact" || first["demanded"] != "minimisation; backup-exists; mfa" ||
				first["proven"] != "backup-exists" || first["missing"] != "minimisation" || first["unseen"] != "mfa" || first["oldest"] != s.Oldest || first["people_high"] == "" {
				t.Errorf("the first row is %v", first)
			}
			guarded := slices.IndexFunc(all, func(row []string) bool { return slices.Contains(row, "iban masked") })
			if guarded < 0 || !slices.Contains(all[guarded], m.Data.Guarded.At(0).ID) {
				t.Error("what is not in clear is missing")
			}
			if last := strings.Join(all[len(all)-1], " "); !strings.Contains(last, "2 not read, 900 bytes: =encrypted") {
				t.Errorf("what was not read is missing: %q", last)
			}
		}
	}
}
