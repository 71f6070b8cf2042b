package classify

// codeOfIllness says whether a column's name speaks of the classification of
// diseases (ICD, CID in Portuguese, CIE in Spanish, CIM in French), or of codes
// or diagnoses of any sort.
func codeOfIllness(name string) bool {
	if k, _ := headerKind(name); k == "health" {
		return true
	}
	for _, w := range split(name) {
		if ofIllness[flatten(w)] {
			return true
		}
	}
	return false
}

var ofIllness = set("icd icd10 icd10gm icd9 icd11 cid cid10 cie cie10 cim cim10 dx dg dgn diag diagnosis diagnose diagnos diagnoza diagnosi diagnostico diagnostic haupt nebendiagnose dauerdiagnose")

// beforeTax says whether a name speaks of pay only by a word that prices have too.
func beforeTax(name string) bool {
	words := split(name)
	return len(words) > 0 && taxWords[flatten(words[len(words)-1])]
}

var taxWords = set("brutto netto bruto neto net gross bonus plat pay ber placa lon loon lohnart compensation")

// codeOrPassword are words for both.
var codeOrPassword = set("κωδικός clave sifra şifre chave geslo parola код pin code")

// besideGiven says whether a neighbour holds given names.
func besideGiven(neighbours []string) bool {
	for _, n := range neighbours {
		if k, s := headerKind(n); k == "given_name" && s >= .8 && !genericNames[flatten(n)] {
			return true
		}
	}
	return false
}

func init() {
	for _, list := range []*map[string]bool{&codeOrPassword} {
		flat := map[string]bool{}
		for w := range *list {
			flat[flatten(w)] = true
		}
		*list = flat
	}
}
