package data

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

func init() {
	collectors.Register(func(env collectors.Env) collectors.Collector { return &databases{New(env).(*collector)} })
}

// databases looks at the tables of database servers.
type databases struct{ c *collector }

const databasesName = "data.databases"

func (*databases) Name() string      { return databasesName }
func (*databases) Targets() []string { return []string{"postgres", "mysql"} }
func (*databases) Emits() []string {
	return []string{facts.DataStore.Name, facts.DataCoverage.Name, facts.AccessReaders.Name, facts.AccessRole.Name}
}
func (*databases) Needs() collectors.Needs {
	return collectors.Needs{
		Network: true, Login: true,
		Touches: "read every table that the account may read, once or twice, over one connection that cannot write",
		Never:   "write to a database, wait for a lock longer than five seconds, or keep a value that we find",
		Rights: "an account that may log in and read, and nothing else. PostgreSQL 14 on: grant pg_read_all_data to ACCOUNT; before: grant usage on each schema and select on its tables. " +
			"MySQL and MariaDB: grant select on DATABASE.* to 'ACCOUNT'@'THIS_MACHINE'; to see who can read the tables, also select on the server's lists of rights in mysql.* (a scan without it names each). Its password: secret: env:NAME in weaklink.yaml",
	}
}

// session is one connection to one database.
type session interface {
	format() string // for facts
	// tables lists every table that holds rows of its own, in a fixed order, and
	// what there is beside that cannot be read.
	tables(context.Context) ([]table, error)
	// snapshot calls read while t stands still and its columns are known.
	// Everything in it is one read-only transaction.
	snapshot(ctx context.Context, t *table, read func() error) error
	// rows reads the columns pick (positions in t.columns) of every row. Cells lie
	// at the positions of their columns and are valid during the call only.
	rows(ctx context.Context, t *table, pick []int, each func(cells [][]byte) error) error
	// explain puts an error into words that hold nothing of the data; gone says
	// that the connection is no longer there.
	explain(err error) (why, next string, gone bool)
	close()
}

// table is one table and what is known of it before it is read.
type table struct {
	id, oid      string // the engine's own: after "from", and in its catalogue
	schema, name string
	bytes        int64 // on disk; 0: it is empty; a guess until the snapshot began
	guess        int64 // of rows, by the server; 0: it does not say
	columns      []dbColumn
	parted       bool    // it has partitions
	wide         bool    // it may hold values above maxValue
	share        float64 // of its rows that are read, at random; 0: all of them
	recalled     bool    // not all of it had to be read
	why, next    string
	partial      string // why not all of it can be read, and the step that would let us
	partialNext  string
}

// dbColumn is a column that is read.
type dbColumn struct {
	name, typ string
	text      bool // may be long
	binary    bool // bytes: of those that are more than a small value only the length is asked for
	point     bool // places of a geometry, asked for as text
	fixed     bool // by its type it can hold no identifier: its first values tell all
}

// fixedSample is how many values of a fixed column are looked at. The others are counted.
const fixedSample = 1000

// fixedType says whether a column of that name and type (as PostgreSQL and
// MySQL write it) holds values in which no identifier can hide: fractions,
// times at which something happened.
func fixedType(name, typ string) bool {
	base, rest, _ := strings.Cut(strings.ToLower(typ), "(")
	base, _, _ = strings.Cut(base, " ")
	switch base {
	case "real", "double", "float", "uuid", "interval", "time", "year", "money":
		return true
	case "numeric", "decimal":
		_, scale, ok := strings.Cut(strings.TrimSuffix(rest, ")"), ",")
		return ok && strings.TrimSpace(scale) != "0"
	case "timestamp", "datetime":
		return recordDate(name) // one that is called otherwise may be of a birth
	}
	return false
}

// maxValue is the largest text value that is read whole, in bytes.
const maxValue = 1 << 20

// maxTables is how many tables of one database are read.
const maxTables = 100_000

func (t *table) path() string {
	if t.schema == "" {
		return t.name
	}
	return t.schema + "." + t.name
}

// Collect looks at the database of t.
func (d *databases) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	a, err := readAddress(ctx, t)
	if err != nil {
		return err
	}
	open := func(ctx context.Context) (session, error) {
		if t.Scheme == "mysql" {
			return openMySQL(ctx, d.c.env, a)
		}
		return openPostgres(ctx, d.c.env, a)
	}
	s, err := open(ctx)
	if err != nil {
		return err
	}
	v := &visit{c: d.c, t: t, see: see, pace: pace{bytes: paceGuess, seconds: 1}, brake: newBrake(ctx, d.c.env.Rate)}
	see.Progress(0, 0, "looking what there is")
	tables, err := s.tables(ctx)
	if err != nil {
		why, next, _ := s.explain(err)
		s.close()
		return hinted{fmt.Errorf("list the tables of %s: %s", t.ID, why), next}
	}
	for i := range tables {
		v.total.Add(tables[i].bytes)
	}
	err = v.allTables(ctx, s, open, tables)
	if e := v.keepNotes(ctx); err == nil {
		err = e
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = v.roles(ctx, open)
	}
	v.finish(ctx)
	return err
}

