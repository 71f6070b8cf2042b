package classify

import "bytes"

// weighted is the sum of digits times weights, for numbers of any length.
func weighted(b []byte, w string) int {
	s := 0
	for i := range len(w) {
		s += int(b[i]-'0') * int(w[i]-'0')
	}
	return s
}

func usNPI(b []byte) bool {
	if !allDigits(b) || b[0] != '1' && b[0] != '2' {
		return false
	}
	var full [15]byte // health applications carry the issuer 80840
	copy(full[:], "80840")
	copy(full[5:], b)
	return luhn(full[:])
}

func usMBI(b []byte) bool {
	const letters = "ACDEFGHJKMNPQRTUVWXY"
	for i, c := range b {
		letter := bytes.IndexByte([]byte(letters), c) >= 0
		switch "CAXNAXNAANN"[i] {
		case 'C':
			if !isDigit(c) || c == '0' {
				return false
			}
		case 'N':
			if !isDigit(c) {
				return false
			}
		case 'A':
			if !letter {
				return false
			}
		case 'X':
			if !letter && !isDigit(c) {
				return false
			}
		}
	}
	return true
}

func usDEA(b []byte) bool {
	if !isUpper(b[0]) || !isUpper(b[1]) && b[1] != '9' || bytes.IndexByte([]byte("ABCDEFGHJKLMPRSTUX"), b[0]) < 0 || !allDigits(b[2:]) {
		return false
	}
	d := b[2:]
	return (weighted(d, "101010")+2*weighted(d, "010101"))%10 == int(d[6]-'0')
}

func usABA(b []byte) bool {
	p := num(b[:2])
	return allDigits(b) && (p <= 12 && p > 0 || p >= 21 && p <= 32 || p >= 61 && p <= 72 || p == 80) && weighted(b, "371371371")%10 == 0
}

func usEIN(b []byte) bool {
	p := num(b[:2])
	switch p {
	case 0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97:
		return false
	}
	return allDigits(b)
}

func ukDriver(b []byte) bool {
	// Five letters of the name filled up with 9, decade, month (women + 50), day, year, initials.
	seen9 := false
	for i, c := range b[:5] {
		if c == '9' && i > 0 {
			seen9 = true
		} else if !isUpper(c) || seen9 {
			return false
		}
	}
	if !allDigits(b[5:11]) {
		return false
	}
	m := num(b[6:8])
	if m > 50 {
		m -= 50
	}
	return dayMonth(num(b[8:10]), m) && (isUpper(b[11]) || b[11] == '9') && (isUpper(b[12]) || b[12] == '9') && isAlnum(b[13]) && isUpper(b[14]) && isUpper(b[15])
}

func deVAT(b []byte) bool {
	return b[0] == 'D' && b[1] == 'E' && allDigits(b[2:]) && b[2] != '0' && iso1110(b[2:10]) == int(b[10]-'0')
}

// deVATDigits is the same without the letters of the country, as libraries keep it.
func deVATDigits(b []byte) bool {
	return allDigits(b) && b[0] != '0' && iso1110(b[:8]) == int(b[8]-'0')
}

// machineReadable is the 7-3-1 check of travel documents (ICAO 9303): letters
// count from ten.
func machineReadable(b []byte) int {
	s := 0
	for i, c := range b {
		v := 0
		if isDigit(c) {
			v = int(c - '0')
		} else {
			v = int(c-'A') + 10
		}
		s += v * [3]int{7, 3, 1}[i%3]
	}
	return s % 10
}

// deDocument is a German passport or identity card with its check digit.
func deDocument(b []byte) bool {
	if bytes.IndexByte([]byte("CFGHJKLMNPRTVWXYZ"), b[0]) < 0 || !isDigit(b[9]) {
		return false
	}
	for _, c := range b[1:9] {
		if !isDigit(c) && bytes.IndexByte([]byte("CFGHJKLMNPRTVWXYZ"), c) < 0 {
			return false
		}
	}
	return machineReadable(b[:9]) == int(b[9]-'0')
}

func deLANR(b []byte) bool {
	if !allDigits(b) || b[0] == '0' && b[1] == '0' {
		return false
	}
	return (10-weighted(b, "494949")%10)%10 == int(b[6]-'0')
}

func itVAT(b []byte) bool {
	return allDigits(b) && num(b[:7]) > 0 && luhn(b) && (num(b[7:10]) >= 1 && num(b[7:10]) <= 121 || num(b[7:10]) == 888 || num(b[7:10]) == 999 || num(b[7:10]) == 120)
}

