package classify

import (
	"bytes"
	"encoding/binary"
	"time"
)

// lastYear is the newest year in which somebody can be born.
var lastYear = time.Now().Year()

// date reads a calendar date from i: 2024-03-09, 9.3.2024, 03/09/2024,
// 9 March 2024, 9. März 2024, 9 de marzo de 2024. It returns its end and its
// year, 0 where there is none.
func date(text []byte, i int) (end, year int) {
	if end, year = plainDate(text, i); year > 0 {
		return end, year
	}
	if end, year = spokenDate(text, i); year > 0 {
		return end, year
	}
	return yearFirst(text, i)
}

// yearFirst reads 1984. március 12., 1984 March 12 and 1984年3月12日.
func yearFirst(text []byte, i int) (end, year int) {
	if i+8 > len(text) || !allDigits(text[i:i+4]) {
		return 0, 0
	}
	y := num(text[i : i+4])
	if y < 1900 || y > 2100 {
		return 0, 0
	}
	at := i + 4
	if bytes.HasPrefix(text[at:], []byte("年")) || bytes.HasPrefix(text[at:], []byte("년")) {
		var part [2]int
		for k, signs := range [2][2]string{{"月", "월"}, {"日", "일"}} {
			at += len("年")
			at += blank(text, at)
			start := at
			for at < len(text) && isDigit(text[at]) && at-start < 2 {
				at++
			}
			if part[k] = num(text[start:at]); at == start || !bytes.HasPrefix(text[at:], []byte(signs[0])) && !bytes.HasPrefix(text[at:], []byte(signs[1])) {
				return 0, 0
			}
		}
		if !dayMonth(part[1], part[0]) {
			return 0, 0
		}
		return at + len("日"), y
	}
	at = skipAny(text, at, ". -")
	stop := at
	for stop < len(text) && inName(text[stop]) {
		stop++
	}
	if stop == at || at == i+4 || !month(text[at:stop]) {
		return 0, 0
	}
	at = skipAny(text, stop, " -")
	stop = at
	for stop < len(text) && isDigit(text[stop]) && stop-at < 3 {
		stop++
	}
	if stop == at || stop-at > 2 || num(text[at:stop]) < 1 || num(text[at:stop]) > 31 {
		return 0, 0
	}
	return stop, y
}

// plainDate reads a date that is all digits.
func plainDate(text []byte, i int) (end, year int) {
	if i+11 <= len(text) && text[i+4] == '-' && text[i+7] == '-' {
		// 2024-03-09: the digits are small and the dashes nothing once theirs are taken off.
		w := binary.LittleEndian.Uint64(text[i:]) ^ 0x2d30302d30303030
		if (w|((w&low7)+0x7f76767f76767676))&high1 == 0 && isDigit(text[i+8]) && isDigit(text[i+9]) && !isDigit(text[i+10]) {
			y, m, d := num(text[i:i+4]), num(text[i+5:i+7]), num(text[i+8:i+10])
			c := text[i+10]
			if !dayMonth(d, m) || y < 1900 || y > 2100 || isLetter(c) && c != 'T' || c == '_' || c == '-' && i+11 < len(text) && isDigit(text[i+11]) {
				return 0, 0
			}
			return i + 10, y
		}
	}
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
	// More signs and digits make it something else; T begins a time.
	if at+1 < len(text) && text[at] == sep && isDigit(text[at+1]) {
		return 0, 0
	}
	if !dayMonth(d, m) || y < 1900 || y > 2100 || at < len(text) && (isAlnum(text[at]) && text[at] != 'T' || text[at] == '_') {
		return 0, 0
	}
	return at, y
}

