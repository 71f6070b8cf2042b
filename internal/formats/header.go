package formats

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// headed sits between a reader of rows and the sink: it looks at the first rows
// to find out which of them names the columns. Rows above that one are titles
// and go on as text.
type headed struct {
	sink    Sink
	first   [][][]byte
	bytes   int
	decided bool
	columns int
}

// Rows and bytes that are looked at before the decision.
const (
	headRows  = 25
	headBytes = 32 << 10
)

func (h *headed) row(cells [][]byte) error {
	if h.decided {
		return h.pass(cells)
	}
	keep := make([][]byte, len(cells))
	for i, c := range cells {
		keep[i] = bytes.Clone(c)
		h.bytes += len(c)
	}
	h.first = append(h.first, keep)
	if len(h.first) >= headRows || h.bytes > headBytes {
		return h.decide()
	}
	return nil
}

// flush decides on what there is. Call it after the last row.
func (h *headed) flush() error {
	if h.decided {
		return nil
	}
	return h.decide()
}

func (h *headed) decide() error {
	h.decided = true
	rows := h.first
	h.first = nil
	at := headerRow(rows)
	if at >= 0 {
		for _, title := range rows[:at] {
			if line := bytes.Join(title, []byte(" ")); len(bytes.TrimSpace(line)) > 0 {
				if err := h.sink.Text(append(line, '\n')); err != nil {
					return err
				}
			}
		}
		for i, name := range rows[at] {
			label := strings.TrimSpace(string(name))
			if label == "" {
				label = columnName(i)
			}
			if err := h.sink.Column(label, ""); err != nil {
				return err
			}
			h.columns++
		}
		rows = rows[at+1:]
	}
	for _, r := range rows {
		if err := h.pass(r); err != nil {
			return err
		}
	}
	return nil
}

func (h *headed) pass(cells [][]byte) error {
	for len(cells) > 0 && len(cells) > h.columns && len(cells[len(cells)-1]) == 0 {
		cells = cells[:len(cells)-1]
	}
	if len(cells) > maxColumns {
		if err := h.sink.Text(append(bytes.Join(cells[maxColumns:], []byte(" ")), '\n')); err != nil {
			return err
		}
		cells = cells[:maxColumns]
	}
	for h.columns < len(cells) {
		if err := h.sink.Column(columnName(h.columns), ""); err != nil {
			return err
		}
		h.columns++
	}
	for _, c := range cells {
		if len(c) > 0 {
			return h.sink.Row(cells)
		}
	}
	return nil
}

// headerRow is the position of the row that names the columns, or -1. When in
// doubt there is none: a lost header costs a name, a person taken for a header
// would be lost, and would end up as the name of a column.
func headerRow(rows [][][]byte) int {
	width := 0
	for _, r := range rows {
		width = max(width, filled(r))
	}
	for at := 0; at < min(len(rows), 10); at++ {
		if f := filled(rows[at]); f == 0 || f*5 < width*3 {
			continue // a title, or a blank line above the table
		}
		if looksLikeHeader(rows[at], rows[at+1:]) {
			return at
		}
		return -1
	}
	return -1
}

func filled(r [][]byte) int {
	n := 0
	for _, c := range r {
		if len(bytes.TrimSpace(c)) > 0 {
			n++
		}
	}
	return n
}

func looksLikeHeader(top [][]byte, below [][][]byte) bool {
	if series(top, below) {
		return true
	}
	labels, words := 0, 0
	for _, c := range top {
		s := strings.TrimSpace(string(c))
		if s == "" {
			continue
		}
		if utf8.RuneCountInString(s) > 60 || strings.Contains(s, "@") || shapeOf(s) != 'a' && !labelled(s) && !questionCode(s) {
			return false
		}
		words++
		if labelled(s) {
			labels++
		}
	}
	if labels*2 > words || labels > 0 && len(below) == 0 {
		return true
	}
	// The cells below are of another make than the cell on top.
	differ := 0
	for i, c := range top {
		other, same := 0, 0
		for _, r := range below {
			if i >= len(r) || len(bytes.TrimSpace(r[i])) == 0 {
				continue
			}
			if bytes.EqualFold(bytes.TrimSpace(r[i]), bytes.TrimSpace(c)) {
				return false // the same word again further down: it is a value
			}
			if shapeOf(strings.TrimSpace(string(r[i]))) != 'a' {
				other++
			} else {
				same++
			}
		}
		if other > same {
			differ++
		}
	}
	return differ > 0 || labels > 0 && labels*3 >= words
}

