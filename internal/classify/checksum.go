package classify

func allDigits(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return true
}

func num(b []byte) int {
	n := 0
	for _, c := range b {
		n = n*10 + int(c-'0')
	}
	return n
}

// sum is the weighted sum of digits.
func sum(b []byte, w ...int) int {
	s := 0
	for i, k := range w {
		s += int(b[i]-'0') * k
	}
	return s
}

func dayMonth(d, m int) bool { return d >= 1 && d <= 31 && m >= 1 && m <= 12 }

func same(b []byte) bool {
	for _, c := range b {
		if c != b[0] {
			return false
		}
	}
	return true
}

func usSSN(b []byte) bool {
	return allDigits(b) && num(b[:3]) != 0 && num(b[:3]) != 666 && b[0] != '9' && num(b[3:5]) != 0 && num(b[5:]) != 0 && !same(b)
}

func usITIN(b []byte) bool {
	if !allDigits(b) || b[0] != '9' || num(b[5:]) == 0 {
		return false
	}
	g := num(b[3:5])
	return g >= 50 && g <= 65 || g >= 70 && g <= 88 || g >= 90 && g <= 92 || g >= 94
}

// iso1110 is ISO 7064 mod 11,10: the check digit of b.
func iso1110(b []byte) int {
	p := 10
	for _, c := range b {
		s := (int(c-'0') + p) % 10
		if s == 0 {
			s = 10
		}
		p = s * 2 % 11
	}
	return (11 - p) % 10
}

func deTaxID(b []byte) bool {
	if !allDigits(b) || b[0] == '0' || iso1110(b[:10]) != int(b[10]-'0') {
		return false
	}
	var n [10]int
	for _, c := range b[:10] {
		n[c-'0']++
	}
	twice, missing := 0, 0
	for _, k := range n {
		switch {
		case k == 0:
			missing++
		case k == 2 || k == 3:
			twice++
		case k > 3:
			return false
		}
	}
	return twice == 1 && (missing == 1 || missing == 2)
}

func digitSum(n int) int { return n/10 + n%10 }

func dePension(b []byte) bool {
	if !allDigits(b[:8]) || !isUpper(b[8]) || !allDigits(b[9:]) || !dayMonth(num(b[2:4])%50, num(b[4:6])) {
		return false
	}
	l := int(b[8]-'A') + 1
	d := [12]int{8: l / 10, l % 10, int(b[9] - '0'), int(b[10] - '0')}
	for i, c := range b[:8] {
		d[i] = int(c - '0')
	}
	s := 0
	for i, w := range []int{2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1} {
		s += digitSum(d[i] * w)
	}
	return s%10 == int(b[11]-'0')
}

func deHealth(b []byte) bool {
	if !isUpper(b[0]) || !allDigits(b[1:]) {
		return false
	}
	l := int(b[0]-'A') + 1
	d := [10]int{l / 10, l % 10}
	for i, c := range b[1:9] {
		d[i+2] = int(c - '0')
	}
	s := 0
	for i, v := range d {
		s += digitSum(v * (1 + i%2))
	}
	return s%10 == int(b[9]-'0')
}

func atSVNR(b []byte) bool {
	return allDigits(b) && b[0] != '0' && dayMonth(num(b[4:6]), min(num(b[6:8]), 12)) && sum(b, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6)%11 == int(b[3]-'0')
}

func chAHV(b []byte) bool {
	return allDigits(b) && string(b[:3]) == "756" && (10-sum(b, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3)%10)%10 == int(b[12]-'0')
}

func frNIR(b []byte) bool {
	if b[0] < '1' || b[0] > '4' && b[0] != '7' && b[0] != '8' {
		return false
	}
	var buf [15]byte
	c := buf[:copy(buf[:], b)]
	minus := 0
	if c[5] == '2' && (c[6] == 'A' || c[6] == 'B') { // Corsica
		minus = 1000000
		if c[6] == 'B' {
			minus = 2000000
		}
		c[6] = '0'
	}
	if !allDigits(c) {
		return false
	}
	m := num(c[3:5])
	return (m >= 1 && m <= 12 || m >= 20) && 97-(num(c[:13])-minus)%97 == num(c[13:])
}

const dniLetters = "TRWAGMYFPDXBNJZSQVHLCKE"

func esNIF(b []byte) bool {
	return allDigits(b[:8]) && isUpper(b[8]) && dniLetters[num(b[:8])%23] == b[8]
}

func esNIE(b []byte) bool {
	if b[0] < 'X' || b[0] > 'Z' || !allDigits(b[1:8]) {
		return false
	}
	return dniLetters[(int(b[0]-'X')*10000000+num(b[1:8]))%23] == b[8]
}

