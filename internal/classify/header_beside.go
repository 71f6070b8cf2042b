package classify

import (
	"slices"
	"strings"
)

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

var ofIllness = set("dsm dsm5 icpc snomed icd icd10 icd10gm icd9 icd11 cid cid10 cie cie10 cim cim10 dx dg dgn diag diagnosis diagnose diagnos diagnoza diagnosi diagnostico diagnostic haupt nebendiagnose dauerdiagnose")

// beforeTax says whether a name speaks of pay only by a word that prices have too.
func beforeTax(name string) bool {
	words := split(name)
	return len(words) > 0 && (taxWords[flatten(words[len(words)-1])] || taxWords[words[len(words)-1]])
}

var taxWords = set("rate ucret ücret brutto netto bruto neto net gross bonus plat pay ber placa lon loon lohnart compensation")

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
	if len(words) == 0 {
		return false
	}
	last := flatten(words[len(words)-1])
	return degreeWords[last] || strings.HasSuffix(last, "latitude") || strings.HasSuffix(last, "longitude")
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
	head, _, cut := strings.Cut(c.called, "(")
	if cut && flatten(head) != "" {
		return flatten(head)
	}
	return flatten(c.called)
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

// lastWord is the last word of a name.
func lastWord(name string) string {
	words := split(name)
	if len(words) == 0 {
		return ""
	}
	return flatten(words[len(words)-1])
}

