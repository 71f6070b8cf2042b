package classify

// Found is how many finds the cells so far had.
func (c *Column) Found() (n int64) {
	for _, k := range c.whole {
		n += k
	}
	for _, k := range c.within {
		n += k
	}
	return n
}

// Grow adds to c what it would have counted in cells of which o saw sample, taken
// at random: every count of o, times cells / sample.
func (c *Column) Grow(o *Column, cells, sample int64) {
	if sample == 0 {
		return
	}
	times := func(n int64) int64 { return (n*cells + sample/2) / sample }
	for _, p := range [][2]*int64{{&c.filled, &o.filled}, {&c.words, &o.words}, {&c.dates, &o.dates}, {&c.births, &o.births},
		{&c.test, &o.test}, {&c.alpha, &o.alpha}, {&c.illness, &o.illness}, {&c.firms, &o.firms}} {
		*p[0] += times(*p[1])
	}
	grow(c.whole, o.whole, times)
	grow(c.within, o.within, times)
	grow(c.wordy, o.wordy, times)
	grow(c.shapes, o.shapes, times)
	grow(c.protect, o.protect, times)
}

func grow[K comparable](to, from map[K]int64, times func(int64) int64) {
	for k, n := range from {
		to[k] += times(n)
	}
}