// deBSNR is the number of a practice, which begins with the region of its
// association of physicians (KBV, directive on section 75 (7) SGB V); 35 are clinics.
func deBSNR(b []byte) bool {
	if !allDigits(b) || same(b) {
		return false
	}
	n := num(b[:2])
	return n >= 1 && n <= 99 && n != 4 && n != 5 && num(b[2:]) > 0
}

func itVATPrefixed(b []byte) bool { return b[0] == 'I' && b[1] == 'T' && itVAT(b[2:]) }

func plNIP(b []byte) bool {
	return allDigits(b) && !same(b) && weighted(b, "657234567")%11 == int(b[9]-'0')
}

func seOrg(b []byte) bool { return allDigits(b) && b[2] >= '2' && b[0] != '0' && luhn(b) }

func sePNRLong(b []byte) bool {
	return allDigits(b) && (num(b[:2]) == 19 || num(b[:2]) == 20 || num(b[:2]) == 18) && sePNR(b[2:])
}

func iePPS9(b []byte) bool {
	if !allDigits(b[:7]) || !isUpper(b[7]) || b[8] < 'A' || b[8] > 'I' && b[8] != 'W' {
		return false
	}
	extra := 0
	if b[8] != 'W' {
		extra = int(b[8]-'A') + 1
	}
	return "WABCDEFGHIJKLMNOPQRSTUV"[(sum(b, 8, 7, 6, 5, 4, 3, 2)+9*extra)%23] == b[7]
}

// czOld is a birth number from before 1954, which has no check digit.
func czOld(b []byte) bool {
	m := num(b[2:4]) % 50
	return allDigits(b) && dayMonth(num(b[4:6]), m) && num(b[:2]) <= 53
}

func brCNPJ(b []byte) bool {
	if same(b) || !isDigit(b[12]) || !isDigit(b[13]) {
		return false
	}
	// Letters since 2026: their place in ASCII less that of the nought.
	check := func(n int) int {
		s, w := 0, 2
		for i := n - 1; i >= 0; i-- {
			s += int(b[i]-'0') * w
			if w++; w > 9 {
				w = 2
			}
		}
		if s %= 11; s < 2 {
			return 0
		}
		return 11 - s
	}
	return check(12) == int(b[12]-'0') && check(13) == int(b[13]-'0')
}

func mxRFC(b []byte) bool {
	letters := len(b) - 9
	for i, c := range b[:letters] {
		if !isUpper(c) {
			return i > 4
		}
	}
	d := b[letters:]
	if !allDigits(d[:6]) || !dayMonth(num(d[4:6]), num(d[2:4])) || d[8] != 'A' && !isDigit(d[8]) {
		return false
	}
	const alphabet = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ "
	s := 0
	if len(b) == 12 {
		s = 37 * 13
	}
	for i, c := range b[:len(b)-1] {
		s += bytes.IndexByte([]byte(alphabet), c) * (len(b) - i)
	}
	check := "0123456789A"[(11-s%11)%11]
	return check == b[len(b)-1]
}

// mxRFCDate leaves the last sign alone: not every one in use passes.
func mxRFCDate(b []byte) bool {
	letters := len(b) - 9
	for _, c := range b[:letters] {
		if !isUpper(c) {
			return false
		}
	}
	d := b[letters:]
	return allDigits(d[:6]) && dayMonth(num(d[4:6]), num(d[2:4])) && (d[8] == 'A' || isDigit(d[8]))
}

func jpMyNumber(b []byte) bool {
	if !allDigits(b) || same(b) {
		return false
	}
	c := weighted(b, "65432765432") % 11
	if c <= 1 {
		c = 0
	} else {
		c = 11 - c
	}
	return c == int(b[11]-'0')
}

const base36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

func inPAN(b []byte) bool {
	for i, c := range b {
		if (i < 5 || i == 9) != isUpper(c) {
			return false
		}
	}
	return bytes.IndexByte([]byte("ABCFGHJLPTK"), b[3]) >= 0 && num(b[5:9]) > 0
}

func inGSTIN(b []byte) bool {
	if !allDigits(b[:2]) || num(b[:2]) < 1 || num(b[:2]) > 38 && num(b[:2]) < 96 || !inPAN(b[2:12]) || b[12] == '0' {
		return false
	}
	s := 0
	for i, c := range b[:14] {
		v := bytes.IndexByte([]byte(base36), c) * (1 + i%2)
		s += v/36 + v%36
	}
	return base36[(36-s%36)%36] == b[14]
}

