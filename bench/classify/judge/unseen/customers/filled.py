"""Fills forms: {v} an identifier, {L} one of its names, {E} its English name, {K} its short one,
{c} {C} a column for it; {email} {iban} {card} {ip} {phone} as written; the other slots are about
what the case does not measure. Where a form is written, each value is written as its country,
stdnum's format() or a program (digits alone) would write it."""
import sys, os, json, random, importlib, re
sys.path.insert(0,os.path.join(os.path.dirname(os.path.abspath(__file__)),'..'))
import numbers_of
from labels import L, PLAIN, FORMAT
GIVEN='Anna Lukas Marta Pierre Giulia James Olivia Henrik Katarzyna Carlos Lucía Ahmed Priya Yuki Fatma Ivan Elena Noah Emma Sven'.split()
FAMILY='Bergmann Moreau Rossi Thompson Kowalska García Lindqvist Van-Dijk Novák Petrov Yılmaz Sharma Tanaka Costa Nielsen Schuster Walsh Marino Dubois Becker'.split()
TOWN='Hamburg Lyon Torino Leeds Kraków Sevilla Malmö Utrecht Brno Porto Austin Toronto Pune Osaka Ankara'.split()
STREET=['Lindenweg 14','12 rue Pasteur','Via Garibaldi 7','48 Park Lane','ul. Długa 5','Calle Mayor 22','Storgatan 9','Keizersgracht 101']
def digits(r,n,first='123456789'): return r.choice(first)+''.join(r.choice('0123456789') for _ in range(n-1))
def iban(r,cc=None):
    S={'DE':'n18','FR':'n10c11n2','NL':'a4n10','PL':'n24','CH':'n5c12','GB':'a4n14','ES':'n20','IT':'a1n10c12','AT':'n16','BE':'be','SE':'n20','NO':'n11','DK':'n14','FI':'n14','PT':'n21','CZ':'n20','IE':'a4n14','LU':'n3c13','TR':'n5c17','SA':'n2c18','BR':'n23a1c1','MT':'a4n5c18','RO':'a4c16','HR':'n17','GR':'n7c16','AE':'n19','BG':'a4n6c8','CY':'n8c16','EE':'n16','HU':'n24','IL':'n19','LT':'n16','LV':'a4c13','SK':'n20','SI':'n15'}
    cc=cc or r.choice(list(S)); b=''
    if cc=='BE':
        n=digits(r,10); b=n+'%02d'%(int(n)%97 or 97)
    else:
        for t,n in re.findall(r'([nac])(\d+)',S[cc]):
            b+=''.join(r.choice({'n':'0123456789','a':'ABCDEFGHIKLMNPRSTUVWXYZ','c':'0123456789'}[t]) for _ in range(int(n)))
        if cc=='NL': b=r.choice(['INGB','ABNA','RABO','BUNQ'])+b[4:]
        if cc=='GB': b=r.choice(['BARC','NWBK','LOYD','HBUK'])+b[4:]
    k=98-int(''.join(str(int(c,36)) for c in b+cc+'00'))%97
    return cc+'%02d'%k+b
def card(r):
    p,n=r.choice([('4',16),('4',16),('51',16),('55',16),('2221',16),('34',15),('37',15),('6011',16),('3528',16),('36',14),('5018',16),('62',16),('65',16)])
    return numbers_of.luhn(p+''.join(r.choice('0123456789') for _ in range(n-1-len(p))))
def grouped(c,sep):
    return sep.join([c[:4],c[4:10],c[10:]]) if len(c) in(14,15) else sep.join(c[i:i+4] for i in range(0,len(c),4))
def ip4(r): return r.choice(['81','92','151','203','45','188','77'])+''.join('.%d'%r.randrange(1,255) for _ in range(3))
def ip6(r): return r.choice(['2001:db9:%x::%x','2a02:8108:%x:%x::17','2a01:4f8:%x:%x::2','2600:1f18:%x:%x:9c1:fa2:3:1','2003:e8:%x:%x:11aa:22ff:fe33:4455'])%(r.randrange(1,65535),r.randrange(1,65535))
def email(r):
    g,f=r.choice(GIVEN),r.choice(FAMILY).replace('-','')
    t=str.maketrans('áéíóúąęłńśźżıöüåäçñ','aeiouaelnszziouaacn')
    g,f=g.lower().translate(t),f.lower().translate(t)
    return r.choice([g+'.'+f,g[0]+f,f+str(r.randrange(10,99)),g+'_'+f,g+'-'+f])+'@'+r.choice(['gmail.com','posteo.de','orange.fr','libero.it','btinternet.com','wp.pl','bergmann-bau.de','mail.kowalska.pl','studio.moreau.fr','outlook.com','seznam.cz','telenet.be'])