// allTables reads one table after the other: one connection is our share of the
// server. A connection that breaks is made again, a few times; the table that was
// being read is not begun anew: it may be what the server fell over.
func (v *visit) allTables(ctx context.Context, s session, open func(context.Context) (session, error), tables []table) error {
	defer func() { s.close() }()
	v.pace.rest = v.total.Load()
	again := 0
	var lost error
	for i := range tables {
		t := &tables[i]
		if ctx.Err() != nil {
			for _, t := range tables[i:] { // finish lists them
				v.ledger.Files++
				v.ledger.Bytes += t.bytes
			}
			return nil
		}
		if lost != nil {
			v.closeTable(t, lost.Error(), "check that the database server runs, then scan again")
			continue
		}
		guess, start := t.bytes, time.Now()
		err := v.table(ctx, s, t)
		v.pace.took(guess, t, time.Since(start))
		if err == nil {
			continue
		}
		var gone goneError
		if !errors.As(err, &gone) {
			return err
		}
		s.close()
		fresh := session(nil)
		if again++; again <= mostAgain && i+1 < len(tables) {
			fresh = reopen(ctx, open)
		}
		if fresh == nil {
			lost = gone
			continue
		}
		s = fresh
	}
	return nil
}

// mostAgain is how many times a connection that broke is made again.
const mostAgain = 3

// reopenAfter are the waits before each try: a server that was restarted is back
// within seconds, one that has to recover first a little later.
var reopenAfter = []time.Duration{0, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 15 * time.Second}

// reopen connects to a server that broke the connection; nil: it does not come back.
func reopen(ctx context.Context, open func(context.Context) (session, error)) session {
	for _, wait := range reopenAfter {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
		if s, err := open(ctx); err == nil {
			return s
		}
	}
	return nil
}

// goneError is a connection that broke while a table was being read.
type goneError struct{ error }

// closeTable enters a table into the ledger. why is empty when all of it was read.
func (v *visit) closeTable(t *table, why, next string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	l := &v.ledger
	l.Files++
	l.Bytes += t.bytes
	if why == "" {
		l.Read++
		l.ReadBytes += t.bytes
		return
	}
	l.Listed++
	l.ListedBytes += t.bytes
	v.gaps.add(v.subject(t.path()), why, next)
}

// table reads one table and emits what is in it. Only a broken connection and
// a failing store are errors; what is wrong with this table goes into the gaps.
func (v *visit) table(ctx context.Context, s session, t *table) error {
	if t.why != "" {
		v.closeTable(t, t.why, t.next)
		return nil
	}
	r := &tableReader{v: v, t: t, s: s}
	defer r.close()
	guess := t.bytes
	before := v.done.Load()
	err := s.snapshot(ctx, t, func() error {
		v.total.Add(t.bytes - guess)
		return r.read(ctx)
	})
	if r.recalled == nil {
		v.done.Store(before + t.bytes)
	}
	var own sinkError
	if errors.As(err, &own) {
		return own.error
	}
	why, next := t.partial, t.partialNext
	var gone bool
	switch {
	case ctx.Err() != nil:
		why, next = "we were stopped before its end", "give it more time with max_time in weaklink.yaml"
	case err != nil:
		why, next, gone = s.explain(err)
		if r.rows > 0 {
			why = fmt.Sprintf("only its first %d rows were read: %s", r.rows, why)
		}
	case r.recalled != nil:
		v.closeTable(t, r.recalled.Why, r.recalled.Next)
		return nil
	case why == "":
		why, next = r.leftOut()
	}
	emitted, failed := r.emit(why)
	if failed == nil && err == nil && ctx.Err() == nil {
		failed = r.remember(ctx, why, next, emitted)
	}
	if failed != nil {
		return failed
	}
	v.closeTable(t, why, next)
	if len(emitted) == 0 && why == "" {
		v.ledger.Clean++
	}
	if gone {
		return goneError{errors.New(why)}
	}
	return nil
}

// sinkError tells an error of ours from one of the database.
type sinkError struct{ error }

// tableReader reads one table: to find out what its columns are, and to count
// people and dates in those that say something about them.
type tableReader struct {
	v     *visit
	t     *table
	s     session
	first *firstPass
	parts []*part

	marks    marks  // what must be the same when a later look shall not read it again
	now      moment // of the snapshot
	recalled *tableMemo
	ended    bool   // every row that was asked for came
	blob     string // digest of its keys

	rows   int64
	cut    int64   // values that were longer than maxValue
	filled []int64 // by column, for those of which only the length is known
	binary []int64 // bytes
}

