import random, json, numbers_of as numbers2, hashlib
from marks import *
import warnings; warnings.filterwarnings('ignore')
from faker import Faker
LOC=dict(us='en_US',de='de_DE',at='de_AT',ch='de_CH',fr='fr_FR',es='es_ES',it='it_IT',pl='pl_PL',nl='nl_NL',be='nl_BE',uk='en_GB',gb='en_GB',se='sv_SE',fi='fi_FI',dk='dk_DK',no='no_NO',pt='pt_PT',ie='en_IE',cz='cs_CZ',ro='ro_RO',bg='bg_BG',gr='el_GR',hr='hr_HR',hu='hu_HU',ee='et_EE',lt='lt_LT',lv='lv_LV',si='sl_SI',rs='hr_HR',ru='ru_RU',ua='uk_UA',il='he_IL',tr='tr_TR',ca='en_CA',br='pt_BR',mx='es_MX',au='en_AU',nz='en_NZ',cn='zh_CN',tw='zh_TW',jp='ja_JP',kr='ko_KR',**{'in':'hi_IN'})
_f={}
def fk(cc):
    l=LOC.get(cc,'es_ES' if cc in('ar','cl','co','pe','ec','uy','do','ve','sv','cr','cu','gt','py') else 'en_GB')
    if l not in _f: _f[l]=Faker(l); _f[l].seed(42)
    return _f[l]
L={}
def layout(f): L[f.__name__]=f; return f
@layout
def english(r,c): return f"Hello, my {c['lab']} is {c['m']}, please update your records."
@layout
def native(r,c): return c['sent'].replace('{v}',c['m'])
@layout
def labelled(r,c): return f"Name: {c['name']}\n{c['lab']}: {c['m']}\nStatus: active\n"
@layout
def labelled_tight(r,c): return f"{c['lab'].upper()}:{c['m']}"
@layout
def csvone(r,c): return f"id,name,{c['col']},status\n1042,{c['name']},{c['m']},active\n"
@layout
def csvmany(r,c): return f"id;name;{c['col']};created\n"+''.join(f"{i};{c['fk'].name()};{c['mk']()};2024-0{i}-11\n" for i in range(1,6))
@layout
def csvquoted(r,c): return f'"name","{c["lab"]}","city"\n"{c["name"]}","{c["m"]}","{c["fk"].city()}"\n"{c["fk"].name()}","{c["mk"]()}","{c["fk"].city()}"\n'
@layout
def jsonflat(r,c): return json.dumps({'id':1042,'name':c['name'],c['col']:'@@','active':True},ensure_ascii=False).replace('@@',c['m'])
@layout
def jsonnested(r,c): return '{\n  "customer": {\n    "identification": {\n      "%s": "%s",\n      "verified": true\n    }\n  }\n}'%(c['col'],c['m'])
@layout
def jsontype(r,c): return '{"documents": [{"type": "%s", "value": "%s", "issued": "2019-04-02"}]}'%(c['lab'],c['m'])
@layout
def xml(r,c): 
    t=c['col'].replace(' ','_'); return f"<?xml version=\"1.0\"?>\n<person>\n  <name>{c['name']}</name>\n  <{t}>{c['m']}</{t}>\n</person>"
@layout
def htmlth(r,c): return f"<table><tr><th>Name</th><td>{c['name']}</td></tr><tr><th>{c['lab']}</th><td>{c['m']}</td></tr></table>"
@layout
def htmlinput(r,c): return f"<label for=\"f1\">{c['lab']}</label> <input type=\"text\" id=\"f1\" name=\"{c['col'].split()[0]}\" value=\"{c['m']}\">"
@layout
def keyvalue(r,c): return f"user_id=4711 {c['col'].replace(' ','_')}={c['m']} status=ok\n"
@layout
def logline(r,c): return f"2024-05-17T09:12:44Z INFO kyc.verify customer=8812 {c['lab']}={c['m']} result=match\n"
@layout
def query(r,c): return f"GET /verify?{c['col'].split()[0]}={c['m'].replace(' ','+')}&lang=en HTTP/1.1" if ' ' not in c['m'] else None
@layout
def above(r,c): return f"{c['lab']}\n{c['m']}\n\nDate of application\n17 May 2024\n"
@layout
def above_form(r,c): return f"Application form\n\nFull name\n{c['name']}\n\n{c['lab']}\n{c['m']}\n\nSignature: ____________\n"
@layout
def mdtable(r,c): return f"| Name | {c['lab']} | Since |\n|------|------|------|\n| {c['name']} | {c['m']} | 2021 |\n| {c['fk'].name()} | {c['mk']()} | 2022 |\n"
@layout
def mdpair(r,c): return f"| Field | Value |\n|---|---|\n| Name | {c['name']} |\n| {c['lab']} | {c['m']} |\n"
@layout
def tabs(r,c): return f"Name\t{c['lab']}\tCity\n{c['name']}\t{c['m']}\t{c['fk'].city()}\n"
@layout
def aligned(r,c): return f"Name                 {c['name']}\n{c['lab']:<20} {c['m']}\nReference            open\n"
@layout
def yaml(r,c): return f"customer:\n  name: {c['name']}\n  {c['col']}: \"{c['m']}\"\n  tier: gold\n"
@layout
def sql(r,c): return f"INSERT INTO customers (id, name, {c['col'].replace(' ','_')}) VALUES (17, '{c['name'].replace(chr(39),'')}', '{c['m']}');"
@layout
def paren(r,c): return f"{c['name']} ({c['lab']} {c['m']}) signed on 3 May."
@layout
def numbersign(r,c): return f"Re: {c['lab']} # {c['m']} - request for correction"
@layout
def comma(r,c): return f"{c['name']}, {c['lab']} {c['m']}, resident at the address on file"
@layout
def after(r,c): return f"{c['m']} is the {c['lab']} we have on file for this client."
@layout
def bracketed(r,c): return f"- {c['lab']} [{c['m']}]\n- consent given [x]\n"
@layout
def subject(r,c): return f"Subject: FW: {c['lab']} {c['m']}\nTo: back office\n\nplease check and file. thx"
@layout
def dashes(r,c): return f"{c['lab']} - {c['m']}"
@layout
def dots(r,c): return f"{c['lab']} ........ : {c['m']}"
@layout
def env(r,c): return f"export TEST_{c['col'].upper().replace(' ','_')}='{c['m']}'"
@layout
def bare(r,c): return f"{c['m']}"
@layout
def filler(r,c): return f"please note the entry {c['m']} from the last letter and confirm it"
def make(per=9,seed=20261128):
    r=random.Random(seed)
    for grp,tab in (('ids',numbers2.N),('extra',numbers2.EXTRA)):
        for kind,(mk,forms,labels,cols,sent) in tab.items():
            cc=kind.split('_')[0]; f=fk(cc)
            names=[n for n in L if n not in('bare','filler')]
            rr=random.Random(kind+str(seed)); rr.shuffle(names)
            use=['native','english']+[n for n in names if n not in('native','english')][:per]+(['bare','filler'] if grp=='ids' else [])
            for n in use:
                form=rr.choice(forms)
                one=lambda: '⟦%s:%s⟧'%(kind,form(mk(r)))
                c=dict(lab=rr.choice(labels),col=rr.choice(cols),name=f.name(),fk=f,mk=one,sent=sent); c['m']=one()
                t=L[n](r,c)
                if t is None: continue
                g=grp if n not in('bare','filler') else 'idsbare'
                doc(g,n+'/'+kind,t,what=kind+' '+n)
    # core kinds
if __name__=='__main__':
    make(); write()
