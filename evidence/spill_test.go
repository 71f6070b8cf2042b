package evidence

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// drawer is temporary files in memory, and how many of them are open.
type drawer struct {
	open, made int
	full       int // bytes after which the disk is; 0: never
}

type sheet struct {
	of    *drawer
	bytes []byte
}

func (d *drawer) scratch() (Spill, error) {
	d.open++
	d.made++
	return &sheet{of: d}, nil
}

var errFull = errors.New("no space left on device")

func (s *sheet) Write(b []byte) (int, error) {
	if s.of.full > 0 && len(s.bytes)+len(b) > s.of.full {
		return 0, errFull
	}
	s.bytes = append(s.bytes, b...)
	return len(b), nil
}

func (s *sheet) ReadAt(b []byte, at int64) (int, error) {
	return bytes.NewReader(s.bytes).ReadAt(b, at)
}
func (s *sheet) Close() error { s.of.open--; s.bytes = nil; return nil }

// little makes everything go through files, until what it returns is called.
func little() (enough func()) {
	tape, flat := maxTape, maxFlat
	maxTape, maxFlat = 1, 1
	return func() { maxTape, maxFlat = tape, flat }
}

// What is put down in files is joined as what stays in memory, whether all are
// compared or drawn, and no file is left behind.
func TestWhatDoesNotFitInMemoryIsJoinedTheSame(t *testing.T) {
	type world struct {
		sets func() []Set
		most int
	}
	var worlds []world
	for seed := range uint64(60) {
		worlds = append(worlds, world{func() []Set { return somewhere(rand.New(rand.NewPCG(seed, 9))) }, math.MaxInt})
	}
	for seed := range uint64(3) {
		w := town{people: 9000, places: 4, typos: .03, hubs: true, seed: seed + 1}
		worlds = append(worlds, world{w.sets, math.MaxInt}, world{w.sets, 12000})
	}
	for i, w := range worlds {
		want, err := join(w.sets(), w.most, nil)
		if err != nil {
			t.Fatal(err)
		}
		enough := little()
		var d drawer
		got, err := join(w.sets(), w.most, d.scratch)
		enough()
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("world %d: %+v, %v, want %+v", i, got.Union, err, want.Union)
		}
		if d.open != 0 || i >= 60 && d.made == 0 {
			t.Fatalf("world %d: %d of %d files were left", i, d.open, d.made)
		}
	}
}

func TestAFullDiskIsSaidAndLeavesNothing(t *testing.T) {
	defer little()()
	for _, most := range []int{math.MaxInt, 12000} {
		d := drawer{full: 40_000}
		_, err := join(town{people: 9000, places: 4, seed: 1}.sets(), most, d.scratch)
		if !errors.Is(err, errFull) || d.open != 0 {
			t.Errorf("%v; %d files are left", err, d.open)
		}
		if of := (*SetError)(nil); errors.As(err, &of) {
			t.Errorf("place %d is blamed for it", of.Set)
		}
	}
}

func TestEntriesAreSortedStably(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 2, 24, 25, 1000, 70_000} {
		for _, different := range []uint64{1, 3, 1 << 10, math.MaxUint64} {
			var all []entry
			for i := range n {
				all = append(all, entry{chance(r.Uint64N(different)), uint32(i)})
			}
			want := slices.Clone(all)
			slices.SortFunc(want, func(a, b entry) int { return cmp.Or(cmp.Compare(a.print, b.print), cmp.Compare(a.of, b.of)) })
			var s sorter
			s.sort(slices.Clone(all), 0) // what was sorted before does not matter
			if got := s.sort(all, 0); !slices.Equal(got, want) {
				t.Fatalf("%d entries of %d prints are out of order", n, different)
			}
		}
	}
}

// A blob that breaks off, or is none, is named, so that the others can be joined
// without it.
func TestAPlaceThatCannotBeReadIsNamed(t *testing.T) {
	var good bytes.Buffer
	if err := WriteKeys(&good, []Key{{Type: KeyEmail, Print: 1}, {Type: KeyEmail, Print: 2, Record: 1}}); err != nil {
		t.Fatal(err)
	}
	of := func(b string) Set {
		return Blob(func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(b)), nil })
	}
	for _, bad := range []string{"", "nothing of the kind", good.String()[:good.Len()-3]} {
		_, err := Join([]Set{of(good.String()), of(bad)}, nil)
		if set := (*SetError)(nil); !errors.As(err, &set) || set.Set != 1 {
			t.Errorf("%q: %v", bad, err)
		}
	}
	c, err := Join([]Set{of(good.String()), {}, of(good.String())}, nil)
	if err != nil || c.Union.Best != 2 || !slices.Equal(c.Overlaps, []Shared{{A: 0, B: 2, Shared: 2}}) {
		t.Errorf("%+v, %v", c, err)
	}
}
