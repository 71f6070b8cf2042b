"""Labelled documents of forms_fresh.py. Usage: fresh.py SEED PER NAMES.json"""
import json, sys
from forms_fresh import FRESH
from documents import Docs
class Fresh(Docs):
    def fill(s, what):
        if what == 'macs': return ':'.join(s.hex(2) for _ in range(14))
        if what == 'hex64s': return s.hex(64)
        return super().fill(what)
import documents
documents.SECRET['hex64s'] = 'password'
s = Fresh(int(sys.argv[1]), sys.argv[3])
for k, line in enumerate(FRESH.strip('\n').split('\n')):
    set_, tag, form = line.split('|', 2)
    for _ in range(int(sys.argv[2]) if '<<' in form else 1):
        print(json.dumps(s.make('ab'[k % 2], set_, form, tag), ensure_ascii=False))
