package data

import (
	"errors"
	"slices"
)

// onceFile reads the tables of a database file once, as those of a server are:
// only those whose end says otherwise than their beginning are read again. It is
// a formats.Sink for files that hold tables alone, one after the other.
type onceFile struct {
	*firstPass
	id    string
	cur   *oncePass
	width int
	b     *batch
	spare *batch
	all   []*oncePass
}

// errUnlike is a file that is no such file.
var errUnlike = errors.New("it holds more than tables")

// onceFileBytes is how much of the first rows of a table is held: several files
// are read side by side.
const onceFileBytes = 1 << 20

func (o *onceFile) Part(string) error { return errUnlike }
func (o *onceFile) Text([]byte) error { return errUnlike }

func (o *onceFile) Table(name string) error {
	if err := o.leave(); err != nil {
		return err
	}
	if o.index[[2]string{"", name}] != nil {
		return errUnlike
	}
	return o.firstPass.Table(name)
}

func (o *onceFile) Column(name, typ string) error {
	if o.cur != nil {
		return errUnlike
	}
	return o.firstPass.Column(name, typ)
}

func (o *onceFile) Row(cells [][]byte) error {
	if o.cur == nil {
		o.cur, o.width = newOncePass(o.firstPass, o.id, func([][]byte) {}, o.spent), len(o.firstPass.cur.columns)
		o.cur.most = onceFileBytes
		o.all = append(o.all, o.cur)
	}
	if o.b == nil {
		if o.b, o.spare = o.spare, nil; o.b == nil {
			o.b = &batch{}
		}
		o.b.width = o.width
	}
	o.b.add(cells)
	for range o.width - len(cells) {
		o.b.ends = append(o.b.ends, int32(len(o.b.data)))
	}
	if !o.b.full() {
		return nil
	}
	return o.flush()
}

func (o *onceFile) spent(b *batch) {
	if cap(b.data) <= 4*batchBytes {
		b.data, b.ends, b.hits = b.data[:0], b.ends[:0], b.hits[:0]
		o.spare = b
	}
}

func (o *onceFile) flush() error {
	b := o.b
	if o.b = nil; b == nil || b.rows() == 0 {
		return nil
	}
	return o.cur.take(b)
}

// leave ends a table.
func (o *onceFile) leave() error {
	if o.cur == nil {
		return nil
	}
	err := o.flush()
	if o.cur.plan == nil {
		o.cur.decide(o.cur.pl.planned(o.cur.pl.soFar()))
	}
	o.cur = nil
	return err
}

// settle says, once all is judged, which tables have to be read again: those
// that are not counted.
func (o *onceFile) settle() {
	for _, once := range o.all {
		pl := once.pl
		if pl.counted = pl.personal && slices.Equal(once.plan, pl.planned(nil)); !pl.counted {
			pl.forget()
		}
	}
}
