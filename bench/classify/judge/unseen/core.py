import random, json, numbers_of as numbers2, warnings
from marks import *; from ids import L, fk
warnings.filterwarnings('ignore')
from faker import Faker
r=random.Random(77)
def lh(p,n):
    s=p+''.join(r.choice('0123456789') for _ in range(n-len(p)-1)); return numbers2.luhn(s)
CARDS=[('visa','4',16),('visa13','4',13),('visa19','4',19),('mc51','51',16),('mc55','55',16),('mc2','2223',16),('mc27','2720',16),('amex34','34',15),('amex37','37',15),('disc','6011',16),('disc65','65',16),('disc644','644',16),('jcb','3530',16),('jcb89','3588',16),('diners36','36',14),('diners300','300',14),('diners38','38',14),('union','62',16),('union19','6222',19),('maestro','6759',16),('maestro50','5018',16),('maestro19','6304',19),('mir','2202',16),('elo','636368',16),('rupay','6521',16),('hiper','606282',16),('troy','9792',16),('dankort','5019',16),('uatp','1',15),('interpay','636297',16)]
def card(x):
    n,p,l=x
    s=lh(p,l); 
    w=r.randrange(5)
    if l==15: g=[4,6,5]
    elif l==14: g=[4,6,4]
    else: g=[4]*5
    def sep(c):
        o=[];i=0
        for k in g:
            if i<len(s): o.append(s[i:i+k]); i+=k
        return c.join(o)
    return [s,sep(' '),sep('-'),s,sep('\u00a0') if l==16 else s][w]
IB={'DE':(22,'n'),'FR':(27,'nnnnnnnnnnaaaaaaaaaaann'),'ES':24,'IT':(27,'Annnnnnnnnnaaaaaaaaaaaa'),'NL':(18,'AAAAnnnnnnnnnn'),'BE':16,'AT':20,'CH':(21,'nnnnnaaaaaaaaaaaa'),'GB':(22,'AAAAnnnnnnnnnnnnnn'),'IE':(22,'AAAAnnnnnnnnnnnnnn'),'PL':28,'SE':24,'NO':15,'DK':18,'FI':18,'PT':25,'GR':27,'CZ':24,'SK':24,'HU':28,'RO':(24,'AAAAaaaaaaaaaaaaaaaa'),'BG':(22,'AAAAnnnnnnaaaaaaaa'),'HR':21,'SI':19,'EE':20,'LV':(21,'AAAAaaaaaaaaaaaaa'),'LT':20,'LU':20,'MT':(31,'AAAAnnnnnaaaaaaaaaaaaaaaaaa'),'CY':28,'TR':26,'AE':23,'SA':24,'IL':23,'BR':(29,'nnnnnnnnnnnnnnnnnnnnnnnAa'),'UA':29,'GE':(22,'AAnnnnnnnnnnnnnnnn'),'KZ':20,'PK':(24,'AAAAnnnnnnnnnnnnnnnn'),'QA':(29,'AAAAaaaaaaaaaaaaaaaaaaaaa'),'KW':(30,'AAAAaaaaaaaaaaaaaaaaaaaaaa'),'LI':21,'MC':(27,'nnnnnnnnnnaaaaaaaaaaann'),'SM':(27,'Annnnnnnnnnaaaaaaaaaaaa'),'AD':24,'IS':26,'RS':22,'BA':20,'MK':19,'ME':22,'AL':28,'MD':(24,'AAaaaaaaaaaaaaaaaaaa'),'XK':20,'TN':24,'EG':29,'JO':(30,'AAAAnnnnaaaaaaaaaaaaaaaaaa'),'GI':(23,'AAAAaaaaaaaaaaaaaaa'),'FO':18,'GL':18,'CR':22,'DO':(28,'AAAAnnnnnnnnnnnnnnnnnnnn'),'GT':(28,'AAAAnnnnnnnnnnnnnnnnnnnn'),'AZ':(28,'AAAAnnnnnnnnnnnnnnnnnnnn')}
import stdnum.iban
def iban(cc):
    x=IB[cc]; l,p=(x if isinstance(x,tuple) else (x,'n'))
    if p=='n': p='n'*(l-4)
    for _ in range(20000):
        b=''.join(r.choice('ABCDEFGHKLMNPRSTUVWXYZ') if c=='A' else r.choice('0123456789') for c in p)
        n=int(''.join(str(int(c,36)) for c in b+cc+'00'))%97
        v=cc+'%02d'%(98-n)+b
        try:
            stdnum.iban.validate(v,check_country=False); break
        except Exception as e: continue
    else: return None
    w=r.randrange(4)
    if w==0: return v
    if w==1: return ' '.join(v[i:i+4] for i in range(0,len(v),4))
    if w==2: return v.lower() if False else ' '.join(v[i:i+4] for i in range(0,len(v),4))
    return v
