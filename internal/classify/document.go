package classify

import "bytes"

// documentKinds are numbers of papers and accounts that have no check of their
// own: the word before them says what they are.
var documentKinds = []struct {
	ctx       context
	kind      Kind
	min, max  int // letters and digits
	digits    int // at least so many digits
	confident float64
}{
	{ctxPassport, "passport", 6, 10, 4, .9},
	{ctxLicence, "driving_licence", 6, 18, 4, .88},
	{ctxIDCard, "id_card", 7, 13, 4, .88},
	{ctxPlate, "plate", 4, 10, 1, .85},
	{ctxMedicalRecord, "medical_record", 5, 14, 4, .85},
	{ctxInsurance, "health_insurance", 7, 16, 5, .75},
	{ctxAccount, "account_number", 6, 17, 6, .85},
	{ctxTaxNumber, "de_tax_number", 10, 13, 10, .9},
}

// document takes letters and digits from i where a word shortly before says
// whose number it is.
func (s *scanner) document(i, end int) (found, bool) {
	if !s.near(ctxDocument, i, 22) {
		return found{}, false
	}
	best, away := -1, 22
	for j := range documentKinds {
		if d := s.since(documentKinds[j].ctx, i); d < away {
			best, away = j, d
		}
	}
	if best < 0 || s.since(ctxSpecific, i) <= away || i > 0 && (s.text[i-1] == '/' || s.text[i-1] == '_' || s.text[i-1] == '.') {
		return found{}, false
	}
	k := documentKinds[best]
	text := s.text
	if numbered(text[min(i, max(0, i-away)):i]) {
		return found{}, false // the word was for a number before
	}
	if between := text[min(i, max(0, i-away)):i]; bytes.Contains(between, quoteComma) || k.kind == "account_number" && away > 0 && i-away > 1 && endsInID(text[:i-away]) {
		return found{}, false // of another key of JSON; accountId is no account of a bank
	}
	n, digits, letters, stop := 0, 0, 0, i
	for at := i; at < len(text) && n <= k.max; {
		switch c := text[at]; {
		case isDigit(c):
			digits++
		case isLetter(c):
			letters++
		default:
			sep, w := separator(text, at)
			if sep == 0 || sep == '(' || sep == ')' || sep == '.' || at+w >= len(text) || !isDigit(text[at+w]) && (!isUpper(text[at+w]) || at+w+1 < len(text) && isLetter(text[at+w+1]) && !isUpper(text[at+w+1])) {
				at = len(text)
				continue
			}
			if sep == ' ' && n >= k.min && digits >= k.digits && (k.kind != "plate" || !plateGroup(text, at+w, k.max-n)) { // enough
				at = len(text)
				continue
			}
			at += w
			continue
		}
		n++
		at++
		stop = at
	}
	if n < k.min || n > k.max || digits < k.digits || stop < len(text) && (isAlnum(text[stop]) || text[stop] == '_') {
		return found{}, false
	}
	if letters > 8 || k.kind == "plate" && (letters == 0 || letters > 6 || i > 0 && text[i-1] == ',' || isUpper(text[i]) && hasSmall(text[i:stop])) || k.kind == "account_number" && letters > 0 && (letters > 4 || hasSmall(text[i:stop])) {
		return found{}, false
	}
	if k.kind == "driving_licence" || k.kind == "id_card" || k.kind == "passport" {
		if end, year := plainDate(text, i); year > 0 && end >= stop {
			return found{}, false
		}
	}
	if k.kind == "plate" {
		i = s.plateStart(i)
	}
	return hit(k.kind, i, stop, k.confident), true
}

// hasSmall says whether b has small letters.
func hasSmall(b []byte) bool {
	return bytes.ContainsFunc(b, func(r rune) bool { return r >= 'a' && r <= 'z' })
}

var quoteComma = []byte(`",`)

