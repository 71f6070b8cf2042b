// Command collect measures what looking at a PostgreSQL database costs without
// all that comes after it, in CPU seconds of this process: in full, again with
// nothing changed, again after each of a few changes of one row in a hundred, each
// time beside a full reading that must say the same.
//
//	collect [-rows N] [-once] [-cpuprofile FILE] [-profile N]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/weaklink/weaklink/collectors"
	_ "github.com/weaklink/weaklink/collectors/data"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/labs/postgres"
	"github.com/weaklink/weaklink/internal/store"
)

const fill = `
create table customers as select i as id, (array['Anna','Peter','Maria','Thomas','Julia','Hans','Laura','Paul'])[1 + i %% 8] as given_name, (array['Schmidt','Weber','Wagner','Becker','Hoffmann','Koch','Richter'])[1 + i %% 7] || case when i %% 3 = 0 then '-Wolf' else '' end as family_name,
  'client' || i || '@mail-' || i %% 997 || '.org' as email, '+49 30 ' || (2000000 + i) as phone, 'Lindenstraße ' || i as street, lpad((10000 + i %% 80000)::text, 5, '0') as postcode, date '1950-01-01' + (i %% 17977) as birth_date,
  timestamptz '2017-01-01' + i * interval '9 minutes' as created_at, md5(i::text) as token from generate_series(1, %[1]d / 6) i;
create table orders as select i as id, 1 + i %% (%[1]d / 6) as customer_id, round((i %% 30000) / 7.0, 2) as total, case when i %% 5 = 0 then 'please leave it with the neighbour on the second floor' when i %% 5 = 1 then 'call before you come' end as note,
  timestamptz '2019-01-01' + i * interval '2 minutes' as ordered_at, (array['paid','sent','open','returned'])[1 + i %% 4] as state from generate_series(1, %[1]d / 2) i;
update orders set note = 'paid with 4556 7375 8689 9855, thank you' where id > %[1]d / 2 * 9 / 10 and id <= %[1]d / 2 * 9 / 10 + 500;
create table visits as select i as id, '10.' || i %% 250 || '.' || i %% 199 || '.' || 1 + i %% 250 as address, 'Mozilla/5.0 build 4.20.' || i %% 600 || '.1' as agent, '/shop/item/' || i %% 5000 as path, timestamptz '2023-01-01' + i * interval '1 minute' as at from generate_series(1, %[1]d / 3) i;
`

var changes = []struct{ what, sql string }{
	{"nothing", "select 1"},
	{"1 % inserted", `insert into customers select id + 10000000, given_name, family_name, 'n' || email, phone, street, postcode, birth_date, created_at, token from customers where id % 100 = 1; insert into orders select * from orders where id % 100 = 1; insert into visits select * from visits where id % 100 = 1`},
	{"the newest 1 % of orders updated", `update orders set state = 'sent' where id > ROWS / 2 * 99 / 100`},
	{"the oldest 1 % of visits deleted", `delete from visits where id < ROWS / 3 / 100`},
	{"1 % of the customers, anywhere, updated", `update customers set postcode = '10115' where id % 100 = 7`},
}

func main() {
	rows := flag.Int("rows", 1_800_000, "rows in all tables together")
	profile := flag.String("cpuprofile", "", "of one look")
	at := flag.Int("profile", 0, "of which: 0 is the first")
	once := flag.Bool("once", false, "end after the first look")
	flag.Parse()
	if err := run(*rows, *profile, *at, *once); err != nil {
		fmt.Fprintln(os.Stderr, "bench collect:", err)
		os.Exit(1)
	}
}

func run(rows int, profile string, at int, once bool) error {
	c, err := postgres.Start(postgres.Options{Settings: []string{"max_wal_size = 4GB", "shared_buffers = 512MB"}})
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.Exec("postgres", "create role bench login password 'bench'; grant pg_read_all_data to bench", "create database bench"); err != nil {
		return err
	}
	if err := c.Exec("bench", fmt.Sprintf(fill, rows), "vacuum analyze"); err != nil {
		return err
	}
	if err := os.Setenv("PGPASSWORD", "bench"); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	kept := newNotes(filepath.Join(dir, "kept"))
	for i, change := range append(changes[:1:1], changes...) {
		if i > 0 {
			if err := c.Exec("bench", strings.ReplaceAll(change.sql, "ROWS", fmt.Sprint(rows))); err != nil {
				return err
			}
		}
		if i == at && profile != "" {
			f, err := os.Create(profile)
			if err == nil {
				err = pprof.StartCPUProfile(f)
			}
			if err != nil {
				return err
			}
		}
		again, a, err := look(c.URL("bench", "", "bench"), dir, kept, true)
		pprof.StopCPUProfile()
		if err != nil {
			return err
		}
		if i == 0 {
			fmt.Printf("the first look: %s\n", again)
			if once {
				return nil
			}
			continue
		}
		full, b, err := look(c.URL("bench", "", "bench"), dir, newNotes(filepath.Join(dir, "fresh")), false)
		if err != nil {
			return err
		}
		fmt.Printf("%-42s again %s; in full %s: %.1f %%\n", change.what, again, full, 100*again.cpu.Seconds()/full.cpu.Seconds())
		if a != b {
			return fmt.Errorf("after a change, %s, what is read again says\n%s\nand a full reading\n%s", change.what, a, b)
		}
	}
	return nil
}

type use struct{ wall, cpu time.Duration }

func (u use) String() string {
	return fmt.Sprintf("wall %.2f s, cpu %.2f s", u.wall.Seconds(), u.cpu.Seconds())
}

func cpu() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func look(url, dir string, n *notes, remember bool) (use, string, error) {
	env := collectors.Env{Key: [32]byte{1}, PutBlob: n.blobs.Put, OpenBlob: n.blobs.Open, Version: "bench", Temp: dir}
	if remember {
		env.Memory = n
	}
	target, err := collectors.Parse(url, func(string) bool { return false })
	if err != nil {
		return use{}, "", err
	}
	n.seen = nil
	start, before := time.Now(), cpu()
	err = collectors.For(collectors.All(env), "postgres")[0].Collect(context.Background(), target, n)
	u := use{time.Since(start), cpu() - before}
	slices.Sort(n.seen)
	return u, strings.Join(n.seen, "\n"), err
}

// notes are a memory and what sees.
type notes struct {
	mu    sync.Mutex
	blobs *store.Blobs
	memos map[string]evidence.Memo
	items map[string]evidence.Item
	seen  []string
}

func newNotes(dir string) *notes {
	return &notes{blobs: store.NewBlobs(dir), memos: map[string]evidence.Memo{}, items: map[string]evidence.Item{}}
}

func (n *notes) Fact(it evidence.Item) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.items[it.Digest] = it
	if it.Kind == "data.store" {
		n.seen = append(n.seen, it.Digest+" "+it.Blob)
	}
	return nil
}

func (n *notes) Unseen(subject, why, next string)    {}
func (n *notes) Progress(done, of int64, say string) {}
func (n *notes) Log() *slog.Logger                   { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func (n *notes) Recall(_ context.Context, target, collector, object string) (evidence.Memo, []evidence.Item, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	m, ok := n.memos[object]
	var items []evidence.Item
	for _, d := range m.Facts {
		items = append(items, n.items[d])
	}
	return m, items, ok
}

func (n *notes) Remember(_ context.Context, target, collector string, all []evidence.Memo) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, m := range all {
		n.memos[m.Object] = m
	}
	return nil
}
