package data

import (
	"os"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/labs/mariadb"
)

// myWorld is a new database crm on the one server of these tests, with an
// account crm that may read it.
func myWorld(t *testing.T, statements ...string) (s *mariadb.Server, url string) {
	t.Helper()
	if theirs.maria == nil {
		if _, err := os.Stat("/usr/sbin/mariadbd"); err != nil {
			t.Skip("missing: mariadb-server")
		}
		var err error
		if theirs.maria, err = mariadb.Start(); err != nil {
			t.Fatal(err)
		}
	}
	s = theirs.maria
	if err := s.Exec("", "drop database if exists crm; create database crm; create or replace user crm@'127.0.0.1' identified by 'canary-my-password'; grant select on crm.* to crm@'127.0.0.1'"); err != nil {
		t.Fatal(err)
	}
	if err := s.Exec("crm", statements...); err != nil {
		t.Fatal(err)
	}
	return s, s.URL("crm", "canary-my-password", "crm")
}

const myCustomers = `create table customers (id int auto_increment primary key, given_name varchar(60) character set latin1, family_name varchar(60), email varchar(120), active tinyint(1), flags bit(8), prefs json, photo blob, amount decimal(10,2), created_at datetime);
insert into customers (given_name, family_name, email, active, flags, prefs, amount, created_at)
select elt(1 + seq % 4, 'Jürgen', 'Peter', 'Maria', 'Thomas'), elt(1 + seq % 3, 'Schmidt', 'Weber', 'Wagner'), concat('client', seq, '@mail-', seq % 7, '.org'), 1, b'101', '{"news": true}', seq / 3, timestamp('2019-03-01') + interval seq hour
from seq_1_to_5000;`

func TestATableOfMariaDBIsReadToItsLastRow(t *testing.T) {
	_, url := myWorld(t, myCustomers,
		"create table notes (id int, body text); insert into notes select seq, 'a short remark' from seq_1_to_20000; insert into notes select 20000 + seq, 'paid with card 4556 7375 8689 9855 at the till 😀' from seq_1_to_7",
		"create view everybody as select * from customers",
		"create table ` odd \" name\né` (`select` varchar(99)); insert into ` odd \" name\né` values ('erika.sample@mail-1.org')")
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	stores := storesOf(t, seen)
	c := stores["customers"]
	if c.Records != 5000 || c.People.Best != 5000 || c.Format != "mysql" || c.Oldest != "2019-03-01" || c.Partial != "" {
		t.Errorf("customers: %+v", c)
	}
	if got := categories(c); !strings.Contains(got, "contact:5000") {
		t.Errorf("customers hold contact data: %s", got)
	}
	for _, col := range c.Columns {
		if col.Name == "given_name" && (col.Kind != "given_name" || col.Matched != 5000) {
			t.Errorf("names kept in Latin-1 are names: %+v", col)
		}
	}
	if got := categories(stores["notes"]); got != "card:7" {
		t.Errorf("the 7 cards in the last rows are found: %q", got)
	}
	if len(stores) != 3 {
		t.Errorf("the view is not a store of its own, the table with an odd name is: %d stores", len(stores))
	}
	if l := ledgerOf(t, seen); l.Files != 3 || l.Read != 3 {
		t.Errorf("ledger %+v, gaps %+v", l, seen.Gaps())
	}
	if all := seen.All(); strings.Contains(all, "canary-my-password") || strings.Contains(all, "client17@") || strings.Contains(all, "erika") {
		t.Error("a value came out of the collector")
	}
}

func TestMariaDBIsNotWrittenTo(t *testing.T) {
	s, url := myWorld(t, myCustomers)
	count := func() (all string) {
		t.Helper()
		for _, what := range []string{"Com_insert", "Com_update", "Com_delete", "Com_replace", "Com_create_table", "Com_alter_table", "Com_lock_tables", "Com_commit"} {
			v, err := s.Query("", "select concat(variable_name, ' ', variable_value) from information_schema.global_status where variable_name = '"+what+"'")
			if err != nil {
				t.Fatal(what, err)
			}
			all += v + ", "
		}
		return all
	}
	before := count()
	if _, err := lookAtDatabase(t, url); err != nil {
		t.Fatal(err)
	}
	if after := count(); after != before {
		t.Errorf("nothing was written: before %s, after %s", before, after)
	}
	// Even an account with every right is held back by the session itself.
	if err := s.Exec("", "grant all on *.* to crm@'127.0.0.1'"); err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	a, err := readAddress(ctx, databaseTarget(t, url))
	if err != nil {
		t.Fatal(err)
	}
	m, err := openMySQL(ctx, databaseOf(t).c.env, a)
	if err != nil {
		t.Fatal(err)
	}
	defer m.close()
	if _, err := m.conn.ExecContext(ctx, "delete from customers"); !myCode(err, 1792) {
		t.Errorf("a write is refused within the session, got %v", err)
	}
}

func TestWhatMariaDBHidesIsNotTakenForAbsent(t *testing.T) {
	s, _ := myWorld(t, myCustomers, "create table salaries (id int, iban varchar(40))")
	if err := s.Exec("crm", "create user part@'127.0.0.1' identified by 'x'; grant select (id, email) on crm.customers to part@'127.0.0.1'"); err != nil {
		t.Fatal(err)
	}
	seen, err := lookAtDatabase(t, s.URL("part", "x", "crm"))
	if err != nil {
		t.Fatal(err)
	}
	if g, ok := gapOf(seen, "…"); !ok || !strings.Contains(g.Next, "grant select on `crm`.*") {
		t.Errorf("that there may be more is said, with the right that shows it: %+v", seen.Gaps())
	}
	if ledgerOf(t, seen).Partial == "" {
		t.Error("the target counts as seen in part")
	}
}

func TestMariaDBErrorsSayWhatToDo(t *testing.T) {
	s, url := myWorld(t, "create table t (a int)")
	for _, c := range []struct{ name, url, say, hint string }{
		{"wrong password", s.URL("crm", "canary-wrong", "crm"), "refuses the account or its password", "MYSQL_PWD"},
		{"no password", s.URL("crm", "", "crm"), "none was given", "secret: env:"},
		{"no such database", s.URL("root", "", "nothere"), "no database of that name", "show databases"},
		{"not allowed into it", s.URL("crm", "canary-my-password", "mysql"), "may not use this database", "grant select"},
		{"no tls on the server", url + "?tls=true", "the server offers none", "certificate"},
		{"nobody there", "mysql://crm:canary-my-password@127.0.0.1:1/crm", "nothing answers", "runs"},
		{"an unknown option", url + "?allowAllFiles=true", "option", "mysql://USER@HOST"},
	} {
		t.Run(c.name, func(t *testing.T) {
			seen, err := lookAtDatabase(t, c.url)
			if err == nil || !strings.Contains(err.Error(), c.say) || !strings.Contains(hintOf(err), c.hint) {
				t.Errorf("got %v, hint %q", err, hintOf(err))
			}
			if all := seen.All() + err.Error() + hintOf(err); strings.Contains(all, "canary") {
				t.Errorf("the password is in %s", all)
			}
		})
	}
}
