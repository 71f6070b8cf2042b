package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Whether a table is as it was is told by its rows, not by the server's
// statistics: those come late and are lost in a crash. Every version of a row
// carries the number of the transaction that made it (xmin), and is never
// changed. We note the oldest transaction that was still open when we looked
// (all before it had ended, so that of theirs we saw everything) and how many
// rows there were. If no row is of that transaction or a later one, then all
// rows that are there now were there then; if they are as many, none is missing.
// If there are younger rows beside all the old ones, they were added. Where they
// lie behind the old ones a full reading would come to them last, and it is gone
// on from where it ended. PostgreSQL, "Transactions and Identifiers", "System Columns".

// pgFamily is all that must be the same beside the rows: the server and its
// history, the columns with the values that rows older than a column have in it,
// and the labels of enumerations, which are kept apart from rows. A copy that was
// put back counts transactions anew: on another timeline, or, when it is one of
// the server's files, after a start. In a crash transactions that had not
// reached the disk are lost and their numbers given again; the server's own
// statistics begin anew then.
const pgFamily = `
select concat_ws('|', (select system_identifier from pg_control_system()), (select timeline_id from pg_control_checkpoint()), extract(epoch from pg_postmaster_start_time()),
  (select extract(epoch from stats_reset) from pg_stat_bgwriter), (select oid from pg_database where datname = current_database()), c.oid, c.relkind,
  (select md5(string_agg(concat_ws(':', a.attnum, a.attname, a.atttypid, a.atttypmod), ',' order by a.attnum)) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
  (select md5(string_agg(concat_ws(':', enumtypid, enumlabel, enumsortorder), ',' order by oid)) from pg_enum)),
  txid_current_snapshot(),
  (select count(*) from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_type b on b.oid = t.typbasetype left join pg_type e on e.oid = t.typelem
   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and ('c' in (t.typtype, b.typtype, e.typtype) or t.typname like any (array['reg%%', '\_reg%%']))),
  row_security_active(c.oid), has_table_privilege(c.oid, 'select')
from pg_class c where c.oid = %s`

// pgLeaves are the partitions of a table, or the table itself: each with the
// files it lies in, its columns, and whether its own rights let us read all of it.
const pgLeaves = `
with recursive tree(oid) as (select %s::oid union all select i.inhrelid from pg_inherits i join tree on i.inhparent = tree.oid join pg_class c on c.oid = i.inhrelid and c.relispartition)
select c.oid, 'only ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname), concat_ws(':', c.oid, c.relkind, pg_relation_filenode(c.oid),
  (select md5(string_agg(concat_ws(':', a.attnum, a.attname, a.atttypid, a.atttypmod, a.attmissingval), ',' order by a.attnum)) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)),
  c.relkind = 'r' and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') and not row_security_active(c.oid),
  pg_relation_size(c.oid) / current_setting('block_size')::bigint
from tree join pg_class c on c.oid = tree.oid join pg_namespace n on n.oid = c.relnamespace
where c.relkind <> 'p' order by c.oid`

// moment says until when changes of a table were seen.
type moment struct {
	Open uint64 `json:"open"` // the oldest transaction that had not ended
	Rows int64  `json:"rows"`
}

// mostParts is how many parts of a table are read each by itself: what is known
// of them is held side by side.
const mostParts = 100

// stretch is how many blocks of a table are a part, at least. Of a smaller
// table nothing is known again but that it is as it was, or grew.
var stretch uint64 = 2048

// parts are what a table is read in: its partitions, in the order in which they
// were made, and of those that are large one stretch after the other.
func (p *pgSession) parts(ctx context.Context, t *table) ([]partID, error) {
	whole := []partID{{id: t.oid, leaf: t.oid, from: t.id}}
	stretches := t.bytes >= int64(2*stretch)<<13 && pgMajor(p.conn.ParameterStatus("server_version")) >= 14
	if !t.parted && !stretches || t.partial != "" {
		return whole, nil
	}
	var out []partID
	err := p.attempt(ctx, func() error {
		rows, err := p.ask(ctx, fmt.Sprintf(pgLeaves, t.oid))
		if err != nil {
			return err
		}
		var leaves []pgLeaf
		for _, r := range rows {
			blocks, err := strconv.ParseUint(string(r[4]), 10, 64)
			if err != nil || string(r[3]) != "t" { // it is read through the table, whose rights count then
				return nil
			}
			leaves = append(leaves, pgLeaf{partID{id: string(r[0]), leaf: string(r[0]), from: string(r[1]), mark: string(r[2])}, blocks})
		}
		if len(leaves) > mostParts {
			return nil
		}
		size := stretch
		for ; stretches && many(leaves, size) > mostParts; size *= 2 { // so that stretches seldom change
		}
		for _, l := range leaves {
			out = append(out, l.cut(size, stretches)...)
		}
		return nil
	})
	if err != nil || len(out) < 2 {
		return whole, err
	}
	return out, nil
}

// pgLeaf is a partition, or a table without any, and its size.
type pgLeaf struct {
	partID
	blocks uint64
}

func many(leaves []pgLeaf, size uint64) (n uint64) {
	for _, l := range leaves {
		n += max(1, l.blocks/size)
	}
	return n
}