PH=[('US',['+1 212-456-7890','(415) 555-2671','212.664.7665','+13109976224','1-800-275-2273','650 253 0000']),('UK',['020 7946 1958','+44 20 7183 8750','07911 123456','+44 (0)161 496 0001','0161 715 2233','+447400123456']),('DE',['030 901820','+49 89 636 48018','0171 2345678','(0221) 77 43 92','+4915123456789','0049 40 42863 0','040/428 63-0','0711-2163344']),('FR',['01 42 68 53 00','06.12.34.56.78','+33 6 12 34 56 78','+33 (0)1 53 90 10 00','0142685300','0033 1 42 68 53 00']),('ES',['912 345 678','+34 612 34 56 78','93 402 70 00','612345678']),('IT',['06 6982 1234','+39 333 123 4567','02-72001234','347 1234567','+39 055 276 8210']),('NL',['020 624 1111','+31 6 12345678','06-12345678','+31 (0)20 551 7777']),('BE',['02 545 12 34','+32 470 12 34 56','0475/12.34.56']),('CH',['044 668 18 00','+41 79 123 45 67','0041 22 730 61 11']),('AT',['01 58858 0','+43 664 1234567','0662/8072-0']),('PL',['22 694 40 00','+48 601 234 567','601-234-567']),('SE',['08-508 290 00','+46 70 123 45 67','070-174 06 05']),('NO',['22 81 20 00','+47 912 34 567']),('DK',['33 12 34 56','+45 20 12 34 56']),('FI',['09 310 1691','+358 40 123 4567','040 123 4567']),('PT',['21 391 1900','+351 912 345 678']),('IE',['01 671 4211','+353 87 123 4567']),('CZ',['+420 601 123 456','224 401 111']),('HU',['+36 1 441 4000','06 30 123 4567']),('GR',['210 3387000','+30 694 123 4567']),('RO',['0721 234 567','+40 21 316 02 22']),('TR',['0532 123 45 67','+90 212 252 10 00']),('RU',['+7 495 606-36-02','8 (916) 123-45-67']),('IN',['+91 98765 43210','022 2202 5555']),('CN',['+86 138 0013 8000','010-6512-8871']),('JP',['03-3201-3331','+81 90 1234 5678']),('KR',['02-2133-5678','010-1234-5678']),('AU',['02 9374 4000','+61 412 345 678','(03) 9658 9658','1300 975 707']),('NZ',['09 379 2020','+64 21 123 4567']),('BR',['(11) 3113-9000','+55 21 98765-4321']),('MX',['55 5658 1111','+52 55 1234 5678']),('ZA',['021 400 3763','+27 82 123 4567']),('IL',['03-521-8438','+972 52-123-4567']),('SG',['6225 5322','+65 9123 4567']),('CA',['+1 (416) 392-2489','514 872-0311'])]
PLAB=dict(DE='Telefon',AT='Tel.',CH='Tel.',FR='Tél.',BE='Tel',ES='Teléfono',IT='Cellulare',NL='Telefoon',PL='tel.',SE='Telefon',NO='Telefon',DK='Telefon',FI='Puhelin',PT='Telefone',CZ='Telefon',HU='Telefon',GR='Τηλέφωνο',RO='Telefon',TR='Telefon',RU='Телефон',CN='电话',JP='電話番号',KR='전화번호',BR='Telefone',MX='Teléfono')
EM=['jo.smith@acme.co.uk','M.Weber@firma-weber.de','ANNA.KOWALSKA@POCZTA.PL','o\'brien@dublin-dental.ie','first+tag@gmail.com','jürgen@müller-bäckerei.de','info_2@xn--mller-kva.de','a@b.io','very.long.local.part.with.many.dots@sub.sub2.domain.museum','user@domain.photography','karl@192-168-1-1.dyn.provider.net','x_y-z@example-firma.at','иван@почта.рф','maria@correo.com.ar','p.d\'angelo@studio.it','john.doe%40mailserver.org','claire@chu-lyon.fr','7788@qq.com','sales@acme.company','b.l@nhs.uk']
def sent(v,n):
    f=[f"Contact: {v}",f"<{v}>",f"mailto:{v}",f'"Jo Smith" <{v}>',f"({v})",f"{v};other",f"to={v}&cc=1",f"write to {v}.",f"{v},",f"user:{v}",f"[{v}]",f"email='{v}'",f"E-Mail:{v}",f"{v}\n",f"\"{v}\"",f"|{v}|",f"https://shop.acme.de/u?email={v}&x=1",f"{v}: bounced",f"login as {v}/pw",f"{v}?subject=hi",f"\\\\n{v}\\\\n" if 0 else f"see {v}!",f"cc {v} and me",f"Von: Karl [mailto:{v}]",f"REPLY_TO={v}",f"- {v}",f"*{v}*",f"_{v}_" if 0 else f"`{v}`",f"{{\"e\":\"{v}\"}}"]
    return f[n%len(f)]
