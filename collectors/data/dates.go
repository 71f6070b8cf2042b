package data

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// recordDateWords stand above columns that say when something happened to a
// record. Birth dates are none of them.
var recordDateWords = []string{
	"last", "latest", "recent", "activ", "aktiv", "kontakt", "contact", "besuch", "kauf", "sale", "sold", "upd", "mod", "edit", "logon", "access", "zugriff", "time", "zeit", "stamp", "login", "eingang", "erfass", "eintritt", "beitritt", "aufnahme", "hire", "start", "begin", "vist",
	"derni", "ultim", "últim", "laatst", "gezien", "ostatni", "senast", "seneste", "viimei", "posledn", "legutób", "ultima",
	"skapad", "oprett", "opprett", "luotu", "muokat", "utworz", "zmian", "zmodyf", "vytvo", "změn", "zmen", "létrehoz", "módos", "creado", "creaci", "actualiz", "aggiorn", "criado", "criaç", "atualiz", "ændr", "endret", "ändrad",
	"dat", "dát", "päiv", "achat", "acquist", "compra", "zakup", "nákup", "köp", "kjøp", "køb", "osto", "vente", "vendit", "venta", "visita", "inloggning", "logowani",
	"creat", "updat", "modif", "chang", "since", "regist", "order", "purchase", "login", "seen", "visit", "signup", "joined", "added", "subscri", "abonn", "delivered", "delivery", "invoice", "contacted", "timestamp", "datetime", "date",
	"angelegt", "erstell", "geändert", "geaendert", "aktualisiert", "bestell", "liefer", "rechnung", "kunde seit", "seit", "letzte", "datum", "zuletzt",
	"créé", "cree", "commande", "modifié", "inscri", "fecha", "pedido", "alta", "data ordine", "ordine", "iscri", "besteld", "aangemaakt", "gewijzigd", "sinds",
}

var notRecordDate = []string{"födels", "fødsel", "syntym", "naroz", "urodz", "születés", "nascim", "născut", "doğum", "born", "geborte", "geboorte", "until", "bis", "ende", "end date", "end_date", "enddat", "kündig", "kuendig", "renew", "frist", "wiedervorlage", "follow up", "scaden", "vencim", "caduc", "vence", "vervalt", "verval", "wygas", "ważn", "platnost", "échéance", "echeance", "forfall", "förfall", "utgår", "utløp", "lejár", "hochzeit", "wedding", "birth", "geb", "dob", "naiss", "nacim", "nascit", "expir", "valid", "gültig", "gueltig", "ablauf", "due", "fällig", "faellig", "delete", "lösch", "update_count"}

// recordDate says whether a column of that name says when a record was made or
// touched.
func recordDate(name string) bool {
	if notDated(name) {
		return false
	}
	n := strings.ToLower(splitCamel(name))
	for _, w := range recordDateWords {
		if strings.Contains(n, w) {
			return true
		}
	}
	return false
}

// numberWords say that the numbers of a column count or name something.
var numberWords = words("id|nr|no|num|number|nummer|numero|número|code|count|anzahl|amount|betrag|total|summe|sum|price|preis|prix|precio|plz|zip|postcode|qty|menge|version|phone|tel|telefon|mobile|umsatz|wert|value|rate|size")

// countsDays says whether numbers of a column of that name are dates.
func countsDays(name string) bool {
	n := strings.ToLower(splitCamel(name))
	for _, w := range strings.FieldsFunc(n, func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '.' }) {
		if numberWords[w] {
			return false
		}
	}
	return recordDate(name) || n == "ts" || strings.HasSuffix(n, "_ts") || strings.HasSuffix(n, "_at") || strings.HasPrefix(n, "when")
}

// madeWords stand above columns that say when a record came into being, which
// says nothing about whether it is still in use.
var madeWords = []string{"skapad", "oprett", "opprett", "luotu", "utworz", "vytvo", "létrehoz", "creado", "creaci", "criado", "criaç", "erfass", "eintritt", "beitritt", "aufnahme", "hire", "creat", "regist", "since", "signup", "joined", "added", "subscri", "abonn", "angelegt", "erstell", "seit", "créé", "cree", "inscri", "alta", "iscri", "aangemaakt", "sinds"}

func madeDate(name string) bool {
	n := strings.ToLower(splitCamel(name))
	for _, w := range madeWords {
		if strings.Contains(n, w) {
			return true
		}
	}
	return false
}

// notDated says whether a column holds dates that say nothing about its age.
func notDated(name string) bool {
	n := strings.ToLower(splitCamel(name))
	for _, w := range notRecordDate {
		if strings.Contains(n, w) {
			return true
		}
	}
	return false
}

// day is a day of the calendar, as 20240229; 0 is none.
type day int32

