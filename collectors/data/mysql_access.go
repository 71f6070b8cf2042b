package data

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
)

// myName is an account or a role of a MySQL or MariaDB server. A role of
// MariaDB has no host.
type myName struct{ user, host string }

// myAccount is an account or a role, and what it may do everywhere.
type myAccount struct {
	myName
	role                   bool
	reads, files, super    bool // select, file and super on *.*
	locked                 bool
	plugin                 string
	restricted             []string // databases that select on *.* leaves out
	defaults               []myName // roles that are active from the start
	other, grants, members int      // further rights on *.*; rights on less; roles it was given
}

// open says whether anybody can sign in as the account.
func (a *myAccount) open() bool { return !a.role && !a.locked && a.plugin != "mysql_no_login" }

// myDBGrant is a right on a whole database, or on all whose names fit.
type myDBGrant struct {
	to      myName
	pattern string
	reads   bool
}

// myTableGrant is a right on a table or on columns of it.
type myTableGrant struct {
	to      myName
	reads   bool
	columns []string
}

// myView is a view that reads with the rights of its definer.
type myView struct {
	definer string              // user@host
	invoker bool                // it reads with the rights of whoever asks
	uses    map[string][]string // database.table -> columns of it
}

// myRights is what the server's own tables say of accounts and rights.
type myRights struct {
	fork        bool // MariaDB
	lower       bool // names of databases and tables are in small letters
	partial     bool // MySQL: rights can leave databases out, and their names have no wildcards
	activateAll bool // MySQL: all roles are active from the start
	open        bool // the server asks nobody who he is
	us          string
	host        string // of the server
	mandatory   []myName

	accounts []*myAccount
	byName   map[myName]*myAccount
	dbs      []myDBGrant
	tables   map[string][]myTableGrant // by database.table
	given    map[myName][]myName       // roles that an account or a role was given
	proxies  map[myName][]myName       // accounts that an account may act as
	views    map[string]*myView
	hidden   int // views that do not show us what they read

	lockKnown bool

	closures map[myName]myReach
	actors   map[string][]myActor
}

// Columns of mysql.user that we read. None of them is a password.
const myUserColumns = "Host, User, Select_priv, File_priv, Super_priv, plugin"

var myOther = []string{"Insert_priv", "Update_priv", "Delete_priv", "Create_priv", "Drop_priv", "Reload_priv", "Process_priv", "Execute_priv", "Repl_slave_priv", "Repl_client_priv", "Show_db_priv", "Lock_tables_priv", "Create_user_priv", "Event_priv"}

// rights reads who was given what. An error of a server that refuses is one
// that myCode knows.
func (s *mySession) rights(ctx context.Context) (*myRights, error) {
	r := &myRights{fork: s.fork, byName: map[myName]*myAccount{}, tables: map[string][]myTableGrant{}, given: map[myName][]myName{}, proxies: map[myName][]myName{},
		views: map[string]*myView{}, closures: map[myName]myReach{}, actors: map[string][]myActor{}}
	if err := s.settings(ctx, r); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context, *myRights) error{s.accounts, s.locks, s.grants, s.roleGrants, s.readViews} {
		if err := step(ctx, r); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// each asks for rows of text; NULL is the empty text. A question about a table or
// column that this version does not have (1146, 1054, 1193) has no rows.
func (s *mySession) each(ctx context.Context, row func([]string), query string, args ...any) (known bool, err error) {
	rows, err := s.conn.QueryContext(ctx, query, args...)
	if myCode(err, 1146, 1054, 1193, 1109) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return false, err
	}
	cells, into := make([]sql.NullString, len(names)), make([]any, len(names))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return false, err
		}
		out := make([]string, len(names))
		for i := range cells {
			out[i] = cells[i].String
		}
		row(out)
	}
	return true, rows.Err()
}

func (s *mySession) settings(ctx context.Context, r *myRights) error {
	on := func(v string) bool { return v == "1" || strings.EqualFold(v, "on") }
	if _, err := s.each(ctx, func(c []string) {
		r.us, r.lower, r.host = c[0], c[1] != "0", c[2]
	}, "select current_user(), @@lower_case_table_names, @@hostname"); err != nil {
		return err
	}
	r.open = strings.HasPrefix(r.us, "skip-grants user") || r.us == "@"
	if s.fork {
		return nil
	}
	if _, err := s.each(ctx, func(c []string) {
		r.mandatory, r.activateAll = accountList(c[0]), on(c[1])
	}, "select @@global.mandatory_roles, @@global.activate_all_roles_on_login"); err != nil {
		return err
	}
	_, err := s.each(ctx, func(c []string) { r.partial = on(c[0]) }, "select @@global.partial_revokes")
	return err
}

// accountList reads a list such as `a`@`%`,b@localhost,c.
func accountList(s string) []myName {
	var out []myName
	var part strings.Builder
	n, at, quote, any := myName{host: "%"}, false, byte(0), false
	end := func() {
		if any {
			if at {
				n.host = part.String()
			} else {
				n.user = part.String()
			}
			out = append(out, n)
		}
		n, at, any = myName{host: "%"}, false, false
		part.Reset()
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			part.WriteByte(c)
			any = true
		case c == '`' || c == '\'' || c == '"':
			quote = c
		case c == '@':
			n.user, at = part.String(), true
			part.Reset()
		case c == ',':
			end()
		case c != ' ':
			part.WriteByte(c)
			any = true
		}
	}
	end()
	return out
}

