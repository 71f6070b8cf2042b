package evidence

// doubt is what the joined records tell of errors, and of whom nothing tells.
type doubt struct {
	seen   []float64                   // by seenPair: how often, until they are weighed
	differ [KeyName + 1]rate           // of two records of one person: values of that type
	pairs  [1 << (KeyName + 1)]float64 // by pairKind
	couple couple
	single float64 // people who were written down once, or twice
	alone  float64 // joined by what families share, with no two names to compare
	parted float64 // of these, other identifiers differ
	twice  rate    // of records: somebody who was there before
	oneSet bool    // all are in one place
	sakes  float64 // pairs of people of one place who have one name, and different days of birth

	by, nameless, unique [1 << KeyName]float64          // people by the types that are known of them; of them, those without a name, and with one that nobody else has
	met                  [KeyName][1 << KeyName]float64 // type -> what is known in records without it of people who have it
	onlyNamed            float64                        // people of whom nothing is known but a name that somebody else has too
}

// couple is the names that people have beside the one that they are mostly
// written with: errors, or somebody who uses the same address.
type couple struct {
	further, once, often float64 // records beside the first; of the names in these, those that stand once and those that stand more often
	again                rate    // of these names where there are many records: they stand more than once
}

// pairKind is which types of identifiers two records of one person have in
// common, as bits, and as the lowest one whether both have a name.
type pairKind uint8

const (
	bitEmail  uint8 = 1 << KeyEmail
	bitNation uint8 = 1 << KeyNationID
	bitsFam   uint8 = 1<<KeyPhone | 1<<KeyIBAN | 1<<KeyCard
	bitsNamed uint8 = 1<<KeyNameBirth | 1<<KeyNameAddr
)

func newDoubt() *doubt { return &doubt{seen: make([]float64, 1<<16)} }

// learn adds what is told of somebody who stands for w people.
func (d *doubt) learn(t *told, w float64) {
	d.twice.so += w * float64(t.n-1)
	d.twice.of += w * float64(t.n)
	n, scaled := t.n, w
	if n > mostRecords {
		n, scaled = mostRecords, w*float64(n)/mostRecords
	}
	if t.named >= 2 {
		d.couple.further += scaled * float64(t.named-1)
		d.couple.once += scaled * float64(t.once)
		d.couple.often += scaled * float64(t.often)
		if t.named >= 4 {
			d.couple.again.of += scaled * float64(t.once+t.often)
			d.couple.again.so += scaled * float64(t.often)
		}
	}
	if len(t.pairs) > 0 {
		// An error in one of k records parts that one, not k-1.
		part := scaled * float64(n) / float64(2*(n-1))
		for _, p := range t.pairs {
			d.seen[p] += scaled
			d.pairs[uint8(p&0x7f)<<1|uint8(p>>15)] += part
		}
	}
	if n <= 2 {
		d.single += w
	}
	d.by[t.by] += w
	for _, m := range t.met {
		d.met[m>>8][m&0xff] += w
	}
	switch t.known {
	case knownNameless:
		d.nameless[t.by] += w
	case knownUnique:
		d.unique[t.by] += w
	case knownBy:
		if t.by == 0 {
			d.onlyNamed += w
		}
	}
}

// weigh learns from all pairs that were seen.
func (d *doubt) weigh() {
	for p, w := range d.seen {
		if w > 0 {
			d.pair(uint8(p&0x7f)<<1, uint8(p>>7&0x7f)<<1, p>>14&1 != 0, p>>15&1 != 0, w)
			d.seen[p] = 0
		}
	}
}

// pair learns from two records of a person: in which types both have values, and
// agree, whether both have a name, and the same.
func (d *doubt) pair(both, agree uint8, same, named bool, w float64) {
	if named && agree&(bitEmail|bitNation) != 0 {
		d.differ[KeyName].add(!same, w)
	}
	for t := KeyEmail; t < KeyName; t++ {
		bit := uint8(1) << t
		if both&bit == 0 || agree&^bit == 0 {
			continue // nothing else says that it is one person
		}
		if bit&(bitsFam|bitsNamed) != 0 && named && !same {
			continue // it is the name that differs
		}
		d.differ[t].add(agree&bit == 0, w)
	}
	if agree&^bitsFam == 0 && !(named && same) {
		d.alone += w
		if both&(bitEmail|bitNation)&^agree != 0 {
			d.parted += w
		}
	}
}
