"""People in sentences of fourteen languages."""
import random, warnings, unicodedata
warnings.simplefilter('ignore')
from faker import Faker
from marked import *
r=random.Random(5150)
LOC={'en':['en_GB','en_US','en_IE'],'de':['de_DE','de_AT','de_CH'],'fr':['fr_FR','fr_CH'],'es':['es_ES','es_MX'],'it':['it_IT'],'nl':['nl_NL','nl_BE'],'pl':['pl_PL'],'pt':['pt_PT','pt_BR'],'sv':['sv_SE'],'cs':['cs_CZ'],'tr':['tr_TR'],'da':['dk_DK','no_NO'],'ru':['ru_RU'],'fi':['fi_FI']}
def mkf(x):
    try:
        f=Faker(x); f.seed(5150); return f
    except Exception as e: print(x,e)
FK={l:[f for f in map(mkf,v) if f] for l,v in LOC.items()}
import datetime
DF={'en':['%d %B %Y','%d/%m/%Y','%B %d, %Y'],'de':['%d.%m.%Y','%d. %m. %Y'],'fr':['%d/%m/%Y'],'es':['%d/%m/%Y','%d-%m-%Y'],'it':['%d/%m/%Y'],'nl':['%d-%m-%Y'],'pl':['%d.%m.%Y'],'pt':['%d/%m/%Y'],'sv':['%Y-%m-%d'],'cs':['%d. %m. %Y'],'tr':['%d.%m.%Y'],'da':['%d.%m.%Y'],'ru':['%d.%m.%Y'],'fi':['%d.%m.%Y']}
MON={'de':'Januar Februar März April Mai Juni Juli August September Oktober November Dezember','fr':'janvier février mars avril mai juin juillet août septembre octobre novembre décembre','es':'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre','it':'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre','nl':'januari februari maart april mei juni juli augustus september oktober november december','pl':'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia','pt':'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro','sv':'januari februari mars april maj juni juli augusti september oktober november december','cs':'ledna února března dubna května června července srpna září října listopadu prosince','tr':'Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık','da':'januar februar marts april maj juni juli august september oktober november december','ru':'января февраля марта апреля мая июня июля августа сентября октября ноября декабря','fi':'tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta'}
def bd(l):
    x=datetime.date(1938,1,1)+datetime.timedelta(days=r.randrange(24000))
    if l in MON and r.random()<.4:
        m_=MON[l].split()[x.month-1]
        return {'de':'%d. %s %d','da':'%d. %s %d','cs':'%d. %s %d','fi':'%d. %s %d','es':'%d de %s de %d','pt':'%d de %s de %d'}.get(l,'%d %s %d')%(x.day,m_,x.year)
    return x.strftime(r.choice(DF[l]))
