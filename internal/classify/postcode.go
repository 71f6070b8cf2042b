package classify

// town takes the capitalised words behind a postcode: 10115 Berlin, 60311
// Frankfurt am Main.
func town(text []byte, at int) (found, bool) {
	at += blank(text, at)
	start, end := at, at
	for words := 0; words < 4 && at < len(text); words++ {
		stop := at
		for stop < len(text) && (inName(text[stop]) || text[stop] == '-' || text[stop] == '\'') && !wideBlank(text, stop) {
			stop++
		}
		if stop == at {
			break
		}
		if isUpper(text[at]) || text[at] >= 0xc3 {
			end = stop
		} else if words == 0 || stop-at > 3 { // am, de, sur go on
			break
		}
		n := blank(text, stop)
		if n == 0 {
			break
		}
		at = stop + n
	}
	if end-start < 3 || end < len(text) && (isDigit(text[end]) || text[end] == '@') {
		return found{}, false
	}
	return hit("city", start, end, .75), true
}

// codeBehind takes the postcode that follows a street, behind a comma: four to
// six digits, with the signs of Portugal, Poland, Czechia and the Netherlands.
func codeBehind(text []byte, at int) (found, bool) {
	if at+6 > len(text) {
		return found{}, false
	}
	at = behindUnit(text, at)
	if at+6 > len(text) {
		return found{}, false
	}
	if text[at] == ' ' && text[at+1] == ',' {
		at++
	}
	if text[at] != ',' && text[at] != '\n' {
		return found{}, false
	}
	at++
	at += blank(text, at)
	start, digits := at, 0
	for at < len(text) && at-start < 10 && (isDigit(text[at]) || digits > 1 && at+1 < len(text) && (text[at] == '-' || text[at] == ' ' && digits == 3) && isDigit(text[at+1])) {
		if isDigit(text[at]) {
			digits++
		}
		at++
	}
	if digits == 4 && at+4 <= len(text) && text[at] == ' ' && isUpper(text[at+1]) && isUpper(text[at+2]) && (at+3 == len(text) || !inWord(text[at+3])) {
		return hit("postcode", start, at+3, .85), true
	}
	if digits == 4 && at+3 < len(text) && isUpper(text[at]) && isUpper(text[at+1]) && text[at+2] == ' ' && isUpper(text[at+3]) { // 7939FH Baard
		return hit("postcode", start, at+2, .85), true
	}
	if digits == 2 && at+6 < len(text) && text[at] == ' ' && allDigits(text[at+1:at+4]) && text[at+4] == ' ' { // 75 008 Paris
		at += 4
		digits = 5
	}
	if digits < 4 || digits > 9 || digits == 6 && at-start > 6 || at+1 >= len(text) || text[at] != ' ' || !isUpper(text[at+1]) && text[at+1] < 0xc3 {
		return found{}, false
	}
	return hit("postcode", start, at, .8), true
}

// behindUnit goes over the floor or the flat behind a house number: Piso 7, Apt. 12,
// when a comma follows.
func behindUnit(text []byte, at int) int {
	if text[at] != ' ' || at+3 >= len(text) || !isUpper(text[at+1]) {
		return at
	}
	i := at + 1
	for i < len(text) && i-at < 14 && inName(text[i]) {
		i++
	}
	if i-at < 4 || i+2 >= len(text) {
		return at
	}
	if text[i] == '.' {
		i++
	}
	if text[i] != ' ' || !isDigit(text[i+1]) {
		return at
	}
	for i++; i < len(text) && i-at < 22 && isAlnum(text[i]); i++ {
	}
	if i+1 < len(text) && (text[i] == ',' || text[i] == ' ' && text[i+1] == ',') {
		return i
	}
	return at
}
