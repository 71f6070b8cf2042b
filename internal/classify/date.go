package classify

import "bytes"

// date reads a calendar date from i: 2024-03-09, 9.3.2024, 03/09/2024,
// 9 March 2024. It returns its end and its year, 0 where there is none.
func date(text []byte, i int) (end, year int) {
	var part [3]int
	var digits [3]int
	at, sep := i, byte(0)
	for k := range 3 {
		start := at
		for at < len(text) && isDigit(text[at]) && at-start < 4 {
			part[k] = part[k]*10 + int(text[at]-'0')
			at++
		}
		digits[k] = at - start
		if digits[k] == 0 || at < len(text) && isDigit(text[at]) {
			return 0, 0
		}
		if k == 2 {
			break
		}
		if at >= len(text) || text[at] != '-' && text[at] != '.' && text[at] != '/' || sep != 0 && text[at] != sep {
			return 0, 0
		}
		sep = text[at]
		at++
		if at < len(text) && text[at] == ' ' && sep == '.' {
			at++
		}
	}
	y, m, d := part[0], part[1], part[2]
	switch {
	case digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2:
	case digits[2] == 4 && digits[0] <= 2 && digits[1] <= 2:
		y, d = part[2], part[0]
		if m > 12 && d <= 12 {
			m, d = d, m
		}
	case digits[2] == 2 && digits[0] <= 2 && digits[1] <= 2 && sep != '-':
		y, d = 1900+part[2], part[0]
		if m > 12 && d <= 12 {
			m, d = d, m
		}
	default:
		return 0, 0
	}
	if !dayMonth(d, m) || y < 1900 || y > 2100 || at < len(text) && (isAlnum(text[at]) || text[at] == '_') {
		return 0, 0
	}
	return at, y
}

func isDate(span []byte) bool {
	end, year := date(span, 0)
	return year > 0 && end >= len(bytes.TrimRight(span, " .")) || year > 0 && end < len(span) && span[end] == ' '
}

var birthWords = []string{"born", "birth", "dob", "geb", "geburt", "naiss", "né le", "née le", "nacim", "nato il", "nata il", "nascita", "nasc", "urodz", "geboren", "d.o.b"}

// birth takes a date with a word of birth before it.
func birth(text []byte, i int) (Find, bool) {
	end, year := date(text, i)
	if year == 0 || !near(text, i, birthWords...) {
		return Find{}, false
	}
	return Find{"birth_date", i, end, .95}, true
}
