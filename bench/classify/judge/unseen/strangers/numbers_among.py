"""Numbers of people and firms among words, fields and signs, as other hands write them."""
import sys, random, warnings, unicodedata, re, html, urllib.parse
warnings.simplefilter('ignore')
sys.path.append(__import__('os').path.join(__import__('os').path.dirname(__import__('os').path.abspath(__file__)),'..'))
import numbers_of as no
from labels import L,S
from marked import *
r=random.Random(20261129)
def camel(k): 
    p=k.split('_'); return p[0]+''.join(x.capitalize() for x in p[1:])
def kebab(k): return k.replace('_','-')
def title(k): return '-'.join(x.capitalize() for x in k.split('_'))
def fw(s): return ''.join(chr(ord(c)+0xFEE0) if '!'<=c<='~' else c for c in s)
PEOPLE=['M. Okafor','Ines Valdivia','Tomasz','Frau Seidl','J. Whitfield','Nadia','R. Castellanos']
D=lambda: '%02d.%02d.%d'%(r.randrange(1,29),r.randrange(1,13),r.randrange(2019,2026))
T=lambda: '%02d:%02d:%02d'%(r.randrange(24),r.randrange(60),r.randrange(60))
ISO=lambda: '20%02d-%02d-%02d'%(r.randrange(19,26),r.randrange(1,13),r.randrange(1,29))
FORMS={
'colon':lambda l,k,v:f"{l}: {v}",
'bare':lambda l,k,v:f"{l} {v}",
'leader':lambda l,k,v:f"{l} ......... {v}",
'below':lambda l,k,v:f"{l}\n{v}\n",
'tab':lambda l,k,v:f"{l}\t{v}\t{D()}",
'json':lambda l,k,v:'{"id":%d,"%s":"%s","updated":"%sT%sZ"}'%(r.randrange(9999),k,v,ISO(),T()),
'json-pretty':lambda l,k,v:'{\n    "person": {\n        "%s": "%s",\n        "active": true\n    }\n}'%(camel(k),v),
'xml':lambda l,k,v:f"<{camel(k)}>{v}</{camel(k)}>",
'xml-ns':lambda l,k,v:f"<ns2:{camel(k)} type=\"string\">\n  {v}\n</ns2:{camel(k)}>",
'xml-attr':lambda l,k,v:f'<client ref="C-{r.randrange(999)}" {k}="{v}" state="open"/>',
'sql-insert':lambda l,k,v:f"INSERT INTO kunden (id, {k}, created_at) VALUES ({r.randrange(9999)}, '{v}', '{ISO()} {T()}');",
'sql-update':lambda l,k,v:f"UPDATE people SET {k} = '{v}' WHERE id = {r.randrange(9999)};",
'sql-where':lambda l,k,v:f"select * from member where {k}='{v}' limit 1",
'log':lambda l,k,v:f"{ISO()} {T()},{r.randrange(999):03d} INFO  [worker-{r.randrange(9)}] c.a.b.OnboardingService - lookup {k}={v} took {r.randrange(300)}ms",
'logfmt':lambda l,k,v:f'ts={ISO()}T{T()}Z level=warn msg="mismatch" {k}="{v}" try=2',
'log-words':lambda l,k,v:f"[{ISO()} {T()}] production.ERROR: could not save {k} {v} for user {r.randrange(999)}",
'query':lambda l,k,v:f"GET /api/v2/verify?{k}={urllib.parse.quote(v) if not v.startswith(chr(1)) else v}&lang=en HTTP/1.1",
'chat':lambda l,k,v:f"[{T()}] {r.choice(PEOPLE)}: hey, {l} {v}\n[{T()}] support: thx, got it",
'mail-quote':lambda l,k,v:f"> > Regards\n> {l}: {v}\n>\nReceived, thank you.",
'md-table':lambda l,k,v:f"| Field | Value |\n|---|---|\n| {l} | {v} |\n",
'md-bold':lambda l,k,v:f"**{l}:** {v}  \n**Status:** ok",
'md-code':lambda l,k,v:f"{l}: `{v}`",
'yaml':lambda l,k,v:f"person:\n  {k}: {v}\n  since: {ISO()}",
'yaml-quote':lambda l,k,v:f"- {kebab(k)}: '{v}'",
'ini':lambda l,k,v:f"[applicant]\n{k} = {v}\n",
'env':lambda l,k,v:f"{k.upper()}={v}",
'html-td':lambda l,k,v:f"<tr><th scope=row>{l}</th><td class=\"num\">{v}</td></tr>",
'html-input':lambda l,k,v:f'<label for="f3">{l}</label><input id="f3" name="{k}" value="{v}" maxlength=30>',
'html-dl':lambda l,k,v:f"<dt>{l}</dt>\n<dd>{v}</dd>",
'html-nbsp':lambda l,k,v:f"<p>{l}:&nbsp;<b>{v}</b></p>",
'bullet':lambda l,k,v:f" \u2022 {l}: {v}",
'paren':lambda l,k,v:f"{r.choice(PEOPLE)} ({l} {v}), {D()}",
'value-first':lambda l,k,v:f"{v} ({l})",
'arrow':lambda l,k,v:f"{l} -> {v}",
'equals':lambda l,k,v:f"{l} = {v};",
'dash':lambda l,k,v:f"{l} \u2013 {v}",
'hash':lambda l,k,v:f"{l} #{v}",
'wide-colon':lambda l,k,v:f"{l}\uff1a{v}",
'csv':lambda l,k,v:f"id,{k},city\n{r.randrange(999)},{v},Riga\n",
'csv-semi':lambda l,k,v:f'"Nr";"{l}";"Ort"\n"{r.randrange(999)}";"{v}";"Graz"\n',
'tsv':lambda l,k,v:f"{l}\tTotal\n{v}\t{r.randrange(900)}.50\n",
'fixed':lambda l,k,v:f"{l:<34}{'DATE':<12}\n{'-'*46}\n{v:<34}{D():<12}\n",
'php':lambda l,k,v:f"$user['{k}'] = '{v}'; // from form",
'php-array':lambda l,k,v:f"    '{k}' => '{v}',",
'py':lambda l,k,v:f"assert person.{k} == \"{v}\"",
'js':lambda l,k,v:f"const {camel(k)} = '{v}';",
'json-in-json':lambda l,k,v:'{"event":"kyc","payload":"{\\"%s\\":\\"%s\\",\\"ok\\":true}"}'%(k,v),
'py-repr':lambda l,k,v:"Person(id=%d, %s='%s', active=True)"%(r.randrange(999),k,v),
'java-tostring':lambda l,k,v:"Customer{id=%d, %s=%s, tier=GOLD}"%(r.randrange(999),camel(k),v),
'ruby-hash':lambda l,k,v:'Parameters: {"person"=>{"%s"=>"%s"}, "commit"=>"Save"}'%(k,v),
'upper':lambda l,k,v:f"{l.upper()}: {v}",
'lower':lambda l,k,v:f"{l.lower()} {v}",
'spaced-label':lambda l,k,v:f"{l}   :   {v}",
'between':lambda l,k,v:f"Ref. 2024/{r.randrange(9999):04d} | {l} {v} | {D()} | p. 3 of 7",
'vcard':lambda l,k,v:f"BEGIN:VCARD\nNOTE:{l} {v}\nEND:VCARD",
'cli':lambda l,k,v:f"$ kycctl add --{kebab(k)} {v} --force",
'header':lambda l,k,v:f"X-{title(k)}: {v}",
'qa':lambda l,k,v:f"Agent: and your {l}?\nCaller: sure, {v}.",
'nbsp':lambda l,k,v:f"{l}:\u00a0{v}",
'fullwidth':lambda l,k,v:f"{l}: {v}",
'lrm':lambda l,k,v:f"{l}: \u200e{v}\u200e",
'zwsp':lambda l,k,v:f"{l}:\u200b{v}",
'bidi':lambda l,k,v:f"{l} \u2066{v}\u2069",
'bom':lambda l,k,v:f"\ufeff{l}: {v}",
'nfd':lambda l,k,v:f"{unicodedata.normalize('NFD',l)}: {v}",
'qp':lambda l,k,v:f"{l}:=20{v}=\n\n",
'pct':lambda l,k,v:f"form%5B{k}%5D={v}&csrf=1",
'wrapped':lambda l,k,v:f"... for which we kindly ask you to confirm that {l}\n    {v}\nis the one we should use.",
'quotes':lambda l,k,v:f"{l} \u00ab{v}\u00bb",
'low-quotes':lambda l,k,v:f"{l}: \u201e{v}\u201c",
'comma':lambda l,k,v:f"{l}, {v}, {r.choice(PEOPLE)}",
'brackets':lambda l,k,v:f"[{l}] {v}",
'slash':lambda l,k,v:f"{l}/{v}",
'nospace':lambda l,k,v:f"{l}:{v}",
'sep-space':None,'nbsp-inside':None,'dots-inside':None,'lower-value':None,'split-line':None,'thin-space':None,'sentence':None,'sentence2':None,
}
names=list(FORMS)
def mk(kind,mkv,forms,i):
    lang,labels,keys=L[kind]; v=mkv(r)
    raw=forms[i%len(forms)](v)
    return lang,labels[(i*7+len(kind))%len(labels)],keys[i%len(keys)],v,raw
