package attack

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/weaklink/weaklink/risk"
)

// A graph that is taken from another variant is what would have been made anew.
func TestAVariantSharesOnlyWhatIsTheSame(t *testing.T) {
	c := constants(t)
	s := read(t, office(t, 12, func(i int) string { return fmt.Sprint("store ", i) }))
	first, err := s.Variant(c)
	if err != nil {
		t.Fatal(err)
	}
	shared, own := 0, 0
	for i, change := range c.Changes() {
		k, err := c.With(change)
		if err == nil {
			k, err = Anchor(k)
		}
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Variant(k)
		if err != nil {
			t.Fatal(err)
		}
		want, err := s.model(k, s.coarse(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("variant %d (%v) is not what it would be anew", i, change)
		}
		if &got.States[0] == &first.States[0] {
			shared++
		} else {
			own++
		}
	}
	if shared < 100 || own < 200 {
		t.Errorf("%d variants share a graph, %d have their own", shared, own)
	}
	// Nor does who was first decide.
	again := read(t, office(t, 12, func(i int) string { return fmt.Sprint("store ", i) }))
	k, err := c.With(map[string]float64{"mfa.m": .1, "beta.likely": .7})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.Variant(k); err != nil {
		t.Fatal(err)
	}
	var got *risk.Model
	if got, err = again.Variant(c); err != nil || !reflect.DeepEqual(got, first) {
		t.Errorf("the variant that was made first decides about others (%v)", err)
	}
}
