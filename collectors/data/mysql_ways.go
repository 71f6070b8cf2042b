package data

import (
	"slices"
	"strings"
)

// self is the rights of an account as itself from one client: its own, those of
// the roles that are active from the start, and those of everybody.
func (r *myRights) self(a *myAccount, c myClient) myActor {
	var roles []myName
	for _, d := range a.defaults {
		if slices.Contains(r.given[a.myName], d) || slices.Contains(r.mandatory, d) {
			roles = append(roles, d)
		}
	}
	if r.activateAll {
		roles = append(slices.Clone(r.given[a.myName]), r.mandatory...)
	}
	return r.with(a, c, roles, "role:")
}

// with is the rights of an account while roles are active.
func (r *myRights) with(a *myAccount, c myClient, roles []myName, step string) myActor {
	first := func(x myReach) []string { return []string{step + x.order[0].user} }
	var reach []myReach
	for _, n := range roles {
		reach = append(reach, r.closure(n))
	}
	if !r.fork {
		return myActor{parts: []myPart{{account: a, client: c, roles: reach, merged: len(reach) > 0, prefix: first}}}
	}
	act := myActor{parts: []myPart{{account: a, client: c}}}
	if len(reach) > 0 {
		act.parts = append(act.parts, myPart{roles: reach, prefix: first})
	}
	public := myName{user: myPublic}
	if r.byName[public] != nil {
		act.parts = append(act.parts, myPart{roles: []myReach{r.closure(public)}, prefix: func(myReach) []string { return []string{"public"} }})
	}
	return act
}

// everyActor is all ways in which an account may act, the plainest first.
func (r *myRights) everyActor(a *myAccount) []myActor {
	key := a.user + "\x00" + a.host
	if all, ok := r.actors[key]; ok {
		return all
	}
	var all []myActor
	clients, _ := r.clients(a)
	for _, c := range clients {
		all = append(all, r.self(a, c))
	}
	own := append(slices.Clone(r.given[a.myName]), r.mandatory...)
	for _, c := range clients {
		if r.fork { // one role at a time
			for _, n := range own {
				act := r.with(a, c, []myName{n}, "set role:")
				act.change = true
				all = append(all, act)
			}
		} else if len(own) > 0 {
			act := r.with(a, c, own, "set role:")
			act.change = true
			all = append(all, act)
		}
	}
	r.actors[key] = all
	return all
}

// acting is what an actor reads of a table.
func (r *myRights) acting(act myActor, who, db, table string) (pgWay, bool) {
	w := pgWay{change: act.change}
	for i := range act.parts {
		s := r.source(&act.parts[i], db, table)
		switch {
		case s.whole:
			return pgWay{path: append([]string{who}, s.path...), change: act.change}, true
		case len(s.columns) > 0:
			if w.path == nil {
				w.path = append([]string{who}, s.path...)
			}
			for _, c := range s.columns {
				if !slices.Contains(w.columns, c) && len(w.columns) < maxColumns {
					w.columns = append(w.columns, c)
				}
			}
		}
	}
	return w, w.path != nil
}

// direct is the way by rights on the table itself.
func (r *myRights) direct(a *myAccount, db, table string) (pgWay, bool) {
	var best pgWay
	found := false
	for _, act := range r.everyActor(a) {
		w, ok := r.acting(act, a.step(), db, table)
		if !ok || found && len(w.columns) <= len(best.columns) && len(w.columns) > 0 {
			continue
		}
		if best, found = w, true; len(w.columns) == 0 {
			break
		}
	}
	best.super = found && a.super && a.reads
	return best, found
}

// reads is the shortest way by which an account or a role reads a table: at
// once, after set role, as the account that it may act for, or through a view.
func (r *myRights) reads(a *myAccount, db, table string) (pgWay, bool) {
	if r.lower {
		db, table = strings.ToLower(db), strings.ToLower(table)
	}
	if a.role {
		return r.roleReads(a, db, table)
	}
	w, ok := r.direct(a, db, table)
	if ok && len(w.columns) == 0 {
		return w, true
	}
	for _, p := range r.proxies[a.myName] {
		other := r.byName[p]
		if other == nil || other == a || p.user == "" {
			continue
		}
		if o, also := r.direct(other, db, table); also && (!ok || len(o.columns) == 0) {
			o.path, o.change, o.super = append([]string{a.step(), "acts for " + other.step()}, o.path[1:]...), true, false
			return o, true
		}
	}
	if ok {
		return w, true
	}
	return r.through(db+"."+table, func(db, table string) (pgWay, bool) { return r.direct(a, db, table) }, map[string]bool{})
}

