package formats_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/formats"
)

// shop is a database that was written by these statements, with what lies beside it
// while it is open.
func shop(t testing.TB, more ...string) (string, func() (*sink, formats.Result)) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "shop.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	for _, q := range more {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	return path, func() (*sink, formats.Result) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s := &sink{}
		res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b), Size: int64(len(b)), Beside: beside(dir, "shop.db")}, s)
		if err != nil {
			t.Fatal(err)
		}
		return s, res
	}
}

const (
	customers  = "create table customers (id integer primary key, name text, mail text, phone text, born date, spent real, note text)"
	fillPeople = `insert into customers with recursive c(i) as (select 1 union all select i+1 from c where i<%d) select i, 'Kunde Nr'||i, 'kunde'||i||'@canary-gone.example', '+49 30 555'||(10000+i), '1980-01-'||(10+i%%18), i*1.5, substr('likes tea, pays late, calls on Mondays', 1, i%%37) from c`
)

// deletedOf cuts off what was handed over as deleted.
func deletedOf(s *sink) (live, gone string) {
	live, gone, _ = strings.Cut(s.all(), "part deleted rows\n")
	return live, gone
}

func TestDeletedRows(t *testing.T) {
	for name, c := range map[string]struct {
		setup  []string
		remove string
		gone   func(i int) bool
		of     int
		least  float64 // how many of the deleted are found
	}{
		"a few here and there":    {nil, "delete from customers where id % 10 = 3", func(i int) bool { return i%10 == 3 }, 2000, .95},
		"two that lay together":   {nil, "delete from customers where id % 10 in (3, 4)", func(i int) bool { return i%10 == 3 || i%10 == 4 }, 2000, .95},
		"whole pages":             {nil, "delete from customers where id between 500 and 1500", func(i int) bool { return i >= 500 && i <= 1500 }, 2000, .9},
		"the whole table":         {nil, "delete from customers", func(i int) bool { return true }, 300, .95},
		"a table that is gone":    {nil, "drop table customers", func(i int) bool { return true }, 300, .95},
		"an address that changed": {nil, "update customers set mail = 'x@y.example' where id < 100", func(i int) bool { return i < 100 }, 2000, 0},
		"in UTF-16":               {[]string{"pragma encoding='UTF-16le'"}, "delete from customers where id between 500 and 1500", func(i int) bool { return i >= 500 && i <= 1500 }, 2000, .9},
		"small pages":             {[]string{"pragma page_size=512"}, "delete from customers where id % 10 = 3", func(i int) bool { return i%10 == 3 }, 2000, .9},
		"with an index":           {[]string{"pragma page_size=4096"}, "create index m on customers(mail); delete from customers where id % 7 = 3", func(i int) bool { return i%7 == 3 }, 2000, .9},
		"in the log":              {[]string{"pragma journal_mode=wal", "pragma wal_autocheckpoint=0", "pragma secure_delete=on"}, "delete from customers where id % 10 = 3", func(i int) bool { return i%10 == 3 }, 2000, .95},
		"in a journal that stays": {[]string{"pragma journal_mode=persist", "pragma secure_delete=on"}, "delete from customers where id % 10 = 3", func(i int) bool { return i%10 == 3 }, 2000, .95},
		"nothing":                 {nil, "select 1", func(i int) bool { return false }, 2000, 1},
		"emptied":                 {nil, "delete from customers where id % 10 = 3; vacuum", func(i int) bool { return false }, 2000, 1},
	} {
		t.Run(name, func(t *testing.T) {
			_, look := shop(t, append(c.setup, customers, fmt.Sprintf(fillPeople, c.of), c.remove)...)
			s, res := look()
			if len(res.Partial) > 0 {
				t.Errorf("%+v", res)
			}
			_, gone := deletedOf(s)
			found, all := 0, 0
			for i := 1; i <= c.of; i++ {
				has := strings.Contains(gone, fmt.Sprintf("\tkunde%d@canary-gone.example\t", i))
				if !has && strings.Contains(name, "together") {
					has = strings.Contains(gone, fmt.Sprintf("kunde%d@canary-gone.example\t", i))
				}
				if has && !c.gone(i) {
					t.Errorf("number %d is said to be deleted", i)
				}
				if c.gone(i) {
					if all++; has {
						found++
					}
				}
			}
			if all == 0 && strings.Contains(gone, "@canary") || float64(found) < c.least*float64(all) {
				t.Errorf("%d of %d were found\n%.1500s", found, all, gone)
			}
			if all > 0 && !strings.HasSuffix(gone, "part ") {
				t.Error("what comes behind would belong to it")
			}
			t.Logf("%d of %d, %d lines", found, all, strings.Count(gone, "\n"))
			if strings.Contains(gone, "CREATE") {
				t.Error("the catalogue is no deleted row")
			}
		})
	}
}

// A long text lies in pages of its own; as long as it is there, no part of it is
// told as deleted, also where the log has older copies of its pages.
func TestLongTextsAreNotDeleted(t *testing.T) {
	long := "'" + strings.Repeat("Anna Ott, anna@canary-gone.example. ", 900) + "'"
	for _, mode := range []string{"delete", "wal", "persist"} {
		_, look := shop(t, "pragma journal_mode="+mode, "create table notes (id integer primary key, a text, b text)", "insert into notes values (1,'note number one',"+long+"),(2,'note number two',"+long+")",
			"update notes set a = 'note number one again' where id = 1", "insert into notes select id+10, a, b from notes")
		s, _ := look()
		if _, gone := deletedOf(s); strings.Contains(gone, "anna@") && mode != "delete" {
			t.Errorf("%s: %.300s", mode, gone)
		}
	}
}

// Free pages that are rows within rows, each of which has to be tried.
func TestFreePagesThatKeepAReaderBusy(t *testing.T) {
	path, _ := shop(t, "pragma page_size=65536", customers, fmt.Sprintf(fillPeople, 20000), "drop table customers")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, unit := range map[string]string{"headers": "\x00\x00\xff\x00\x0d\x0d\x0d\x13", "short rows": "\x09\x01\x05\x0d\x0d\x0d\x0dabc", "text": "abcdefg ", "sizes": "\x00\x00\x00\x00\x7f\xff"} {
		page := []byte(strings.Repeat(unit, 65536/len(unit)+1))[:65536]
		in := bytes.Clone(b)
		for at := 2 << 16; at+65536 <= len(in); at += 65536 {
			copy(in[at:], page)
		}
		began := time.Now()
		res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(in), Size: int64(len(in))}, &drop{})
		if took := time.Since(began); took > 20*time.Second || err != nil {
			t.Errorf("%s: %d bytes took %v, %+v, %v", name, len(in), took, res, err)
		}
		t.Logf("%s: %d bytes took %v, %v", name, len(in), time.Since(began), res.Partial)
	}
}
