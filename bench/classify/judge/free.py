"""Running text with several labelled values each, in twelve languages. Usage: free.py SEED TEXTS HALF NAMES.json"""
import json, os, random, sys, string
import ids as I
seed = int(sys.argv[1]); n = int(sys.argv[2]); half = sys.argv[3]
r = random.Random(seed); i = I.Ids(r); T = I.table(i); d = i.d
P = json.load(open(sys.argv[4]))
LOC = {'en': ['en_US','en_GB','en_AU'], 'de': ['de','de_AT','de_CH'], 'fr': ['fr','fr_BE'], 'es': ['es','es_MX'], 'it': ['it'], 'nl': ['nl'], 'pl': ['pl'], 'pt': ['pt_BR','pt_PT'], 'sv': ['sv'], 'da': ['da'], 'cs': ['cs_CZ'], 'tr': ['tr']}
S = {
'en': ['My name is {N} and I live at {A}.','Please send the invoice to {N}, {A}, {Z} {C}.','{N} called from {P} about the order, mail {E}.','Hi, this is {N}. Can you call me back on {P}?','Dear {F}, your refund goes to {I}.','She paid with card {K}, born on {B}.','Contact: {N} <{E}>, tel. {P}',
       'I spoke with {N} yesterday; her number is {P}.','We delivered to {A} but nobody was there.','Mr. {L} wants to pay with {K}.','Patient {N}, DOB {B}, lives at {A}.','Forwarded by {E} on behalf of {N}.','Account holder {N}, IBAN {I}.','The server at {H} was used by {E}.'],
'de': ['Mein Name ist {N}, ich wohne in der {A} in {Z} {C}.','Bitte liefern Sie an {N}, {A}, {Z} {C}.','Herr {L} hat unter {P} angerufen, Mail: {E}.','Guten Tag {F}, die Gutschrift geht auf {I}.','Frau {L}, geboren am {B}, zahlt mit Karte {K}.','Rückruf bitte bei {N}, Tel. {P}.',
       'Ich habe mit {N} gesprochen, Handy {P}.','Die Lieferung ging an {A}, {Z} {C}.','Patient {N}, geb. {B}, klagt über Kopfschmerzen.','Kontoinhaber {N}, IBAN {I}.','Viele Grüße, {N}','Zugriff von {H} durch {E}.'],
'fr': ["Je m'appelle {N} et j'habite {A}, {Z} {C}.",'Merci de rappeler {N} au {P}.','M. {L} a écrit depuis {E}.','Virement vers {I} pour {N}.','Mme {L}, née le {B}, paie avec la carte {K}.','Bonjour {F}, votre colis est arrivé.',
       'Livrer à {N}, {A}, {Z} {C}.','Contact : {N}, tél. {P}, {E}','Cordialement, {N}','Le titulaire {N} a l\'IBAN {I}.'],
'es': ['Me llamo {N} y vivo en {A}, {Z} {C}.','Llame a {N} al {P}.','El Sr. {L} escribió desde {E}.','Transferencia a {I} de {N}.','La Sra. {L}, nacida el {B}, paga con {K}.','Hola {F}, gracias por su pedido.',
       'Enviar a {N}, {A}, {Z} {C}.','Contacto: {N}, tel. {P}, {E}','Saludos, {N}','Titular {N}, IBAN {I}.'],
'it': ['Mi chiamo {N} e abito in {A}, {Z} {C}.','Richiamare {N} al {P}.','Il sig. {L} ha scritto da {E}.','Bonifico su {I} per {N}.','La sig.ra {L}, nata il {B}, paga con {K}.','Ciao {F}, grazie mille.','Spedire a {N}, {A}, {Z} {C}.','Contatto: {N}, tel. {P}, {E}','Cordiali saluti, {N}','Intestatario {N}, IBAN {I}.'],
'nl': ['Mijn naam is {N} en ik woon op {A}, {Z} {C}.','Bel {N} terug op {P}.','Dhr. {L} mailde vanaf {E}.','Overboeking naar {I} van {N}.','Mevr. {L}, geboren op {B}, betaalt met {K}.','Beste {F}, bedankt.','Leveren aan {N}, {A}, {Z} {C}.','Contact: {N}, tel. {P}, {E}','Groet, {N}','Rekeninghouder {N}, IBAN {I}.'],
'pl': ['Nazywam się {N}, mieszkam: {A}, {Z} {C}.','Proszę oddzwonić do {N}, tel. {P}.','Pan {L} napisał z {E}.','Przelew na {I}, {N}.','Pani {L}, ur. {B}, płaci kartą {K}.','Wysłać do: {N}, {A}, {Z} {C}.','Kontakt: {N}, tel. {P}, {E}','Pozdrawiam, {N}'],
'pt': ['O meu nome é {N} e moro em {A}, {Z} {C}.','Ligar para {N}, tel. {P}.','O Sr. {L} escreveu de {E}.','Transferir para {I}, {N}.','A Sra. {L}, nascida em {B}, paga com {K}.','Enviar a {N}, {A}, {Z} {C}.','Contacto: {N}, tel. {P}, {E}','Cumprimentos, {N}'],
'sv': ['Jag heter {N} och bor på {A}, {Z} {C}.','Ring {N} på {P}.','Herr {L} skrev från {E}.','Betala till {I}, {N}.','Kontakt: {N}, tel. {P}, {E}','Hälsningar, {N}'],
'da': ['Jeg hedder {N} og bor {A}, {Z} {C}.','Ring til {N} på {P}.','Hr. {L} skrev fra {E}.','Betal til {I}, {N}.','Kontakt: {N}, tlf. {P}, {E}','Hilsen, {N}'],
'cs': ['Jmenuji se {N} a bydlím {A}, {Z} {C}.','Zavolejte {N} na {P}.','Pan {L} napsal z {E}.','Platba na {I}, {N}.','Kontakt: {N}, tel. {P}, {E}','S pozdravem, {N}'],
'tr': ['Adım {N}, adresim {A}, {Z} {C}.','{N} ile {P} numarasından görüşün.','Sayın {L}, {E} adresinden yazdı.','Ödeme {I} hesabına, {N}.','İletişim: {N}, tel. {P}, {E}','Saygılarımla, {N}'],
}
FILL = {'en': ['The meeting was moved to Monday because the printer is broken.','We ordered forty boxes of apples and a Black Forest cake.','See chapter 4.2.1 of the manual.','Order 4711-2233 was shipped in January.'], 'de': ['Die Besprechung am Montag fällt aus.','Bestellung 4711-2233 wurde im Januar geliefert.','Der Schwarzwälder Kirschkuchen ist aus.'], 'fr': ['La réunion de lundi est annulée.','Commande 4711-2233 livrée en janvier.'], 'es': ['La reunión del lunes se cancela.','Pedido 4711-2233 enviado en enero.'], 'it': ['La riunione di lunedì è annullata.'], 'nl': ['De vergadering van maandag gaat niet door.'], 'pl': ['Poniedziałkowe spotkanie odwołane.'], 'pt': ['A reunião de segunda foi cancelada.'], 'sv': ['Mötet på måndag är inställt.'], 'da': ['Mødet på mandag er aflyst.'], 'cs': ['Pondělní schůzka je zrušena.'], 'tr': ['Pazartesi toplantısı iptal edildi.']}
KIND = {'N': 'full_name','F': 'given_name','L': 'family_name','A': 'street','Z': 'postcode','C': 'city','P': 'phone','E': 'email','I': 'iban','K': 'card','B': 'birth_date','H': 'ip'}
src = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'columns.py')).read()
g = dict(r=r, d=d, P=P, I=I, string=string); exec(src[src.index("def realphone"):src.index("DF = [")], g)
for k in range(n):
    lang = list(S)[k % len(S)]; loc = r.choice(LOC[lang]); p = P[loc]
    ss = S[lang]; h = len(ss) // 2 + 1; ss = ss[:h] if half == 'a' else ss[h:]
    parts, finds, text = [], [], ''
    lines = [r.choice(ss) for _ in range(r.randint(1, 3))] + ([r.choice(FILL[lang])] if r.random() < .6 else [])
    r.shuffle(lines)
    for s in lines:
        at = 0
        while at < len(s):
            if s[at] == '{':
                c = s[at + 1]; at += 3
                first, last = r.choice(p['first']), r.choice(p['last'])
                v = {'N': lambda: first + ' ' + last, 'F': lambda: first, 'L': lambda: last, 'A': lambda: r.choice(p['street']), 'Z': lambda: r.choice(p['zip']), 'C': lambda: r.choice(p['city']), 'P': lambda: g['realphone']({'en_AU': 'en_GB','de_AT': 'de','de_CH': 'de','fr_BE': 'fr','es_MX': 'es','pt_BR': 'x'}.get(loc, loc) if loc not in ('pt_BR','pt_PT','sv','da','cs_CZ','tr') else loc) if loc not in ('pt_BR','pt_PT','sv','da','cs_CZ','tr') else {'pt_BR': '+55 11 98' + d(3) + '-' + d(4), 'pt_PT': '+351 912 ' + d(3) + ' ' + d(3), 'sv': '070-1' + d(2) + ' ' + d(2) + ' ' + d(2), 'da': '+45 20 ' + d(2) + ' ' + d(2) + ' ' + d(2), 'cs_CZ': '+420 602 ' + d(3) + ' ' + d(3), 'tr': '+90 532 2' + d(2) + ' ' + d(2) + ' ' + d(2)}[loc], 'E': lambda: g['email'](loc), 'I': lambda: g['iban'](), 'K': lambda: (lambda x: r.choice([x, ' '.join(x[q:q+4] for q in range(0, len(x), 4))]))(g['card']()), 'B': lambda: i.date().strftime('%d.%m.%Y' if lang in ('de','pl','cs','tr','da') else '%m/%d/%Y' if loc == 'en_US' else '%d/%m/%Y'), 'H': lambda: '%d.%d.%d.%d' % (r.choice([31,62,84,178]), r.randint(0,255), r.randint(0,255), r.randint(1,254))}[c]()
                b = len(text.encode()); text += v
                finds.append(dict(kind=KIND[c], start=b, end=len(text.encode())))
            else: text += s[at]; at += 1
        text += r.choice([' ', '\n'])
    print(json.dumps(dict(half=half, lang=lang, text=text, finds=finds), ensure_ascii=False))
