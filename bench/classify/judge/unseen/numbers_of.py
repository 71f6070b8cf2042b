"""National identifiers for the second blind round: what python-stdnum and Presidio know,
made by drawing until the rule of the identifier holds. stdnum (Debian: python3-stdnum) is
the judge of what is valid; what it lacks is computed here from the issuers' rules."""
import random, importlib, datetime, string
def mod(name): return importlib.import_module('stdnum.'+name)
def dig(r,n,first='0123456789'): return r.choice(first)+''.join(r.choice('0123456789') for _ in range(n-1))
def let(r,n,al=string.ascii_uppercase): return ''.join(r.choice(al) for _ in range(n))
def date(r,a=1940,b=2004): return datetime.date(a,1,1)+datetime.timedelta(days=r.randrange((b-a)*365))
def until(r,make,ok,n=200000):
    for _ in range(n):
        v=make(r)
        try:
            if ok(v): return v
        except Exception: pass
    raise SystemExit('no value')
def shape(s):
    """9 a digit, 1 a digit but 0, A a letter, else itself"""
    def f(r): return ''.join(r.choice('0123456789') if c=='9' else r.choice('123456789') if c=='1' else r.choice('ABCDEFGHJKLMNPRSTUVWXYZ') if c=='A' else c for c in s)
    return f
def sn(name,make): 
    m=mod(name)
    return lambda r: until(r,make,lambda v:m.is_valid(v))
def luhn_ok(s):
    t=0
    for i,c in enumerate(reversed(s)):
        d=int(c)
        if i%2: d=d*2-9 if d>4 else d*2
        t+=d
    return t%10==0
def luhn(s):
    for c in '0123456789':
        if luhn_ok(s+c): return s+c
def wsum(s,w): return sum(int(a)*b for a,b in zip(s,w))
def group(*n,sep=' '):
    def f(v):
        o=[];i=0
        for k in n: o.append(v[i:i+k]); i+=k
        if i<len(v): o.append(v[i:])
        return sep.join(o)
    return f
raw=lambda v:v
def pat(p):
    """# takes the next character"""
    def f(v):
        it=iter(v); return ''.join(next(it) if c=='#' else c for c in p)
    return f
def dk(r):
    d=date(r,1940,1999); return until(r,lambda r:d.strftime('%d%m%y')+dig(r,4,'0123'),mod('dk.cpr').is_valid)
def de_pension(r):
    for _ in range(9999):
        d=date(r,1940,2003); a=r.choice(['02','03','04','08','09','10','11','12','13','15','16','17','18','20','21','23','24','25','26','28','29','38','39','40','42','44','48','49','50','51','52','53','54','55','56','57','58','59','60','61','63','64','65','66','67','68','69','70','71','72','73','74','75','76','77','78','79','80','81','82','89'])
        l=r.choice(string.ascii_uppercase); s=a+d.strftime('%d%m%y')+l+'%02d'%r.randrange(0,99)
        t=a+d.strftime('%d%m%y')+'%02d'%(ord(l)-64)+s[9:]
        q=sum(sum(map(int,str(int(x)*w))) for x,w in zip(t,[2,1,2,5,7,1,2,1,2,1,2,1]))%10
        return s+str(q)
def kvnr(r):
    l=r.choice(string.ascii_uppercase); n=dig(r,8); t='%02d'%(ord(l)-64)+n
    q=0
    for i,c in enumerate(t):
        p=int(c)*(1 if i%2==0 else 2); q+=p//10+p%10
    return l+n+str(q%10)
def lanr(r):
    n=dig(r,6,'123456789'); s=sum(int(c)*w for c,w in zip(n,[4,9,4,9,4,9])); return n+str((10-s%10)%10)+r.choice(['01','02','03','10','11','23','34','47','50'])
def npi(r):
    return until(r,lambda r:dig(r,10,'1'),lambda v:luhn_ok('80840'+v))
def mbi(r):
    A='ACDEFGHJKMNPQRTUVWXY';N='0123456789';AN=A+N
    return r.choice('123456789')+r.choice(A)+r.choice(AN)+r.choice(N)+r.choice(A)+r.choice(AN)+r.choice(N)+r.choice(A)+r.choice(A)+r.choice(N)+r.choice(N)
def dea(r):
    d=dig(r,6); c=(int(d[0])+int(d[2])+int(d[4])+2*(int(d[1])+int(d[3])+int(d[5])))%10
    return r.choice('ABFGM')+r.choice(string.ascii_uppercase)+d+str(c)
def medicare(r):
    n=dig(r,8,'23456'); return n+str(sum(int(c)*w for c,w in zip(n,[1,3,7,9,1,3,7,9]))%10)+r.choice('123')
def nric(r):
    p=r.choice('STFG'); n=dig(r,7); s=wsum(n,[2,7,6,5,4,3,2])+(4 if p in 'TG' else 0)
    return p+n+('JZIHGFEDCBA' if p in 'ST' else 'XWUTRQPNMLK')[s%11]
def hkid(r):
    l=r.choice('ABCDEGHKMPRSVYZ'); n=dig(r,6); s=36*9+(ord(l)-55)*8+wsum(n,[7,6,5,4,3,2]); c=(11-s%11)%11
    return l+n+('A' if c==10 else str(c))
def twid(r):
    l=r.choice(string.ascii_uppercase); k='ABCDEFGHJKLMNPQRSTUVXYWZIO'.index(l)+10; n=r.choice('12')+dig(r,7)
    s=k//10+(k%10)*9+wsum(n,[8,7,6,5,4,3,2,1]); return l+n+str((10-s%10)%10)
def mynumber(r):
    n=dig(r,11); s=sum(int(n[10-i])*( (i+2) if i<6 else (i-4)) for i in range(11)); k=s%11
    return n+('0' if k<=1 else str(11-k))
def snils(r):
    n=dig(r,9,'1'); s=wsum(n,[9,8,7,6,5,4,3,2,1])%101; return n+'%02d'%(s%100)
def kwid(r):
    while 1:
        d=date(r,1940,2005); n=('2' if d.year<2000 else '3')+d.strftime('%y%m%d')+dig(r,4); c=11-wsum(n,[2,1,6,3,7,9,10,5,8,4,2])%11
        if c<10: return n+str(c)
def irid(r):
    n=dig(r,9); s=wsum(n,range(10,1,-1))%11; return n+str(s if s<2 else 11-s)