func (s *mySession) accounts(ctx context.Context, r *myRights) error {
	others := make([]string, len(myOther))
	for i, c := range myOther {
		others[i] = "(" + c + " = 'Y')"
	}
	more := ", 'N', ''"
	if s.fork {
		more = ", is_role, default_role"
	}
	row := func(c []string) {
		a := &myAccount{myName: myName{c[1], c[0]}, reads: c[2] == "Y", files: c[3] == "Y", super: c[4] == "Y", plugin: c[5], role: c[6] == "Y"}
		if c[7] != "" {
			a.defaults = []myName{{user: c[7]}}
		}
		if c[8] != "0" || a.reads || a.files || a.super {
			a.other = 1
		}
		r.accounts = append(r.accounts, a)
		r.byName[a.myName] = a
	}
	count := ", " + strings.Join(others, " + ")
	known, err := s.each(ctx, row, "select "+myUserColumns+more+count+" from mysql.user order by binary User, binary Host")
	if err == nil && !known { // before roles
		_, err = s.each(ctx, row, "select "+myUserColumns+", 'N', ''"+count+" from mysql.user order by binary User, binary Host")
	}
	return err
}

// locks reads which accounts are locked. MariaDB keeps that beside the hashes of
// the passwords, so an account may well be refused it.
func (s *mySession) locks(ctx context.Context, r *myRights) error {
	lock := func(c []string) {
		if a := r.byName[myName{c[1], c[0]}]; a != nil {
			a.locked = c[2] == "1" || strings.EqualFold(c[2], "true") || c[2] == "Y"
		}
	}
	query := "select Host, User, account_locked from mysql.user"
	if s.fork {
		query = "select Host, User, json_value(Priv, '$.account_locked') from mysql.global_priv"
	}
	known, err := s.each(ctx, lock, query)
	if s.fork && myCode(err, 1142, 1143) {
		return nil
	}
	r.lockKnown = known || err == nil // a version without locks has none that is locked
	if err != nil || !r.partial {
		return err
	}
	_, err = s.each(ctx, func(c []string) {
		a := r.byName[myName{c[1], c[0]}]
		var all []struct {
			Database   string
			Privileges []string
		}
		if a == nil || json.Unmarshal([]byte(c[2]), &all) != nil {
			return
		}
		for _, x := range all {
			if slices.Contains(x.Privileges, "SELECT") {
				a.restricted = append(a.restricted, x.Database)
			}
		}
	}, "select Host, User, json_extract(User_attributes, '$.Restrictions') from mysql.user")
	return err
}

func (s *mySession) grants(ctx context.Context, r *myRights) error {
	count := func(n myName) {
		if a := r.byName[n]; a != nil {
			a.grants++
		}
	}
	at := func(n myName, db, table string) *myTableGrant {
		key := db + "." + table
		all := r.tables[key]
		for i := range all {
			if all[i].to == n {
				return &all[i]
			}
		}
		r.tables[key] = append(all, myTableGrant{to: n})
		return &r.tables[key][len(all)]
	}
	for _, step := range []struct {
		query string
		row   func([]string)
	}{
		{"select Host, Db, User, Select_priv from mysql.db order by binary User, binary Host, binary Db", func(c []string) {
			n := myName{c[2], c[0]}
			count(n)
			r.dbs = append(r.dbs, myDBGrant{n, c[1], c[3] == "Y"})
		}},
		{"select Host, Db, User, Table_name, find_in_set('Select', Table_priv) from mysql.tables_priv order by binary User, binary Host, binary Db, binary Table_name", func(c []string) {
			n := myName{c[2], c[0]}
			count(n)
			at(n, c[1], c[3]).reads = c[4] != "0"
		}},
		{"select Host, Db, User, Table_name, Column_name from mysql.columns_priv where find_in_set('Select', Column_priv) order by binary Column_name", func(c []string) {
			g := at(myName{c[2], c[0]}, c[1], c[3])
			g.columns = append(g.columns, c[4])
		}},
		{"select Host, User, count(*) from mysql.procs_priv group by Host, User", func(c []string) { count(myName{c[1], c[0]}) }},
		{"select Host, User, Proxied_host, Proxied_user from mysql.proxies_priv order by binary Proxied_user, binary Proxied_host", func(c []string) {
			n := myName{c[1], c[0]}
			r.proxies[n] = append(r.proxies[n], myName{c[3], c[2]})
		}},
	} {
		if _, err := s.each(ctx, step.row, step.query); err != nil {
			return err
		}
	}
	return nil
}

func (s *mySession) roleGrants(ctx context.Context, r *myRights) error {
	give := func(to, role myName) {
		if !slices.Contains(r.given[to], role) {
			r.given[to] = append(r.given[to], role)
		}
		if a := r.byName[to]; a != nil {
			a.members++
		}
	}
	if s.fork {
		_, err := s.each(ctx, func(c []string) { give(myName{c[1], c[0]}, myName{user: c[2]}) }, "select Host, User, Role from mysql.roles_mapping order by binary User, binary Host, binary Role")
		return err
	}
	if _, err := s.each(ctx, func(c []string) {
		role := myName{c[1], c[0]}
		give(myName{c[3], c[2]}, role)
		if a := r.byName[role]; a != nil && a.locked {
			a.role = true // what create role makes is a locked account
		}
	}, "select FROM_HOST, FROM_USER, TO_HOST, TO_USER from mysql.role_edges order by binary FROM_USER, binary FROM_HOST"); err != nil {
		return err
	}
	_, err := s.each(ctx, func(c []string) {
		if a := r.byName[myName{c[1], c[0]}]; a != nil {
			a.defaults = append(a.defaults, myName{c[3], c[2]})
		}
	}, "select HOST, USER, DEFAULT_ROLE_HOST, DEFAULT_ROLE_USER from mysql.default_roles order by binary DEFAULT_ROLE_USER")
	return err
}
