package data

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// dating is what the first cells of a column say of the dates in it.
type dating struct {
	Seen       int // cells that were tried as dates
	Dated      int // of these, dates
	Young      int // of the dates, those since the year 2000
	Counted    int // of the cells, numbers that are dates where the name of the column says so
	DayFirst   int // dates that can only be read so: 31/12/2024
	MonthFirst int // 12/31/2024
	Tried      int // cells, with those that are fillers
}

// dateSample is how many cells of a column are tried as dates; mostFillers how
// many of a column in which most say that there is none.
const (
	dateSample  = 200
	mostFillers = 10 * dateSample
)

// try takes one of the first cells.
func (d *dating) try(cell []byte, latest limit) {
	if d.Tried++; noDate(cell) {
		return
	}
	d.Seen++
	if len(cell) > 40 {
		return
	}
	how := calendar{monthFirst: d.MonthFirst > d.DayFirst}
	if at, ok := how.day(cell, latest); ok {
		d.Dated++
		if at >= 2000_00_00 {
			d.Young++
		}
		if a, b := slashed(cell); a > 12 {
			d.DayFirst++
		} else if b > 12 {
			d.MonthFirst++
		}
	} else if _, ok := countedDay(cell, latest.Time); ok {
		d.Counted++
	}
}

func (d *dating) join(o dating) {
	d.Seen, d.Dated, d.Young, d.Counted = d.Seen+o.Seen, d.Dated+o.Dated, d.Young+o.Young, d.Counted+o.Counted
	d.DayFirst, d.MonthFirst, d.Tried = d.DayFirst+o.DayFirst, d.MonthFirst+o.MonthFirst, d.Tried+o.Tried
}

// mostly says whether the column holds dates; counted: as numbers.
func (d *dating) mostly() (dates, counted bool) {
	return d.Seen > 0 && d.Dated*10 >= d.Seen*8, d.Counted > 0 && (d.Dated+d.Counted)*10 >= d.Seen*9
}

func (d *dating) calendar() calendar {
	_, counted := d.mostly()
	return calendar{monthFirst: d.MonthFirst > d.DayFirst, counted: counted}
}

// calendar is how the dates of a column are written.
type calendar struct {
	monthFirst bool // 12/31/2024
	counted    bool // numbers, too: seconds since 1970, days since 1900
}

// day reads the date of a record.
func (c calendar) day(cell []byte, latest limit) (day, bool) {
	d, ok := c.date(cell)
	if !ok && c.counted {
		t, ok := countedDay(cell, latest.Time)
		return dayOf(t), ok
	}
	// Fillers such as 0001-01-01 and 9999-12-31 are no dates of records.
	return d, ok && d >= 1975_00_00 && d <= latest.day
}

// birth reads the date of birth of somebody who may be alive.
func (c calendar) birth(cell []byte, latest limit) (day, bool) {
	d, ok := c.date(cell)
	if ok && d > latest.day && d < latest.day+50_00_00 { // 03/04/51: nobody is born in 2051
		d -= 100_00_00
	}
	return d, ok && d >= 1890_00_00 && d <= latest.day
}

func (c calendar) date(cell []byte) (day, bool) {
	d, ok := parseDate(cell)
	if ok && c.monthFirst {
		if a, b := slashed(cell); a >= 1 && a <= 12 && b >= 1 && b <= 12 {
			return dayIn(int(d/10000), a, b)
		}
	}
	return d, ok
}

// slashed are the first two numbers of a date such as 12/31/2024; zero: it is
// written otherwise.
func slashed(cell []byte) (a, b int) {
	cell = bytes.TrimSpace(cell)
	one, rest, ok := bytes.Cut(cell, []byte("/"))
	two, _, also := bytes.Cut(rest, []byte("/"))
	if !ok || !also || len(one) > 2 || len(two) > 2 || len(one) == 0 || len(two) == 0 {
		return 0, 0
	}
	return max(0, number(one)), max(0, number(two))
}

// noDate says whether a cell stands for no date at all.
func noDate(cell []byte) bool {
	if len(cell) == 0 {
		return true
	}
	switch c := cell[0]; {
	case c == '0':
		return bytes.HasPrefix(cell, []byte("0000")) || bytes.HasPrefix(cell, []byte("0001-01-01")) || len(cell) == 1 ||
			bytes.HasPrefix(cell, []byte("00.00.")) || bytes.HasPrefix(cell, []byte("00/00/")) || bytes.HasPrefix(cell, []byte("01.01.1970")) || bytes.HasPrefix(cell, []byte("01/01/1970")) || bytes.HasPrefix(cell, []byte("01.01.0001"))
	case c == '1':
		return bytes.HasPrefix(cell, []byte("1970-01-01")) || bytes.HasPrefix(cell, []byte("1900-01-0")) || bytes.HasPrefix(cell, []byte("1899-12-3"))
	case c == '9':
		return bytes.HasPrefix(cell, []byte("9999"))
	case c == '3':
		return bytes.HasPrefix(cell, []byte("31.12.9999")) || bytes.HasPrefix(cell, []byte("31/12/9999"))
	case c >= '0' && c <= '9' || len(cell) > 7:
		return false
	}
	switch strings.ToLower(string(bytes.TrimSpace(cell))) {
	case "", "null", "none", "nil", "nan", "nat", "n/a", "na", "-", "--", "---", `\n`, "never", "nie", "jamais", "nunca", "mai", "nooit", "nigdy", "(null)", "#n/a", "?", "k.a.", "unknown", "leer":
		return true
	}
	return false
}

// countedDay reads a number as the date that programs mean by it: seconds since
// 1970 and its thousandth, millionth and thousand-millionth parts, seconds since
// 2001, days since the end of 1899 or since 4713 BC, tenths of microseconds since
// 1601, a year.
// Only where a name says that it is one: a postcode has five digits as well.
func countedDay(cell []byte, latest time.Time) (t time.Time, ok bool) {
	cell = bytes.TrimSpace(cell)
	whole, rest, _ := bytes.Cut(cell, []byte("."))
	if len(whole) < 4 || len(whole) > 19 || len(rest) > 12 || len(rest) > 0 && number(rest[:min(len(rest), 9)]) < 0 {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(string(whole), 10, 64)
	if err != nil || n < 0 {
		return time.Time{}, false
	}
	switch len(whole) {
	case 4: // nobody knows more: it may have been the last day
		if t = time.Date(int(n), 12, 31, 0, 0, 0, 0, time.UTC); len(rest) > 0 {
			return t, false
		} else if n == int64(latest.Year()-1) {
			t = latest.AddDate(-1, 0, -1)
		}
	case 5:
		t = time.Date(1899, 12, 30+int(n), 0, 0, 0, 0, time.UTC)
	case 7:
		t = time.Unix((n-2440588)*86400, 0).UTC()
		if len(rest) > 0 && rest[0] >= '5' { // its days begin at noon
			t = t.AddDate(0, 0, 1)
		}
	case 9: // since 2001, as on a Mac: a record of before that year is rare
		t = time.Unix(n+978_307_200, 0).UTC()
	case 10:
		t = time.Unix(n, 0).UTC()
	case 13:
		t = time.UnixMilli(n).UTC()
	case 16:
		t = time.UnixMicro(n).UTC()
	case 18:
		t = time.Unix(n/10_000_000-11_644_473_600, 0).UTC()
	case 19:
		t = time.Unix(0, n).UTC()
	}
	t = t.Truncate(24 * time.Hour)
	return t, t.Year() >= 1975 && t.Before(latest)
}
