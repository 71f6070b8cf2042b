package evidence

import (
	"slices"
)

// crowd is all who are in the sets, laid down so that somebody is found again by
// what is said of them.
type crowd struct {
	sets    []Set
	size    []int    // records
	last    []uint32 // the largest number of one
	keys    int
	records int
	scratch Scratch
	pack    packed   // all records
	from    []uint32 // set -> its first place in pack; one more at the end
	index   postings // of values that several records have: where these are in pack
	low     []uint32 // places of records that may be drawn by a print up to bound; nil: they were not looked for
	lows    packed   // these, one after the other: they are read for each try
	bound   []uint64 // set -> the largest print
	weak    weakly   // soft keys
	says    []bool   // set -> whether it says anything of records beside their keys
	shut    counts   // prints of values that turned out to join nobody
}

// newCrowd reads sets once.
func newCrowd(sets []Set, scratch Scratch) (*crowd, error) {
	c := &crowd{sets: slices.Clone(sets), size: make([]int, len(sets)), last: make([]uint32, len(sets)), scratch: scratch}
	values := heaps{scratch: scratch}
	defer values.close()
	c.says = make([]bool, len(sets))
	err := c.pack.open(scratch)
	if err == nil {
		c.weak.file, err = open(scratch)
	}
	var p printer
	for i := 0; i < len(sets) && err == nil; i++ {
		c.from = append(c.from, c.pack.next)
		bare := false
		if err := sets[i].records(func(r []Key) {
			c.size[i]++
			c.last[i] = max(c.last[i], r[0].Record)
			c.keys += len(r)
			_, nameless := p.print(i, r)
			for j, k := range r {
				if strong(k.Type) {
					values.add(entry{p.hashes[j], c.pack.next})
				}
				bare = bare || nameless && k.Type == KeyName
			}
			c.pack.add(r)
		}, func(k Key) {
			if k.Type == KeyHolds {
				c.says[i] = true
			} else {
				c.weak.add(k)
			}
		}); err != nil {
			c.close()
			return nil, &SetError{i, err}
		}
		if bare { // only where there are bare names, somebody is looked for by name
			err = c.pack.each(c.from[i], c.pack.next, func(at uint32, r []Key) {
				p.print(i, r)
				for j, k := range r {
					if k.Type == KeyName {
						values.add(entry{p.hashes[j], at})
					}
				}
			})
		}
		c.records += c.size[i]
		c.weak.end = append(c.weak.end, c.weak.size)
	}
	c.from = append(c.from, c.pack.next)
	if err == nil {
		err = c.index.make(&values, scratch)
	}
	if err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

func (c *crowd) close() {
	c.pack.close()
	c.lows.close()
	c.index.close()
	c.weak.close()
}

// setAt is the set of the record at a place in pack; from says at which it is looked first.
func (c *crowd) setAt(at uint32, from int) int {
	for c.from[from+1] <= at {
		from++
	}
	return from
}

// read calls each with the records at places, which are in order.
func (c *crowd) read(places []uint32, each func(set int, at uint32, r []Key)) error {
	in := strip{file: c.pack.file}
	set := 0
	for i, at := range places {
		set = c.setAt(at, set)
		in.size = stripFew
		if i+1 < len(places) && int(places[i+1]-at) < stripBytes/packedBytes {
			in.size = stripBytes
		}
		r, err := c.pack.record(&in, at)
		if err != nil {
			return err
		}
		each(set, at, r)
	}
	return nil
}

// eachLow calls each with the records that may be drawn when of each set prints up
// to upto are, and with some more. What it is called with is valid until it returns.
func (c *crowd) eachLow(upto []uint64, each func(set int, at uint32, r []Key)) error {
	enough := c.low != nil
	for i, u := range upto {
		enough = enough && u <= c.bound[i]
	}
	if !enough {
		if err := c.findLows(upto); err != nil {
			return err
		}
	}
	n, set := 0, 0
	return c.lows.each(0, c.lows.next, func(_ uint32, r []Key) {
		at := c.low[n]
		n++
		set = c.setAt(at, set)
		each(set, at, r)
	})
}

func (c *crowd) findLows(upto []uint64) error {
	c.low, c.bound = []uint32{}, slices.Clone(upto)
	c.lows.close()
	c.lows = packed{}
	if err := c.lows.open(c.scratch); err != nil {
		return err
	}
	var p printer
	set := 0
	return c.pack.each(0, c.pack.next, func(at uint32, r []Key) {
		set = c.setAt(at, set)
		own, _ := p.print(set, r)
		is := own <= upto[set]
		for j, k := range r {
			is = is || strong(k.Type) && p.hashes[j] <= upto[set]
		}
		if is {
			c.low = append(c.low, at)
			c.lows.add(r)
		}
	})
}

// printer makes the prints by which records are drawn and found.
type printer struct {
	hashes []uint64 // of the keys of the record at hand
}

// print is of what a record says, and where; it leaves the prints of its keys in
// hashes. bare: it says nothing but a name.
func (p *printer) print(set int, r []Key) (own uint64, bare bool) {
	p.hashes = p.hashes[:0]
	own, bare = chance(uint64(set)+1), true
	for _, k := range r {
		h := value(k)
		if k.Type == KeyName {
			h = chance(h + uint64(set))
		}
		own += h
		bare = bare && !strong(k.Type)
		p.hashes = append(p.hashes, h)
	}
	return chance(own), bare
}