# N full name, F given, L family, A street, P postcode, C city, B birth date; <h>..</h> health, <r> religion, <u> union, <o> orientation, <e> ethnicity, <p> politics, <g> genetics, <b> biometrics
T={
'en':["Spoke to N this morning; she would like the parcel sent to A, C P instead.","Dear Ms L, thank you for your letter of last week.","N (born B) was admitted with <h>acute appendicitis</h> and discharged on Friday.","Could someone ring F back? He left a message about the boiler.","Minutes: present were N, N and N; apologies from F L.","My mother, N, date of birth B, has moved to A in C.","Mr L has been <h>on insulin since he was diagnosed with type 2 diabetes</h>.","As a <r>practising Muslim</r>, N asks to be let off on Friday afternoons.","N told HR that he is <o>gay</o> and is being bullied by the night shift.","F is <u>shop steward for Unite</u> and may not be moved without notice.","The tenant, N, of A, C, P, has fallen behind with rent.","Kind regards,\nN\nHead of Lettings","Signed in the presence of N, solicitor, on the day above.","Referral: N, DOB B, <h>recurrent depressive episodes, suicidal ideation last winter</h>.","N canvassed for <p>the Labour Party</p> in the last election, it says in her file.","DNA results show that F <g>carries the BRCA1 mutation</g>.","Cc: N; N\nSubject: keys","Delivered to N at A."],
'de':["Heute hat N angerufen, sie wohnt jetzt A, P C.","Sehr geehrte Frau L, vielen Dank für Ihr Schreiben.","N, geb. B, leidet an <h>Asthma bronchiale</h> und bittet um Attest.","Hallo F, kannst du bitte Herrn L zurückrufen?","Anwesend: N, N, N (entschuldigt).","Meine Tochter N ist am B geboren und besucht die 3b.","Herr L wurde wegen <h>eines Bandscheibenvorfalls krankgeschrieben</h>.","Die Mitarbeiterin ist <r>evangelisch</r>, Kirchensteuer bitte abführen.","N ist <u>Mitglied der IG Metall</u> und beruft sich auf den Tarifvertrag.","Mieter: N, A, P C","Mit freundlichen Grüßen\nN\nPflegedienstleitung","Diagnose bei N (B): <h>Multiple Sklerose, schubförmig</h>","N hat sich als <o>homosexuell</o> geoutet.","Zustellung an N, A, P C, erfolgte am Montag.","F kommt morgen etwas später wegen Zahnarzt.","Die Patientin nimmt <h>Ramipril 5 mg</h> und klagt über Schwindel."],
'fr':["Mme N, née le B, demeurant A, P C, a déposé plainte.","Bonjour F, peux-tu rappeler M. L avant midi ?","Le patient N présente <h>un diabète de type 2</h> depuis 2015.","Je soussigné N, domicilié A à C, atteste sur l'honneur.","Cordialement,\nN\nResponsable paie","N est <u>délégué syndical CGT</u> au dépôt de Lille.","Mme L ne mange pas de porc car elle est <r>musulmane</r>.","Réunion avec N et N au sujet du bail.","Né le B, F a une <h>allergie sévère aux arachides</h>.","L'adresse de livraison de N est A, P C.","M. L est en <h>arrêt maladie pour dépression</h> jusqu'à lundi."],
'es':["Ha llamado N, vive ahora en A, P C.","Estimada Sra. L: le adjuntamos el contrato firmado.","La paciente N, nacida el B, padece <h>hipertensión arterial</h>.","Hola F, ¿puedes avisar al señor L?","Reunidos D. N y Dña. N, mayores de edad.","Un saludo,\nN\nAdministración","N está <u>afiliado a Comisiones Obreras</u> desde 2010.","Por motivos religiosos (es <r>testigo de Jehová</r>) rechaza la transfusión.","El inquilino N con domicilio en A, C, no paga.","F fue operado de <h>cáncer de colon</h> en marzo.","Fecha de nacimiento de N: B."],
'it':["Ha chiamato la signora N, abita in A, P C.","Gentile Dott. L, in allegato il referto.","Il paziente N, nato il B, è affetto da <h>morbo di Crohn</h>.","Ciao F, ricordati di N domani.","Il sottoscritto N, nato a C il B, residente in A.","Cordiali saluti\nN","N è <u>iscritto alla CGIL</u>.","F è <r>ebreo osservante</r> e non lavora il sabato.","Consegnare a N, A, P C.","La dipendente è assente per <h>depressione post partum</h>."],
'nl':["Mevrouw N heeft gebeld, ze woont nu A, P C.","Geachte heer L, hierbij de stukken.","N, geboren op B, heeft <h>epilepsie</h> en mag niet rijden.","Hoi F, wil jij N even bellen?","Met vriendelijke groet,\nN\nSalarisadministratie","N is <u>lid van de FNV</u>.","De huurder N, A te C, betaalt niet.","F is in behandeling voor <h>borstkanker</h>.","Hij is <r>katholiek</r> en werkt niet op zondag."],
'pl':["Dzwoniła pani N, mieszka teraz A, P C.","Szanowny Panie N, w załączeniu umowa.","Pacjent N, ur. B, choruje na <h>cukrzycę typu 2</h>.","Cześć F, oddzwoń do N.","Z poważaniem\nN","N należy do <u>NSZZ Solidarność</u>.","Najemca: N, zam. A, P C.","F jest na zwolnieniu z powodu <h>depresji</h>.","Pracownik jest <r>świadkiem Jehowy</r>."],
'pt':["A Sra. N ligou, mora agora em A, C.","Caro Sr. L, segue o contrato em anexo.","O paciente N, nascido em B, tem <h>hipertensão arterial</h>.","Olá F, podes ligar ao N?","Com os melhores cumprimentos,\nN","N é <u>sindicalizado na CUT</u>.","Entregar a N, A, P C.","A funcionária está de baixa por <h>cancro da mama</h>."],
'sv':["N ringde i morse, hon bor nu på A, P C.","Hej F, kan du ringa N?","Patienten N, född B, har <h>typ 1-diabetes</h>.","Med vänlig hälsning\nN\nLöneassistent","N är <u>medlem i Kommunal</u>.","Hyresgästen N, A, C, betalar inte.","F är sjukskriven för <h>utmattningssyndrom</h>."],
'cs':["Volala paní N, bydlí nyní A, P C.","Vážený pane L, v příloze zasíláme smlouvu.","Pacient N, nar. B, trpí <h>cukrovkou 2. typu</h>.","S pozdravem\nN","Nájemce N, bytem A, P C.","F je v pracovní neschopnosti kvůli <h>zlomenině nohy</h>."],
'tr':["N aradı, yeni adresi A, P C.","Sayın N, sözleşmeniz ektedir.","Hasta N, doğum tarihi B, <h>şeker hastası</h>.","Saygılarımla,\nN","Kiracı N kirayı ödemedi.","F <h>depresyon tedavisi</h> görüyor."],
'da':["N ringede i morges, hun bor nu A, P C.","Kære N, tak for dit brev.","Patienten N, født B, har <h>sukkersyge</h>.","Med venlig hilsen\nN","N er <u>medlem af 3F</u>.","F er sygemeldt med <h>stress</h>."],
'ru':["Звонила N, теперь живёт по адресу A, C.","Уважаемый N, договор во вложении.","Пациент N, дата рождения B, страдает <h>сахарным диабетом</h>.","С уважением,\nN","F на больничном с <h>пневмонией</h>."],
'fi':["N soitti aamulla, osoite on nyt A, P C.","Hei F, voitko soittaa: N?","Potilas N, synt. B, sairastaa <h>diabetesta</h>.","Ystävällisin terveisin\nN"],
}
K={'h':'health','r':'religion','u':'union','o':'orientation','e':'ethnicity','p':'politics','g':'genetics','b':'biometrics'}
import re
def fill(l,t):
    f=r.choice(FK[l])
    def one(mm):
        x=mm.group(0)
        if x=='N': return m('full_name',f.first_name()+' '+f.last_name())
        if x=='F': return m('given_name',f.first_name())
        if x=='L': return m('family_name',f.last_name())
        if x=='A': return m('street',f.street_address().replace('\n',' '))
        if x=='P': return m('postcode',f.postcode())
        if x=='C': return f.city()
        if x=='B': return m('birth_date',bd(l))
    t=re.sub(r'(?<![\w])[NFLAPCB](?![\w])',one,t)
    return re.sub(r'<(\w)>(.*?)</\1>',lambda q:m(K[q.group(1)],q.group(2)),t)
