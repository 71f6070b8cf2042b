package classify

import "bytes"

// flats are the words for a part of a house, by their first letter.
var flats = byFirst("Apt. ", "Apt ", "apt ", "apt. ", "Apartment ", "Suite ", "Ste. ", "Ste ", "Unit ", "Flat ", "Floor ", "Room ", "#", "Whg. ", "Wohnung ", "Appt ", "piso ", "Int. ", "interno ")

// flat goes over a flat or a floor behind a street: Apt. 4B, Suite 200, #5, 3º B.
func (s *scanner) flat(at int) int {
	text := s.text
	rest := at
	if rest < len(text) && text[rest] == ',' {
		rest++
	}
	if n := blank(text, rest); n > 0 {
		rest += n
	}
	if rest >= len(text) {
		return at
	}
	for _, w := range flats[text[rest]] {
		if !bytes.HasPrefix(text[rest:], []byte(w)) {
			continue
		}
		to := rest + len(w)
		from := to
		for to < len(text) && isAlnum(text[to]) && to-from < 6 {
			to++
		}
		if to > from && (isDigit(text[from]) || to-from == 1) {
			return to
		}
	}
	return at
}

// box takes PO Box 123, Postfach 12 34 56.
func (s *scanner) box(i, end int) (found, bool) {
	text := s.text
	w := text[i:end]
	at := end
	switch {
	case lowerIs(w, "po"):
		if at+4 > len(text) || !lowerIs(text[at+1:at+4], "box") {
			return found{}, false
		}
		at += 4
	case lowerIs(w, "p"):
		if !bytes.HasPrefix(text[at:], []byte(".O. Box")) && !bytes.HasPrefix(text[at:], []byte(". O. Box")) {
			return found{}, false
		}
		at += bytes.IndexByte(text[at:], 'x') + 1
	case lowerIs(w, "box"):
		return found{}, false
	case lowerIs(w, "apartado"):
		for _, x := range []string{" de Correos", " de correos", " Postal", " postal"} {
			if bytes.HasPrefix(text[at:], []byte(x)) {
				at += len(x)
			}
		}
	case lowerIs(w, "casella"), lowerIs(w, "boîte"), lowerIs(w, "skrytka"):
		at += 1
		for at < len(text) && inName(text[at]) {
			at++
		}
	}
	n := blank(text, at)
	at += n
	from := at
	for at < len(text) && (isDigit(text[at]) || text[at] == ' ' && at > from && at+1 < len(text) && isDigit(text[at+1]) && at-from < 8) {
		at++
	}
	if n == 0 || at == from || at-from > 9 || at < len(text) && inWord(text[at]) {
		return found{}, false
	}
	return hit("street", i, at, .85), true
}
