package classify

import (
	"bytes"
	"encoding/binary"
	"testing"

	"pgregory.net/rapid"
)

// Groups that were read from an earlier beginning are those that are read anew.
func TestGroupsOfDigitsAreTheSameFromWhereverTheyAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		group := rapid.SampledFrom([]string{"1", "22", "333", "4444", "555", "014", "12345678901234", "00000000001111111111222222222233333333334444444444555", "12.03.2024", "１２", "9"})
		sign := rapid.SampledFrom([]string{" ", " ", " ", "  ", "-", "/", ".", " (", ") ", " - ", "\u00a0", ":", "-(-.", "x"})
		text := []byte(rapid.SampledFrom([]string{"", "(", "+", "+("}).Draw(t, "begin"))
		for range rapid.IntRange(1, 40).Draw(t, "groups") {
			text = append(append(text, group.Draw(t, "group")...), sign.Draw(t, "sign")...)
		}
		text = text[:len(text)-rapid.IntRange(0, 1).Draw(t, "cut")]
		var one run
		for i := range text {
			if !isDigit(text[i]) && text[i] != '+' && text[i] != '(' || i > 0 && isDigit(text[i-1]) || !rapid.Bool().Draw(t, "here") {
				continue
			}
			one.read(text, i)
			var anew run
			anew.read(text, i)
			digits := 0
			if anew.n > 0 {
				digits = int(anew.groups[anew.n-1].upto)
			}
			if one.n != anew.n || one.groups != anew.groups && !bytes.Equal(groupBytes(&one), groupBytes(&anew)) || !bytes.Equal(one.d[:digits], anew.d[:digits]) || one.plus != anew.plus || one.paren != anew.paren || one.inside != anew.inside {
				t.Fatalf("%q from %d: %v %v, anew %v %v", text, i, one.groups[:one.n], one.inside, anew.groups[:anew.n], anew.inside)
			}
			if one.n > 0 && rapid.Bool().Draw(t, "dropped") { // as decide does
				one.n--
			}
		}
	})
}

func groupBytes(r *run) (out []byte) {
	for _, g := range r.groups[:r.n] {
		out = append(out, g.from, g.to, g.upto, g.sep)
	}
	return out
}

// Eight bytes at a time come to what byte by byte does.
func TestHexadecimalDigitsAreKnownByTheEight(t *testing.T) {
	for at := range 8 {
		for c := range 256 {
			b := []byte("09afAF5c")
			b[at] = byte(c)
			if got := allHex(binary.LittleEndian.Uint64(b)); got != hexDigit(byte(c)) {
				t.Fatalf("allHex(%q) = %v", b, got)
			}
		}
	}
}
