package evidence

import (
	"errors"
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
	A, B   int32 // thousands of sets make millions of pairs
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
// Distinct takes the sets over: it sorts them.
func Distinct(sets ...[]Key) Count {
	all := make([]Set, len(sets))
	for i := range sets {
		all[i].Keys = sets[i]
	}
	c, _ := Join(all, nil) // nothing is read
	return c
}

// Join is Distinct with soft keys. It fails when those cannot be read, with a
// SetError. What does not fit in memory is put down in scratch.
func Join(sets []Set, scratch Scratch) (Count, error) { return join(sets, maxExact, scratch) }

// join compares all whom most keys can hold, else whom it draws.
func join(sets []Set, most int, scratch Scratch) (Count, error) {
	return joinNoted(sets, most, scratch, nil)
}

// joinNoted is join, and keeps what is noted.
func joinNoted(sets []Set, most int, scratch Scratch, note *noter) (Count, error) {
	c, err := joinAll(sets, most, scratch, note, false)
	if !errors.Is(err, errMany) {
		return c, err
	}
	if note != nil && note.vain {
		return joinAll(sets, math.MaxInt, scratch, note, true)
	}
	if c, err = joinDrawn(sets, min(most, maxDrawn), scratch); !errors.Is(err, errOneHeap) {
		return c, err
	}
	return joinAll(sets, math.MaxInt, scratch, note, true)
}

// joinAll compares all. vain: drawing was tried.
func joinAll(sets []Set, most int, scratch Scratch, note *noter, vain bool) (Count, error) {
	g, f, soft, err := joined(sets, most, scratch, note != nil)
	if err != nil {
		return Count{}, err
	}
	defer g.close()
	d := newDoubt()
	d.oneSet = g.oneSet()
	in := make([]float64, g.sets)
	if err := g.namesakes(func(int32) float64 { return 1 }, in); err != nil {
		return Count{}, err
	}
	for _, n := range in {
		d.sakes += n
	}
	var c Count
	err = note.with(func(k *keeper) error {
		if k != nil {
			if err := g.noteAll(k, note.ids, in, vain); err != nil {
				return err
			}
		}
		c = g.counted(f, nil, d, float64(soft), 0, k)
		return nil
	})
	return c, err
}

// counted counts the people of f. weight says how many each root stands for, soft how many
// were joined by soft keys, and chance is the standard deviation of having drawn.
func (g *graph) counted(f forest, weight []float64, d *doubt, soft, chance float64, keep *keeper) Count {
	heads, known := newHeads(g.sets), newPictures(g.sets)
	t := teller{g: g, drawn: weight != nil}
	newPeople(g, f, weight).each(func(nodes []int32, w float64) {
		t.look(nodes)
		heads.add(t.sets, w)
		known.add(&t.told, w)
		d.learn(&t.told, w)
		if keep != nil {
			keep.graphPerson(g, nodes, nodes, &t.told)
		}
	})
	g.spent()
	c := summed(heads, known, d, soft, chance)
	if keep != nil {
		keep.endPeople(c.Overlaps)
	}
	return c
}

// summed is what was added up of all people.
func summed(heads *heads, known *pictures, d *doubt, soft, chance float64) Count {
	c := Count{Overlaps: heads.overlaps(), Picture: known.all.picture()}
	for i, n := range heads.in {
		c.Sets = append(c.Sets, whole(n))
		c.Pictures = append(c.Pictures, known.of[i].picture())
	}
	c.Union = d.interval(heads.all, soft, chance)
	return c
}

// joinDrawn counts by those who are drawn. Whoever soft keys may join brings along
// so many that a part of them must do: from it is taken how many these join.
func joinDrawn(sets []Set, most int, scratch Scratch) (Count, error) {
	crowd, err := newCrowd(sets, scratch)
	if err != nil {
		return Count{}, err
	}
	defer crowd.close()
	share, off, err := crowd.joinWeak(most)
	if errors.Is(err, errOneHeap) && crowd.keys > maxExact {
		share, off, err = 0, usualTypo, nil
	}
	if err != nil {
		return Count{}, err
	}
	s, g, err := crowd.draw(most, false)
	if err != nil {
		return Count{}, err
	}
	defer g.close()
	f, err := g.join()
	if err != nil {
		return Count{}, err
	}
	w := s.weights(g, f)
	all, chance := total(w)
	soft := share * all
	d := newDoubt()
	d.oneSet = g.oneSet()
	in := make([]float64, g.sets)
	if err := g.namesakes(func(node int32) float64 { return w[f.root(node)] }, in); err != nil {
		return Count{}, err
	}
	for _, n := range in {
		d.sakes += n
	}
	c := g.counted(f, w, d, soft, math.Hypot(chance, all*off), nil)
	// What soft keys join was not joined here.
	c.Union.Best -= whole(soft)
	c.Union.Low = max(min(c.Union.Low-whole(soft), c.Union.Best), 1)
	c.Union.High = max(c.Union.High-whole(soft), c.Union.Best)
	return c, nil
}

// joinWeak is the share of people whom soft keys join with others, and its
// standard deviation.
func (c *crowd) joinWeak(most int) (share, off float64, err error) {
	if c.weak.size == 0 {
		return 0, 0, nil
	}
	s, g, err := c.draw(most, true)
	if err != nil {
		return 0, 0, err
	}
	defer g.close()
	f, err := g.join()
	if err != nil {
		return 0, 0, err
	}
	before, _ := total(s.weights(g, f))
	if err := g.joinSoft(f); err != nil {
		return 0, 0, err
	}
	w := s.weights(g, f)
	after, _ := total(w)
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
	joined, one := max(0, before-after), of/max(n, 1)
	return joined / before, math.Sqrt((joined+one)*one) / before, nil // none among a few may be some among many
}

// Assign says whom Join takes each record for, at its best estimate: for each
// set, the record and the number of a person. It takes the sets over as Join does.
func Assign(sets []Set) ([]map[uint32]int32, error) {
	g, best, _, err := joined(sets, math.MaxInt, nil, false)
	if err != nil {
		return nil, err
	}
	out := make([]map[uint32]int32, len(sets))
	for i := range out {
		out[i] = map[uint32]int32{}
	}
	for node := range int32(g.nodes()) {
		set := g.set(node)
		record := uint32(node - g.first[set])
		if g.record != nil {
			record = g.record[node]
		}
		out[set][record] = best.root(node)
	}
	return out, nil
}

// joined joins records at the best estimate; soft is how many people soft keys joined.
func joined(sets []Set, most int, scratch Scratch, noted bool) (g *graph, f forest, soft int, err error) {
	if g, err = newGraph(sets, most, true, scratch); err != nil {
		return nil, nil, 0, err
	}
	if noted {
		g.notes = newNotes(scratch)
	}
	if err = g.group(); err == nil {
		err = g.findHubs()
	}
	if err == nil {
		f, err = g.join()
	}
	before := f.roots()
	if err == nil {
		err = g.joinSoft(f)
	}
	if err != nil {
		g.close()
		return nil, nil, 0, err
	}
	return g, f, before - f.roots(), nil
}

// join joins by what is no hub: at once where people have a value for themselves,
// and where families share it, where names do not differ.
func (g *graph) join() (forest, error) {
	f := newForest(g.nodes())
	g.called = make([]int32, g.names)
	var names stamped
	err := g.eachGroup(func(w word, nodes []int32) {
		switch t := w.typ(); {
		case g.isHub(w):
		case t == KeyName:
			g.called[w&number] = int32(len(nodes))
			g.joinBare(f, nodes)
		case family(t):
			g.joinNamed(f, w, nodes, &names)
		default:
			for _, n := range nodes[1:] {
				f.join(nodes[0], n)
			}
		}
	})
	return f, err
}

// inSets calls each with those of nodes that are in one set.
func (g *graph) inSets(nodes []int32, each func([]int32)) {
	for from := 0; from < len(nodes); {
		to := from + 1
		for to < len(nodes) && g.set(nodes[to]) == g.set(nodes[from]) {
			to++
		}
		each(nodes[from:to])
		from = to
	}
}

// joinBare joins nodes of one name of which nothing else is known, set by set.
func (g *graph) joinBare(f forest, nodes []int32) {
	is := func(n int32) bool { return g.mask[n]&^named == 0 }
	g.inSets(nodes, func(nodes []int32) {
		bare := int32(-1)
		for _, n := range nodes {
			if is(n) {
				if bare >= 0 {
					f.join(bare, n)
				}
				bare = n
			}
		}
		if bare < 0 {
			return
		}
		// A bare name beside exactly one person of that name is that person;
		// beside several it could be any of them: it is not counted as one more.
		for _, n := range nodes {
			if !is(n) {
				f.join(n, bare)
				break
			}
		}
	})
}

// joinNamed joins the nodes that have the same name, and all of them when there
// is at most one name: a record without a name contradicts nobody.
func (g *graph) joinNamed(f forest, w word, nodes []int32, names *stamped) {
	names.empty(len(nodes))
	different, bare, one := 0, int32(-1), int32(-1)
	for _, n := range nodes {
		name := g.name(n)
		if name == 0 {
			if bare >= 0 {
				f.join(bare, n)
			}
			bare = n
			continue
		}
		if k, ok := names.first(name, n); ok {
			f.join(k, n)
		} else {
			different++
			one = n
		}
	}
	if different > 1 {
		g.notes.part(w)
	}
	if bare >= 0 && different == 1 && (g.was == nil || !g.was.parts(w)) {
		f.join(one, bare)
	}
}
