package classify

import (
	"strings"
	"sync"
)

// part is what one word, or a part of one, in the name of a column stands for.
type morpheme uint8

const (
	partNone  morpheme = iota
	partWhole          // what a column of it holds is in kindOfPart
	partWho            // a person: client, mother, witness
	partName
	partFirst
	partLast
	partFull
	partBirth
	partDate
	partPlace
	partLand
	partHome  // where somebody lives or may be reached
	partFirm  // what stands behind it is a firm's
	partThing // what stands with it is no person's
	partBy    // handled by: what stands there is who did it
	partNoise // says nothing
)

// partWords are the words that names of columns are put together of, by what they
// stand for, in some twenty-five languages and in the short forms that databases use.
var partWords = map[morpheme]string{
	partWho: `customer cust client cliente clientes clnt clt cli kunde kunden kd kdn kundin patient pat paz hasta pacient paciente paziente student stud studen pupil schuler eleve alumno aluno allievo alunno elev leerling uczen ucen oppilas ogrenci learner
		father mother parent vater mutter eltern pere mere padre madre mae pai padres genitore genitori responsavel responsable resp vader moeder ouder ojciec matka rodic rodzic otac majka isa aiti far mor foralder foresatt verzorger guardian tutor vormund erzieher erzb caregiver carer
		spouse husband wife partner partnerin ehegatte ehefrau ehemann conjoint conjointe conyuge coniuge conjuge echtgenoot malzonek manzel puoliso child kind enfant hijo hija figlio filho sibling
		employee employe empl emp emple mitarbeiter mitarb staff worker empleado trabajador dipendente lavoratore funcionario colaborador medewerker werknemer pracownik zamestnanec ansatt ansatte anstalld medarbejder medarbetare tyontekija calisan personel salarie angajat zaposleni
		member membre mitglied mitgl mgl socio soci associe adherent adh lid leden medlem czlonek clen jasen uye membru clan donor spender donateur donante donatore donateur darczynca
		guest gast hote huesped ospite gjest gast passenger pax passagier passager pasajero passeggero traveler traveller tenant mieter locataire inquilino inquilina huurder najemca owner eigentumer proprietaire propietario proprietario eigenaar wlasciciel majitel holder halter inhaber titulaire titular intestatario
		insured versicherter assure asegurado assicurato verzekerde vn applicant bewerber candidat candidate candidato kandidat kandidaat hakija sokande requester requestor claimant witness zeuge temoin testigo testimone beneficiary debtor creditor borrower buyer seller kaufer verkaufer acheteur vendeur comprador vendedor acquirente venditore koper verkoper attendee teilnehmer participant participante partecipante deelnemer uczestnik ucastnik deltager deltagare osallistuja
		doctor physician arzt hausarzt medecin medico dottore arts huisarts lekarz lekar врач доктор lakare lege laege laakari doktor teacher lehrer lehrkraft enseignant professeur profesor professore docente leraar nauczyciel opettaja larare judge richter lawyer anwalt avocat abogado avvocato advocaat notary driver fahrer chauffeur conductor autista kierowca rider courier referee trainer coach author auteur autor autore signer signatory contact kontakt contacto contatto kontaktperson ansprechpartner betreuer angehorige angehoriger verwandter relative kin person persona personne persoon osoba henkilo citizen burger citoyen ciudadano cittadino resident bewohner einwohner voter wahler electeur elector elettore defendant suspect victim opfer accused angeklagter deceased verstorbener visitor besucher visiteur visitante visitatore subscriber abonnent abonne suscriptor abbonato delegate manager supervisor vorgesetzter chef assignee handler bearbeiter sachbearbeiter zustandiger operator agent verkaufer consultant berater clerk cashier kassierer bediener technician monteur user usr nutzer benutzer utilisateur usuario utente gebruiker uzytkownik uzivatel player spieler joueur jugador athlete sportler licencie crew recipient empfanger destinataire destinatario ontvanger odbiorca prijemce sender absender expediteur remitente mittente afzender nadawca payer payor payee zahler zahlungspflichtiger begunstigter beguenstigter auftraggeber kontoinh ktoinh erblasser erbe heir godparent pate paten taufling`,
	partName:  `name nm nam names nom noms nome nombre nombres naam navn namn nimi jmeno imie nazwa nev nume ime isim ad adi vardas vards όνομα ονομα имя фио имена`,
	partFirst: `first fst frst given vor prenom pren prenomi primeiro primer pri voor for fore etu krestni kereszt`,
	partLast:  `last lst family fam sur nach nachn zu achter familien famille sukun etter efter vezetek apellido`,
	partFull:  `full preferred complete complet completo complete voll vollst vollstandiger vollstandig entier legal display cijfers volledige celkove cele intero anzeige nachvor`,
	partBirth: `birth brth brthd bth bday born geb gebu geburts geburt gebs naissance naiss nais nacimiento nacim nac nascita nasc nas nascimento geboorte gebor urodzenia urodz ur narozeni naroz narodenia nar rodjenja rodenja rojstva syntyma fodelse fodsels fodsel szuletesi szul nasterii nastere dogum dzimsanas gimimo sunni рождения рожд рожден народження народж γεννησης γεννηση`,
	partDate:  `date dat dt datum data fecha fec fch tarih tarihi datums kuupaev dato paivays pvm tag dag day jour dia giorno dzien den nap дата ημερομηνια ημ ημνια day aika ido`,
	partPlace: `place plc lieu luogo lugar local ort plaats miejsce misto mesto sted ort paikka hely locul loc city town twn cty cidade ciudad citta ville vil stadt gemeente comune commune comuna localidad localidade localita loca pobl poblacion miejscowosc miasto obec kaupunki poststed postort sehir il oras telepules grad город город πολη miestas pilseta`,
	partLand:  `country ctry cntry land pays pais paese kraj zeme maa ulke tara orszag`,
	partHome:  `address addr adr adrs adress adresse adressen adres adresa adresas adrese adresi adrress strasse str strase street strt strasze strassen rue rua calle via viale ulica ulice ul straat gata gade vei vej katu osoite direccion direc dir domicilio domic endereco ender morada indirizzo indir ind residence residenza anschrift wohnanschrift lakcim cim utca adresaa улица адрес διευθυνση wohnhaft`,
	partFirm:  `company comp firma firmen firm societe soc entreprise empresa azienda ditta bedrijf bedrijfs foretag yritys supplier vendor lieferant fournisseur proveedor fornitore org organisation organization organizacja shop store filiale branch business brand marke hotel school schule ecole escuela scuola club verein bank project projekt product prod produkt produit producto prodotto item artikel article file datei host server domain event group gruppe team abteilung department dept role category kategorie campaign kampagne table column field feld device gerat plan tarif course kurs class klasse room raum type art list liste template page seite job position branche industry hospital clinic region district`,
	partThing: `type typ tipo typ status stat state count cnt anzahl nb qty model modell template vorlage sent gesendet verified confirmed bestatigt opened clicked bounced valid gultig flag enabled active aktiv format version price preis prix amount amt betrag total size consent subject betreff optin hash score rate rating limit level color colour url link path website web www homepage site page ip mac sku tracking order auftrag bestellung commande pedido invoice rechnung facture factura ticket session token category kategorie source src quelle medium lang language sprache langue idioma time uhrzeit zeit heure hora expiry ablauf valid label tag attempt duration dauer notes note bemerkung comment comments kommentar preference quota rank index idx sort weight duplicate missing known allowed required change changed updated modified delivery message messages text sms answer question queue balance saldo wallet eth btc bitcoin crypto contract memory register`,
	partBy:    `by von par por da door przez handled created modified updated approved reviewed assigned signed sold referred invited erstellt geandert bearbeitet haenden handen attention attn att matchcode`,
	partNoise: `wunsch expectation expected desired requested reminder txt vc fld fl val value str1 main primary secondary prim sec alt alternate alternative private priv privat prive personal pers persoenlich business work home gesch geschaftlich dienstlich billing bill shipping ship invoice1 delivery liefer rechnungs mailing post postal current present permanent perm temp emergency notfall emerg the of and und et y e i de du des del della do da den der die das your my our ihre ihr votre vos su tu tua vostra no num nr nummer numero number numer nmbr nbr № ms info infos data dati daten details detail id cd code key ref new old neu alt1 1 2 3`,
}

