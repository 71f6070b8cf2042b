package canary

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"encoding/xml"
	"fmt"
	"html"
	"math/rand/v2"
	"mime/quotedprintable"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"
	"pgregory.net/rapid"
)

// The values that are hidden: an address, a name with letters beyond ASCII, a
// name with a mark that every language escapes, a number.
var hidden = []string{"swanhild.wolkenhauer@example.net", "Fürchtegott Mückenschläger", "Quentin O'Blenkinsop", "+49 30 23125 417"}

func utf16le(s string) []byte { b, _ := wide(s); return b }
func utf16be(s string) []byte { _, b := wide(s); return b }

func asJSON(s string) []byte { b, _ := json.Marshal(map[string]string{"v": s}); return b }

func asASCII(s string) []byte { // as Python and PHP write JSON
	var b strings.Builder
	for _, r := range s {
		if r > 0x7e || strings.ContainsRune(`<>&'"+/`, r) {
			fmt.Fprintf(&b, `\u%04X`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return []byte(`"` + b.String() + `"`)
}

func percent(s string) []byte { // every byte
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, "%%%02x", s[i])
	}
	return []byte(b.String())
}

func numeric(s string) []byte {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, "&#x%x;", r)
	}
	return []byte(b.String())
}

func zipped(name string, b []byte) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	f, _ := z.Create(name)
	f.Write(b)
	z.Close()
	return out.Bytes()
}

func gzipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

func deflated(b []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

func pdf(draw string) []byte {
	page := deflated([]byte("BT /F1 12 Tf 50 700 Td " + draw + " ET"))
	return []byte(fmt.Sprintf("%%PDF-1.4\n4 0 obj\n<</Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream\nendobj\n", len(page), page))
}

func literally(b []byte) string { // a PDF literal string
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\r", `\r`).Replace(string(b)) + ")"
}

// ways are all the ways of hiding a value that the search must see through.
var ways = map[string]func(string) []byte{
	"raw":        func(s string) []byte { return []byte(s) },
	"lower case": func(s string) []byte { return []byte(strings.ToLower(s)) },
	"UPPER CASE": func(s string) []byte { return []byte(strings.ToUpper(s)) },
	"latin-1": func(s string) []byte {
		b, ok := latin1(s)
		if !ok {
			b = []byte(s)
		}
		return b
	},
	"json":              asJSON,
	"json ascii":        asASCII,
	"url query":         func(s string) []byte { return []byte("?q=" + url.QueryEscape(s) + "&x=1") },
	"url path":          func(s string) []byte { return []byte("/a/" + url.PathEscape(s)) },
	"url, every byte":   percent,
	"url twice in json": func(s string) []byte { return asJSON("/?q=" + url.QueryEscape(s)) },
	"html":              func(s string) []byte { return []byte("<td>" + html.EscapeString(s) + "</td>") },
	"html, numbered":    numeric,
	"html, named":       func(s string) []byte { return []byte(strings.ReplaceAll(s, "ü", "&uuml;")) },
	"html in json":      func(s string) []byte { return asJSON("<td>" + html.EscapeString(s) + "</td>") },
	"json in html":      func(s string) []byte { return []byte(html.EscapeString(string(asASCII(s)))) },
	"xml":               func(s string) []byte { var b bytes.Buffer; xml.EscapeText(&b, []byte(s)); return b.Bytes() },
	"sql backslash":     func(s string) []byte { return []byte(strings.ReplaceAll(s, "'", `\'`)) },
	"sql doubled":       func(s string) []byte { return []byte(strings.ReplaceAll(s, "'", `''`)) },
	"go quoted":         func(s string) []byte { return []byte(fmt.Sprintf("%+q", s)) },
	"utf-16 le":         utf16le,
	"utf-16 be":         utf16be,
	"hex":               func(s string) []byte { return []byte(hex.EncodeToString([]byte(s))) },
	"HEX":               func(s string) []byte { return []byte(strings.ToUpper(hex.EncodeToString([]byte(s)))) },
	"base64 of utf-16":  func(s string) []byte { return []byte(base64.StdEncoding.EncodeToString(utf16le("x" + s))) },
	"pem": func(s string) []byte {
		return pem.EncodeToMemory(&pem.Block{Type: "X", Bytes: []byte(strings.Repeat("z", 50) + s + strings.Repeat("z", 50))})
	},
	"quoted-printable": func(s string) []byte {
		var b bytes.Buffer
		w := quotedprintable.NewWriter(&b)
		w.Write([]byte(strings.Repeat("-", 70) + s))
		w.Close()
		return b.Bytes()
	},
	"wrapped":                 func(s string) []byte { return []byte(strings.ReplaceAll(s, " ", "\n      ")) },
	"no-break spaces":         func(s string) []byte { return []byte(strings.ReplaceAll(s, " ", "\u00a0")) },
	"no-break spaces in html": func(s string) []byte { return []byte(strings.ReplaceAll(s, " ", "&nbsp;")) },
	"gzip":                    func(s string) []byte { return gzipped([]byte("about " + s)) },
	"gzip within other bytes": func(s string) []byte { return append([]byte("blob:\x00\x01"), gzipped(asJSON(s))...) },
	"zip":                     func(s string) []byte { return zipped("sheet.xml", []byte("<v>"+html.EscapeString(s)+"</v>")) },
	"zip in gzip in zip":      func(s string) []byte { return zipped("a.gz", gzipped(zipped("b", []byte(s)))) },
	"name in a zip":           func(s string) []byte { return zipped(s+".txt", nil) },
	"zlib":                    func(s string) []byte { return deflated([]byte(strings.Repeat("filler ", 99) + s)) },
	"cut gzip": func(s string) []byte {
		var noise strings.Builder
		r := rand.New(rand.NewPCG(1, 1))
		for range 9000 {
			noise.WriteByte(byte(33 + r.IntN(90)))
		}
		b := gzipped([]byte(s + noise.String()))
		return b[:len(b)/2]
	},
	"pdf":            func(s string) []byte { l, _ := latin1(s); return pdf(literally(l) + " Tj") },
	"pdf in utf-16":  func(s string) []byte { return pdf(literally(utf16be(s)) + " Tj") },
	"pdf in hex":     func(s string) []byte { return pdf("<" + hex.EncodeToString(utf16be(s)) + "> Tj") },
	"pdf in pieces":  func(s string) []byte { return pdf("[(" + strings.Join(strings.Split(s, ""), ") -12.5 (") + ")] TJ") },
	"pdf by words":   func(s string) []byte { return pdf("[(" + strings.Join(strings.Fields(s), ") -250 (") + ")] TJ") },
	"pdf over lines": func(s string) []byte { return pdf("(" + strings.Join(strings.Fields(s), ") Tj T* (") + ") Tj") },
}

