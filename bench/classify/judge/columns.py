"""Labelled tables in 22 languages. Usage: columns.py SEED TABLES HALF NAMES.json"""
import json, random, sys, string, hashlib, base64, uuid, crypt, re
import ids as I
seed = int(sys.argv[1]); ntab = int(sys.argv[2]); half = sys.argv[3]
r = random.Random(seed); i = I.Ids(r); T = I.table(i); d = i.d
P = json.load(open(sys.argv[4]))
LANG = {'en': ['en_US','en_GB','en_AU','en_CA','en_IE','en_IN','en_NG','en_ZA','en_GH'], 'de': ['de','de_AT','de_CH'], 'fr': ['fr','fr_BE','fr_CA','fr_CH'], 'es': ['es','es_MX'], 'it': ['it'], 'nl': ['nl','nl_BE'], 'pl': ['pl'], 'pt': ['pt_BR','pt_PT'], 'sv': ['sv'], 'da': ['da'], 'nb': ['nb_NO'], 'fi': ['fi'], 'cs': ['cs_CZ','sk'], 'tr': ['tr'], 'ro': ['ro'], 'hu': ['hu'], 'hr': ['hr','sr_RS_latin','sl_SI'], 'el': ['el'], 'ru': ['ru','uk'], 'ja': ['ja'], 'ko': ['ko'], 'zh': ['zh_CN','zh_TW']}
H = {}
def h(kind, **by):
    H[kind] = {k: v.split('|') for k, v in by.items()}
