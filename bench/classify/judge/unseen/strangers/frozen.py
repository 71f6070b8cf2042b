"""Puts the documents that the scripts beside it wrote into the folder given into one set: half a are forms
that were looked at while the classifier was mended, half b those that later.py drew afterwards."""
import json, sys
SECRETS=['password','private_key','connection_string','aws_key','github_token','stripe_key','slack_token','gitlab_token','google_key','service_token','jwt','cookie']
NAMES=['full_name','given_name','family_name']
SPECIAL=['health','religion','union','orientation','politics','genetics']
SETS={'ids':'ids','core':'core','secret':'secrets','decoy':'nobody','calm':'nobody','prose':'prose'}
# A password within an address is found by itself or with it; numbers that two countries name alike.
LEFT={'jdbc','sqlserver','azst','azcosmos','kr_brn','kr_driving_licence','adyen','pagerduty'}
EVERY={'ids':2,'core':2,'secret':2,'decoy':3,'calm':1,'prose':2}
def put(d,half):
    if d['what'] in LEFT or d['form'] in('card-test','email-like','pw-url'): return
    text=d['text'].encode(); finds=[]; at=0
    for s in sorted(d['spans'],key=lambda s:s['start']):
        if s['start']>at: finds.append(dict(kind='',what='beside',start=at,end=s['start'],may=True))
        k=s['kind']; may=k in SPECIAL
        finds.append(dict(kind='password' if k=='secret' else '' if may else k,what=d['what'] or k,also=SECRETS if k=='secret' else NAMES if k in NAMES else [],start=s['start'],end=s['end'],may=may)); at=s['end']
    if finds and at<len(text): finds.append(dict(kind='',what='beside',start=at,end=len(text),may=True))
    print(json.dumps(dict(half=half,set=SETS[d['group']],lang=d['lang'],form=d['form'],text=d['text'],finds=finds),ensure_ascii=False))
for name in 'ids core secrets decoys prose later'.split():
    for i,line in enumerate(open(sys.argv[1]+'/'+name+'.jsonl')):
        d=json.loads(line)
        if name=='later': put(d,'b')
        elif i%EVERY[d['group']]==0: put(d,'a')
