"""What the scripts beside this draw from, and where a form belongs: a, b or c by its name, never by its values."""
import base64, hashlib, json, random, sys, os, zlib
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import marks
r = random.Random(6007)
U = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'; L = U.lower(); D = '0123456789'; H = D + 'abcdef'; HU = D + 'ABCDEF'
B62 = D + U + L; B36 = D + L; URL = B62 + '-_'; STD = B62 + '+/'; B32 = U + '234567'
def c(alphabet, n): return ''.join(r.choice(alphabet) for _ in range(n))
def raw(n): return bytes(r.randrange(256) for _ in range(n))
def b64(n): return base64.b64encode(raw(n)).decode()
def b64u(n): return base64.urlsafe_b64encode(raw(n)).decode().rstrip('=')
def b64of(s): return base64.b64encode(s.encode()).decode()
def uuid():
    h = c(H, 32)
    return '-'.join([h[:8], h[8:12], '4' + h[13:16], r.choice('89ab') + h[17:20], h[20:]])
def digits_of(n, alphabet, width):
    out = ''
    while n: n, d = divmod(n, len(alphabet)); out = alphabet[d] + out
    return out.rjust(width, alphabet[0])
def crc62(body): return body + digits_of(zlib.crc32(body.encode()), D + U + L, 6)
def jwt(alg='HS256', **more):
    e = lambda o: base64.urlsafe_b64encode(json.dumps(o, separators=(',', ':')).encode()).decode().rstrip('=')
    return e(dict(alg=alg, typ='JWT')) + '.' + e(dict(dict(sub=c(D, 10), iat=1690000000 + r.randrange(10**8)), **more)) + '.' + c(URL, 43 if alg[0] == 'H' else 86)
def part(form): return 'abc'[hashlib.sha256(('credentials' + form).encode()).digest()[1] % 3]
def M(v): return '⟦secret:%s⟧' % v
def may(v): return '⟦may:%s⟧' % v
WORDS = 'Sommer Winter Hund Katze Fussball Paris Dragon Monkey Summer Chocolate Biscuit Orange Thunder Falcon Bergen Kaffee Lisboa Praha Banane Zebra Tiger Rocket Marseille Krakow Estrella Amigo Nuvola Sakura Kotik Sirius'.split()
PLAIN = 'sunshine dragon football schatz princesa marlboro azerty qwertz baseball hejsan tesoro welkom'.split()
def pw():
    k = r.randrange(11)
    w = r.choice(WORDS)
    if k == 0: return w + str(r.randrange(1970, 2026)) + r.choice('!?.#*')
    if k == 1: return w.lower() + c(D, r.randrange(2, 5))
    if k == 2: return c(B62, r.randrange(8, 17))
    if k == 3: return c(L, 3) + r.choice(D) + c(U, 2) + r.choice('!$%*#?_-') + c(B62, 4)
    if k == 4: return '-'.join(r.choice(WORDS).lower() for _ in range(3)) + c(D, 1)
    if k == 5: return w.replace('a', '4').replace('e', '3').replace('o', '0').replace('i', '1') + c(D, 2)
    if k == 6: return w + '_' + r.choice(WORDS) + c(D, 2)
    if k == 7: return r.choice('!$#*') + w + c(D, 3)
    if k == 8: return c(L, 5) + c(D, 3) + r.choice('!?.') + c(U, 1)
    if k == 9: return c(B62, 5) + '-' + c(B62, 5) + '-' + c(B62, 5)
    return c(B62 + '!#%*+-_.', r.randrange(14, 28))
def plain(): return r.choice(PLAIN)
def safe():
    "A password that may stand in an address or behind a flag without quotes."
    while True:
        p = pw()
        if not set(p) & set('!$#*?%+&@:/;'): return p
HOSTS = 'db01.intern mysql.lan 10.20.0.14 pg.prod.svc cache01 nas.local sql-prod-2 warehouse.eu-west-1.aws'.split()
def host(): return may(r.choice(HOSTS))
USERS = 'svc_shop webadmin deploy mkoch app_rw backup jdupont reporting sync root erp'.split()
def user(): return may(r.choice(USERS))
docs = marks.OUT
def doc(group, form, text, what, half): marks.doc(group, form, text, what=what, h=half)
