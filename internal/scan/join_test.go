package scan

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// lists are stores with people in them, as a scan finds them.
type lists struct {
	blobs map[string][]byte
	opens int
	notes []string
}

func (l *lists) Update(string, int64, int64, string) {}
func (l *lists) Note(_, say string)                  { l.notes = append(l.notes, say) }

func (l *lists) open(digest string) (io.ReadCloser, error) {
	l.opens++
	return io.NopCloser(bytes.NewReader(l.blobs[digest])), nil
}

// store is one with the people from to to in it.
func (l *lists) store(t *testing.T, id, modified string, from, to uint32) evidence.Item {
	t.Helper()
	var keys []evidence.Key
	for i := from; i < to; i++ {
		keys = append(keys, evidence.Key{Type: evidence.KeyEmail, Print: uint64(i), Record: i - from})
	}
	var b bytes.Buffer
	if err := evidence.WriteKeys(&b, keys); err != nil {
		t.Fatal(err)
	}
	blob := fmt.Sprintf("blob %d-%d", from, to)
	l.blobs[blob] = b.Bytes()
	it, err := facts.DataStore.Item(id, evidence.Enumerated, facts.Store{ID: id, Role: "export", Modified: modified, People: facts.People{Best: int64(to - from)}})
	if err != nil {
		t.Fatal(err)
	}
	return it.WithBlob(blob)
}

// Whom stores hold is compared again only when one of them holds others than
// before; what is said of a store is not what was said before, though.
func TestPeopleAreComparedAgainOnlyWhenTheyAreOthers(t *testing.T) {
	l := &lists{blobs: map[string][]byte{}}
	opt := Options{OpenBlob: l.open, Progress: l, Env: collectors.Env{Temp: t.TempDir()}}
	m := &memory{bodies: map[string][]byte{}}
	join := func(kept *shelf, items ...evidence.Item) (u facts.Union, opens int) {
		t.Helper()
		before := l.opens
		it, ok, _ := join(t.Context(), items, opt, kept)
		if !ok {
			t.Fatal("nobody was counted")
		}
		u, err := facts.DataUnion.Decode(it)
		if err != nil {
			t.Fatal(err)
		}
		return u, l.opens - before
	}
	kept := &shelf{t.Context(), m, "grocer", "this", func(err error) { t.Error(err) }}
	a, b := l.store(t, "store:a", "2026-01-02", 0, 40), l.store(t, "store:b", "2026-01-01", 0, 30)
	first, opens := join(kept, a, b)
	if opens != 2 || first.People.Best != 40 || len(first.Overlaps) != 1 || first.Overlaps[0].Behind != 1 {
		t.Fatalf("%d blobs were opened for %+v", opens, first)
	}
	if again, opens := join(kept, a, b); opens != 0 || again.People != first.People {
		t.Errorf("nothing changed, and %d blobs were opened for %+v", opens, again)
	}
	touched := l.store(t, "store:a", "2026-01-12", 0, 40)
	if u, opens := join(kept, touched, b); opens != 0 || u.People.Best != 40 || u.Overlaps[0].Behind != 11 {
		t.Errorf("a date changed, and %d blobs were opened for %+v", opens, u)
	}
	if u, opens := join(kept, touched, l.store(t, "store:b", "2026-01-01", 20, 60)); opens != 2 || u.People.Best != 60 || u.Overlaps[0].Shared != 20 {
		t.Errorf("other people came, and %d blobs were opened for %+v", opens, u)
	}
}

// A blob that cannot be read is named and left out, and what is counted without
// it is not kept.
func TestAStoreThatCannotBeReadIsLeftOut(t *testing.T) {
	l := &lists{blobs: map[string][]byte{}}
	opt := Options{OpenBlob: l.open, Progress: l, Env: collectors.Env{Temp: t.TempDir()}}
	kept := &shelf{t.Context(), &memory{bodies: map[string][]byte{}}, "grocer", "this", func(err error) { t.Error(err) }}
	items := []evidence.Item{l.store(t, "store:a", "", 0, 40), l.store(t, "store:b", "", 10, 60), l.store(t, "store:c", "", 0, 50)}
	whole := l.blobs["blob 10-60"]
	l.blobs["blob 10-60"] = whole[:len(whole)-5]
	it, ok, _ := join(t.Context(), items, opt, kept)
	u, err := facts.DataUnion.Decode(it)
	if !ok || err != nil || u.People.Best != 50 || len(u.Overlaps) != 1 || u.Overlaps[0].Shared != 40 {
		t.Errorf("%+v, %v", u, err)
	}
	if len(l.notes) != 1 || !strings.Contains(l.notes[0], "store:b") {
		t.Errorf("it is said %q", l.notes)
	}
	l.blobs["blob 10-60"] = whole
	if it, _, _ = join(t.Context(), items, opt, kept); l.opens != 5+3 {
		t.Errorf("%d blobs were opened", l.opens)
	}
	if u, err = facts.DataUnion.Decode(it); err != nil || u.People.Best != 60 {
		t.Errorf("%+v, %v", u, err)
	}
}

