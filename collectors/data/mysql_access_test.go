package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/labs/mariadb"
)

// myRandomRights are statements that make databases, accounts and roles and give
// rights on them by chance, every kind of which MariaDB knows.
func myRandomRights(r *rand.Rand, p string) (statements, views, databases, users []string) {
	say := func(format string, a ...any) { statements = append(statements, fmt.Sprintf(format, a...)) }
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	databases = []string{p + "_a", p + "xa", p + "_b"}
	for _, d := range databases {
		say("create database %s", d)
		for i := range 3 {
			say("create table %s.t%d (a int, b int, c int)", d, i)
		}
	}
	var roles []string
	for i := range 5 {
		roles = append(roles, fmt.Sprint(p, "r", i))
		say("create role %s", roles[i])
		for j := range i {
			if r.IntN(4) == 0 {
				say("grant %s to %s", roles[j], roles[i])
			}
		}
	}
	hosts := []string{"localhost", "127.0.0.1", "127.0.0.2", "%", "127.0.0.%", "127.%", "127.0.0.0/255.255.255.0", "127.0.0._"}
	var accounts []string
	for i := range 6 {
		users = append(users, fmt.Sprint(p, "u", i))
		for _, h := range hosts {
			if r.IntN(4) == 0 {
				accounts = append(accounts, fmt.Sprintf("'%s'@'%s'", users[i], h))
			}
		}
	}
	if r.IntN(2) == 0 {
		accounts = append(accounts, "''@'"+pick(hosts...)+"'")
	}
	for _, a := range accounts {
		say("create user %s", a)
		for range r.IntN(3) {
			say("grant %s to %s", pick(roles...), a)
		}
		if r.IntN(2) == 0 {
			role := pick(roles...)
			say("grant %s to %s", role, a)
			say("set default role %s for %s", role, a)
		}
	}
	receivers := append(slices.Clone(accounts), roles...)
	if r.IntN(2) == 0 {
		receivers = append(receivers, "public")
		if r.IntN(2) == 0 {
			say("grant %s to public", pick(roles...))
		}
	}
	for range 10 {
		say("grant %s on `%s`.* to %s", pick("select", "select", "insert", "all"), pick(p+"_a", p+`\_a`, p+"%", "%", p+"xa", p+"_b", p+`\_%`), pick(receivers...))
	}
	for range 14 {
		say("grant %s on %s.t%d to %s", pick("select", "insert", "select (a)", "select (b, c)", "update (a)", "all"), pick(databases...), r.IntN(3), pick(receivers...))
	}
	switch r.IntN(4) {
	case 0:
		say("grant select on *.* to %s", pick(receivers...))
	case 1:
		say("grant insert, process on *.* to %s", pick(receivers...))
	}
	for i := range 5 {
		definer := pick(append(slices.Clone(accounts), append(roles, "'root'@'localhost'")...)...)
		d := pick(databases...)
		from := fmt.Sprintf("%s.t%d", pick(databases...), r.IntN(3))
		if i > 2 && r.IntN(2) == 0 {
			from = fmt.Sprintf("%s.v%d", p+"_a", r.IntN(2))
		}
		if i < 2 {
			d = p + "_a"
		}
		columns := "a"
		if strings.Contains(from, ".t") && r.IntN(2) == 0 {
			columns = "a, b as a2"
		}
		views = append(views, fmt.Sprintf("create or replace definer = %s sql security %s view %s.v%d as select %s from %s where 1 = 1 or '`x`.`y`' = ''", definer, pick("definer", "definer", "invoker"), d, i, columns, from), fmt.Sprintf("grant select on %s.v%d to %s", d, i, pick(receivers...)))
	}
	return statements, views, databases, users
}

// trying is a session as one account from one client.
type trying struct {
	conn *sql.Conn
	db   *sql.DB
	as   string // what the server takes it for
}

