package data

import (
	"context"
	"strings"
	"testing"
)

// What holds for a first look holds for those after it: every kind of table is
// read once or listed, what is at the end is found, and nobody is waited for.
func TestALookAfterOthersFindsEveryKindOfTableAndWhatCameLast(t *testing.T) {
	inStretches(t, TestALookAfterOthersFindsEveryKindOfTableAndWhatCameLast)
	c, url := pgWorld(t, partWorld,
		`create view everybody as select * from people; create materialized view by_name as select name, email from people`,
		`create table base (email text, pad text); create table heir (salary int) inherits (base)`,
		`insert into base select 'a' || i || '@mail-2.org', repeat('.', 90) from generate_series(1, 4000) i; insert into heir select 'b' || i || '@mail-2.org', repeat('.', 90), 3000 + i from generate_series(1, 4000) i`,
		`create extension postgres_fdw; create server other foreign data wrapper postgres_fdw; create foreign table far (email text) server other`,
		`create table pictures (id int, owner_email text, scan bytea); insert into pictures select i, 'p' || i || '@mail-4.org', decode(repeat('00ff', 500), 'hex') from generate_series(1, 3000) i`,
		`create table derived (email text, shout text generated always as (upper(email)) stored); insert into derived (email) select 'd' || i || '@mail-5.org' from generate_series(1, 4000) i`,
		`create table long (id int, body text); insert into long select i, 'nothing ' || repeat('.', 90) from generate_series(1, 4000) i; insert into long select 1, repeat('lorem ipsum ', 200000)`,
		`select lo_from_bytea(0, 'x')`)
	n := newNotes()
	lookSince(t, url, n)
	same := func(after string) readings {
		t.Helper()
		l, got := lookSince(t, url, n)
		if _, want := lookSince(t, url, nil); got != want {
			t.Fatalf("after %s\n%s\nis not what a full reading says:\n%s", after, got, want)
		}
		return l
	}
	if l := same("nothing"); l.Unchanged != 10 || l.Listed != 4 {
		t.Errorf("all is as it was, and four places are listed: %+v", l)
	}
	for _, change := range []string{
		`insert into base select 'late' || i || '@mail-2.org', repeat('.', 90) from generate_series(1, 30) i`, `insert into heir values ('last@mail-2.org')`,
		`refresh materialized view by_name`, `insert into pictures select i, 'q' || i || '@mail-4.org', decode(repeat('00ff', 500), 'hex') from generate_series(1, 30) i`,
		`insert into derived (email) values ('late@mail-5.org')`, `insert into long select 2, repeat('lorem ipsum ', 200000)`, `insert into long values (3, 'call karl@mail-6.org')`,
	} {
		if err := c.Exec("crm", change); err != nil {
			t.Fatal(err)
		}
		if l := same(change); l.Unchanged < 9 {
			t.Errorf("after %s all but one are as they were: %+v", change, l)
		}
	}

	// Cards in rows that were added to a table that was read.
	if err := c.Exec("crm", `insert into remarks select i, case when i <= 500 then 'paid with card 4556 7375 8689 9855' else 'a short remark of no great interest, number ' || i end from generate_series(1, 600) i`); err != nil {
		t.Fatal(err)
	}
	l, got := lookSince(t, url, n)
	if !strings.Contains(cardsOf(t, n, "public.remarks"), "card:500") || l.Partly != 1 {
		t.Errorf("500 cards in what was added: %s, %+v\n%s", cardsOf(t, n, "public.remarks"), l, got)
	}

	// What somebody else holds is listed, the others are known as before, and so
	// is the table when it is free again.
	conn, err := c.Connect(t.Context(), "crm")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, q := range []string{`begin`, `lock table visits_2025 in access exclusive mode`} {
		if _, err := conn.Exec(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	if l, got = lookSince(t, url, n); l.Unchanged != 9 || l.Listed != 5 || !strings.Contains(got, "locked for longer than 5 seconds") {
		t.Errorf("one is locked: %+v\n%s", l, got)
	}
	if _, err := conn.Exec(t.Context(), `rollback`); err != nil {
		t.Fatal(err)
	}
	if l = same("a lock"); l.Unchanged != 10 {
		t.Errorf("it is free again, and as it was: %+v", l)
	}
}
