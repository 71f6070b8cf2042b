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
	words  words
	short  int    // its length without a sign that belongs to it
	shape  string // as its country writes it; empty: without signs
}

var nationals = []nationalKind{
	{"us_ssn", "structure: no 000, 666, 9xx, 00, 0000", true, 9, usSSN, newWords("ssn", "social security", "soc sec"), 0, ""},
	{"us_itin", "structure: 9xx and middle ranges", true, 9, usITIN, newWords("itin", "taxpayer"), 0, ""},
	{"de_tax_id", "ISO 7064 mod 11,10 and digit-repeat rule", true, 11, deTaxID, newWords("steuer-id", "steuerid", "steuer id", "identifikationsnummer", "idnr", "tin", "steuer", "tax"), 0, ""},
	{"de_pension", "weighted digit sums mod 10 and date", false, 12, dePension, newWords("rentenvers", "sozialvers", "rvnr", "sv-nummer"), 0, "nn nnnnnn a nnn"},
	{"de_health", "weights 1-2 mod 10 with letter", true, 10, deHealth, newWords("versicherten", "kvnr", "krankenvers", "krankenkasse"), 0, ""},
	{"at_svnr", "mod 11 in the 4th digit and date", true, 10, atSVNR, newWords("svnr", "sozialvers", "sv-nr", "versicherungsnummer"), 0, ""},
	{"ch_ahv", "EAN-13, prefix 756", false, 13, chAHV, newWords("ahv", "avs"), 0, "nnn.nnnn.nnnn.nn"},
	{"fr_nir", "97 - (n mod 97)", false, 15, frNIR, newWords("nir", "sécurité sociale", "securite sociale", "insee", "sécu"), 0, "n nn nn nn nnn nnn nn"},
	{"es_nif", "mod 23 letter", false, 9, esNIF, newWords("nif", "dni"), 0, "nnnnnnnn-a"},
	{"es_nie", "mod 23 letter, X Y Z", false, 9, esNIE, newWords("nie"), 0, "a-nnnnnnn-a"},
	{"it_codice_fiscale", "odd and even tables, mod 26 letter", false, 16, itCF, newWords("codice fiscale", "c.f."), 0, "aaa aaa nnann annna"},
	{"pl_pesel", "weights 1-3-7-9 mod 10 and date", true, 11, plPESEL, newWords("pesel"), 0, ""},
	{"nl_bsn", "11-test", true, 9, nlBSN, newWords("bsn", "burgerservice", "sofi"), 0, ""},
	{"be_nrn", "97 - (n mod 97)", false, 11, beNRN, newWords("rijksregister", "registre national", "nrn", "insz", "niss"), 0, "nn.nn.nn-nnn.nn"},
	{"uk_nhs", "mod 11, weights 10..2", true, 10, ukNHS, newWords("nhs"), 0, ""},
	{"uk_nino", "prefix exclusions, suffix A-D", true, 9, ukNINO, newWords("nino", "national insurance", "ni number", "ni no"), 0, ""},
	{"se_personnummer", "Luhn on 10 and date", true, 10, sePNR, newWords("personnummer", "personnr", "pnr"), 0, ""},
	{"fi_hetu", "mod 31 character and date", false, 11, fiHETU, newWords("hetu", "henkilötunnus"), 10, "nnnnnn-nnna"},
	{"dk_cpr", "date (mod 11 no longer guaranteed)", true, 10, dkCPR, newWords("cpr", "personnummer"), 0, ""},
	{"no_fnr", "two mod 11 digits and date", false, 11, noFNR, newWords("fødselsnummer", "fnr", "personnummer"), 0, "nnnnnn nnnnn"},
	{"pt_nif", "mod 11, weights 9..2", true, 9, ptNIF, newWords("nif", "contribuinte"), 0, ""},
	{"ie_pps", "mod 23 letter", true, 8, iePPS, newWords("pps", "ppsn"), 0, ""},
	{"cz_birth_number", "divisible by 11 and date", true, 10, czRC, newWords("rodné", "rodne", "rč", "rodné číslo"), 0, ""},
	{"ro_cnp", "weights 279146358279 mod 11 and date", false, 13, roCNP, newWords("cnp"), 0, ""},
	{"bg_egn", "weighted mod 11 and date", true, 10, bgEGN, newWords("egn", "егн"), 0, ""},
	{"gr_amka", "Luhn and date", true, 11, grAMKA, newWords("amka", "αμκα"), 0, ""},
	{"hr_oib", "ISO 7064 mod 11,10", true, 11, hrOIB, newWords("oib"), 0, ""},
	{"il_id", "weights 1-2 mod 10", true, 9, ilID, newWords("teudat", "israeli id", "תעודת"), 0, ""},
	{"ca_sin", "Luhn", true, 9, caSIN, newWords("sin", "social insurance"), 0, ""},
	{"br_cpf", "two mod 11 digits", false, 11, brCPF, newWords("cpf"), 0, "nnn.nnn.nnn-nn"},
	{"in_aadhaar", "Verhoeff", true, 12, inAadhaar, newWords("aadhaar", "aadhar", "uidai"), 0, ""},
	{"au_tfn", "weighted mod 11", true, 9, auTFN, newWords("tfn", "tax file"), 0, ""},
	{"au_medicare", "weights 1-3-7-9 mod 10", true, 10, auMedicare, newWords("medicare"), 0, ""},
	{"za_id", "Luhn and date", true, 13, zaID, newWords("south african id", "id number", "identity number", "sa id"), 0, ""},
	{"tr_tckn", "two mod 10 digits", false, 11, trTCKN, newWords("tckn", "kimlik", "t.c."), 0, ""},
	{"cn_resident_id", "ISO 7064 mod 11-2 and date", false, 18, cnID, newWords("身份证", "resident id"), 0, ""},
	{"kr_rrn", "weights mod 11 and date", true, 13, krRRN, newWords("rrn", "주민등록"), 0, ""},
	{"sg_nric", "weights 2-7-6-5-4-3-2 mod 11 letter", false, 9, sgNRIC, newWords("nric", "fin"), 0, ""},
	{"mx_curp", "weighted mod 10 and date", false, 18, mxCURP, newWords("curp"), 0, ""},
}

