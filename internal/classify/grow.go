package classify

import "maps"

// Found is how many finds the cells so far had.
func (c *Column) Found() int { return c.found }

// SoFar is what the column would be judged to be if no more cells came. o, of
// which cells were only counted, is as in Grow; nil: none.
func (c *Column) SoFar(o *Column, cells, sample int64, neighbours []string) ColumnVerdict {
	d := *c // counts alone: nothing is added to it
	d.protect = maps.Clone(c.protect)
	if o != nil {
		d.Grow(o, cells, sample)
	}
	return d.Verdict(neighbours)
}

// Grow adds to c what it would have counted in cells of which o saw sample, taken
// at random: every count of o, times cells / sample.
func (c *Column) Grow(o *Column, cells, sample int64) {
	if sample == 0 {
		return
	}
	times := func(n int64) int64 { return (n*cells + sample/2) / sample }
	for _, p := range [][2]*int64{{&c.filled, &o.filled}, {&c.words, &o.words}, {&c.dates, &o.dates}, {&c.births, &o.births}, {&c.packedBirths, &o.packedBirths},
		{&c.test, &o.test}, {&c.alpha, &o.alpha}, {&c.short, &o.short}, {&c.illness, &o.illness}, {&c.sexes, &o.sexes}, {&c.firms, &o.firms}, {&c.people, &o.people}, {&c.dials, &o.dials}, {&c.codes, &o.codes}} {
		*p[0] += times(*p[1])
	}
	for i := range c.whole {
		c.whole[i] += times(o.whole[i])
		c.within[i] += times(o.within[i])
	}
	for i := range c.wordy {
		c.wordy[i] += times(o.wordy[i])
	}
	if c.protect == nil && len(o.protect) > 0 {
		c.protect = map[string]int64{}
	}
	for k, n := range o.protect {
		c.protect[k] += times(n)
	}
}