def kz(r):
    while 1:
        d=date(r,1950,1999); n=d.strftime('%y%m%d')+r.choice('34')+dig(r,4); s=wsum(n,range(1,12))%11
        if s==10: s=wsum(n,[3,4,5,6,7,8,9,10,11,1,2])%11
        if s<10: return n+str(s)
def hutaj(r):
    n=dig(r,8); return n+str(wsum(n,[3,7]*4)%10)
def hutax(r):
    while 1:
        n='8'+dig(r,8,'23456'); s=wsum(n,range(1,10))%11
        if s<10: return n+str(s)
def niss(r):
    n=r.choice('12')+dig(r,9); s=wsum(n,[29,23,19,17,13,11,7,5,3,2]); return n+str(9-s%10)
def pis(r):
    n=r.choice('12')+dig(r,9); s=11-wsum(n,[3,2,9,8,7,6,5,4,3,2])%11; return n+str(0 if s>9 else s)
def cns(r):
    return until(r,lambda r:dig(r,15,'789'),lambda v:wsum(v,range(15,0,-1))%11==0)
def uyci(r):
    n=dig(r,7,'12345'); s=wsum(n,[2,9,8,7,6,3,4]); return n+str((10-s%10)%10)
def dui(r):
    n='0'+dig(r,7); s=wsum(n,range(9,1,-1)); return n+str((10-s%10)%10)
def sa(r): return luhn(r.choice('12')+dig(r,8))
def ae(r): return luhn('784'+str(r.randrange(1950,2005))+dig(r,7))
def nik(r): return r.choice(['31','32','33','34','35','36','51','12','73'])+r.choice(['71','73','01','05','12'])+'%02d'%r.randrange(1,20)+date(r,1960,2003).strftime('%d%m%y')+'%04d'%r.randrange(1,99)
def egid(r): 
    d=date(r,1950,2005); return ('2' if d.year<2000 else '3')+d.strftime('%y%m%d')+r.choice(['01','02','12','21','88','13'])+dig(r,5,'123456789')
def vn(r): 
    return '0'+r.choice(['01','79','31','48','92','36'])+r.choice('01')+'%02d'%r.randrange(50,99)+dig(r,6)
def lk(r): return '%02d'%r.randrange(50,99)+'%03d'%(r.randrange(1,365)+r.choice([0,500]))+dig(r,4)+'V'
def jmbg(reg):
    def f(r):
        d=date(r,1950,1999); n=d.strftime('%d%m')+str(d.year)[1:]+reg+dig(r,3)
        return until(r,lambda r:d.strftime('%d%m')+str(d.year)[1:]+reg+dig(r,3)+dig(r,1),mod('si.emso').is_valid) if 1 else n
    return f
def ymd(mk): return mk
def pesel(r): 
    d=date(r,1940,1999); return until(r,lambda r:d.strftime('%y%m%d')+dig(r,5),mod('pl.pesel').is_valid)
def D(fmt,tail,m,a=1940,b=1999,pre=''):
    def f(r):
        d=date(r,a,b); return until(r,lambda r:pre+d.strftime(fmt)+shape(tail)(r),mod(m).is_valid)
    return f
def ukdl(r):
    sur=r.choice(['MORGA','SMITH','JONES','TAYLO','BROWN','FOX99','LEE99']); d=date(r,1950,2000); f=r.choice([0,50])
    return sur+str(d.year)[2]+'%02d'%(d.month+f)+'%02d'%d.day+str(d.year)[3]+r.choice('ABJM')+r.choice('9ACE')+r.choice('123456789')+let(r,2)
def nino(r):
    return until(r,lambda r:let(r,2,'ABCEGHJKLMNOPRSTWXYZ')+dig(r,6)+r.choice('ABCD'),lambda v:v[1]!='O' and v[:2] not in('BG','GB','KN','NK','NT','TN','ZZ'))
def luid(r):
    d=date(r,1950,2000); from_=d.strftime('%Y%m%d')+dig(r,3); n=luhn(from_); import stdnum.verhoeff as v
    return n+v.calc_check_digit(from_)
def curp(r):
    d=date(r,1950,1999)
    return until(r,lambda r:r.choice('GLMPRS')+r.choice('AEIOU')+let(r,2,'BCDFGHLMNPRST')+d.strftime('%y%m%d')+r.choice('HM')+r.choice(['DF','JC','NL','PL','VZ'])+let(r,3,'BCDFGLMNPRSTZ')+'0'+dig(r,1),mod('mx.curp').is_valid)
def rfc(r):
    d=date(r,1950,1999)
    return until(r,lambda r:r.choice('GLMPRS')+r.choice('AEIOU')+let(r,2,'BCDFGHLMNPRST')+d.strftime('%y%m%d')+r.choice(string.ascii_uppercase)+r.choice('0123456789')+r.choice('0123456789A'),lambda v:mod('mx.rfc').is_valid(v,validate_check_digits=True))
def cf(r):
    d=date(r,1940,2000); dd=d.day+r.choice([0,40])
    return until(r,lambda r:let(r,3,'BCDFGLMNPRSTVZ')+let(r,3,'BCDFGLMNPRSTVZ')+d.strftime('%y')+'ABCDEHLMPRST'[d.month-1]+'%02d'%dd+r.choice(['F205','H501','L219','A944','D612','Z404','F839'])+let(r,1),mod('it.codicefiscale').is_valid)
def cnid(r):
    d=date(r,1950,2003); return until(r,lambda r:r.choice(['110101','310104','440301','330106','510104','420106'])+d.strftime('%Y%m%d')+dig(r,3)+r.choice('0123456789X'),mod('cn.ric').is_valid)
def nir(r): 
    n=r.choice('12')+'%02d'%r.randrange(40,99)+'%02d'%r.randrange(1,13)+r.choice(['75','69','13','33','59','06','2A','2B','92'])+'%03d'%r.randrange(1,600)+'%03d'%r.randrange(1,900)
    k=int(n.replace('2A','19').replace('2B','18')); return n+'%02d'%(97-k%97)
def fnr(r):
    d=date(r,1940,1999); return until(r,lambda r:d.strftime('%d%m%y')+dig(r,5,'01234'),mod('no.fodselsnummer').is_valid)
def nhs(r): return until(r,shape('4999999999'),mod('gb.nhs').is_valid)
def kr(r):
    d=date(r,1950,1999); return until(r,lambda r:d.strftime('%y%m%d')+r.choice('12')+dig(r,6,'0123456'),mod('kr.rrn').is_valid)
