package evidence

import (
	"math/bits"
	"slices"
)

// findHubs marks the values that more than five people share. A value is
// suspected when its records hold more than five different other values of a
// type; it is a hub when those records remain more than five people after
// being joined by everything that is not itself suspected.
func (g *graph) findHubs() error {
	some := false
	if err := g.eachGroup(func(w word, nodes []int32) {
		if w.typ() != KeyName && len(nodes) > hubPeople && !g.isHub(w) && g.varied(w, nodes) {
			g.setHub(w, true)
			g.notes.suspect(w)
			some = true
		}
	}); err != nil || !some && g.hub == nil {
		return err
	}
	if some {
		var cleared []word
		among := &gathering{g: g}
		if err := g.eachGroup(func(w word, nodes []int32) {
			if g.isHub(w) && !(g.drawn && g.shut.get(g.prints[w&number]) > 0) && among.people(w, nodes) <= hubPeople {
				cleared = append(cleared, w)
			}
		}); err != nil {
			return err
		}
		for _, w := range cleared {
			g.setHub(w, false)
		}
	}
	return g.findOwn()
}

// findOwn finds the types of which nodes have values that are not everybody's.
func (g *graph) findOwn() error {
	g.own = append([]uint8(nil), g.mask...)
	return g.eachGroup(func(w word, nodes []int32) {
		if !g.isHub(w) {
			return
		}
		for _, n := range nodes {
			shared, own := uint8(0), uint8(0)
			for _, w := range g.of(n) {
				if t := w.typ(); strong(t) {
					shared |= 1 << t
					if !g.isHub(w) {
						own |= 1 << t
					}
				}
			}
			g.own[n] = g.mask[n]&^shared | own
		}
	})
}

// varied says whether nodes that have a value hold more than five different
// other values of a type: an address of the shop beside that of each customer.
func (g *graph) varied(value word, nodes []int32) bool {
	var seen [KeyName + 1][hubPeople]word
	var n, met [KeyName + 1]int // different values; of them, in seen
	for _, node := range nodes {
		// A value without a word stands alone.
		rest := g.mask[node]
	next:
		for _, w := range g.of(node) {
			t := w.typ()
			if t > KeyName {
				continue
			}
			rest &^= 1 << (t & 7)
			if w == value {
				continue
			}
			if w&lone == 0 {
				for _, s := range seen[t][:met[t]] {
					if s == w {
						continue next
					}
				}
				if met[t] < hubPeople {
					seen[t][met[t]] = w
					met[t]++
				}
			}
			if n[t]++; n[t] > hubPeople {
				return true
			}
		}
		for ; rest != 0; rest &= rest - 1 {
			t := bits.TrailingZeros8(rest)
			if t == 0 {
				t = int(KeyName)
			}
			if n[t]++; n[t] > hubPeople {
				return true
			}
		}
	}
	return false
}

// gathering counts the people among nodes.
type gathering struct {
	g      *graph
	first  stamped
	parent forest
	size   []int32
	told   []bool
}

// people counts the people among the nodes of one value by their other keys.
// Records without any are the same unknown person and count as none.
func (a *gathering) people(value word, nodes []int32) int {
	g, own := a.g, value.typ()
	keys := 0
	a.parent, a.size, a.told = a.parent[:0], a.size[:0], a.told[:0]
	for at, node := range nodes {
		keys += len(g.of(node))
		a.parent = append(a.parent, int32(at))
		a.size = append(a.size, 0)
		// Every value but the one in question tells somebody apart.
		a.told = append(a.told, g.mask[node]&^(1<<own) != 0 || slices.ContainsFunc(g.of(node), func(w word) bool { return w != value && w.typ() == own }))
	}
	a.first.empty(keys)
	for at, node := range nodes {
		for _, w := range g.of(node) {
			t := w.typ()
			if w == value || t > KeyName || w&lone != 0 || g.isHub(w) {
				continue
			}
			v := uint64(w)
			if t == KeyName {
				v |= uint64(g.set(node)+1) << 32
			}
			if f, ok := a.first.first(v, int32(at)); ok {
				a.parent.join(f, int32(at))
			}
		}
	}
	largest := int32(0)
	for at := range nodes {
		if a.told[at] {
			r := a.parent.root(int32(at))
			a.size[r]++
			largest = max(largest, a.size[r])
		}
	}
	n := 0
	for _, s := range a.size {
		if s > 0 && s*spelling >= largest {
			n++
		}
	}
	return n
}
