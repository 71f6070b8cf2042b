// Command book writes a workbook of clients as an office program does, with its
// texts shared, and says how many MB of XML are in it: what the sheets and the
// shared texts unpack to.
package main

import (
	"archive/zip"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"github.com/weaklink/weaklink/internal/labs/xlsx"
)

func main() {
	rows := flag.Int("rows", 200_000, "rows of the sheet")
	kind := flag.String("kind", "clients", "clients, or stock: a list in which nobody is")
	flag.Parse()
	if err := write(flag.Arg(0), *rows, *kind); err != nil {
		fmt.Fprintln(os.Stderr, "bench book:", err)
		os.Exit(1)
	}
}

var first = []string{"Anna", "Jürgen", "Marta", "Piotr", "Chloé", "Luca", "Ingrid", "Tomáš", "Noor", "Sven", "Elif", "Joana"}
var last = []string{"Meier", "Ott", "Sommer", "Kowalska", "Dubois", "Rossi", "Lindqvist", "Novák", "de Vries", "Yılmaz", "O'Neill", "Silva"}
var streets = []string{"Lindenstr.", "Am Markt", "Gartenweg", "Rue du Moulin", "Via Roma", "Hauptstraße"}
var towns = []string{"Köln", "Ulm", "Bonn", "Lyon", "Torino", "Gdańsk", "Malmö", "Utrecht"}
var goods = []string{"Pear, dried", "Flour 550", "Oat flakes", "Olive oil", "Candle", "Soap & brush"}

func write(path string, rows int, kind string) error {
	r := rand.New(rand.NewPCG(4, 7))
	pick := func(of []string) string { return of[r.IntN(len(of))] }
	day := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC)
	s := xlsx.Sheet{Name: "Sheet1"}
	if kind == "stock" {
		s.Rows = append(s.Rows, []any{"Article", "Name", "Shelf", "Weight", "Price", "Counted", "Left"})
	} else {
		s.Rows = append(s.Rows, []any{"Nr", "Vorname", "Nachname", "E-Mail", "Telefon", "Straße", "PLZ", "Ort", "Geburtsdatum", "Kunde seit", "Umsatz", "Notiz"})
	}
	for i := range rows {
		if kind == "stock" {
			s.Rows = append(s.Rows, []any{100_000 + i, pick(goods), fmt.Sprintf("%c-%d", 'A'+r.IntN(20), r.IntN(40)), r.IntN(3000), float64(r.IntN(10000)) / 100, day.AddDate(73, 0, r.IntN(900)), r.IntN(500)})
			continue
		}
		a, b := pick(first), pick(last)
		note := any(nil)
		if r.IntN(8) == 0 {
			note = "called on " + pick(towns) + " order " + fmt.Sprint(r.IntN(90000))
		}
		s.Rows = append(s.Rows, []any{i + 1, a, b, fmt.Sprintf("client%06d@mail-%d.example", i, i%7), fmt.Sprintf("+49 30 %07d", 1_000_000+r.IntN(8_000_000)), fmt.Sprintf("%s %d", pick(streets), 1+r.IntN(180)),
			10_000 + r.IntN(80_000), pick(towns), day.AddDate(0, 0, r.IntN(20_000)), day.AddDate(65, 0, r.IntN(3_000)), float64(r.IntN(900_000)) / 100, note})
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := xlsx.Write(f, s); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	var sheet, shared uint64
	for _, e := range z.File {
		switch e.Name {
		case "xl/worksheets/sheet1.xml":
			sheet = e.UncompressedSize64
		case "xl/sharedStrings.xml":
			shared = e.UncompressedSize64
		}
	}
	fmt.Printf("%.2f %.2f\n", float64(sheet)/1e6, float64(shared)/1e6)
	return nil
}
