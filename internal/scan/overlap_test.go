package scan

import (
	"fmt"
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
