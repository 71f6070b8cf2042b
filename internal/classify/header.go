package classify

import (
	"strings"
	"unicode"
)

// headers is what columns are called, in several languages, by kind. A name is
// compared without case, spaces and signs.
var headers = map[Kind]string{
	"email":       "adresemail emailadres adressemail indirizzodiposta correoe mailadres adresmail email emailaddress mail mailadresse emailadresse courriel correo correoelectronico adresseemail epost emailaddr usermail contactemail posta indirizzoemail adresmailowy",
	"phone":       "nrtelefonu numertelefonu telefoonnummer telnummer telefonnumer numeroditelefono numerodetelefono numerodetelephone numtel telefonodicontacto mobiltelefon mobilrufnummer telefonprivat telefondienstlich cellulare kontakttelefon teleph phone tel telephone telefon telefonnummer telefonnr phonenumber phoneno mobile mobil mobilnummer handy handynr handynummer fax telefax cell cellphone telefono téléphone telephoneno movil móvil portable telnr fon festnetz gsm telefoon telefonkomorkowy mobilephone phone1 phone2 tel1 tel2 contactnumber contactphone rufnummer",
	"given_name":  "vornamen rufnamen imiona nomedibattesimo roepnaam givenname firstname vorname prenom prénom nombre nome imie imię voornaam fname forename first rufname givennames firstnames",
	"family_name": "achternamen nomefamiglia nazwiska familiennamen familyname lastname surname nachname familienname nomdefamille apellido apellidos cognome nazwisko achternaam lname last zuname maidenname geburtsname",
	"full_name":   "nomeecognome nombreyapellidos nometprenom nomprenom imieinazwisko imienazwisko volledigenaam vollername vollstandigername klantnaam naamklant nomclient nomduclient nombrecliente nombredelcliente nomecliente kundin kunden kunde klient klientin bewohner mieter tenant schuler student pupil teilnehmer participant fullname customername clientname contactname personname kundenname ansprechpartner patientname patient employee employeename mitarbeiter nomcomplet nombrecompleto nominativo cardholder karteninhaber kontoinhaber empfänger empfaenger recipient owner ownername accountholder membername guest guestname holder inhaber",
	"birth_date":  "gebdat geboren datumurodzenia dataur urodzony nacimiento datanascimento birthdate dateofbirth dob birthday geburtsdatum gebdatum geburtstag geb gebdat datedenaissance naissance fechanacimiento fechadenacimiento datadinascita nascita dataurodzenia geboortedatum born birth datenaiss",
	"street":      "straat adres adresdostawy ulicainumer domicilio via viaenumero adressedelivraison direccionenvio street streetaddress address addr address1 addressline1 adresse straße strasse str strassenr strassehausnr anschrift rue direccion dirección calle indirizzo via ulica adres straat deliveryaddress lieferadresse lieferanschrift rechnungsadresse billingaddress shippingaddress homeaddress postaladdress line1 wohnadresse",
	"postcode":    "kodpocztowy codicepostale codigopostal postkod postnummer postcode postalcode zip zipcode plz postleitzahl codepostal cp codigopostal cap kodpocztowy",
	"city":        "woonplaats miejscowosc localidad localite comune wohnort municipio city town ort stadt wohnort ville ciudad citta città miasto plaats gemeinde",
	"country":     "country land pays pais país paese kraj landcode countrycode",
	"gender":      "plec genero gender sex geschlecht sexe sexo sesso plec płeć geslacht anrede salutation title2",
	"nationality": "nationality nationalität nationalitaet staatsangehörigkeit staatsangehoerigkeit nationalite nationalité nacionalidad cittadinanza citizenship",
	"passport":    "passport passportnumber passportno reisepass reisepassnummer passnummer passeport pasaporte passaporto ausweisnummer personalausweis idcardnumber",
	"iban":        "rekeningnummer numerkonta numerorachunku kontonr ibannummer numeroconto numerocompte numerodecuenta iban konto kontonummer kontonr bankaccount accountnumber bankkonto compte cuenta rekening",
	"bic":         "bic swift swiftcode biccode",
	"salary":      "salaris wynagrodzenie pensja remuneration traitementmensuel sueldo nomina retribuzione loon brutolohn bruttolohn nettolohn pay salary gehalt lohn income einkommen salaire salario stipendio wage bruttogehalt nettogehalt monthlysalary annualsalary jahresgehalt",
	"card":        "numerocarta numerotarjeta kaartnummer numerkarty numerodecarte numerodetarjeta numerodicarta cardno pannumber kreditkartennr card cardnumber creditcard creditcardnumber ccnumber ccnum cardno kartennummer kreditkarte kreditkartennummer pan numerocarte tarjeta cartadicredito",
	"cvv":         "cvv cvc cvv2 cvc2 cid securitycode kartenprüfnummer prüfziffer cardverification",
	"health":      "krankheiten diagnosi diagnostico diagnostique diagnoza alergia alergias alergie allergieen allergieen allergia allergen_person choroba choroby leki maladie maladies traitement enfermedades medicacion farmaci ziekte ziekten ziektebeeld medicatie klachten hiv vaccination impfstatus impfung schwerbehinderung gdb pflegegrad pflegestufe therapie therapy disease diseases illnesses vorerkrankung vorerkrankungen diagnosis diagnose diagnosen allergy allergies allergie allergien illness disease krankheit medication medikament medikamente medicine bloodtype blutgruppe disability behinderung health healthcondition gesundheit icd icd10 treatment behandlung symptoms symptome diagnostic enfermedad malattia condition medicalcondition medical medicalnotes krankenkasse healthinsurance sickdays krankheitstage unverträglichkeit intolerance pregnancy anamnese befund",
	"religion":    "religie wyznanie religionszugehorigkeit kirche credo religion confession konfession kirchensteuer faith religione religión denomination",
	"union":       "union tradeunion gewerkschaft unionmember unionmembership syndicat sindicato",
	"ethnicity":   "ethnicity race ethnie ethnicorigin ethnischeherkunft origineethnique",
	"orientation": "sexualorientation orientation sexuelleorientierung",
	"politics":    "party politicalparty partei politicalopinion parteizugehörigkeit",
	"ip":          "adresip adresseip indirizzoip direccionip ipadres ip ipaddress ipaddr ipadresse remoteaddr clientip lastip loginip",
	"mac":         "mac macaddress macadresse",
	"username":    "username user login loginname benutzer benutzername userid nickname screenname account utilisateur usuario",
	"password":    "wachtwoord haslo hasla kennwoord motpasse parola password passwort passwd pwd pass passwordhash pwhash kennwort passwdhash hashedpassword userpass motdepasse contraseña",
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
			out[flatten(w)] = k
		}
	}
	return out
}()

