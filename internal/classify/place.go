package classify

import (
	"bytes"
	"strconv"
	"time"
)

// places counts cells with digits and letters that are written like the place
// where somebody lives, or like the code of an illness.
// It says whether the cell was counted as a street.
func (c *Column) places(cell []byte, digits int) (street bool) {
	if len(cell) <= 8 && icd10(cell) {
		c.codes++
		return false
	}
	if len(cell) < 6 {
		return false
	}
	if postcoded(cell) {
		c.zips++
	}
	if houseAndWords(cell) {
		c.houses++
	}
	// 12 High Street, LS1 4AB Leeds: parts of which one has the house, without a
	// sentence in them.
	if bytes.ContainsAny(cell, "?!=:@<>{}[]\"") || digits*2 > len(cell)+4 {
		return false
	}
	parts := 1
	rest := cell
	for {
		at := bytes.IndexAny(rest, ",;\n|")
		part := rest
		if at >= 0 {
			part = rest[:at]
			parts++
		}
		part = bytes.TrimSpace(part)
		street = street || len(part) >= 5 && len(part) < len(cell) && (streetCell(part) || parts == 2 && at >= 0 && houseAndWords(part) && bytes.ContainsAny(rest[at:], "0123456789"))
		if at < 0 {
			break
		}
		rest = rest[at+1:]
	}
	if street {
		c.wordy[streetCells]++
	}
	if street || parts > 1 && parts < 7 {
		c.postal++
	}
	return street
}

// houseAndWords says whether a cell is a number of up to five digits, perhaps
// with a letter, and one to four capitalised words.
func houseAndWords(cell []byte) bool {
	i := 0
	for i < len(cell) && isDigit(cell[i]) {
		i++
	}
	if i == 0 || i > 5 || cell[0] == '0' {
		return false
	}
	if i < len(cell) && isLetter(cell[i]) {
		i++
	}
	if i >= len(cell) || cell[i] != ' ' {
		return false
	}
	words := 0
	for word := range bytes.FieldsSeq(cell[i:]) {
		if words++; words > 4 || !isUpper(word[0]) && word[0] < 0x80 || bytes.ContainsAny(word, "0123456789&/+()") || len(word) > 2 && allUpper(word) {
			return false
		}
	}
	return words > 1
}

// icd10 says whether a cell is a code of the international classification of
// diseases: a letter, two digits, and behind a dot up to four more, with the
// marks of German practices (E11.9G, F32.1 V).
func icd10(cell []byte) bool {
	if len(cell) < 3 || !isUpper(cell[0]) || !isDigit(cell[1]) || !isDigit(cell[2]) && cell[2] != 'A' && cell[2] != 'B' {
		return false
	}
	rest := cell[3:]
	if len(rest) == 0 {
		return true
	}
	if rest[0] != '.' || len(rest) < 2 {
		return false
	}
	for i, c := range rest[1:] {
		if !isDigit(c) && c != '-' && (i == 0 || !isUpper(c) && c != ' ' && c != '!' && c != '*' && c != '+') {
			return false
		}
	}
	return true
}

// postcoded says whether a cell is a postcode with letters as Britain, Canada and
// the Netherlands have them, or five digits and a town.
func postcoded(cell []byte) bool {
	shape := func(i int) byte {
		switch c := cell[i]; {
		case isDigit(c):
			return 'n'
		case isUpper(c):
			return 'a'
		case c == ' ':
			return ' '
		}
		return 'x'
	}
	if len(cell) <= 8 {
		var buf [8]byte
		for i := range cell {
			buf[i] = shape(i)
		}
		switch string(buf[:len(cell)]) {
		case "an naa", "ann naa", "aan naa", "aann naa", "ana naa", "aana naa", "ana nan", "nnnn aa":
			return true
		}
	}
	n := 0
	for n < len(cell) && isDigit(cell[n]) {
		n++
	}
	if n != 5 && (n != 4 || cell[0] == '1' && cell[1] == '9' || cell[0] == '2' && cell[1] == '0') || n+3 > len(cell) || cell[n] != ' ' || !isUpper(cell[n+1]) && cell[n+1] < 0x80 {
		return false
	}
	return !bytes.ContainsAny(cell[n:], "0123456789,;:")
}

// polishAccount says whether 26 digits are the number of an account in Poland,
// which is an IBAN whose country was left out.
func polishAccount(d []byte) bool {
	rest := 0
	for _, c := range d[2:] {
		rest = (rest*10 + int(c-'0')) % 97
	}
	for _, c := range []byte("2521") { // PL
		rest = (rest*10 + int(c-'0')) % 97
	}
	rest = (rest*100 + num(d[:2])) % 97
	return rest == 1
}

// momentOfBirth says whether digits, with a sign before 1970, are seconds or
// milliseconds since then of a day in the life of people.
func momentOfBirth(cell []byte) bool {
	if len(cell) < 7 || len(cell) > 14 {
		return false
	}
	n, err := strconv.ParseInt(string(cell), 10, 64)
	if err != nil {
		return false
	}
	const day = 86400
	seconds := n
	if n > 1<<32 || n < -1<<32 {
		if n%1000 != 0 {
			return false
		}
		seconds = n / 1000
	}
	t := time.Unix(seconds, 0).UTC()
	// A day begins at midnight somewhere: at a full quarter of an hour.
	return seconds%(day/96) == 0 && t.Year() >= 1915 && t.Year() <= lastYear
}

// pointCell says whether a cell is one place on earth and nothing else: 52.5,13.4
// with four decimals and more, the points of PostgreSQL (13.4,52.5), of MySQL and
// WKT POINT(13.4 52.5), and of PostGIS in hexadecimal (EWKB).
func pointCell(cell []byte) bool {
	if n := len(cell); (n == 42 || n == 50) && hex(cell) {
		return string(cell[:10]) == "0101000000" || string(cell[:10]) == "0101000020"
	}
	rest := cell
	if at := bytes.IndexByte(rest, '('); at >= 0 && rest[len(rest)-1] == ')' {
		switch string(bytes.TrimSpace(rest[:at])) {
		case "", "POINT", "SRID=4326;POINT", "Point":
			rest = rest[at+1 : len(rest)-1]
		default:
			return false
		}
	} else if rest[0] == '[' && rest[len(rest)-1] == ']' {
		rest = rest[1 : len(rest)-1]
	}
	rest = bytes.TrimSpace(rest)
	end, ok := degrees(rest, 0, 180)
	if !ok {
		return false
	}
	at := end
	for at < len(rest) && at-end < 3 && (rest[at] == ',' || rest[at] == ' ' || rest[at] == ';' || rest[at] == '/') {
		at++
	}
	if at == end || at == len(rest) {
		return false
	}
	stop, ok := degrees(rest, at, 180)
	return ok && stop == len(rest)
}
