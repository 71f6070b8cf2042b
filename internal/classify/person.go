package classify

import "bytes"

// titleWords stand before the name of a person, which may be any word.
const titleWords = `heer dott avv m mr mrs ms miss mister dr prof herr herrn frau mme mlle monsieur madame señor señora signor signora sig sra dhr mevr mevrouw meneer pani pan sr sayın fru frk sir madam lord lady hr fr docteur doctor professor professeur`

var titleSet = set(titleWords)

// greetWords stand before a name that may be a given one alone.
const greetWords = `dear hi hello hey thanks regards sincerely liebe lieber hallo moin servus grüße bonjour bonsoir salut cher chère hola estimado estimada ciao gentile caro cara beste geachte cześć drogi hej kära kære`

// plainWords are no names, although they often stand behind a word that is one,
// or behind a title.
const plainWords = `street road avenue station park square city town county state university college school church hall house hotel airport bridge river lake bay beach island islands mountain valley forest garden gardens court centre center market place tower castle museum library hospital clinic theatre theater stadium arena club society institute foundation trust fund bank group company corporation inc ltd limited gmbh ag kg bv nv llc plc sa srl spa partners partner holdings systems solutions services service software technologies consulting international global national federal
january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
america england germany france italy spain poland austria europe london paris berlin rome madrid vienna texas california florida carolina dakota virginia york jersey mexico england's illinois ohio oregon nevada arizona colorado georgia
north south east west northern southern eastern western central upper lower great little grand royal saint san santa
support team sales customer service office department management director manager president minister king queen prince princess emperor pope bishop saint general captain order invoice account number name email phone address date birth card code id user admin guest test report review project plan product price total status type
award prize cup league championship tournament festival conference summit day night week eve season show series magazine times post journal news press radio tv edition volume chapter version museum gallery records music band orchestra symphony act law bill rule theorem principle effect disease syndrome method test scale index law's street's
kunde kundin kunden patient patienten rechnung bestellung lieferung auftrag vertrag termin adresse straße strasse weg platz allee brücke bahnhof kirche schule stadt land bundesland hof haus garten markt amt gericht verein partei regierung minister firma abteilung mitarbeiter
team abteilung vertrieb einkauf kundendienst kundenservice serviceteam geschäftsführung geschäftsleitung verwaltung zentrale lager vorstand ihr euer dein unser le la les votre notre direction équipe service services client clientèle achats comptabilité el los las nuestro equipo dirección atención servicio soporte ventas compras il lo gli ufficio direzione servizio assistenza clienti acquisti vendite het de afdeling klantenservice directie raad bestuur verkoop inkoop dział zarząd dyrekcja biuro obsługa zespół spółki the your our everybody everyone all
seite seiten kapitel absatz abschnitt punkt position raum zimmer etage stufe tor halle blatt band gleis linie spalte zeile tabelle abbildung nummer
sponge cake pudding gala sauce salad bread tea coffee juice mix cheese wine beer tomatoes apples potatoes grapefruit crackers biscuits kugeln grey earl beurre shop store cream rice bean beans soup pizza pasta brown green red blue black white yellow pink
server application app device printer network database gateway router framework spring sprint edition`

// particles stand within family names.
var particles = [][]byte{[]byte("van der "), []byte("van de "), []byte("van den "), []byte("von der "), []byte("van "), []byte("von "), []byte("vom "), []byte("zum "), []byte("zur "), []byte("de la "), []byte("de los "), []byte("de las "), []byte("del "), []byte("della "), []byte("dello "), []byte("dei "), []byte("di "), []byte("da "), []byte("dos "), []byte("das "), []byte("do "), []byte("de "), []byte("zu "), []byte("le "), []byte("la "), []byte("ten "), []byte("ter "), []byte("bin "), []byte("ibn "), []byte("al-"), []byte("el-"), []byte("y "), []byte("d'"), []byte("Van der "), []byte("Van den "), []byte("Van de "), []byte("Van "), []byte("De "), []byte("Von "), []byte("Di "), []byte("Da "), []byte("Del "), []byte("La "), []byte("Le ")}

// particlesBy are those by their first letter.
var particlesBy = func() (t [256][][]byte) {
	for _, p := range particles {
		t[p[0]] = append(t[p[0]], p)
	}
	return t
}()

// isInitial says whether an initial with its dot stands at at.
func isInitial(text []byte, at int) bool {
	return at+2 < len(text) && text[at+1] == '.' && isUpper(text[at]) && (text[at+2] == ' ' || isUpper(text[at+2]))
}