def phone(r): return r.choice(['+49 171 %s'%digits(r,7),'+44 7700 9%s'%digits(r,5),'+33 6 12 %d 56 78'%r.randrange(10,99),'0151 2%s'%digits(r,7),'(212) 736-%s'%digits(r,4),'+1 415-736-%s'%digits(r,4),'+48 601 %s %s'%(digits(r,3),digits(r,3)),'+34 612 %s %s'%(digits(r,3),digits(r,3))])
def written(r,kind):
    """value compact, as the country writes it, or as stdnum prints it"""
    mk,forms,_,cols,_=numbers_of.N[kind]
    v=mk(r); how=r.randrange(3)
    if how==0: return v
    if how==1 and kind in FORMAT:
        try: return importlib.import_module('stdnum.'+FORMAT[kind]).format(v)
        except (ImportError,AttributeError): pass  # stdnum has none
    return r.choice(forms)(v)
def slots(r):
    g,f=r.choice(GIVEN),r.choice(FAMILY)
    return dict(n=g+' '+f,g=g,f=f,w=r.choice(TOWN),s=r.choice(STREET),d='%d-%02d-%02d'%(r.randrange(2021,2026),r.randrange(1,13),r.randrange(1,29)),t='%02d:%02d:%02d'%(r.randrange(24),r.randrange(60),r.randrange(60)),o=digits(r,6),m='%d.%02d'%(r.randrange(9,900),r.randrange(100)),
      email=email(r),iban=iban(r),card=card(r),ip=ip4(r),ip6=ip6(r),phone=phone(r),u='%08x-%04x-4%03x-a%03x-%012x'%(r.randrange(2**32),r.randrange(2**16),r.randrange(2**12),r.randrange(2**12),r.randrange(2**48)))
MARKED={'email':'email','iban':'iban','card':'card','ip':'ip','ip6':'ip','phone':'phone'}
def camel(c): 
    p=re.split(r'[_ ]+',c); return p[0].lower()+''.join(x[:1].upper()+x[1:] for x in p[1:])
def fill(r,template,values,measured):
    """text and the finds in it; what is not measured may be found or not"""
    text='';finds=[]
    for part in re.split(r'(\{[^{}\n" ]*?\})',template):
        m=re.fullmatch(r'\{(\w+)(?:\|(\w+))?\}',part)
        if not m or m[1] not in values: text+=part; continue
        v=values[m[1]]; 
        if m[2]: v=STYLES[m[2]](v,r)
        s=len(text.encode()); text+=v
        kind=measured.get(m[1])
        if kind: finds.append(dict(kind=kind,what=kind,start=s,end=len(text.encode())))
    return text,finds
STYLES={'lower':lambda v,r:v.lower(),'nbsp':lambda v,r:re.sub(r'[ ]',chr(160),v),'thin':lambda v,r:grouped(v,chr(8201)),'four':lambda v,r:grouped(v,' '),'iban4':lambda v,r:' '.join(v[i:i+4] for i in range(0,len(v),4)),'ibannb':lambda v,r:chr(160).join(v[i:i+4] for i in range(0,len(v),4)),'ibannn':lambda v,r:chr(8239).join(v[i:i+4] for i in range(0,len(v),4)),'ibandash':lambda v,r:'-'.join(v[i:i+4] for i in range(0,len(v),4)),'ibandot':lambda v,r:'.'.join(v[i:i+4] for i in range(0,len(v),4)),'dots':lambda v,r:grouped(v,'.'),'dash':lambda v,r:grouped(v,'-'),'nbdash':lambda v,r:grouped(v,chr(8209)),'fournb':lambda v,r:grouped(v,chr(160)),'two':lambda v,r:grouped(v,'  '),'slash':lambda v,r:grouped(v,'/'),'under':lambda v,r:grouped(v,'_'),'upper':lambda v,r:v.upper(),'pct':lambda v,r:v.replace('@','%40'),'mixed':lambda v,r:v.title(),'mapped':lambda v,r:'::ffff:'+v,'plus':lambda v,r:v.replace('@','+shop2024@'),'exp':lambda v,r:v}
def beside(text,finds):
    out=[];at=0
    for f in sorted(finds,key=lambda f:f['start']):
        if f['start']>at: out.append(dict(kind='',what='beside',start=at,end=f['start'],may=True))
        out.append(dict(kind=f['kind'],what=f['what'],start=f['start'],end=f['end'])); at=f['end']
    if out and at<len(text.encode()): out.append(dict(kind='',what='beside',start=at,end=len(text.encode()),may=True))
    return out
