package classify

import "bytes"

// personLabels head what is a person's name in a form, a letter or a record,
// whatever it is: with a colon, an equals sign or a tag behind them.
const personLabels = "potilas,hasta,pacient,pacientka,пациент,пациентка,пацієнт,пацієнтка,заявитель,заявительница,заявник,клиент,kiracı,müşteri,nájemce,zákazník,huurder,huurster,hyresgäst,lejer,leietaker,najemca,asiakas,vuokralainen,bewohner,bewohnerin,résident,beneficiario,beneficiary,bénéficiaire,empfangsberechtigter,fn,patient,patientin,patientenname,patient name,kunde,kundin,kundenname,client,cliente,customer,customer name,klant,klient,klientka,klantnaam,pacjent,paziente,paciente,passenger,passenger name,passagier,passager,pasajero,guest,guest name,gast,hôte,huésped,ospite,contact,contact person,contact name,ansprechpartner,ansprechpartnerin,kontaktperson,contactpersoon,employee,employee name,mitarbeiter,mitarbeiterin,empleado,dipendente,medewerker,pracownik,member,member name,mitglied,adhérent,socio,lid,full name,fullname,vollständiger name,vor und nachname,name vorname,nachname vorname,nom complet,nom et prénom,nom prénom,prénom et nom,nombre completo,nombre y apellidos,apellidos y nombre,nome completo,cognome e nome,nome e cognome,imię i nazwisko,nazwisko i imię,volledige naam,naam klant,ad soyad,adı soyadı,caller,absender,sender name,expéditeur,remitente,mittente,afzender,nadawca,recipient,recipient name,empfänger,empfängerin,destinataire,destinatario,ontvanger,odbiorca,tenant,mieter,mieterin,vermieter,locataire,inquilino,student,student name,schüler,schülerin,élève,alumno,applicant,bewerber,bewerberin,candidate,cardholder,karteninhaber,titulaire,titular,intestatario,besteller,bestellerin,käufer,acheteur,comprador,acquirente,kjøper,versicherter,versicherte,insured,assuré,asegurado,assicurato,requester,requested by,assigned to,assignee,author,autor,attendee,teilnehmer,teilnehmerin,participant,zahler,zahlungspflichtiger,debtor,schuldner,kontakt,henvendelse fra,kunden"

// lastLabels and firstLabels head one name alone.
const (
	lastLabels  = "last name,lastname,surname,family name,familyname,nachname,familienname,zuname,nom de famille,apellido,apellidos,cognome,achternaam,nazwisko,efternamn,efternavn,etternavn,sukunimi,sobrenome,apelido,soyadı,soyad,příjmení,priezvisko,vezetéknév,nume de familie,επώνυμο,фамилия,lname,geburtsname,maiden name"
	firstLabels = "first name,firstname,given name,givenname,forename,vorname,vornamen,rufname,prénom,prenom,nombre de pila,voornaam,roepnaam,imię,förnamn,fornavn,etunimi,primeiro nome,křestní jméno,keresztnév,prenume,fname"
	anyLabels   = "name,nom,nombre,nome,naam,navn,namn,nimi,jméno"
)