def ssn(r): return until(r,shape('999999999'),lambda v:mod('us.ssn').is_valid(v) and v[0]!='9')
def itin(r): return until(r,lambda r:'9'+dig(r,2)+r.choice(['70','75','80','88','90','94','95','99'])+dig(r,4),mod('us.itin').is_valid)
def hetu(r):
    d=date(r,1940,1999); return until(r,lambda r:d.strftime('%d%m%y')+'-'+'%03d'%r.randrange(2,900)+r.choice('0123456789ABCDEFHJKLMNPRSTUVWXY'),mod('fi.hetu').is_valid)
def se(r):
    d=date(r,1940,2000); return until(r,lambda r:d.strftime('%y%m%d')+'-'+dig(r,4),mod('se.personnummer').is_valid)
def cnpj(r): return until(r,lambda r:dig(r,8)+'0001'+dig(r,2),mod('br.cnpj').is_valid)
def bsnr(r): return r.choice(['01','02','17','20','38','52','63','71','72','88','93','98'])+dig(r,7)
def krdl(r): return r.choice(['11','12','13','21','26'])+'%02d'%r.randrange(80,99)+dig(r,6)+dig(r,2)
# kind: (maker, [written forms], [labels], [column names], own language sentence with {v})
N={}
def add(kind,mk,forms,labels,cols,sent): N[kind]=(mk,forms,labels,cols,sent)
S=lambda *a:list(a)
add('us_ssn',ssn,S(pat('###-##-####'),pat('### ## ####'),raw),S('SSN','Social Security Number','Social Security No.','Soc. Sec. #'),S('ssn','social_security_number','socialSecurityNumber','SSN_NBR'),"Her social security number is {v}.")
add('us_itin',itin,S(pat('###-##-####'),pat('### ## ####')),S('ITIN','Individual Taxpayer Identification Number','Tax ID (ITIN)'),S('itin','taxpayer_id'),"He files with the ITIN {v}.")
add('us_npi',npi,S(raw,),S('NPI','National Provider Identifier','Provider NPI','NPI #'),S('npi','provider_npi','NPI_NUMBER'),"The prescriber, NPI {v}, signed.")
add('us_mbi',mbi,S(raw,pat('####-###-####')),S('MBI','Medicare Number','Medicare Beneficiary Identifier'),S('mbi','medicare_id'),"Your Medicare number is {v}.")
add('us_dea',dea,S(raw,),S('DEA','DEA Number','DEA No.','DEA registration'),S('dea','dea_number'),"Prescribed under DEA number {v}.")
add('us_aba',sn('us.rtn',lambda r:r.choice(['02','03','11','12','26','31','06'])+dig(r,7)),S(raw,),S('Routing Number','ABA','ABA routing number','Bank routing #'),S('routing_number','aba','bankRoutingNumber'),"Wire to routing number {v}.")
add('us_ein',sn('us.ein',shape('999999999')),S(pat('##-#######'),),S('EIN','Employer Identification Number','Federal Tax ID','FEIN'),S('ein','employer_id_number','fein'),"Our EIN is {v}.")
add('de_tax_id',sn('de.idnr',shape('19999999999')),S(raw,group(2,3,3),),S('Steuer-ID','Steuerliche Identifikationsnummer','IdNr.','Steueridentifikationsnummer','Steuer-IdNr'),S('steuer_id','steuerid','IdNr','tin'),"Meine Steuer-ID lautet {v}.")
add('de_pension',de_pension,S(raw,pat('## ###### # ###'),pat('##-######-#-###')),S('Rentenversicherungsnummer','RV-Nummer','Sozialversicherungsnummer','SV-Nr.','RVNR'),S('rv_nummer','SVNr','rentenversicherungsnr'),"Die Sozialversicherungsnummer ist {v}.")
add('de_health',kvnr,S(raw,),S('Krankenversichertennummer','Versichertennummer','KVNR','Versicherten-Nr.'),S('kvnr','versichertennr'),"Versichertennummer des Patienten: {v}.")
add('de_lanr',lanr,S(raw,),S('LANR','Lebenslange Arztnummer','Arzt-Nr.'),S('lanr','arztnummer'),"Arzt mit LANR {v} hat unterschrieben.")
add('de_bsnr',bsnr,S(raw,),S('BSNR','Betriebsstättennummer','Betriebsstätten-Nr.'),S('bsnr','betriebsstaette'),"Praxis mit BSNR {v}.")
add('de_vat_id',sn('de.vat',shape('199999999')),S(pat('DE#########'),pat('DE ### ### ###')),S('USt-IdNr.','Umsatzsteuer-ID','UStID'),S('ust_id','vat_id'),"Unsere USt-IdNr. ist {v}.")
add('at_svnr',sn('at.vnr',lambda r:dig(r,4,'123456789')+date(r).strftime('%d%m%y')),S(raw,group(4,6)),S('Sozialversicherungsnummer','SVNR','SV-Nummer'),S('svnr','sv_nummer'),"Ihre Sozialversicherungsnummer {v} wurde geprüft.")
add('at_tax_number',sn('at.tin',shape('999999999')),S(pat('##-###/####'),raw),S('Steuernummer','Abgabenkontonummer','St.Nr.'),S('steuernummer','abgabenkonto'),"Abgabenkontonummer {v} beim Finanzamt Österreich.")
add('ch_ahv',sn('ch.ssn',shape('7569999999999')),S(pat('###.####.####.##'),raw,group(3,4,4)),S('AHV-Nummer','AHV-Nr.','Numéro AVS','Numero AVS','Sozialversicherungsnummer'),S('ahv','ahv_nr','no_avs'),"Die AHV-Nummer lautet {v}.")
add('fr_nir',nir,S(raw,pat('# ## ## ## ### ### ##'),pat('# ## ## ## ### ###/##')),S('Numéro de sécurité sociale','NIR','N° de sécurité sociale','N° SS','Numéro INSEE'),S('nir','num_secu','numero_secu'),"Mon numéro de sécurité sociale est le {v}.")
add('fr_tax_id',lambda r:(lambda n:n+'%03d'%(int(n)%511))(dig(r,10,'0123')),S(pat('## ## ### ### ###'),raw),S('Numéro fiscal','SPI','N° fiscal de référence'),S('numero_fiscal','spi'),"Votre numéro fiscal : {v}.")
add('fr_siren',sn('fr.siren',shape('499999999')),S(group(3,3),raw),S('SIREN','N° SIREN','RCS Paris'),S('siren',),"Société immatriculée au SIREN {v}.")
add('es_nif',sn('es.dni',shape('99999999A')),S(raw,pat('########-#'),pat('##.###.###-#')),S('DNI','NIF','D.N.I.','Documento Nacional de Identidad'),S('dni','nif','DNI_CLIENTE'),"Mi DNI es {v}.")
add('es_nie',sn('es.nie',lambda r:r.choice('XYZ')+dig(r,7)+let(r,1)),S(raw,pat('#-#######-#')),S('NIE','N.I.E.','Número de identidad de extranjero'),S('nie',),"Tengo el NIE {v} desde 2019.")
add('es_cif',sn('es.cif',lambda r:r.choice('ABCDEFGH')+dig(r,8)),S(raw,pat('#-########')),S('CIF','C.I.F.','CIF de la empresa'),S('cif',),"La empresa con CIF {v}.")
add('it_codice_fiscale',cf,S(raw,pat('### ### ##### #####')),S('Codice fiscale','C.F.','Cod. Fisc.','CF'),S('codice_fiscale','cf','codiceFiscale'),"Il mio codice fiscale è {v}.")
add('it_vat',sn('it.iva',lambda r:'0'+dig(r,6)+r.choice(['001','015','058','063','100'])+dig(r,1)),S(raw,pat('IT###########')),S('Partita IVA','P. IVA','P.IVA','Part. IVA'),S('partita_iva','piva'),"La partita IVA è {v}.")
add('pl_pesel',pesel,S(raw,),S('PESEL','Nr PESEL','Numer PESEL'),S('pesel',),"Mój numer PESEL to {v}.")
add('pl_nip',sn('pl.nip',shape('1999999999')),S(raw,pat('###-###-##-##'),pat('###-##-##-###')),S('NIP','Nr NIP','NIP firmy'),S('nip',),"Faktura na NIP {v}.")
add('nl_bsn',sn('nl.bsn',shape('199999999')),S(raw,pat('####.##.###'),pat('### ### ###')),S('BSN','Burgerservicenummer','Sofinummer','BSN-nummer'),S('bsn','burgerservicenummer'),"Mijn BSN is {v}.")
add('be_nrn',sn('be.nn',lambda r:date(r,1940,1999).strftime('%y%m%d')+dig(r,5)),S(pat('##.##.##-###.##'),raw,pat('###### ### ##')),S('Rijksregisternummer','Numéro national','N° registre national','INSZ','NISS'),S('rijksregisternummer','niss','rrn'),"Het rijksregisternummer is {v}.")
add('uk_nhs',nhs,S(group(3,3),pat('###-###-####'),raw),S('NHS number','NHS No','NHS No.','NHS #'),S('nhs_number','nhsNumber','nhs_no'),"His NHS number is {v}.")
add('uk_nino',nino,S(raw,pat('## ## ## ## #'),pat('##-##-##-##-#')),S('National Insurance number','NI number','NINO','NI No.','Nat. Ins. No.'),S('nino','ni_number','national_insurance'),"Her National Insurance number is {v}.")
add('uk_driving_licence',ukdl,S(raw,pat('##### ###### ### ##')),S('Driving licence','Driver number','Driving licence number','DVLA licence no.'),S('driving_licence','driver_number'),"His driving licence number is {v}.")
add('uk_utr',sn('gb.utr',shape('1999999999')),S(raw,pat('##### #####')),S('UTR','Unique Taxpayer Reference','UTR number'),S('utr','unique_taxpayer_reference'),"My UTR is {v}.")
add('se_personnummer',se,S(raw,lambda v:v.replace('-',''),lambda v:'19'+v,lambda v:('19'+v).replace('-','')),S('Personnummer','Pers.nr','Person-nr','Personnr'),S('personnummer','pnr','personal_number'),"Mitt personnummer är {v}.")
add('se_org_number',sn('se.orgnr',shape('5569999999')),S(pat('######-####'),raw),S('Organisationsnummer','Org.nr','Orgnr'),S('orgnr','organisationsnummer'),"Bolagets organisationsnummer är {v}.")
add('fi_hetu',hetu,S(raw,),S('Henkilötunnus','HETU','Hetu','Sotu'),S('hetu','henkilotunnus'),"Henkilötunnukseni on {v}.")
add('dk_cpr',dk,S(pat('######-####'),raw,pat('###### ####')),S('CPR-nummer','CPR','CPR-nr.','Personnummer'),S('cpr','cpr_nr'),"Mit CPR-nummer er {v}.")
add('no_fnr',fnr,S(raw,pat('###### #####')),S('Fødselsnummer','Fødselsnr.','Personnummer','Fnr'),S('fodselsnummer','fnr'),"Mitt fødselsnummer er {v}.")
add('pt_nif',sn('pt.nif',lambda r:r.choice('12')+dig(r,8)),S(raw,pat('### ### ###')),S('NIF','Contribuinte','N.º de contribuinte','NIF/NIPC'),S('nif','contribuinte'),"O meu NIF é {v}.")
add('pt_cc',sn('pt.cc',shape('999999999AA9')),S(pat('######## # ###'),raw),S('Cartão de Cidadão','N.º do Cartão de Cidadão','CC n.º'),S('cartao_cidadao','cc'),"Titular do Cartão de Cidadão {v}.")
add('pt_niss',niss,S(raw,),S('NISS','Número de Segurança Social','N.º Segurança Social'),S('niss','seguranca_social'),"O meu NISS é {v}.")
add('ie_pps',sn('ie.pps',lambda r:dig(r,7,'123456789')+let(r,1)+r.choice(['','A'])),S(raw,),S('PPS number','PPSN','PPS No.','Personal Public Service Number'),S('ppsn','pps_number'),"My PPS number is {v}.")
add('cz_birth_number',lambda r:until(r,lambda r:(lambda d:d.strftime('%y')+'%02d'%(d.month+r.choice([0,50]))+d.strftime('%d')+dig(r,4))(date(r,1955,1999)),mod('cz.rc').is_valid),S(pat('######/####'),raw),S('Rodné číslo','RČ','r.č.','Rodne cislo'),S('rodne_cislo','rc'),"Moje rodné číslo je {v}.")
add('ro_cnp',lambda r:until(r,lambda r:r.choice('12')+date(r,1940,1999).strftime('%y%m%d')+'%02d'%r.randrange(1,47)+dig(r,4),mod('ro.cnp').is_valid),S(raw,),S('CNP','Cod numeric personal','C.N.P.'),S('cnp',),"CNP-ul meu este {v}.")
add('bg_egn',D('%y%m%d','9999','bg.egn'),S(raw,),S('ЕГН','EGN','Единен граждански номер'),S('egn','ЕГН'),"Моето ЕГН е {v}.")
add('bg_pnf',sn('bg.pnf',shape('9999999999')),S(raw,),S('ЛНЧ','Личен номер на чужденец','LNCh'),S('lnch','лнч'),"Личен номер на чужденец {v}.")
add('gr_amka',D('%d%m%y','99999','gr.amka'),S(raw,),S('ΑΜΚΑ','AMKA','Α.Μ.Κ.Α.'),S('amka','αμκα'),"Ο ΑΜΚΑ μου είναι {v}.")
add('gr_afm',sn('gr.vat',shape('199999999')),S(raw,),S('ΑΦΜ','Α.Φ.Μ.','AFM'),S('afm','αφμ'),"Το ΑΦΜ μου είναι {v}.")
add('hr_oib',sn('hr.oib',shape('99999999999')),S(raw,),S('OIB','Osobni identifikacijski broj','OIB broj'),S('oib',),"Moj OIB je {v}.")
add('hu_taj',hutaj,S(pat('### ### ###'),raw,pat('###-###-###')),S('TAJ szám','TAJ','TAJ-szám','Társadalombiztosítási azonosító jel'),S('taj','taj_szam'),"A TAJ számom {v}.")
add('hu_tax_id',hutax,S(raw,),S('Adóazonosító jel','Adóazonosító','adóazonosító jele'),S('adoazonosito','adoazonosito_jel'),"Az adóazonosító jelem {v}.")
add('ee_ik',lambda r:until(r,lambda r:r.choice('34')+date(r,1940,1999).strftime('%y%m%d')+dig(r,4),mod('ee.ik').is_valid),S(raw,),S('Isikukood','IK','isikukood'),S('isikukood',),"Minu isikukood on {v}.")
add('lt_ak',lambda r:until(r,lambda r:r.choice('34')+date(r,1940,1999).strftime('%y%m%d')+dig(r,4),mod('lt.asmens').is_valid),S(raw,),S('Asmens kodas','A.k.','asmens kodas'),S('asmens_kodas',),"Mano asmens kodas {v}.")
def lvpk(r):
    while 1:
        n=date(r,1940,1999).strftime('%d%m%y')+'1'+dig(r,3)
        c=(1101-wsum(n,[1,6,3,7,9,10,5,8,4,2]))%11
        if c<10: return n+str(c)