var cfOdd = [256]int{'0': 1, '1': 0, '2': 5, '3': 7, '4': 9, '5': 13, '6': 15, '7': 17, '8': 19, '9': 21, 'A': 1, 'B': 0, 'C': 5, 'D': 7, 'E': 9, 'F': 13,
	'G': 15, 'H': 17, 'I': 19, 'J': 21, 'K': 2, 'L': 4, 'M': 18, 'N': 20, 'O': 11, 'P': 3, 'Q': 6, 'R': 8, 'S': 12, 'T': 14, 'U': 16, 'V': 10, 'W': 22, 'X': 25, 'Y': 24, 'Z': 23}

func itCF(b []byte) bool {
	for i, c := range b {
		letter := i < 6 || i == 8 || i == 11 || i == 15
		if letter && !isUpper(c) {
			return false
		}
	}
	s := 0
	for i, c := range b[:15] {
		switch {
		case i%2 == 0:
			s += cfOdd[c]
		case isDigit(c):
			s += int(c - '0')
		default:
			s += int(c - 'A')
		}
	}
	return byte('A'+s%26) == b[15]
}

func plPESEL(b []byte) bool {
	return allDigits(b) && dayMonth(num(b[4:6]), num(b[2:4])%20) && (10-sum(b, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3)%10)%10 == int(b[10]-'0')
}

func nlBSN(b []byte) bool {
	return allDigits(b) && !same(b) && (sum(b, 9, 8, 7, 6, 5, 4, 3, 2)-int(b[8]-'0'))%11 == 0
}

// beNRN leaves out the numbers of people who are in no register, whose month
// is 20 or 40 too large: too much would pass.
func beNRN(b []byte) bool {
	if !allDigits(b) || !dayMonth(num(b[4:6]), num(b[2:4])) {
		return false
	}
	n, c := num(b[:9]), num(b[9:])
	return 97-n%97 == c || 97-(2000000000+n)%97 == c
}

