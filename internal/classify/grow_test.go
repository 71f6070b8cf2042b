package classify

import (
	"fmt"
	"reflect"
	"testing"
)

func TestAColumnGrownFromASampleIsJudgedAsAWhole(t *testing.T) {
	whole, part, rest := NewColumn("mail", "text"), NewColumn("mail", "text"), NewColumn("mail", "text")
	for i := range 8000 {
		cell := []byte(fmt.Sprintf("client%d@mail-%d.org", i, i%7))
		if i%10 == 0 {
			cell = []byte("call before noon")
		}
		whole.Add(cell)
		if i < 2000 {
			part.Add(cell)
		} else if i%17 == 0 {
			rest.Add(cell)
		}
	}
	part.Grow(rest, 6000, rest.filled)
	a, b := whole.Verdict(nil), part.Verdict(nil)
	if a.Kind != b.Kind || a.Filled != b.Filled || b.Matched < a.Matched*97/100 || b.Matched > a.Matched*103/100 {
		t.Errorf("whole %+v, grown %+v", a, b)
	}
}

func TestGrowForgetsNoCount(t *testing.T) {
	// A count that a column gets later must be added to Grow.
	from, to := NewColumn("", ""), NewColumn("", "")
	v := reflect.ValueOf(from).Elem()
	counts := 0
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.Type.Kind() == reflect.Int64 || (f.Type.Kind() == reflect.Map || f.Type.Kind() == reflect.Array) && f.Type.Elem().Kind() == reflect.Int64 {
			counts++
		}
	}
	const grown = 25 + 5 // in Grow
	if counts != grown {
		t.Errorf("a column has %d counts, Grow knows %d", counts, grown)
	}
	to.Grow(from, 5, 0)
}
