package evidence

import "math/bits"

// says is what a node's keys and its record say about somebody.
func (g *graph) saysOf(node int32) Holds {
	var h Holds
	if int(node) < len(g.holds) {
		h = Holds(g.holds[node])
	}
	m := g.mask[node]
	if m&(1<<KeyNationID|1<<KeyNameBirth) != 0 {
		h |= HoldsIdentity
	}
	if m&(1<<KeyIBAN) != 0 {
		h |= HoldsFinancial
	}
	if m&(1<<KeyCard) != 0 {
		h |= HoldsCard
	}
	return h
}

// pictures is how much is known about the people of each set and of all.
type pictures struct {
	of  []known // set ->
	all known
}

func newPictures(sets int) *pictures { return &pictures{of: make([]known, sets)} }

func (p *pictures) add(t *told, w float64) {
	all := Holds(0)
	for i, set := range t.sets {
		h := Holds(t.here[i])
		p.of[set].add(h, w)
		all |= h
	}
	p.all.add(all, w)
}

// known adds up a Picture.
type known struct {
	contact, identity, financial, card, special float64
	dossiers, minors, deceased                  float64
}

func (p *known) add(h Holds, w float64) {
	switch {
	case h&HoldsSpecial != 0:
		p.special += w
	case h&HoldsCard != 0:
		p.card += w
	case h&HoldsFinancial != 0:
		p.financial += w
	case h&HoldsIdentity != 0:
		p.identity += w
	default:
		p.contact += w
	}
	if bits.OnesCount64(uint64(h&(HoldsIdentity|HoldsFinancial|HoldsCard|HoldsSpecial)))+1 >= dossier {
		p.dossiers += w
	}
	if h&HoldsMinor != 0 {
		p.minors += w
	}
	if h&HoldsDeceased != 0 {
		p.deceased += w
	}
}

func (p *known) picture() Picture {
	return Picture{whole(p.contact), whole(p.identity), whole(p.financial), whole(p.card), whole(p.special), whole(p.dossiers), whole(p.minors), whole(p.deceased)}
}

// dossier is how many of the five things must be known for a full picture:
// enough to open an account in somebody's name.
const dossier = 3
