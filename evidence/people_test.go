package evidence_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/evidence"
)

type K = evidence.Key

func key(record uint32, t evidence.KeyType, print uint64) K {
	return K{Type: t, Print: print, Record: record}
}

func exactly(n int64) evidence.People { return evidence.People{Low: n, Best: n, High: n} }

func TestSamePersonInTwoStoresIsCountedOnce(t *testing.T) {
	crm := []K{key(1, evidence.KeyEmail, 10), key(1, evidence.KeyPhone, 20), key(2, evidence.KeyEmail, 11)}
	export := []K{key(7, evidence.KeyEmail, 10), key(8, evidence.KeyPhone, 99)}
	c := evidence.Distinct(crm, export)
	if c.Union.Best != 3 || c.Sets[0] != 2 || c.Sets[1] != 2 {
		t.Errorf("got %+v", c)
	}
	if want := []evidence.Shared{{A: 0, B: 1, Shared: 1}}; !slices.Equal(c.Overlaps, want) {
		t.Errorf("overlaps %+v, want %+v", c.Overlaps, want)
	}
}

func TestRecordsAreJoinedOverSeveralIdentifiers(t *testing.T) {
	// One record knows the e-mail, one the phone, a third knows both.
	c := evidence.Distinct([]K{key(1, evidence.KeyEmail, 10), key(2, evidence.KeyPhone, 20),
		key(3, evidence.KeyEmail, 10), key(3, evidence.KeyPhone, 20)})
	if c.Union.Best != 1 {
		t.Errorf("got %+v, want one person", c.Union)
	}
}

func TestFamilyPhoneDoesNotMakeOnePersonOfTwo(t *testing.T) {
	c := evidence.Distinct([]K{
		key(1, evidence.KeyPhone, 20), key(1, evidence.KeyName, 1), key(1, evidence.KeyEmail, 10),
		key(2, evidence.KeyPhone, 20), key(2, evidence.KeyName, 2), key(2, evidence.KeyEmail, 11)})
	if c.Union.Best != 2 {
		t.Errorf("got %+v, want 2", c.Union)
	}
}

func TestSharedMailboxJoinsNobody(t *testing.T) {
	var keys []K
	for r := uint32(0); r < 30; r++ { // 30 employees behind info@ and one switchboard
		keys = append(keys, key(r, evidence.KeyEmail, 10), key(r, evidence.KeyPhone, 20), key(r, evidence.KeyName, 100+uint64(r)))
	}
	if c := evidence.Distinct(keys); c.Union.Best != 30 {
		t.Errorf("got %+v, want 30 people", c.Union)
	}
}

// An address of the shop beside that of each customer makes no one of them all,
// and neither does the number of a switchboard beside each extension.
func TestAnAddressBesideEachOwnJoinsNobody(t *testing.T) {
	for _, typ := range []evidence.KeyType{evidence.KeyEmail, evidence.KeyPhone} {
		var keys []K
		for r := uint32(0); r < 120; r++ {
			keys = append(keys, key(r, typ, 10), key(r, typ, 1000+uint64(r)))
		}
		if c := evidence.Distinct(keys); c.Union.Best != 120 {
			t.Errorf("type %d: got %+v, want 120 people", typ, c.Union)
		}
		// Each comes twice, as customers do who order again.
		for r := uint32(0); r < 120; r++ {
			keys = append(keys, key(500+r, typ, 10), key(500+r, typ, 1000+uint64(r)))
		}
		if c := evidence.Distinct(keys); c.Union.Best != 120 {
			t.Errorf("type %d, twice: got %+v, want 120 people", typ, c.Union)
		}
	}
}

// Somebody with an old and a new address is one person.
func TestTwoAddressesOfOneAreOnePerson(t *testing.T) {
	var keys []K
	for r := uint32(0); r < 40; r++ { // four records of each of ten people
		keys = append(keys, key(r, evidence.KeyEmail, 10+uint64(r/4)), key(r, evidence.KeyEmail, 100+uint64(r/4)), key(r, evidence.KeyName, 1000+uint64(r/4)))
	}
	if c := evidence.Distinct(keys); c.Union.Best != 10 {
		t.Errorf("got %+v, want 10 people", c.Union)
	}
}

func TestFaithfulCustomerWithManyOrdersIsOnePerson(t *testing.T) {
	var keys []K
	for r := uint32(0); r < 300; r++ {
		name := uint64(1)
		if r%43 == 0 { // written wrongly now and then, each time in another way
			name = 1000 + uint64(r)
		}
		keys = append(keys, key(r, evidence.KeyEmail, 10), key(r, evidence.KeyPhone, 20), key(r, evidence.KeyName, name))
	}
	if c := evidence.Distinct(keys); c.Union.Best != 1 {
		t.Errorf("got %+v, want one person", c.Union)
	}
}

func TestBareNameCountsWithinItsStoreOnly(t *testing.T) {
	a := []K{key(1, evidence.KeyName, 5), key(2, evidence.KeyName, 5)}
	b := []K{key(1, evidence.KeyName, 5)}
	c := evidence.Distinct(a, b)
	if c.Union.Best != 2 || c.Sets[0] != 1 || len(c.Overlaps) != 0 {
		t.Errorf("got %+v, want one person in each store and no overlap", c)
	}
}

