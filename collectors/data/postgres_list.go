package data

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/internal/classify"
)

// pgTables lists everything that holds rows. A partition is read through the
// table it is part of, and a table that others inherit from without their rows,
// so that every row is read once. A view holds no rows of its own.
const pgTables = `
select n.nspname, c.relname, c.relkind, current_setting('block_size')::bigint * case c.relkind when 'p' then (
           with recursive tree as (select inhrelid from pg_inherits where inhparent = c.oid union all select i.inhrelid from pg_inherits i join tree on i.inhparent = tree.inhrelid)
           select coalesce(sum(greatest(part.relpages, 0)), 0) from tree join pg_class part on part.oid = tree.inhrelid) else greatest(c.relpages, 0) end,
       has_schema_privilege(n.oid, 'usage'), has_table_privilege(c.oid, 'select'), has_any_column_privilege(c.oid, 'select'), row_security_active(c.oid), c.oid,
       c.relkind = 'p' and exists (with recursive tree as (
           select inhrelid from pg_inherits where inhparent = c.oid union all select i.inhrelid from pg_inherits i join tree on i.inhparent = tree.inhrelid)
         select from tree join pg_class part on part.oid = tree.inhrelid where part.relkind = 'f')
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'm', 'f') and not c.relispartition
  and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname not like 'pg\_temp\_%' and n.nspname not like 'pg\_toast\_temp\_%'
order by n.nspname collate "C", c.relname collate "C"
limit `

func (p *pgSession) tables(ctx context.Context) ([]table, error) {
	defer p.end(ctx)
	rows, err := p.ask(ctx, p.begin(ctx)+pgTables+strconv.Itoa(maxTables+1))
	if err != nil {
		return nil, err
	}
	yes := func(b []byte) bool { return string(b) == "t" }
	var out []table
	for _, r := range rows {
		if len(out) == maxTables {
			out = append(out, table{name: "…", why: fmt.Sprintf("there are more than %d tables", maxTables), next: "give the account rights on those that matter only"})
			break
		}
		t := table{oid: string(r[8]), schema: string(r[0]), name: string(r[1]), id: ident(string(r[0])) + "." + ident(string(r[1]))}
		kind := string(r[2])
		t.bytes, _ = strconv.ParseInt(string(r[3]), 10, 64)
		switch {
		case kind == "f":
			t.why, t.next = "it is a window to another server, which was not followed", "name the database behind it as a target of its own"
		case !yes(r[4]):
			t.why, t.next = "this account may not look into its schema", fmt.Sprintf("grant usage on schema %s to %s; or %s", ident(t.schema), ident(p.a.user), p.grant())
		case !yes(r[6]):
			t.why, t.next = "this account may not read it", fmt.Sprintf("grant select on %s to %s; or %s", t.id, ident(p.a.user), p.grant())
		case yes(r[9]):
			t.why, t.next = "parts of it are windows to another server, which were not followed", "name the database behind them as a target of its own"
		}
		if yes(r[7]) {
			t.partial = "row security may hide rows of it from this account"
			t.partialNext = "scan with an account that sees all: alter role " + ident(p.a.user) + " bypassrls;"
		}
		if t.parted = kind == "p"; kind == "r" {
			t.id = "only " + t.id
		}
		out = append(out, t)
	}
	objects, err := p.ask(ctx, "select count(*) from pg_largeobject_metadata")
	if err != nil {
		return nil, err
	}
	if n := string(objects[0][0]); n != "0" {
		out = append(out, table{schema: "pg_catalog", name: "pg_largeobject", why: n + " large objects (files or pictures within the database) were not opened", next: "look at some of them: a copy of a passport is client data too"})
	}
	return out, nil
}

// pgColumns and pgSize need no more than a lock that everybody shares, and wait
// for it no longer than for any other.
const pgColumns = `
select a.attname, format_type(a.atttypid, a.atttypmod), coalesce(b.typname, t.typname), t.typcategory, has_column_privilege(a.attrelid, a.attnum, 'select')
from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_type b on b.oid = t.typbasetype
where a.attrelid = %s and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
order by a.attnum`

const pgSize = `
with recursive tree(oid) as (select %s::oid union all select i.inhrelid from pg_inherits i join tree on i.inhparent = tree.oid join pg_class c on c.oid = i.inhrelid and c.relispartition)
select sum(pg_relation_size(c.oid)), sum(case when c.reltoastrelid = 0 then 0 else pg_relation_size(c.reltoastrelid) end), sum(greatest(c.reltuples, 0))::bigint
from tree join pg_class c on c.oid = tree.oid`

// notRead are types of columns that hold what other columns hold, or nothing.
var notRead = map[string]bool{"tsvector": true, "tsquery": true, "box": true, "circle": true, "line": true, "lseg": true, "path": true, "polygon": true}

var errVanished = errors.New("the table is no longer there")

// look opens the transaction of a table and fills in its columns and size.
func (p *pgSession) look(ctx context.Context, t *table) error {
	results, err := p.conn.Exec(ctx, p.begin(ctx)+fmt.Sprintf(pgColumns+";"+pgSize, t.oid, t.oid)).ReadAll()
	if err != nil {
		return err
	}
	columns, sizes := results[len(results)-2].Rows, results[len(results)-1].Rows
	if sizes[0][0] == nil {
		return errVanished
	}
	heap, _ := strconv.ParseInt(string(sizes[0][0]), 10, 64)
	toast, _ := strconv.ParseInt(string(sizes[0][1]), 10, 64)
	t.bytes, t.wide = heap+toast, toast > 0
	t.guess, _ = strconv.ParseInt(string(sizes[0][2]), 10, 64)
	denied := 0
	for _, r := range columns {
		c := dbColumn{name: string(r[0]), typ: string(r[1])}
		base, category := string(r[2]), string(r[3])
		switch {
		case string(r[4]) != "t":
			denied++
			continue
		case notRead[base], base == "bool" && !classify.SpeaksOfSpecial(c.name):
			continue
		case base == "bytea":
			c.binary = true
		}
		c.fixed = fixedType(c.name, c.typ)
		c.text = !c.binary && (category == "S" || category == "A" || category == "U")
		t.columns = append(t.columns, c)
	}
	if denied > 0 {
		t.partial = plural(int64(denied), "column", "columns") + " of it may not be read by this account"
		t.partialNext = fmt.Sprintf("grant select on %s to %s;", strings.TrimPrefix(t.id, "only "), ident(p.a.user))
	}
	return nil
}
