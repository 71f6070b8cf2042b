package evidence

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestUnchanceIsTheWayBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if x := rapid.Uint64().Draw(t, "x"); unchance(chance(x)) != x {
			t.Fatalf("%x became %x", x, unchance(chance(x)))
		}
	})
}

// Each half of a blob is read for itself, whole or of some records, and says what
// reading all of it says; one of which a byte is another one is not taken.
func TestHalvesOfABlob(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	for n := range 60 {
		p := somePlace(r, 0, 50, 1+n*r.IntN(40))
		var b bytes.Buffer
		if err := (Set{Keys: p.keys, Soft: func(each func(Key)) error {
			for _, k := range p.soft {
				each(k)
			}
			return nil
		}}).Write(&b); err != nil {
			t.Fatal(err)
		}
		raw := b.Bytes()
		s := Blob(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil })
		var all [2][]Key
		h, err := s.every(func(run []Key) bool {
			half := hardHalf
			if soft(run[0].Type) {
				half = softHalf
			}
			all[half] = append(all[half], run...)
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		odd := func(record uint32) bool { return record%2 == 1 }
		for half, want := range all {
			for _, only := range []func(uint32) bool{nil, odd} {
				var got []Key
				if err := s.half(half, h, only, nil, func(run []Key) { got = append(got, run...) }); err != nil {
					t.Fatal(err)
				}
				of := slices.DeleteFunc(slices.Clone(want), func(k Key) bool { return only != nil && !only(k.Record) })
				if !slices.Equal(got, of) {
					t.Fatalf("half %d has %d keys, want %d", half, len(got), len(of))
				}
			}
		}
		for half, want := range all {
			var of table
			for i := 0; i < len(want); i += 3 {
				of.add(value(want[i]))
			}
			got := make(map[Key]int)
			if err := s.half(half, h, nil, newSieve(&of), func(run []Key) {
				for _, k := range run {
					got[k]++
				}
			}); err != nil {
				t.Fatal(err)
			}
			some := 0
			for _, k := range want {
				if of.find(value(k)) >= 0 {
					got[k]--
				}
				some += max(0, got[k])
			}
			for k, n := range got {
				if n < 0 {
					t.Fatalf("%v does not go through its sieve", k)
				}
			}
			if len(want) > 100 && some > len(want)/2 {
				t.Errorf("of half %d %d keys of %d go through that are not asked for", half, some, len(want))
			}
		}
		at := len(keysMagic) + r.IntN(len(raw)-len(keysMagic))
		raw[at] ^= 1 << r.IntN(8)
		half := hardHalf
		if int64(at) >= h.at {
			half = softHalf
		}
		if err := s.half(half, h, odd, nil, func([]Key) {}); err == nil {
			t.Errorf("half %d was taken with another byte at %d", half, at)
		}
		if err := s.half(1-half, h, nil, nil, func([]Key) {}); err != nil {
			t.Errorf("the other half of one with another byte: %v", err)
		}
	}
}

// A place that stays and is not as it was is joined with all others anew, and what it
// is now counts.
func TestAPlaceThatIsNotAsItWas(t *testing.T) {
	defer func(n float64) { mostAgain = n }(mostAgain)
	mostAgain = 1e9
	blobOf := func(keys ...Key) *[]byte {
		var b bytes.Buffer
		if err := WriteKeys(&b, keys); err != nil {
			t.Fatal(err)
		}
		raw := b.Bytes()
		return &raw
	}
	mail := func(print uint64, record uint32) Key { return Key{Type: KeyEmail, Print: print << 40, Record: record} }
	a, b, c := blobOf(mail(1, 0), mail(2, 1), mail(3, 2)), blobOf(mail(1, 0), mail(4, 1)), blobOf(mail(2, 0), mail(5, 1))
	var f file
	join := func(of ...*[]byte) (Count, bool) {
		o := &Again{Keep: f.keep, Gone: func(string) Set { return Set{Hard: func(func(Key)) error { return errors.New("it is gone") }} }}
		if was := f.bytes; was != nil {
			o.Was = func() ([]byte, error) { return slices.Clone(was), nil }
		}
		told := false
		o.Anew = func() { told = true }
		var sets []Set
		for i, raw := range of {
			o.IDs = append(o.IDs, string(rune('a'+i)))
			sets = append(sets, Blob(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(*raw)), nil }))
		}
		n, err := o.Join(sets, nil)
		if err != nil || told == o.Went {
			t.Fatalf("went on %v, was told that all are joined anew %v: %v", o.Went, told, err)
		}
		return n, o.Went
	}
	if n, _ := join(a, b); n.Union.Best != 4 {
		t.Fatalf("%d people, want 4", n.Union.Best)
	}
	if n, went := join(a, b, c); n.Union.Best != 5 || !went {
		t.Fatalf("%d people, want 5; went on %v", n.Union.Best, went)
	}
	*b = *blobOf(mail(2, 0), mail(3, 1))
	if n, went := join(a, b, c); n.Union.Best != 4 || went {
		t.Errorf("%d people, want 4; went on %v", n.Union.Best, went)
	}
}

// A value that joined nobody and that one record alone has now tells of whoever has it.
func TestWhoIsLeftWithAValueOfAll(t *testing.T) {
	defer func(n float64) { mostAgain = n }(mostAgain)
	mostAgain = 1e9
	key := func(t KeyType, print uint64, record uint32) Key {
		return Key{Type: t, Print: print << 40, Record: record}
	}
	stays := place{keys: []Key{key(KeyEmail, 1, 0), key(KeyPhone, 99, 0), key(KeyEmail, 2, 1)}}
	var goes place
	for i := range uint32(9) {
		goes.keys = append(goes.keys, key(KeyEmail, uint64(10+i), i), key(KeyPhone, 99, i))
	}
	before, after := []place{stays, goes}, []place{stays}
	var f, anew file
	sets, o := f.together(before, nil)
	if _, err := o.Join(sets, nil); err != nil {
		t.Fatal(err)
	}
	sets, o = f.together(after, before)
	got, err := o.Join(sets, nil)
	if err != nil || !o.Went {
		t.Fatalf("went on %v, %v", o.Went, err)
	}
	sets, o = anew.together(after, nil)
	want, err := o.Join(sets, nil)
	if err != nil || got.Union != want.Union || !bytes.Equal(f.bytes, anew.bytes) {
		t.Errorf("%+v and %+v, %v: %s", got.Union, want.Union, err, different(f.bytes, anew.bytes))
	}
}