func TestRowWithoutIdentifierIsAPersonOfItsOwn(t *testing.T) {
	c := evidence.Distinct([]K{key(1, evidence.KeyRow, 1), key(2, evidence.KeyRow, 1), key(2, evidence.KeyRow, 2)})
	if c.Union.Best != 2 {
		t.Errorf("got %+v, want 2", c.Union)
	}
}

func TestNoKeysAreNobody(t *testing.T) {
	c := evidence.Distinct(nil, []K{})
	if c.Union != exactly(0) || len(c.Sets) != 2 {
		t.Errorf("got %+v", c)
	}
	if c := evidence.Distinct(); c.Union != exactly(0) {
		t.Errorf("got %+v", c)
	}
}

var anyKeys = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) K {
	return K{Type: evidence.KeyType(rapid.IntRange(1, 9).Draw(t, "type")), Print: uint64(rapid.IntRange(0, 6).Draw(t, "print")),
		Record: uint32(rapid.IntRange(0, 12).Draw(t, "record"))}
}), 0, 60)

func TestCountingPeopleObeysItsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyKeys.Draw(t, "a"), anyKeys.Draw(t, "b")
		c := evidence.Distinct(a, b)
		records := map[[2]uint32]bool{}
		for i, s := range [][]K{a, b} {
			for _, k := range s {
				records[[2]uint32{uint32(i), k.Record}] = true
			}
		}
		if p := c.Union; p.Low > p.Best || p.Best > p.High || p.Low < 0 || p.Best > int64(len(records)) {
			t.Fatalf("no interval, or more people than records: %+v of %d", p, len(records))
		}
		if c.Union.Best > c.Sets[0]+c.Sets[1] || c.Union.Best < max(c.Sets[0], c.Sets[1]) {
			t.Fatalf("the union is larger than the sum or smaller than a part: %+v", c)
		}
		var both int64
		for _, o := range c.Overlaps {
			both += o.Shared
		}
		if c.Union.Best != c.Sets[0]+c.Sets[1]-both {
			t.Fatalf("overlap does not add up: %+v", c)
		}
		// Order of keys and keys said twice do not matter; a store beside its copy adds nobody by strong keys.
		shuffled := append(slices.Clone(a), a...)
		slices.Reverse(shuffled)
		if d := evidence.Distinct(shuffled, b); d.Union != c.Union {
			t.Fatalf("the order of keys matters: %+v and %+v", c.Union, d.Union)
		}
	})
}

// Whether they are counted one by one or all at once that are in the same places,
// each pair of places shares whom it shares.
func TestPeopleInManyPlacesAreSharedByEachPair(t *testing.T) {
	const places = 60
	in := func(who, place int) bool {
		switch {
		case who < 300: // in all, or all but one in a few
			return who%7 > 0 || place%11 > 0
		case who < 4000: // more kinds of lists than are held
			return (uint64(who)*2654435761>>uint(place%13)+uint64(place))%5 > 0
		}
		return who%places == place
	}
	sets := make([][]K, places)
	want := map[[2]int]int64{}
	for who := range 4200 {
		for b := range places {
			if !in(who, b) {
				continue
			}
			sets[b] = append(sets[b], key(uint32(len(sets[b])), evidence.KeyEmail, uint64(who)))
			for a := range b {
				if in(who, a) {
					want[[2]int{a, b}]++
				}
			}
		}
	}
	c := evidence.Distinct(sets...)
	if len(c.Overlaps) != len(want) || c.Union.Best != 4200 {
		t.Fatalf("%d pairs of %d people, want %d", len(c.Overlaps), c.Union.Best, len(want))
	}
	for _, o := range c.Overlaps {
		if o.Shared != want[[2]int{int(o.A), int(o.B)}] {
			t.Errorf("%+v, want %d", o, want[[2]int{int(o.A), int(o.B)}])
		}
	}
}

func TestQuarterMillionPeopleAreCountedCloselyAndFast(t *testing.T) {
	if testing.Short() {
		t.Skip("counts 250,000 people")
	}
	const people = 100_000
	r := rand.New(rand.NewPCG(1, 2))
	rec := [3]uint32{}
	var sets [3][]K
	put := func(set int, who uint64) {
		typo := func() uint64 { // 2 % of values are written wrongly
			if r.IntN(50) == 0 {
				return 1<<40 + r.Uint64N(1<<40)
			}
			return who
		}
		n := rec[set]
		rec[set]++
		sets[set] = append(sets[set], key(n, evidence.KeyName, typo()%50_000), key(n, evidence.KeyNameAddr, typo()))
		if who%10 != 0 || set == 0 {
			sets[set] = append(sets[set], key(n, evidence.KeyEmail, typo()))
		}
		if who%3 != 0 {
			sets[set] = append(sets[set], key(n, evidence.KeyPhone, typo()))
		}
	}
	for who := uint64(0); who < people; who++ {
		put(0, who)
		if r.IntN(10) < 8 {
			put(1, who)
		}
		if r.IntN(10) < 7 {
			put(2, who)
		}
	}
	began := time.Now()
	c := evidence.Distinct(sets[0], sets[1], sets[2])
	took := time.Since(began)
	t.Logf("%d records, %d people planted, counted %+v in %v", rec[0]+rec[1]+rec[2], people, c.Union, took)
	if off := float64(c.Union.Best)/people - 1; off > .02 || off < -.02 {
		t.Errorf("counted %d of %d people: %.1f %% off, want within 2 %%", c.Union.Best, people, 100*off)
	}
	if took > 4*time.Second {
		t.Errorf("took %v, want < 2 s on an idle machine", took)
	}
}
