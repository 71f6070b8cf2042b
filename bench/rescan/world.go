package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/weaklink/weaklink/internal/labs/docx"
	"github.com/weaklink/weaklink/internal/labs/xlsx"
)

// Half of the files of an office hold nobody; the rest are lists, letters,
// sheets, mail and what programs leave behind.
var kinds = []struct {
	suffix string
	make   func(r *rand.Rand, size int) []byte
}{
	{"customers.csv", func(r *rand.Rand, size int) []byte {
		return lines(r, size, "id,name,email,phone,street,postcode,city,since\n", person)
	}},
	{"notes.txt", func(r *rand.Rand, size int) []byte { return lines(r, size, "", note) }},
	{"access.log", func(r *rand.Rand, size int) []byte { return lines(r, size, "", visit) }},
	{"orders.xlsx", func(r *rand.Rand, size int) []byte {
		rows := [][]any{{"Name", "E-Mail", "Ort", "Summe"}}
		for range size/40 + 1 {
			p := somebody(r)
			rows = append(rows, []any{p.name, p.mail, p.city, r.IntN(90000)})
		}
		var b bytes.Buffer
		must(xlsx.Write(&b, xlsx.Sheet{Name: "Orders", Rows: rows}))
		return b.Bytes()
	}},
	{"letter.docx", func(r *rand.Rand, size int) []byte {
		p := somebody(r)
		ps := []docx.Paragraph{{Text: "Offer", Heading: 1}, {Text: "Dear " + p.name + ", " + p.mail + ", " + p.phone}}
		for range size/300 + 1 {
			ps = append(ps, docx.Paragraph{Text: strings.TrimSpace(note(r, 1))})
		}
		var b bytes.Buffer
		must(docx.Write(&b, ps...))
		return b.Bytes()
	}},
	{"contacts.json", func(r *rand.Rand, size int) []byte {
		return lines(r, size, "", func(r *rand.Rand, n int) string {
			p := somebody(r)
			return fmt.Sprintf(`{"id":%d,"name":"%s","email":"%s","phone":"%s","city":"%s"}`+"\n", n, p.name, p.mail, p.phone, p.city)
		})
	}},
	{"mail.eml", func(r *rand.Rand, size int) []byte {
		p := somebody(r)
		head := fmt.Sprintf("From: %s <%s>\r\nTo: office@mail.example.org\r\nSubject: order\r\nDate: Mon, %02d Jun 2025 10:00:00 +0200\r\n\r\n", p.name, p.mail, 1+r.IntN(28))
		return lines(r, min(size, 20<<10), head, note)
	}},
	{"page.html", func(r *rand.Rand, size int) []byte {
		return lines(r, size, "<!doctype html><title>Page</title>\n", func(r *rand.Rand, n int) string { return "<p>" + strings.TrimSpace(note(r, n)) + "</p>\n" })
	}},
	{"picture.jpg", func(r *rand.Rand, size int) []byte {
		b := make([]byte, size)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		copy(b, "\xff\xd8\xff\xe0\x00\x10JFIF\x00")
		return b
	}},
	{"old.zip", func(r *rand.Rand, size int) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := range 3 {
			w, err := z.Create(fmt.Sprintf("part%d.csv", i))
			must(err)
			_, err = w.Write(lines(r, size, "name;email;phone\n", func(r *rand.Rand, _ int) string {
				p := somebody(r)
				return p.name + ";" + p.mail + ";" + p.phone + "\n"
			}))
			must(err)
		}
		must(z.Close())
		return b.Bytes()
	}},
}

func must(err error) {
	if err != nil {
		panic(err) // it writes into memory
	}
}

func lines(r *rand.Rand, size int, head string, line func(*rand.Rand, int) string) []byte {
	b := []byte(head)
	for n := 1; len(b) < size; n++ {
		b = append(b, line(r, n)...)
	}
	return b
}

type someone struct{ name, mail, phone, city string }

