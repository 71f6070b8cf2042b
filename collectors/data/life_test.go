package data

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/redact"
)

func TestMinorsAndTheDeceasedAreToldInManyLanguages(t *testing.T) {
	young, old := time.Now().Year()-10, time.Now().Year()-40
	cases := []struct {
		column, of12, others string
		minors               bool // else deceased
	}{
		{"Geburtsdatum", fmt.Sprintf("03.04.%d", young), fmt.Sprintf("03.04.%d", old), true},
		{"date de naissance", fmt.Sprintf("03/04/%d", young), fmt.Sprintf("03/04/%d", old), true},
		{"birth_date", fmt.Sprintf("%d-04-03", young), fmt.Sprintf("%d-04-03", old), true},
		{"Alter", "10", "40", true}, {"age", "17", "18", true}, {"edad", "3", "77", true}, {"âge", "8", "31", true},
		{"Jahrgang", fmt.Sprint(young), fmt.Sprint(old), true}, {"birthYear", fmt.Sprint(young), fmt.Sprint(old), true},
		{"date_of_death", "2021-03-04", "", false}, {"verstorben", "ja", "nein", false}, {"is_deceased", "1", "0", false}, {"óbito", "sim", "", false},
		{"status", "deceased", "active", false}, {"Kundenstatus", "verstorben", "aktiv", false}, {"statut", "décédé", "actif", false}, {"estado", "Fallecido", "activo", false},
		{"stato", "deceduto", "attivo", false}, {"status", "overleden", "actief", false}, {"status", "zmarły", "aktywny", false}, {"estado", "falecida", "ativo", false},
		{"customer_status", "avliden", "aktiv", false}, {"stav", "zemřel", "aktivní", false},
		{"Bemerkung", "† 12.03.2021", "", false}, {"status", "verstorben am 12.03.2021", "aktiv", false}, {"stan", "nie żyje od 2020", "aktywny", false},
	}
	given := []string{"Anna", "Ben", "Clara", "David", "Eva", "Felix", "Hans"}
	family := []string{"Ott", "Meyer", "Schulz", "Becker", "Hofmann", "Koch"}
	dir := t.TempDir()
	for i, c := range cases {
		text := "first_name;last_name;email;" + c.column + "\n"
		for n := range 40 {
			v := c.others
			if n < 12 {
				v = c.of12
			}
			text += fmt.Sprintf("%s;%s;anna.ott%d@grocer%d.de;%s\n", given[n%7], family[n/7], n, i, v)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.csv", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b := &blobs{}
	col := New(collectors.Env{Key: redact.Key{7}, Temp: t.TempDir()})
	if err := col.Collect(context.Background(), collectors.Target{ID: "share", Scheme: "path", Addr: dir}, b); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, it := range b.items {
		if it.Kind != facts.DataStore.Name {
			continue
		}
		s, err := facts.DataStore.Decode(it)
		if err != nil {
			t.Fatal(err)
		}
		var i int
		if _, err := fmt.Sscanf(s.Name, "%d.csv", &i); err != nil || s.Picture == nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		seen++
		want := [2]int64{0, 12}
		if cases[i].minors {
			want = [2]int64{12, 0}
		}
		if got := [2]int64{s.Picture.Minors, s.Picture.Deceased}; got != want {
			t.Errorf("%q: %d minors and %d deceased of %d, want %v", cases[i].column, got[0], got[1], s.People.Best, want)
		}
	}
	if seen != len(cases) {
		t.Errorf("%d of %d lists were found", seen, len(cases))
	}
}

func TestAWordOfAnotherMeaningSaysNothingOfALife(t *testing.T) {
	for _, name := range []string{"page", "stage", "package", "average", "usage", "Altersgruppe", "year", "Baujahr", "statistics"} {
		if l := lifeOf(name); l != 0 {
			t.Errorf("%q: %d", name, l)
		}
	}
}
