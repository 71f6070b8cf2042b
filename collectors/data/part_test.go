package data

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/labs/postgres"
)

// Tables that are large enough to be gone on from: of people, of texts in which
// somebody is named only towards the end, of columns that turn out to be
// something else than their beginning said, and one with partitions of all sorts.
const partWorld = `
create table people (id serial, name text, email text, phone text, born date, made timestamptz, note text, photo bytea);
insert into people (name, email, phone, born, made, note, photo) select (array['Anna Schmidt','Peter Wolf','Maria Koch','Paul Lang'])[1 + i % 4], 'client' || i || '@mail-' || i % 7 || '.org', '+49 30 ' || 2000000 + i, date '1950-01-01' + i % 20000, timestamptz '2019-01-01' + i * interval '1 hour',
  case when i % 3 = 0 then 'call before you come' end, case when i % 50 = 0 then '\x0102'::bytea end from generate_series(1, 4000) i;
create table remarks (id int, body text);
insert into remarks select i, 'a short remark of no great interest, number ' || i from generate_series(1, 6000) i;
create table turns (id int, contact text, state text);
insert into turns select i, null, 'open' from generate_series(1, 4000) i; insert into turns select i, 'buyer' || i || '@mail-1.org', 'sent' from generate_series(4001, 4500) i;
create table visits (id int, email text, seen date, body text) partition by range (seen);
create table visits_2022 partition of visits for values from ('2022-01-01') to ('2023-01-01');
create table visits_2023 (body text, seen date not null, gone int, email text, id int); alter table visits_2023 drop column gone; alter table visits attach partition visits_2023 for values from ('2023-01-01') to ('2024-01-01');
create table visits_2024 partition of visits for values from ('2024-01-01') to ('2025-01-01') partition by list (id);
create table visits_2024_all partition of visits_2024 default;
create table visits_2025 partition of visits for values from ('2025-01-01') to ('2026-01-01');
insert into visits select i, 'guest' || i || '@mail-2.org', date '2022-01-01' + i % 1000, 'nothing' from generate_series(1, 3000) i;
insert into visits select i, 'guest' || i || '@mail-3.org', date '2025-01-01' + i % 300, 'nothing' from generate_series(9001, 13000) i`

// inStretches makes the tables of this test large ones, and lets it run once
// more with those cut into stretches.
func inStretches(t *testing.T, again func(*testing.T)) {
	if stretch < 2048 {
		return
	}
	rows, blocks := blockRows, stretch
	t.Cleanup(func() { blockRows = rows })
	blockRows = 2500
	if testing.Short() {
		return
	}
	t.Run("stretches", func(t *testing.T) {
		defer func() { stretch = blocks }()
		stretch = 12
		again(t)
	})
}