// endsInID says whether a name ends in id, as a word of its own: accountId.
func endsInID(b []byte) bool {
	n := len(b)
	return n > 3 && b[n-1]|0x20 == 'd' && (b[n-2] == 'I' || b[n-2] == 'i' && !isLetter(b[n-3]))
}

// plateGroup says whether another group of a plate stands at i: few capitals or
// digits, and nothing behind them.
func plateGroup(text []byte, i, most int) bool {
	end := i
	for end < len(text) && (isUpper(text[end]) || isDigit(text[end])) {
		end++
	}
	return end > i && end-i <= min(4, most) && (end == len(text) || !inWord(text[end]) && text[end] != '-')
}

// plateStart is where a plate begins whose first letters stand apart: B-MA 1234.
func (s *scanner) plateStart(i int) int {
	text := s.text
	if i < 2 || text[i-1] != '-' && text[i-1] != ' ' {
		return i
	}
	at := i - 1
	for at > 0 && i-at <= 3 && (isUpper(text[at-1]) || isDigit(text[at-1])) {
		at--
	}
	if at == i-1 || at > 0 && inWord(text[at-1]) || at < int(s.seen[ctxPlate]) {
		return i
	}
	return at
}

// numbered says whether a number of five digits and more, and a letter behind
// it, stand in b.
func numbered(b []byte) bool {
	n, seen := 0, false
	for _, c := range b {
		switch {
		case isDigit(c):
			n++
			seen = seen || n >= 5
		case seen && isLetter(c):
			return true
		default:
			n = 0
		}
	}
	return false
}

// account takes digits where a word before them says that they are the number
// of an account, a branch or a paper.
func (s *scanner) account(i int, r *run) (found, bool) {
	text := s.text
	g := r.groups[r.n-1]
	end := i + int(g.to)
	if end < len(text) && (isAlnum(text[end]) || text[end] == '_' || text[end] == ',' && end+1 < len(text) && isDigit(text[end+1])) || i > 0 && (text[i-1] == '.' || text[i-1] == '/') {
		return found{}, false
	}
	d := r.d[:g.upto]
	if s.near(ctxSortCode, i, 24) && s.since(ctxSortCode, i) <= s.since(ctxAccount, i) {
		// The account may follow the branch: 12-34-56 12345678
		for k := r.n; k >= 1; k-- {
			n := r.groups[k-1].upto
			if n == 6 && k <= 3 || n == 8 && (r.n == 1 || k == 3) {
				return hit("sort_code", i, i+int(r.groups[k-1].to), .9), true
			}
			if n < 6 {
				break
			}
		}
	}
	if r.n == 2 && r.groups[1].sep == '/' && r.groups[0].upto < 5 && len(d) == int(r.groups[0].upto)+4 && (d[len(d)-4] == '2' || d[len(d)-4] == '1') {
		return found{}, false // 113/2024: the number of a year
	}
	if r.n > 1 && r.groups[1].sep == '.' {
		if f, ok := s.coordinates(i, r); ok {
			return f, true
		}
	}
	if len(d) < 6 || r.n > 6 {
		return found{}, false
	}
	if _, year := plainDate(text, i); year > 0 {
		return found{}, false
	}
	return s.document(i, end)
}

// coordinates takes a place on earth in degrees, of four decimals and more,
// where a word says so or two stand together.
func (s *scanner) coordinates(i int, r *run) (found, bool) {
	end, ok := degrees(s.text, i, 90)
	if !ok {
		return found{}, false
	}
	start := i
	if i > 0 && s.text[i-1] == '-' && (i == 1 || !inWord(s.text[i-2])) {
		start--
	}
	at := end
	for at < len(s.text) && (s.text[at] == ',' || s.text[at] == ' ' || s.text[at] == ';' || s.text[at] == '/') && at-end < 3 {
		at++
	}
	if at > end && at < len(s.text) && (isDigit(s.text[at]) || s.text[at] == '-') {
		if second, ok := degrees(s.text, at, 180); ok {
			if s.near(ctxGeo, i, 32) {
				return hit("coordinates", start, second, .95), true
			}
			// Ratios and losses have a slash between them, or a word that says so.
			if bytes.IndexByte(s.text[end:at], '/') >= 0 || s.text[end] == ' ' || listGoesOn(s.text, second) || start > 2 && s.text[start-1] == ' ' && s.text[start-2] == ',' && isDigit(s.text[start-3]) || measured(s.text[s.line:start]) {
				return found{}, false
			}
			return hit("coordinates", start, second, .7), true
		}
	}
	if s.near(ctxGeo, i, 16) {
		return hit("coordinates", start, end, .8), true
	}
	return found{}, false
}

