"""Forms of documents about people, for documents.py: <<kind>> is filled in and
labelled, <<~kind>> is filled in and neither asked for nor wrong, <<+what>> is nobody's."""
LOGS = r'''
en|<<ip>> - - [<<+clf>>] "GET /newsletter/confirm?email=<<emailq>>&token=<<+hex32>> HTTP/1.1" 302 0 "-" "<<+ua>>"
en|<<+iso>> INFO  [http-nio-8080-exec-<<+n2>>] c.s.web.LoginController - login ok user=<<email>> from <<ip>> session <<+uuid>>
en|{"ts":"<<+iso>>","level":"warn","msg":"card declined","order":"<<+order>>","customer":{"email":"<<email>>","phone":"<<phone>>"},"ip":"<<ip>>","trace_id":"<<+hex32>>"}
en|<<+sys>> mx1 postfix/smtp[<<+n4>>]: <<+hexU10>>: to=<<<email>>>, relay=mx.host.net[<<ip>>]:25, delay=<<+dec>>, dsn=2.0.0, status=sent (250 2.0.0 OK <<+epoch>>)
en|<<+sys>> web2 sshd[<<+n4>>]: Failed password for invalid user admin from <<ip>> port <<+n5>> ssh2
en|[<<+iso>>] production.ERROR: SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry '<<email>>' for key 'users_email_unique' {"userId":<<+n4>>,"exception":"[object] (Illuminate\\Database\\QueryException(code: 23000) at /var/www/vendor/laravel/framework/src/Illuminate/Database/Connection.php:<<+n3>>)"}
en|Started POST "/users/password" for <<ip>> at <<+dt>> +0000¶Processing by PasswordsController#create as HTML¶  Parameters: {"utf8"=>"✓", "authenticity_token"=>"[FILTERED]", "user"=>{"email"=>"<<email>>"}, "commit"=>"Send"}
en|<<+sys>> gw dhcpd: DHCPACK on <<ip>> to <<mac>> (laptop-<<+n2>>) via eth<<+n1>>
en|<<+dt>>,<<+n3>> DEBUG mailer: queued template=welcome_v<<+v3>> rcpt="<<email>>" id=<<+uuid>> attempt=<<+n1>>/5
en|{"log":"<<ip>> - <<email>> [<<+clf>>] \"PUT /api/v2/customers/<<+n6>> HTTP/2.0\" 204 0\n","stream":"stdout","time":"<<+iso>>"}
en|<<+dt>> client=<<ip6>> method=GET path="/track?e=<<emailq>>&c=<<+n6>>" status=200 bytes=<<+n5>> ua="<<+ua>>"
en|type=USER_LOGIN msg=audit(<<+epoch>>.<<+n3>>:<<+n5>>): pid=<<+n4>> uid=0 auid=4294967295 ses=4294967295 msg='op=login acct="root" exe="/usr/sbin/sshd" hostname=? addr=<<ip>> terminal=ssh res=failed'
en|{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","accountId":"<<+n12>>","userName":"deploy"},"eventTime":"<<+iso>>","sourceIPAddress":"<<ip>>","userAgent":"aws-cli/2.13.<<+n2>> Python/3.11.<<+n1>>","requestID":"<<+uuid>>"}
en|<<+dt>> [error] <<+n4>>#<<+n4>>: *<<+n6>> upstream timed out (110: Connection timed out) while reading response header from upstream, client: <<ip>>, server: shop.test, request: "POST /checkout?mail=<<email>> HTTP/1.1", upstream: "http://<<ip>>:9000"
en|<<+iso>> stripe.webhook evt_<<+a24>> charge.succeeded amount=<<+n4>> receipt_email=<<email>> last4=<<+n4>> brand=visa
en|SIP/2.0 200 OK¶Via: SIP/2.0/UDP <<ip>>:5060;branch=z9hG4bK<<+hex10>>¶Contact: <sip:<<+n3>>@<<ip>>:5060>
en|postgres[<<+n4>>]: [<<+n1>>-1] db=crm,user=app,client=<<ip>> LOG:  duration: <<+dec>> ms  statement: SELECT * FROM contacts WHERE lower(email) = lower('<<email>>') LIMIT 1
en|imap-login: Info: Login: user=<<<email>>>, method=PLAIN, rip=<<ip>>, lip=<<ip>>, mpid=<<+n5>>, TLS, session=<<<+a16>>>
'''
MAILS = r'''
en|From: <<full_name>> <<<email>>>¶Date: <<+rfc>>¶Subject: Order <<+order>> not arrived¶¶Hi team,¶my parcel (tracking <<+parcel>>) still hasn't shown up. Please call me on <<phone>>.¶¶Kind regards¶<<full_name>>¶<<street_en>>
en|Hello,¶¶please change the e-mail on my account from <<email>> to <<email>>. Customer no. <<+n8>>.¶¶Thanks,¶<<full_name>>
de|Sehr geehrte Damen und Herren,¶¶hiermit kündige ich meinen Vertrag Nr. <<+n9>> zum Monatsende. Bitte überweisen Sie das Guthaben auf <<iban>>.¶¶Mit freundlichen Grüßen¶<<full_name>>¶<<street_de>>
de|Guten Tag Frau <<family_name>>,¶¶anbei die Rechnung <<+invoice>> vom <<+dmy>>. Bei Fragen erreichen Sie mich unter <<phone>> oder <<email>>.¶¶Viele Grüße¶<<full_name>>
de|Betreff: Ticket #<<+n7>>¶Kunde: <<full_name>>¶Rückruf erbeten: <<phone>>¶Gerät: Seriennr. <<+serial>>, Firmware <<+v4>>
fr|Bonjour,¶¶je souhaite modifier mon adresse de livraison pour la commande n° <<+n9>> : <<street_fr>>.¶Vous pouvez me joindre au <<phone>>.¶¶Cordialement,¶<<full_name>>
fr|Madame <<family_name>>,¶¶votre remboursement de <<+price>> € sera versé sur le compte <<iban>> sous 5 jours.¶¶Bien à vous,¶Service client
it|Gentile <<full_name>>,¶¶le confermiamo la spedizione dell'ordine <<+n9>>. Numero di tracking: <<+parcel>>. Per assistenza scriva a <<~email>>.¶¶Cordiali saluti
it|Buongiorno, vorrei disdire l'abbonamento. Il mio cellulare è <<phone>>, la mail è <<email>>. Grazie, <<full_name>>
es|Hola, soy <<full_name>> y no he recibido mi pedido <<+n8>>. Mi teléfono es <<phone>> y mi correo <<email>>. Un saludo
es|Estimada Sra. <<family_name>>:¶¶Le enviamos la factura <<+invoice>>. El cargo se hará en la cuenta <<iban>>.¶¶Atentamente,¶Administración
nl|Beste klantenservice,¶¶ik ben verhuisd naar <<street_nl>>. Mijn nummer is <<phone>>.¶¶Met vriendelijke groet,¶<<full_name>>
nl|Goedemiddag, kunt u de factuur <<+invoice>> nogmaals sturen naar <<email>>? Klantnr. <<+n7>>. Groeten, <<full_name>>
pl|Dzień dobry,¶¶proszę o zmianę numeru konta na <<iban>>. Kontakt: <<phone>>, <<email>>.¶¶Pozdrawiam,¶<<full_name>>
sv|Hej!¶¶Jag har inte fått min order <<+n8>>. Ring mig på <<phone>>.¶¶Med vänliga hälsningar¶<<full_name>>
da|Hej <<given_name>>,¶¶tak for din bestilling <<+n8>>. Vi har sendt kvittering til <<email>>.¶¶Venlig hilsen¶Butikken
nb|Hei, kan dere sende pakken til <<street_nb>> i stedet? Mobil <<phone>>. Hilsen <<full_name>>
fi|Hei, tilaukseni <<+n8>> on myöhässä. Puhelin <<phone>>, sähköposti <<email>>. Terveisin <<full_name>>
pt|Bom dia,¶¶o meu telemóvel é <<phone>> e o e-mail <<email>>. Encomenda n.º <<+n8>>.¶¶Cumprimentos,¶<<full_name>>
tr|Merhaba, siparişim <<+n8>> hâlâ gelmedi. Telefonum <<phone>>, e-posta <<email>>. Saygılarımla, <<full_name>>
en|Fwd: booking¶Passenger: Mr <<full_name>>, DOB <<birth_date>>, passport <<~passport>>¶Flight LH<<+n4>> on <<+dmy>>, ref <<+hexU6>>
en|Dear Mrs <<family_name>>,¶your card ending <<+n4>> was charged <<+price>> GBP. Ref. <<+n12>>.¶Yours sincerely,¶Accounts
en|Return-Path: <<<email>>>¶Received: from mail.isp.net (mail.isp.net [<<ip>>])¶    by mx.shop.test (Postfix) with ESMTPS id <<+hexU10>>¶    for <<<~email>>>; <<+rfc>>¶To: Shop <<<~email>>>¶X-Mailer: Foo <<+v4>>¶¶The lamp (EAN <<+ean>>) is broken.
de|Liebe Kolleginnen, Herr <<family_name>> aus der <<street_de>> hat angerufen, er wartet seit dem <<+dmy>> auf Artikel <<+sku>>. Rückruf <<phone>>.
fr|M. <<family_name>> a téléphoné (tél. <<phone>>), né le <<birth_fr>>, dossier <<+n6>>.
en|Hi <<given_name>>, the invoice <<+invoice>> over <<+price>> is due on <<+iso_d>>. Best, Tom's Bikes Ltd
'''
CHATS = r'''
en|[<<+chat>>] <<full_name>>: my new number is <<phone>>
en|[<<+chat>>] Support: could you give us the e-mail on the order?¶[<<+chat>>] Visitor <<+n4>>: sure, <<email>>¶[<<+chat>>] Support: found it, order <<+n8>> left on <<+iso_d>> with tracking <<+parcel>>
de|<<+dmy>>, <<+hm>> - <<full_name>>: Könnt ihr mich unter <<phone>> anrufen?
en|<<+hm>> <bot> build <<+n5>> (<<+hex7>>) passed in <<+n3>>s, version <<+v3>> deployed to 3 hosts
en|agent: please confirm the card¶customer: it is <<card>>, exp <<+exp>>
de|Kunde schreibt: Meine IBAN hat sich geändert, neu: <<iban>>. Gruß, <<full_name>>
fr|client> bonjour, mon mail c'est <<email>> et le portable <<phone>>¶agent> merci, votre ticket est le <<+n7>>
es|[<<+hm>>] Cliente: me llamo <<full_name>>, pedido <<+n8>>¶[<<+hm>>] Agente: gracias, le escribo a <<email>>
it|utente: la mia carta <<card>> è stata rifiutata¶operatore: codice errore <<+n5>>, riprovi domani
nl|klant: mijn e-mail is <<email>>, bestelling <<+n9>>¶medewerker: dank, track & trace 3S<<+a13>>
pl|klient: proszę o kontakt <<phone>> lub <<email>>, zamówienie <<+n8>>
en|> Caller <<full_name>>, callback <<phone>>, wants refund of <<+price>> for order <<+order>>
'''
RECORDS = r'''
de|Patientin: <<full_name>>¶Geburtsdatum: <<birth_de>>¶Telefon: <<phone>>¶Anschrift: <<street_de>>¶Fallnummer: <<+n8>>
en|Name: <<full_name>>¶Date of birth: <<birth_date>>¶Mobile: <<phone>>¶Email: <<email>>¶Member since: <<+iso_d>>¶Member no: <<+n6>>
fr|Nom : <<full_name>>¶Né(e) le : <<birth_fr>>¶Téléphone : <<phone>>¶Courriel : <<email>>¶N° adhérent : <<+n6>>
it|Cognome e nome: <<full_name>>¶Data di nascita: <<birth_fr>>¶Telefono: <<phone>>¶IBAN: <<iban>>
es|Nombre: <<full_name>>¶Fecha de nacimiento: <<birth_fr>>¶Móvil: <<phone>>¶Correo: <<email>>¶N.º socio: <<+n5>>
en|{"id": <<+n6>>, "firstName": "<<given_name>>", "lastName": "<<family_name>>", "email": "<<email>>", "phone": "<<phone>>", "createdAt": "<<+iso>>", "sku": "<<+sku>>"}
de|<kunde id="<<+n6>>"><name><<full_name>></name><email><<email>></email><tel><<phone>></tel><iban><<iban>></iban><angelegt><<+iso_d>></angelegt></kunde>
en|INSERT INTO `wp_users` VALUES (<<+n3>>,'<<username>>','<<phpass>>','<<username>>','<<email>>','','<<+dt>>','',0,'<<full_name>>');
en|INSERT INTO `ps_customer` VALUES (<<+n3>>,1,3,'<<family_name>>','<<given_name>>','<<email>>','<<bcrypt>>','<<+dt>>','<<birth_date>>',1,'<<ip>>');
en|BEGIN:VCARD¶VERSION:3.0¶FN:<<full_name>>¶TEL;TYPE=CELL:<<phone>>¶EMAIL:<<email>>¶UID:<<+uuid>>¶REV:<<+iso>>¶END:VCARD
en|dn: uid=<<+n6>>,ou=people,dc=firm,dc=test¶mail: <<email>>¶telephoneNumber: <<phone>>¶uidNumber: <<+n5>>¶entryUUID: <<+uuid>>
en|order,date,email,phone,total¶<<+n7>>,<<+iso_d>>,<<email>>,<<phone>>,<<+price>>¶<<+n7>>,<<+iso_d>>,<<email>>,<<phone>>,<<+price>>¶<<+n7>>,<<+iso_d>>,<<email>>,<<phone>>,<<+price>>
de|Kundennr;Nachname;Vorname;Geburtsdatum;IBAN;EAN¶<<+n6>>;<<family_name>>;<<given_name>>;<<birth_de>>;<<iban>>;<<+ean>>¶<<+n6>>;<<family_name>>;<<given_name>>;<<birth_de>>;<<iban>>;<<+ean>>
en|name: "<<full_name>>"¶email: <<email>>¶last_login_ip: <<ip>>¶build: <<+v4>>¶checksum: <<+hex64>>
en|Refund to card <<card>> / auth <<+n6>> / terminal <<+n8>> / batch <<+n4>>
de|SEPA-Lastschrift: Mandat <<+mandate>>, Gläubiger DE98ZZZ09999999999, Zahler <<full_name>>, IBAN <<iban>>, Betrag <<+price>> EUR
en|<tr><td><<full_name>></td><td><a href="mailto:<<email>>"><<email>></a></td><td><<phone>></td><td><<+iso_d>></td><td><<+sku>></td></tr>
en|| <<full_name>> | <<email>> | <<phone>> | <<+n4>> pts |
'''
