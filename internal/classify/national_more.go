package classify

// nationalsMore are further identifiers, by the published rules of those who
// give them: the rest of the European Union, the Americas, the Near East and Asia.
var nationalsMore = []nationalKind{
	{"at_tax_number", "mod 10", true, 9, luhnPlain, "abgabenkonto,abgabenkontonummer", 0, "nn-nnn/nnnn", ""},
	{"lu_id", "date, mod 10 and Verhoeff", false, 13, luID, "identifikatiounsnummer,matricule,numéro d'identification national,numéro de matricule,luxembourg,sozialversicherungsnummer,identifikationsnummer", 0, "nnnn nn nn nnnnn", ""},
	{"mt_id", "letter of the register", true, 8, mtID, "identity card number,maltese,malta,id card number,identity card no,id card,karta tal-identità,karta tal identità", 0, "", ""},
	{"cy_tic", "mod 26 letter", true, 9, cyTIC, "α φ τ,tic,tax identification code,cyprus,φορολογικής ταυτότητας,αφτ,φορολογικής", 0, "", ""},
	{"gr_afm", "powers of two mod 11", true, 9, grAFM, "afm,αφμ,α.φ.μ.,α.Φ.Μ.,φορολογικού μητρώου", 0, "", ""},
	{"hu_tax_id", "weighted mod 11, begins with 8", true, 10, huTaxID, "adóazonosító,adóaz,adóazonosító jel,adószám,adójel,adoazonosito,ado azonosito", 0, "", ""},
	{"pt_niss", "primes mod 10", true, 11, ptNISS, "niss,segurança social,seguranca social", 0, "", ""},
	{"bg_pnf", "weighted mod 10", true, 10, bgPNF, "foreigner number,лнч,lnch,lnc,личен номер на чужденец", 0, "", ""},
	{"uk_utr", "weighted mod 11 in the first digit", true, 10, ukUTR, "utr,unique taxpayer,self assessment", 0, "", ""},
	{"si_tax_number", "weighted mod 11", true, 8, siTax, "id za ddv,davčna,davcna,davčna številka,davčna št", 0, "", ""},
	{"rs_jmbg", "weighted mod 11 and date", true, 13, jmbg, "матичен број,jmb,јмб,jmbg,јмбг,matični broj,maticni broj,матични број,ембг,embg", 0, "", ""},
	{"kz_iin", "weighted mod 11 and date", true, 12, kzIIN, "individual identification,иин,жсн,iin", 0, "", ""},
	{"md_idnp", "weights 7-3-1 mod 10", true, 13, mdIDNP, "idnp,cod personal", 0, "", ""},
	{"al_nid", "date and letters", true, 10, alNID, "nid,numri personal,numër personal,numer personal,albanian", 0, "", ""},
	{"co_nit", "weighted mod 11", true, 10, coNIT, "nit", 0, "", ""},
	{"pe_dni", "weighted mod 11", true, 9, peDNI, "dni,cui,código único de identificación,identidad", 0, "", ""},
	{"pe_ruc", "weighted mod 11", true, 11, peRUC, "ruc,contribuyentes", 0, "", ""},
	{"ec_ci", "province and mod 10", true, 10, ecCI, "ci,cédula,cedula,c.i.,ecuatoriana", 0, "", ""},
	{"uy_ci", "weights 2-9-8-7-6-3-4 mod 10", true, 8, uyCI, "documento de identidad,ci,cédula,cedula,c.i.,uruguaya", 0, "n.nnn.nnn-n", ""},
	{"do_cedula", "Luhn", true, 11, luhnPlain, "cédula,cedula,céd,dominicana", 0, "nnn-nnnnnnn-n", ""},
	{"ve_rif", "weighted mod 11 with letter", true, 10, veRIF, "rif,cédula,cedula", 0, "a-nnnnnnnn-n", ""},
	{"sv_dui", "weights 9..2 mod 10", true, 9, svDUI, "dui,documento único de identidad,documento unico", 0, "", ""},
	{"ar_dni", "eight digits", true, 8, arDNI, "dni,documento,documento nacional", 0, "", ""},
	{"br_pis", "weighted mod 11", true, 11, brPIS, "pis,pasep,pis/pasep,nis,nit,nit/pis", 0, "nnn.nnnnn.nn-n", ""},
	{"br_cns", "weights 15..1 mod 11", true, 15, brCNS, "cns,cartão nacional de saúde,cartao nacional,sus,cartão sus", 0, "", ofHealth},
	{"mx_nss", "Luhn", true, 11, luhnPlain, "nss,imss,seguridad social,seguro social", 0, "", ""},
	{"in_vid", "Verhoeff", true, 16, inVID, "vid,virtual id,aadhaar virtual", 0, "", ""},
	{"ae_id", "784, year and Luhn", false, 15, aeID, "emirates,emirates id,eid,الهوية", 0, "nnn-nnnn-nnnnnnn-n", ""},
	{"sa_id", "Luhn, begins with 1 or 2", true, 10, saID, "national id,saudi,iqama,saudi id,الهوية,إقامة,الإقامة", 0, "", ""},
	{"kw_civil_id", "date and weighted mod 11", true, 12, kwCivil, "civil id,kuwait,المدني,البطاقة المدنية", 0, "", ""},
	{"eg_id", "date and governorate", true, 14, egID, "رقم البطاقة,البطاقة,egyptian,egypt,national id,القومي,قومي,الرقم القومي", 0, "", ""},
	{"ir_national_id", "weighted mod 11", true, 10, irID, "کد ملی,ملی,کدملی,kode melli,code melli,melli,national code", 0, "", ""},
	{"vn_id", "province, century and year", true, 12, vnID, "cccd,cmnd,căn cước,can cuoc,căn cước công dân", 0, "", ""},
	{"lk_nic", "day of the year", true, 10, lkNIC, "nic,sri lankan,sri lanka,national identity card", 12, "", ""},
	{"id_npwp", "Luhn over nine", true, 15, idNPWP, "npwp,pokok wajib pajak,wajib pajak", 0, "nn.nnn.nnn.n-nnn.nnn", ""},
	{"ke_pin", "letters around nine digits", true, 11, kePIN, "kra,kra pin,pin", 0, "", ""},
}

