package data

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/redact"
)

// Orders name their customers again and again: what is kept of those who came a
// moment ago is what would be made of them anew, whatever else a row says.
func TestWhoeverComesAgainLeavesTheSameKeys(t *testing.T) {
	first := newFirstPass(redact.Key{1}, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
	first.temp = t.TempDir()
	defer first.close()
	_ = first.Table("orders")
	for _, c := range []string{"order", "ordered_at", "given_name", "family_name", "email", "phone", "street", "postcode", "birth_date", "iban", "status"} {
		_ = first.Column(c, "")
	}
	r := rand.New(rand.NewPCG(5, 6))
	maybe := func(s string) string {
		if r.IntN(8) == 0 {
			return ""
		}
		return s
	}
	customers := make([][]string, 900)
	for i := range customers {
		customers[i] = []string{maybe([]string{"Anna", "Peter", "Zoë"}[i%3]), maybe([]string{"Schmidt", "Wolf", "Koch"}[i/3%3]), maybe(fmt.Sprintf("client%d@mail-%d.org", i, i%7)), maybe(fmt.Sprintf("+49 30 %d", 2000000+i)),
			maybe(fmt.Sprintf("Lindenstraße %d", i)), maybe(fmt.Sprintf("%05d", 10115+i)), maybe(fmt.Sprintf("%d-03-0%d", 1950+i%70, 1+i%9)), maybe("DE89370400440532013000"), []string{"active", "verstorben", ""}[i%3]}
	}
	rows := make([][][]byte, 30_000)
	for i := range rows {
		for _, s := range append([]string{fmt.Sprint(i), fmt.Sprintf("20%02d-05-0%d", 10+r.IntN(15), 1+r.IntN(9))}, customers[r.IntN(len(customers))]...) {
			rows[i] = append(rows[i], []byte(s))
		}
		if err := first.Row(rows[i]); err != nil {
			t.Fatal(err)
		}
	}
	first.judge()
	pl := first.places[0]
	read := func(often bool) ([]byte, string) {
		p := &secondPass{first: first, id: "x"}
		_ = p.Table("orders")
		for i, row := range rows {
			if err := p.Row(row); err != nil {
				t.Fatal(err)
			}
			if i == 0 && !often {
				p.often.rest = 1 << 30
			}
		}
		if known := p.often.known > 0; known != often {
			t.Errorf("somebody was known again: %v, want %v", known, often)
		}
		var blob bytes.Buffer
		if err := pl.keys.set().Write(&blob); err != nil {
			t.Fatal(err)
		}
		said := fmt.Sprint(pl.keys.taken, pl.test, pl.years, pl.oldest, pl.newest)
		pl.forget()
		return blob.Bytes(), said
	}
	want, said := read(false)
	got, also := read(true)
	if len(want) < 100_000 || !bytes.Equal(got, want) || said != also {
		t.Errorf("%d bytes of keys and %s; made anew %d and %s", len(got), also, len(want), said)
	}
}
