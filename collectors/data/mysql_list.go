package data

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
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
		t.guess = max(count, 0)
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
		if t.why == "" {
			s.order = append(s.order, [2]string{t.oid, t.name})
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
	granted, revoked := false, false
	for rows.Next() {
		var g string
		if err := rows.Scan(&g); err != nil {
			return false, err
		}
		what, where, ok := strings.Cut(g, " ON ")
		if !ok || !strings.Contains(what, "SELECT") && !strings.Contains(what, "ALL PRIVILEGES") {
			continue
		}
		database, all := grantedOn(where)
		switch hit := like(database, s.a.database); {
		case !all:
		case strings.HasPrefix(what, "REVOKE"): // of MySQL 8 on: a hole in a right on everything
			revoked = revoked || s.a.database == "" || hit
		case database == "" || s.a.database != "" && hit:
			granted = true
		}
	}
	return !granted || revoked, rows.Err()
}

// grantedOn reads the object of a grant: the pattern of a database, empty for
// all of them, and whether it is about all that is in it.
func grantedOn(s string) (database string, all bool) {
	if strings.HasPrefix(s, "*.*") {
		return "", true
	}
	if s == "" || s[0] != '`' && s[0] != '"' {
		return "", false
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		if s[i] == s[0] {
			if i+1 == len(s) || s[i+1] != s[0] {
				return b.String(), strings.HasPrefix(s[i+1:], ".*")
			}
			i++
		}
		b.WriteByte(s[i])
	}
	return "", false
}

// like says whether a name fits a pattern of MySQL: % stands for anything, _ for
// one letter, a backslash takes the next one as it is.
func like(pattern, name string) bool {
	for pattern != "" {
		switch c, size := utf8.DecodeRuneInString(pattern); {
		case c == '%':
			for i := range len(name) + 1 {
				if like(pattern[1:], name[i:]) {
					return true
				}
			}
			return false
		case c == '\\' && len(pattern) > 1:
			pattern = pattern[1:]
			fallthrough
		case c != '_':
			c, size = utf8.DecodeRuneInString(pattern)
			if n, _ := utf8.DecodeRuneInString(name); name == "" || n != c {
				return false
			}
			fallthrough
		default:
			if name == "" {
				return false
			}
			_, n := utf8.DecodeRuneInString(name)
			pattern, name = pattern[size:], name[n:]
		}
	}
	return name == ""
}

const myColumns = `
select table_name, column_name, data_type, coalesce(character_maximum_length, 0), extra, coalesce(generation_expression, ''), privileges, column_type
from information_schema.columns where table_schema = ? and table_name in (?%s) order by table_name, ordinal_position`

// myColumn is a column as the server describes it.
type myColumn struct{ name, typ, extra, made, rights, full string }

// aheadTables is of how many tables the columns are asked for at once: a database
// can have ten thousand small ones, each of which costs a question of its own else.
const aheadTables = 200

// lookAhead asks for the columns of t and of the tables that are read next.
func (s *mySession) lookAhead(ctx context.Context, t *table) error {
	s.ahead = map[[2]string][]myColumn{}
	args := []any{t.oid, t.name}
	if at := slices.Index(s.order, [2]string{t.oid, t.name}); at >= 0 {
		for _, o := range s.order[at+1:] {
			if o[0] != t.oid || len(args) > aheadTables {
				break
			}
			args = append(args, o[1])
		}
		s.order = s.order[at:]
	}
	query := fmt.Sprintf(myColumns, strings.Repeat(", ?", len(args)-2))
	rows, err := s.conn.QueryContext(ctx, query, args...)
	if myCode(err, 1054) { // before MySQL 5.7 and MariaDB 10.2 no column was derived
		rows, err = s.conn.QueryContext(ctx, strings.Replace(query, "coalesce(generation_expression, '')", "''", 1), args...)
	}
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		var c myColumn
		var longest sql.NullFloat64 // of longtext, above int64 in some versions
		if err := rows.Scan(&table, &c.name, &c.typ, &longest, &c.extra, &c.made, &c.rights, &c.full); err != nil {
			return err
		}
		key := [2]string{t.oid, table}
		s.ahead[key] = append(s.ahead[key], c)
	}
	return rows.Err()
}

func (s *mySession) columns(ctx context.Context, t *table) error {
	key := [2]string{t.oid, t.name}
	if _, ok := s.ahead[key]; !ok {
		if err := s.lookAhead(ctx, t); err != nil {
			return err
		}
	}
	columns := s.ahead[key]
	delete(s.ahead, key)
	if len(columns) == 0 {
		return errVanished
	}
	denied := int64(0)
	for _, col := range columns {
		name, extra, made := col.name, col.extra, col.made
		if made != "" || strings.Contains(extra, "GENERATED") && !strings.Contains(extra, "DEFAULT_GENERATED") {
			continue // it holds what other columns hold
		}
		if !strings.Contains(col.rights, "select") {
			denied++
			continue
		}
		c := dbColumn{name: name, typ: strings.ToLower(col.typ), fixed: fixedType(name, col.full)}
		switch c.typ {
		case "tinyblob", "blob", "mediumblob", "longblob", "binary", "varbinary", "vector":
			c.binary = true
		case "geometry", "point":
			c.point = true
		case "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection":
			continue
		case "json", "mediumtext", "longtext":
			c.text, t.wide = true, true
		}
		t.columns = append(t.columns, c)
	}
	if denied > 0 {
		t.partial, t.partialNext = plural(denied, "column", "columns")+" of it may not be read by this account", s.grant()
	}
	return nil
}
