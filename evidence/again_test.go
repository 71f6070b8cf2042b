package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// place is the keys of one place, which is called after what is in it.
type place struct{ keys, soft []Key }

func (p place) set() Set {
	return Set{Keys: slices.Clone(p.keys), Soft: func(each func(Key)) error {
		for _, k := range p.soft {
			each(k)
		}
		return nil
	}}
}

func (p place) id() string {
	h := fnv.New64a()
	fmt.Fprint(h, p.keys, p.soft)
	return fmt.Sprintf("%016x", h.Sum64())
}

// somePlace is a place of up to so many records of a few people; kind says which of their
// values are frequent there.
func somePlace(r *rand.Rand, kind, people, records int) (p place) {
	record := uint32(0)
	rare := func(n int) bool { return r.IntN(n) == 0 }
	for range records {
		who := uint64(r.IntN(people))
		put := func(t KeyType, print uint64) {
			k := Key{Print: (print + 1) * 0x9e3779b97f4a7c15, Record: record, Type: t}
			if t >= KeyNamePost {
				p.soft = append(p.soft, k)
			} else {
				p.keys = append(p.keys, k)
			}
		}
		some := len(p.keys)
		if !rare(2 + kind) {
			put(KeyEmail, who)
		}
		if rare(3) {
			put(KeyPhone, who/uint64(1+r.IntN(3)))
		}
		if rare(6) {
			put(KeyPhone, uint64(r.IntN(people)))
		}
		if rare(9) {
			put(KeyIBAN, who/2)
		}
		if rare(15) {
			put(KeyNationID, who)
		}
		if rare(5) {
			put(KeyNameBirth, who/uint64(1+r.IntN(2)))
		}
		if rare(6) {
			put(KeyNameAddr, who+uint64(r.IntN(4))<<32)
		}
		if rare(12 + 20*kind) {
			put(KeyEmail, 1<<20+uint64(r.IntN(2))) // info@
		}
		if rare(20) {
			put(KeyPhone, 1<<20) // the office
		}
		if rare(2) {
			put(KeyName, who*uint64(1+r.IntN(2))%uint64(1+people*2/3))
		}
		if len(p.keys) == some || rare(20) {
			put(KeyRow, uint64(record))
		}
		for _, t := range []KeyType{KeyNamePost, KeyNameMail, KeyNamePhone, KeyPhoneName} {
			if rare(3 + kind) {
				put(t, who/uint64(1+r.IntN(2)))
			}
		}
		if rare(4) {
			p.soft = append(p.soft, Key{Print: uint64(1) << r.IntN(6), Record: record, Type: KeyHolds})
		}
		record += 1 + uint32(r.IntN(2))*uint32(r.IntN(2))*uint32(kind%2)
	}
	return p
}

// file is what is kept from one time to the next.
type file struct{ bytes []byte }

func (f *file) keep(write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	f.bytes = b.Bytes()
	return nil
}

// joinPlaces joins places, going on from what f keeps.
func joinPlaces(t *testing.T, f *file, all, before []place) (Count, bool) {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b place) int { return compareText(a.id(), b.id()) })
	var sets []Set
	o := &Again{Keep: f.keep, Gone: func(id string) Set {
		for _, p := range before {
			if p.id() == id {
				return p.set()
			}
		}
		return Set{Hard: func(func(Key)) error { return errors.New("it is gone") }}
	}}
	for _, p := range all {
		sets = append(sets, p.set())
		o.IDs = append(o.IDs, p.id())
	}
	if was := f.bytes; was != nil {
		o.Was = func() ([]byte, error) { return slices.Clone(was), nil }
	}
	c, err := o.Join(sets, onDisk(t))
	if err != nil {
		t.Fatal(err)
	}
	return c, o.Went
}

// Whatever comes, goes or changes: going on from the last time comes to what joining
// all anew comes to, and keeps the same for the next time.
func TestGoingOnIsJoiningAnew(t *testing.T) {
	defer func(n float64) { mostAgain = n }(mostAgain)
	mostAgain = 1e9
	went, of := 0, 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 9))
		people := 1 + r.IntN(1+r.IntN(400))
		kind := r.IntN(5)
		some := func() place { return somePlace(r, kind, people, r.IntN(1+r.IntN(120))) }
		var all []place
		for range 1 + r.IntN(14) {
			all = append(all, some())
		}
		var f file
		joinPlaces(t, &f, all, nil)
		for step := range 6 {
			before := slices.Clone(all)
			for range 1 + r.IntN(2) {
				at := r.IntN(len(all))
				switch r.IntN(5) {
				case 0:
					all = append(all, some())
				case 1:
					if len(all) > 1 {
						all = slices.Delete(all, at, at+1)
					}
				case 2:
					all[at] = some()
				case 3: // one record is another one
					p := place{slices.Clone(all[at].keys), slices.Clone(all[at].soft)}
					if len(p.keys) > 0 {
						i := r.IntN(len(p.keys))
						p.keys[i].Print = (uint64(r.IntN(people)) + 1) * 0x9e3779b97f4a7c15
					}
					all[at] = p
				case 4: // a copy
					all = append(all, all[at])
				}
			}
			got, again := joinPlaces(t, &f, all, before)
			of++
			if again {
				went++
			}
			var anew file
			want, _ := joinPlaces(t, &anew, all, nil)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, step %d: got %+v, want %+v:\n%s", seed, step, got.Union, want.Union, different(f.bytes, anew.bytes))
			}
			if !bytes.Equal(f.bytes, anew.bytes) {
				t.Fatalf("seed %d, step %d: it keeps something else:\n%s", seed, step, different(f.bytes, anew.bytes))
			}
		}
	}
	t.Logf("%d of %d went on", went, of)
	if went < of*9/10 {
		t.Errorf("only %d of %d went on", went, of)
	}
}

// different says in what two differ that were kept.
func different(a, b []byte) string {
	x, err := readKept(a)
	y, err2 := readKept(b)
	if err != nil || err2 != nil {
		return fmt.Sprint(err, err2)
	}
	switch {
	case !reflect.DeepEqual(x.sets, y.sets):
		return fmt.Sprintf("sets %v\n%v", x.sets, y.sets)
	case !reflect.DeepEqual(x.prints, y.prints) || !reflect.DeepEqual(x.tags, y.tags) || !reflect.DeepEqual(x.records, y.records):
		return fmt.Sprintf("values %x %v %v\n%x %v %v", x.prints, x.tags, x.records, y.prints, y.tags, y.records)
	case !bytes.Equal(x.met, y.met):
		return "meetings"
	}
	p, q := personScanner{scanner: scanner{b: x.people}}, personScanner{scanner: scanner{b: y.people}}
	for p.next() && q.next() {
		if !reflect.DeepEqual(p.nodes, q.nodes) || !reflect.DeepEqual(p.told, q.told) || !bytes.Equal(p.holds, q.holds) || !slices.Equal(p.were, q.were) {
			return fmt.Sprintf("people %v %+v %v %v\n%v %+v %v %v", p.nodes, p.told, p.holds, p.were, q.nodes, q.told, q.holds, q.were)
		}
	}
	return "pairs"
}
