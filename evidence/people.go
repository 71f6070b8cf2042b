package evidence

import (
	"errors"
	"fmt"
	"math"
)

// People is how many distinct people: a best estimate, and between which numbers
// the truth lies in nineteen of twenty cases. bench/people measures that.
type People struct {
	Low, Best, High int64
}

// Shared is how many people two sets have in common. A and B are positions in
// the arguments of Distinct, A < B.
type Shared struct {
	A, B   int
	Shared int64
}

// Count is what Distinct counts.
type Count struct {
	Union    People
	Sets     []int64  // at the best estimate, in the order of the arguments
	Overlaps []Shared // pairs that share at least one person, by A, then B
	Picture  Picture  // of the union
	Pictures []Picture
}

// Picture is how much is known about people, at the best estimate: each is
// counted once, under the gravest thing that any record says.
type Picture struct {
	Contact, Identity, Financial, Card, Special int64
	Dossiers                                    int64 // of whom three or more of these five are known
	Minors, Deceased                            int64
}

// hubPeople is how many different people may share one value before it is taken
// for a place rather than a person: info@, the number of an office, the bank
// account of an association. A family is rarely larger.
const hubPeople = 5

// spelling: among the records that share a value, those that stand apart are
// taken for spellings of the largest group, not for people of their own, when
// they are fewer than one in this many. A customer with 300 orders is written
// wrongly now and then.
const spelling = 20

// Distinct counts the people behind the records of several sets of keys. Two
// records are one person when they share a strong identifier (e-mail, phone,
// IBAN, card, national number, name with birth date, name with address), with
// three exceptions:
//
//   - a value that more than five people share, told apart by their other
//     identifiers, joins nobody;
//   - a phone, an IBAN or a card joins two records only when their names do not
//     differ, because families share them;
//   - a name alone joins only records that hold nothing better, and only within
//     one set, because two stores can know two people of one name.
//
// KeyRow stands for a record without any identifier and never joins.
//
// Soft keys then join, at best, two people who have one in common with nobody
// else, unless another identifier tells them apart.
//
// Distinct takes the sets over: it sorts them, and lets go of them in its
// arguments before the largest part of its work.
func Distinct(sets ...[]Key) Count {
	all := make([]Set, len(sets))
	for i := range sets {
		all[i].Keys, sets[i] = sets[i], nil
	}
	c, _ := Join(all) // without soft keys nothing is read
	return c
}

// Join is Distinct with soft keys. It fails when those cannot be read.
func Join(sets []Set) (Count, error) { return join(sets, maxExact) }

// join compares all whom most keys can hold, else whom it draws.
func join(sets []Set, most int) (Count, error) {
	n := 0
	for _, s := range sets {
		n += s.size()
	}
	if n > most {
		c, err := joinDrawn(sets, min(most, maxDrawn))
		if !errors.Is(err, errOneHeap) {
			return c, err
		}
	}
	if err := load(sets); err != nil {
		return Count{}, fmt.Errorf("join the people of several places: %w", err)
	}
	g, best, soft, err := joined(sets)
	if err != nil {
		return Count{}, err
	}
	return g.count(best, nil, float64(soft), 0), nil
}

// count counts the people of f. weight says how many each root stands for, soft how many
// were joined by soft keys, and chance is the standard deviation of having drawn.
func (g *graph) count(f forest, weight []float64, soft, chance float64) Count {
	all, inSet := g.heads(f, weight)
	c := Count{Overlaps: g.overlaps(f, weight)}
	for _, n := range inSet {
		c.Sets = append(c.Sets, whole(n))
	}
	g.pictures(f, weight, &c)
	c.Union = newDoubt(g, f, weight).interval(all, soft, chance)
	return c
}

// joinDrawn counts by those who are drawn. Whoever soft keys may join brings along
// so many that a part of them must do: from it is taken how many these join.
func joinDrawn(sets []Set, most int) (Count, error) {
	crowd, err := newCrowd(sets)
	if err != nil {
		return Count{}, err
	}
	share, off, err := crowd.joinWeak(most)
	if errors.Is(err, errOneHeap) && crowd.keys > maxChained*maxExact {
		share, off, err = 0, usualTypo, nil
	}
	if err != nil {
		return Count{}, err
	}
	s, g, within, err := crowd.draw(most, false)
	if err != nil {
		return Count{}, err
	}
	f := g.joinCareful()
	g.joinBest(f)
	if err := g.readSoft(within, g.hold); err != nil {
		return Count{}, err
	}
	w := s.weights(g, f)
	all, chance := total(w)
	soft := share * all
	c := g.count(f, w, soft, math.Hypot(chance, all*off))
	// What soft keys join was not joined here.
	c.Union.Best -= whole(soft)
	c.Union.Low = max(min(c.Union.Low-whole(soft), c.Union.Best), 1)
	c.Union.High = max(c.Union.High-whole(soft), c.Union.Best)
	return c, nil
}