// wholeWords are words that say themselves what a column holds.
var wholeWords = map[Kind]string{
	"email":       `email eml emailadr mail mel mél courriel correo corr mailadr mailadresse epost eposta epasts imejl imeil posta elec electronico elektr elektroniczny ящик`,
	"phone":       `phone phn fone tel tlf tele telf tfno tlfn telno telefon telefono telefone telefoon telefonu telephone mobile mob mobil mobiel mobilni movil mov cell cel celular cellulare cellular handy natel gsm portable fax kom komorka komorkowy cep puhelin puh matkapuhelin mobitel rufnummer rufnr ruf telekom тел телефон мобильный моб τηλ τηλεφωνο κινητο talrunis whatsapp`,
	"given_name":  `firstname fname givenname forename vorname vname vornam vnam prenom prenome imie voornaam vnaam fornavn fornamn etunimi keresztnev prenume`,
	"family_name": `lastname lname surname srname nachname nname familyname familienname anaam achternaam apellido apellidos apell ape paterno materno cognome cogn cgn nazwisko prijmeni priezvisko prezime priimek sukunimi efternavn etternavn efternamn vezeteknev sobrenome apelido maiden mdn soyad soyadi`,
	"street":      `streetaddress strassehausnummer`,
	"postcode":    `zip zipcode postcode pcode postalcode pstcd pincode pin6 plz postleitzahl cp codpostal cap postnummer postnr postnum psc kodpocztowy kodpoczt irsz irszam postikoodi postinumero pstlz posteingang1 индекс`,
	"gender":      `gender gndr gend sex sexe sexo sesso geschlecht geschl plec pohlavi spol pol1 kon kjonn kjoenn sukupuoli cinsiyet nem1 geslacht genero genre1 anrede anr salutation civilite civ`,
	"nationality": `nationality nationalitat nationalite nacionalidad nazionalita nationaliteit obywatelstwo obcanstvi cittadinanza citizenship staatsangehorigkeit staatsang staatsburgerschaft kansalaisuus medborgarskap allampolgarsag cetatenie drzavljanstvo uyruk гражданство`,
	"username":    `username usrname uname login loginname userlogin benutzername samaccountname nicename nickname screenname alias handle twitter instagram insta tiktok snapchat telegram mastodon github skype discord`,
	"password":    `password passwort passwd pwd pw kennwort motdepasse contrasena contrasenya wachtwoord haslo heslo salasana losenord passord senha parola sifre jelszo lozinka geslo пароль`,
	"salary":      `salary sal salar gehalt gehalts lohn salaire salario sueldo stipendio wage wages wynagrodzenie pensja palkka lonn arslonn arslon manadslon manedslonn manedslon timelonn plat mzda maas ucret fizetes placa salariu оклад зарплата retribuzione retrib remuneration remuneracion einkommen bruttolohn nettolohn `,
	"health": `diagnosis diagnose diagnosen diagnoses diag diagnos diagnostic diagnostico diagnosi diagnoza diagnoosi disease illness krankheit krankheiten erkrankung erkrankungen vorerkrankung vorerkrankungen maladie maladies pathologie pathologies patologia patologie enfermedad enfermedades doenca doencas malattia malattie ziekte ziekten choroba choroby sjukdom sygdom sairaus hastalik betegseg bolest bolezen allergy allergies allergie allergien allergia alergia alergias alergie alergi allergi alergii uczulenie uczulenia intolerance intolerances unvertraglichkeit unvertraglichkeiten medication medications medikament medikamente medikation medicament medicaments medicamento medicamentos medicacion medicacao farmaco farmaci medicijn medicijnen medicatie lek leki leky lieky lakemedel laakitys ilac gyogyszer lijekovi zdravila
		disability disabilities disabled handicap handicaps handicape behinderung schwerbehinderung schwerbehindert behinderungsgrad invalidity invalidite invalidita invaliditat discapacidad incapacidad minusvalia disabilita deficiencia deficiente handikap funktionsnedsattning funktionshinder funksjonsnedsettelse niepelnosprawnosc niepelnosprawny postizeni invaliditet invalidnost engelli engel fogyatekossag vamma vammaisuus necessidade gdb
		bloodtype bloodgroup bldgrp bldtyp blutgruppe groupesanguin gruposanguineo tiposanguineo grupposanguigno bloedgroep grupakrwi krevniskupina blodgrupp blodtype veriryhma vercsoport kangrubu grupsanguin krvnagrupa blood blut sang sanguin sanguineo sanguigno
		pregnant pregnancy schwanger schwangerschaft enceinte grossesse embarazada embarazo gravidanza incinta gestante gravida ciaza tehotna zwanger hiv aids covid vaccine vaccination vaccinated vacc impfung impfstatus impfstoff vaccin vacuna vacunacion vaccino vacina szczepienie ockovani rokote vaksine vaccinatie injury injuries verletzung verletzungen blessure lesion infortunio symptom symptoms symptome symptomes sintomas sintomi beschwerden beschwerde complaint1 icd icd10 icd9 icpc cim10 cie10 cid10 bmi cholesterol glucose bloodpressure blutdruck tension1 presionarterial bp hba1c surgery operation1 therapie therapy treatment behandlung traitement tratamiento terapia befund befunde anamnese anamnesis medical medizinisch medizinische medicale medicales medicos krankenstand krankheitstage fehltage1 sickdays sickleave sickness arretmaladie absencemaladie malattiagg zdravotni terveys halsa gesundheit gesundheitszustand sante salud saude salute gezondheid zdrowie psychiatric psychotherapie addiction sucht drugs1 diabetic diabetes diabetiker asthma epilepsy epilepsie dementia demenz pai1 pflegegrad pflegestufe conditions1 medicalcondition dx rx
		диагноз диагнозы аллергия лекарства инвалидность группакрови болезнь διαγνωση αλλεργιες αναπηρια`,
	"religion":         `religion relig konfession konf religionszugehorigkeit confession religione religiao faith denomination glaube glaubensgemeinschaft bekenntnis kirchensteuer kirchensteuermerkmal wyznanie nabozenstvi vierovyznanie uskonto trossamfund religie geloof croyance creencia vallas vjera din1 veroispovest вероисповедание религия θρησκευμα belief church parish1`,
	"ethnicity":        `ethnicity ethnic ethnicgroup ethnicity1 race racial raca raza razza ethnie ethnisch etnia etnico etnicidad etnicidade caste casta ancestry ethnischeherkunft herkunft1 abstammung minority minderheit indigenous tribe narodnost pochodzenie etniska etnisk etniciteit origineethnique cor1 национальность`,
	"orientation":      `sexualorientation sexorientation sexuelleorientierung orientationsexuelle orientacionsexual orientacaosexual orientamentosessuale orientationsex sexualpreference`,
	"politics":         `politics political politik politisch politique politica politico parteizugehorigkeit parteimitglied partyaffiliation partyaffil politicalparty parti parteibuch partei partido partito partij partia strana1 party1 votedfor gewahlt1 ideology`,
	"union":            `union1 tradeunion labourunion laborunion unionmember unionmembership gewerkschaft gewerkschaftsmitglied syndicat syndical syndique syndicale sindicato sindical sindacato sindacale sindacali vakbond vakvereniging zwiazekzawodowy zwiazkowy odbory fackforbund fagforening fagforbund fack ammattiliitto szakszervezet sindikat sendika`,
	"genetics":         `genotype genotyp genome genetic genetics genetik genetisch genetique genetica dna adn dnaprofile haplotype haplogroup brca mutation karyotype genvariant snp allele gene`,
	"biometrics":       `biometric biometrics biometrie biometrisch biometrique biometria fingerprint fingerprints fingerabdruck fingerabdrucke empreinte empreintes huella huelladactilar impronta improntedigitali facetemplate faceid facescan irisscan iriscode voiceprint faceembedding palmprint`,
	"passport":         `passport passportno passportnumber psprt reisepass reisepassnr passeport pasaporte passaporto passaporte paspoort paszport reisedokument passnr passnummer загранпаспорт`,
	"plate":            `plate licenseplate licenceplate numberplate kennzeichen kfzkennzeichen kfz immatriculation immat matricula1 targa kenteken rejestracja rekisterinumero rekisteritunnus regnr1 plaka rendszam spz`,
	"iban":             `iban ibannr ibannummer`,
	"card":             `creditcard creditcardnumber ccnum ccnumber cardnumber cardno kreditkarte kreditkartennummer kreditkartennr kknr kartennummer pan1 cartecredit tarjetacredito cartacredito`,
	"id_card":          `iddoc numdoc nrdoc nodoc  numdocumento nrdokumentu dokumentnr cisloop idnumber1 nationalid ausweis ausweisnr personalausweis rg cedula carnet kimlik`,
	"sort_code":        `sortcode sortcd blz bankleitzahl`,
	"account_number":   `accno acctno accountno acno ktonr kontonr kontonummer bankaccountno auftragskonto`,
	"health_insurance": `polisoms полисомс полис versichertennr versichertennummer`,
	"crypto_wallet":    `walletaddress walletaddr wallet1 ethaddress btcaddress bitcoinaddress cryptoaddress`,
	"ip":               `ipaddress ipaddr ipadresse ipadr ipv4 ipv6 clientip remoteip`,
}