func inVoter(b []byte) bool {
	for i, c := range b {
		if (i < 3) != isUpper(c) {
			return false
		}
	}
	return luhn(b[3:])
}

func auABN(b []byte) bool {
	if !allDigits(b) || b[0] == '0' {
		return false
	}
	return (sum(b, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)-10)%89 == 0
}

func auACN(b []byte) bool {
	return allDigits(b) && !same(b) && (10-weighted(b, "87654321")%10)%10 == int(b[8]-'0')
}

func sgUEN(b []byte) bool {
	switch len(b) {
	case 9:
		return allDigits(b[:8]) && isUpper(b[8]) && "XMKECAWLJDB"[sum(b, 10, 4, 9, 3, 8, 2, 7, 1)%11] == b[8]
	case 10:
		if allDigits(b[:9]) {
			return (num(b[:4]) >= 1800 && num(b[:4]) <= lastYear) && isUpper(b[9]) && "ZKCMDNERGWH"[sum(b, 10, 8, 6, 4, 9, 7, 5, 3, 1)%11] == b[9]
		}
	}
	return false
}

func krBRN(b []byte) bool {
	if !allDigits(b) || num(b[:3]) < 101 {
		return false
	}
	s := weighted(b, "137137135") + int(b[8]-'0')*5/10
	return (10-s%10)%10 == int(b[9]-'0')
}

func krAnyRRN(b []byte) bool {
	young := b[6] == '3' || b[6] == '4' || b[6] == '7' || b[6] == '8'
	return allDigits(b) && dayMonth(num(b[4:6]), num(b[2:4])) && young && num(b[:2]) >= 20
}

func krLicence(b []byte) bool {
	p := num(b[:2])
	return allDigits(b) && (p >= 11 && p <= 28)
}