// joinWeak is the share of people whom soft keys join with others, and its
// standard deviation.
func (c *crowd) joinWeak(most int) (share, off float64, err error) {
	some := false
	for _, s := range c.sets {
		if s.Soft == nil || some {
			continue
		}
		if err := s.Soft(func(k Key) { some = some || k.Type != KeyHolds }); err != nil {
			return 0, 0, err
		}
	}
	if !some {
		return 0, 0, nil
	}
	s, g, within, err := c.draw(most, true)
	if err != nil {
		return 0, 0, err
	}
	f := g.joinCareful()
	g.joinBest(f)
	before, _ := g.heads(f, s.weights(g, f))
	if err := g.joinSoft(f, within); err != nil {
		return 0, 0, err
	}
	w := s.weights(g, f)
	after, _ := g.heads(f, w)
	if before == 0 {
		return 0, 0, nil
	}
	n, of := 0.0, 0.0
	for _, x := range w {
		if x > 0 {
			n++
			of += x
		}
	}
	joined := max(0, before-after)
	return joined / before, math.Sqrt(joined*of/max(n, 1)) / before, nil
}

// Assign says whom Join takes each record for, at its best estimate: for each
// set, the record and the number of a person. It takes the sets over as Join does.
func Assign(sets []Set) ([]map[uint32]int32, error) {
	if err := load(sets); err != nil {
		return nil, fmt.Errorf("join the people of several places: %w", err)
	}
	g, best, _, err := joined(sets)
	if err != nil {
		return nil, err
	}
	out := make([]map[uint32]int32, len(sets))
	for i := range out {
		out[i] = map[uint32]int32{}
	}
	for node, set := range g.set {
		record := uint32(int32(node) - g.first[set])
		if g.record != nil {
			record = g.record[node]
		}
		out[set][record] = best.root(int32(node))
	}
	return out, nil
}

// joined joins records at the best estimate; soft is how many people soft keys joined.
func joined(sets []Set) (g *graph, f forest, soft int, err error) {
	g = newGraph(sets)
	g.findHubs()
	f = g.joinCareful()
	g.joinBest(f)
	before := f.roots()
	if err := g.joinSoft(f, sets); err != nil {
		return nil, nil, 0, fmt.Errorf("join the people of several places: %w", err)
	}
	return g, f, before - f.roots(), nil
}

// joinCareful joins by strong values whose records do not differ in name.
func (g *graph) joinCareful() forest {
	f := newForest(len(g.set))
	for _, grp := range g.groups {
		switch g.links[grp[0]].Type {
		case KeyNationID, KeyNameBirth, KeyNameAddr:
			g.joinAll(f, grp)
		default:
			g.joinNamed(f, grp)
		}
	}
	return f
}

// joinBest joins further what the best estimate joins.
func (g *graph) joinBest(f forest) {
	for _, grp := range g.groups {
		if !family(g.links[grp[0]].Type) {
			g.joinAll(f, grp)
		}
	}
	for _, grp := range g.names {
		bare := int32(-1)
		for _, i := range grp {
			if node := int32(g.links[i].Record); g.mask[node] == 0 {
				if bare >= 0 {
					f.join(bare, node)
				}
				bare = node
			}
		}
		if bare < 0 {
			continue
		}
		// A bare name beside exactly one person of that name is that person;
		// beside several it could be any of them: it is not counted as one more.
		for _, i := range grp {
			if node := int32(g.links[i].Record); g.mask[node] != 0 {
				f.join(node, bare)
				break
			}
		}
	}
}

func (g *graph) joinAll(f forest, grp []int32) {
	for _, i := range grp[1:] {
		f.join(int32(g.links[grp[0]].Record), int32(g.links[i].Record))
	}
}

// joinNamed joins the records of grp that have the same name, and all of them
// when there is at most one name: a record without a name contradicts nobody.
func (g *graph) joinNamed(f forest, grp []int32) {
	first := map[uint64]int32{}
	for _, i := range grp {
		node := int32(g.links[i].Record)
		name := g.name(node)
		if k, ok := first[name]; ok {
			f.join(k, node)
		} else {
			first[name] = node
		}
	}
	if bare, ok := first[0]; ok && len(first) == 2 {
		for name, node := range first {
			if name != 0 {
				f.join(node, bare)
			}
		}
	}
}
