package classify

import "bytes"

// Endings of the names of streets, the house number behind them: German, Dutch,
// Swedish, Danish, Norwegian, Finnish.
const streetEndWords = `boulevard plantsoen baan sokak sokağı caddesi bulvarı mahallesi straße strasse str weg gasse allee platz ring damm ufer steig stieg chaussee wiese berg graben markt promenade zeile pfad hof straat laan plein gracht kade dijk singel dreef steeg gatan gata vägen väg stigen torget backen gränd vej vejen gade alle allé stræde torv veien vegen veg gaten plass katu tie kuja tori polku ranta utca körút`

// streetLoneWords are such words on their own, behind other words: Berliner Straße 4.
const streetLoneWords = `sokak sokağı caddesi cad bulvarı bulevardul straße strasse str weg gasse allee platz ring damm ufer steig chaussee promenade plass gate vei gata gade vej veien katu straat laan plein utca út tér náměstí námestie nábřeží nábrežie třída ulice ulica`

// streetNumberFirst are words for streets whose number stands first.
const streetNumberFirst = `street st road rd avenue ave av lane ln drive dr boulevard blvd court ct close way terrace gardens crescent cres place pl square sq circle cir parkway pkwy highway hwy trail trl loop row walk mews hill grove green rise view park plaza path pike run crossing junction junctions meadow meadows ridge ridges fork forks ford fords mount mountain mountains valley valleys village ville vista well wells track trafficway turnpike throughway tunnel union unions inlet isle island islands key keys knoll knolls lakes landing light lights lock locks lodge mall manor manors mission motorway neck orchard oval overpass pass passage pine pines plain plains point points port ports prairie radial ramp ranch rapid rapids rest river rue shoal shoals shore shores skyway spring springs spur spurs squares station stravenue stream summit bypass burg burgs brook brooks branch bend beach cape causeway center centers cliff cliffs club common corner corners course courts cove coves creek crest crossroad curve dale dam divide drives estate estates expressway extension extensions falls ferry field fields flat flats forest forge fort freeway garden gateway glen glens greens groves harbor harbors haven heights hills hollow parade quay esplanade`

// streetFirstWords begin the name of a street.
const streetFirstWords = `al os urbanización urb rambla glorieta pasaje callejón vial cuesta carretera costanilla barrio cañada acceso pasadizo contrada borgo vico salita canale stretto rotonda lungomare lungarno lungotevere viottolo traversa località passage sentier ruelle montée traverse esplanade rynek skwer rondo bulwar rue avenue boulevard bd chemin allée impasse quai faubourg calle c avenida avda plaza paseo carrer camino ronda travesía glorieta via viale piazza piazzale corso largo vicolo strada rua travessa praça estrada alameda avenida ulica ul aleja aleje plac pl osiedle strada bulevardul ulice náměstí`

// streetCapital begin the name of a street with a capital only: Am Markt 4.
const streetCapital = `place route cours ` + streetGerman

// streetGerman are those of them that are German.
const streetGerman = `am an im zum zur auf unter in`

// boxWords are boxes at a post office.
const boxWords = `po p postfach box bp apartado postbus casella boîte skrytka postboks postboks postlåda`

// street takes a street with its house number about the word from i to end.
func (s *scanner) street(i, end int, what role) (found, bool) {
	if what&isStreetEnd != 0 {
		if f, ok := s.numberBehind(i, end); ok {
			return f, true
		}
	}
	if what&isStreetWord != 0 {
		if f, ok := s.numberBefore(i, end); ok {
			return f, true
		}
	}
	if what&isStreetFirst != 0 {
		return s.named(i, end, what&isStreetGerman != 0)
	}
	return found{}, false
}

