package formats

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

func prosed(t testing.TB, name, body string) (Prose, error) {
	t.Helper()
	return ReadProse(t.Context(), Source{R: strings.NewReader(body), Size: int64(len(body))}, name)
}

// shown is a document as text: a heading begins with #.
func shown(p Prose) string {
	var b strings.Builder
	for _, q := range p.Paragraphs {
		if q.Heading {
			b.WriteString("# ")
		}
		b.WriteString(q.Text + "\n")
	}
	return b.String()
}

func parcel(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, parts[i+1])
	}
	z.Close()
	return b.String()
}

func TestHeadingsParagraphsAndRowsOfEveryFormat(t *testing.T) {
	docx := parcel(t, "word/styles.xml", `<w:styles><w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style></w:styles>`,
		"word/document.xml", `<w:document><w:body><w:p><w:pPr><w:pStyle w:val="Titre1"/></w:pPr><w:r><w:t>Pay</w:t></w:r><w:r><w:t>ments</w:t></w:r></w:p>`+
			`<w:p><w:r><w:t>Call &amp; ask.</w:t></w:r><w:del><w:r><w:delText>Never mind.</w:delText></w:r></w:del></w:p>`+
			`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Owner</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Boss</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`)
	odt := parcel(t, "content.xml", `<office:text><text:tracked-changes><text:p>Never mind.</text:p></text:tracked-changes><text:h text:outline-level="1">Pay<text:span>ments</text:span></text:h>`+
		`<text:p>Call &amp; ask.</text:p><table:table><table:table-row><table:table-cell><text:p>Owner</text:p></table:table-cell><table:table-cell><text:p>Boss</text:p></table:table-cell></table:table-row></table:table></office:text>`)
	html := "<title>x</title><style>p{}</style><h2>Pay<b>ments</b></h2><p>Call &amp;\nask.</p><table><tr><td>Owner</td><td>Boss</td></tr></table><script>Never mind.</script>"
	md := "# Payments\n\nCall &\nask.\n\n| Owner | Boss |\n|---|---|\n\n```\nNever mind.\n```\n"
	for name, body := range map[string]string{"a.docx": docx, "a.odt": odt, "a.html": html, "a.md": md} {
		p, err := prosed(t, name, body)
		want := "# Payments\nCall & ask.\nOwner | Boss\n"
		if got := strings.ReplaceAll(shown(p), "---|---\n", ""); err != nil || got != want || p.Partial != nil || p.Format != name[2:] {
			t.Errorf("%s (%s, %v): %v\n%s", name, p.Format, p.Partial, err, got)
		}
	}
	p, err := prosed(t, "a.txt", "Payments\n\nBefore money goes to new bank details, one of\nus calls back.\n\n1. Backups\n\n- made every night\n- tried\n\n1. First\n2) Second\n\nSTAND: 2026\nOwner: Boss\nthe end of it\n")
	want := "# Payments\nBefore money goes to new bank details, one of us calls back.\n# 1. Backups\nmade every night\ntried\n1. First\n2) Second\nSTAND: 2026\nOwner: Boss the end of it\n"
	if err != nil || shown(p) != want {
		t.Errorf("txt: %v\n%s", err, shown(p))
	}
}

func TestProseInOldEncodingsAndSpellings(t *testing.T) {
	for in, want := range map[string]string{
		"R\xfcckruf gen\xfcgt.\n": "Rückruf genügt.\n", "\xef\xbb\xbfRückruf genügt.\r\n": "Rückruf genügt.\n",
		"Ru\u0308ck\u00adruf genu\u0308gt.": "Rückruf genügt.\n", "o\ufb03ce\u00a0hours.": "office hours.\n",
	} {
		if p, err := prosed(t, "a.txt", in); err != nil || shown(p) != want {
			t.Errorf("%q: %v %q", in, err, shown(p))
		}
	}
}

func TestProseThatIsTooMuchIsCutAndSaidToBe(t *testing.T) {
	p, err := prosed(t, "a.txt", strings.Repeat("Call back at once, every time.\n\n", 200_000))
	if err != nil || len(p.Partial) == 0 || len(p.Paragraphs) > maxParagraphs {
		t.Errorf("%v, %v, %d paragraphs", err, p.Partial, len(p.Paragraphs))
	}
	began := time.Now()
	for what, body := range map[string]string{
		"one endless tag":       parcel(t, "word/document.xml", "<w:document"+strings.Repeat(" a=b", 500_000)),
		"nothing but openings":  parcel(t, "word/document.xml", strings.Repeat("<w:tr>", 2_000_000)),
		"an archive of nothing": parcel(t, "a.txt", "x"),
		"a page of openings":    "<html>" + strings.Repeat("<div><h1>", 300_000),
	} {
		var not *NotRead
		if _, err := prosed(t, "a.html", body); !errors.As(err, &not) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if d := time.Since(began); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}

func FuzzReadProse(f *testing.F) {
	f.Add("a.md", "# A\n- b\n| c | d |\n")
	f.Add("a.html", "<h1>a</h1><p>b")
	f.Add("a.docx", parcel(f, "word/document.xml", "<w:p><w:t>a</w:t></w:p>"))
	f.Add("a.odt", parcel(f, "content.xml", "<text:h>a</text:h>"))
	f.Fuzz(func(t *testing.T, name, body string) {
		p, err := prosed(t, name, body)
		if err == nil && len(p.Paragraphs) == 0 {
			t.Error("nothing was read and nothing was said")
		}
	})
}
