import random, warnings, numbers_of as numbers2, core_values as cv
from marks import *
warnings.filterwarnings('ignore')
from faker import Faker
r=random.Random(31)
F_={}
def fk(l):
    if l not in F_: F_[l]=Faker(l); F_[l].seed(r.randrange(10**6))
    return F_[l]
m=lambda k,v:'⟦%s:%s⟧'%(k,v)
class P:
    def __init__(s,loc):
        s.f=f=fk(loc); s.g=f.first_name(); s.l=f.last_name(); s.n=m('full_name',s.g+' '+s.l); s.st=f.street_address().replace('\n',', '); s.s=m('street',s.st)
        s.z=m('postcode',f.postcode() if hasattr(f,'postcode') else f.zipcode()); s.c=m('may',f.city()); s.p=m('phone',f.phone_number()); s.e=m('email',f.email()); s.b=numbers2.date(r,1940,2005)
        s.n2=m('full_name',f.first_name()+' '+f.last_name()); s.L=m('family_name',s.l); s.ib=m('iban',cv.iban(r,'DE'))
    def d(s,fmt): return m('birth_date',s.b.strftime(fmt))
MON=dict(de='Januar Februar März April Mai Juni Juli August September Oktober November Dezember',fr='janvier février mars avril mai juin juillet août septembre octobre novembre décembre',es='enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',it='gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',nl='januari februari maart april mei juni juli augustus september oktober november december',pl='stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',sv='januari februari mars april maj juni juli augusti september oktober november december',en='January February March April May June July August September October November December')
def ml(b,l,pat='{d} {m} {y}'): return m('birth_date',pat.format(d=b.day,m=MON[l].split()[b.month-1],y=b.year))
X=[]
def t(name,loc,f,n=4): X.append((name,loc,f,n))
t('de letter','de_DE',lambda p:f"{p.n}\n{p.s}\n{p.z} {p.c}\n\nSehr geehrter Herr {p.L},\n\nvielen Dank für Ihr Schreiben. Sie erreichen uns unter {p.p}. Bitte überweisen Sie auf {p.ib}.\n\nMit freundlichen Grüßen\n{p.n2}")
t('de contract','de_DE',lambda p:f"Mietvertrag zwischen {p.n}, geboren am {p.d('%d.%m.%Y')}, wohnhaft {p.s}, {p.z} {p.c}, nachfolgend Mieter genannt, und {p.n2}.")
t('de arzt','de_DE',lambda p:f"Patientin {p.n}, geb. {p.d('%d.%m.%Y')}, wohnt {p.s}, {p.z} {p.c}. Diagnose: {m('health','Diabetes mellitus')} Typ 2, {m('may','arterielle Hypertonie')}. Rückruf {p.p}.")
t('de chat','de_DE',lambda p:f"[12:03] {p.n}: meine neue Nummer ist {p.p}\n[12:04] {p.n2}: ok, mail noch an {p.e}?")
t('de cv','de_DE',lambda p:f"Lebenslauf\n\nName: {p.n}\nAnschrift: {p.s}, {p.z} {p.c}\nGeboren: {ml(p.b,'de','{d}. {m} {y}')} in {p.c}\nTelefon: {p.p}\nE-Mail: {p.e}\nFamilienstand: verheiratet")
t('at brief','de_AT',lambda p:f"An {p.n}, {p.s}, {p.z} {p.c}. Ihre Anfrage haben wir an {p.n2} weitergeleitet, Tel. {p.p}.")
t('ch brief','de_CH',lambda p:f"Frau\n{p.n}\n{p.s}\n{p.z} {p.c}\n\nGuten Tag Frau {p.L}")
t('fr lettre','fr_FR',lambda p:f"Madame {p.n}\n{p.s}\n{p.z} {p.c}\n\nChère Madame,\nSuite à notre entretien, merci de rappeler au {p.p} ou par mail {p.e}.\nCordialement,\n{p.n2}")
t('fr contrat','fr_FR',lambda p:f"Entre les soussignés : M. {p.n}, né le {ml(p.b,'fr')} à {p.c}, demeurant {p.s}, {p.z} {p.c}, ci-après le salarié.")
t('fr medical','fr_FR',lambda p:f"Compte rendu : Mme {p.n} ({p.d('%d/%m/%Y')}), suivie pour un {m('health','cancer du sein')}. Joindre au {p.p}.")
t('en letter','en_GB',lambda p:f"{p.n}\n{p.s}\n{p.c}\n{p.z}\n\nDear Mr {p.L},\n\nThank you for your call. Please ring {p.p} or email {p.e}.\n\nYours sincerely,\n{p.n2}")
t('en us letter','en_US',lambda p:f"{p.n}\n{p.s}\n{p.c}, {m('may','TX')} {p.z}\n\nDear Ms. {p.L}:\n\nYour appointment is set. Questions? {p.p}")
t('en hr','en_US',lambda p:f"Employee {p.n}, born {ml(p.b,'en','{m} {d}, {y}')}, SSN {m('us_ssn',numbers2.pat('###-##-####')(numbers2.ssn(r)))}, lives at {p.s}, {p.c}. Emergency contact: {p.n2}, {p.p}.")
t('en medical','en_GB',lambda p:f"I reviewed {p.n} (DOB {p.d('%d/%m/%Y')}, NHS no {m('uk_nhs',numbers2.nhs(r))}) who has {m('health','type 1 diabetes')} and {m('may','depression')}. GP: Dr {p.n2}.")
t('en chat','en_US',lambda p:f"Agent: May I have your name?\nCustomer: {p.n}\nAgent: and phone?\nCustomer: {p.p}\nCustomer: email is {p.e}\nAgent: date of birth?\nCustomer: {p.d('%m/%d/%Y')}")
t('en sig','en_GB',lambda p:f"Kind regards,\n\n{p.n}\nAccount Manager | Acme Ltd\nT: {p.p} | E: {p.e}\n{p.s}, {p.z}")
t('en note','en_GB',lambda p:f"spoke to {p.n} today, new number {p.p}, moved to {p.s}, {p.z}")
t('en complaint','en_AU',lambda p:f"My name is {p.n} and I live at {p.s}, {p.c}. I was charged twice. Call me on {p.p}.")
t('es carta','es_ES',lambda p:f"Estimado Sr. {p.L}:\n\nD. {p.n}, con domicilio en {p.s}, {p.z} {p.c}, nacido el {ml(p.b,'es','{d} de {m} de {y}')}, teléfono {p.p}.")
t('es historia','es_ES',lambda p:f"Paciente: {p.n}. F. nac.: {p.d('%d/%m/%Y')}. Antecedentes: {m('health','asma')}, alergia a penicilina. Tel.: {p.p}")
t('it lettera','it_IT',lambda p:f"Gentile Sig. {p.n},\nresidente in {p.s}, {p.z} {p.c}, nato il {ml(p.b,'it')}. La contatteremo al {p.p}. Distinti saluti, {p.n2}")
t('nl brief','nl_NL',lambda p:f"Geachte heer {p.L},\n\nU woont op {p.s}, {p.z} {p.c}. Geboortedatum: {p.d('%d-%m-%Y')}. Bel ons op {p.p}.\nMet vriendelijke groet,\n{p.n}")
t('pl list','pl_PL',lambda p:f"Pan {p.n}, zamieszkały {p.s}, {p.z} {p.c}, ur. {p.d('%d.%m.%Y')}, tel. {p.p}, e-mail {p.e}")
t('sv brev','sv_SE',lambda p:f"Hej {p.n}!\nDin adress {p.s}, {p.z} {p.c} är registrerad. Ring {p.p} vid frågor.")
t('da brev','dk_DK',lambda p:f"Kære {p.n}\nDin adresse: {p.s}, {p.z} {p.c}. Ring på {p.p}.",3)
t('no brev','no_NO',lambda p:f"Hei {p.n}, vi har registrert adressen {p.s}, {p.z} {p.c}. Telefon {p.p}.",3)
t('fi kirje','fi_FI',lambda p:f"Hyvä {p.n},\nosoitteesi {p.s}, {p.z} {p.c}. Puhelin: {p.p}. Syntynyt {p.d('%d.%m.%Y')}.",3)
t('cz dopis','cs_CZ',lambda p:f"Vážený pane {p.n}, bytem {p.s}, {p.z} {p.c}, nar. {p.d('%d.%m.%Y')}, tel. {p.p}.",3)
t('pt carta','pt_PT',lambda p:f"Exmo. Sr. {p.n}, residente em {p.s}, {p.z} {p.c}, nascido em {p.d('%d/%m/%Y')}, telemóvel {p.p}.",3)
t('br carta','pt_BR',lambda p:f"Eu, {p.n}, CPF {m('br_cpf',numbers2.pat('###.###.###-##')(numbers2.N['br_cpf'][0](r)))}, residente na {p.s}, {p.c}, telefone {p.p}.",3)
t('hu level','hu_HU',lambda p:f"Tisztelt {p.n}! Lakcím: {p.s}, telefon: {p.p}, e-mail: {p.e}",2)
t('ro scrisoare','ro_RO',lambda p:f"Subsemnatul {p.n}, domiciliat în {p.s}, {p.c}, telefon {p.p}.",2)
t('tr mektup','tr_TR',lambda p:f"Sayın {p.n}, doğum tarihi {p.d('%d.%m.%Y')}, e-posta {p.e}, telefon {m('phone','0532 '+str(r.randrange(200,999))+' '+str(r.randrange(10,99))+' '+str(r.randrange(10,99)))}.",3)
t('ru pismo','ru_RU',lambda p:f"Уважаемый {p.n}, дата рождения {p.d('%d.%m.%Y')}, телефон {p.p}, почта {p.e}.",3)
t('gr','el_GR',lambda p:f"Αξιότιμε κύριε {p.n}, τηλέφωνο {p.p}, email {p.e}.",2)
t('jp mail','ja_JP',lambda p:f"{m('full_name',p.f.name())}様\nお電話番号 {p.p}、メール {p.e} を登録しました。",2)
t('email header','en_US',lambda p:f"From: {p.n} <{p.e}>\nTo: {p.n2} <{m('email',p.f.email())}>\nDate: Mon, 3 Jun 2024 10:12:00 +0200\nSubject: Re: contract\n\nsee attached")
t('vcard','de_DE',lambda p:f"BEGIN:VCARD\nVERSION:3.0\nN:{m('family_name',p.l)};{m('given_name',p.g)};;;\nFN:{p.n}\nTEL;TYPE=CELL:{p.p}\nEMAIL:{p.e}\nBDAY:{p.d('%Y%m%d')}\nEND:VCARD")
SP=[('religion',["She is a practising Catholic and needs Good Friday off","Konfession: römisch-katholisch","Er ist Muslim und isst kein Schweinefleisch","religion: jewish","Mme est de confession protestante","Patient is a Jehovah's Witness, refuses transfusion","Kirchensteuer: ev","Geloof: hindoe","wyznanie: rzymskokatolickie","es budista"]),
('union',["He is a member of the trade union Unite","Mitglied der Gewerkschaft ver.di seit 2010","IG Metall Beitrag 45,00","adhérent CGT depuis 2015","union membership: UNISON","afiliado a CCOO","Betriebsratsmitglied und in der GEW organisiert","członek NSZZ Solidarność"]),
('orientation',["He is gay and lives with his husband","sexual orientation: lesbian","sie lebt in einer lesbischen Beziehung","sexuelle Orientierung: homosexuell","orientation sexuelle : bisexuel","he came out as bisexual last year","es homosexual"]),
('ethnicity',["ethnic group: Black Caribbean","Ethnicity: Asian - Indian","Sinti und Roma Zugehörigkeit angegeben","ethnische Herkunft: kurdisch","race: African American","origine ethnique : maghrébine","She is of Pakistani origin"]),
('politics',["Mitglied der SPD seit 1998","He votes Labour and is a party member","Parteizugehörigkeit: CDU","political party: Republican","membre du parti socialiste","political opinion: conservative","registered Democrat"]),
('biometrics',["fingerprint template stored for the time clock","Fingerabdruck für Zutritt erfasst","iris scan on file","Gesichtserkennung: Template 4 gespeichert","empreinte digitale enregistrée","facial recognition template id"]),
('genetics',["BRCA1 mutation carrier","genetic test result: positive","DNA-Analyse ergab Mutation","Gentest: Huntington positiv","résultat du test génétique : mutation BRCA2","karyotype 47,XXY"]),
('health',["HIV positive since 2012","off sick with burnout since March","leidet an Epilepsie","schwanger, Entbindungstermin im Mai","GdB 50, Schwerbehindertenausweis","arrêt maladie pour dépression","diagnosed with breast cancer","allergic to penicillin","nimmt Metformin 850 mg","krankgeschrieben wegen Bandscheibenvorfall","prescribed sertraline 50 mg daily","tiene diabetes tipo 2","choruje na astmę","Blutgruppe: A positiv","ha il morbo di Parkinson","suicidal thoughts reported","wheelchair user","positive COVID-19 test on 3 May","Dyslexie en ADHD vastgesteld","alcohol dependency treatment"])]
for n,(name,loc,f,k) in enumerate(X):
    for _ in range(k): doc('prose',name,f(P(loc)),what=name)