h('email', en='email|email_address|E-mail|contact_email|mail|EmailAddr|work email', de='E-Mail|mail|EMail-Adresse|email_privat|E-Mail-Adresse Kunde', fr='courriel|adresse_mail|e-mail|mail_client', es='correo|correo_electronico|email_contacto', it='email|posta_elettronica|indirizzo_email', nl='emailadres|e_mail', pl='adres_email|mail', pt='email|correio_eletronico|e-mail', sv='epost|e-postadress', da='email|e-mailadresse', nb='epost|e-postadresse', fi='sähköposti|sahkoposti', cs='email|e-mail', tr='eposta|e_posta', ro='email|adresa_email', hu='email|email_cím', hr='email|e-pošta', el='email|ηλ_ταχυδρομείο', ru='email|электронная почта|эл_почта', ja='メールアドレス|email|メール', ko='이메일|email', zh='邮箱|电子邮件|email')
h('phone', en='phone|phone_number|Telephone|mobile|cell_phone|PhoneNo|contact number', de='Telefon|Tel.|Mobil|Rufnummer|Telefonnummer|Handy-Nr.|tel_privat', fr='téléphone|tel|portable|num_tel', es='teléfono|telefono|móvil|tel_contacto', it='telefono|cellulare|tel', nl='telefoonnummer|mobiel|tel', pl='telefon|nr_telefonu|tel_kom', pt='telefone|telemovel|celular', sv='telefon|mobilnr', da='telefon|mobil', nb='telefon|mobil', fi='puhelin|puhelinnumero', cs='telefon|mobil', tr='telefon|cep_telefonu', ro='telefon|nr_telefon', hu='telefon|telefonszám', hr='telefon|mobitel', el='τηλέφωνο|κινητό', ru='телефон|номер телефона', ja='電話番号|携帯電話', ko='전화번호|휴대폰', zh='电话|手机号|电话号码')
h('given_name', en='first_name|firstname|given_name|fname|First Name|forename', de='Vorname|vorname|VORNAME|Vorn.', fr='prénom|prenom', es='nombre_pila|primer_nombre|Nombres', it='nome_battesimo|nome', nl='voornaam|roepnaam', pl='imię|imie', pt='primeiro_nome|nome_proprio', sv='förnamn|fornamn', da='fornavn', nb='fornavn', fi='etunimi', cs='jméno|jmeno|krestni_jmeno', tr='ad|isim|adı', ro='prenume', hu='keresztnév|utónév', hr='ime', el='όνομα|μικρό_όνομα', ru='имя', ja='名|名前（名）', ko='이름|name_first', zh='名|名字')
h('family_name', en='last_name|lastname|surname|family_name|LName|Last Name', de='Nachname|Familienname|NACHNAME|Zuname', fr='nom_de_famille|nom_famille|nom_naissance', es='apellidos|primer_apellido|apellido', it='cognome', nl='achternaam', pl='nazwisko', pt='apelido|sobrenome|ultimo_nome', sv='efternamn', da='efternavn', nb='etternavn', fi='sukunimi', cs='příjmení|prijmeni', tr='soyad|soyadı|soyisim', ro='nume_familie|nume_de_familie', hu='vezetéknév|családnév', hr='prezime', el='επώνυμο|επίθετο', ru='фамилия', ja='姓|氏', ko='성', zh='姓|姓氏')
h('full_name', en='full_name|name|customer_name|Client|patient_name|contact_person|employee', de='Name|Kunde|Ansprechpartner|Kundenname|Mitarbeiter|Patient', fr='nom_complet|client|nom_client|nom et prénom', es='nombre_completo|cliente|nombre y apellidos', it='cliente|nominativo|nome_e_cognome', nl='naam|klant|contactpersoon', pl='imię_i_nazwisko|klient|nazwa_klienta', pt='nome_completo|cliente|nome', sv='namn|kund', da='navn|kunde', nb='navn|kunde', fi='nimi|asiakas', cs='jméno_a_příjmení|zákazník', tr='ad_soyad|müşteri|isim_soyisim', ro='nume_complet|client', hu='név|ügyfél|teljes_név', hr='ime_i_prezime|klijent', el='ονοματεπώνυμο|πελάτης', ru='фио|клиент|ФИО', ja='氏名|お名前|顧客名', ko='성명|고객명', zh='姓名|客户姓名')
h('birth_date', en='birth_date|date_of_birth|DOB|birthday', de='Geburtsdatum|geb_datum|geb.|Geburtstag', fr='date_naissance|né(e) le|date de naissance', es='fecha_nacimiento|f_nac', it='data_nascita|data di nascita', nl='geboortedatum|geb_datum', pl='data_urodzenia', pt='data_nascimento|dt_nascimento', sv='födelsedatum', da='fødselsdato|fødselsdag', nb='fødselsdato', fi='syntymäaika|syntymapaiva', cs='datum_narození|datum_narozeni', tr='doğum_tarihi|dogum_tarihi', ro='data_nasterii|data_nașterii', hu='születési_dátum|szuletesi_datum', hr='datum_rođenja|datum_rodjenja', el='ημερομηνία_γέννησης', ru='дата рождения|дата_рождения', ja='生年月日', ko='생년월일', zh='出生日期|生日')
h('street', en='street|address|address_line_1|Street Address|addr1', de='Straße|Anschrift|str_hausnr|Strasse|Lieferanschrift', fr='adresse|rue|adresse_livraison', es='dirección|calle|domicilio', it='indirizzo|via', nl='adres|straat', pl='ulica|adres', pt='morada|endereco|rua', sv='adress|gatuadress', da='adresse|vej', nb='adresse|gateadresse', fi='osoite|katuosoite', cs='ulice|adresa', tr='adres|sokak', ro='adresa|strada', hu='cím|utca', hr='adresa|ulica', el='διεύθυνση|οδός', ru='адрес|улица', ja='住所', ko='주소', zh='地址')
h('postcode', en='zip|postcode|postal_code|zip_code', de='PLZ|Postleitzahl|plz_ort', fr='code_postal|cp', es='codigo_postal|cp', it='cap', nl='postcode', pl='kod_pocztowy', pt='codigo_postal|cep', sv='postnr|postnummer', da='postnr', nb='postnr', fi='postinumero', cs='psč|psc', tr='posta_kodu', ro='cod_postal', hu='irányítószám|irsz', hr='poštanski_broj', el='ταχ_κώδικας|τκ', ru='индекс|почтовый индекс', ja='郵便番号', ko='우편번호', zh='邮编|邮政编码')
h('city', en='city|town', de='Ort|Stadt|Wohnort', fr='ville', es='ciudad|localidad|población', it='città|citta|comune', nl='plaats|woonplaats', pl='miasto|miejscowość', pt='cidade|localidade', sv='ort|stad', da='by|postby', nb='poststed|by', fi='kaupunki|postitoimipaikka', cs='město|mesto', tr='şehir|il|sehir', ro='oras|localitate|oraș', hu='város|település', hr='grad|mjesto', el='πόλη', ru='город', ja='市区町村|市', ko='도시', zh='城市')
h('iban', en='iban|IBAN|bank_account', de='IBAN|Bankverbindung|Kto-IBAN', fr='iban|compte_bancaire', es='iban|cuenta_bancaria', it='iban|conto', nl='iban|rekeningnummer', pl='iban|nr_konta', pt='iban', sv='iban', da='iban', nb='iban', fi='iban|tilinumero', cs='iban', tr='iban', ro='iban|cont_bancar', hu='iban|bankszámlaszám', hr='iban', el='iban', ru='iban', ja='iban', ko='iban', zh='iban')
h('card', en='card_number|cc_number|credit_card|PAN', de='Kreditkarte|Kartennummer|kk_nr', fr='numero_carte|carte_bancaire', es='numero_tarjeta|tarjeta', it='numero_carta|carta_credito', nl='kaartnummer|creditcard', pl='numer_karty', pt='numero_cartao|cartao', sv='kortnummer', da='kortnummer', nb='kortnummer', fi='korttinumero|luottokortti', cs='číslo_karty|cislo_karty', tr='kart_no|kredi_karti', ro='numar_card', hu='kártyaszám', hr='broj_kartice', el='αριθμός_κάρτας', ru='номер карты', ja='カード番号', ko='카드번호', zh='卡号|信用卡号')
h('gender', en='gender|sex', de='Geschlecht|Anrede', fr='sexe|civilité', es='sexo|género', it='sesso', nl='geslacht|aanhef', pl='płeć', pt='sexo|género', sv='kön', da='køn', nb='kjønn', fi='sukupuoli', cs='pohlaví', tr='cinsiyet', ro='sex|gen', hu='nem', hr='spol', el='φύλο', ru='пол', ja='性別', ko='성별', zh='性别')
h('health', en='diagnosis|allergies|medical_notes|medication', de='Diagnose|Allergien|Vorerkrankungen|Medikation', fr='diagnostic|allergies|traitement_medical', es='diagnóstico|alergias', it='diagnosi|allergie', nl='diagnose|allergieën', pl='diagnoza|alergie', pt='diagnostico|alergias', sv='diagnos|allergier', da='diagnose|allergier', nb='diagnose|allergier', fi='diagnoosi|allergiat', cs='diagnóza|alergie', tr='tanı|alerji', ro='diagnostic|alergii', hu='diagnózis|allergia', hr='dijagnoza|alergije', el='διάγνωση|αλλεργίες', ru='диагноз|аллергия', ja='診断|アレルギー', ko='진단|알레르기', zh='诊断|过敏')
h('religion', en='religion|denomination', de='Konfession|Religion', fr='religion', es='religión', it='religione', nl='religie|geloof', pl='wyznanie|religia', pt='religiao|religião', sv='religion', da='religion', nb='religion', fi='uskonto', cs='náboženství', tr='din', ro='religie', hu='vallás', hr='vjera|religija', el='θρήσκευμα', ru='вероисповедание|религия', ja='宗教', ko='종교', zh='宗教')
h('salary', en='salary|gross_salary|income', de='Gehalt|Bruttogehalt|Lohn', fr='salaire|salaire_brut', es='salario|sueldo', it='stipendio|retribuzione', nl='salaris|loon', pl='wynagrodzenie|pensja', pt='salario|vencimento', sv='lön', da='løn', nb='lønn', fi='palkka', cs='plat|mzda', tr='maaş|maas', ro='salariu', hu='fizetés|bér', hr='plaća', el='μισθός', ru='зарплата|оклад', ja='給与|年収', ko='급여|연봉', zh='工资|薪水')
h('password', en='password|passwd|pwd|user_password', de='Passwort|Kennwort', fr='mot_de_passe|mdp', es='contraseña|clave', it='password|parola_chiave', nl='wachtwoord', pl='hasło|haslo', pt='senha|palavra_passe', sv='lösenord', da='adgangskode', nb='passord', fi='salasana', cs='heslo', tr='şifre|parola', ro='parola|parolă', hu='jelszó', hr='lozinka', el='κωδικός_πρόσβασης', ru='пароль', ja='パスワード', ko='비밀번호', zh='密码')
h('ip', en='ip|ip_address|last_login_ip|remote_addr', de='IP-Adresse|ip', fr='adresse_ip', es='direccion_ip|ip', it='indirizzo_ip', nl='ip_adres', pl='adres_ip', pt='endereco_ip', sv='ip_adress', da='ip_adresse', nb='ip_adresse', fi='ip_osoite', cs='ip_adresa', tr='ip_adresi', ro='adresa_ip', hu='ip_cím', hr='ip_adresa', el='ip', ru='ip_адрес|ip', ja='IPアドレス', ko='ip', zh='ip')
# things that are nobody's
h('#order', en='order_no|order_number|reference', de='Bestellnummer|Auftragsnr|Vorgangsnummer', fr='numero_commande|réf_commande', es='numero_pedido|referencia', it='numero_ordine', nl='bestelnummer', pl='numer_zamówienia', pt='numero_pedido', sv='ordernummer', da='ordrenummer', nb='ordrenummer', fi='tilausnumero', cs='číslo_objednávky', tr='sipariş_no', ro='nr_comanda', hu='rendelésszám', hr='broj_narudžbe', el='αριθμός_παραγγελίας', ru='номер заказа', ja='注文番号', ko='주문번호', zh='订单号')
h('#product', en='product|item_name|article|product_name', de='Artikel|Produkt|Artikelbezeichnung|Bezeichnung', fr='produit|article|désignation', es='producto|artículo|nombre', it='prodotto|articolo|nome', nl='product|artikel', pl='produkt|towar|nazwa', pt='produto|artigo', sv='produkt|artikel', da='produkt|vare', nb='produkt|vare', fi='tuote', cs='produkt|zboží', tr='ürün', ro='produs', hu='termék', hr='proizvod', el='προϊόν', ru='товар', ja='商品名', ko='상품명', zh='商品')
h('#company', en='company|supplier|organisation|manufacturer', de='Firma|Lieferant|Hersteller', fr='société|fournisseur', es='empresa|proveedor', it='azienda|fornitore', nl='bedrijf|leverancier', pl='firma|dostawca', pt='empresa|fornecedor', sv='företag|leverantör', da='firma|leverandør', nb='firma|leverandør', fi='yritys|toimittaja', cs='firma|dodavatel', tr='şirket|tedarikçi', ro='firma|furnizor', hu='cég|szállító', hr='tvrtka|dobavljač', el='εταιρεία', ru='компания|поставщик', ja='会社名', ko='회사', zh='公司')
h('#price', en='price|amount|total', de='Preis|Betrag|Summe', fr='prix|montant', es='precio|importe', it='prezzo|importo', nl='prijs|bedrag', pl='cena|kwota', pt='preco|valor', sv='pris|belopp', da='pris|beløb', nb='pris|beløp', fi='hinta|summa', cs='cena|částka', tr='fiyat|tutar', ro='pret|suma', hu='ár|összeg', hr='cijena|iznos', el='τιμή|ποσό', ru='цена|сумма', ja='価格|金額', ko='가격|금액', zh='价格|金额')
h('#quantity', en='qty|quantity|stock', de='Menge|Anzahl|Bestand', fr='quantité|stock', es='cantidad', it='quantità', nl='aantal', pl='ilość', pt='quantidade', sv='antal', da='antal', nb='antall', fi='määrä', cs='množství', tr='adet', ro='cantitate', hu='mennyiség', hr='količina', el='ποσότητα', ru='количество', ja='数量', ko='수량', zh='数量')
h('#date', en='order_date|created_at|shipped_on|updated', de='Bestelldatum|angelegt_am|Lieferdatum', fr='date_commande|créé_le', es='fecha_pedido|fecha_alta', it='data_ordine', nl='besteldatum', pl='data_zamówienia', pt='data_pedido', sv='orderdatum', da='ordredato', nb='ordredato', fi='tilauspäivä', cs='datum_objednávky', tr='sipariş_tarihi', ro='data_comenzii', hu='rendelés_dátuma', hr='datum_narudžbe', el='ημερομηνία_παραγγελίας', ru='дата заказа', ja='注文日', ko='주문일', zh='下单日期')
h('#status', en='status|state|type', de='Status|Typ|Zustand', fr='statut|type', es='estado|tipo', it='stato|tipo', nl='status|soort', pl='status|typ', pt='estado|tipo', sv='status|typ', da='status|type', nb='status|type', fi='tila', cs='stav', tr='durum', ro='stare|tip', hu='állapot', hr='status', el='κατάσταση', ru='статус', ja='状態', ko='상태', zh='状态')
h('#id', en='id|ID|row_id', de='lfd_nr|ID|Nr.', fr='id|n°', es='id|nº', it='id|n.', nl='id|nr', pl='id|lp.', pt='id|nº', sv='id|nr', da='id|nr', nb='id|nr', fi='id|nro', cs='id|č.', tr='id|no', ro='id|nr', hu='id|sorszám', hr='id|rb', el='id|αα', ru='id|№', ja='id|番号', ko='id|번호', zh='id|编号')
h('#uuid', **{l: 'uuid|guid|external_id|session_id' for l in LANG})
h('#ean', **{l: 'EAN|ean13|barcode|GTIN' for l in LANG})
h('#ts', **{l: 'timestamp|ts|unix_time|epoch' for l in LANG})
h('#hash', **{l: 'checksum|file_hash|etag|sha256' for l in LANG})
h('#url', **{l: 'url|link|image_url|slug' for l in LANG})
h('#version', **{l: 'version|firmware|build|release' for l in LANG})
h('#color', en='colour|color', de='Farbe', fr='couleur', es='color', it='colore', nl='kleur', pl='kolor', pt='cor', sv='färg', da='farve', nb='farge', fi='väri', cs='barva', tr='renk', ro='culoare', hu='szín', hr='boja', el='χρώμα', ru='цвет', ja='色', ko='색상', zh='颜色')
def style(name):
    s = r.random()
    if not name.isascii(): return name
    if s < .12: return name.upper()
    if s < .2: return re.sub(r'[ _-](\w)', lambda m: m[1].upper(), name)
    if s < .26: return r.choice(['tbl_', 'cust_', 'kd_', 'x_', 'c_', 'usr_']) + name.lower().replace(' ', '_') if '#' not in name else name
    return name
