package classify

import (
	"bytes"
	"slices"
)

// nationalKind is an identifier that a state or one of its institutions gives:
// a shape of digits and letters, a validator, and the words that stand near it.
// A weak one passes by chance too often to be believed without such a word.
// Algorithms after the issuers' published rules; shares passing by chance: mod
// 11 9 %, mod 10 10 %, mod 97 1 %.
type nationalKind struct {
	kind   Kind
	check  string
	weak   bool
	digits int // digits and letters without separators
	valid  func([]byte) bool
	words  string
	short  int    // another length, such as without a sign that belongs to it
	shape  string // as its country writes it; empty: without signs
	of     string // what it is a number of, when not of a person
}

const (
	ofFirm   = "firm"
	ofHealth = "health"
	ofMoney  = "money"
)

var nationals = withNations(slices.Concat(nationalsFirst, nationalsMore, vatShapes, otherShapes))

var nationalsFirst = []nationalKind{
	{"us_ssn", "structure: no 000, 666, 9xx, 00, 0000", true, 9, usSSN, "ssn,social security,soc sec,ss no,socialsecurity,social sec,tin", 0, "nnn-nn-nnnn", ""},
	{"us_itin", "structure: 9xx and middle ranges", true, 9, usITIN, "itin,taxpayer,taxpayer identification,tin,tax id", 0, "nnn-nn-nnnn", ""},
	{"us_npi", "Luhn with prefix 80840", true, 10, usNPI, "npi,national provider", 0, "", ofHealth},
	{"us_mbi", "positions of digits and letters", true, 11, usMBI, "mbi,medicare", 0, "naaa-aaa-aann", ofHealth},
	{"us_dea", "two letters and a weighted check digit", true, 9, usDEA, "dea,medical license,medical licence", 0, "", ofHealth},
	{"us_aba", "weights 3-7-1 mod 10, prefix of a district", true, 9, usABA, "routingnumber,routing,aba,rtn,transit", 0, "", ofMoney},
	{"us_ein", "prefix of a campus", true, 9, usEIN, "federal tax id,fed tax id,federal id,ein,fein,employer identification,employer id", 0, "nn-nnnnnnn", ofFirm},
	{"de_tax_id", "ISO 7064 mod 11,10 and digit-repeat rule", true, 11, deTaxID, "steuer-id,steuerid,steuer id,steueridentifikationsnummer,identifikationsnummer,idnr,id-nr,tin,tax id,stid,idno,steuer identifikationsnummer", 0, "", ""},
	{"de_pension", "weighted digit sums mod 10 and date", false, 12, dePension, "sv nr,rv nr,rentenvers,rentenversicherung,rentenversicherungsnummer,sozialvers,sozialversicherungsnummer,rvnr,sv-nummer,svnr,versicherungsnummer,vsnr,rv-nummer", 0, "nn nnnnnn a nnn", ""},
	{"de_health", "weights 1-2 mod 10 with letter", true, 10, deHealth, "versicherten,versichertennummer,versicherungsnummer,kvnr,kv nr,krankenvers,krankenkasse,krankenversicherung,versichertennr,health insurance,egk", 0, "", ofHealth},
	{"de_lanr", "weights 4-9 mod 10", true, 9, deLANR, "lanr,arztnummer,arzt-nr", 0, "", ofHealth},
	{"de_bsnr", "region of its association", true, 9, deBSNR, "betriebsstaette,betriebsstätte,bsnr,betriebsstättennummer,betriebsstaettennummer,betriebsstätten,nbsnr", 0, "", ofHealth},
	{"de_vat_id", "ISO 7064 mod 11,10", false, 11, deVAT, "ust-id,ustid,umsatzsteuer,vat,ust-idnr,ustidnr", 0, "aa nnn nnn nnn", ofFirm},
	{"de_vat_id", "ISO 7064 mod 11,10", true, 9, deVATDigits, "ust-id,ustid,umsatzsteuer,vat,ust-idnr,ustidnr", 0, "", ofFirm},
	{"at_svnr", "mod 11 in the 4th digit and date", true, 10, atSVNR, "svnr,sozialvers,sozialversicherungsnummer,sozialversicherungsnr,sv-nr,sv-nummer,svnummer,vsnr,svn,versicherungsnummer,versicherungsnr,versnr,vers nr,e-card", 0, "nnnn nnnnnn", ""},
	{"ch_ahv", "EAN-13, prefix 756", false, 13, chAHV, "ahv,avs,sozialversicherungsnummer,sozialversicherungsnr,sozialversicherungs,ahvn13,navs,oasi", 0, "nnn.nnnn.nnnn.nn", ""},
	{"fr_nir", "97 - (n mod 97)", false, 15, frNIR, "ss,n ss,nir,nss,sécurité sociale,securite sociale,insee,sécu,secu,carte vitale", 0, "n nn nn nn nnn nnn nn", ""},
	{"fr_tax_id", "mod 511", true, 13, frNIF, "fiscal,spi,numéro fiscal", 0, "nn nn nnn nnn nnn", ""},
	{"fr_siren", "Luhn", true, 9, frSIREN, "siren,rcs,siret", 0, "", ofFirm},
	{"fr_siren", "Luhn", true, 14, frSIRET, "siret", 0, "", ofFirm},
	{"es_nif", "mod 23 letter", false, 9, esNIF, "nif,dni,documento,documento nacional", 0, "nnnnnnnn-a", ""},
	{"es_nie", "mod 23 letter, X Y Z", false, 9, esNIE, "nie,extranjero", 0, "a-nnnnnnn-a", ""},
	{"es_cif", "weighted mod 10 digit or letter", true, 9, esCIF, "cif,nif", 0, "", ofFirm},
	{"it_codice_fiscale", "odd and even tables, mod 26 letter", false, 16, itCF, "codice fiscale,c.f.,c f,cod fisc,cf,fiscale", 0, "aaa aaa nnann annna", ""},
	{"it_vat", "Luhn and office", true, 11, itVAT, "partita iva,p.iva,p iva,piva,iva,vat", 0, "", ofFirm},
	{"it_vat", "Luhn and office", true, 13, itVATPrefixed, "partita iva,p.iva,p iva,piva,iva,vat", 0, "aannnnnnnnnnn", ofFirm},
	{"pl_pesel", "weights 1-3-7-9 mod 10 and date", true, 11, plPESEL, "pesel", 0, "", ""},
	{"pl_nip", "weighted mod 11", true, 10, plNIP, "nip", 0, "nnn-nnn-nn-nn", ofFirm},
	{"nl_bsn", "11-test", true, 9, nlBSN, "bsn,burgerservice,burgerservicenummer,sofi,sofinummer,burger service", 0, "", ""},
	{"be_nrn", "97 - (n mod 97)", false, 11, beNRN, "rijksregister,rijksregisternummer,registre national,nrn,insz,niss,rrn,national register,nationaal nummer,numéro national,rr", 0, "nn.nn.nn-nnn.nn", ""},
	{"uk_nhs", "mod 11, weights 10..2", true, 10, ukNHS, "nhs,national health", 0, "", ofHealth},
	{"uk_nino", "prefix exclusions, suffix A-D", true, 9, ukNINO, "nat ins,nino,national insurance,ni number,ni no,nin,insurance number,ni", 0, "aa nn nn nn a", ""},
	{"uk_driving_licence", "name, date of birth and initials in their places", true, 16, ukDriver, "dvla,driver number,driving licence,driving license,licence no", 0, "aaaaannnnnnaaaaa", ""},
	{"se_personnummer", "Luhn on 10 and date", true, 10, sePNR, "personnummer,personnr,pnr,person nr,pers.nr,pers nr,persnr,samordningsnummer,swedish", 0, "nnnnnn-nnnn", ""},
	{"se_personnummer", "Luhn on 10 and date", true, 12, sePNRLong, "personnummer,personnr,pnr,person nr,pers.nr,pers nr,persnr,samordningsnummer,swedish", 0, "nnnnnnnn-nnnn", ""},
	{"se_org_number", "Luhn, third digit from two", true, 10, seOrg, "organisationsnummer,orgnr,org nr,org.nr,organisation number", 0, "", ofFirm},
	{"fi_hetu", "mod 31 character and date", false, 11, fiHETU, "hetu,sosiaaliturvatunnus,henkilötunnus,henkilötunnukseni,personbeteckning", 10, "nnnnnn-nnna", ""},
	{"dk_cpr", "date (mod 11 no longer guaranteed)", true, 10, dkCPR, "cpr,cpr-nr,cprnr", 0, "", ""},
	{"dk_cpr", "date and mod 11", true, 10, dkCPR11, "personnummer", 0, "", ""},
	{"no_fnr", "two mod 11 digits and date", false, 11, noFNR, "fødselsnummer,fødselsnr,fodselsnummer,fnr,personnummer,personnr,d-nummer", 0, "nnnnnn nnnnn", ""},
	{"pt_nif", "mod 11, weights 9..2", true, 9, ptNIF, "nif,contribuinte,nº contribuinte,número fiscal,identificação fiscal", 0, "", ""},
	{"pt_cc", "mod 10 over letters and digits", true, 12, ptCC, "cartão de cidadão,cc,cidadão,cidadao", 0, "nnnnnnnn n aan", ""},
	{"ie_pps", "mod 23 letter", true, 8, iePPS, "pps,ppsn,personal public", 0, "", ""},
	{"ie_pps", "mod 23 letter", true, 9, iePPS9, "pps,ppsn,personal public", 0, "", ""},
	{"cz_birth_number", "divisible by 11 and date", true, 10, czRC, "rodné,rodne,rč,rodné číslo,r.č.,rodné cislo,birth number,rc", 0, "nnnnnn/nnnn", ""},
	{"cz_birth_number", "date", true, 9, czOld, "rodné,rodne,rč,rodné číslo,r.č.,rodné cislo,birth number", 0, "", ""},
	{"ro_cnp", "weights 279146358279 mod 11 and date", false, 13, roCNP, "cnp,cod numeric", 0, "", ""},
	{"bg_egn", "weighted mod 11 and date", true, 10, bgEGN, "egn,егн,единен", 0, "", ""},
	{"gr_amka", "Luhn and date", true, 11, grAMKA, "amka,αμκα,α.μ.κ.α", 0, "", ""},
	{"hr_oib", "ISO 7064 mod 11,10", true, 11, hrOIB, "oib,osobni", 0, "", ""},
	{"hu_taj", "weights 3-7 mod 10", true, 9, huTAJ, "taj,taj szám,társadalombiztosítási,tarsadalombiztositasi", 0, "", ofHealth},
	{"ee_ik", "two weights mod 11 and date", true, 11, balticID, "isikukood,isiku kood,ik,estonian", 0, "", ""},
	{"lt_ak", "two weights mod 11 and date", true, 11, balticID, "asmens,asmens kodas,ak,a.k.,lithuanian", 0, "", ""},
	{"lv_pk", "weighted mod 11 and date", true, 11, lvPK, "p k,personas,personas kods,pk,latvian", 0, "nnnnnn-nnnnn", ""},
	{"si_emso", "weighted mod 11 and date", true, 13, jmbg, "enotna matična,matična številka,emšo,emso", 0, "", ""},
	{"is_kennitala", "weighted mod 11 and date", true, 10, isKennitala, "kennitala,kt,kennitölu", 0, "nnnnnn-nnnn", ""},
	{"ru_snils", "weighted mod 101", true, 11, ruSNILS, "страховой номер,страхового номера,снилс,snils", 0, "nnn-nnn-nnn nn", ""},
	{"ru_inn", "two weighted mod 11 digits", true, 12, ruINN, "инн,inn", 0, "", ""},
	{"ua_rnokpp", "weighted mod 11", true, 10, uaRNOKPP, "инн,рнокпп,rnokpp,іпн,ipn,ідентифікаційний", 0, "", ""},
	{"il_id", "weights 1-2 mod 10", true, 9, ilID, "teudat,israeli id,תעודת,ת.ז,מספר זהות,זהות,zehut,mispar", 0, "", ""},
	{"tr_tckn", "two mod 10 digits", false, 11, trTCKN, "tckn,kimlik,t.c.,t c,tc no,tc kimlik", 0, "", ""},
	{"ca_sin", "Luhn", true, 9, caSIN, "sin,social insurance,nas,assurance sociale", 0, "", ""},
	{"br_cpf", "two mod 11 digits", false, 11, brCPF, "cpf", 0, "nnn.nnn.nnn-nn", ""},
	{"br_cnpj", "two mod 11 digits", false, 14, brCNPJ, "cnpj", 0, "aa.aaa.aaa/aaaa-nn", ofFirm},
	{"ar_cuit", "weighted mod 11", true, 11, arCUIT, "cuit,cuil", 0, "nn-nnnnnnnn-n", ""},
	{"cl_rut", "weighted mod 11 with K", true, 9, clRUT, "rut,run", 8, "nn.nnn.nnn-a", ""},
	{"mx_curp", "weighted mod 10 and date", false, 18, mxCURP, "curp", 0, "", ""},
	{"mx_rfc", "mod 11 character and date", false, 13, mxRFC, "rfc,registro federal", 12, "", ""},
	{"mx_rfc", "date", true, 13, mxRFCDate, "rfc,registro federal", 12, "", ""},
	{"in_aadhaar", "Verhoeff", true, 12, inAadhaar, "aadhaar,aadhar,uidai,adhaar,uid,आधार", 0, "", ""},
	{"in_pan", "letters and digits in their places, type letter", false, 10, inPAN, "pan,permanent account", 0, "", ""},
	{"in_gstin", "mod 36", false, 15, inGSTIN, "gstin,gst", 0, "", ofFirm},
	{"in_voter_id", "three letters and seven digits with Luhn", true, 10, inVoter, "voter,epic,elector", 0, "", ""},
	{"au_tfn", "weighted mod 11", true, 9, auTFN, "tfn,tax file", 0, "", ""},
	{"au_medicare", "weights 1-3-7-9 mod 10", true, 10, auMedicare, "medicare", 0, "", ofHealth},
	{"au_abn", "mod 89", true, 11, auABN, "a b n,abn,australian business", 0, "nn nnn nnn nnn", ofFirm},
	{"au_acn", "weights 8..1 mod 10", true, 9, auACN, "a c n,acn,australian company", 0, "", ofFirm},
	{"nz_ird", "weighted mod 11", true, 9, nzIRD, "ird,inland revenue", 8, "", ""},
	{"za_id", "Luhn and date", true, 13, zaID, "south african id,id number,identity number,sa id,rsa id,id no,identity no,identity", 0, "", ""},
	{"ng_nin", "eleven digits", true, 11, ngNIN, "nin,national identification", 0, "", ""},
	{"cn_resident_id", "ISO 7064 mod 11-2 and date", false, 18, cnID, "id card no,id card number,chinese id,身份证,居民身份证,resident id,shenfenzheng", 0, "", ""},
	{"hk_id", "weighted mod 11", true, 8, hkID, "hkid,hong kong id,身份證", 9, "annnnnn(a)", ""},
	{"tw_id", "letter as two digits, mod 10", true, 10, twID, "national id,roc id,身分證,身分證字號,taiwan id,taiwan,國民身分證,統一編號", 0, "", ""},
	{"jp_my_number", "weighted mod 11", true, 12, jpMyNumber, "my number,individual number,mynumber,マイナンバー,個人番号,kojin", 0, "", ""},
	{"kr_rrn", "weights mod 11 and date", true, 13, krRRN, "rrn,jumin,jumin no,외국인등록번호,외국인등록,주민등록,주민등록번호,주민번호,resident registration", 0, "nnnnnn-nnnnnnn", ""},
	{"kr_rrn", "date (issued since October 2020)", true, 13, krAnyRRN, "rrn,jumin,jumin no,주민등록,주민등록번호,주민번호,resident registration", 0, "", ""},
	{"kr_brn", "weighted mod 10", true, 10, krBRN, "사업자등록번호,사업자번호,brn,business registration", 0, "nnn-nn-nnnnn", ofFirm},
	{"kr_driving_licence", "region", true, 12, krLicence, "운전면허,면허번호,korean license,korean driver", 0, "", ""},
	{"sg_nric", "weights 2-7-6-5-4-3-2 mod 11 letter", false, 9, sgNRIC, "nric,fin", 0, "", ""},
	{"sg_uen", "weighted mod 11 letter", true, 9, sgUEN, "uen,unique entity", 10, "", ofFirm},
	{"my_nric", "date and place of birth", true, 12, myNRIC, "mykad,nric,kad pengenalan,no kp,ic no,ic number", 0, "", ""},
	{"th_id", "mod 11, weights 13..2", true, 13, thID, "thai id,citizen id,บัตรประชาชน,เลขบัตรประชาชน,เลขประจำตัวประชาชน,thai national,tnin", 0, "n-nnnn-nnnnn-nn-n", ""},
	{"ph_tin", "nine digits", true, 9, phTIN, "tax identification number,taxpayer identification,philippine tin,tin,tin no", 12, "nnn-nnn-nnn-nnn", ""},
	{"id_nik", "region and date", true, 16, idNIK, "nik,ktp,kependudukan", 0, "", ""},
	{"pk_cnic", "province and sex", true, 13, pkCNIC, "nic,cnic,nadra,nicop", 0, "nnnnn-nnnnnnn-n", ""},
}