func luhnPlain(b []byte) bool { return allDigits(b) && !same(b) && luhn(b) }

func luID(b []byte) bool {
	return allDigits(b) && packedDate(b[:8]) && (b[0] == '1' || b[0] == '2') && luhn(b[:12]) && verhoeff(b[:11], b[12])
}

func verhoeff(b []byte, check byte) bool {
	var buf [20]byte
	n := copy(buf[:], b)
	buf[n] = check
	return verhoeffSum(buf[:n+1]) == 0
}

func mtID(b []byte) bool {
	switch b[7] {
	case 'M', 'G', 'A', 'P', 'L', 'H', 'B', 'Z':
		return allDigits(b[:7]) && !same(b[:7])
	}
	return false
}

func cyTIC(b []byte) bool {
	if !allDigits(b[:8]) || !isUpper(b[8]) || b[0] == '1' && b[1] == '2' {
		return false
	}
	odd := [10]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21}
	s := 0
	for i, c := range b[:8] {
		if i%2 == 0 {
			s += odd[c-'0']
		} else {
			s += int(c - '0')
		}
	}
	return b[8] == byte('A'+s%26)
}

func grAFM(b []byte) bool {
	return allDigits(b) && !same(b) && sum(b, 256, 128, 64, 32, 16, 8, 4, 2)%11%10 == int(b[8]-'0')
}

func huTaxID(b []byte) bool {
	return allDigits(b) && b[0] == '8' && sum(b, 1, 2, 3, 4, 5, 6, 7, 8, 9)%11 == int(b[9]-'0')
}

func ptNISS(b []byte) bool {
	return allDigits(b) && (b[0] == '1' || b[0] == '2') && 9-sum(b, 29, 23, 19, 17, 13, 11, 7, 5, 3, 2)%10 == int(b[10]-'0')
}

func bgPNF(b []byte) bool {
	return allDigits(b) && !same(b) && sum(b, 21, 19, 17, 13, 11, 9, 7, 3, 1)%10 == int(b[9]-'0')
}

func ukUTR(b []byte) bool {
	return allDigits(b) && !same(b) && "21987654321"[sum(b[1:], 6, 7, 8, 9, 10, 5, 4, 3, 2)%11] == b[0]
}

func siTax(b []byte) bool {
	return allDigits(b) && b[0] != '0' && (11-sum(b, 8, 7, 6, 5, 4, 3, 2)%11)%10 == int(b[7]-'0')
}

func kzIIN(b []byte) bool {
	if !allDigits(b) || !dayMonth(num(b[4:6]), num(b[2:4])) || b[6] == '0' || b[6] > '6' {
		return false
	}
	s := sum(b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) % 11
	if s == 10 {
		s = sum(b, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2) % 11
	}
	return s == int(b[11]-'0')
}

func mdIDNP(b []byte) bool {
	return allDigits(b) && (b[0] == '2' || b[0] == '0') && sum(b, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1)%10 == int(b[12]-'0')
}

