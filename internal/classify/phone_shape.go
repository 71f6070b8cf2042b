package classify

// dialledShape says whether a whole cell is written as telephone numbers with an
// extension are: 001-890-6053x4260, (020) 7946 0958 ext. 12.
func dialledShape(cell []byte) bool {
	at, digits := 0, 0
	for at < len(cell) && (isDigit(cell[at]) || cell[at] == ' ' || cell[at] == '-' || cell[at] == '.' || cell[at] == '/' || cell[at] == '(' || cell[at] == ')' || cell[at] == '+') {
		if isDigit(cell[at]) {
			digits++
		}
		at++
	}
	if digits < 7 || digits > 15 || at == len(cell) {
		return false
	}
	rest := cell[at:]
	for _, x := range []string{"x", "ext.", "ext", "app."} {
		if len(rest) > len(x) && lowerIs(rest[:len(x)], x) {
			rest = rest[len(x):]
			if rest[0] == ' ' {
				rest = rest[1:]
			}
			return len(rest) > 0 && len(rest) < 7 && allDigits(rest)
		}
	}
	return false
}
