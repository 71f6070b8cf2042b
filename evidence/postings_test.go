package evidence

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// What is laid down is found again: of each value the places of the records that
// have it, if several do, from one to another.
func TestPostingsFindWhatWasLaidDown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		different := 1 + r.IntN(3000)
		values := heaps{}
		want := map[uint64][]uint32{}
		for at := range uint32(r.IntN(8000)) {
			v := chance(uint64(r.IntN(different)) * uint64(1+r.IntN(2)))
			values.add(entry{v, at})
			want[v] = append(want[v], at)
		}
		var p postings
		if err := p.make(&values, nil); err != nil {
			t.Fatal(err)
		}
		var look []uint64
		for range r.IntN(500) {
			look = append(look, chance(uint64(r.IntN(different+10))))
		}
		slices.Sort(look)
		look = slices.Compact(look)
		from := r.IntN(3)
		to, enough := from+1+r.IntN(40), 1+r.IntN(1000)
		for rest := look; len(rest) > 0; {
			got, seen := map[uint32][]uint32{}, 0
			n, err := p.find(rest, from, to, func(value, at uint32) bool {
				got[value] = append(got[value], at)
				seen++
				return seen < enough
			})
			if err != nil || n == 0 {
				t.Fatalf("%d values, %v", n, err)
			}
			if n < len(rest) && seen < enough {
				t.Fatalf("it ends after %d records of %d", seen, enough)
			}
			for i, v := range rest[:n] {
				w := want[v]
				if len(w) == 1 {
					w = nil
				}
				if w = w[min(from, len(w)):min(to, len(w))]; !slices.Equal(got[uint32(i)], w) {
					t.Fatalf("%v, want %v", got[uint32(i)], w)
				}
			}
			rest = rest[n:]
		}
	})
}

func TestPackedRecordsAreReadInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var p packed
	if err := p.open(nil); err != nil {
		t.Fatal(err)
	}
	var want [][]Key
	var places []uint32
	for i := range uint32(5000) {
		n := 1 + r.IntN(6)
		if r.IntN(500) == 0 {
			n = 3000 // a note full of addresses
		}
		var keys []Key
		for range n {
			keys = append(keys, Key{Type: KeyType(1 + r.IntN(9)), Print: r.Uint64(), Record: 3 * i})
		}
		places = append(places, p.next)
		want = append(want, keys)
		p.add(keys)
	}
	n := 0
	if err := p.each(0, p.next, func(at uint32, r []Key) {
		if at != places[n] || !slices.Equal(r, want[n]) {
			t.Fatalf("record %d is another one", n)
		}
		n++
	}); err != nil || n != len(want) {
		t.Fatalf("%d records, %v", n, err)
	}
	for _, size := range []int{stripFew, stripBytes} {
		in := strip{file: p.file, size: size}
		for n := 0; n < len(want); n += 1 + r.IntN(20) {
			got, err := p.record(&in, places[n])
			if err != nil || !slices.Equal(got, want[n]) {
				t.Fatalf("record %d is another one, %v", n, err)
			}
		}
	}
}

// What joins nobody is found out by the records that have it; what a customer has in
// all orders, and what a family shares, is not taken for it.
func TestWhoeverIsDrawnFindsOutWhatJoinsNobody(t *testing.T) {
	keys := []Key{}
	put := func(record uint32, typ KeyType, v uint64) { keys = append(keys, Key{chance(v), record, typ}) }
	for i := range uint32(30) {
		put(i, KeyEmail, 1) // info@
		put(i, KeyPhone, 100+uint64(i))
		put(100+i, KeyEmail, 2) // a customer
		put(100+i, KeyName, 7)
		put(100+i, KeyNameAddr, 200+uint64(i%3))
		put(200+i, KeyPhone, 3) // a family
		put(200+i, KeyEmail, 300+uint64(i%4))
		put(300+i, KeyCard, 4) // of whom nothing else is known
	}
	c, err := newCrowd([]Set{{Keys: keys}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	of := func(typ KeyType, v uint64) uint64 { return value(Key{chance(v), 0, typ}) }
	look := []uint64{of(KeyEmail, 1), of(KeyEmail, 2), of(KeyPhone, 3), of(KeyCard, 4)}
	slices.Sort(look)
	var m meeters
	var shut counts
	if n, err := m.find(c, look, 0, widely); n != len(look) || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	more := m.shut(&shut, 30)
	if shut.used != 1 || shut.get(of(KeyEmail, 1)) == 0 || len(more) != 3 {
		t.Errorf("%d values join nobody, %d have more records", shut.used, len(more))
	}
}