func TestEveryWayOfHidingAValueIsSeenThrough(t *testing.T) {
	s, err := New(hidden)
	if err != nil {
		t.Fatal(err)
	}
	for name, hide := range ways {
		for i, v := range hidden {
			around := append([]byte("some bytes before it \x00"), hide(v)...)
			around = append(around, " and after it\n"...)
			if !found(s.Bytes("f", around), v) {
				t.Errorf("%s hides value %d: %.120q", name, i, hide(v))
			}
		}
	}
}

func found(hits []Hit, v string) bool {
	for _, h := range hits {
		if h.Value == v {
			return true
		}
	}
	return false
}

func TestBase64IsSeenThroughAtEachAlignmentInBothAlphabets(t *testing.T) {
	s, _ := New(hidden)
	for _, v := range hidden {
		for shift := range 6 {
			for name, enc := range map[string]*base64.Encoding{"std": base64.StdEncoding, "url": base64.RawURLEncoding} {
				b := []byte(enc.EncodeToString([]byte(strings.Repeat("\xfb", shift) + v + "?>~")))
				if !found(s.Bytes("f", b), v) {
					t.Errorf("%s base64 at shift %d hides %q", name, shift, v)
				}
			}
		}
	}
}

func TestNothingIsFoundWhereNothingIs(t *testing.T) {
	s, _ := New(hidden)
	r := rand.New(rand.NewPCG(3, 4))
	noise := make([]byte, 4<<20)
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	text := []byte(strings.Repeat("swanhild@example.net wolkenhauer Mueckenschlaeger +49 30 23125 416 \\u0041 %41 &amp; ", 5000))
	text = append(text, base64.StdEncoding.EncodeToString(noise[:1<<20])...)
	for name, b := range map[string][]byte{"noise": noise, "text": text, "zip": zipped("x", text), "empty": nil} {
		if hits := s.Bytes(name, b); len(hits) != 0 {
			t.Errorf("found %v", hits)
		}
	}
}