// firstWord is the first.
func firstWord(name string) string {
	words := split(name)
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// persons counts the other columns that say who somebody is: a sex or a place alone
// is a shop's or a product's too.
func (c *Column) persons(neighbours []string) int {
	n := 0
	for _, name := range neighbours {
		switch k, s := headerKind(name); k {
		case "email", "phone", "given_name", "family_name", "full_name", "birth_date", "religion", "passport", "id_card", "username", "medical_record":
			if s >= .5 && !genericNames[flatten(name)] {
				n++
			}
		default:
			if _, ok := nationalByKind[k]; ok && s >= .8 {
				n++
			}
		}
		if agesAndSexes[flatten(name)] {
			n++
		}
	}
	return n
}

// ofPeople says whether a row of the table is about somebody, who may be told by a
// number, an address of the internet or an age alone.
func (c *Column) ofPeople(neighbours []string) bool {
	if c.persons(neighbours) > 0 {
		return true
	}
	for _, name := range neighbours {
		if k, s := headerKind(name); (k == "ip" || k == "gender" || k == "iban" || k == "card" || k == "health" || k == "street") && s >= .8 {
			return true
		}
		if f := flatten(name); clientNumbers[f] {
			return true
		}
	}
	return false
}

var clientNumbers = set("customerid custid userid visitorid clientid memberid patientid subjectid personid employeeid passengerid studentid kundennr kundennummer kdnr mitgliedsnr idcliente idclient")

// ofBranches says whether the table lists the shops or offices of a firm.
func ofBranches(neighbours []string) bool {
	for _, name := range neighbours {
		words := split(name)
		for _, w := range words {
			if branchWords[flatten(w)] {
				return true
			}
		}
	}
	return false
}

var branchWords = set("store stores shop shops branch branches filiale filialen filial opening offnungszeiten openinghours warehouse depot station stations venue restaurant outlet sensor device gerat tienda negozio magasin horaires horario winkel sklep facility site plant")

// ofAnimals says whether the table lists animals, which have races too.
func ofAnimals(neighbours []string) bool {
	for _, name := range neighbours {
		for _, w := range split(name) {
			if animalWords[flatten(w)] {
				return true
			}
		}
	}
	return false
}

var animalWords = set("species specie especie espece tierart tier animal animale animals pet pets microchip breed rasse haustier mascota cheval pferd horse dog hund cat katze gatunek druh zivocich")

// ofBirth says whether a name speaks of birth.
func ofBirth(name string) bool {
	list, _ := parts(name)
	return slices.ContainsFunc(list, func(m meaning) bool { return m.part == partBirth })
}

// plateOrFirm number vehicles and firms.
var plateOrFirm = set("reg regno regnr registration registrationno registrationnumber vehicleno vehiclenumber")

// besideCars says whether a neighbour speaks of vehicles.
func besideCars(neighbours []string) bool {
	for _, name := range neighbours {
		for _, w := range split(name) {
			if carWords[flatten(w)] {
				return true
			}
		}
	}
	return false
}

var carWords = set("make model vehicle car auto fahrzeug marque modele modelo modello km mileage kilometerstand vin fin driver conductor licence mot tuv")

// besideCalls says whether the table lists telephone calls.
func besideCalls(neighbours []string) bool {
	n := 0
	for _, name := range neighbours {
		if callWords[flatten(name)] || slices.ContainsFunc(split(name), func(w string) bool { return callWords[flatten(w)] }) {
			n++
		}
	}
	return n > 0
}

var callWords = set("duur beller gespreksduur czaspolaczenia duration billsec disposition channel callid calltype calldate callstart callduration dauer gesprachsdauer duree duracion durata direction trunk dcontext imsi imei cellid calltime extension nebenstelle")

// callEnds are the two ends of a call.
var callEnds = set("src dst source destination from to caller callee called calling a b number nummer numero clid anumber bnumber origin terminating dialed dialled partner gegenstelle ziel zielrufnummer")

// agesAndSexes head lists of people whose names were left out.
var agesAndSexes = set("age alter edad eta idade leeftijd wiek age1 maritalstatus familienstand civilstatus zivilstand patientid subjectid ssn")

// besideInsurance says whether a neighbour speaks of who pays for treatment.
func besideInsurance(neighbours []string) bool {
	for _, n := range neighbours {
		f := flatten(n)
		for _, w := range insuranceWords {
			if strings.Contains(f, w) {
				return true
			}
		}
	}
	return false
}

var insuranceWords = strings.Fields("kasse payer payor subscriber groupn groupid copay insur zorg verzeker assur mutuelle seguro asegur versich krank npi provider patient")

// byTwoMeanings judges columns whose names mean one thing in one language and another
// in the next, or two things in one: the cells say which.
func (c *Column) byTwoMeanings(byName Kind, sure float64, who bool, set func(Kind, int64, float64), neighbours []string) {
	flat, share := c.flat(), func(n int64) float64 { return float64(n) / float64(c.filled) }
	switch {
	case flat == "kraj" && share(c.alpha) > .9 && c.said[saidLand]*3 < c.said[saidLooked] && c.short*2 < c.filled:
		set("city", c.filled, bothSay)
	case byName == "" && callEnds[flat] && besideCalls(neighbours) && share(c.dials) > .7 && c.seen.n > 1:
		set("phone", c.filled, .85)
	case byName == "" && !who && share(c.bare) < .6 && share(c.whole[phoneNumber]) > .9 && share(c.within[phoneNumber]) > .3 && c.filled >= 3 && c.seen.n > 2:
		set("phone", c.whole[phoneNumber], .85) // written as telephones are, however they are called
	case (byName == "email" || byName == "password") && sure == 1 && (postOrMail[flat] || flat == "pincode" || flat == "pin") && share(c.bare) > .9 && c.short == 0 && c.seen.n > 1 && besidePlace(neighbours):
		set("postcode", c.filled, nameSay)
	case byName == "iban" && sure >= .8 && share(c.bare) > .9 && share(c.dials) > .7 && c.whole[ibanNumber] == 0 && c.seen.n > 1:
		set("account_number", c.filled, nameSay)
	case postOrMail[flat] && c.placeLike() && c.within[kindNumber["email"]] == 0:
		set("city", c.filled, .85)
	case byName == "city" && c.births*10 > c.filled*8 && ofBirth(c.called):
		set("birth_date", c.births, nameSay) // place and day of birth
	case byName == "" && plateOrFirm[flat] && c.alpha == 0 && c.bare == 0 && c.dates == 0 && besideCars(neighbours):
		set("plate", c.filled, nameSay)
	case byName == "" && c.said[saidLand]*10 > c.said[saidLooked]*8 && c.alpha == c.filled && c.ofPeople(neighbours) && !thingHeader(c.called):
		set("country", c.filled, .85)
	case byName == "" && flat == "identifier" && slices.ContainsFunc(neighbours, ofPatient) && c.seen.n > 1:
		set("medical_record", c.filled, nameSay)
	case byName == "health" && flat == "antecedentes" && slices.ContainsFunc(neighbours, ofCrimes):
		set("criminal", c.filled, bothSay)
	case byName == "" && chargeWords[lastWord(c.called)] && c.alpha*10 > c.filled*9 && slices.ContainsFunc(neighbours, ofCourts):
		set("criminal", c.filled, .85)
	case byName == "" && flat == "disabled" && slices.ContainsFunc(neighbours, func(n string) bool { return flatten(n) != "disabled" && SpeaksOfSpecial(n) }):
		set("health", c.filled, nameSay)
	case byName == "" && flat == "uid" && c.loginLike():
		set("username", c.filled, .85)
	case byName == "card" && flat == "cc" && c.alpha == c.filled && c.short > c.filled*9/10 && c.seen.n > 1:
		set("country", c.filled, nameSay)
	case byName == "" && reasonWords[lastWord(c.called)] && c.alpha*10 > c.filled*8 && c.seen.n > 1 && slices.ContainsFunc(neighbours, codeOfIllness):
		set("health", c.filled, .85)
	case who && strings.TrimSuffix(flat, "s") == "driver" && c.alpha == 0 && share(c.bare) < .9 && c.short == 0 && c.seen.n > 1 && ofPapers(neighbours):
		set("driving_licence", c.filled, .85)
	case byName == "" && paperWords[flat] && (ofPapers(neighbours) || strings.HasPrefix(flat, "kyc")) && share(c.bare) < .9 && c.alpha == 0 && c.dates == 0 && c.short == 0 && c.seen.n > 1:
		set("id_card", c.filled, nameSay)
	case byName == "email" && c.within[kindNumber["email"]] == 0 && c.alpha*10 > c.filled*8 && c.caps*10 > c.filled*8 && c.varied() && c.firms == 0 && c.persons(neighbours) > 0:
		set("username", c.filled, .85) // the part before the sign
	case byName == "birth_date" && c.dates == 0 && c.placeLike() && c.varied():
		set("city", c.filled, .85) // born at
	case byName == "username" && share(c.people) > .8 && c.wordy[fullCells]*5 > c.filled && share(c.firms) < .05:
		set("full_name", c.filled, bothSay)
	case (genericNames[flat] || loginHeaders[flat]) && c.loginLike() && c.persons(neighbours) > 0 && share(c.alpha) < 1.1 && c.within[kindNumber["email"]] == 0:
		set("username", c.filled, nameSay)
	case byName == "" && sexHeaders[flat] && share(c.sexes) > .8:
		set("gender", c.sexes, nameSay)
	case who && share(c.people) > .8 && share(c.firms) < .05 && (c.wordy[fullCells]*5 > c.filled || int64(c.seen.n)*5 > min(c.filled, distinctCells)*4) && !c.loginLike():
		set("full_name", c.filled, .85)
	case who && len(c.called) > 2 && c.called[0] >= 0xe0 && c.caps*10 > c.filled*9 && c.varied() && c.bare == 0:
		set("full_name", c.filled, .85) // written without blanks, as Chinese, Japanese and Korean are
	case who && c.wordy[fullCells]*2 > c.filled && share(c.firms) < .05:
		set("full_name", c.filled, .85)
	}
	if byName == "" && vitals[lastWord(c.called)] && c.alpha == 0 && c.dates == 0 && slices.ContainsFunc(neighbours, func(n string) bool { k, s := headerKind(n); return k == "health" && s >= .8 }) {
		set("health", c.filled, nameSay)
	}
	if kind, ok := directoryNames[flat]; ok && byName == "" && share(c.alpha) > .6 && c.short*2 < c.filled && ofDirectory(neighbours) {
		set(kind, c.filled, nameSay)
	}
}

// vitals are what is measured of a patient, by the short names that it goes by.
var vitals = set("bp rr puls pulse hr spo2 hb wbc rbc hdl ldl trig chol gluc glucose crp tsh egfr creat kreatinin hba1c systolic diastolic trestbps thalach insulin result resultat risultato resultado wynik laborwert")

// postOrMail are the post of letters and that of mails.
var postOrMail = set("posta pošta post poczta")

// loginHeaders head what people call themselves to machines, and numbers too.
var loginHeaders = set("uid owner user usr users account actor author login sub principal crusr ersteller createdby updatedby modifiedby remoteuser identuser whodunnit member player poster operator benutzer utente usuario utilisateur by agent slug")

// payWords mean what somebody earns, and nothing else beside people; other words for it
// mean prices too.
var payWords = set("ucret plat placa placa1 mzda lon loon ber lonn palk alga fizetes")

// numberedUsers and numberedIDs head numbers as often as what they say.
var (
	numberedUsers = set("userid loginid accountid account uid user memberuid actorid ownerid")
	numberedIDs   = set("idnumber idno idnummer idnum identifier identificationnumber documentnumber documentno")
)

// sexHeaders are names of columns that are made of what their cells say.
var sexHeaders = set("mf mw hf mv mk km wm fm mwd mfx mfd wmd mvx sx gen gr s sexo1 genre g")

// directoryNames are attributes of LDAP that are too short to mean anything elsewhere.
var directoryNames = map[string]Kind{"sn": "family_name", "gn": "given_name", "cn": "full_name", "l": "city", "st": "city", "c": "country", "uid": "username"}

// ofDirectory says whether the names beside are those of a directory of people.
func ofDirectory(neighbours []string) bool {
	n := 0
	for _, name := range neighbours {
		if directoryWords[flatten(name)] {
			n++
		}
	}
	return n >= 2
}

var directoryWords = set("dn cn sn uid givenname mail telephonenumber objectclass memberof userpassword samaccountname userprincipalname distinguishedname displayname employeenumber homedirectory gidnumber uidnumber postalcode mailnickname")

// insuranceOrClub number the members of a club too.
var insuranceOrClub = set("memberid memberno membernumber policyno policynumber")

// besideMachines says whether a neighbour speaks of what only machines have.
func besideMachines(neighbours []string) bool {
	for _, n := range neighbours {
		for _, w := range split(n) {
			if machineWords[flatten(w)] {
				return true
			}
		}
	}
	return false
}

var machineWords = set("os firmware kernel cpu ram hostname serial serialnumber serialno seriennummer seriennr osversion agentversion betriebssystem uptime vlan")

// besideNames says whether a neighbour is called as lists of people are: name; such
// a word alone is none of a person, beside crimes it is.
func besideNames(neighbours []string) bool {
	for _, n := range neighbours {
		if k, s := headerKind(n); genericNames[flatten(n)] || k == "full_name" && s >= .5 && s != whoSays {
			return true
		}
	}
	return false
}

// ofPlants says whether the rows are about crops, which have diseases too.
func ofPlants(neighbours []string) bool {
	for _, n := range neighbours {
		for _, w := range split(n) {
			if plantWords[flatten(w)] {
				return true
			}
		}
	}
	return false
}

var plantWords = set("crop crops plant plants cultivar variety species pflanze pflanzen kultur sorte culture cultivo coltura feld yield")

// recordWords end the names of columns that number their rows, or point to others.
var recordWords = set("id ids nr no num number key ref fk pk uid uuid")

// ofPapers says whether the rows say who somebody is by papers: born, of a nation.
func ofPapers(neighbours []string) bool {
	for _, n := range neighbours {
		if k, s := headerKind(n); (k == "birth_date" || k == "nationality" || k == "passport" || k == "gender") && s >= .8 {
			return true
		}
	}
	return false
}

// paperWords number the papers of people, and of firms.
var paperWords = set("docnumber docno docnr docnum kycdoc kycdocument kycid iddocument iddoc docid documentnr documentno documentnumber")

// namedAfterPeople end the names of columns of firms and works, whose own names hold
// names of people: that of Johnson and Sons is nobody's.
var namedAfterPeople = set("company companyname firm firma firmen societe entreprise empresa azienda ditta bedrijf organisation organization vendor supplier lieferant hersteller manufacturer brand employer arbeitgeber publisher title titel titre titulo titolo book film song album product artikel")

// ofPatient says whether a name speaks of patients.
func ofPatient(name string) bool {
	return slices.ContainsFunc(split(name), func(w string) bool { return patientWords[flatten(w)] })
}

var patientWords = set("patient patients pat patienten paciente pacient paziente pacjent patientid")

// besideLogin says whether a neighbour holds passwords: a row is somebody's account.
func besideLogin(neighbours []string) bool {
	return slices.ContainsFunc(neighbours, func(n string) bool { k, s := headerKind(n); return k == "password" && s >= .8 })
}

// agentWords end the names of columns of programs, whose versions look like addresses.
var agentWords = set("agent agents useragent ua browser client")

// recordOrNumber are words for the record of a patient that plain numbers of rows go by too.
var recordOrNumber = set("nhc prontuario historia clinica historiaclinica")

// reasonWords are why somebody comes to a practice, beside what was found there.
var reasonWords = set("motivo motif motiv reason grund anlass complaint complaints queixa reden hoofdklacht powod duvod syy orsak arsag cause causa")

// ofCrimes says whether a name speaks of crimes.
func ofCrimes(name string) bool {
	k, _ := headerKind(name)
	return k == "criminal" || slices.ContainsFunc(split(name), func(w string) bool { return crimeWords[flatten(w)] })
}

// ofCourts says whether a name speaks of those who are held or judged.
func ofCourts(name string) bool {
	return slices.ContainsFunc(split(name), func(w string) bool { return courtWords[flatten(w)] })
}

var (
	crimeWords  = set("delito delitos denunciante investigado imputado crimen crimes offender")
	courtWords  = set("inmate inmates booking bail bond arrest arrested arrestee defendant sentence court prisoner detenu detenuto detenido haftling")
	chargeWords = set("charge charges cargos cargo imputacion imputazione anklage tatvorwurf")
)
