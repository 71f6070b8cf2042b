package formats_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

func TestTablesOfPages(t *testing.T) {
	t.Parallel()
	row := func(cells ...string) string { return "<tr><td>" + strings.Join(cells, "</td><td>") + "</td></tr>\n" }
	s, _ := read(t, []byte("<html><body><p>List of <b>March</b></p><table><thead><tr><th>name<th>mail</thead>"+
		row("Ann", "ann@a.example")+row("Bob", "bob@a.example")+row("Cem", "cem@a.example")+row("Dee &amp; co", "dee@a.example")+"</table><p>the end"))
	has(t, s, "text List of March\n\n", "table \ncolumn name\ncolumn mail\nrow Ann|ann@a.example\n", "row Dee & co|dee@a.example\n", "\nthe end")

	// A page laid out with a table is text, and so is a table with another in it.
	s, _ = read(t, []byte("<html><table>"+row("menu", "a letter to <table>"+row("x", "1")+row("y", "2")+"</table>Ann")+row("foot", "", "")+row("deep")+"</table>"))
	if s.rows > 0 {
		t.Errorf("layout is read as rows:\n%s", s.all())
	}
	has(t, s, "menu", "a letter to", "x\t1", "Ann", "foot", "deep")

	s, _ = read(t, []byte("<html><table><tr title='one'><td><div>a</div><td title='two'>"+strings.Repeat("<tr title='three '><td><p>b<td>", 4)))
	has(t, s, "row a|", "row b|")

	// A list that turns out to be a layout after all loses nothing.
	s, _ = read(t, []byte("<html><table>"+strings.Repeat(row("a", "b"), 30)+"<tr><td>early<td>within <table><tr><td>inner</table> late</table>behind"))
	has(t, s, "row a|b", "early", "within", "inner", "late", "behind")

	// Nothing is lost where tags are not ended.
	s, _ = read(t, []byte("<html><table><tr><td>a<td>b<tr><td>c<td>d<tr><td>e<td>f<tr><td>g<td>h"))
	has(t, s, "row a|b", "row g|h")
}

func TestTheFlowOfPages(t *testing.T) {
	t.Parallel()
	s, _ := read(t, []byte("<html><body><h1>Ann</h1>\n<ul>\n<li>ann@a.example</li>\n<li>call +49 171\n  5551234</li>\n</ul>\n<h1>Bob</h1>\n<pre>one\ntwo</pre></body></html>"))
	has(t, s, "Ann\nann@a.example\ncall +49 171 5551234\n\nBob\n", "one\ntwo\n")
}

func TestListsOfListsInJSON(t *testing.T) {
	t.Parallel()
	s, _ := read(t, []byte(`{"columns":["name","mail"],"index":[0,1],"data":[["Ann","a@a.example"],["Bob",null],["C","c@a.example",7]]}`))
	has(t, s, "table data\ncolumn name\ncolumn mail\nrow Ann|a@a.example", "row C|c@a.example|7")
	s, _ = read(t, []byte(`{"range":"A1","values":[["Name","Phone"],["Ann","030 5551234"],["Bob","030 5551235"],["Cem","030 5551236"]]}`))
	has(t, s, "column Name\ncolumn Phone\nrow Ann|030 5551234")
	for _, cut := range []string{`{"rows":[["Ann","a@a.example"],["Bob","b@a.example"`, `{"rows":[["Ann","a@a.example"],["Bob","b@a.example"],`, `{"rows":[["Ann","a@a.example"],["Bob","b@a.example"] x "y"]}`} {
		s, res := read(t, []byte(cut))
		has(t, s, "row Ann|a@a.example", "Bob|b@a.example")
		if len(res.Partial) == 0 {
			t.Errorf("nothing says that %s is damaged", cut)
		}
	}
	s, _ = read(t, []byte(`{"way":[[9.99,53.55],[10.1,53.6]],"rows":[["a",{"b":"in@a.example"}],["c","d"]]}`))
	if strings.Contains(s.all(), "row 9.99") {
		t.Errorf("a drawing is a table:\n%s", s.all())
	}
	has(t, s, "in@a.example", "way: 53.55")
}

func TestHeadingsPartWhoADocumentIsAbout(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	p := func(style, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	if _, err := w.Write([]byte(`<?xml version="1.0"?><w:document><w:body>` + p("berschrift1", "Ann") + p("Liste", "ann@a.example") + p("berschrift1", "Bob") + p("Liste", "bob@a.example") + `</w:body></w:document>`)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	s, _ := read(t, b.Bytes())
	has(t, s, "Ann\nann@a.example\n\nBob\nbob@a.example\n")
}

func TestPostScriptIsReadInPart(t *testing.T) {
	t.Parallel()
	_, res := read(t, []byte("%!PS-Adobe-3.0\n/F1 12 selectfont 72 700 moveto (ann@) show (a.example) show\nshowpage\n"))
	if len(res.Partial) == 0 {
		t.Error("nothing says that it is read in part")
	}
}
