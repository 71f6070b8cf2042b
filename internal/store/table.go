package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strings"
)

// table is one that is moved and backed up, with the columns that its rows are
// sorted by, and the schema that made it, where backups of older ones are read.
type table struct {
	name, key string
	since     int64
}

// kept holds every table of what is kept of firms, parents before children.
var kept = []table{
	{name: "firm", key: "id"}, {name: "verdict", key: "digest"}, {name: "run", key: "id"}, {name: "fact", key: "digest"}, {name: "gap", key: "digest"},
	{name: "fact_set", key: "digest"}, {name: "set_fact", key: "set_digest, fact_digest"}, {name: "set_gap", key: "set_digest, gap_digest"},
	{name: "set_base", key: "set_digest", since: 18}, {name: "set_less", key: "set_digest, fact_digest", since: 18},
	{name: "sighting", key: "run, target, collector"},
	{name: "arrival", key: "run, target, collector, fact_digest"}, {name: "arrival_gap", key: "run, target, collector, gap_digest"},
	{name: "span", key: "id"}, {name: "span_detail", key: "span, first_seq"}, {name: "acceptance", key: "firm, finding"}, {name: "outcome", key: "firm, id"},
	{name: "memory", key: "firm, target, collector, object"},
}

// passing holds the tables that stay behind: what is only about work under way,
// what can be worked out again, and blobs, which are moved one by one. So do
// goose's and River's own.
var passing = []string{"blob_part", "derived", "weighed", "joined", "stand", "event", "step", "ask", "lease", "sign_in"}

// sink takes rows in their canonical order: the tables as in kept, the rows by
// the bytes of their keys. Values are nil, int64 or string.
type sink interface {
	table(name string, columns []string) error
	row(values []any) error
}

// export gives all that is kept to a sink.
func export(ctx context.Context, tx *sql.Tx, to sink) error {
	tables, err := keptIn(ctx, tx)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if err := exportTable(ctx, tx, t, to); err != nil {
			return fmt.Errorf("read table %s: %w", t.name, err)
		}
	}
	return nil
}

// keptIn are those that the schema of a database knows: that of an older backup
// may be older than this build.
func keptIn(ctx context.Context, tx *sql.Tx) ([]table, error) {
	var schema int64
	if err := tx.QueryRowContext(ctx, "select coalesce(max(version_id), 0) from goose_db_version").Scan(&schema); err != nil {
		return nil, fmt.Errorf("read which schema it is: %w", err)
	}
	return slices.DeleteFunc(slices.Clone(kept), func(t table) bool { return t.since > schema }), nil
}

