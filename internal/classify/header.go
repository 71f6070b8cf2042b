package classify

import (
	"strings"
	"unicode"
)

// headers is what columns are called, in several languages, by kind. A name is
// compared without case, spaces and signs.
var headers = map[Kind]string{
	"email":       "email emailaddress mail mailadresse emailadresse courriel correo correoelectronico adresseemail epost emailaddr usermail contactemail posta indirizzoemail adresmailowy",
	"phone":       "phone tel telephone telefon telefonnummer telefonnr phonenumber phoneno mobile mobil mobilnummer handy handynr handynummer fax telefax cell cellphone telefono téléphone telephoneno movil móvil portable telnr fon festnetz gsm telefoon telefonkomorkowy mobilephone phone1 phone2 tel1 tel2 contactnumber contactphone rufnummer",
	"given_name":  "givenname firstname vorname prenom prénom nombre nome imie imię voornaam fname forename first rufname givennames firstnames",
	"family_name": "familyname lastname surname nachname familienname nomdefamille apellido apellidos cognome nazwisko achternaam lname last zuname maidenname geburtsname",
	"full_name":   "fullname customername clientname contactname personname kundenname ansprechpartner patientname patient employee employeename mitarbeiter nomcomplet nombrecompleto nominativo cardholder karteninhaber kontoinhaber empfänger empfaenger recipient owner ownername accountholder membername guest guestname holder inhaber",
	"birth_date":  "birthdate dateofbirth dob birthday geburtsdatum gebdatum geburtstag geb gebdat datedenaissance naissance fechanacimiento fechadenacimiento datadinascita nascita dataurodzenia geboortedatum born birth datenaiss",
	"street":      "street streetaddress address addr address1 addressline1 adresse straße strasse str strassenr strassehausnr anschrift rue direccion dirección calle indirizzo via ulica adres straat deliveryaddress lieferadresse lieferanschrift rechnungsadresse billingaddress shippingaddress homeaddress postaladdress line1 wohnadresse",
	"postcode":    "postcode postalcode zip zipcode plz postleitzahl codepostal cp codigopostal cap kodpocztowy",
	"city":        "city town ort stadt wohnort ville ciudad citta città miasto plaats gemeinde",
	"country":     "country land pays pais país paese kraj landcode countrycode",
	"gender":      "gender sex geschlecht sexe sexo sesso plec płeć geslacht anrede salutation title2",
	"nationality": "nationality nationalität nationalitaet staatsangehörigkeit staatsangehoerigkeit nationalite nationalité nacionalidad cittadinanza citizenship",
	"passport":    "passport passportnumber passportno reisepass reisepassnummer passnummer passeport pasaporte passaporto ausweisnummer personalausweis idcardnumber",
	"iban":        "iban konto kontonummer kontonr bankaccount accountnumber bankkonto compte cuenta rekening",
	"bic":         "bic swift swiftcode biccode",
	"salary":      "salary gehalt lohn income einkommen salaire salario stipendio wage bruttogehalt nettogehalt monthlysalary annualsalary jahresgehalt",
	"card":        "card cardnumber creditcard creditcardnumber ccnumber ccnum cardno kartennummer kreditkarte kreditkartennummer pan numerocarte tarjeta cartadicredito",
	"cvv":         "cvv cvc cvv2 cvc2 cid securitycode kartenprüfnummer prüfziffer cardverification",
	"health":      "diagnosis diagnose diagnosen allergy allergies allergie allergien illness disease krankheit medication medikament medikamente medicine bloodtype blutgruppe disability behinderung health healthcondition gesundheit icd icd10 treatment behandlung symptoms symptome diagnostic enfermedad malattia condition medicalcondition medical medicalnotes krankenkasse healthinsurance sickdays krankheitstage unverträglichkeit intolerance pregnancy anamnese befund",
	"religion":    "religion confession konfession kirchensteuer faith religione religión denomination",
	"union":       "union tradeunion gewerkschaft unionmember unionmembership syndicat sindicato",
	"ethnicity":   "ethnicity race ethnie ethnicorigin ethnischeherkunft origineethnique",
	"orientation": "sexualorientation orientation sexuelleorientierung",
	"politics":    "party politicalparty partei politicalopinion parteizugehörigkeit",
	"ip":          "ip ipaddress ipaddr ipadresse remoteaddr clientip lastip loginip",
	"mac":         "mac macaddress macadresse",
	"username":    "username user login loginname benutzer benutzername userid nickname screenname account utilisateur usuario",
	"password":    "password passwort passwd pwd pass passwordhash pwhash kennwort passwdhash hashedpassword userpass motdepasse contraseña",
	"us_ssn":      "ssn socialsecurity socialsecuritynumber socialsecno", "de_tax_id": "steuerid steuerident steueridentifikationsnummer idnr steueridnr taxid",
	"uk_nhs": "nhsnumber nhs nhsno", "uk_nino": "nino nationalinsurance nationalinsurancenumber ninumber", "nl_bsn": "bsn burgerservicenummer",
	"pl_pesel": "pesel", "se_personnummer": "personnummer personnr", "dk_cpr": "cpr cprnummer", "no_fnr": "fnr fødselsnummer fodselsnummer",
	"it_codice_fiscale": "codicefiscale cf", "es_nif": "nif dni dninif", "fr_nir": "nir numerosecu secu numsecu", "at_svnr": "svnr sozialversicherungsnummer svnummer",
	"ch_ahv": "ahv ahvnr ahvnummer", "br_cpf": "cpf", "in_aadhaar": "aadhaar aadhaarnumber", "ca_sin": "sin", "pt_nif": "contribuinte", "de_pension": "rentenversicherungsnummer rvnr sozialversicherungsnr", "de_health": "versichertennummer kvnr krankenversichertennummer",
}