// labelled takes what stands behind such a label, from the word at i.
func (s *scanner) labelled(i int) (found, bool) {
	text := s.text
	at := s.label
	if at <= s.line || at > i || i-at > 8 {
		return found{}, false
	}
	loose := !assigns(text[at:i])
	if loose && (i-at != 1 || int(s.seen[ctxLabel]) != at || int(s.seen[ctxPerson]) != at) {
		return found{}, false
	}
	end := nameEnd(text, i)
	if end == i && !loose {
		end = shoutedEnd(text, i)
	}
	if end == i {
		return found{}, false
	}
	s.match(i, wordStop(text, i, end))
	if notPerson(text[i:end]) || s.plain() && int(s.seen[ctxLastLabel]) != at && int(s.seen[ctxFirstLabel]) != at {
		return found{}, false
	}
	switch {
	case int(s.seen[ctxLastLabel]) == at:
		return s.single("family_name", i, end)
	case int(s.seen[ctxFirstLabel]) == at:
		return s.single("given_name", i, end)
	}
	names, last := 1, end
	for names < 5 {
		n := blank(text, last)
		if text[min(last, len(text)-1)] == ',' && names == 1 { // Meier, Anna
			n = 1 + blank(text, last+1)
		}
		if n == 0 || last+n >= len(text) {
			break
		}
		from := skipParticle(text, last+n)
		if from >= len(text) {
			break
		}
		if isInitial(text, from) {
			last = from + 2
			continue
		}
		stop := nameEnd(text, from)
		if stop == from {
			break
		}
		if s.plainAt(from, stop) || s.hit != nil && !s.unknown() && s.thingNear() {
			return found{}, false
		}
		if legalForms[string(lowered(nil, text[from:stop]))] {
			return found{}, false
		}
		names, last = names+1, stop
	}
	if names == 1 && int(s.seen[ctxAnyLabel]) == at && headOfNext(text, last) { // Nom : Oberlin, and below it the given name
		return hit("family_name", i, last, .8), true
	}
	if names < 2 || names > 4 || !closes(text, last) {
		return found{}, false
	}
	conf := .78
	if loose { // Kunde Lily Oppong, wohnhaft
		if names > 3 || last >= len(text) || text[last] != ',' && text[last] != '(' && text[last] != ' ' || text[last] == ' ' && (last+1 >= len(text) || text[last+1] != '(') {
			return found{}, false
		}
		conf = .65
	} else if int(s.seen[ctxAnyLabel]) == at && names < 4 && bytes.IndexByte(text[last:lineEnd(text, last, 160)], '@') >= 0 {
		conf = .7 // a record with an address
	} else if int(s.seen[ctxAnyLabel]) == at { // things have names too
		if conf = .62; names > 3 || !endsLine(text, last) {
			return found{}, false
		}
	}
	return s.fullName(i, last, conf)
}

// thingNear says whether the word that was looked up last hints at a subject.
func (s *scanner) thingNear() bool {
	for _, e := range s.hit {
		if e.what&(isGiven|isFamily) != 0 {
			return false
		}
	}
	return true
}

// single takes one name, with a second behind it.
func (s *scanner) single(k Kind, i, end int) (found, bool) {
	text := s.text
	if n := blank(text, end); n > 0 {
		if stop := nameEnd(text, end+n); stop > end+n && closes(text, stop) {
			end = stop
		}
	}
	if !closes(text, end) && (text[end] != '&' || !parameter(text, end)) {
		return found{}, false
	}
	return hit(k, i, end, .8), true
}

// assigns says whether b is what stands between a label and its value.
func assigns(b []byte) bool {
	sign := false
	for _, c := range b {
		switch c {
		case ':', '=', '>':
			sign = true
		case ' ', '"', '\'', '\t', '*', '|', ']', '(', ')', 0xc2, 0xa0:
		default:
			return false
		}
	}
	return sign
}

// closes says whether a name may end at i: behind it stands no letter, digit or
// sign that goes on with it.
func closes(text []byte, i int) bool {
	if i >= len(text) {
		return true
	}
	switch c := text[i]; {
	case isAlnum(c), c == '@', c == '_', c == '-', c == '/', c == '&', c == '+', c == '\'' && i+1 < len(text) && isAlnum(text[i+1]):
		return false
	}
	return true
}

