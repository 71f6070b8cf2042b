package evidence

import (
	"bytes"
	"io"
	"math/rand/v2"
	"slices"
	"testing"
)

// Keys that were put down in order are a blob as they lie.
func TestKeysInOrderAreABlobAsTheyLie(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var plain []Key
	var laid []byte
	var runs KeyRuns
	for n := range uint32(500) {
		var one []Key
		for range r.IntN(7) {
			one = append(one, Key{Type: KeyType(1 + r.IntN(8)), Print: r.Uint64N(3), Record: n})
		}
		plain = append(plain, one...)
		laid = runs.Append(laid, InOrder(slices.Clone(one)))
	}
	each := func(each func(Key)) error {
		for _, k := range plain {
			each(k)
		}
		return nil
	}
	var want, got bytes.Buffer
	if err := (Set{Hard: each}).Write(&want); err != nil {
		t.Fatal(err)
	}
	raw := func(w io.Writer) error { _, err := w.Write(EndHard(laid)); return err }
	if err := (Set{Hard: each, Raw: raw}).Write(&got); err != nil || !bytes.Equal(got.Bytes(), want.Bytes()) {
		t.Errorf("%d bytes, want %d, %v", got.Len(), want.Len(), err)
	}
}
