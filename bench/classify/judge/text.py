"""Labelled single values in their sentences, secrets, and what only looks like them. Usage: text.py SEED PER_KIND"""
import json, random, sys, string, base64, hashlib, zlib, uuid, importlib
import ids as I
from faker import Faker
seed = int(sys.argv[1]); per = int(sys.argv[2])
r = random.Random(seed)
D, L = string.digits, string.ascii_uppercase
i = I.Ids(r); T = I.table(i)
d = i.d
Faker('en_US').seed(seed)
loc = {c: Faker(c) for c in ['en_US','en_GB','de_DE','fr_FR','es_ES','it_IT','nl_NL','pl_PL','pt_PT','sv_SE','fi_FI','dk_DK','no_NO','cs_CZ','ro_RO','hu_HU','tr_TR','el_GR','ja_JP','ko_KR','zh_CN','ru_RU']}
# sentences: the first half is for mending, the second never looked at
S = {
'en': ['Please update the {l} {v} in the file.','{l}: {v}','Her {l} is {v}, as we were told yesterday.','We received {l} {v} by post.',
       'According to the form the {l} reads {v}.','Could you check {l} = {v} once more?','The applicant gave {v} as {l}.','{l} - {v} (copy attached)'],
'de': ['{l}: {v}','Bitte die {l} {v} eintragen.','Die {l} lautet {v}.','Er hat {l} {v} angegeben.',
       'Wir haben Ihre {l} {v} erhalten, danke.','{l} {v} laut Antrag vom Dienstag','Mit der {l} ({v}) stimmt etwas nicht.','{l} = {v}'],
'fr': ['{l} : {v}','Son {l} est {v}.','Merci de noter le {l} {v}.','{l} {v} (dossier complet)',
       'Le client a communiqué son {l}, à savoir {v}.','{l} n° {v}','Vérifiez {l}={v} svp','Voici mon {l} {v}'],
'es': ['{l}: {v}','Mi {l} es {v}.','Con {l} {v}, domiciliado aquí.','Anote el {l} {v} por favor',
       'El titular, con {l} núm. {v}, firma.','{l} nº {v}','Revise {l} = {v}','Nos dio {v} como {l}'],
'it': ['{l}: {v}','Il suo {l} è {v}.','{l} {v} come da modulo','Ecco {l} {v}',
       'Il cliente, {l} n. {v}, ha firmato.','Verificare {l}={v}','Con {l} ({v})','{l} {v}'],
'nl': ['{l}: {v}','Mijn {l} is {v}.','Het {l} {v} klopt niet','Noteer {l} {v} aub',
       'De cliënt heeft {l} {v} doorgegeven.','{l} = {v}','Graag {l} ({v}) controleren','{l} {v}, met dank'],
'pl': ['{l}: {v}','Mój {l} to {v}.','Proszę wpisać {l} {v}','{l} {v} zgodnie z wnioskiem',
       'Klient podał {l} {v}.','{l} = {v}','Zły {l} ({v})','{l} {v}'],
'pt': ['{l}: {v}','O meu {l} é {v}.','Com {l} {v}, residente aqui','Anote o {l} {v}',
       'Titular do {l} nº {v}','{l} = {v}','Verificar {l} ({v})','{l} {v}'],
'sv': ['{l}: {v}','Mitt {l} är {v}.','Kunden med {l} {v} ringde','{l} {v} enligt blanketten','Kontrollera {l} ({v})','{l} = {v}','Vi har fått {l} {v}.','{l} {v}'],
'fi': ['{l}: {v}','Asiakkaan {l} on {v}.','{l} {v} lomakkeen mukaan','Tarkista {l} {v}','{l} ({v}) puuttui','{l} = {v}','Uusi {l} {v}.','{l} {v}'],
'da': ['{l}: {v}','Mit {l} er {v}.','{l} {v} står på formularen','Notér {l} {v}','Tjek {l} ({v})','{l} = {v}','Kunden oplyste {l} {v}.','{l} {v}'],
'no': ['{l}: {v}','Mitt {l} er {v}.','{l} {v} står i skjemaet','Noter {l} {v}','Sjekk {l} ({v})','{l} = {v}','Kunden oppga {l} {v}.','{l} {v}'],
'ja': ['{l}：{v}','{l}は{v}です。','お客様の{l} {v} を確認','{l} {v}','{l}「{v}」を登録','{l}={v}','申請書の{l}：{v}','{l}（{v}）'],
'ko': ['{l}: {v}','{l}는 {v} 입니다.','고객 {l} {v}','{l} {v} 확인','{l}({v})','{l}={v}','신청서 {l}: {v}','{l} {v}'],
'zh': ['{l}：{v}','他的{l}是{v}。','客户{l} {v}','{l} {v}','{l}（{v}）','{l}={v}','请核对{l}：{v}','{l}:{v}'],
}
GEN = ['{l}: {v}','{l} {v}','{l} = {v}','({l} {v})','{l}:{v}','"{l}" "{v}"','{l} – {v}','{l}\t{v}']
def snake(l): return ''.join(c if c.isalnum() else '_' for c in l.lower()).strip('_')
FORMS = ['sentence','sentence','written','nbsp','narrow','thin-dash','lower','json','xml','url','csv','glued','quotes','markdown','upper-label','tight','border']
out = []
def put(half, set_, lang, form, text, v, kind, also=(), hard=False):
    at = text.index(v); b = text.encode()
    s = len(text[:at].encode()); e = s + len(v.encode())
    out.append(dict(half=half, set=set_, kind=kind, lang=lang, form=form, text=text, start=s, end=e, also=list(also)))
