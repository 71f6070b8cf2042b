package scan

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// Many exports of one table make many pairs: those that tell most are told, each
// store still says whose copy it is, and how many are left out is said.
func TestOfVeryManyPairsThoseThatTellMostAreTold(t *testing.T) {
	const n, people = 100, 40
	var ids []string
	var sets []evidence.Set
	stores := map[string]facts.Store{}
	for i := range n {
		var keys []evidence.Key
		for j := range uint32(people) {
			keys = append(keys, evidence.Key{Type: evidence.KeyEmail, Print: uint64(j), Record: j})
		}
		id := fmt.Sprintf("store:office#export-%03d.csv", i)
		ids, sets = append(ids, id), append(sets, evidence.Set{Keys: keys})
		stores[id] = facts.Store{ID: id, Role: "export", Newest: fmt.Sprintf("2026-%02d-01", 1+i%12), People: facts.People{Best: people}}
	}
	c, err := evidence.Join(sets, nil)
	u := union(ids, c, stores)
	if err != nil || u.People.Best != people {
		t.Fatalf("%d people: %+v, %v", people, u.People, err)
	}
	if all := int64(n * (n - 1) / 2); int64(len(u.Overlaps))+u.More != all || len(u.Overlaps) > allPairs/2 {
		t.Errorf("of %d pairs %d are told and %d are not", all, len(u.Overlaps), u.More)
	}
	said := map[string]bool{}
	for _, o := range u.Overlaps {
		said[o.A], said[o.B] = true, true
		if o.Shared != people || o.Copy == "" {
			t.Fatalf("a pair is told wrongly: %+v", o)
		}
	}
	if len(said) != n {
		t.Errorf("%d of %d stores are told to share people", len(said), n)
	}
}

// Those that are told are found without putting all in order, and are the same.
func TestPairsThatAreToldAreThoseThatAnOrderWouldTell(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	of := make([]held, 150)
	for i := range of {
		of[i].People.Best = r.Int64N(40)
	}
	var all []evidence.Shared
	for a := range int32(len(of)) {
		for b := a + 1; b < int32(len(of)); b++ {
			if r.IntN(3) > 0 {
				all = append(all, evidence.Shared{A: a, B: b, Shared: 1 + r.Int64N(30)})
			}
		}
	}
	copies := func(o evidence.Shared) bool { return (o.A*7+o.B*3)%11 == 0 }
	large := make([]int, len(of))
	for i := range large {
		large[i] = i
	}
	slices.SortStableFunc(large, func(x, y int) int { return cmp.Compare(of[y].People.Best, of[x].People.Best) })
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, func(x, y evidence.Shared) int {
		c := 0
		if copies(x) != copies(y) {
			if c = 1; copies(x) {
				c = -1
			}
		}
		return cmp.Or(c, cmp.Compare(y.Shared, x.Shared), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	had, want := make([]int, len(of)), map[evidence.Shared]bool{}
	for _, o := range sorted {
		if slices.Contains(large[:ofLarge], int(o.A)) && slices.Contains(large[:ofLarge], int(o.B)) || had[o.A] < ofEach || had[o.B] < ofEach {
			had[o.A]++
			had[o.B]++
			want[o] = true
		}
	}
	got := telling(all, of, copies)
	if len(all) <= allPairs || len(got) != len(want) {
		t.Fatalf("of %d pairs %d are told, want %d", len(all), len(got), len(want))
	}
	for _, o := range got {
		if !want[o] {
			t.Errorf("%+v is told", o)
		}
	}
}