add('lv_pk',lvpk,S(pat('######-#####'),raw),S('Personas kods','personas kods','p.k.'),S('personas_kods',),"Mans personas kods ir {v}.")
add('si_emso',jmbg('50'),S(raw,),S('EMŠO','EMSO','Enotna matična številka občana'),S('emso',),"Moj EMŠO je {v}.")
add('si_tax_number',sn('si.ddv',shape('19999999')),S(raw,),S('Davčna številka','Davčna št.','ID za DDV'),S('davcna_stevilka','davcna'),"Moja davčna številka je {v}.")
add('rs_jmbg',jmbg('71'),S(raw,),S('JMBG','ЈМБГ','Jedinstveni matični broj'),S('jmbg',),"Moj JMBG je {v}.")
add('is_kennitala',lambda r:until(r,lambda r:date(r,1940,1999).strftime('%d%m%y')+dig(r,3,'234')+'9',mod('is_.kennitala').is_valid),S(pat('######-####'),raw),S('Kennitala','kt.','Kt'),S('kennitala',),"Kennitalan mín er {v}.")
add('ru_snils',snils,S(pat('###-###-### ##'),raw),S('СНИЛС','SNILS','Страховой номер'),S('snils','снилс'),"Мой СНИЛС {v}.")
add('ru_inn',sn('ru.inn',lambda r:r.choice(['77','78','50','66'])+dig(r,10)),S(raw,),S('ИНН','INN','ИНН физического лица'),S('inn','инн'),"Мой ИНН {v}.")
add('ua_rnokpp',sn('ua.rntrc',shape('2999999999')),S(raw,),S('РНОКПП','ІПН','Ідентифікаційний код','ИНН'),S('ipn','rnokpp'),"Мій РНОКПП {v}.")
add('il_id',sn('il.idnr',shape('099999999')),S(raw,),S('תעודת זהות','ת.ז.','מספר זהות','Teudat Zehut'),S('teudat_zehut','israeli_id'),"מספר תעודת הזהות שלי הוא {v}.")
add('tr_tckn',sn('tr.tckimlik',shape('19999999999')),S(raw,),S('T.C. Kimlik No','TC Kimlik Numarası','TCKN','TC No'),S('tckn','tc_kimlik_no'),"T.C. kimlik numaram {v}.")
add('ca_sin',lambda r:until(r,shape('599999999'),luhn_ok),S(group(3,3),pat('###-###-###'),raw),S('SIN','Social Insurance Number','NAS',"Numéro d'assurance sociale"),S('sin','social_insurance_number'),"My social insurance number is {v}.")
add('br_cpf',sn('br.cpf',shape('99999999999')),S(pat('###.###.###-##'),raw),S('CPF','CPF/MF','Nº do CPF','C.P.F.'),S('cpf','nr_cpf'),"Meu CPF é {v}.")
add('br_cnpj',cnpj,S(pat('##.###.###/####-##'),raw),S('CNPJ','CNPJ/MF','CNPJ da empresa'),S('cnpj',),"A empresa, CNPJ {v}, contrata.")
add('br_pis',pis,S(pat('###.#####.##-#'),raw),S('PIS/PASEP','PIS','NIS','NIT'),S('pis','pis_pasep'),"Número do PIS: {v}.")
add('br_cns',cns,S(group(3,4,4),raw),S('CNS','Cartão Nacional de Saúde','Cartão SUS'),S('cns','cartao_sus'),"Cartão SUS número {v}.")
add('ar_cuit',sn('ar.cuit',lambda r:r.choice(['20','23','27','30'])+dig(r,9)),S(pat('##-########-#'),raw),S('CUIT','CUIL','C.U.I.T.','CUIT/CUIL'),S('cuit','cuil'),"Mi CUIL es {v}.")
add('ar_dni',shape('39999999'),S(pat('##.###.###'),raw),S('DNI','D.N.I.','DNI N°'),S('dni',),"Juan Pérez, DNI {v}, domiciliado en Buenos Aires.")
add('cl_rut',sn('cl.rut',lambda r:dig(r,8,'1')+r.choice('0123456789K')),S(pat('##.###.###-#'),pat('########-#')),S('RUT','RUN','R.U.T.','Rut'),S('rut','run'),"Mi RUT es {v}.")
add('co_nit',sn('co.nit',shape('8999999999')),S(pat('###.###.###-#'),pat('#########-#')),S('NIT','N.I.T.','Nit'),S('nit',),"La empresa con NIT {v}.")
def cui(r):
    n=dig(r,8,'4'); s=wsum(n,[3,2,7,6,5,4,3,2]); return n+'65432110987'[s%11] if 0 else until(r,lambda r:n+dig(r,1),mod('pe.cui').is_valid)