// byLength are the identifiers by how many digits and letters they have.
var byLength = func() (out [20][]*nationalKind) {
	for i := range nationals {
		k := &nationals[i]
		out[k.digits] = append(out[k.digits], k)
		if k.short > 0 {
			out[k.short] = append(out[k.short], k)
		}
	}
	return out
}()

// bareChance is the confidence in a number that passes its check, without a
// word near it and without the signs that its country writes: one in a hundred
// order numbers passes too.
const bareChance = .45

// official packs what begins at i without separators, longest first, and asks
// every identifier of that length. letter: those that begin with a letter.
func official(text []byte, i int, letter bool) (Find, bool) {
	var b [20]byte
	var ends [20]int
	n, seps := 0, 0
	hasDigit := false
	for at := i; at < len(text) && n < 18; {
		c := text[at]
		if isDigit(c) || isUpper(c) {
			hasDigit = hasDigit || isDigit(c)
			b[n] = c
			n++
			at++
			ends[n] = at
			seps = 0
			continue
		}
		sep, w := separator(text, at)
		if c == '+' || sep == ' ' && c != ' ' {
			sep, w = c, max(w, 1)
		}
		if sep == 0 || sep == '(' || sep == ')' || n == 0 {
			break
		}
		if seps++; seps > 1 {
			break
		}
		at += w
	}
	if n < 8 || !hasDigit {
		return Find{}, false
	}
	for length := n; length >= 8; length-- {
		end := ends[length]
		if end < len(text) && (isAlnum(text[end]) || text[end] == '_') {
			continue
		}
		for _, k := range byLength[length] {
			if isUpper(b[0]) != letter || !k.valid(b[:length]) {
				continue
			}
			context := near(text, i, k.words)
			if !context && k.weak {
				continue
			}
			conf := .9
			switch {
			case context:
				conf = .98
			case k.shape != "" && shaped(text[i:end], k.shape):
			case end-i != length:
				continue
			case !letter && length < 13:
				conf = bareChance
			}
			return Find{k.kind, i, end, conf}, true
		}
	}
	return Find{}, false
}

// shaped compares with a shape of n for a digit and a for a letter or digit.
func shaped(b []byte, shape string) bool {
	if len(b) != len(shape) {
		return false
	}
	for i, c := range b {
		switch shape[i] {
		case 'n':
			if !isDigit(c) {
				return false
			}
		case 'a':
			if !isAlnum(c) {
				return false
			}
		default:
			if c != shape[i] {
				return false
			}
		}
	}
	return true
}
