"""Holds the facts of weaklink scan (OUT/postgres.json, OUT/mysql.json, --with-facts) against the labels.
Usage: score.py TABLES.json OUT [a|b: show what was wrong in that half]"""
import json,sys,collections
tables=json.load(open(sys.argv[1])); out=sys.argv[2]; show=sys.argv[3] if len(sys.argv)>3 else ''
stores={}
for n,db in (('postgres','pg'),('mysql','my')):
    for f in json.load(open(f'{out}/{n}.json'))['facts']:
        if f['kind']=='data.store': stores[db,f['body']['name']]=f['body']
allbins=collections.defaultdict(lambda:[0,0])
for half in 'ab':
    rec=[0,0];pre=[0,0];gu=[0,0];sp=[0,0];bins=collections.defaultdict(lambda:[0,0]); kinds=collections.defaultdict(lambda:[0,0])
    for t in tables:
        if t['half']!=half: continue
        s=stores.get((t['db'],t['name']))
        cols=s['columns'] if s and s.get('columns') else []
        if s and len(cols)!=len(t['columns']) and half in show:
            print('columns',t['name'],len(cols),len(t['columns']))
        byname={c['name']:c for c in cols}
        for i,c in enumerate(t['columns']):
            if all(x is None for x in c['cells']): continue
            v=(cols[i] if len(cols)==len(t['columns']) else byname.get(c['name'])) or {}
            kind=v.get('kind','') ; conf=v.get('confidence',0); said=kind!='' and conf>=.5
            right=said and (kind==c['kind'] or kind in c['also'])
            if not said and c['free'] and s:
                ks={k for x in s['categories'] for k in x['kinds']}
                said=right=bool(ks&set(c['also'])); conf=.9
            if c['protected']:
                gu[1]+=1
                if v.get('protected'): gu[0]+=1
                elif half in show: print(half,t['name'],'not protected',c['name'],c['gen'],kind,conf,str(c['cells'][:2])[:100])
                if not said and v.get('protected'): right=True; 
            elif said and v.get('protected') and not c['may']: right=False
            if c['may'] and not right: continue
            if said:
                pre[1]+=1; pre[0]+=right; b=bins[int(conf*20+.001)]; b[1]+=1; b[0]+=right; b=allbins[int(conf*20+.001)]; b[1]+=1; b[0]+=right
            if c['kind'] and not (c['protected']):
                rec[1]+=1; rec[0]+=right; k=kinds[c['kind']]; k[1]+=1;k[0]+=right
                if c['kind'] in ('health','religion','ethnicity','orientation','politics','union','genetics','biometrics','criminal','health_insurance','medical_record'): sp[1]+=1; sp[0]+=right
            if half in show and (said or c['kind'] and not c['protected']) and not right:
                print(half,t['db'],t['name'],t['loc'],'| header',c['name'],c['type'],'| want',c['kind'],c['gen'],'| got',kind,round(conf,2),v.get('protected',''),'store' if s else 'NO STORE','|',str([x for x in c['cells'] if x is not None][:4])[:120])
    r=lambda x:f'{x[0]/max(1,x[1]):.3f} of {x[1]}'
    print(half,'recall',r(rec),'precision',r(pre),'protected',r(gu),'special',r(sp))
    print('  bins',{f'{b/20:.2f}':r(n) for b,n in sorted(bins.items())})
    if 'k' in show: print({k:r(n) for k,n in kinds.items() if n[0]<n[1]})