// monthStems begin the names of months in English, German, French, Spanish,
// Italian, Dutch and Polish (in the case that dates use).
var monthStems = []string{"jan", "feb", "fév", "mar", "mär", "apr", "avr", "abr", "may", "mai", "mayo", "maj", "mag", "mei", "jun", "juin", "giu", "jul", "juil", "lug", "aug", "août", "aout", "ago", "sep", "set", "oct", "okt", "ott", "nov", "dec", "dez", "déc", "dic", "gen", "ene", "maio", "fev", "out", "juni", "juli", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu", "tammi", "helmi", "maalis", "huhti", "maa", "maart", "sty", "lut", "kwi", "cze", "lip", "sie", "wrz", "paź", "lis", "gru",
	"led", "úno", "bře", "dub", "kvě", "červ", "srp", "září", "říj", "pros", "янв", "фев", "мар", "апр", "мая", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "січ", "лют", "бер", "кві", "трав", "черв", "лип", "серп", "вер", "жов", "груд", "ocak", "şub", "mart", "nis", "haz", "tem", "ağu", "eyl", "eki", "kas", "ara", "ian", "már", "ápr", "máj", "jún", "júl", "szep", "ιαν", "φεβ", "μαρ", "απρ", "μαΐ", "ιουν", "ιουλ", "αυγ", "σεπ", "οκτ", "νοε", "δεκ"}

var monthsBy = byFirst(monthStems...)

func month(w []byte) bool {
	if len(w) < 3 || len(w) > 14 {
		return false
	}
	stems := monthStems
	if w[0] < 0x80 {
		stems = monthsBy[lower(w[0])]
	}
	if len(stems) == 0 {
		return false
	}
	var buf [24]byte
	small := lowered(buf[:0], w)
	for _, s := range stems {
		if len(small) >= len(s) && string(small[:len(s)]) == s {
			return true
		}
	}
	return false
}

// spokenDate reads a day, the name of a month and a year.
func spokenDate(text []byte, i int) (end, year int) {
	at := i
	for at < len(text) && isDigit(text[at]) && at-i < 3 {
		at++
	}
	if at == i || at-i > 2 || num(text[i:at]) < 1 || num(text[i:at]) > 31 || at >= len(text) {
		return 0, 0
	}
	if n := at + 2; n <= len(text) && ordinal(text[at:n]) {
		at = n
	}
	at = skipAny(text, at, ". -")
	at = skipDe(text, at)
	stop := at
	for stop < len(text) && inName(text[stop]) {
		stop++
	}
	if !month(text[at:stop]) {
		return 0, 0
	}
	at = skipAny(text, stop, ". ,-")
	at = skipDe(text, at)
	if end, year = yearAt(text, at); year == 0 && at == stop+1 && text[stop] == '-' && at+2 <= len(text) && allDigits(text[at:at+2]) && (at+2 == len(text) || !isAlnum(text[at+2])) { // 12-Mar-84
		return at + 2, 1900 + num(text[at:at+2])
	}
	return end, year
}

func skipAny(text []byte, at int, set string) int {
	for n := 0; n < 2 && at < len(text) && bytes.IndexByte([]byte(set), text[at]) >= 0; n++ {
		at++
	}
	return at
}

// skipDe goes over the de in "9 de marzo de 2024".
func skipDe(text []byte, at int) int {
	if at+3 < len(text) && (text[at] == 'd' || text[at] == 'o') && (text[at+1] == 'e' || text[at+1] == 'f') && text[at+2] == ' ' {
		return at + 3
	}
	return at
}

func yearAt(text []byte, at int) (end, year int) {
	if at+4 > len(text) || !allDigits(text[at:at+4]) || at+4 < len(text) && isAlnum(text[at+4]) {
		return 0, 0
	}
	if y := num(text[at : at+4]); y >= 1900 && y <= 2100 {
		return at + 4, y
	}
	return 0, 0
}

// monthBefore takes March 12, 1980 from its day; a word of birth stands near.
func monthBefore(text []byte, i int) (found, bool) {
	if i < 4 || text[i-1] != ' ' || !inName(text[i-2]) && text[i-2] != '.' {
		return found{}, false
	}
	stop := i - 1
	if text[stop-1] == '.' {
		stop--
	}
	start := stop
	for start > 0 && stop-start < 12 && inName(text[start-1]) {
		start--
	}
	if !month(text[start:stop]) {
		return found{}, false
	}
	at := i
	for at < len(text) && isDigit(text[at]) && at-i < 3 {
		at++
	}
	if at-i > 2 {
		return found{}, false
	}
	if n := at + 2; n <= len(text) && ordinal(text[at:n]) {
		at = n
	}
	if end, year := yearAt(text, skipAny(text, at, ", ")); year > 0 {
		return hit("birth_date", start, end, .95), true
	}
	return found{}, false
}

func ordinal(b []byte) bool {
	switch string(b) {
	case "st", "nd", "rd", "th", "er":
		return true
	}
	return false
}
