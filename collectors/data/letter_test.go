package data

import (
	"bytes"
	"math/rand/v2"
	netmail "net/mail"
	"testing"

	"pgregory.net/rapid"
)

// A date that letters mostly have is read without the library, and alike.
func TestADateOfALetterIsReadAsTheLibraryDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`(Mon, |Tue, |Xyz, |)([0-3]?[0-9]) (Jan|Feb|Mar|Dec|Mai) (19|20|00)[0-9]{2} [0-2][0-9]:[0-5][0-9]:[0-6][0-9] [+-](0[0-9]|1[0-9]|2[0-4])(00|30|45|07|60)`).Draw(t, "date")
		got, ok := plainDate([]byte(s))
		if !ok {
			return // the library is asked
		}
		want, err := netmail.ParseDate(s)
		if err != nil || !got.Equal(want) || got.Format("2006-01-02 -0700") != want.Format("2006-01-02 -0700") {
			t.Fatalf("%q: %v, want %v, %v", s, got, want, err)
		}
	})
	if _, ok := plainDate([]byte("Mon, 2 Mar 2026 10:11:12 +0100")); !ok {
		t.Error("it is not asked here")
	}
}

// Eight bytes at a time come to what byte by byte does.
func TestBlankLinesAreSeenWhereverTheyStand(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		b := make([]byte, r.IntN(40))
		for i := range b {
			b[i] = "\n\nab\r\x8a\x0b"[r.IntN(7)]
		}
		if got, want := blankLine(b), bytes.Contains(b, []byte("\n\n")) || bytes.Contains(b, []byte("\n\r\n")); got != want {
			t.Fatalf("blankLine(%q) = %v", b, got)
		}
	}
}