func myTry(t *testing.T, s *mariadb.Server, user string, c myClient) *trying {
	t.Helper()
	conf := mysql.NewConfig()
	conf.User, conf.Net, conf.Addr, conf.Logger = user, "unix", s.Socket, &mysql.NopLogger{}
	if c.ip != "" {
		conf.Net, conf.Addr = "tcp", "127.0.0.1:"+strconv.Itoa(s.Port)
		conf.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
			return (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(c.ip)}}).DialContext(ctx, network, addr)
		}
	}
	connector, err := mysql.NewConnector(conf)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	conn, err := db.Conn(t.Context())
	if err != nil {
		db.Close()
		if myCode(err, 1045, 1130, 1698, 4151) {
			return nil
		}
		t.Fatal(err)
	}
	x := &trying{conn: conn, db: db}
	if err := conn.QueryRowContext(t.Context(), "select current_user()").Scan(&x.as); err != nil {
		t.Fatal(err)
	}
	return x
}

func (x *trying) close() { x.conn.Close(); x.db.Close() }

// may tries a statement.
func (x *trying) may(t *testing.T, query string) bool {
	t.Helper()
	_, err := x.conn.ExecContext(t.Context(), query)
	var my *mysql.MySQLError
	switch {
	case err == nil:
		return true
	case errors.As(err, &my) && slices.Contains([]uint16{1142, 1143, 1044, 1356, 1449, 1345, 1959}, my.Number):
		return false
	}
	t.Fatalf("%s: %v", query, err)
	return false
}

