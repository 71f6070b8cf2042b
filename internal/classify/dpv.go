package classify

// broader are the terms above each label that a kind has, in the extension for
// personal data of the W3C Data Privacy Vocabulary 2.1 (pd.csv of its release,
// read in November 2026). A term may have several. The vocabulary spells
// VehicalLicenseNumber so.
var broader = map[string][]string{
	"pd:AccountIdentifier":      {"pd:FinancialAccount"},
	"pd:Age":                    {"pd:PhysicalCharacteristic"},
	"pd:Authenticating":         {"pd:Internal"},
	"pd:BankAccount":            {"pd:FinancialAccount"},
	"pd:Biometric":              {"dpv:SpecialCategoryPersonalData", "pd:Identifying"},
	"pd:BirthDate":              {"pd:Age"},
	"pd:City":                   {"pd:PhysicalAddress"},
	"pd:Contact":                {"pd:Tracking"},
	"pd:Country":                {"pd:Location"},
	"pd:CreditCardNumber":       {"pd:PaymentCardNumber"},
	"pd:DeviceBased":            {"pd:Tracking"},
	"pd:EmailAddress":           {"pd:Contact"},
	"pd:EthnicOrigin":           {"pd:Ethnicity", "dpv:SpecialCategoryPersonalData"},
	"pd:Ethnicity":              {"pd:External"},
	"pd:External":               {"dpv:PersonalData"},
	"pd:Financial":              {"dpv:PersonalData"},
	"pd:FinancialAccount":       {"pd:Financial"},
	"pd:Criminal":               {"pd:Social"},
	"pd:FinancialAccountNumber": {"pd:AccountIdentifier"},
	"pd:GPSCoordinate":          {"pd:Location"},
	"pd:Gender":                 {"pd:PhysicalCharacteristic"},
	"pd:Genetic":                {"pd:Health"},
	"pd:GroupMembership":        {"pd:SocialNetwork"},
	"pd:Health":                 {"pd:MedicalHealth"},
	"pd:HealthRecord":           {"pd:MedicalHealth"},
	"pd:IPAddress":              {"pd:DeviceBased"},
	"pd:Identifying":            {"pd:External"},
	"pd:Internal":               {"dpv:PersonalData"},
	"pd:Location":               {"pd:Tracking"},
	"pd:MACAddress":             {"pd:DeviceBased"},
	"pd:MedicalHealth":          {"dpv:SpecialCategoryPersonalData", "pd:External"},
	"pd:Name":                   {"pd:Identifying"},
	"pd:Nationality":            {"pd:External"},
	"pd:OfficialID":             {"pd:Identifying"},
	"pd:Passport":               {"pd:OfficialID"},
	"pd:Password":               {"pd:Authenticating"},
	"pd:PaymentCard":            {"pd:FinancialAccount"},
	"pd:PaymentCardNumber":      {"pd:PaymentCard", "pd:AccountIdentifier"},
	"pd:PhysicalAddress":        {"pd:Contact", "pd:Location"},
	"pd:PhysicalCharacteristic": {"pd:External"},
	"pd:PoliticalOpinion":       {"pd:PublicLife", "dpv:SpecialCategoryPersonalData"},
	"pd:PostalCode":             {"pd:PhysicalAddress"},
	"pd:Professional":           {"pd:Social"},
	"pd:PublicLife":             {"pd:Social"},
	"pd:Religion":               {"pd:PublicLife", "dpv:SpecialCategoryPersonalData"},
	"pd:Salary":                 {"pd:Professional"},
	"pd:Sexual":                 {"dpv:SpecialCategoryPersonalData", "pd:External"},
	"pd:SexualPreference":       {"pd:Sexual"},
	"pd:Social":                 {"dpv:PersonalData"},
	"pd:SocialNetwork":          {"pd:Social"},
	"pd:Street":                 {"pd:PhysicalAddress"},
	"pd:TelephoneNumber":        {"pd:Contact"},
	"pd:Tracking":               {"dpv:PersonalData"},
	"pd:TradeUnionMembership":   {"pd:GroupMembership", "dpv:SpecialCategoryPersonalData"},
	"pd:UID":                    {"pd:Identifying"},
	"pd:Username":               {"pd:Identifying"},
	"pd:VehicalLicenseNumber":   {"pd:VehicleLicense"},
	"pd:Vehicle":                {"pd:External"},
	"pd:VehicleLicense":         {"pd:Vehicle", "pd:Identifying"},

	"dpv:SpecialCategoryPersonalData": {"dpv:PersonalData"},
}

// Broader lists the terms above a label of DPV, nearest first, each once:
// pd:Street lies below pd:PhysicalAddress, pd:Contact, pd:Location, pd:Tracking
// and dpv:PersonalData.
func Broader(term string) []string {
	var out []string
	for next := broader[term]; len(next) > 0; {
		var above []string
		for _, t := range next {
			seen := false
			for _, o := range out {
				seen = seen || o == t
			}
			if !seen {
				out = append(out, t)
				above = append(above, broader[t]...)
			}
		}
		next = above
	}
	return out
}
