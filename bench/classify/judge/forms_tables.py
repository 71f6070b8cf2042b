"""Tables drawn once the classifier had been mended by those of forms_exports.py."""
TABLES = r'''
klaviyo|en|Klaviyo ID:rnd6|Email:email|First Name:given|Last Name:family|Phone Number:phone|City:city|Zip Code:zip|Country:country|Email Marketing Consent:status|Last Open:dt|Historic CLV:money|Initial Source:source
squarespace|en|Order ID:id5|Email:email|Financial Status:status|Subtotal:money|Lineitem name:product|Lineitem sku:sku|Billing Name:full|Billing Address1:street|Billing Zip:zip|Billing Phone:phone|Shipping Name:full|Channel Order Number:id10|Private Notes:note
etsy|en|Sale Date:date|Order ID:id10|Buyer User ID:user|Full Name:full|First Name:given|Last Name:family|Number of Items:small|Street 1:street|Ship City:city|Ship Zipcode:zip|Order Value:money|Coupon Code:sku|SKU:sku
amazon|en|amazon-order-id:track|purchase-date:dt|buyer-email:email|buyer-name:full|buyer-phone-number:phone|sku:sku|product-name:product|quantity-purchased:small|item-price:money|recipient-name:full|ship-address-1:street|ship-city:city|ship-postal-code:zip|ship-country:country2|asin:rnd10
ebay|de|Verkaufsprotokollnummer:id6|Bestellnummer:track|Nutzername des Käufers:user|Name des Käufers:full|E-Mail-Adresse des Käufers:email|Adresse 1 des Käufers:street|Ort des Käufers:city|PLZ des Käufers:zip|Telefonnummer des Empfängers:phone|Artikelbezeichnung:product|Verkauft für:money
jtl|de|Kundennummer:id6|Anrede:salut|Vorname:given|Nachname:family|Firma:companyx|Straße:street|PLZ:zip|Ort:city|Land:country|Tel:phone|Mobil:phone|EMail:email|UStID:vatid|Rabatt:money|Geburtstag:born|Debitorennr:id5
sevdesk|de|Nummer:id4|Kategorie:group|Name:full|Straße & Nr.:street|PLZ:zip|Stadt:city|E-Mail Adresse:email|Telefonnummer:phone|IBAN:iban|Steuernummer:id10x|Offener Betrag:money
doctolib|fr|Id patient:id7|Civilité:salut|Nom de naissance:family|Prénom:given|Date naissance:born|Sexe:sex|Portable:phone|Email:email|Commune:city|NIR:fr_nir|Médecin traitant:drname|Allergies connues:illness|Prochain RDV:dt
compta|fr|Compte:id6|Libellé:product|Débit:money|Crédit:money|Pièce:invoice|Tiers:company|Échéance:date|Lettrage:one2
ecole|fr|Nom élève:family|Prénom élève:given|Né le:born|Classe:group|Responsable légal:full|Tél. responsable:phone|Adresse mail:email|PAI:illness|Cantine:bool
palestra|it|ID socio:id5|Nominativo:full|Nato/a il:born|Cod. Fisc.:it_codice_fiscale|Residenza:street|Città:city|Telefono cell.:phone|Email:email|Certificato scad.:date|Importo:money|Abbonamento:group
magazzino|it|Codice articolo:sku|Descrizione:product|Fornitore:company|Barcode:ean|Giacenza:small|Costo:money|Ultimo carico:date|Ubicazione:room
gimnasio|es|Nº socio:id5|Nombre y apellidos:full|DNI:es_nif|Teléfono móvil:phone|E-mail:email|Dirección postal:addr|Fecha de nacimiento:born|Cuota:money|IBAN domiciliación:iban|Baja:dtx
fryzjer|pl|Imię klientki:given|Nazwisko klientki:family|Telefon komórkowy:phone|Email kontaktowy:email|Data wizyty:dt|Usługa:product|Cena:money|Alergie:illness
tandarts|nl|Patiëntnr:id6|Naam patiënt:full|Geb.datum:born|BSN:nl_bsn|Tel. mobiel:phone|E-mail:email|Adres:street|Postcode:zip|Plaats:city|Verzekeraar:kasse|Volgende afspraak:dt
kunder|nb|Kundenr.:id5|Kundenavn:full|Mobilnr.:phone|E-postadresse:email|Gateadresse:street|Postnr.:zip|Sted:city|Sist handlet:date|Omsetning:money
hyresgaster|sv|Objekt:room|Hyresgäst:full|Personnummer:se_personnummer|Telefonnr:phone|E-postadress:email|Hyra:money|Inflyttad:date
randevu|tr|Randevu No:id6|Ad Soyad:full|Telefon:phone|E-mail:email|Doğum Tarihi:born|Hizmet:product|Ücret:money|Tarih:dt
laravel|en|id:id|name:full|email:email|email_verified_at:dt|password:bcrypt|remember_token:rnd60|two_factor_secret:empty|current_team_id:small|created_at:dt
drupal|en|uid:id|uuid:uuid|langcode:locale|name:user|pass:phpass|mail:email|timezone:tz|status:bool|created:epoch|access:epoch|init:email
discourse|en|user_id:id|username:user|name:full|email:email|ip_address:ip|registration_ip_address:ip|trust_level:small|last_seen_at:dt|bio_raw:note
moodle|en|userid:id|idnumber:id8|firstname:given|lastname:family|email:email|phone1:phone|city:city|country:country2|lastip:ip|lastaccess:epoch|grade:mark
zendesk|en|Ticket ID:id6|Requester name:full|Requester email:email|Requester phone:phone|Assignee name:full|Subject:product|Channel:source|Reopens:small|Solved at:dtx
calendly|en|Event UUID:uuid|Invitee Name:full|Invitee Email:email|Text Reminder Number:phone|Start Time:dt|Location:room|Cancelled:bool|Question 1:note
uber trips|en|Trip ID:uuid|Driver:full|Plate:plate|Pickup:addr|Dropoff:addr|Fare:money|Distance km:dec|Started:dt
lieferscheine|de|LS-Nr.:id7|Kunde:full|Lieferadresse:addr|Position:small|Artikelnummer:id6|Menge:small|Gewicht kg:dec|Spediteur:ship|Sendungsnr.:track|Unterschrift:bool
ehrenamt|de|Ehrenamtliche/r:full|Handynummer:phone|Mailadresse:email|Führungszeugnis vom:date|Einsatzort:city|Std./Woche:small|Notfallkontakt (Name):full|Notfallkontakt (Tel.):phone
stromzaehler|de|Zählernummer:id10|Zählpunkt:serial|Ablesedatum:date|Stand kWh:id6|Tarif:group|Abschlag:money|Straße:street|PLZ:zip
bike shop|en|Work order:id6|Customer:full|Cell:phone|Frame no:serial|Bike:model|Estimate:money|Promised:date|Tech:given|Paid:bool
gym checkins|en|member:id6|checkin_at:dt|door:room|card_uid:hex8|device_ip:ipserver
'''