n=0
for l,ts in T.items():
    for i,t in enumerate(ts):
        for k in range(3): 
            x=fill(l,t)
            if k==2 and r.random()<.5: x=unicodedata.normalize('NFD',x)
            doc('prose','%s/%d'%(l,i),x,lang=l,h='prose/%s/%d'%(l,i))
NEG={'en':["The grant scheme was approved by the board on 12 March 2021 and published in the gazette.","Rose bushes and young hollies want a deep mark of mulch in May.","Bill the client before Will call opens; the art department can frank the envelope.","Diabetes is a chronic condition that affects millions of people worldwide.","Jordan and Chad signed the treaty in Geneva; Georgia abstained.","The Catholic church on the square was built in 1880.","Founded on 4 May 1997, the company employs 250 people.","Paris Baguette opens in Madison Square Garden.","Trade unions called for a general strike."],
'de':["Der Kaiser stand lange im Schnee, und der Schneider nahm Maß an der Weste.","Die evangelische Kirche am Markt wurde 1903 erbaut.","Diabetes ist eine Volkskrankheit.","Am 14.05.2019 trat die Verordnung in Kraft.","Das Peter-und-Paul-Fest findet im Juli statt.","Die Gewerkschaft fordert 5 % mehr Lohn."],
'fr':["La Rochelle et Saint Malo ont gagné le prix.","L'église catholique date de 1850.","Le 14 mai 2019 la loi entre en vigueur.","Le diabète est une maladie chronique fréquente."],
'es':["San José y Santa Cruz crecieron mucho.","La hipertensión es frecuente en la población.","El 3 de mayo de 2018 entró en vigor el reglamento."],
'it':["La chiesa di San Marco risale al 1200.","Il diabete è una malattia cronica.","Il 5 maggio 2018 entra in vigore il decreto."],
'nl':["De katholieke kerk dateert uit 1880.","Op 3 mei 2018 trad de wet in werking.","De groene visser stond bij de dijk."],
'pl':["Kościół katolicki zbudowano w 1880 roku.","Dnia 3 maja 2018 weszła w życie ustawa.","Cukrzyca jest chorobą przewlekłą."],
'pt':["A igreja católica de São Paulo é antiga.","Em 3 de maio de 2018 a lei entrou em vigor."],'sv':["Kyrkan byggdes 1880 i Malmö.","Diabetes är en vanlig sjukdom."]}
for l,ts in NEG.items():
    for i,t in enumerate(ts): doc('calm','%s/%d'%(l,i),t,lang=l)
if __name__=='__main__': write('prose.jsonl')
