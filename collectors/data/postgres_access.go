package data

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// keptTable is a table in which there was something, and its store.
type keptTable struct{ oid, name, store string }

// roles emits who can read the tables in which there was something. No fact
// about a store means that its readers are not known.
func (v *visit) roles(ctx context.Context, open func(context.Context) (session, error)) error {
	s, err := open(ctx)
	if err != nil {
		v.gaps.add(v.t.ID, "which roles can read the tables is not known: the connection to the server broke", "scan again")
		return nil
	}
	defer s.close()
	if my, ok := s.(*mySession); ok {
		return v.myRoles(ctx, my)
	}
	return v.pgRoles(ctx, s.(*pgSession))
}

func (v *visit) pgRoles(ctx context.Context, p *pgSession) error {
	r, err := p.rights(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		why, next, _ := p.explain(err)
		v.gaps.add(v.t.ID, "which roles can read the tables is not known: "+why, next)
		return nil
	}
	reads := map[int]int{}
	for _, k := range v.kept {
		t := r.tables[k.oid]
		if t == nil {
			v.gaps.add(k.store, "which roles can read it is not known: it was removed before we came to it", "scan again")
			continue
		}
		for i := range r.roles {
			role := &r.roles[i]
			if role.predefined() {
				continue
			}
			way, ok := r.reads(role, t)
			if !ok {
				continue
			}
			reads[i]++
			if v.readers++; v.readers > maxAllReaders {
				continue
			}
			body := facts.Reader{Store: k.store, Reader: "role:" + v.name(role.name), Login: role.login && role.connect}
			if err := v.emitRole(body, way); err != nil {
				return err
			}
		}
	}
	if v.readers > maxAllReaders {
		v.gaps.add(v.t.ID, fmt.Sprintf("who can read it was listed for the first %d pairs of table and role only", maxAllReaders), "weaklink facts access.role counts the tables that each role can read")
	}
	for i := range r.roles {
		role := &r.roles[i]
		if role.predefined() || !role.login || !role.connect {
			continue
		}
		name := v.name(role.name)
		body := facts.Role{ID: "account:" + v.t.ID + "/role:" + name, Target: v.t.ID, Name: "role:" + name, Everything: r.everything(role),
			Initial: role.oid == bootstrapRole, Ours: role.name == p.a.user, Stores: len(v.kept), Reads: reads[i], Owns: role.owns, Grants: role.grants, Member: len(r.above[role.oid]), Expires: role.until,
			Logins: []evidence.Fingerprint{v.c.key.Fingerprint("login", strings.ToLower(role.name))}}
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

func (v *visit) emitRole(body facts.Reader, w pgWay) error {
	body.Admin, body.Switch, body.Rows = w.super, w.change, w.rows
	for i, step := range w.path {
		if step = v.step(step); i == 0 {
			step = body.Reader
		}
		body.Path = append(body.Path, step)
	}
	for _, c := range w.columns {
		body.Columns = append(body.Columns, v.name(c))
	}
	it, err := facts.AccessReaders.Item(body.Store, evidence.Enumerated, body)
	if err != nil {
		return err
	}
	return v.see.Fact(it)
}

// bootstrapRole is the role that initdb makes: every server has it.
const bootstrapRole = "10"

// pgRole is a role of the server.
type pgRole struct {
	oid, name                              string
	super, inherit, login, bypass, connect bool
	until                                  string
	owns, grants                           int
}

// predefined roles are there on every server and nobody can be one.
func (r *pgRole) predefined() bool { return strings.HasPrefix(r.name, "pg_") && !r.login }

// pgTable is a table and who was given what on it. Grantee "0" is everybody.
type pgTable struct {
	oid, name, schema, owner string
	grants                   map[string]bool     // grantees of select on all of it
	columns                  map[string][]string // grantee -> columns
	rowRules, forced         bool
	parts, views             []string // tables that hold some of its rows; views that read it with the rights of their owner
}

type pgSchema struct{ grants map[string]bool }

type membership struct {
	role         string
	inherit, set bool
}

// pgRights is what the catalogue says of roles and rights.
type pgRights struct {
	major   int
	dba     string // owner of the database
	roles   []pgRole
	byOID   map[string]*pgRole
	byName  map[string]string
	above   map[string][]membership // of a role: what it is a member of
	schemas map[string]*pgSchema
	tables  map[string]*pgTable
	known   map[string]reach // of a role: what it has the rights of
}

const (
	pgRoles = `select r.oid, r.rolname, r.rolsuper, r.rolinherit, r.rolcanlogin, r.rolbypassrls, has_database_privilege(r.oid, current_database(), 'connect'),
       case when isfinite(r.rolvaliduntil) then r.rolvaliduntil::date::text end, coalesce(o.owns, 0), coalesce(o.grants, 0)
from pg_roles r left join (select refobjid, count(*) filter (where deptype = 'o') owns, count(*) filter (where deptype <> 'o') as grants
  from pg_shdepend where refclassid = 'pg_authid'::regclass and dbid in (0, (select oid from pg_database where datname = current_database())) group by 1) o on o.refobjid = r.oid
order by r.rolname collate "C"`
	pgMembers15 = `select m.member, m.roleid, r.rolinherit, true from pg_auth_members m join pg_roles r on r.oid = m.member`
	pgMembers   = `select member, roleid, inherit_option, set_option from pg_auth_members`
	pgOwner     = `select datdba from pg_database where datname = current_database()`
	pgSchemas   = `select n.oid, a.grantee from pg_namespace n, lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a where a.privilege_type = 'USAGE'`
	pgKinds     = `c.relkind in ('r', 'p', 'v', 'm', 'f')`
	pgRelations = `select c.oid, c.relnamespace, c.relowner, c.relrowsecurity, c.relforcerowsecurity, a.grantee, n.nspname || '.' || c.relname
from pg_class c join pg_namespace n on n.oid = c.relnamespace left join lateral aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a on a.privilege_type = 'SELECT' where ` + pgKinds
	pgParts = `select i.inhparent, i.inhrelid from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relispartition order by 1, 2`
	// A view with security_invoker reads with the rights of whoever asks.
	pgViews = `select distinct d.refobjid, w.ev_class from pg_rewrite w join pg_class c on c.oid = w.ev_class
join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass and d.refobjid <> w.ev_class
where c.relkind = 'v' and not coalesce(c.reloptions::text like '%security_invoker=true%' or c.reloptions::text like '%security_invoker=on%', false) order by 1, 2`
	pgColumnGrants = `select t.attrelid, t.attname, a.grantee from pg_attribute t join pg_class c on c.oid = t.attrelid, lateral aclexplode(t.attacl) a
where t.attacl is not null and not t.attisdropped and a.privilege_type = 'SELECT' and ` + pgKinds + ` order by t.attnum`
)

// rights reads the catalogue, all of it as of one moment.
func (p *pgSession) rights(ctx context.Context) (*pgRights, error) {
	defer p.end(ctx)
	r := &pgRights{major: pgMajor(p.conn.ParameterStatus("server_version")), byOID: map[string]*pgRole{}, byName: map[string]string{}, above: map[string][]membership{},
		schemas: map[string]*pgSchema{}, tables: map[string]*pgTable{}, known: map[string]reach{}}
	yes := func(b []byte) bool { return string(b) == "t" }
	members := pgMembers
	if r.major < 16 {
		members = pgMembers15
	}
	for _, step := range []struct {
		sql string
		row func([][]byte)
	}{
		{p.begin(ctx) + pgRoles, func(c [][]byte) {
			role := pgRole{oid: string(c[0]), name: string(c[1]), super: yes(c[2]), inherit: yes(c[3]), login: yes(c[4]), bypass: yes(c[5]), connect: yes(c[6]), until: string(c[7])}
			role.owns, _ = strconv.Atoi(string(c[8]))
			role.grants, _ = strconv.Atoi(string(c[9]))
			r.roles = append(r.roles, role)
		}},
		{members, func(c [][]byte) {
			r.above[string(c[0])] = append(r.above[string(c[0])], membership{string(c[1]), yes(c[2]), yes(c[3])})
		}},
		{pgOwner, func(c [][]byte) { r.dba = string(c[0]) }},
		{pgSchemas, func(c [][]byte) {
			s := r.schemas[string(c[0])]
			if s == nil {
				s = &pgSchema{map[string]bool{}}
				r.schemas[string(c[0])] = s
			}
			s.grants[string(c[1])] = true
		}},
		{pgRelations, func(c [][]byte) {
			t := r.tables[string(c[0])]
			if t == nil {
				t = &pgTable{oid: string(c[0]), schema: string(c[1]), owner: string(c[2]), name: string(c[6]), rowRules: yes(c[3]), forced: yes(c[4]), grants: map[string]bool{}, columns: map[string][]string{}}
				r.tables[t.oid] = t
			}
			if c[5] != nil {
				t.grants[string(c[5])] = true
			}
		}},
		{pgParts, func(c [][]byte) {
			if t := r.tables[string(c[0])]; t != nil {
				t.parts = append(t.parts, string(c[1]))
			}
		}},
		{pgViews, func(c [][]byte) {
			if t := r.tables[string(c[0])]; t != nil {
				t.views = append(t.views, string(c[1]))
			}
		}},
		{pgColumnGrants, func(c [][]byte) {
			if t := r.tables[string(c[0])]; t != nil {
				t.columns[string(c[2])] = append(t.columns[string(c[2])], string(c[1]))
			}
		}},
	} {
		rows, err := p.ask(ctx, step.sql)
		if err != nil {
			return nil, err
		}
		for _, c := range rows {
			step.row(c)
		}
	}
	for i := range r.roles {
		r.byOID[r.roles[i].oid] = &r.roles[i]
		r.byName[r.roles[i].name] = r.roles[i].oid
	}
	for _, m := range r.above {
		slices.SortFunc(m, func(a, b membership) int { return strings.Compare(r.nameOf(a.role), r.nameOf(b.role)) })
	}
	return r, nil
}

func (r *pgRights) nameOf(oid string) string {
	if role := r.byOID[oid]; role != nil {
		return role.name
	}
	return oid
}