add('pe_dni',cui,S(pat('########-#'),raw),S('DNI','CUI','D.N.I.'),S('dni','cui'),"Identificado con DNI {v}.")
add('pe_ruc',sn('pe.ruc',lambda r:r.choice(['10','20'])+dig(r,9)),S(raw,),S('RUC','R.U.C.','N° RUC'),S('ruc',),"Con RUC {v}.")
add('ec_ci',sn('ec.ci',lambda r:'%02d'%r.randrange(1,25)+r.choice('012345')+dig(r,7)),S(raw,pat('#########-#')),S('Cédula de identidad','Cédula','C.I.'),S('cedula','ci'),"Portador de la cédula {v}.")
add('uy_ci',uyci,S(pat('#.###.###-#'),raw),S('Cédula de identidad','C.I.','CI'),S('cedula','ci'),"Titular de la C.I. {v}, Montevideo.")
add('do_cedula',sn('do.cedula',lambda r:r.choice(['001','402','031'])+dig(r,8)),S(pat('###-#######-#'),raw),S('Cédula','Cédula de identidad','Cédula No.'),S('cedula',),"Mi cédula es {v}.")
add('ve_rif',sn('ve.rif',lambda r:r.choice('VJE')+dig(r,9)),S(pat('#-########-#'),raw),S('RIF','R.I.F.','Rif'),S('rif',),"RIF {v}, Caracas.")
add('sv_dui',dui,S(pat('########-#'),),S('DUI','Documento Único de Identidad'),S('dui',),"Mi DUI es {v}.")
add('mx_curp',curp,S(raw,),S('CURP','C.U.R.P.','Clave Única de Registro de Población'),S('curp',),"Mi CURP es {v}.")
add('mx_rfc',rfc,S(raw,pat('####-######-###')),S('RFC','R.F.C.','Registro Federal de Contribuyentes'),S('rfc',),"Mi RFC es {v}.")
add('mx_nss',lambda r:luhn(r.choice(['23','45','92'])+'%02d'%r.randrange(70,99)+'%02d'%r.randrange(60,99)+dig(r,4)),S(raw,pat('## ## ## #### #')),S('NSS','Número de Seguridad Social','No. de seguro social','NSS IMSS'),S('nss','num_seguro_social'),"Mi número de seguridad social es {v}.")
add('in_aadhaar',sn('in_.aadhaar',shape('499999999999')),S(group(4,4),raw,pat('####-####-####')),S('Aadhaar','Aadhaar No','Aadhaar number','UIDAI','आधार'),S('aadhaar','aadhaar_no','aadhar_number'),"My Aadhaar number is {v}.")
add('in_pan',sn('in_.pan',lambda r:let(r,3)+r.choice('PCHF')+let(r,1)+dig(r,4,'123456789')+let(r,1)),S(raw,),S('PAN','PAN No','Permanent Account Number','PAN card'),S('pan','pan_number'),"My PAN is {v}.")
add('in_gstin',sn('in_.gstin',lambda r:r.choice(['27','29','07','33'])+let(r,3)+r.choice('PCHF')+let(r,1)+dig(r,4,'123456789')+let(r,1)+'1Z'+r.choice(string.ascii_uppercase+string.digits)),S(raw,),S('GSTIN','GST No','GST number'),S('gstin','gst_no'),"Our GSTIN is {v}.")
add('in_voter_id',lambda r:let(r,3)+luhn(dig(r,6)),S(raw,),S('Voter ID','EPIC','EPIC No','Voter ID card'),S('voter_id','epic_no'),"Her voter ID is {v}.")
def vid(r):
    import stdnum.verhoeff as v; n=dig(r,15,'23456789'); return n+v.calc_check_digit(n)