func (r *myRights) roleReads(a *myAccount, db, table string) (pgWay, bool) {
	part := myPart{roles: []myReach{r.closure(a.myName)}, prefix: func(myReach) []string { return nil }}
	of := func(db, table string) (pgWay, bool) {
		return r.acting(myActor{parts: []myPart{part}}, a.step(), db, table)
	}
	if w, ok := of(db, table); ok {
		return w, true
	}
	return r.through(db+"."+table, of, map[string]bool{})
}

// through looks for a view on the table that can be read, and that may itself
// read the table with the rights of its definer.
func (r *myRights) through(table string, direct func(db, table string) (pgWay, bool), seen map[string]bool) (pgWay, bool) {
	for _, name := range r.viewsOn(table) {
		if seen[name] {
			continue
		}
		seen[name] = true
		v := r.views[name]
		if v.invoker || !r.works(name) {
			continue
		}
		db, view, _ := strings.Cut(name, ".")
		w, ok := direct(db, view)
		if !ok {
			w, ok = r.through(name, direct, seen)
		}
		if ok {
			w.path, w.rows, w.columns = append(w.path, "view:"+name), "view", nil
			return w, true
		}
	}
	return pgWay{}, false
}

func (r *myRights) viewsOn(table string) []string {
	var out []string
	for name, v := range r.views {
		if _, used := v.uses[table]; used {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// works says whether a view can be read at all: its definer may read everything
// in it. Roles do not count for a definer on MariaDB, unless it is one itself.
func (r *myRights) works(name string, above ...string) bool {
	v := r.views[name]
	if v == nil || slices.Contains(above, name) {
		return false
	}
	definer := r.definer(v.definer)
	if definer == nil {
		return false
	}
	for _, table := range sortedKeys(v.uses) {
		w, ok := definer(table)
		if !ok || len(w.columns) > 0 && len(w.columns) < maxColumns && slices.ContainsFunc(v.uses[table], func(c string) bool { return !slices.Contains(w.columns, c) }) {
			return false
		}
		if inner := r.views[table]; inner != nil && !inner.invoker && !r.works(table, append(above, name)...) {
			return false
		}
	}
	return true
}

// definer is what the definer of a view, or a role that is one, reads.
func (r *myRights) definer(name string) func(table string) (pgWay, bool) {
	n := myName{user: name}
	if i := strings.LastIndexByte(name, '@'); i >= 0 {
		n = myName{name[:i], name[i+1:]}
	}
	a := r.byName[n]
	if a == nil {
		a = r.byName[myName{user: n.user}]
	}
	if a == nil {
		return nil
	}
	act := myActor{parts: []myPart{{roles: []myReach{r.closure(a.myName)}, prefix: func(myReach) []string { return nil }}}}
	if !a.role {
		act = r.self(a, myClient{name: a.host, ip: a.host})
		if r.fork {
			act.parts = slices.DeleteFunc(act.parts, func(p myPart) bool { return p.account == nil && p.roles[0].order[0].user != myPublic })
		}
	}
	return func(table string) (pgWay, bool) {
		db, name, _ := strings.Cut(table, ".")
		return r.acting(act, a.step(), db, name)
	}
}

// step is the account or role as a path names it.
func (a *myAccount) step() string {
	if a.role {
		return "role:" + a.user
	}
	return "user:" + a.user + "@" + a.host
}

// everything is the right by which an account reads all of the server.
func (r *myRights) everything(a *myAccount) string {
	has := func(of func(*myAccount) bool) bool {
		if of(a) {
			return true
		}
		for _, n := range append(slices.Clone(r.given[a.myName]), r.mandatory...) {
			for _, m := range r.closure(n).order {
				if o := r.byName[m]; o != nil && of(o) {
					return true
				}
			}
		}
		return false
	}
	switch {
	case has(func(o *myAccount) bool { return o.super }):
		return "superuser"
	case has(func(o *myAccount) bool { return o.reads }):
		return "select_everywhere"
	case has(func(o *myAccount) bool { return o.files }):
		return "file"
	}
	return ""
}
