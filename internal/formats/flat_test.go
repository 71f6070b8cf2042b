package formats

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// What lies in the window as a whole is taken as it is; what comes byte by byte
// never does. Both must give the same rows.
func TestRowsAreReadAlikeHoweverTheyCome(t *testing.T) {
	both := func(t *rapid.T, text string, read func(rd *reader, w *window) error) {
		var got [2]noted
		for i, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text))} {
			rd := &reader{sink: &got[i], all: &total{size: int64(len(text))}}
			if err := read(rd, newWindow(r)); err != nil {
				t.Fatalf("%q: %v", text, err)
			}
		}
		if got[0].String() != got[1].String() {
			t.Fatalf("%q\nat once:      %s\nbyte by byte: %s", text, got[0].String(), got[1].String())
		}
	}
	t.Run("insert", rapid.MakeCheck(func(t *rapid.T) {
		value := `(\d{1,3}|-1\.5e3|NULL|null|'[a-z ,()]{0,5}'|'a''b'|'a\\'b'|N'x'|"q"|now\(\)| 'a' |'a' 'b'|true|\tx|'')`
		tuple := `\(` + value + `(, ?` + value + `){0,3} ?\)`
		text := rapid.StringMatching(`CREATE TABLE t \(a int, b text, c text\);\n(INSERT INTO (t|t \(b, a\)|s\.u \(x\)) VALUES ?`+tuple+`(,\n?`+tuple+`){0,2};\n){1,5}`).Draw(t, "dump")
		both(t, text, func(rd *reader, w *window) error { return rd.sql(w, &Result{}) })
	}))
	t.Run("json", rapid.MakeCheck(func(t *rapid.T) {
		value := `("[a-z ,:{}]{0,5}"|"a\\"b"|"\\u00e4\\n"|[0-9]{1,3}|-1\.5e3|true|null|\["x","y"\]|\[\]|{"k":"v"}|{}| "x" )`
		pair := `"(a|b|c|d|a\.k|e\\"|é|)" ?: ?` + value
		object := `{ ?(` + pair + `(, ?` + pair + `){0,4})? ?}`
		text := rapid.StringMatching(`(`+object+`\n){1,8}`).Draw(t, "objects")
		both(t, text, func(rd *reader, w *window) error { return rd.json(w, &Result{Format: "ndjson"}) })
		list := "[" + strings.ReplaceAll(strings.TrimSpace(text), "\n", ",") + "]"
		both(t, list, func(rd *reader, w *window) error { return rd.json(w, &Result{Format: "json"}) })
	}))
}

// A line of COPY without escapes is cut in place, any other is taken apart.
func TestALineOfCopyIsCutAsItIsTakenApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := []byte(rapid.StringMatching(`([a-c]|\t|\\N|\\\\|\\t|\\\t|\\n){0,12}\\?`).Draw(t, "line"))
		s := &sqlReader{}
		got := bytes.Join(s.copied(line), []byte("|"))
		if want := bytes.Join((&sqlReader{}).unescaped(line), []byte("|")); !bytes.Equal(got, want) {
			t.Fatalf("%q: %q, want %q", line, got, want)
		}
	})
}

func TestALineIsCutAtEachDelimiter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		delim := rapid.SampledFrom([]byte(",;\t|\x00\xff")).Draw(t, "delimiter")
		line := rapid.SliceOfN(rapid.SampledFrom([]byte{delim, delim ^ 1, delim ^ 0x80, 'a', 0, 0x80, 0xff}), 0, 40).Draw(t, "line")
		got := AppendCut(nil, line, delim)
		if want := bytes.Split(line, []byte{delim}); !bytes.Equal(bytes.Join(got, []byte("<>")), bytes.Join(want, []byte("<>"))) || len(got) != len(want) {
			t.Fatalf("%q at %q: %q", line, delim, got)
		}
	})
}
