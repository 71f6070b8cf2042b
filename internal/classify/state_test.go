package classify

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"reflect"
	"testing"

	"github.com/weaklink/weaklink/internal/redact"
)

// stateCells are cells of many kinds.
func stateCells(n int) [][]byte {
	var out [][]byte
	for i := range n {
		out = append(out, []byte([]string{fmt.Sprintf("client%d@mail-%d.org", i, i%7), "call before noon, Anna Schmidt, or at 10.2.3." + fmt.Sprint(i%250), fmt.Sprint(4000000 + i), "4556 7375 8689 9855",
			"Herr", "$2b$12$abcdefghijklmnopqrstuuKJHGFDSAqwertzuiopyxcvbnmlkjhgf", "Lindenstraße 5", fmt.Sprintf("19%02d-03-0%d", i%100, 1+i%9), "+49 30 2345678"}[i*i%9]))
	}
	return out
}

func TestAColumnGoesOnFromItsStateAsIfItHadNeverStopped(t *testing.T) {
	q := redact.Key{1}.Quick()
	for _, at := range []int{1, 300, 2500} {
		one, two := NewColumn("contact", "text"), NewColumn("contact", "text")
		one.KeyWith(q)
		two.KeyWith(q)
		for i, cell := range stateCells(5000) {
			if i == at {
				var b bytes.Buffer
				var s ColumnState
				if err := gob.NewEncoder(&b).Encode(two.State()); err != nil {
					t.Fatal(err)
				}
				if err := gob.NewDecoder(&b).Decode(&s); err != nil {
					t.Fatal(err)
				}
				two = NewColumn("contact", "text")
				two.KeyWith(q)
				if !two.Resume(s) {
					t.Fatal("the state is not taken")
				}
			}
			one.Add(cell)
			two.Add(cell)
		}
		if a, b := one.State(), two.State(); !reflect.DeepEqual(a, b) {
			t.Errorf("stopped after %d cells\n%+v\n%+v", at, b, a)
		}
		if a, b := one.Verdict(nil), two.Verdict(nil); !reflect.DeepEqual(a, b) {
			t.Errorf("stopped after %d cells: %+v, want %+v", at, b, a)
		}
	}
}

func TestColumnsOfPartsAreJudgedTogetherAsOne(t *testing.T) {
	q := redact.Key{1}.Quick()
	whole, merged := NewColumn("mail", "text"), NewColumn("mail", "text")
	merged.KeyWith(q)
	cells := stateCells(1500)
	for from := 0; from < len(cells); from += 500 {
		part := NewColumn("mail", "text")
		part.KeyWith(q)
		for _, cell := range cells[from : from+500] {
			whole.Add(cell)
			part.Add(cell)
		}
		merged.Merge(part)
	}
	if a, b := whole.Verdict(nil), merged.Verdict(nil); !reflect.DeepEqual(a, b) || whole.seen.n != merged.seen.n {
		t.Errorf("merged %+v of %d values, whole %+v of %d", b, merged.seen.n, a, whole.seen.n)
	}
}

// A field that a column gets later is told from those that its state holds.
func TestTheStateOfAColumnForgetsNoField(t *testing.T) {
	known := map[string]string{"name": "given", "declared": "given", "seed": "of this process", "quick": "given", "yield": "of Add", "cell": "of Add", "packed": "of Add",
		"found": "of Add", "ids": "by the name", "asked": "by the name", "protect": "kept", "seen": "kept", "alive": "kept", "narrowed": "kept", "noPhones": "kept", "whole": "kept", "within": "kept", "wordy": "kept", "said": "kept", "called": "by the name"}
	v := reflect.TypeOf(Column{})
	for i := range v.NumField() {
		if f := v.Field(i); known[f.Name] == "" && f.Type.Kind() != reflect.Int64 {
			t.Errorf("%s is in no state", f.Name)
		}
	}
	// TestGrowForgetsNoCount counts the others.
}
