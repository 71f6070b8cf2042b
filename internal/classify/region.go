package classify

import "strings"

// The regions that stand between a town and its postcode, by their letters and by
// their names: the states of the USA with their postal abbreviations (USPS
// Publication 28, appendix B), the provinces of Canada, the states of Australia.
const (
	usStates    = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP AA AE AP"
	usNames     = "Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Georgia,Hawaii,Idaho,Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,Washington,West Virginia,Wisconsin,Wyoming"
	caProvinces = "AB BC MB NB NL NS NT NU ON PE QC SK YT"
	caNames     = "Alberta,British Columbia,Manitoba,New Brunswick,Newfoundland,Nova Scotia,Ontario,Quebec,Québec,Saskatchewan"
	auStates    = "ACT NSW NT QLD SA TAS VIC WA"
	auNames     = "New South Wales,Queensland,South Australia,Tasmania,Victoria,Western Australia"
)

// Who writes which postcode behind a region.
const (
	inUS = 1 << iota
	inCA
	inAU
)

var statesOf = func() map[string]int {
	out := map[string]int{}
	for list, where := range map[string]int{usStates: inUS, caProvinces: inCA, auStates: inAU} {
		for _, w := range strings.Fields(list) {
			out[w] |= where
		}
	}
	for list, where := range map[string]int{usNames: inUS, caNames: inCA, auNames: inAU} {
		for _, w := range strings.Split(list, ",") {
			out[w] |= where
		}
	}
	return out
}()

// townBefore takes the town and the postcode that follow a street where the code
// comes last: Washington, DC 20500; Toronto, ON M5V 2T6; Fitzroy VIC 3065; London
// SW1A 2AA.
func townBefore(text []byte, at int) (city, code found, ok bool) {
	from := skipToTown(text, at)
	if from < 0 {
		return found{}, found{}, false
	}
	town, end := from, from // the town, of the parts that commas make
	for words, p := 0, from; words < 6 && p < len(text) && (isUpper(text[p]) || text[p] >= 0xc3); words++ {
		stop := p
		for stop < len(text) && (inName(text[stop]) && !wideBlank(text, stop) || text[stop] == '-' || text[stop] == '\'' || text[stop] == '.' && stop-p < 3) {
			stop++
		}
		if stop == p {
			break
		}
		end = stop
		next := skipToTown(text, stop)
		if next < 0 {
			break
		}
		if start, to := codeBehindRegion(text, next); to > 0 {
			return hit("city", town, end, .8), hit("postcode", start, to, .85), true
		}
		if to := ukCode(text, next); to > 0 {
			return hit("city", town, end, .8), hit("postcode", next, to, .85), true
		}
		if text[stop] != ' ' && text[stop] != '-' { // Headingley, Leeds; but Guildford, Surrey
			if to := countyEnd(text, next); to > next {
				if p = skipToTown(text, to); p > 0 {
					if to := ukCode(text, p); to > 0 {
						return hit("city", town, end, .8), hit("postcode", p, to, .85), true
					}
				}
				break
			}
			town = next
		}
		p = next
	}
	return found{}, found{}, false
}

// skipToTown goes over a comma, blanks and one end of a line. -1: nothing follows.
func skipToTown(text []byte, at int) int {
	from := at
	if at < len(text) && text[at] == ',' {
		at++
	}
	at += blank(text, at)
	if at < len(text) && text[at] == '\r' {
		at++
	}
	if at < len(text) && text[at] == '\n' {
		at++
		for n := 0; n < 8 && at < len(text) && text[at] == ' '; n++ {
			at++
		}
	}
	if at == from || at >= len(text) {
		return -1
	}
	return at
}

// codeBehindRegion is where a postcode stands behind the region at at, and where
// it ends; 0: there is none.
func codeBehindRegion(text []byte, at int) (start, end int) {
	for words, stop := 0, at; words < 3; words++ {
		for stop < len(text) && inName(text[stop]) && !wideBlank(text, stop) {
			stop++
		}
		if stop == at || stop-at > 16 {
			return 0, 0
		}
		if where := statesOf[string(text[at:stop])]; where != 0 {
			start = stop
			if start < len(text) && (text[start] == ',' || text[start] == '.') {
				start++
			}
			n := blank(text, start)
			start += n
			n2 := blank(text, start)
			start += n2
			if n > 0 {
				if end = regionCode(text, start, where); end > 0 {
					return start, end
				}
			}
		}
		if stop >= len(text) || text[stop] != ' ' {
			return 0, 0
		}
		stop++
	}
	return 0, 0
}

