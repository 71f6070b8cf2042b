"""Tables of shops, firms, practices, schools, clubs and logs as their programs export them, of the
fifth to the ninth round: rounds.py NAMES.json ROUND. ROUND_tables.py has the headers, header=maker,
one line a table. Half a may be looked at, half b is only scored."""
import json, sys
import marks
from fifth_values import *
ROUND=sys.argv[2]
if ROUND in('eighth','ninth'): from eighth_values import *
SEEDS={'sixth':60606,'seventh':70707,'eighth':80808,'ninth':90909} # the fifth goes on with that of its values
if ROUND in SEEDS: r.seed(SEEDS[ROUND])
T=[]
def t(system,cc,cols,n=None,dfmt='%Y-%m-%d',head='one',delim=','): T.append((system,cc,cols,n,dfmt,head,delim))
exec(open(__file__.replace('rounds.py',ROUND+'_tables.py'),encoding='utf-8').read())
def of(value): return V[value]
for system,cc,cols,n,dfmt,head,delim in T:
    cs=[c.rsplit('=',1) for c in cols.split('|')]; n=n or pick([5,8,12,20,30,40]); w=World(cc,dfmt,pick([.3,.5,.8])); rows=[]
    w.few=set(r.sample(range(n),max(2,n//100)))
    for w.row in range(n):
        w.next(); rows.append([of(m)[0](w) for _,m in cs])
    columns=[]
    for i,(c,m) in enumerate(cs):
        f,kind,also,may,prot=of(m)
        columns.append(dict(name='' if head=='none' else c,cells=[row[i] for row in rows],kind='' if may else kind,what=m,also=sorted(also|({kind}-{''})),may=may,protected='yes' if prot else ''))
    print(json.dumps(dict(half=marks.half(ROUND+'/'+system),lang=LOC[cc][1],loc=cc,form=system,head=head,delim=delim,columns=columns),ensure_ascii=False))
