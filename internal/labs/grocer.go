package labs

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Weakness is something that is wrong in the grocer's world on purpose.
type Weakness struct {
	Name string
	Say  string // what is planted, in one plain sentence
	Link string // the link it belongs to
}

// GrocerWeaknesses lists every weakness of the grocer, in a fixed order: those
// of the shop and the files first, then those of its server, the till, the team's accounts,
// the rules and the copies.
func GrocerWeaknesses() []Weakness {
	return slices.Concat(shopWeaknesses(), ServerWeaknesses(), TillWeaknesses(), StaffWeaknesses(), RulesWeaknesses(), BackupWeaknesses(), []Weakness{
		{"one-disk", "The copies lie on the disk that the data lies on, and nowhere else.", "backups"},
	})
}

func shopWeaknesses() []Weakness {
	return []Weakness{
		{"dump", "A copy of the customer database lies where anyone on the internet can download it.", "website"},
		{"export", "A customer list from 2021 was forgotten on the shared drive.", "data"},
		{"plain-http", "The shop also answers without encryption and does not send visitors to the encrypted address.", "website"},
		{"cookies", "The cookie that keeps customers logged in can be read on the way and by scripts.", "website"},
		{"headers", "The shop does not tell browsers to block the usual tricks.", "website"},
		{"old-records", "Customers who last ordered 9 years ago are still in the database.", "data"},
		{"privacy-policy", "The shop asks for addresses and has no privacy policy.", "website"},
		{"git", "The workshop folder of the website can be read by anyone.", "website"},
	}
}

// Target is one thing to look at, as it would be written on the command line
// or in weaklink.yaml.
type Target struct{ At, As string }

// Firm is what the made-up firm would say about itself.
type Firm struct {
	Name, Country, Sector string
	Staff                 int
	Revenue               float64 // EUR a year
	OnlineShare           float64 // of the revenue, 0..1
	Customers             int     // who buy today
}

// Store is the truth about one place of the world that holds customers.
type Store struct {
	Target string // As of the target it belongs to; "web" for what the website gives away
	Path   string // below the target, with slashes
	People int    // distinct people in it
}

// World is a started world. Close stops its servers; the files stay where they
// are and belong to whoever gave the folder.
type World struct {
	Folder   string // root of the firm's files
	Targets  []Target
	Resolve  []string // HOST:PORT:ADDRESS:PORT, for --resolve
	CA       string   // path of the PEM file of the shop's authority
	Canaries []string // every planted personal value, in each way it is written
	Firm     Firm
	Answers  map[string]string // what the owner answers, by the question's id
	Planted  []string          // names of the weaknesses in it
	Stores   []Store           // where customers are
	Distinct int               // distinct people over the stores that lie in files

	shop *shop
	once sync.Once
}

// Host is the name under which the grocer's shop is reached.
const Host = "shop.corner-grocer.example"

const grocerSeed = 20260117

// Sizes of the grocer's stores, in people.
const (
	activeCustomers = 420 // in the database
	oldCustomers    = 60  // in the database too when old-records is planted
	formerCustomers = 90  // only in the forgotten export
	exportShared    = 336 // of the active ones, in the export too: 80 %
	deliveryRounds  = 132 // of the active ones, on the delivery list too
)

// Grocer starts Corner Grocer of Lindenstraße with every weakness but those
// named in without. dir must be there or be makeable; the world takes the
// folder "firm" and the file "authority.pem" in it, and neither may exist yet.
// Dates are counted from now. An unknown name gives an error that lists the
// known ones.
func Grocer(dir string, now time.Time, without ...string) (*World, error) {
	if err := known(without); err != nil {
		return nil, err
	}
	var plant []string
	for _, w := range GrocerWeaknesses() {
		if !slices.Contains(without, w.Name) {
			plant = append(plant, w.Name)
		}
	}
	return GrocerOnly(dir, now, plant...)
}

// GrocerOnly starts the same grocer with these weaknesses and no others.
func GrocerOnly(dir string, now time.Time, plant ...string) (*World, error) {
	if err := known(plant); err != nil {
		return nil, err
	}
	return start(dir, now.UTC(), plant)
}