func TestWhatChangedOfATableIsReadAndTheResultIsThatOfAFullReading(t *testing.T) {
	inStretches(t, TestWhatChangedOfATableIsReadAndTheResultIsThatOfAFullReading)
	short := stretch < 2048
	c, url := pgWorld(t, partWorld)
	n := newNotes()
	lookSince(t, url, n)
	if l, _ := lookSince(t, url, n); l.Unchanged != 4 || l.Partly != 0 {
		t.Fatalf("four tables are as they were: %+v", l)
	}
	// The change, and of how many tables less than all is then read.
	for _, step := range []struct {
		change string
		whole  int64 // tables that are as they were
		partly int64
	}{
		{`insert into people (name, email) values ('Eva Lang', 'late1@mail-3.org'), ('Eva Lang', 'late1@mail-3.org')`, 3, 1},
		{`insert into people (name, email, note) select 'Udo Lang', 'more' || i || '@mail-3.org', 'or ask karl' || i || '@mail-4.org' from generate_series(1, 300) i`, 3, -1}, // the server may put them where there is room
		{`insert into remarks select i, 'call karl' || i || '@mail-5.org, he knows' from generate_series(1, 40) i`, 3, 1},
		{`insert into remarks select i, 'paid with card 4556 7375 8689 9855' from generate_series(1, 5) i`, 3, 1},
		{`insert into turns select i, 'late' || i || '@mail-1.org', 'sent' from generate_series(1, 50) i`, 3, 1},
		{`insert into turns select i, 'Lindenstraße ' || i, 'sent' from generate_series(1, 50) i`, 3, 1},
		{`insert into visits values (1, 'new@mail-9.org', '2025-11-01', 'nothing')`, 3, 1},
		{`insert into visits values (1, 'old@mail-9.org', '2022-11-01', 'nothing')`, 3, 1},
		{`update visits set email = 'other@mail-9.org' where id = 17`, 3, 1},
		{`update visits set seen = '2025-02-02' where id = 18`, 3, 1},
		{`delete from visits where seen between '2022-01-01' and '2022-02-01'`, 3, 1},
		{`create table visits_2026 partition of visits for values from ('2026-01-01') to ('2027-01-01'); insert into visits select i, 'next' || i || '@mail-2.org', '2026-02-02', 'call anna' || i || '@mail-6.org' from generate_series(1, 500) i; insert into visits_2026 values (0, null, '2026-02-03', 'ask karl17@mail-6.org')`, 3, 1},
		{`drop table visits_2022`, 3, 1},
		{`truncate visits_2023`, 3, 1},
		{`alter table visits detach partition visits_2025`, 3, 1},
		{`alter table visits attach partition visits_2025 for values from ('2025-01-01') to ('2026-01-01')`, 3, 1},
		{`begin; insert into people (name, email) values ('Max Lang', 'never@mail-3.org'); rollback`, 4, 0},
		{`begin; insert into people (name, email) select 'Max Lang', 'never' || i || '@mail-3.org' from generate_series(1, 3000) i; rollback; insert into people (name, email) values ('Ida Lang', 'behind@mail-3.org')`, 3, 1},
		{`vacuum people`, 4, 0},
		{`insert into people (name, email) select 'Ida Lang', 'between' || i || '@mail-3.org' from generate_series(1, 1000) i`, 3, -1},
		{`delete from people where id between 100 and 120; vacuum people; insert into people (name, email) values ('Ida Lang', 'hole@mail-3.org')`, 3, 0},
		{`insert into people (name, email) values ('Ida Lang', 'next@mail-3.org')`, 3, -1},
		{`update people set email = upper(email) where id = 5`, 3, 0},
		{`cluster people using people_id; insert into people (name) values ('Eva Lang')`, 3, 0},
		{`alter table people alter column note type varchar(200); insert into people (name) values ('Eva Lang')`, 3, 0},
		{`vacuum full remarks; insert into remarks values (1, 'nothing')`, 3, 0},
		{`select pg_stat_reset(), pg_stat_reset_shared('bgwriter')`, 0, 0},
		{`analyze; vacuum freeze`, 4, 0},
		{`insert into people (name, email) values ('Eva Lang', 'frozen@mail-3.org'); vacuum freeze people`, 3, 0},
	} {
		for _, change := range strings.Split(step.change, "; ") {
			if strings.HasPrefix(change, "cluster") {
				change = `create index people_id on people (id)`
				if err := c.Exec("crm", change, `cluster people using people_id`); err != nil {
					t.Fatal(err)
				}
				continue
			}
			if change == "begin" || change == "rollback" {
				continue
			}
			if strings.HasPrefix(step.change, "begin") && strings.Contains(change, "never") {
				change = "begin; " + change + "; rollback"
			}
			if err := c.Exec("crm", change); err != nil {
				t.Fatalf("%s: %v", change, err)
			}
		}
		l, got := lookSince(t, url, n)
		_, want := lookSince(t, url, nil)
		if got != want {
			t.Fatalf("after %q\n%s\nis not what a full reading says:\n%s", step.change, got, want)
		}
		if l.Unchanged < step.whole || !short && step.partly >= 0 && l.Partly != step.partly {
			t.Errorf("after %q %d tables were as they were and of %d only what changed was read; want %d and %d", step.change, l.Unchanged, l.Partly, step.whole, step.partly)
		}
	}
}

