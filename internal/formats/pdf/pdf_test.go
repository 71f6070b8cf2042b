package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// made is a document as a common library writes it.
func made(t testing.TB, compress bool, pages ...string) []byte {
	t.Helper()
	p := fpdf.New("P", "mm", "A4", "")
	p.SetCompression(compress)
	for _, text := range pages {
		p.AddPage()
		for i, line := range strings.Split(text, "\n") {
			size := 11.0
			if i == 0 {
				size = 18
			}
			p.SetFont("Helvetica", "", size)
			p.MultiCell(0, 6, p.UnicodeTranslatorFromDescriptor("")(line), "", "L", false)
		}
	}
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func lines(pages []Page) string {
	var out []string
	for _, p := range pages {
		for _, l := range p.Lines {
			out = append(out, l.Text)
		}
	}
	return strings.Join(out, "\n")
}

// raw puts objects into a file as a person would write them by hand.
func raw(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer\n<< /Root 1 0 R >>\n%%EOF\n")
	return b.Bytes()
}

func streamOf(dict, body string) string {
	return fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(body), dict, body)
}

func deflated(s string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

const tree = "<< /Type /Catalog /Pages 2 0 R >>"

func onePage(content string, more ...string) []byte {
	return raw(append([]string{tree, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 5 0 R >> >> >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>", content, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}, more...)...)
}

func TestTextComesOutPageByPage(t *testing.T) {
	for _, compress := range []bool{true, false} {
		pages, err := Read(t.Context(), made(t, compress, "Rückruf (Regel 3)\nVor jeder Änderung rufen wir an.", "Page two\nCall back \\ first."))
		if err != nil {
			t.Fatal(err)
		}
		if len(pages) != 2 || lines(pages[:1]) != "Rückruf (Regel 3)\nVor jeder Änderung rufen wir an." || lines(pages[1:]) != "Page two\nCall back \\ first." {
			t.Errorf("compressed %v: %q", compress, lines(pages))
		}
		if pages[0].Lines[0].Size <= pages[0].Lines[1].Size || pages[0].Garbled || pages[0].Pictures {
			t.Errorf("%+v", pages[0])
		}
	}
}

func TestEveryWayToShowText(t *testing.T) {
	body := `BT /F1 12 Tf 14 TL 72 700 Td (one \(1\) \101) Tj T* <74776f> Tj (three) ' [(fo) -20 (ur) -600 (five)] TJ 0 -14 Td [(si) 10 (x)] TJ ET
BI /W 1 /H 1 ID xEIx EI
q 1 0 0 1 0 -100 cm BT /F1 10 Tf 1 0 0 1 72 600 Tm (seven) Tj ET Q /Fm Do`
	b := raw(tree, "<< /Type /Pages /Kids [3 0 R] /Resources << /Font << /F1 5 0 R >> /XObject << /Fm 6 0 R >> >> >>",
		"<< /Type /Page /Contents [4 0 R] >>", streamOf("/Filter [/ASCIIHexDecode /FlateDecode]", fmt.Sprintf("%x>", deflated(body))),
		"<< /Type /Font /Subtype /Type1 /Encoding << /Differences [65 /adieresis /uni20AC] >> >>",
		streamOf("/Subtype /Form", "BT /F1 10 Tf 72 300 Td (eight B) Tj ET"))
	pages, err := Read(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := lines(pages), "one (1) ä\ntwo\nthreefour five\nsix\nseven\neight €"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !pages[0].Pictures {
		t.Error("the picture was not noticed")
	}
}

func TestLettersByNumberNeedTheirTable(t *testing.T) {
	cmap := "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <0003> <0020> endbfchar 2 beginbfrange <0010> <0020> <0061> <0030> <0031> [<00e4> <D83DDE00>] endbfrange"
	content := streamOf("", "BT /F1 12 Tf 72 700 Td <0010001100030012003000310030> Tj ET")
	page := func(font string) []Page {
		b := raw(tree, "<< /Kids [3 0 R] /Resources << /Font << /F1 5 0 R >> >> >>", "<< /Type /Page /Contents 4 0 R >>", content, font, streamOf("", cmap))
		pages, err := Read(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		return pages
	}
	if got := page("<< /Subtype /Type0 /ToUnicode 6 0 R >>"); lines(got) != "ab cä😀ä" || got[0].Garbled {
		t.Errorf("%q", lines(got))
	}
	if got := page("<< /Subtype /Type0 >>"); !got[0].Garbled {
		t.Errorf("text without its table passes as %q", lines(got))
	}
}

func TestObjectsWithinStreamsAndChangedFiles(t *testing.T) {
	inner := "1 0 2 " + fmt.Sprint(len(tree)+1) + " " + tree + " << /Kids [3 0 R] /Resources << /Font << /F1 5 0 R >> >> >>"
	first := strings.Index(inner, "<<")
	b := []byte("%PDF-1.7\n9 0 obj\n" + streamOf(fmt.Sprintf("/Type /ObjStm /N 2 /First %d /Filter /FlateDecode", first), deflated(inner)) + "\nendobj\n" +
		"3 0 obj << /Type /Page /Contents 4 0 R >> endobj\n4 0 obj " + streamOf("", "BT /F1 9 Tf (old rule) Tj ET") + " endobj\n5 0 obj << /Subtype /TrueType >> endobj\n" +
		"4 0 obj " + streamOf("", "BT /F1 9 Tf (new rule) Tj ET") + " endobj\n")
	pages, err := Read(t.Context(), b)
	if err != nil || lines(pages) != "new rule" {
		t.Errorf("%q, %v", lines(pages), err)
	}
}

func TestWhatCannotBeReadSaysSo(t *testing.T) {
	whole := made(t, true, "Rules\nCall back.")
	locked := bytes.Replace(whole, []byte("trailer\n<<"), []byte("trailer\n<< /Encrypt 99 0 R"), 1)
	bomb := onePage(streamOf("/Filter /FlateDecode", deflated(strings.Repeat("q ", maxUnpack/2+1))))
	for what, c := range map[string]struct {
		b    []byte
		want error
	}{
		"a lock": {locked, ErrEncrypted}, "a bomb": {bomb, ErrTooLarge}, "no PDF": {[]byte("PK\x03\x04"), ErrDamaged},
		"nothing": {nil, ErrDamaged}, "a header alone": {[]byte("%PDF-1.7"), ErrDamaged}, "half a file": {whole[:len(whole)/4], ErrDamaged},
	} {
		if _, err := Read(t.Context(), c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
	scanned, err := Read(t.Context(), raw(tree, "<< /Kids [3 0 R] /Resources << /XObject << /Im 5 0 R >> >> >>", "<< /Type /Page /Contents 4 0 R >>",
		streamOf("", "q 500 0 0 700 0 0 cm /Im Do Q"), streamOf("/Subtype /Image /Filter /DCTDecode", "\xff\xd8")))
	if err != nil || len(scanned) != 1 || len(scanned[0].Lines) != 0 || !scanned[0].Pictures {
		t.Errorf("%+v, %v", scanned, err)
	}
}

// Files made to keep a reader busy for ever.
func TestCirclesEnd(t *testing.T) {
	for what, b := range map[string][]byte{
		"pages":    raw(tree, "<< /Kids [2 0 R 3 0 R 3 0 R] >>", "<< /Kids [2 0 R] >>"),
		"forms":    raw(tree, "<< /Kids [3 0 R] /Resources << /XObject << /F 4 0 R >> >> >>", "<< /Contents 4 0 R >>", streamOf("/Subtype /Form", "/F Do /F Do /F Do")),
		"refs":     raw(tree, "3 0 R", "2 0 R"),
		"nesting":  raw(tree, strings.Repeat("[", 100_000)),
		"dicts":    raw(tree, strings.Repeat("<< /A ", 100_000)),
		"length":   raw(tree, "<< /Kids [3 0 R] >>", "<< /Contents 4 0 R >>", "<< /Length 4 0 R >>\nstream\nBT\nendstream"),
		"no close": onePage(streamOf("", strings.Repeat("(", 100_000))),
	} {
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		_, err := Read(ctx, b)
		cancel()
		if time.Since(began) > 10*time.Second {
			t.Errorf("%s took %v (%v)", what, time.Since(began), err)
		}
	}
}

// An independent reader finds the same words.
func TestWordsAgreeWithPdftotext(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("missing: pdftotext")
	}
	b := made(t, true, "Sicherungen und Rückgabe\nJede Woche wird eine Sicherung gemacht, und einmal im Quartal stellen wir eine Datei daraus wieder her, damit wir wissen, dass es geht.\nBank: 50 € (netto)")
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	theirs, err := exec.Command(tool, "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	ours, err := Read(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(strings.Fields(lines(ours)), " "), strings.Join(strings.Fields(string(theirs)), " "); got != want {
		t.Errorf("we read\n%s\npdftotext reads\n%s", got, want)
	}
}

// Files of qpdf and Ghostscript that may be read and not printed or copied: every
// viewer opens them without asking. One asks for a password.
func TestWhatIsLockedWithoutAPasswordIsRead(t *testing.T) {
	all, err := filepath.Glob("testdata/locked/*.pdf")
	if err != nil || len(all) != 7 {
		t.Fatal(all, err)
	}
	for _, path := range all {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		pages, err := Read(t.Context(), b)
		if filepath.Base(path) == "user.pdf" {
			if !errors.Is(err, ErrEncrypted) || len(pages) > 0 {
				t.Errorf("%s: %v", path, err)
			}
			continue
		}
		if err != nil || !strings.Contains(lines(pages), "Dietmar Kretschmann") {
			t.Errorf("%s: %v, %q", path, err, lines(pages))
		}
	}
}

func FuzzRead(f *testing.F) {
	locked, _ := filepath.Glob("testdata/locked/*.pdf")
	for _, path := range locked {
		if b, err := os.ReadFile(path); err == nil {
			f.Add(b)
		}
	}
	f.Add(onePage(streamOf("", "BT /F1 12 Tf [(a) 3 <62>] TJ ET")))
	f.Add([]byte("%PDF-1.7\n1 0 obj<</Pages 1 0 R/Kids[1 0 R]/Type/Catalog>>"))
	f.Add([]byte("%PDF-1.7\n1 0 obj<</Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>endobj 2 0 obj<</Kids[3 0 R]>>endobj 3 0 obj<</Annots[4 0 R]>>endobj 4 0 obj<</V(a)/Kids[4 0 R]/EF<</F 5 0 R>>/UF<feff0041>>>endobj 5 0 obj<</Length 1>>stream\nx\nendstream endobj trailer<</Root 1 0 R>>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		pages, err := ReadAll(ctx, b, func(string, []byte) error { return nil })
		if err != nil && strings.Contains(err.Error(), "runtime") {
			t.Fatal(err)
		}
		if errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("%d bytes took 5 s", len(b))
		}
		_ = pages
	})
}
