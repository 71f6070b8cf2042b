package evidence

import (
	"flag"
	"math"
	"os"
	"reflect"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// town is people in several places, made as they are asked for, so that there
// can be millions of them in no memory.
type town struct {
	people  int
	places  int
	seed    uint64
	typos   float64
	hubs    bool    // firms share an address and a telephone
	records [][]int // place -> record -> who
	soft    bool    // each has a name, and half an address: those are joined whom an error in it parted
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

// whose is who a record of a place is of; it is asked for one after the other.
func (t town) whose(place int, record uint32) int {
	of := t.records[place]
	if of == nil {
		for who := range t.people {
			if t.at(who, place) {
				for range 1 + int(2*t.dice(2, uint64(who), uint64(place))) {
					of = append(of, who)
				}
			}
		}
		t.records[place] = of
	}
	return of[record]
}

func (t town) sets() []Set {
	t.records = make([][]int, t.places)
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
		if t.soft {
			sets[p].Soft = func(each func(Key)) error {
				record, said := uint32(0), false
				return hard(func(k Key) {
					if said = said && k.Record == record; !said && k.Type == KeyEmail {
						said, record = true, k.Record
						// Of whom the record is shows in what says nothing of places.
						who := t.whose(p, k.Record)
						each(Key{Type: KeyNameMail, Print: chance(1<<60 + uint64(who)), Record: k.Record})
					}
				})
			}
		}
	}
	return sets
}

// drawn is how many people there are by those drawn, and the standard deviation.
func drawn(t *testing.T, sets []Set, most int) (n, off float64) {
	c, err := newCrowd(sets, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, g, err := c.draw(most, false)
	if err != nil {
		t.Fatal(err)
	}
	if g.keys > most {
		t.Errorf("%d keys were drawn, at most %d were to be", g.keys, most)
	}
	f, err := g.join()
	if err != nil {
		t.Fatal(err)
	}
	return total(s.weights(g, f))
}

func TestThoseDrawnStandForAll(t *testing.T) {
	for _, w := range []town{{people: 2500, places: 4}, {people: 2500, places: 4, typos: .03, hubs: true}, {people: 600, places: 20, typos: .02, hubs: true}} {
		within, sum, most := 0, 0.0, 0.0
		for seed := range uint64(20) {
			w.seed = seed + 1
			all, err := join(w.sets(), math.MaxInt, nil)
			if err != nil {
				t.Fatal(err)
			}
			n, off := drawn(t, w.sets(), 5000)
			d := n - float64(all.Union.Best)
			if math.Abs(d) <= 2*off {
				within++
			}
			sum += d / off
			most = max(most, off/n)
			some, err := join(w.sets(), 5000, nil)
			if err != nil {
				t.Fatal(err)
			}
			if b := all.Union.Best; b < some.Union.Low || b > some.Union.High {
				t.Logf("%+v does not hold %d", some.Union, b)
			}
			if o, p := float64(all.Overlaps[0].Shared), float64(some.Overlaps[0].Shared); math.Abs(o-p) > o/2+20 {
				t.Errorf("%v people in both places, want %v", p, o)
			}
		}
		t.Logf("%+v: %d of 20 within two deviations, the largest %.1f %%, on average %+.2f deviations off", w, within, 100*most, sum/20)
		if within < 18 || math.Abs(sum/20) > 3/math.Sqrt(20) {
			t.Errorf("%d of 20 within two standard deviations, on average %+.2f of them off", within, sum/20)
		}
	}
}

// Whom soft keys join is measured on those who are drawn.
func TestThoseWhomSoftKeysJoinAreDrawnToo(t *testing.T) {
	held := 0
	for seed := range uint64(20) {
		w := town{people: 4000, places: 5, typos: .05, soft: true, seed: seed + 1}
		all, err := join(w.sets(), math.MaxInt, nil)
		if err != nil {
			t.Fatal(err)
		}
		hard := w
		hard.soft = false
		without, err := join(hard.sets(), math.MaxInt, nil)
		if err != nil {
			t.Fatal(err)
		}
		if without.Union.Best < all.Union.Best*51/50 {
			t.Fatalf("soft keys join %d of %d", without.Union.Best-all.Union.Best, all.Union.Best)
		}
		some, err := join(w.sets(), 20_000, nil)
		if err != nil {
			t.Fatal(err)
		}
		if b := all.Union.Best; some.Union.Low <= b && b <= some.Union.High && some.Union.Best < without.Union.Best {
			held++
		} else {
			t.Logf("%+v does not hold %d, or says no less than %d", some.Union, b, without.Union.Best)
		}
	}
	if held < 18 {
		t.Errorf("it was held %d times of 20", held)
	}
}

func TestASmallPlaceIsDrawnAsAWhole(t *testing.T) {
	if got := evenly([]int{10, 1000, 20, 1000}, 500); got != 235 {
		t.Errorf("%v of each, want 235", got)
	}
	if got := evenly([]int{10, 20}, 500); !math.IsInf(got, 1) {
		t.Errorf("%v of each, want all", got)
	}
}

func TestWhereEverybodyHangsTogetherAllAreCompared(t *testing.T) {
	var keys []Key // each shares something with the next
	for i := range uint32(5000) {
		keys = append(keys, Key{chance(uint64(i)), i, KeyEmail}, Key{chance(uint64(i) + 1), i, KeyEmail})
	}
	c, err := join([]Set{{Keys: keys}}, 100, nil)
	if err != nil || c.Union.Best != 1 {
		t.Errorf("%+v %v, want one", c.Union, err)
	}
}

var millions = flag.Int("millions", 1, "how many towns of 7 million keys are counted")

// onDisk puts down in a folder of the test.
func onDisk(t testing.TB) Scratch {
	dir := t.TempDir()
	return func() (Spill, error) { return os.CreateTemp(dir, "keys-*") }
}

// heapOf is how many bytes of heap do takes at most.
func heapOf(do func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // as a scan does
	most := uint64(0)
	stop, done := make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse+m.StackInuse)
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	do()
	close(stop)
	<-done
	return most
}

func TestMillionsOfKeysTakeBoundedMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("makes millions of keys")
	}
	held, worst, most := 0, 0.0, uint64(0)
	for seed := range *millions {
		w := town{people: 850_000, places: 4, seed: uint64(seed) + 3, hubs: true}
		n, both := w.truth()
		sets := w.sets()
		keys := 0
		for _, s := range sets {
			keys += s.N
		}
		var c Count
		var err error
		heap := heapOf(func() { c, err = Join(sets, onDisk(t)) })
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, heap)
		off := float64(c.Union.Best)/float64(n) - 1
		t.Logf("%d keys, %d people: %+v, %+.2f %%; in both places %d of %d; %d MB", keys, n, c.Union, 100*off, c.Overlaps[0].Shared, both, heap>>20)
		if c.Union.Low <= int64(n) && int64(n) <= c.Union.High {
			held++
		}
		worst = max(worst, math.Abs(off))
	}
	if held*20 < *millions*19 || worst > .02 || most > 64<<20 {
		t.Errorf("the truth was held %d times of %d, %.2f %% off at most, %d MB", held, *millions, 100*worst, most>>20)
	}
}

