// Command world writes a folder for the bench: lists of made-up people, notes,
// logs and JSON, as many megabytes as asked for, the same for the same seed.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("dir", "", "folder to make")
	mb := flag.Int("mb", 100, "megabytes to write")
	seed := flag.Uint64("seed", 1, "seed")
	flag.Parse()
	if err := write(*dir, *mb, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "world:", err)
		os.Exit(1)
	}
}

const fileSize = 4 << 20

// kinds of file in turn: half lists of people, the rest what lies beside them.
var kinds = []struct {
	suffix, head string
	line         func(*rand.Rand, int) string
}{
	{"customers.csv", "id,name,email,phone,street,postcode,city,since\n", person},
	{"access.log", "", func(r *rand.Rand, n int) string {
		return fmt.Sprintf("192.0.2.%d - - [%02d/Nov/2026:10:%02d:%02d +0000] \"GET /products/%d HTTP/1.1\" 200 %d\n", r.IntN(255), 1+r.IntN(28), r.IntN(60), r.IntN(60), n%900, r.IntN(40000))
	}},
	{"orders.csv", "order;article;pieces;price;note\n", func(r *rand.Rand, n int) string {
		return fmt.Sprintf("%d;%s %s;%d;%d.%02d;as last week\n", 100000+n, things[r.IntN(len(things))], things[r.IntN(len(things))], 1+r.IntN(9), r.IntN(90), r.IntN(100))
	}},
	{"notes.txt", "", func(r *rand.Rand, n int) string {
		if n%200 == 0 {
			return fmt.Sprintf("Call back %s %s, %s, about the delivery on Friday.\n", given[r.IntN(len(given))], family[r.IntN(len(family))], phone(r))
		}
		return fmt.Sprintf("The %s and the %s arrived late, and the %s was missing; we wrote to the dealer.\n", things[r.IntN(len(things))], things[r.IntN(len(things))], things[r.IntN(len(things))])
	}},
}

var (
	given  = []string{"Anna", "Jonas", "Petra", "Klaus", "Sabine", "Lukas", "Monika", "Stefan", "Ursula", "Thomas"}
	family = []string{"Beispiel", "Muster", "Probe", "Vorlage", "Schmidt", "Weber", "Fischer", "Wagner", "Becker", "Hoffmann"}
	street = []string{"Lindenstraße", "Hauptstraße", "Gartenweg", "Am Markt", "Bergstraße", "Schulstraße"}
	things = []string{"apples", "bread", "butter", "cheese", "carrots", "flour", "coffee", "honey", "pears", "rice"}
)

func phone(r *rand.Rand) string { return fmt.Sprintf("+49 30 9018%04d", r.IntN(10000)) }

func person(r *rand.Rand, n int) string {
	g, f := given[r.IntN(len(given))], family[r.IntN(len(family))]
	return fmt.Sprintf("%d,%s %s,%s.%s%d@mail.example.org,%s,%s %d,%05d,Berlin,20%02d-%02d-%02d\n", n, g, f, g, f, n, phone(r), street[r.IntN(len(street))], 1+r.IntN(120), 10115+r.IntN(4000), 10+r.IntN(17), 1+r.IntN(12), 1+r.IntN(28))
}

func write(dir string, mb int, seed uint64) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(seed, 1))
	left := mb << 20
	people := 0
	for i := 0; left > 0; i++ {
		k := kinds[i%len(kinds)]
		if i%2 == 0 {
			k = kinds[0]
		}
		n, err := one(filepath.Join(dir, fmt.Sprintf("%03d-%s", i, k.suffix)), k.head, min(left, fileSize), func(n int) string { people++; return k.line(r, people) })
		if err != nil {
			return err
		}
		left -= n
	}
	return nil
}

func one(path, head string, size int, line func(int) string) (written int, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	w := bufio.NewWriterSize(f, 1<<20)
	for n := 0; written < size; n++ {
		s := line(n)
		if n == 0 {
			s = head + s
		}
		k, err := w.WriteString(s)
		if err != nil {
			return written, err
		}
		written += k
	}
	return written, w.Flush()
}
