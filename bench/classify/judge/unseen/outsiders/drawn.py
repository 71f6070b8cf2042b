"""Prints the cases: names and forms in half a or b by their places. SEED draws others; python3 drawn.py VALUES.json."""
import sys,os,json,random,re,importlib
here=os.path.dirname(os.path.abspath(__file__))
sys.path[:0]=[os.path.dirname(here),os.path.join(os.path.dirname(here),'customers')]
import numbers_of,names,filled
places=importlib.import_module(os.environ.get("PLACES","places"))
from filled import digits,beside,put,camel,grouped
if 'PLACES' in os.environ: # stdnum 1.18 does not know the check digit of this one, so the first draw has none
    def krbrn(r):
        n=str(r.randrange(101,700))+'%02d'%r.randrange(1,99)+digits(r,4); s=sum(int(c)*w for c,w in zip(n,(1,3,7,1,3,7,1,3,5)))+int(n[8])*5//10
        return n+str((10-s%10)%10)
    numbers_of.N['kr_brn']=(krbrn,)+tuple(numbers_of.N['kr_brn'][1:])
values=json.load(open(sys.argv[1])); halves=sys.argv[2] if len(sys.argv)>2 else 'ab'; seed='outsiders'+os.environ.get('SEED','')
def lines(t): return [l.replace(r'\n','\n').replace(r'\t','\t') for l in t.strip('\n').split('\n')]
def half(i): return halves[i%len(halves)]
def slots(r):
    s=filled.slots(r); g,f=r.choice(filled.GIVEN),r.choice(filled.FAMILY)
    s.update(n=g+' '+f,g=g,f=f,y=str(r.randrange(1995,2024)),q=str(r.randrange(2,900)),e=digits(r,4),w=r.choice(['widget','billing','atlas','orion','parser']),email=r.choice(values['email']),iban=r.choice(values['iban']),card=r.choice(values['card']),ip=r.choice(values['ip']),ip6=r.choice(values['ip6']),mac=r.choice(values['mac']),phone=r.choice(values['phone'])[1])
    return s
def fill(r,template,s,measured):
    text='';finds=[]
    for part in re.split(r'(\{\w+(?:\|\w+)?\})',template):
        m=re.fullmatch(r'\{(\w+)(?:\|(\w+))?\}',part)
        if not m or m[1] not in s: text+=part; continue
        v=s[m[1]](r) if callable(s[m[1]]) else s[m[1]]
        if m[1] in measured and m[1] in values: v=r.choice(values[m[1]]); v=v if isinstance(v,str) else v[1]
        if m[2]: v=STYLES[m[2]](v)
        at=len(text.encode()); text+=v
        if m[1] in measured: finds.append(dict(kind=measured[m[1]],what=m[1],start=at,end=len(text.encode())))
    return text,finds
