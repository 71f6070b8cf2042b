package formats

import (
	"io"
	"strings"
	"testing"
)

func TestTextIsToldFromWhatIsNone(t *testing.T) {
	lines := strings.Repeat("anna@grocer.de;Anna Ott;030 1234567\n", 20)
	ebcdic := strings.NewReplacer("a", "\x81", "n", "\x95", "@", "\x7c", "g", "\x87", "r", "\x99", "o", "\x96", "c", "\x83", "e", "\x85", ".", "\x4b", "d", "\x84", ";", "\x5e", " ", "\x40", "\n", "\x25", "0", "\xf0", "1", "\xf1", "2", "\xf2", "3", "\xf3").Replace(lines)
	for name, c := range map[string]struct {
		head string
		want encoding
	}{
		"lines":                    {lines, encUTF8},
		"lines around a power cut": {lines + strings.Repeat("\x00", 4000) + lines, encUTF8},
		"a little, and emptiness":  {lines + strings.Repeat("\x00", 64000), encNone},
		"a program":                {strings.Repeat("\x7fELF\x02\x01\x00\x00\x00\x03abc", 90), encNone},
		"EBCDIC":                   {ebcdic, encNone},
		"Chinese without blanks":   {strings.Repeat("张伟的身份证号是", 40), encUTF8},
		"Windows-1252 in one line": {"Stra\xdfe " + strings.Repeat("M\xfcller;", 40), encUTF8},
		"UTF-16 without mark":      {inTwo(lines, 0), encUTF16LE},
		"UTF-16, high bytes first": {inTwo(lines, 1), encUTF16BE},
	} {
		if got := sniffEncoding([]byte(c.head)); got != c.want {
			t.Errorf("%s is %d, want %d", name, got, c.want)
		}
	}
}

// inTwo is ASCII as UTF-16, each letter at place 0 or 1 of two bytes.
func inTwo(s string, at int) string {
	b := make([]byte, 2*len(s))
	for i := range len(s) {
		b[2*i+at] = s[i]
	}
	return string(b)
}

// Wherever a read ends, in a letter or in what is no UTF-8, the text is the same.
func TestDecodedWhereverReadsEnd(t *testing.T) {
	for _, text := range []string{"Zoë Müller, 東京 🎉\n", "\xef\xbb\xbfJos\xe9, \x80 5\n", "ab\xe6\x9d", "\xf0\x9f\x8e", "é\xff\xfe€"} {
		want, err := io.ReadAll(newDecoder(encUTF8, strings.NewReader(text)))
		if err != nil {
			t.Fatal(err)
		}
		for i := range len(text) {
			r := io.MultiReader(strings.NewReader(text[:i]), strings.NewReader(text[i:]))
			if got, err := io.ReadAll(newDecoder(encUTF8, r)); err != nil || string(got) != string(want) {
				t.Errorf("%q cut at %d: %q, not %q (%v)", text, i, got, want, err)
			}
		}
	}
}
