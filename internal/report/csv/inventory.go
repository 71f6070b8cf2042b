package csv

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/report"
)

// One row for each place and kind of data in it, and one for each column that is
// not in clear, which says how. What belongs to the place stands
// in each of its rows, so that any filter leaves whole rows; people are those of
// the place and must not be summed: the same person can be in several.
var inventory = []string{"no", "store", "target", "place", "role", "format", "category", "kind", "dpv", "confidence", "records", "share",
	"people_low", "people_best", "people_high", "detail", "oldest", "newest", "dated_by", "read_by",
	"protection", "demanded", "proven", "missing", "unseen", "not_read", "copy_of", "run", "guarded"}

// Inventory writes the client data that was found as a table. terms are those of
// the Data Privacy Vocabulary by kind of data.
func Inventory(w io.Writer, m *report.Model, terms map[string]string) error {
	m = report.Cleaned(m)
	rows := [][]string{inventory}
	// add is a row of which some cells are known.
	add := func(cells map[string]string) {
		row := make([]string, len(inventory))
		cells["no"], cells["run"] = strconv.Itoa(len(rows)), m.Run.ID
		for i, name := range inventory {
			row[i] = cells[name]
		}
		rows = append(rows, row)
	}
	for _, s := range m.Data.Stores.All() {
		for _, c := range s.Categories {
			for _, k := range c.Kinds {
				rows = append(rows, []string{strconv.Itoa(len(rows)), s.ID, s.Target, s.Name, s.Role, s.Format, c.Category, k, terms[k],
					strconv.FormatFloat(c.Confidence, 'g', 3, 64), strconv.FormatInt(c.Records, 10), strconv.FormatFloat(c.Share, 'g', 3, 64),
					strconv.FormatInt(s.People.Low, 10), strconv.FormatInt(s.People.Best, 10), strconv.FormatInt(s.People.High, 10), s.Detail,
					s.Oldest, s.Newest, s.Dated, s.Readers, s.Protection.Level, demanded(s.Protection),
					strings.Join(s.Protection.Proven, "; "), strings.Join(s.Protection.Missing, "; "), strings.Join(s.Protection.Unseen, "; "),
					s.Partial, copyOf(m.Data, s.ID), m.Run.ID, ""})
			}
		}
		for _, c := range s.Guarded {
			add(map[string]string{"store": s.ID, "target": s.Target, "place": s.Name, "role": s.Role, "format": s.Format, "category": c.Category, "kind": c.Kind, "dpv": terms[c.Kind],
				"records": strconv.FormatInt(c.Filled, 10), "read_by": s.Readers, "guarded": c.Column + " " + c.Words()})
		}
	}
	for _, s := range m.Data.Guarded.All() {
		for _, c := range s.Columns {
			add(map[string]string{"store": s.ID, "target": s.Target, "place": s.Name, "role": s.Role, "format": s.Format, "category": c.Category, "kind": c.Kind, "dpv": terms[c.Kind],
				"records": strconv.FormatInt(c.Filled, 10), "read_by": s.Readers, "guarded": c.Column + " " + c.Words()})
		}
	}
	// What nobody could read may hold client data too.
	for _, l := range m.Data.Ledger {
		for _, n := range l.NotRead {
			add(map[string]string{"target": l.Target, "not_read": fmt.Sprintf("%d not read, %d bytes: %s", n.Files, n.Bytes, n.Why)})
		}
	}
	if err := table(w, rows); err != nil {
		return fmt.Errorf("print the inventory as csv: %w", err)
	}
	return nil
}

func demanded(p facts.Protection) string {
	var out []string
	for _, d := range p.Demanded {
		out = append(out, d.Control)
	}
	return strings.Join(out, "; ")
}

// copyOf is the place that a place is a copy of.
func copyOf(d report.Data, id string) string {
	for _, o := range d.Overlaps {
		switch {
		case o.Copy != id:
		case o.A == id:
			return o.B
		default:
			return o.A
		}
	}
	return ""
}

// table writes rows for a spreadsheet.
func table(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	for _, row := range rows {
		for i := range row {
			row[i] = harmless(row[i])
		}
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return out.WriteAll(rows)
}
