"""Addresses, telephones, accounts and cards, also in other dresses: full width, entities, escapes."""
import sys, random, warnings, html, urllib.parse, re, quopri
warnings.simplefilter('ignore')
import phonenumbers as pn
from stdnum import iban as si, luhn
from marked import *
r=random.Random(424242)
def fw(s): return ''.join(chr(ord(c)+0xFEE0) if '!'<=c<='~' else ('\u3000' if c==' ' else c) for c in s)
ARI=str.maketrans('0123456789','٠١٢٣٤٥٦٧٨٩'); FAI=str.maketrans('0123456789','۰۱۲۳۴۵۶۷۸۹'); DEV=str.maketrans('0123456789','०१२३४५६७८९')
def dig(n): return ''.join(r.choice('0123456789') for _ in range(n))
# --- e-mail
FIRST=['lena','m.okonkwo','t.j','ana-sofia','o\'connor','x_ray','j','kontakt.buero','dr.weiss','nils+news','r2d2','BILLING','Eva.Maria','sven_84','a.b.c.d','9lives','pl+tag+two']
HOST=['zahnarzt-moser.at','mail.kirkwood.ac.uk','posteo.de','bluewin.ch','libero.it','wp.pl','interia.pl','seznam.cz','xn--mller-kva.de','hotmail.co.uk','yandex.ru','qq.com','gmx.net','gmail.com','startup.io','firma.software','kanzlei.berlin','uni-graz.at','sub.dept.gov.au','orange.fr','naver.com','docomo.ne.jp','proton.me','k.photography']
def email(): return r.choice(FIRST)+'@'+r.choice(HOST)
E={
'plain':lambda e:f"reach me under {e} please",'angle':lambda e:f"From: \"Lena, K.\" <{e}>",'mailto':lambda e:f'<a href="mailto:{e}?subject=Hi">write</a>','semi':lambda e:f"{e}; {m('email',email())};",
'json':lambda e:'{"to":["%s"]}'%e,'sentence-dot':lambda e:f"My address is {e}.",'paren':lambda e:f"Anna ({e}) will come",'slash':lambda e:f"a/{e}/b",'log':lambda e:f"rcpt=<{e}> stat=Sent",'colon':lambda e:f"E-Mail:{e}",
'eq':lambda e:f"user={e}&pw=",'brackets':lambda e:f"[{e}]",'pipe':lambda e:f"|{e}|",'tabs':lambda e:f"1\t{e}\t2",'quote':lambda e:f"'{e}'",'sql':lambda e:f"('x','{e}',NULL),",'exclaim':lambda e:f"{e}!!",'comma':lambda e:f"{e},{m('email',email())},",
'cyr':lambda e:f"почта {e}, спасибо",'cjk':lambda e:f"邮箱{e}谢谢",'jp':lambda e:f"メール：{e}まで",'ar':lambda e:f"البريد {e} شكرا",'wide':None,'pct':None,'entity':None,'entity-hex':None,'zwsp':None,'softhyphen':None,'json-u':None,'at-in-words':None,'spaces':None,'brackets-at':None,'smtp':lambda e:f"MAIL FROM:<{e}> SIZE=10",'xml':lambda e:f"<email>{e}</email>",'git':lambda e:f"Author: Lena K <{e}>",'md':lambda e:f"[mail](mailto:{e})",'url':lambda e:f"https://x.test/?u={e}&v=1",'qp':None,'dash':lambda e:f"-{e}-",'underscore':lambda e:f"_{e}_",'star':lambda e:f"*{e}*",'newline':lambda e:f"\n{e}\n",
}
for f,t in E.items():
    for _ in range(4):
        e=email()
        if t: doc('core','email/'+f,t(m('email',e)),what='email'); continue
        if f=='wide': v=e.replace('@','＠') if _%2 else fw(e)
        elif f=='pct': v=e.replace('@','%40').replace('+','%2B')
        elif f=='entity': v=e.replace('@','&#64;')
        elif f=='entity-hex': v=e.replace('@','&#x40;').replace('.','&#46;')
        elif f=='zwsp': v=e.replace('@','\u200b@') if _%2 else e.replace('.','\u2060.')
        elif f=='softhyphen': v=e[:3]+'\u00ad'+e[3:]
        elif f=='json-u': v=e.replace('@','\\u0040')
        elif f=='at-in-words': v=e.replace('@',' at ').replace('.',' dot ') if _%2 else e.replace('@',' (at) ').replace('.',' (dot) ')
        elif f=='spaces': v=e.replace('@',' @ ')
        elif f=='brackets-at': v=e.replace('@','[at]').replace('.','[dot]') if _%2 else e.replace('@','[at]')
        elif f=='qp': v=e.replace('@','=40')
        doc('core','email/'+f,f"contact: {m('email',v)} thanks",what='email')
