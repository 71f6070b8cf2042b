package labs

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/internal/labs/docx"
)

// RulesWeaknesses lists what can be wrong with the rules of the grocer.
func RulesWeaknesses() []Weakness {
	return []Weakness{
		{"no-callback-rule", "No rule says that changed bank details are confirmed by a call.", "policies"},
		{"not-acknowledged", "Only two of seven people have confirmed the rules as they read now.", "policies"},
		{"never-reviewed", "The house rules do not say when somebody last looked them over.", "policies"},
	}
}

// Staff is how many people work at the grocer.
const Staff = 7

// Rules writes the grocer's own rules into dir, which must be there: house rules
// as text, payment rules as a word-processor document, who works there, and who
// has confirmed the rules. plant names the weaknesses to leave in. It returns the
// personal values that it planted. The same day gives the same bytes.
func Rules(dir string, now time.Time, plant ...string) (canaries []string, err error) {
	has := func(name string) bool { return slices.Contains(plant, name) }
	for _, name := range plant {
		if !slices.ContainsFunc(RulesWeaknesses(), func(w Weakness) bool { return w.Name == name }) {
			return nil, fmt.Errorf("the rules of the grocer have no weakness called %q", name)
		}
	}
	day := func(ago int) string { return now.AddDate(0, 0, -ago).Format(time.DateOnly) }
	house := houseRules
	if !has("never-reviewed") {
		house = strings.Replace(house, "Version 1.3\n", "Version 1.3\nLast reviewed: "+day(100)+"\n", 1)
	}
	var payments bytes.Buffer
	if err := docx.Write(&payments, paymentRules(day(40), !has("no-callback-rule"))...); err != nil {
		return nil, fmt.Errorf("write the rules of the made-up grocer: %w", err)
	}
	files := []struct {
		name string
		body []byte
		days int // ago
	}{
		{"house-rules.md", []byte(house), 100},
		{"payments.docx", payments.Bytes(), 40},
	}
	var lines strings.Builder
	for _, f := range files {
		sum := sha256.Sum256(f.body)
		fmt.Fprintf(&lines, "%s  %s\n", hex.EncodeToString(sum[:]), f.name)
	}
	digest := sha256.Sum256([]byte(lines.String()))

	var staff, acks strings.Builder
	staff.WriteString("name,since,until\n")
	acks.WriteString("name,on,digest\n")
	for i, p := range crew() {
		until := ""
		if i == Staff { // somebody who has left, and need confirm nothing
			until = day(200)
		}
		fmt.Fprintf(&staff, "%s,%s,%s\n", p.Full(), day(400+90*i), until)
		canaries = append(canaries, p.Full())
		switch {
		case i == Staff:
		case i < 2 || !has("not-acknowledged"):
			fmt.Fprintf(&acks, "%s,%s,%s\n", p.Full(), day(30), hex.EncodeToString(digest[:])[:12])
		case i < 4: // confirmed what the rules were before
			fmt.Fprintf(&acks, "%s,%s,%s\n", p.Full(), day(300), "0badc0ffee00")
		}
	}
	for _, f := range append(files, []struct {
		name string
		body []byte
		days int
	}{{"people.csv", []byte(staff.String()), 30}, {"acknowledged.csv", []byte(acks.String()), 30}}...) {
		if err := put(filepath.Join(dir, f.name), f.body, now.AddDate(0, 0, -f.days)); err != nil {
			return nil, err
		}
	}
	return canaries, nil
}

const houseRules = `# House rules for data and computers

Version 1.3
Responsible: the owner

## Customer data
- Customer data is kept in the customer database only.
- Nobody may copy customer lists to private phones or USB sticks.
- Delivery lists must be shredded every evening.
- Customers who have not ordered for three years must be deleted from the database every January; invoices are kept for ten years.

## Access and passwords
- Every person has an account of their own. Passwords must be kept in the password manager.
- The second factor must be switched on for mail and for the shop.
- On the last day of somebody who leaves, their accounts and keys must be taken back.

## Backups
- A backup runs every night.
- On the first Monday of each quarter one of us restores a file from it and notes the day.

## Suppliers
- No supplier may get customer data before a data processing agreement is signed.

## Training
- New people are shown scam mails in their first week, and everybody has a training every year.

## When something goes wrong
- Report it at once when a device is lost or stolen, or a scam mail was clicked on. Nobody is blamed.
- Pull the network cable and do not switch anything off.
- Call the IT company: phone +49 30 901820. The owner must decide within 72 hours whether the authority is told.
`

func paymentRules(reviewed string, callback bool) []docx.Paragraph {
	out := []docx.Paragraph{
		{Text: "Payments", Heading: 1},
		{Text: "Responsible: bookkeeping"},
		{Text: "Last reviewed: " + reviewed},
		{Text: "Invoices", Heading: 2},
		{Text: "Invoices above 500 euros must be seen by two people before they are paid."},
		{Text: "Card numbers must never be written down or kept."},
	}
	if callback {
		out = append(out, docx.Paragraph{Text: "Before we pay to new or changed bank details, one of us must call back on the number that we had before, never on the number in the mail."})
	}
	return out
}
