package data

import (
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/weaklink/weaklink/internal/classify"
)

// oncePass reads a table once. Its first rows say what the columns are; they are
// held, and from then on every row is judged and keyed at once. Only when the
// rest of the table says otherwise than its beginning is it read a second time.
type oncePass struct {
	first  *firstPass
	second secondPass
	pl     *placeIn
	row    func(cells [][]byte) // counts a row before it is judged, and may blank cells
	plan   []use                // nil: the first rows are still being held
	held   []*batch
	heldN  int  // rows
	heldB  int  // bytes
	again  bool // it goes on from a second reading, which looks into every text
	most   int  // bytes of the first rows
	spent  func(*batch)
	blank  [][]byte
}

// The first rows: as many as say what a column is, and as fit in memory.
var blockRows = 20_000

const blockBytes = 4 << 20

// batch is some rows, one after the other. They need not be of one width: workbooks
// leave out the empty cells at the end of a row.
type batch struct {
	data  []byte
	ends  []int32 // of each cell
	lines []int32 // how many cells there are up to the end of each row
	hits  []hitAt
	first bool // of a table that may be small
}

// hitAt is a cell in which something was found.
type hitAt struct{ row, column int32 }

const (
	batchBytes = 128 << 10
	fewBytes   = 8 << 10
	batchRows  = 2000
)

func (b *batch) add(cells [][]byte) {
	for _, c := range cells {
		b.data = append(b.data, c...)
		b.ends = append(b.ends, int32(len(b.data)))
	}
	b.lines = append(b.lines, int32(len(b.ends)))
}

func (b *batch) rows() int { return len(b.lines) }

func (b *batch) full() bool { return len(b.data) >= b.most() || b.rows() >= batchRows }

func (b *batch) most() int {
	if b.first {
		return fewBytes
	}
	return batchBytes
}

// cells are those of row n, in place of what is in into.
func (b *batch) cells(n int, into [][]byte) [][]byte {
	first, from := int32(0), int32(0)
	if n > 0 {
		first = b.lines[n-1]
	}
	if first > 0 {
		from = b.ends[first-1]
	}
	into = into[:0]
	for _, to := range b.ends[first:b.lines[n]] {
		into = append(into, b.data[from:to:to])
		from = to
	}
	return into
}

func newOncePass(first *firstPass, id string, row func([][]byte), spent func(*batch)) *oncePass {
	pl := first.cur
	return &oncePass{first: first, pl: pl, row: row, spent: spent, most: blockBytes, second: secondPass{first: first, id: id, part: first.part, cur: pl}, blank: make([][]byte, len(pl.columns))}
}

// take takes the next rows.
func (p *oncePass) take(b *batch) error {
	var cells [][]byte
	for n := range b.rows() {
		cells = b.cells(n, cells)
		copy(p.blank, cells)
		p.row(p.blank)
		if err := p.first.Row(p.blank); err != nil {
			return err
		}
		if p.plan != nil {
			p.second.row++
			p.second.record(cells, p.hits())
			continue
		}
		for _, c := range p.first.found {
			b.hits = append(b.hits, hitAt{int32(n), int32(c)})
		}
	}
	if p.plan != nil {
		p.spent(b)
		return nil
	}
	p.held = append(p.held, b)
	p.heldN += b.rows()
	if p.heldB += len(b.data); p.heldN >= blockRows || p.heldB >= p.most {
		p.decide(p.pl.planned(p.pl.soFar()))
	}
	return nil
}

var noHits = []int{}

// hits are the columns of the last row in which something was found.
func (p *oncePass) hits() []int {
	if p.again {
		return nil
	}
	if len(p.first.found) == 0 {
		return noHits
	}
	return p.first.found
}

// decide keys the rows that were held, and says how the rest will be.
func (p *oncePass) decide(plan []use) {
	p.plan, p.second.uses, p.second.steps = plan, plan, nil
	at := 0
	var cells [][]byte
	row := make([]int, 0, len(plan))
	for _, b := range p.held {
		hits := b.hits
		for n := range b.rows() {
			cells = b.cells(n, cells)
			for row = row[:0]; len(hits) > 0 && int(hits[0].row) == n; hits = hits[1:] {
				row = append(row, int(hits[0].column))
			}
			if at++; at > settleAt { // before that each cell was looked at
				for i, u := range plan {
					if u.look && !slices.Contains(row, i) {
						row = append(row, i)
					}
				}
			}
			p.second.row++
			p.second.record(cells, row)
		}
		b.hits = b.hits[:0]
		p.spent(b)
	}
	p.held = nil
}

// planned is uses, but that people are looked for in every column that may turn
// out to be a text: where nothing was found nobody looks.
func (pl *placeIn) planned(verdicts []classify.ColumnVerdict) []use {
	out := pl.uses(verdicts)
	for i, c := range pl.columns {
		v := &c.verdict
		if verdicts != nil {
			v = &verdicts[i]
		}
		out[i].text = v.Protected == "" && (v.Kind == "" || len(v.FreeText) > 0)
	}
	return out
}

// forget forgets whom the records are about and when they were touched.
func (pl *placeIn) forget() {
	pl.keys.empty()
	pl.test, pl.years, pl.oldest, pl.newest, pl.span = 0, nil, time.Time{}, time.Time{}, [2]day{}
}

// batches hands rows from whoever reads them to whoever takes them, on two
// processors, a few batches at a time.
type batches struct {
	take func(*batch) error
	free chan *batch
}

func newBatches(take func(*batch) error) *batches {
	return &batches{take: take, free: make(chan *batch, 4)}
}

func (p *batches) get() *batch {
	select {
	case b := <-p.free:
		return b
	default:
		return &batch{}
	}
}

// spent takes a batch back, unless it has grown large.
func (p *batches) spent(b *batch) {
	if cap(b.data) > 4*batchBytes {
		return
	}
	b.data, b.ends, b.lines, b.hits = b.data[:0], b.ends[:0], b.lines[:0], b.hits[:0]
	select {
	case p.free <- b:
	default:
	}
}

var errTaken = errors.New("what was read could not be taken")

// through runs read and returns once all that it read was taken. An error of
// take is a sinkError, and ends read. A small table needs no second processor.
func (p *batches) through(read func(each func([][]byte) error) error) error {
	var full chan *batch
	var taken error
	var wait sync.WaitGroup
	failed := make(chan struct{})
	b := p.get()
	err := read(func(cells [][]byte) error {
		b.add(cells)
		if !b.full() {
			return nil
		}
		if full == nil {
			full = make(chan *batch, 2)
			wait.Go(func() {
				for b := range full {
					if taken == nil {
						if taken = p.take(b); taken != nil {
							close(failed)
						}
					}
				}
			})
		}
		select {
		case full <- b:
		case <-failed:
			return errTaken
		}
		b = p.get()
		return nil
	})
	if full != nil {
		close(full)
		wait.Wait()
	}
	if taken == nil && b.rows() > 0 { // what came before an error was read all the same
		taken = p.take(b)
	}
	if taken != nil {
		return sinkError{taken}
	}
	return err
}
