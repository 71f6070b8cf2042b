package evidence

import (
	"math"
	"runtime"
	"testing"
)

// town is people in several places, made as they are asked for, so that there
// can be millions of them in no memory.
type town struct {
	people int
	places int
	seed   uint64
	typos  float64
	hubs   bool // firms share an address and a telephone
}

func (t town) dice(of ...uint64) float64 {
	h := t.seed * 0x9e3779b97f4a7c15
	for _, x := range of {
		h = chance(h + x + 1)
	}
	return float64(h>>11) / (1 << 53)
}

func (t town) at(who, place int) bool {
	if place == 0 {
		return who%10 < 7
	}
	return t.dice(1, uint64(who), uint64(place)) < .35
}

// truth is how many are somewhere, and in places 0 and 1.
func (t town) truth() (n, both int) {
	for who := range t.people {
		if t.at(who, 0) && t.at(who, 1) {
			both++
		}
		for p := range t.places {
			if t.at(who, p) {
				n++
				break
			}
		}
	}
	return n, both
}

func (t town) sets() []Set {
	sets := make([]Set, t.places)
	for p := range sets {
		hard := func(each func(Key)) error {
			record := uint32(0)
			for who := range t.people {
				if !t.at(who, p) {
					continue
				}
				for again := range uint64(1 + int(2*t.dice(2, uint64(who), uint64(p)))) {
					put := func(typ KeyType, v uint64) {
						if d := t.dice(3, uint64(who), uint64(p), again, uint64(typ)); d < t.typos {
							v = uint64(d * (1 << 53)) // written wrongly
						}
						each(Key{Type: typ, Print: chance(v<<8 + uint64(typ) + t.seed<<50), Record: record})
					}
					w := uint64(who)
					if t.hubs && who%50 == 0 {
						put(KeyEmail, 1<<40+w/5000)
					} else {
						put(KeyEmail, w)
					}
					if who%3 > 0 {
						put(KeyPhone, w/2) // two live together
					}
					if t.hubs && who%4 == 0 {
						put(KeyPhone, 1<<41+w/80)
					}
					if who%4 == 0 {
						put(KeyNameBirth, w)
					}
					put(KeyName, w%uint64(t.people/4+1))
					record++
				}
			}
			return nil
		}
		n := 0
		_ = hard(func(Key) { n++ })
		sets[p] = Set{Hard: hard, N: n}
	}
	return sets
}

func TestThoseDrawnStandForAll(t *testing.T) {
	for _, w := range []town{{people: 20_000, places: 4}, {people: 20_000, places: 4, typos: .02}, {people: 20_000, places: 4, typos: .02, hubs: true}, {people: 3000, places: 40, typos: .02, hubs: true}} {
		var off, apart []float64
		for seed := range uint64(10) {
			w.seed = seed + 1
			all, err := join(w.sets(), math.MaxInt)
			if err != nil {
				t.Fatal(err)
			}
			some, err := join(w.sets(), 25_000)
			if err != nil {
				t.Fatal(err)
			}
			off = append(off, float64(some.Union.Best)/float64(all.Union.Best)-1)
			apart = append(apart, float64(some.Overlaps[0].Shared)/float64(all.Overlaps[0].Shared)-1)
		}
		t.Logf("%+v: %+.3f, overlap %+.3f", w, off, apart)
	}
}

func TestMillionsOfKeysTakeBoundedMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("makes millions of keys")
	}
	w := town{people: 2_000_000, places: 4, seed: 3, typos: .01, hubs: true}
	n, both := w.truth()
	sets := w.sets()
	keys := 0
	for _, s := range sets {
		keys += s.N
	}
	var most uint64
	stop, done := make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
	}()
	c, err := Join(sets)
	close(stop)
	<-done
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d keys, %d people: %+v, both %d of %d, %d MB", keys, n, c.Union, c.Overlaps[0].Shared, both, most>>20)
}
