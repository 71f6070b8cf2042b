package formats

import (
	"bytes"
	"testing"
)

func TestColumnsThatAreOnlyCountedHaveAHeaderAllTheSame(t *testing.T) {
	for _, c := range []struct {
		csv  string
		want int
	}{
		{"f1,f2,f3\n4711,Anna Ott,anna@mail.org\n4712,Jan Alt,jan@mail.org", 0},
		{"col1;col2;col3\nAnna;Ott;Berlin\nJan;Alt;Bremen", 0},
		{"a;b;c;d\nAnna;Ott;anna@mail.org;1980-01-02\nJan;Alt;jan@mail.org;1979-05-06", 0},
		{"A;B;C\nB;A;C\nC;C;A", -1},
		{"k7,m2,x9\nq1,m3,x8\nk2,m4,x7", -1},
		{"Anna,Ott,Berlin\nJan,Alt,Bremen", -1},
	} {
		var rows [][][]byte
		sep := []byte(",")
		if bytes.Contains([]byte(c.csv), []byte(";")) {
			sep = []byte(";")
		}
		for _, line := range bytes.Split([]byte(c.csv), []byte("\n")) {
			rows = append(rows, bytes.Split(line, sep))
		}
		if got := headerRow(rows); got != c.want {
			t.Errorf("%q: the header is in row %d, want %d", c.csv, got, c.want)
		}
	}
}
