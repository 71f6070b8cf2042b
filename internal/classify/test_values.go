package classify

import "bytes"

// TestValue says whether a value is nobody's: an example of a standard, or a
// number that its issuer publishes for trials. Such finds are shown and counted apart.
func TestValue(k Kind, value []byte) bool {
	switch k {
	case "given_name", "family_name", "full_name", "street", "postcode", "city", "birth_date":
		return false // nobody publishes any for trials
	}
	value = undressedValue(value)
	switch k {
	case "email":
		at := bytes.LastIndexByte(value, '@')
		var buf [64]byte
		domain := lowered(buf[:0], value[at+1:])
		if testDomains[string(domain)] {
			return true
		}
		for _, end := range testEndings {
			if bytes.HasSuffix(domain, end) {
				return true
			}
		}
		return false
	case "card":
		var buf [2 * longest]byte
		return testCards[string(appendDigits(buf[:0], value))]
	case "jwt": // of jwt.io
		return bytes.Contains(value, []byte("eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lI"))
	case "ip": // the machine itself
		return bytes.HasPrefix(value, []byte("127.")) || string(value) == "::1"
	case "phone":
		return bytes.Contains(value, []byte("555-01")) || bytes.Contains(value, []byte("555 01"))
	}
	if of := testNumbers[k]; of != nil && len(value) < 2*longest {
		var buf [2 * longest]byte
		return of[string(AppendNormal(buf[:0], "", k, value))]
	}
	return false
}

var testEndings = [][]byte{[]byte(".test"), []byte(".invalid"), []byte(".example.com"), []byte(".example.org"), []byte(".example.net"), []byte(".tld")}

// testDomains are reserved (RFC 2606), or used as if they were.
var testDomains = set("example.com example.org example.net test.com domain.com yourdomain.com mydomain.com yourcompany.com")

// testCards are the numbers that payment providers publish for trials.
var testCards = set("4111111111111111 4242424242424242 4000056655665556 4012888888881881 4222222222222 4000000000000002 5555555555554444 5105105105105100 5200828282828210 2223003122003222 378282246310005 371449635398431 378734493671000 6011111111111117 6011000990139424 30569309025904 38520000023237 3530111333300000 3566002020360505 6759649826438453 4917610000000000 4988438843884305 5454545454545454 5424000000000015 4007000000027 4012000033330026 4000000000000069 4000000000009995 4000002500003155 6011601160116611 36227206271667 2222400070000005 2222405343248877 5100000000000008 5500000000000004 340000000000009 4532015112830366 6200000000000005 6205500000000000004")

// testNumbers are those that registries, laws and documentation show as examples.
var testNumbers = map[Kind]map[string]bool{
	// The examples of the registry of ISO 13616 and of banks' own pages.
	"iban":              set("DE89370400440532013000 DE75512108001245126199 DE02120300000000202051 DE02500105170137075030 DE02100500000054540402 DE68210501700012345678 GB29NWBK60161331926819 GB82WEST12345698765432 GB33BUKB20201555555555 FR1420041010050500013M02606 FR7630006000011234567890189 NL91ABNA0417164300 NL02ABNA0123456789 CH9300762011623852957 AT611904300234573201 BE68539007547034 ES9121000418450200051332 IT60X0542811101000000123456 PL61109010140000071219812874 PL27114020040000300201355387 PT50000201231234567890154 SE4550000000058398257466 NO9386011117947 DK5000400440116243 FI2112345600000785 IE29AIBK93115212345678 LU280019400644750000 CZ6508000000192000145399 SK3112000000198742637541 HU42117730161111101800000000 RO49AAAA1B31007593840000 BG80BNBG96611020345678 GR1601101250000000012300695 HR1210010051863000160 SI56263300012039086 EE382200221020145685 LT121000011101001000 LV80BANK0000435195001 MT84MALT011000012345MTLCAST001S CY17002001280000001200527600 LI21088100002324013AA MC5811222000010123456789030 IS140159260076545510730339 TR330006100519786457841326 AE070331234567890123456 SA0380000000608010167519 IL620108000000099999999"),
	"us_ssn":            set("078051120 219099999 123456789 457555462"),
	"us_npi":            set("1234567893"),
	"uk_nhs":            set("9434765919 9434765870 4010232137"),
	"uk_nino":           set("AB123456C AA123456A"),
	"de_tax_id":         set("86095742719 57549285017 02476291358 65929970489"),
	"at_svnr":           set("1237010180"),
	"ch_ahv":            set("7569217076985 7561234567897"),
	"fr_nir":            set("255081416802538 185057800608436 180126955222380"),
	"es_nif":            set("12345678Z 00000000T"),
	"es_nie":            set("X1234567L"),
	"it_codice_fiscale": set("RSSMRA80A01H501U RSSMRA85T10A562S RSSMRA85M01H501Q"),
	"nl_bsn":            set("123456782 111222333 999999990"),
	"be_nrn":            set("85073003328 93051822361"),
	"pl_pesel":          set("44051401359 02070803628"),
	"pt_nif":            set("123456789"),
	"se_personnummer":   set("8112189876 8112289874 1212121212 191212121212"),
	"fi_hetu":           set("131052308T"),
	"br_cpf":            set("11144477735 12345678909"),
	"br_cnpj":           set("11222333000181 11444777000161"),
	"ca_sin":            set("046454286"),
	"au_tfn":            set("123456782"),
	"za_id":             set("8001015009087"),
	"sg_nric":           set("S1234567D"),
	"hk_id":             set("A1234563"),
	"tw_id":             set("A123456789"),
	"cn_resident_id":    set("11010519491231002X"),
	"tr_tckn":           set("10000000146"),
	"il_id":             set("123456782"),
	"jp_my_number":      set("123456789018"),
	"in_pan":            set("ABCDE1234F"),
}
