package data

import (
	"cmp"
	"slices"
	"strings"
)

// myReach is the roles that come with a role, nearest first, and by which role
// each was come to.
type myReach struct {
	order []myName
	from  map[myName]myName
}

func (x myReach) path(n myName) []string {
	var out []string
	for at := n; ; at = x.from[at] {
		out = append(out, "role:"+at.user)
		if at == x.order[0] {
			break
		}
	}
	slices.Reverse(out)
	return out
}

// closure is a role with all roles that it was given.
func (r *myRights) closure(n myName) myReach {
	x, ok := r.closures[n]
	if !ok {
		x = myReach{order: []myName{n}, from: map[myName]myName{}}
		for i := 0; i < len(x.order); i++ {
			for _, g := range r.given[x.order[i]] {
				if _, seen := x.from[g]; !seen && g != n {
					x.from[g] = x.order[i]
					x.order = append(x.order, g)
				}
			}
		}
		r.closures[n] = x
	}
	return x
}

// myPart is rights that are looked up together: those of an account from one
// client, or those of roles that were merged into one.
type myPart struct {
	account *myAccount // nil: roles only
	client  myClient
	roles   []myReach
	merged  bool // MySQL: the account's own rights and those of its active roles are one
	prefix  func(myReach) []string
}

// actor is everything that counts at one time for whoever is signed in.
type myActor struct {
	parts  []myPart
	change bool
}

// mySource is what a part gives on a table.
type mySource struct {
	path    []string // after the account
	whole   bool
	columns []string
}

const myPublic = "PUBLIC"

// fits says whether the name of a database in a right covers db.
func (r *myRights) fits(pattern, db string) bool {
	if r.lower {
		pattern, db = strings.ToLower(pattern), strings.ToLower(db)
	}
	if r.partial {
		return pattern == db
	}
	return myLike(pattern, db)
}

func (r *myRights) key(db, table string) string {
	if r.lower {
		return strings.ToLower(db + "." + table)
	}
	return db + "." + table
}

// onDatabase picks, of the rights on databases that fit, those that the server
// goes by: the narrowest only.
func (r *myRights) onDatabase(db string, of func(*myDBGrant) bool) *myDBGrant {
	var best *myDBGrant
	for i := range r.dbs {
		g := &r.dbs[i]
		if !of(g) || !r.fits(g.pattern, db) {
			continue
		}
		// In the server's order: host, database, a named account before everybody.
		n := 1
		if best != nil {
			n = cmp.Or(r.roughly(g.to.host, best.to.host), r.roughly(g.pattern, best.pattern), cmp.Compare(len(g.to.user), len(best.to.user)), r.narrower(g.to.host, best.to.host), r.narrower(g.pattern, best.pattern))
		}
		if n > 0 || n == 0 && g.reads { // MySQL does not say which of two equals comes first
			best = g
		}
	}
	if best == nil || !best.reads {
		return nil
	}
	return best
}

// isRole says whether the receiver of a right is a role; MariaDB keeps roles
// among the accounts, without a host.
func (r *myRights) isRole(n myName) bool {
	a := r.byName[n]
	return a != nil && a.role
}