var (
	given  = []string{"Anna", "Jonas", "Petra", "Klaus", "Sabine", "Lukas", "Monika", "Stefan", "Ursula", "Thomas", "Marie", "Paul"}
	family = []string{"Beispiel", "Muster", "Probe", "Vorlage", "Schmidt", "Weber", "Fischer", "Wagner", "Becker", "Hoffmann", "Krause", "Lang"}
	cities = []string{"Berlin", "Hamburg", "Köln", "Bremen", "Leipzig"}
	things = []string{"apples", "bread", "butter", "cheese", "carrots", "flour", "coffee", "honey", "pears", "rice"}
)

func somebody(r *rand.Rand) someone {
	n := r.IntN(60_000)
	g, f := given[n%len(given)], family[n/12%len(family)]
	return someone{g + " " + f, fmt.Sprintf("%s.%s%d@mail.example.org", strings.ToLower(g), strings.ToLower(f), n), fmt.Sprintf("+49 30 90%06d", n), cities[n%len(cities)]}
}

func person(r *rand.Rand, n int) string {
	p := somebody(r)
	return fmt.Sprintf("%d,%s,%s,%s,Lindenstraße %d,%05d,%s,20%02d-%02d-%02d\n", n, p.name, p.mail, p.phone, 1+r.IntN(120), 10115+r.IntN(4000), p.city, 10+r.IntN(16), 1+r.IntN(12), 1+r.IntN(28))
}

func note(r *rand.Rand, n int) string {
	if n%150 == 0 {
		p := somebody(r)
		return fmt.Sprintf("Call back %s, %s, about the delivery on Friday.\n", p.name, p.phone)
	}
	t := func() string { return things[r.IntN(len(things))] }
	return fmt.Sprintf("The %s and the %s arrived late, and the %s was missing; we wrote to the dealer.\n", t(), t(), t())
}

func visit(r *rand.Rand, n int) string {
	return fmt.Sprintf("192.0.2.%d - - [%02d/Nov/2025:10:%02d:%02d +0000] \"GET /products/%d HTTP/1.1\" 200 %d\n", r.IntN(255), 1+r.IntN(28), r.IntN(60), r.IntN(60), n%900, r.IntN(40000))
}

// write makes the folder and returns the paths of its files. A few are large,
// most are small, as in every office.
func write(dir string, bytes, files int, r *rand.Rand) ([]string, error) {
	weights, sum := make([]float64, files), 0.0
	for i := range weights {
		weights[i] = 1 / (1 - r.Float64()) // a heavy tail
		weights[i] = min(weights[i], 60)
		sum += weights[i]
	}
	var all []string
	for i, w := range weights {
		p := filepath.Join(dir, fmt.Sprintf("%02d", i%40), fmt.Sprintf("%05d-%s", i, kinds[i%len(kinds)].suffix))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(p, kinds[i%len(kinds)].make(r, int(float64(bytes)*w/sum)), 0o644); err != nil {
			return nil, err
		}
		old := time.Now().AddDate(0, -r.IntN(60), -1)
		if err := os.Chtimes(p, old, old); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// change changes n files, each in another way.
func change(dir string, all []string, n int, r *rand.Rand) (int, error) {
	for i, at := range r.Perm(len(all))[:n] {
		p := all[at]
		k := kinds[at%len(kinds)]
		var err error
		switch i % 6 {
		case 0: // written anew
			err = os.WriteFile(p, k.make(r, 40_000), 0o644)
		case 1:
			err = os.Remove(p)
		case 2:
			err = os.Rename(p, strings.TrimSuffix(p, k.suffix)+"moved-"+k.suffix)
		case 3: // one more
			err = os.WriteFile(filepath.Join(dir, fmt.Sprintf("new-%d-%s", i, k.suffix)), k.make(r, 60_000), 0o644)
		case 4: // as long as before, and dated as before
			err = patch(p)
		case 5: // nothing but its date
			err = os.Chtimes(p, time.Now(), time.Now())
		}
		if err != nil {
			return 0, err
		}
	}
	return n, nil
}

// patch changes letters of a file and sets its date back.
func patch(p string) error {
	st, err := os.Stat(p)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(p, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, 4096))
	if err != nil {
		return err
	}
	if i := bytes.LastIndexByte(raw, 'e'); i > 0 {
		if _, err := f.WriteAt([]byte("a"), int64(i)); err != nil {
			return err
		}
	}
	return os.Chtimes(p, st.ModTime(), st.ModTime())
}