// A store that moved holds the people that it held, and is told of under its new
// name; nobody is compared again.
func TestAStoreThatMovedIsNotComparedAgain(t *testing.T) {
	l := &lists{blobs: map[string][]byte{}}
	opt := Options{OpenBlob: l.open, Progress: l, Env: collectors.Env{Temp: t.TempDir()}}
	kept := &shelf{t.Context(), &memory{bodies: map[string][]byte{}}, "grocer", "this", func(err error) { t.Error(err) }}
	unionOf := func(kept *shelf, items ...evidence.Item) facts.Union {
		t.Helper()
		it, ok, _ := join(t.Context(), once(items), opt, kept)
		u, err := facts.DataUnion.Decode(it)
		if !ok || err != nil {
			t.Fatalf("%v, %v", ok, err)
		}
		return u
	}
	stores := func(names ...string) (items []evidence.Item) {
		for i, name := range names {
			items = append(items, l.store(t, "store:"+name, "", uint32(10*i), uint32(10*i+25)))
		}
		return items
	}
	unionOf(kept, stores("a", "b", "c", "d")...)
	opens := l.opens
	moved := unionOf(kept, stores("z", "b", "c", "a")...)
	if l.opens != opens {
		t.Errorf("%d blobs were opened", l.opens-opens)
	}
	anew := unionOf(nil, stores("z", "b", "c", "a")...)
	if !reflect.DeepEqual(moved, anew) || len(moved.Overlaps) != 5 {
		t.Errorf("%+v\n%+v", moved, anew)
	}
	for _, o := range moved.Overlaps {
		if o.A >= o.B || o.A == "store:a" && o.B == "store:c" && o.Shared != 15 {
			t.Errorf("%+v", o)
		}
	}
}

// What could not be counted together is said, and is no count.
func TestPeopleWhoCouldNotBeCountedTogether(t *testing.T) {
	items := []evidence.Item{storeFact(t, "store:a", "contact", 2).WithBlob("a"), storeFact(t, "store:b", "contact", 3).WithBlob("b")}
	_, ok, err := join(t.Context(), items, Options{Progress: &notes{}, OpenBlob: func(string) (io.ReadCloser, error) { return nil, io.ErrUnexpectedEOF }}, nil)
	if ok || err == nil {
		t.Errorf("counted: %v, %v", ok, err)
	}
}

// joinedBefore is what a store keeps of how people were joined.
type joinedBefore struct{ body []byte }

func (j *joinedBefore) Was(context.Context) ([]byte, error) {
	if j.body == nil {
		return nil, io.EOF
	}
	return bytes.Clone(j.body), nil
}

func (j *joinedBefore) Keep(_ context.Context, write func(io.Writer) error) error {
	var b bytes.Buffer
	err := write(&b)
	if err == nil {
		j.body = b.Bytes()
	}
	return err
}

// When one place has others in it than before, the others are not joined anew, and
// it comes to the same; when the list of one cannot be read it is left out, and nothing
// is gone on from.
func TestWhomNoChangeTouchesIsNotJoinedAnew(t *testing.T) {
	l := &lists{blobs: map[string][]byte{}}
	var said bytes.Buffer
	opt := Options{OpenBlob: l.open, Progress: l, Env: collectors.Env{Temp: t.TempDir()}, Joined: &joinedBefore{},
		Log: slog.New(slog.NewTextHandler(&said, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	count := func(opt Options, items ...evidence.Item) facts.Union {
		t.Helper()
		said.Reset()
		it, ok, err := join(t.Context(), items, opt, nil)
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		u, err := facts.DataUnion.Decode(it)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	items := []evidence.Item{l.store(t, "store:a", "", 0, 9000), l.store(t, "store:b", "", 4000, 5000), l.store(t, "store:c", "", 8000, 12000), l.store(t, "store:d", "", 100, 200)}
	if u := count(opt, items...); u.People.Best != 12000 {
		t.Errorf("%+v", u)
	}
	for i, change := range []func(){
		func() { items[3] = l.store(t, "store:d", "", 11990, 12100) },
		func() { items = append(items, l.store(t, "store:e", "", 20000, 20100)) },
		func() { items = items[1:] },
		func() { items[0] = l.store(t, "store:b", "", 4000, 4999) },
	} {
		change()
		if got, want := count(opt, items...), count(Options{OpenBlob: l.open, Progress: l, Env: opt.Env}, items...); !reflect.DeepEqual(got, want) {
			t.Errorf("%d: got %+v, want %+v", i, got, want)
		}
	}
	items[2] = l.store(t, "store:d", "", 11995, 12100)
	if count(opt, items...); !strings.Contains(said.String(), "all anew\"=false") {
		t.Errorf("it says %q", said.String())
	}
	items[2] = l.store(t, "store:d", "", 11996, 12100)
	blob := items[1].Blob
	l.blobs[blob] = l.blobs[blob][:len(l.blobs[blob])-5]
	if u := count(opt, items...); len(l.notes) != 1 || u.People.Best != 999+104+100 {
		t.Errorf("%q, %+v", l.notes, u)
	}
}
