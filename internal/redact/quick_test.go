package redact

import "testing"

func TestQuickPrintsAreSipHash(t *testing.T) {
	// The test vectors of the paper's authors: key 00..0f, messages 00, 00 01, ...
	q := Quick{0x0706050403020100, 0x0f0e0d0c0b0a0908}
	var in []byte
	for i, want := range []uint64{0x726fdb47dd0e0e31, 0x74f839c593dc67fd, 0x0d6c8009d9a94f5a, 0x85676696d7fb7e2d, 0xcf2794e0277187b7, 0x18765564cd99a68d, 0xcbc9466e58fee3ce, 0xab0200f58b01d137, 0x93f5f5799a932462} {
		if got := q.sip(in); got != want {
			t.Errorf("%d bytes: got %x, want %x", i, got, want)
		}
		in = append(in, byte(i))
	}
}

func TestQuickPrintsOfTwoFirmsDiffer(t *testing.T) {
	a, b := Key{1}.Quick().Print([]byte("name anna ott")), Key{2}.Quick().Print([]byte("name anna ott"))
	if a == b {
		t.Errorf("prints %x and %x", a, b)
	}
}

func TestTwoPrintsSideBySideAreThoseOfEach(t *testing.T) {
	q := Key{1}.Quick()
	var in [80]byte
	for i := range in {
		in[i] = byte(i * 37)
	}
	for a := range 40 {
		for b := range 40 {
			if x, y := q.Pair(in[:a], in[40:40+b]); x != q.Print(in[:a]) || y != q.Print(in[40:40+b]) {
				t.Fatalf("%d and %d bytes: other prints than alone", a, b)
			}
		}
	}
}

// What begins with a stem has the print of all of it in one piece.
func TestPrintsOfAStemAreThoseOfAllOfIt(t *testing.T) {
	q := Key{1}.Quick()
	var in [120]byte
	for i := range in {
		in[i] = byte(1 + i*37%255)
	}
	for n := range 40 {
		s := q.Stem(in[:n])
		stem := append(append([]byte{}, in[:n]...), make([]byte, (8-n%8)%8)...)
		for a := range 30 {
			b := (a * 7) % 25
			x, y := s.Pair(in[40:40+a], in[80:80+b])
			if x != q.Print(append(append([]byte{}, stem...), in[40:40+a]...)) || y != q.Print(append(append([]byte{}, stem...), in[80:80+b]...)) || s.Print(in[40:40+a]) != x {
				t.Fatalf("a stem of %d bytes with %d and %d behind it: other prints than in one piece", n, a, b)
			}
		}
	}
}