for k,ls in SP:
    for i,s in enumerate(ls):
        p=P('en_GB'); doc('special','%s/%d'%(k,i),f"{p.n}: "+m(k,s),what=k)
        doc('special','%s/%d/s'%(k,i),m(k,s)+".",what=k+' alone')
NOT=["The Catholic church on Main Street is open for visitors","Union of sets A and B","union square parking","The gay marriage law was discussed in parliament","race condition in thread 4","The Labour party conference is in Liverpool","party of four at 8 pm","iris blue 400 g","Fingerprint of the certificate: 3A:4F","genetic algorithm with 40 generations","the health check endpoint returned 200","system is healthy","Cancer Research UK charity run","Diabetes: Ein Ratgeber für Angehörige","select 1 union all select 2","Republican Street 12 is closed","ethnic food corner","conservative estimate: 12 %","orientation: portrait","screen orientation landscape","Depression in the market","the allergy section of the menu","Asthma inhaler prices rose 4 %","virus scan finished, 0 infected","Die Gewerkschaft hat zum Streik aufgerufen","Partei A und Partei B schließen folgenden Vertrag","Our clinic offers cancer screening","first aid training for staff","DNA kit sold out","The patient is always right, says our motto"]
for i,s in enumerate(NOT): doc('decoy','special words/%d'%i,s,what='special words')
write()
