package classify

import "strings"

// Together judges the columns of a table: each by itself and the names of those beside
// it, up to reach on each side; and those whose names say nothing (c4, Field1, none)
// again, by what was found in the others.
func Together(columns []*Column, reach int) []ColumnVerdict {
	out := make([]ColumnVerdict, len(columns))
	others := make([]string, 0, 2*reach)
	nameless := 0
	for i, c := range columns {
		others = others[:0]
		for j := max(0, i-reach); j < min(len(columns), i+reach+1); j++ {
			if j != i {
				others = append(others, columns[j].name)
			}
		}
		out[i] = c.Verdict(others)
		if out[i].Kind == "" && c.filled >= 3 && c.silent() {
			nameless++
		}
	}
	if nameless > 0 && len(columns) > 1 && len(columns) <= 2000 {
		beside(columns, out)
	}
	return out
}

// silent says whether the name of a column says nothing that we know.
func (c *Column) silent() bool {
	if namelessColumn(c.name) {
		return true
	}
	k, s := headerKind(c.called)
	if k != "" && s != whoSays || thingHeader(c.called) || firmHeaders[flatten(c.called)] || namedAfterPeople[lastWord(c.called)] {
		return false
	}
	list, _ := parts(c.called)
	for _, m := range list {
		if m.part == partThing || m.part == partFirm || m.part == partDate && len(list) > 1 {
			return false
		}
	}
	return len(list) < 5
}

// namelessColumn says whether the name of a column says nothing of what it holds.
func namelessColumn(name string) bool {
	f := strings.TrimRight(flatten(name), "0123456789")
	return len(f) <= 1 && f == strings.TrimRight(f, "€$%") || emptyNames[f]
}

var emptyNames = set("col column field f fld feld spalte kolonne colonna colonne columna coluna kolom kolumna sloupec oszlop sutun sarake kolumn campo champ pole var variable attr attribute udf custom unnamed unknown untitled x v xx text string value wert data noname null none header")

// said by others in a row that is about a person.
var tellsOfPerson = map[Kind]bool{"email": true, "phone": true, "full_name": true, "given_name": true, "family_name": true, "iban": true, "street": true}

