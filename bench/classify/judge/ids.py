"""National identifiers: draw valid numbers, judged by python-stdnum or by formulas of our own."""
import random, importlib, string, datetime
D, L = string.digits, string.ascii_uppercase
class Ids:
    def __init__(s, r): s.r = r
    def d(s, n): return ''.join(s.r.choice(D) for _ in range(n))
    def sh(s, t): return ''.join(s.r.choice(D) if c == '#' else s.r.choice(L) if c == '@' else c for c in t)
    def date(s, lo=1940, hi=2008):
        a = datetime.date(lo, 1, 1).toordinal(); b = datetime.date(hi, 12, 28).toordinal()
        return datetime.date.fromordinal(s.r.randint(a, b))
    def ymd(s, lo=1940, hi=1999): return s.date(lo, hi).strftime('%y%m%d')
    def dmy(s, lo=1940, hi=1999): return s.date(lo, hi).strftime('%d%m%y')
    def nm(s, n): return ''.join(s.r.choice('BCDFGLMNPRSTVZAEIO') for _ in range(n))
    def until(s, mod, draw):
        m = importlib.import_module('stdnum.' + mod)
        for _ in range(300000):
            v = draw()
            try:
                if m.is_valid(v): return v
            except Exception: pass
        raise SystemExit('cannot draw ' + mod)
def luhn_digit(n):
    t = 0
    for i, c in enumerate(reversed(n)):
        x = int(c)
        if i % 2 == 0:
            x *= 2
            if x > 9: x -= 9
        t += x
    return str(-t % 10)
def w(n, ws): return sum(int(c) * k for c, k in zip(n, ws))
VD = [[0,1,2,3,4,5,6,7,8,9],[1,2,3,4,0,6,7,8,9,5],[2,3,4,0,1,7,8,9,5,6],[3,4,0,1,2,8,9,5,6,7],[4,0,1,2,3,9,5,6,7,8],[5,9,8,7,6,0,4,3,2,1],[6,5,9,8,7,1,0,4,3,2],[7,6,5,9,8,2,1,0,4,3],[8,7,6,5,9,3,2,1,0,4],[9,8,7,6,5,4,3,2,1,0]]
VP = [[0,1,2,3,4,5,6,7,8,9],[1,5,7,6,2,8,3,0,9,4],[5,8,0,3,7,9,6,1,4,2],[8,9,1,6,0,4,3,5,2,7],[9,4,5,3,1,2,6,8,7,0],[4,2,8,6,5,7,3,9,0,1],[2,7,9,3,8,0,6,4,1,5],[7,0,4,6,9,1,3,2,5,8]]
def verh(n):
    for x in D:
        c = 0
        for i, ch in enumerate(reversed(n + x)): c = VD[c][VP[i % 8][int(ch)]]
        if c == 0: return x
def own(i, k):
    r, d = i.r, i.d
    while True:
        v = _own(i, k)
        if v: return v