func (r *myRights) source(p *myPart, db, table string) mySource {
	s := mySource{}
	add := func(path []string, g *myTableGrant, right string) {
		if g.reads {
			if !s.whole {
				s.whole, s.path = true, append(path, "grant select")
			}
			return
		}
		if len(g.columns) > 0 && len(s.columns) == 0 && !s.whole {
			s.path = append(path, right)
		}
		s.columns = append(s.columns, g.columns...)
	}
	const byColumn = "grant select on columns"
	onTable := r.tables[r.key(db, table)]
	if p.account != nil && !p.merged {
		a := p.account
		if a.reads && !slices.Contains(a.restricted, db) {
			return mySource{whole: true, path: []string{"grant select on *.*"}}
		}
		if g := r.onDatabase(db, func(g *myDBGrant) bool {
			return (g.to.user == a.user || g.to.user == "") && !r.isRole(g.to) && myHost(g.to.host, p.client)
		}); g != nil {
			path := []string{}
			if g.to.user == "" && a.user != "" {
				path = append(path, "granted to everybody")
			}
			return mySource{whole: true, path: append(path, "grant select on database:"+g.pattern)}
		}
		var best *myTableGrant
		for i := range onTable {
			g := &onTable[i]
			if g.to.user == a.user && !r.isRole(g.to) && myHost(g.to.host, p.client) && (best == nil || r.narrower(g.to.host, best.to.host) > 0) {
				best = g
			}
		}
		if best != nil {
			add(nil, best, byColumn)
		}
		return s
	}
	// Roles, merged into one set of rights.
	var names []myName
	path := map[myName][]string{}
	if p.account != nil {
		names = append(names, p.account.myName)
		path[p.account.myName] = []string{}
	}
	for _, x := range p.roles {
		for _, n := range x.order {
			if _, had := path[n]; !had {
				names = append(names, n)
				path[n] = append(p.prefix(x), x.path(n)[1:]...)
			}
		}
	}
	for _, n := range names {
		if a := r.byName[n]; a != nil && a.reads && !slices.Contains(a.restricted, db) {
			return mySource{whole: true, path: append(slices.Clone(path[n]), "grant select on *.*")}
		}
	}
	if g := r.mergedDatabase(db, path); g != nil {
		return mySource{whole: true, path: append(slices.Clone(path[g.to]), "grant select on database:"+g.pattern)}
	}
	for _, n := range names {
		for i := range onTable {
			if onTable[i].to == n {
				add(slices.Clone(path[n]), &onTable[i], byColumn)
			}
		}
	}
	return s
}

// mergedDatabase is onDatabase for roles: rights on the same pattern add up, and
// then the narrowest pattern decides.
func (r *myRights) mergedDatabase(db string, of map[myName][]string) *myDBGrant {
	var best *myDBGrant
	for i := range r.dbs {
		g := &r.dbs[i]
		if _, ours := of[g.to]; !ours || !r.fits(g.pattern, db) {
			continue
		}
		n := 1
		switch {
		case best == nil:
		case r.fork:
			n = r.narrower(g.pattern, best.pattern)
		default: // MySQL 8 goes by the name itself, then by any pattern that fits
			n = cmp.Compare(exactness(g.pattern)/128, exactness(best.pattern)/128)
		}
		if n > 0 || n == 0 && g.reads && (!best.reads || len(of[g.to]) < len(of[best.to])) {
			best = g
		}
	}
	if best == nil || !best.reads {
		return nil
	}
	return best
}

// signsInAs is the account as which the server takes a client that gives the
// name user: the narrowest host decides, then a named account before one for
// everybody.
func (r *myRights) signsInAs(user string, c myClient) *myAccount {
	var named, anybody *myAccount
	for _, a := range r.accounts {
		if a.role && r.fork || !myHost(a.host, c) {
			continue
		}
		best := &named
		if a.user == "" {
			best = &anybody
		}
		if (a.user == user || a.user == "") && (*best == nil || r.narrower(a.host, (*best).host) > 0) {
			*best = a
		}
	}
	switch {
	case named == nil, anybody != nil && r.roughly(anybody.host, named.host) > 0:
		return anybody
	}
	return named
}

// clients are examples of where an account can be signed in to from; reachable
// is false when others are always taken instead.
func (r *myRights) clients(a *myAccount) (out []myClient, reachable bool) {
	hosts := map[string]bool{a.host: true}
	for _, g := range r.dbs {
		if g.to.user == a.user || g.to.user == "" {
			hosts[g.to.host] = true
		}
	}
	for _, o := range r.accounts {
		if o.user == a.user || o.user == "" {
			hosts[o.host] = true
		}
	}
	for _, grants := range r.tables {
		for _, g := range grants {
			if g.to.user == a.user {
				hosts[g.to.host] = true
			}
		}
	}
	var covered []myClient
	user := cmp.Or(a.user, "\x00nobody") // whoever has no account of his own
	for _, h := range sortedHosts(hosts) {
		c := exampleClient(h)
		if !myHost(a.host, c) {
			continue
		}
		covered = append(covered, c)
		if r.signsInAs(user, c) == a {
			out = append(out, c)
		}
	}
	if len(out) > 0 {
		return out, true
	}
	return covered, false
}

func sortedHosts(m map[string]bool) []string {
	var out []string
	for h := range m {
		out = append(out, h)
	}
	slices.Sort(out)
	return out
}