CC = {'en_US':'+1','en_CA':'+1','en_GB':'+44','en_AU':'+61','en_IE':'+353','en_IN':'+91','de':'+49','de_AT':'+43','de_CH':'+41','fr':'+33','es':'+34','it':'+39','nl':'+31','pl':'+48'}
def realphone(loc):
    return r.choice({'en_US': [lambda: '(%s) 5%s-%s' % (r.choice(['212','415','312','617']), '2'+d(1), d(4)), lambda: '%s-7%s-%s' % (r.choice(['212','415','312']), '3'+d(1), d(4)), lambda: '+1%s6%s' % (r.choice(['212','415','312']), '2'+d(5))], 'en_GB': [lambda: '020 7%s %s' % (d(3), d(4)), lambda: '07%s %s' % ('912 3'[:3] + d(1), d(6)), lambda: '+44 20 7%s %s' % (d(3), d(4))], 'de': [lambda: '030/2%s' % d(6), lambda: '0171 2%s' % d(6), lambda: '+49 89 2%s' % d(6), lambda: '0221-3%s' % d(5)], 'fr': [lambda: '01 4%s %s %s %s' % (d(1), d(2), d(2), d(2)), lambda: '06%s' % ('1' + d(7)), lambda: '+33 6 1%s %s %s %s' % (d(1), d(2), d(2), d(2))], 'es': [lambda: '6%s %s %s' % ('1'+d(1), d(3), d(3)), lambda: '91 3%s %s' % (d(2), d(4)), lambda: '+34 6%s' % ('1'+d(7))], 'it': [lambda: '347 %s' % ('1'+d(6)), lambda: '06 3%s' % d(6), lambda: '+39 347 1%s' % d(6)], 'nl': [lambda: '06-1%s' % d(7), lambda: '020-6%s' % d(6)], 'pl': [lambda: '601 %s %s' % (d(3), d(3)), lambda: '+48 22 6%s %s %s' % (d(2), d(2), d(2))]}.get(loc, [lambda: r.choice(P[loc]['phone'] or ['+49 30 2345678'])]))()