func exportTable(ctx context.Context, tx *sql.Tx, t table, to sink) error {
	rows, err := tx.QueryContext(ctx, "select * from "+t.name+" order by "+t.key)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	if err := to.table(t.name, columns); err != nil {
		return err
	}
	values, at := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		at[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(at...); err != nil {
			return err
		}
		if err := to.row(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// encode appends a row in the form that is hashed and backed up: for each value
// a letter, and its number or its length and bytes.
func encode(b []byte, values []any) ([]byte, error) {
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			b = append(b, 'n')
		case int64:
			b = binary.AppendVarint(append(b, 'i'), v)
		case string:
			b = append(binary.AppendUvarint(append(b, 's'), uint64(len(v))), v...)
		default:
			return nil, fmt.Errorf("a column holds a %T", v)
		}
	}
	return b, nil
}

var errTorn = errors.New("a row is torn")

// decode reads n values of a row.
func decode(b []byte, n int) ([]any, error) {
	out := make([]any, n)
	for i := range out {
		if len(b) == 0 {
			return nil, errTorn
		}
		kind := b[0]
		b = b[1:]
		switch kind {
		case 'n':
		case 'i':
			v, size := binary.Varint(b)
			if size <= 0 {
				return nil, errTorn
			}
			out[i], b = v, b[size:]
		case 's':
			long, size := binary.Uvarint(b)
			if size <= 0 || long > uint64(len(b)-size) {
				return nil, errTorn
			}
			b = b[size:]
			out[i], b = string(b[:long]), b[long:]
		default:
			return nil, errTorn
		}
	}
	if len(b) > 0 {
		return nil, errTorn
	}
	return out, nil
}

// digester is the sink that makes the root digest.
type digester struct {
	sum  hash.Hash
	rows int64
	buf  []byte
}

func newDigester() *digester { return &digester{sum: sha256.New()} }

func (d *digester) table(name string, columns []string) error {
	fmt.Fprintf(d.sum, "table %s %s\n", name, strings.Join(columns, " "))
	return nil
}

func (d *digester) row(values []any) (err error) {
	if d.buf, err = encode(d.buf[:0], values); err != nil {
		return err
	}
	var size [8]byte
	binary.BigEndian.PutUint64(size[:], uint64(len(d.buf)))
	d.sum.Write(size[:])
	d.sum.Write(d.buf)
	d.rows++
	return nil
}

func (d *digester) root() string { return hex.EncodeToString(d.sum.Sum(nil)) }

// Root is the digest over every row of what is kept, in canonical order, and
// how many there are: the same on both engines for the same content.
func (db *DB) Root(ctx context.Context) (root string, rows int64, err error) {
	d := newDigester()
	if err := db.snapshot(ctx, func(tx *sql.Tx) error { return export(ctx, tx, d) }); err != nil {
		return "", 0, fmt.Errorf("digest what is kept in %s: %w", db.place, err)
	}
	return d.root(), d.rows, nil
}

// Empty says that nothing is kept.
func (db *DB) Empty(ctx context.Context) (bool, error) {
	counts, err := db.Counts(ctx)
	if err != nil {
		return false, err
	}
	for _, n := range counts {
		if n > 0 {
			return false, nil
		}
	}
	return true, nil
}

// batch is how many rows one statement inserts.
const batch = 50

// inserter is the sink that writes into a database.
type inserter struct {
	ctx     context.Context
	tx      *sql.Tx
	name    string
	columns []string
	values  []any
	rows    int
}

func (in *inserter) table(name string, columns []string) error {
	if err := in.flush(); err != nil {
		return err
	}
	// Names come from a file, too: they are ours or refused.
	known := false
	for _, t := range kept {
		known = known || t.name == name
	}
	for _, c := range columns {
		known = known && c != "" && strings.Trim(c, "abcdefghijklmnopqrstuvwxyz_") == ""
	}
	if !known {
		return fmt.Errorf("there is no table %q with such columns", name)
	}
	in.name, in.columns = name, columns
	return nil
}

func (in *inserter) row(values []any) error {
	in.values = append(in.values, values...)
	if in.rows++; in.rows == batch {
		return in.flush()
	}
	return nil
}

func (in *inserter) flush() error {
	if in.rows == 0 {
		return nil
	}
	var q strings.Builder
	fmt.Fprintf(&q, "insert into %s (%s) values ", in.name, strings.Join(in.columns, ", "))
	n := 0
	for r := range in.rows {
		if r > 0 {
			q.WriteString(", ")
		}
		for c := range in.columns {
			n++
			fmt.Fprintf(&q, "%s$%d", map[bool]string{true: "(", false: ", "}[c == 0], n)
		}
		q.WriteString(")")
	}
	_, err := in.tx.ExecContext(in.ctx, q.String(), in.values...)
	in.values, in.rows = in.values[:0], 0
	if err != nil {
		return fmt.Errorf("write into table %s: %w", in.name, err)
	}
	return nil
}

// fill writes what from gives into the empty database, in one transaction that
// is committed only when all of it reads back as it was: want is called when
// from is done and returns its root digest.
func (db *DB) fill(ctx context.Context, from func(sink) (root string, err error)) error {
	return db.change(ctx, func(tx *sql.Tx) error {
		tables, err := keptIn(ctx, tx)
		if err != nil {
			return err
		}
		for _, t := range tables {
			var n int
			if err := tx.QueryRowContext(ctx, "select count(*) from (select 1 from "+t.name+" limit 1) as first_row").Scan(&n); err != nil {
				return err
			}
			if n > 0 {
				return &UsageError{db.place + " holds runs already, and nothing is written over them", "name a new file, or an empty database"}
			}
		}
		in := &inserter{ctx: ctx, tx: tx}
		want, err := from(in)
		if err != nil {
			return err
		}
		if err := in.flush(); err != nil {
			return err
		}
		got := newDigester()
		if err := export(ctx, tx, got); err != nil {
			return err
		}
		if got.root() != want {
			return fmt.Errorf("what was written differs from what was read (root %.12s, not %.12s); nothing of it was kept", got.root(), want)
		}
		return nil
	})
}

// both gives every row to two sinks.
type both struct{ a, b sink }

func (t both) table(name string, columns []string) error {
	return errors.Join(t.a.table(name, columns), t.b.table(name, columns))
}

func (t both) row(values []any) error { return errors.Join(t.a.row(values), t.b.row(values)) }