def put(half,set_,lang,form,text,finds):
    print(json.dumps(dict(half=half,set=set_,lang=lang,form=form,text=text,finds=finds),ensure_ascii=False))
def draw(forms,half_of,seed):
    kinds=list(L)
    for group,lines in forms.items():
        group,_,lang=group.partition(' ')
        for i,template in enumerate(lines):
            form='%s%s-%d'%(group,'-'+lang if lang else '',i); half=half_of(form,i); r=random.Random(seed+form)
            if group in('ids','bare'):
                pool=[k for k in kinds if not lang or L[k][0]==lang]
                checked=[k for k in pool if k not in PLAIN]
                if group=='bare': pool=checked
                for k in r.sample(pool,min(len(pool),8 if not lang else 5)):
                    s=slots(r); mk=numbers_of.N[k]
                    _,english,local,short=L[k]
                    col=r.choice(english[:1]+(short or english))
                    col=re.sub(r'[^\w]+','_',col.lower()).strip('_')
                    s.update(v=written(r,k),L=r.choice(english+local+short) if not lang else r.choice(local+short),E=r.choice(english),K=r.choice(short or local),c=col,C=camel(col))
                    text,finds=fill(r,template,s,{'v':k})
                    put(half,'bare' if group=='bare' else 'plain' if k in PLAIN else 'ids',L[k][0],form,text,beside(text,finds))
            elif group=='core':
                for _ in range(5):
                    text,finds=fill(r,template,slots(r),MARKED)
                    put(half,'core','',form,text,beside(text,finds))
            elif group=='people':
                for _ in range(4):
                    text,finds=fill(r,template,slots(r),{'n':'full_name'})
                    for f in finds: f['also']=['given_name','family_name']
                    put(half,'people',lang,form,text,[dict(x,also=['given_name','family_name']) if x['kind'] else x for x in beside(text,finds)])
            elif group=='nobody':
                for _ in range(6):
                    s=nobody(r); text,_=fill(r,template,s,{})
                    put(half,'nobody','',form,text,[])
            elif group=='wrong':
                for k in r.sample([k for k in kinds if k not in PLAIN and k not in('dk_cpr','my_nric','us_itin')],6):
                    _,english,local,short=L[k]; v=wrong(r,k)
                    if v is None: continue
                    col=re.sub(r'[^\w]+','_',r.choice(short or english).lower()).strip('_')
                    s=dict(v=v,L=r.choice(english+local+short),E=r.choice(english),c=col,o=digits(r,6),d='2024-03-11')
                    text,_=fill(r,template,s,{})
                    put(half,'near '+k,L[k][0],form,text,[])
def wrong(r,kind):
    """the same as written, one digit of the last three changed, until stdnum says no (or the formula is not met)"""
    mk=numbers_of.N[kind][0]
    MOD={k:v for k,v in FORMAT.items()}; MOD.update({'es_nif':'es.dni','es_nie':'es.nie','it_codice_fiscale':'it.codicefiscale','pl_pesel':'pl.pesel','hr_oib':'hr.oib','tr_tckn':'tr.tckimlik','ro_cnp':'ro.cnp','bg_egn':'bg.egn','gr_amka':'gr.amka','ee_ik':'ee.ik','lt_ak':'lt.asmens','si_emso':'si.emso','us_aba':'us.rtn','de_vat_id':'de.vat','gr_afm':'gr.vat','mx_curp':'mx.curp','pe_ruc':'pe.ruc','fr_siren':'fr.siren','ru_inn':'ru.inn','ua_rnokpp':'ua.rntrc'})
    if kind not in MOD: return None
    try: m=importlib.import_module('stdnum.'+MOD[kind])
    except ImportError: return None
    for _ in range(200):
        v=written(r,kind); at=[i for i,c in enumerate(v) if c.isdigit()][-3:]
        i=r.choice(at); w=v[:i]+str((int(v[i])+r.randrange(1,10))%10)+v[i+1:]
        try:
            if not m.is_valid(w): return w
        except Exception: pass
    return None
