#!/usr/bin/python3
"""Numbers that python-stdnum calls valid, as JSON lines {kind, value, label}.

A second implementation of every checksum: chance draws numbers of the right
shape, stdnum keeps those that pass, and writes them as their country does.
Debian: apt-get install python3-stdnum. Usage: values.py SEED PER_KIND
"""
import json, random, string, sys, importlib

seed, per = int(sys.argv[1]), int(sys.argv[2])
r = random.Random(seed)
D, L = string.digits, string.ascii_uppercase

def digits(n): return ''.join(r.choice(D) for _ in range(n))
def shape(s): return ''.join(r.choice(D) if c == '#' else r.choice(L) if c == '@' else c for c in s)
def ymd(): return '%02d%02d%02d' % (r.randint(30, 99), r.randint(1, 12), r.randint(1, 28))
def dmy(): return '%02d%02d%02d' % (r.randint(1, 28), r.randint(1, 12), r.randint(30, 99))
def name(n): return ''.join(r.choice('BCDFGLMNPRSTVZAEIO') for _ in range(n))

# kind of ours, module of stdnum, shape drawn, words before it
table = [
 ('us_ssn', 'us.ssn', lambda: shape('###-##-####'), ['SSN', 'Social Security Number']),
 ('us_itin', 'us.itin', lambda: '9' + digits(8), ['ITIN']),
 ('us_aba', 'us.rtn', lambda: r.choice(['01','02','05','11','12','21','25','31','32','61','67','72']) + digits(7), ['routing number', 'ABA']),
 ('us_ein', 'us.ein', lambda: shape('##-#######'), ['EIN']),
 ('de_tax_id', 'de.idnr', lambda: digits(11), ['Steuer-ID', 'Steueridentifikationsnummer', 'IdNr.']),
 ('de_vat_id', 'de.vat', lambda: 'DE' + digits(9), ['USt-IdNr.', 'VAT']),
 ('at_svnr', 'at.vnr', lambda: digits(4) + dmy(), ['SVNR', 'Sozialversicherungsnummer']),
 ('ch_ahv', 'ch.ssn', lambda: '756' + digits(10), ['AHV-Nr.', 'AHV']),
 ('fr_nir', 'fr.nir', lambda: r.choice('12') + '%02d%02d' % (r.randint(30, 99), r.randint(1, 12)) + '%02d' % r.randint(1, 95) + digits(8), ['NIR', 'numéro de sécurité sociale']),
 ('fr_siren', 'fr.siren', lambda: digits(9), ['SIREN']),
 ('es_nif', 'es.dni', lambda: digits(8) + r.choice(L), ['DNI', 'NIF']),
 ('es_nie', 'es.nie', lambda: r.choice('XYZ') + digits(7) + r.choice(L), ['NIE']),
 ('es_cif', 'es.cif', lambda: r.choice('ABCDEFGHJ') + digits(8), ['CIF']),
 ('it_codice_fiscale', 'it.codicefiscale', lambda: name(6) + '%02d' % r.randint(30, 99) + r.choice('ABCDEHLMPRST') + '%02d' % r.choice(list(range(1, 29)) + list(range(41, 69))) + shape('@###@'), ['codice fiscale', 'C.F.']),
 ('it_vat', 'it.iva', lambda: digits(7) + '0' + shape('###'), ['partita IVA', 'P.IVA']),
 ('pl_pesel', 'pl.pesel', lambda: ymd() + digits(5), ['PESEL']),
 ('pl_nip', 'pl.nip', lambda: digits(10), ['NIP']),
 ('nl_bsn', 'nl.bsn', lambda: digits(9), ['BSN', 'burgerservicenummer']),
 ('be_nrn', 'be.nn', lambda: ymd() + digits(5), ['rijksregisternummer', 'numéro national']),
 ('uk_nhs', 'gb.nhs', lambda: digits(10), ['NHS number', 'NHS no.']),
 ('se_personnummer', 'se.personnummer', lambda: ymd() + '-' + digits(4), ['personnummer']),
 ('se_org_number', 'se.orgnr', lambda: '55' + r.choice('6789') + digits(7), ['organisationsnummer', 'Org.nr']),
 ('fi_hetu', 'fi.hetu', lambda: dmy() + '-' + digits(3) + r.choice('0123456789ABCDEFHJKLMNPRSTUVWXY'), ['henkilötunnus', 'HETU']),
 ('dk_cpr', 'dk.cpr', lambda: dmy() + digits(4), ['CPR', 'CPR-nr.']),
 ('no_fnr', 'no.fodselsnummer', lambda: dmy() + digits(5), ['fødselsnummer']),
 ('pt_nif', 'pt.nif', lambda: r.choice('125') + digits(8), ['NIF', 'contribuinte']),
 ('ie_pps', 'ie.pps', lambda: digits(7) + r.choice(L) + r.choice(['', 'A', 'W']), ['PPS', 'PPSN']),
 ('cz_birth_number', 'cz.rc', lambda: ymd() + digits(4), ['rodné číslo', 'RČ']),
 ('ro_cnp', 'ro.cnp', lambda: r.choice('12') + ymd() + '%02d' % r.randint(1, 46) + digits(4), ['CNP']),
 ('bg_egn', 'bg.egn', lambda: ymd() + digits(4), ['EGN', 'ЕГН']),
 ('gr_amka', 'gr.amka', lambda: dmy() + digits(5), ['AMKA', 'ΑΜΚΑ']),
 ('hr_oib', 'hr.oib', lambda: digits(11), ['OIB']),
 ('ee_ik', 'ee.ik', lambda: r.choice('34') + ymd() + digits(4), ['isikukood']),
 ('lt_ak', 'lt.asmens', lambda: r.choice('34') + ymd() + digits(4), ['asmens kodas']),
 ('lv_pk', 'lv.pvn', lambda: dmy() + r.choice('12') + digits(4), ['personas kods']),
 ('si_emso', 'si.emso', lambda: '%02d%02d9%02d' % (r.randint(1, 28), r.randint(1, 12), r.randint(30, 99)) + '50' + digits(4), ['EMŠO']),
 ('is_kennitala', 'is_.kennitala', lambda: dmy() + digits(3) + '9', ['kennitala']),
 ('il_id', 'il.idnr', lambda: digits(9), ['teudat zehut', 'Israeli ID']),
 ('tr_tckn', 'tr.tckimlik', lambda: r.choice('123456789') + digits(10), ['T.C. Kimlik No', 'TCKN']),
 ('ca_sin', 'ca.sin', lambda: digits(9), ['SIN', 'Social Insurance Number']),
 ('br_cpf', 'br.cpf', lambda: digits(11), ['CPF']),
 ('br_cnpj', 'br.cnpj', lambda: digits(8) + '0001' + digits(2), ['CNPJ']),
 ('ar_cuit', 'ar.cuit', lambda: r.choice(['20', '23', '27', '30']) + digits(9), ['CUIT', 'CUIL']),
 ('cl_rut', 'cl.rut', lambda: digits(8) + r.choice(D + 'K'), ['RUT']),
 ('mx_curp', 'mx.curp', lambda: name(1) + r.choice('AEIO') + name(2) + ymd() + r.choice('HM') + 'DF' + ''.join(r.choice('BCDFGHJKLMN') for _ in range(3)) + digits(2), ['CURP']),
 ('mx_rfc', 'mx.rfc', lambda: name(1) + r.choice('AEIO') + name(2) + ymd() + shape('@##'), ['RFC']),
 ('in_aadhaar', 'in_.aadhaar', lambda: r.choice('23456789') + digits(11), ['Aadhaar']),
 ('in_pan', 'in_.pan', lambda: shape('@@@P@####@'), ['PAN']),
 ('in_gstin', 'in_.gstin', lambda: '27' + shape('@@@P@####@1Z') + r.choice(D + L), ['GSTIN']),
 ('in_voter_id', 'in_.epic', lambda: shape('@@@#######'), ['EPIC', 'voter id']),
 ('au_tfn', 'au.tfn', lambda: digits(9), ['TFN']),
 ('au_abn', 'au.abn', lambda: digits(11), ['ABN']),
 ('au_acn', 'au.acn', lambda: digits(9), ['ACN']),
 ('nz_ird', 'nz.ird', lambda: r.choice(['', '1']) + digits(8), ['IRD']),
 ('za_id', 'za.idnr', lambda: ymd() + digits(4) + '08' + digits(1), ['SA ID', 'ID number']),
 ('cn_resident_id', 'cn.ric', lambda: '110105' + '19%02d%02d%02d' % (r.randint(40, 99), r.randint(1, 12), r.randint(1, 28)) + digits(3) + r.choice(D + 'X'), ['resident ID', '身份证']),
 ('tw_id', 'tw.ubn', None, []),
 ('kr_rrn', 'kr.rrn', lambda: ymd() + '-' + r.choice('12') + digits(6), ['RRN', '주민등록번호']),
 ('sg_uen', 'sg.uen', lambda: digits(8) + r.choice(L), ['UEN']),
 ('my_nric', 'my.nric', lambda: ymd() + '%02d' % r.randint(1, 16) + digits(4), ['MyKad', 'NRIC']),
 ('th_id', 'th.pin', lambda: r.choice('12345678') + digits(12), ['Thai ID', 'citizen ID']),
 ('ua_rnokpp', 'ua.rntrc', lambda: digits(10), ['РНОКПП']),
 ('hu_taj', None, None, []),
 ('ru_inn', 'ru.inn', lambda: digits(12), ['ИНН', 'INN']),
 ('pk_cnic', 'pk.cnic', lambda: '%d' % r.randint(1, 7) + digits(12), ['CNIC']),
 ('id_nik', 'id.nik', None, []),
 ('iban', 'iban', None, []),
 ('crypto_wallet', 'bitcoin', None, []),
]

