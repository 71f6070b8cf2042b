package access

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dates reads the dates of one column. 03/04/2024 is the third of April or the
// fourth of March: that is settled by the other cells of the column, by its
// language, or not at all.
type dates struct {
	order byte // 'd' day first, 'm' month first, 0 not known
	now   time.Time
}

var triple = regexp.MustCompile(`^(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d{2})\b`)

// dayFirst are words in the names of columns of languages that write the day
// first. English is none of them: it does both.
var dayFirst = []string{"eintritt", "austritt", "seit", "bis", "beginn", "ende", "letzte", "anmeldung", "erstell", "ausgeschieden", "tag", "von",
	"entree", "sortie", "depart", "debut", "fin", "depuis", "derniere", "connexion", "creation", "embauche", "arrivee", "jusqu",
	"ultim", "fecha", "creado", "dataul", "datadi", "datadell", "creato", "laatst", "aangemaakt", "aanmaak", "datumvan", "datumlaatst", "ostatni", "dataost", "datautw", "utworzono"}

func newDates(l *list, field string, now time.Time) dates {
	d := dates{now: now}
	day, month := false, false
	for _, i := range l.at[field] {
		for _, row := range l.rows {
			if i >= len(row) {
				continue
			}
			m := triple.FindStringSubmatch(row[i])
			if m == nil {
				continue
			}
			a, _ := strconv.Atoi(m[1])
			b, _ := strconv.Atoi(m[3])
			upper := strings.ToUpper(row[i])
			day = day || a > 12 || m[2] == "."
			month = month || b > 12 || strings.HasSuffix(upper, "AM") || strings.HasSuffix(upper, "PM")
		}
	}
	switch {
	case day && !month:
		d.order = 'd'
	case month && !day:
		d.order = 'm'
	case !day && !month:
		for _, i := range l.at[field] {
			name := foldHeader(l.names[i])
			for _, w := range dayFirst {
				if strings.HasPrefix(name, w) || strings.HasPrefix(name, "date"+"d"+w) || strings.HasPrefix(name, "datede"+w) {
					d.order = 'd'
				}
			}
		}
	}
	return d
}

var dateLayouts = []string{"2006-01-02", "2006/01/02", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "Jan 2006", "January 2006"}

var months = strings.NewReplacer("januar ", "january ", "jänner ", "january ", "februar ", "february ", "märz ", "march ", "mai ", "may ", "juni ", "june ", "juli ", "july ",
	"oktober ", "october ", "dezember ", "december ", "janvier ", "january ", "février ", "february ", "mars ", "march ", "avril ", "april ", "juin ", "june ",
	"juillet ", "july ", "août ", "august ", "septembre ", "september ", "octobre ", "october ", "novembre ", "november ", "décembre ", "december ", ". ", " ")

// day reads s as a day, YYYY-MM-DD. The error says what is unclear, without the value.
func (d dates) day(s string) (string, error) {
	if m := triple.FindStringSubmatch(s); m != nil {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[3])
		year, _ := strconv.Atoi(m[4])
		if len(m[4]) == 2 {
			year += 2000
			if year > d.now.Year()+20 {
				year -= 100
			}
		}
		order := d.order
		switch {
		case m[2] == ".", a == b:
			order = 'd'
		case order == 0 && a > 12:
			order = 'd'
		case order == 0 && b > 12:
			order = 'm'
		}
		switch order {
		case 'm':
			a, b = b, a
		case 0:
			return "", fmt.Errorf("dates such as nn/nn/nnnn can be read in two ways")
		}
		t := time.Date(year, time.Month(b), a, 0, 0, 0, 0, time.UTC)
		if t.Day() != a || int(t.Month()) != b {
			return "", fmt.Errorf("a date in it does not exist")
		}
		return t.Format(time.DateOnly), nil
	}
	first := strings.TrimSpace(s)
	if i := strings.IndexAny(first, "T "); i == len("2006-01-02") {
		first = first[:i]
	}
	for _, text := range []string{first, months.Replace(strings.ToLower(first))} {
		for _, l := range dateLayouts {
			if t, err := time.Parse(l, text); err == nil {
				return t.Format(time.DateOnly), nil
			}
		}
	}
	return "", fmt.Errorf("a date in it cannot be read")
}
