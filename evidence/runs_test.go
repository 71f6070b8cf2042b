package evidence

import (
	"bytes"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// someRuns are keys as places have them: records of the same few types, some of very
// many keys, and numbers that leave some out.
func someRuns(r *rand.Rand, records int, gaps bool) (hard, soft []Key) {
	record := uint32(0)
	for range records {
		n := 1 + r.IntN(6)
		if r.IntN(50) == 0 {
			n = 1 + r.IntN(100)
		}
		for range n {
			hard = append(hard, Key{Type: KeyType(1 + r.IntN(9)), Print: r.Uint64(), Record: record})
		}
		for range r.IntN(9) {
			soft = append(soft, Key{Type: KeyNamePost + KeyType(r.IntN(4)), Print: r.Uint64N(1 << 48), Record: record})
		}
		if r.IntN(3) == 0 {
			soft = append(soft, Key{Type: KeyHolds, Print: r.Uint64N(128), Record: record})
		}
		if record++; gaps {
			record += r.Uint32N(1 << r.IntN(20))
		}
	}
	return hard, soft
}

func blobOf(t testing.TB, hard, soft []Key) []byte {
	t.Helper()
	var b bytes.Buffer
	err := Set{Keys: slices.Clone(hard), Soft: func(each func(Key)) error {
		for _, k := range soft {
			each(k)
		}
		return nil
	}}.Write(&b)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestKeysComeOutOfABlobAsTheyWentIn(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	for range 60 {
		hard, soft := someRuns(r, r.IntN(3000), r.IntN(2) == 0)
		if r.IntN(4) == 0 { // as they come
			r.Shuffle(len(soft), func(i, j int) { soft[i], soft[j] = soft[j], soft[i] })
		}
		b := blobOf(t, hard, soft)
		sortKeys(hard)
		var got [2][]Key
		open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
		if err := BlobRuns(open, func(run []Key) bool {
			for _, k := range run {
				if at := 0; k.Record != run[0].Record || k.Soft() != run[0].Soft() {
					t.Fatal("a run is of several records")
				} else {
					if k.Soft() {
						at = 1
					}
					got[at] = append(got[at], k)
				}
			}
			return true
		}); err != nil {
			t.Fatal(err)
		}
		if len(hard)+len(soft) > 0 && (!slices.Equal(got[0], hard) || !slices.Equal(got[1], soft)) {
			t.Fatalf("%d and %d keys went in, other %d and %d came out", len(hard), len(soft), len(got[0]), len(got[1]))
		}
		if keys, err := ReadKeys(bytes.NewReader(b)); err != nil || !slices.Equal(keys, hard) {
			t.Fatalf("%d hard keys, want %d, %v", len(keys), len(hard), err)
		}
	}
}

// A usual record of a list - an address, a telephone, three of its name, eight soft
// ones - takes half of what thirteen keys take that stand for themselves.
func TestARecordTakesLittleRoom(t *testing.T) {
	var hard, soft []Key
	for n := range uint32(1000) {
		for _, typ := range []KeyType{KeyEmail, KeyPhone, KeyNameBirth, KeyNameAddr, KeyName} {
			hard = append(hard, Key{Type: typ, Print: chance(uint64(n)<<8 + uint64(typ)), Record: n})
		}
		for i, typ := range []KeyType{KeyNamePost, KeyNamePost, KeyNameMail, KeyNameMail, KeyNamePhone, KeyNamePhone, KeyPhoneName, KeyPhoneName} {
			soft = append(soft, Key{Type: typ, Print: chance(uint64(n)<<8+uint64(100+i)) >> 16, Record: n})
		}
	}
	if n := len(blobOf(t, hard, soft)); n > 1000*(5*8+8*6+2)+64 {
		t.Errorf("%d bytes for a thousand records", n)
	}
}

// What is cut, garbled or no blob at all is an error or other keys, and never worse.
func FuzzRunsOfWhateverIsThere(f *testing.F) {
	r := rand.New(rand.NewPCG(2, 5))
	for range 5 {
		hard, soft := someRuns(r, 40, true)
		f.Add(blobOf(f, hard, soft))
	}
	f.Add([]byte(keysMagic))
	f.Add([]byte(keysMagic + "\xff\xff"))
	f.Add([]byte(keysMagic + "\x00\x10\x01\x01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		read := func(b []byte) (keys []Key, err error) {
			err = readRuns(bytes.NewReader(b), func(run []Key) bool {
				if len(run) == 0 {
					t.Fatal("a run of nothing")
				}
				for _, k := range run {
					if k.Type == 0 || k.Type > KeyHolds || k.Record != run[0].Record || k.Soft() != run[0].Soft() {
						t.Fatalf("%+v", k)
					}
				}
				keys = append(keys, run...)
				return true
			})
			return keys, err
		}
		keys, err := read(b)
		if err != nil {
			return
		}
		at := len(keys) // the soft ones
		for at > 0 && keys[at-1].Soft() {
			at--
		}
		var again []byte
		var runs KeyRuns
		again = runs.Append(append(again, keysMagic...), keys[:at])
		runs = KeyRuns{}
		again = runs.Append(EndHard(again), keys[at:])
		if same, err := read(again); err != nil || !reflect.DeepEqual(same, keys) {
			t.Errorf("%d keys, written again %d, %v", len(keys), len(same), err)
		}
	})
}

// A blob that ends within a run, or before the soft keys, is cut short.
func TestABlobThatIsCutIsNoBlob(t *testing.T) {
	hard, _ := someRuns(rand.New(rand.NewPCG(3, 5)), 20, false)
	b := blobOf(t, hard, nil)
	for n := range len(b) {
		if err := readRuns(bytes.NewReader(b[:n]), func([]Key) bool { return true }); err == nil {
			t.Fatalf("the first %d of %d bytes are read as a whole", n, len(b))
		}
	}
}
