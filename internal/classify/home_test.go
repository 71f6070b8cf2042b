package classify_test

import (
	"testing"

	"github.com/weaklink/weaklink/internal/classify"
)

// One number is one number, however it is written down where the firm is.
func TestANumberIsTheSameWithAndWithoutItsCallingCode(t *testing.T) {
	for country, ways := range map[string][]string{
		"DE": {"+49 171 2345678", "0171 2345678", "0171/2345678", "0049 171 2345678", "+49 (0) 171 234 56 78", "(0171) 234-5678", "+491712345678"},
		"GB": {"+44 20 7946 0018", "020 7946 0018", "(020) 79460018", "0044 20 7946 0018", "+44 (0)20 7946 0018"},
		"US": {"+1 212 555 0187", "(212) 555-0187", "212-555-0187", "2125550187", "1 212 555 0187", "+1 (212) 555-0187", "212.555.0187"},
		"CA": {"+1 416 555 0134", "(416) 555-0134", "416 555 0134"},
		"FR": {"+33 6 12 34 56 78", "06 12 34 56 78", "0033612345678", "06.12.34.56.78", "+33 (0)6 12 34 56 78"},
		"NL": {"+31 6 12345678", "06-12345678", "0612345678", "0031 6 1234 5678"},
		"AT": {"+43 664 1234567", "0664 1234567", "0664/123 45 67", "+43 (0)664 1234567"},
		"CH": {"+41 79 123 45 67", "079 123 45 67", "0041791234567", "079/123'45'67"},
		"IT": {"+39 06 1234 5678", "06 1234 5678", "0039 0612345678"},
		"ES": {"+34 612 345 678", "612 345 678", "612345678"},
		"PL": {"+48 512 345 678", "512-345-678", "512345678"},
		"SE": {"+46 70 123 45 67", "070-123 45 67"},
		"DK": {"+45 32 12 34 56", "32 12 34 56"},
		"BE": {"+32 470 12 34 56", "0470/12.34.56", "0470 12 34 56"},
		"AU": {"+61 412 345 678", "0412 345 678"},
		"IE": {"+353 85 123 4567", "085 123 4567"},
		"RO": {"+40 712 345 678", "0712 345 678"},
		"BR": {"+55 11 96123-4567", "(11) 96123-4567", "011 96123-4567"},
	} {
		want := classify.NormaliseAt(country, "phone", ways[0])
		if want[0] != '+' {
			t.Errorf("%s: %s is no number there: %s", country, ways[0], want)
		}
		for _, w := range ways[1:] {
			if got := classify.NormaliseAt(country, "phone", w); got != want {
				t.Errorf("%s: %s is %s, not %s", country, w, got, want)
			}
		}
	}
	if got := classify.NormaliseAt("US", "phone", "011 49 171 2345678"); got != "+491712345678" {
		t.Error(got)
	}
	if a, b := classify.NormaliseAt("GB", "phone", "020 7946 0018"), classify.NormaliseAt("NL", "phone", "020 7946 001"); a == b {
		t.Error("two countries, one number")
	}
}