// beside judges columns without names by what stands left and right of them.
func beside(columns []*Column, out []ColumnVerdict) {
	persons := 0
	for _, v := range out {
		if v.Confidence >= .5 && (tellsOfPerson[v.Kind] || nationalByKind[v.Kind].kind != "" && v.Category == "identity") {
			persons++
		}
	}
	if persons == 0 {
		return
	}
	kindAt := func(i int) Kind {
		if i < 0 || i >= len(out) || out[i].Confidence < .5 {
			return ""
		}
		return out[i].Kind
	}
	open := func(i int) bool {
		return i >= 0 && i < len(out) && out[i].Kind == "" && columns[i].filled >= 3 && (namelessColumn(columns[i].name) || persons > 1 && columns[i].silent())
	}
	has := map[Kind]bool{}
	for _, v := range out {
		has[v.Kind] = has[v.Kind] || v.Confidence >= .5
	}
	set := func(i int, k Kind, matched int64, confidence float64) {
		out[i].Kind, out[i].Category, out[i].Matched, out[i].Confidence, out[i].AtMost = k, CategoryOf(k), matched, calibrated(confidence), 0
	}
	placeLike := func(i int) bool {
		return i >= 0 && i < len(out) && (kindAt(i) == "city" || open(i) && columns[i].placeLike())
	}
	for i, c := range columns { // names, beside each other
		if !open(i) || !c.oneWord() {
			continue
		}
		share := func(n int64) float64 { return float64(n) / float64(c.filled) }
		if !namelessColumn(c.name) {
			// A word that we do not know: only the one that is missing beside the other.
			switch l, r := kindAt(i-1), kindAt(i+1); {
			case (l == "given_name" || r == "given_name") && !has["family_name"] && share(c.wordy[familyCells]) > .1:
				set(i, "family_name", c.filled, .8)
			case (l == "family_name" || r == "family_name") && !has["given_name"] && share(c.wordy[givenCells]) > .1:
				set(i, "given_name", c.filled, .8)
			}
			continue
		}
		first, last := share(c.wordy[givenCells]), share(c.wordy[familyCells])
		next := kindAt(i-1) == "given_name" || kindAt(i-1) == "family_name" || kindAt(i+1) == "given_name" || kindAt(i+1) == "family_name"
		pair := func(j int) bool { return open(j) && columns[j].oneWord() }
		switch {
		case next && kindAt(i-1) != "family_name" && kindAt(i+1) != "family_name":
			set(i, "family_name", c.filled, .8)
		case next && kindAt(i-1) != "given_name" && kindAt(i+1) != "given_name":
			set(i, "given_name", c.filled, .8)
		case first > .2 && first >= last && (pair(i-1) || pair(i+1)):
			set(i, "given_name", c.filled, .8)
		case last > .2 && (pair(i-1) || pair(i+1)):
			set(i, "family_name", c.filled, .8)
		case persons > 1 && first+last > .08 && pair(i+1) && !pair(i-1):
			set(i, "given_name", c.filled, .8)
		}
	}
	for i, c := range columns { // the partner of a column of names that was told just now
		if open(i) && namelessColumn(c.name) && c.oneWord() && kindAt(i-1) != "postcode" && kindAt(i-1) != "street" {
			switch {
			case kindAt(i-1) == "given_name" && kindAt(i-2) != "family_name", kindAt(i+1) == "given_name":
				set(i, "family_name", c.filled, .8)
			case kindAt(i-1) == "family_name" && kindAt(i-2) != "given_name", kindAt(i+1) == "family_name":
				set(i, "given_name", c.filled, .8)
			}
		}
	}
	for at := range 2 * len(columns) { // twice: what is told of one tells of the next
		i := at % len(columns)
		c := columns[i]
		if !open(i) {
			continue
		}
		share := func(n int64) float64 { return float64(n) / float64(c.filled) }
		looked := c.said[saidLooked]
		switch {
		case namelessColumn(c.name) && c.said[saidHanName]*10 > looked*9 && c.varied() && !has["full_name"]:
			set(i, "full_name", c.filled, .8)
		case namelessColumn(c.name) && c.said[saidHanHome]*10 > looked*8 && c.varied() && !has["street"]:
			set(i, "street", c.filled, .8)
		case share(c.moments) > .95 && c.varied() && c.filled >= 5 && !has["birth_date"]:
			set(i, "birth_date", c.moments, .8) // times at which things happen are no full quarters of an hour
			has["birth_date"] = true
		case namelessColumn(c.name) && persons > 1 && !has["phone"] && share(c.dials) > .95 && share(c.bare) < .3 && c.dates == 0 && c.varied():
			set(i, "phone", c.filled, .8)
			has["phone"] = true
		case share(c.births) > .9 && c.varied() && (share(c.aged) > .8 || share(c.aged) > .55 && namelessColumn(c.name)) && !has["birth_date"]:
			set(i, "birth_date", c.births, .8)
		case share(c.fives) > .9 && c.varied() && !has["postcode"] && (placeLike(i+1) || placeLike(i-1) || kindAt(i-1) == "street" || kindAt(i+1) == "street") && (share(c.zeros) < .5):
			set(i, "postcode", c.fives, .8)
		case share(c.people) > .85 && c.wordy[fullCells]*10 > c.filled && c.varied() && share(c.firms) < .05:
			set(i, "full_name", c.filled, .8)
		case persons > 1 && share(c.sexes) > .95 && c.seen.n >= 2 && c.seen.n <= 3 && c.bare == 0 && c.filled >= 5 && !has["gender"] && !c.flagged():
			set(i, "gender", c.sexes, .8)
		case c.alpha < c.filled/3 && c.bare*4 < c.filled && c.dates == 0 && c.varied() && c.firms*20 < c.filled && !has["street"] && (namelessColumn(c.name) && kindAt(i+1) == "postcode" || c.wordy[streetCells]*5 > c.filled || c.wordy[streetCells]*20 > c.filled && (kindAt(i+1) == "postcode" || kindAt(i+1) == "city" || kindAt(i-1) == "city" || kindAt(i-1) == "postcode")):
			set(i, "street", c.filled, .8)
		}
	}
	for i, c := range columns {
		if open(i) && persons > 1 && !has["street"] && c.houses*10 > c.filled*9 && c.varied() && c.firms == 0 && c.people == 0 {
			set(i, "street", c.filled, .8)
			has["street"] = true
		}
		if !open(i) || !c.placeLike() || has["city"] && !namelessColumn(c.name) {
			continue
		}
		left, right := kindAt(i-1), kindAt(i+1)
		if namelessColumn(c.name) && !has["city"] && persons > 1 && left == "street" && (right == "phone" || right == "email" || right == "") || left == "postcode" || left == "street" && (right == "postcode" || right == "country" || i+2 < len(out) && kindAt(i+2) == "postcode") || right == "postcode" && left != "city" && (left != "street" || kindAt(i+2) != "city") {
			set(i, "city", c.filled, .8)
		}
	}
}

// varied says whether the cells are not a few that come again and again.
func (c *Column) varied() bool {
	return c.seen.n >= 12 || int64(c.seen.n)*2 >= c.filled && c.seen.n > 2
}

// oneWord says whether the cells are single words in capitals.
func (c *Column) oneWord() bool {
	return c.alpha*10 > c.filled*9 && c.caps*10 > c.filled*7 && c.varied() && c.firms == 0
}

// placeLike says whether the cells are words in capitals, without digits, as names of
// towns are.
func (c *Column) placeLike() bool {
	return c.alpha*10 > c.filled*9 && (c.caps+c.people)*10 > c.filled*6 && c.firms*20 <= c.filled && c.short*5 < c.filled && c.seen.n > 2 && c.dates == 0 && !c.flagged()
}
