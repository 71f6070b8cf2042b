package data

import (
	"strconv"
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

var dateLayouts = []string{
	"2006-01-02", "2006/01/02", "02.01.2006", "2.1.2006", "02/01/2006", "2/1/2006", "01/02/2006", "1/2/2006", "02-01-2006",
	"20060102", "02.01.06", "2 January 2006", "2 Jan 2006", "Jan 2, 2006", "January 2, 2006",
}

// parseDay reads a date as people and programs write it; whether a slash date
// begins with the day or the month matters little for an age in years.
func parseDay(cell []byte, latest time.Time) (time.Time, bool) {
	t, ok := parseDate(cell)
	// Fillers such as 0001-01-01 and 9999-12-31 are no dates of records.
	return t, ok && t.Year() >= 1975 && t.Before(latest)
}

// parseBirth reads the date of birth of somebody who may be alive.
func parseBirth(cell []byte, latest time.Time) (time.Time, bool) {
	t, ok := parseDate(cell)
	return t, ok && t.Year() >= 1890 && t.Before(latest)
}

func parseDate(cell []byte) (time.Time, bool) {
	if t, ok := isoDate(cell); ok {
		return t, true
	}
	s := strings.TrimSpace(string(cell[:min(len(cell), 80)]))
	if len(s) < 6 || len(s) > 40 {
		return time.Time{}, false
	}
	if c := rune(s[0]); !unicode.IsDigit(c) && !unicode.IsLetter(c) {
		return time.Time{}, false
	}
	day := s
	if i := strings.IndexAny(s, "T "); i >= 8 && unicode.IsDigit(rune(s[0])) && !strings.ContainsAny(s[:i], "abcdefghijklmnopqrsuvwxyz") {
		day = s[:i] // the time of day does not matter
	}
	for _, l := range dateLayouts {
		if t, err := time.Parse(l, day); err == nil {
			return t, true
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		switch len(s) {
		case 10: // seconds since 1970
			return time.Unix(n, 0).UTC(), true
		case 13:
			return time.UnixMilli(n).UTC(), true
		}
	}
	return time.Time{}, false
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
