package store_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
	"github.com/weaklink/weaklink/internal/store/storetest"
)

// place is a database with its blobs.
type place struct {
	*store.DB
	blobs *store.Blobs
	url   string
}

// places gives an empty place on each engine.
func places(t *testing.T) map[string]func() place {
	at := func(url string) place {
		db := openAt(t, url)
		return place{db, db.Blobs(filepath.Join(t.TempDir(), "blobs")), url}
	}
	all := map[string]func() place{"sqlite": func() place { return at(filepath.Join(t.TempDir(), "weaklink.db")) }}
	if !testing.Short() { // short tests start no servers
		all["postgres"] = func() place { return at(postgresURL(t)) }
	}
	return all
}

// furnish keeps a little of everything: two firms, a run that was cut short,
// odd names, blobs of no byte, of one and of several parts.
func furnish(t *testing.T, p place) {
	t.Helper()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var blobs []string
	for _, content := range []string{"", "a", strings.Repeat("0123456789abcdef", 160_000)} {
		d, err := p.blobs.Put(func(w io.Writer) error { _, err := io.WriteString(w, content); return err })
		check(err)
		blobs = append(blobs, d)
	}
	for i, firm := range []string{"grocer", "Bäcker 'n\" \\ ; drop table run; -- $1"} {
		for n := range 4 {
			run := storetest.NewRun(firm, 10*i+n)
			run.Plan = "plan\tof\nmany lines"
			check(p.Begin(t.Context(), run))
			for k, b := range blobs {
				check(p.Fact(t.Context(), run.ID, "shop", "c", storetest.Fact(t, 100*n+k).WithBlob(b)))
			}
			check(p.Gap(t.Context(), run.ID, "c", evidence.Gap{Target: "shop", Subject: "ÄÖ ü", Why: "w", Next: "n"}))
			if n == 3 {
				continue // cut
			}
			check(p.Seal(t.Context(), run.ID, evidence.Sighting{Target: "shop", Collector: "c", Seen: run.Started}, chain.TargetState{Target: "shop", Complete: true}))
			f := chain.Finding{ID: "a.b@s", Check: "a.b", Subject: "s", Link: chain.Website, Grip: chain.Weak, Say: fmt.Sprint("it is ", n), Pass: n, Of: 9, Evidence: []string{"e"}}
			_, err := p.Finish(t.Context(), storetest.Ended(run), []chain.Finding{f}, func(string) bool { return true }, json.RawMessage(`{"firm": `+fmt.Sprint(n)+`}`))
			check(err)
		}
		check(p.Accept(t.Context(), firm, chain.Acceptance{Finding: "a.b@s", Why: "w", Given: time.UnixMilli(1), Until: time.UnixMilli(1 << 42)}))
		_, err := p.Record(t.Context(), firm, chain.Outcome{Kind: chain.Incident, On: time.Unix(1e9, 0)})
		check(err)
	}
}

