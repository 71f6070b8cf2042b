package data

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// partID is a part of a table as a session knows it.
type partID struct {
	id          string
	leaf        string // the table in the engine's catalogue
	start       uint64 // where in that table it begins
	from, where string // after these words
	mark        string // what must be the same when its rows are to be
}

// rows are what is asked for, but for the columns: all its rows, or those behind one.
func (p partID) rows(behind string) string {
	var where []string
	if p.where != "" {
		where = append(where, p.where)
	}
	if behind != "" {
		where = append(where, "ctid > '"+behind+"'")
	}
	if len(where) == 0 {
		return p.from
	}
	return p.from + " where " + strings.Join(where, " and ")
}

// part is what a table is read in: a partition, or the whole of it. Each is read
// as if it were alone, and what was gathered is added up, so that one that is as
// it was can be taken from an earlier look.
type part struct {
	partID
	first *firstPass
	pl    *placeIn // its keys and dates; its columns while it is read
	once  *oncePass
	note  *partNote // of an earlier look whose rows are still there
	after string    // the last of those; empty: nothing was added

	rows, cut      int64
	filled, binary []int64
	began          []use // the plan by which people were counted as the rows came
	counted        []use // what they were counted by in a second reading
	again          bool  // that there was one
	lost           bool  // whose they are was not kept
	state          []byte
	going          bool   // state is one to go on from
	at, many       uint32 // records in the blob
	placed         [2]int64
	keys           keySet // of the earlier look, until it is gone on from
}

// goingParts is of how many parts, the last that were made, enough is kept to go
// on where reading ended: rows are added to those.
const goingParts = 4

// rowID is what rows without identifier are numbered under.
func (r *tableReader) rowID(p *part) string {
	id := r.v.subject(r.t.path())
	if len(r.parts) > 1 {
		id += "\x00" + p.id
	}
	return id
}

// readPart reads the rows of a part that are not known from an earlier look.
func (r *tableReader) readPart(ctx context.Context, p *part, last bool) error {
	t := *r.t
	p.first = r.first
	if len(r.parts) > 1 {
		var err error
		if p.first, err = r.newPass(); err != nil {
			return err
		}
	}
	p.pl = p.first.cur
	through := newBatches(nil)
	p.once = newOncePass(p.first, r.rowID(p), r.seen, through.spent)
	through.take = p.once.take
	if p.note != nil && !r.resume(p) {
		p.note = nil
	}
	var failed error
	if p.note == nil || p.after != "" {
		if p.note == nil {
			p.after = ""
		}
		t.id = p.partID.rows(p.after)
		before := r.tally()
		failed = through.through(func(each func([][]byte) error) error { return r.rowsOf(ctx, &t, t.every(), true, each) })
		r.tallied(p, before)
		p.state = nil
	}
	if p.state == nil && r.marks.family != "" && failed == nil {
		if p.going = last && p.once.plan != nil; p.going || len(r.parts) > 1 {
			p.state = packColumns(p.pl.columns, p.going)
		}
		if p.going && len(p.state) > mostState {
			p.going, p.state = false, packColumns(p.pl.columns, false)
		}
	}
	if len(r.parts) == 1 {
		return failed
	}
	if p.once.plan == nil {
		p.once.decide(p.pl.planned(p.pl.soFar()))
	}
	p.began, p.placed = p.once.plan, [2]int64{p.pl.rows, p.pl.bytes}
	sum := r.first.cur
	for i, c := range p.pl.columns {
		sum.columns[i].join(c)
	}
	sum.rows, sum.bytes = sum.rows+p.pl.rows, sum.bytes+p.pl.bytes
	p.pl.columns, p.once = nil, nil // they are large
	p.pl.keys.put()
	return failed
}

// join adds to c what the column of a part gathered.
func (c *column) join(o *column) {
	c.cells.Merge(o.grown())
	c.filled += o.filled
	c.dating.join(o.dating)
}

type tally struct {
	rows, cut      int64
	filled, binary []int64
}

func (r *tableReader) tally() tally {
	return tally{r.rows, r.cut, slices.Clone(r.filled), slices.Clone(r.binary)}
}

// tallied notes what was counted of a part since.
func (r *tableReader) tallied(p *part, since tally) {
	p.rows, p.cut = p.rows+r.rows-since.rows, p.cut+r.cut-since.cut
	if p.filled == nil {
		p.filled, p.binary = make([]int64, len(r.filled)), make([]int64, len(r.filled))
	}
	for i := range r.filled {
		p.filled[i] += r.filled[i] - since.filled[i]
		p.binary[i] += r.binary[i] - since.binary[i]
	}
}