var byHeader = func() map[string]Kind {
	out := map[string]Kind{}
	for k, words := range headers {
		for w := range strings.FieldsSeq(words) {
			out[w] = k
		}
	}
	return out
}()

// headerKind is the kind that a column's name speaks of, and how clearly.
func headerKind(name string) (Kind, float64) {
	flat := flatten(name)
	if k, ok := byHeader[flat]; ok {
		return k, 1
	}
	words := split(name)
	// The last words of a name say what it is: customer_email, billing_address_street.
	for n := min(3, len(words)); n >= 1; n-- {
		if k, ok := byHeader[strings.Join(words[len(words)-n:], "")]; ok && !excluded[flat] {
			return k, .8
		}
	}
	for n := min(2, len(words)); n >= 1; n-- {
		if k, ok := byHeader[strings.Join(words[:n], "")]; ok && len(words) > n && !notAfter[words[n]] && k != "street" && k != "username" && k != "country" && k != "card" && k != "full_name" {
			return k, .5
		}
	}
	return "", 0
}

// notAfter follow a word that would else speak of a person: email_sent, phone_model.
var notAfter = map[string]bool{"id": true, "sent": true, "count": true, "type": true, "status": true, "model": true, "template": true, "verified": true, "at": true, "flag": true, "date": true, "enabled": true, "confirmed": true, "consent": true, "subject": true, "opened": true, "size": true, "format": true, "code": true, "valid": true, "optin": true, "opt": true, "price": true, "version": true}

var excluded = map[string]bool{"productname": true, "filename": true, "companyname": true, "hostname": true, "categoryname": true, "brandname": true, "itemname": true, "eventname": true, "tablename": true, "columnname": true, "rolename": true, "groupname": true, "domainname": true, "servername": true, "barcode": true, "lastlogin": true}

func flatten(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// split takes a name apart at signs and where small letters meet capitals.
func split(s string) []string {
	var out []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			out = append(out, strings.ToLower(string(word)))
			word = word[:0]
		}
	}
	lower := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			lower = false
			continue
		}
		if unicode.IsUpper(r) && lower {
			flush()
		}
		lower = unicode.IsLower(r)
		word = append(word, r)
	}
	flush()
	return out
}
