"""What documents.py and exports.py fill their forms with: people, numbers, secrets
and what is nobody's. All of it is drawn; nothing belongs to anybody."""
import base64, datetime, hashlib, json, random, re, string, unicodedata, uuid, zlib
import ids as I
D, HEX, A62 = string.digits, '0123456789abcdef', string.ascii_letters + string.digits
LOCS = {'en': ['en_US', 'en_GB', 'en_AU', 'en_CA', 'en_IE'], 'de': ['de', 'de_AT', 'de_CH'], 'fr': ['fr', 'fr_BE', 'fr_CH'], 'it': ['it'], 'es': ['es', 'es_MX'], 'nl': ['nl', 'nl_BE'], 'pl': ['pl'], 'sv': ['sv'], 'da': ['da'], 'nb': ['nb_NO'], 'fi': ['fi'], 'pt': ['pt_PT', 'pt_BR'], 'tr': ['tr'], 'el': ['el'], 'ja': ['ja']}
# Numbers as people of each country write them; # is any digit, % one from 2 to 8.
PHONES = {'en_US': ['(212) 6%#-####', '415-7%#-####', '+1 312-6%#-####', '617.8%#.####', '+1 (503) 2%#-####', '+1206%%#####'], 'en_GB': ['020 7%## ####', '07912 %#####', '+44 7700 %#####', '+44 20 7%## ####', '0161 %## ####', '+4479115#####'], 'en_AU': ['04%% %## ###', '+61 4%% %## ###', '(02) 9%## ####', '03 9%## ####'], 'en_CA': ['416-5%#-####', '(604) 7%#-####', '+1 514 8%# ####'], 'en_IE': ['087 %## ####', '+353 86 %## ####', '01 6%# ####'],
 'de': ['0151 2%######', '030 / 2%####%', '+49 89 2%#####', '0221-3%####%', '+49 (0)40 3%#####', '0171/3%#####', '+49 176 4%######', '(0711) 2%####%', '0049 69 9%#####'], 'de_AT': ['0664 %## ####', '+43 1 5%#####', '+43 676 %######'], 'de_CH': ['044 2%# ## ##', '+41 79 %## ## ##', '076 3%# ## ##'],
 'fr': ['06 %# ## ## ##', '01 4% ## ## ##', '+33 6 %# ## ## ##', '07.%#.##.##.##', '+33 (0)1 4% ## ## ##', '06%#######'], 'fr_BE': ['0475 %# ## ##', '+32 2 5%# ## ##'], 'fr_CH': ['+41 22 7%# ## ##', '078 6%# ## ##'], 'it': ['347 %######', '+39 06 6%## ####', '02 8%######', '+39 333 %## ####', '+39 348%######'], 'es': ['6%# ### ###', '+34 91 %## ## ##', '93 %## ## ##', '+34 6%# ## ## ##', '6%#######'], 'es_MX': ['+52 55 5%## ####', '55 5%## ####'],
 'nl': ['06-2%######', '+31 6 4%######', '020-6%#####', '06 1%## ####', '+31 (0)20 5%# ####'], 'nl_BE': ['0486 %# ## ##', '+32 3 2%# ## ##'], 'pl': ['601 %## ###', '+48 22 6%# ## ##', '+48 512 %## ###', '22 8%# ## ##'], 'sv': ['070-3%# ## ##', '+46 8 5%# ### ##', '08-6%# ## ##', '+46 73 %## ## ##'], 'da': ['2% ## ## ##', '+45 3% ## ## ##', '+45 2%######'], 'nb_NO': ['4%# ## ###', '+47 9%# ## ###', '22 %# ## ##'], 'fi': ['040 %## ####', '+358 50 %## ####', '09 6%# ####'], 'pt_PT': ['91% ### ###', '+351 21 3%# ## ##', '+351 93% ### ###'], 'pt_BR': ['(11) 9%###-####', '+55 21 9%###-####', '(31) 3%##-####'], 'tr': ['0532 %## ## ##', '+90 212 %## ## ##', '+90 555 %## ## ##'], 'el': ['69%# ### ###', '+30 210 %## ####', '210 %######'], 'ja': ['090-%###-####', '03-%###-####', '+81 90 %### ####']}