def decoy(half, set_, text): out.append(dict(half=half, set=set_, text=text))
ALSO = {'sk_birth': ('cz_birth_number', ['sk_birth_number']), 'rs_jmbg': ('rs_jmbg', ['si_emso']), 'si_emso': ('si_emso', ['rs_jmbg']),
        'ar_dni': ('ar_dni', ['es_nif','id_card']), 'uk_driving_licence': ('uk_driving_licence', ['driving_licence']), 'us_aba': ('us_aba', ['account_number']),
        'mt_id': ('mt_id', ['id_card']), 'kr_driving_licence': ('kr_driving_licence', ['driving_licence']),'pt_cc': ('pt_cc', ['id_card']), 'us_mbi': ('us_mbi',[]),
        'ph_tin': ('ph_tin', ['us_ssn','us_itin']), 'at_tax_number': ('at_tax_number', ['de_tax_number']), 'ee_ik': ('ee_ik', ['lt_ak']), 'lt_ak': ('lt_ak', ['ee_ik']), 'pe_dni': ('pe_dni', ['es_nif'])}
for kind in T:
    mod, dr, shapes, langs, labels = T[kind]
    name, also = ALSO.get(kind, (kind, []))
    for n in range(2 * per):
        half = 'ab'[n % 2]
        v = I.draw(i, T, kind)
        lang = r.choice(langs)
        ss = S.get(lang, GEN); ss = ss[:4] if half == 'a' else ss[4:]
        lab = labels[::2] if half == 'a' else labels
        l = r.choice(lab); t = r.choice(ss); form = FORMS[(n // 2) % len(FORMS)] if n // 2 < len(FORMS) else r.choice(FORMS)
        sh = r.choice(shapes) if shapes else ''
        w = I.write(v, sh) if sh else v
        if kind == 'br_cnpj' or kind == 'br_cpf': w = I.write(v, sh)
        if form == 'written': v = w
        elif form == 'nbsp' and shapes: v = w.replace(' ', '\u00a0').replace('-', '\u2011') if ' ' in w or '-' in w else w
        elif form == 'narrow' and shapes: v = w.replace(' ', '\u202f')
        elif form == 'thin-dash' and '-' in w: v = w.replace('-', '\u2013')
        elif form == 'lower': v = v.lower()
        elif form in ('csv','quotes','markdown','glued','border') and r.random() < .5: v = w
        if form == 'json': text = json.dumps({'id': 7, snake(l): v, 'ok': True}, ensure_ascii=False)
        elif form == 'xml': text = '<p><%s>%s</%s></p>' % (snake(l), v, snake(l))
        elif form == 'url': text = 'GET /api/v1/find?%s=%s&lang=en HTTP/1.1' % (snake(l), v.replace(' ', '%20') if False else v)
        elif form == 'csv': text = '%s;%s;17;open' % (l, v)
        elif form == 'glued': text = '%s:%s.' % (l, v)
        elif form == 'quotes': text = '%s "%s", please' % (l, v)
        elif form == 'markdown': text = '| %s | **%s** |' % (l, v)
        elif form == 'upper-label': text = t.format(l=l.upper(), v=v)
        elif form == 'tight': text = '%s=%s,' % (l, v)
        elif form == 'border': text = '%s %s' % (l, v)
        else: text = t.format(l=l, v=v)
        put(half, 'id', lang, form, text, v, name, also)
# structured kinds that need no word
def card():
    p, n = r.choice([('4',16),('4',16),('51',16),('55',16),('2221',16),('34',15),('37',15),('6011',16),('3528',16),('36',14),('62',16),('4',13),('62',19),('6759',16)])
    b = p + d(n - len(p) - 1); b += I.luhn_digit(b)
    return b
def cardw(c):
    q = r.choice([' ','-','','\u00a0','', ' '])
    if len(c) == 15: return q.join([c[:4], c[4:10], c[10:]])
    if len(c) == 14: return q.join([c[:4], c[4:10], c[10:]])
    return q.join(c[k:k+4] for k in range(0, len(c), 4))
import stdnum.iban as ib, os, re
IB = [x for x in open(os.path.join(os.path.dirname(ib.__file__), 'iban.dat'), encoding='utf-8') if x[:2].isalpha() and x[:2].isupper()]
def iban():
    while True:
        x = r.choice(IB); cc = x[:2]; bban = x.split('bban="')[1].split('"')[0]; body = ''
        for k, t in re.findall(r'(\d+)!([nac])', bban): body += ''.join(r.choice(D if t == 'n' else L if t == 'a' else D + L) for _ in range(int(k)))
        v = int(''.join(str(int(c, 36)) for c in body + cc + '00')) % 97
        full = cc + '%02d' % (98 - v) + body
        if ib.is_valid(full, check_country=False): return full
DOM = ['gmail.com','web.de','orange.fr','libero.it','wp.pl','ziggo.nl','telia.se','mail.ru','qq.com','naver.com','uol.com.br','praxis-huber.de','acme-shop.co.uk','kanzlei.legal','agency.io','foto.studio','bakery.shop','müller-bau.de','xn--mller-kva.de','mail.hospital.nhs.uk','cs.uni-bonn.de','firma.com.tr','x.org','a-b-c.info']
def email():
    f = r.choice(list(loc.values())[:12]); a, b = f.first_name(), f.last_name()
    asc = lambda s: ''.join(c for c in s.lower() if c.isascii() and c.isalpha()) or 'ana'
    u = r.choice([asc(a)+'.'+asc(b), asc(a)[0]+asc(b), asc(b)+d(2), asc(a)+'_'+asc(b), asc(a)+'+news', asc(b)+'-'+asc(a), asc(a).upper()+'.'+asc(b).upper(), asc(a)+"o'"+asc(b) if r.random()<.3 else asc(a), asc(a)[:1]+'.'+asc(b), 'info'])
    m = u + '@' + r.choice(DOM)
    return m.upper() if r.random() < .1 else m
def ip():
    return r.choice([lambda: '%d.%d.%d.%d' % (r.choice([5,31,46,62,77,84,91,178,185,193,212,10,192]), r.randint(0,255), r.randint(0,255), r.randint(1,254)),
      lambda: ':'.join('%x' % r.randint(0x1000, 0xffff) for _ in range(8)), lambda: '2a02:%x:%x::%x' % (r.randint(0x100,0xffff), r.randint(1,0xffff), r.randint(1,0xffff)), lambda: '2001:DB8:0:0:8:800:200C:417A'.replace('DB8', '%X' % r.randint(0x200, 0xdff)), lambda: 'fe80::%x:%xff:fe%02x:%x' % (r.randint(0x200,0xffff), r.randint(1,0xff), r.randint(1,0xff), r.randint(1,0xffff)), lambda: '::ffff:%d.%d.%d.%d' % (185, r.randint(1,255), r.randint(1,255), r.randint(1,254))])()
def mac():
    h = ['%02x' % r.randint(0,255) for _ in range(6)]; s = r.choice(':-')
    h[0] = 'a4'; m = s.join(h); return m.upper() if r.random() < .4 else m
PH = [('+1 %s-%s-%s',('2125','415','312')), ]
def phone():
    return r.choice([lambda: '+49 30 %s' % d(7).replace('0','3'), lambda: '0171 %s' % ('2'+d(6)), lambda: '+49 (0)89 / 2%s' % d(6), lambda: '+33 6 %s %s %s %s' % ('12', d(2), d(2), d(2)), lambda: '06 12 %s %s %s' % (d(2), d(2), d(2)), lambda: '+44 20 7%s %s' % (d(3), d(4)), lambda: '07700 9%s' % ('1'+d(4)) , lambda: '(415) 5%s-%s' % ('28', d(4)), lambda: '212-6%s-%s' % ('64', d(4)), lambda: '+1 (312) 7%s-%s' % ('82', d(4)), lambda: '+39 347 %s' % ('1'+d(6)), lambda: '+34 612 %s %s' % (d(3), d(3)), lambda: '+31 6 1%s' % d(7), lambda: '+48 601 %s %s' % (d(3), d(3)), lambda: '+46 70 1%s %s %s' % (d(2), d(2), d(2)), lambda: '+41 79 2%s %s %s' % (d(2), d(2), d(2)), lambda: '+43 664 1%s' % d(6), lambda: '+55 11 9%s-%s' % ('8'+d(3), d(4)), lambda: '+91 98%s %s' % (d(3), d(5)), lambda: '+81 90-1%s-%s' % (d(3), d(4)), lambda: '00491701%s' % d(6), lambda: '+61 412 %s %s' % (d(3), d(3)), lambda: '+90 532 %s %s %s' % ('2'+d(2), d(2), d(2)), lambda: '+7 916 %s-%s-%s' % (d(3), d(2), d(2)), lambda: '+86 138 %s %s' % (d(4), d(4))])()
wraps_a = ['{v}','Contact {v} today.','<td>{v}</td>','"v":"{v}"','({v})','x={v};','[{v}]','see {v}, thanks','„{v}“','a\t{v}\tb']
wraps_b = ['{v}.','Write to {v}!','<a>{v}</a>',"'{v}'",'{{"val": "{v}", "n": 3}}','value={v}&p=2','| {v} |','Bitte an {v} senden','pour {v} merci','«{v}»']
PW_a = ['Tel. {v}','phone: {v}','Call me at {v} tomorrow','"phone": "{v}"','Telefon {v}, danke','<phone>{v}</phone>']
PW_b = ['Mobil: {v}','téléphone {v}','Please ring {v} after five','tel={v}','Teléfono: {v}','T: {v}']
for n in range(40 * max(1, per // 12)):
    for half in 'ab':
        W = wraps_a if half == 'a' else wraps_b
        for kind, f in (('email', email), ('card', lambda: cardw(card())), ('ip', ip), ('mac', mac)):
            v = f()
            if kind == 'email' and "'" in v and ('"' not in r.choice(W)): pass
            t = r.choice(W)
            if "'" in v and "'" in t: t = '{v}'
            put(half, kind, '', 'plain', t.format(v=v), v, kind)
        v = iban(); v = r.choice([v, ib.format(v), ib.format(v).replace(' ', '\u00a0'), v.lower(), ib.format(v).replace(' ', '-')])
        put(half, 'iban', '', 'plain', r.choice(W).format(v=v), v, 'iban')
        v = phone(); put(half, 'phone', '', 'plain', r.choice(PW_a if half == 'a' else PW_b).format(v=v), v, 'phone')
# secrets
A62 = string.ascii_letters + D
def rnd(n, a=A62): return ''.join(r.choice(a) for _ in range(n))
hx = '0123456789abcdef'
def crc(prefix):
    b = rnd(30); c = zlib.crc32(b.encode()); s = ''; a = D + string.ascii_uppercase + string.ascii_lowercase
    for _ in range(6): s = a[c % 62] + s; c //= 62
    return prefix + b + s
def b64(n): return base64.b64encode(bytes(r.randrange(256) for _ in range(n))).decode()
def jwt():
    e = lambda o: base64.urlsafe_b64encode(json.dumps(o).encode()).decode().rstrip('=')
    return e({'alg':'HS256','typ':'JWT'}) + '.' + e({'sub': d(9), 'iat': 1700000000}) + '.' + rnd(43)
def pem(kind): 
    body = b64(r.choice([120, 600])); ls = [body[k:k+64] for k in range(0, len(body), 64)]
    return '-----BEGIN %s-----\n%s\n-----END %s-----' % (kind, '\n'.join(ls), kind)
pw = lambda: r.choice([rnd(12), 'Tr0ub4dor&%s' % d(2), rnd(6)+'!'+rnd(5), 'Sommer%s!' % r.choice(['2019','2024','21']), 'hunter%s' % d(3), 'Geheim#%s' % d(4), 'kQ7%s' % rnd(9)])
SEC = {
 'github_token': lambda: r.choice([crc('ghp_'), crc('gho_'), crc('ghs_'), 'github_pat_11' + rnd(20, L + D) + '_' + rnd(59)]),
 'service_token': lambda: r.choice([crc('npm_'), 'SG.' + rnd(22) + '.' + rnd(43), 'SK' + rnd(32, hx), 'pypi-AgEIcHlwaS5vcmc' + rnd(120), 'sk-ant-api03-' + rnd(93) + 'AA', 'sk-proj-' + rnd(74) + 'T3BlbkFJ' + rnd(74), 'shpat_' + rnd(32, hx), 'dop_v1_' + rnd(64, hx), 'hvs.' + rnd(90), 'hf_' + rnd(34), 'dckr_pat_' + rnd(27), 'lin_api_' + rnd(40), 'rubygems_' + rnd(48, hx), 'pul-' + rnd(40, hx), 'NRAK-' + rnd(27, L + D), 'xkeysib-' + rnd(64, hx) + '-' + rnd(16), 'figd_' + rnd(40), 'glsa_' + rnd(32) + '_' + rnd(8, hx), 'EAAA' + 'E' + rnd(59), 'sq0atp-' + rnd(22), rnd(10, D) + ':AA' + rnd(33), 'key-' + rnd(32, hx), rnd(32, hx) + '-us%d' % r.randint(1, 21), 'PMAK-' + rnd(24, hx) + '-' + rnd(34, hx), 'ATATT3xFfGF0' + rnd(180), 'https://hooks.slack.com/services/T' + rnd(8, L + D) + '/B' + rnd(10, L + D) + '/' + rnd(24), 'sntrys_' + rnd(180), 'tfp_' + rnd(44) + '_' + rnd(12), 'phc_' + rnd(43), 'vercel_' + rnd(24) if False else 'dapi' + rnd(32, hx), 'AccountKey=' + b64(64)]),
 'stripe_key': lambda: r.choice(['sk_live_' + rnd(24), 'sk_live_51' + rnd(97), 'rk_live_' + rnd(24), 'whsec_' + rnd(32)]),
 'slack_token': lambda: r.choice(['xoxb-%s-%s-%s' % (d(12), d(13), rnd(24)), 'xoxp-%s-%s-%s-%s' % (d(12), d(12), d(13), rnd(32, hx)), 'xapp-1-A%s-%s-%s' % (rnd(10, L + D), d(13), rnd(64, hx))]),
 'gitlab_token': lambda: r.choice(['glpat-' + rnd(20), 'glptt-' + rnd(40, hx), 'glrt-' + rnd(20)]),
 'google_key': lambda: r.choice(['AIza' + rnd(35), 'GOCSPX-' + rnd(28), 'ya29.' + rnd(120)]),
 'aws_key': lambda: r.choice(['AKIA', 'ASIA']) + rnd(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
 'jwt': jwt,
 'private_key': lambda: r.choice([lambda: pem('RSA PRIVATE KEY'), lambda: pem('OPENSSH PRIVATE KEY'), lambda: pem('PRIVATE KEY'), lambda: pem('EC PRIVATE KEY'), lambda: pem('ENCRYPTED PRIVATE KEY'), lambda: pem('PGP PRIVATE KEY BLOCK'), lambda: 'AGE-SECRET-KEY-1' + rnd(58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'), lambda: 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: me\nPublic-Lines: 2\n' + b64(48) + '\n' + b64(20) + '\nPrivate-Lines: 1\n' + b64(36) + '\nPrivate-MAC: ' + rnd(64, hx)])(),
 'connection_string': lambda: r.choice([lambda: 'postgres://app:%s@db.shop.de:5432/crm', lambda: 'postgresql+psycopg2://u1:%s@10.0.0.5/crm', lambda: 'mysql://root:%s@localhost:3306/shop', lambda: 'mongodb+srv://admin:%s@cluster0.ab1cd.mongodb.net/prod?retryWrites=true', lambda: 'redis://:%s@cache.internal:6379/0', lambda: 'amqp://svc:%s@mq:5672/vhost', lambda: 'ftp://backup:%s@nas.local/dump', lambda: 'sqlserver://sa:%s@sql01:1433?database=crm', lambda: 'https://deploy:%s@git.firma.de/repo.git', lambda: 'smtp://noreply:%s@mail.firma.de:587', lambda: 'ldap://cn=admin:%s@ldap.firma.de', lambda: 'mariadb://u:%s@h/d', lambda: 'clickhouse://default:%s@ch:9000/x', lambda: 'rediss://default:%s@up.cloud:6380', lambda: 'oracle://scott:%s@ora:1521/XE', lambda: 'snowflake://u:%s@acc/db', lambda: 'imaps://me%%40firma.de:%s@imap.firma.de'])() % rnd(11),
 'adonet': lambda: r.choice(['Server=sql01;Database=crm;User Id=sa;Password=%s;', 'Data Source=db;Initial Catalog=x;User ID=u;Pwd=%s', 'jdbc:mysql://db:3306/shop?user=root&password=%s', 'jdbc:postgresql://db/crm?user=app&password=%s&ssl=true', 'host=db dbname=crm user=app password=%s sslmode=require', 'DRIVER={ODBC Driver 17};SERVER=x;UID=sa;PWD=%s', 'jdbc:sqlserver://sql01;databaseName=crm;user=sa;password=%s', 'app/%s@//ora:1521/XE' if False else 'mysql -u root -p%s shop', 'mongodb://db:27017/?authSource=admin&password=%s']),
}
SW_a = ['token={v}','KEY: "{v}"','export TOKEN={v}','{v}','"secret": "{v}",','curl -H "Authorization: Bearer {v}" x']
SW_b = ["api_key = '{v}'",'see {v} in the mail','<add key="k" value="{v}"/>','- name: T\n  value: {v}','const k = `{v}`;','T={v} ./run.sh']
for kind, f in SEC.items():
    for n in range(max(12, per) * (3 if kind == 'service_token' else 1)):
        for half in 'ab':
            v = f()
            if kind == 'adonet':
                p = pw()
                text = v % p
                put(half, 'secret', '', 'adonet', text, p, 'password', ['connection_string'])
                continue
            t = '{v}' if '\n' in v or kind == 'connection_string' and r.random() < .3 else r.choice(SW_a if half == 'a' else SW_b)
            put(half, 'secret', '', 'plain', t.format(v=v), v, kind, ['password','service_token'])
PASS_a = ['DB_PASSWORD={p}','password: {p}','"password": "{p}"',"define('DB_PASSWORD', '{p}');",'Passwort: {p}','login admin / password {p}','spring.datasource.password={p}','machine api.firma.de login bob password {p}','mot de passe : {p}','<password>{p}</password>','MYSQL_ROOT_PASSWORD: {p}','db.internal:5432:crm:app:{p}']
PASS_b = ["$db['default']['password'] = '{p}';",'Kennwort: {p}','wachtwoord: {p}','contraseña: {p}','smtp_pass = "{p}"','PGPASSWORD={p} psql','ansible_ssh_pass: {p}','"Password" = "{p}"','hasło: {p}','WLAN-Passwort: {p}','aws_secret_access_key = {p}','SECRET_KEY="{p}"','senha: {p}','REDIS_PASSWORD="{p}"','lösenord: {p}']
for n in range(max(20, per * 3)):
    for half in 'ab':
        t = r.choice(PASS_a if half == 'a' else PASS_b); p = rnd(40, A62 + '/+') if 'aws' in t or 'SECRET' in t else pw()
        put(half, 'secret', '', 'password', t.format(p=p), p, 'password', ['connection_string'])
cfg = [('{"auths": {"registry.firma.de": {"auth": "%s"}}}', lambda: base64.b64encode(('bob:' + rnd(14)).encode()).decode()), ('users:\n- name: admin\n  user:\n    client-key-data: %s', lambda: base64.b64encode(pem('RSA PRIVATE KEY').encode()).decode()), ('    token: %s', lambda: jwt()), ('"private_key": "%s",', lambda: pem('PRIVATE KEY').replace('\n', '\\n')), ('//registry.npmjs.org/:_authToken=%s', lambda: str(uuid.UUID(int=r.getrandbits(128)))), ('DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=%s;EndpointSuffix=core.windows.net', lambda: b64(64)), ('Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=%s', lambda: b64(32)), ('Authorization: Basic %s', lambda: base64.b64encode(('admin:' + rnd(12)).encode()).decode()), ('-u admin:%s https://api.firma.de', lambda: rnd(12)), ('AZURE_CLIENT_SECRET=%s', lambda: rnd(3) + '8Q~' + rnd(34)), ('sig=%s', lambda: rnd(43) + '%3D')]
for n in range(3):
    for t, f in cfg:
        for half in 'ab':
            if 'sig=' in t: text = 'https://shop.blob.core.windows.net/backup?sv=2022-11-02&se=2026-01-01&sp=rl&' ; v = f(); text += t % v
            else: v = f(); text = t % v
            put(half, 'secret', '', 'config', text, v, 'password', ['private_key','jwt','service_token','connection_string'])
# decoys
def bad(kind):
    mod, dr, shapes, langs, labels = T[kind]
    m = importlib.import_module('stdnum.' + mod) if mod else None
    for _ in range(200):
        v = I.draw(i, T, kind); at = [k for k, c in enumerate(v) if c in D]; p = r.choice(at)
        b = v[:p] + r.choice([x for x in D if x != v[p]]) + v[p+1:]
        if m:
            try:
                if not m.is_valid(b): return b, shapes, r.choice(labels)
            except Exception: return b, shapes, r.choice(labels)
def badcard():
    while True:
        c = card(); p = r.randrange(4, len(c)); b = c[:p] + r.choice([x for x in D if x != c[p]]) + c[p+1:]
        if I.luhn_digit(b[:-1]) != b[-1]: return b
def badiban():
    while True:
        v = iban(); p = r.randrange(4, len(v))
        if v[p] in D:
            b = v[:p] + r.choice([x for x in D if x != v[p]]) + v[p+1:]
            if not ib.is_valid(b, check_country=False): return b
def ean():
    b = r.choice(['40','50','76','87','30','80']) + d(10); t = sum(int(c) * (3 if k % 2 else 1) for k, c in enumerate(b)); return b + str(-t % 10)
def isbn():
    b = '978' + r.choice(['3','0','1','2']) + d(8); t = sum(int(c) * (3 if k % 2 else 1) for k, c in enumerate(b)); return b + str(-t % 10)
U = lambda: str(uuid.UUID(int=r.getrandbits(128)))
DEC = {
 'card-luhn': [lambda: 'card %s' % badcard(), lambda: 'Visa %s' % ' '.join(re.findall('.{4}', badcard().ljust(16, '1')[:16])), lambda: badcard()],
 'trace-16': [lambda: 'trace no. %s' % (r.choice('123') + d(15)), lambda: 'transaction %s booked' % d(16), lambda: 'Vorgang %s' % d(16), lambda: 'session=%s' % d(16)],
 'order': [lambda: 'order no. %s shipped' % d(r.choice([8,9,10,11,12])), lambda: 'Bestellnummer %s' % d(10), lambda: 'commande n° %s' % d(9), lambda: 'Rechnung Nr. %s vom Montag' % d(9), lambda: 'invoice %s' % d(11), lambda: 'pedido %s' % d(10), lambda: 'ordine n. %s' % d(9), lambda: 'zamówienie %s' % d(10), lambda: 'ticket #%s' % d(9), lambda: 'Kundennummer %s' % d(9)],
 'isbn': [lambda: 'ISBN %s' % isbn(), lambda: 'ISBN %s-%s-%s-%s-%s' % ((lambda b: (b[:3], b[3], b[4:8], b[8:12], b[12]))(isbn())), lambda: 'book %s' % isbn()],
 'ean': [lambda: 'EAN %s' % ean(), lambda: 'GTIN: %s' % ean(), lambda: 'barcode %s' % ean(), lambda: ean()],
 'tracking': [lambda: 'tracking number %s' % d(r.choice([12,14,20])), lambda: '1Z%s' % rnd(16, L + D), lambda: 'DHL Sendung JJD%s' % d(18), lambda: 'parcel %s' % d(12), lambda: 'Sendungsnummer 00%s' % d(18)],
 'timestamp': [lambda: '%d' % r.randint(1500000000, 1790000000), lambda: 'ts=%d' % r.randint(1500000000000, 1790000000000), lambda: '2024-%02d-%02dT%02d:%02d:%02dZ' % (r.randint(1,12), r.randint(1,28), r.randint(0,23), r.randint(0,59), r.randint(0,59)), lambda: '2023%02d%02d%02d%02d%02d' % (r.randint(1,12), r.randint(1,28), r.randint(0,23), r.randint(0,59), r.randint(0,59)), lambda: '"created_at": %d,' % r.randint(1500000000, 1790000000)],
 'hash': [lambda: hashlib.md5(d(9).encode()).hexdigest(), lambda: 'commit %s' % hashlib.sha1(d(9).encode()).hexdigest(), lambda: 'sha256:%s' % hashlib.sha256(d(9).encode()).hexdigest(), lambda: 'etag "%s"' % rnd(16, hx), lambda: 'integrity sha512-%s' % b64(64)],
 'uuid': [lambda: U(), lambda: 'id=%s' % U(), lambda: '{"uuid": "%s"}' % U().upper()],
 'version': [lambda: 'version %d.%d.%d.%d' % (r.randint(1,30), r.randint(0,20), r.randint(0,2000), r.randint(0,99)), lambda: 'v%d.%d.%d' % (r.randint(1,30), r.randint(0,20), r.randint(0,200)), lambda: 'Chrome/%d.0.%d.%d' % (r.randint(80,130), r.randint(4000,7000), r.randint(1,200)), lambda: 'upgrade to release %d.%d.%d.%d' % (r.randint(1,9), r.randint(0,9), r.randint(0,9), r.randint(0,9)), lambda: 'libfoo-%d.%d.%d-%d' % (r.randint(1,9), r.randint(0,9), r.randint(0,99), r.randint(0,9)), lambda: 'FileVersion %d.%d.%d.%d' % (r.randint(6,10), 0, r.randint(100,255), r.randint(1,255)), lambda: 'firmware: %d.%d.%d.%d' % (r.randint(1,9), r.randint(0,99), r.randint(0,99), r.randint(0,99))],
 'oid': [lambda: '1.3.6.1.4.1.%d.%d.%d' % (r.randint(1,50000), r.randint(1,9), r.randint(1,99)), lambda: 'section %d.%d.%d.%d of the manual' % (r.randint(1,9), r.randint(1,9), r.randint(1,9), r.randint(1,9))],
 'price': [lambda: 'total %s.%s EUR' % (d(4).lstrip('0') or '1', d(2)), lambda: '€ %d.%03d,%02d' % (r.randint(1,999), r.randint(0,999), r.randint(0,99)), lambda: '%d,%03d,%03d.00 USD' % (r.randint(1,99), r.randint(0,999), r.randint(0,999)), lambda: 'Betrag: %d' % r.randint(100000000, 999999999)],
 'part-number': [lambda: 'part no. %s-%s-%s-%s' % (d(3), d(2), d(4), d(2)), lambda: 'Teil %s.%s.%s' % (d(3), d(3), d(3)), lambda: 'SKU %s-%s' % (d(5), d(5)), lambda: 'Artikel-Nr. %s %s %s' % (d(3), d(3), d(4)), lambda: 'spare part %s-%s' % (d(4), d(6)), lambda: 'model %s/%s-%s' % (d(3), d(4), d(3)), lambda: 'Seriennummer %s' % d(12), lambda: 'serial S%s' % d(9)],
 'date-ip': [lambda: '%02d.%02d.%d' % (r.randint(1,28), r.randint(1,12), r.randint(2000,2026)), lambda: '%d.%d.%d' % (r.randint(1,28), r.randint(1,12), r.randint(10,26)), lambda: 'am %02d.%02d.%02d. um zehn' % (r.randint(1,28), r.randint(1,12), r.randint(10,26)), lambda: 'from 01.02.2023-28.02.2023', lambda: '999.%d.300.1' % r.randint(1,255), lambda: '256.%d.0.1' % r.randint(1,255), lambda: '0.0.0.0']
 ,'asset-at': [lambda: 'logo@2x.png', lambda: 'icon-%s@3x.webp' % d(2), lambda: 'import x from "@scope/pkg@1.2.%s"' % d(1), lambda: 'npm i left-pad@1.%s.0' % d(1), lambda: 'react-dom@18.2.0', lambda: '@media (max-width: %spx)' % d(3), lambda: 'hello @%s how are you' % rnd(8, string.ascii_lowercase), lambda: '@Override public void run%s()' % d(2), lambda: 'follow @firma_de on X', lambda: 'user@%s' % rnd(6, string.ascii_lowercase)],
 'git-url': [lambda: 'git@github.com:firma/repo-%s.git' % d(2), lambda: 'ssh://git@gitlab.com/group/proj%s.git' % d(2), lambda: 'git clone git@bitbucket.org:team/x%s.git' % d(3), lambda: 'origin git@git.firma.de:web/shop.git (fetch)', lambda: 'docker pull ghcr.io/org/img@sha256:%s' % hashlib.sha256(d(8).encode()).hexdigest()],
 'iban-bad': [lambda: 'IBAN %s' % badiban(), lambda: badiban(), lambda: ib.format(badiban())],
 'ssn-bad': [lambda: 'SSN 000-%s-%s' % (d(2), d(4)), lambda: '666-%s-%s' % (d(2), d(4)), lambda: 'SSN: %s-00-%s' % (d(3), d(4)), lambda: 'SSN %s-%s-0000' % ('2'+d(2), '1'+d(1))],
 'digits-9': [lambda: d(9), lambda: 'value %s ok' % d(9), lambda: 'count=%s' % d(9), lambda: '"n": %s' % d(9)],
 'digits-10': [lambda: d(10), lambda: 'value %s ok' % d(10), lambda: 'n=%s' % d(10)],
 'digits-11': [lambda: d(11), lambda: 'value %s ok' % d(11), lambda: 'n=%s' % d(11), lambda: 'ref %s' % d(11)],
 'digits-12+': [lambda: d(12), lambda: d(13), lambda: 'x %s y' % d(14), lambda: 'n=%s' % d(15), lambda: d(18)],
 'secret-placeholder': [lambda: r.choice(['password: changeme','DB_PASSWORD=${DB_PASSWORD}','password = "your_password_here"','AKIAIOSFODNN7EXAMPLE','aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY','api_key: <YOUR_API_KEY>','token: xxxxxxxxxxxxxxxxxxxx','password: ********','PASSWORD={{ vault_password }}','sk_test_xxxxxxxxxxxxxxxxxxxxxxxx','postgres://user:password@localhost/db','postgres://${USER}:${PASS}@host/db','mysql://USER:PASSWORD@HOST/DB','password: !vault |','secret: "REPLACE_ME"','ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','Bearer <token>','password=os.environ["PW"]','pwd = getpass.getpass()','The password must have 8 characters.','Forgot your password? Click here.','password: string;','"password": "Please enter a password",','passwordField.setText("");','xoxb-your-token-here','SG.xxxxxx.yyyyyy','-----BEGIN PUBLIC KEY-----','-----BEGIN CERTIFICATE-----','$password = $_POST["password"];','if (password == null) return;','PASSWORD_MIN_LENGTH = 12','password_reset_token_expires_in: 3600','label.password = Passwort','Ihr Passwort läuft in 14 Tagen ab','password: %env(DB_PASSWORD)%','password: "#{ENV[\'PW\']}"','redis://:@localhost:6379','https://user@host.de/path','http://localhost:8080/a@b','password_hash varchar(255) NOT NULL','token_type: bearer','password: null','secretKeyRef:\n  name: db','passwordRef: my-secret','db_password: "CHANGE_ME"','api_key = "your-api-key"','password = config.get("pw")','private_key_path=/etc/ssl/key.pem','password: required','Password: (hidden)','client_secret: example-secret','passwort vergessen?','Set-Password command', 'JWT_SECRET=your-256-bit-secret','"apiKey": "YOUR_API_KEY"','-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----','eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9','AIzaSyXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX'])],
 'name-words': [lambda: r.choice(['The summer sale starts on Monday','Frank discussions were held','Rose garden and Lily pond','Paris Hilton Hotel Berlin','May I come in','Will Smith Street be closed?','12 items on hard drive','Mark all as read','Baker Street Bakery Ltd','Max Mustermann Straße 5' if False else 'The Grant Building','Dr. Oetker Pizza Salami','Porsche Carrera model','Black Friday deals','San Francisco Bay','Victoria Station London','Angela Merkel Platz' if False else 'Charlotte Amalie harbour','Jack Daniels whiskey','Georgia State University','Martin Luther King Day','Levi jeans size 32','Adobe Photoshop license','Mercedes Benz C-Klasse','Bad Homburg vor der Höhe','Jordan Air shoes','Madison Square Garden'])],
}
for kind in ['de_tax_id','fr_nir','es_nif','it_codice_fiscale','pl_pesel','nl_bsn','be_nrn','uk_nhs','se_personnummer','fi_hetu','no_fnr','pt_nif','ro_cnp','hr_oib','tr_tckn','ca_sin','br_cpf','br_cnpj','cn_resident_id','ch_ahv','in_aadhaar','za_id','ie_pps','cz_birth_number','bg_egn','il_id','th_id','cl_rut','au_tfn','mx_curp']:
    def f(kind=kind):
        b, shapes, l = bad(kind)
        return r.choice(['%s: %s', '%s %s', '%s=%s']) % (l, I.write(b, r.choice(shapes)) if shapes and r.random() < .5 else b)
    DEC['bad ' + kind] = [f]
for set_, fs in DEC.items():
    for n in range(per * 2 if not set_.startswith('bad') else per):
        for half in 'ab':
            g = fs if len(fs) < 2 else (fs[::2] if half == 'a' else fs)
            decoy(half, set_, r.choice(g)())
for o in out: print(json.dumps(o, ensure_ascii=False))