# --- phone
REG='US GB DE FR ES IT PL NL BE SE NO DK FI PT IE CZ AT CH HU RO BG GR HR TR RU UA IL IN CN JP KR BR MX AR CO CL ZA NG KE EG AE SA AU NZ SG MY TH VN ID PH PK CA SK SI LT LV EE IS LU MT CY RS'.split()
LAB={'DE':['Tel.','Handy','Mobil','Telefon','Rückruf'],'AT':['Tel.','Mobil'],'CH':['Tel.','Natel'],'FR':['Tél','Portable','Tél. fixe'],'ES':['Tfno','Móvil','Teléfono'],'IT':['Cell.','Tel','Telefono'],'PL':['tel.','kom.','telefon'],'NL':['Tel','06-nummer','Mobiel'],'SE':['Mobil','Tfn'],'NO':['Tlf','Mobil'],'DK':['Tlf.','Mobil'],'FI':['Puh.','GSM'],'PT':['Telemóvel','Tel.'],'BR':['Celular','Fone','WhatsApp'],'CZ':['tel.','mobil'],'RU':['тел.','моб.','Телефон'],'UA':['тел.','моб.'],'GR':['Τηλ.','Κινητό'],'TR':['Cep','Tel','GSM'],'JP':['電話','TEL','携帯'],'CN':['手机','电话','联系电话'],'KR':['전화','휴대폰','연락처'],'HU':['tel.','mobil'],'RO':['tel.','mobil'],'BG':['тел.','GSM'],'IL':['טלפון','נייד'],'SA':['هاتف','جوال'],'EG':['موبايل','هاتف'],'AE':['Mobile','هاتف'],'TH':['โทร','มือถือ'],'VN':['ĐT','SĐT'],'ID':['HP','Telp'],'MX':['Cel','Tel'],'AR':['Cel','Tel']}
def phone(c):
    for t in r.sample([pn.PhoneNumberType.MOBILE,pn.PhoneNumberType.FIXED_LINE],2):
        e=pn.example_number_for_type(c,t)
        if not e: continue
        s=str(e.national_number)
        for _ in range(300):
            n=pn.PhoneNumber(country_code=e.country_code,national_number=int(s[:-5]+dig(5)),italian_leading_zero=e.italian_leading_zero,number_of_leading_zeros=e.number_of_leading_zeros)
            if pn.is_valid_number(n): return n
    return pn.example_number(c)
