package data

import (
	"database/sql"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/internal/labs/mariadb"
)

// myWorld is a new database crm on the one server of these tests, with an
// account crm that may read it.
func myWorld(t *testing.T, statements ...string) (s *mariadb.Server, url string) {
	t.Helper()
	if theirs.maria == nil {
		mariadb.Need(t)
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

// Many tables are counted and looked into within bounds. To make 10,000 takes
// minutes: WEAKLINK_TABLES=10000 says how many.
func TestManyTablesOfMariaDBAreBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: makes many tables")
	}
	tables := 1000
	if n, err := strconv.Atoi(os.Getenv("WEAKLINK_TABLES")); err == nil && n >= 1000 {
		tables = n / 1000 * 1000
	}
	s, url := myWorld(t)
	if err := s.Exec("", "set global sync_frm = 0"); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	var make strings.Builder
	for i := range tables {
		fmt.Fprintf(&make, "create table t%d (id int, email varchar(60)) engine=myisam;", i+1)
		if i%1000 == 999 {
			if err := s.Exec("crm", make.String()); err != nil {
				t.Fatal(err)
			}
			make.Reset()
		}
	}
	if err := s.Exec("crm", "insert into t777 select seq, concat('p', seq, '@mail-1.org') from seq_1_to_20"); err != nil {
		t.Fatal(err)
	}
	t.Logf("made in %s", time.Since(start).Round(time.Millisecond))
	start = time.Now()
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	if l := ledgerOf(t, seen); l.Files != int64(tables) || l.Read != int64(tables) || l.Clean != int64(tables-1) || l.Listed != 0 {
		t.Errorf("ledger %+v, gaps %+v", l, seen.Gaps())
	}
	if stores := storesOf(t, seen); len(stores) != 1 || stores["t777"].People.Best != 20 {
		t.Errorf("the one table with people in it is found: %d", len(stores))
	}
	if took > time.Minute {
		t.Errorf("%d tables took %s", tables, took)
	}
	t.Logf("%d tables in %s", tables, took.Round(time.Millisecond))
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

// lockMySQL keeps a table locked against readers until what it returns is called.
func lockMySQL(t *testing.T, s *mariadb.Server, database, table string) (unlock func()) {
	t.Helper()
	db, err := sql.Open("mysql", "root@unix("+s.Socket+")/"+database)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := db.Conn(t.Context())
	if err == nil {
		_, err = conn.ExecContext(t.Context(), "lock tables "+table+" write")
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() { conn.Close(); db.Close() }
}

func TestALockedTableOfMariaDBIsListedAndTheRestIsRead(t *testing.T) {
	s, url := myWorld(t, myCustomers, "create table busy (email varchar(50)) engine=myisam", "insert into busy values ('a@mail-1.org')")
	defer lockMySQL(t, s, "crm", "busy")()
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	if g, ok := gapOf(seen, "busy"); !ok || !strings.Contains(g.Why, "locked") {
		t.Errorf("gaps %+v", seen.Gaps())
	}
	if storesOf(t, seen)["customers"].Records != 5000 {
		t.Error("the other table is read")
	}
}

func TestEveryKindOfMariaDBTableIsReadOnceOrListed(t *testing.T) {
	_, url := myWorld(t,
		"create table parts (id int, email varchar(50)) partition by hash (id) partitions 4", "insert into parts select seq, concat('p', seq, '@mail-1.org') from seq_1_to_300",
		"create table kept (email varchar(50)) with system versioning", "insert into kept select concat('k', seq, '@mail-2.org') from seq_1_to_20", "delete from kept",
		"create table files (owner_email varchar(50), scan longblob, tag binary(16))", "insert into files select concat('f', seq, '@mail-3.org'), repeat('ab', 4000), repeat('x', 16) from seq_1_to_10",
		"create table derived (email varchar(50), shout varchar(50) generated always as (upper(email)) virtual)", "insert into derived (email) values ('d1@mail-4.org'), ('d2@mail-4.org')",
		"create table prose (body longtext)", "insert into prose values (concat(repeat('lorem ipsum ', 200000), 'late@mail-5.org')), ('early@mail-5.org')",
		"create table empty (email varchar(50))", "create sequence numbers")
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	stores := storesOf(t, seen)
	for name, records := range map[string]int64{"parts": 300, "kept": 20, "files": 10, "derived": 2, "prose": 2} {
		if s, ok := stores[name]; !ok || s.Records != records {
			t.Errorf("%s holds %d records, got %d (%v)", name, records, s.Records, ok)
		}
	}
	if len(stores) != 5 || len(stores["derived"].Columns) != 1 {
		t.Errorf("nothing else is a store, and what is derived is not read: %d, %+v", len(stores), stores["derived"].Columns)
	}
	for name, why := range map[string]string{"files": "1 column with 78 kB", "prose": "longer than 1 MB"} {
		if g, ok := gapOf(seen, name); !ok || !strings.Contains(g.Why, why) {
			t.Errorf("%s: %q is said, got %+v", name, why, g)
		}
	}
	if len(seen.Gaps()) != 3 || ledgerOf(t, seen).Files != 6 {
		t.Errorf("ledger %+v, gaps %+v", ledgerOf(t, seen), seen.Gaps())
	}
}

func TestTheCollectorKeepsTheContractOnMariaDB(t *testing.T) {
	_, url := myWorld(t, myCustomers)
	collecttest.Contract(t, databaseOf(t), collecttest.World{Target: databaseTarget(t, url), Canaries: []string{"client17@mail", "canary-my-password"}})
}

func TestWhatAGrantOfMySQLIsAbout(t *testing.T) {
	for _, c := range []struct {
		where, database string
		all, hit        bool
	}{
		{"*.* TO `x`@`%`", "crm", true, false},
		{"`crm`.* TO `x`@`%`", "crm", true, true},
		{`"crm".* TO "x"@"%"`, "crm", true, true},
		{"`cr_`.* TO `x`@`%`", "crm", true, true},
		{"`shop\\_%`.* TO `x`@`%`", "shop_a TO b", true, true},
		{"`shop\\_%`.* TO `x`@`%`", "shops", true, false},
		{"`a``b TO c`.* TO `x`@`%`", "a`b TO c", true, true},
		{"`crm`.* FROM `x`@`%`", "crm", true, true},
		{"`crm`.`customers` TO `x`@`%`", "crm", false, true},
		{"`crm", "crm", false, false},
		{"", "crm", false, false},
	} {
		database, all := grantedOn(c.where)
		if hit := like(database, c.database); all != c.all || hit != c.hit {
			t.Errorf("%s: all %v, %s is meant %v", c.where, all, c.database, hit)
		}
	}
}
