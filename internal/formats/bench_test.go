package formats_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/formats"
)

// The figures are for reading alone, into a sink that only counts. For xlsx the
// bytes are those of the unpacked sheet.
func BenchmarkRead(b *testing.B) {
	line := func(f string, n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, f, i, i*7919%10007, i%97)
		}
		return s.String()
	}
	csv := "id;name;mail;street\n" + line("%d;Anna Meier;anna%d@mail.example;Lindenstr. %d\n", 100_000)
	sheet := line(`<row r="%d"><c r="A1" t="inlineStr"><is><t>Anna Meier %d</t></is></c><c r="B1" s="1"><v>449%d</v></c></row>`, 50_000)
	for _, c := range []struct {
		name string
		in   []byte
		size int
	}{
		{"text", []byte(strings.ReplaceAll(line("On day %d somebody wrote %d letters to %d others.\n", 100_000), ";", " ")), 0},
		{"csv", []byte(csv), 0},
		{"csv quoted", []byte(strings.ReplaceAll(strings.ReplaceAll(csv, ";", `";"`), "\n", "\"\n\"")), 0},
		{"json", []byte("[" + line(`{"id":%d,"name":"Anna Meier","mail":"anna%d@mail.example","no":%d},`, 100_000) + "{}]"), 0},
		{"sql", []byte("-- MySQL dump\nINSERT INTO t VALUES " + line("(%d,'Anna Meier','anna%d@mail.example',%d),", 100_000)), 0},
		{"xlsx", workbook(b, sheet), len(sheet)},
	} {
		b.Run(c.name, func(b *testing.B) {
			size := len(c.in)
			if c.size > 0 {
				size = c.size
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := formats.Read(b.Context(), formats.Source{R: bytes.NewReader(c.in), Size: int64(len(c.in))}, &drop{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