// regionCode is the end of a postcode of one of the countries at at; 0: none.
func regionCode(text []byte, at, where int) int {
	n := 0
	for at+n < len(text) && isDigit(text[at+n]) {
		n++
	}
	end := at + n
	switch {
	case n == 5 && where&inUS != 0:
		if end+5 <= len(text) && text[end] == '-' && allDigits(text[end+1:end+5]) {
			end += 5
		}
	case n == 4 && where&inAU != 0:
	case n == 0 && where&inCA != 0 && at+6 <= len(text) && isUpper(text[at]) && isDigit(text[at+1]) && isUpper(text[at+2]):
		end = at + 3
		if text[end] == ' ' || text[end] == '-' {
			end++
		}
		if end+3 > len(text) || !isDigit(text[end]) || !isUpper(text[end+1]) || !isDigit(text[end+2]) {
			return 0
		}
		end += 3
	default:
		return 0
	}
	if end < len(text) && inWord(text[end]) && !wideBlank(text, end) {
		return 0
	}
	return end
}

// ukCode is the end of a postcode of the United Kingdom at at (SW1A 2AA); 0: none.
func ukCode(text []byte, at int) int {
	end, letters := at, 0
	for end < len(text) && (isUpper(text[end]) || isDigit(text[end])) && end-at < 5 {
		if end-at == letters && isUpper(text[end]) {
			letters++
		}
		end++
	}
	n := end - at
	if n < 2 || n > 4 || letters < 1 || letters > 2 || letters == n || end+4 > len(text) || text[end] != ' ' || !isDigit(text[end+1]) || !isUpper(text[end+2]) || !isUpper(text[end+3]) || end+4 < len(text) && inWord(text[end+4]) {
		return 0
	}
	for _, c := range text[at+letters : end-1] { // the last may be a letter
		if !isDigit(c) {
			return 0
		}
	}
	return end + 4
}

// counties end in -shire, but for these.
var counties = set("bedfordshire cornwall cumbria devon dorset durham essex kent lancs norfolk northumberland rutland somerset suffolk surrey sussex middlesex merseyside fife angus antrim armagh tyrone")

// countyEnd is the end of a county at at: Surrey, West Sussex, Greater Manchester,
// North Yorkshire; at: none.
func countyEnd(text []byte, at int) int {
	p := at
	for words := 0; words < 2 && p < len(text); words++ {
		stop := p
		for stop < len(text) && isLetter(text[stop]) {
			stop++
		}
		var buf [20]byte
		w := text[p:stop]
		if len(w) < 4 || len(w) > len(buf) {
			return at
		}
		low := string(lowered(buf[:0], w))
		if strings.HasSuffix(low, "shire") || counties[low] || words == 1 {
			return stop
		}
		switch low {
		case "west", "east", "north", "south", "greater", "county":
		default:
			return at
		}
		if stop >= len(text) || text[stop] != ' ' {
			return at
		}
		p = stop + 1
	}
	return at
}

// stairs goes over the floor and the door that stand between a house number and a
// postcode: , 3º B, / , 2 izq. / , bajo, / , Appt 5, / , esc. B.
func stairs(text []byte, at int) int {
	for range 3 {
		p := at
		if p >= len(text) || text[p] != ',' && (text[p] != ' ' || p+1 >= len(text) || !isDigit(text[p+1])) {
			return at
		}
		p++
		p += blank(text, p)
		from, marked := p, false
		for p < len(text) && p-from < 16 && text[p] != ',' && text[p] != '\n' {
			marked = marked || isDigit(text[p]) && p-from < 8 || text[p] == 0xba || text[p] == 0xaa // º ª
			p++
		}
		word := strings.TrimRight(strings.ToLower(string(text[from:min(p, from+6)])), " .")
		if p >= len(text) || text[p] != ',' || p == from || !marked && !strings.HasPrefix(word, "bajo") && !strings.HasPrefix(word, "piso") && !strings.HasPrefix(word, "esc") {
			return at
		}
		if p-from > 3 && allDigits(text[from:from+4]) { // the postcode itself
			return at
		}
		at = p
	}
	return at
}