MAILERS = ['gmail.com', 'outlook.com', 'yahoo.com', 'icloud.com', 'proton.me', 'gmx.de', 'web.de', 't-online.de', 'orange.fr', 'laposte.net', 'libero.it', 'wp.pl', 'o2.pl', 'telia.com', 'ziggo.nl', 'xs4all.nl', 'sapo.pt', 'uol.com.br', 'hotmail.es', 'mynet.com', 'otenet.gr', 'docomo.ne.jp', 'bigpond.com', 'btinternet.com', 'zahnarzt-ritter.de', 'mail.uni-oslo.no', 'bakery-north.co.uk', 'studio.design']
CC = {'DE': 18, 'AT': 16, 'ES': 20, 'BE': 12, 'PL': 24, 'DK': 14, 'NO': 11, 'FI': 14, 'PT': 21, 'CH': 17, 'SE': 20, 'CZ': 20, 'GR': 23, 'EE': 16, 'HR': 17, 'HU': 24, 'LT': 16, 'SI': 15, 'SK': 20}
class Values:
    def __init__(s, seed, names):
        s.r = random.Random(seed); s.P = json.load(open(names)); s.i = I.Ids(s.r); s.T = I.table(s.i); s.person('en')
    def d(s, n): return ''.join(s.r.choice(D) for _ in range(n))
    def rnd(s, n, a=A62): return ''.join(s.r.choice(a) for _ in range(n))
    def hex(s, n): return s.rnd(n, HEX)
    def b64(s, n): return base64.b64encode(bytes(s.r.randrange(256) for _ in range(n))).decode()
    def of(s, loc, k): return s.r.choice(s.P[loc].get(k) or s.P['en'][k])
    def person(s, lang):
        """Everything that a document then says is about one person."""
        r = s.r; s.lang = lang; s.loc = loc = r.choice(LOCS[lang])
        s.first, s.last = s.of(loc, 'first'), s.of(loc, 'last')
        s.company = s.of(loc, 'company')
        a, b = s.plain(s.first) or 'info' + s.d(2), s.plain(s.last) or 'k' + s.d(3)
        s.email = r.choice(['%s.%s', '%s_%s', '%s-%s', '%s%s', '%.1s.%s', '%s.%.1s']) % (a, b)
        s.email = (s.email + r.choice(['', '', s.d(2), '+shop'])) + '@' + r.choice(MAILERS)
        if r.random() < .12: s.email = r.choice([s.email.upper(), s.email.title()])
        s.user = a[:1] + b[:9]
        return s
    def plain(s, name):
        for x, y in zip('äöüßøåæłŁØÅÆÄÖÜ', ['ae', 'oe', 'ue', 'ss', 'o', 'a', 'ae', 'l', 'l', 'o', 'a', 'ae', 'ae', 'oe', 'ue']): name = name.replace(x, y)
        return re.sub('[^a-z]', '', unicodedata.normalize('NFD', name).lower())
    def phone(s):
        f = s.r.choice(PHONES[s.loc]); return ''.join(s.r.choice(D) if c == '#' else s.r.choice('2345678') if c == '%' else c for c in f)
    def ip(s): return '%d.%d.%d.%d' % (s.r.choice([5, 31, 46, 62, 77, 84, 91, 109, 151, 178, 185, 193, 212, 10, 192, 172]), s.r.randint(0, 255), s.r.randint(0, 255), s.r.randint(1, 254))
    def ip6(s): return s.r.choice(['2a02:%s:%s:%s::%s', '2001:%s:%s:%s::%s', '2a01:%s:%s:%s:1:2:3:%s']) % (s.hex(3).lstrip('0') or '8', s.hex(4).lstrip('0') or '1', s.hex(4).lstrip('0') or 'a', s.hex(4).lstrip('0') or 'f')
    def mac(s): return s.r.choice([':', '-']).join(s.hex(2) for _ in range(6))
    def card(s):
        p = s.r.choice(['4', '4', '51', '55', '2223', '37', '34', '6011', '3528']); n = 15 if p[:2] in ('37', '34') else 16
        b = p + s.d(n - len(p) - 1); b += I.luhn_digit(b); x = s.r.random()
        if x < .4: return b
        q = ' ' if x < .8 else '-'
        return q.join([b[:4], b[4:10], b[10:]] if n == 15 else [b[k:k+4] for k in range(0, 16, 4)])
    def iban(s):
        cc = s.r.choice(list(CC) + ['DE', 'DE', 'AT', 'FR', 'IT', 'NL', 'GB']); n = CC.get(cc)
        bank = ''.join(s.r.choice('BCDFGHKLMNPRST') for _ in range(4))
        body = s.d(n) if n else {'FR': s.d(10) + s.rnd(11, D + 'ABC') + s.d(2), 'IT': s.r.choice('ABX') + s.d(22), 'NL': bank + s.d(10), 'GB': bank + s.d(14)}[cc]
        v = int(''.join(str(int(c, 36)) for c in body + cc + '00')) % 97; t = cc + '%02d' % (98 - v) + body
        return t if s.r.random() < .5 else ' '.join(t[k:k+4] for k in range(0, len(t), 4))
    def date(s, f='%Y-%m-%d', lo=2016, hi=2026): return s.i.date(lo, hi - 1).strftime(f)
    def born(s, f='%Y-%m-%d'): return s.i.date(1938, 2006).strftime(f)
    def natid(s, kind):
        v = I.draw(s.i, s.T, kind); sh = s.T[kind][2]
        return I.write(v, s.r.choice(sh)) if sh and s.r.random() < .6 else v
    def password(s): 
        r = s.r
        return r.choice([lambda: s.rnd(16), lambda: s.rnd(5) + '-' + s.rnd(6) + '-' + s.rnd(5), lambda: r.choice(['Winter', 'Hund', 'Marseille', 'Kaffee', 'dragon', 'Qwertz', 'Verano']) + s.d(4) + r.choice('!?#$*'), lambda: s.rnd(4) + '@' + s.rnd(7) + '%', lambda: 'x' + s.rnd(9) + '=' + s.rnd(3), lambda: r.choice(['correct', 'purple', 'lemon']) + '-' + r.choice(['horse', 'tractor', 'stapler']) + '-' + s.d(2) + r.choice(['river', 'cloud'])])()
    def crc(s, prefix, lead=30):
        b = s.rnd(lead); c = zlib.crc32(b.encode()); t = ''; a = D + string.ascii_uppercase + string.ascii_lowercase
        for _ in range(6): t = a[c % 62] + t; c //= 62
        return prefix + b + t
    def jwt(s):
        e = lambda o: base64.urlsafe_b64encode(json.dumps(o, separators=(',', ':')).encode()).decode().rstrip('=')
        return e({'alg': s.r.choice(['HS256', 'RS256', 'ES256']), 'typ': 'JWT'}) + '.' + e({'iss': 'auth', 'sub': s.hex(12), 'exp': 1790000000}) + '.' + s.rnd(43, A62 + '-_')
    def pem(s, kind, n=600):
        body = s.b64(n); return '-----BEGIN %s-----\n%s\n-----END %s-----' % (kind, '\n'.join(body[k:k+64] for k in range(0, len(body), 64)), kind)
    def uuid(s): return str(uuid.UUID(int=s.r.getrandbits(128), version=4))
    def ean(s, n=12):
        b = s.r.choice(['40', '50', '76', '87', '80', '84', '590', '978', '30', '54']); b += s.d(n - len(b)); t = sum(int(c) * (3 if k % 2 else 1) for k, c in enumerate(b)); return b + str(-t % 10)