// blank is how many bytes of one blank stand at at.
func blank(text []byte, at int) int {
	if at >= len(text) {
		return 0
	}
	if text[at] == ' ' {
		return 1
	}
	if sep, n := separator(text, at); sep == ' ' {
		return n
	}
	return 0
}

// skipParticle goes over van der, de la, and the like.
func skipParticle(text []byte, at int) int {
	switch c := text[at]; {
	case c >= 'a' && c <= 'z', c == 'V', c == 'D', c == 'L':
		for _, p := range particlesBy[c] {
			if bytes.HasPrefix(text[at:], p) {
				return at + len(p)
			}
		}
	}
	return at
}

// person takes a name whose first word is known. stop is the end of that word.
func (s *scanner) person(i, stop int, what role, titled bool) (found, bool) {
	text := s.text
	if what&(isTitle|isGreet) != 0 && what&isGiven == 0 {
		return found{}, false
	}
	if i > 0 && (text[i-1] == '@' || text[i-1] == '/' || text[i-1] == '_' || text[i-1] == '\\' || text[i-1] == '#') {
		return found{}, false
	}
	switch { // most names in tables stand alone
	case stop >= len(text):
	case text[stop] == ' ' || text[stop] == '-' || text[stop] == '\'' || text[stop] >= 0x80:
	case text[stop] == ',' && what&isFamily != 0 && stop+1 < len(text) && (text[stop+1] == ' ' || isUpper(text[stop+1]) || text[stop+1] >= 0x80):
	case !titled && !s.near(ctxGreet, i, 3) && !s.near(ctxName, i, 6) && !s.near(ctxTitle, i, 4):
		return found{}, false
	}
	end := nameEnd(text, i)
	capitals := false
	if end == i {
		// ANNA MEIER: both in capitals
		if stop-i < 3 || !allUpper(text[i:stop]) {
			return found{}, false
		}
		capitals, end = true, stop
	}
	hyphen := bytes.IndexByte(text[i:end], '-') >= 0
	word := what&isWordy != 0
	isGivenName, isFamilyName := what&isGiven != 0, what&isFamily != 0
	titled = titled || s.near(ctxTitle, i, 4)
	if end+1 < len(text) && text[end] == ',' && isFamilyName && !capitals && s.turned(i) {
		// Meier, Anna
		at := end + 1
		at += blank(text, at)
		if stop := nameEnd(text, at); stop > at {
			if w := s.rolesAt(at, stop); w&isGiven != 0 && (w&isWordy == 0 || !word) && !(isGivenName && s.listed(i)) {
				return s.fullName(i, s.middle(stop), .8)
			}
		}
	}
	n := blank(text, end)
	at := end + n
	if n == 0 || at >= len(text) {
		return s.alone(i, end, isGivenName, word)
	}
	strong := hyphen
	initials := 0
	for { // initials and particles
		if initials == 3 || !isInitial(text, at) {
			break
		}
		initials++
		at += 2
		at += blank(text, at)
	}
	strong = strong || initials > 0
	if to := skipParticle(text, min(at, len(text)-1)); to != at {
		strong, at = true, to
	}
	if at >= len(text) {
		return s.alone(i, end, isGivenName, word)
	}
	last := at
	if capitals {
		for last < len(text) && (isUpper(text[last]) || text[last] >= 0x80 && !wideBlank(text, last) || text[last] == '-' || text[last] == '\'') {
			last++
		}
		if last-at < 3 || last < len(text) && inWord(text[last]) {
			return found{}, false
		}
		if w := s.rolesAt(at, last); !isGivenName || w&isFamily == 0 || w&isWordy != 0 {
			return found{}, false
		}
		return s.fullName(i, last, .75)
	}
	if last = nameEnd(text, at); last == at {
		return s.alone(i, end, isGivenName, word)
	}
	double := bytes.IndexByte(text[at:last], '-') >= 0
	second2 := s.rolesAt(at, last)
	known := second2&isFamily != 0
	common := second2&isWordy != 0
	conf := 0.0
	plain := s.plain()
	switch {
	case !isGivenName && !titled:
		if isFamilyName && !plain && last-at > 2 && s.unknown() && s.signs(i) {
			conf = .75
		}
	case titled && !plain:
		conf = .88
	case isGivenName && known && !(word && common) && !plain:
		conf = .85
	case isGivenName && known && !plain && (s.near(ctxGreet, i, 3) || s.near(ctxName, i, 5)):
		conf = .8
	case isGivenName && strong && !plain && !word:
		conf = .8
	case isGivenName && !word && !plain && second2&isGiven != 0 && last-at > 2:
		conf = .75
	case isGivenName && !word && !plain && last-at > 2 && !double && s.unknown():
		conf = .7
	case isGivenName && s.near(ctxName, i, 5) && !plain:
		conf = .75
	}
	if conf == 0 {
		return s.alone(i, end, isGivenName, word)
	}
	return s.fullName(i, s.more(last), conf)
}