func (d day) time() time.Time {
	return time.Date(int(d/10000), time.Month(d/100%100), int(d%100), 0, 0, 0, 0, time.UTC)
}

func dayOf(t time.Time) day { return day(t.Year()*10000 + int(t.Month())*100 + t.Day()) }

// append writes it as 2024-02-29.
func (d day) append(b []byte) []byte {
	year, month, at := byte(d/10000%100), byte(d/100%100), byte(d%100)
	century := byte(d / 1000000)
	return append(b, '0'+century/10, '0'+century%10, '0'+year/10, '0'+year%10, '-', '0'+month/10, '0'+month%10, '-', '0'+at/10, '0'+at%10)
}

// before says whether it begins before t.
func (d day) before(t time.Time) bool {
	if last := dayOf(t); d != last {
		return d < last
	}
	return d.time().Before(t)
}

// dayIn is the day of a year, a month and a day, if there is one.
func dayIn(year, month, at int) (day, bool) {
	if month < 1 || month > 12 || at < 1 || at > 31 || year < 0 || year > 9999 {
		return 0, false
	}
	if at > 28 && at > int(monthDays[month]) && (month != 2 || at > 29 || year%4 != 0 || year%100 == 0 && year%400 != 0) {
		return 0, false
	}
	return day(year*10000 + month*100 + at), true
}

var monthDays = [13]int8{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// limit is a moment that dates come before.
type limit struct {
	time.Time
	day day // the last that begins before it
}

func newLimit(t time.Time) limit {
	l := limit{t, dayOf(t)}
	if !l.day.before(t) {
		l.day = dayOf(t.AddDate(0, 0, -1))
	}
	return l
}

// parseDate reads a date as people and programs write it, one with slashes as
// day, month, year where it can be read so.
func parseDate(cell []byte) (day, bool) {
	if d, ok := isoDay(cell); ok {
		return d, true
	}
	s := bytes.TrimSpace(cell[:min(len(cell), 80)])
	if len(s) < 6 || len(s) > 40 {
		return 0, false
	}
	switch c := s[0]; {
	case c >= '0' && c <= '9':
	case c == '/': // /Date(1700000000000)/
		if n, ok := bytes.CutPrefix(s, []byte("/Date(")); ok {
			n, _, _ = bytes.Cut(n, []byte(")"))
			n, _, _ = bytes.Cut(n, []byte("+"))
			if ms := number(n); ms > 0 {
				return dayOf(time.UnixMilli(int64(ms)).UTC()), true
			}
		}
		return 0, false
	case c >= 0x80 || c|0x20 >= 'a' && c|0x20 <= 'z':
		return namedMonth(string(s))
	default:
		return 0, false
	}
	if len(s) >= 14 && len(s) <= 22 && number(s[:14]) >= 0 && (len(s) == 14 || s[14] == 'Z' || s[14] == '.' || s[14] == '+' || s[14] == '-') { // 20240131235959Z
		if number(s[8:10]) > 23 || number(s[10:12]) > 59 || number(s[12:14]) > 59 {
			return 0, false
		}
		return inDigits(s[:8])
	}
	written := s
	if i := bytes.IndexAny(s, "T ,"); i >= 6 && ofDigits(s[:i]) {
		written = s[:i] // the time of day does not matter
	}
	if len(written) > 10 || !ofDigits(written) {
		return namedMonth(string(s))
	}
	return inDigits(written)
}

// ofDigits says whether a date is written without words.
func ofDigits(s []byte) bool {
	for _, c := range s {
		if (c < '0' || c > '9') && c != '.' && c != '/' && c != '-' {
			return false
		}
	}
	return true
}

// inDigits reads a date in digits: 2024-02-29, 2024/02/29, 29.02.2024, 29.2.2024,
// 29/02/2024, 29/2/2024, 02/29/2024, 29-02-2024, 20240229, 29.02.24, 29/2/24.
func inDigits(s []byte) (day, bool) {
	if len(s) == 8 && number(s) >= 0 {
		n := number(s)
		return dayIn(n/10000, n/100%100, n%100)
	}
	i := bytes.IndexAny(s, "-/.")
	if i < 1 {
		return 0, false
	}
	sign := s[i]
	j := bytes.IndexByte(s[i+1:], sign)
	if j < 1 || j > 2 {
		return 0, false
	}
	a, b, c := s[:i], s[i+1:i+1+j], s[i+j+2:]
	x, y, z := number(a), number(b), number(c)
	if x < 0 || y < 0 || z < 0 {
		return 0, false
	}
	filled := len(a) == 2 && len(b) == 2
	switch {
	case len(a) == 4:
		if len(b) != 2 || len(c) != 2 {
			return 0, false
		}
		return dayIn(x, y, z)
	case len(a) > 2:
		return 0, false
	case len(c) == 2 && (sign != '-' || filled):
		if z += 2000; z >= 2069 {
			z -= 100
		}
	case len(c) != 4:
		return 0, false
	}
	d, ok := dayIn(z, y, x)
	if !ok && (sign == '/' || sign == '-' && filled && len(c) == 4) {
		return dayIn(z, x, y)
	}
	return d, ok
}

// namedMonth reads 3 March 2021, Mar 3rd, 2021, 03-MAR-21, Wed, 03 Mar 2021
// 10:00:00 +0100, 3 de marzo de 2021.
func namedMonth(s string) (day, bool) {
	at, month, year := 0, 0, 0
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '-' || r == '/' || r == '\u00a0' })
	for n, w := range words {
		if n > 7 || at > 0 && month > 0 && year > 0 {
			break
		}
		if c := w[0]; c >= '0' && c <= '9' {
			digits := strings.TrimRight(w, "stndrhºªer")
			v, err := strconv.Atoi(digits)
			switch {
			case err != nil || strings.Contains(w, ":"):
			case len(digits) == 4 && year == 0:
				year = v
			case len(digits) <= 2 && at == 0 && v >= 1 && v <= 31:
				at = v
			case len(digits) == 2 && at > 0 && month > 0 && year == 0:
				if year = 2000 + v; v >= 69 {
					year = 1900 + v
				}
			}
			continue
		}
		if m := monthNames[strings.ToLower(w)]; m > 0 && month == 0 {
			month = m
		} else if m == 0 && !dayNames[strings.ToLower(w)] {
			return 0, false
		}
	}
	if at == 0 || month == 0 || year == 0 {
		return 0, false
	}
	return dayIn(year, month, at)
}