// genericNames are headers of names of anything: people, goods, firms.
var genericNames = set("name nom nombre nome naam nazwa bezeichnung")

// thingHeaders say that a column numbers or describes things: bare digits in it
// are no phone, no card and nobody's number.
var thingHeaders = set(`id nr no num number numero nummer numer lp code codice codigo kod key ref reference referenz referencia riferimento referentie referencja
	order orderno bestellung bestellnummer auftrag auftragsnummer commande pedido ordine bestelling bestelnummer zamowienie zamowienia invoice rechnung rechnungsnummer facture factura fattura factuur faktura
	customerid kundennummer kundennr klantnummer client cliente klienta tracking trackingnumber sendungsnummer suivi seguimiento volgnummer przesylki parcel sendung
	ean ean13 gtin upc barcode isbn issn sku article artikel artikelnummer artikelnr articolo articulo towaru towar item product produkt produit prodotto producto produktu
	price preis prix precio prezzo prijs cena amount betrag total summe totale totaal suma quantity menge quantite cantidad quantita aantal ilosc
	timestamp zeitstempel horodatage unixtime epoch uuid guid hash token session serial seriennummer version versie wersja weight gewicht poids peso waga stock lager bestand
	colour color farbe couleur colore kleur kolor brand marke marque marca merk marka category kategorie size grosse taille talla lat lon latitude longitude transaction vorgang imei`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// thingHeader says whether the name of a column speaks of things. "phone no"
// and "card number" do not: they say first what is numbered.
func thingHeader(name string) bool {
	if k, _ := headerKind(name); k != "" {
		return false
	}
	words := split(name)
	if thingHeaders[flatten(name)] {
		return true
	}
	for _, w := range words {
		if thingHeaders[flatten(w)] {
			return true
		}
	}
	return false
}

// ambiguousHeaders mean something about a person only beside columns that are
// about people.
var ambiguousHeaders = set("condition treatment behandlung traitement therapy medicine party partei orientation race union account land country pass faith befund symptoms kirche leki farmaci")

// protectionWords end the names of columns whose cells were hashed or encrypted.
var protectionWords = set("enc encrypted hash hashed masked crypt crypted sha sha1 sha256 md5 token tokenized verschlusselt cipher ciphertext")

// headerKind is the kind that a column's name speaks of, and how clearly.
func headerKind(name string) (Kind, float64) {
	flat := flatten(name)
	if k, ok := byHeader[flat]; ok {
		return k, 1
	}
	words := split(name)
	if n := len(words); n > 1 && protectionWords[flatten(words[n-1])] {
		words = words[:n-1]
		if k, ok := byHeader[flatten(strings.Join(words, ""))]; ok {
			return k, 1
		}
	}
	// The last words of a name say what it is: customer_email, billing_address_street.
	for n := min(3, len(words)); n >= 1; n-- {
		if k, ok := byHeader[flatten(strings.Join(words[len(words)-n:], ""))]; ok && !excluded[flat] {
			return k, .8
		}
	}
	for n := min(2, len(words)); n >= 1; n-- {
		if k, ok := byHeader[flatten(strings.Join(words[:n], ""))]; ok && len(words) > n && !notAfter[flatten(words[n])] && k != "street" && k != "username" && k != "country" && k != "card" && k != "full_name" {
			return k, .5
		}
	}
	return "", 0
}

// notAfter follow a word that would else speak of a person: email_sent, phone_model.
var notAfter = map[string]bool{"id": true, "sent": true, "count": true, "type": true, "status": true, "model": true, "template": true, "verified": true, "at": true, "flag": true, "date": true, "enabled": true, "confirmed": true, "consent": true, "subject": true, "opened": true, "size": true, "format": true, "code": true, "valid": true, "optin": true, "opt": true, "price": true, "version": true,
	"gesendet": true, "envoye": true, "enviado": true, "inviata": true, "verzonden": true, "wyslany": true, "bestatigt": true, "vorlage": true, "anzahl": true, "datum": true, "betreff": true, "nr": true, "del": true, "du": true, "de": true}

var excluded = map[string]bool{"productname": true, "filename": true, "companyname": true, "hostname": true, "categoryname": true, "brandname": true, "itemname": true, "eventname": true, "tablename": true, "columnname": true, "rolename": true, "groupname": true, "domainname": true, "servername": true, "barcode": true, "lastlogin": true}

// flatten leaves letters and digits, small and without accents.
func flatten(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
	for i := range len(s) {
		if s[i] >= 0x80 {
			return accents.Replace(s)
		}
	}
	return s
}

var accents = strings.NewReplacer("ä", "a", "á", "a", "à", "a", "â", "a", "ã", "a", "å", "a", "ą", "a", "ç", "c", "ć", "c", "č", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "ę", "e", "ě", "e",
	"í", "i", "ì", "i", "î", "i", "ï", "i", "ł", "l", "ñ", "n", "ń", "n", "ö", "o", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ø", "o", "ś", "s", "š", "s", "ß", "ss", "ü", "u", "ú", "u", "ù", "u", "û", "u",
	"ý", "y", "ź", "z", "ż", "z", "ž", "z")

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