ASC = lambda s: ''.join(c for c in s.lower() if c.isascii() and c.isalpha())
def email(loc):
    a, b = ASC(r.choice(P[loc]['first'] or ['ana'])) or 'user' + d(2), ASC(r.choice(P[loc]['last'] or ['li'])) or 'k' + d(3)
    return r.choice(['%s.%s@%s', '%s_%s@%s', '%s%s@%s']) % (a, b, r.choice(['gmail.com','outlook.com','web.de','orange.fr','libero.it','wp.pl','mail.ru','qq.com','firma-%s.de' % d(2),'uol.com.br','hotmail.es','kpnmail.nl']))
def iban():
    cc, n = r.choice([('DE',18),('AT',16),('FR',0),('ES',20),('NL',0),('BE',12),('PL',24)])
    body = {'FR': d(10) + ''.join(r.choice('0123456789ABC') for _ in range(11)) + d(2), 'NL': 'INGB' + d(10)}.get(cc) or d(n)
    v = int(''.join(str(int(c, 36)) for c in body + cc + '00')) % 97
    s = cc + '%02d' % (98 - v) + body
    return s if r.random() < .5 else ' '.join(s[k:k+4] for k in range(0, len(s), 4))
def card():
    p = r.choice(['4','51','55','2221','37','6011']); n = 15 if p == '37' else 16
    b = p + d(n - len(p) - 1); b += I.luhn_digit(b); return b