// byLength are the identifiers by how many digits and letters they have, as
// places in nationals.
var byLength = func() (out [20][]uint8) {
	for i := range nationals {
		k := &nationals[i]
		out[k.digits] = append(out[k.digits], uint8(i))
		if k.short > 0 {
			out[k.short] = append(out[k.short], uint8(i))
		}
	}
	return out
}()

// strongByLength are those that need no word near them, shapedByLength with them
// those that their signs may tell.
var strongByLength, shapedByLength = func() (strong, shaped [len(byLength)][]uint8) {
	for n, list := range byLength {
		for _, at := range list {
			k := &nationals[at]
			if !k.weak || k.kind == "uk_nino" || hasBirth[at] {
				strong[n] = append(strong[n], at)
			}
			if !k.weak || k.kind == "uk_nino" || k.shape != "" {
				shaped[n] = append(shaped[n], at)
			}
		}
	}
	return strong, shaped
}()

// signsOf are before which of its digits and letters the country of each identifier
// writes a sign, with how many there are in the highest bits; signsByLength those of
// one length: sets in which a few too many may be.
var signsOf, signsByLength = func() (of []uint32, by [len(byLength)]uint64) {
	for i := range nationals {
		signs, n := uint32(0), 0
		for _, c := range []byte(nationals[i].shape) {
			if isAlnum(c) {
				n++
			} else {
				signs |= 1 << n
			}
		}
		signs &= 1<<n - 1
		of = append(of, signs|uint32(n)<<signBits)
		by[n] |= signSlot(signs)
	}
	return of, by
}()

