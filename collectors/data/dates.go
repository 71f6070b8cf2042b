package data

import (
	"bytes"
	"strings"
	"time"
	"unicode"
)

// recordDateWords stand above columns that say when something happened to a
// record. Birth dates are none of them.
var recordDateWords = []string{
	"creat", "updat", "modif", "chang", "since", "regist", "order", "purchase", "login", "seen", "visit", "signup", "joined", "added", "subscri", "abonn", "delivered", "delivery", "invoice", "contacted", "timestamp", "datetime", "date",
	"angelegt", "erstell", "geändert", "geaendert", "aktualisiert", "bestell", "liefer", "rechnung", "kunde seit", "seit", "letzte", "datum", "zuletzt",
	"créé", "cree", "commande", "modifié", "inscri", "fecha", "pedido", "alta", "data ordine", "ordine", "iscri", "besteld", "aangemaakt", "gewijzigd", "sinds",
}

var notRecordDate = []string{"birth", "geb", "dob", "naiss", "nacim", "nascit", "expir", "valid", "gültig", "gueltig", "ablauf", "due", "fällig", "faellig", "delete", "lösch", "update_count"}

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

// madeWords stand above columns that say when a record came into being, which
// says nothing about whether it is still in use.
var madeWords = []string{"creat", "regist", "since", "signup", "joined", "added", "subscri", "abonn", "angelegt", "erstell", "seit", "créé", "cree", "inscri", "alta", "iscri", "aangemaakt", "sinds"}

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

// calendar is the day of a year, a month and a day, if there is one.
func calendar(year, month, at int) (day, bool) {
	if month < 1 || month > 12 || at < 1 || at > 31 || year < 0 || year > 9999 {
		return 0, false
	}
	if at > 28 && at > int(monthDays[month]) && (month != 2 || at > 29 || year%4 != 0 || year%100 == 0 && year%400 != 0) {
		return 0, false
	}
	return day(year*10000 + month*100 + at), true
}

var monthDays = [13]int8{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// wordLayouts are dates whose month is a word; calendarOf reads the others.
var wordLayouts = []string{"2 January 2006", "2 Jan 2006", "Jan 2, 2006", "January 2, 2006"}

// recordDay reads a date as people and programs write it; whether a slash date
// begins with the day or the month matters little for an age in years. Fillers
// such as 0001-01-01 and 9999-12-31 are no dates of records.
func recordDay(cell []byte, latest limit) (day, bool) { return dayFrom(cell, 1975, latest) }

// birthDay reads the date of birth of somebody who may be alive.
func birthDay(cell []byte, latest limit) (day, bool) { return dayFrom(cell, 1890, latest) }

func dayFrom(cell []byte, year day, latest limit) (day, bool) {
	if d, ok := isoDay(cell); ok {
		return d, d/10000 >= year && d <= latest.day
	}
	t, ok := parseDate(cell)
	return dayOf(t), ok && t.Year() >= int(year) && t.Before(latest.Time)
}

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

func parseDate(cell []byte) (time.Time, bool) {
	if d, ok := isoDay(cell); ok {
		return d.time(), true
	}
	s := bytes.TrimSpace(cell[:min(len(cell), 80)])
	if len(s) < 6 || len(s) > 40 {
		return time.Time{}, false
	}
	if c := rune(s[0]); !unicode.IsDigit(c) && !unicode.IsLetter(c) {
		return time.Time{}, false
	}
	written := s
	if i := bytes.IndexAny(s, "T "); i >= 8 && unicode.IsDigit(rune(s[0])) && !bytes.ContainsAny(s[:i], "abcdefghijklmnopqrsuvwxyz") {
		written = s[:i] // the time of day does not matter
	}
	if d, ok := calendarOf(written); ok {
		return d.time(), true
	}
	if bytes.ContainsAny(written, "abcdefghijklmnopqrstuvwxyz") || bytes.ContainsAny(written, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		for _, l := range wordLayouts {
			if t, err := time.Parse(l, string(written)); err == nil {
				return t, true
			}
		}
	}
	if n := number(s); n >= 0 {
		switch len(s) {
		case 10: // seconds since 1970
			return time.Unix(int64(n), 0).UTC(), true
		case 13:
			return time.UnixMilli(int64(n)).UTC(), true
		}
	}
	return time.Time{}, false
}

// calendarOf reads a date in digits: 2024-02-29, 2024/02/29, 29.02.2024, 29.2.2024,
// 29/02/2024, 29/2/2024, 02/29/2024, 29-02-2024, 20240229 or 29.02.24.
func calendarOf(s []byte) (day, bool) {
	if len(s) == 8 && number(s) >= 0 {
		n := number(s)
		return calendar(n/10000, n/100%100, n%100)
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
	whole := len(b) == 2
	switch {
	case len(a) == 4 && len(c) == 2 && whole && sign != '.':
		return calendar(x, y, z)
	case len(c) == 4 && len(a) <= 2 && (sign != '-' || len(a) == 2 && whole):
		if d, ok := calendar(z, y, x); ok || sign != '/' {
			return d, ok
		}
		return calendar(z, x, y)
	case len(c) == 2 && len(a) == 2 && whole && sign == '.':
		if z += 2000; z >= 2069 {
			z -= 100
		}
		return calendar(z, y, x)
	}
	return 0, false
}

// isoDay reads what databases write: 2024-02-29, and a time of day behind it
// that does not matter.
func isoDay(b []byte) (day, bool) {
	if len(b) < 10 || len(b) > 40 || b[4] != '-' || b[7] != '-' || len(b) > 10 && b[10] != ' ' && b[10] != 'T' {
		return 0, false
	}
	return calendar(number(b[:4]), number(b[5:7]), number(b[8:10]))
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