// questionCode says whether s is the number of a question or a field, as surveys
// and old programs name their columns: Q1, G1Q2, V012.
func questionCode(s string) bool {
	if len(s) < 2 || len(s) > 7 || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

// series says whether the cells on top count columns (f1, f2, f3) or are one or
// two letters each, no two the same, above cells that are longer.
func series(top [][]byte, below [][][]byte) bool {
	if len(top) < 3 || len(below) == 0 {
		return false
	}
	counted, short := true, true
	seen := map[string]bool{}
	first, prefix := 0, ""
	for i, c := range top {
		s := string(bytes.TrimSpace(c))
		name := strings.TrimRight(s, "0123456789")
		n, err := strconv.Atoi(s[len(name):])
		if i == 0 {
			first, prefix = n, name
		}
		counted = counted && err == nil && name != "" && len(name) < 12 && name == prefix && n == first+i
		short = short && s != "" && utf8.RuneCountInString(s) < 3 && !seen[s] && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
		seen[s] = true
	}
	if counted || !short {
		return counted
	}
	longer := 0
	for i := range top {
		n, long := 0, 0
		for _, r := range below {
			if i < len(r) && len(r[i]) > 0 {
				if n++; utf8.RuneCount(r[i]) > 3 {
					long++
				}
			}
		}
		if long*2 > n {
			longer++
		}
	}
	return longer*2 > len(top)
}

// shapeOf is 'a' for words, '9' for numbers, dates and the like, '@' for
// addresses on the net.
func shapeOf(s string) byte {
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		case r == '@':
			return '@'
		}
	}
	if digits > 0 && digits >= letters || digits > 3 {
		return '9'
	}
	return 'a'
}

// labelled says whether s is a word that stands above columns.
func labelled(s string) bool {
	word := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
	return labelWords[word] || strings.Contains(s, "_") && !strings.Contains(s, " ") && shapeOf(s) == 'a'
}

var labelWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
		id nr no number num key code type typ status state value wert note notes notiz notizen comment comments kommentar bemerkung remark remarks
		name names fullname firstname lastname givenname familyname surname forename vorname nachname familienname zuname kunde kunden kundenname kundennr kundennummer
		customer customerid customername client clientid contact kontakt ansprechpartner user userid username login person
		prenom prénom nom nombre apellido apellidos cognome nome voornaam achternaam naam imie imię nazwisko
		email emailaddress mail emailadresse mailadresse courriel correo correoelectronico posta telefon telefonnummer tel phone phonenumber mobile mobil handy cell fax telephone telefono teléfono téléphone portable
		street strasse straße strassehausnr hausnr hausnummer address addressline addresse adresse anschrift rue direccion dirección indirizzo straat ulica
		zip zipcode postcode postalcode plz postleitzahl cp cap codepostal city town ort stadt wohnort ville ciudad citta città plaats miasto country land pays pais país paese region county bundesland
		date datum created createdat updated updatedat modified since until from to birthdate birthday dateofbirth dob geburtsdatum geburtstag gebdatum geb datenaissance fechanacimiento orderdate bestelldatum
		gender sex geschlecht anrede title titel salutation age alter iban bic bank konto kontonummer card cardnumber price preis amount betrag sum summe total quantity menge qty product produkt artikel item sku order orderid bestellung
		description beschreibung text subject betreff company firma firm organisation organization department abteilung url website ip password passwort language sprache currency category kategorie diagnosis diagnose allergy allergies allergien religion insurance`) {
		m[w] = true
	}
	return m
}()
