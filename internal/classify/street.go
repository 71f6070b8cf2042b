package classify

import (
	"bytes"
	"strings"
)

// streetEndings end or follow the name of a street; the house number comes after.
var streetEndings = [][]byte{[]byte("straße"), []byte("strasse"), []byte("str."), []byte("weg"), []byte("platz"), []byte("allee"), []byte("gasse"), []byte("ring"), []byte("ufer"), []byte("damm"), []byte("chaussee"), []byte("markt"), []byte("straat"), []byte("laan"), []byte("gatan"), []byte("vej"), []byte("plein"),
	[]byte(" cad."), []byte(" cad"), []byte(" caddesi"), []byte(" sok."), []byte(" sok"), []byte(" sokak"), []byte(" sokağı"), []byte(" bulvarı"), []byte(" utca"), []byte(" út"), []byte("katu"), []byte("vägen"), []byte("veien"), []byte("gata"), []byte("ulice")}

// streetWords stand in the name of a street, its number before or after.
var streetWords = [][]byte{[]byte(" street"), []byte(" st"), []byte(" road"), []byte(" rd"), []byte(" avenue"), []byte(" ave"), []byte(" lane"), []byte(" ln"), []byte(" drive"), []byte(" dr"), []byte(" boulevard"), []byte(" blvd"), []byte(" court"), []byte(" close"), []byte(" way"), []byte(" terrace"), []byte(" gardens"), []byte(" crescent"), []byte(" place"), []byte(" square")}

var streetFirst = [][]byte{[]byte("rue "), []byte("avenue "), []byte("boulevard "), []byte("place "), []byte("chemin "), []byte("calle "), []byte("avenida "), []byte("plaza "), []byte("via "), []byte("viale "), []byte("piazza "), []byte("corso "), []byte("ulica "), []byte("ul. "), []byte("am "), []byte("an der "), []byte("im "), []byte("zum "), []byte("zur "), []byte("auf der "), []byte("auf dem "), []byte("unter den "),
	[]byte("al. "), []byte("os. "), []byte("avda. "), []byte("avda "), []byte("c/ "), []byte("rua "), []byte("praça "), []byte("travessa "), []byte("strada "), []byte("str. "), []byte("bd. "), []byte("bulevardul "), []byte("vicolo "), []byte("allée "), []byte("impasse "), []byte("quai "), []byte("nám. "), []byte("náměstí ")}

// streetWithin are those that stand behind a number too.
var streetWithin = func() (out [][]byte) {
	for _, w := range streetFirst[:14] {
		out = append(out, append([]byte(" "), w...))
	}
	return out
}()

// streetCell says whether a whole cell is a street with a house number.
func streetCell(cell []byte) bool {
	if len(cell) > 80 || len(cell) < 5 {
		return false
	}
	first := bytes.IndexAny(cell, "0123456789")
	if first < 0 {
		return false
	}
	var buf [96]byte
	low := lowered(buf[:0], cell)
	if isDigit(low[0]) { // 12 High Street
		end := 0
		for end < len(low) && (isDigit(low[end]) || low[end] == '-' || low[end] == '/') {
			end++
		}
		if end > 6 || end >= len(low)-4 {
			return false
		}
		for _, w := range streetWords {
			if i := bytes.Index(low[end:], w); i >= 0 {
				after := end + i + len(w)
				if after == len(low) || low[after] == '.' || low[after] == ',' || low[after] == ' ' {
					return true
				}
			}
		}
		for _, w := range streetWithin {
			if bytes.Contains(low[end:], w) {
				return true
			}
		}
		return false
	}
	name := bytes.TrimRight(low[:first], " ,")
	for _, w := range streetEndings {
		if bytes.HasSuffix(name, w) && len(name) > len(w) {
			return true
		}
	}
	for _, w := range streetFirst {
		if bytes.HasPrefix(name, w) && len(name) > len(w)+2 {
			return true
		}
	}
	return false
}

// notStreets only end like one: Salle 12, Halle 4.
var notStreets = set("salle halle falle brigade sitzplatz parkplatz hering spring string bring during")

// endsEnglish are endings of English words, which begin sentences and titles:
// Engineering 5.
var endsEnglish = []string{"eering", "uring", "oring", "iring", "aring", "tering", "fering", "vering", "wering", "nering"}

func notStreet(w []byte) bool {
	var buf [24]byte
	if len(w) < 4 || len(w) > len(buf) || lower(w[len(w)-1]) != 'g' && lower(w[len(w)-1]) != 'e' && lower(w[len(w)-1]) != 'z' {
		return false
	}
	for i, c := range w {
		buf[i] = lower(c)
	}
	small := string(buf[:len(w)])
	for _, e := range endsEnglish {
		if strings.HasSuffix(small, e) {
			return true
		}
	}
	return notStreets[small]
}