// monthNames are the names of the months and what they are cut to.
var monthNames = func() map[string]int {
	out := map[string]int{}
	for _, list := range []string{
		"january february march april may june july august september october november december",
		"jan feb mar apr may jun jul aug sep oct nov dec", "jan feb mrz apr mai jun jul aug sept okt nov dez",
		"januar februar märz april mai juni juli august september oktober november dezember", "jänner feber maerz april mai juni juli august september oktober november dezember",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "janv févr mars avr mai juin juil août sept oct nov déc",
		"janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "ene feb mar abr may jun jul ago sept oct nov dic",
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", "gen feb mar apr mag giu lug ago set ott nov dic",
		"januari februari maart april mei juni juli augustus september oktober november december", "jan feb mrt apr mei jun jul aug sep okt nov dec",
		"stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia", "sty lut mar kwi maj cze lip sie wrz paź lis gru",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro", "jan fev mar abr mai jun jul ago set out nov dez",
		"januari februari mars april maj juni juli augusti september oktober november december",
		"januar februar marts april maj juni juli august september oktober november december", "januar februar mars april mai juni juli august september oktober november desember",
		"ledna února března dubna května června července srpna září října listopadu prosince",
		"tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
		"ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
	} {
		for i, m := range strings.Fields(list) {
			out[m] = i + 1
		}
	}
	return out
}()

// dayNames may stand before a date, and words within one.
var dayNames = words("mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|de|den|der|del|of|the|le|den|am|um|at|utc|gmt|uhr|à|a|alle|cest|cet|am|pm|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica")

// lineDate reads the date and time that a line of a log begins with, or that
// stands in brackets within it, as in those of web servers.
func lineDate(line []byte) (day, bool) {
	line = line[:min(len(line), 200)]
	head := bytes.TrimLeft(line, "[\"'<> \t")
	if len(head) >= 16 {
		if sign := head[10]; (sign == ' ' || sign == 'T' || sign == ',') && (head[13] == ':' || head[12] == ':') && head[11] >= '0' && head[11] <= '2' {
			if d, ok := parseDate(head[:10]); ok {
				return d, true
			}
		}
	}
	for rest := line; ; { // [03/Feb/2014:10:00:00 +0000]
		i := bytes.IndexByte(rest, '[')
		if i < 0 || len(rest)-i < 16 {
			return 0, false
		}
		if rest = rest[i+1:]; rest[2] == '/' && rest[6] == '/' && rest[11] == ':' {
			return namedMonth(string(rest[:11]))
		}
	}
}

// isoDay reads what databases write: 2024-02-29, and a time of day behind it
// that does not matter.
func isoDay(b []byte) (day, bool) {
	if len(b) < 10 || len(b) > 40 || b[4] != '-' || b[7] != '-' || len(b) > 10 && b[10] != ' ' && b[10] != 'T' {
		return 0, false
	}
	return dayIn(number(b[:4]), number(b[5:7]), number(b[8:10]))
}

// number is a number in digits alone; -1: it is none.
func number(b []byte) int {
	if len(b) == 0 || len(b) > 18 {
		return -1
	}
	n := 0
	for _, c := range b {
		if c-'0' > 9 {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}
