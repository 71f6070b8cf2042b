package classify

import (
	"strings"
	"testing"
)

// judgeLines judges a table given as lines of cells, the first of which are its names.
func judgeLines(lines string) map[string]Kind {
	rows := strings.Split(lines, ";")
	var columns []*Column
	names := strings.Split(rows[0], "|")
	for i, name := range names {
		c := NewColumn(name, "")
		for _, row := range rows[1:] {
			c.Add([]byte(strings.Split(row, "|")[i]))
		}
		columns = append(columns, c)
	}
	out := map[string]Kind{}
	for i, v := range Together(columns, 100) {
		if v.Confidence >= .5 {
			out[names[i]] = v.Kind
		}
	}
	return out
}

// What a name means is settled by the table that it stands in.
func TestNamesOfColumnsMeanWhatTheTableIsAbout(t *testing.T) {
	for lines, want := range map[string]map[string]Kind{
		"district|party|votes;Nord|SPD|1200;Ost|FDP|300;West|CDU|1000;Süd|SPD|900":                                                    {"party": ""},
		"name|email|party;Anna Ott|anna@grocer.de|SPD;Jan Weber|jan@grocer.de|FDP;Eva Meier|eva@grocer.de|CDU":                        {"party": "politics"},
		"article|allergens|price;Milk|lactose|1.20;Bread|gluten|3.40;Nougat|nuts|4.50":                                                {"allergens": ""},
		"host|error diagnosis|count;web1|disk full|3;web2|time out|4;web3|disk full|1":                                                {"error diagnosis": ""},
		"Proprietario|Specie|Razza;Anna Rossi|cane|pastore;Luca Bianchi|gatto|siamese;Eva Conti|cane|barbone":                         {"Razza": ""},
		"OXFNAME|OXLNAME|OXCITY|OXZIP|OXFON;Anna|Ott|Berlin|10115|030 2345678;Jan|Weber|Köln|50667|0221 345678":                       {"OXFNAME": "given_name", "OXLNAME": "family_name", "OXCITY": "city", "OXZIP": "postcode", "OXFON": "phone"},
		"c1|c2|c3|c4;Anna Ott|anna@grocer.de|12.03.1961|7;Jan Weber|jan@grocer.de|01.12.1958|8;Eva Meier|eva@grocer.de|30.06.1990|12": {"c3": "birth_date", "c4": ""},
		"Elevens navn|Foresatt mobil|Født;Kari Berg|+47 41 234567|12.03.2012;Ola Dahl|+47 98 765432|01.09.2013":                       {"Elevens navn": "full_name", "Foresatt mobil": "phone", "Født": "birth_date"},
	} {
		got := judgeLines(lines)
		for name, kind := range want {
			if got[name] != kind {
				t.Errorf("%s of %q: %q, want %q", name, lines[:30], got[name], kind)
			}
		}
	}
}
