package labs

import (
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/nyaruka/phonenumbers"
)

func TestPeopleHaveValidNumbersAndAddressesOfTheirOwn(t *testing.T) {
	mails, phones := map[string]bool{}, map[string]bool{}
	for _, p := range People(grocerSeed, 3000) {
		if mails[p.Email] || phones[p.E164] {
			t.Fatalf("%s has the mail address or the phone number of another", p.Full())
		}
		mails[p.Email], phones[p.E164] = true, true
		if !strings.HasSuffix(p.Email, "@example.net") && !strings.HasSuffix(p.Email, "@example.org") {
			t.Errorf("%s could be somebody's", p.Email)
		}
		n, err := phonenumbers.Parse(p.Phone, "DE")
		if err != nil || !phonenumbers.IsValidNumber(n) || phonenumbers.Format(n, phonenumbers.E164) != p.E164 {
			t.Errorf("%q (%s) is no valid number: %v", p.Phone, p.E164, err)
		}
		for _, v := range []string{p.Given, p.Family, p.Street, p.Postcode, p.City} {
			if v == "" {
				t.Fatalf("%+v has an empty field", p)
			}
		}
	}
}

func TestMorePeopleOnlyAddToFewer(t *testing.T) {
	few, many := People(7, 100), People(7, 200)
	for i, p := range few {
		if p != many[i] {
			t.Fatalf("person %d changed", i)
		}
	}
}

func TestDistinguishedPeopleShareNothing(t *testing.T) {
	t1 := people(parse("2026-11-20"))
	seen := map[string]int{}
	for i, c := range append(append(t1.active, t1.old...), t1.former...) {
		street, _, _ := strings.Cut(c.Street, " ")
		seen[c.Given]++
		seen[c.Family]++
		seen[c.Street]++
		if i >= Distinguished && strings.Contains(strings.Join(rareStreets, " "), street) && len(street) > 8 {
			t.Errorf("%s lives in a distinguished street", c.Full())
		}
	}
	for _, c := range t1.active[:Distinguished] {
		if seen[c.Given] != 1 || seen[c.Family] != 1 || seen[c.Street] != 1 {
			t.Errorf("%s of %s is not distinguished", c.Full(), c.Street)
		}
	}
}

func TestThePlantedAccountNumberPassesItsCheck(t *testing.T) {
	iban := CanaryIBAN()
	digits := strings.NewReplacer("D", "13", "E", "14").Replace(iban[4:] + iban[:4])
	n, ok := new(big.Int).SetString(digits, 10)
	if !ok || len(iban) != 22 || new(big.Int).Mod(n, big.NewInt(97)).Int64() != 1 {
		t.Errorf("%s fails", iban)
	}
	sum := 0
	for i, d := range strings.ReplaceAll(canaryCard, " ", "") {
		v := int(d - '0')
		if i%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	if sum%10 != 0 {
		t.Errorf("the card number fails its check digit")
	}
}

func parse(day string) time.Time {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return at
}
