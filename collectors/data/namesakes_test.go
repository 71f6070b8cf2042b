package data

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
)

// Every town has a Hauptstraße 5: customers of one name who live in one street of
// different towns are not one, however often each of them orders.
func TestNamesakesInStreetsOfOneName(t *testing.T) {
	const people, orders = 600, 6
	for _, c := range []struct {
		header string
		place  func(r *rand.Rand) string
	}{
		{"street;postcode;city", func(r *rand.Rand) string {
			return fmt.Sprintf("Hauptstraße %d;%d;Berlin", 1+r.IntN(9), 10115+r.IntN(3900))
		}},
		{"street;city", func(r *rand.Rand) string {
			return fmt.Sprintf("Hauptstraße %d;%s", 1+r.IntN(9), towns[r.IntN(len(towns))])
		}},
	} {
		r := rand.New(rand.NewPCG(4, 2))
		var b strings.Builder
		b.WriteString("order;name;email;phone;" + c.header + "\n")
		n := 0
		for i := range people {
			name := given[i%len(given)] + " " + family[i/len(given)%len(family)]
			home := c.place(r)
			for range orders {
				n++
				fmt.Fprintf(&b, "B-%06d;%s;kunde%d@kundenmail.de;+49 171 %d;%s\n", n, name, i, 5550000+i*31, home)
			}
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "orders.csv"), []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		got := stores(look(t, dir))["orders.csv"].People
		if got.Best < people*97/100 || got.Best > people*103/100 {
			t.Errorf("%s: %d people, want %d", c.header, got.Best, people)
		}
	}
}

// A list that knows the street and no postcode still has the people of one that does.
func TestAStreetWithoutItsPostcode(t *testing.T) {
	var a, b strings.Builder
	a.WriteString("name;email;street;postcode\n")
	b.WriteString("name;phone;street\n")
	people := 0
	for _, g := range given {
		for _, f := range family {
			people++
			fmt.Fprintf(&a, "%s %s;kunde%d@kundenmail.de;Hauptstraße %d;%d\n", g, f, people, people, 10115+people)
			fmt.Fprintf(&b, "%s %s;+49 171 %d;Hauptstr. %d\n", g, f, 5550000+people*31, people)
		}
	}
	dir := t.TempDir()
	for name, of := range map[string]string{"kunden.csv": a.String(), "anrufe.csv": b.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(of), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	seen := &blobs{}
	if err := New(collectors.Env{Key: [32]byte{7}, PutBlob: seen.put}).Collect(t.Context(), target(dir), seen); err != nil {
		t.Fatal(err)
	}
	c, err := evidence.Join(seen.sets(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Union.Best != int64(people) {
		t.Errorf("%d people in both lists, want %d", c.Union.Best, people)
	}
}

var (
	given  = strings.Fields("Anna Bernd Carla Dirk Eva Frank Gerda Hans Ina Jan")
	family = strings.Fields("Müller Schmidt Fischer Weber Wagner Becker Hoffmann Koch Richter Klein")
	towns  = strings.Fields("Berlin Hamburg München Köln Frankfurt Stuttgart Leipzig Dresden Bremen Hannover Nürnberg Duisburg Bochum Wuppertal Bielefeld Bonn Münster Mannheim Karlsruhe Augsburg Wiesbaden Kiel Aachen Braunschweig Chemnitz Halle Magdeburg Freiburg Krefeld Mainz Lübeck Erfurt Rostock Kassel Hagen Potsdam Saarbrücken Hamm Ludwigshafen Oldenburg")
)
