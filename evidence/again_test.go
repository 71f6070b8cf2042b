package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// place is the keys of one place, which is called after what is in it.
type place struct{ keys, soft []Key }

// set is the place as it lies in memory or, of every other one, in a blob.
func (p place) set() Set {
	s := Set{Keys: slices.Clone(p.keys), Soft: func(each func(Key)) error {
		for _, k := range p.soft {
			each(k)
		}
		return nil
	}}
	if len(p.keys)%2 == 0 {
		return s
	}
	var b bytes.Buffer
	if err := s.Write(&b); err != nil {
		panic(err) // it is written into memory
	}
	return Blob(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b.Bytes())), nil })
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

// together is the sets of places in the order in which they are joined, and what
// goes on from what f keeps.
func (f *file) together(all, before []place) ([]Set, *Again) {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b place) int { return strings.Compare(a.id(), b.id()) })
	o := &Again{Keep: f.keep, Gone: func(id string) Set {
		for _, p := range before {
			if p.id() == id {
				return p.set()
			}
		}
		return Set{Hard: func(func(Key)) error { return errors.New("it is gone") }}
	}}
	var sets []Set
	for _, p := range all {
		sets = append(sets, p.set())
		o.IDs = append(o.IDs, p.id())
	}
	if was := f.bytes; was != nil {
		o.Was = func() ([]byte, error) { return slices.Clone(was), nil }
	}
	return sets, o
}

// neighbourhood is places that share people, and how they change.
type neighbourhood struct {
	r            *rand.Rand
	kind, people int
	all          []place
}

func newNeighbourhood(r *rand.Rand) *neighbourhood {
	n := &neighbourhood{r: r, kind: r.IntN(5), people: 1 + r.IntN(1+r.IntN(400))}
	for range 1 + r.IntN(14) {
		n.all = append(n.all, n.place())
	}
	return n
}

func (n *neighbourhood) place() place {
	return somePlace(n.r, n.kind, n.people, n.r.IntN(1+n.r.IntN(120)))
}

// change changes something; what is called otherwise only is the same place.
func (n *neighbourhood) change(how int) {
	at := n.r.IntN(len(n.all))
	switch how {
	case 0:
		n.all = append(n.all, n.place())
	case 1:
		if len(n.all) > 1 {
			n.all = slices.Delete(n.all, at, at+1)
		}
	case 2:
		n.all[at] = n.place()
	case 3: // one value is another one
		p := place{slices.Clone(n.all[at].keys), slices.Clone(n.all[at].soft)}
		if len(p.keys) > 0 {
			p.keys[n.r.IntN(len(p.keys))].Print = (uint64(n.r.IntN(n.people)) + 1) * 0x9e3779b97f4a7c15
		}
		n.all[at] = p
	case 4: // a copy
		n.all = append(n.all, n.all[at])
	case 5: // all lie otherwise
		n.r.Shuffle(len(n.all), func(i, j int) { n.all[i], n.all[j] = n.all[j], n.all[i] })
	}
}

// Whatever comes, goes or changes: going on from the last time comes to what joining
// all anew comes to, and keeps the same for the next time. So it does where there is
// room for few, so that people are drawn or, where all hang together, are not.
func TestGoingOnIsJoiningAnew(t *testing.T) {
	defer func(n float64) { mostAgain = n }(mostAgain)
	mostAgain = 1e9
	went, of, heaps := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		n := newNeighbourhood(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 9)))
		most := rapid.SampledFrom([]int{maxExact, maxExact, maxExact, 600, 60}).Draw(t, "most")
		var f file
		sets, o := f.together(n.all, nil)
		if _, err := o.join(sets, most, nil); err != nil {
			t.Fatal(err)
		}
		for range 4 {
			before := slices.Clone(n.all)
			for _, how := range rapid.SliceOfN(rapid.IntRange(0, 5), 1, 3).Draw(t, "changes") {
				n.change(how)
			}
			sets, o := f.together(n.all, before)
			got, err := o.join(sets, most, nil)
			if err != nil {
				t.Fatal(err)
			}
			if o.Was != nil {
				of++
			}
			// Where drawing was tried in vain it is not tried again.
			var anew file
			sets, full := anew.together(n.all, nil)
			var want Count
			if k, bad := readKept(f.bytes); bad == nil && k.drawing {
				want, err = joinAll(sets, math.MaxInt, nil, &noter{ids: full.IDs, keep: anew.keep}, true)
				heaps++
			} else {
				want, err = full.join(sets, most, nil)
			}
			if err != nil {
				t.Fatal(err)
			}
			if o.Went {
				went++
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("got %+v, want %+v:\n%s", got, want, different(f.bytes, anew.bytes))
			}
			if anew.bytes == nil { // they were drawn
				f.bytes = nil
			} else if !bytes.Equal(f.bytes, anew.bytes) {
				t.Fatalf("it keeps something else:\n%s", different(f.bytes, anew.bytes))
			}
		}
	})
	t.Logf("%d of %d went on, %d where drawing was in vain", went, of, heaps)
	if went < of*9/10 {
		t.Errorf("only %d of %d went on", went, of)
	}
}

