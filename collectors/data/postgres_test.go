package data

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/internal/labs/postgres"
)

// pgWorld is a new database crm on the one server of these tests, with a role
// crm that may read it.
func pgWorld(t *testing.T, statements ...string) (c *postgres.Cluster, url string) {
	t.Helper()
	postgres.Need(t)
	if theirs.postgres == nil {
		var err error
		if theirs.postgres, err = postgres.Start(postgres.Options{Settings: []string{"track_counts = on"}}); err != nil {
			t.Fatal(err)
		}
	}
	c = theirs.postgres
	pgCRM(t, c, statements...)
	return c, c.URL("crm", "canary-pg-password", "crm")
}

func pgCRM(t *testing.T, c *postgres.Cluster, statements ...string) {
	t.Helper()
	if err := c.Exec("postgres", `drop database if exists crm with (force)`, `drop role if exists crm`, `create role crm login password 'canary-pg-password'`, `create database crm`); err != nil {
		t.Fatal(err)
	}
	if err := c.Exec("crm", append([]string{`grant pg_read_all_data to crm`}, statements...)...); err != nil {
		t.Fatal(err)
	}
}

const pgCustomers = `create table customers (id serial primary key, given_name text, family_name text, email text, phone text, birth_date date, created_at timestamptz, photo bytea, note text);
insert into customers (given_name, family_name, email, created_at, birth_date, note)
select (array['Anna','Peter','Maria','Thomas'])[1 + i % 4], (array['Schmidt','Weber','Wagner'])[1 + i % 3], 'client' || i || '@mail-' || i % 7 || '.org', timestamptz '2019-03-01' + i * interval '1 hour', date '1960-01-01' + i, 'nothing of note'
from generate_series(1, 5000) i;`

func TestATableOfADatabaseIsReadToItsLastRow(t *testing.T) {
	_, url := pgWorld(t, pgCustomers,
		`create table notes (id int, body text); insert into notes select i, 'a short remark' from generate_series(1, 20000) i;
		 insert into notes select 20000 + i, 'paid with card 4556 7375 8689 9855 at the till' from generate_series(1, 7) i`)
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	stores := storesOf(t, seen)
	c := stores["public.customers"]
	if c.Records != 5000 || c.People.Best != 5000 || c.Format != "postgres" || c.Role != "live" || c.Oldest != "2019-03-01" || c.DatedBy != "column" || c.Partial != "" {
		t.Errorf("customers: %+v", c)
	}
	if got := categories(c); !strings.Contains(got, "contact:5000") || !strings.Contains(got, "identity:5000") {
		t.Errorf("customers hold contact and identity data of 5000: %s", got)
	}
	if got := categories(stores["public.notes"]); got != "card:7" {
		t.Errorf("the 7 cards in the last rows are found: %q", got)
	}
	if l := ledgerOf(t, seen); l.Files != 2 || l.Read != 2 || l.Partial != "" {
		t.Errorf("ledger %+v", l)
	}
	if all := seen.All(); strings.Contains(all, "canary-pg-password") || strings.Contains(all, "client17@") || strings.Contains(all, "4556 7375") {
		t.Error("a value came out of the collector")
	}
}

