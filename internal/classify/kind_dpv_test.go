package classify

import (
	"slices"
	"testing"
)

// terms are those of the PD extension of DPV 2.0 that fit what we find, as they
// stand in https://w3id.org/dpv/2.0/pd (pd.csv). It has none for a driving
// licence, a tax number, a given or a family name alone.
var terms = []string{"Authenticating", "BankAccount", "Biometric", "BirthDate", "City", "Country", "CreditCardNumber", "EmailAddress", "EthnicOrigin",
	"FinancialAccount", "GPSCoordinate", "Gender", "Genetic", "Health", "HealthRecord", "IPAddress", "Identifier", "MACAddress", "Name", "Nationality", "OfficialID",
	"Passport", "Password", "PaymentCard", "PoliticalOpinion", "PostalCode", "Religion", "Salary", "SexualPreference", "Street", "TelephoneNumber",
	"TradeUnionMembership", "Username", "VehicleLicense"}

func TestEveryKindHasATermThatTheVocabularyHas(t *testing.T) {
	for _, k := range Kinds() {
		if len(k.DPV) < 4 || k.DPV[:3] != "pd:" || !slices.Contains(terms, k.DPV[3:]) {
			t.Errorf("%s: %q is no term of PD 2.0 that was looked up", k.Kind, k.DPV)
		}
	}
}
