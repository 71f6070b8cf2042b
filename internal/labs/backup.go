package labs

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// BackupWeaknesses lists what can be wrong with the grocer's copies.
func BackupWeaknesses() []Weakness {
	return []Weakness{
		{"old-backup", "The last copy of the customer database was made 3 weeks ago.", "backups"},
		{"cut-backup", "Last night's copy of the shop's database was cut off half way.", "backups"},
		{"not-backed-up", "The delivery list is in no copy.", "backups"},
	}
}

// Backups writes the grocer's copies into the folder dir, which may not exist
// yet, with every weakness of BackupWeaknesses but those named in without.
func Backups(dir string, now time.Time, without ...string) error {
	var plant []string
	for _, w := range BackupWeaknesses() {
		plant = append(plant, w.Name)
	}
	for _, name := range without {
		if !slices.Contains(plant, name) {
			return fmt.Errorf("the grocer's copies have no weakness called %q", name)
		}
	}
	now = now.UTC()
	return writeBackups(dir, people(now), now, func(name string) bool { return !slices.Contains(without, name) })
}

// Days ago on which copies were made: a copy of the database file every week,
// a dump of the shop every night, of which two weeks are kept.
var (
	weekly  = []int{1, 8, 15, 22, 29}
	nightly = []int{1, 2, 3, 4, 5, 6, 7, 14, 21}
)

// writeBackups writes what a small firm keeps: copies of the customer database,
// packed dumps of the shop, and the files of the office as they are.
func writeBackups(dir string, t town, now time.Time, has func(string) bool) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder for the grocer's copies: %w", err)
	}
	for _, days := range weekly {
		if has("old-backup") && days < 21 {
			continue
		}
		at := night(now, days)
		path := filepath.Join(dir, "customers-"+at.Format(time.DateOnly)+".db")
		if err := writeDatabase(path, slices.Concat(t.old, knownOn(t.active, at))); err != nil {
			return fmt.Errorf("write a copy of the grocer's customers: %w", err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			return err
		}
	}
	for _, days := range nightly {
		at := night(now, days)
		raw, err := packed(sqlDump(knownOn(t.active, at), at.AddDate(0, 0, dumpAge)))
		if err != nil {
			return err
		}
		if has("cut-backup") && days == nightly[0] {
			raw = raw[:len(raw)*6/10]
		}
		if err := put(filepath.Join(dir, "shop-"+at.Format(time.DateOnly)+".sql.gz"), raw, at); err != nil {
			return err
		}
	}
	office := filepath.Join(dir, "office")
	if err := os.Mkdir(office, 0o700); err != nil {
		return fmt.Errorf("make the folder for the grocer's copies: %w", err)
	}
	if err := put(filepath.Join(office, "shelf-plan.txt"), []byte(shelfPlan), now.AddDate(0, 0, -40)); err != nil {
		return err
	}
	if has("not-backed-up") {
		return nil
	}
	list := filepath.Join(office, "delivery-addresses.xlsx")
	at := now.AddDate(0, 0, -2).Add(-time.Hour)
	return errors.Join(writeDeliveries(list, t.active[:deliveryRounds]), os.Chtimes(list, at, at))
}

// night is ten past two in the night that many days ago.
func night(now time.Time, days int) time.Time {
	return now.Truncate(24*time.Hour).AddDate(0, 0, -days).Add(2*time.Hour + 10*time.Minute)
}

// knownOn are the customers whom the shop knew on that day.
func knownOn(all []customer, at time.Time) []customer {
	var out []customer
	for _, c := range all {
		if c.created.Before(at) {
			out = append(out, c)
		}
	}
	return out
}

func packed(raw []byte) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b) // without a date in its header: the same bytes every time
	_, err := z.Write(raw)
	err = errors.Join(err, z.Close())
	return b.Bytes(), err
}
