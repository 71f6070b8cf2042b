package labs

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"encoding/csv"
	"encoding/xml"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func query(t *testing.T, w *World, q string, args ...any) *sql.Row {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.Folder, "office", "customers.db")+"?mode=ro&immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db.QueryRow(q, args...)
}

func TestTheStoresHoldWhatTheWorldSaysTheyHold(t *testing.T) {
	w, err := Grocer(t.TempDir(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	truth := map[string]int{}
	for _, s := range w.Stores {
		truth[s.Path] = s.People
	}
	var people, orphans int
	if err := query(t, w, `SELECT count(DISTINCT email) FROM customers`).Scan(&people); err != nil {
		t.Fatal(err)
	}
	if err := query(t, w, `SELECT count(*) FROM orders WHERE customer_id NOT IN (SELECT id FROM customers)`).Scan(&orphans); err != nil {
		t.Fatal(err)
	}
	if people != truth["customers.db"] || orphans != 0 {
		t.Errorf("the database holds %d people, said %d; %d orders of nobody", people, truth["customers.db"], orphans)
	}
	f, err := os.Open(filepath.Join(w.Folder, "share", "customers-export-2021.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	mails := map[string]bool{}
	for _, row := range rows[1:] {
		mails[row[3]] = true
	}
	if len(mails) != truth["customers-export-2021.csv"] {
		t.Errorf("the export holds %d people, said %d", len(mails), truth["customers-export-2021.csv"])
	}
	if info, _ := f.Stat(); info.ModTime().Year() != 2021 {
		t.Errorf("the export was changed in %d", info.ModTime().Year())
	}
	if n := len(xlsxStrings(t, filepath.Join(w.Folder, "office", "delivery-addresses.xlsx"))); n < 3*truth["delivery-addresses.xlsx"] {
		t.Errorf("the delivery list has %d different texts for %d people", n, truth["delivery-addresses.xlsx"])
	}
	if w.Distinct != activeCustomers+oldCustomers+formerCustomers {
		t.Errorf("%d distinct people", w.Distinct)
	}
}

// xlsxStrings reads the shared strings with the standard library alone, and
// every other part to see that it is well-formed.
func xlsxStrings(t *testing.T, path string) []string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(bytes.NewReader(b))
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			if c, ok := tok.(xml.CharData); ok && strings.HasSuffix(f.Name, "sharedStrings.xml") && strings.TrimSpace(string(c)) != "" {
				out = append(out, string(c))
			}
		}
	}
	return out
}

func TestFilesAreTheOwnersAlone(t *testing.T) {
	w, err := Canary(t.TempDir(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	if err := w.Seal(); err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(w.Folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		} else {
			files++
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %v", p, info.Mode().Perm())
		}
		return nil
	})
	if err != nil || files < 50 {
		t.Errorf("%d files, %v", files, err)
	}
}

func TestTheSamePeopleOnEveryMachine(t *testing.T) {
	p := People(grocerSeed, 3)[2]
	if p.Full() != "Notburga Quastenberger" {
		t.Errorf("the third person is %s", p.Full())
	}
	a, b := grocer(t, "export"), grocer(t, "export")
	name := filepath.Join("share", "customers-export-2021.csv")
	x, _ := os.ReadFile(filepath.Join(a.Folder, name))
	y, _ := os.ReadFile(filepath.Join(b.Folder, name))
	if len(x) == 0 || !bytes.Equal(x, y) {
		t.Error("two worlds have different exports")
	}
}
