package data

import (
	"fmt"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/redact"
)

// benchTables are rows like those of bench/postgres, without a server.
var benchTables = map[string]struct {
	columns [][2]string
	row     func(i int) []string
}{
	"customers": {[][2]string{{"id", "integer"}, {"given_name", "text"}, {"family_name", "text"}, {"email", "text"}, {"phone", "text"}, {"street", "text"}, {"postcode", "text"}, {"birth_date", "date"}, {"created_at", "timestamp with time zone"}, {"token", "text"}}, func(i int) []string {
		return []string{fmt.Sprint(i), []string{"Anna", "Peter", "Maria", "Thomas", "Julia", "Hans", "Laura", "Paul"}[i%8], []string{"Schmidt", "Weber", "Wagner", "Becker", "Hoffmann", "Koch", "Richter"}[i%7] + []string{"-Wolf", "", ""}[i%3],
			fmt.Sprintf("client%d@mail-%d.org", i, i%997), fmt.Sprintf("+49 30 %d", 2000000+i), fmt.Sprintf("Lindenstraße %d", i), fmt.Sprintf("%05d", 10000+i%80000),
			time.Date(1950, 1, 1+i%17977, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), time.Date(2017, 1, 1, 0, 9*i, 0, 0, time.UTC).Format("2006-01-02 15:04:05+00"), fmt.Sprintf("%032x", i*7919*7919*7919)}
	}},
	"orders": {[][2]string{{"id", "integer"}, {"customer_id", "integer"}, {"total", "numeric"}, {"note", "text"}, {"ordered_at", "timestamp with time zone"}, {"state", "text"}}, func(i int) []string {
		return []string{fmt.Sprint(i), fmt.Sprint(1 + i%300000), fmt.Sprintf("%.2f", float64(i%30000)/7), []string{"please leave it with the neighbour on the second floor", "call before you come", "", "", ""}[i%5],
			time.Date(2019, 1, 1, 0, 2*i, 0, 0, time.UTC).Format("2006-01-02 15:04:05+00"), []string{"paid", "sent", "open", "returned"}[i%4]}
	}},
	"visits": {[][2]string{{"id", "integer"}, {"address", "text"}, {"agent", "text"}, {"path", "text"}, {"at", "timestamp with time zone"}}, func(i int) []string {
		return []string{fmt.Sprint(i), fmt.Sprintf("10.%d.%d.%d", i%250, i%199, 1+i%250), fmt.Sprintf("Mozilla/5.0 build 4.20.%d.1", i%600), fmt.Sprintf("/shop/item/%d", i%5000), time.Date(2023, 1, 1, 0, i, 0, 0, time.UTC).Format("2006-01-02 15:04:05+00")}
	}},
}

// What the rows of a database cost once they have come.
func BenchmarkRowsOfADatabase(b *testing.B) {
	for name, t := range benchTables {
		b.Run(name, func(b *testing.B) {
			const rows = 50_000
			full := &batch{}
			cells := make([][]byte, len(t.columns))
			for i := range rows {
				for j, v := range t.row(i + 1) {
					cells[j] = []byte(v)
				}
				full.add(cells)
			}
			b.ReportAllocs()
			for b.Loop() {
				first := newFirstPass(redact.Key{1}, time.Now())
				first.temp = b.TempDir()
				_ = first.Table(name)
				for _, c := range t.columns {
					_ = first.Column(c[0], c[1])
					first.cur.columns[len(first.cur.columns)-1].fixed = fixedType(c[0], c[1])
				}
				once := newOncePass(first, "x", func([][]byte) {}, func(*batch) {})
				if err := once.take(full); err != nil {
					b.Fatal(err)
				}
				first.judge()
				if once.plan == nil {
					once.decide(first.cur.planned(nil))
				}
				first.close()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
		})
	}
}
