"""Documents with marks for what they hold: a form is in half a or b by its name, never by its values."""
import json, random, hashlib, sys
def half(form): return 'ab'[hashlib.sha256(('second'+form).encode()).digest()[0]&1]
OUT=[]
def doc(group, form, text, what='', also=(), h=None):
    """text with ⟦kind:value⟧ marks; kind 'may' (nothing counted there) and 'x' (any) allowed; no marks: a decoy"""
    out=b''; spans=[]; i=0
    while True:
        j=text.find('⟦',i)
        if j<0: out+=text[i:].encode(); break
        k=text.index('⟧',j); m=text[j+1:k]; kind,v=m.split(':',1)
        out+=text[i:j].encode(); s=len(out); out+=v.encode()
        spans.append(dict(kind=kind,start=s,end=len(out),value=v)); i=k+1
    OUT.append(dict(group=group,form=form,half=h or half(group+'/'+form),text=out.decode(),spans=spans,what=what,also=list(also)))
def write():
    for d in OUT: print(json.dumps(d,ensure_ascii=False))