func alNID(b []byte) bool {
	return isUpper(b[0]) && isUpper(b[9]) && allDigits(b[1:9]) && dayMonth(num(b[4:6]), num(b[2:4])%50)
}

func coNIT(b []byte) bool {
	return allDigits(b) && !same(b) && "01987654321"[sum(b, 41, 37, 29, 23, 19, 17, 13, 7, 3)%11] == b[9]
}

func peDNI(b []byte) bool {
	if !allDigits(b[:8]) || same(b[:8]) {
		return false
	}
	s := sum(b, 3, 2, 7, 6, 5, 4, 3, 2) % 11
	return b[8] == "65432110987"[s]
}

func peRUC(b []byte) bool {
	if !allDigits(b) {
		return false
	}
	switch num(b[:2]) {
	case 10, 15, 16, 17, 20:
		return (11-sum(b, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)%11)%10 == int(b[10]-'0')
	}
	return false
}

func ecCI(b []byte) bool {
	if !allDigits(b) || b[2] > '5' {
		return false
	}
	p := num(b[:2])
	return (p >= 1 && p <= 24 || p == 30 || p == 50) && luhn(b)
}

func uyCI(b []byte) bool {
	return allDigits(b) && !same(b) && (10-sum(b, 2, 9, 8, 7, 6, 3, 4)%10)%10 == int(b[7]-'0')
}

func veRIF(b []byte) bool {
	value := 0
	switch b[0] {
	case 'V':
		value = 4
	case 'E':
		value = 8
	case 'J', 'C':
		value = 12
	case 'P':
		value = 16
	case 'G':
		value = 20
	}
	return value > 0 && allDigits(b[1:]) && "00987654321"[(value+sum(b[1:], 3, 2, 7, 6, 5, 4, 3, 2))%11] == b[9]
}

func svDUI(b []byte) bool {
	return allDigits(b) && !same(b) && (10-sum(b, 9, 8, 7, 6, 5, 4, 3, 2)%10)%10 == int(b[8]-'0')
}

func arDNI(b []byte) bool { return allDigits(b) && !same(b) && b[0] != '0' && !packedDate(b) }

func brPIS(b []byte) bool {
	if !allDigits(b) || same(b) {
		return false
	}
	s := 11 - sum(b, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)%11
	if s > 9 {
		s = 0
	}
	return s == int(b[10]-'0')
}

func brCNS(b []byte) bool {
	return allDigits(b) && (b[0] == '1' || b[0] == '2' || b[0] >= '7') && !same(b) && sum(b, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)%11 == 0
}

func inVID(b []byte) bool { return allDigits(b) && b[0] >= '2' && !same(b) && verhoeffSum(b) == 0 }

func aeID(b []byte) bool {
	return allDigits(b) && num(b[:3]) == 784 && num(b[3:7]) >= 1900 && num(b[3:7]) <= lastYear && luhn(b)
}

func saID(b []byte) bool { return allDigits(b) && (b[0] == '1' || b[0] == '2') && luhn(b) }

func kwCivil(b []byte) bool {
	return allDigits(b) && b[0] >= '1' && b[0] <= '3' && dayMonth(num(b[5:7]), num(b[3:5])) && 11-sum(b, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)%11 == int(b[11]-'0')
}

func egID(b []byte) bool {
	if !allDigits(b) || b[0] != '2' && b[0] != '3' || !dayMonth(num(b[5:7]), num(b[3:5])) {
		return false
	}
	g := num(b[7:9])
	return g >= 1 && g <= 35 || g == 88
}

func irID(b []byte) bool {
	if !allDigits(b) || same(b) {
		return false
	}
	s := sum(b, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11
	if s > 1 {
		s = 11 - s
	}
	return s == int(b[9]-'0')
}

func vnID(b []byte) bool {
	p := num(b[:3])
	return allDigits(b) && p >= 1 && p <= 96 && b[3] <= '5'
}

func lkNIC(b []byte) bool {
	day := 0
	if len(b) == 12 {
		if !allDigits(b) || b[0] != '1' && b[0] != '2' || num(b[:4]) < 1900 || num(b[:4]) > lastYear {
			return false
		}
		day = num(b[4:7])
	} else {
		if !allDigits(b[:9]) || b[9] != 'V' && b[9] != 'X' {
			return false
		}
		day = num(b[2:5])
	}
	return day >= 1 && day <= 366 || day >= 501 && day <= 866
}

func idNPWP(b []byte) bool { return allDigits(b) && luhn(b[:9]) && !same(b[:9]) }

func kePIN(b []byte) bool {
	return (b[0] == 'A' || b[0] == 'P') && isUpper(b[10]) && allDigits(b[1:10])
}