// mailbox takes the name before <anna@mail.example> (RFC 5322), whose address
// begins at i. from: nothing before it belongs to the name.
func (s *scanner) mailbox(i int) (found, bool) {
	text := s.text
	end := i - 1
	for end > s.done && (text[end-1] == ' ' || text[end-1] == '"' || text[end-1] == '\'') {
		end--
	}
	at, from := end, max(s.done, s.line, end-60)
	for at > from && (inName(text[at-1]) || bytes.IndexByte([]byte(" .-'"), text[at-1]) >= 0) {
		at--
	}
	comma := false
	if at > from && text[at-1] == ',' { // Nowak, Kleopatra <
		to := at - 1
		for to > from && (inName(text[to-1]) || text[to-1] == '-') {
			to--
		}
		if to < at-2 && (to == from || text[to-1] == '"' || text[to-1] == ' ' && to > 1 && text[to-2] == ':') {
			at, comma = to, true
		}
	}
	for at < end && (text[at] == ' ' || text[at] == '-' || text[at] == '.') {
		at++
	}
	start, names := at, 0
	for at < end {
		if isInitial(text, at) {
			at += 2
		} else {
			from := skipParticle(text, at)
			stop := nameEnd(text, from)
			if stop == from || stop > end || s.plainAt(from, stop) || s.match(from, wordStop(text, from, stop)) > 0 && !s.unknown() && s.thingNear() || legalForms[string(lowered(nil, text[from:stop]))] {
				return found{}, false
			}
			at, names = stop, names+1
		}
		for at < end && (text[at] == ' ' || text[at] == '.' || comma && text[at] == ',') {
			at++
		}
	}
	if names < 2 || names > 4 {
		return found{}, false
	}
	return hit("full_name", start, end, .85), true
}

// shopWords begin the names of shops and firms.
var shopWords = set("panificio boulangerie bäckerei metzgerei fleischerei boucherie macelleria panadería pizzeria ristorante restaurant trattoria osteria café cafe hotel autohaus garage carrosserie officina werkstatt taller apotheke farmacia pharmacie praxis clinica clínica clinique studio studi atelier salon salone friseur coiffeur parrucchiere blumen fleuriste fiori buchhandlung librairie libreria tischlerei schreinerei menuiserie malerbetrieb dachdeckerei elektro sanitär heizung gärtnerei kanzlei notariat steuerbüro cabinet agence agentur agenzia agencia immobilien immobilier immobiliare verlag druckerei imprimerie tipografia stadtwerke gemeinde comune mairie ayuntamiento kita kindergarten verein association associazione asociación vereniging stichting stiftung sklep zakład biuro przychodnia bakery pharmacy clinic garage studio agency motors frohe fröhliche schöne schönes guten gute prettige fijne gelukkig merry happy joyeux joyeuse bonne bon buon buone feliz felices god glad wesołych szczęśliwego dobry boas bom see siehe zie voir vedi ver patrz technische technischer wsparcie dział service supporto soporte ondersteuning klantenservice piekarnia cukiernia bakkerij slagerij kapper kapsalon bloemen drogist tandarts huisarts apotheek apteka kwiaciarnia księgarnia drukarnia fryzjer gabinet szkoła przedszkole klub bar bäcker bageri konditori apotek frisör verkstad leipomo kirjakauppa panadería carnicería farmacia padaria talho fırın eczane foods farms industries logistics consulting partners brothers sons bros")

// behindName says whether a capitalised word stands before i: Anna M. Meier.
func (s *scanner) behindName(i int) bool {
	at := i - 1
	if at <= s.line || s.text[at] != ' ' {
		return false
	}
	for at > s.line && inName(s.text[at-1]) {
		at--
	}
	return at < i-1 && (isUpper(s.text[at]) || s.text[at] >= 0x80)
}

// shoutedEnd is the end of a family name in capitals before a given one that is
// not: WEBER, Karl-Heinz; WEBER Karl. i: there is none.
func shoutedEnd(text []byte, i int) int {
	end := i
	for end < len(text) && end-i < 24 && (isUpper(text[end]) || end > i && (text[end] == '-' || text[end] == '\'')) {
		end++
	}
	at := end
	if at < len(text) && text[at] == ',' {
		at++
	}
	n := blank(text, at)
	if end-i < 3 || n == 0 || nameEnd(text, at+n) == at+n {
		return i
	}
	return end
}

// notPerson says whether a word that might be a name begins that of a firm, or a
// wish.
func notPerson(w []byte) bool {
	var buf [48]byte
	low := lowered(buf[:0], w)
	return shopWords[string(low)] || len(low) > 5 && bytes.HasSuffix(low, []byte("sche"))
}

// endsLine says whether nothing but a closing quote stands behind i on the line.
func endsLine(text []byte, i int) bool {
	if i < len(text) && (text[i] == '"' || text[i] == '\'') {
		i++
	}
	return i >= len(text) || text[i] == '\n' || text[i] == '\r'
}