func thID(b []byte) bool {
	return allDigits(b) && b[0] != '0' && b[0] != '9' && (11-sum(b, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11)%10 == int(b[12]-'0')
}

func ngNIN(b []byte) bool { return allDigits(b) && !same(b) }

func clRUT(b []byte) bool {
	body := b[:len(b)-1]
	if !allDigits(body) || same(body) {
		return false
	}
	s, w := 0, 2
	for i := len(body) - 1; i >= 0; i-- {
		s += int(body[i]-'0') * w
		if w++; w > 7 {
			w = 2
		}
	}
	return "0K987654321"[s%11] == b[len(b)-1]
}

func arCUIT(b []byte) bool {
	switch num(b[:2]) {
	case 20, 23, 24, 25, 26, 27, 30, 33, 34, 50, 51, 55:
	default:
		return false
	}
	c := (11 - weighted(b, "5432765432")%11) % 11
	return allDigits(b) && (c == int(b[10]-'0') || c == 10 && b[10] == '9')
}

// balticID is the number of Estonia and of Lithuania.
func balticID(b []byte) bool {
	if !allDigits(b) || b[0] < '1' || b[0] > '8' || !dayMonth(num(b[5:7]), num(b[3:5])) {
		return false
	}
	c := weighted(b, "1234567891") % 11
	if c == 10 {
		c = weighted(b, "3456789123") % 11 % 10
	}
	return c == int(b[10]-'0')
}

func lvPK(b []byte) bool {
	if !allDigits(b) {
		return false
	}
	if b[0] == '3' && b[1] == '2' {
		return true // issued since 2017: nothing to check
	}
	s := 1 + sum(b, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)
	return dayMonth(num(b[:2]), num(b[2:4])) && s%11%10 == int(b[10]-'0')
}

// jmbg is the number of the states of former Yugoslavia.
func jmbg(b []byte) bool {
	if !allDigits(b) || !dayMonth(num(b[:2]), num(b[2:4])) || b[4] != '9' && b[4] != '0' {
		return false
	}
	c := (11 - weighted(b, "765432765432")%11) % 11
	return c%10 == int(b[12]-'0') && c < 11
}

func isKennitala(b []byte) bool {
	d := num(b[:2])
	if d > 40 {
		d -= 40
	}
	return allDigits(b) && dayMonth(d, num(b[2:4])) && (b[9] == '8' || b[9] == '9' || b[9] == '0') && weighted(b, "3276543210")%11 == 0
}

func nzIRD(b []byte) bool {
	var full [9]byte
	copy(full[9-len(b):], b)
	for i := range 9 - len(b) {
		full[i] = '0'
	}
	if !allDigits(b) || num(full[:]) <= 10000000 || num(full[:]) >= 150000000 {
		return false
	}
	body := full[:8]
	c := 11 - weighted(body, "32765432")%11
	if c == 11 {
		c = 0
	}
	if c == 10 {
		if c = 11 - weighted(body, "74325276")%11; c == 11 {
			c = 0
		}
	}
	return c < 10 && c == int(full[8]-'0')
}

func hkID(b []byte) bool {
	letters := len(b) - 7
	s := 0
	if letters == 1 {
		s = 36 * 9 // a blank stands first
	}
	for i, c := range b[:letters] {
		if !isUpper(c) {
			return false
		}
		s += (int(c-'A') + 10) * (9 - i - (2 - letters))
	}
	d := b[letters:]
	if !allDigits(d[:6]) {
		return false
	}
	s += weighted(d, "765432")
	switch last := d[6]; {
	case isDigit(last):
		s += int(last - '0')
	case last == 'A':
		s += 10
	default:
		return false
	}
	return s%11 == 0
}

func twID(b []byte) bool {
	if !isUpper(b[0]) || b[1] != '1' && b[1] != '2' && b[1] != '8' && b[1] != '9' || !allDigits(b[1:]) {
		return false
	}
	n := bytes.IndexByte([]byte("ABCDEFGHJKLMNPQRSTUVXYWZIO"), b[0]) + 10
	return (n/10+n%10*9+weighted(b[1:], "87654321")+int(b[9]-'0'))%10 == 0
}

func myNRIC(b []byte) bool {
	place := num(b[6:8])
	return allDigits(b) && dayMonth(num(b[4:6]), num(b[2:4])) && place > 0 && place != 17 && place != 18 && place != 19 && place != 20
}

func ruINN(b []byte) bool {
	if !allDigits(b) {
		return false
	}
	one := sum(b, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10
	two := sum(b, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10
	return one == int(b[10]-'0') && two == int(b[11]-'0')
}

func ruSNILS(b []byte) bool {
	if !allDigits(b) {
		return false
	}
	c := weighted(b, "987654321") % 101 % 100
	return c == num(b[9:])
}

func uaRNOKPP(b []byte) bool {
	if !allDigits(b) {
		return false
	}
	t := -1*int(b[0]-'0') + 5*int(b[1]-'0') + 7*int(b[2]-'0') + 9*int(b[3]-'0') + 4*int(b[4]-'0') + 6*int(b[5]-'0') + 10*int(b[6]-'0') + 5*int(b[7]-'0') + 7*int(b[8]-'0')
	return (t%11+11)%11%10 == int(b[9]-'0')
}

func esCIF(b []byte) bool {
	if bytes.IndexByte([]byte("ABCDEFGHJNPQRSUVW"), b[0]) < 0 || !allDigits(b[1:8]) {
		return false
	}
	s := 0
	for i, c := range b[1:8] {
		v := int(c - '0')
		if i%2 == 0 {
			v = digitSum(v * 2)
		}
		s += v
	}
	c := (10 - s%10) % 10
	return b[8] == byte('0'+c) || b[8] == "JABCDEFGHI"[c]
}

func ptCC(b []byte) bool {
	if !allDigits(b[:9]) || !isAlnum(b[9]) || !isAlnum(b[10]) || !isDigit(b[11]) || isDigit(b[9]) && isDigit(b[10]) {
		return false
	}
	s := 0
	for i, c := range b {
		v := bytes.IndexByte([]byte(base36), c)
		if i%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		s += v
	}
	return s%10 == 0
}

func frNIF(b []byte) bool {
	return allDigits(b) && b[0] <= '3' && num(b[:10])%511 == num(b[10:])
}

func frSIREN(b []byte) bool { return allDigits(b) && !same(b) && luhn(b) }

func frSIRET(b []byte) bool { return allDigits(b) && frSIREN(b[:9]) && luhn(b) }

func pkCNIC(b []byte) bool {
	return allDigits(b) && b[0] >= '1' && b[0] <= '7' && b[12] != '0'
}

func huTAJ(b []byte) bool {
	return allDigits(b) && !same(b) && weighted(b, "37373737")%10 == int(b[8]-'0')
}

func phTIN(b []byte) bool { return allDigits(b) && !same(b) }
func idNIK(b []byte) bool {
	d := num(b[6:8])
	if d > 40 {
		d -= 40
	}
	p := num(b[:2])
	return allDigits(b) && dayMonth(d, num(b[8:10])) && p >= 11 && p <= 96 && num(b[12:]) > 0
}