// houseNumber is the end of a house number at at: 4, 12a, 12-14, 3/5. 0: none.
func houseNumber(text []byte, at int) int {
	from := at
	for at < len(text) && isDigit(text[at]) && at-from < 5 {
		at++
	}
	if at == from || at-from > 4 || text[from] == '0' {
		return 0
	}
	if at < len(text) && isLetter(text[at]) && (at+1 == len(text) || !inWord(text[at+1])) {
		at++
	} else if at+1 < len(text) && text[at] == ' ' && isLetter(text[at+1]) && (at+2 == len(text) || !inWord(text[at+2]) && text[at+2] != '.') && lower(text[at+1]) <= 'h' && text[at+1] >= 'a' {
		at += 2
	}
	if at+1 < len(text) && (text[at] == '-' || text[at] == '/') && isDigit(text[at+1]) {
		to := at + 1
		for to < len(text) && isDigit(text[to]) {
			to++
		}
		if to-at <= 5 {
			at = to
			if at < len(text) && isLetter(text[at]) && (at+1 == len(text) || !inWord(text[at+1])) {
				at++
			}
		}
	}
	if at < len(text) && (inWord(text[at]) && !wideBlank(text, at) || text[at] == '%' || text[at] == ':' && at+1 < len(text) && isDigit(text[at+1]) || (text[at] == '.' || text[at] == ',') && at+1 < len(text) && isDigit(text[at+1])) {
		return 0
	}
	return at
}

// numberBehind takes Lindenstraße 4 and Berliner Straße 12a.
func (s *scanner) numberBehind(i, end int) (found, bool) {
	text := s.text
	at := end
	if at < len(text) && text[at] == '.' {
		at++
	}
	if at < len(text) && text[at] == ',' {
		at++
	}
	n := blank(text, at)
	if n == 0 && text[end-1] != '.' && at == end || at+n >= len(text) {
		return found{}, false
	}
	at += n
	for _, no := range []string{"Nr. ", "nr. ", "Nr ", "nr ", "No. "} {
		if at >= len(text) || isDigit(text[at]) {
			break
		}
		if bytes.HasPrefix(text[at:], []byte(no)) {
			at += len(no)
			break
		}
	}
	if at >= len(text) || !isDigit(text[at]) {
		return found{}, false
	}
	stop := houseNumber(text, at)
	if stop == 0 {
		return found{}, false
	}
	size := end - i
	if notStreet(text[i:end]) {
		return found{}, false
	}
	lone := false
	for _, e := range s.hit {
		if e.what&isStreetEnd != 0 && len(e.word) == size {
			lone = true
		}
	}
	start := i
	if lone || i > 0 && text[i-1] == '-' || size < 6 {
		start = s.capitals(i, 4)
		if start == i && lone {
			return found{}, false
		}
	} else {
		start = s.capitals(i, 1)
		if start != i && s.plainStart(start, i) {
			start = i
		}
	}
	return hit("street", start, s.flat(stop), .85), true
}

// plainStart says whether the word before a street belongs to the sentence.
func (s *scanner) plainStart(start, i int) bool {
	stop := wordStop(s.text, start, i)
	return stop > start && (stop-start < 3 || s.text[stop-1] != 'r' || stop-start < 5) // Berliner, Frankfurter
}

// capitals goes back over capitalised words before i, at most n, and articles
// between them.
func (s *scanner) capitals(i, n int) int {
	text := s.text
	start := i
	for range n {
		at := start
		if at > 0 && (text[at-1] == ' ' || text[at-1] == '-') {
			at--
		} else if at > 1 && text[at-2] == 0xc2 && text[at-1] == 0xa0 {
			at -= 2
		} else {
			break
		}
		if at > 0 && text[at-1] == '.' {
			at--
		}
		from := at
		for from > s.line && (inName(text[from-1]) && !(text[from-1] == 0xa0 && from > 1 && text[from-2] == 0xc2) || text[from-1] == '\'') {
			from--
		}
		if from == at || at-from > 24 || from < s.done {
			break
		}
		w := text[from:at]
		if isUpper(w[0]) || w[0] >= 0x80 || start < i && (string(w) == "der" || string(w) == "den" || string(w) == "dem" || string(w) == "de" || string(w) == "van" || string(w) == "von") {
			start = from
			continue
		}
		break
	}
	return start
}