PF={
'intl-label':lambda l,i,n,e:f"{l}: {m('phone',i)}",'intl-bare':lambda l,i,n,e:f"please ring {m('phone',i)} before noon",'nat-label':lambda l,i,n,e:f"{l}: {m('phone',n)}",'nat-label-bare':lambda l,i,n,e:f"{l} {m('phone',n)}",'e164':lambda l,i,n,e:f"to={m('phone',e)} body=ok",'e164-json':lambda l,i,n,e:'{"phone":"%s"}'%m('phone',e),
'tel-uri':lambda l,i,n,e:f'<a href="tel:{m("phone",e)}">',"00":lambda l,i,n,e:f"{l} {m('phone','00'+i[1:])}",'dots':lambda l,i,n,e:f"{l} {m('phone',i.replace(' ','.').replace('-','.'))}",'wa':lambda l,i,n,e:f"https://wa.me/{m('phone',e[1:])}",'nbsp':lambda l,i,n,e:f"{l}: {m('phone',i.replace(' ',chr(0xa0)))}",'wide':lambda l,i,n,e:f"{l}：{m('phone',fw(i))}",'csv':lambda l,i,n,e:f"id,phone,city\n3,{m('phone',n)},Oslo\n",'zero-in-parens':lambda l,i,n,e:f"{l}: {m('phone',i.replace(' ',' (0)',1))}" if n.startswith('0') and ' ' in i else f"{l}: {m('phone',i)}",
'slash-list':lambda l,i,n,e:f"{l}: {m('phone',i)} / {m('phone',e)}",'fax':lambda l,i,n,e:f"Fax: {m('phone',i)}",'lrm':lambda l,i,n,e:f"{l}: \u202a{m('phone',i)}\u202c",'nb-hyphen':lambda l,i,n,e:f"{l}: {m('phone',i.replace('-',chr(0x2011)).replace(' ',chr(0x2011)))}",'chat':lambda l,i,n,e:f"[12:02] Jo: my new number {m('phone',i)}",'call-at':lambda l,i,n,e:f"You can call me at {m('phone',n)} any time",'pct':lambda l,i,n,e:f"phone={m('phone',urllib.parse.quote(e))}&x=1",'vcard':lambda l,i,n,e:f"TEL;TYPE=CELL:{m('phone',i)}",'dashes':lambda l,i,n,e:f"{l}: {m('phone',i.replace(' ','-'))}",'ext':lambda l,i,n,e:f"{l} {m('phone',i)} ext. 12",'braces':lambda l,i,n,e:f"({m('phone',i)})",
}
pf=list(PF)
for ci,c in enumerate(REG):
    for j in range(5):
        f=pf[(ci*5+j*7+ci//5)%len(pf)]; p=phone(c)
        i=pn.format_number(p,pn.PhoneNumberFormat.INTERNATIONAL); n=pn.format_number(p,pn.PhoneNumberFormat.NATIONAL); e=pn.format_number(p,pn.PhoneNumberFormat.E164)
        l=r.choice(LAB.get(c,['Phone','Tel','Mobile','Cell','Contact no.']))
        doc('core','phone/'+f,PF[f](l,i,n,e),what='phone-'+c)
for k in range(12):
    n='05'+dig(8); doc('core','phone/arabic-digits',f"هاتف: {m('phone',n.translate(ARI))}",what='phone-arabic')
    n='0912'+dig(7); doc('core','phone/persian-digits',f"تلفن همراه: {m('phone',n.translate(FAI))}",what='phone-persian')
    n='+91 98'+dig(3)+' '+dig(5); doc('core','phone/devanagari',f"फ़ोन: {m('phone',n.translate(DEV))}",what='phone-deva')
# --- IBAN from the registry
def iban():
    while True:
        line=r.choice([l for l in open('/usr/lib/python3/dist-packages/stdnum/iban.dat') if re.match(r'^[A-Z]{2}',l)])
        cc=line[:2]; b=re.search(r'bban="([^"]+)"',line).group(1); v=''
        for n,t in re.findall(r'(\d+)!?([nac])',b):
            v+=''.join(r.choice({'n':'0123456789','a':'ABCDEFGHIJKLMNOPQRSTUVWXYZ','c':'0123456789ABCDEFGH'}[t]) for _ in range(int(n)))
        x=''.join(str(int(ch,36)) for ch in v+cc+'00'); v=cc+'%02d'%(98-int(x)%97)+v
        try: si.validate(v,check_country=False); return v
        except Exception: pass
def grp(v,s=' ',n=4): return s.join(v[i:i+n] for i in range(0,len(v),n))
IF={'label':lambda v:f"IBAN: {m('iban',grp(v))}",'solid':lambda v:f"bitte auf {m('iban',v)} überweisen",'solid-label':lambda v:f"IBAN {m('iban',v)} BIC",'bare':lambda v:f"{m('iban',grp(v))}",'lower':lambda v:f"iban={m('iban',v.lower())}",'nbsp':lambda v:f"IBAN: {m('iban',grp(v,chr(0xa0)))}",'thin':lambda v:f"IBAN: {m('iban',grp(v,chr(0x2009)))}",'dash':lambda v:f"IBAN {m('iban',grp(v,'-'))}",'json':lambda v:'{"iban":"%s"}'%m('iban',v),'xml':lambda v:f"<IBAN>{m('iban',v)}</IBAN>",'wide':lambda v:f"IBAN：{m('iban',fw(v))}",'split':lambda v:f"IBAN: {m('iban',grp(v)[:14]+chr(10)+grp(v)[15:])}",'dots':lambda v:f"IBAN {m('iban',grp(v,'.'))}",'mt940':lambda v:f":25:{m('iban',v)}",'camt':lambda v:f"<DbtrAcct><Id><IBAN>{m('iban',v)}</IBAN></Id></DbtrAcct>",'dot-end':lambda v:f"Transfer to {m('iban',v)}.",'csv':lambda v:f"5;{m('iban',v)};12,00",'pct':lambda v:f"iban={m('iban',grp(v,'%20'))}&amt=3",'plus':lambda v:f"iban={m('iban',grp(v,'+'))}&amt=3",'sepa':lambda v:f"SVWZ+Miete IBAN+{m('iban',v)} BIC+X",'url':lambda v:f"/accounts/{m('iban',v)}/balance",'tab':lambda v:f"a\t{m('iban',v)}\tb",'nbspent':lambda v:f"IBAN:&nbsp;{m('iban',grp(v,'&nbsp;'))}<br>",'brackets':lambda v:f"({m('iban',grp(v))})",'epc':lambda v:f"BCD\n002\n1\nSCT\nGENODEF1M04\nFrauke Lind\n{m('iban',v)}\nEUR12.3\n",'two-space':lambda v:f"IBAN  {m('iban',grp(v,'  '))}"}
for f,t in IF.items():
    for _ in range(5): doc('core','iban/'+f,t(iban()),what='iban')
# --- cards
def card():
    p,n=r.choice([('4',16),('4',16),('51',16),('55',16),('2221',16),('2720',16),('34',15),('37',15),('6011',16),('65',16),('3528',16),('3589',16),('36',14),('305',14),('38',14),('62',16),('6212',19),('5018',16),('6759',16),('4',19),('2200',16),('6521',16),('9792',16),('5067',16),('637',16)][:20])
    v=p+dig(n-len(p)-1); return v+luhn.calc_check_digit(v)
def cg(v,s=' '):
    if len(v)==15: return s.join([v[:4],v[4:10],v[10:]])
    if len(v)==14: return s.join([v[:4],v[4:10],v[10:]])
    return grp(v,s)
CF={'label':lambda v:f"Card number: {m('card',cg(v))}",'solid':lambda v:f"charge {m('card',v)} 12/27",'dash':lambda v:f"cc {m('card',cg(v,'-'))}",'json':lambda v:'{"pan":"%s","exp":"1227"}'%m('card',v),'xml':lambda v:f"<CardNumber>{m('card',v)}</CardNumber>",'bare':lambda v:m('card',cg(v)),'nbsp':lambda v:f"Karte {m('card',cg(v,chr(0xa0)))}",'wide':lambda v:f"カード番号：{m('card',fw(v))}",'dots':lambda v:f"card {m('card',cg(v,'.'))}",'log':lambda v:f"auth req pan={m('card',v)} amt=1200 rc=00",'quote':lambda v:f"'{m('card',v)}',",'csv':lambda v:f"7,{m('card',v)},08/26,Visa",'sentence':lambda v:f"Hi, my Mastercard {m('card',cg(v))} expires in May, can you renew?",'zh':lambda v:f"卡号{m('card',v)}有效期",'es':lambda v:f"Tarjeta {m('card',cg(v))}, caduca 03/28",'fr':lambda v:f"CB n° {m('card',cg(v))} exp. 03/28",'html':lambda v:f"<td>{m('card',cg(v))}</td>",'nbspent':lambda v:f"Card: {m('card',cg(v,'&nbsp;'))}",'qs':lambda v:f"number={m('card',cg(v,'+'))}&cvc=123",'pct':lambda v:f"number={m('card',cg(v,'%20'))}&cvc=123",'split':lambda v:f"card no {m('card',cg(v)[:9]+chr(10)+cg(v)[10:])}",'zwsp':lambda v:f"card {m('card',cg(v,chr(0x200b)))}",'ended':lambda v:f"Paid with {m('card',v)}.",'slash':lambda v:f"{m('card',v)}/12/27/123",'arabic':lambda v:f"رقم البطاقة {m('card',cg(v).translate(ARI))}",'pipe':lambda v:f"{m('card',v)}|12|27|123"}
for f,t in CF.items():
    for _ in range(5): doc('core','card/'+f,t(card()),what='card')
# --- ip, mac
def ip4(): return '%d.%d.%d.%d'%(r.choice([5,31,46,62,78,84,91,93,109,151,176,185,188,193,203,212]),r.randrange(256),r.randrange(256),r.randrange(1,255))
def ip6():
    h=['%x'%r.randrange(1,65536) for _ in range(8)]; h[0]=r.choice(['2a01','2003','2a02','2600','fe80','fd12'])
    if r.random()<.6: i=r.randrange(2,5); return ':'.join(h[:i])+'::'+':'.join(h[i+2:])
    return ':'.join(h)
PIP={'log':lambda v:f'{m("ip",v)} - - [10/Oct/2024:13:55:36 +0200] "GET / HTTP/1.1" 200 1234','label':lambda v:f"IP: {m('ip',v)}",'json':lambda v:'{"remote_addr":"%s"}'%m('ip',v),'xff':lambda v:f"X-Forwarded-For: {m('ip',v)}, {m('ip',ip4())}",'sshd':lambda v:f"Failed password for root from {m('ip',v)} port 2213 ssh2",'sentence':lambda v:f"The visitor came from {m('ip',v)}.",'paren':lambda v:f"({m('ip',v)})",'eq':lambda v:f"src={m('ip',v)} dst={m('ip',ip4())}",'brackets':lambda v:f"[{m('ip',v)}]",'received':lambda v:f"Received: from x (unknown [{m('ip',v)}]) by y",'csv':lambda v:f"a,{m('ip',v)},b",'slash':lambda v:f"client {m('ip',v)}/32",'http':lambda v:f"http://{m('ip',v)}/" if ':' not in v else f"http://[{m('ip',v)}]/",'wide':lambda v:f"IP：{m('ip',fw(v))}",'sql':lambda v:f"('{m('ip',v)}',1)",'quote':lambda v:f'"{m("ip",v)}"'}
for f,t in PIP.items():
    for k in range(5): doc('core','ip/'+f,t(ip4() if k%2 else ip6()),what='ip')
for k in range(6):
    v=ip4(); doc('core','ip/port',f"connect {m('ip',v)}:8443 ok",what='ip')
    doc('core','ip/mapped',f"client ::ffff:{m('ip',v)} in",what='ip')
    doc('core','ip/zone',f"addr {m('ip','fe80::%x:%x'%(r.randrange(1,9999),r.randrange(1,9999)))}%eth0",what='ip')
def mac(s): return s.join('%02x'%r.randrange(256) for _ in range(6))
MF={'colon':lambda:f"hw {m('mac',mac(':'))} up",'dash':lambda:f"{m('mac',mac('-').upper())}",'cisco':lambda:f"mac {m('mac','.'.join(mac('')[i:i+4] for i in(0,4,8)))} dynamic",'json':lambda:'{"mac":"%s"}'%m('mac',mac(':').upper()),'arp':lambda:f"? (10.0.0.7) at {m('mac',mac(':'))} [ether] on en0",'solid':lambda:f"MAC address: {m('mac',mac('').upper())}"}
for f,t in MF.items():
    for k in range(3): doc('core','mac/'+f,t(),what='mac')
if __name__=='__main__': write('core.jsonl')

