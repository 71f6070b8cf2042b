package formats

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"unicode/utf8"
)

// What a database keeps as bytes may be a document, a picture or a text in other
// letters. It is read after the tables, as files within the database are.

// blobColumn is a column in which bytes stand that are no text.
type blobColumn struct{ table, column string }

// smallBlob is how long a key, a checksum or a number in bytes is at most.
const smallBlob = 64

// In the place of a value that is not taken with its row. No program writes these.
var (
	tooLarge  = []byte("\xff\xfe\xfdlarge")
	readLater = []byte("\xff\xfe\xfdlater")
)

// isText says whether bytes are read with their row.
func isText(v []byte) bool {
	return utf8.Valid(v) && (len(v) <= smallBlob || bytes.IndexByte(v, 0) < 0)
}

// valueOf is the expression for a column: large values are known by their length,
// without being loaded.
func valueOf(column string) string {
	q := quote(column)
	return fmt.Sprintf("case when %s is null or octet_length(%s) <= %d then %s when typeof(%s) = 'blob' and octet_length(%s) <= %d then x'%x' else x'%x' end", q, q, maxValue, q, q, q, manyInner, readLater, tooLarge)
}

// blobs reads the bytes in columns as files.
func (rd *reader) blobs(db *sql.DB, columns []blobColumn, res *Result) error {
	if len(columns) == 0 {
		return nil
	}
	b, err := rd.unpack("sqlite")
	var nr *NotRead
	if errors.As(err, &nr) {
		res.Partial = append(res.Partial, "files within it: "+nr.Why)
		return nil
	}
	for _, c := range columns {
		if err := rd.blobsOf(db, b, c); err != nil {
			b.notes(" within it")
			res.Partial = append(res.Partial, b.res.Partial...)
			return err
		}
	}
	if err := rd.sink.Part(rd.within); err != nil {
		return err
	}
	b.notes(" within it")
	res.Partial = append(res.Partial, b.res.Partial...)
	return nil
}

func (rd *reader) blobsOf(db *sql.DB, b *bundle, c blobColumn) error {
	q := quote(c.column)
	rows, err := db.QueryContext(rd.ctx, fmt.Sprintf("select %s from %s where typeof(%s) = 'blob' and octet_length(%s) > %d and octet_length(%s) <= %d", q, quote(c.table), q, q, smallBlob, q, manyInner))
	if err != nil {
		return rd.blobError(b, err)
	}
	defer rows.Close()
	for n := 1; rows.Next(); n++ {
		var v []byte
		if err := rows.Scan(&v); err != nil {
			return rd.blobError(b, err)
		}
		if len(v) <= maxValue && isText(v) { // it was read with its row
			continue
		}
		if err := rd.all.add(len(v)); err != nil { // rows can share what they hold
			return &NotRead{"bomb", errBomb.Error(), bombNext}
		}
		err := b.member(fmt.Sprintf("%s/%s %d", c.table, c.column, n), func(inner *reader) (Result, error) { return inner.unpacked(bytes.NewReader(v)) })
		if err != nil {
			return err
		}
	}
	return rd.blobError(b, rows.Err())
}

// blobError notes that the database is damaged where the bytes lie.
func (rd *reader) blobError(b *bundle, err error) error {
	if e := rd.ctx.Err(); e != nil || err == nil {
		return e
	}
	b.miss("sqlite", "the database is damaged", "open it with the program that made it")
	return nil
}
