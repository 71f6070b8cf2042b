package evidence_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/weaklink/weaklink/evidence"
)

// A list of files comes back as it was, in any order of writing the same bytes,
// and a damaged one is an error, never a shorter list.
func TestAListOfFilesComesBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var in []evidence.FileEntry
	for i := range 500 {
		name := "/var/www/ü" + strconv.Itoa(r.IntN(50)) + "/" + strconv.Itoa(i%400)
		in = append(in, evidence.FileEntry{Name: name, Path: r.Uint64(), Content: r.Uint64(), Rights: r.Uint64(), State: evidence.FileState(1 + i%5), Acts: i%3 == 0})
	}
	var a, b bytes.Buffer
	if err := evidence.WriteManifest(&a, slices.Clone(in)); err != nil {
		t.Fatal(err)
	}
	r.Shuffle(len(in), func(i, j int) { in[i], in[j] = in[j], in[i] })
	if err := evidence.WriteManifest(&b, in); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Fatalf("another order gives other bytes (%v)", err)
	}
	got, err := evidence.ReadManifest(bytes.NewReader(a.Bytes()))
	if err != nil || !slices.Equal(got, in) {
		t.Fatalf("%d entries came back of %d: %v", len(got), len(in), err)
	}
	cut := 0
	for n := range a.Len() {
		got, err := evidence.ReadManifest(bytes.NewReader(a.Bytes()[:n]))
		if err != nil {
			cut++
		} else if len(got) >= len(in) {
			t.Fatalf("cut at %d of %d bytes it reads as whole", n, a.Len())
		}
	}
	if cut < a.Len()-len(in)-1 { // between two entries it is a shorter list: the digest of the blob tells
		t.Errorf("of %d cuts only %d are errors", a.Len(), cut)
	}
}

func FuzzReadManifest(f *testing.F) {
	var b bytes.Buffer
	_ = evidence.WriteManifest(&b, []evidence.FileEntry{{Name: "/a", State: 1}, {Name: "/ab", State: 2}})
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, raw []byte) {
		in, err := evidence.ReadManifest(bytes.NewReader(raw))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := evidence.WriteManifest(&out, slices.Clone(in)); err != nil {
			t.Skip("a name that no writer makes")
		}
		if again, err := evidence.ReadManifest(&out); err != nil || len(again) != len(in) {
			t.Errorf("%v: %d of %d", err, len(again), len(in))
		}
	})
}