// join judges the table by all its parts. Where that differs from what the
// beginning of a part said, the columns that tell whom a record is about are
// read a second time. failed is why not all of it was read.
func (r *tableReader) join(ctx context.Context, failed error) error {
	sum := r.first.cur
	r.first.judge()
	for i, n := range r.filled {
		v := &sum.columns[i].verdict
		v.Filled = max(v.Filled, n)
	}
	final := sum.planned(nil)
	err := failed
	for _, p := range r.parts {
		if p.first == nil {
			break // nobody came to it
		}
		if p.once != nil { // it is the whole table
			if p.once.plan == nil {
				p.once.decide(final)
			}
			p.began, p.once, p.placed = p.once.plan, nil, [2]int64{p.pl.rows, p.pl.bytes}
		}
		p.pl.columns, p.pl.dates, p.pl.personal = sum.columns, sum.dates, sum.personal
		fits := !p.lost && !p.again && slices.Equal(p.began, final)
		switch exact := sum.uses(nil); {
		case !sum.personal:
			p.lost = true
			p.pl.forget()
		case fits || !p.lost && p.again && !slices.Equal(p.began, final) && slices.Equal(p.counted, exact):
		case err != nil:
			p.pl.forget()
		case slices.Equal(p.began, final):
			err = r.anew(ctx, p)
		default:
			err = r.countAgain(ctx, p, exact)
		}
		if len(r.parts) > 1 {
			if e := r.add(p); err == nil && e != nil {
				err = sinkError{e}
			}
		} else {
			p.many = sum.keys.record
		}
	}
	return err
}

// add adds the people of a part, whose records get the next numbers.
func (r *tableReader) add(p *part) error {
	sum := r.first.cur
	p.at, p.many = sum.keys.record, p.pl.keys.record
	sum.test += p.pl.test
	for _, day := range []time.Time{p.pl.oldest, p.pl.newest} {
		if day.IsZero() {
			continue
		}
		if sum.oldest.IsZero() || day.Before(sum.oldest) {
			sum.oldest = day
		}
		if day.After(sum.newest) {
			sum.newest = day
		}
	}
	for y, n := range p.pl.years {
		if sum.years == nil {
			sum.years = map[int]int64{}
		}
		sum.years[y] += n
	}
	return sum.keys.take(&p.pl.keys)
}

// countAgain reads the columns that tell whom a record is about once more.
func (r *tableReader) countAgain(ctx context.Context, p *part, uses []use) error {
	p.pl.forget()
	p.again, p.counted, p.lost = true, uses, false
	pick := wanted(uses)
	if len(pick) == 0 {
		return nil
	}
	second := &secondPass{first: p.first, id: r.rowID(p)}
	if err := errors.Join(second.Part(r.t.schema), second.Table(r.t.name)); err != nil {
		return sinkError{err}
	}
	t := *r.t
	t.id = p.partID.rows("")
	return r.rowsOf(ctx, &t, pick, false, second.Row)
}

// anew reads a part as if nothing had been known of it: the whole table says
// what its beginning said, and people were counted otherwise, or not kept.
func (r *tableReader) anew(ctx context.Context, p *part) error {
	first, err := r.newPass()
	if err != nil {
		return err
	}
	t := *r.t
	t.id = p.partID.rows("")
	through := newBatches(nil)
	once := newOncePass(first, r.rowID(p), func(cells [][]byte) {
		for i, c := range t.columns {
			if c.binary && lengthAlone(cells[i]) {
				cells[i] = nil
			}
		}
	}, through.spent)
	through.take = once.take
	err = through.through(func(each func([][]byte) error) error { return r.rowsOf(ctx, &t, t.every(), false, each) })
	if once.plan == nil {
		once.decide(p.began)
	}
	pl := first.cur
	p.pl.keys.close()
	p.pl.keys, p.pl.test, p.pl.oldest, p.pl.newest, p.pl.years = pl.keys, pl.test, pl.oldest, pl.newest, pl.years
	p.again, p.counted, p.lost = false, nil, false
	return err
}

func (r *tableReader) close() {
	if r.first != nil {
		r.first.close()
	}
	for _, p := range r.parts {
		p.keys.close()
		if p.first != nil {
			p.first.close()
		}
	}
}

// every is the positions of all columns.
func (t *table) every() []int {
	all := make([]int, len(t.columns))
	for i := range all {
		all[i] = i
	}
	return all
}

// partsOf are what a table is read in.
func partsOf(ctx context.Context, s session, t *table) ([]*part, error) {
	ids := []partID{{id: t.oid, leaf: t.oid, from: t.id}}
	if s, ok := s.(since); ok {
		var err error
		if ids, err = s.parts(ctx, t); err != nil {
			return nil, err
		}
	}
	out := make([]*part, len(ids))
	for i, id := range ids {
		out[i] = &part{partID: id}
	}
	return out, nil
}