def emit(kind, value, label, bare, valid):
    bad = ''
    for _ in range(200):
        at = [i for i, c in enumerate(value) if c in D]
        i = r.choice(at)
        b = value[:i] + r.choice(D) + value[i + 1:]
        try:
            if not valid(b): bad = b; break
        except Exception: bad = b; break
    print(json.dumps({'kind': kind, 'value': value, 'label': label, 'bare': bare, 'bad': bad}, ensure_ascii=False))

for kind, mod, draw, labels in table:
    if draw is None: continue
    try: m = importlib.import_module('stdnum.' + mod)
    except ImportError:
        print('no', mod, file=sys.stderr); continue
    n = tries = 0
    while n < per and tries < 400000:
        tries += 1
        v = draw()
        # the check digit by search over the last one or two signs is what chance does
        try:
            if not m.is_valid(v): continue
        except Exception: continue
        n += 1
        forms = [v]
        if hasattr(m, 'format'):
            try: forms.append(m.format(v))
            except Exception: pass
        emit(kind, forms[n % len(forms)], r.choice(labels), False, m.is_valid)
    if n < per: print('only', n, 'of', kind, file=sys.stderr)

import stdnum.iban as iban
import os
dat = [l for l in open(os.path.join(os.path.dirname(iban.__file__), 'iban.dat'), encoding='utf-8') if l[:2].isalpha() and l[:2].isupper()]
n = 0
while n < per * 3:
    line = r.choice(dat); cc = line[:2]
    bban = line.split('bban="')[1].split('"')[0]
    body = ''
    for tok in bban.replace(' ', '').split(','):
        import re
        for k, t in re.findall(r'(\d+)!([nac])', tok):
            body += ''.join(r.choice(D if t == 'n' else L if t == 'a' else D + L) for _ in range(int(k)))
    num = body + cc + '00'
    v = int(''.join(str(int(c, 36)) for c in num)) % 97
    full = cc + '%02d' % (98 - v) + body
    try:
        if not iban.is_valid(full, check_country=False): continue
    except Exception: continue
    n += 1
    emit('iban', [full, iban.format(full), full.lower()][n % 3], 'IBAN', True, lambda b: iban.is_valid(b, check_country=False))
