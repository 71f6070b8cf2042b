package classify

// nationalKind is a national identifier: a shape of digits and letters, a
// validator, and the words that stand near it. A weak one passes by chance too
// often to be believed without such a word. Algorithms after the issuers'
// published rules; shares passing by chance: mod 11 9 %, mod 10 10 %, mod 97 1 %.
type nationalKind struct {
	kind   Kind
	check  string
	weak   bool
	digits int // digits and letters without separators
	valid  func([]byte) bool
	words  []string
}

var nationals = []nationalKind{
	{"us_ssn", "structure: no 000, 666, 9xx, 00, 0000", true, 9, usSSN, []string{"ssn", "social security", "soc sec"}},
	{"us_itin", "structure: 9xx and middle ranges", true, 9, usITIN, []string{"itin", "taxpayer"}},
	{"de_tax_id", "ISO 7064 mod 11,10 and digit-repeat rule", true, 11, deTaxID, []string{"steuer-id", "steuerid", "steuer id", "identifikationsnummer", "idnr", "tin", "steuer", "tax"}},
	{"de_pension", "weighted digit sums mod 10 and date", false, 12, dePension, []string{"rentenvers", "sozialvers", "rvnr", "sv-nummer"}},
	{"de_health", "weights 1-2 mod 10 with letter", true, 10, deHealth, []string{"versicherten", "kvnr", "krankenvers", "krankenkasse"}},
	{"at_svnr", "mod 11 in the 4th digit and date", true, 10, atSVNR, []string{"svnr", "sozialvers", "sv-nr", "versicherungsnummer"}},
	{"ch_ahv", "EAN-13, prefix 756", false, 13, chAHV, []string{"ahv", "avs"}},
	{"fr_nir", "97 - (n mod 97)", false, 15, frNIR, []string{"nir", "sécurité sociale", "securite sociale", "insee", "sécu"}},
	{"es_nif", "mod 23 letter", false, 9, esNIF, []string{"nif", "dni"}},
	{"es_nie", "mod 23 letter, X Y Z", false, 9, esNIE, []string{"nie"}},
	{"it_codice_fiscale", "odd and even tables, mod 26 letter", false, 16, itCF, []string{"codice fiscale", "c.f."}},
	{"pl_pesel", "weights 1-3-7-9 mod 10 and date", true, 11, plPESEL, []string{"pesel"}},
	{"nl_bsn", "11-test", true, 9, nlBSN, []string{"bsn", "burgerservice", "sofi"}},
	{"be_nrn", "97 - (n mod 97)", false, 11, beNRN, []string{"rijksregister", "registre national", "nrn", "insz", "niss"}},
	{"uk_nhs", "mod 11, weights 10..2", true, 10, ukNHS, []string{"nhs"}},
	{"uk_nino", "prefix exclusions, suffix A-D", true, 9, ukNINO, []string{"nino", "national insurance", "ni number", "ni no"}},
	{"se_personnummer", "Luhn on 10 and date", true, 10, sePNR, []string{"personnummer", "personnr", "pnr"}},
	{"fi_hetu", "mod 31 character and date", false, 11, fiHETU, []string{"hetu", "henkilötunnus"}},
	{"dk_cpr", "date (mod 11 no longer guaranteed)", true, 10, dkCPR, []string{"cpr", "personnummer"}},
	{"no_fnr", "two mod 11 digits and date", false, 11, noFNR, []string{"fødselsnummer", "fnr", "personnummer"}},
	{"pt_nif", "mod 11, weights 9..2", true, 9, ptNIF, []string{"nif", "contribuinte"}},
	{"ie_pps", "mod 23 letter", true, 8, iePPS, []string{"pps", "ppsn"}},
	{"cz_birth_number", "divisible by 11 and date", true, 10, czRC, []string{"rodné", "rodne", "rč", "rodné číslo"}},
	{"ro_cnp", "weights 279146358279 mod 11 and date", false, 13, roCNP, []string{"cnp"}},
	{"bg_egn", "weighted mod 11 and date", true, 10, bgEGN, []string{"egn", "егн"}},
	{"gr_amka", "Luhn and date", true, 11, grAMKA, []string{"amka", "αμκα"}},
	{"hr_oib", "ISO 7064 mod 11,10", true, 11, hrOIB, []string{"oib"}},
	{"il_id", "weights 1-2 mod 10", true, 9, ilID, []string{"teudat", "israeli id", "תעודת"}},
	{"ca_sin", "Luhn", true, 9, caSIN, []string{"sin", "social insurance"}},
	{"br_cpf", "two mod 11 digits", false, 11, brCPF, []string{"cpf"}},
	{"in_aadhaar", "Verhoeff", true, 12, inAadhaar, []string{"aadhaar", "aadhar", "uidai"}},
	{"au_tfn", "weighted mod 11", true, 9, auTFN, []string{"tfn", "tax file"}},
	{"au_medicare", "weights 1-3-7-9 mod 10", true, 10, auMedicare, []string{"medicare"}},
	{"za_id", "Luhn and date", true, 13, zaID, []string{"south african id", "id number", "identity number", "said"}},
	{"tr_tckn", "two mod 10 digits", false, 11, trTCKN, []string{"tckn", "kimlik", "t.c."}},
	{"cn_resident_id", "ISO 7064 mod 11-2 and date", false, 18, cnID, []string{"身份证", "resident id"}},
	{"kr_rrn", "weights mod 11 and date", true, 13, krRRN, []string{"rrn", "주민등록"}},
	{"sg_nric", "weights 2-7-6-5-4-3-2 mod 11 letter", false, 9, sgNRIC, []string{"nric", "fin"}},
	{"mx_curp", "weighted mod 10 and date", false, 18, mxCURP, []string{"curp"}},
}

// national tries the identifiers of that length on digits, from i.
func national(text []byte, i int) (Find, bool) { return official(text, i, false) }

// lettered tries those that begin with a letter.
func lettered(text []byte, i int) (Find, bool) { return official(text, i, true) }

// official packs what begins at i without separators, longest first, and asks
// every identifier of that length.
func official(text []byte, i int, letter bool) (Find, bool) {
	var b [20]byte
	var ends [20]int
	n, seps := 0, 0
	hasDigit := false
	for at := i; at < len(text) && n < 18; at++ {
		c := text[at]
		if isDigit(c) || isUpper(c) {
			hasDigit = hasDigit || isDigit(c)
			b[n] = c
			n++
			ends[n] = at + 1
			seps = 0
			continue
		}
		if c != ' ' && c != '-' && c != '.' && c != '/' && c != '+' || n == 0 {
			break
		}
		if seps++; seps > 1 {
			break
		}
	}
	if n < 8 || !hasDigit {
		return Find{}, false
	}
	for length := n; length >= 8; length-- {
		end := ends[length]
		if end < len(text) && (isAlnum(text[end]) || text[end] == '_') {
			continue
		}
		solid := end-i == length
		for _, k := range nationals {
			if k.digits != length || isUpper(b[0]) != letter || !k.valid(b[:length]) {
				continue
			}
			context := near(text, i, k.words...)
			if !context && (k.weak || !solid && !letter) {
				continue
			}
			conf := .9
			if context {
				conf = .98
			}
			return Find{k.kind, i, end, conf}, true
		}
	}
	return Find{}, false
}