// morphemes is what each word stands for. A word of several kinds stands for the first.
type meaning struct {
	part morpheme
	kind Kind
}

var morphemes = sync.OnceValue(func() map[string]meaning {
	out := map[string]meaning{}
	for k, words := range wholeWords {
		for w := range strings.FieldsSeq(words) {
			out[flatten(w)] = meaning{partWhole, k}
		}
	}
	for _, p := range []morpheme{partWho, partName, partFirst, partLast, partFull, partBirth, partDate, partHome, partPlace, partLand, partFirm, partThing, partBy, partNoise} {
		for w := range strings.FieldsSeq(partWords[p]) {
			f := flatten(w)
			if _, known := out[f]; !known && f != "" {
				out[f] = meaning{part: p}
			}
		}
	}
	return out
})

// parts takes a name apart into what its words stand for. unknown is how many of
// its words mean nothing here.
func parts(name string) (list []meaning, unknown int) {
	words := split(name)
	for i := 0; i < len(words); i++ {
		w := words[i]
		// kan_grubu, kod pocztowy: several words that stand for one thing.
		joined := false
		for n := min(3, len(words)-i); n > 1 && !joined; n-- {
			if m, ok := morphemes()[flatten(strings.Join(words[i:i+n], ""))]; ok && m.part == partWhole {
				list, joined, i = append(list, m), true, i+n-1
			}
		}
		if joined {
			continue
		}
		f := strings.TrimRight(flatten(w), "0123456789")
		if f == "" {
			continue
		}
		if m, ok := morphemes()[f]; ok {
			list = append(list, m)
		} else if m, ok := morphemes()[transcribed.Replace(f)]; ok { // geschaeftlich
			list = append(list, m)
		} else if inner := compound(f); inner != nil {
			list = append(list, inner...)
		} else {
			list = append(list, meaning{})
			unknown++
		}
	}
	return list, unknown
}