// Everything that a real database holds beside plain tables, in one.
func TestEveryKindOfTableIsReadOnceOrListed(t *testing.T) {
	c, url := pgWorld(t, pgCustomers,
		`create view everybody as select * from customers`,
		`create materialized view by_name as select family_name, email from customers`,
		`create table orders (id int, email text, made date) partition by range (made)`,
		`create table orders_2024 partition of orders for values from ('2024-01-01') to ('2025-01-01')`,
		`create table orders_2025 partition of orders for values from ('2025-01-01') to ('2026-01-01')`,
		`insert into orders select i, 'buyer' || i || '@mail-1.org', date '2024-06-01' + i from generate_series(1, 300) i`,
		`create table people (email text)`, `create table staff (salary int) inherits (people)`,
		`insert into people select 'a' || i || '@mail-2.org' from generate_series(1, 50) i`,
		`insert into staff select 'b' || i || '@mail-2.org', 3000 + i from generate_series(1, 70) i`,
		`create extension postgres_fdw; create server other foreign data wrapper postgres_fdw; create foreign table far (email text) server other`,
		"create schema \"Sch\"\"ema\"; create table \"Sch\"\"ema\".\"select \n😀 'odd' \\ name\" (\"from\" text, \"a\"\"b\" text)",
		"insert into \"Sch\"\"ema\".\"select \n😀 'odd' \\ name\" values (E'tab\\there\\nand \\\\ there: erika.sample@mail-3.org', null)",
		`create table empty (email text)`, `create table nothing ()`,
		`create table pictures (id int, owner_email text, scan bytea, key bytea); insert into pictures select i, 'p' || i || '@mail-4.org', decode(repeat('00ff', 2000), 'hex'), '\x00ff' from generate_series(1, 10) i`,
		`create table derived (email text, shout text generated always as (upper(email)) stored, words tsvector); insert into derived (email) values ('d1@mail-5.org'), ('d2@mail-5.org')`,
		`create table long (id int, body text); insert into long select 1, repeat('lorem ipsum ', 200000) || 'late@mail-6.org'; insert into long values (2, 'early@mail-6.org')`,
		`select lo_from_bytea(0, 'x')`)
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	stores := storesOf(t, seen)
	for name, records := range map[string]int64{
		"public.customers": 5000, "public.by_name": 5000, "public.orders": 300, "public.people": 50, "public.staff": 70, "public.derived": 2, "public.pictures": 10, "public.long": 2,
		"Sch\"ema.select \n😀 'odd' \\ name": 1,
	} {
		if s, ok := stores[name]; !ok || s.Records != records {
			t.Errorf("%q holds %d records, got %d (%v)", name, records, s.Records, ok)
		}
		delete(stores, name)
	}
	for name := range stores {
		t.Errorf("%s is no store of its own", name)
	}
	for name, why := range map[string]string{
		"public.far": "window to another server", "public.pictures": "1 column with 39 kB", "public.long": "longer than 1 MB", "pg_catalog.pg_largeobject": "1 large objects",
	} {
		if g, ok := gapOf(seen, name); !ok || !strings.Contains(g.Why, why) || g.Next == "" {
			t.Errorf("%s: %q is said, got %+v", name, why, g)
		}
	}
	if len(seen.Gaps()) != 4 {
		t.Errorf("nothing else is listed: %+v", seen.Gaps())
	}
	for _, col := range storesOf(t, seen)["public.derived"].Columns {
		if col.Name != "email" {
			t.Errorf("what is derived from other columns is not read: %s", col.Name)
		}
	}
	if l := ledgerOf(t, seen); l.Files != 13 || l.Listed != 4 {
		t.Errorf("ledger %+v", l)
	}
	if all := seen.All(); strings.Contains(all, "erika") || strings.Contains(all, "@mail") {
		t.Error("a value came out of the collector")
	}
	_ = c
}

func TestNothingIsWrittenToPostgres(t *testing.T) {
	c, url := pgWorld(t, pgCustomers, `grant all on all tables in schema public to crm; grant all on schema public to crm`)
	writes := `select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::text || ' ' || (select count(*) from pg_class)::text || ' ' || (select txid_current_snapshot()::text) from pg_stat_all_tables where schemaname = 'public'`
	before := ask(t, c, writes)
	for range 100 { // the server counts what the fixture wrote a little later
		if strings.HasPrefix(before, "5000 ") {
			break
		}
		time.Sleep(50 * time.Millisecond)
		before = ask(t, c, writes)
	}
	if _, err := lookAtDatabase(t, url); err != nil {
		t.Fatal(err)
	}
	if after := ask(t, c, writes); after != before {
		t.Errorf("no row was written and no transaction number was used up: before %s, after %s", before, after)
	}
	ctx := t.Context()
	a, err := readAddress(ctx, databaseTarget(t, url))
	if err != nil {
		t.Fatal(err)
	}
	p, err := openPostgres(ctx, databaseOf(t).c.env, a)
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	// Even with every right: our transactions cannot write.
	_, err = p.ask(ctx, p.begin(ctx)+"delete from public.customers")
	var pg *pgconn.PgError
	if !errors.As(err, &pg) || pg.Code != "25006" {
		t.Errorf("a write within our transaction is refused, got %v", err)
	}
}