DF = ['%Y-%m-%d','%d.%m.%Y','%d/%m/%Y','%m/%d/%Y','%Y%m%d','%d-%m-%Y','%Y-%m-%d 00:00:00']
ILL = ['Diabetes','asthma','hypertension','none','Penicillin','J45.0','E11.9','migraine','gluten','allergie','depression','-','nuts','epilepsy','I10','Pollen','keine']
REL = ['rk','ev','none','islam','Catholic','Muslim','-','buddhist','ev.-luth.']
b64 = lambda n: base64.b64encode(bytes(r.randrange(256) for _ in range(n))).decode()
def rnd(n, a=string.ascii_letters + string.digits): return ''.join(r.choice(a) for _ in range(n))
hx = '0123456789abcdef'
HASH = {'bcrypt': lambda: r.choice(['$2y$10$','$2b$12$','$2a$08$']) + rnd(53, './' + string.ascii_letters + string.digits), 'argon2': lambda: '$argon2id$v=19$m=65536,t=3,p=4$' + rnd(22) + '$' + rnd(43), 'scrypt': lambda: r.choice(['scrypt:32768:8:1$' + rnd(16) + '$' + rnd(128, hx), '$scrypt$ln=16,r=8,p=1$' + rnd(22) + '$' + rnd(43)]), 'md5': lambda: rnd(32, hx), 'sha1': lambda: rnd(40, hx), 'sha256': lambda: rnd(64, hx), 'sha512': lambda: rnd(128, hx), 'pbkdf2': lambda: r.choice(['pbkdf2_sha256$260000$' + rnd(12) + '$' + b64(32), 'pbkdf2:sha256:150000$' + rnd(8) + '$' + rnd(64, hx), '$pbkdf2-sha256$29000$' + rnd(22) + '$' + rnd(43)]), 'ssha': lambda: '{SSHA}' + b64(28), 'wordpress': lambda: r.choice(['$P$B', '$wp$2y$10$' + rnd(22) if False else '$P$9']) + rnd(30), 'drupal': lambda: '$S$' + 'D' + rnd(51), 'crypt6': lambda: '$6$' + rnd(8) + '$' + rnd(86), 'joomla': lambda: rnd(32, hx) + ':' + rnd(32), 'aspnet': lambda: 'AQAAAAIAAYag' + b64(52)[:72], 'yescrypt': lambda: '$y$j9T$' + rnd(22) + '$' + rnd(43), 'sha1colon': lambda: 'sha1$' + rnd(8) + '$' + rnd(40, hx), 'magento': lambda: rnd(64, hx) + ':' + rnd(16) + ':1', 'mssha': lambda: '{SHA}' + b64(20), 'phpass': lambda: '$H$9' + rnd(30), 'mysql5': lambda: '*' + rnd(40, '0123456789ABCDEF'), 'apr1': lambda: '$apr1$' + rnd(8) + '$' + rnd(22), 'laravel': lambda: base64.b64encode(json.dumps({'iv': b64(16), 'value': b64(48), 'mac': rnd(64, hx)}).encode()).decode(), 'fernet': lambda: 'gAAAAAB' + rnd(93) + '==', 'pgp': lambda: 'ww0EBwMC' + b64(60), 'vault': lambda: 'vault:v1:' + b64(40), 'hex-aes': lambda: '\\x' + rnd(96, hx), 'keycloak': lambda: json.dumps({'value': b64(64), 'salt': b64(16)})}
PWC = lambda: r.choice([rnd(8), rnd(10), 'Sommer%s' % d(2), 'passw0rd%s' % d(1), 'letmein%s' % d(1), rnd(5) + '!', 'qwertz%s' % d(3), 'Hund%s' % d(4)])
def ean():
    b = r.choice(['40','50','76','87','30','80']) + d(10); t = sum(int(c) * (3 if k % 2 else 1) for k, c in enumerate(b)); return b + str(-t % 10)
