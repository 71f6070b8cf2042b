import numbers_of as numbers2
def card(r):
    p=r.choice(['4','51','53','2223'])
    return numbers2.luhn(p+''.join(r.choice('0123456789') for _ in range(15-len(p))))
def iban(r,cc):
    n={'DE':18,'FR':23,'NL':14,'PL':24,'CH':17}[cc]
    b=''.join(r.choice('0123456789') for _ in range(n))
    if cc=='NL': b=r.choice(['INGB','ABNA','RABO'])+b[4:]
    k=98-int(''.join(str(int(c,36)) for c in b+cc+'00'))%97
    return cc+'%02d'%k+b
