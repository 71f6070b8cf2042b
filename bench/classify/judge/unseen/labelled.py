"""Turns marked documents into those of internal/classify/testdata/judge. Usage: labelled.py [HALF]:
HALF is set for documents that have none. What lies outside of the marks of a number or a secret
(names beside it) may be found or not; kinds without a published check, and numbers without any word, are left out."""
import json, sys
SECRETS=['password','private_key','connection_string','aws_key','github_token','stripe_key','slack_token','gitlab_token','google_key','service_token','jwt']
NAMES=['full_name','given_name','family_name']
SETS={'ids':'ids','core':'core','secret':'secrets','decoy':'nobody'}
for line in sys.stdin:
    d=json.loads(line); last=d['form'].split('/')[-1]
    if d['group'] not in SETS or last in('kr_brn','al_nid') or 'uatp' in d['what']: continue
    text=d['text'].encode(); finds=[]; at=0
    for s in sorted(d['spans'],key=lambda s:s['start']):
        if s['start']>at: finds.append(dict(kind='',what='beside',start=at,end=s['start'],may=True))
        k=s['kind']; may=k=='may'
        finds.append(dict(kind='password' if k=='secret' else '' if k=='may' else k,what=d['what'],also=SECRETS if k=='secret' else NAMES if k in NAMES else [],start=s['start'],end=s['end'],may=may)); at=s['end']
    if finds and at<len(text): finds.append(dict(kind='',what='beside',start=at,end=len(text),may=True))
    print(json.dumps(dict(half=sys.argv[1] if len(sys.argv)>1 else d['half'],set=SETS[d['group']],lang='',form=d['form'],text=d['text'],finds=finds),ensure_ascii=False))