const signBits = 24

func signSlot(signs uint32) uint64 { return 1 << (signs * 0x9e3779b1 >> 26) }

// bareChance is the confidence in a number that passes its check, without a
// word near it and without the signs that its country writes: one in a hundred
// order numbers passes too.
const bareChance = .55

// shapeOnly are those whose shape alone says too little.
var shapeOnly = map[Kind]float64{"us_itin": .7, "us_ein": .3, "au_abn": .65, "ph_tin": .3, "pk_cnic": .6, "th_id": .7, "lv_pk": .6, "kr_brn": .65, "pl_nip": .65, "uk_driving_licence": .8, "us_mbi": .8, "cl_rut": .75, "hk_id": .75, "do_cedula": .6, "uy_ci": .6, "br_pis": .6, "ve_rif": .75, "id_npwp": .7, "at_tax_number": .6}

// bornIn are weak ones of eleven digits and more with a date of birth in them: of random digits at most two in
// a thousand pass as both a date and a check digit, so that such a number is claimed without a word for it, as little
// as any bare one. Of ten digits too many times and orders would pass.
var bornIn = map[Kind]bool{"ee_ik": true, "lt_ak": true, "kw_civil_id": true, "kz_iin": true, "si_emso": true, "rs_jmbg": true, "za_id": true}

