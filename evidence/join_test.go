package evidence

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"testing"
)

// somewhere are places in which people are written down with few values between
// them, so that everything that can happen to a join happens: families, hubs,
// namesakes, soft keys that agree and identifiers that speak against them.
func somewhere(r *rand.Rand) []Set {
	n := 1 + r.IntN(200)
	sets := make([]Set, 1+r.IntN(12))
	for i := range sets {
		var keys, soft []Key
		record := uint32(0)
		for range r.IntN(300) {
			who := uint64(r.IntN(n))
			put := func(t KeyType, print uint64) {
				k := Key{Print: (print + 1) * 0x9e3779b97f4a7c15, Record: record, Type: t}
				if t >= KeyNamePost {
					soft = append(soft, k)
				} else {
					keys = append(keys, k)
				}
			}
			if r.IntN(3) > 0 {
				put(KeyEmail, who/uint64(1+r.IntN(2)))
			}
			if r.IntN(3) == 0 {
				put(KeyPhone, who/3)
			}
			if r.IntN(6) == 0 {
				put(KeyIBAN, who/4)
			}
			if r.IntN(9) == 0 {
				put(KeyCard, who/2)
			}
			if r.IntN(5) == 0 {
				put(KeyNationID, who)
			}
			if r.IntN(4) == 0 {
				put(KeyNameBirth, who)
			}
			if r.IntN(4) == 0 {
				put(KeyNameAddr, who)
			}
			if r.IntN(20) == 0 {
				put(KeyEmail, 1<<20) // info@
			}
			if r.IntN(2) == 0 {
				put(KeyName, who%uint64(1+n/2))
			}
			if r.IntN(15) == 0 || len(keys) == 0 || keys[len(keys)-1].Record != record {
				put(KeyRow, uint64(i)<<32|uint64(record))
			}
			for _, t := range []KeyType{KeyNamePost, KeyNameMail, KeyNamePhone, KeyPhoneName} {
				if r.IntN(3) == 0 {
					put(t, who/uint64(1+r.IntN(2)))
				}
			}
			if r.IntN(3) == 0 {
				soft = append(soft, Key{Print: uint64(1) << r.IntN(6), Record: record, Type: KeyHolds})
			}
			record += 1 + uint32(r.IntN(2))*uint32(r.IntN(2))
		}
		sets[i] = Set{Keys: keys, Soft: func(each func(Key)) error {
			for _, k := range soft {
				each(k)
			}
			return nil
		}}
	}
	return sets
}

// What was found when joining was written plainly is found still. Since then one
// rule has changed: other values of its own type tell people apart behind a shared
// one, too.
func TestJoiningQuicklyChangesNothing(t *testing.T) {
	sum := fnv.New64a()
	for seed := range uint64(300) {
		c, err := Join(somewhere(rand.New(rand.NewPCG(seed, 5))), nil)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(sum, c.Union.Best, c.Sets, c.Overlaps, c.Picture, c.Pictures)
		who, err := Assign(somewhere(rand.New(rand.NewPCG(seed, 5))))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(sum, who)
	}
	if got := sum.Sum64(); got != 0xb879f777003fab1 {
		t.Errorf("it comes to %#x", got)
	}
}

// BenchmarkJoinManyPlaces is 1.5 million records in 1,000 places, of 300,000 people.
func BenchmarkJoinManyPlaces(b *testing.B) {
	for range b.N {
		b.StopTimer()
		r := rand.New(rand.NewPCG(1, 1))
		sets := make([]Set, 1000)
		for i := range sets {
			var keys, soft []Key
			for rec := range uint32(1500) {
				who := uint64(r.IntN(300_000))
				at := func(t KeyType, salt uint64) Key {
					return Key{Print: (who*16+salt+1)*0x9e3779b97f4a7c15 ^ (who+1)*0xbf58476d1ce4e5b9, Record: rec, Type: t}
				}
				keys = append(keys, at(KeyEmail, 0), at(KeyPhone, 1), at(KeyName, 2))
				if rec%3 == 0 {
					keys = append(keys, at(KeyNameBirth, 3))
				}
				for s, t := range []KeyType{KeyNamePost, KeyNameMail, KeyNameMail, KeyNamePhone, KeyNamePhone, KeyPhoneName, KeyPhoneName} {
					soft = append(soft, at(t, uint64(4+s)))
				}
			}
			sets[i] = Set{Keys: keys, Soft: func(each func(Key)) error {
				for _, k := range soft {
					each(k)
				}
				return nil
			}}
		}
		b.StartTimer()
		if _, err := Join(sets, onDisk(b)); err != nil {
			b.Fatal(err)
		}
	}
}
