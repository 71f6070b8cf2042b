package classify

// vatShapes are numbers for value added tax as those of another country of the European Union write them, behind the
// sign of its country (Council Directive 2006/112/EC, article 215), of countries that make them of an identifier which
// is a kind here.
var vatShapes = []nationalKind{
	{"pt_nif", "mod 11, weights 9..2", true, 11, vat("PT", ptNIF, 0), "nif,iva,vat,contribuinte", 0, "aannnnnnnnn", ""},
	{"gr_afm", "powers of two mod 11", true, 11, vat("EL", grAFM, 0), "afm,αφμ,α.φ.μ.,φπα,vat", 0, "aannnnnnnnn", ""},
	{"pl_nip", "weighted mod 11", true, 12, vat("PL", plNIP, 0), "nip,vat", 0, "aannnnnnnnnn", ofFirm},
	{"es_nif", "mod 23 letter", true, 11, vat("ES", esNIF, 0), "nif,iva,vat", 0, "", ""},
	{"es_nie", "mod 23 letter, X Y Z", true, 11, vat("ES", esNIE, 0), "nie,nif,iva,vat", 0, "", ""},
	{"es_cif", "weighted mod 10 digit or letter", true, 11, vat("ES", esCIF, 0), "cif,nif,iva,vat", 0, "", ofFirm},
	{"hr_oib", "ISO 7064 mod 11,10", true, 13, vat("HR", hrOIB, 0), "oib,pdv,vat", 0, "aannnnnnnnnnn", ""},
	{"si_tax_number", "weights 8..2 mod 11", true, 10, vat("SI", siTax, 0), "davčna,ddv,vat", 0, "aannnnnnnn", ""},
	{"cz_birth_number", "divisible by 11 and date", true, 12, vat("CZ", czRC, 0), "dič,vat", 0, "aannnnnnnnnn", ""},
	{"bg_egn", "weighted mod 11 and date", true, 12, vat("BG", bgEGN, 0), "ддс,vat", 0, "aannnnnnnnnn", ""},
	{"nl_bsn", "11-test", true, 14, vatNL, "btw,omzetbelasting,vat", 0, "aannnnnnnnnann", ""},
	{"se_org_number", "Luhn, third digit from two", true, 14, vat("SE", seOrg, 2), "moms,momsnummer,vat", 0, "aannnnnnnnnnnn", ofFirm},
	{"fr_siren", "Luhn", true, 13, vatFR, "tva,vat", 0, "aannnnnnnnnnn", ofFirm},
	{"cy_tic", "sums of digits and a letter", true, 11, vat("CY", cyTIC, 0), "φπα,tic,vat", 0, "", ""},
}

// vat takes the sign of a country and the identifier behind it; behind that stand digits that say which establishment
// it is.
func vat(country string, valid func([]byte) bool, behind int) func([]byte) bool {
	return func(b []byte) bool {
		return string(b[:2]) == country && allDigits(b[len(b)-behind:]) && valid(b[2:len(b)-behind])
	}
}

// vatNL is NL, the number of a person or firm, B and two digits: since 2020 the number of a sole trader is drawn by
// chance, before it was the citizen's service number.
func vatNL(b []byte) bool {
	return string(b[:2]) == "NL" && b[11] == 'B' && allDigits(b[12:]) && nlBSN(b[2:11])
}

// vatFR is FR, a key made of the SIREN, and the SIREN.
func vatFR(b []byte) bool {
	if string(b[:2]) != "FR" || !allDigits(b[2:]) || !frSIREN(b[4:]) {
		return false
	}
	n := 0
	for _, c := range b[4:] {
		n = (10*n + int(c-'0')) % 97
	}
	return int(b[2]-'0')*10+int(b[3]-'0') == (12+3*n)%97
}
