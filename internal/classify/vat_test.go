package classify

import "testing"

func TestNumbersForValueAddedTaxBehindTheirCountry(t *testing.T) {
	for _, c := range []struct{ text, kind, value string }{
		{"NIF PT501964843", "pt_nif", "PT501964843"},
		{"ΑΦΜ EL094259216", "gr_afm", "EL094259216"},
		{"BTW NL004495445B01", "nl_bsn", "NL004495445B01"},
		{"NIP PL8567346215", "pl_nip", "PL8567346215"},
		{"NIF: ESA58818501", "es_cif", "ESA58818501"},
		{"NIF: ES12345678Z", "es_nif", "ES12345678Z"},
		{"VAT number HR33392005961", "hr_oib", "HR33392005961"},
		{"DIČ: CZ7103192745", "cz_birth_number", "CZ7103192745"},
		{"TVA FR40303265045", "fr_siren", "FR40303265045"},
		{"momsnummer SE556188840401", "se_org_number", "SE556188840401"},
		{"NIF PT501964844", "", ""}, // no check of these is right
		{"TVA FR41303265045", "", ""},
		{"BTW NL004495445A01", "", ""},
		{"UID CHE-123.456.788", "", ""},
		{"uid: 123456788", "", ""}, // of a user
	} {
		got, kind := "", Kind("")
		Scan([]byte(c.text), func(f Find) bool {
			got, kind = c.text[f.Start:f.End], f.Kind
			return true
		})
		if string(kind) != c.kind || got != c.value {
			t.Errorf("%s: %s %q, not %s %q", c.text, kind, got, c.kind, c.value)
		}
	}
}
