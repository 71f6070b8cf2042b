package labs

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver of the customer database

	"github.com/weaklink/weaklink/internal/labs/xlsx"
)

// writeFiles fills the office and the share, and writes down what is where.
func (w *World) writeFiles(office, share string, t town, now time.Time, has func(string) bool) error {
	kept := append(append([]customer{}, t.old...), t.active...)
	db := filepath.Join(office, "customers.db")
	if err := writeDatabase(db, kept); err != nil {
		return fmt.Errorf("write the customer database of the made-up grocer: %w", err)
	}
	list := filepath.Join(office, "delivery-addresses.xlsx")
	if err := writeDeliveries(list, t.active[:deliveryRounds]); err != nil {
		return fmt.Errorf("write the delivery list of the made-up grocer: %w", err)
	}
	w.Stores = []Store{{"office", "customers.db", len(kept)}, {"office", "delivery-addresses.xlsx", deliveryRounds}}
	w.Distinct = len(kept)

	type plain struct {
		path, text string
		days       int // ago
	}
	for _, f := range []plain{
		{filepath.Join(office, "shelf-plan.txt"), shelfPlan, 40},
		{filepath.Join(share, "price-list.csv"), priceList(), 5},
		{filepath.Join(share, "opening-hours.txt"), openingHours, 90},
	} {
		if err := put(f.path, []byte(f.text), now.AddDate(0, 0, -f.days)); err != nil {
			return err
		}
	}
	for path, days := range map[string]int{db: 0, list: 2} {
		at := now.AddDate(0, 0, -days).Add(-time.Hour)
		if err := os.Chtimes(path, at, at); err != nil {
			return err
		}
	}
	if has("export") {
		name := "customers-export-2021.csv"
		if err := put(filepath.Join(share, name), export(t), exported); err != nil {
			return err
		}
		w.Stores = append(w.Stores, Store{"share", name, exportShared + formerCustomers})
		w.Distinct += formerCustomers
	}
	return nil
}

func put(path string, b []byte, at time.Time) error {
	if err := os.WriteFile(path, b, 0o600); err != nil {
		return fmt.Errorf("write a file of the made-up grocer: %w", err)
	}
	return os.Chtimes(path, at, at)
}

const schema = `
CREATE TABLE customers (id INTEGER PRIMARY KEY, given_name TEXT NOT NULL, family_name TEXT NOT NULL, email TEXT NOT NULL UNIQUE,
  phone TEXT, street TEXT, postcode TEXT, city TEXT, created_at TEXT NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id), ordered_on TEXT NOT NULL,
  items TEXT NOT NULL, total_cents INTEGER NOT NULL);`

