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

var dateLayouts = []string{
	"2006-01-02", "2006/01/02", "2006.01.02", "02.01.2006", "2.1.2006", "02/01/2006", "2/1/2006", "01/02/2006", "1/2/2006", "02-01-2006", "2-1-2006", "01-02-2006",
	"02.01.06", "2.1.06", "02/01/06", "2/1/06", "01/02/06", "1/2/06", "02-01-06", "20060102",
}

// parseDate reads a date as people and programs write it, one with slashes as
// day, month, year where it can be read so.
func parseDate(cell []byte) (time.Time, bool) {
	if t, ok := isoDate(cell); ok {
		return t, true
	}
	s := strings.TrimSpace(string(cell[:min(len(cell), 80)]))
	if len(s) < 6 || len(s) > 40 {
		return time.Time{}, false
	}
	switch c := s[0]; {
	case c >= '0' && c <= '9':
	case c == '/': // /Date(1700000000000)/
		if n, ok := strings.CutPrefix(s, "/Date("); ok {
			n, _, _ = strings.Cut(n, ")")
			if ms, err := strconv.ParseInt(strings.SplitN(n, "+", 2)[0], 10, 64); err == nil && ms > 0 {
				return time.UnixMilli(ms).UTC().Truncate(24 * time.Hour), true
			}
		}
		return time.Time{}, false
	case c >= 0x80 || c|0x20 >= 'a' && c|0x20 <= 'z':
		return namedMonth(s)
	default:
		return time.Time{}, false
	}
	if len(s) >= 14 && len(s) <= 22 && number([]byte(s[:7])) >= 0 && number([]byte(s[7:14])) >= 0 && (len(s) == 14 || s[14] == 'Z' || s[14] == '.' || s[14] == '+' || s[14] == '-') { // 20240131235959Z
		if t, err := time.Parse("20060102150405", s[:14]); err == nil {
			return t.Truncate(24 * time.Hour), true
		}
		return time.Time{}, false
	}
	day := s
	if i := strings.IndexAny(s, "T ,"); i >= 6 && strings.Trim(s[:i], "0123456789./-") == "" {
		day = s[:i] // the time of day does not matter
	}
	if len(day) > 10 || strings.Trim(day, "0123456789./-") != "" {
		return namedMonth(s)
	}
	for _, l := range dateLayouts {
		if t, err := time.Parse(l, day); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// namedMonth reads 3 March 2021, Mar 3rd, 2021, 03-MAR-21, Wed, 03 Mar 2021
// 10:00:00 +0100, 3 de marzo de 2021.
func namedMonth(s string) (time.Time, bool) {
	day, month, year := 0, 0, 0
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '-' || r == '/' || r == '\u00a0' })
	for n, w := range words {
		if n > 7 || day > 0 && month > 0 && year > 0 {
			break
		}
		if c := w[0]; c >= '0' && c <= '9' {
			digits := strings.TrimRight(w, "stndrhºªer")
			v, err := strconv.Atoi(digits)
			switch {
			case err != nil || strings.Contains(w, ":"):
			case len(digits) == 4 && year == 0:
				year = v
			case len(digits) <= 2 && day == 0 && v >= 1 && v <= 31:
				day = v
			case len(digits) == 2 && day > 0 && month > 0 && year == 0:
				if year = 2000 + v; v >= 69 {
					year = 1900 + v
				}
			}
			continue
		}
		if m := monthNames[strings.ToLower(w)]; m > 0 && month == 0 {
			month = m
		} else if m == 0 && !dayNames[strings.ToLower(w)] {
			return time.Time{}, false
		}
	}
	if day == 0 || month == 0 || year == 0 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == day
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
func lineDate(line []byte) (time.Time, bool) {
	line = line[:min(len(line), 200)]
	head := bytes.TrimLeft(line, "[\"'<> \t")
	if len(head) >= 16 {
		if sign := head[10]; (sign == ' ' || sign == 'T' || sign == ',') && (head[13] == ':' || head[12] == ':') && head[11] >= '0' && head[11] <= '2' {
			if t, ok := parseDate(head[:10]); ok {
				return t, true
			}
		}
	}
	for rest := line; ; { // [03/Feb/2014:10:00:00 +0000]
		i := bytes.IndexByte(rest, '[')
		if i < 0 || len(rest)-i < 16 {
			return time.Time{}, false
		}
		if rest = rest[i+1:]; rest[2] == '/' && rest[6] == '/' && rest[11] == ':' {
			return namedMonth(string(rest[:11]))
		}
	}
}

// isoDate reads what databases write: 2024-02-29, and a time of day behind it
// that does not matter.
func isoDate(b []byte) (time.Time, bool) {
	if len(b) < 10 || len(b) > 40 || b[4] != '-' || b[7] != '-' || len(b) > 10 && b[10] != ' ' && b[10] != 'T' {
		return time.Time{}, false
	}
	year, month, day := number(b[:4]), number(b[5:7]), number(b[8:10])
	if year < 0 || month < 1 || month > 12 || day < 1 || day > 31 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == day // no 30 February
}

// number is a number in digits alone; -1: it is none.
func number(b []byte) int {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}