// more goes over further names behind at: Maria Garcia Lopez, van Dyke, Jr.
func (s *scanner) more(at int) int {
	text := s.text
	for range 3 {
		n := blank(text, at)
		if n == 0 || at+n >= len(text) {
			return at
		}
		from := at + n
		to := skipParticle(text, from)
		particle := to != from
		if to >= len(text) {
			return at
		}
		if from+2 < len(text) && isUpper(text[from]) && text[from+1] == '.' && text[from+2] == ' ' { // an initial within
			to = from + 3
			particle = true
		}
		stop := nameEnd(text, to)
		if stop == to || s.plainAt(to, stop) {
			return at
		}
		if w := s.rolesAt(to, stop); !particle && (w&(isFamily|isGiven) == 0 && !lowerIs(text[to:stop], "jr") && !lowerIs(text[to:stop], "sr") || w&isWordy != 0) {
			return at
		}
		at = stop
	}
	return at
}

// middle goes over further given names behind a turned name.
func (s *scanner) middle(at int) int {
	text := s.text
	n := blank(text, at)
	if n == 0 || at+n+1 >= len(text) {
		return at
	}
	if isInitial(text, at+n) {
		return at + n + 2
	}
	if stop := nameEnd(text, at+n); stop > at+n {
		if w := s.rolesAt(at+n, stop); w&isGiven != 0 && w&isWordy == 0 {
			return stop
		}
	}
	return at
}

func (s *scanner) fullName(i, end int, conf float64) (found, bool) {
	if end < len(s.text) && (s.text[end] == '@' || s.text[end] == '_' || isDigit(s.text[end])) {
		return found{}, false
	}
	if s.namesThing(i, end) {
		return found{}, false
	}
	// 12 Martin Luther King Way is a street.
	if s.numbered(i) {
		at := end
		for range 3 {
			n := blank(s.text, at)
			if n == 0 || at+n >= len(s.text) || !isUpper(s.text[at+n]) {
				break
			}
			from := at + n
			for at = from; at < len(s.text) && inName(s.text[at]); {
				at++
			}
			if s.rolesAt(from, at)&isStreetWord != 0 {
				return found{}, false
			}
		}
	}
	return hit("full_name", i, end, conf), true
}

// numbered says whether a number stands before i, with at most three capitalised
// words between.
func (s *scanner) numbered(i int) bool {
	for range 4 {
		if i < s.line+2 || s.text[i-1] != ' ' {
			return false
		}
		if isDigit(s.text[i-2]) {
			return true
		}
		from := i - 1
		for from > s.line && inWord(s.text[from-1]) {
			from--
		}
		if from == i-1 || !isUpper(s.text[from]) {
			return false
		}
		i = from
	}
	return false
}

// alone takes a given name on its own where a greeting or a word for names says so.
func (s *scanner) alone(i, end int, isGivenName, word bool) (found, bool) {
	if end < len(s.text) && (s.text[end] == '-' || s.text[end] == '\'' || s.text[end] == '@' || s.text[end] == '_' || inWord(s.text[end])) {
		return found{}, false
	}
	switch {
	case s.near(ctxTitle, i, 4):
		return hit("family_name", i, end, .75), true
	case !isGivenName && end < len(s.text) && s.text[end] == ',' && s.near(ctxGreet, i, 1) && s.rolesAt(i, end)&isFamily != 0 && !s.plain():
		return hit("given_name", i, end, .65), true // Hi Medina,
	case !isGivenName || word && !s.near(ctxGreet, i, 2):
		return found{}, false
	case s.near(ctxGreet, i, 3), s.near(ctxName, i, 6):
		return hit("given_name", i, end, .7), true
	}
	return found{}, false
}

// listed says whether the word at i follows a comma: Anna, Maria, Jan are three people.
func (s *scanner) listed(i int) bool {
	return i > 1 && s.text[i-1] == ' ' && s.text[i-2] == ','
}

