package data

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/labs/mariadb"
	"github.com/weaklink/weaklink/internal/labs/postgres"
)

// theirs are the servers that the tests of this package share; each test makes
// its databases anew.
var theirs struct {
	postgres *postgres.Cluster
	maria    *mariadb.Server
}

func TestMain(m *testing.M) {
	code := m.Run()
	if theirs.postgres != nil {
		theirs.postgres.Close()
	}
	if theirs.maria != nil {
		theirs.maria.Close()
	}
	os.Exit(code)
}

// databaseOf is the collector of databases with the test's key and blobs.
func databaseOf(t testing.TB) *databases {
	t.Helper()
	return &databases{New(collectors.Env{Key: [32]byte{1}, Temp: t.TempDir(), PutBlob: (&collecttest.Blobs{}).Put}).(*collector)}
}

func databaseTarget(t testing.TB, url string) collectors.Target {
	t.Helper()
	target, err := collectors.Parse(url, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// lookAtDatabase collects url and gives back what was seen.
func lookAtDatabase(t *testing.T, url string) (*collecttest.Seen, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	seen := &collecttest.Seen{}
	err := databaseOf(t).Collect(ctx, databaseTarget(t, url), seen)
	return seen, err
}

func storesOf(t *testing.T, seen *collecttest.Seen) map[string]facts.Store {
	t.Helper()
	out := map[string]facts.Store{}
	for _, it := range seen.Facts() {
		if it.Kind != facts.DataStore.Name {
			continue
		}
		var s facts.Store
		if err := json.Unmarshal(it.Body, &s); err != nil {
			t.Fatal(err)
		}
		out[s.Name] = s
	}
	return out
}

func ledgerOf(t *testing.T, seen *collecttest.Seen) facts.Coverage {
	t.Helper()
	var l facts.Coverage
	for _, it := range seen.Facts() {
		if it.Kind == facts.DataCoverage.Name {
			if err := json.Unmarshal(it.Body, &l); err != nil {
				t.Fatal(err)
			}
		}
	}
	if l.Files != l.Read+l.Listed+l.Ignored || l.Bytes != l.ReadBytes+l.ListedBytes+l.IgnoredBytes {
		t.Errorf("the ledger does not add up: %+v", l)
	}
	return l
}

func gapOf(seen *collecttest.Seen, subject string) (evidence.Gap, bool) {
	for _, g := range seen.Gaps() {
		if strings.HasSuffix(g.Subject, "#"+subject) {
			return g, true
		}
	}
	return evidence.Gap{}, false
}

func categories(s facts.Store) string {
	var out []string
	for _, c := range s.Categories {
		out = append(out, fmt.Sprintf("%s:%d", c.Category, c.Records))
	}
	return strings.Join(out, " ")
}

func hintOf(err error) string {
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return h.Hint()
	}
	return ""
}
