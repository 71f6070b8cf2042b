"""Labelled tables of forms_tables.py. Usage: tables.py SEED TABLES_OF_EACH NAMES.json"""
import json, sys
from forms_tables import TABLES
from exports import KIND, Tables
KIND['id10x'] = 'de_tax_number'
class Fresh(Tables):
    def column(s, what, n, people):
        if what == 'id10x': what = 'id10'
        return super().column(what, n, people)
s = Fresh(int(sys.argv[1]), sys.argv[3])
for k, f in enumerate(TABLES.strip('\n').split('\n')):
    for _ in range(int(sys.argv[2])): print(json.dumps(s.table('ab'[k % 2], f), ensure_ascii=False))
