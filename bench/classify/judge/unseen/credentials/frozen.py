"""Writes the set as internal/classify/testdata/judge has them. What lies outside of the marks may be found or not.
With the word later, that of later.py instead."""
import json, sys
if sys.argv[1:] == ['later']: import later
else: import services, settings, said, innocent
from drawn import docs
SECRETS = ['password', 'private_key', 'connection_string', 'aws_key', 'github_token', 'stripe_key', 'slack_token', 'gitlab_token', 'google_key', 'service_token', 'jwt', 'cookie']
for d in docs:
    text = d['text'].encode(); finds = []; at = 0
    for s in sorted(d['spans'], key=lambda s: s['start']):
        if s['start'] > at: finds.append(dict(kind='', what='beside', start=at, end=s['start'], may=True))
        is_may = s['kind'] == 'may'
        finds.append(dict(kind='' if is_may else 'password', what=d['what'], also=[] if is_may else SECRETS, start=s['start'], end=s['end'], may=is_may)); at = s['end']
    if finds and at < len(text): finds.append(dict(kind='', what='beside', start=at, end=len(text), may=True))
    print(json.dumps(dict(half=d['half'], set=d['group'], lang='', form=d['form'], text=d['text'], finds=finds), ensure_ascii=False))
