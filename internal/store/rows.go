package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
)

// rows are inserted many with one statement: a server that is far away is asked
// once for all of them. A row that is there already stays as it is, or is an error.
type rows struct {
	into   string // TABLE (COLUMN, ...)
	known  string // "(COLUMN, ...)" by which a row is known, or "" for its primary key
	fresh  bool   // none is there already
	then   string // what is done with one that is there already; "" nothing
	width  int    // values of a row
	values []any
}

func (r *rows) add(values ...any) {
	r.width = len(values)
	r.values = append(r.values, values...)
}

// count is how many there are.
func (r *rows) count() int {
	if r.width == 0 {
		return 0
	}
	return len(r.values) / r.width
}

// together is how many rows one statement inserts at most: of few sizes, so that
// an engine that remembers statements meets them again.
const together = 64

// insert inserts rows of several tables, in this order.
func (db *DB) insert(ctx context.Context, tx *sql.Tx, all ...*rows) error {
	for _, r := range all {
		if err := r.insert(ctx, tx, db.engine.mark); err != nil {
			return err
		}
	}
	return nil
}

func (r *rows) insert(ctx context.Context, tx *sql.Tx, mark func(int) string) error {
	left := r.values
	size := together * r.width
	// Parsing a statement of this length takes SQLite longer than what it does.
	if len(left) >= 2*size && size > 0 {
		s, err := tx.PrepareContext(ctx, r.statement(together, mark))
		if err != nil {
			return err
		}
		defer s.Close()
		for ; len(left) >= size; left = left[size:] {
			if _, err := s.ExecContext(ctx, left[:size]...); err != nil {
				return err
			}
		}
	}
	for len(left) > 0 {
		n := min(together, len(left)/r.width)
		if _, err := tx.ExecContext(ctx, r.statement(n, mark), left[:n*r.width]...); err != nil {
			return err
		}
		left = left[n*r.width:]
	}
	return nil
}

// unnamed marks a value of a statement on SQLite, which would look for one with
// a name among all names: a statement of a thousand values has a million of them.
func unnamed(int) string { return "?" }

func numbered(n int) string { return "$" + strconv.Itoa(n) }

func (r *rows) statement(n int, mark func(int) string) string {
	var q strings.Builder
	fmt.Fprintf(&q, "insert into %s values ", r.into)
	for i := range n * r.width {
		switch {
		case i == 0:
			q.WriteString("(")
		case i%r.width == 0:
			q.WriteString("), (")
		default:
			q.WriteString(", ")
		}
		q.WriteString(mark(i + 1))
	}
	q.WriteString(")")
	if r.fresh {
		return q.String()
	}
	q.WriteString(" on conflict ")
	if r.known != "" {
		q.WriteString(r.known + " ")
	}
	q.WriteString(cmp.Or(r.then, "do nothing"))
	return q.String()
}
