package backups

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever stands in the values, the rows of a dump are counted right, and the
// same dump cut anywhere before its last line is not whole.
func TestRowsAreCountedRight(t *testing.T) {
	value := rapid.StringMatching(`[a-z'"\\\x60(),;\n\-$]{0,12}|VALUES|INSERT INTO x|\\\.`)
	rapid.Check(t, func(t *rapid.T) {
		tool := rapid.SampledFrom([]string{"mysql", "sqlite", "copy"}).Draw(t, "tool")
		tables := rapid.IntRange(1, 3).Draw(t, "tables")
		want := map[string]int64{}
		var b strings.Builder
		switch tool {
		case "mysql":
			b.WriteString("-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n")
		case "sqlite":
			b.WriteString("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n")
		case "copy":
			b.WriteString("--\n-- PostgreSQL database dump\n--\n\n")
		}
		for i := range tables {
			name := fmt.Sprintf("t%d", i)
			n := rapid.IntRange(0, 6).Draw(t, "rows")
			want[name] = int64(n)
			var cells []string
			for range n {
				cells = append(cells, value.Draw(t, "value"))
			}
			switch tool {
			case "mysql":
				fmt.Fprintf(&b, "CREATE TABLE `%s` (\n  `a` text DEFAULT ';(',\n);\n", name)
				for j, c := range cells {
					c = strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`).Replace(c)
					if j == 0 {
						fmt.Fprintf(&b, "INSERT INTO `%s` (`a`, `b`) VALUES (1,'%s')", name, c)
					} else {
						fmt.Fprintf(&b, ",(2,'%s')", c)
					}
				}
				if n > 0 {
					b.WriteString(";\n")
				}
			case "sqlite":
				fmt.Fprintf(&b, "CREATE TABLE %s (a text);\n", name)
				for _, c := range cells {
					fmt.Fprintf(&b, "INSERT INTO %s VALUES('%s');\n", name, strings.ReplaceAll(c, "'", "''"))
				}
			case "copy":
				fmt.Fprintf(&b, "CREATE TABLE public.%s (\n    a text\n);\n\nCOPY public.%s (a) FROM stdin;\n", name, name)
				for _, c := range cells {
					fmt.Fprintf(&b, "%s\n", strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(c))
				}
				b.WriteString("\\.\n\n")
			}
		}
		body := b.String()
		end := map[string]string{"mysql": "-- Dump completed on 2026-11-23  2:10:05\n", "sqlite": "COMMIT;\n", "copy": "--\n-- PostgreSQL database dump complete\n--\n"}[tool]
		d := scan(t, body+end)
		if whole, why := d.verdict(); whole != "yes" {
			t.Fatalf("whole %s: %s", whole, why)
		}
		for name, n := range want {
			if tool == "copy" {
				name = "public." + name
			}
			if d.rows[name] != n {
				t.Fatalf("%s: %d rows, want %d", name, d.rows[name], n)
			}
		}
		cut := rapid.IntRange(30, len(body)).Draw(t, "cut")
		if whole, _ := scan(t, body[:cut]).verdict(); whole == "yes" {
			t.Fatalf("cut at %d of %d it reads as whole", cut, len(body))
		}
	})
}

func scan(t interface{ Fatal(...any) }, text string) *sqlText {
	d := &sqlText{}
	d.recognise([]byte(text))
	if err := d.read(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	return d
}

// No bytes make the reader of dumps fail, hang or count below zero.
func FuzzSQLText(f *testing.F) {
	for _, name := range []string{"pg/plain.sql", "my/shop.sql"} {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw[:1500])
	}
	f.Add([]byte("INSERT INTO `a\nCOPY x FROM stdin;\n\\.\nCREATE TABLE \"\"\"\" ("))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d := &sqlText{}
		d.recognise(raw)
		if err := d.read(bytes.NewReader(raw)); err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			t.Fatal(err)
		}
		for _, n := range d.rows {
			if n < 0 {
				t.Fatal(d.rows)
			}
		}
	})
}

// No bytes make the reader of archives panic, hang or take memory that they do not pay for.
func FuzzArchive(f *testing.F) {
	for _, name := range []string{"pg/custom.dump", "pg/custom-z0.dump"} {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r := bufio.NewReader(bytes.NewReader(raw))
		a, err := readArchive(r)
		if err != nil {
			return
		}
		if _, _, _, err := a.blocks(r); errors.Is(err, io.EOF) && len(raw) == 0 {
			t.Fatal(err)
		}
	})
}

// What a copy is called says when it was made and what it belongs with.
func TestNames(t *testing.T) {
	for _, tc := range []struct{ name, day, series string }{
		{"customers-2026-11-23.db", "2026-11-23", "customers"},
		{"customers_20261123_0210.sql.gz", "2026-11-23", "customers"},
		{"2026-11-23T02-10-05Z-shop.dump", "2026-11-23", "shop"},
		{"shop 23.11.2026.sql", "2026-11-23", "shop"},
		{"2026-11-23/shop.sql.zst", "2026-11-23", "shop"},
		{"shop-2026-02-31.sql", "", "shop"},
		{"shop-monday.sql", "", "shop"}, {"daily/shop.sql.1.gz", "", "shop"}, {"shop.sql.7", "", "shop"},
		{"shop.sql.gz.age", "", "shop"}, {"nas/crm/CRM.bak", "", "nas/crm/crm"}, {"2026-11-23.sql", "2026-11-23", "copies"},
		{"order66.db", "", "order66"}, {"tel-4930123456.sql", "", "tel-4930123456"},
	} {
		day := ""
		if d, ok := nameDate(tc.name); ok {
			day = d.Format("2006-01-02")
		}
		if day != tc.day || seriesOf(tc.name) != tc.series {
			t.Errorf("%s: %q of %q, want %q of %q", tc.name, day, seriesOf(tc.name), tc.day, tc.series)
		}
	}
}