func TestWhatPostgresForbidsIsListedWithTheRightThatIsMissing(t *testing.T) {
	c, _ := pgWorld(t, pgCustomers, `create table salaries (iban text); insert into salaries values ('x')`, `create schema hr; create table hr.reviews (id int)`,
		`create table tenants (email text); insert into tenants select 't' || i || '@mail-1.org' from generate_series(1, 9) i; alter table tenants enable row level security; create policy few on tenants using (email < 't5')`)
	if err := c.Exec("postgres", `drop role if exists part`, `create role part login password 'x'`); err != nil {
		t.Fatal(err)
	}
	if err := c.Exec("crm", `grant select (id, email) on customers to part; grant select on tenants to part`); err != nil {
		t.Fatal(err)
	}
	seen, err := lookAtDatabase(t, c.URL("part", "x", "crm"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][2]string{
		"public.salaries":  {"may not read it", `grant select on "public"."salaries" to "part"`},
		"hr.reviews":       {"may not look into its schema", `grant usage on schema "hr" to "part"`},
		"public.tenants":   {"row security", "bypassrls"},
		"public.customers": {"7 columns of it may not be read", `grant select on "public"."customers" to "part"`},
	} {
		if g, ok := gapOf(seen, name); !ok || !strings.Contains(g.Why, want[0]) || !strings.Contains(g.Next, want[1]) {
			t.Errorf("%s: got %+v", name, g)
		}
	}
	stores := storesOf(t, seen)
	if s := stores["public.tenants"]; s.Records != 4 || s.Partial == "" {
		t.Errorf("what row security shows is read, and said to be a part: %+v", s)
	}
	if s := stores["public.customers"]; s.Records != 5000 || s.Partial == "" || len(s.Columns) != 2 {
		t.Errorf("the columns that may be read are: %+v", s)
	}
	if l := ledgerOf(t, seen); l.Partial == "" || l.Listed != 4 {
		t.Errorf("ledger %+v", l)
	}
}

func TestALockedTableIsListedAndTheRestIsRead(t *testing.T) {
	c, url := pgWorld(t, pgCustomers, `create table busy (email text); insert into busy values ('a@mail-1.org')`)
	ctx := t.Context()
	conn, err := c.Connect(ctx, "crm")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "begin"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(ctx, "lock table busy in access exclusive mode"); err != nil {
		t.Fatal(err)
	}
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	if g, ok := gapOf(seen, "public.busy"); !ok || !strings.Contains(g.Why, "locked") {
		t.Errorf("gaps %+v", seen.Gaps())
	}
	if storesOf(t, seen)["public.customers"].Records != 5000 {
		t.Error("the other table is read")
	}
}

func TestPostgresErrorsSayWhatToDo(t *testing.T) {
	c := postgres.ForTest(t, postgres.Options{TLS: true, HBA: []string{"hostnossl all crm 127.0.0.1/32 reject", "host shut crm 127.0.0.1/32 reject"}})
	pgCRM(t, c)
	if err := c.Exec("postgres", `create role other login password 'y'`, `create database shut`, `create database closed`, `revoke connect on database closed from public`); err != nil {
		t.Fatal(err)
	}
	good := c.URL("crm", "canary-pg-password", "crm")
	if _, err := lookAtDatabase(t, good); err != nil {
		t.Fatalf("over TLS it works: %v", err)
	}
	plain := theirsPlain(t)
	for _, k := range []struct{ name, url, say, hint string }{
		{"wrong password", c.URL("crm", "canary-wrong", "crm"), "refuses the account or its password", "secret: env:"},
		{"no password", c.URL("crm", "", "crm"), "none was given", "PGPASSWORD"},
		{"no such database", c.URL("crm", "canary-pg-password", "nothere"), "no database of that name", "psql -l"},
		{"no right to connect", c.URL("crm", "canary-pg-password", "closed"), "may not connect", `grant connect on database "closed" to "crm"`},
		{"not let in", c.URL("crm", "canary-pg-password", "shut"), "does not let this account in", "pg_hba.conf"},
		{"tls wanted", good + "?sslmode=disable", "wants an encrypted session", "sslmode=disable"},
		{"tls not offered", plain + "?sslmode=require", "the server offers none", "ssl = on"},
		{"unknown authority", good + "?sslmode=verify-full", "not one that we trust", "--ca"},
		{"nobody there", "postgres://crm:canary-pg-password@127.0.0.1:1/crm", "nothing answers", "runs"},
		{"an unknown option", good + "?sslmood=require", "option", "postgres://USER@HOST"},
	} {
		t.Run(k.name, func(t *testing.T) {
			seen, err := lookAtDatabase(t, k.url)
			if err == nil || !strings.Contains(err.Error(), k.say) || !strings.Contains(hintOf(err), k.hint) {
				t.Errorf("got %v, hint %q", err, hintOf(err))
				return
			}
			if all := seen.All() + err.Error() + hintOf(err); strings.Contains(all, "canary") {
				t.Errorf("the password is in %s", all)
			}
		})
	}
	t.Run("trusted authority", func(t *testing.T) {
		d := databaseOf(t)
		d.c.env.Roots = x509.NewCertPool()
		d.c.env.Roots.AppendCertsFromPEM(c.PEM)
		if err := d.Collect(t.Context(), databaseTarget(t, good+"?sslmode=verify-full"), &collecttest.Seen{}); err != nil {
			t.Error(err)
		}
	})
}

func theirsPlain(t *testing.T) string {
	t.Helper()
	_, url := pgWorld(t)
	return url
}

func TestAServerThatDiesHalfWayLeavesNothingGreen(t *testing.T) {
	c := postgres.ForTest(t, postgres.Options{})
	// Far more than what may still be under way between the server and us when it dies.
	pgCRM(t, c, pgCustomers, `create table zebra (id int, email text, note text); insert into zebra select i, 'z' || i || '@mail-1.org', repeat('x', 400) from generate_series(1, 120000) i`, `create table zz (email text); insert into zz values ('a@mail-1.org')`)
	seen := &dying{kill: c.Kill, after: "reading tables"}
	err := databaseOf(t).Collect(t.Context(), databaseTarget(t, c.URL("crm", "canary-pg-password", "crm")), seen)
	if err != nil {
		t.Fatal(err)
	}
	stores := storesOf(t, &seen.Seen)
	if stores["public.customers"].Records != 5000 {
		t.Error("what was read before is kept")
	}
	if s := stores["public.zebra"]; s.Partial == "" {
		t.Errorf("the table that was being read is kept as a part: %+v", s)
	}
	for _, name := range []string{"public.zebra", "public.zz"} {
		if g, ok := gapOf(&seen.Seen, name); !ok || !strings.Contains(g.Why, "connection") && !strings.Contains(g.Why, "ended our session") {
			t.Errorf("%s: gaps %+v", name, seen.Gaps())
		}
	}
	if l := ledgerOf(t, &seen.Seen); l.Partial == "" || l.Read != 1 || l.Listed != 2 {
		t.Errorf("ledger %+v", l)
	}
}

// dying calls kill at the first word of progress that says after.
type dying struct {
	collecttest.Seen
	kill  func()
	after string
}

func (d *dying) Progress(done, of int64, say string) {
	if say == d.after && d.kill != nil {
		d.kill()
		d.kill = nil
	}
	d.Seen.Progress(done, of, say)
}

func TestThePostgresCollectorKeepsTheContract(t *testing.T) {
	_, url := pgWorld(t, pgCustomers)
	collecttest.Contract(t, databaseOf(t), collecttest.World{Target: databaseTarget(t, url), Canaries: []string{"client17@mail", "canary-pg-password"}})
}

func ask(t *testing.T, c *postgres.Cluster, query string) string {
	t.Helper()
	conn, err := c.Connect(t.Context(), "crm")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var out string
	if err := conn.QueryRow(t.Context(), query).Scan(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWhenTimeIsShortASampleIsTakenAndSaid(t *testing.T) {
	_, url := pgWorld(t, `create table big (id int, email text, filler text); insert into big select i, 'p' || i || '@mail-1.org', repeat('x', 60) from generate_series(1, 100000) i`, pgCustomers)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	d := databaseOf(t)
	target := databaseTarget(t, url)
	a, err := readAddress(ctx, target)
	if err != nil {
		t.Fatal(err)
	}
	s, err := openPostgres(ctx, d.c.env, a)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := s.tables(ctx)
	if err != nil {
		t.Fatal(err)
	}
	seen := &collecttest.Seen{}
	v := &visit{c: d.c, t: target, see: seen, pace: pace{bytes: 40_000, seconds: 1}} // a slow server
	if err := v.allTables(ctx, s, nil, tables); err != nil {
		t.Fatal(err)
	}
	v.finish(ctx)
	big := storesOf(t, seen)["public.big"]
	if big.Records < 90000 || big.Records > 110000 || !strings.Contains(big.Partial, "at random") || big.People.Low > 100000 || big.People.High < 100000 || big.People.Low < 80000 {
		t.Errorf("a random part was read, and that is said: %+v", big)
	}
	if g, ok := gapOf(seen, "public.big"); !ok || !strings.Contains(g.Next, "max_time") {
		t.Errorf("gaps %+v", seen.Gaps())
	}
	if s := storesOf(t, seen)["public.customers"]; s.Records != 5000 || s.Partial != "" {
		t.Errorf("a small table is read whole: %+v", s)
	}
}

// stopping cancels at the first word of progress that says after.
type stopping struct {
	collecttest.Seen
	cancel context.CancelFunc
}

func (s *stopping) Progress(done, of int64, say string) {
	if say == "reading tables" {
		s.cancel()
	}
	s.Seen.Progress(done, of, say)
}

func TestARunThatIsStoppedKeepsWhatItReadAndSaysSo(t *testing.T) {
	_, url := pgWorld(t, pgCustomers, `create table zebra (id int, email text); insert into zebra select i, 'z' || i || '@mail-1.org' from generate_series(1, 400000) i`, `create table zz (email text); insert into zz values ('a@mail-1.org')`)
	ctx, cancel := context.WithCancel(t.Context())
	seen := &stopping{cancel: cancel}
	if err := databaseOf(t).Collect(ctx, databaseTarget(t, url), seen); !errors.Is(err, context.Canceled) {
		t.Errorf("it says that it was stopped: %v", err)
	}
	stores := storesOf(t, &seen.Seen)
	if s := stores["public.customers"]; s.Records != 5000 || s.Partial != "" {
		t.Errorf("what was read to its end stays: %+v", s)
	}
	if s := stores["public.zebra"]; s.Records < 1000 || s.Records >= 400000 || s.Partial == "" {
		t.Errorf("what was read of the table is kept as a part: %+v", s)
	}
	if l := ledgerOf(t, &seen.Seen); l.Partial == "" || l.Read != 1 || l.Listed != 2 {
		t.Errorf("ledger %+v", l)
	}
}

func TestTenThousandTablesAreBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: makes 10,000 tables")
	}
	_, url := pgWorld(t)
	c := theirs.postgres
	for i := range 10 { // one transaction may hold only so many locks
		if err := c.Exec("crm", fmt.Sprintf(`do $$ begin for i in 1..1000 loop execute format('create table t%%s (id int, email text)', %d * 1000 + i); end loop; end $$`, i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Exec("crm", `insert into t7777 select i, 'p' || i || '@mail-1.org' from generate_series(1, 20) i; revoke pg_read_all_data from crm; grant select on all tables in schema public to crm; revoke select on t1, t2, t3, t4, t5, t6, t7 from crm`); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	if l := ledgerOf(t, seen); l.Files != 10000 || l.Listed != 7 || l.Clean != 9992 {
		t.Errorf("ledger %+v", l)
	}
	if stores := storesOf(t, seen); len(stores) != 1 || stores["public.t7777"].People.Best != 20 {
		t.Errorf("the one table with people in it is found: %d", len(stores))
	}
	if n := len(seen.Gaps()); n != 1 { // one sentence for all that share a reason
		t.Errorf("%d gaps", n)
	}
	t.Logf("10,000 tables in %s", time.Since(start).Round(time.Millisecond))
}