def notes(loc, person):
    base = r.choice(P[loc]['text'] or ['x y z']) + ' ' + r.choice(P[loc]['text'] or ['more of it'])
    return base
def cells(kind, loc, n):
    p = P[loc]; c = lambda k: r.choice(p[k]) if p.get(k) else r.choice(P['en'][k])
    fmt = r.choice(DF)
    faker = r.random() < .4
    sal = r.choice(['%d', '%d.00', '%d,50'])
    g = r.choice([['m','f'],['M','F','X'],['male','female'],['Herr','Frau'],['Mr','Mrs','Ms'],['1','2'],['m','w','d'],['H','F'],['K','M']])
    cardfmt = r.choice([lambda s: s, lambda s: ' '.join(s[k:k+4] for k in range(0, len(s), 4))])
    zipc = d(2)
    f = {'email': lambda: email(loc), 'phone': lambda: c('phone') if faker else realphone(loc), 'given_name': lambda: c('first'), 'family_name': lambda: c('last'),
      'full_name': lambda: r.choice([lambda: c('full'), lambda: c('last') + ', ' + c('first'), lambda: c('first') + ' ' + c('last')])() , 'birth_date': lambda: i.date().strftime(fmt), 'street': lambda: c('street'), 'postcode': lambda: c('zip'), 'city': lambda: c('city'),
      'iban': iban, 'card': lambda: cardfmt(card()), 'gender': lambda: r.choice(g), 'health': lambda: r.choice(ILL), 'religion': lambda: r.choice(REL), 'salary': lambda: sal % r.randint(1800, 9000), 'password': PWC, 'ip': lambda: '%d.%d.%d.%d' % (r.choice([31,46,62,77,84,91,178,185,193,212]), r.randint(0,255), r.randint(0,255), r.randint(1,254)),
      '#order': None, '#product': lambda: c('product'), '#company': lambda: c('company'), '#price': lambda: r.choice(['%d.%02d','%d,%02d']) % (r.randint(0, 999), r.randint(0, 99)), '#quantity': lambda: str(r.randint(0, 500)), '#date': lambda: i.date(2015, 2025).strftime(fmt), '#status': lambda: r.choice(['open','shipped','paid','cancelled']), '#uuid': lambda: str(uuid.UUID(int=r.getrandbits(128))), '#ean': ean, '#ts': lambda: str(r.randint(1500000000, 1750000000)), '#hash': lambda: rnd(64, hx), '#url': lambda: 'https://cdn.shop.de/%s/%s.jpg' % (rnd(6, hx), rnd(8, hx)), '#version': lambda: '%d.%d.%d.%d' % (r.randint(1,9), r.randint(0,9), r.randint(0,99), r.randint(0,999)), '#color': lambda: c('color')}
    if kind == '#id': return [str(k + 1) for k in range(n)]
    if kind == '#order':
        m = r.choice([8, 9, 10, 11, 12, 16]); pre = r.choice(['', '', '', 'A-', 'ORD', 'B']); return [pre + d(m) for _ in range(n)]
    if kind == 'full_name':
        one = r.choice([lambda: c('full'), lambda: c('last') + ', ' + c('first'), lambda: c('first') + ' ' + c('last')]); return [one() for _ in range(n)]
    return [f[kind]() for _ in range(n)]
