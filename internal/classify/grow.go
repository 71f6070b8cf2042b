package classify

import "maps"

// Found is how many finds the cells so far had.
func (c *Column) Found() int { return c.found }

// SoFar is the column as it would be judged if no more cells came. o, of
// which cells were only counted, is as in Grow; nil: none.
func (c *Column) SoFar(o *Column, cells, sample int64) *Column {
	d := *c // counts alone: nothing is added to it
	d.protect = maps.Clone(c.protect)
	if o != nil {
		d.Grow(o, cells, sample)
	}
	return &d
}

// single are the counts that stand alone, of those that Grow adds to.
func (c *Column) single() [25]*int64 {
	return [...]*int64{&c.filled, &c.words, &c.dates, &c.births, &c.packedBirths, &c.test, &c.alpha, &c.short, &c.illness, &c.sexes, &c.firms, &c.people, &c.dials, &c.codes, &c.bare, &c.postal, &c.titled, &c.houses, &c.zips, &c.caps, &c.aged, &c.fives, &c.zeros, &c.pairs, &c.moments}
}

// lists are those that are counted by kind.
func (c *Column) lists() [4][]int64 {
	return [...][]int64{c.whole[:], c.within[:], c.wordy[:], c.said[:]}
}

// grown are the counts that Grow adds to.
func (c *Column) grown() []*int64 {
	one := c.single()
	out := one[:]
	for _, of := range c.lists() {
		for i := range of {
			out = append(out, &of[i])
		}
	}
	return out
}

// Grow adds to c what it would have counted in cells of which o saw sample, taken
// at random: every count of o, times cells / sample.
func (c *Column) Grow(o *Column, cells, sample int64) {
	if sample == 0 {
		return
	}
	times := func(n int64) int64 { return (n*cells + sample/2) / sample }
	to, from := c.single(), o.single()
	for i, n := range from {
		*to[i] += times(*n)
	}
	lists := c.lists()
	for i, of := range o.lists() {
		for j, n := range of {
			if n != 0 {
				lists[i][j] += times(n)
			}
		}
	}
	if c.protect == nil && len(o.protect) > 0 {
		c.protect = map[string]int64{}
	}
	for k, n := range o.protect {
		c.protect[k] += times(n)
	}
}

// Restart sets all counts back to nothing. What the cells so far ruled out stays
// ruled out.
func (c *Column) Restart() {
	for _, n := range c.single() {
		*n = 0
	}
	for _, of := range c.lists() {
		clear(of)
	}
	c.protect = nil
}
