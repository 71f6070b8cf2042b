"""Labelled tables as the programs of shops, practices and clubs export them. Every
second form is of half b. Usage: exports.py SEED_A SEED_B TABLES_OF_EACH NAMES.json"""
import datetime, json, sys, string
from forms_exports import EXPORTS
from values_of import Values, A62, D, HEX
U = string.ascii_uppercase
KIND = dict(given='given_name', givens='given_name', family='family_name', full='full_name', fullc='full_name', drname='full_name', owner='full_name', email='email', emailx='email', phone='phone', street='street', addr='street', addrja='street', city='city', zip='postcode', zipuk='postcode', zipus='postcode', zipja='postcode', plzort='postcode', country='country', country2='country', born='birth_date', ip='ip', ipserver='ip', mac='mac', iban='iban', bic='bic', card='card', d3='cvv', sex='gender', salut='gender', illness='health', icd='health', rel='religion', ethn='ethnicity', salary='salary', user='username', phpass='password', bcrypt='password', pbkdf2='password', argon2='password', vatid='de_vat_id', plate='plate', passport='passport', licence='driving_licence', sortcode='sort_code', blz='sort_code', konto='account_number', acct8='account_number', ibannopl='iban', kana='full_name')
ALSO = dict(full_name=['given_name', 'family_name'], given_name=['full_name', 'family_name'], family_name=['full_name', 'given_name'], street=['postcode', 'city'], postcode=['city'], de_vat_id=[], passport=['id_card'], account_number=['iban'], iban=['account_number'], country=['nationality'], bic=['iban'])
# What may be called something or nothing: nobody would hold it against either.
MAY = {'country2', 'country', 'kasse', 'user', 'vatid', 'job', 'mmdd', 'geo', 'month', 'exp', 'd4', 'zipx', 'alias', 'short', 'owner', 'bank', 'emailx', 'plate', 'ipserver', 'kana', 'tussen', 'hex40', 'hex32', 'empty', 'acct8', 'konto', 'blz', 'sortcode', 'stripeid', 'mac', 'md5', 'rnd9', 'state', 'pay', 'mandate', 'serial_', 'companyx', 'note', 'givens', 'city'}
HASHED = {'phpass', 'bcrypt', 'pbkdf2', 'argon2'}
class Tables(Values):
    def column(s, what, n, people):
        r, d, k = s.r, s.d, r_int(s.r)
        if what in s.T: return [s.natid_in(what) for _ in people]
        fmt = s.style
        dt = lambda: datetime.datetime(k(2018, 2026), k(1, 12), k(1, 28), k(0, 23), k(0, 59), k(0, 59))
        money = s.money
        one = lambda *a: (lambda: r.choice(a))
        ds = {'de': '%d.%m.%Y', 'fr': '%d/%m/%Y', 'it': '%d/%m/%Y', 'es': '%d/%m/%Y', 'pl': '%d.%m.%Y', 'nl': '%d-%m-%Y', 'en': s.endate, 'ja': '%Y/%m/%d', 'tr': '%d.%m.%Y', 'fi': '%d.%m.%Y', 'nb': '%d.%m.%Y', 'da': '%d-%m-%Y', 'pt': '%d/%m/%Y', 'el': '%d/%m/%Y'}.get(s.lang, '%Y-%m-%d')
        if what.startswith('id'):
            m = int(what[2:] or 0); at = k(1, 400)
            if not m: return [str(at + j) for j in range(n)]
            if m < 7 or r.random() < .5:
                base = int(r.choice('123456789') + d(m - 1)); step = k(1, 9); return [str(base + j * step)[:m] for j in range(n)]
            return [r.choice('123456789') + d(m - 1) for _ in range(n)]
        if what[:3] == 'hex': return [s.hex(int(what[3:])) for _ in range(n)]
        if what[:3] == 'rnd': return [s.rnd(int(what[3:]), U + D) for _ in range(n)]
        P = {'given': lambda p: p['first'], 'givens': lambda p: p['first'], 'family': lambda p: p['last'], 'full': lambda p: p['first'] + ' ' + p['last'], 'fullc': lambda p: p['last'] + ', ' + p['first'], 'email': lambda p: p['email'], 'user': lambda p: p['user'], 'phone': lambda p: p['phone'], 'street': lambda p: p['street'], 'city': lambda p: p['city'], 'zip': lambda p: p['zip'], 'addr': lambda p: '%s, %s %s' % (p['street'], p['zip'], p['city']), 'plzort': lambda p: p['zip'] + ' ' + p['city'], 'born': lambda p: p['born'].strftime(ds), 'short': lambda p: p['last'][:6].upper(), 'kana': lambda p: s.rnd(3, 'アイウエオカキクケコサシスセソタチツテトナニヌネノ') + ' ' + s.rnd(3, 'マミムメモヤユヨラリルレロワ'), 'addrja': lambda p: p['city'] + r.choice(['中央', '本町', '緑町']) + '%d-%d-%d' % (k(1, 9), k(1, 20), k(1, 20))}
        if what in P:
            out = [P[what](p) for p in people]
            return [x if r.random() > s.gaps else '' for x in out] if what in ('phone', 'street', 'born', 'email') else out
        hasd = lambda a: (lambda: r.choice(a) if r.random() < .8 else '')
        F = {'bool': one(*r.choice([['true', 'false'], ['yes', 'no'], ['0', '1'], ['ja', 'nein'], ['TRUE', 'FALSE'], ['x', '']])), 'status': one(*r.choice([['paid', 'pending', 'refunded'], ['Open', 'Closed', 'New'], ['completed', 'failed'], ['Subscribed', 'Unsubscribed']])), 'stage': one('Lead', 'Opportunity', 'Customer', 'Subscriber'), 'source': one('Web', 'Referral', 'google', 'Trade Show', 'Facebook', 'direct'), 'group': one('U12', 'Seniors', 'Wholesale', 'General', 'VIP', 'B-Team'), 'sku': lambda: r.choice(['%s-%s' % (s.rnd(3, U), d(4)), d(5) + '-' + d(2)]), 'cur': one('EUR', 'EUR', 'USD'), 'money': lambda: money % (k(0, 2000), k(0, 99)), 'small': lambda: str(k(0, 90)), 'd3': lambda: d(3), 'd4': lambda: d(4), 'd8': lambda: d(8), 'dec': lambda: '%d.%d' % (k(0, 99), k(0, 99)), 'dec4': lambda: '%d.%s' % (k(0, 99), d(5)), 'mark': lambda: str(k(1, 5)), 'zero': lambda: '0', 'one2': one('1', '2'), 'empty': lambda: '', 'dt': lambda: dt().strftime(s.stamp), 'dtx': lambda: dt().strftime(ds) if r.random() < .4 else '', 'date': lambda: dt().strftime(ds), 'time': lambda: dt().strftime('%H:%M'), 'tz': one('CET', 'Europe/Berlin', 'PST'), 'ddmm': lambda: dt().strftime('%d%m'), 'mmdd': lambda: dt().strftime('%m/%d'), 'month': lambda: str(k(1, 12)), 'year': lambda: str(k(2026, 2032)), 'epoch': lambda: str(k(1500000000, 1790000000)), 'epochms': lambda: str(k(1500000000000, 1790000000000)), 'exp': lambda: '%02d/%02d' % (k(1, 12), k(26, 31)), 'salary': lambda: money % (k(1800, 7000), k(0, 99)),
          'owner': lambda: r.choice(s.owners), 'company': lambda: s.of(s.loc, 'company'), 'companyx': lambda: s.of(s.loc, 'company') if r.random() < .3 else '', 'product': lambda: s.of('en' if r.random() < .5 else s.loc, 'product'), 'job': lambda: s.of('en', 'job'), 'note': lambda: r.choice(['', '', 'please leave at the door', 'called twice, no answer', 'wants an invoice', 'livraison le matin', 'bitte klingeln', 'gift wrap', 'ok']), 'country': one('Germany', 'France', 'Italy', 'Austria', 'Poland'), 'country2': one('DE', 'FR', 'IT', 'AT'), 'state': one('CA', 'TX', 'NY', 'WA'), 'emailx': lambda: r.choice(['shop@firm-one.de', 'sales@firm-one.de', '']), 'ref16': lambda: d(16), 'ref17': lambda: s.rnd(17, U + D), 'shopno': lambda: '#%d' % k(1000, 9999), 'pay': one('PayPal', 'Visa', 'Bank transfer', 'SEPA'), 'ship': one('DHL', 'UPS', 'GLS', 'Standard'), 'shop': one('Main Website', 'German Store'), 'ua': lambda: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/%d.0.%d.%d' % (k(90, 130), k(4000, 6900), k(1, 250)), 'wckey': lambda: 'wc_order_' + s.rnd(13), 'ean': s.ean, 'ip': s.ip, 'ipserver': lambda: '10.%d.%d.%d' % (k(0, 9), k(0, 9), k(2, 250)), 'mac': s.mac, 'brand': one('Visa', 'MasterCard', 'American Express'), 'invoice': lambda: r.choice(['RE-2025-', 'INV-', 'F25/']) + d(5), 'stripeid': lambda: r.choice(['cus_', 'ch_']) + s.rnd(14), 'geo': lambda: '%.4f' % r.uniform(36, 60), 'locale': one('en', 'de', 'fr'), 'sfid': lambda: '003' + s.rnd(15), 'uuid': s.uuid, 'json': one('{}', '[]', '{"a":1}'), 'md5': lambda: s.hex(32), 'bic': lambda: s.rnd(4, U) + r.choice(['DE', 'FR', 'AT']) + s.rnd(2, U + D) + r.choice(['', 'XXX']), 'iban': s.iban, 'ibannopl': lambda: (lambda v: v[2:].replace(' ', ''))(s.plain_iban('PL')), 'sh': one('S', 'H'), 'blz': lambda: d(8), 'konto': lambda: d(k(7, 10)), 'bank': one('Sparkasse', 'Volksbank', 'Commerzbank'), 'kasse': one('AOK', 'TK', 'Barmer', 'Aetna', 'DAK', 'MGEN'), 'rel': one('rk', 'ev', '--', 'Catholic', 'none'), 'sex': one(*r.choice([['m', 'w'], ['M', 'F'], ['male', 'female']])), 'salut': one(*{'de': ['Herr', 'Frau'], 'fr': ['M.', 'Mme']}.get(s.lang, ['Mr.', 'Ms.', 'Mrs.'])), 'icd': lambda: r.choice(['I10.90', 'E11.9', 'J45.0', 'M54.5', 'F32.1', 'K21.0']), 'illness': lambda: r.choice(['Asthma', 'Diabetes Typ 2', 'none', 'Hypertonie', 'penicillin', 'migraine', 'Depression', 'nuts', 'epilepsy', '', 'hay fever']), 'drname': lambda: r.choice(['Dr. ', 'Dr. med. ', 'Dr ']) + r.choice(s.doctors), 'vatid': lambda: 'DE' + d(9) if r.random() < .5 else '', 'mandate': lambda: 'M' + d(7), 'serial': lambda: s.rnd(2, U) + d(9), 'model': one('iPhone 12', 'Galaxy S21', 'VW Caddy', 'ThinkPad X1', 'Pixel 7'), 'room': one('A-12', 'Lager 3', 'EG links', 'B 104', '2. OG'), 'v3': lambda: '%d.%d.%d' % (k(0, 9), k(0, 20), k(0, 30)), 'v4': lambda: '%d.%d.%d.%d' % (k(1, 9), k(0, 20), k(0, 30), k(0, 200)), 'branch': one('main', 'dev', 'fix/login'), 'url': lambda: 'https://shop.test/p/' + s.rnd(6), 'urlx': lambda: r.choice(['', 'https://site-%s.test' % d(2)]), 'track': lambda: r.choice(['00340' + d(15), d(14), '1Z' + s.rnd(16, U + D), 'JJD0' + d(16)]) if False else s.trackas(), 'alias': one('Home', 'Mi dirección', 'Work'), 'phpass': lambda: '$P$B' + s.rnd(30, './' + A62), 'bcrypt': lambda: '$2y$10$' + s.rnd(53, './' + A62), 'pbkdf2': lambda: 'pbkdf2_sha256$600000$' + s.rnd(22) + '$' + s.b64(32), 'argon2': lambda: '$argon2id$v=19$m=65536,t=4,p=1$' + s.rnd(22) + '$' + s.rnd(43), 'zipuk': lambda: '%s%d %d%s' % (r.choice(['LS', 'M', 'SW', 'BS', 'G']), k(1, 20), k(1, 9), s.rnd(2, 'ABDEFGHJLN')), 'zipus': lambda: d(5), 'zipja': lambda: d(3) + '-' + d(4), 'card': s.card, 'passport': lambda: r.choice(['C', 'X', 'P']) + s.rnd(8, D), 'plate': lambda: r.choice(['B', 'M', 'HH', 'KA']) + '-' + s.rnd(2, U) + ' ' + str(k(10, 9999)), 'licence': lambda: s.rnd(1, U) + d(2) + s.rnd(2, U) + d(6), 'sortcode': lambda: '-'.join(d(2) for _ in range(3)), 'acct8': lambda: d(8), 'ethn': one('White British', 'Asian', 'Black African', 'Mixed'), 'tussen': one('', '', 'van', 'de'), 'file': lambda: 'cv_%s.pdf' % d(4), 'isbn': lambda: '978' + r.choice('0123') + d(9)}
        return [F[what]() for _ in range(n)]
    def plain_iban(s, cc):
        while True:
            v = s.iban().replace(' ', '')
            if v[:2] == cc: return v
    def trackas(s): return {0: lambda: '00340' + s.d(15), 1: lambda: s.d(14), 2: lambda: '1Z' + s.rnd(16, U + D), 3: lambda: s.d(12)}[s.carrier]()
    def natid_in(s, what):
        import ids as I
        v = I.draw(s.i, s.T, what); return I.write(v, s.shape[what]) if s.shape.setdefault(what, s.r.choice(s.T[what][2] + [''])) else v
    def table(s, half, form):
        r = s.r; name, lang, *cols = form.split('|')
        n = r.choice([5, 9, 16, 28]); s.person(lang); loc = s.loc
        s.stamp = r.choice(['%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%SZ', '%Y-%m-%d %H:%M', '%d.%m.%Y %H:%M']); s.endate = r.choice(['%Y-%m-%d', '%m/%d/%Y', '%d/%m/%Y']); s.money = r.choice(['%d.%02d', '%d,%02d', '%d.%02d €']); s.gaps = r.choice([0, .1, .4]); s.style = s.carrier = r.randrange(4); s.shape = {}
        people, short = [], r.random() < .3
        while len(people) < n:
            s.person(lang); s.loc = loc if r.random() < .85 else s.loc
            p = dict(first=s.of(s.loc, 'first'), last=s.of(s.loc, 'last'), email=s.email, user=s.user, phone=s.phone(), street=s.of(s.loc, 'street'), city=s.of(s.loc, 'city'), zip=s.of(s.loc, 'zip'), born=s.i.date(1938, 2012))
            people.append(p)
        s.loc = loc
        s.owners = [s.of(loc, 'first') + ' ' + s.of(loc, 'last') for _ in range(3)]; s.doctors = [s.of(loc, 'last') for _ in range(5)]
        out = []
        for c in cols:
            header, what = c.rsplit(':', 1)
            kind = KIND.get(what, what if what in s.T else '') or {'MRN': 'medical_record'}.get(header, '')
            out.append(dict(name=header, cells=s.column(what, n, people), kind=kind, what=what, also=ALSO.get(kind, []), may=what in MAY, protected='*' if what in HASHED else ''))
        return dict(half=half, lang=lang, loc=loc, form=name, columns=out)
def r_int(r): return r.randint
if __name__ == '__main__':
    halves = {'a': Tables(int(sys.argv[1]), sys.argv[4]), 'b': Tables(int(sys.argv[2]), sys.argv[4])}
    for k, f in enumerate([f for f in EXPORTS.strip('\n').split('\n') if f]):
        for _ in range(int(sys.argv[3])):
            print(json.dumps(halves['ab'[k % 2]].table('ab'[k % 2], f), ensure_ascii=False))