func same(t *testing.T, a, b place, root string) {
	t.Helper()
	ra, na, err := a.Root(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rb, nb, err := b.Root(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if ra != rb || na != nb || ra != root || na < 50 {
		t.Fatalf("root %.12s over %d rows and %.12s over %d; %.12s was said", ra, na, rb, nb, root)
	}
	for n := range 4 {
		items, _, err := b.Facts(t.Context(), storetest.NewRun("grocer", n).ID)
		if err != nil || len(items) != 3 {
			t.Fatalf("%d facts, %v", len(items), err)
		}
		for _, it := range items {
			r, err := b.blobs.Open(it.Blob)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, r); err != nil {
				t.Error(err)
			}
			r.Close()
		}
	}
	// Life goes on there.
	run := storetest.NewRun("grocer", 77)
	if err := b.Begin(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	if got, err := b.Finish(t.Context(), storetest.Ended(run), nil, func(string) bool { return true }, nil); err != nil || len(got) != 1 || got[0].Change != chain.Gone {
		t.Errorf("%v, %v", got, err)
	}
}

func TestAMoveArrivesWholeInEveryDirection(t *testing.T) {
	for from, mkFrom := range places(t) {
		for to, mkTo := range places(t) {
			t.Run(from+" to "+to, func(t *testing.T) {
				a, b := mkFrom(), mkTo()
				furnish(t, a)
				m, err := store.Move(t.Context(), a.DB, b.DB, a.blobs, b.blobs)
				if err != nil {
					t.Fatal(err)
				}
				if m.Blobs != 3 || m.Missing != 0 {
					t.Errorf("%+v", m)
				}
				same(t, a, b, m.Root)
				var usage *store.UsageError
				if _, err := store.Move(t.Context(), a.DB, b.DB, a.blobs, b.blobs); !errors.As(err, &usage) {
					t.Errorf("a place that is not empty is written over: %v", err)
				}
			})
		}
	}
}

func TestAMoveThatFailsLeavesTheTargetEmpty(t *testing.T) {
	for name, mk := range places(t) {
		t.Run(name, func(t *testing.T) {
			a, b := places(t)["sqlite"](), mk()
			furnish(t, a)
			// The last table does not fit: everything before it is written by then.
			if _, err := b.Writer().ExecContext(t.Context(), "drop table outcome"); err != nil {
				t.Fatal(err)
			}
			if _, err := b.Writer().ExecContext(t.Context(), "create table outcome (firm text, id text, kind text)"); err != nil {
				t.Fatal(err)
			}
			if _, err := store.Move(t.Context(), a.DB, b.DB, a.blobs, b.blobs); err == nil {
				t.Fatal("a table without columns takes the rows")
			}
			if empty, err := b.Empty(t.Context()); err != nil || !empty {
				t.Errorf("it holds something: %v", err)
			}
		})
	}
}

func TestABackupOfOneEngineIsRestoredOnTheOther(t *testing.T) {
	for from, mkFrom := range places(t) {
		a := mkFrom()
		furnish(t, a)
		file := filepath.Join(t.TempDir(), "backup")
		m, err := a.Backup(t.Context(), file, "1.2.3", a.blobs)
		if err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info, err)
		}
		if _, err := a.Backup(t.Context(), file, "1.2.3", a.blobs); err == nil {
			t.Error("a backup overwrites a file")
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".weaklink-*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
		for to, mkTo := range places(t) {
			t.Run(from+" to "+to, func(t *testing.T) {
				b := mkTo()
				head, got, err := b.Restore(t.Context(), file, b.blobs)
				if err != nil {
					t.Fatal(err)
				}
				if got != m || head.Version != "1.2.3" {
					t.Errorf("%+v, %+v, %+v", head, got, m)
				}
				root, _, err := a.Root(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				same(t, a, b, root)
				// same() went on in b only, where nothing may be written over now
				var usage *store.UsageError
				if _, _, err := b.Restore(t.Context(), file, b.blobs); !errors.As(err, &usage) {
					t.Errorf("a place that is not empty is written over: %v", err)
				}
			})
		}
	}
}

// Not one byte may be missing or another: whatever is changed is refused before
// anything is written.
func TestADamagedBackupIsRefusedAndNothingIsWritten(t *testing.T) {
	a := places(t)["sqlite"]()
	furnish(t, a)
	file := filepath.Join(t.TempDir(), "backup")
	if _, err := a.Backup(t.Context(), file, "1", a.blobs); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b := places(t)["sqlite"]()
	refused := func(what string, raw []byte) {
		t.Helper()
		bad := filepath.Join(t.TempDir(), "bad")
		if err := os.WriteFile(bad, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := b.Restore(t.Context(), bad, b.blobs); err == nil {
			t.Fatalf("%s is restored", what)
		}
	}
	for cut := range 60 {
		refused(fmt.Sprint("cut at ", cut*len(good)/60), good[:cut*len(good)/60])
	}
	refused("without its last byte", good[:len(good)-1])
	for i := range 150 {
		at := i * len(good) / 150
		raw := bytes.Clone(good)
		raw[at] ^= 0x20
		refused(fmt.Sprint("changed at ", at), raw)
	}
	refused("with something behind", append(bytes.Clone(good), good...))
	refused("another file", []byte("SQLite format 3\x00"))
	refused("an empty file", nil)
	if empty, err := b.Empty(t.Context()); err != nil || !empty {
		t.Errorf("something was written, %v", err)
	}
	if _, _, err := b.Restore(t.Context(), file, b.blobs); err != nil {
		t.Errorf("the good one is refused: %v", err)
	}
}

// A backup of before a migration is restored by what came after it.
func TestABackupOfAnOlderWeaklinkIsBroughtUpToDate(t *testing.T) {
	for name, mk := range places(t) {
		for _, schema := range []int64{7, 16} { // those that made what is kept, and the last before sets by difference
			t.Run(fmt.Sprint(name, " ", schema), func(t *testing.T) { restoresOlder(t, schema, mk) })
		}
	}
}

func restoresOlder(t *testing.T, schema int64, mk func() place) {
	old := places(t)["sqlite"]()
	p, err := old.Migrator()
	if err != nil {
		t.Fatal(err)
	}
	if err := old.Begin(t.Context(), storetest.NewRun("grocer", 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := p.DownTo(t.Context(), schema); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "backup")
	if _, err := old.Backup(t.Context(), file, "0.9", old.blobs); err != nil {
		t.Fatal(err)
	}
	b := mk()
	if _, _, err := b.Restore(t.Context(), file, b.blobs); err != nil {
		t.Fatal(err)
	}
	if runs, err := b.Runs(t.Context(), "grocer", 0); err != nil || len(runs) != 1 {
		t.Errorf("%v, %v", runs, err)
	}
	if _, err := b.blobs.Put(func(w io.Writer) error { _, err := io.WriteString(w, "x"); return err }); err != nil {
		t.Errorf("its schema is not the newest: %v", err)
	}
}

// Whoever adds a table says whether it is kept of a firm.
func TestEveryTableIsKeptOrPassing(t *testing.T) {
	rows, err := open(t).Writer().QueryContext(t.Context(), "select name from sqlite_master where type = 'table' and name not like 'goose%' and name not like 'sqlite%'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	known := map[string]bool{}
	for _, name := range store.Tables() {
		known[name] = true
	}
	n := 0
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		if n++; !known[name] {
			t.Errorf("table %s is neither in kept nor in passing (table.go): would a backup have to hold it?", name)
		}
	}
	if n < len(known) {
		t.Errorf("%d tables of %d", n, len(known))
	}
}
