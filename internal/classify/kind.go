package classify

import (
	"slices"
	"strings"

	"github.com/weaklink/weaklink/evidence"
)

// Kind is a kind of personal data: email, phone, card, or COUNTRY_NAME for a
// national identifier.
type Kind string

// KindInfo says what a kind is and how it is recognised.
type KindInfo struct {
	Kind     Kind
	Category string // contact | identity | financial | card | health | special | credentials | online
	DPV      string // term of the W3C Data Privacy Vocabulary 2.1, PD extension; dpv.go has what lies above it
	Check    string // checksum or structure, in words
	Context  bool   // needs a word near it, or a column name
}

var kinds = []KindInfo{
	{"email", "contact", "pd:EmailAddress", "local part, @, domain with a known shape of top-level domain", false},
	{"phone", "contact", "pd:TelephoneNumber", "numbering plan of its country", false},
	{"street", "contact", "pd:Street", "street word and house number", false},
	{"postcode", "contact", "pd:PostalCode", "grammar of the country", true},
	{"city", "contact", "pd:City", "column name", true},
	{"country", "contact", "pd:Country", "column name", true},
	{"full_name", "contact", "pd:Name", "dictionary of given and family names", true},
	{"given_name", "contact", "pd:Name", "dictionary or column name", true},
	{"family_name", "contact", "pd:Name", "dictionary or column name", true},
	{"birth_date", "identity", "pd:BirthDate", "a date that a person can be born on", true},
	{"gender", "identity", "pd:Gender", "column name", true},
	{"nationality", "identity", "pd:Nationality", "column name", true},
	{"passport", "identity", "pd:Passport", "shape", true},
	{"driving_licence", "identity", "pd:OfficialID", "shape", true},
	{"id_card", "identity", "pd:OfficialID", "shape", true},
	{"plate", "identity", "pd:VehicalLicenseNumber", "shape", true},
	{"iban", "financial", "pd:BankAccount", "mod 97-10, length of the country", false},
	{"bic", "financial", "pd:BankAccount", "shape", true},
	{"account_number", "financial", "pd:FinancialAccountNumber", "6 to 17 digits", true},
	{"sort_code", "financial", "pd:BankAccount", "six digits in pairs, or eight", true},
	{"de_tax_number", "financial", "pd:OfficialID", "shape of a Land", true},
	{"de_commercial_register", "financial", "pd:OfficialID", "section and number", true},
	{"crypto_wallet", "financial", "pd:FinancialAccountNumber", "Base58Check, bech32, or 40 hexadecimal digits", false},
	{"salary", "financial", "pd:Salary", "column name", true},
	{"card", "card", "pd:CreditCardNumber", "Luhn, scheme ranges, 13 to 19 digits", false},
	{"cvv", "card", "pd:PaymentCard", "3 or 4 digits", true},
	{"health", "health", "pd:Health", "words of illness and treatment", true},
	{"health_insurance", "health", "pd:HealthRecord", "shape", true},
	{"medical_record", "health", "pd:HealthRecord", "shape", true},
	{"religion", "special", "pd:Religion", "column name or words", true},
	{"union", "special", "pd:TradeUnionMembership", "column name", true},
	{"ethnicity", "special", "pd:EthnicOrigin", "column name", true},
	{"orientation", "special", "pd:SexualPreference", "column name", true},
	{"politics", "special", "pd:PoliticalOpinion", "column name", true},
	{"genetics", "special", "pd:Genetic", "column name or words", true},
	{"biometrics", "special", "pd:Biometric", "column name or words", true},
	{"criminal", "special", "pd:Criminal", "column name or words", true},
	{"coordinates", "online", "pd:GPSCoordinate", "degrees within range, four decimals and more", false},
	{"cookie", "online", "pd:UID", "name of a session and its value", true},
	{"track_data", "card", "pd:PaymentCardNumber", "start sign, card number, date", false},
	{"ip", "online", "pd:IPAddress", "parsed", false},
	{"mac", "online", "pd:MACAddress", "shape", false},
	{"username", "online", "pd:Username", "column name", true},
	{"password", "credentials", "pd:Password", "word before it", true},
	{"private_key", "credentials", "pd:Authenticating", "PEM armour", false},
	{"connection_string", "credentials", "pd:Password", "scheme://user:password@host", false},
	{"aws_key", "credentials", "pd:Authenticating", "AKIA or ASIA and 16 characters", false},
	{"github_token", "credentials", "pd:Authenticating", "prefix and 36 characters", false},
	{"stripe_key", "credentials", "pd:Authenticating", "sk_live_ and 24 characters", false},
	{"slack_token", "credentials", "pd:Authenticating", "xox and dash", false},
	{"gitlab_token", "credentials", "pd:Authenticating", "prefix and length", false},
	{"google_key", "credentials", "pd:Authenticating", "prefix and length", false},
	{"service_token", "credentials", "pd:Authenticating", "prefix and length of a known service", false},
	{"jwt", "credentials", "pd:Authenticating", "eyJ and two dots", false},
}

// Kinds lists every kind there is, national identifiers last.
func Kinds() []KindInfo {
	out := slices.Clone(kinds)
	for _, n := range nationals {
		if slices.ContainsFunc(out, func(k KindInfo) bool { return k.Kind == n.kind }) {
			continue
		}
		category, dpv := "identity", "pd:OfficialID"
		switch n.of {
		case ofHealth:
			dpv = "pd:HealthRecord"
		case ofFirm:
			category = "financial"
		case ofMoney:
			category, dpv = "financial", "pd:BankAccount"
		}
		switch n.kind {
		case "us_npi", "us_dea", "de_lanr", "de_bsnr": // those who treat, not those who are treated
			dpv = "pd:OfficialID"
		}
		out = append(out, KindInfo{n.kind, category, dpv, n.check, n.weak})
	}
	return out
}

var categories = func() map[Kind]string {
	out := map[Kind]string{}
	for _, k := range Kinds() {
		out[k.Kind] = k.Category
	}
	return out
}()

// CategoryOf is the category of a kind; empty for one that is not known.
func CategoryOf(k Kind) string { return categories[k] }

// KeyType says whether a kind identifies a person, and as what.
func KeyType(k Kind) (evidence.KeyType, bool) {
	switch k {
	case "email":
		return evidence.KeyEmail, true
	case "phone":
		return evidence.KeyPhone, true
	case "iban":
		return evidence.KeyIBAN, true
	case "card":
		return evidence.KeyCard, true
	case "full_name":
		return evidence.KeyName, true
	}
	if strings.Contains(string(k), "_") && CategoryOf(k) == "identity" && len(strings.SplitN(string(k), "_", 2)[0]) == 2 {
		return evidence.KeyNationID, true
	}
	return 0, false
}
