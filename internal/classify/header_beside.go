package classify

import "strings"

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
	return len(words) > 0 && (taxWords[flatten(words[len(words)-1])] || taxWords[words[len(words)-1]])
}

var taxWords = set("ucret ücret brutto netto bruto neto net gross bonus plat pay ber placa lon loon lohnart compensation")

// codeOrPassword are words for both.
var codeOrPassword = set("κωδικός clave sifra şifre chave geslo parola код pin code pincode")

// besideGiven says whether a neighbour holds given names.
func besideGiven(neighbours []string) bool {
	for _, n := range neighbours {
		if k, s := headerKind(n); k == "given_name" && s >= .8 && !genericNames[flatten(n)] {
			return true
		}
	}
	return false
}

// besideBirth says whether a neighbour holds dates of birth.
func besideBirth(neighbours []string) bool {
	for _, n := range neighbours {
		if k, s := headerKind(n); k == "birth_date" && s >= .8 {
			return true
		}
	}
	return false
}

// degreesHeader says whether a name is that of a latitude or a longitude.
func degreesHeader(name string) bool {
	words := split(name)
	return len(words) > 0 && degreeWords[flatten(words[len(words)-1])]
}

var degreeWords = set("lat latitude lon lng long longitude breitengrad langengrad breite lange geolat geolng latitud longitud latitudine longitudine")

// besidePlace says whether a neighbour holds streets or towns.
func besidePlace(neighbours []string) bool {
	for _, n := range neighbours {
		if k, s := headerKind(n); (k == "street" || k == "city") && s >= .8 {
			return true
		}
	}
	return false
}

// ofStaff says whether neighbours speak of those who work in a firm.
func ofStaff(neighbours []string) bool {
	for _, n := range neighbours {
		f := flatten(n)
		for _, w := range staffWords {
			if strings.Contains(f, w) {
				return true
			}
		}
	}
	return false
}

var staffWords = strings.Fields("lohn gehalt salar steuerklasse personalnr personalnummer persnr mitarbeiter employee payroll hiredate eintritt austritt krankenkasse abteilung department funktion jobtitle tatigkeit nomina sueldo stipendi dipendent emplead empleo fonction emploi salari matricol functie afdeling medewerker pracownik stanowisko etat anstall ansatt medarbejd tyontekija calisan personel")

// flat is the name of the column without signs, and without what stands in
// brackets behind it.
func (c *Column) flat() string {
	head, _, cut := strings.Cut(c.name, "(")
	if cut && flatten(head) != "" {
		return flatten(head)
	}
	return flatten(c.name)
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
