package evidence

import "slices"

// meeters are records that have wanted values, as many as are read at once in the
// order in which they lie.
type meeters struct {
	pairs  []meeter // by value
	at     []uint32 // places of the records, in order
	all    []found  // of each, what it says
	keys   []Key
	hashes []uint64

	look   []uint64 // the values
	first  stamped  // a print -> the first that has it
	parent forest
	size   []int32
}

type meeter struct{ value, at uint32 }

type found struct {
	from, to uint32 // of its keys
	set      int32
	bare     bool
	own      uint64
}

const atOnce = 1 << 16 // records

// find reads the records of the first of the values, and returns of how many: of
// each value, the records from one to another.
func (m *meeters) find(c *crowd, look []uint64, from, to int) (n int, err error) {
	m.look, m.pairs, m.at, m.all, m.keys, m.hashes = look, m.pairs[:0], m.at[:0], m.all[:0], m.keys[:0], m.hashes[:0]
	if n, err = c.index.find(look, from, to, func(value, at uint32) bool {
		m.pairs = append(m.pairs, meeter{value, at})
		m.at = append(m.at, at)
		return len(m.pairs) < atOnce
	}); err != nil {
		return 0, err
	}
	slices.Sort(m.at)
	m.at = slices.Compact(m.at)
	var p printer
	err = c.read(m.at, func(set int, _ uint32, r []Key) {
		own, bare := p.print(set, r)
		from := len(m.keys)
		m.keys = append(m.keys, r...)
		m.hashes = append(m.hashes, p.hashes...)
		m.all = append(m.all, found{uint32(from), uint32(len(m.keys)), int32(set), bare, own})
	})
	return n, err
}

// shut adds the values that more than five people share even when all else that
// their records have in common joins them: these join nobody, and are known now.
// It returns the others of which so many records were found, or more.
func (m *meeters) shut(is *counts, many int) (more []uint64) {
	for len(m.pairs) > 0 {
		n := 1
		for n < len(m.pairs) && m.pairs[n].value == m.pairs[0].value {
			n++
		}
		if v := m.look[m.pairs[0].value]; n > hubPeople && is.get(v) == 0 {
			if m.people(v, m.pairs[:n], is) > hubPeople {
				is.add(v)
			} else if n >= many {
				more = append(more, v)
			}
		}
		m.pairs = m.pairs[n:]
	}
	return more
}

// people counts those among the records of a value, by all else that they say.
func (m *meeters) people(value uint64, of []meeter, shut *counts) int {
	m.parent, m.size = m.parent[:0], m.size[:0]
	keys := 0
	for i, r := range of {
		at, _ := slices.BinarySearch(m.at, r.at)
		keys += int(m.all[at].to - m.all[at].from)
		m.parent, m.size = append(m.parent, int32(i)), append(m.size, int32(at))
	}
	m.first.empty(keys)
	for i, at := range m.size {
		r := m.all[at]
		m.size[i] = 0
		for j := r.from; j < r.to; j++ {
			h, t := m.hashes[j], m.keys[j].Type
			if h == value && t == KeyName {
				return 0 // it joins nobody but bare names
			}
			if h != value && (strong(t) || t == KeyName) && shut.get(h) == 0 {
				m.size[i] = 1
				if f, had := m.first.first(h, int32(i)); had {
					m.parent.join(f, int32(i))
				}
			}
		}
	}
	largest := int32(0)
	for i, told := range m.size {
		if r := m.parent.root(int32(i)); told > 0 && int(r) != i {
			m.size[r]++
			m.size[i] = 0
		}
	}
	for _, s := range m.size {
		largest = max(largest, s)
	}
	n := 0
	for _, s := range m.size {
		if s > 0 && s*spelling >= largest {
			n++
		}
	}
	return n
}
