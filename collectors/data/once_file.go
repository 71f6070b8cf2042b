package data

// onceFile reads the tables of a file once, as those of a server are: only those
// whose end says otherwise than their beginning are read again. It is a
// formats.Sink, and a firstPass for all that is in no table.
type onceFile struct {
	*firstPass
	id   string
	all  []*fileTable // of this part
	at   *fileTable
	by   map[*placeIn]*fileTable
	held int // bytes of rows that are held, in all tables
}

// fileTable is a table whose people are counted as its rows come. What is counted
// lies apart until it is known whether it stays: texts may name people of the same
// place.
type fileTable struct {
	*oncePass
	people placeIn
}

const (
	onceFileBytes = 1 << 20 // of the first rows of a table are held: several files are read side by side
	onceFileHeld  = 4 << 20 // of those of all tables of a file together
)

// Part ends the tables of the part before.
func (o *onceFile) Part(name string) error {
	err := o.firstPass.Part(name)
	o.settle()
	return err
}

func (o *onceFile) Table(name string) error {
	err := o.firstPass.Table(name)
	if o.at != nil && o.at.pl != o.firstPass.cur { // an INSERT each row says it again and again
		o.at = nil
	}
	return err
}

func (o *onceFile) Row(cells [][]byte) error {
	pl := o.firstPass.cur
	if o.at == nil && !pl.flat {
		o.at = o.table(pl)
	}
	if err := o.firstPass.Row(cells); err != nil || pl.flat {
		return err
	}
	t := o.at
	if t.plan != nil {
		t.second.row++
		t.second.record(cells, t.hits())
		return nil
	}
	before := t.heldB
	t.hold(cells)
	if o.held += t.heldB - before; t.heldB >= t.most || t.heldN >= blockRows {
		o.decide(t)
	} else if o.held >= onceFileHeld {
		for _, t := range o.all {
			o.decide(t)
		}
	}
	return nil
}

// table is what counts the people of a place.
func (o *onceFile) table(pl *placeIn) *fileTable {
	if t := o.by[pl]; t != nil {
		return t
	}
	t := &fileTable{oncePass: newOncePass(o.firstPass, o.id, nil, func(*batch) {}), people: placeIn{part: pl.part, table: pl.table}}
	t.people.keys.hard.dir, t.people.keys.soft.dir = o.temp, o.temp
	t.second.cur, t.most = &t.people, onceFileBytes
	if o.by == nil {
		o.by = map[*placeIn]*fileTable{}
	}
	o.by[pl] = t
	o.all = append(o.all, t)
	return t
}

// takeBatch is an empty batch; first: there may be few rows, and else as much room
// as it can need, since growing to it step by step would leave twice as much behind.
func takeBatch(width int, first bool) *batch {
	if first {
		return &batch{first: true}
	}
	return &batch{data: make([]byte, 0, batchBytes+batchBytes/8), ends: make([]int32, 0, min(batchRows*width, batchBytes/4))}
}

// hold keeps a row, in which the last finds are those of the first pass.
func (p *oncePass) hold(cells [][]byte) {
	var b *batch
	if n := len(p.held); n > 0 && !p.held[n-1].full() {
		b = p.held[n-1]
	} else {
		b = takeBatch(len(cells), n == 0)
		p.held = append(p.held, b)
	}
	row := int32(b.rows())
	before := len(b.data)
	b.add(cells)
	for _, c := range p.first.found {
		b.hits = append(b.hits, hitAt{row, int32(c)})
	}
	p.heldN, p.heldB = p.heldN+1, p.heldB+len(b.data)-before+4*len(cells)
}

// decide keys what is held of a table by what its columns are so far.
func (o *onceFile) decide(t *fileTable) {
	if t.plan == nil {
		o.held -= t.heldB
		so := t.pl.soFar()
		plan := t.pl.planned(so)
		for i := range plan {
			plan[i].look = plan[i].text && len(so[i].FreeText) > 0
		}
		t.decide(plan)
	}
}

// settle says, once a part is judged, which of its tables have to be read again:
// those that are not counted.
func (o *onceFile) settle() {
	for _, t := range o.all {
		pl, final := t.pl, t.pl.planned(nil)
		if t.plan == nil && pl.personal {
			for i, c := range pl.columns {
				final[i].look = final[i].text && len(c.verdict.FreeText) > 0
			}
			t.decide(final)
		}
		if pl.counted = pl.personal && t.fits(final); pl.counted {
			pl.take(&t.people)
		} else {
			t.people.keys.close()
		}
	}
	o.all, o.at, o.held = nil, nil, 0
	clear(o.by)
}

// fits says whether the people of a table were counted as all of it says. Columns
// that came late had no part in the plan.
func (t *fileTable) fits(final []use) bool {
	for i, u := range final {
		looked := i < len(t.plan) && t.plan[i].look
		u.look = looked // it adds to what is counted, and changes nothing of it
		if i < len(t.plan) && t.plan[i] != u || i >= len(t.plan) && (u.who != "" || u.says != 0 || u.birth || u.life != 0 || u.date) {
			return false
		}
		// Cells that were like others were counted and not looked at: they may name
		// somebody where nothing else in their row does. Where the first rows said so,
		// they were looked at.
		if c := t.pl.columns[i]; t.second.unnamed > 0 && u.text && len(c.verdict.FreeText) > 0 && (c.passed && !looked || i >= len(t.plan)) {
			return false
		}
	}
	return true
}

// take adds what was counted of the rows of pl.
func (pl *placeIn) take(rows *placeIn) {
	pl.test += rows.test
	for y, n := range rows.years {
		if pl.years == nil {
			pl.years = map[int]int64{}
		}
		pl.years[y] += n
	}
	if !rows.oldest.IsZero() && (pl.oldest.IsZero() || rows.oldest.Before(pl.oldest)) {
		pl.oldest = rows.oldest
	}
	if rows.newest.After(pl.newest) {
		pl.newest = rows.newest
	}
	if pl.keys.record == 0 && pl.keys.dropped == 0 {
		pl.keys.close()
		pl.keys = rows.keys
		pl.text.out = &pl.keys
	} else if err := pl.keys.take(&rows.keys); err != nil {
		pl.keys.hard.err = err // said when they are read
	}
}

// close removes what lies on disk.
func (o *onceFile) close() {
	for _, t := range o.all {
		t.people.keys.close()
	}
	o.firstPass.close()
}