func TestTablesThatChangeAtRandomAreAsAFullReadingFindsThem(t *testing.T) {
	inStretches(t, TestTablesThatChangeAtRandomAreAsAFullReadingFindsThem)
	c, url := pgWorld(t, partWorld)
	// What a table takes on disk is in its fact, and must not change between two looks.
	if err := c.Exec("crm", `alter system set autovacuum = off`, `select pg_reload_conf()`); err != nil {
		t.Fatal(err)
	}
	n := newNotes()
	lookSince(t, url, n)
	changes := []string{
		`insert into people (name, email, note) select 'Udo Lang', 'r%d-' || i || '@mail-3.org', case when i % 9 = 0 then 'call 0171 2345678' end from generate_series(1, %d) i`,
		`update people set email = 'u' || email where id % 100 = %d`, `delete from people where id = %d`,
		`insert into remarks select i, 'ask karl%d-' || i || '@mail-5.org' from generate_series(1, 20) i`, `insert into remarks values (%d, 'nothing')`,
		`insert into turns select i, 't%d-' || i || '@mail-1.org', 'sent' from generate_series(1, %d) i`, `insert into turns select i, null, 'open' from generate_series(1, %d) i`,
		`insert into visits select i, 'v%d-' || i || '@mail-3.org', date '2022-01-01' + (i * 37) % 1400, 'nothing' from generate_series(1, 30) i`,
		`insert into visits values (%d, 'v%d@mail-3.org', '2025-10-10', 'call karl%d@mail-5.org')`,
		`update visits set email = null where id = %d`, `truncate visits_2023`, `vacuum people`, `vacuum visits`, `alter table visits detach partition visits_2025`, `alter table visits attach partition visits_2025 for values from ('2025-01-01') to ('2026-01-01')`,
		`begin; insert into turns select i, 'Anna Schmidt', 'never' from generate_series(1, %d) i; rollback`,
	}
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(7, seed))
	var did []string
	var whole, partly int64
	for range 12 {
		for range 1 + rng.IntN(2) {
			change := changes[rng.IntN(len(changes))]
			change = strings.ReplaceAll(change, "%d", fmt.Sprint(1+rng.IntN(400)))
			did = append(did, change)
			if err := c.Exec("crm", change); err != nil {
				t.Logf("%s: %v", change, err) // a partition that is elsewhere
			}
		}
		l, got := lookSince(t, url, n)
		if _, want := lookSince(t, url, nil); got != want {
			t.Fatalf("seed %d, after %q\n%s\nis not what a full reading says:\n%s", seed, did, got, want)
		}
		whole, partly = whole+l.Unchanged, partly+l.Partly
	}
	t.Logf("of 48 tables %d were as they were, of %d only what changed was read", whole, partly)
}

// A server that crashed may have lost what we saw, and gives the same numbers to
// other transactions.
func TestAfterACrashEverythingIsReadAgain(t *testing.T) {
	c := postgres.ForTest(t, postgres.Options{Settings: []string{"restart_after_crash = on"}})
	pgCRM(t, c, partWorld, `checkpoint`)
	url := c.URL("crm", "canary-pg-password", "crm")
	n := newNotes()
	lookSince(t, url, n)
	if l, _ := lookSince(t, url, n); l.Unchanged != 4 {
		t.Fatalf("four tables are as they were: %+v", l)
	}
	conn, err := c.Connect(t.Context(), "crm")
	if err != nil {
		t.Fatal(err)
	}
	var pid int
	if err := conn.QueryRow(t.Context(), `select pg_backend_pid()`).Scan(&pid); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil { // of our own server
		t.Fatal(err)
	}
	_ = conn.Close(context.Background())
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		var err error
		if strings.Contains(c.Log(), "reinitializing") {
			if err = c.Exec("crm", `select 1`); err == nil {
				break
			}
		}
		if time.Now().After(end) {
			t.Fatal("the server did not come back", err)
		}
	}
	l, got := lookSince(t, url, n)
	if _, want := lookSince(t, url, nil); l.Unchanged != 0 || l.Partly != 0 || got != want {
		t.Errorf("all is read after a crash: %+v", l)
	}
	if l, _ := lookSince(t, url, n); l.Unchanged != 4 {
		t.Errorf("and then it is known again: %+v", l)
	}
}
