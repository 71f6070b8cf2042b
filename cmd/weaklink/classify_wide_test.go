package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestPlacesInUTF16AreThoseOfTheFile(t *testing.T) {
	const text = "Zoë 😀 Müller anna@web.de; und mehr davon, ben@gmx.net\r\n"
	for name, mark := range map[string]string{"with its mark": "\ufeff", "without": ""} {
		var file []byte
		for _, u := range utf16.Encode([]rune(mark + text)) {
			file = append(file, byte(u), byte(u>>8))
		}
		r, wide := inUTF8(bytes.NewReader(file))
		got, err := io.ReadAll(r)
		if err != nil || !wide || string(got) != mark+text {
			t.Fatalf("%s: read %q, wide %v, %v", name, got, wide, err)
		}
		at := &offsets{wide: true}
		cut := bytes.Index(got, []byte("und"))
		for _, piece := range [][]byte{got[:cut], got[cut:]} {
			for _, word := range []string{"anna@web.de", "ben@gmx.net"} {
				i := bytes.Index(piece, []byte(word))
				if i < 0 {
					continue
				}
				from := at.of(piece, i)
				to := at.of(piece, i+len(word))
				if want := strings.Join(strings.Split(word, ""), "\x00") + "\x00"; string(file[from:to]) != want {
					t.Errorf("%s: %q lies at %d to %d: %q", name, word, from, to, file[from:to])
				}
			}
			at.end(piece)
		}
	}
	for _, plain := range []string{"", "a", "anna@web.de", "\xff\xfe\x00\x00a\x00\x00\x00"} {
		if r, wide := inUTF8(strings.NewReader(plain)); wide {
			t.Errorf("%q is taken for UTF-16", plain)
		} else if got, _ := io.ReadAll(r); string(got) != plain {
			t.Errorf("%q is read as %q", plain, got)
		}
	}
}