def main():
    k=0
    for i,e in enumerate(EM):
        for j in range(5):
            n=(i*7+j*5)%28
            if '%40' in e and j!=2: continue
            doc('core','email/%d'%n,sent('⟦email:%s⟧'%e,n),what='email')
    f=Faker('en_US'); f.seed(5)
    for loc in ['de_DE','fr_FR','pl_PL','sv_SE','it_IT','nl_NL','cs_CZ','en_AU','pt_BR']:
        g=Faker(loc); g.seed(6)
        for j in range(6):
            n=r.randrange(28); doc('core','email/%d'%n,sent('⟦email:%s⟧'%g.email(),n),what='email faker')
    CF=[lambda v:f"Card number: {v}",lambda v:f"please charge {v} exp 09/27",lambda v:f"Kreditkarte {v}, gültig bis 11/28",lambda v:f"id,name,pan\n1,Jo Smith,{v}\n",lambda v:f'{{"card":"{v}","amount":12.5}}',lambda v:f"<cc>{v}</cc>",lambda v:f"VISA {v} CVC 123",lambda v:f"2024-01-02 10:11:12 DEBUG pan={v} amt=10",lambda v:f"he gave me {v} on the phone",lambda v:f"{v}",lambda v:f"card\t{v}\tok",lambda v:f"CC#{v}",lambda v:f"| Name | Card |\n|---|---|\n| Jo | {v} |",lambda v:f"Carte bancaire : {v}",lambda v:f"paid with {v}.",lambda v:f"INSERT INTO pay VALUES (12,'{v}','2024-02-01');"]
    for i,x in enumerate(CARDS):
        for j in range(6):
            n=(i*5+j*3)%len(CF); doc('core','card/%d'%n+('/rare' if x[0] in('uatp','interpay','troy','elo','hiper','visa13') else ''),CF[n]('⟦card:%s⟧'%card(x)),what='card '+x[0])
    BF=[lambda v:f"IBAN: {v}",lambda v:f"Bitte überweisen Sie auf {v} bei der Bank",lambda v:f"{v}",lambda v:f"name;iban;bic\nKarl;{v};\n",lambda v:f'{{"iban":"{v}"}}',lambda v:f"<IBAN>{v}</IBAN>",lambda v:f"Kontonummer\n{v}\n",lambda v:f"IBAN{v}" if 0 else f"IBAN ({v})",lambda v:f"pay to {v}, thanks",lambda v:f"mandate={v}&x=2",lambda v:f"| Konto | {v} |"]
    for i,cc in enumerate(IB):
        for j in range(3):
            n=(i*4+j*3)%len(BF); v=iban(cc)
            if v is None: print('no',cc); continue
            doc('core','iban/%d'%n,BF[n]('⟦iban:%s⟧'%v),what='iban '+cc)
    IPS=['203.0.113.77','8.8.8.8','91.198.174.192','2001:4860:4860::8888','2a02:8109:9ac0:1234:5678:9abc:def0:1','fe80::1ff:fe23:4567:890a','84.23.17.9','::ffff:91.198.174.192','2A00:1450:4001:0829:0000:0000:0000:200E','176.9.4.22']
    IF=[lambda v:f'{v} - - [17/May/2024:10:12:01 +0200] "GET / HTTP/1.1" 200 512',lambda v:f"Client IP: {v}",lambda v:f"ip,when\n{v},2024-01-02\n",lambda v:f'{{"remote_addr":"{v}"}}',lambda v:f"Accepted password for jo from {v} port 5512 ssh2",lambda v:f"login from {v}.",lambda v:f"X-Forwarded-For: {v}, ⟦ip:10.0.0.4⟧",lambda v:f"[{v}]:443",lambda v:f"src={v} dst=⟦ip:10.1.2.3⟧",lambda v:f"({v})",lambda v:f"Received: from mail.a.de ([{v}]) by b.de"]
    for i,v in enumerate(IPS):
        for j in range(5):
            n=(i*3+j*2)%len(IF); doc('core','ip/%d'%n,IF[n]('⟦ip:%s⟧'%v),what='ip')
    PF=[lambda v,l:f"{l}: {v}",lambda v,l:f"call me on {v} tomorrow",lambda v,l:f"name,{l},note\nJo,{v},x\n",lambda v,l:f'{{"phone":"{v}"}}',lambda v,l:f"{l}\n{v}\n",lambda v,l:f"{l} {v}",lambda v,l:f"<tel>{v}</tel>",lambda v,l:f"mobile={v}",lambda v,l:f"| {l} | {v} |",lambda v,l:f"Jo Smith\n12 High Street\n{l} {v}\njo@smith-ltd.co.uk"]
    for i,(cc,vs) in enumerate(PH):
        for k,v in enumerate(vs):
            for j in range(2):
                n=(i*3+k*7+j*5)%len(PF)
                t=PF[n]('⟦phone:%s⟧'%v,PLAB.get(cc,'Phone')).replace('jo@smith-ltd.co.uk','⟦email:jo@smith-ltd.co.uk⟧')
                doc('core','phone/%d'%n,t,what='phone '+cc,also=[])
main(); write()
