"""Forms drawn once the classifier had been mended by those of documents.py: nothing
was mended by them before they were scored. Marks as in forms_people.py."""
FRESH = r'''
logs|en|<<ip>> <<email>> [<<+clf>>] "POST /wp-login.php HTTP/1.1" 403 <<+n4>> "https://blog.test/wp-login.php" "<<+ua>>"
logs|en|<<+dt>> UTC [<<+n5>>] app@crm ERROR:  invalid input syntax for type uuid: "<<email>>" at character <<+n2>>
logs|en|level=info ts=<<+iso>> caller=smtp.go:<<+n3>> msg="message accepted" from=<<email>> to=<<email>> size=<<+n6>> remote=<<ip>>
logs|en|<<+sys>> fw kernel: [UFW BLOCK] IN=eth0 OUT= MAC=<<+macs>> SRC=<<ip>> DST=<<ip>> LEN=<<+n2>> TTL=<<+n2>> ID=<<+n5>> PROTO=TCP SPT=<<+n5>> DPT=22
logs|en|{"@timestamp":"<<+iso>>","service":"billing","version":"<<+v3>>","user":{"id":<<+n7>>,"mail":"<<email>>"},"client_ip":"<<ip>>","http":{"status":201,"bytes":<<+n5>>}}
logs|en|E/MainActivity( <<+n4>>): java.lang.IllegalStateException: user <<email>> not found (build <<+n6>>, sdk <<+n2>>)
mails|en|Hello Mr <<family_name>>,¶¶your appointment is on <<+dmy>> at <<+hm>>. If you cannot come, ring <<phone>>.¶¶Best wishes,¶<<full_name>>¶Dental Practice North
mails|en|On <<+rfc>>, <<full_name>> <<<email>>> wrote:¶> could you resend invoice <<+invoice>>?¶> my address is still <<street_en>>
mails|de|Hallo Herr <<family_name>>, Ihre Sendung <<+parcel>> ist unterwegs. Rückfragen bitte an <<email>> oder telefonisch <<phone>>.
mails|de|Von: <<full_name>> <<<email>>>¶Gesendet: <<+dmy>>¶An: Buchhaltung¶Betreff: Mahnung <<+n8>>¶¶Ich habe am <<+dmy>> von Konto <<iban>> überwiesen.
mails|de|Kunde <<full_name>>, wohnhaft <<street_de>>, meldet Verlust der Karte <<card>>.
mails|fr|Bonjour Monsieur <<family_name>>, votre colis <<+parcel>> est arrivé. Contactez-nous : <<email>>, tél. <<phone>>.
mails|fr|De : <<full_name>> <<<email>>>¶Objet : RIB¶¶Voici mon nouveau RIB : <<iban>>. Merci de mettre à jour le dossier <<+n7>>.
mails|it|Spett.le ditta, il signor <<family_name>> chiede di essere richiamato al <<phone>> per l'ordine <<+n8>>.
mails|it|Ciao <<given_name>>, ti ho mandato la fattura <<+invoice>> a <<email>>. A presto
mails|es|Buenos días, el cliente <<full_name>> (tel. <<phone>>) reclama el pedido <<+n9>>; IBAN para la devolución: <<iban>>.
mails|nl|Geachte heer <<family_name>>, uw retour <<+n9>> is verwerkt, het bedrag van <<+price>> euro staat op <<iban>>.
mails|pl|Szanowna Pani <<family_name>>, Pani numer telefonu <<phone>> i adres <<email>> zostały zmienione.
mails|sv|Hej <<given_name>>, din leverans <<+n9>> kommer i morgon. Frågor? Ring <<phone>>.
chats|en|<<full_name>> joined the chat (<<email>>, <<ip>>)
chats|en|user: card number <<card>> was declined twice, error <<+n4>>¶bot: please call <<phone>>
chats|de|Kundin: Meine neue Adresse ist <<street_de>>, Tel <<phone>>
chats|fr|Visiteur : mon numéro c'est le <<phone>>, commande <<+n8>>
chats|en|caller gave name <<full_name>>, born <<birth_date>>, tel <<phone>>, case <<+n7>>
records|en|Guest: <<full_name>>¶Room: <<+n3>>¶Card: <<card>> exp <<+exp>>¶Phone: <<phone>>¶Folio: <<+n8>>
records|en|<contact><given><<given_name>></given><surname><<family_name>></surname><mail><<email>></mail><ref><<+uuid>></ref></contact>
records|en|first_name=<<given_name>>&last_name=<<family_name>>&email=<<emailq>>&order=<<+n9>>&ts=<<+epoch>>
records|de|Name, Vorname: <<full_name>>¶geb. am <<birth_de>>¶Tel.: <<phone>>¶E-Mail: <<email>>¶Rechnungsnr.: <<+n8>>
records|de|Vorname;Nachname;Telefon;IBAN;Artikelnr¶<<given_name>>;<<family_name>>;<<phone>>;<<iban>>;<<+n6>>¶<<given_name>>;<<family_name>>;<<phone>>;<<iban>>;<<+n6>>¶<<given_name>>;<<family_name>>;<<phone>>;<<iban>>;<<+n6>>
records|fr|Nom : <<family_name>>¶Prénom : <<given_name>>¶Né le <<birth_fr>>¶Portable : <<phone>>¶Facture : <<+invoice>>
records|it|Nome: <<given_name>>¶Cognome: <<family_name>>¶Nato il <<birth_fr>>¶Cell. <<phone>>¶Pratica n. <<+n7>>
records|es|Apellidos: <<family_name>>¶Nombre: <<given_name>>¶F. nac.: <<birth_fr>>¶Tfno: <<phone>>¶Expediente <<+n7>>
records|en|{"customer":{"name":"<<full_name>>","contact":{"email":"<<email>>","mobile":"<<phone>>"},"dob":"<<birth_date>>"},"total":<<+price>>,"ean":"<<+ean>>"}
secrets|env|DB_URL=<<dsn>>¶RELEASE=<<+v3>>
secrets|env|export SECRET_TOKEN="<<hex32s>>"¶export TZ=UTC
secrets|env|REDIS_AUTH=<<password>>¶REDIS_DB=0
secrets|env|FTP_PASS="<<password>>"¶FTP_HOST=ftp.test
secrets|yaml|mysql:¶  root_password: <<password>>¶  version: 8.0.<<+n2>>
secrets|yaml|env:¶  - name: API_TOKEN¶    value: "<<github>>"
secrets|json|{"username":"svc","password":"<<password>>","host":"10.0.0.9","timeout":<<+n3>>}
secrets|json|"aws": {"accessKeyId": "<<aws>>", "secretAccessKey": "<<awssecret>>"}
secrets|hcl|provider "gitlab" { token = "<<gitlab>>" }
secrets|hcl|admin_password = "<<password>>"
secrets|ini|[smtp]¶host = mail.test¶user = robot¶password = <<password>>
secrets|xml|<property name="connection.password" value="<<password>>"/>
secrets|xml|<Password><<password>></Password>
secrets|sql|CREATE USER 'app'@'%' IDENTIFIED BY '<<password>>';
secrets|sql|ALTER ROLE crm WITH PASSWORD '<<password>>';
secrets|ps|$pw = ConvertTo-SecureString "<<password>>" -AsPlainText -Force
secrets|sh|wget --user=ci --password='<<password>>' https://dl.test/x.zip
secrets|sh|PASSWORD=<<password>> ./deploy.sh prod
secrets|sh|echo "<<password>>" | docker login -u ci --password-stdin
secrets|sh|openssl enc -aes-256-cbc -pass pass:<<password>> -in dump.sql
secrets|sh|http -a ci:<<password>> GET api.test/orders
secrets|py|conn = psycopg2.connect(host="db", user="crm", password="<<password>>")
secrets|py|os.environ["OPENAI_API_KEY"] = "<<openai>>"
secrets|rb|config.secret_key_base = '<<hex64s>>'
secrets|js|const client = new Client({ user: 'x', password: '<<password>>' })
secrets|js|headers: { Authorization: `Bearer <<jwt>>` }
secrets|cs|optionsBuilder.UseNpgsql("Host=db;Username=crm;Password=<<password>>");
secrets|mail|Ihr neues Kennwort lautet <<password>>
secrets|mail|your temporary password: <<password>> (valid until <<+dmy>>)
secrets|mail|wifi: guest / key: <<password>>
secrets|mail|La contraseña del correo es <<password>>
secrets|mail|Hasło do panelu: <<password>>
secrets|key|<<pem>>
secrets|dsn|celery -b <<dsn>> worker
placeholders|x|DB_PASSWORD=changeme¶SECRET=TODO
placeholders|x|password: ${{ secrets.DB_PASSWORD }}
placeholders|x|password = "<password>"
placeholders|x|api_key: REPLACE_WITH_YOUR_KEY
placeholders|x|PASSWORD_RESET_TIMEOUT=3600
placeholders|x|password_hash = bcrypt.hashpw(password, salt)
placeholders|x|const passwordRegex = /^(?=.*[A-Z]).{8,}$/;
placeholders|x|"passwordMinLength": 12, "passwordExpiryDays": 90
placeholders|x|user.password = user_params[:password]
placeholders|x|if (!password || password.length < 8) return null;
placeholders|x|token_type: bearer
placeholders|x|<input type="password" name="password" placeholder="Password">
placeholders|x|--set postgresql.auth.existingSecret=crm-db
placeholders|x|secret: projects/p/secrets/db-password/versions/latest
placeholders|x|kms_key_id = "arn:aws:kms:eu-central-1:<<+n12>>:key/<<+uuid>>"
placeholders|x|etag = W/"<<+hex32>>"
placeholders|x|"sha512": "<<+b64s>>"
placeholders|x|The token expires after 24 hours.
placeholders|x|Passwort vergessen? Klicken Sie hier.
placeholders|x|# token: see 1Password
nobody|order|Your order <<+n9>> (2 items) ships with tracking <<+parcel>>
nobody|order|invoice_id: <<+n10>>¶line: <<+n2>>¶sku: <<+sku>>
nobody|order|Lieferschein-Nr. <<+n9>>, Charge <<+n8>>, Palette <<+n10>>
nobody|order|facture n° <<+n9>> du <<+dmy>>, devis <<+n8>>
nobody|order|receipt <<+n12>> till <<+n2>> store <<+n4>>
nobody|order|job <<+n10>> finished in <<+n4>> ms
nobody|order|zlecenie <<+n9>>, paragon <<+n10>>
nobody|order|auth code <<+n6>> stan <<+n6>> rrn <<+n12>>
nobody|ean|<<+ean>> Pasta 500g <<+price>>
nobody|ean|ISBN-13: 978-<<+n1>>-<<+n3>>-<<+n5>>-<<+n1>>
nobody|ean|ean13=<<+ean>>&qty=2
nobody|digest|sha1:<<+hex40>>  md5:<<+hex32>>
nobody|digest|blob <<+hex40>> 100644 README.md
nobody|digest|trace=<<+hex32>> parent=<<+hex16>>
nobody|digest|device <<+uuid>> paired
nobody|version|Python <<+v3>>, Django <<+v3>>, pip <<+v3>>
nobody|version|kernel 5.10.0-<<+n2>>-amd64 #1 SMP Debian 5.10.<<+n3>>-1
nobody|version|Build <<+v4>> (release)
nobody|version|<Version><<+v4>></Version>
nobody|version|patch <<+v4>> available
nobody|version|Article <<+ch4>> of the contract
nobody|version|"engineVersion": "<<+v4>>"
nobody|version|Software <<+v4>> läuft auf dem Gerät
nobody|time|start=<<+epochms>> end=<<+epochms>>
nobody|time|<<+ymd>>T<<+n6>>Z backup-<<+ymd>>.tar
nobody|time|from <<+dmy>> until <<+dmy>>, <<+n3>> days
nobody|geo|width <<+dec4>>, height <<+dec4>>
nobody|geo|[<<+dec4>>, <<+dec4>>, <<+dec4>>]
nobody|geo|accuracy=<<+dec4>> f1=<<+dec4>>
nobody|sku|Part No. <<+n3>>-<<+n3>>-<<+n4>>
nobody|sku|Ersatzteil <<+n4>> <<+n3>> <<+n3>>
nobody|sku|model <<+sku>>, s/n <<+serial>>
nobody|money|Umsatz <<+n3>>.<<+n3>>.<<+n3>> EUR
nobody|money|balance: <<+n9>> cents
nobody|names|New York, San Diego and Santa Monica
nobody|names|Roland Garros and Wimbledon
nobody|names|Erste Hilfe Kurs, Neue Termine
nobody|names|Sales Manager, Human Resources
nobody|names|Robert Koch Institut
nobody|names|Levi Strauss Jeans, Dr. Oetker Backpulver
nobody|names|Red Hat Enterprise Linux, Apache Kafka
nobody|names|Porta Westfalica, Bad Homburg
nobody|names|Christmas Market opens on Friday
nobody|names|Marks and Spencer gift cards
nobody|names|Gran Canaria, Costa Brava, Monte Rosa
nobody|names|Rosa Parks Avenue is closed
nobody|names|Clara Schumann Schule, Klasse 4b
nobody|names|Grand Hotel Victoria, Spa and Pool
nobody|names|Visual Studio Code, Google Chrome
nobody|street|Drive C: is 90 % full, 12 files left
nobody|street|Street food market, 30 stands
nobody|street|Version 3 of the road map, 2 lanes
nobody|street|Block 12, Reihe 4, Platz 7
nobody|street|In 3 Wochen, am 5. Mai, im Jahr 2025
nobody|phoneish|serial <<+n4>>-<<+n4>>-<<+n4>>
nobody|phoneish|policy <<+n3>> <<+n3>> <<+n3>>
nobody|phoneish|0x<<+hex8>>-<<+n4>>
nobody|phoneish|run <<+n3>>/<<+n5>>, seed <<+n9>>
nobody|at|@media print, @import url(x.css)
nobody|at|git@gitlab.firm.test:team/app.git
nobody|at|lodash@<<+v3>> deduped
nobody|code|int MAX_ID = <<+n9>>; // see #<<+n4>>
nobody|code|UPDATE items SET stock = <<+n3>> WHERE id = <<+n8>>;
nobody|code|assertEquals("<<+n10>>", fmt(<<+n10>>));
'''
