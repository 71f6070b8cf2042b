package data

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/formats"
)

// manyTables makes a database of tables that hold people, people towards the end
// only, texts, nobody, and nothing.
func manyTables(t testing.TB, rows int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "crm.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	series := fmt.Sprintf(`with recursive s(i) as (select 1 union all select i + 1 from s where i < %d)`, rows)
	for _, q := range []string{
		`create table people (id integer primary key, name text, email text, phone text, born date, made datetime, note text)`,
		`insert into people ` + series + ` select i, case i % 3 when 0 then 'Anna Schmidt' when 1 then 'Peter Wolf' else 'Maria Koch' end, 'client' || i || '@mail-' || i % 7 || '.org', '+49 30 ' || (2000000 + i), date('1950-01-01', '+' || i % 20000 || ' days'), datetime('2019-01-01', '+' || i || ' hours'), 'nothing' from s`,
		`create table turns (id int, contact text, made date)`,
		`insert into turns ` + series + ` select i, case when i > ` + fmt.Sprint(rows*9/10) + ` then 'buyer' || i || '@mail-1.org' end, date('2020-01-01', '+' || i % 900 || ' days') from s`,
		`create table remarks (id int, body text)`,
		`insert into remarks ` + series + ` select i, case when i % 50 = 0 then 'call karl' || i || '@mail-5.org, he knows' else 'a short remark of no great interest ' || i end from s`,
		// Names in cells that are like others, which are looked at now and then only.
		`create table asides (id int, body text)`,
		`insert into asides ` + series + ` select i, case when i % 50 = 0 then 'Anna Schmidt called' when i % 70 = 0 then 'Peter Wolf paid' else 'two boxes left' end from s`,
		`create table numbers (a int, b real)`, `insert into numbers ` + series + ` select i, i / 3.0 from s`,
		`create table empty (email text)`,
	} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func TestADatabaseFileIsReadOnceAndSaysWhatReadingItTwiceSays(t *testing.T) {
	path := manyTables(t, 22_000)
	h, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	st, err := h.Stat()
	if err != nil {
		t.Fatal(err)
	}
	var came int64
	none := func(string) (io.ReaderAt, int64, io.Closer, error) { return nil, 0, nil, os.ErrNotExist }
	src := func() formats.Source {
		return formats.Source{R: h, Size: st.Size(), Beside: none, Read: func(n int64) { came += n }, File: h}
	}
	c := New(collectors.Env{Key: [32]byte{1}, Temp: t.TempDir()}).(*collector)
	pass := func() *firstPass { return newFirstPass(c.key, time.Now()) }

	twice := pass()
	defer twice.close()
	if _, err := formats.Read(context.Background(), src(), twice); err != nil {
		t.Fatal(err)
	}
	twice.judge()
	whole := came
	if _, err := formats.Read(context.Background(), src(), &secondPass{first: twice, id: "x"}); err != nil {
		t.Fatal(err)
	}

	came = 0
	once := &onceFile{firstPass: pass(), id: "x"}
	defer once.close()
	if _, err := formats.Read(context.Background(), src(), once); err != nil {
		t.Fatal(err)
	}
	once.judge()
	once.settle()
	again := 0
	for _, pl := range once.places {
		if pl.personal && !pl.counted {
			again++
			if pl.table == "asides" {
				t.Error("names in cells that are like others were not seen as they came")
			}
		}
		t.Logf("%s: of %d rows, counted as they came: %v", pl.table, pl.rows, pl.counted)
	}
	if again > 1 { // turns, whose end is unlike its beginning
		t.Errorf("%d tables have to be read again", again)
	}
	if once.needsSecond() {
		if _, err := formats.Read(context.Background(), src(), &secondPass{first: once.firstPass, id: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d bytes are read in one reading of all", whole)
	if len(once.places) != len(twice.places) {
		t.Fatalf("%d places, and %d", len(once.places), len(twice.places))
	}
	people := func(pl *placeIn) evidence.People {
		n, err := evidence.Join([]evidence.Set{pl.keys.set()}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return n.Union
	}
	for i, pl := range twice.places {
		if a, b := pl.store(), once.places[i].store(); !reflect.DeepEqual(a, b) {
			t.Errorf("%s\n%+v\n%+v", pl.table, b, a)
		}
		if a, b := people(pl), people(once.places[i]); a != b {
			t.Errorf("%s is about %v, read twice about %v", pl.table, b, a)
		}
	}
}

func TestThePeopleOfEachTableOfADatabaseFileAreCounted(t *testing.T) {
	path := manyTables(t, 3000)
	see := &collecttest.Seen{}
	target := collectors.Target{ID: "crm", Scheme: "sqlite", Addr: path}
	if err := New(collectors.Env{Key: [32]byte{1}, Temp: t.TempDir(), PutBlob: (&collecttest.Blobs{}).Put}).Collect(t.Context(), target, see); err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	for _, s := range facts.DataStore.Select(see.Facts()) {
		got[s.Name] = s.People.Best
	}
	if want := map[string]int64{"asides": 2, "people": 3000, "turns": 300, "remarks": 60}; !reflect.DeepEqual(got, want) {
		t.Errorf("people by table: %v, want %v", got, want)
	}
}
