package evidence

import "fmt"

// People is how many distinct people, as a 90 % interval with a best estimate.
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
	Sets     []People // in the order of the arguments
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
// KeyRow stands for a record without any identifier and never joins. The
// interval is the same count by a more careful rule (High: an e-mail too needs
// names that do not differ, and a bare name joins nobody) and by a bolder one
// (Low: shared phones always join, and so do records of one name and set that
// have no type of identifier in common).
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
func Join(sets []Set) (Count, error) {
	c := Count{Sets: make([]People, len(sets))}
	g, best, err := joined(sets, func(g *graph, high forest) {
		g.tally(high, &c, func(p *People, n int64) { p.High = n })
	})
	if err != nil {
		return Count{}, err
	}
	c.Overlaps = g.overlaps(best)
	g.tally(best, &c, func(p *People, n int64) { p.Best = n })
	g.pictures(best, &c)
	g.joinBold(best)
	g.tally(best, &c, func(p *People, n int64) { p.Low = n })
	return c, nil
}

// Assign says whom Join takes each record for, at its best estimate: for each
// set, the record and the number of a person. It takes the sets over as Join does.
func Assign(sets []Set) ([]map[uint32]int32, error) {
	g, best, err := joined(sets, func(*graph, forest) {})
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

// joined joins records at the best estimate. careful is called with them as the
// more careful rule joins them: from there on the same memory is used.
func joined(sets []Set, careful func(*graph, forest)) (*graph, forest, error) {
	g := newGraph(sets)
	g.findHubs()
	f := g.joinCareful()
	careful(g, f)
	g.joinBest(f)
	if err := g.joinSoft(f, sets); err != nil {
		return nil, nil, fmt.Errorf("join the people of several places: %w", err)
	}
	return g, f, nil
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

// joinBold joins further what the bolder rule joins.
func (g *graph) joinBold(f forest) {
	for _, grp := range g.groups {
		g.joinAll(f, grp)
	}
	for _, grp := range g.names {
		// One node for each set of types is enough to compare with.
		var kept []int32
		for _, i := range grp {
			node := int32(g.links[i].Record)
			known := false
			for _, k := range kept {
				if g.mask[k]&g.mask[node] == 0 {
					f.join(k, node)
				}
				known = known || g.mask[k] == g.mask[node]
			}
			if !known {
				kept = append(kept, node)
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
