"""Labelled documents: logs, mails, chats, records, files with secrets, and what is
nobody's. Every second form of each set is of half b. Usage: documents.py SEED_A SEED_B PER NAMES.json"""
import base64, crypt, datetime, hashlib, json, random, re, string, sys, urllib.parse
from forms_people import LOGS, MAILS, CHATS, RECORDS
from forms_secrets import SECRETS, PLACEHOLDERS
from forms_nobody import NOBODY
from values_of import Values, A62, HEX, D
import ids as I
U = string.ascii_uppercase
KIND = {'emailq': 'email', 'ip6': 'ip', 'birth_de': 'birth_date', 'birth_fr': 'birth_date', 'street_en': 'street', 'street_de': 'street', 'street_fr': 'street', 'street_nl': 'street', 'street_nb': 'street'}
# Which kinds a secret may be called; the first is the one meant.
SECRET = {'laravel': 'password', 'dsn': 'connection_string', 'stripe': 'stripe_key', 'aws': 'aws_key', 'awssecret': 'password', 'github': 'github_token', 'sendgrid': 'service_token', 'hex32s': 'password', 'openai': 'service_token', 'anthropic': 'service_token', 'b64pw': 'password', 'gitlab': 'gitlab_token', 'slack': 'slack_token', 'pypi': 'service_token', 'b2key': 'password', 'wpsalt': 'password', 'pemjson': 'private_key', 'dockerauth': 'password', 'google': 'google_key', 'npm': 'service_token', 'uuids': 'password', 'mysqlpw': 'password', 'jwt': 'jwt', 'azurekey': 'password', 'azuresecret': 'password', 'sbkey': 'password', 'slackhook': 'service_token', 'pem': 'private_key', 'openssh': 'private_key', 'putty': 'private_key', 'giturl': 'connection_string', 'vault': 'service_token', 'do': 'service_token', 'shopify': 'service_token', 'mailchimp': 'service_token', 'hex32k': 'service_token', 'telegram': 'service_token', 'hf': 'service_token', 'cf': 'service_token', 'nr': 'service_token', 'paypal': 'password', 'square': 'service_token', 'discord': 'service_token', 'django': 'password', 'password': 'password'}
NEUTRAL = {'phpass', 'bcrypt', 'hash', 'shadow', 'username'}
ANY_SECRET = ['password', 'service_token', 'connection_string', 'jwt', 'private_key', 'aws_key', 'github_token', 'gitlab_token', 'google_key', 'slack_token', 'stripe_key']
NAMES = {'full_name': ['given_name', 'family_name'], 'given_name': ['full_name', 'family_name'], 'family_name': ['full_name', 'given_name'], 'street': ['postcode', 'city', 'full_name'][:2]}
class Docs(Values):
    def fill(s, what):
        r, d, h = s.r, s.d, s.hex
        if m := re.fullmatch(r'n(\d+)', what): return r.choice('123456789') + d(int(m[1]) - 1)
        if m := re.fullmatch(r'hex(\d+)', what): return h(int(m[1]))
        if m := re.fullmatch(r'hexU(\d+)', what): return s.rnd(int(m[1]), D + U)
        if m := re.fullmatch(r'a(\d+)', what): return s.rnd(int(m[1]))
        n = r.randint
        dt = lambda f: datetime.datetime(n(2019, 2026), n(1, 12), n(1, 28), n(0, 23), n(0, 59), n(0, 59)).strftime(f)
        F = {
         'clf': lambda: dt('%d/%b/%Y:%H:%M:%S +0000'), 'iso': lambda: dt('%Y-%m-%dT%H:%M:%S') + r.choice(['Z', '.%03dZ' % n(0, 999), '+01:00']), 'sys': lambda: dt('%b %d %H:%M:%S'), 'dt': lambda: dt('%Y-%m-%d %H:%M:%S'), 'rfc': lambda: dt('%a, %d %b %Y %H:%M:%S +0100'), 'dmy': lambda: dt(r.choice(['%d.%m.%Y', '%d/%m/%Y', '%d-%m-%Y', '%d.%m.%y'])), 'chat': lambda: dt('%d.%m.%y, %H:%M:%S'), 'hm': lambda: dt('%H:%M'), 'iso_d': lambda: dt('%Y-%m-%d'), 'packed': lambda: dt('%Y%m%d%H%M%S'), 'ymd': lambda: dt('%Y%m%d'), 'exp': lambda: '%02d/%02d' % (n(1, 12), n(26, 31)),
         'epoch': lambda: str(n(1500000000, 1790000000)), 'epochms': lambda: str(n(1500000000000, 1790000000000)), 'ua': lambda: r.choice(['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.%d.%d Safari/537.36' % (n(90, 140), n(4000, 7000), n(10, 250)), 'Mozilla/5.0 (iPhone; CPU iPhone OS %d_%d like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/%d.%d Mobile/15E148 Safari/604.1' % (n(12, 18), n(0, 6), n(12, 18), n(0, 6)), 'Outlook-iOS/2.0', 'curl/8.%d.%d' % (n(0, 9), n(0, 3))]),
         'uuid': s.uuid, 'order': lambda: r.choice(['#' + d(5), 'SO-' + d(6), '10' + d(7), 'W' + d(8)]), 'parcel': lambda: r.choice(['00340' + d(15), 'JJD0' + d(16), d(12), '1Z' + s.rnd(16, D + U), '9400' + d(18), d(14)]), 'invoice': lambda: r.choice(['RE-%d-%s' % (n(2019, 2026), d(5)), 'INV%s' % d(7), '2024-%s' % d(5), d(8), 'F%s/%s' % (d(4), d(4))]), 'serial': lambda: r.choice(['SN' + d(10), s.rnd(4, U) + d(8), d(12), s.rnd(12, U + D)]), 'sku': lambda: r.choice(['%s-%s-%s' % (s.rnd(3, U), d(4), s.rnd(2, U)), d(5) + '-' + d(3), s.rnd(2, U) + d(6), d(4) + '.' + d(3)]), 'mandate': lambda: 'M' + d(8), 'user': lambda: s.user,
         'price': lambda: r.choice(['%d.%02d', '%d,%02d']) % (n(1, 9999), n(0, 99)), 'dec': lambda: '%d.%03d' % (n(0, 900), n(0, 999)), 'dec4': lambda: '%d.%s' % (n(0, 99), d(n(5, 7))), 'v3': lambda: '%d.%d.%d' % (n(0, 20), n(0, 40), n(0, 60)), 'v4': lambda: '%d.%d.%d.%d' % (n(1, 30), n(0, 30), r.choice([n(0, 9), n(0, 200), n(1000, 9000)]), n(0, 250)), 'ch4': lambda: '%d.%d.%d.%d' % (n(1, 12), n(1, 9), n(1, 9), n(1, 9)), 'oid': lambda: '1.3.6.1.4.1.%d.%d.%d' % (n(1, 60000), n(1, 9), n(1, 9)), 'ean': s.ean, 'isbn': lambda: (lambda b: b + str(-sum(int(c) * (3 if k % 2 else 1) for k, c in enumerate(b)) % 10))('978' + r.choice('0123') + d(8)), 'ulid': lambda: '01' + s.rnd(24, '0123456789ABCDEFGHJKMNPQRSTVWXYZ'), 'b64s': lambda: s.b64(48), 'testcard': lambda: '4111 1111 1111 1111',
         'full_name': lambda: s.first + ' ' + s.last, 'given_name': lambda: s.first, 'family_name': lambda: s.last, 'email': lambda: s.email, 'emailq': lambda: urllib.parse.quote(s.email, safe=''), 'phone': s.phone, 'ip': s.ip, 'ip6': s.ip6, 'mac': s.mac, 'card': s.card, 'iban': s.iban, 'username': lambda: s.user, 'birth_date': lambda: s.born(r.choice(['%Y-%m-%d', '%d/%m/%Y', '%d %b %Y', '%B %-d, %Y'])) if 'en' == s.lang else s.born(), 'birth_de': lambda: s.born('%d.%m.%Y'), 'birth_fr': lambda: s.born('%d/%m/%Y'), 'passport': lambda: s.rnd(1, 'CFGH') + s.rnd(8, D + 'CFGHJK'),
         'street_en': lambda: '%d %s %s' % (n(1, 250), r.choice(['Maple', 'Victoria', 'Station', 'Park', 'Kingsley', 'Elmwood', 'Rosebery', 'Old Mill']), r.choice(['Street', 'Road', 'Avenue', 'Lane', 'Drive', 'Close', 'Terrace'])), 'street_de': lambda: '%s %d%s' % (r.choice(['Goethestraße', 'Am Sportplatz', 'Lindenallee', 'Bahnhofstr.', 'Kastanienweg', 'Brunnengasse', 'Schillerplatz', 'Obere Hauptstraße', 'Zum Weinberg', 'Heinrich-Heine-Str.']), n(1, 180), r.choice(['', '', 'a', 'b'])), 'street_fr': lambda: '%d%s %s' % (n(1, 150), r.choice(['', '', ' bis', ',']), r.choice(['rue des Lilas', 'avenue Jean Jaurès', 'boulevard Voltaire', 'impasse du Moulin', 'allée des Tilleuls', 'chemin de la Fontaine'])), 'street_nl': lambda: '%s %d' % (r.choice(['Dorpsstraat', 'Prinsengracht', 'Molenweg', 'Beethovenlaan', 'Marktplein', 'Kanaaldijk']), n(1, 300)), 'street_nb': lambda: '%s %d' % (r.choice(['Storgata', 'Bjørkeveien', 'Kirkeveien', 'Fjordgata']), n(1, 90)),
         'phpass': lambda: '$P$B' + s.rnd(30, './' + A62), 'bcrypt': lambda: '$2y$10$' + s.rnd(53, './' + A62), 'hash': lambda: r.choice(['$apr1$%s$%s' % (s.rnd(8), s.rnd(22, './' + A62)), '{SHA}' + s.b64(20), '$2y$05$' + s.rnd(53, './' + A62)]), 'shadow': lambda: r.choice(['$6$%s$%s' % (s.rnd(16), s.rnd(86, './' + A62)), '$y$j9T$%s$%s' % (s.rnd(22, './' + A62), s.rnd(43, './' + A62))]),
         'password': s.password, 'laravel': lambda: s.b64(32), 'dsn': lambda: r.choice(['postgres://app:%s@db.firm.test:5432/crm', 'postgresql://crm:%s@10.2.0.8/crm?sslmode=require', 'mysql://shop:%s@localhost:3306/shop', 'mysql2://root:%s@db/shop', 'mongodb://root:%s@mongo:27017/admin?authSource=admin', 'mongodb+srv://svc:%s@cluster1.x9zz.mongodb.net/prod', 'redis://default:%s@cache:6379/0', 'rediss://:%s@redis.firm.test:6380', 'amqps://mq:%s@rabbit.firm.test/prod', 'mssql://sa:%s@sql01:1433/crm', 'clickhouse://default:%s@ch:9000/x', 'cockroachdb://root:%s@crdb:26257/x', 'mariadb://web:%s@maria/x', 'oracle+cx_oracle://hr:%s@ora:1521/orcl', 'ftp://web:%s@ftp.firm.test/htdocs', 'https://ci:%s@nexus.firm.test/repo', 'smtp://robot:%s@mail.firm.test:587', 'neo4j://neo4j:%s@graph:7687', 'ldap://cn:%s@dc1/x', 'snowflake://u:%s@acc/db']) % s.rnd(n(8, 20), A62 + '_-'), 'giturl': lambda: 'https://ci:%s@git.firm.test/shop.git' % s.rnd(20),
         'stripe': lambda: 'sk' + '_live_' + r.choice([s.rnd(24), '51' + s.rnd(97)]), 'aws': lambda: r.choice(['AK', 'AS']) + 'IA' + s.rnd(16, U + '234567'), 'awssecret': lambda: s.rnd(40, A62 + '/+'), 'github': lambda: r.choice([lambda: s.crc('gh' + r.choice('pos') + '_'), lambda: 'github' + '_pat_11' + s.rnd(20, U + D) + '_' + s.rnd(59)])(), 'sendgrid': lambda: 'SG' + '.' + s.rnd(22, A62 + '-_') + '.' + s.rnd(43, A62 + '-_'), 'hex32s': lambda: h(32), 'hex32k': lambda: h(32), 'openai': lambda: r.choice(['sk' + '-' + s.rnd(20) + 'T3BlbkFJ' + s.rnd(20), 'sk' + '-proj-' + s.rnd(74, A62 + '-_') + 'T3BlbkFJ' + s.rnd(74, A62 + '-_')]), 'anthropic': lambda: 'sk' + '-ant-api03-' + s.rnd(93, A62 + '-_') + 'AA', 'b64pw': lambda: base64.b64encode(s.password().encode()).decode(), 'gitlab': lambda: 'gl' + 'pat-' + s.rnd(20, A62 + '-_'), 'slack': lambda: 'xo' + 'xb-%s-%s-%s' % (d(12), d(13), s.rnd(24)), 'pypi': lambda: 'py' + 'pi-AgEIcHlwaS5vcmc' + s.rnd(150, A62 + '-_'), 'b2key': lambda: 'K00' + d(1) + s.rnd(27, A62 + '/+'), 'wpsalt': lambda: s.rnd(64, A62 + '!@#%^&*()_+-=[]{}|;:,.<>?~ '),
         'pemjson': lambda: s.pem('PRIVATE KEY', 1200).replace('\n', '\\n') + '\\n', 'dockerauth': lambda: base64.b64encode(('ci:' + s.password()).encode()).decode(), 'google': lambda: 'AI' + 'za' + s.rnd(35, A62 + '-_'), 'npm': lambda: s.crc('npm' + '_'), 'uuids': s.uuid, 'mysqlpw': lambda: s.rnd(12), 'jwt': s.jwt, 'azurekey': lambda: s.b64(64), 'azuresecret': lambda: s.rnd(3) + '8Q~' + s.rnd(34, A62 + '-_.~'), 'sbkey': lambda: s.b64(32), 'slackhook': lambda: s.rnd(24), 'pem': lambda: s.pem(r.choice(['RSA ', 'EC ', '', 'ENCRYPTED ', 'DSA ']) + 'PRIVATE KEY'), 'openssh': lambda: s.pem('OPENSSH PRIVATE KEY', 300), 'putty': lambda: 'PuTTY-User-Key-File-%d: ssh-rsa\nEncryption: none\nComment: k\nPublic-Lines: 1\n%s\nPrivate-Lines: 2\n%s\n%s\nPrivate-MAC: %s' % (n(2, 3), s.b64(48), s.b64(48), s.b64(48), h(40)), 'vault': lambda: 'hv' + 's.' + s.rnd(90, A62 + '-_'), 'do': lambda: 'dop' + '_v1_' + h(64), 'shopify': lambda: 'shp' + 'at_' + h(32), 'mailchimp': lambda: h(32) + '-us%d' % n(1, 21), 'telegram': lambda: d(9).replace('0', '1') + ':AA' + s.rnd(33, A62 + '-_'), 'hf': lambda: 'h' + 'f_' + s.rnd(34), 'cf': lambda: s.rnd(40, A62 + '-_'), 'nr': lambda: h(36) + 'NRAL', 'paypal': lambda: 'E' + s.rnd(79, A62 + '-_'), 'square': lambda: 'EA' + 'AA' + s.rnd(60, A62 + '-_'), 'discord': lambda: 'M' + s.rnd(23) + '.' + s.rnd(6) + '.' + s.rnd(27, A62 + '-_'), 'django': lambda: s.rnd(50, string.ascii_lowercase + D + '!@#$%^&*(-_=+)'.replace('$', '').replace('(', '').replace(')', '')),
        }
        return F[what]()
    def make(s, half, set_, form, lang):
        s.person(lang if lang in ('de', 'fr', 'it', 'es', 'nl', 'pl', 'sv', 'da', 'nb', 'fi', 'pt', 'tr') else s.r.choice(['en', 'de', 'en', 'fr', 'it', 'pl']))
        out, at, finds = '', 0, []
        form = form.replace('¶', '\n')
        for m in re.finditer(r'<<([~+]?)(\w+)>>', form):
            out += form[at:m.start()]; at = m.end()
            v = s.fill(m[2]); a = len(out.encode()); out += v
            if m[1] == '+': continue
            kind = SECRET.get(m[2]) or KIND.get(m[2], m[2])
            also = NAMES.get(kind, [])
            if m[2] in SECRET: also = ANY_SECRET
            finds.append(dict(kind=kind, what=m[2], also=also, start=a, end=len(out.encode()), may=m[1] == '~' or m[2] in NEUTRAL))
            if finds[-1]['may']: finds[-1]['also'] = ['*']
        out += form[at:]
        if out.count(' 4111 ') or 'someone@example' in out or '127.0.0.1' in out: finds.append(dict(kind='*', also=['*'], start=0, end=len(out.encode()), may=True))
        return dict(half=half, set=set_, lang=lang, form=form[:40], text=out, finds=finds)
