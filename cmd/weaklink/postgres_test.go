package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/labs/postgres"
)

// canaryPassword is the password of the database that keeps the runs.
const canaryPassword = "canary-pw/7#"

// aDatabase is an empty database on a throw-away server.
func aDatabase(t *testing.T) (*postgres.Cluster, string) {
	t.Helper()
	c := postgres.ForTest(t, postgres.Options{Settings: []string{"max_connections = 100"}})
	if err := c.Exec("postgres", "create role keeper login password '"+canaryPassword+"'", "create database runs owner keeper"); err != nil {
		t.Fatal(err)
	}
	return c, c.URL("keeper", canaryPassword, "runs")
}

// Every command that reads what is kept says the same of it from either engine.
func TestCommandsSayTheSameFromEitherEngine(t *testing.T) {
	c, url := aDatabase(t)
	dir := t.TempDir()
	t.Setenv("WEAKLINK_DATA", filepath.Join(dir, "data"))
	t.Setenv("WEAKLINK_SAMPLES", "2048")
	t.Chdir(dir)
	files := map[string]string{
		"weaklink.yaml": "firm: {name: Corner Grocer, staff: 7}\ntargets: [{at: ./files}, {at: 'policies:rules'}]\n",
		"rules/a.md":    "# Access\nResponsible: the owner\nPasswords must be kept in the manager.\n",
	}
	var rows strings.Builder
	rows.WriteString("name,email,phone\n")
	for i := range 200 {
		fmt.Fprintf(&rows, "Anna Beispiel%d,anna%d@mail.example.org,+49 30 90%04d\n", i, i, i)
	}
	files["files/customers.csv"] = rows.String()
	files["files/b\xffd/copy.csv"] = rows.String() // a name that is no text
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var all bytes.Buffer
	call := func(want int, args ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), args, console{in: strings.NewReader(""), out: &stdout, err: &stderr, width: narrow})
		all.Write(stdout.Bytes())
		all.Write(stderr.Bytes())
		if code != want {
			t.Fatalf("%v: exit %d\n%s%s", args, code, stdout.String(), stderr.String())
		}
		return stdout.String()
	}
	asked := [][]string{
		{"report", "--format", "json"}, {"facts"}, {"replay"}, {"diff", "--format", "json"}, {"why", "data", "--format", "json"}, {"plan", "--format", "json"}, {"who", "contact", "--format", "json"},
	}
	// scanned on Postgres, moved into a file
	call(exitDone, "scan", "--db", url)
	rows.WriteString("Carla Neu,carla@mail.example.org,+49 30 909999\n")
	if err := os.WriteFile("files/customers.csv", []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	call(exitDone, "scan", "--db", url)
	call(exitDone, "move", "--from", url, "--to", "moved.db")
	for _, args := range asked {
		there, here := call(exitDone, append(args, "--db", url)...), call(exitDone, append(args, "--db", "moved.db")...)
		if there != here || len(there) < 40 {
			t.Errorf("%v:\n%s\n%s", args, there, here)
		}
	}
	// The same scan on SQLite: the same verdict, to the last digit.
	call(exitDone, "scan", "--db", "own.db")
	var doc [2]struct{ Verdict json.RawMessage }
	for i, db := range []string{url, "own.db"} {
		if err := json.Unmarshal([]byte(call(exitDone, "report", "--format", "json", "--db", db)), &doc[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(doc[0].Verdict, doc[1].Verdict) {
		t.Errorf("%s\n%s", doc[0].Verdict, doc[1].Verdict)
	}
	finding := func() string {
		var doc struct{ Findings []struct{ ID, Grip string } }
		if err := json.Unmarshal([]byte(call(exitDone, "report", "--format", "json", "--db", url)), &doc); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(doc.Findings, func(f struct{ ID, Grip string }) bool { return f.Grip == "weak" || f.Grip == "broken" })
		if i < 0 {
			t.Fatal("no finding")
		}
		return doc.Findings[i].ID
	}
	call(exitDone, "accept", finding(), "--why", "for now", "--until", time.Now().AddDate(0, 1, 0).Format(time.DateOnly), "--db", url)
	call(exitDone, "record", "incident", "--on", "2026-01-02", "--db", url)
	call(exitDone, "backup", "keep", "--db", url)
	call(exitDone, "forget", "Corner Grocer", "--yes", "--db", url)
	call(exitUsage, "report", "--db", url)
	call(exitDone, "restore", "keep", "--db", url)
	call(exitDone, "replay", "--db", url)
	call(exitDone, "doctor", "--db", url)
	if strings.Contains(all.String(), "canary") || strings.Contains(c.Log(), "canary") {
		t.Error("a password was printed")
	}
}
