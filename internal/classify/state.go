package classify

import (
	"slices"

	"github.com/weaklink/weaklink/internal/redact"
)

// ColumnState is what a column gathered, to be kept until more cells come. Its
// prints of cells are keyed; it holds nothing else of them.
type ColumnState struct {
	Counts             []int64
	Protect            map[string]int64
	Seen               []uint64
	Alive              []uint8
	Narrowed, NoPhones bool
}

// KeyWith makes c know cells again by keyed prints, as one must whose state is
// kept or that is added to another. Call it before the first cell comes.
func (c *Column) KeyWith(q redact.Quick) { c.quick = &q }

// State is what c gathered so far.
func (c *Column) State() ColumnState {
	s := ColumnState{Protect: c.protect, Alive: c.alive, Narrowed: c.narrowed, NoPhones: c.noPhones}
	for _, n := range c.grown() {
		s.Counts = append(s.Counts, *n)
	}
	if c.quick != nil {
		s.Seen = c.seen.all()
	}
	return s
}

// Resume makes c, which is new, go on where another one of the same name and
// type stood when its state was taken. It says whether the state is of this kind.
func (c *Column) Resume(s ColumnState) bool {
	counts := c.grown()
	if len(s.Counts) != len(counts) {
		return false
	}
	for i, n := range counts {
		*n = s.Counts[i]
	}
	if len(s.Protect) > 0 {
		c.protect = s.Protect
	}
	for _, h := range s.Seen {
		c.seen.add(h)
	}
	c.alive, c.narrowed, c.noPhones = s.Alive, s.Narrowed, s.NoPhones
	return true
}

// Merge adds to c what o, a column of the same name and key, gathered from other cells.
func (c *Column) Merge(o *Column) {
	to := c.grown()
	for i, n := range o.grown() {
		*to[i] += *n
	}
	for k, n := range o.protect {
		if c.protect == nil {
			c.protect = map[string]int64{}
		}
		c.protect[k] += n
	}
	for _, h := range o.seen.all() {
		c.seen.add(h)
	}
}

// all are the prints, in order.
func (d *distinct) all() []uint64 {
	out := make([]uint64, 0, d.n)
	for _, h := range d.slots {
		if h != 0 {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return out
}