only=lambda v:re.sub(r'\W','',v)
def blocks(v): v=only(v); return [v[:4],v[4:10],v[10:]] if len(v) in(14,15) else [v[i:i+4] for i in range(0,len(v),4)]
STYLES={'lower':str.lower,'four':lambda v:' '.join(only(v)[i:i+4] for i in range(0,len(only(v)),4)),'plain':only,'blank':lambda v:' '.join(blocks(v)),'dash':lambda v:'-'.join(blocks(v)),'two':lambda v:'  '.join(blocks(v))}
FORMATTED={'de_tax_id':'de.idnr','fr_nir':'fr.nir','br_cpf':'br.cpf','br_cnpj':'br.cnpj','ch_ahv':'ch.ssn','nl_bsn':'nl.bsn','be_nrn':'be.nn','uk_nhs':'gb.nhs','au_abn':'au.abn','au_acn':'au.acn','au_tfn':'au.tfn','ca_sin':'ca.sin','us_ssn':'us.ssn','us_ein':'us.ein','us_itin':'us.itin','cz_birth_number':'cz.rc','dk_cpr':'dk.cpr','fi_hetu':'fi.hetu','no_fnr':'no.fodselsnummer','se_personnummer':'se.personnummer','se_org_number':'se.orgnr','in_aadhaar':'in_.aadhaar','is_kennitala':'is_.kennitala','kr_rrn':'kr.rrn','kr_brn':'kr.brn','my_nric':'my.nric','nz_ird':'nz.ird','pk_cnic':'pk.cnic','pl_nip':'pl.nip','pt_cc':'pt.cc','th_id':'th.pin','ar_cuit':'ar.cuit','ar_dni':'ar.dni','cl_rut':'cl.rut','co_nit':'co.nit','do_cedula':'do.cedula','id_npwp':'id.npwp','ve_rif':'ve.rif','mx_rfc':'mx.rfc','fr_tax_id':'fr.nif','at_tax_number':'at.tin'}
def written(r,kind):
    mk,shapes=numbers_of.N[kind][:2]; v=mk(r); how=r.randrange(4)
    if how==0 and kind in FORMATTED:
        try: return importlib.import_module('stdnum.'+FORMATTED[kind]).format(re.sub(r'\W','',v) if kind not in('fi_hetu','se_personnummer') else v)
        except Exception: pass
    return v if how==1 else r.choice(shapes)(v)
def column(n):
    return re.sub(r'[\W_]+','_',n.lower()).strip('_')
ids=lines(places.IDS)
at={'a':0,'b':0,'c':0}
for kind in names.GIVEN:
    for i,name in enumerate(names.names(kind)):
        h=half(i); mine=[f for j,f in enumerate(ids) if len(halves)==1 or half(j)==h]
        r=random.Random(seed+kind+name)
        for form in r.sample(mine,2):
            s=slots(r); s.update(v=written(r,kind),L=name,c=column(name),C=camel(column(name)) if '_' in column(name) else column(name),K=column(name).upper())
            for k in('email','phone'): s[k]=filled.email(r) if k=='email' else '+49 171 2345678'
            text,finds=fill(r,form,s,{'v':kind})
            put(h,'plain' if kind in names.PLAIN else 'ids','',form,text,beside(text,finds))
for i,form in enumerate(lines(places.CORE)):
    r=random.Random(seed+form)
    for _ in range(10):
        text,finds=fill(r,form,slots(r),{'email':'email','iban':'iban','card':'card','ip':'ip','ip6':'ip','phone':'phone','mac':'mac'})
        phones=any(f['kind']=='phone' for f in finds)
        put(half(i),'core' if not phones else 'phones','',form,text,beside(text,finds))
for kind in names.GIVEN:
    if kind in names.PLAIN: continue
    r=random.Random(seed+'bare'+kind); v=written(r,kind)
    put(halves[len(kind)%len(halves)],'bare','','alone',v,[dict(kind=kind,what=kind,start=0,end=len(v.encode()))])
def h(n): return lambda r:''.join(r.choice('0123456789abcdef') for _ in range(n))
def luhned(n,first): return lambda r:numbers_of.luhn(first[r.randrange(len(first))]+digits(r,n-2,'0123456789'))
def wrongcard(r):
    v=list(only(r.choice(values['card'])));
    while numbers_of.luhn_ok(''.join(v)):
        i=r.randrange(7,len(v)-1)
        if r.random()<.5: v[i]=str((int(v[i])+r.randrange(1,10))%10)
        else: v[i],v[i+1]=v[i+1],v[i]
    return ''.join(v)
def wrongiban(r):
    while 1:
        v=list(only(r.choice(values['iban']))); i=r.randrange(5,len(v)-1)
        if r.random()<.5: v[i],v[i+1]=v[i+1],v[i]
        elif v[i].isdigit(): v[i]=str((int(v[i])+r.randrange(1,10))%10)
        w=''.join(v); x=w[4:]+w[:4]
        if int(''.join(str(int(c,36)) for c in x))%97!=1: return w
