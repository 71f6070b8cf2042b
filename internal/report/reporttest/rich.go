package reporttest

import (
	"fmt"
	"math/rand/v2"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// kinds are forty kinds of data by category, as the reader of data names them.
var kinds = map[string][]string{
	"contact":     {"email", "phone", "street", "postcode", "city", "country", "full_name", "given_name", "family_name"},
	"identity":    {"birth_date", "gender", "nationality", "passport", "driving_licence", "id_card", "plate", "de_pension", "fr_nir"},
	"financial":   {"iban", "bic", "account_number", "sort_code", "de_tax_id", "salary"},
	"card":        {"card", "cvv"},
	"health":      {"health", "health_insurance", "medical_record"},
	"special":     {"religion", "union", "ethnicity", "politics"},
	"online":      {"ip", "mac", "cookie", "username", "coordinates"},
	"credentials": {"password", "connection_string"},
}

var order = []string{"contact", "identity", "financial", "card", "health", "special", "online", "credentials"}

// Far are names in other scripts, from right to left too, long ones, and one
// that has no place to break.
var Far = []string{
	"קובץ לקוחות 2021.xlsx", "عملاء/قائمة العملاء القديمة.csv", "顧客名簿（最新）.xlsx", "Πελάτες-αρχείο.ods",
	"old backups/from the machine of the lady at the front desk/do not delete/Kopie von Kopie von Kundenliste (endgültig) NEU (2).xlsx",
	"customers_export_full_2021_with_addresses_and_birthdays_and_bank_details_final_final.sql", "a",
}

// rich gives a store kinds, a picture, years, and people that it shares with the
// stores before it.
func rich(r *rand.Rand, i int, s *facts.Store, seen []string, u *facts.Union) {
	s.Categories = nil
	n := s.Records
	for j, c := range order {
		if j > 0 && (i+j)%3 == 0 {
			continue
		}
		have := n - n*int64(j)/10
		s.Categories = append(s.Categories, facts.Category{Category: c, Kinds: kinds[c], Confidence: .99 - float64(j)/40, Records: have, Share: 1 - float64(j)/10})
	}
	s.Detail = "special"
	s.Picture = &facts.Picture{Contact: n / 2, Identity: n / 5, Financial: n / 10, Card: n / 20, Special: n / 50, Dossiers: n / 9, Minors: n / 100, Deceased: n / 200}
	s.DatedBy, s.Oldest, s.Newest = "column", fmt.Sprintf("%d-03-17", 2009+i%14), fmt.Sprintf("%d-11-02", 2023+i%4)
	for y := 2009 + i%14; y <= 2023+i%4; y++ {
		s.Years = append(s.Years, facts.Year{Year: y, Records: r.Int64N(900)})
	}
	if i%7 == 3 {
		s.Partial = "page 12 and on could not be read: the file ends in the middle"
	}
	if u.Picture == nil {
		u.Picture = &facts.Picture{}
	}
	p, q := u.Picture, s.Picture
	p.Contact, p.Identity, p.Financial, p.Card, p.Special = p.Contact+q.Contact, p.Identity+q.Identity, p.Financial+q.Financial, p.Card+q.Card, p.Special+q.Special
	p.Dossiers, p.Minors, p.Deceased = p.Dossiers+q.Dossiers, p.Minors+q.Minors, p.Deceased+q.Deceased
	for j := range i {
		if i >= 30 { // thirty against thirty is more than anyone draws
			break
		}
		if r.IntN(3) == 0 {
			continue
		}
		o := facts.Overlap{A: seen[j], B: s.ID, Shared: r.Int64N(400), ShareA: r.Float64(), ShareB: r.Float64()}
		if j == i-1 && i%4 == 0 {
			o.Copy, o.Behind, o.ShareB = s.ID, 30*i, 1
		}
		u.Overlaps = append(u.Overlaps, o)
	}
}

// unclear is a place of which nothing lies in clear.
func unclear(name string, n int64) evidence.Item {
	s := facts.Store{Target: "office", Name: name, Format: "csv", Role: "file", Records: n, Readers: "owner", Categories: []facts.Category{}, Detail: "none", Columns: []facts.Column{
		{Name: "email", Kind: "email", Category: "contact", Confidence: .95, Filled: n, Matched: n, Protected: "sha256"},
		{Name: "iban", Kind: "iban", Category: "financial", Confidence: .95, Filled: n, Matched: n, Protected: "masked"}}}
	s.ID = "store:" + s.Target + "#" + s.Name
	it, err := facts.DataStore.Item(s.ID, evidence.Scanned, s)
	if err != nil {
		panic(err)
	}
	return it
}
