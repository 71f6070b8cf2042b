package data

import (
	"math/rand/v2"
	"testing"
)

// A cell that is a time and nothing else holds nothing else.
func TestATimeIsNothingElse(t *testing.T) {
	for _, is := range []string{"2024-02-29", "2024-02-29 10:11:12", "2024-02-29T10:11:12Z", "2024-02-29 10:11:12.123456+01", "2024-02-29 10:11:12+01:00", "29.02.2024", "29.02.2024 10:11", "02/29/2024 10:11:12", "2024-02-29T10:11:12.123-0500"} {
		if !isTime([]byte(is)) {
			t.Errorf("%q is a time", is)
		}
	}
	for _, not := range []string{"2024-02-29 4111111111111111", "2024-02-29 10:11:12.4111111111111111", "2024-02-29x", "2024-02-29 10", "2024-02-29 10:11:12 anna", "4111-11-11 11:11:11:11", "29.02/2024", "29 02 2024", "2024-02-29 10:11:12+49 30 1234567", "12-34-56 78 90", "020-1234-5678", "+49 30 123456", "2024-02-29 10:11:12+4111111"} {
		if isTime([]byte(not)) {
			t.Errorf("%q is more than a time", not)
		}
	}
}

// What is told of a cell by the eight bytes is what is told byte by byte.
func TestShortCellsAreKnownByTheEight(t *testing.T) {
	slow := func(cell []byte) bool {
		digits, ats, blanks := 0, 0, 0
		for _, b := range cell {
			switch {
			case b >= '0' && b <= '9':
				digits++
			case b == '@':
				ats++
			case b == ' ' || b == '\t' || b == '\n' || b == '\r':
				blanks++
			}
		}
		if digits >= 8 {
			return ats == 0 && isTime(cell)
		}
		return ats == 0 && digits <= fewDigits && (len(cell) <= longestWord || digits+blanks == 0 && letters(cell) || shortWords(cell))
	}
	s := settled{how: likeTexts}
	r := rand.New(rand.NewPCG(3, 4))
	for range 200_000 {
		cell := make([]byte, 1+r.IntN(shortText))
		for i := range cell {
			cell[i] = "0123456789ab@ \xc3\xb0\x40/:A"[r.IntN(20)]
		}
		if r.IntN(4) == 0 {
			cell = append([]byte("2024-02-29"), cell[:min(len(cell), 9)]...)
		}
		if r.IntN(4) == 0 {
			for i := range cell {
				if cell[i] == '@' {
					cell[i] = 'x'
				}
			}
		}
		if got, want := s.same(cell), slow(cell); got != want {
			t.Fatalf("same(%q) = %v", cell, got)
		}
	}
}