def isbn(r):
    b='978'+digits(r,9,'0123'); s=sum(int(c)*(3 if i%2 else 1) for i,c in enumerate(b)); return b+str(-s%10)
def ean(r):
    b=r.choice(['40','50','76','84','30','87'])+digits(r,10); s=sum(int(c)*(3 if i%2 else 1) for i,c in enumerate(b)); return b+str(-s%10)
def luhn_random(r,n,first): return numbers_of.luhn(r.choice(first)+digits(r,n-1-len(r.choice(first)),'0123456789'))
def badiban(r):
    while 1:
        v=iban(r); i=r.randrange(6,len(v)-1)
        w=v[:i]+(str((int(v[i])+r.randrange(1,9))%10) if v[i].isdigit() else 'X')+v[i+1:]
        x=w[4:]+w[:4]
        if int(''.join(str(int(c,36)) for c in x))%97!=1: return w
def badcard(r):
    v=card(r); return v[:-1]+str((int(v[-1])+r.randrange(1,10))%10)
def nobody(r):
    dd='20%02d%02d%02d'%(r.randrange(20,26),r.randrange(1,13),r.randrange(1,29))
    return dict(o=digits(r,r.choice([6,8,9,10])),o8=digits(r,8),o9=digits(r,9),o10=digits(r,10),o11=digits(r,11),o12=digits(r,12),o13=digits(r,13),o16=digits(r,16),isbn=isbn(r),isbnd=(lambda v:'-'.join([v[:3],v[3],v[4:7],v[7:12],v[12]]))(isbn(r)),ean=ean(r),imei=numbers_of.luhn('35'+digits(r,12)),iccid=numbers_of.luhn('8949'+digits(r,14)),ts=str(r.randrange(1600000000,1760000000)),tms=str(r.randrange(1600000000000,1760000000000)),stamp=dd+'%02d%02d%02d'%(r.randrange(24),r.randrange(60),r.randrange(60)),date=dd[:4]+'-'+dd[4:6]+'-'+dd[6:],u='%08x-%04x-4%03x-a%03x-%012x'%(r.randrange(2**32),r.randrange(2**16),r.randrange(2**12),r.randrange(2**12),r.randrange(2**48)),sha='%040x'%r.randrange(2**160),ver='%d.%d.%d.%d'%(r.randrange(1,30),r.randrange(0,20),r.randrange(0,99),r.randrange(0,200)),semver='%d.%d.%d'%(r.randrange(1,30),r.randrange(0,20),r.randrange(0,99)),ups='1Z'+''.join(r.choice('0123456789ABCDEFGHKLMNPRSTUVWXYZ') for _ in range(16)),usps='94001'+digits(r,17),fedex=digits(r,12),dhl='JJD'+digits(r,18),part='%s-%s-%s'%(digits(r,3),digits(r,3),digits(r,4)),part2='%s.%s.%s'%(digits(r,4),digits(r,3),digits(r,3)),sku=''.join(r.choice('ABCDEFGHKLMNPRST') for _ in range(3))+'-'+digits(r,5),badiban=badiban(r),badcard=grouped(badcard(r),' '),badcardraw=badcard(r),m='%d.%02d'%(r.randrange(9,9000),r.randrange(100)),handle='@'+r.choice(['bergmann_bau','moreau.studio','dev_team','kasia.designs']),pkg='@'+r.choice(['types','babel','angular'])+'/'+r.choice(['node','core','router'])+'@%d.%d.%d'%(r.randrange(9,20),r.randrange(9),r.randrange(9)),vin='WVWZZZ1KZ'+r.choice('67')+'W'+digits(r,6),lat='%d'%r.randrange(100,999),hexs='%016x'%r.randrange(2**64),issn='%s-%s'%(digits(r,4),digits(r,4)),inv='INV-%s-%s'%(dd[:4],digits(r,5)))
