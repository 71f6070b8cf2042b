package classify

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// headers is what columns are called, in several languages, by kind. A name is
// compared without case, spaces and signs.
var headers = map[Kind]string{
	"email":            "epostadresse epostadress eposta sahkoposti mailto emails primaryemail secondaryemail workemail personalemail emailwork emailhome emailprivat emailkunde loginemail accountemail billingemail kontaktmail kontaktemail emailid mail1 mail2 email1 email2 correu endereco_email enderecodeemail adresemail emailadres adressemail indirizzodiposta correoe mailadres adresmail email emailaddress mail mailadresse emailadresse courriel correo correoelectronico adresseemail epost emailaddr usermail contactemail posta indirizzoemail adresmailowy",
	"phone":            "mobno homeph workph phnumber phoneno1 contactno phno mobph cellph ph telefone telefones fone celulartelefone guarantorphone phhome phwork phmob phcell telp telg telm telmob telpriv telgesch telemovel telemóvel celular mobiltlf tlf telefonnummer mobilnr puhelin puhelinnumero matkapuhelin gsmnumero handynr rufnr phonework phonehome phonemobile workphone homephone daytimephone eveningphone emergencyphone notfallnummer notfallkontakttelefon telefax telefon1 telefon2 telprivat telgeschaeftlich telp telf numerotel cellno mobileno mobilenumber cellnumber cellulaire telfixe telmobile teleffono tfno whatsapp faxnumber faxnr telefoonprive mobiel mobieltje komorka telkom kontaktnummer nrtelefonu numertelefonu telefoonnummer telnummer telefonnumer numeroditelefono numerodetelefono numerodetelephone numtel telefonodicontacto mobiltelefon mobilrufnummer telefonprivat telefondienstlich cellulare kontakttelefon teleph phone tel telephone telefon telefonnummer telefonnr phonenumber phoneno mobile mobil mobilnummer handy handynr handynummer fax telefax cell cellphone telefono téléphone telephoneno movil móvil portable telnr fon festnetz gsm telefoon telefonkomorkowy mobilephone phone1 phone2 tel1 tel2 contactnumber contactphone rufnummer",
	"given_name":       "mname fnm vnam vorn fornamn fornavn etunimi jmeno prenume primeironome nomeproprio prenoms firstnm fstname forenames vname vn middlename middle mittelname zweitername rufname namefirst vornamen rufnamen imiona nomedibattesimo roepnaam givenname firstname vorname prenom prénom nombre nome imie imię voornaam fname forename first rufname givennames firstnames",
	"family_name":      "langname nomdenaissance nomdejeunefille nume numele lnm nnam nachn nn efternamn efternavn etternavn sukunimi prijmeni apelido apelidos sobrenome numefamilie secondname lastnm lstname surnames familyn familienn nachn namelast primerapellido segundoapellido apellido1 apellido2 nomusage nomnaissance achternamen nomefamiglia nazwiska familiennamen familyname lastname surname nachname familienname nomdefamille apellido apellidos cognome nazwisko achternaam lname last zuname maidenname geburtsname",
	"full_name":        "フリガナ ふりがな カナ kana kananame contact kontakt contacto contatto drivername driver fahrer erziehungsberechtigte erziehungsberechtigter elternteil parent parents guardian nextofkin emergencycontact notfallkontakt notfallkontaktname hausarzt arzt behandler therapeut therapist doctor physician schulername elevnavn elev teilnehmername kontaktperson contactpersoon persona nomecompleto imieinazwisko fulde navn fuldenavn namn nimi jmenoprijmeni owner_name contactowner accountowner salesrep betreuer vertreter geschaftsfuhrer inhabername rechnungsempfanger billto shipto shippingname billingname displayname legalname signer author student_name childname kind angehorige mitglied mitgliedname membre socio asociado beneficiary beneficiario insured versicherter versichertername passenger passengername traveller reisender gastname nomeecognome nombreyapellidos nometprenom nomprenom imieinazwisko imienazwisko volledigenaam vollername vollstandigername klantnaam naamklant nomclient nomduclient nombrecliente nombredelcliente nomecliente kundin kunden kunde klient klientin bewohner mieter tenant schuler student pupil teilnehmer participant fullname customername clientname contactname personname kundenname ansprechpartner patientname patient employee employeename mitarbeiter nomcomplet nombrecompleto nominativo cardholder karteninhaber kontoinhaber empfänger empfaenger recipient owner ownername accountholder membername guest guestname holder inhaber",
	"birth_date":       "gbdat szulido szulido datanarodzh датанародж датарожд дрожд дн gebdt gbdatum datumur geburtsdatum1 natoail nataoil natoa natailgiorno bornon nele neele datedenaissance natoil natail datumnarozeni fodelsedatum fodselsdato syntymaaika datadenascimento gebdtm bday birthdt dateborn dtnasc geburt geburtsdat geburtsdatumkind gebursdatum birthyear geburtsjahr yearofbirth yob naissancedate nascimento fechanac fnac datanasc gebdat geboren datumurodzenia dataur urodzony nacimiento datanascimento birthdate dateofbirth dob birthday geburtsdatum gebdatum geburtstag geb gebdat datedenaissance naissance fechanacimiento fechadenacimiento datadinascita nascita dataurodzenia geboortedatum born birth datenaiss",
	"street":           "adresszeile adresszeile1 addresszeile adrzeile domiciliodireccion streetadr addr_1 addr_2 logradouro residenza direccionpostal adressepostale indirizzopostale postanschrift pickupaddress dropoffaddress wohnadresse meldeadresse domicilioparticular morada endereco rua gata gatuadress adresse1 adresse2 adress adresselinje osoite postadress postadresse besoksadress lieferstrasse rechnungsstrasse domicile adresa strase anschrift1 streetname streetline1 streetno line2 address2 addressline2 mailingaddress mailingstreet shippingstreet billingstreet residentialaddress wohnanschrift privatadresse strassenname strassehnr strhnr direccion1 calleynumero domiciliofiscal viale via1 ulicanr straat adres adresdostawy ulicainumer domicilio via viaenumero adressedelivraison direccionenvio street streetaddress address addr address1 addressline1 adresse straße strasse str strassenr strassehausnr anschrift rue direccion dirección calle indirizzo via ulica adres straat deliveryaddress lieferadresse lieferanschrift rechnungsadresse billingaddress shippingaddress homeaddress postaladdress line1 wohnadresse",
	"postcode":         "pstlz postal pc codpost postcodes pstcd postcd zipcd pcode postinro postleitz cep codigopostal postnr postinumero psc codpostal zipcode1 zipplus4 mailingpostalcode plzort irsz iranyitoszam billingzip shippingzip lieferplz kodpocztowy codicepostale codigopostal postkod postnummer postcode postalcode zip zipcode plz postleitzahl codepostal cp codigopostal cap kodpocztowy",
	"city":             "gbort comunenascita luogonascita luogodinascita luogorilascio geburtsort birthplace placeofbirth lieudenaissance lieunaissance lugarnacimiento lugardenacimiento ciudadnacimiento miejsceurodzenia geboorteplaats birthcity localita suburb townland locality vorort ortschaft distrito commune concelho freguesia poststedet stadtteil poblacion localidade cidade stad by kaupunki mesto oras postort poststed plaats gemeente wohnsitz mailingcity billingcity shippingcity lieferort stadtort kommune woonplaats miejscowosc localidad localite comune wohnort municipio city town ort stadt wohnort ville ciudad citta città miasto plaats gemeinde",
	"country":          "natio statonascita paisnacimiento countryregion regioncountry geburtsland2 mailingcountry billingcountry shippingcountry pais_residencia wohnland herkunftsland geburtsland landkode maa zeme country land pays pais país paese kraj landcode countrycode",
	"gender":           "civ gesch gesch2 geschl civilite kon kjonn koen sukupuoli pohlavi sexname genderidentity idgender salutationid anredeid titre aanhef formofaddress tratamiento tratamento plec genero gender sex geschlecht sexe sexo sesso plec płeć geslacht anrede salutation title2",
	"nationality":      "natio2 nation nat staatsang nationalitat burgerschaft staatsangehorigkeit staatsburgerschaft narodowosc nationaliteit kansalaisuus nacionalidade obcanstvi citizen nationality nationalität nationalitaet staatsangehörigkeit staatsangehoerigkeit nationalite nationalité nacionalidad cittadinanza citizenship",
	"passport":         "reisepassnr passnr passportnumber passno paszport nrpaszportu paspoort paspoortnummer numeropasaporte numeropassaporto numpasseport passaportenumero passport passportnumber passportno reisepass reisepassnummer passnummer passeport pasaporte passaporto ausweisnummer personalausweis idcardnumber",
	"iban":             "ibannr1 bankverbindungiban bankverbindung ibannr kontoiban ibanno bankiban ibankonto iban1 rekeningnummer numerkonta numerorachunku kontonr ibannummer numeroconto numerocompte numerodecuenta iban konto kontonummer kontonr bankaccount accountnumber bankkonto compte cuenta rekening",
	"bic":              "swiftbic bicswift bankbic swiftnumber bic swift swiftcode biccode",
	"salary":           "brutto bruttogehalt netto nettolohn gehaltbrutto monatsgehalt monatslohn stundenlohn grossalary netsalary grosssalary basesalary compensation bonus lonn palkka plat ordenado vencimento salairebrut salairenet sueldobruto hourlyrate grundgehalt salaris wynagrodzenie pensja remuneration traitementmensuel sueldo nomina retribuzione loon brutolohn bruttolohn nettolohn pay salary gehalt lohn income einkommen salaire salario stipendio wage bruttogehalt nettogehalt monthlysalary annualsalary jahresgehalt",
	"card":             "cardnum creditcardno ccno cc kkartennr kortnummer kartenr numcarte numtarjeta ccnr paymentcard debitcard debitcardnumber numerodecartao cartao numerocarta numerotarjeta kaartnummer numerkarty numerodecarte numerodetarjeta numerodicarta cardno pannumber kreditkartennr card cardnumber creditcard creditcardnumber ccnumber ccnum cardno kartennummer kreditkarte kreditkartennummer pan numerocarte tarjeta cartadicredito",
	"cvv":              "cvvcode cardcvv cvn securitycode2 pruefziffer kpn sicherheitscode cardcvc cryptogramme cvv cvc cvv2 cvc2 securitycode kartenprüfnummer prüfziffer cardverification",
	"health":           "comorbidities comorbidity mainproblem diag diagn medikation medikamentation unvertraglichkeiten vorerkrankung diagnose1 icdcode icd10code haupdiagnose hauptdiagnose diagnosecode diagnosiscode krankheitsgrund sickleave sicknote krankmeldung fehltagekrank allergener sykdom sjukdom sairaus zdravi zdravotni medicalhistory healthnotes medicalcondition prescriptions prescription impfungen vaccinations covidstatus bodymassindex bmi schwangerschaft behinderungsgrad gradderbehinderung healthstatus diagnosticos enfermedad patologia patologie krankheiten diagnosi diagnostico diagnostique diagnoza alergia alergias alergie allergieen allergieen allergia allergen_person choroba choroby leki maladie maladies traitement enfermedades medicacion farmaci ziekte ziekten ziektebeeld medicatie klachten hiv vaccination impfstatus impfung schwerbehinderung gdb pflegegrad pflegestufe therapie therapy disease diseases illnesses vorerkrankung vorerkrankungen diagnosis diagnose diagnosen allergy allergies allergie allergien illness disease krankheit medication medikament medikamente medicine bloodtype blutgruppe disability behinderung health healthcondition gesundheit icd icd10 treatment injury injuries behandlung symptoms symptome diagnostic enfermedad malattia condition medicalcondition medical medicalnotes krankenkasse healthinsurance sickdays krankheitstage unverträglichkeit intolerance pregnancy anamnese befund",
	"religion":         "konfe konf religionsgemeinschaft kirchensteuermerkmal konfessionkuerzel trosamfunn uskonto nabozenstvi kirchenzugehorigkeit glaube religionid religie wyznanie religionszugehorigkeit kirche credo religion confession konfession kirchensteuer faith religione religión denomination",
	"union":            "gewerkschaftsmitglied tradeunionmember tradeunionmembership fackforbund vakbond vakbondslid sindacato zwiazek zwiazkowy syndiqué unionmemberflag union tradeunion gewerkschaft unionmember unionmembership syndicat sindicato",
	"ethnicity":        "ethniccode ethniccategory ethnicbackground eeoethniccode ethnos ethnicgroup ethnischegruppe etnia etnicidad herkunft racialorigin migrationshintergrund ethnicity race ethnie ethnicorigin ethnischeherkunft origineethnique",
	"orientation":      "interestedin lookingfor attractedto preferredgender sexuelleorientierung sexualidentity orientationsexuelle orientacionsexual sexualorientation orientation sexuelleorientierung",
	"politics":         "parteimitgliedschaft politicalaffiliation partymembership partido politicalviews party politicalparty partei politicalopinion parteizugehörigkeit",
	"criminal":         "arrestrecord arrestrecords arrests dbscheck dbscertificate crbcheck criminalrecord criminalrecords criminalhistory criminalconviction criminalconvictions priorconvictions previousconvictions spentconvictions unspentconvictions hasfelony felony felonies misdemeanor misdemeanors vorstrafe vorstrafen vorbestraft strafregister strafregisterauszug fuhrungszeugnis casierjudiciaire condamnations condamnationspenales antecedentespenales antecedentescriminales casellariogiudiziale precedentipenali condannepenali strafblad vog karalnosc niekaralnosc straffeattest belastningsregister rikosrekisteri rejstriktrestu vypisztrestnihorejstriku sabikakaydi судимость судимости",
	"ip":               "signupip registrationip newsletterip ipregistrationnewsletter optinip confirmip customeripaddress customerip useripaddress hostip sourceip srcip dstip remoteip ipv4 ipv6 lastloginip ipadr adresip adresseip indirizzoip direccionip ipadres ip ipaddress ipaddr ipadresse remoteaddr clientip lastip loginip",
	"mac":              "mac macaddress macadresse",
	"username":         "ernam aenam uname usrname nick nickname2 brukerid userlogin useralias brukernavn anvandarnamn kayttajatunnus nomeutente nazwauzytkownika gebruikersnaam nomutilisateur nombreusuario login_id loginid username user login loginname benutzer benutzername userid nickname screenname account utilisateur usuario",
	"password":         "upass userpw usrpw loginpw senha losenord adgangskode passord salasana heslo passwordclear plainpassword cleartextpassword passwordplain userpassword loginpassword secret pin pincode passcode pwdhash passhash encryptedpassword wachtwoord haslo hasla kennwoord motpasse parola password passwort passwd pwd pass passwordhash pwhash kennwort passwdhash hashedpassword userpass motdepasse contraseña",
	"driving_licence":  "driverlicense driverslicense drivinglicence drivinglicense licenceno licenseno licencenumber licensenumber dlnumber dl fuhrerschein fuhrerscheinnr fuhrerscheinnummer permis permisdeconduire numpermis patente numeropatente carnetconducir rijbewijs rijbewijsnummer prawojazdy nrprawajazdy korkort korekort cartadeconducao driverlicence drivinglicenceno",
	"id_card":          "auswnr persausweis personalausweisnr ausweisnr ausweis idcard idcardno identitycard cni numcni cartaidentita numerocartaidentita identiteitskaart dowod dowodosobisty seriadowodu nrdowodu nationalid nationalidnumber idnumber idnummer identitynumber identificationnumber documento numdocumento numerodocumento documentnumber",
	"plate":            "vrm regplate vehiclereg carreg kfz kfznr kennzeichen kfzkennzeichen autokennzeichen licenseplate licenceplate plate plateno numberplate immatriculation matricula targa kenteken nrrejestracyjny registrationplate",
	"account_number":   "bankkontonummer bankaccountno accountnum acctnumber acctnum bankacct bankdepositacctnumber contabancaria numeroconta clabe ccc numerocompte beneficiaryaccount accountno acctno bankaccountnumber accnumber numcuenta ktonr",
	"sort_code":        "sortcode blz bankleitzahl bsb",
	"health_insurance": "insurancenumber insuranceno policyno policynumber memberid krankenversicherungsnr versicherungsnr versicherungsnummer polisnummer numeropoliza insuranceid healthinsurancenumber",
	"medical_record":   "chartnumber chartno mrn medicalrecordnumber medicalrecordno hospitalnumber krankenblattnr",
	"genetics":         "dna dnaprofile genome genotype genetic genetictest gentest",
	"biometrics":       "fingerprint fingerprints fingerabdruck faceid facetemplate biometric biometrics iris irisscan voiceprint",
	"coordinates":      "gps gpscoordinates latlng latlong coordinates koordinaten geolocation geopoint",
	"de_tax_number":    "steuernummer steuernr stnr stnummer",
	"de_vat_id":        "ustid ustidnr umsatzsteuerid vatid vatnumber vatno taxvat vat tva numtva partitaiva piva btwnummer btw momsnr vatregno cvr",
	"us_npi":           "npi npinumber",
	"us_aba":           "routingnumber routing aba abanumber",
	"us_ein":           "ein fein",
	"be_nrn":           "rijksregisternummer rijksregisternr registrenational numeronational nrn insz niss",
	"fi_hetu":          "hetu henkilotunnus",
	"ie_pps":           "pps ppsn ppsnumber",
	"cz_birth_number":  "rodnecislo rc",
	"ro_cnp":           "cnp",
	"bg_egn":           "egn",
	"gr_amka":          "amka",
	"hr_oib":           "oib",
	"ee_ik":            "isikukood",
	"lt_ak":            "asmenskodas",
	"lv_pk":            "personaskods",
	"si_emso":          "emso",
	"rs_jmbg":          "jmbg jedinstvenimaticnibroj maticnibroj",
	"crypto_wallet":    "wallet walletaddress ethaddress btcaddress bitcoinaddress",
	"is_kennitala":     "kennitala",
	"tr_tckn":          "tckimlik tckimlikno tckn kimlikno",
	"br_cnpj":          "cnpj",
	"ar_cuit":          "cuit cuil",
	"cl_rut":           "rut run",
	"mx_curp":          "curp",
	"mx_rfc":           "rfc",
	"in_pan":           "pannumberindia permanentaccountnumber",
	"in_gstin":         "gstin gst",
	"au_tfn":           "tfn taxfilenumber",
	"au_medicare":      "medicarenumber medicare",
	"au_abn":           "abn",
	"nz_ird":           "ird irdnumber",
	"za_id":            "saidnumber southafricanid rsaid",
	"kr_rrn":           "rrn",
	"sg_nric":          "nric fin nricfin",
	"my_nric":          "mykad icno",
	"th_id":            "thaiid citizenid",
	"jp_my_number":     "mynumber",
	"il_id":            "teudatzehut",
	"pl_nip":           "nip",
	"fr_siren":         "siren",
	"se_org_number":    "orgnr organisationsnummer",
	"pk_cnic":          "cnic",
	"id_nik":           "nik ktp",
	"us_mbi":           "mbi",
	"us_ssn":           "ssn socialsecurity socialsecuritynumber socialsecno", "de_tax_id": "steueridnr steuerident steuernummerid identnr identifikationsnr idnummersteuer taxidentificationnumber tin taxidnumber steuerid steuerident steueridentifikationsnummer idnr steueridnr taxid",
	"uk_nhs": "nhsnumber nhs nhsno", "uk_nino": "nino nationalinsurance nationalinsurancenumber ninumber", "nl_bsn": "bsn burgerservicenummer",
	"pl_pesel": "pesel", "se_personnummer": "personnummer personnr", "dk_cpr": "cpr cprnummer", "no_fnr": "fnr fødselsnummer fodselsnummer",
	"it_codice_fiscale": "codfiscale cfisc codicefiscale cf", "es_nif": "nif dni dninif", "fr_nir": "nir numerosecu secu numsecu", "at_svnr": "svnr sozversnr svnr sozialversicherungsnummer svnummer",
	"ch_ahv": "ahv ahvnr ahvnummer", "br_cpf": "cpf", "in_aadhaar": "aadhaar aadhaarnumber", "ca_sin": "socialinsurance socialinsurancenumber sinnumber sin", "pt_nif": "nifcontribuinte numcontribuinte nrcontribuinte contribuinte", "de_pension": "svnr2 svnummer sozialversicherungsnummer rentennummer rvnummer versicherungsnummerrv rentenversicherungsnummer rvnr sozialversicherungsnr", "de_health": "versnr versichnr krankenvers versichertennummer kvnr krankenversichertennummer",
}