// cut cuts a leaf into stretches of that size. The last one has no end: it grows.
func (l pgLeaf) cut(size uint64, may bool) []partID {
	n := l.blocks / size
	if !may || n < 2 {
		return []partID{l.partID}
	}
	out := make([]partID, n)
	for i := range n {
		where := fmt.Sprintf("ctid >= '(%d,0)'", i*size)
		if i+1 < n {
			where += fmt.Sprintf(" and ctid < '(%d,0)'", (i+1)*size)
		}
		out[i] = partID{id: fmt.Sprintf("%s/%d", l.id, i*size), leaf: l.id, start: i * size, from: l.from, where: where, mark: fmt.Sprintf("%s/%d", l.mark, size)}
	}
	return out
}

// witnessed says of the table in the open transaction what must stay the same:
// of all of it, and of each of its parts. family is empty when nothing tells
// whether it will have changed.
func (p *pgSession) witnessed(ctx context.Context, t *table) (family, files string, m moment, err error) {
	err = p.attempt(ctx, func() error {
		may, err := p.ask(ctx, "select has_function_privilege('pg_control_system()', 'execute') and has_function_privilege('pg_control_checkpoint()', 'execute')")
		if err != nil || string(may[0][0]) != "t" {
			return err
		}
		rows, err := p.ask(ctx, fmt.Sprintf(pgFamily, t.oid))
		if err != nil || len(rows) == 0 {
			return err
		}
		r := rows[0]
		open, _, _ := bytes.Cut(r[1], []byte(":"))
		m.Open, err = strconv.ParseUint(string(open), 10, 64)
		if err != nil || string(r[2]) != "0" || string(r[3]) != "f" || string(r[4]) != "t" {
			return nil
		}
		leaves, err := p.ask(ctx, fmt.Sprintf(pgLeaves, t.oid))
		for _, l := range leaves {
			files += string(l[2]) + ","
		}
		family = string(r[0])
		return err
	})
	return family, files, m, err
}

// farthest is how many transactions may lie between two looks: numbers in rows
// are of 32 bits, half of which lie behind.
const farthest = 1 << 30

// since counts, by part, the rows of the table in the open transaction, of which
// now is the moment, that were there then and those that came later. It is nil
// when that cannot be told.
func (p *pgSession) since(ctx context.Context, t *table, parts []*part, then, now moment) (out map[string]partSince, err error) {
	if now.Open < then.Open || now.Open-then.Open > farthest {
		return nil, nil
	}
	err = p.attempt(ctx, func() error {
		places := "max(ctid) filter (where age(xmin) > age(%[1]s)), min(ctid) filter (where age(xmin) <= age(%[1]s))"
		if pgMajor(p.conn.ParameterStatus("server_version")) < 14 {
			places = "null, null"
		}
		starts := []uint64{0}
		for _, p := range parts {
			if p.start > 0 {
				starts = append(starts, p.start)
			}
		}
		slices.Sort(starts)
		starts = slices.Compact(starts)
		bucket := "0"
		if len(starts) > 1 {
			var list []string
			for _, s := range starts[1:] {
				list = append(list, fmt.Sprintf("'(%d,0)'::tid", s))
			}
			bucket = "width_bucket(ctid, array[" + strings.Join(list, ", ") + "])"
		}
		// The age of a frozen row may be any; when it seems young the table is read.
		rows, err := p.ask(ctx, fmt.Sprintf("select tableoid, "+bucket+", count(*), count(*) filter (where age(xmin) <= age(%[1]s)), "+places+" from %[2]s group by 1, 2", fmt.Sprintf("'%d'::xid", uint32(then.Open)), t.id))
		if err != nil {
			return err
		}
		out = map[string]partSince{}
		for _, r := range rows {
			var s partSince
			bucket, e0 := strconv.Atoi(string(r[1]))
			all, e1 := strconv.ParseInt(string(r[2]), 10, 64)
			young, e2 := strconv.ParseInt(string(r[3]), 10, 64)
			if err := errors.Join(e0, e1, e2); err != nil {
				return err
			}
			s.old, s.young, s.last, s.next = all-young, young, string(r[4]), string(r[5])
			id := ""
			for _, p := range parts { // those of a leaf stand in order
				if len(parts) == 1 || p.leaf == string(r[0]) && p.start <= starts[bucket] {
					id = p.id
				}
			}
			if was, ok := out[id]; ok {
				s = was.with(s)
			}
			out[id] = s
		}
		return nil
	})
	return out, err
}

// with adds up two places in which rows of a part lie.
func (s partSince) with(o partSince) partSince {
	if s.last == "" || o.last != "" && tidBefore(s.last, o.last) {
		s.last = o.last
	}
	if s.next == "" || o.next != "" && tidBefore(o.next, s.next) {
		s.next = o.next
	}
	s.old, s.young = s.old+o.old, s.young+o.young
	return s
}

// behind says whether all rows that came later lie behind those that were there.
func (s partSince) behind() bool { return s.last != "" && s.next != "" && tidBefore(s.last, s.next) }

// tidBefore says whether a row lies before another one: (block,place).
func tidBefore(a, b string) bool {
	var at [4]uint64
	if n, _ := fmt.Sscanf(a+b, "(%d,%d)(%d,%d)", &at[0], &at[1], &at[2], &at[3]); n != 4 {
		return false
	}
	return at[0] < at[2] || at[0] == at[2] && at[1] < at[3]
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
