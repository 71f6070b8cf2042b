"""Sentences about people as they stand in mails, notes and tickets, with and
without anybody in them. The names and places are those of python3-fake-factory.
Usage: sentences.py SEED TEXTS, JSON lines. Half a is the one to look into."""
import json, random, sys, warnings
warnings.simplefilter('ignore')
from faker import Faker
seed, n = int(sys.argv[1]), int(sys.argv[2])
r = random.Random(seed)
LOC = {'en': ['en_US', 'en_GB'], 'de': ['de_DE'], 'fr': ['fr_FR'], 'es': ['es_ES'], 'it': ['it_IT'], 'nl': ['nl_NL'], 'pl': ['pl_PL']}
# N full name, F given name, L family name, A street with number, Z postcode, C city.
S = {
'en': (['Ship to {N}, {A}, {C}.', 'Kind regards, {N}', 'Customer: {N}', 'Could you ask {N} to sign it?', 'I met {N} at the fair.', 'Her tenant, {N}, moved out of {A}.', 'Best wishes, {F}', 'Invoice for Mrs {L}, {A}.', 'Account holder: {N}', '{N} has not paid yet.'],
       ['Bill to: {N}, {A}, {C}', 'Yours faithfully, {N}', 'Client name: {N}', 'The parcel for {N} came back from {A}.', 'Please call {N} before noon.', 'According to {N}, the lock was broken.', 'Many thanks, {F}', 'Signed by {N}', 'Visit Mr {L} at {A}.', 'We wrote to {N} twice.']),
'de': (['Mit freundlichen Grüßen, {N}', 'Kunde: {N}, {A}, {Z} {C}', 'Ansprechpartnerin: {N}', 'Bitte {N} anrufen.', 'Das Paket für {N} kam aus der {A} zurück.', 'Sehr geehrte Frau {L}, anbei die Rechnung.', 'Lieferadresse: {A}, {Z} {C}', 'Laut {N} war das Schloss defekt.', 'Mieter {N} ist aus der {A} ausgezogen.', 'LG {F}'],
       ['Beste Grüße, {N}', 'Empfänger: {N}, {A}, {Z} {C}', 'Rechnung an {N} schicken.', 'Herr {L} wohnt jetzt {A}, {Z} {C}.', 'Unterschrieben von {N}', 'Wir haben {N} zweimal geschrieben.', 'Vertrag mit {N} verlängert.', 'Hallo {F}, danke!', 'Zustellung an {A} nicht möglich.', 'Versicherungsnehmer: {N}']),
'fr': (['Bien cordialement, {N}', 'Client : {N}, {A}, {Z} {C}', 'Le colis de {N} est revenu de {A}.', "Merci d'appeler {N} avant midi.", 'Selon {N}, la serrure est cassée.', 'Chère Madame {L}, voici la facture.', 'Destinataire : {N}', 'Adresse de livraison : {A}, {Z} {C}', 'Signé par {N}', 'Merci, {F}'],
       ['Sincères salutations, {N}', 'Facturer à {N}, {A}, {Z} {C}', 'Locataire : {N}', 'Nous avons écrit deux fois à {N}.', 'Monsieur {L} habite au {A}.', 'Nom du patient : {N}', 'Rendez-vous avec {N} lundi.', 'Bonjour {F}, merci beaucoup.', 'Amicalement, {N}', 'Le contrat de {N} est prolongé.']),
'es': (['Atentamente, {N}', 'Cliente: {N}, {A}, {Z} {C}', 'El paquete de {N} volvió de {A}.', 'Por favor, llamad a {N} antes de mediodía.', 'Según {N}, la cerradura está rota.', 'Estimada Sra. {L}, adjunto la factura.', 'Destinatario: {N}', 'Dirección de entrega: {A}, {Z} {C}', 'Firmado por {N}', 'Gracias, {F}'],
       ['Un saludo, {N}', 'Facturar a {N}, {A}, {Z} {C}', 'Inquilino: {N}', 'Escribimos dos veces a {N}.', 'El señor {L} vive en {A}.', 'Nombre del paciente: {N}', 'Cita con {N} el lunes.', 'Hola {F}, muchas gracias.', 'Cordialmente, {N}', 'El contrato de {N} se prorroga.']),
'it': (['Distinti saluti, {N}', 'Cliente: {N}, {A}, {Z} {C}', 'Il pacco di {N} è tornato da {A}.', 'Si prega di chiamare {N} prima di mezzogiorno.', 'Secondo {N}, la serratura è rotta.', 'Gentile Signora {L}, in allegato la fattura.', 'Destinatario: {N}', 'Indirizzo di consegna: {A}, {Z} {C}', 'Firmato da {N}', 'Grazie, {F}'],
       ['Un caro saluto, {N}', 'Fatturare a {N}, {A}, {Z} {C}', 'Inquilino: {N}', 'Abbiamo scritto due volte a {N}.', 'Il signor {L} abita in {A}.', 'Nome del paziente: {N}', 'Appuntamento con {N} lunedì.', 'Ciao {F}, grazie mille.', 'Cordialmente, {N}', 'Il contratto di {N} è prorogato.']),
'nl': (['Met vriendelijke groet, {N}', 'Klant: {N}, {A}, {Z} {C}', 'Het pakket van {N} kwam terug van {A}.', 'Graag {N} bellen voor twaalf uur.', 'Volgens {N} was het slot kapot.', 'Geachte mevrouw {L}, hierbij de factuur.', 'Ontvanger: {N}', 'Afleveradres: {A}, {Z} {C}', 'Getekend door {N}', 'Bedankt, {F}'],
       ['Hartelijke groeten, {N}', 'Factuur aan {N}, {A}, {Z} {C}', 'Huurder: {N}', 'Wij hebben {N} twee keer geschreven.', 'De heer {L} woont op {A}.', 'Naam van de patiënt: {N}', 'Afspraak met {N} op maandag.', 'Hoi {F}, bedankt!', 'Hoogachtend, {N}', 'Het contract van {N} is verlengd.']),
'pl': (['Z poważaniem, {N}', 'Klient: {N}, {A}, {Z} {C}', 'Paczka dla {N} wróciła z adresu {A}.', 'Proszę zadzwonić: {N}.', 'Najemca {N} wyprowadził się.', 'Szanowna Pani {L}, w załączeniu faktura.', 'Odbiorca: {N}', 'Adres dostawy: {A}, {Z} {C}', 'Podpisano: {N}', 'Dziękuję, {F}'],
       ['Serdecznie pozdrawiam, {N}', 'Faktura dla {N}, {A}, {Z} {C}', 'Nabywca: {N}', 'Osoba kontaktowa: {N}', 'Pan {L} mieszka przy {A}.', 'Pacjent: {N}', 'Umowa: {N}', 'Cześć {F}, dzięki!', 'Z wyrazami szacunku, {N}', 'Imię i nazwisko: {N}']),
}
# Nobody is in these.
D = {
'en': ['Kind regards, The Support Team', 'Customer: Northern Foods Limited', 'Ship to Warehouse South, Gate 4.', 'Contact: Customer Service', 'See Annual Report, Chapter 12.', 'Please call Technical Support before noon.', 'New York and Los Angeles are on the list.', '12 boxes of Golden Delicious, 3 of Royal Gala.', 'Microsoft Teams and Google Drive are down.', 'Black Friday starts on Monday, 8 am.', 'Signed by Head Office', 'Thanks, Everybody'],
'de': ['Mit freundlichen Grüßen, Ihr Serviceteam', 'Kunde: Nordwind Handels GmbH', 'Liefern an: Lager Süd, Tor 4', 'Kontakt: Technischer Kundendienst', 'Ansprechpartner: Zentraler Einkauf', 'Am Montag 12 Uhr, Raum 4.', 'Im Schwarzwald 3 Tage Regen.', 'Deutsche Bahn und Rotes Kreuz haben bestellt.', 'Empfänger: Finanzamt Mitte', 'Auf Seite 12 steht mehr.', 'Vertrag mit Stadtwerke Musterstadt verlängert.', 'Frohe Weihnachten und Guten Rutsch!'],
'fr': ['Bien cordialement, Le Service Client', 'Client : Boulangerie Centrale', 'Livrer au Dépôt Sud, porte 4.', 'Contact : Support Technique', 'La Poste et la Banque Centrale sont fermées.', 'Bon Appétit et Joyeux Noël !', 'Voir le Rapport Annuel, chapitre 12.', 'Destinataire : Direction Générale', 'Signé par la Direction', 'Cordialement, Toute Votre Équipe'],
'es': ['Atentamente, El Equipo Comercial', 'Cliente: Panadería Central', 'Entregar en Almacén Sur, puerta 4.', 'Contacto: Soporte Técnico', 'Banco Central y Correos están cerrados.', 'Feliz Navidad y Próspero Año Nuevo', 'Destinatario: Dirección General', 'Véase el Informe Anual, capítulo 12.', 'Firmado por la Dirección', 'Un saludo, Atención al Cliente'],
'it': ['Distinti saluti, Il Servizio Clienti', 'Cliente: Panificio Centrale', 'Consegnare al Magazzino Sud, porta 4.', 'Contatto: Supporto Tecnico', 'Poste Italiane e Banca Centrale sono chiuse.', 'Buon Natale e Felice Anno Nuovo', 'Destinatario: Direzione Generale', 'Vedi la Relazione Annuale, capitolo 12.', 'Firmato dalla Direzione', 'Cordialmente, Ufficio Acquisti'],
'nl': ['Met vriendelijke groet, Het Serviceteam', 'Klant: Bakkerij De Molen', 'Leveren aan Magazijn Zuid, poort 4.', 'Contact: Technische Dienst', 'De Nederlandse Spoorwegen en het Rode Kruis.', 'Prettige Kerstdagen en Gelukkig Nieuwjaar', 'Ontvanger: Afdeling Inkoop', 'Zie Jaarverslag, hoofdstuk 12.', 'Getekend door de Directie', 'Hoogachtend, Raad van Bestuur'],
'pl': ['Z poważaniem, Dział Obsługi Klienta', 'Klient: Piekarnia Centralna', 'Dostarczyć: Magazyn Południe, brama 4.', 'Kontakt: Wsparcie Techniczne', 'Poczta Polska i Bank Centralny są zamknięte.', 'Wesołych Świąt i Szczęśliwego Nowego Roku', 'Odbiorca: Dyrekcja Generalna', 'Zobacz Raport Roczny, rozdział 12.', 'Podpisano: Zarząd Spółki', 'Umowa: Dostawa Energii'],
}
KIND = {'N': 'full_name', 'F': 'given_name', 'L': 'family_name', 'A': 'street', 'Z': 'postcode', 'C': 'city'}
fakes = {l: Faker(l) for v in LOC.values() for l in v}
for i, l in enumerate(sorted(fakes)):
    fakes[l].seed(seed * 100 + i) if hasattr(fakes[l], 'seed') else None
def street(f, lang):
    s = f.street_address().split('\n')[0]
    return s if any(c.isdigit() for c in s) else s + ' ' + str(r.randint(1, 120))
for k in range(n):
    lang = list(S)[k % len(S)]; half = 'ab'[k // len(S) % 2]
    f = fakes[r.choice(LOC[lang])]
    lines = [r.choice(S[lang][half == 'b']) for _ in range(r.randint(1, 2))] + [r.choice(D[lang][half == 'b'::2]) for _ in range(r.randint(0, 2))]
    r.shuffle(lines)
    text, finds = '', []
    for s in lines:
        at = 0
        while at < len(s):
            if s[at] != '{':
                text += s[at]; at += 1; continue
            c = s[at + 1]; at += 3
            first, last = f.first_name(), f.last_name()
            v = {'N': lambda: first + ' ' + last, 'F': lambda: first, 'L': lambda: last, 'A': lambda: street(f, lang), 'Z': f.postcode, 'C': f.city}[c]()
            b = len(text.encode()); text += v
            finds.append(dict(kind=KIND[c], start=b, end=len(text.encode())))
        text += '\n'
    print(json.dumps(dict(half=half, lang=lang, text=text, finds=finds), ensure_ascii=False))