// transcribed takes back what was written for letters with dots.
var transcribed = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// links stand between the parts of a compound.
var links = [...]string{"", "s", "n", "en", "es", "e", "o"}

// compound takes a word apart that is written without blanks: kundenname,
// geburtsort, nomclient. Parts of two letters are too many to be told.
func compound(w string) []meaning {
	if len(w) < 6 || len(w) > 40 {
		return nil
	}
	var walk func(from int, deep int) []meaning
	walk = func(from, deep int) []meaning {
		for to := len(w); to >= from+3; to-- {
			m, ok := morphemes()[w[from:to]]
			if !ok {
				continue
			}
			if to == len(w) {
				return []meaning{m}
			}
			if deep == 3 {
				continue
			}
			for _, l := range links {
				if strings.HasPrefix(w[to:], l) {
					if rest := walk(to+len(l), deep+1); rest != nil {
						return append([]meaning{m}, rest...)
					}
				}
			}
		}
		return nil
	}
	return walk(0, 0)
}

// whoSays is how clearly a name speaks that says who, and not what of them: doctor,
// created by. There the cells decide.
const whoSays = .7

// composed is the kind that the words of a name speak of together: mother_name is
// a name, data_nasterii a day of birth, telefon_parinte a telephone.
func composed(name string) (Kind, float64) {
	if len(name) > 160 {
		return "", 0
	}
	list, unknown := parts(name)
	has, count := [partNoise + 1]bool{}, 0
	whole := Kind("")
	for _, m := range list {
		has[m.part] = true
		if m.part != partNoise && m.part != partNone {
			count++
		}
		if m.part == partWhole && (whole == "" || rank(m.kind) > rank(whole)) {
			whole = m.kind
		}
	}
	question := len(list) > 4
	if whole == "biometrics" || whole == "genetics" {
		for _, w := range split(name) {
			if printedThings[flatten(w)] {
				return "", 0
			}
		}
	}
	if special := CategoryOf(whole); special == "health" || special == "special" {
		if has[partDate] || has[partThing] && !question || has[partFirm] && !question || ambiguousHeaders[flatten(name)] {
			return "", 0
		}
		return whole, .8
	}
	switch {
	case has[partThing] || has[partFirm] || unknown > 1 || unknown*2 > len(list) || question && count > 5:
		return "", 0
	case has[partBirth] && (has[partPlace] || has[partHome]):
		return "city", .8
	case has[partBirth] && has[partLand]:
		return "country", .8
	case has[partBirth] && (has[partName] || has[partLast]) && !has[partDate]:
		return "family_name", .8
	case has[partBirth] && (has[partDate] || unknown == 0) && whole == "":
		return "birth_date", .8
	case has[partDate]:
		return "", 0
	case whole == "given_name" || whole == "family_name", whole != "" && whole != "username" && whole != "gender":
		return whole, .8
	case whole == "gender" || whole == "username":
		return whole, .8
	case has[partFirst] && (has[partName] || has[partWho]):
		return "given_name", .8
	case has[partLast] && (has[partName] || has[partWho]):
		return "family_name", .8
	case has[partName] && (has[partWho] || has[partFull]):
		return "full_name", .8
	case has[partWho] && count == 1 && unknown == 0, has[partWho] && has[partBy] && unknown == 0:
		return "full_name", whoSays
	case has[partBy] && unknown <= 1 && count <= 2:
		return "full_name", whoSays
	case has[partHome] && !has[partName]:
		return "street", .8
	case has[partPlace] && !has[partWho]:
		return "city", .8
	case has[partLand] && !has[partName]:
		return "country", .8
	}
	return "", 0
}

