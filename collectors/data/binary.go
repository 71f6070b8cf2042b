package data

import (
	"encoding/hex"
	"slices"
	"unicode"
	"unicode/utf8"
)

// lengthSign begins what stands for a binary value that was not asked for, before its
// length; small ones come in hexadecimal.
const lengthSign = ':'

// lengthAlone says whether a cell that readable made stands for a value of which
// only the length is known.
func lengthAlone(cell []byte) bool { return len(cell) > 1 && cell[0] == 0 }

// readable turns the binary values of each row into what can be judged: text where
// they are text, as MediaWiki keeps names and addresses, else \x and hexadecimal, as
// PostgreSQL prints bytes. What it hands on is valid until the next row.
func readable(columns []dbColumn, each func([][]byte) error) func([][]byte) error {
	if !slices.ContainsFunc(columns, func(c dbColumn) bool { return c.binary }) {
		return each
	}
	held := make([][]byte, len(columns))
	return func(row [][]byte) error {
		for i := range columns {
			if columns[i].binary && len(row[i]) > 0 {
				held[i] = decoded(held[i][:0], row[i])
				row[i] = held[i]
			}
		}
		return each(row)
	}
}

func decoded(buf, cell []byte) []byte {
	if cell[0] == lengthSign { // no sign of text
		return append(append(buf, 0), cell[1:]...)
	}
	buf, err := hex.AppendDecode(buf, cell)
	if err == nil && legible(buf) {
		return buf
	}
	return append(append(buf[:0], '\\', 'x'), cell...)
}

func legible(b []byte) bool {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n < 2 || !unicode.IsPrint(r) && !unicode.IsSpace(r) {
			return false
		}
		b = b[n:]
	}
	return true
}
