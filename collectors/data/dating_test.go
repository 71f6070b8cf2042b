package data

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/redact"
)

func TestRecordsAreDatedHoweverTheirDatesAreWritten(t *testing.T) {
	b, err := os.ReadFile("testdata/dates.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Column         string
		Cells          []string
		Oldest, Newest string
	}
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i, c := range cases {
		text := "first_name;last_name;email;" + c.Column + "\n"
		for n := range 12 {
			text += fmt.Sprintf("Anna;Ott;anna.ott%d@grocer%d.de;%s\n", n, i, c.Cells[n%len(c.Cells)])
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.csv", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := storesByName(t, dir)
	for i, c := range cases {
		s := got[fmt.Sprintf("%02d.csv", i)]
		if s.DatedBy == "mtime" {
			s.Oldest, s.Newest = "", ""
		}
		if s.Oldest != c.Oldest || s.Newest != c.Newest {
			t.Errorf("%s %q: %s to %s by %s, want %s to %s", c.Column, c.Cells, s.Oldest, s.Newest, s.DatedBy, c.Oldest, c.Newest)
		}
	}
}

func TestAMailboxIsAsOldAsItsLetters(t *testing.T) {
	dir := t.TempDir()
	var text string
	for i, day := range []time.Time{time.Date(2011, 4, 5, 10, 0, 0, 0, time.UTC), time.Date(2019, 6, 7, 10, 0, 0, 0, time.UTC)} {
		text += fmt.Sprintf("From anna%d@grocer.de %s\nDate: %s\nFrom: Anna Ott <anna%d@grocer.de>\nTo: shop@grocer.de\nSubject: late: 3\n\nHello.\n\n", i, day.Format(time.ANSIC), day.Format(time.RFC1123Z), i)
	}
	if err := os.WriteFile(filepath.Join(dir, "post.mbox"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if s := storesByName(t, dir)["post.mbox"]; s.Oldest != "2011-04-05" || s.Newest != "2019-06-07" || s.DatedBy != "mail" {
		t.Errorf("%s to %s by %s", s.Oldest, s.Newest, s.DatedBy)
	}
}

func TestBirthDatesWithTheMonthFirstAreReadSo(t *testing.T) {
	dir := t.TempDir()
	us, iso := "first,last,DOB\n", "vorname,nachname,Geburtsdatum\n"
	for i := range 40 {
		d := time.Date(1950+i, time.Month(1+i%12), 1+i*7%28, 0, 0, 0, 0, time.UTC)
		who := fmt.Sprintf("%s,%s", []string{"Anna", "Ben", "Clara", "David", "Eva"}[i%5], []string{"Ott", "Meyer", "Schulz", "Becker", "Hofmann", "Koch", "Richter", "Klein"}[i/5])
		us += who + d.Format(",01/02/2006\n")
		iso += who + d.Format(",2006-01-02\n")
	}
	for name, text := range map[string]string{"us.csv": us, "iso.csv": iso} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, s := range storesByName(t, dir) {
		if s.People.Best != 40 || s.Detail != "identity" || s.DatedBy != "mtime" {
			t.Errorf("%s: %+v, %s, dated by %s", name, s.People, s.Detail, s.DatedBy)
		}
	}
	how := dating{MonthFirst: 9}
	if got, ok := how.calendar().birth([]byte("03/04/1980"), newLimit(time.Now())); !ok || got != 1980_03_04 {
		t.Errorf("03/04/1980 with the month first is %v", got)
	}
	if got, ok := how.calendar().birth([]byte("03/04/51"), newLimit(time.Now())); !ok || got != 1951_03_04 {
		t.Errorf("03/04/51 is %v", got)
	}
}

// storesByName are the places that a scan of the folder tells of, by their names.
func storesByName(t *testing.T, dir string) map[string]facts.Store {
	t.Helper()
	b := &blobs{}
	col := New(collectors.Env{Key: redact.Key{7}, Temp: t.TempDir()})
	if err := col.Collect(context.Background(), collectors.Target{ID: "share", Scheme: "path", Addr: dir}, b); err != nil {
		t.Fatal(err)
	}
	out := map[string]facts.Store{}
	for _, it := range b.items {
		if it.Kind != facts.DataStore.Name {
			continue
		}
		s, err := facts.DataStore.Decode(it)
		if err != nil {
			t.Fatal(err)
		}
		out[s.Name] = s
	}
	return out
}

func TestALogIsAsOldAsItsLines(t *testing.T) {
	dir := t.TempDir()
	for name, line := range map[string][2]string{
		"web.log":    {"185.12.64.7 - anna%d@grocer.de [%s] \"GET / HTTP/1.1\" 200 5\n", "02/Jan/2006:15:04:05 +0000"},
		"iso.log":    {"%[2]s 185.12.64.7 anna%[1]d@grocer.de signed in\n", time.DateTime},
		"zone.log":   {"%[2]s info 185.12.64.7 anna%[1]d@grocer.de signed in\n", time.RFC3339Nano},
		"german.log": {"[%[2]s] 185.12.64.7 anna%[1]d@grocer.de angemeldet\n", "02.01.2006 15:04:05"},
	} {
		var text string
		for i := range 60 {
			text += fmt.Sprintf(line[0], i, time.Date(2014, 2, 3, 10, 0, 0, 0, time.UTC).AddDate(0, i*2, 0).Format(line[1]))
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("2014-02-03 to do\nanna@grocer.de\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := storesByName(t, dir)
	for _, name := range []string{"web.log", "iso.log", "zone.log", "german.log"} {
		if s := got[name]; s.Oldest != "2014-02-03" || s.Newest != "2023-12-03" || s.DatedBy != "line" || len(s.Years) != 10 {
			t.Errorf("%s: %s to %s by %s, years %v", name, s.Oldest, s.Newest, s.DatedBy, s.Years)
		}
	}
	if s := got["notes.txt"]; s.DatedBy != "mtime" {
		t.Errorf("notes are dated by %s", s.DatedBy)
	}
}
