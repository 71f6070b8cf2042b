package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"github.com/weaklink/weaklink/internal/labs/postgres"
	"github.com/weaklink/weaklink/internal/store"
	"github.com/weaklink/weaklink/internal/store/storetest"
)

func TestMain(m *testing.M) {
	beTheVictim()
	// The database server is a child that is waited for until the tests are over.
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		if cluster != nil {
			cluster.Close()
		}
		os.Exit(code)
	}), goleak.IgnoreAnyFunction("os/exec.(*Cmd).Wait"))
}

func open(t *testing.T) *store.DB {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "weaklink.db"))
}

func openAt(t *testing.T, url string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

var (
	cluster *postgres.Cluster
	start   sync.Once
	failed  error
	made    atomic.Int64
)

// password has what an address must escape and a log must not show.
const password = "canary/pw?#@1"

// postgresURL is the address of a new database on a server that all tests of
// this package share, of which a role without further rights is the owner.
func postgresURL(t testing.TB) string {
	t.Helper()
	postgres.Need(t)
	start.Do(func() {
		if cluster, failed = postgres.Start(postgres.Options{Settings: []string{"max_connections = 100"}}); failed == nil {
			failed = cluster.Exec("postgres", "create role keeper login password '"+password+"'")
		}
	})
	if failed != nil {
		t.Fatal(failed)
	}
	name := fmt.Sprint("runs", made.Add(1))
	// Another order of letters than that of bytes.
	if err := cluster.Exec("postgres", fmt.Sprintf("create database %s owner keeper template template0 locale_provider icu icu_locale 'de' locale 'C.UTF-8'", name)); err != nil {
		t.Fatal(err)
	}
	return cluster.URL("keeper", password, name)
}

func TestSQLiteKeepsTheContract(t *testing.T) { storetest.Run(t, open) }

func TestPostgresKeepsTheContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *store.DB { return openAt(t, postgresURL(t)) })
}