// lineEnd is where the line ends that goes on at i, most bytes behind it at last.
func lineEnd(text []byte, i, most int) int {
	stop := min(len(text), i+most)
	if nl := bytes.IndexByte(text[i:stop], '\n'); nl >= 0 {
		return i + nl
	}
	return stop
}

// greeted takes the one name between a greeting that begins a line and a comma:
// Ciao Lauriano,
func (s *scanner) greeted(i int) (found, bool) {
	text, at := s.text, int(s.seen[ctxGreet])
	if at <= s.line || i-at != 1 || at-s.line > 12 || int(s.seen[ctxSigned]) == at {
		return found{}, false
	}
	for _, c := range text[s.line:at] {
		if !inName(c) {
			return found{}, false
		}
	}
	end := nameEnd(text, i)
	if end-i < 3 || end >= len(text) || text[end] != ',' && text[end] != '!' {
		return found{}, false
	}
	var buf [48]byte
	if greetedMany[string(lowered(buf[:0], text[i:end]))] || notPerson(text[i:end]) {
		return found{}, false
	}
	return hit("given_name", i, end, .62), true
}

// greetedMany are greeted and nobody by name.
var greetedMany = set("welt world kolleginnen kollegen kollege kollegin freunde freundinnen friends folks guys girls zusammen leute everyone everybody all kunden kundinnen customers customer sirs sir madam tutti tutte amici amiche amis amies todos todas allemaal iedereen alla alle allesamt wszyscy mitglieder members colleagues colleague collega collegae nachbarn neighbours eltern parents gäste guests leser reader readers team teams subscriber user users partner partners investor investors client clients cliente clienti klant klanten mieter mieterinnen damen herren ladies gentlemen kinder kids class students student studierende again there mutter vater mama papa mom dad oma opa")

// addressed takes two names shortly before an address that is made of one of
// them: Izolda Cybulski joined (izolda.c13@mail.example). from and at are where the
// address begins and where its @ stands.
func (s *scanner) addressed(from, at int) (found, bool) {
	text := s.text
	low := max(s.done, s.line, from-56)
	for p := from - 2; p > low; p-- {
		if text[p] != ' ' || !isUpper(text[p+1]) && text[p+1] < 0x80 || !inName(text[p-1]) {
			continue
		}
		start := p
		for start > low && (inName(text[start-1]) || text[start-1] == '-') {
			start--
		}
		if start > 0 && (inWord(text[start-1]) || text[start-1] == '@' || text[start-1] == '.' || text[start-1] == '/') {
			continue
		}
		first, last := nameEnd(text, start), nameEnd(text, p+1)
		if first != p || last == p+1 || last > from || !closes(text, last) && text[last] != '\'' {
			continue
		}
		if !partOf(text[from:at], text[start:first]) && !partOf(text[from:at], text[p+1:last]) {
			continue
		}
		if s.plainAt(start, first) || s.plainAt(p+1, last) || notPerson(text[start:first]) {
			return found{}, false
		}
		return hit("full_name", start, last, .85), true
	}
	return found{}, false
}

// partOf says whether the local part of an address holds a name of four letters and
// more, as such are written there.
func partOf(local, name []byte) bool {
	var a, b [64]byte
	if len(local) > len(a) || len(name) > 40 {
		return false
	}
	l, n := lowered(a[:0], local), lowered(b[:0], name)
	for _, c := range n {
		if c >= 0x80 {
			n = []byte(flatten(string(n)))
			break
		}
	}
	return len(n) > 3 && bytes.Contains(l, n)
}

// headOfNext says whether the next line begins with the label of a given name.
func headOfNext(text []byte, i int) bool {
	nl := bytes.IndexByte(text[i:min(len(text), i+3)], '\n')
	if nl < 0 {
		return false
	}
	line := text[i+nl+1 : min(len(text), i+nl+32)]
	colon := bytes.IndexAny(line, ":=\n")
	return colon > 0 && byHeader()[flatten(string(line[:colon]))] == "given_name"
}
