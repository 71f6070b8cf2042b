package formats_test

import (
	"strings"
	"testing"
)

// The archive holds one list of 30 customers as LibreOffice 7.4 wrote it in each
// of its formats.
func TestEveryFormatThatLibreOfficeWrites(t *testing.T) {
	s, res := read(t, fixture(t, "office.tar.xz"))
	if len(res.Partial) > 0 {
		t.Errorf("%q", res.Partial)
	}
	parts := map[string]string{}
	name := ""
	for _, l := range s.lines {
		if n, ok := strings.CutPrefix(l, "part "); ok {
			name = n
		}
		parts[name] += l + "\n"
	}
	want := strings.Split(strings.TrimSpace(parts["./people.csv"]), "\n")
	seen := 0
	for _, ext := range []string{"people.csv", "people.doc", "people.docx", "people.fods", "people.html", "people.ods", "people.odt", "people.rtf", "people.xls", "people.xlsx", "slides.odp", "slides.pptx"} {
		got := strings.Join(strings.Fields(parts["./"+ext]), " ")
		for _, line := range want {
			row, ok := strings.CutPrefix(line, "row ")
			if !ok {
				continue
			}
			seen++
			for _, v := range strings.Split(row, "|") {
				if !strings.Contains(got, v) {
					t.Errorf("%s: no %q", ext, v)
				}
			}
		}
	}
	if seen != 12*30 {
		t.Errorf("%d rows looked for", seen)
	}
}