def right(s, half, kind, forms):
    """A valid number below its own label."""
    mod, dr, shapes, langs, labels = s.T[kind]
    v = I.draw(s.i, s.T, kind); w = I.write(v, s.r.choice(shapes)) if shapes and s.r.random() < .6 else v
    label = s.r.choice(labels); f = s.r.choice(forms); t = f % (label, w)
    a = len(t[:t.rindex(w)].encode())
    return dict(half=half, set='ids', lang=langs[0], form=f, text=t, finds=[dict(kind=kind, what=kind, also=[], start=a, end=a + len(w.encode()), may=False)])
def near(s, half, kind, forms):
    """A number with one digit changed that is not valid, below its own label."""
    mod, dr, shapes, langs, labels = s.T[kind]
    import importlib
    m = importlib.import_module('stdnum.' + mod)
    for _ in range(60):
        v = I.draw(s.i, s.T, kind); at = [k for k, c in enumerate(v) if c in D]; p = s.r.choice(at)
        b = v[:p] + s.r.choice([x for x in D if x != v[p]]) + v[p+1:]
        try:
            if m.is_valid(b): continue
        except Exception: pass
        w = I.write(b, s.r.choice(shapes)) if shapes and s.r.random() < .5 else b
        t = s.r.choice(forms) % (s.r.choice(labels), w)
        return dict(half=half, set='near ' + kind, lang=langs[0], form='', text=t, finds=[])