def shortiban(r):
    """good check digits, one digit too few for its country"""
    v=only(r.choice(values['iban'])); b=v[4:-1]; k=98-int(''.join(str(int(c,36)) for c in b+v[:2]+'00'))%97
    return v[:2]+'%02d'%k+b
def isbn10(r):
    b=digits(r,9,'01389'); k=sum((10-i)*int(c) for i,c in enumerate(b))%11; k=(11-k)%11; return b+('X' if k==10 else str(k))
def ups(r): return '1Z'+''.join(r.choice('0123456789ABCDEFGHJKLMNPRSTUVWXYZ') for _ in range(6))+digits(r,10,'0123456789')
def nobody(r):
    s=slots(r)
    for n in(2,3,4,5,6,7,8,9,10,12,14): s['o%d'%n]=lambda r,n=n:digits(r,n)
    s.update(o3x=lambda r:str(r.randrange(2,250)),ups=ups,dhl=lambda r:'JJD'+digits(r,18),dhl20=lambda r:'00'+digits(r,18),isbn=filled.isbn,isbn10=isbn10,ean=filled.ean,imei=luhned(15,['35','86','01']),ms=lambda r:str(r.randrange(1500000000000,1800000000000)),epoch=lambda r:str(r.randrange(1500000000,1800000000)),hex64=h(64),hex40=h(40),hex32=h(32),hex16=h(16),ver=lambda r:'%d.%d.%d'%(r.randrange(20),r.randrange(40),r.randrange(20)),ver4=lambda r:r.choice(['%d.%d.%d.%d'%(r.randrange(1,20),r.randrange(10),r.randrange(10),r.randrange(60)),'%d.0.%d.%d'%(r.randrange(90,140),r.randrange(4000,7000),r.randrange(200)),'%d.%d.%d.%d'%(r.randrange(1,12),r.randrange(5),r.randrange(1000,9000),r.randrange(300))]),sec=lambda r:'%d.%d.%d.%d'%tuple(r.randrange(1,9) for _ in range(4)),uuid=filled.slots(r)['u'],badiban=wrongiban,shortiban=shortiban,badcard=wrongcard,luhn16=luhned(16,['1','7','9','8']),luhn14=luhned(14,['1','2','7']),luhn18=luhned(18,['1','8']),lat=lambda r:'%.2f'%(r.random()*90),lon=lambda r:'%.2f'%(r.random()*90))
    return s
for i,form in enumerate(lines(places.NOBODY)):
    r=random.Random(seed+form)
    for _ in range(8):
        text,_f=fill(r,form,nobody(r),{})
        bare_ip=form in('{ver4}','192.168.{o3x}.{o3x} via 10.0.0.1')
        if not bare_ip: put(half(i),'nobody','',form,text,[])
# One digit changed or two neighbours swapped: what stdnum says is no number of its kind.
STRUCT=names.MODULE
for kind in names.GIVEN:
    if kind in names.PLAIN or kind not in STRUCT: continue
    ok=importlib.import_module('stdnum.'+STRUCT[kind]).is_valid
    for i,name in enumerate(names.names(kind)):
        r=random.Random(seed+'near'+kind+name)
        for _ in range(400):
            v=written(r,kind); d=[j for j,c in enumerate(v) if c.isdigit()]; j=r.randrange(len(d)-1); w=list(v)
            if r.random()<.5: w[d[j]],w[d[j+1]]=w[d[j+1]],w[d[j]]
            else: w[d[j]]=str((int(w[d[j]])+r.randrange(1,10))%10)
            w=''.join(w)
            try: good=ok(w) or ok(re.sub(r'\W','',w))
            except Exception: good=False
            if w!=v and not good: break
        else: continue
        form=r.choice([f for f in ids if not re.search(r'\{[ngf]\}|email|phone',f)]); s=slots(r); s.update(v=w,L=name,c=column(name),C=camel(column(name)),K=column(name).upper())
        put(half(i),'near '+kind,'',form,fill(r,form,s,{})[0],[])
        if i>3: break