// byHeader is made when a first column is looked at: most commands read none.
var byHeader = sync.OnceValue(func() map[string]Kind {
	out := map[string]Kind{}
	for _, k := range slices.Sorted(maps.Keys(headers)) {
		for w := range strings.FieldsSeq(headers[k]) {
			if f := flatten(w); f != "" {
				out[f] = k
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(headersMore)) {
		for w := range strings.FieldsSeq(headersMore[k]) {
			if f := flatten(w); f != "" && out[f] == "" {
				out[f] = k
			}
		}
	}
	return out
})

// genericNames are headers of names of anything: people, goods, firms.
var genericNames = set("contact kontakt contacto contatto musteri zakaznik klijent ugyfel asiakas πελατησ клиент kunden kundin clientes clienti klanten klienci customers kunder asiakkaat clientela clienta name nom nombre nome naam nazwa bezeichnung client cliente kunde klant klient kund customer buyer kaufer acheteur comprador acquirente destinataire destinatario empfanger recipient")

// clientNames head lists of people and of firms, but of no goods.
var clientNames = set("contact kontakt contacto contatto client cliente kunde klant klient kund customer buyer kaufer acheteur comprador acquirente destinataire destinatario empfanger recipient musteri zakaznik klijent ugyfel asiakas πελατησ клиент kunden kundin clientes clienti klanten klienci customers kunder clienta")

// firmHeaders head lists of firms, many of which are called after people.
var firmHeaders = set("company companyname firm firma firmenname firmen unternehmen hersteller lieferant organisation organization supplier vendor manufacturer brand societe entreprise fournisseur empresa proveedor fornecedor azienda societa ditta fornitore bedrijf bedrijfsnaam leverancier dostawca foretag leverantor virksomhed leverandor yritys toimittaja dodavatel sirket tedarikci furnizor ceg szallito tvrtka dobavljac poduzece εταιρεια προμηθευτησ компания поставщик организация 会社 会社名 회사 회사명 公司 公司名称")

// thingHeaders say that a column numbers or describes things: bare digits in it
// are no phone, no card and nobody's number.
var thingHeaders = set(`id nr no num number numero nummer numer lp code codice codigo kod key ref reference referenz referencia riferimento referentie referencja
	order orderno bestellung bestellnummer auftrag auftragsnummer commande pedido ordine bestelling bestelnummer zamowienie zamowienia invoice rechnung rechnungsnummer facture factura fattura factuur faktura
	customerid kundennummer kundennr klantnummer client cliente klienta tracking trackingnumber sendungsnummer suivi seguimiento volgnummer przesylki parcel sendung
	ean ean13 gtin upc barcode isbn issn sku article artikel artikelnummer artikelnr articolo articulo towaru towar item product produkt produit prodotto producto produktu
	price preis prix precio prezzo prijs cena amount betrag total summe totale totaal suma quantity menge quantite cantidad quantita aantal ilosc
	ver vers release build firmware timestamp zeitstempel horodatage unixtime epoch uuid guid hash token session serial seriennummer version versie wersja weight gewicht poids peso waga stock lager bestand
	last4 lastfour last4digits letzte4 last4ssn colour color farbe couleur colore kleur kolor brand marke marque marca merk marka category kategorie size grosse taille talla lat lon latitude longitude transaction vorgang imei fw sw hw bios`)

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
	if k, s := headerKind(name); k != "" && s != whoSays {
		return false
	}
	words := split(name)
	if len(words) > 4 { // a question of a form, not the name of a thing
		return false
	}
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
var ambiguousHeaders = set("condition conditions treatment treatments behandlung traitement tratamiento therapy medicine medicines party partei partido partij partito partia parti strana orientation race union faith tribe drug prescription meds injury recept allergen allergens allergene account land country pass faith befund symptoms kirche leki farmaci")

// protectionWords end the names of columns whose cells were hashed or encrypted.
var protectionWords = set("enc encrypted hash hashed masked crypt crypted sha sha1 sha256 md5 token tokenized verschlusselt cipher ciphertext")

// listedKind is the kind that a column's name speaks of by the lists, and how clearly.
func listedKind(name string) (Kind, float64) {
	flat := flatten(name)
	if k, ok := byHeader()[flat]; ok {
		return k, 1
	}
	if flat == "" {
		if strings.Contains(name, "〒") {
			return "postcode", 1
		}
		return "", 0
	}
	if head, inner, cut := strings.Cut(name, "("); cut && flatten(head) != "" { // Name (legal person)
		if k, s := listedKind(strings.TrimRight(inner, ") ")); s == 1 && k != "" { // emergency contact (phone)
			return k, s
		}
		if k, s := listedKind(head); k != "" {
			return k, s
		}
	}
	words := split(name)
	// Ulica i nr, Straat + nr
	for n := len(words); n > 1 && houseWords[flatten(words[n-1])]; n-- {
		if byHeader()[flatten(strings.Join(words[:n-1], ""))] == "street" {
			return "street", 1
		}
	}
	// nom de naissance is a name and no birth.
	if k, ok := byHeader()[flatten(withoutOf(words))]; ok && len(words) > 2 {
		return k, 1
	}
	// nm_cliente, ds_email, dt_nascimento: columns that begin with what they are.
	if len(words) > 1 && dataPrefixes[words[0]] {
		rest := strings.Join(words[1:], " ")
		if words[0] == "nm" && (clientNames[flatten(rest)] || genericNames[flatten(rest)] || peopleWords[flatten(words[1])]) {
			return "full_name", .8
		}
		if k, s := listedKind(rest); k != "" && s >= .8 && !genericNames[flatten(rest)] {
			return k, .8
		}
	}
	if len(words) > 1 && words[len(words)-1] == "nm" { // cust_nm
		if w := flatten(words[len(words)-2]); peopleWords[w] || clientNames[w] {
			return "full_name", .8
		}
	}
	// PLZ_1, mail2: the second of its kind.
	if bare := strings.TrimRight(flat, "0123456789"); len(bare) > 2 && len(bare) >= len(flat)-2 && len(bare) < len(flat) {
		if k, ok := byHeader()[bare]; ok && !genericNames[bare] {
			return k, 1
		}
	}
	if n := len(words); n > 1 && protectionWords[flatten(words[n-1])] {
		words = words[:n-1]
		if k, ok := byHeader()[flatten(strings.Join(words, ""))]; ok {
			return k, 1
		}
	}
	// The last words of a name say what it is: customer_email, billing_address_street.
	for n := min(3, len(words)); n >= 1; n-- {
		if k, ok := byHeader()[flatten(strings.Join(words[len(words)-n:], ""))]; ok && !excluded[flat] && !(n == 1 && words[len(words)-1] == "by") && !ofThing(k, words[:len(words)-n]) {
			return k, .8
		}
	}
	// Languages that say first what it is: dirección de envío, téléphone du parent.
	for at := 1; at < len(words)-1; at++ {
		if ofWords[words[at]] {
			if k, ok := byHeader()[flatten(strings.Join(words[:at], ""))]; ok && !genericNames[flatten(strings.Join(words[:at], ""))] && k != "username" && k != "country" && k != "card" && k != "full_name" && k != "passport" {
				return k, .8
			}
		}
	}
	if len(words) > 2 { // nom de naissance
		var kept []string
		for _, w := range words {
			if !ofWords[w] {
				kept = append(kept, w)
			}
		}
		if k, ok := byHeader()[flatten(strings.Join(kept, ""))]; ok && len(kept) < len(words) {
			return k, 1
		}
	}
	for n := min(2, len(words)); n >= 1; n-- {
		if k, ok := byHeader()[flatten(strings.Join(words[:n], ""))]; ok && len(words) > n && !notAfter[flatten(words[n])] && k != "street" && k != "username" && k != "country" && k != "card" && k != "full_name" {
			if (orderWords[flatten(words[0])] || words[0] == "ad") && n == 1 { // first language, last visit
				continue
			}
			if (k == "family_name" || k == "given_name") && !genericNames[flatten(words[0])] && len(words) < 4 {
				return k, .8 // nazwisko klientki
			}
			return k, .5
		}
	}
	return "", 0
}

// withoutOf leaves out the words that stand between what a column holds and whose it is.
func withoutOf(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if !ofWords[w] {
			b.WriteString(w)
		}
	}
	return b.String()
}

// orderWords are names of columns of names that count other things too.
var orderWords = set("first last middle second")

// dataPrefixes begin the names of columns in the data bases of Portugal and Brazil,
// and of others that name columns by their type.
var dataPrefixes = set("nm ds nr dt cd tx vl fl tp st str txt vc fld col")

// peopleWords are those whose names are kept.
var peopleWords = set("cust client cliente patient paciente pessoa aluno funcionario usuario mae pai socio titular emp employee member person student guest user contact mother father spouse")

// houseWords speak of the number of a house, behind the street.
var houseWords = set("nr no num number numer numero numéro número nummer hausnr hausnummer hnr civico huisnr huisnummer dom i og et e y en and und och ja")

// ofWords stand between what a column holds and whose it is.
var ofWords = set("de di du des del della do da dos das dei van voor pour para per für fur zu of for al à")

// ofThing says whether what stands before a word for the kind says that it is no
// person's: the fingerprint of a card or of a key.
func ofThing(k Kind, before []string) bool {
	if k == "politics" && len(before) > 0 && contractParties[before[len(before)-1]] {
		return true
	}
	if k == "street" && len(before) > 0 && machineAddresses[before[len(before)-1]] {
		return true
	}
	return k == "biometrics" && len(before) > 0 && printedThings[before[len(before)-1]]
}

// machineAddresses are where no letter goes to.
var machineAddresses = set("wallet ip mac memory contract web bitcoin btc eth crypto host server network hardware base start end register url site")

// contractParties are no parties of a parliament.
var contractParties = set("third opposing responsible other affected related counter adverse contracting billed interested dinner birthday wedding first second")

var printedThings = set("card cards karte carte key keys ssh cert certificate zertifikat device browser file image document pgp gpg ssl tls token payment error release build hash host server audio")

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
	"ý", "y", "ź", "z", "ż", "z", "ž", "z", "ğ", "g", "ı", "i", "ş", "s", "ș", "s", "ț", "t", "ţ", "t", "đ", "d", "ő", "o", "ű", "u", "ř", "r", "ď", "d", "ť", "t", "ň", "n", "ů", "u", "ă", "a", "ā", "a", "ē", "e", "ī", "i", "ū", "u", "ķ", "k", "ļ", "l", "ņ", "n", "ģ", "g", "ľ", "l", "ĺ", "l", "ŕ", "r", "ė", "e", "į", "i", "ų", "u", "æ", "ae", "œ", "oe",
	"ά", "α", "έ", "ε", "ή", "η", "ί", "ι", "ό", "ο", "ύ", "υ", "ώ", "ω", "ϊ", "ι", "ς", "σ", "ё", "е")

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
