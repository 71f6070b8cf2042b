package classify

import (
	"slices"
	"testing"
)

func TestTownsStandBeforeTheirCode(t *testing.T) {
	for text, want := range map[string][]string{
		"1600 Pennsylvania Ave NW, Washington, DC 20500":             {"street 1600 Pennsylvania Ave NW", "city Washington", "postcode 20500"},
		"742 Evergreen Terrace, Springfield, Illinois 62701-1234.":   {"street 742 Evergreen Terrace", "city Springfield", "postcode 62701-1234"},
		"123 Main Street\nSalt Lake City, UT  84101\nUSA":            {"street 123 Main Street", "city Salt Lake City", "postcode 84101"},
		"12 High Street, Headingley, Leeds LS6 3AA":                  {"street 12 High Street", "city Leeds", "postcode LS6 3AA"},
		"5 Mill Lane, Guildford, Surrey GU1 3AA":                     {"street 5 Mill Lane", "city Guildford", "postcode GU1 3AA"},
		"Unit 4/12 Smith Street, Fitzroy VIC 3065":                   {"street 4/12 Smith Street", "city Fitzroy", "postcode 3065"},
		"123 Main St W, Toronto, ON M5V 2T6":                         {"street 123 Main St W", "city Toronto", "postcode M5V 2T6"},
		"C/ Mayor 15, 3º B, 28013 Madrid":                            {"street C/ Mayor 15", "postcode 28013", "city Madrid"},
		"Václavské náměstí 1, 110 00 Praha":                          {"street Václavské náměstí 1", "postcode 110 00", "city Praha"},
		"12 High Street, In Order 62701":                             {"street 12 High Street"},
		"12 High Street, Total DC 205001":                            {"street 12 High Street"},
		"12 High Street, We sold XX 20500":                           {"street 12 High Street"},
		"12 High Street, Closed since Monday. IN 2024 it was opened": {"street 12 High Street"},
		"released 3/12 Way forward":                                  nil,
	} {
		var got []string
		Scan([]byte(text), func(f Find) bool {
			if f.Confidence >= Sure {
				got = append(got, string(f.Kind)+" "+text[f.Start:f.End])
			}
			return true
		})
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