// Where so much has changed that all are joined anew, drawing that was in vain the
// last time is not tried: everybody still has something in common with everybody.
func TestDrawingInVainIsNotTriedAgain(t *testing.T) {
	defer func(n float64) { mostAgain = n }(mostAgain)
	mostAgain = 0
	all := func(n int) (out []place) { // each record hangs together with the next one
		for p := range 4 {
			var at place
			for i := range uint32(n) {
				who := uint64(i)*4 + uint64(p)
				at.keys = append(at.keys, Key{Type: KeyEmail, Print: chance(who), Record: i}, Key{Type: KeyEmail, Print: chance(who + 1), Record: i})
			}
			out = append(out, at)
		}
		return out
	}
	var f file
	before := all(400)
	sets, o := f.together(before, nil)
	if _, err := o.join(sets, 600, nil); err != nil {
		t.Fatal(err)
	}
	if k, err := readKept(f.bytes); err != nil || !k.drawing {
		t.Fatalf("a chain can be drawn from: %v", err)
	}
	after := all(401)
	sets, o = f.together(after, before)
	tried := 0
	got, err := o.join(sets, 600, func() (Spill, error) { tried++; return &sheaf{}, nil })
	if err != nil || o.Went {
		t.Fatalf("went on %v, %v", o.Went, err)
	}
	var anew file
	sets, full := anew.together(after, nil)
	want, err := joinAll(sets, math.MaxInt, nil, &noter{ids: full.IDs, keep: anew.keep}, true)
	if err != nil || !reflect.DeepEqual(got, want) || !bytes.Equal(f.bytes, anew.bytes) {
		t.Errorf("got %+v, want %+v, %v", got.Union, want.Union, err)
	}
	if tried > 0 {
		t.Errorf("%d temporary files for so few: they were drawn from", tried)
	}
}

// What is kept and is not whole, or of another program, is worth nothing, and no
// harm is done; nor when a place that went cannot be read any more.
func TestWhatIsInDoubtIsJoinedAnew(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: joins many times")
	}
	defer func(n float64) { mostAgain = n }(mostAgain)
	mostAgain = 1e9
	r := rand.New(rand.NewPCG(3, 9))
	n := &neighbourhood{r: r, kind: 1, people: 200}
	for range 12 {
		n.all = append(n.all, somePlace(r, 1, 200, 60))
	}
	var f file
	sets, o := f.together(n.all, nil)
	if _, err := o.Join(sets, nil); err != nil {
		t.Fatal(err)
	}
	whole, before := f.bytes, slices.Clone(n.all)
	n.change(2)
	sets, _ = f.together(n.all, nil)
	want, err := Join(sets, nil)
	if err != nil {
		t.Fatal(err)
	}
	try := func(what string, kept []byte, before []place, went bool) {
		t.Helper()
		f := file{kept}
		sets, o := f.together(n.all, before)
		got, err := o.Join(sets, nil)
		if err != nil || !reflect.DeepEqual(got, want) || o.Went != went {
			t.Errorf("%s: went on %v, %v; got %+v, want %+v", what, o.Went, err, got.Union, want.Union)
		}
		if !o.Went && len(f.bytes) < len(whole)/2 {
			t.Errorf("%s: %d bytes are kept of all who were joined", what, len(f.bytes))
		}
	}
	try("whole", whole, before, true)
	try("a place that is gone", whole, nil, false)
	try("empty", []byte{}, before, false)
	for range 40 {
		try("short", whole[:r.IntN(len(whole))], before, false)
		garbled := slices.Clone(whole)
		garbled[r.IntN(len(garbled))] ^= 1 << r.IntN(8)
		try("garbled", garbled, before, false)
		try("long", append(slices.Clone(whole), byte(r.IntN(256))), before, false)
	}
}

// Nothing that is kept says more than a key does: a print of a value that some have.
func TestOnlyPrintsAreKept(t *testing.T) {
	var f file
	sets, o := f.together([]place{
		{keys: []Key{{Type: KeyEmail, Print: 1 << 60, Record: 0}, {Type: KeyEmail, Print: 3 << 60, Record: 1}}},
		{keys: []Key{{Type: KeyEmail, Print: 1 << 60, Record: 0}}}}, nil)
	if _, err := o.Join(sets, nil); err != nil {
		t.Fatal(err)
	}
	k, err := readKept(f.bytes)
	if err != nil || len(k.prints) != 0 || len(f.bytes) > 2*16+64 {
		t.Errorf("%d bytes, %d prints, %v", len(f.bytes), len(k.prints), err)
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
	for p.next() && q.next() && p.tell() && q.tell() {
		if !reflect.DeepEqual(p.nodes, q.nodes) || !reflect.DeepEqual(p.told, q.told) || !bytes.Equal(p.holds, q.holds) || !slices.Equal(p.were, q.were) {
			return fmt.Sprintf("people %v %+v %v %v\n%v %+v %v %v", p.nodes, p.told, p.holds, p.were, q.nodes, q.told, q.holds, q.were)
		}
	}
	return "pairs"
}