// hasBirth are the places of bornIn in nationals.
var hasBirth = func() []bool {
	out := make([]bool, len(nationals))
	for i := range nationals {
		out[i] = bornIn[nationals[i].kind]
	}
	return out
}()

// official packs what begins at i without separators, longest first, and asks
// every identifier of that length. Of those that pass, the one whose words
// stand nearest is taken.
func (s *scanner) official(i int) (found, bool) {
	text := s.text
	b, ends := &s.pack, &s.packEnds
	n, seps, digits := 0, 0, 0
	small := false     // written in small letters
	signs := uint32(0) // before which of them one stands
	for at := i; at < len(text) && n < 18; {
		c, w := text[at], 1
		what := packed[c]
		if what == packSign {
			if n == 0 || seps > 0 || (c == '(' || c == ')') && n <= 6 {
				break
			}
			seps = 1
			at++
			continue
		}
		switch what {
		case packDigit:
			digits++
		case packUpper:
			if small {
				at = len(text)
				continue
			}
		case packLower:
			if !small && digits != n || seps > 0 && at+1 < len(text) && inWord(text[at+1]) {
				at = len(text)
				continue
			}
			// Small letters only throughout, and only as one with the digits.
			small = true
			c &^= 0x20
		case packWide:
			if d, ok := wideDigit(text, at); ok {
				c, w = d, 3
				digits++
				break
			}
			if sep, w := wideSeparator(text, at); sep != 0 && n > 0 && seps == 0 {
				seps = 1
				at += w
				continue
			}
			at = len(text)
			continue
		default:
			at = len(text)
			continue
		}
		b[n] = c
		signs |= uint32(seps) << n
		n++
		at += w
		ends[n] = at
		seps = 0
	}
	if n < 8 || digits < 3 {
		return found{}, false
	}
	idNear := s.near(ctxNationalID, i, window+8)
	specific := s.since(ctxSpecific, i) // where one is named, it is no other
	quiet := s.last <= s.line
	for length := n; length >= 8; length-- {
		if len(byLength[length]) == 0 {
			continue
		}
		end := ends[length]
		if end < len(text) && (isAlnum(text[end]) || text[end] == '_' && !closesItalic(text, i, end) || text[end] == '-' && end+1 < len(text) && isDigit(text[end+1]) && length < n) {
			continue
		}
		// Where no word speaks, what has signs is only what is written with the same
		// ones; the British one of nine is known by its letters.
		own := signs&(1<<length-1) | uint32(length)<<signBits
		mute := quiet && end-i != length && (length != 9 || digits == n) && !s.speaks(end)
		if mute && signsByLength[length]&signSlot(signs&(1<<length-1)) == 0 {
			continue
		}
		whole := b[:length]
		told, silent := idNear || s.near(ctxTaxNumber, i, 24), false
		if !told {
			told, silent = s.behindNumber(end)
		}
		best, conf, near := -1, 0.0, 1<<30
		list := byLength[length]
		if !told && end-i == length {
			list = strongByLength[length]
		} else if !told {
			list = shapedByLength[length]
		}
		for _, at := range list {
			if mute && signsOf[at] != own {
				continue
			}
			k := &nationals[at]
			c := ctxNational + context(at)
			away := s.since(c, i)
			context := away <= window+8 || k.kind == "at_tax_number" && length == n && s.near(ctxTaxNumber, i, 24)
			if context && k.kind == "cl_rut" && away < i && !shaped(text[i:end], k.shape) && !(length == 9 && signs&(1<<9-1) == 1<<8) && bytes.HasSuffix(text[:i-max(0, away)], []byte("run")) {
				continue // a run of a program
			}
			if k.kind == "ph_tin" && length == 9 && signs&(1<<9-1) == 1<<3|1<<5 { // as the Americans write theirs
				continue
			}
			if !context && specific <= window+8 || k.kind == "fi_hetu" && length == 10 && !shaped(text[i:end], k.shape) || length == 9 && end-i == 11 && k.shape == "nnn-nn-nnnn" && signs&(1<<length-1) == 1<<3|1<<6 {
				continue
			}
			// Neither words nor signs say that it is one.
			if silent && !context && end-i != length && (k.shape == "" || !shaped(text[i:end], k.shape)) && k.kind != "uk_nino" {
				continue
			}
			if !context && k.weak && !(hasBirth[at] && end-i == length) && (k.shape == "" || !shaped(text[i:end], k.shape)) {
				if k.kind != "uk_nino" || end-i != length || small {
					if !k.valid(whole) || !s.behind(c, end) {
						continue
					}
					context, away = true, window
				}
			}
			if small && !context && (k.weak || length < 16) || !k.valid(whole) {
				continue
			}
			p := .9
			switch {
			case context && k.unchecked():
				p = .97
			case context:
				p = .98
			case k.shape != "" && shaped(text[i:end], k.shape):
				if q, ok := shapeOnly[k.kind]; ok {
					p = q
				} else if k.weak {
					p = .85
				}
				if s.near(ctxNotPhone, i, 20) && k.weak {
					p = .4
				}
				if p < .9 && s.behind(c, end) {
					p = .97
				}
			case k.kind == "uk_nino":
				p = .65
			case s.behind(c, end):
				p = .97
			case end-i == length && length >= 15 && allDigits(whole) && s.near(ctxNotPhone, i, 20): // the number of an article
				p = .4
			case end-i != length:
				continue
			case allDigits(whole) && length < 13 || s.near(ctxNotCard, i, 20) && length < 16:
				p = bareChance
				if s.near(ctxNotPhone, i, 24) {
					p = .3
				}
			case allDigits(whole) && length < 15:
				p = bareChance
				switch {
				case k.kind == "ch_ahv": // no goods have a barcode that begins with 756
					p = .75
				case k.kind == "lu_id": // two check digits and a date
					p = .75
				case k.kind != "ro_cnp" && (ean13(whole) || packedDate(whole[:8])):
					p = .3
				}
			}
			if p == bareChance && pathBefore(text, i) {
				p = .3
			}
			if p > conf || p == conf && away < near {
				best, conf, near = int(at), p, away
			}
		}
		if best >= 0 && nationals[best].kind == "ar_dni" && end+1 < len(text) && (text[end] == ' ' || text[end] == '-') && isUpper(text[end+1]) && (end+2 == len(text) || !inWord(text[end+2])) {
			return found{}, false // a Spanish one with a wrong letter
		}
		// The end of a longer number, whose word stands behind it; one whose check
		// letter is another: 52 236 081 273 (TIN), 43.390.872-K.
		if best >= 0 && nationals[best].weak && (near == window && i > 1 && text[i-1] == ' ' && isDigit(text[i-2]) || end+1 < len(text) && text[end] == '-' && isUpper(text[end+1]) && (end+2 == len(text) || !inWord(text[end+2]))) {
			return found{}, false
		}
		if best >= 0 {
			if end < len(text) && text[end] == ')' && nationals[best].kind == "hk_id" {
				end++
			}
			return hit(nationals[best].kind, i, end, conf), true
		}
	}
	return found{}, false
}

// packed is what a byte is within a number: whether it is left out of it.
var packed = func() (t [256]uint8) {
	for c := range t {
		switch {
		case isDigit(byte(c)):
			t[c] = packDigit
		case isUpper(byte(c)):
			t[c] = packUpper
		case isLetter(byte(c)):
			t[c] = packLower
		case c >= 0xc2:
			t[c] = packWide
		case plainSigns[min(c, 0xc1)].size > 0, c == '+':
			t[c] = packSign
		}
	}
	return t
}()

const (
	packDigit = iota + 1
	packUpper
	packLower
	packWide
	packSign
)

// shaped compares with a shape of n for a digit and a for a letter or digit.
func shaped(b []byte, shape string) bool {
	at := 0
	for i := range len(shape) {
		if at >= len(b) {
			return false
		}
		c := b[at]
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
				sep, w := separator(b, at)
				if w == 0 || sep != shape[i] {
					return false
				}
				at += w - 1
			}
		}
		at++
	}
	return at == len(b)
}