// numberBefore takes 12 High Street and 1600 Pennsylvania Avenue NW, from the
// word for the street.
func (s *scanner) numberBefore(i, end int) (found, bool) {
	text := s.text
	// Back over the name: one to four capitalised words, or a number of a street.
	at, words := i, 0
	for words < 5 && at > s.line && text[at-1] == ' ' {
		to := at - 1
		if to > 0 && (text[to-1] == '.' || text[to-1] == ',') {
			to--
		}
		from := to
		for from > s.line && (inWord(text[from-1]) || text[from-1] == '\'' || text[from-1] == '-') && to-from < 24 {
			from--
		}
		if from == to {
			return found{}, false
		}
		w := text[from:to]
		if isDigit(w[0]) {
			if words > 0 && len(w) <= 6 && houseNumberAll(w) {
				if d := unitBefore(text, s.line, from); d < from { // 4/12 Smith Street
					from = d
				}
				if from > 0 && (inWord(text[from-1]) || text[from-1] == '.' || text[from-1] == '$' || text[from-1] == '/' || text[from-1] == ',') || from < s.done || text[to] == ',' && from > 1 && text[from-1] == ' ' && isLetter(text[from-2]) { // Sprint 56, Story Points
					return found{}, false
				}
				return hit("street", from, s.flat(s.compass(end)), .82), true
			}
			if len(w) > 5 || !ordinal(w[max(0, len(w)-2):]) { // 5th Avenue
				return found{}, false
			}
		} else if !isUpper(w[0]) && w[0] < 0x80 && string(w) != "de" && string(w) != "la" && string(w) != "of" && string(w) != "the" && string(w) != "on" {
			return found{}, false
		}
		at, words = from, words+1
	}
	return found{}, false
}

// unitBefore is where the number of a flat begins that stands with a slash before
// the house number at from; from: there is none.
func unitBefore(text []byte, line, from int) int {
	if from < 2 || text[from-1] != '/' {
		return from
	}
	at := from - 1
	for at > line && isDigit(text[at-1]) && from-at < 6 {
		at--
	}
	if at == from-1 || at > line && text[at-1] != ' ' && text[at-1] != ',' && text[at-1] != '"' && text[at-1] != '>' {
		return from
	}
	return at
}

func houseNumberAll(w []byte) bool {
	n := 0
	for n < len(w) && isDigit(w[n]) {
		n++
	}
	return n >= 1 && n <= 6 && (n == len(w) || n == len(w)-1 && isLetter(w[n]) || w[n] == '-' && allDigits(w[n+1:]))
}

var compasses = []string{" NW", " NE", " SW", " SE", " N", " S", " E", " W", " North", " South", " East", " West"}

// compass goes over NW, South, and a dot behind the word for a street.
func (s *scanner) compass(at int) int {
	text := s.text
	if at < len(text) && text[at] == '.' && at+1 < len(text) && text[at+1] != '\n' {
		at++
	}
	for _, c := range compasses {
		if at+1 >= len(text) || text[at] != ' ' || text[at+1] != c[1] {
			continue
		}
		if bytes.HasPrefix(text[at:], []byte(c)) && (at+len(c) == len(text) || !inWord(text[at+len(c)])) {
			return at + len(c)
		}
	}
	if at > 0 && text[at-1] == '.' && (at == len(text) || text[at] == '\n' || text[at] == ' ' && at+1 < len(text) && isUpper(text[at+1]) && !bytes.HasPrefix(text[at+1:], []byte("Apt")) && !bytes.HasPrefix(text[at+1:], []byte("Suite"))) {
		return at - 1
	}
	return at
}

