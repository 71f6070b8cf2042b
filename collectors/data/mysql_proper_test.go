package data

import (
	"strings"
	"testing"

	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/internal/labs/mariadb"
)

// mySeq makes the numbers 1 to 5000 where there is no sequence engine.
const mySeq = `with recursive seq_5000 (seq) as (select 1 union all select seq + 1 from seq_5000 where seq < 5000) select `

// What is true of MySQL proper, which differs from MariaDB in its log-in, its
// catalogue and its types. One server for all, as it takes long to start.
func TestMySQLProper(t *testing.T) {
	s := mariadb.MySQLForTest(t, "--performance-schema=ON") // it counts what is written
	if err := s.Exec("", "set global partial_revokes = on", "create database crm", "create database secret",
		"create user crm@'127.0.0.1' identified with caching_sha2_password by 'canary-my-password'", "grant select on crm.* to crm@'127.0.0.1'"); err != nil {
		t.Fatal(err)
	}
	if err := s.Exec("crm", "set cte_max_recursion_depth = 10000; create table customers (id int auto_increment primary key, given_name varchar(60) character set latin1, family_name varchar(60), email varchar(120), active tinyint(1), flags bit(8), prefs json, photo blob, place point, amount decimal(10,2), code int(8) zerofill, secret_note varchar(99) invisible, created_at datetime default current_timestamp)",
		"set cte_max_recursion_depth = 10000; insert into customers (given_name, family_name, email, active, flags, prefs, place, amount, code, secret_note, created_at) "+mySeq+
			"elt(1 + seq % 4, 'Jürgen', 'Peter', 'Maria', 'Thomas'), elt(1 + seq % 3, 'Schmidt', 'Weber', 'Wagner'), concat('client', seq, '@mail-', seq % 7, '.org'), 1, b'101', '{\"news\": true}', point(1, 2), seq / 3, seq, 'card 4556 7375 8689 9855', timestamp('2019-03-01') + interval seq hour from seq_5000",
		"create table parts (id int, email varchar(50)) partition by hash (id) partitions 4", "set cte_max_recursion_depth = 10000; insert into parts "+mySeq+"seq, concat('p', seq, '@mail-1.org') from seq_5000 where seq <= 300",
		"create table docs (body json)", `insert into docs values ('{"mail": "erika@mail-1.org", "smile": "😀"}'), (json_object('mail', 'anna@mail-2.org', 'pad', repeat('x', 2000000)))`,
		"create table derived (email varchar(50), shout varchar(50) generated always as (upper(email)) stored, low varchar(50) as (lower(email)))", "insert into derived (email) values ('d1@mail-4.org'), ('d2@mail-4.org')",
		"create table vectors (email varchar(50), v vector(3))", "insert into vectors values ('v@mail-5.org', string_to_vector('[1,2,3]'))",
		"create table nothing (email varchar(50))", "create view everybody as select * from customers",
		"create table ` odd \" name\né` (`select` varchar(99)); insert into ` odd \" name\né` values ('erika.sample@mail-1.org')"); err != nil {
		t.Fatal(err)
	}
	url := s.URL("crm", "canary-my-password", "crm")

	t.Run("every table is read to its last row", func(t *testing.T) {
		for _, tls := range []string{"", "?tls=false", "?tls=skip-verify"} { // full log-in over both, then from the server's cache
			if err := s.Exec("", "flush privileges"); err != nil {
				t.Fatal(err)
			}
			seen, err := lookAtDatabase(t, url+tls)
			if err != nil {
				t.Fatal(tls, err, hintOf(err))
			}
			stores := storesOf(t, seen)
			c := stores["customers"]
			if c.Records != 5000 || c.People.Best != 5000 || c.Format != "mysql" || c.Oldest != "2019-03-01" || c.Partial != "" {
				t.Errorf("customers: %+v", c)
			}
			if got := categories(c); !strings.Contains(got, "contact:5000") || !strings.Contains(got, "card:5000") {
				t.Errorf("customers hold contact data, and cards in the column that select * leaves out: %s", got)
			}
			for name, records := range map[string]int64{"parts": 300, "docs": 2, "derived": 2, "vectors": 1} {
				if got := stores[name].Records; got != records {
					t.Errorf("%s holds %d records, got %d", name, records, got)
				}
			}
			if len(stores["derived"].Columns) != 1 {
				t.Errorf("what is derived is not read: %+v", stores["derived"].Columns)
			}
			if l := ledgerOf(t, seen); len(stores) != 6 || l.Files != 7 || l.Listed != 1 || len(seen.Gaps()) != 1 {
				t.Errorf("%d stores, ledger %+v, gaps %+v", len(stores), l, seen.Gaps())
			}
			if all := seen.All(); strings.Contains(all, "canary-my") || strings.Contains(all, "client17@") || strings.Contains(all, "erika") {
				t.Error("a value came out of the collector")
			}
		}
	})
	t.Run("the contract", func(t *testing.T) {
		collecttest.Contract(t, databaseOf(t), collecttest.World{Target: databaseTarget(t, url), Canaries: []string{"client17@mail", "canary-my-password"}})
	})
	t.Run("rights", func(t *testing.T) {
		if err := s.Exec("", "create user wide@'127.0.0.1' identified by 'x'; grant select on *.* to wide@'127.0.0.1'; revoke select on secret.* from wide@'127.0.0.1'",
			"create role reader; grant select on crm.* to reader; create user member@'127.0.0.1' identified by 'x' default role reader; grant reader to member@'127.0.0.1'; set default role reader to member@'127.0.0.1'",
			"create user idle@'127.0.0.1' identified by 'x'; grant reader to idle@'127.0.0.1'",
			"create user part@'127.0.0.1' identified by 'x'; grant select (id, email) on crm.customers to part@'127.0.0.1'",
			"create table secret.salaries (iban varchar(40))"); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			user, database string
			hidden         bool
			tables         int64
		}{{"wide", "crm", false, 7}, {"wide", "", true, 8}, {"member", "crm", false, 7}, {"part", "crm", true, 2}} {
			seen, err := lookAtDatabase(t, s.URL(c.user, "x", c.database))
			if err != nil {
				t.Errorf("%s: %v", c.user, err)
				continue
			}
			if _, ok := gapOf(seen, "…"); ok != c.hidden || ledgerOf(t, seen).Files != c.tables {
				t.Errorf("%s in %q: what is hidden from it is said: %v, ledger %+v, gaps %+v", c.user, c.database, ok, ledgerOf(t, seen), seen.Gaps())
			}
		}
		if _, err := lookAtDatabase(t, s.URL("idle", "x", "crm")); err == nil || !strings.Contains(err.Error(), "may not use this database") {
			t.Errorf("a role that is not switched on gives nothing: %v", err)
		}
	})
	t.Run("a refused log-in says what to do", func(t *testing.T) {
		if err := s.Exec("", "create user `all`@'127.0.0.1' identified by 'canary-x'; grant all on *.* to `all`@'127.0.0.1'", "create user shut@'127.0.0.1' identified by 'canary-x' account lock", "create user stale@'127.0.0.1' identified by 'canary-x' password expire; grant select on crm.* to stale@'127.0.0.1'",
			"create user safe@'127.0.0.1' identified by 'canary-x' require ssl; grant select on crm.* to safe@'127.0.0.1'", "create user x509@'127.0.0.1' identified by 'canary-x' require x509"); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ name, url, say, hint string }{
			{"wrong password", s.URL("crm", "canary-wrong", "crm"), "refuses the account or its password", "MYSQL_PWD"},
			{"no password", s.URL("crm", "", "crm"), "none was given", "secret: env:"},
			{"no such database", s.URL("all", "canary-x", "nothere"), "no database of that name", "show databases"},
			{"not allowed into it", s.URL("crm", "canary-my-password", "secret"), "may not use this database", "grant select"},
			{"locked account", s.URL("shut", "canary-x", "crm"), "the account is locked", "account unlock"},
			{"expired password", s.URL("stale", "canary-x", "crm"), "password has run out", "alter user"},
			{"unknown authority", url + "?tls=true", "not one that we trust", "--ca"},
		} {
			seen, err := lookAtDatabase(t, c.url)
			if err == nil || !strings.Contains(err.Error(), c.say) || !strings.Contains(hintOf(err), c.hint) {
				t.Errorf("%s: got %v, hint %q", c.name, err, hintOf(err))
			}
			if all := seen.All() + err.Error() + hintOf(err); strings.Contains(all, "canary") {
				t.Errorf("%s: the password is in %s", c.name, all)
			}
		}
		if _, err := lookAtDatabase(t, s.URL("safe", "canary-x", "crm")); err != nil {
			t.Errorf("an account that needs encryption: %v", err)
		}
	})
	t.Run("nothing is written", func(t *testing.T) {
		count := func() (all string) {
			t.Helper()
			for _, what := range []string{"Innodb_rows_inserted", "Innodb_rows_updated", "Innodb_rows_deleted"} {
				v, err := s.Query("", "select variable_value from performance_schema.global_status where variable_name = '"+what+"'")
				if err != nil {
					t.Fatal(what, err)
				}
				all += what + " " + v + ", "
			}
			return all
		}
		before := count()
		if _, err := lookAtDatabase(t, url); err != nil {
			t.Fatal(err)
		}
		if after := count(); after != before {
			t.Errorf("before %s, after %s", before, after)
		}
		a, err := readAddress(t.Context(), databaseTarget(t, s.URL("all", "canary-x", "crm")))
		if err != nil {
			t.Fatal(err)
		}
		m, err := openMySQL(t.Context(), databaseOf(t).c.env, a)
		if err != nil {
			t.Fatal(err)
		}
		defer m.close()
		if _, err := m.conn.ExecContext(t.Context(), "delete from parts"); !myCode(err, 1792) {
			t.Errorf("a write is refused within the session even to an account with every right, got %v", err)
		}
	})
	t.Run("a locked table is listed and the rest is read", func(t *testing.T) {
		unlock := lockMySQL(t, s, "crm", "parts")
		defer unlock()
		seen, err := lookAtDatabase(t, url)
		if err != nil {
			t.Fatal(err)
		}
		if g, ok := gapOf(seen, "parts"); !ok || !strings.Contains(g.Why, "locked") {
			t.Errorf("gaps %+v", seen.Gaps())
		}
		if storesOf(t, seen)["customers"].Records != 5000 {
			t.Error("the other tables are read")
		}
	})
}
