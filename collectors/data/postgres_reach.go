package data

import (
	"slices"
)

// maxColumns is how many columns of one reader are named.
const maxColumns = 50

// reach is the roles whose rights a role has, nearest first, and by which role
// each was come to.
type reach struct {
	order []string
	from  map[string]string
}

func (x reach) has(oid string) bool { _, ok := x.from[oid]; return ok }

// path is the roles from the first down to oid.
func (x reach) path(oid string) []string {
	var out []string
	for at := oid; at != ""; at = x.from[at] {
		out = append(out, at)
	}
	slices.Reverse(out)
	return out
}

// walk goes up the memberships that follow says count.
func (r *pgRights) walk(oid string, follow func(membership) bool) reach {
	x := reach{from: map[string]string{oid: ""}, order: []string{oid}}
	for i := 0; i < len(x.order); i++ {
		at := x.order[i]
		above := r.above[at]
		// The owner of the database is a member of pg_database_owner by that alone.
		if owner := r.byName["pg_database_owner"]; at == r.dba && owner != "" {
			above = append(slices.Clone(above), membership{owner, r.major >= 16 || r.byOID[at] == nil || r.byOID[at].inherit, true})
		}
		for _, m := range above {
			if _, seen := x.from[m.role]; !seen && follow(m) {
				x.from[m.role] = at
				x.order = append(x.order, m.role)
			}
		}
	}
	return x
}

// inherited is what a role has the rights of without doing anything for it.
func (r *pgRights) inherited(oid string) reach {
	x, ok := r.known[oid]
	if !ok {
		x = r.walk(oid, func(m membership) bool { return m.inherit })
		r.known[oid] = x
	}
	return x
}

// pgWay is the shortest way by which a role reads a table.
type pgWay struct {
	path    []string // role:NAME, ..., the right
	columns []string
	super   bool
	change  bool // only after set role
	rows    string
}

// reads says whether a role can read t or some of it: at once, after set role,
// by a part of it, or through a view.
func (r *pgRights) reads(role *pgRole, t *pgTable) (pgWay, bool) {
	best, found := r.direct(role, t)
	if found {
		return best, true
	}
	for _, oid := range t.parts {
		if part := r.tables[oid]; part != nil {
			if w, ok := r.reads(role, part); ok {
				w.path, w.rows = append(w.path, "part:"+part.name), "part"
				return w, true
			}
		}
	}
	return r.through(role, t, map[string]bool{})
}

// through looks for a view on t that the role can read and that may itself
// read t, which it does with the rights of its owner.
func (r *pgRights) through(role *pgRole, t *pgTable, seen map[string]bool) (pgWay, bool) {
	for _, oid := range t.views {
		view := r.tables[oid]
		if view == nil || seen[oid] {
			continue
		}
		seen[oid] = true
		if owner := r.byOID[view.owner]; owner == nil {
			continue
		} else if _, ok := r.asItself(owner, t); !ok {
			continue
		}
		w, ok := r.direct(role, view)
		if !ok {
			w, ok = r.through(role, view, seen)
		}
		if ok {
			w.path, w.rows = append(w.path, "view:"+view.name), "view"
			return w, true
		}
	}
	return pgWay{}, false
}

// direct is the way by rights on the table itself. What it says of a role as
// itself is equal to has_any_column_privilege and has_schema_privilege together.
func (r *pgRights) direct(role *pgRole, t *pgTable) (pgWay, bool) {
	best, found := r.asItself(role, t)
	if found && len(best.columns) == 0 {
		return best, true
	}
	// A role it can change into may read more of the table.
	others := r.walk(role.oid, func(m membership) bool { return m.set })
	for _, oid := range others.order[1:] {
		other := r.byOID[oid]
		if other == nil {
			continue
		}
		w, ok := r.asItself(other, t)
		if !ok || found && len(w.columns) > 0 {
			continue
		}
		w.path = append([]string{"role:" + role.name, "set role:" + other.name}, w.path[1:]...)
		w.change = true
		if best, found = w, true; len(w.columns) == 0 {
			break
		}
	}
	return best, found
}

func (r *pgRights) asItself(role *pgRole, t *pgTable) (pgWay, bool) {
	if role.super {
		return pgWay{path: []string{"role:" + role.name, "superuser"}, super: true}, true
	}
	x := r.inherited(role.oid)
	if !r.opens(x, t.schema) {
		return pgWay{}, false
	}
	w := pgWay{}
	granted := func(to string, right string) []string {
		var path []string
		for _, oid := range x.path(to) {
			path = append(path, "role:"+r.nameOf(oid))
		}
		return append(path, right)
	}
	switch oid, ok := r.grantee(x, func(oid string) bool { return t.grants[oid] }); {
	case ok && oid == "0":
		w.path = []string{"role:" + role.name, "public", "grant select"}
	case ok && oid == t.owner:
		w.path = granted(oid, "owner")
	case ok:
		w.path = granted(oid, "grant select")
	case r.byName["pg_read_all_data"] != "" && x.has(r.byName["pg_read_all_data"]):
		w.path = granted(r.byName["pg_read_all_data"], "reads all data")
	default:
		for _, oid := range append(slices.Clone(x.order), "0") {
			for _, c := range t.columns[oid] {
				if !slices.Contains(w.columns, c) && len(w.columns) < maxColumns {
					w.columns = append(w.columns, c)
				}
			}
		}
		oid, ok := r.grantee(x, func(oid string) bool { return len(t.columns[oid]) > 0 })
		switch {
		case !ok:
			return pgWay{}, false
		case oid == "0":
			w.path = []string{"role:" + role.name, "public", "grant select on columns"}
		default:
			w.path = granted(oid, "grant select on columns")
		}
	}
	if t.rowRules && !role.bypass && (t.forced || !x.has(t.owner)) {
		w.rows = "rules"
	}
	return w, true
}

// grantee is the nearest role of x that is given something; everybody, which
// is "0", comes last.
func (r *pgRights) grantee(x reach, given func(string) bool) (string, bool) {
	for _, oid := range x.order {
		if given(oid) {
			return oid, true
		}
	}
	return "0", given("0")
}

// opens says whether what is in a schema can be reached.
func (r *pgRights) opens(x reach, schema string) bool {
	s := r.schemas[schema]
	if s != nil {
		if _, ok := r.grantee(x, func(oid string) bool { return s.grants[oid] }); ok {
			return true
		}
	}
	for _, all := range []string{"pg_read_all_data", "pg_write_all_data"} {
		if oid := r.byName[all]; oid != "" && x.has(oid) {
			return true
		}
	}
	return false
}

// everything is the right by which a role reads all of the database, without
// or with set role; empty when it has none.
func (r *pgRights) everything(role *pgRole) string {
	if role.super {
		return "superuser"
	}
	any := r.walk(role.oid, func(m membership) bool { return m.inherit || m.set })
	for _, oid := range any.order[1:] {
		if o := r.byOID[oid]; o != nil && o.super {
			return "superuser"
		}
	}
	for _, name := range []string{"pg_read_all_data", "pg_read_server_files", "pg_execute_server_program"} {
		if oid := r.byName[name]; oid != "" && any.has(oid) {
			return name
		}
	}
	return ""
}
