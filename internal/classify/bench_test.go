//go:build unix

package classify_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"

	"github.com/weaklink/weaklink/internal/classify"
)

// Corpora of 4 MiB: an access log (dense in addresses and numbers), customers
// as csv, and notes in words.
func corpora() map[string][]byte {
	const size = 4 << 20
	r := rand.New(rand.NewPCG(7, 7))
	make := func(line func(b *strings.Builder)) []byte {
		var b strings.Builder
		for b.Len() < size {
			line(&b)
		}
		return []byte(b.String())
	}
	words := strings.Fields("the order was late and we sent it again on Monday because nobody had answered The driver said that all doors were closed and left a card Please call before noon or write to us about the invoice which we did not get")
	first, last := strings.Fields("Anna Jan Eva Kurt Zoe Maria Thomas Petra"), strings.Fields("Ott Ude Alt Sommer Meier Schmidt Weber Fischer")
	return map[string][]byte{
		"log": make(func(b *strings.Builder) {
			fmt.Fprintf(b, "%d.%d.%d.%d - - [12/Mar/2024:10:%02d:%02d +0000] \"GET /shop/item/%d?session=%016x&page=%d HTTP/1.1\" 200 %d \"https://shop.example/\" \"Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0\"\n",
				r.IntN(223)+1, r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(60), r.IntN(60), r.IntN(100000), r.Uint64(), r.IntN(50), r.IntN(100000))
		}),
		"csv": make(func(b *strings.Builder) {
			f, l := first[r.IntN(8)], last[r.IntN(8)]
			fmt.Fprintf(b, "%d;%s;%s;%s.%s%d@mail.example;+49 30 %07d;Lindenstr. %d;10%03d;Berlin;%d-%02d-%02d;%d.%02d\n",
				r.IntN(1000000), f, l, strings.ToLower(f), strings.ToLower(l), r.IntN(1000), 1000000+r.IntN(9000000), r.IntN(200), r.IntN(1000), 1940+r.IntN(60), 1+r.IntN(12), 1+r.IntN(28), r.IntN(1000), r.IntN(100))
		}),
		"text": make(func(b *strings.Builder) {
			for range 12 {
				b.WriteString(words[r.IntN(len(words))])
				b.WriteByte(' ')
			}
			if r.IntN(50) == 0 {
				fmt.Fprintf(b, "%s %s, %s@mail.example", first[r.IntN(8)], last[r.IntN(8)], strings.ToLower(first[r.IntN(8)]))
			}
			b.WriteByte('\n')
		}),
	}
}

func BenchmarkScan(b *testing.B) {
	for _, name := range []string{"log", "csv", "text"} {
		text := corpora()[name]
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			start, n := cpu(), 0
			for b.Loop() {
				classify.Scan(text, func(classify.Find) bool { return true })
				n++
			}
			b.ReportMetric(float64(n*len(text))/1e6/(cpu()-start), "MB/cpu-s")
		})
	}
}

func BenchmarkColumn(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 7))
	for _, c := range []struct {
		name string
		cell func() string
	}{
		{"email", func() string { return fmt.Sprintf("anna%d@mail.example", r.IntN(1000000)) }},
		{"phone", func() string { return fmt.Sprintf("+49 30 %07d", 1000000+r.IntN(9000000)) }},
		{"number", func() string { return fmt.Sprint(10000000 + r.IntN(80000000)) }},
		{"words", func() string { return "Ripe pears from the garden" }},
	} {
		var cells [][]byte
		size := 0
		for range 20000 {
			s := c.cell()
			size += len(s)
			cells = append(cells, []byte(s))
		}
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			start, n := cpu(), 0
			defer func() { b.ReportMetric(float64(n*size)/1e6/(cpu()-start), "MB/cpu-s") }()
			for b.Loop() {
				n++
				col := classify.NewColumn("x", "")
				for _, cell := range cells {
					col.Add(cell)
				}
			}
		})
	}
}

// cpu is how many seconds of processor time this process used: on a busy
// machine the clock on the wall says little.
func cpu() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// Nothing that somebody writes makes the scanner slow.
func TestHostileTextTakesLinearTime(t *testing.T) {
	for _, piece := range []string{"1", "1 ", "12 ", "1-", "0.", "@", "a@", "a@a.", "a.", "\"", "\"@", "+", "(", "(0", "+49", "+49 ", "00", "030 1", ":", "://", "a://", "a://b:c@", "=", "password=", "password:", ">", "<password>", "-----BEGIN PRIVATE KEY-----", "-----BEGIN ", "%40", "a%40", "DE89", "DE", "AA", "A1", "Anna ", "Anna-", "eyJ", "ab:", "::", "é", "\xff", "born 1.", "tel 1 ", "icd F32.", "card 4", "4539 1488 0343 6467 ", "mysql -p", "docker -p ", "-u a:b ", "Kind regards, Ab ", "1.1.1.1.", "255.1.1 ", "\u00a0", "\u2003", "\u3000", "a\u00a0", "a日", "日a", "é\u2014", "１", "１２ ", "(1) ", "\u00ad", "a\u200b", "٣", "a\u0301", "&#49;", "1&nbsp;", "%201", "1%20", "4+11+", "\ufeffa", "１\n"} {
		took := func(n int) float64 {
			text := []byte(strings.Repeat(piece, n/len(piece)))
			start := cpu()
			classify.Scan(text, func(classify.Find) bool { return true })
			return cpu() - start
		}
		// 256 kB take some milliseconds; work that grows with the square takes a minute.
		if large := took(1 << 18); large > 1 {
			t.Errorf("%q: 256 kB take %.3f s", piece, large)
		}
	}
}