func writeDatabase(path string, all []customer) (err error) {
	// SQLite would make the file readable for everyone; it keeps the mode of one that is there.
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(path)+"?_pragma=journal_mode(delete)&_pragma=synchronous(off)")
	if err != nil {
		return err
	}
	defer func() {
		if e := db.Close(); err == nil {
			err = e
		}
	}()
	ctx := context.Background()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit it does nothing
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return err
	}
	person, err := tx.PrepareContext(ctx, `INSERT INTO customers VALUES (?,?,?,?,?,?,?,?,?)`)
	if err != nil {
		return err
	}
	defer person.Close()
	bought, err := tx.PrepareContext(ctx, `INSERT INTO orders (customer_id, ordered_on, items, total_cents) VALUES (?,?,?,?)`)
	if err != nil {
		return err
	}
	defer bought.Close()
	for _, c := range all {
		if _, err := person.ExecContext(ctx, c.id, c.Given, c.Family, c.Email, c.Phone, c.Street, c.Postcode, c.City, c.created.Format(time.DateTime)); err != nil {
			return err
		}
		for _, o := range c.orders {
			if _, err := bought.ExecContext(ctx, c.id, o.on.Format(time.DateOnly), o.items, o.cents); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

func writeDeliveries(path string, all []customer) (err error) {
	rounds := []string{"Monday", "Wednesday", "Friday"}
	sheets := make([]xlsx.Sheet, len(rounds))
	for i, name := range rounds {
		sheets[i] = xlsx.Sheet{Name: name, Rows: [][]any{{"Name", "Street", "Postcode", "City", "Phone", "Boxes", "Ring at"}}}
	}
	for i, c := range all {
		s := &sheets[i%len(sheets)]
		s.Rows = append(s.Rows, []any{c.Full(), c.Street, c.Postcode, c.City, c.Phone, 1 + i%3, []any{"front door", "side door", nil}[i%3]})
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	return xlsx.Write(f, sheets...)
}

// exported is when the old list was saved. It is a fixed day, as its name says.
var exported = time.Date(2021, 3, 12, 16, 41, 0, 0, time.UTC)

// export is the forgotten list: most of today's customers and those who left
// since, in the dialect that a German office program writes.
func export(t town) []byte {
	r := rand.New(rand.NewPCG(grocerSeed, 3))
	rows := append(append([]customer{}, t.active[:exportShared]...), t.former...)
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	w.Write([]string{"Kundennr", "Vorname", "Nachname", "E-Mail", "Telefon", "Straße", "PLZ", "Ort", "Kunde seit"}) //nolint:errcheck // into memory
	for i, c := range rows {
		since := exported.AddDate(0, 0, -r.IntN(6*365))
		w.Write([]string{fmt.Sprint(20001 + i), c.Given, c.Family, c.Email, c.Phone, c.Street, c.Postcode, c.City, since.Format("02.01.2006")}) //nolint:errcheck // into memory
	}
	w.Flush()
	return []byte(b.String())
}

func priceList() string {
	var b strings.Builder
	b.WriteString("article;unit;price_eur;vat_percent\n")
	for i, g := range goods {
		fmt.Fprintf(&b, "%s;piece;%d.%02d;7\n", g, 1+i%6, (i*37)%100)
	}
	return b.String()
}

const (
	shelfPlan    = "Aisle 1: bread, oats, honey\nAisle 2: milk, butter, cheese, eggs\nAisle 3: water, coffee\nFront: fruit and vegetables, cleared every evening\n"
	openingHours = "Monday to Friday 7:30 to 19:00\nSaturday 8:00 to 16:00\nDeliveries leave at 17:00\n"
)

// Secrets planted by Canary. The card number passes its check digit, the
// account is at a bank code that no bank has, the password is made for it.
const (
	canaryCard     = "4539 1488 0343 6467"
	canaryPassword = "Zwiebelkuchen#Kellertreppe42"
	canaryHealth   = "Zöliakie mit Dermatitis herpetiformis"
)

// CanaryIBAN is the account number that Canary plants.
func CanaryIBAN() string { return germanIBAN("99999999", "0012345678") }

func germanIBAN(bank, account string) string {
	n, _ := new(big.Int).SetString(bank+account+"131400", 10)
	check := 98 - new(big.Int).Mod(n, big.NewInt(97)).Int64()
	return fmt.Sprintf("DE%02d%s%s", check, bank, account)
}

func (w *World) plantSecrets(now time.Time) error {
	p := People(grocerSeed, 1)[0]
	iban := CanaryIBAN()
	office := filepath.Join(w.Folder, "office")
	note := fmt.Sprintf("Call back %s, phone %s\nCredit card: %s, valid until 09/29\nIBAN: %s\nDiagnosis: %s, no gluten in the box\n", p.Full(), p.Phone, canaryCard, iban, canaryHealth)
	if err := put(filepath.Join(office, "notes.txt"), []byte(note), now.AddDate(0, -1, 0)); err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(office, "till"), 0o700); err != nil {
		return fmt.Errorf("plant the secrets of the made-up grocer: %w", err)
	}
	settings := fmt.Sprintf("[database]\nhost = 127.0.0.1\nuser = till\npassword = %s\n", canaryPassword)
	if err := put(filepath.Join(office, "till", "config.ini"), []byte(settings), now.AddDate(0, -8, 0)); err != nil {
		return err
	}
	w.Canaries = append(w.Canaries, canaryCard, strings.ReplaceAll(canaryCard, " ", ""), iban, canaryPassword, canaryHealth)
	return nil
}

// Seal adds a mail archive that nothing can read, so that a report has
// something to say about what could not be seen. It is not in the world from
// the start, because a target that cannot be read in full never counts as fixed.
func (w *World) Seal() error {
	b := make([]byte, 0, 65<<10)
	b = append(b, "!BDN"...) // the first bytes of an Outlook archive
	for sum := sha256.Sum256([]byte("till")); len(b) < 64<<10; sum = sha256.Sum256(sum[:]) {
		b = append(b, sum[:]...)
	}
	return put(filepath.Join(w.Folder, "office", "till-backup.pst"), b, exported)
}