// addressee takes the words behind a title, whatever they are.
func (s *scanner) addressee(i int) (found, bool) {
	text := s.text
	if j := i - 1; j < 0 || text[j] != ' ' && text[j] != '.' && text[j] < 0x80 {
		return found{}, false
	}
	end := nameEnd(text, i)
	if end == i || end-i < 2 || s.plainAt(i, end) {
		return found{}, false
	}
	if s.near(ctxNotPhone, i, 1) {
		return found{}, false
	}
	n := blank(text, end)
	if n > 0 && end+n < len(text) {
		at := skipParticle(text, end+n)
		if at < len(text) {
			stop := nameEnd(text, at)
			if stop > at && !s.plainAt(at, stop) && stop-at > 1 {
				return s.fullName(i, s.more(stop), .8)
			}
		}
	}
	if end < len(text) && (text[end] == '-' || inWord(text[end])) {
		return found{}, false
	}
	return hit("family_name", i, end, .72), true
}

// signed takes two names and more behind the close of a letter or a word for
// who signed, whatever they are.
func (s *scanner) signed(i int) (found, bool) {
	text := s.text
	if at := int(s.seen[ctxSigned]); at == int(s.seen[ctxGreet]) && at < len(text) && text[at] == ' ' {
		return found{}, false // thanks and regards are words of sentences too
	}
	end := nameEnd(text, i)
	n := blank(text, end)
	if end-i < 2 || n == 0 || end+n >= len(text) || notPerson(text[i:end]) || s.plainAt(i, end) {
		return found{}, false
	}
	at := skipParticle(text, end+n)
	if at >= len(text) {
		return found{}, false
	}
	stop := nameEnd(text, at)
	if stop-at < 2 || s.plainAt(at, stop) || s.match(at, wordStop(text, at, stop)) > 0 && !s.unknown() {
		return found{}, false
	}
	stop = s.more(stop)
	// What goes on with a capital is a team or a firm.
	if n := blank(text, stop); n > 0 && nameEnd(text, stop+n) > stop+n {
		return found{}, false
	}
	return s.fullName(i, stop, .72)
}

// signs says whether the word at i stands shortly behind the close of a letter,
// on the same line or below it.
func (s *scanner) signs(i int) bool {
	at := int(s.seen[ctxSigned])
	if at == 0 || at > i || i-at > 4 {
		return false
	}
	if at > s.line {
		return true
	}
	for _, c := range s.text[at:i] {
		if c != '\n' && c != '\r' && c != ',' && c != '.' && c != '!' {
			return false
		}
	}
	return true
}

// rolesAt is what the lexicon says the word may be.
func (s *scanner) rolesAt(i, end int) role {
	var what role
	if s.match(i, wordStop(s.text, i, end)) > 0 {
		if s.roles&isMute != 0 {
			return s.roles
		}
		for _, e := range s.hit {
			what |= e.what
		}
	}
	return what
}

// plainAt says whether the word is one that is never a name.
func (s *scanner) plainAt(i, end int) bool {
	s.match(i, wordStop(s.text, i, end))
	return s.plain()
}

// plain says it of the word that was looked up last.
func (s *scanner) plain() bool {
	for _, e := range s.hit {
		if e.what&isFamily != 0 && !neverNames[e.word] {
			return false
		}
		if e.what&(isPlain|isStreetWord|isHealth|isSpecial) != 0 {
			return true
		}
	}
	return false
}

// neverNames are family names that are more often something else behind a given one.
var neverNames = set("street st road way drive court square place avenue close station circle trail gardens terrace bridge park college university school church hall lake island airport hospital beach city county state house club center centre north south east west central")

// unknown says whether the lexicon knows nothing of the word that was looked up
// last but that it may be a name.
func (s *scanner) unknown() bool {
	for _, e := range s.hit {
		if e.what&^(isFamily|isGiven|isWordy) != 0 || len(e.ctx) > 0 {
			return false
		}
	}
	return true
}

// wordStop is the end of the first letters of a name with dashes.
func wordStop(text []byte, i, end int) int {
	at := i
	for at < end && inName(text[at]) {
		at++
	}
	return at
}

func allUpper(b []byte) bool {
	for _, c := range b {
		if !isUpper(c) && c < 0x80 {
			return false
		}
	}
	return true
}

func wideBlank(text []byte, i int) bool {
	_, n := separator(text, i)
	return n > 0
}