// rank says which of two kinds in one name is what the column holds: of
// telephone of the mother's mail the more telling one.
func rank(k Kind) int {
	switch CategoryOf(k) {
	case "health", "special":
		return 3
	}
	switch k {
	case "email", "phone", "postcode", "password", "iban", "card", "ip":
		return 2
	}
	return 1
}

// headerMemo remembers what names were said to be: a table asks for each of its
// columns once for every other.
var headerMemo struct {
	sync.Mutex
	of map[string]headerSays
}

type headerSays struct {
	kind Kind
	sure float64
}

// headerKind is the kind that a column's name speaks of, and how clearly.
func headerKind(name string) (Kind, float64) {
	headerMemo.Lock()
	s, ok := headerMemo.of[name]
	headerMemo.Unlock()
	if ok {
		return s.kind, s.sure
	}
	s.kind, s.sure = listedKind(name)
	if s.sure < 1 {
		if k, sure := composed(name); k != "" && (s.sure < .8 && sure > s.sure || s.kind == "birth_date" && sure == .8) {
			s = headerSays{k, sure}
		}
	}
	headerMemo.Lock()
	if headerMemo.of == nil || len(headerMemo.of) >= 4096 {
		headerMemo.of = map[string]headerSays{}
	}
	headerMemo.of[name] = s
	headerMemo.Unlock()
	return s.kind, s.sure
}

// calledAmong is the name of a column without what it shares with the names beside
// it: OXFNAME, OXLNAME, OXCITY; cli_nom, cli_tel.
func calledAmong(name string, neighbours []string) string {
	if len(neighbours) < 3 || len(name) < 4 {
		return name
	}
	best := 0
	for n := 2; n < len(name) && n <= 16; n++ {
		same := 1
		for _, o := range neighbours {
			if len(o) > n && strings.EqualFold(o[:n], name[:n]) {
				same++
			}
		}
		if same*10 < (len(neighbours)+1)*7 || same < 4 {
			break
		}
		best = n
	}
	if best == 0 {
		return name
	}
	// Where the shared part ends at a sign the rest is a word.
	for i := best; i > 1; i-- {
		if c := name[i-1]; c == '_' || c == '.' || c == '-' || c == ' ' || c == ':' {
			return name[i:]
		}
	}
	return name[best:]
}
