package classify

import "bytes"

// How long a label alone on its line may be, and the value below it.
const longestLabel, longestValue = 48, 40

// heads says whether the line that ends before i is a label, and the next one
// nothing but its value, as forms and what is copied from them have it:
//
//	NHS number
//	943 476 5919
//
// Then the two are read as one line.
func (s *scanner) heads(i int) bool {
	text := s.text
	if i-s.line > longestLabel || s.done > s.line || i >= len(text) || i-s.last > 14 {
		return false
	}
	for _, c := range text[s.line : i-1] {
		if isDigit(c) || c == ',' || c == ';' || c == '|' || c == '\t' || c == '\n' || c == '{' || c == '"' {
			return false
		}
	}
	if i > 1 && text[i-2] == '?' { // Agent: date of birth? and below it Customer: 3 May 1961
		if speaker := bytes.IndexByte(text[i:min(len(text), i+24)], ':'); speaker > 0 && lettersOnly(text[i:i+speaker]) {
			i += speaker + 1
			for i < len(text) && text[i] == ' ' {
				i++
			}
		}
	}
	value := text[i:min(len(text), i+longestValue+1)]
	if nl := bytes.IndexByte(value, '\n'); nl >= 0 {
		value = value[:nl]
	}
	value = bytes.Trim(value, "\r \t")
	if len(value) < 3 || len(value) > longestValue {
		return false
	}
	digits, letters, inRow, small, blanks := 0, 0, 0, false, false
	for _, c := range value {
		switch {
		case isDigit(c):
			digits++
			inRow = 0
		case isLetter(c):
			letters++
			small = small || !isUpper(c)
			if inRow++; inRow > 6 { // a word
				return false
			}
		case c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == '+' || c == '_':
			inRow = 0
			blanks = blanks || c == ' '
		default:
			return false
		}
	}
	return digits > 2 && letters <= 16 && letters < 2*digits && !(small && blanks)
}

// lettersOnly says whether b is letters and blanks.
func lettersOnly(b []byte) bool {
	for _, c := range b {
		if !inName(c) && c != ' ' {
			return false
		}
	}
	return len(b) > 0
}