func ukNHS(b []byte) bool {
	if !allDigits(b) || same(b) {
		return false
	}
	c := (11 - sum(b, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11) % 11
	return c != 10 && c == int(b[9]-'0')
}

func ukNINO(b []byte) bool {
	if !isUpper(b[0]) || !isUpper(b[1]) || !allDigits(b[2:8]) || b[8] < 'A' || b[8] > 'D' {
		return false
	}
	for _, c := range "DFIQUV" {
		if b[0] == byte(c) || b[1] == byte(c) {
			return false
		}
	}
	switch string(b[:2]) {
	case "BG", "GB", "NK", "KN", "TN", "NT", "ZZ":
		return false
	}
	return b[1] != 'O'
}

func sePNR(b []byte) bool {
	return allDigits(b) && dayMonth((num(b[4:6])-1)%60+1, num(b[2:4])) && luhn(b)
}

func fiHETU(b []byte) bool {
	// The packed form keeps its sign only when it is a letter; a dash or plus was dropped.
	if len(b) == 10 && allDigits(b[:6]) {
		var full [11]byte
		copy(full[:], b[:6])
		full[6] = 'A'
		copy(full[7:], b[6:])
		b = full[:]
	}
	if len(b) != 11 || !allDigits(b[:6]) || !isUpper(b[6]) || !allDigits(b[7:10]) || !dayMonth(num(b[:2]), num(b[2:4])) {
		return false
	}
	return "0123456789ABCDEFHJKLMNPRSTUVWXY"[(num(b[:6])*1000+num(b[7:10]))%31] == b[10]
}

func dkCPR(b []byte) bool { return allDigits(b) && dayMonth(num(b[:2]), num(b[2:4])) }

// dkCPR11 are those that pass the old check.
func dkCPR11(b []byte) bool { return dkCPR(b) && weighted(b, "4327654321")%11 == 0 }

func noFNR(b []byte) bool {
	if !allDigits(b) || !dayMonth(num(b[:2])%40, num(b[2:4])%40) {
		return false
	}
	k1 := (11 - sum(b, 3, 7, 6, 1, 8, 9, 4, 5, 2)%11) % 11
	k2 := (11 - (sum(b, 5, 4, 3, 2, 7, 6, 5, 4, 3)+2*k1)%11) % 11
	return k1 < 10 && k2 < 10 && k1 == int(b[9]-'0') && k2 == int(b[10]-'0')
}

func ptNIF(b []byte) bool {
	if !allDigits(b) || b[0] == '0' || b[0] == '4' && b[1] != '5' {
		return false
	}
	c := 11 - sum(b, 9, 8, 7, 6, 5, 4, 3, 2)%11
	if c > 9 {
		c = 0
	}
	return c == int(b[8]-'0')
}

func iePPS(b []byte) bool {
	return allDigits(b[:7]) && isUpper(b[7]) && "WABCDEFGHIJKLMNOPQRSTUV"[sum(b, 8, 7, 6, 5, 4, 3, 2)%23] == b[7]
}

func czRC(b []byte) bool {
	if !allDigits(b) {
		return false
	}
	m := num(b[2:4]) % 50
	// Until 1985 a rest of ten was written as a nought.
	return dayMonth(num(b[4:6]), m-20*(m/21)) && (num(b)%11 == 0 || b[9] == '0' && num(b[:9])%11 == 10 && num(b[:2]) <= 85)
}

func roCNP(b []byte) bool {
	if !allDigits(b) || b[0] == '0' || !dayMonth(num(b[5:7]), num(b[3:5])) {
		return false
	}
	c := sum(b, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11
	if c == 10 {
		c = 1
	}
	return c == int(b[12]-'0')
}

func bgEGN(b []byte) bool {
	return allDigits(b) && dayMonth(num(b[4:6]), num(b[2:4])%20) && sum(b, 2, 4, 8, 5, 10, 9, 7, 3, 6)%11%10 == int(b[9]-'0')
}

func grAMKA(b []byte) bool { return allDigits(b) && dayMonth(num(b[:2]), num(b[2:4])) && luhn(b) }

func hrOIB(b []byte) bool { return allDigits(b) && iso1110(b[:10]) == int(b[10]-'0') }

func ilID(b []byte) bool { return allDigits(b) && !same(b) && luhn(b) }

func caSIN(b []byte) bool { return allDigits(b) && !same(b) && luhn(b) }

func brCPF(b []byte) bool {
	if !allDigits(b) || same(b) {
		return false
	}
	one := sum(b, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	two := sum(b, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	return one == int(b[9]-'0') && two == int(b[10]-'0')
}

var verhoeffD = [10]string{"0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"}
var verhoeffP = [8]string{"0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258"}

func inAadhaar(b []byte) bool {
	return allDigits(b) && b[0] >= '2' && verhoeffSum(b) == 0
}

// verhoeffSum is nought for digits that end with their check digit.
func verhoeffSum(b []byte) int {
	c := 0
	for i := range b {
		c = int(verhoeffD[c][verhoeffP[i%8][b[len(b)-1-i]-'0']-'0'] - '0')
	}
	return c
}

func auTFN(b []byte) bool {
	return allDigits(b) && sum(b, 1, 4, 3, 7, 5, 8, 6, 9, 10)%11 == 0 && !same(b)
}

func auMedicare(b []byte) bool {
	return allDigits(b) && b[0] >= '2' && b[0] <= '6' && sum(b, 1, 3, 7, 9, 1, 3, 7, 9)%10 == int(b[8]-'0')
}

func zaID(b []byte) bool {
	return allDigits(b) && dayMonth(num(b[4:6]), num(b[2:4])) && b[10] <= '2' && luhn(b)
}

func trTCKN(b []byte) bool {
	if !allDigits(b) || b[0] == '0' {
		return false
	}
	odd := sum(b, 1, 0, 1, 0, 1, 0, 1, 0, 1)
	even := sum(b, 0, 1, 0, 1, 0, 1, 0, 1)
	return ((odd*7-even)%10+10)%10 == int(b[9]-'0') && sum(b, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)%10 == int(b[10]-'0')
}

func cnID(b []byte) bool {
	if !allDigits(b[:17]) || !dayMonth(num(b[12:14]), num(b[10:12])) || b[0] == '0' {
		return false
	}
	return "10X98765432"[sum(b, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)%11] == b[17]
}

func krRRN(b []byte) bool {
	return allDigits(b) && dayMonth(num(b[4:6]), num(b[2:4])) && (11-sum(b, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)%11)%10 == int(b[12]-'0')
}

func sgNRIC(b []byte) bool {
	if !allDigits(b[1:8]) || !isUpper(b[8]) {
		return false
	}
	s := sum(b[1:], 2, 7, 6, 5, 4, 3, 2)
	switch b[0] {
	case 'T', 'G':
		s += 4
	case 'S', 'F':
	default:
		return false
	}
	if b[0] == 'S' || b[0] == 'T' {
		return "JZIHGFEDCBA"[s%11] == b[8]
	}
	return "XWUTRQPNMLK"[s%11] == b[8]
}

func mxCURP(b []byte) bool {
	for i, c := range b[:4] {
		if !isUpper(c) {
			return i > 3
		}
	}
	if !allDigits(b[4:10]) || b[10] != 'H' && b[10] != 'M' || !dayMonth(num(b[8:10]), num(b[6:8])) || !isDigit(b[17]) {
		return false
	}
	s := 0
	for i, c := range b[:17] {
		v := 0
		switch {
		case isDigit(c):
			v = int(c - '0')
		case c <= 'N':
			v = int(c-'A') + 10
		default:
			v = int(c-'A') + 11
		}
		s += v * (18 - i)
	}
	return (10-s%10)%10 == int(b[17]-'0')
}
