package data

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// myRoles emits who can read the tables of a MySQL or MariaDB server in which
// there was something.
func (v *visit) myRoles(ctx context.Context, s *mySession) error {
	r, err := s.rights(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		why, next, _ := s.explain(err)
		if myCode(err, 1142, 1143, 1044) {
			why, next = "the server's own lists of accounts and rights are closed to this account", s.grantRights(ctx)
		}
		v.gaps.add(v.t.ID, "which accounts can read the tables is not known: "+why, next)
		return nil
	}
	if r.open {
		for _, k := range v.kept {
			if err := v.emitRole(facts.Reader{Store: k.store, Reader: "everyone", Login: true}, pgWay{path: []string{"everyone", "the server runs with skip-grant-tables"}}); err != nil {
				return err
			}
		}
		return nil
	}
	if !r.lockKnown {
		v.gaps.add(v.t.ID, "which accounts of the server are locked is not known; all were taken for open ones", "grant select on mysql.global_priv to "+s.us(ctx)+";   (it holds the hashes of the passwords too, which weaklink does not read)")
	}
	if r.hidden > 0 {
		v.gaps.add(v.t.ID, fmt.Sprintf("who can read tables through %s is not known: the server does not show what they read", plural(int64(r.hidden), "view", "views")), "grant select, show view on "+s.everywhere()+" to "+s.us(ctx)+";")
	}
	reads := map[*myAccount]int{}
	for _, k := range v.kept {
		for _, a := range r.accounts {
			if a.system() {
				continue
			}
			way, ok := r.reads(a, k.oid, k.name)
			if !ok {
				continue
			}
			reads[a]++
			if v.readers++; v.readers > maxAllReaders {
				continue
			}
			_, reachable := r.clients(a)
			if err := v.emitRole(facts.Reader{Store: k.store, Reader: v.step(a.step()), Login: a.open() && reachable}, way); err != nil {
				return err
			}
		}
	}
	if v.readers > maxAllReaders {
		v.gaps.add(v.t.ID, fmt.Sprintf("who can read it was listed for the first %d pairs of table and account only", maxAllReaders), "weaklink facts access.role counts the tables that each account can read")
	}
	for _, a := range r.accounts {
		_, reachable := r.clients(a)
		if a.system() || !a.open() || !reachable {
			continue
		}
		name := v.step(a.step())
		body := facts.Role{ID: "account:" + v.t.ID + "/" + name, Target: v.t.ID, Name: name, Everything: r.everything(a), Initial: r.initial(a), Ours: a.user+"@"+a.host == r.us,
			Stores: len(v.kept), Reads: reads[a], Grants: a.grants + a.other, Member: a.members}
		if a.user != "" {
			body.Logins = []evidence.Fingerprint{v.c.key.Fingerprint("login", strings.ToLower(a.user))}
		}
		it, err := facts.AccessRole.Item(body.ID, evidence.Enumerated, body)
		if err == nil {
			err = v.see.Fact(it)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// system says whether an account belongs to the server itself: nobody signs in as it.
func (a *myAccount) system() bool {
	return a.host == "localhost" && slices.Contains([]string{"mariadb.sys", "mysql.sys", "mysql.session", "mysql.infoschema"}, a.user) || a.role && a.user == myPublic
}

// initial says whether an account is the administrator that the server, or the
// distribution, was installed with.
func (r *myRights) initial(a *myAccount) bool {
	here := slices.Contains([]string{"localhost", "127.0.0.1", "::1", r.host}, a.host)
	return here && slices.Contains([]string{"root", "mysql", "debian-sys-maint"}, a.user)
}

// step is a step of a path as it may be kept: what follows the colon is a name,
// which may be that of a person.
func (v *visit) step(s string) string {
	kind, name, ok := strings.Cut(s, ":")
	if !ok {
		return s
	}
	if strings.HasSuffix(kind, "user") {
		if i := strings.LastIndexByte(name, '@'); i >= 0 {
			user, host := name[:i], name[i+1:]
			if strings.Trim(host, "0123456789./%_") != "" {
				host = v.name(host)
			}
			if user == "" {
				user = "''" // anybody
			} else {
				user = v.name(user)
			}
			return kind + ":" + user + "@" + host
		}
	}
	return kind + ":" + v.name(name)
}

// us is our account as a grant names it.
func (s *mySession) us(ctx context.Context) string {
	us := ""
	if _, err := s.each(ctx, func(c []string) { us = c[0] }, "select current_user()"); err != nil || us == "" {
		return "'" + s.a.user + "'@'THIS_MACHINE'"
	}
	i := strings.LastIndexByte(us, '@')
	quote := func(n string) string { return "'" + strings.ReplaceAll(n, "'", "''") + "'" }
	return quote(us[:i]) + "@" + quote(us[i+1:])
}

func (s *mySession) everywhere() string {
	if s.a.database == "" {
		return "*.*"
	}
	return backtick(s.a.database) + ".*"
}

// grantRights is the least that lets us see who was given what: of the table of
// accounts the columns without the passwords.
func (s *mySession) grantRights(ctx context.Context) string {
	us := s.us(ctx)
	columns := myUserColumns + ", " + strings.Join(myOther, ", ")
	tables := []string{"db", "tables_priv", "columns_priv", "procs_priv", "proxies_priv"}
	if s.fork {
		columns += ", is_role, default_role"
		tables = append(tables, "roles_mapping", "global_priv")
	} else {
		columns += ", account_locked, User_attributes"
		tables = append(tables, "role_edges", "default_roles")
	}
	out := "grant select (" + columns + ") on mysql.user to " + us + ";"
	for _, t := range tables {
		out += " grant select on mysql." + t + " to " + us + ";"
	}
	return out + " grant show view on " + s.everywhere() + " to " + us + ";"
}