func (r *tableReader) newPass() (*firstPass, error) {
	p := newFirstPass(r.v.c.key, r.v.c.now())
	p.keyed, p.temp, p.country = true, r.v.c.env.Temp, r.v.c.env.Country
	err := errors.Join(p.Part(r.t.schema), p.Table(r.t.name))
	for _, c := range r.t.columns {
		err = errors.Join(err, p.Column(c.name, c.typ))
	}
	for i, c := range r.t.columns {
		p.cur.columns[i].fixed = c.fixed
	}
	if err != nil {
		err = sinkError{err}
	}
	return p, err
}

func (r *tableReader) read(ctx context.Context) error {
	t := r.t
	if t.bytes == 0 || len(t.columns) == 0 {
		return nil
	}
	r.filled, r.binary = make([]int64, len(t.columns)), make([]int64, len(t.columns))
	if done, err := r.recall(ctx); done || err != nil {
		t.recalled = done
		return err
	}
	known := 0
	for _, p := range r.parts {
		if p.note != nil {
			known++
		}
	}
	if t.share = r.v.pace.share(ctx, t.bytes/int64(len(r.parts))*int64(len(r.parts)-known)); t.share > 0 {
		r.close()
		r.parts, known = []*part{{partID: partID{id: t.oid, leaf: t.oid, from: t.id}}}, 0
	}
	var err error
	if r.first, err = r.newPass(); err != nil {
		return err
	}
	for i, p := range r.parts {
		if err = r.readPart(ctx, p, len(r.parts)-i <= goingParts); err != nil {
			break
		}
	}
	err = r.join(ctx, err)
	if r.ended = err == nil; r.ended && known > 0 {
		r.v.partly++
		t.recalled = true
	}
	return err
}

// seen counts a row, and takes out of it what is no text.
func (r *tableReader) seen(cells [][]byte) {
	r.rows++
	for i, cell := range cells {
		if r.t.columns[i].binary && lengthAlone(cell) {
			n, _ := strconv.ParseInt(string(cell[1:]), 10, 64)
			r.filled[i]++
			r.binary[i] += n
			cells[i] = nil
		} else if len(cell) >= maxValue {
			r.cut++
		}
	}
}

// smallValue is up to where binary values, in bytes, are read: they are keys, hashes,
// ciphertext or names that a program keeps as bytes, and no documents or pictures.
const smallValue = 256

// leftOut says what of a table that was read to its end nobody looked into.
func (r *tableReader) leftOut() (why, next string) {
	var columns, bytes int64
	for i, n := range r.filled {
		if n > 0 {
			columns++
			bytes += r.binary[i]
		}
	}
	switch {
	case r.t.share > 0:
		return sampledWords(r.t.share), "give it more time with max_time in weaklink.yaml"
	case columns > 0:
		return fmt.Sprintf("%s with %s of files or pictures was not opened", plural(columns, "column", "columns"), size(bytes)), "look at some of them: a copy of a passport is client data too"
	case r.cut > 0:
		return fmt.Sprintf("%s longer than 1 MB %s read up to there", plural(r.cut, "value", "values"), map[bool]string{true: "was", false: "were"}[r.cut == 1]), "look at one of them: it is a document rather than a record"
	}
	return "", ""
}

func size(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d kB", max(1, n>>10))
	}
	return fmt.Sprintf("%d MB", n>>20)
}

// emit makes the fact of the table, if there was anything, and returns its digest.
func (r *tableReader) emit(partial string) ([]string, error) {
	if r.first == nil {
		return nil, nil
	}
	pl := r.first.places[0]
	s := pl.store()
	if len(s.Categories) == 0 && len(s.Secrets) == 0 && pl.trials() == 0 && !guarded(s) {
		return nil, nil
	}
	v := r.v
	s.ID = v.subject(r.t.path())
	s.Target, s.Name, s.As = v.t.ID, v.name(r.t.path()), v.t.As
	s.Format, s.Role, s.Bytes = r.s.format(), "live", r.t.bytes
	s.AtRest = "unknown" // a server does not tell what its disk does
	s.Partial = partial
	if pl.share = r.t.share; !r.ended {
		pl.share = 0 // of how many the rows are that came nobody knows
	} else if pl.share > 0 {
		estimate(&s, pl.share)
	}
	for i := range s.Columns {
		s.Columns[i].Name = v.name(s.Columns[i].Name)
	}
	v.stored(r.t, s)
	it, err := v.put(s, pl)
	r.blob = it.Blob
	return []string{it.Digest}, err
}

// wanted are the columns that say who a record is about, or when it was touched.
func wanted(uses []use) []int {
	var out []int
	for i, u := range uses {
		if u != (use{}) {
			out = append(out, i)
		}
	}
	return out
}