for kn,(kind,(mkv,forms,*_)) in enumerate(no.N.items()):
    if kind not in L: continue
    for j in range(14):
        f=names[(kn*14+j*5+kn//6)%len(names)]
        lang,l,k,v,raw=mk(kind,mkv,forms,r.randrange(99))
        if f=='fullwidth': raw=fw(raw)
        if f=='nbsp-inside': raw=raw.replace(' ','\u00a0') if ' ' in raw else raw
        if f=='thin-space': raw=raw.replace(' ','\u202f') if ' ' in raw else raw
        if f=='lower-value': raw=raw.lower()
        if f=='split-line':
            if ' ' in raw: p=raw.index(' ',len(raw)//3) if ' ' in raw[len(raw)//3:] else raw.index(' '); raw=raw[:p]+'\n'+raw[p+1:]
        val=m(kind,raw)
        if f.startswith('sentence'): text=r.choice(S[lang]).format(l=l,v=val)
        elif f=='query': text=FORMS[f](l,k,m(kind,urllib.parse.quote(raw)))
        elif f=='pct': text=FORMS[f](l,k,m(kind,urllib.parse.quote(raw,safe='')))
        elif f in('fixed',): 
            text=FORMS[f](l,k,raw).replace(raw,val,1) if raw not in l else FORMS['colon'](l,k,val)
        elif FORMS[f] is None: text=f"{l}: {val}"
        else: text=FORMS[f](l,k,val)
        doc('ids',f,text,what=kind,lang=lang)
# the older kinds without a checksum, where a word says what they are
def D9(n): return ''.join(r.choice('0123456789') for _ in range(n))
write('ids.jsonl')