if __name__ == '__main__':
    per = int(sys.argv[3])
    sets = [('logs', LOGS), ('mails', MAILS), ('chats', CHATS), ('records', RECORDS), ('secrets', SECRETS), ('placeholders', PLACEHOLDERS), ('nobody', NOBODY)]
    halves = {'a': Docs(int(sys.argv[1]), sys.argv[4]), 'b': Docs(int(sys.argv[2]), sys.argv[4])}
    rows = []
    for name, forms in sets:
        for k, f in enumerate([f for f in forms.strip('\n').split('\n') if f]):
            half = 'ab'[k % 2]; s = halves[half]; tag, form = f.split('|', 1)
            for _ in range(per if '<<' in form else 1):
                rows.append(s.make(half, name, form, tag))
    NEAR = {'a': ['%s: %s', '%s %s', '"%s": "%s"', '%s=%s', '%s is %s, thanks'], 'b': ['<%s>%s<', '%s - %s', 'my %s is %s.', '%s;%s', '(%s %s)']}
    RIGHT = {'a': ['%s: %s', 'The %s on file is %s and nothing else', '{"%s": "%s"}', '%s\t%s', '| %s | %s |', '%s (%s)', "new_%s='%s'"], 'b': ['%s = %s', '- %s %s', '<td>%s</td><td>%s</td>', "'%s' => '%s',", '%s : %s;', 'checked %s %s twice', '%s.... %s', '*%s*: %s']}
    for half, s in halves.items():
        for kind, (mod, *_) in s.T.items():
            if kind == 'sk_birth': continue # the same number as the Czech one
            for _ in range(per * 2): rows.append(right(s, half, kind, RIGHT[half]))
            if not mod: continue
            for _ in range(per * 3):
                o = near(s, half, kind, NEAR[half])
                if o: rows.append(o)
    for o in rows: print(json.dumps(o, ensure_ascii=False))