PERS = ['email','phone','given_name','family_name','full_name','birth_date','street','postcode','city','iban','card','gender','health','religion','salary','ip']
NATS = {'en': ['us_ssn','uk_nhs','uk_nino','au_tfn','ca_sin','in_aadhaar','in_pan','za_id','ie_pps','nz_ird','sg_nric'], 'de': ['de_tax_id','at_svnr','ch_ahv','de_pension','de_health'], 'fr': ['fr_nir','be_nrn','ch_ahv','lu_id'], 'es': ['es_nif','es_nie','mx_curp','ar_cuit','cl_rut','mx_nss','uy_ci','pe_ruc'], 'it': ['it_codice_fiscale'], 'nl': ['nl_bsn','be_nrn'], 'pl': ['pl_pesel','pl_nip'], 'pt': ['pt_nif','br_cpf','br_pis','pt_niss'], 'sv': ['se_personnummer'], 'da': ['dk_cpr'], 'nb': ['no_fnr'], 'fi': ['fi_hetu'], 'cs': ['cz_birth_number'], 'tr': ['tr_tckn'], 'ro': ['ro_cnp','md_idnp'], 'hu': ['hu_taj','hu_tax_id'], 'hr': ['hr_oib','rs_jmbg','si_emso'], 'el': ['gr_amka','gr_afm'], 'ru': ['ru_inn','ru_snils','ua_rnokpp'], 'ja': ['jp_my_number'], 'ko': ['kr_rrn'], 'zh': ['cn_resident_id','tw_id']}
CRYPT = ['F%d','col%d','Feld %d','field_%d','Spalte%d','c%02d','Column %d','x%d','attr_%d','V%d','udf%d']
OKALSO = {'full_name': ['family_name','given_name'], 'given_name': ['full_name'], 'family_name': ['full_name'], 'us_ssn': ['us_itin'], 'postcode': [], 'city': [], 'rs_jmbg': ['si_emso'], 'si_emso': ['rs_jmbg'], 'cz_birth_number': []}
for t in range(ntab):
    lang = list(LANG)[t % len(LANG)]; loc = r.choice(LANG[lang]); n = r.choice([5, 8, 14, 25, 40])
    cols, used = [], set()
    def add(kind, name, cs, also=(), protected='', note=''):
        if name in used: name += '_2'
        used.add(name)
        cols.append(dict(name=name, cells=cs, kind='' if kind.startswith('#') else kind, also=list(also), protected=protected, note=note))
    theme = t % 8
    ks = r.sample(PERS, r.randint(3, 6)); th = r.sample([k for k in H if k[0] == '#'], r.randint(2, 4))
    if theme == 1: ks = []                       # goods only
    if theme == 1: th = r.sample([k for k in H if k[0] == '#'], 6)
    cryptic = theme == 2
    if theme == 3: ks = [k for k in ks if k not in ('full_name',)] + ['full_name']
    if 'full_name' in ks: ks = [k for k in ks if k not in ('given_name','family_name')]
    order = ks + th; r.shuffle(order)
    for k, kind in enumerate(order):
        name = style(r.choice(H[kind].get(lang) or H[kind]['en'])) if lang in H[kind] or True else ''
        if cryptic:
            name = CRYPT[t % len(CRYPT)] % (k + 1)
            # below such a name only values can tell
            if kind in ('postcode','salary','gender','health','religion','birth_date','password'): continue
        cs = cells(kind, loc, n)
        if r.random() < .3: cs = [x if r.random() > .15 else '' for x in cs]
        add(kind, name, cs, OKALSO.get(kind, []), note='cryptic' if cryptic else '')
    if theme in (0, 4, 5):
        for kind in r.sample(NATS[lang], min(len(NATS[lang]), 2)):
            sh = r.choice(T[kind][2] + ['']) ; w = [I.draw(i, T, kind) for _ in range(n)]
            if kind == 'cz_birth_number' and not sh: sh = '6/4'
            w = [I.write(v, sh) if sh else v for v in w]
            add(kind, style(r.choice(T[kind][4])), w, OKALSO.get(kind, []))
    if theme in (3, 6):
        f = r.choice(list(HASH)); add('password', style(r.choice(H['password'][lang] + ['pw_hash','password_hash'])), [HASH[f]() for _ in range(n)], protected='*', note=f)
    if theme == 7: add('password', style(r.choice(H['password'][lang])), [PWC() for _ in range(n)], note='clear')
    if theme == 4:
        k = r.choice(['email','card','iban','phone'])
        m = {'email': lambda: (lambda e: e[0] + '***@' + e.split('@')[1])(email(loc)), 'card': lambda: r.choice(['************', '**** **** **** ', 'XXXXXXXXXXXX', '411111******'])[0:99] + d(4), 'iban': lambda: 'DE' + d(2) + ' **** **** **** **** ' + d(2), 'phone': lambda: '+49 *** *** ' + d(4)}[k]
        if k == 'card': pre = r.choice(['************', '**** **** **** ', 'XXXXXXXXXXXX', '411111******']); m = lambda: pre + d(4)
        add(k, style(r.choice(H[k][lang])) + '_masked', [m() for _ in range(n)], protected='masked', note='masked')
    if theme == 5:
        f = r.choice(['fernet','vault','laravel','pgp','hex-aes','sha256','md5']); k = r.choice(['email','iban','phone'])
        add(k, style(r.choice(H[k]['en'])) + r.choice(['_enc','_encrypted','_hash']), [HASH[f]() for _ in range(n)], protected='*', note='enc ' + f)
    if theme == 6: add('#token', r.choice(['card_token','payment_method','stripe_token']), [r.choice(['tok_','pm_','card_']) .replace('card_', 'tok_') + rnd(24) for _ in range(n)], note='token', protected='token')
    if theme == 0: add('email', style(r.choice(H['email'][lang])) + '_test', ['%s@example.com' % rnd(6, string.ascii_lowercase) for _ in range(n)], note='test')
    if theme == 7: add('#misleading', r.choice(['card_id','phone_model','email_sent','name_en','address_type','birth_weight','ip_count','iban_valid','account_status','title']), r.choice([[r.choice(['yes','no']) for _ in range(n)], [str(r.randint(1, 50)) for _ in range(n)], [r.choice(['Alpha','Beta X2','S21 Ultra','Pro 5']) for _ in range(n)]]), note='misleading')
    if theme == 2:
        add('#text', r.choice(['notes','Bemerkung','comment','remarques']), [notes(loc, 0) for _ in range(n)], note='text')
    print(json.dumps(dict(half=half, lang=lang, loc=loc, theme=theme, columns=cols), ensure_ascii=False))
