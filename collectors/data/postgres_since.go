package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5/pgconn"
)

// Whether a table is as it was is told by its rows, not by the server's
// statistics: those come late and are lost in a crash. Every version of a row
// carries the number of the transaction that made it (xmin), and is never
// changed. We note the oldest transaction that was still open when we looked
// (all before it had ended, so that of theirs we saw everything) and how many
// rows there were. If no row is of that transaction or a later one, then all
// rows that are there now were there then; if they are as many, none is missing.
// PostgreSQL, "Transactions and Identifiers", "System Columns".

// pgIdentity is all that must be the same beside the rows: the server and its
// history (a restored copy counts transactions anew), the files of the table and
// its partitions, its columns with the values that rows older than a column have
// in it, and the labels of enumerations, which are kept apart from rows.
const pgIdentity = `
with recursive tree(oid) as (select %[1]s::oid union all select i.inhrelid from pg_inherits i join tree on i.inhparent = tree.oid join pg_class c on c.oid = i.inhrelid and c.relispartition)
select concat_ws('|', (select system_identifier from pg_control_system()), (select timeline_id from pg_control_checkpoint()), (select oid from pg_database where datname = current_database()),
  (select string_agg(concat_ws(':', c.oid, c.relkind, pg_relation_filenode(c.oid)), ',' order by c.oid) from tree join pg_class c on c.oid = tree.oid),
  (select md5(string_agg(concat_ws(':', a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attmissingval), ',' order by a.attrelid, a.attnum)) from tree join pg_attribute a on a.attrelid = tree.oid where a.attnum > 0 and not a.attisdropped),
  (select md5(string_agg(concat_ws(':', enumtypid, enumlabel, enumsortorder), ',' order by oid)) from pg_enum)),
  txid_current_snapshot(),
  (select count(*) from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_type b on b.oid = t.typbasetype left join pg_type e on e.oid = t.typelem
   where a.attrelid = %[1]s and a.attnum > 0 and not a.attisdropped and ('c' in (t.typtype, b.typtype, e.typtype) or t.typname like any (array['reg%%', '\_reg%%']))),
  row_security_active(%[1]s::oid), has_table_privilege(%[1]s::oid, 'select')`

// moment says until when changes of a table were seen.
type moment struct {
	Open uint64 `json:"open"` // the oldest transaction that had not ended
	Rows int64  `json:"rows"`
}

// witnessed says of the table in the open transaction what must stay the same,
// and the moment, whose rows are yet to be counted. same is empty when nothing
// tells whether it will have changed.
func (p *pgSession) witnessed(ctx context.Context, t *table) (same string, m moment, err error) {
	err = p.attempt(ctx, func() error {
		may, err := p.ask(ctx, "select has_function_privilege('pg_control_system()', 'execute') and has_function_privilege('pg_control_checkpoint()', 'execute')")
		if err != nil || string(may[0][0]) != "t" {
			return err
		}
		rows, err := p.ask(ctx, fmt.Sprintf(pgIdentity, t.oid))
		if err != nil {
			return err
		}
		r := rows[0]
		open, _, _ := bytes.Cut(r[1], []byte(":"))
		m.Open, err = strconv.ParseUint(string(open), 10, 64)
		if err != nil || string(r[2]) != "0" || string(r[3]) != "f" || string(r[4]) != "t" {
			return nil
		}
		same = string(r[0])
		return nil
	})
	return same, m, err
}

// farthest is how many transactions may lie between two looks: numbers in rows
// are of 32 bits, half of which lie behind.
const farthest = 1 << 30

// unchanged says whether the rows of the table in the open transaction, of
// which now is the moment, are those of then.
func (p *pgSession) unchanged(ctx context.Context, t *table, then, now moment) (same bool, err error) {
	if now.Open < then.Open || now.Open-then.Open > farthest {
		return false, nil
	}
	err = p.attempt(ctx, func() error {
		// The age of a frozen row may be any; when it seems young the table is read.
		rows, err := p.ask(ctx, fmt.Sprintf("select count(*), count(*) filter (where age(xmin) <= age('%d'::xid)) from %s", uint32(then.Open), t.id))
		if err == nil {
			same = string(rows[0][0]) == strconv.FormatInt(then.Rows, 10) && string(rows[0][1]) == "0"
		}
		return err
	})
	return same, err
}

// attempt runs ask within the open transaction, which goes on when the server
// refuses something.
func (p *pgSession) attempt(ctx context.Context, ask func() error) error {
	if _, err := p.ask(ctx, "savepoint attempt"); err != nil {
		return err
	}
	err := ask()
	var refused *pgconn.PgError
	if errors.As(err, &refused) && !p.conn.IsClosed() {
		_, err = p.ask(ctx, "rollback to savepoint attempt")
	}
	return err
}
