package data

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// tableNotes remembers in memory.
type tableNotes struct {
	mu    sync.Mutex
	memos map[string]evidence.Memo
	items map[string]evidence.Item
	blobs *collecttest.Blobs
}

func newNotes() *tableNotes {
	return &tableNotes{memos: map[string]evidence.Memo{}, items: map[string]evidence.Item{}, blobs: &collecttest.Blobs{}}
}

func (n *tableNotes) Recall(_ context.Context, target, collector, object string) (evidence.Memo, []evidence.Item, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	m, ok := n.memos[target+collector+object]
	var items []evidence.Item
	for _, d := range m.Facts {
		it, had := n.items[d]
		ok = ok && had
		items = append(items, it)
	}
	return m, items, ok
}

func (n *tableNotes) Remember(_ context.Context, target, collector string, all []evidence.Memo) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, m := range all {
		n.memos[target+collector+m.Object] = m
	}
	return nil
}

// cardsOf are the categories of the newest fact about a table.
func cardsOf(t *testing.T, n *tableNotes, name string) string {
	t.Helper()
	for _, m := range n.memos {
		for _, d := range m.Facts {
			for _, s := range facts.DataStore.Select([]evidence.Item{n.items[d]}) {
				if s.Name == name {
					return categories(s)
				}
			}
		}
	}
	return ""
}

// lookSince looks at a database and returns its ledger and all else that was seen.
func lookSince(t *testing.T, url string, n *tableNotes) (readings, string) {
	t.Helper()
	env := collectors.Env{PutBlob: (&collecttest.Blobs{}).Put, Version: "test", Temp: t.TempDir()}
	if n != nil {
		env.Memory, env.PutBlob, env.OpenBlob = n, n.blobs.Put, n.blobs.Open
	}
	see := &collecttest.Seen{}
	if err := (&databases{New(env).(*collector)}).Collect(t.Context(), databaseTarget(t, url), see); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, it := range see.Facts() {
		if n != nil {
			n.items[it.Digest] = it
		}
		if it.Kind != facts.DataCoverage.Name {
			all = append(all, it.Kind+" "+it.Subject+" "+it.Digest+" "+it.Blob)
		}
	}
	for _, g := range see.Gaps() {
		all = append(all, fmt.Sprint(g))
	}
	slices.Sort(all)
	return readingsOf(see), strings.Join(all, "\n")
}

const sincePeople = `create type mood as enum ('glad', 'sad');
create table people (id serial primary key, name text, email text, how mood default 'glad');
insert into people (name, email) select 'Anna Schmidt', 'client' || i || '@mail-' || i % 7 || '.org' from generate_series(1, 3000) i;
create table visits (id int, email text, made date) partition by range (made);
create table visits_1 partition of visits for values from ('2024-01-01') to ('2025-01-01');
create table visits_2 partition of visits for values from ('2025-01-01') to ('2026-01-01');
insert into visits select i, 'buyer' || i || '@mail-1.org', date '2024-06-01' + i % 400 from generate_series(1, 3000) i;
create table spare (id int, email text, made date); insert into spare select i, 'spare' || i || '@mail-1.org', date '2026-02-01' from generate_series(1, 3000) i;
create table notes (id int, body text); insert into notes select i, 'a short remark number ' || i from generate_series(1, 3000) i`

func TestATableThatDidNotChangeIsNotReadAgainAndTheResultIsTheSame(t *testing.T) {
	c, url := pgWorld(t, sincePeople)
	n := newNotes()
	lookSince(t, url, n)
	l, _ := lookSince(t, url, n)
	if l.Unchanged != 4 || l.Read != 4 {
		t.Errorf("four tables are as they were: %+v", l)
	}
	changes := []string{
		`insert into people (name, email) values ('Peter Wolf', 'late' || random() || '@mail-3.org')`,
		`update people set email = 'moved' || id || '@mail-4.org' where id % 1000 = 7`,
		`delete from people where id = (select max(id) from people)`,
		`delete from people where id = (select min(id) from people); insert into people (name, email) values ('Paul Koch', 'next' || random() || '@mail-3.org')`,
		`begin; update people set email = null; rollback`,
		`begin; savepoint a; insert into notes values (1, 'call karl.sample@mail-5.org'); release a; savepoint b; delete from people; rollback to b; commit`,
		`vacuum people`, `vacuum full notes`, `vacuum freeze people`, `analyze`,
		`truncate notes; insert into notes select i, 'quite another remark ' || i from generate_series(1, 3000) i`,
		`alter table people add column phone%d text default '+49 30 2345678'`,
		`alter table people rename column name to name%d`, `alter table people rename column email to email_again; alter table people rename column email_again to email`,
		`alter type mood rename value 'glad' to 'glad%d'; alter type mood rename value 'glad%d' to 'glad'`,
		`update visits set email = 'other' || id || '@mail-9.org' where id = 5`,
		`update visits set made = made + 200 where id % 500 = 3 and made < '2025-01-01'`,
		`alter table visits detach partition visits_2; alter table visits_2 rename to was_%d; create table visits_2 (like spare); insert into visits_2 select id, email, date '2025-02-01' from spare; alter table visits attach partition visits_2 for values from ('2025-01-01') to ('2026-01-01'); drop table was_%d`,
		`insert into notes select 1, 'paid with card 4556 7375 8689 9855'`, `select 1`, `select 1`,
	}
	rng := rand.New(rand.NewPCG(5, uint64(time.Now().UnixNano())))
	kept := int64(0)
	var did []string
	for step := range 30 {
		for range rng.IntN(3) {
			change := changes[rng.IntN(len(changes))]
			change = strings.ReplaceAll(change, "%d", fmt.Sprint(step*10+rng.IntN(10)))
			did = append(did, change)
			if err := c.Exec("crm", change); err != nil {
				t.Logf("%s: %v", change, err) // a name that was taken
			}
		}
		l, got := lookSince(t, url, n)
		_, want := lookSince(t, url, nil)
		if got != want {
			t.Fatalf("after %q\n%s\nis not what a full reading says:\n%s", did, got, want)
		}
		kept += l.Unchanged
	}
	if kept < 30 {
		t.Errorf("only %d of 120 tables were not read again", kept)
	}
	t.Logf("%d of 120 tables were not read again", kept)
}

// What was not yet visible in the first look, and what only seems to be as it was.
func TestAChangeThatWasOpenWhenWeLookedIsSeenTheNextTime(t *testing.T) {
	c, url := pgWorld(t, sincePeople)
	n := newNotes()
	conn, err := c.Connect(t.Context(), "crm")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, q := range []string{`begin`, `delete from people where id <= 2`, `savepoint one`, `insert into people (name, email) values ('Eva Lang', 'eva@mail-8.org'), ('Udo Lang', 'udo@mail-8.org')`} {
		if _, err := conn.Exec(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Exec("crm", `insert into notes values (0, 'later')`); err != nil { // the next transaction ends first
		t.Fatal(err)
	}
	lookSince(t, url, n)
	if _, err := conn.Exec(t.Context(), `commit`); err != nil {
		t.Fatal(err)
	}
	_, got := lookSince(t, url, n)
	if _, want := lookSince(t, url, nil); got != want {
		t.Errorf("two went and two came\n%s\nwant\n%s", got, want)
	}
	if err := c.Exec("crm", `alter table people enable row level security`, `create policy one on people using (id > 100)`); err != nil {
		t.Fatal(err)
	}
	_, got = lookSince(t, url, n)
	if _, want := lookSince(t, url, nil); got != want {
		t.Errorf("row security hides some\n%s\nwant\n%s", got, want)
	}
}