// Wherever a value lies, also across the edges of what is decoded at a time.
func TestAValueIsFoundAtEveryPlace(t *testing.T) {
	s, _ := New(hidden)
	big := bytes.Repeat([]byte("abcdefg\n"), (window+window/4)/8)
	for _, at := range []int{0, window - 40, window - 1, window, window + s.overlap - 20, window + s.overlap, len(big) - 100} {
		b := bytes.Clone(big)
		copy(b[at:], asASCII(hidden[1]))
		hits := s.Bytes("f", b)
		if len(hits) == 0 || hits[0].Value != hidden[1] {
			t.Errorf("at %d: %v", at, hits)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringMatching(`[a-zA-Z0-9@. äöüß]{5,30}`).Draw(t, "value")
		before := rapid.SliceOfN(rapid.Byte(), 0, 60).Draw(t, "before")
		after := rapid.SliceOfN(rapid.Byte(), 0, 60).Draw(t, "after")
		if !found(SearchBytes("f", append(append(before, value...), after...), []string{value}), value) {
			t.Fatalf("%q is not found between %q and %q", value, before, after)
		}
	})
}

func TestWhatCannotBeOpenedIsSaid(t *testing.T) {
	s, _ := New(hidden)
	locked := zipped("x", []byte(hidden[0]))
	locked[6] |= 1
	deep := []byte(hidden[0])
	for range deepest + 2 {
		deep = gzipped(deep)
	}
	for name, b := range map[string][]byte{"zip with a password": locked, "too deep": deep, "zstd": []byte("\x28\xb5\x2f\xfd....."), "locked pdf": []byte("%PDF-1.7 <</Encrypt 5 0 R>>")} {
		hits := s.Bytes(name, b)
		if !slices.ContainsFunc(hits, func(h Hit) bool { return h.As == Unopened }) {
			t.Errorf("%s passes in silence: %v", name, hits)
		}
	}
}

func TestAFolderIsSearchedWithItsNamesLinksAndJournals(t *testing.T) {
	root := t.TempDir()
	write := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(root, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("report.html", []byte("<p>nothing</p>"))
	write(hidden[0]+".log", []byte("x"))
	if err := os.Symlink("/nowhere/"+hidden[3], filepath.Join(root, "link")); err != nil {
		t.Skip("no links here:", err)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(root, "runs.db")+"?_pragma=journal_mode(wal)&_pragma=wal_autocheckpoint(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, q := range []string{`CREATE TABLE t (v TEXT)`, `INSERT INTO t VALUES ('` + hidden[1] + `')`, `DELETE FROM t`} {
		if _, err := db.ExecContext(context.Background(), q); err != nil {
			t.Fatal(err)
		}
	}
	hits, err := Search(root, hidden)
	if err != nil {
		t.Fatal(err)
	}
	for want, value := range map[string]string{"name of " + hidden[0] + ".log": hidden[0], "link link": hidden[3], "runs.db-wal": hidden[1]} {
		ok := false
		for _, h := range hits {
			ok = ok || h.File == want && h.Value == value
		}
		if !ok {
			t.Errorf("%s: %q not found in %v", want, value, hits)
		}
	}
	if _, err := Search(t.TempDir(), hidden); err == nil {
		t.Error("an empty folder counts as clean")
	}
	if _, err := Search(root, nil); err == nil {
		t.Error("a search for nothing counts as clean")
	}
	if _, err := Search(root, []string{"Anna"}); err == nil {
		t.Error("a value that chance would find is taken")
	}
}

func values(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("person%d.familie%d@example.net", i, i*7))
	}
	return out
}

func TestALargeFileIsSearchedInSeconds(t *testing.T) {
	if testing.Short() {
		t.Skip("50 MB")
	}
	s, err := New(values(500))
	if err != nil {
		t.Fatal(err)
	}
	b := bytes.Repeat([]byte(`{"id":4711,"say":"A plain sentence & a \"quote\" with 100% of the \u00fc","mail":"nobody@example.net"}`+"\n"), 50<<20/103)
	copy(b[len(b)-60:], "person499.familie3493@example.net")
	began := time.Now()
	hits := s.Bytes("big", b)
	took := time.Since(began)
	t.Logf("%d MB, 500 values: %v", len(b)>>20, took.Round(time.Millisecond))
	if !found(hits, "person499.familie3493@example.net") {
		t.Error("the value at the end is not found")
	}
	if took > 30*time.Second { // the bar is 5 s on a machine of its own
		t.Errorf("took %v", took)
	}
}

func FuzzBytes(f *testing.F) {
	for _, hide := range ways {
		f.Add(hide(hidden[1]))
	}
	s, err := New(hidden)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(_ *testing.T, b []byte) { s.Bytes("f", b) })
}
