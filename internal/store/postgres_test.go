package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
	"github.com/weaklink/weaklink/internal/store/storetest"
)

func postgresSchema(t *testing.T, db *store.DB) []string {
	t.Helper()
	rows, err := db.Writer().QueryContext(t.Context(), `select c.relname || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || coalesce(l.collname, '') || ' ' || a.attnotnull
		from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_collation l on l.oid = a.attcollation
		where c.relnamespace = current_schema()::regnamespace and a.attnum > 0 and not a.attisdropped and c.relname not like 'goose%' order by c.relname, a.attnum`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func TestEveryMigrationCanBeTakenBackOnPostgres(t *testing.T) {
	db := openAt(t, postgresURL(t))
	up := postgresSchema(t, db)
	if len(up) < 3*len(store.Tables()) {
		t.Fatalf("only %d columns: %v", len(up), up)
	}
	for _, c := range up {
		if strings.Contains(c, " text ") && !strings.Contains(c, " C ") {
			t.Errorf("sorts by a locale: %s", c)
		}
	}
	p, err := db.Migrator()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.DownTo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if down := postgresSchema(t, db); len(down) != 0 {
		t.Errorf("left behind: %v", down)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again := postgresSchema(t, db); !slices.Equal(up, again) {
		t.Errorf("up again gives another schema:\n%v\n%v", up, again)
	}
}

func TestADatabaseOfANewerWeaklinkIsRefused(t *testing.T) {
	url := postgresURL(t)
	db := openAt(t, url)
	if _, err := db.Writer().ExecContext(t.Context(), "insert into goose_db_version (version_id, is_applied) values (9999, true)"); err != nil {
		t.Fatal(err)
	}
	var usage *store.UsageError
	if _, err := store.Open(t.Context(), url); !errors.As(err, &usage) {
		t.Errorf("it is opened: %v", err)
	}
}

func TestReadersOfPostgresCannotWrite(t *testing.T) {
	url := postgresURL(t)
	db := openAt(t, url)
	if err := db.Begin(t.Context(), storetest.NewRun("grocer", 1)); err != nil {
		t.Fatal(err)
	}
	if err := db.Read(t.Context(), "delete from run"); err == nil {
		t.Error("a reader writes")
	}
	if runs, err := db.Runs(t.Context(), "", 0); err != nil || len(runs) != 1 {
		t.Errorf("%d runs, %v", len(runs), err)
	}
}

// A schema of somebody else is refused untouched; tables beside ours are no hindrance.
func TestAStrangersSchemaIsLeftAsItIs(t *testing.T) {
	url := postgresURL(t)
	name := url[strings.LastIndex(url, "/")+1:]
	if err := cluster.Exec(name, "create schema crm authorization keeper; create table crm.run (id int); create table crm.firm (id int)"); err != nil {
		t.Fatal(err)
	}
	var usage *store.UsageError
	if _, err := store.Open(t.Context(), url+"?search_path=crm"); !errors.As(err, &usage) || usage.Hint() == "" {
		t.Errorf("it is opened: %v", err)
	}
	if err := cluster.Exec(name, "insert into crm.run values (1); select 1 / (select (count(*) = 2)::int from pg_tables where schemaname = 'crm')"); err != nil {
		t.Error(err)
	}
	openAt(t, url)
}

func TestNoErrorRepeatsThePassword(t *testing.T) {
	good := postgresURL(t)
	at := good[strings.LastIndex(good, "@")+1:]
	for _, bad := range []string{
		"postgres://keeper:wrong-canary@" + at, "postgres://nobody:canary@" + at, good + "-not-there",
		"postgres://keeper:canary/pw@127.0.0.1:1/x", "postgres://keeper:canary@127.0.0.1:1/x", "postgres://keeper:can%zzary@127.0.0.1/x",
		"postgres://keeper@127.0.0.1:1/x?password=canary", "postgres://keeper:canary#1@127.0.0.1/x", "postgresql://keeper:canary@[::1/x",
		"postgres://keeper:canary@127.0.0.1/x?sslmode=canary",
	} {
		_, err := store.Open(t.Context(), bad)
		var usage *store.UsageError
		if !errors.As(err, &usage) || usage.Hint() == "" {
			t.Errorf("%s: %v", bad, err)
		} else if text := err.Error() + usage.Hint(); strings.Contains(text, "canary") || strings.Contains(text, "keeper:") {
			t.Errorf("%s: %s", bad, text)
		}
	}
	db := openAt(t, good)
	if !db.Shared() || strings.Contains(db.Place(), "canary") || strings.Contains(db.Place(), "keeper") {
		t.Errorf("it is called %s", db.Place())
	}
}

func TestManyMayOpenANewDatabaseAtOnce(t *testing.T) {
	url := postgresURL(t)
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			db, err := store.Open(t.Context(), url)
			if err != nil {
				t.Error(err)
				return
			}
			defer db.Close()
			for i := range 10 {
				if err := db.Begin(t.Context(), storetest.NewRun("grocer", 10*n+i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	runs, err := openAt(t, url).Runs(t.Context(), "grocer", 0)
	if err != nil || len(runs) != 40 {
		t.Errorf("%d runs of 40 are kept, %v", len(runs), err)
	}
}

// Many collectors write into one run at once, runs of one firm finish at once,
// and a firm that shares its facts is forgotten meanwhile.
func TestManyWritersLoseNothing(t *testing.T) {
	for name, db := range map[string]*store.DB{"sqlite": open(t), "postgres": openAt(t, postgresURL(t))} {
		t.Run(name, func(t *testing.T) {
			var all sync.WaitGroup
			for n := range 4 {
				run := storetest.NewRun("grocer", n)
				if err := db.Begin(t.Context(), run); err != nil {
					t.Fatal(err)
				}
				all.Go(func() {
					var targets sync.WaitGroup
					for c := range 4 {
						targets.Go(func() {
							target := fmt.Sprint("target", c)
							for i := range 10 {
								if err := db.Fact(t.Context(), run.ID, target, "c", fact(c, i)); err != nil {
									t.Error(err)
								}
							}
							if err := db.Seal(t.Context(), run.ID, evidence.Sighting{Target: target, Collector: "c", Seen: run.Started}, chain.TargetState{Target: target, Complete: true}); err != nil {
								t.Error(err)
							}
						})
					}
					targets.Wait()
					f := chain.Finding{ID: "a.b@s", Check: "a.b", Subject: "s", Link: chain.Website, Grip: chain.Weak, Say: "it is weak", Pass: n, Of: 9}
					if _, err := db.Finish(t.Context(), storetest.Ended(run), []chain.Finding{f}, func(string) bool { return true }, nil); err != nil {
						t.Error(err)
					}
				})
			}
			all.Go(func() {
				for n := range 5 {
					run := storetest.NewRun("baker", n)
					err := db.Begin(t.Context(), run)
					for i := 0; i < 10 && err == nil; i++ {
						err = db.Fact(t.Context(), run.ID, "target0", "c", fact(0, i))
					}
					if err == nil {
						_, err = db.Forget(t.Context(), "baker")
					}
					if err != nil {
						t.Error(err)
					}
				}
			})
			all.Wait()
			for n := range 4 {
				items, _, err := db.Facts(t.Context(), storetest.NewRun("grocer", n).ID)
				if err != nil || len(items) != 40 {
					t.Errorf("run %d: %d facts of 40, %v", n, len(items), err)
				}
			}
			counts, err := db.Counts(t.Context())
			if err != nil || counts["run"] != 4 || counts["fact_set"] != 4 || counts["set_fact"] != 40 || counts["arrival"] != 0 || counts["firm"] != 1 {
				t.Errorf("%v, %v", counts, err)
			}
			if counts["span"] != 4 {
				t.Errorf("%d spans for four runs that differ", counts["span"])
			}
		})
	}
}