// Where each has something in common with the next, nobody can be drawn alone:
// all are compared, however many.
func TestLongChainsOfPeopleTakeLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("makes millions of keys")
	}
	const records = 3_000_000
	chain := Set{Hard: func(each func(Key)) error {
		for i := range uint64(records) {
			each(Key{chance(i / 2), uint32(i), KeyEmail})
			each(Key{chance(1<<40 + (i+1)/2), uint32(i), KeyPhone})
			each(Key{chance(1<<41 + i), uint32(i), KeyIBAN})
		}
		return nil
	}}
	var c Count
	var err error
	heap := heapOf(func() { c, err = Join([]Set{chain}, onDisk(t)) })
	t.Logf("%d keys: %+v, %d MB", 3*records, c.Union, heap>>20)
	if err != nil || c.Union.Best != 1 || heap > 128<<20 {
		t.Errorf("%+v, %v, %d MB", c.Union, err, heap>>20)
	}
}

func TestTheSameKeysGiveTheSameCount(t *testing.T) {
	w := town{people: 2500, places: 4, typos: .03, hubs: true, seed: 5}
	for _, most := range []int{5000, math.MaxInt} {
		first, err := join(w.sets(), most, nil)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			if again, _ := join(w.sets(), most, nil); !reflect.DeepEqual(again, first) {
				t.Fatalf("%+v and %+v", first.Union, again.Union)
			}
		}
	}
}
