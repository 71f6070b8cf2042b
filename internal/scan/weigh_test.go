package scan

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// memory is a shelf in memory.
type memory struct {
	bodies      map[string][]byte
	kept, taken int
}

func (m *memory) Weighed(_ context.Context, firm, key, maker string) ([]byte, error) {
	raw := m.bodies[firm+key+maker]
	if raw != nil {
		m.taken++
	}
	return raw, nil
}

func (m *memory) KeepWeighed(_ context.Context, firm, key, maker string, body []byte) error {
	m.kept++
	m.bodies[firm+key+maker] = body
	return nil
}

// While nothing changes that says something, what was weighed is taken, and it
// is what would be weighed anew, byte for byte. What another program weighed, or
// was weighed of something else, is not taken.
func TestWhatIsTheSameIsNotWeighedAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: scans many times")
	}
	m := &memory{bodies: map[string][]byte{}}
	look := func(people int64, maker string, change func(*Case)) []byte {
		t.Helper()
		c := caseOf(chain.Firm{Name: "grocer", Staff: 7}, nil)
		c.Seed = nil
		c.Facts = []evidence.Item{storeFact(t, "store:a#list.xlsx", "contact", people)}
		if change != nil {
			change(&c)
		}
		s := &shelf{t.Context(), m, "grocer", maker, func(err error) { t.Error(err) }}
		got, err := judge(c, s)
		if err != nil {
			t.Fatal(err)
		}
		anew, err := Judge(c)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(anew)
		if err != nil {
			t.Fatal(err)
		}
		if string(raw) != string(want) {
			t.Errorf("%d people: what was kept says\n%.300s\nanew it is\n%.300s", people, raw, want)
		}
		return raw
	}
	expect := func(what string, kept, taken int) {
		t.Helper()
		if m.kept != kept || m.taken != taken {
			t.Errorf("%s: %d kept and %d taken, not %d and %d", what, m.kept, m.taken, kept, taken)
		}
	}
	look(5812, "this", nil)
	expect("the first look", 1, 0)
	look(5812, "this", nil)
	expect("the second", 1, 1)
	look(5823, "this", nil)
	expect("with a few people more", 1, 2)
	look(5823, "this", func(c *Case) { c.Facts = []evidence.Item{storeFact(t, "store:a#old.xlsx", "contact", 5812)} })
	expect("under another name", 1, 3)
	look(9000, "this", nil)
	expect("with many more", 2, 3)
	look(5812, "another", nil)
	expect("of another program", 3, 3)
	look(5812, "this", func(c *Case) { c.Samples *= 2 })
	expect("with more worlds", 4, 3)
	look(5812, "this", func(c *Case) { c.Seed = new(uint64(7)) })
	expect("with a seed", 5, 3)
	look(5812, "this", func(c *Case) { c.Constants = map[string]any{"firm.margin": .3} })
	expect("with a number that the firm knows", 6, 3)
	for k := range m.bodies {
		m.bodies[k] = []byte("{}")
	}
	look(5812, "this", nil)
	expect("where what was kept is no answer", 7, 4)
}

// Of a folder of hundreds of files one more, one less and one that was moved
// change nothing of what is weighed, and what is then said is what a first look
// says, byte for byte - the variants of the constants, too.
func TestAFolderIsNotWeighedAgainForAFewFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("weighs the variants of the constants")
	}
	m := &memory{bodies: map[string][]byte{}}
	look := func(names ...string) *Judgement {
		t.Helper()
		c := caseOf(chain.Firm{Name: "grocer", Staff: 7}, nil)
		c.Seed, c.Samples = nil, steadySamples
		var findings []chain.Finding
		for _, n := range names {
			f := finding("store:a#"+n, "minimisation", chain.Weak)
			f.ID, f.Link, f.Check = "data.stale-records@"+n, chain.Data, "data.stale-records"
			c.Facts, findings = append(c.Facts, storeFact(t, f.Subject, "special", 300)), append(findings, f)
		}
		sortFacts(c.Facts)
		got, err := c.judged(findings, &shelf{t.Context(), m, "grocer", "this", func(err error) { t.Error(err) }})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(names, "moved.csv") {
			return got
		}
		anew, err := c.judged(findings, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(anew)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("what was kept says\n%.500s\nanew it is\n%.500s", a, b)
		}
		return got
	}
	var files []string
	for i := range 300 {
		files = append(files, fmt.Sprintf("%03d.csv", i))
	}
	first := look(files...)
	kept := m.kept
	if first.Advice.Stability.Variants == 0 || kept != 2 {
		t.Fatalf("%d answers kept, of variants %+v", kept, first.Advice.Stability)
	}
	look(append(files, "more.csv")...)
	look(files[1:]...)
	last := look(append(files[1:], "moved.csv")...)
	if m.kept != kept {
		t.Errorf("weighed again: %d answers kept, not %d", m.kept, kept)
	}
	if !reflect.DeepEqual(last.Verdict.Links, first.Verdict.Links) {
		t.Error("another verdict on the links")
	}
}

// Nor are people counted again while the same stores hold the same ones.
func TestTheSamePeopleAreNotCountedAgain(t *testing.T) {
	m := &memory{bodies: map[string][]byte{}}
	opened := 0
	count := func(blob string) (facts.Union, int) {
		t.Helper()
		opt := Options{OpenBlob: func(digest string) (io.ReadCloser, error) {
			opened++
			keys := []evidence.Key{{Type: evidence.KeyEmail, Print: 1}, {Type: evidence.KeyEmail, Print: 2, Record: 1}}
			if digest == "other" {
				keys = keys[:1]
			}
			if digest == "more" {
				keys = append(keys, evidence.Key{Type: evidence.KeyEmail, Print: 3, Record: 2})
			}
			var b bytes.Buffer
			err := evidence.WriteKeys(&b, keys)
			return io.NopCloser(&b), err
		}}
		it, ok, _ := join(t.Context(), []evidence.Item{storeFact(t, "store:a#list.xlsx", "contact", 2).WithBlob(blob), storeFact(t, "store:b#list.xlsx", "contact", 1).WithBlob("other")}, opt,
			&shelf{t.Context(), m, "grocer", "this", func(err error) { t.Error(err) }})
		if !ok {
			t.Fatal("nobody was counted")
		}
		u, err := facts.DataUnion.Decode(it)
		if err != nil {
			t.Fatal(err)
		}
		n := opened
		opened = 0
		return u, n
	}
	first, n := count("some")
	if first.People.Best != 2 || n == 0 {
		t.Errorf("%+v after opening %d blobs", first.People, n)
	}
	if again, n := count("some"); !reflect.DeepEqual(again, first) || n != 0 {
		t.Errorf("%+v, then %+v, after opening %d blobs again", first, again, n)
	}
	if more, n := count("more"); more.People.Best != 3 || n == 0 {
		t.Errorf("with one more %+v, after opening %d blobs", more.People, n)
	}
}

// A single store holds as many as whoever looked at it counted: nothing is opened.
func TestTheSingleStoreIsCountedOnce(t *testing.T) {
	it, ok, _ := join(t.Context(), []evidence.Item{storeFact(t, "store:a#list.xlsx", "contact", 7).WithBlob("some")}, Options{OpenBlob: func(string) (io.ReadCloser, error) {
		t.Error("it is counted again")
		return nil, io.EOF
	}}, nil)
	if u, err := facts.DataUnion.Decode(it); !ok || err != nil || u.People.Best != 7 {
		t.Errorf("%+v, %v, want 7 people", u.People, err)
	}
}
