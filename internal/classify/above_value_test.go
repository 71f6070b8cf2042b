package classify_test

import (
	"strings"
	"testing"
)

// What stands alone below a label is what the label says; a heading above a
// paragraph says nothing of it.
func TestAValueBelowItsLabel(t *testing.T) {
	for text, want := range map[string]string{
		"NHS number\n496 399 4232\n":                          "uk_nhs 496 399 4232",
		"Telefon:\r\n33 12 34 56\r\n":                         "phone 33 12 34 56",
		"Personal details\nPassport No.\nC01X00T47\nSigned\n": "passport C01X00T47",
		"Reports\nPassport\nrenewal 2024 of 12345678 people":  "",
		"Order number\n4963994232\n":                          "",
	} {
		var got []string
		for _, f := range finds(text) {
			if f.Confidence >= .6 {
				got = append(got, string(f.Kind)+" "+text[f.Start:f.End])
			}
		}
		if g := strings.Join(got, ", "); g != want {
			t.Errorf("%q: %q, want %q", text, g, want)
		}
	}
}
