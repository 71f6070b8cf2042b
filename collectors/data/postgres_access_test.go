package data

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

// randomRights are statements that make roles, schemas and tables and give
// rights on them by chance, every kind of which a server knows.
func randomRights(r *rand.Rand, prefix string) (statements []string, tables []string) {
	const roles, schemas, perSchema = 12, 3, 4
	role := func() string { return fmt.Sprintf("%sr%d", prefix, r.IntN(roles)) }
	say := func(format string, a ...any) { statements = append(statements, fmt.Sprintf(format, a...)) }
	for i := range roles {
		var flags []string
		for _, f := range []struct {
			flag string
			one  int // in so many
		}{{"noinherit", 3}, {"login", 2}, {"superuser", 14}, {"bypassrls", 6}} {
			if r.IntN(f.one) == 0 {
				flags = append(flags, f.flag)
			}
		}
		say("create role %sr%d %s", prefix, i, strings.Join(flags, " "))
	}
	for i := range roles {
		for range r.IntN(3) {
			if j := r.IntN(roles); j < i { // memberships have no circles
				say("grant %sr%d to %sr%d", prefix, j, prefix, i)
			}
		}
	}
	if r.IntN(2) == 0 {
		say("grant pg_read_all_data to %s", role())
	}
	if r.IntN(3) == 0 {
		say("grant pg_write_all_data to %s", role())
	}
	for s := range schemas {
		schema := fmt.Sprintf("%ss%d", prefix, s)
		say("create schema %s authorization %s", schema, role())
		for range r.IntN(4) {
			say("grant usage on schema %s to %s", schema, role())
		}
		if r.IntN(3) == 0 {
			say("grant usage on schema %s to public", schema)
		}
		for i := range perSchema {
			t := fmt.Sprintf("%s.t%d", schema, i)
			tables = append(tables, t)
			say("create table %s (a int, b int, c int)", t)
			say("alter table %s owner to %s", t, role())
			for range r.IntN(3) {
				say("grant %s on %s to %s", []string{"select", "all", "update", "insert"}[r.IntN(4)], t, role())
			}
			for range r.IntN(3) {
				say("grant select (%s) on %s to %s", []string{"a", "b", "a, c"}[r.IntN(3)], t, role())
			}
			switch r.IntN(7) {
			case 0:
				say("grant select on %s to public", t)
			case 1:
				say("grant select (b) on %s to public", t)
			case 2:
				say("do $$ begin execute 'revoke select on %s from ' || (select relowner::regrole from pg_class where oid = '%s'::regclass); end $$", t, t)
			case 3:
				say("alter table %s enable row level security", t)
			}
		}
	}
	return statements, tables
}

// For every role and table of random clusters, what we work out from the
// catalogue is what the server itself says.
func TestRolesReadWhatTheServerSaysTheyMay(t *testing.T) {
	c, _ := pgWorld(t)
	rounds := 15
	if testing.Short() {
		rounds = 4
	}
	conn, err := c.Connect(t.Context(), "crm")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	r := rand.New(rand.NewPCG(2026, 11))
	pairs, reading, columns, changing, limited := 0, 0, 0, 0, 0
	for round := range rounds {
		prefix := fmt.Sprintf("w%d", round)
		statements, tables := randomRights(r, prefix)
		if err := c.Exec("crm", statements...); err != nil {
			t.Fatal(err)
		}
		if r.IntN(2) == 0 {
			if err := c.Exec("crm", fmt.Sprintf("alter database crm owner to %sr%d", prefix, r.IntN(12)), fmt.Sprintf("grant usage on schema %ss0 to pg_database_owner", prefix), fmt.Sprintf("grant select on %ss0.t0 to pg_database_owner", prefix)); err != nil {
				t.Fatal(err)
			}
		}
		ours := rightsOf(t, c.URL("crm", "canary-pg-password", "crm"))
		rows, err := conn.Query(t.Context(), `
with may as materialized (
  select r.oid role, c.oid tab, has_table_privilege(r.oid, c.oid, 'select') and has_schema_privilege(r.oid, c.relnamespace, 'usage') whole,
         has_any_column_privilege(r.oid, c.oid, 'select') and has_schema_privilege(r.oid, c.relnamespace, 'usage') part
  from pg_roles r, pg_class c where c.relkind = 'r' and c.oid = any($1::regclass[]))
select m.role::text, m.tab::text, whole, part,
       exists (select from may o where o.tab = m.tab and o.part and o.role <> m.role and pg_has_role(m.role, o.role, 'member')),
       exists (select from may o where o.tab = m.tab and o.whole and o.role <> m.role and pg_has_role(m.role, o.role, 'member'))
from may m`, tables)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for rows.Next() {
			var role, table string
			var whole, part, setPart, setWhole bool
			if err := rows.Scan(&role, &table, &whole, &part, &setPart, &setWhole); err != nil {
				t.Fatal(err)
			}
			n++
			x := ours.byOID[role]
			w, ok := ours.reads(x, ours.tables[table])
			if ok != (part || setPart) {
				t.Fatalf("round %d: role %s, table %s: we say %v, the server %v, after set role %v", round, x.name, table, ok, part, setPart)
			}
			if got := ok && len(w.columns) == 0; got != (whole || setWhole) {
				t.Fatalf("round %d: role %s, table %s: all of it: we say %v (%v), the server %v, after set role %v", round, x.name, table, got, w, whole, setWhole)
			}
			if self, ok := ours.asItself(x, ours.tables[table]); ok != part || ok && (len(self.columns) == 0) != whole {
				t.Fatalf("round %d: role %s, table %s, as itself: we say %v %v, the server %v, all of it %v", round, x.name, table, ok, self, part, whole)
			}
			if !ok {
				continue
			}
			reading++
			if w.path[0] != "role:"+x.name || len(w.path) < 2 {
				t.Errorf("path %v of %s", w.path, x.name)
			}
			if len(w.columns) > 0 {
				columns++
			}
			if w.change {
				changing++
			}
			if w.rows != "" {
				limited++
			}
		}
		if rows.Err() != nil {
			t.Fatal(rows.Err())
		}
		if n < 12*12 {
			t.Fatalf("the server answered for %d pairs", n)
		}
		pairs += n
		if err := c.Exec("crm", "alter database crm owner to postgres", fmt.Sprintf("drop schema %ss0, %ss1, %ss2 cascade", prefix, prefix, prefix)); err != nil {
			t.Fatal(err)
		}
		var drop []string
		for i := range 12 {
			drop = append(drop, fmt.Sprintf("drop owned by %sr%d", prefix, i))
		}
		for i := range 12 {
			drop = append(drop, fmt.Sprintf("drop role %sr%d", prefix, 11-i))
		}
		if err := c.Exec("crm", drop...); err != nil {
			t.Fatal(err)
		}
	}
	if columns == 0 || changing == 0 || limited == 0 {
		t.Errorf("%d by column, %d after set role, %d limited: the world is too plain to prove much", columns, changing, limited)
	}
	t.Logf("%d pairs of role and table, %d of them reading (%d columns only, %d after set role, %d limited by row rules): all as the server says", pairs, reading, columns, changing, limited)
}

