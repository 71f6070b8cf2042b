package csv

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/reporttest"
)

func rows(t interface{ Fatal(...any) }, m *report.Model) [][]string {
	var b bytes.Buffer
	if err := Print(&b, m); err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(b.Bytes()) {
		t.Fatal("no valid UTF-8")
	}
	raw, marked := bytes.CutPrefix(b.Bytes(), []byte("\xef\xbb\xbf"))
	if !marked || bytes.Count(raw, []byte("\n")) != bytes.Count(raw, []byte("\r\n")) {
		t.Fatal("no byte order mark, or a line that does not end in CRLF")
	}
	out, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// One row for each finding, each with every column, in every kind of report.
func TestOneRowEach(t *testing.T) {
	for name, m := range reporttest.Kinds() {
		all := rows(t, m)
		if len(all) != m.Findings.Len()+1 {
			t.Errorf("%s: %d rows for %d findings", name, len(all), m.Findings.Len())
		}
		for i, f := range m.Findings.All() {
			if row := all[i+1]; row[0] != strconv.Itoa(i+1) || row[1] != f.ID || row[4] != f.Grip.String() || row[7] != harmless(report.Clean(f.Say)) {
				t.Errorf("%s: row %d is %q", name, i+1, row)
			}
		}
	}
}

// No cell begins like a formula, whatever a thing is called.
func TestNoCellIsAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := reporttest.Model(1, reporttest.Options{Findings: 1})
		f := reporttest.First(m)
		for _, s := range []*string{&f.Name, &f.Say, &f.Fix, &f.Proof, &f.Subject, &f.Why} {
			*s = rapid.SampledFrom([]string{"", "=", "+", "-", "@", "\t", "\r", "\r\n=", "＝", "x;=", "x; \"@", ";+;-"}).Draw(t, "begin") + rapid.String().Draw(t, "rest")
		}
		for _, cell := range rows(t, m)[1] {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
				t.Fatalf("%q is a formula", cell)
			}
			for _, part := range strings.Split(cell, ";")[1:] { // as it is parted where the comma is for decimals
				if part = strings.TrimLeft(part, " \""); part != "" && strings.ContainsAny(part[:1], "=+-@") {
					t.Fatalf("%q holds a formula after a semicolon", cell)
				}
			}
		}
	})
}
