package data

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// myTables lists everything that holds rows. Without a database in the address
// it is all that the account sees.
const myTables = `
select table_schema, table_name, table_type, coalesce(engine, ''), coalesce(data_length, 0), coalesce(table_rows, -1)
from information_schema.tables
where table_schema not in ('mysql', 'information_schema', 'performance_schema', 'sys') and (? = '' or table_schema = ?) and table_type not like '%VIEW%' and table_type <> 'SEQUENCE'
order by binary table_schema, binary table_name
limit ?`

// windows are engines whose tables lie elsewhere.
var windows = map[string]bool{"FEDERATED": true, "CONNECT": true, "SPIDER": true, "S3": true, "NDBINFO": true}

func (s *mySession) tables(ctx context.Context) ([]table, error) {
	rows, err := s.conn.QueryContext(ctx, myTables, s.a.database, s.a.database, maxTables+1)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []table
	for rows.Next() {
		var t table
		var kind, engine string
		var count int64
		if err := rows.Scan(&t.schema, &t.name, &kind, &engine, &t.bytes, &count); err != nil {
			return nil, err
		}
		if len(out) == maxTables {
			out = append(out, table{name: "…", why: fmt.Sprintf("there are more than %d tables", maxTables), next: "give the account rights on those that matter only"})
			break
		}
		t.oid = t.schema
		t.id = backtick(t.schema) + "." + backtick(t.name)
		if strings.Contains(kind, "VERSIONED") {
			t.id += " for system_time all" // rows that were deleted are still kept
		}
		t.bytes = max(t.bytes, 1) // 0 is a guess as well
		switch {
		case windows[engine]:
			t.why, t.next = "it is a window to another place, which was not followed", "name what lies behind it as a target of its own"
		case engine == "MRG_MyISAM":
			continue // the tables that it joins are read themselves
		case engine == "":
			t.why, t.next = "the server cannot open it", "check table "+t.id+";"
		}
		if s.a.database != "" {
			t.schema = ""
		}
		out = append(out, t)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	hidden, err := s.hidden(ctx)
	if err != nil {
		return nil, err
	}
	if hidden {
		out = append(out, table{name: "…", why: "the account has rights on single tables only, and the server hides all others from it", next: s.grant()})
	}
	return out, nil
}

// hidden says whether there may be tables of which the server tells this account nothing.
func (s *mySession) hidden(ctx context.Context) (bool, error) {
	rows, err := s.conn.QueryContext(ctx, "show grants")
	if err != nil {
		return false, err
	}
	defer rows.Close()
	hidden := true
	for rows.Next() {
		var g string
		if err := rows.Scan(&g); err != nil {
			return false, err
		}
		what, where, ok := strings.Cut(g, " ON ")
		if !ok || !strings.Contains(what, "SELECT") && !strings.Contains(what, "ALL PRIVILEGES") {
			continue
		}
		database, _, _ := strings.Cut(where, " TO ")
		database = strings.ReplaceAll(strings.TrimSuffix(database, ".*"), `\_`, "_")
		if strings.HasSuffix(where[:strings.Index(where, " TO ")], ".*") && (database == "*" || s.a.database != "" && strings.Trim(database, "`\"") == s.a.database) {
			hidden = false
		}
	}
	return hidden, rows.Err()
}

const myColumns = `
select column_name, data_type, coalesce(character_maximum_length, 0), extra, coalesce(generation_expression, ''), privileges, column_type
from information_schema.columns where table_schema = ? and table_name = ? order by ordinal_position`

func (s *mySession) columns(ctx context.Context, t *table) error {
	rows, err := s.conn.QueryContext(ctx, myColumns, t.oid, t.name)
	if err != nil {
		return err
	}
	defer rows.Close()
	any, denied := false, int64(0)
	for rows.Next() {
		var name, typ, extra, made, rights, full string
		var longest sql.NullFloat64 // of longtext, above int64 in some versions
		if err := rows.Scan(&name, &typ, &longest, &extra, &made, &rights, &full); err != nil {
			return err
		}
		any = true
		if made != "" || strings.Contains(extra, "GENERATED") && !strings.Contains(extra, "DEFAULT_GENERATED") {
			continue // it holds what other columns hold
		}
		if !strings.Contains(rights, "select") {
			denied++
			continue
		}
		c := dbColumn{name: name, typ: strings.ToLower(typ), fixed: fixedType(name, full)}
		switch c.typ {
		case "tinyblob", "blob", "mediumblob", "longblob", "binary", "varbinary", "vector":
			c.length = true
		case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection":
			continue
		case "json", "mediumtext", "longtext":
			c.text, t.wide = true, true
		}
		t.columns = append(t.columns, c)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if !any {
		return errVanished
	}
	if denied > 0 {
		t.partial, t.partialNext = plural(denied, "column", "columns")+" of it may not be read by this account", s.grant()
	}
	return nil
}