func rightsOf(t *testing.T, url string) *pgRights {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	a, err := readAddress(ctx, databaseTarget(t, url))
	if err != nil {
		t.Fatal(err)
	}
	s, err := openPostgres(ctx, collectors.Env{}, a)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	r, err := s.rights(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A look at a database names who reads its tables with client data, and no
// others, with the way; a role that bears a person's name is not repeated.
func TestReadersOfATableAreNamedWithTheirPath(t *testing.T) {
	drop := `drop role if exists reporting, intern, "anna.ott", clerk, nobody, idle, viewer, auditor`
	c, url := pgWorld(t, pgCustomers, `create table stock (id int, item text); insert into stock values (1, 'pears'), (2, 'apples')`,
		drop, `create role reporting; create role intern login; grant reporting to intern; grant select on customers to reporting`,
		`create role "anna.ott" login; grant select (email, "given_name") on customers to "anna.ott"`,
		`create role clerk login noinherit; grant reporting to clerk`, `create role nobody login; grant select on stock to nobody`, `create role viewer login; create view names as select given_name from customers; create view first_names as select * from names; grant select on first_names to viewer`,
		`create view mine with (security_invoker = true) as select * from customers; grant select on mine to nobody`,
		`create table visits (id int, email text, made date) partition by range (made); create table visits_2025 partition of visits for values from ('2025-01-01') to ('2026-01-01');
		 insert into visits select i, 'client' || i || '@mail.org', '2025-03-01' from generate_series(1, 50) i; create role auditor login; grant select on visits_2025 to auditor`, `create role idle login`)
	t.Cleanup(func() {
		if err := c.Exec("crm", `drop owned by reporting, intern, "anna.ott", clerk, nobody, idle, viewer, auditor`, drop); err != nil {
			t.Error(err)
		}
	})
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, r := range facts.AccessReaders.Select(seen.Facts()) {
		if strings.HasSuffix(r.Store, "#public.visits") && r.Reader == "role:auditor" {
			if strings.Join(r.Path, " < ") != "role:auditor < grant select < part:public.visits_2025" || r.Rows != "part" {
				t.Errorf("%+v", r)
			}
			continue
		} else if strings.HasSuffix(r.Store, "#public.visits") {
			continue
		}
		if !strings.HasSuffix(r.Store, "#public.customers") {
			t.Errorf("%s holds no client data", r.Store)
		}
		said = append(said, fmt.Sprint(strings.Join(r.Path, " < "), " ", r.Columns, " login ", r.Login, " switch ", r.Switch))
	}
	all := strings.Join(said, "\n")
	for _, w := range []string{
		"role:postgres < superuser [] login true switch false", "role:crm < role:pg_read_all_data < reads all data [] login true switch false",
		"role:reporting < grant select [] login false switch false", "role:intern < role:reporting < grant select [] login true switch false",
		"role:viewer < grant select < view:public.first_names < view:public.names [] login true switch false",
		"role:clerk < set role:reporting < grant select [] login true switch true", "< grant select on columns [given_name email] login true switch false",
	} {
		if !strings.Contains(all, w) {
			t.Errorf("no %q in\n%s", w, all)
		}
	}
	if len(said) != 7 || strings.Contains(seen.All(), "anna") {
		t.Errorf("%d readers:\n%s", len(said), all)
	}
	roles := map[string]facts.Role{}
	for _, r := range facts.AccessRole.Select(seen.Facts()) {
		roles[r.Name] = r
	}
	if p := roles["role:postgres"]; p.Everything != "superuser" || !p.Initial || p.Reads != 2 || p.Stores != 2 {
		t.Errorf("%+v", p)
	}
	if i := roles["role:idle"]; i.Reads+i.Owns+i.Grants+i.Member != 0 || i.Everything != "" {
		t.Errorf("%+v", i)
	}
	if n := roles["role:nobody"]; n.Grants == 0 || n.Reads != 0 {
		t.Errorf("%+v", n)
	}
}
