"""Tables as programs write them: name of the program, language, columns. Each column
is its header and, behind a colon, what is in it; - is nobody's and free, see exports.py."""
EXPORTS = r'''
hubspot|en|Record ID:id12|First Name:given|Last Name:family|Email:email|Phone Number:phone|Contact owner:owner|Lead Status:status|Marketing contact status:status|Create Date:dt|Last Activity Date:dt|Associated Company:company|Associated Company IDs:id10|Lifecycle Stage:stage
salesforce|en|Id:sfid|Salutation:salut|FirstName:given|LastName:family|AccountId:sfid|MailingStreet:street|MailingCity:city|MailingPostalCode:zip|MailingCountry:country|Phone:phone|MobilePhone:phone|Email:email|Title:job|Birthdate:born|LeadSource:source|IsDeleted:bool|CreatedDate:dt|SystemModstamp:dt
pipedrive|en|Person - Name:full|Person - Email - Work:email|Person - Phone - Mobile:phone|Person - Organization:company|Person - Owner:owner|Person - Open deals:small|Person - Won deals:small|Person - Update time:dt|Person - ID:id
zoho|en|Contact Id:id18|Contact Name:full|Account Name:company|Email:email|Secondary Email:emailx|Mobile:phone|Mailing Zip:zip|Email Opt Out:bool|Created Time:dt|Tag:status
shopify orders|en|Name:shopno|Email:email|Financial Status:status|Paid at:dt|Fulfillment Status:status|Currency:cur|Subtotal:money|Shipping:money|Taxes:money|Total:money|Discount Code:sku|Lineitem quantity:small|Lineitem name:product|Lineitem price:money|Lineitem sku:sku|Billing Name:full|Billing Street:street|Billing City:city|Billing Zip:zip|Billing Country:country|Billing Phone:phone|Shipping Name:full|Shipping Address1:street|Notes:note|Cancelled at:dtx|Payment Method:pay|Payment Reference:ref16|Vendor:company|Id:id13|Risk Level:status|Source:source|Lineitem barcode:ean
shopify customers|en|Customer ID:id13|First Name:given|Last Name:family|Email:email|Accepts Email Marketing:bool|Default Address Company:companyx|Default Address Address1:street|Default Address City:city|Default Address Zip:zip|Phone:phone|Total Spent:money|Total Orders:small|Tax Exempt:bool|Tags:status
woocommerce|en|order_id:id5|order_number:id5|order_date:dt|status:status|shipping_total:money|order_total:money|payment_method:pay|transaction_id:ref17|customer_ip_address:ip|customer_user_agent:ua|shipping_method:ship|customer_id:id|billing_first_name:given|billing_last_name:family|billing_company:companyx|billing_email:email|billing_phone:phone|billing_address_1:street|billing_postcode:zip|billing_city:city|billing_country:country|customer_note:note|line_items:product|order_key:wckey
magento|en|ID:id9|Purchase Point:shop|Purchase Date:dt|Bill-to Name:full|Ship-to Name:full|Grand Total (Base):money|Status:status|Billing Address:addr|Shipping Information:ship|Customer Email:email|Customer Group:group|Subtotal:money|Payment Method:pay|Transaction Source:source
stripe payments|en|id:stripeid|Created date (UTC):dt|Amount:money|Amount Refunded:money|Currency:cur|Captured:bool|Description:product|Fee:money|Card ID:stripeid|Card Last4:d4|Card Brand:brand|Card Fingerprint:rnd16|Customer ID:stripeid|Customer Email:email|Status:status|Statement Descriptor:company|invoice_id (metadata):id8
stripe customers|en|id:stripeid|Description:full|Email:email|Name:full|Created (UTC):dt|Delinquent:bool|Card Name:full|Card Exp Month:month|Card Exp Year:year|Card Issue Country:country2|Total Spend:money|Plan:group
paypal|en|Date:date|Time:time|TimeZone:tz|Name:full|Type:status|Status:status|Currency:cur|Gross:money|Fee:money|Net:money|From Email Address:email|To Email Address:emailx|Transaction ID:rnd17|Shipping Address:addr|Address Status:status|Item Title:product|Item ID:id8|Invoice Number:invoice|Balance:money|Contact Phone Number:phone|Subject:product
paypal de|de|Datum:date|Uhrzeit:time|Zeitzone:tz|Name:full|Typ:status|Status:status|Währung:cur|Brutto:money|Gebühr:money|Netto:money|Absender E-Mail-Adresse:email|Empfänger E-Mail-Adresse:emailx|Transaktionscode:rnd17|Lieferadresse:addr|Artikelnummer:id8|Rechnungsnummer:invoice|Telefon:phone|Guthaben:money
mailchimp|en|Email Address:email|First Name:given|Last Name:family|Address:addr|Phone Number:phone|Birthday:mmdd|MEMBER_RATING:small|OPTIN_TIME:dt|OPTIN_IP:ip|CONFIRM_TIME:dt|CONFIRM_IP:ip|LATITUDE:geo|LONGITUDE:geo|GMTOFF:small|DSTOFF:small|TIMEZONE:tz|CC:country2|REGION:status|LAST_CHANGED:dt|LEID:id9|EUID:hex10|NOTES:note
cleverreach|de|email:email|activated:epoch|registered:epoch|source:source|Anrede:salut|Vorname:given|Nachname:family|Kundennummer:id6|Geburtstag:born|letzte_bestellung:date
brevo|fr|CONTACT ID:id|EMAIL:email|PRENOM:given|NOM:family|SMS:phone|CIVILITE:salut|DATE_NAISSANCE:born|CODE_POSTAL:zip|OPT_IN:bool|ADDED_TIME:dt
datev debitoren|de|Konto:id5|Name (Adressattyp Unternehmen):companyx|Name (Adressattyp natürl. Person):family|Vorname (Adressattyp natürl. Person):given|Adressattyp:small|Kurzbezeichnung:short|EU-Land:country2|EU-UStID:vatid|Anrede:salut|Straße:street|Postleitzahl:zip|Ort:city|Telefon:phone|E-Mail:email|IBAN-Nr. 1:iban|SWIFT-Code 1:bic|Zahlungsbedingung:small|Diverse-Konto:small
datev buchungen|de|Umsatz (ohne Soll/Haben-Kz):money|Soll/Haben-Kennzeichen:sh|WKZ Umsatz:cur|Konto:id5|Gegenkonto (ohne BU-Schlüssel):id4|Belegdatum:ddmm|Belegfeld 1:invoice|Buchungstext:product|Kostenstelle:id4|Steuersatz:small|Festschreibung:bool
lexware|de|KdNr:id5|Matchcode:short|Anrede:salut|Vorname:given|Name:family|Firma:companyx|Strasse:street|PLZ:zip|Ort:city|Tel1:phone|Fax:phone|EMail:email|Bankname:bank|BLZ:blz|KtoNr:konto|IBAN:iban|BIC:bic|Zahlungsziel:small|Rabatt:small
lohn|de|Personalnummer:id4|Nachname:family|Vorname:given|Geburtsdatum:born|Steuer-ID:de_tax_id|SV-Nummer:de_pension|Steuerklasse:small|Kinderfreibetrag:money|Konfession:rel|Krankenkasse:kasse|Eintritt:date|Austritt:dtx|Bruttolohn:salary|IBAN:iban|Kostenstelle:id4
praxis|de|PatNr:id6|Name:family|Vorname:given|geb:born|Geschlecht:sex|Versichertennr:de_health|Kostenträger:kasse|Telefon privat:phone|Diagnose (ICD):icd|Diagnosetext:illness|Letzter Besuch:date|Hausarzt:drname|Überweisung:bool
patients|en|MRN:id8|Patient Name:full|DOB:born|Sex:sex|SSN:us_ssn|Phone:phone|Primary Insurance:kasse|Dx Code:icd|Allergies:illness|Attending:drname|Admit Date:date|Discharge:dtx|Room:small|Balance Due:money
gp list|en|NHS Number:uk_nhs|Surname:family|Forename:given|D.O.B.:born|Postcode:zipuk|Mobile Tel:phone|Registered GP:drname|Smoker:bool|Last Review:date|QOF Register:illness
dentiste|fr|N° dossier:id6|Nom:family|Prénom:given|Date de naissance:born|N° Sécurité sociale:fr_nir|Téléphone mobile:phone|Mutuelle:kasse|Dernier RDV:date|Praticien:drname|Solde:money
adherents|fr|Numéro de licence:id7|Nom:family|Prénom:given|Né(e) le:born|Adresse:street|Code postal:zip|Ville:city|Tél. fixe:phone|Portable:phone|Courriel:email|Cotisation:money|Réglée:bool|Certificat médical:date|Catégorie:group
verein|de|Mitglieds-Nr:id5|Name:family|Vorname:given|Straße, Nr.:street|PLZ/Ort:plzort|geb. am:born|Eintritt:date|Abteilung:group|Beitrag:money|Zahlweise:pay|Kontoinhaber:full|IBAN:iban|Mandatsreferenz:mandate|Handy:phone|Mail:email
soci|it|N. tessera:id6|Cognome:family|Nome:given|Codice fiscale:it_codice_fiscale|Data di nascita:born|Luogo di nascita:city|Indirizzo:street|CAP:zip|Comune:city|Cellulare:phone|E-mail:email|Quota versata:money|Scadenza:date|Note:note
fatture|it|Numero fattura:invoice|Data:date|Cliente:full|Partita IVA:it_vat|Codice SDI:rnd7|PEC:email|Imponibile:money|IVA:money|Totale:money|Stato:status
pazienti|it|Cognome e Nome:full|C.F.:it_codice_fiscale|Nato il:born|Sesso:sex|Tel.:phone|Patologia:illness|Medico curante:drname|Esenzione:rnd3
clientes|es|Código:id5|Nombre:given|Apellidos:family|DNI/NIF:es_nif|F. nacimiento:born|Domicilio:street|C.P.:zip|Población:city|Tlf.:phone|Correo electrónico:email|Cta. bancaria:iban|Alta:date|Observaciones:note
pedidos|es|Nº pedido:id9|Fecha:dt|Cliente:full|Email cliente:email|Teléfono:phone|Dirección de envío:addr|Artículo:product|Referencia:sku|Cantidad:small|Importe:money|Transportista:ship|Nº seguimiento:track|Estado:status
alumnos|es|Expediente:id7|Apellidos y nombre:fullc|Fecha Nac.:born|Curso:group|Tutor/a:full|Teléfono tutor:phone|Alergias:illness|Nota media:mark
kontrahenci|pl|Lp.:id|Nazwisko:family|Imię:given|PESEL:pl_pesel|Ulica i nr:street|Kod:zip|Miejscowość:city|Tel. kom.:phone|Adres e-mail:email|Nr konta:ibannopl|Data zawarcia umowy:date|Nr umowy:invoice|Kwota:money
zamowienia|pl|Numer zamówienia:id9|Data:dt|Klient:full|E-mail:email|Telefon:phone|Towar:product|Ilość:small|Wartość:money|Sposób płatności:pay|Nr przesyłki:track|Uwagi:note
leden|nl|Lidnummer:id6|Voornaam:given|Tussenvoegsel:tussen|Achternaam:family|Geboortedatum:born|Straat + nr:street|Postcode:zip|Woonplaats:city|Mobiel:phone|E-mailadres:email|IBAN:iban|Lid sinds:date|Contributie:money
verzuim|nl|Personeelsnr:id5|Naam:full|BSN:nl_bsn|Functie:job|Ziek gemeld:date|Hersteld:dtx|Salaris:salary|Reden:illness
klanter sv|sv|Kundnr:id6|Förnamn:given|Efternamn:family|Personnr:se_personnummer|Adress:street|Postnr:zip|Ort:city|Mobiltelefon:phone|E-post:email|Skapad:dt|Saldo:money
medlemmer|da|Medlemsnr.:id5|Fornavn:given|Efternavn:family|CPR-nr:dk_cpr|Vejnavn og nr:street|Postnr.:zip|By:city|Tlf.:phone|Mail:email|Kontingent:money|Indmeldt:date
pasienter|nb|Fødselsnr:no_fnr|Fornavn:given|Etternavn:family|Adresse:street|Mobil:phone|Diagnose:illness|Fastlege:drname|Siste time:date
asiakkaat|fi|Asiakasnro:id6|Etunimi:given|Sukunimi:family|Henkilötunnus:fi_hetu|Lähiosoite:street|Postinro:zip|Postitoimipaikka:city|Puh.:phone|S-posti:email|Liittynyt:date
clientes pt|pt|N.º cliente:id5|Nome completo:full|NIF:pt_nif|Data de nascimento:born|Morada:street|Código postal:zip|Localidade:city|Telemóvel:phone|E-mail:email|Valor em dívida:money
pacientes br|pt|Prontuário:id6|Nome:full|CPF:br_cpf|Nascimento:born|Celular:phone|Convênio:kasse|CID:icd|Última consulta:date
musteri|tr|Müşteri No:id6|Adı:given|Soyadı:family|TC Kimlik No:tr_tckn|Doğum Tarihi:born|Cep Telefonu:phone|E-posta:email|Adres:addr|Bakiye:money|Kayıt Tarihi:date
pelates|el|Κωδικός:id5|Επώνυμο:family|Όνομα:given|ΑΦΜ:gr_afm|Διεύθυνση:street|Τ.Κ.:zip|Τηλέφωνο:phone|Email:email|Υπόλοιπο:money|Ημ/νία εγγραφής:date
kokyaku|ja|顧客番号:id6|氏名:full|フリガナ:kana|生年月日:born|郵便番号:zipja|住所:addrja|電話番号:phone|メールアドレス:email|登録日:date|購入金額:money
wp_users|en|ID:id|user_login:user|user_pass:phpass|user_nicename:user|user_email:email|user_url:urlx|user_registered:dt|user_activation_key:empty|user_status:zero|display_name:full
wp_comments|en|comment_ID:id|comment_post_ID:id|comment_author:full|comment_author_email:email|comment_author_url:urlx|comment_author_IP:ip|comment_date:dt|comment_content:note|comment_approved:bool|comment_agent:ua|user_id:small
wc_lookup|en|customer_id:id|user_id:small|username:user|first_name:given|last_name:family|email:email|date_last_active:dt|date_registered:dt|country:country2|postcode:zip|city:city|state:status
ps_customer|en|id_customer:id|id_shop_group:zero|id_gender:one2|firstname:given|lastname:family|email:email|passwd:bcrypt|last_passwd_gen:dt|birthday:born|newsletter:bool|ip_registration_newsletter:ip|secure_key:md5|active:bool|date_add:dt|reset_password_token:empty
ps_address|en|id_address:id|id_country:small|alias:alias|company:companyx|lastname:family|firstname:given|address1:street|address2:empty|postcode:zip|city:city|phone:phone|phone_mobile:phone|vat_number:vatid|dni:es_nif|date_upd:dt
oc_customer|en|customer_id:id|firstname:given|lastname:family|email:email|telephone:phone|password:bcrypt|salt:rnd9|cart:json|newsletter:bool|ip:ip|status:bool|token:empty|code:empty|date_added:dt
joomla|en|id:id|name:full|username:user|email:email|password:bcrypt|block:zero|sendEmail:bool|registerDate:dt|lastvisitDate:dt|activation:empty|params:json|otpKey:empty
django|en|id:id|password:pbkdf2|last_login:dt|is_superuser:bool|username:user|first_name:given|last_name:family|email:email|is_staff:bool|date_joined:dt
app users|en|id:uuid|email_address:email|encrypted_password:argon2|reset_password_token:hex40|sign_in_count:small|current_sign_in_ip:ip|last_sign_in_at:dt|full_name:full|date_of_birth:born|stripe_customer_id:stripeid|locale:locale|api_key:hex32|created_at:dt
crm leads|en|lead_uuid:uuid|contact:full|job title:job|org:company|work email:email|direct dial:phone|linkedin:urlx|score:small|region:status|next_step:note|owner:owner|value:money
hr|en|Employee ID:id5|Legal First Name:given|Legal Last Name:family|National ID:uk_nino|Date of Birth:born|Gender:sex|Hire Date:date|Base Salary:salary|Sort Code:sortcode|Account Number:acct8|Emergency Contact:full|Emergency Phone:phone|Home Address:addr|Department:group|Sick Days YTD:small
donors|en|Constituent ID:id6|Donor Name:full|Spouse:full|Email:email|Address Line 1:street|City:city|State:state|ZIP:zipus|Phone:phone|Last Gift Date:date|Last Gift Amount:money|Lifetime Giving:money|Appeal:status
church|en|Family Name:family|First Names:givens|Date of Baptism:date|Birth Date:born|Religion:rel|Tel:phone|Giving Envelope:id3
hotel|en|Conf No:id8|Guest Name:fullc|Nationality:country|Passport No:passport|Arrival:date|Departure:date|Room:id3|Rate:money|Card Number:card|Exp:exp|CVV:d3|Guest Email:email
gaeste|de|Buchungsnr:id8|Gast:fullc|Staatsangehörigkeit:country|Ausweis-Nr.:passport|Anreise:date|Abreise:date|Zimmer:id3|Kfz-Kennzeichen:plate|Telefon:phone|Bemerkung:note
products|en|SKU:sku|Title:product|Brand:company|EAN:ean|MPN:serial|Price:money|Stock:small|Weight (g):id3|HS Code:d8|Country of origin:country|Image URL:url|Updated:dt
artikel|de|Artikelnr:id6|Bezeichnung:product|Hersteller:company|EAN-Code:ean|EK netto:money|VK brutto:money|Bestand:small|Lagerort:sku|Lieferant:company|Liefertermin:date
shipments|en|Shipment:id10|Carrier:ship|Tracking No:track|Service:status|Weight:money|Label created:dt|Delivered:dt|Pieces:small|Zone:small|Invoice:id10
inventory|en|Asset Tag:id6|Serial No.:serial|Model:model|MAC Address:mac|IP:ipserver|Firmware:v4|Purchase Date:date|Warranty until:date|Location:room|Cost:money
deploys|en|commit:hex40|short:hex7|version:v3|built_at:dt|duration_ms:id5|artifact_sha256:hex64|build_no:id6|branch:branch|status:status
sensors|en|device:uuid|ts:epoch|temp:dec|humidity:dec|pressure:dec|lux:dec4|battery:small|seq:id8|raw:hex16
books|en|ISBN:isbn|Title:product|Publisher:company|Pages:id3|Published:date|Price:money|Copies:small|Dewey:dec
ledger|en|Entry:id6|Posting Date:date|Account:id4|Description:product|Debit:money|Credit:money|Document No.:invoice|External Doc:id10|Batch:sku
events|en|event_id:uuid|session:hex32|type:status|ts:epochms|page:url|referrer:url|duration:dec|experiment:group|bucket:small
suppliers|en|Vendor No.:id5|Vendor:company|VAT Reg:vatid|Website:url|Terms:small|Currency:cur|Lead time:small|Rating:mark|Category:group
gutscheine|de|Code:rnd12|Wert:money|Ausgestellt:date|Eingelöst:dtx|Kassen-Nr:id4|Bon-Nr:id8|Filiale:room
parkplatz|de|Schranke:small|Ticket:id12|Einfahrt:dt|Ausfahrt:dt|Kennzeichen:plate|Betrag:money|Automat:id4
zeiten|de|Pers.Nr.:id4|Mitarbeiter:fullc|Datum:date|Kommt:time|Geht:time|Pause:time|Stunden:dec|Projekt:sku
noheader|en|:id6|:given|:family|:email|:phone|:date|:money
noheader|de|:fullc|:street|:plzort|:phone|:iban
noheader|en|:ean|:product|:money|:small|:sku
noheader|fr|:email|:given|:family|:ip|:dt
cryptic|de|KNR:id6|NNAM:family|VNAM:given|STR_HNR:street|PLZ_1:zip|ORT_1:city|TEL_P:phone|TEL_G:phone|MAIL_1:email|GEB_D:born|IBAN_1:iban|KZ_AKT:bool|DAT_ANL:date|UMS_VJ:money
cryptic|en|cust_no:id7|fnm:given|lnm:family|addr_ln1:street|pstcd:zip|ph_home:phone|eml:email|dob_dt:born|crt_ts:dt|bal_amt:money|sts_cd:one2|crd_no:card
cryptic|en|f1:id6|f2:full|f3:email|f4:phone|f5:street|f6:card|f7:iban|f8:dt|f9:money|f10:ean|f11:hex32|f12:ip
cryptic|de|a:given|b:family|c:email|d:born|e:phone|f:money
survey|en|Timestamp:dt|What is your name?:full|Your email address:email|How did you hear about us?:source|Rating 1-5:mark|Can we call you? Leave a number:phone|Any allergies?:illness|Comments:note
survey|de|Zeitstempel:dt|Wie heißen Sie?:full|Ihre E-Mail-Adresse:email|Telefonnummer für Rückfragen:phone|Ernährungswünsche:note|Wie zufrieden sind Sie?:mark
misleading|en|email_count:small|phone_type:model|name_of_product:product|address_verified:bool|ip_rank:small|card_type:brand|birth_rate:dec|iban_valid:bool|password_changed_at:dt|passport_required:bool|gender_neutral:bool|city_code:id4|ssn_last4:d4|health_score:small
misleading|de|Telefonmodell:model|Namenstag:date|Adresstyp:status|Kartenart:brand|Mailversand:bool|Geburtenrate:dec|Strassentyp:status|Ortsteil-Nr:id3|Handyvertrag:id8|Kontostand:money|Steuersatz:small|Passbild:bool
legacy|de|Name1:companyx|Name2:full|Anschr:street|LKZ:country2|TelefonZentrale:phone|Kz:one2|Notiz1:note|Sachbearbeiter:full|Angelegt:date
tickets|en|Ticket:id6|Requester:full|Requester email:email|Subject:product|Assignee:full|Group:group|Created:dt|First response (min):id3|Satisfaction:mark|Last comment:note
newsletter|fr|id:id|adresse_mail:email|date_inscription:dt|ip_inscription:ip|jeton:hex32|actif:bool|provenance:source
webshop nl|nl|Bestelnummer:id9|Besteldatum:dt|Naam klant:full|E-mail:email|Adres:addr|Telefoon:phone|Betaalwijze:pay|Totaal:money|Track & trace:track|Opmerkingen:note
bookings es|es|Localizador:rnd6|Titular:full|Pasaporte:passport|Fecha entrada:date|Fecha salida:date|Nº personas:small|Tarjeta:card|Caducidad:exp|Teléfono:phone|Importe:money
school|en|Pupil:fullc|UPN:serial|Date of Birth:born|Year Group:group|Parent/Carer 1:full|Parent 1 Mobile:phone|Medical Conditions:illness|SEN Status:one2|Attendance %:dec|Ethnicity:ethn
mieter|de|Objekt:street|Wohnung:room|Mieter:full|Einzug:date|Kaltmiete:money|Nebenkosten:money|Kaution:money|Tel. Mieter:phone|IBAN Lastschrift:iban|Zähler-Nr.:id8
fahrer|de|Fahrer:full|Führerschein-Nr.:licence|Klassen:one2|Ausgestellt:date|Gültig bis:date|Fahrzeug:model|Kennzeichen:plate|km-Stand:id6
candidates|en|Candidate:full|Email:email|Phone:phone|Current employer:company|Desired salary:salary|Nationality:country|Stage:stage|Rejected reason:note|CV file:file|Applied:dt
'''