def _own(i, k):
    r, d = i.r, i.d
    if k == 'us_npi': n = r.choice('12') + d(8); return n + luhn_digit('80840' + n)
    if k == 'us_mbi':
        A = 'ACDEFGHJKMNPQRTUVWXY'; c = lambda: r.choice(A); an = lambda: r.choice(A + D); n = lambda: r.choice(D)
        return r.choice('123456789') + c() + an() + n() + c() + an() + n() + c() + c() + n() + n()
    if k == 'us_dea':
        n = d(6); return r.choice('ABFGM') + r.choice(L) + n + str((int(n[0])+int(n[2])+int(n[4])+2*(int(n[1])+int(n[3])+int(n[5]))) % 10)
    if k == 'de_pension':
        a = r.choice(['02','03','04','08','12','13','15','19','24','38','51','65']) + i.dmy(); x = r.choice(L); s = d(2)
        n = a + '%02d' % (ord(x) - 64) + s; t = 0
        for c, f in zip(n, [2,1,2,5,7,1,2,1,2,1,2,1]):
            p = int(c) * f; t += p // 10 + p % 10
        return a + x + s + str(t % 10)
    if k == 'de_health':
        x = r.choice(L); s = d(8); n = '%02d' % (ord(x) - 64) + s; t = 0
        for j, c in enumerate(n):
            p = int(c) * (1 if j % 2 == 0 else 2); t += p // 10 + p % 10
        return x + s + str(t % 10)
    if k == 'de_lanr':
        n = d(6); t = 0
        for j, c in enumerate(n): t += int(c) * (4 if j % 2 == 0 else 9)
        return n + str((10 - t % 10) % 10) + r.choice(['01','03','34','50'])
    if k == 'uk_nino':
        while True:
            p = r.choice('ABCEGHJKLMNOPRSTWXYZ') + r.choice('ABCEGHJKLMNPRSTWXYZ')
            if p not in ('BG','GB','KN','NK','NT','TN','ZZ'): break
        return p + d(6) + r.choice('ABCD')
    if k == 'uk_driving_licence':
        b = i.date(); f = r.random() < .5; s = (i.nm(5))[:5]
        return s + str(b.year % 100 // 10) + '%02d' % (b.month + (50 if f else 0)) + '%02d' % b.day + str(b.year % 10) + i.nm(2) + '9' + r.choice(L) + r.choice(L)
    if k == 'hu_taj': n = d(8); return n + str(w(n, [3,7]*4) % 10)
    if k == 'hu_tax_id':
        n = '8' + '%05d' % r.randint(20000, 50000) + d(3); t = w(n, range(1, 10)) % 11
        return None if t == 10 else n + str(t)
    if k == 'ru_snils':
        n = d(9)
        if int(n) <= 1001998: return None
        t = w(n, range(9, 0, -1)) % 101
        return n + '%02d' % (t % 100)
    if k == 'kr_brn':
        n = '%03d' % r.randint(101, 899) + '%02d' % r.randint(1, 99) + '%04d' % r.randint(1, 9999)
        return n + str(-(w(n, [1,3,7,1,3,7,1,3,5]) + int(n[8]) * 5 // 10) % 10)
    if k == 'fr_tax_id': n = r.choice('0123') + d(9); return n + '%03d' % (int(n) % 511)
    if k == 'lu_id':
        n = i.date().strftime('%Y%m%d') + d(3); return n + luhn_digit(n) + verh(n)
    if k == 'mt_id': return '%04d' % r.randint(1, 999) + '%03d' % (int('%02d' % r.randint(40, 99)) * 1) + r.choice('MGAPL') if False else d(7) + r.choice('MGAPLHBZ')
    if k == 'pt_niss':
        n = '1' + d(9); return n + str(9 - w(n, [29,23,19,17,13,11,7,5,3,2]) % 10)
    if k == 'kz_iin':
        n = i.ymd() + r.choice('34') + d(4); t = w(n, range(1, 12)) % 11
        if t == 10: t = w(n, [3,4,5,6,7,8,9,10,11,1,2]) % 11
        return None if t == 10 else n + str(t)
    if k == 'uy_ci': n = r.choice('12345') + d(6); return n + str(-w(n, [2,9,8,7,6,3,4]) % 10)
    if k == 'sv_dui': n = '0' + d(7); return n + str((10 - w(n, range(9, 1, -1)) % 10) % 10)
    if k == 'br_pis':
        n = '1' + d(9); t = 11 - w(n, [3,2,9,8,7,6,5,4,3,2]) % 11; return n + str(0 if t > 9 else t)
    if k == 'br_cns':
        n = r.choice('789') + d(13); t = w(n, range(15, 1, -1)) % 11; t = (11 - t) % 11
        return None if t == 10 else n + str(t)
    if k == 'mx_nss': n = d(2) + '%02d' % r.randint(60, 99) + '%02d' % r.randint(50, 99) + d(4); return n + luhn_digit(n)
    if k == 'ae_id': n = '784' + i.date().strftime('%Y') + d(7); return n + luhn_digit(n)
    if k == 'sa_id': n = r.choice('12') + d(8); return n + luhn_digit(n)
    if k == 'kw_civil_id':
        n = '2' + i.ymd() + d(4); t = 11 - w(n, [2,1,6,3,7,9,10,5,8,4,2]) % 11
        return None if t > 9 else n + str(t)
    if k == 'eg_id': return '2' + i.ymd() + r.choice(['01','02','12','21','88','16']) + d(5)
    if k == 'ir_national_id':
        n = '%03d' % r.randint(1, 699) + d(6); t = w(n, range(10, 1, -1)) % 11; return n + str(t if t < 2 else 11 - t)
    if k == 'vn_id': return r.choice(['001','031','048','079','092']) + r.choice('01') + '%02d' % r.randint(45, 99) + d(6)
    if k == 'lk_nic': return '%02d' % r.randint(45, 99) + '%03d' % (r.randint(1, 365) + r.choice([0, 500])) + d(4) + 'V' if r.random() < .6 else '19%02d' % r.randint(45, 99) + '%03d' % (r.randint(1, 365) + r.choice([0, 500])) + d(5)
    if k == 'id_npwp': n = d(8); return n + luhn_digit(n) + d(3) + '000'
    if k == 'id_nik':
        b = i.date(); f = r.random() < .5
        return r.choice(['317101','327305','351503','337401']) + '%02d' % (b.day + (40 if f else 0)) + b.strftime('%m%y') + '%04d' % r.randint(1, 40)
    if k == 'in_vid': n = r.choice('23456789') + d(14); return n + verh(n)
    if k == 'al_nid': return r.choice('FGHIJ') + r.choice(D) + '%02d' % (r.randint(1, 12) + r.choice([0, 50])) + '%02d' % r.randint(1, 28) + d(3) + r.choice('ABCDEFGHIJKLMNOPQRSTUVW')
    if k == 'ar_dni': return r.choice(['12','17','23','28','33','38','41']) + d(6)
    if k == 'jp_my_number':
        n = d(11); t = sum(int(c) * (j + 1 if j <= 6 else j - 5) for j, c in enumerate(reversed(n), 1)) % 11
        return n + str(0 if t <= 1 else 11 - t)
    if k == 'sg_nric':
        p = r.choice('STFG'); n = d(7); t = w(n, [2,7,6,5,4,3,2]) + (4 if p in 'TG' else 0)
        return p + n + ('JZIHGFEDCBA' if p in 'ST' else 'XWUTRQPNMLK')[t % 11]
    if k == 'hk_id':
        x = r.choice(L); n = d(6); t = 36 * 9 + (ord(x) - 55) * 8 + w(n, [7,6,5,4,3,2]); t = (11 - t % 11) % 11
        return x + n + (r.choice(['(%s)', '%s']) % ('A' if t == 10 else str(t)))
    if k == 'tw_id':
        code = dict(zip('ABCDEFGHJKLMNPQRSTUVXYWZIO', range(10, 36))); x = r.choice(list(code)); n = r.choice('12') + d(7); c = code[x]
        t = c // 10 + c % 10 * 9 + w(n, range(8, 0, -1)); return x + n + str(-t % 10)
    if k == 'au_medicare': n = r.choice('23456') + d(7); return n + str(w(n, [1,3,7,9,1,3,7,9]) % 10) + r.choice('12345')
    if k == 'ng_nin': n = d(10); return n + verh(n)
    if k == 'kr_driving_licence': return '%02d' % r.randint(11, 28) + d(2) + d(6) + d(2)
    if k == 'kr_frn': return None
    if k == 'ph_tin': return d(9) + r.choice(['', '000'])
    if k == 'ke_pin': return 'A' + '00' + d(7) + r.choice(L)
    if k == 'co_nit':
        n = d(9); t = w(reversed(n), [3,7,13,17,19,23,29,37,41]) % 11; return n + '01987654321'[t]
    if k == 'lt_ak' or k == 'ee_ik':
        n = r.choice('34') + i.ymd() + d(3); t = w(n, [1,2,3,4,5,6,7,8,9,1]) % 11
        if t == 10: t = w(n, [3,4,5,6,7,8,9,1,2,3]) % 11 % 10
        return n + str(t)
    raise SystemExit('no way to draw ' + k)
# kind: (stdnum module or None, shape drawn, separators as written, languages, labels)
def table(i):
    r, d, sh, ymd, dmy = i.r, i.d, i.sh, i.ymd, i.dmy
    S = lambda *a: a
    T = {}
    def k(kind, mod, draw, shapes, langs, labels): T[kind] = (mod, draw, shapes, langs.split(), labels)
    k('us_ssn','us.ssn',lambda: sh('#########'),['3-2-4','3 2 4'],'en',['SSN','Social Security Number','social security no.','Soc. Sec. #'])
    k('us_itin','us.itin',lambda: '9'+d(8),['3-2-4'],'en',['ITIN','Individual Taxpayer Identification Number','taxpayer id'])
    k('us_npi',None,None,[],'en',['NPI','National Provider Identifier','NPI #'])
    k('us_mbi',None,None,['4-3-4'],'en',['MBI','Medicare Beneficiary Identifier','Medicare number'])
    k('us_dea',None,None,[],'en',['DEA number','DEA','DEA registration'])
    k('us_aba','us.rtn',lambda: r.choice(['01','02','05','11','12','21','25','31'])+d(7),[],'en',['routing number','ABA routing','ABA'])
    k('us_ein','us.ein',lambda: d(9),['2-7'],'en',['EIN','Employer Identification Number','FEIN'])
    k('de_tax_id','de.idnr',lambda: d(11),['2 3 3 3'],'de',['Steuer-ID','Steueridentifikationsnummer','IdNr.','steuerliche Identifikationsnummer','Steuer-Identifikationsnr.'])
    k('de_pension',None,None,['2 6 1 3'],'de',['Rentenversicherungsnummer','Sozialversicherungsnummer','RV-Nr.','SV-Nummer','Versicherungsnummer der Rentenversicherung'])
    k('de_health',None,None,[],'de',['Versichertennummer','KVNR','Krankenversichertennummer','Versicherten-Nr.'])
    k('de_lanr',None,None,[],'de',['LANR','lebenslange Arztnummer','Arztnummer'])
    k('de_vat_id','de.vat',lambda: 'DE'+d(9),['2 3 3 3','2 9'],'de',['USt-IdNr.','Umsatzsteuer-ID','VAT ID'])
    k('at_svnr','at.vnr',lambda: d(4)+dmy(),['4 6'],'de',['SVNR','Sozialversicherungsnummer','SV-Nr.','Versicherungsnummer'])
    k('at_tax_number','at.tin',lambda: d(9),['2-3/4','2 3/4'],'de',['Steuernummer','Abgabenkontonummer','St.-Nr. Finanzamt Wien'])
    k('ch_ahv','ch.ssn',lambda: '756'+d(10),['3.4.4.2'],'de fr it',['AHV-Nr.','AHV-Nummer','numéro AVS','numero AVS','AHVN13'])
    k('fr_nir','fr.nir',lambda: r.choice('12')+'%02d%02d'%(r.randint(30,99),r.randint(1,12))+'%02d'%r.randint(1,95)+d(8),['1 2 2 2 3 3 2','13 2'],'fr',['NIR','numéro de sécurité sociale','n° de sécurité sociale','n° sécu','numéro INSEE'])
    k('fr_tax_id',None,None,['2 2 3 3 3'],'fr',['numéro fiscal','n° fiscal','numéro fiscal de référence','SPI'])
    k('fr_siren','fr.siren',lambda: d(9),['3 3 3'],'fr',['SIREN','n° SIREN','numéro SIREN'])
    k('es_nif','es.dni',lambda: d(8)+r.choice(L),['8-1','8 1'],'es',['DNI','NIF','documento nacional de identidad','D.N.I.','N.I.F.'])
    k('es_nie','es.nie',lambda: r.choice('XYZ')+d(7)+r.choice(L),['1-7-1'],'es',['NIE','número de identidad de extranjero','N.I.E.'])
    k('es_cif','es.cif',lambda: r.choice('ABCDEFGHJ')+d(8),['1-8'],'es',['CIF','C.I.F.','NIF de la empresa'])
    k('it_codice_fiscale','it.codicefiscale',lambda: i.nm(6)+'%02d'%r.randint(30,99)+r.choice('ABCDEHLMPRST')+'%02d'%r.choice(list(range(1,29))+list(range(41,69)))+sh('@###@'),['3 3 5 5'],'it',['codice fiscale','C.F.','cod. fiscale','CF'])
    k('it_vat','it.iva',lambda: d(7)+'0'+sh('###'),[],'it',['partita IVA','P.IVA','P. IVA'])
    k('pl_pesel','pl.pesel',lambda: ymd()+d(5),[],'pl',['PESEL','numer PESEL','nr PESEL'])
    k('pl_nip','pl.nip',lambda: d(10),['3-3-2-2','3-2-2-3'],'pl',['NIP','numer NIP'])
    k('nl_bsn','nl.bsn',lambda: d(9),['4.2.3','3 3 3'],'nl',['BSN','burgerservicenummer','BSN-nummer','sofinummer'])
    k('be_nrn','be.nn',lambda: ymd()+d(5),['2.2.2-3.2'],'nl fr',['rijksregisternummer','numéro national','numéro de registre national','INSZ','NISS'])
    k('uk_nhs','gb.nhs',lambda: d(10),['3 3 4','3-3-4'],'en',['NHS number','NHS no.','NHS No'])
    k('uk_nino',None,None,['2 2 2 2 1','2-2-2-2-1'],'en',['National Insurance number','NI number','NINO','NI No.'])
    k('uk_utr','gb.utr',lambda: d(10),['5 5'],'en',['UTR','Unique Taxpayer Reference','UTR number'])
    k('uk_driving_licence',None,None,[],'en',['driving licence','driver number','driving licence number','DVLA'])
    k('se_personnummer','se.personnummer',lambda: ymd()+'-'+d(4),[],'sv',['personnummer','pers.nr','personnr','person-nr'])
    k('se_org_number','se.orgnr',lambda: '55'+r.choice('6789')+d(7),['6-4'],'sv',['organisationsnummer','org.nr','orgnr'])
    k('fi_hetu','fi.hetu',lambda: dmy()+r.choice('-')+d(3)+r.choice('0123456789ABCDEFHJKLMNPRSTUVWXY'),[],'fi',['henkilötunnus','hetu','HETU','sosiaaliturvatunnus'])
    k('dk_cpr','dk.cpr',lambda: dmy()+d(4),['6-4'],'da',['CPR-nr.','CPR','CPR-nummer','personnummer'])
    k('no_fnr','no.fodselsnummer',lambda: dmy()+d(5),['6 5'],'no',['fødselsnummer','personnummer','fnr','fødselsnr.'])
    k('pt_nif','pt.nif',lambda: r.choice('125')+d(8),['3 3 3'],'pt',['NIF','número de contribuinte','contribuinte nº','n.º de identificação fiscal'])
    k('pt_niss',None,None,[],'pt',['NISS','número de segurança social','n.º da Segurança Social'])
    k('pt_cc','pt.cc',lambda: d(9)+r.choice(L)+r.choice(L+D)+d(1),['8 1 3'],'pt',['cartão de cidadão','CC n.º','nº do cartão de cidadão'])
    k('ie_pps','ie.pps',lambda: d(7)+r.choice(L)+r.choice(['','A','W']),[],'en',['PPS','PPSN','PPS number','Personal Public Service Number'])
    k('cz_birth_number','cz.rc',lambda: '%02d%02d%02d'%(r.randint(54,99),r.randint(1,12)+r.choice([0,50]),r.randint(1,28))+d(4),['6/4'],'cs',['rodné číslo','RČ','r.č.','rodne cislo'])
    k('ro_cnp','ro.cnp',lambda: r.choice('12')+ymd()+'%02d'%r.randint(1,46)+d(4),[],'ro',['CNP','cod numeric personal','C.N.P.'])
    k('bg_egn','bg.egn',lambda: ymd()+d(4),[],'bg',['ЕГН','EGN','единен граждански номер'])
    k('bg_pnf','bg.pnf',lambda: d(10),[],'bg',['ЛНЧ','LNCh','личен номер на чужденец'])
    k('gr_amka','gr.amka',lambda: dmy()+d(5),[],'el',['ΑΜΚΑ','AMKA','Α.Μ.Κ.Α.'])
    k('gr_afm','gr.vat',lambda: d(9),[],'el',['ΑΦΜ','AFM','Α.Φ.Μ.'])
    k('hr_oib','hr.oib',lambda: d(11),[],'hr',['OIB','osobni identifikacijski broj'])
    k('hu_taj',None,None,['3 3 3','3-3-3'],'hu',['TAJ szám','TAJ','társadalombiztosítási azonosító'])
    k('hu_tax_id',None,None,[],'hu',['adóazonosító jel','adóazonosító','adószám'])
    k('ee_ik',None,None,[],'et',['isikukood','IK'])
    k('lt_ak',None,None,[],'lt',['asmens kodas','a. k.'])
    k('lv_pk','lv.pvn',lambda: dmy()+r.choice('12')+d(4),['6-5'],'lv',['personas kods','p. k.'])
    k('si_emso','si.emso',lambda: '%02d%02d9%02d'%(r.randint(1,28),r.randint(1,12),r.randint(30,99))+'50'+d(4),[],'sl',['EMŠO','EMSO'])
    k('si_tax_number','si.ddv',lambda: d(8),[],'sl',['davčna številka','davčna št.'])
    k('rs_jmbg','si.emso',lambda: '%02d%02d9%02d'%(r.randint(1,28),r.randint(1,12),r.randint(30,99))+r.choice(['71','72','78','80','17','33','44'])+d(4),[],'hr',['JMBG','matični broj građana','ЈМБГ'])
    k('sk_birth','sk.rc',lambda: '%02d%02d%02d'%(r.randint(54,99),r.randint(1,12)+r.choice([0,50]),r.randint(1,28))+d(4),['6/4'],'sk',['rodné číslo','r. č.'])
    k('lu_id',None,None,['4 2 2 5','4 4 5'],'fr',['matricule','numéro de matricule','numéro d\'identification national','matricule nationale'])
    k('mt_id',None,None,[],'en',['ID card number','Maltese ID','identity card no.'])
    k('cy_tic','cy.vat',lambda: r.choice('01')+d(7)+r.choice(L),[],'el',['TIC','Tax Identification Code','αριθμός φορολογικής ταυτότητας'])
    k('is_kennitala','is_.kennitala',lambda: dmy()+d(3)+'9',['6-4'],'is',['kennitala','kt.'])
    k('ru_snils',None,None,['3-3-3 2'],'ru',['СНИЛС','номер СНИЛС'])
    k('ru_inn','ru.inn',lambda: d(12),[],'ru',['ИНН','номер ИНН'])
    k('ua_rnokpp','ua.rntrc',lambda: d(10),[],'uk',['РНОКПП','ІПН','ідентифікаційний код'])
    k('kz_iin',None,None,[],'ru',['ИИН','ЖСН','IIN'])
    k('md_idnp','md.idno',lambda: r.choice('2')+d(12),[],'ro',['IDNP','cod personal IDNP'])
    k('il_id','il.idnr',lambda: d(9),[],'he',['תעודת זהות','ת.ז.','teudat zehut','מספר זהות'])
    k('tr_tckn','tr.tckimlik',lambda: r.choice('123456789')+d(10),[],'tr',['T.C. Kimlik No','TCKN','TC kimlik numarası','kimlik no'])
    k('ca_sin','ca.sin',lambda: r.choice('1234567')+d(8),['3 3 3','3-3-3'],'en fr',['SIN','Social Insurance Number','NAS','numéro d\'assurance sociale'])
    k('br_cpf','br.cpf',lambda: d(11),['3.3.3-2'],'pt',['CPF','cadastro de pessoa física','nº do CPF'])
    k('br_cnpj','br.cnpj',lambda: d(8)+'0001'+d(2),['2.3.3/4-2'],'pt',['CNPJ','CNPJ da empresa'])
    k('br_pis',None,None,['3.5.2-1'],'pt',['PIS','PIS/PASEP','NIT','NIS'])
    k('br_cns',None,None,['3 4 4 4'],'pt',['CNS','Cartão Nacional de Saúde','cartão SUS'])
    k('ar_cuit','ar.cuit',lambda: r.choice(['20','23','27','30'])+d(9),['2-8-1'],'es',['CUIT','CUIL'])
    k('ar_dni',None,None,['2.3.3'],'es',['DNI','documento'])
    k('cl_rut','cl.rut',lambda: r.choice('12')+d(7)+r.choice(D+'K'),['2.3.3-1','8-1'],'es',['RUT','RUN','R.U.T.'])
    k('co_nit',None,None,['3.3.3-1','9-1'],'es',['NIT','N.I.T.'])
    k('pe_dni','pe.cui',lambda: d(8)+r.choice(D),['8-1'],'es',['DNI','CUI','código único de identificación'])
    k('pe_ruc','pe.ruc',lambda: r.choice(['10','20'])+d(9),[],'es',['RUC','R.U.C.'])
    k('ec_ci','ec.ci',lambda: '%02d'%r.randint(1,24)+r.choice('012345')+d(7),['9-1'],'es',['cédula','cédula de identidad','C.I.'])
    k('uy_ci',None,None,['1.3.3-1','7-1'],'es',['cédula de identidad','C.I.','cédula'])
    k('do_cedula','do.cedula',lambda: r.choice(['001','031','402','223'])+d(8),['3-7-1'],'es',['cédula','cédula de identidad y electoral'])
    k('ve_rif','ve.rif',lambda: r.choice('VEJG')+d(9),['1-8-1'],'es',['RIF','R.I.F.'])
    k('sv_dui',None,None,['8-1'],'es',['DUI','documento único de identidad'])
    k('mx_curp','mx.curp',lambda: i.nm(1)+r.choice('AEIO')+i.nm(2)+ymd()+r.choice('HM')+'DF'+''.join(r.choice('BCDFGHJKLMN') for _ in range(3))+d(2),[],'es',['CURP','clave única de registro de población'])
    k('mx_rfc','mx.rfc',lambda: i.nm(1)+r.choice('AEIO')+i.nm(2)+ymd()+sh('@##'),[],'es',['RFC','registro federal de contribuyentes','R.F.C.'])
    k('mx_nss',None,None,['2 2 2 4 1'],'es',['NSS','número de seguridad social','NSS (IMSS)'])
    k('in_aadhaar','in_.aadhaar',lambda: r.choice('23456789')+d(11),['4 4 4','4-4-4'],'en hi',['Aadhaar','Aadhaar number','आधार','UIDAI no.'])
    k('in_vid',None,None,['4 4 4 4'],'en',['VID','Aadhaar virtual ID','Virtual ID'])
    k('in_pan','in_.pan',lambda: sh('@@@P@####@'),[],'en',['PAN','PAN card','Permanent Account Number'])
    k('in_gstin','in_.gstin',lambda: '27'+sh('@@@P@####@1Z')+r.choice(D+L),[],'en',['GSTIN','GST no.','GST number'])
    k('in_voter_id','in_.epic',lambda: sh('@@@#######'),[],'en',['EPIC','voter id','Voter ID card no.'])
    k('au_tfn','au.tfn',lambda: d(9),['3 3 3'],'en',['TFN','tax file number','Tax File No.'])
    k('au_medicare',None,None,['4 5 1'],'en',['Medicare number','Medicare card','Medicare no.'])
    k('au_abn','au.abn',lambda: d(11),['2 3 3 3'],'en',['ABN','Australian Business Number'])
    k('au_acn','au.acn',lambda: d(9),['3 3 3'],'en',['ACN','Australian Company Number'])
    k('nz_ird','nz.ird',lambda: r.choice(['','1'])+d(8),['3-3-3'],'en',['IRD','IRD number','Inland Revenue number'])
    k('za_id','za.idnr',lambda: ymd()+d(4)+'08'+d(1),['6 4 3','6 4 2 1'],'en',['SA ID','South African ID','ID number','identity number'])
    k('ng_nin',None,None,[],'en',['NIN','National Identification Number'])
    k('ke_pin',None,None,[],'en',['KRA PIN','PIN number KRA'])
    k('eg_id',None,None,[],'en ar',['Egyptian national ID','national ID','الرقم القومي'])
    k('sa_id',None,None,[],'en ar',['Saudi ID','Iqama','رقم الهوية الوطنية','iqama number'])
    k('ae_id',None,None,['3-4-7-1'],'en ar',['Emirates ID','رقم الهوية','EID'])
    k('kw_civil_id',None,None,[],'en ar',['Civil ID','Kuwait civil ID','الرقم المدني'])
    k('ir_national_id',None,None,['3-6-1'],'fa',['کد ملی','کد‌ ملی'])
    k('cn_resident_id','cn.ric',lambda: '110105'+i.date().strftime('%Y%m%d')+d(3)+r.choice(D+'X'),['6 8 4'],'zh',['身份证号','身份证','居民身份证号码','resident ID'])
    k('hk_id',None,None,[],'en zh',['HKID','香港身份證','Hong Kong ID'])
    k('tw_id',None,None,[],'zh',['身分證字號','國民身分證','Taiwan ID'])
    k('jp_my_number',None,None,['4 4 4','4-4-4'],'ja',['マイナンバー','個人番号','My Number'])
    k('kr_rrn','kr.rrn',lambda: ymd()+r.choice('12')+d(6),['6-7'],'ko',['주민등록번호','RRN','주민번호'])
    k('kr_brn',None,None,['3-2-5'],'ko',['사업자등록번호','사업자번호','BRN'])
    k('kr_driving_licence',None,None,['2-2-6-2'],'ko',['운전면허번호','운전면허'])
    k('sg_nric',None,None,[],'en',['NRIC','FIN','NRIC/FIN','NRIC No.'])
    k('sg_uen','sg.uen',lambda: d(8)+r.choice(L),[],'en',['UEN','Unique Entity Number'])
    k('my_nric','my.nric',lambda: ymd()+'%02d'%r.randint(1,16)+d(4),['6-2-4'],'en ms',['MyKad','NRIC','No. KP','No. kad pengenalan'])
    k('th_id','th.pin',lambda: r.choice('12345678')+d(12),['1-4-5-2-1'],'th',['เลขประจำตัวประชาชน','บัตรประชาชน','Thai ID','เลขบัตรประชาชน'])
    k('ph_tin',None,None,['3-3-3'],'en',['TIN','Philippine TIN'])
    k('id_nik',None,None,[],'id',['NIK','nomor KTP','No. KTP'])
    k('id_npwp',None,None,['2.3.3.1-3.3'],'id',['NPWP','No. NPWP'])
    k('vn_id',None,None,[],'vi',['CCCD','căn cước công dân','số CCCD'])
    k('lk_nic',None,None,[],'en',['NIC','NIC number','Sri Lankan NIC'])
    k('pk_cnic','pk.cnic',lambda: '%d'%r.randint(1,7)+d(12),['5-7-1'],'en',['CNIC','NADRA CNIC'])
    k('al_nid',None,None,[],'sq',['NID','numri personal','numër personal'])
    return T
def write(v, shape):
    """v in the groups of shape, such as 3-2-4 or 2.3.3/4-2."""
    import re
    parts = re.findall(r'(\d+)(\D?)', shape)
    if sum(int(n) for n, _ in parts) != len(v): return v
    out, at = '', 0
    for n, s in parts:
        out += v[at:at+int(n)] + s; at += int(n)
    return out
def draw(i, T, kind):
    mod, dr, shapes, langs, labels = T[kind]
    v = i.until(mod, dr) if mod else own(i, kind)
    return v