// listGoesOn says whether a third number with a fraction follows: no place has one.
func listGoesOn(text []byte, i int) bool {
	for j := i; j < len(text) && j-i < 12; j++ {
		switch c := text[j]; {
		case c == '.' && j > i+1:
			return true
		case c != ',' && c != ' ' && c != ';' && c != '-' && !isDigit(c):
			return false
		}
	}
	return false
}

// measured says whether the last word before a number speaks of a measure of
// another sort.
func measured(before []byte) bool {
	end := len(before)
	for end > 0 && (before[end-1] == ' ' || before[end-1] == ':' || before[end-1] == '=' || before[end-1] == '(' || before[end-1] == '[') {
		end--
	}
	from := end
	for from > 0 && end-from < 16 && inName(before[from-1]) {
		from--
	}
	var buf [24]byte
	return measures[string(lowered(buf[:0], before[from:end]))]
}

var measures = set("scale ratio loss losses factor faktor weight weights gewicht size rate score mean std sigma mu alpha beta gamma lambda range price prices values value val vector vec width height offset margin padding error accuracy precision recall quantile percent coefficient coefficients interval bounds min max avg average median delta")

func degrees(text []byte, i, most int) (end int, ok bool) {
	at := i
	if at < len(text) && text[at] == '-' {
		at++
	}
	from := at
	for at < len(text) && isDigit(text[at]) {
		at++
	}
	if at == from || at-from > 3 || at >= len(text) || text[at] != '.' || num(text[from:at]) > most {
		return 0, false
	}
	at++
	from = at
	for at < len(text) && isDigit(text[at]) {
		at++
	}
	if at-from < 4 || at-from > 12 || at < len(text) && (inWord(text[at]) && text[at] != 0xc2 || text[at] == '.' && at+1 < len(text) && isDigit(text[at+1])) {
		return 0, false
	}
	return at, true
}

// bic is the code of a bank (ISO 9362): four letters, a country, two or five
// letters and digits.
func bic(text []byte, i, end int) (found, bool) {
	w := text[i:end]
	if len(w) != 8 && len(w) != 11 {
		return found{}, false
	}
	for j, c := range w {
		if !isUpper(c) && (j < 6 || !isDigit(c)) {
			return found{}, false
		}
	}
	if ibanLength[string(w[4:6])] == 0 && !bankCountries[string(w[4:6])] {
		return found{}, false
	}
	return hit("bic", i, end, .95), true
}

var bankCountries = set("US CA AU NZ JP CN HK SG IN KR TW TH MY ID PH VN ZA NG KE GH EG MA MX AR CL CO PE RU")

// btc is an address of Bitcoin: base 58 with the lead of one, or bech32.
func btc(text []byte, i, end int) (found, bool) {
	w := text[i:end]
	switch {
	case len(w) >= 26 && len(w) <= 35 && (w[0] == '1' || w[0] == '3') && base58Check(w):
		return hit("crypto_wallet", i, end, .97), true
	case len(w) >= 42 && len(w) <= 62 && (bytes.HasPrefix(w, []byte("bc1")) || bytes.HasPrefix(w, []byte("BC1"))) && bech32(w):
		return hit("crypto_wallet", i, end, .97), true
	case len(w) == 42 && w[0] == '0' && w[1] == 'x' && hex(w[2:]):
		return hit("crypto_wallet", i, end, .75), true
	}
	return found{}, false
}