// named takes rue de la Paix 4, 4 rue de la Paix, Via Roma 12, Calle Mayor, 5.
func (s *scanner) named(i, end int, german bool) (found, bool) {
	text := s.text
	if german && !isUpper(text[i]) {
		return found{}, false
	}
	at := end
	short := end-i <= 2
	if at < len(text) && (text[at] == '.' || short && text[at] == '/') {
		at++
	} else if short && !german && !lowerIs(text[i:end], "bd") && !lowerIs(text[i:end], "pl") {
		return found{}, false
	}
	if short && i > 2 && text[i-1] == ' ' && lowerIs(text[i-3:i-1], "et") { // et al.
		return found{}, false
	}
	// A number before: 12 bis, rue ...
	before := -1
	if !german {
		before = s.numberAhead(i)
	}
	n := blank(text, at)
	if short && n == 0 && (lowerIs(text[i:end], "os") || lowerIs(text[i:end], "al")) { // os.Signal, 1
		return found{}, false
	}
	at += n
	words, particles := 0, 0
	for words < 5 && at < len(text) {
		if isDigit(text[at]) {
			break
		}
		to := at
		for to < len(text) && (inName(text[to]) && !wideBlank(text, to) || text[to] == '\'' || text[to] == '-' && to > at || text[to] == '.' && to-at <= 3) {
			to++
		}
		if to == at {
			break
		}
		w := text[at:to]
		if isUpper(w[0]) || w[0] >= 0x80 || len(w) > 2 && (w[1] == '\'') {
			words++
		} else if len(w) <= 4 && particles < 3 {
			particles++
		} else {
			break
		}
		at = to
		n := blank(text, at)
		if n == 0 {
			break
		}
		at += n
	}
	if words == 0 {
		return found{}, false
	}
	name := at
	for name > end && (text[name-1] == ' ' || text[name-1] == 0xa0 || text[name-1] == 0xc2) {
		name--
	}
	if before >= 0 {
		if name < len(text) && isDigit(text[name]) {
			return found{}, false
		}
		return hit("street", before, s.flat(name), .82), true
	}
	at = name
	if at < len(text) && text[at] == ',' {
		at++
	}
	n = blank(text, at)
	at += n
	for _, no := range []string{"n. ", "n.", "nº ", "nº", "n° ", "n°", "no. ", "núm. ", "num. ", "nr "} {
		if at >= len(text) || isDigit(text[at]) {
			break
		}
		if bytes.HasPrefix(text[at:], []byte(no)) {
			at += len(no)
			break
		}
	}
	if n == 0 && at == name || at >= len(text) || !isDigit(text[at]) {
		return found{}, false
	}
	stop := houseNumber(text, at)
	if stop == 0 {
		return found{}, false
	}
	if german && (counts(text, stop) || words > 2 || text[name] == ',' || stop-at > 3 || lowerIs(text[i:end], "in") || s.spokenMonth(at, name)) {
		return found{}, false
	}
	conf := .82
	if german {
		conf = .65
	}
	return hit("street", i, s.flat(stop), conf), true
}

// counts says whether the number that ends at at counts what is named behind it:
// Im Wald 3 Tage.
func counts(text []byte, at int) bool {
	return at+1 < len(text) && text[at] == ' ' && (isUpper(text[at+1]) || text[at+1] >= 0x80)
}

// spokenMonth says whether the word before at is a month: Im Mai 2024, Am Montag 3.
func (s *scanner) spokenMonth(at, name int) bool {
	from := name
	for from > s.line && inName(s.text[from-1]) {
		from--
	}
	return month(s.text[from:name]) || s.plainAt(from, name)
}

func lowerIs(w []byte, s string) bool {
	if len(w) != len(s) {
		return false
	}
	for i := range len(s) {
		if lower(w[i]) != s[i] {
			return false
		}
	}
	return true
}

// numberAhead is where a house number before i begins: 12, 12 bis, 12bis. -1: none.
func (s *scanner) numberAhead(i int) int {
	text := s.text
	at := i
	if at > s.line && text[at-1] == ' ' {
		at--
	} else {
		return -1
	}
	if at > s.line && text[at-1] == ',' {
		at--
	}
	for _, w := range []string{" bis", " ter", "bis", "ter", " B", " A", " b", " a"} {
		if bytes.HasSuffix(text[s.line:at], []byte(w)) {
			at -= len(w)
			break
		}
	}
	from := at
	for from > s.line && isDigit(text[from-1]) {
		from--
	}
	if from == at || at-from > 4 || text[from] == '0' || from < s.done || from > s.line && (inWord(text[from-1]) || text[from-1] == '.' || text[from-1] == ',' || text[from-1] == '/' || text[from-1] == '-') {
		return -1
	}
	return from
}

// byFirst sorts words by their first byte.
func byFirst(words ...string) (out [256][]string) {
	for _, w := range words {
		out[w[0]] = append(out[w[0]], w)
	}
	return out
}