add('in_vid',vid,S(group(4,4,4),),S('VID','Aadhaar VID','Virtual ID'),S('vid','aadhaar_vid'),"Aadhaar VID: {v} .")
add('au_tfn',sn('au.tfn',shape('199999999')),S(group(3,3),raw),S('TFN','Tax File Number','Tax File No.'),S('tfn','tax_file_number'),"My tax file number is {v}.")
add('au_medicare',medicare,S(pat('#### ##### #'),raw),S('Medicare','Medicare number','Medicare card no.'),S('medicare','medicare_number'),"Medicare card number {v}, Melbourne.")
add('au_abn',sn('au.abn',shape('59999999999')),S(group(2,3,3),raw),S('ABN','A.B.N.','Australian Business Number'),S('abn',),"Our ABN is {v}.")
add('au_acn',sn('au.acn',shape('099999999')),S(group(3,3),raw),S('ACN','A.C.N.','Australian Company Number'),S('acn',),"Pty Ltd, ACN {v}.")
add('nz_ird',sn('nz.ird',shape('099999999')),S(pat('###-###-###'),raw),S('IRD number','IRD','IRD No.'),S('ird','ird_number'),"My IRD number is {v}.")
add('za_id',lambda r:luhn(date(r,1950,2003).strftime('%y%m%d')+dig(r,4)+'08'),S(raw,pat('###### #### ###')),S('ID Number','South African ID','ID No.','RSA ID'),S('id_number','sa_id'),"My South African ID number is {v}.")
add('ng_nin',sn('al.nipt',shape('9')) if 0 else (lambda r:dig(r,11,'123456789')),S(raw,),S('NIN','National Identification Number','NIN Number'),S('nin',),"My NIN is {v}, Lagos.")
add('cn_resident_id',cnid,S(raw,),S('身份证号','身份证号码','公民身份号码','Resident ID'),S('id_card_no','身份证号'),"我的身份证号码是{v}。")
add('hk_id',hkid,S(pat('#######(#)'),raw),S('HKID','香港身份證','HKID No.','Hong Kong ID card'),S('hkid','hkid_no'),"My HKID is {v}.")
add('tw_id',twid,S(raw,),S('身分證字號','Taiwan ID','身份證統一編號'),S('身分證字號','national_id'),"我的身分證字號是{v}。")
add('jp_my_number',mynumber,S(group(4,4),raw),S('マイナンバー','個人番号','My Number'),S('my_number','個人番号'),"マイナンバーは{v}です。")
add('kr_rrn',kr,S(pat('######-#######'),raw),S('주민등록번호','주민번호','RRN'),S('rrn','주민등록번호'),"주민등록번호는 {v} 입니다.")
add('kr_brn',sn('kr.brn',shape('1999999999')),S(pat('###-##-#####'),),S('사업자등록번호','사업자번호','BRN'),S('brn','사업자등록번호'),"사업자등록번호 {v} 입니다.")
add('kr_driving_licence',krdl,S(pat('##-##-######-##'),),S('운전면허번호','면허번호'),S('운전면허번호',),"운전면허번호 {v} 확인.")
add('sg_nric',nric,S(raw,),S('NRIC','NRIC No.','NRIC/FIN','FIN'),S('nric','nric_no'),"My NRIC is {v}.")
add('sg_uen',sn('sg.uen',lambda r:str(r.randrange(1990,2022))+dig(r,5)+let(r,1)),S(raw,),S('UEN','UEN No.','Unique Entity Number'),S('uen',),"Company UEN {v}.")
add('my_nric',sn('my.nric',lambda r:date(r,1950,2003).strftime('%y%m%d')+r.choice(['01','07','10','14'])+dig(r,4)),S(pat('######-##-####'),raw),S('MyKad','No. KP','IC No.','NRIC','No. Kad Pengenalan'),S('ic_no','mykad','no_kp'),"No. kad pengenalan saya {v}.")
add('th_id',sn('th.pin',shape('1999999999999')),S(pat('#-####-#####-##-#'),raw,pat('# #### ##### ## #')),S('เลขประจำตัวประชาชน','เลขบัตรประชาชน','Thai ID','Citizen ID'),S('citizen_id','เลขบัตรประชาชน'),"เลขประจำตัวประชาชน {v}")
add('ph_tin',shape('199999999'),S(pat('###-###-###'),pat('###-###-###-000')),S('TIN','TIN No.','Tax Identification Number'),S('tin',),"My TIN is {v}, Quezon City.")
add('id_nik',nik,S(raw,),S('NIK','No. KTP','Nomor Induk Kependudukan','No KTP'),S('nik','no_ktp'),"NIK saya {v}.")
add('id_npwp',sn('id.npwp',lambda r:r.choice(['01','02','09','31'])+dig(r,7)+dig(r,6)),S(pat('##.###.###.#-###.###'),raw),S('NPWP','No. NPWP','Nomor Pokok Wajib Pajak'),S('npwp',),"NPWP kami {v}.")
add('pk_cnic',sn('pk.cnic',lambda r:r.choice('1234')+dig(r,11)+r.choice('123456789')),S(pat('#####-#######-#'),raw),S('CNIC','CNIC No','CNIC number','NIC'),S('cnic',),"My CNIC is {v}.")
add('lu_id',luid,S(raw,pat('########-#####') if 0 else raw),S('Matricule','Matricule national','Identifikatiounsnummer'),S('matricule',),"Mon matricule est {v}.")
add('mt_id',lambda r:'%07d'%r.randrange(10000,900000)+r.choice('MGAPL'),S(raw,),S('ID card no.','Identity Card Number','Maltese ID'),S('id_card_no',),"Maltese identity card number {v}.")
add('cy_tic',sn('cy.vat',lambda r:'0'+dig(r,7)+let(r,1)),S(raw,),S('TIC','Tax Identification Code','Α.Φ.Τ.','ΑΦΤ'),S('tic',),"My Cyprus tax identification code is {v}.")
add('kz_iin',kz,S(raw,),S('ИИН','ЖСН','IIN'),S('iin','иин'),"Мой ИИН {v}.")
add('md_idnp',sn('md.idno',shape('2999999999999')),S(raw,),S('IDNP','Cod personal','IDNP persoană'),S('idnp',),"IDNP: {v} , Chișinău.")
add('al_nid',lambda r:r.choice('FGHI')+'%d'%r.randrange(10)+'%02d'%(r.randrange(1,13)+r.choice([0,50]))+'%02d'%r.randrange(1,28)+dig(r,3)+let(r,1,'ABCDEFGHIJKLMNOPQRSTUVW'),S(raw,),S('NID','Numri personal','Nr. personal'),S('nid','nr_personal'),"Numri im personal është {v}.")
add('ae_id',ae,S(pat('###-####-#######-#'),raw),S('Emirates ID','رقم الهوية','EID','Emirates ID No.'),S('emirates_id',),"My Emirates ID is {v}.")
add('sa_id',sa,S(raw,),S('رقم الهوية الوطنية','Iqama','National ID','رقم الإقامة'),S('iqama','national_id'),"رقم الهوية الوطنية {v}")
add('kw_civil_id',kwid,S(raw,),S('Civil ID','الرقم المدني','Civil ID No.'),S('civil_id',),"My Kuwaiti civil ID is {v}.")
add('eg_id',egid,S(raw,),S('الرقم القومي','National ID','رقم البطاقة'),S('national_id','الرقم القومي'),"الرقم القومي {v}")
add('ir_national_id',irid,S(raw,pat('###-######-#')),S('کد ملی','کدملی','شماره ملی'),S('کد ملی','code_melli'),"کد ملی من {v} است")
add('vn_id',vn,S(raw,),S('CCCD','Số CCCD','Căn cước công dân','CMND/CCCD'),S('cccd','so_cccd'),"Số căn cước công dân của tôi là {v}.")
add('lk_nic',lk,S(raw,),S('NIC','NIC No','National Identity Card'),S('nic','nic_no'),"NIC No: {v}, Colombo.")
add('ke_pin',lambda r:'A'+dig(r,9)+let(r,1),S(raw,),S('KRA PIN','PIN','KRA PIN No.'),S('kra_pin',),"My KRA PIN is {v}.")
# not of the list of kinds: what stdnum and Presidio have besides. Found by any kind of number of the state counts.
EXTRA={}
def ex(k,*a): EXTRA[k]=a
ex('us_ptin',sn('us.ptin',shape('P99999999')),S(raw,),S('PTIN','Preparer Tax Identification Number'),S('ptin',),"Preparer's PTIN {v}.")
ex('us_atin',sn('us.atin',lambda r:'9'+dig(r,2)+'93'+dig(r,4)),S(pat('###-##-####'),),S('ATIN','Adoption Taxpayer Identification Number'),S('atin',),"The child's ATIN is {v}.")
ex('ca_bn',sn('ca.bn',shape('199999999')),S(raw,lambda v:v+'RC0001'),S('Business Number','BN'),S('business_number',),"Our business number is {v}.")
ex('fr_siret',sn('fr.siret',lambda r:mk_siret(r)),S(pat('### ### ### #####'),raw),S('SIRET','N° SIRET'),S('siret',),"SIRET {v}")
def mk_siret(r): return N['fr_siren'][0](r)+'0'+dig(r,4,'0')
ex('be_vat',sn('be.vat',lambda r:'0'+dig(r,9,'4567')),S(pat('BE ####.###.###'),pat('BE##########')),S('Ondernemingsnummer','BTW-nummer','N° TVA'),S('btw','tva'),"Ons btw-nummer is {v}.")
ex('nl_btw',sn('nl.btw',lambda r:dig(r,9)+'B01'),S(pat('NL############'),),S('btw-nummer','BTW-id'),S('btw',),"Btw-id: {v}.")
ex('gb_vat',sn('gb.vat',shape('199999999')),S(pat('GB### #### ##'),pat('GB#########')),S('VAT number','VAT Reg No'),S('vat',),"VAT registration number {v}.")
ex('ch_uid',sn('ch.uid',shape('CHE199999999')),S(pat('###-###.###.###'),),S('UID','MWST-Nr.'),S('uid',),"UID {v} MWST")
ex('at_uid',sn('at.uid',shape('U99999999')),S(pat('AT#########'),),S('UID-Nummer','UID'),S('uid',),"Unsere UID-Nummer ist {v}.")
ex('dk_cvr',sn('dk.cvr',shape('19999999')),S(raw,pat('DK########')),S('CVR-nr.','CVR'),S('cvr',),"CVR-nr. {v}")
ex('no_orgnr',sn('no.orgnr',shape('999999999')),S(group(3,3),raw),S('Organisasjonsnummer','Org.nr.'),S('orgnr',),"Org.nr. {v}")
ex('fi_ytunnus',sn('fi.ytunnus',shape('09999999')),S(pat('#######-#'),),S('Y-tunnus',),S('y_tunnus',),"Y-tunnus {v}")
ex('pl_regon',sn('pl.regon',shape('199999999')),S(raw,),S('REGON',),S('regon',),"REGON {v}")
ex('sk_rc',D('%y%m%d','9999','sk.rc',1955),S(pat('######/####'),),S('Rodné číslo','r. č.'),S('rodne_cislo',),"Rodné číslo pacienta: {v}.")
ex('cu_ni',D('%y%m%d','99999','cu.ni'),S(raw,),S('Carné de identidad','NI'),S('carne_identidad',),"Carné de identidad {v}, La Habana.")
ex('cr_cpf',sn('cr.cpf',lambda r:r.choice('1234567')+'0'+dig(r,3)+'0'+dig(r,3)),S(pat('#-####-####') if 0 else raw,),S('Cédula','Cédula de identidad'),S('cedula',),"Cédula de identidad {v}, San José.")
ex('mk_embg',jmbg('45'),S(raw,),S('ЕМБГ','EMBG','Матичен број'),S('embg',),"Мојот ЕМБГ е {v}.")
ex('ba_jmbg',jmbg('17'),S(raw,),S('JMBG','Matični broj'),S('jmbg',),"JMBG {v}, Sarajevo.")
ex('tr_vkn',sn('tr.vkn',shape('1999999999')),S(raw,),S('Vergi Kimlik No','Vergi No'),S('vkn',),"Vergi kimlik numarası {v}.")
ex('gt_nit',sn('gt.nit',shape('19999999')),S(pat('#######-#'),),S('NIT',),S('nit',),"NIT {v}, Guatemala.")
ex('py_ruc',sn('py.ruc',shape('19999999')),S(pat('#######-#'),),S('RUC',),S('ruc',),"RUC {v}, Asunción.")
ex('mu_nid',lambda r:until(r,lambda r:let(r,1)+date(r).strftime('%d%m%y')+dig(r,6)+r.choice('0123456789ABCDEF'),mod('mu.nid').is_valid),S(raw,),S('NID','National Identity Card'),S('nid',),"Mauritian national ID {v}.")
ex('es_ccc',sn('es.ccc',lambda r:r.choice(['2100','0049','0182'])+dig(r,4)+dig(r,12)),S(pat('#### #### ## ##########'),raw),S('CCC','Cuenta bancaria','Código Cuenta Cliente'),S('ccc',),"Cuenta: {v}")
ex('cz_account',sn('cz.bankaccount',lambda r:dig(r,9,'123456789')+'/'+r.choice(['0100','0800','2010','0300'])),S(raw,),S('Číslo účtu','č. účtu'),S('cislo_uctu',),"Číslo účtu: {v}.")
ex('no_account',sn('no.kontonr',shape('19999999999')),S(pat('####.##.#####'),),S('Kontonummer','Kontonr.'),S('kontonr',),"Betal til kontonummer {v}.")
ex('ar_cbu',sn('ar.cbu',shape('0119999999999999999999')),S(raw,),S('CBU',),S('cbu',),"Transferir al CBU {v}.")
ex('nz_account',sn('nz.bankaccount',lambda r:'01'+'0902'+'0'+dig(r,6)+'00'),S(pat('##-####-#######-##'),),S('Bank account','Account number'),S('bank_account',),"Pay into account {v}.")
ex('gh_tin',lambda r:until(r,lambda r:'P00'+dig(r,7)+r.choice('0123456789X'),mod('gh.tin').is_valid),S(raw,),S('TIN','Ghana TIN'),S('tin',),"My TIN is {v}, Accra.")
ex('za_tin',sn('za.tin',shape('0999999999')),S(raw,),S('Income tax number','SARS tax ref'),S('tax_ref',),"SARS income tax number {v}.")