func myRightsOf(t *testing.T, url string) *myRights {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	a, err := readAddress(ctx, databaseTarget(t, url))
	if err != nil {
		t.Fatal(err)
	}
	s, err := openMySQL(ctx, collectors.Env{}, a)
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

// For every account, client, role, table, column and view of random servers,
// what we work out from the server's lists is what the server does when it is tried.
func TestAccountsOfMariaDBReadWhatTheServerLetsThemRead(t *testing.T) {
	s, _ := myWorld(t)
	rounds := 20
	if testing.Short() {
		rounds = 5
	}
	r := rand.New(rand.NewPCG(2026, 11))
	clients := []myClient{{name: "localhost"}, {name: "", ip: "127.0.0.1"}, {ip: "127.0.0.2"}, {ip: "127.5.0.9"}}
	tried, readable, byColumn, byRole, byView, logins := 0, 0, 0, 0, 0, 0
	for round := range rounds {
		p := fmt.Sprintf("w%d", round)
		statements, views, databases, users := myRandomRights(r, p)
		if err := s.Exec("", statements...); err != nil {
			t.Fatal(err)
		}
		for _, v := range views { // one on a view that does not work cannot be made
			if err := s.Exec("", v); err != nil && !myCode(err, 1356, 1146) {
				t.Fatal(err)
			}
		}
		statements = append(statements, views...)
		ours := myRightsOf(t, s.URL("root", "", ""))
		for _, user := range append(users, "stranger") {
			for _, c := range clients {
				x := myTry(t, s, user, c)
				a := ours.signsInAs(user, c)
				if (x == nil) != (a == nil) || x != nil && x.as != a.user+"@"+a.host {
					t.Fatalf("round %d: %s from %+v signs in as %v, we say %v", round, user, c, x, a)
				}
				if x == nil {
					continue
				}
				logins++
				where := fmt.Sprintf("round %d: %s from %+v", round, x.as, c)
				compare := func(act myActor, how string) {
					for _, d := range databases {
						for i := range 3 {
							table := fmt.Sprint("t", i)
							w, ok := ours.acting(act, a.step(), d, table)
							for _, col := range []string{"a", "b", "c"} {
								tried++
								truth := x.may(t, fmt.Sprintf("select %s from %s.%s limit 0", col, d, table))
								if truth {
									readable++
								}
								if got := ok && (len(w.columns) == 0 || slices.Contains(w.columns, col)); got != truth {
									t.Fatalf("%s%s, %s.%s.%s: we say %v (%v), the server %v\n%s", where, how, d, table, col, got, w, truth, strings.Join(statements, ";\n"))
								}
							}
							if ok && len(w.columns) > 0 {
								byColumn++
							}
						}
					}
				}
				compare(ours.self(a, c), "")
				for _, d := range databases { // views
					for i := range 3 {
						table := fmt.Sprint(d, ".t", i)
						direct := func(db, name string) (pgWay, bool) { return ours.acting(ours.self(a, c), a.step(), db, name) }
						_, got := ours.through(table, direct, map[string]bool{})
						truth := false
						for _, v := range ours.viewsOver(table) {
							tried++
							truth = truth || x.may(t, "select * from "+v+" limit 0") || x.may(t, "select a from "+v+" limit 0")
						}
						_, self := direct(d, fmt.Sprint("t", i))
						if got && !truth || truth && !got && !self {
							t.Fatalf("%s, %s through a view: we say %v, the server %v\n%s", where, table, got, truth, strings.Join(statements, ";\n"))
						}
						if got {
							byView++
						}
					}
				}
				for _, role := range ours.given[a.myName] {
					if !x.may(t, "set role "+role.user) {
						t.Fatalf("%s may not become %s", where, role.user)
					}
					byRole++
					compare(ours.with(a, c, []myName{role}, "set role:"), " as "+role.user)
				}
				x.close()
			}
		}
		drop := []string{"drop database " + strings.Join(databases, "; drop database ")}
		for _, a := range ours.accounts {
			switch {
			case a.role && a.user != myPublic:
				drop = append(drop, "drop role "+a.user)
			case strings.HasPrefix(a.user, p) || a.user == "":
				drop = append(drop, fmt.Sprintf("drop user '%s'@'%s'", a.user, a.host))
			}
		}
		drop = append(drop, "revoke all privileges, grant option from public", "delete from mysql.db where user = 'PUBLIC'", "delete from mysql.tables_priv where user = 'PUBLIC'", "delete from mysql.columns_priv where user = 'PUBLIC'", "flush privileges")
		if err := s.Exec("", drop...); err != nil {
			t.Fatal(err)
		}
	}
	if byColumn == 0 || byRole == 0 || byView == 0 || readable < tried/20 || readable > tried*19/20 {
		t.Errorf("%d of %d readable, %d by column, %d after set role, %d by view: the world is too plain to prove much", readable, tried, byColumn, byRole, byView)
	}
	t.Logf("%d attempts in %d logins, %d of them let read; %d tables by column, %d roles set, %d tables by a view: all as the server does", tried, logins, readable, byColumn, byRole, byView)
}

// viewsOver are the views on a table, and those on them.
func (r *myRights) viewsOver(table string) []string {
	all := r.viewsOn(table)
	for i := 0; i < len(all); i++ {
		for _, v := range r.viewsOn(all[i]) {
			if !slices.Contains(all, v) {
				all = append(all, v)
			}
		}
	}
	return all
}

// A look at a MariaDB server names who reads its tables with client data, and no
// others, with the way; an account that bears a person's name is not repeated.
func TestReadersOfAMariaDBTableAreNamedWithTheirPath(t *testing.T) {
	drop := "drop user if exists boss@localhost, shop@'10.%', 'anna.ott'@'%', locked@'%', clerk@'%', viewer@'%', nobody@'%', proxy@'%', lost@localhost, nologin@'%'"
	s, url := myWorld(t, myCustomers, "create table stock (id int, item text)", drop, "drop role if exists reporting, staff",
		"create user boss@localhost; grant select, super on *.* to boss@localhost; create user shop@'10.%'; create user 'anna.ott'@'%'; create user locked@'%'", "grant select, insert on `cr_`.* to shop@'10.%'", "grant select (email, given_name) on customers to 'anna.ott'@'%'",
		"grant select on customers to locked@'%'; alter user locked@'%' account lock", "create user nobody@'%'; grant select on stock to nobody@'%'",
		"create role reporting; create role staff; grant reporting to staff; grant select on customers to reporting", "create user clerk@'%'; grant staff to clerk@'%'; set default role staff for clerk@'%'",
		"create user viewer@'%'; grant reporting to viewer@'%'", "create definer = boss@localhost view mails as select email from customers", "create user proxy@'%'; grant proxy on shop@'10.%' to proxy@'%'",
		"create user lost@localhost; grant select on mails to lost@localhost")
	t.Cleanup(func() {
		if err := s.Exec("", drop, "drop role if exists reporting, staff"); err != nil {
			t.Error(err)
		}
	})
	if err := s.Exec("", "grant select on mysql.* to crm@'127.0.0.1'; grant show view on crm.* to crm@'127.0.0.1'"); err != nil {
		t.Fatal(err)
	}
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]facts.Reader{}
	for _, r := range facts.AccessReaders.Select(seen.Facts()) {
		if !strings.HasSuffix(r.Store, "#customers") {
			t.Errorf("%s holds no client data", r.Store)
		}
		said[strings.Join(r.Path, " < ")] = r
	}
	for want, is := range map[string]func(facts.Reader) bool{
		"user:boss@localhost < grant select on *.*":                             func(r facts.Reader) bool { return r.Login && r.Admin },
		"user:shop@10.% < grant select on database:cr_":                         func(r facts.Reader) bool { return r.Login && !r.Switch },
		"user:locked@% < grant select":                                          func(r facts.Reader) bool { return !r.Login },
		"user:clerk@% < role:staff < role:reporting < grant select":             func(r facts.Reader) bool { return r.Login && !r.Switch },
		"user:viewer@% < set role:reporting < grant select":                     func(r facts.Reader) bool { return r.Login && r.Switch },
		"role:staff < role:reporting < grant select":                            func(r facts.Reader) bool { return !r.Login },
		"user:proxy@% < acts for user:shop@10.% < grant select on database:cr_": func(r facts.Reader) bool { return r.Switch },
		"user:lost@localhost < grant select < view:crm.mails":                   func(r facts.Reader) bool { return r.Rows == "view" && r.Login },
		"user:crm@127.0.0.1 < grant select on database:crm":                     func(r facts.Reader) bool { return r.Login },
	} {
		if r, ok := said[want]; !ok || !is(r) {
			t.Errorf("%s: %v %+v", want, ok, r)
		}
	}
	columns := 0
	for path, r := range said {
		if strings.Contains(path, "nobody") || strings.Contains(path, "anna") {
			t.Errorf("%s", path)
		}
		if len(r.Columns) == 2 && strings.HasSuffix(path, "grant select on columns") {
			columns++
		}
	}
	if columns != 1 || strings.Contains(seen.All(), "anna") || len(seen.Gaps()) != 0 {
		t.Errorf("%d by column, gaps %+v: %+v", columns, seen.Gaps(), said)
	}
	roles := map[string]facts.Role{}
	for _, r := range facts.AccessRole.Select(seen.Facts()) {
		roles[r.Name] = r
	}
	if b := roles["user:boss@localhost"]; b.Everything != "superuser" || b.Initial || b.Stores != 1 || b.Reads != 1 {
		t.Errorf("%+v", b)
	}
	if c := roles["user:crm@127.0.0.1"]; !c.Ours || roles["user:locked@%"].Name != "" || roles["user:root@localhost"].Initial != true {
		t.Errorf("%+v", roles)
	}
}

// An account that may not see the server's lists is told the least that it
// lacks, and with exactly that it sees all.
func TestTheLeastRightsThatShowTheReadersOfMariaDBAreNamed(t *testing.T) {
	s, url := myWorld(t, myCustomers, "create view mails as select email from customers")
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(facts.AccessReaders.Select(seen.Facts())) + len(facts.AccessRole.Select(seen.Facts())); n != 0 {
		t.Errorf("%d facts", n)
	}
	next := ""
	for _, g := range seen.Gaps() {
		if strings.Contains(g.Why, "which accounts can read the tables is not known") {
			next = g.Next
		}
	}
	for grant := range strings.SplitSeq(next, ";") {
		if grant = strings.TrimSpace(grant); grant != "" {
			if err := s.Exec("", grant); err != nil {
				t.Fatalf("%s: %v", grant, err)
			}
		}
	}
	if seen, err = lookAtDatabase(t, url); err != nil {
		t.Fatal(err)
	}
	if n := len(facts.AccessReaders.Select(seen.Facts())); n == 0 || len(seen.Gaps()) != 0 {
		t.Errorf("%d readers, gaps %+v, after: %s", n, seen.Gaps(), next)
	}
}
