"""Documents with marks for what they hold; a form is in half a or b by its name."""
import json, hashlib
OUT=[]
def half(form): return 'ab'[hashlib.sha256(('strangers'+form).encode()).digest()[0]&1]
def m(kind,v): return '\x01%s\x02%s\x03'%(kind,v)
def doc(group,form,text,what='',lang='',h=None):
    out='';spans=[];i=0
    while True:
        j=text.find('\x01',i)
        if j<0: out+=text[i:]; break
        a=text.index('\x02',j); k=text.index('\x03',a)
        out+=text[i:j]; s=len(out.encode()); out+=text[a+1:k]
        spans.append(dict(kind=text[j+1:a],start=s,end=len(out.encode()),value=text[a+1:k])); i=k+1
    OUT.append(dict(group=group,form=form,half=half(h or group+'/'+form),text=out,spans=spans,what=what,lang=lang))
def write(to):
    with open(to,'w') as f:
        for d in OUT: f.write(json.dumps(d,ensure_ascii=False)+'\n')