// Canary starts the grocer, as Grocer does, with more that must never be
// repeated: a card number, an account number and a diagnosis in a note, and a
// password in a settings file. The privacy tests look for all of it.
func Canary(dir string, now time.Time, without ...string) (*World, error) {
	w, err := Grocer(dir, now, without...)
	if err != nil {
		return nil, err
	}
	if err := w.plantSecrets(now.UTC()); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

func known(names []string) error {
	var all []string
	for _, w := range GrocerWeaknesses() {
		all = append(all, w.Name)
	}
	for _, n := range names {
		if !slices.Contains(all, n) {
			return fmt.Errorf("the grocer has no weakness called %q; there are: %s", n, strings.Join(all, ", "))
		}
	}
	return nil
}

func start(dir string, now time.Time, plant []string) (*World, error) {
	has := func(name string) bool { return slices.Contains(plant, name) }
	w := &World{
		Folder: filepath.Join(dir, "firm"),
		CA:     filepath.Join(dir, "authority.pem"),
		Firm:   Firm{"Corner Grocer", "DE", "retail", 7, 900000, 0.2, activeCustomers},
	}
	for _, k := range GrocerWeaknesses() {
		if has(k.Name) {
			w.Planted = append(w.Planted, k.Name)
		}
	}
	office, share := filepath.Join(w.Folder, "office"), filepath.Join(w.Folder, "share")
	w.Targets = []Target{{"https://" + Host, ""}, {office, "office"}, {share, "share"}}

	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the made-up grocer: %w", err)
	}
	if err := os.Mkdir(w.Folder, 0o700); err != nil {
		if errors.Is(err, os.ErrExist) {
			return nil, fmt.Errorf("start the made-up grocer in %s: one is there already; give an empty folder", dir)
		}
		return nil, fmt.Errorf("start the made-up grocer in %s: %w", dir, err)
	}
	for _, d := range []string{office, share} {
		if err := os.Mkdir(d, 0o700); err != nil {
			return nil, fmt.Errorf("start the made-up grocer in %s: %w", dir, err)
		}
	}
	town := people(now)
	if !has("old-records") {
		town.old = nil
	}
	if err := w.writeFiles(office, share, town, now, has); err != nil {
		return nil, err
	}
	a, err := NewAuthority("Corner Grocer Demo Authority", now)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(w.CA, a.PEM, 0o600); err != nil {
		return nil, fmt.Errorf("write the authority of the made-up grocer: %w", err)
	}
	var dump []byte
	if has("dump") {
		dump = sqlDump(town.active, now)
		w.Stores = append(w.Stores, Store{"web", "backup.sql", len(town.active)})
	}
	if w.shop, err = openShop(a, now, has, dump); err != nil {
		return nil, fmt.Errorf("start the shop of the made-up grocer: %w", err)
	}
	w.Resolve = []string{
		fmt.Sprintf("%s:443:127.0.0.1:%d", Host, w.shop.tlsPort),
		fmt.Sprintf("%s:80:127.0.0.1:%d", Host, w.shop.plainPort),
	}
	w.Canaries = canaries(town)
	if err := w.writeOffice(town, now, has); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

// writeOffice writes the rest of the firm: the disks of its server and its till, who works there
// and their accounts, the rules, and the copies.
func (w *World) writeOffice(t town, now time.Time, has func(string) bool) error {
	planted := func(all []Weakness) []string {
		var out []string
		for _, k := range all {
			if has(k.Name) {
				out = append(out, k.Name)
			}
		}
		return out
	}
	till, err := Till(filepath.Join(w.Folder, "till"), now, planted(TillWeaknesses())...)
	if err != nil {
		return err
	}
	team, rules := filepath.Join(w.Folder, "team"), filepath.Join(w.Folder, "rules")
	for _, d := range []string{team, rules} {
		if err := os.Mkdir(d, 0o700); err != nil {
			return fmt.Errorf("write the office of the made-up grocer: %w", err)
		}
	}
	staff, err := WriteStaff(team, now, has)
	if err != nil {
		return err
	}
	names, err := Rules(rules, now, planted(RulesWeaknesses())...)
	if err != nil {
		return err
	}
	copies := filepath.Join(w.Folder, "copies")
	if err := writeBackups(copies, t, now, has); err != nil {
		return err
	}
	w.Canaries = slices.Concat(w.Canaries, till.Canaries, staff.Canaries, names)
	if !has("one-disk") { // the second disk is at the owner's home: nobody can look at it from here
		w.Answers = map[string]string{"backups.offline-copy": "yes"}
	}
	server, err := Server(filepath.Join(w.Folder, "server"), now, has)
	if err != nil {
		return err
	}
	w.Targets = append(w.Targets, server, till.Target, Target{"people:" + staff.People, "team"}, Target{"accounts:" + staff.Accounts, "accounts"},
		Target{"policies:" + rules, "rules"}, Target{"dump:" + copies, "copies"})
	return nil
}

// Requests lists every request that the shop has had, oldest first, each as
// "GET https /path". The queries are left out. At most 100,000 are kept.
func (w *World) Requests() []string { return w.shop.requests() }

// Close stops the shop and waits until it has stopped. It may be called twice.
func (w *World) Close() {
	w.once.Do(func() { w.shop.close() })
}
