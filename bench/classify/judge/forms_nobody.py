"""Forms that hold what is nobody's, for documents.py."""
NOBODY = r'''
order|Order <<+n10>> was shipped on <<+dmy>>, invoice <<+invoice>>
order|Bestellung <<+n9>> / Rechnung <<+n8>> / Lieferschein <<+n7>>
order|pedido <<+n11>>, albarán <<+n8>>
order|PO-<<+n10>> line <<+n2>> qty <<+n3>>
order|Commande web <<+n10>> validée, bon de livraison <<+n9>>
order|Ordine n. <<+n10>> evaso il <<+dmy>>
order|{"order_id": <<+n10>>, "line_items": [{"sku": "<<+sku>>", "barcode": "<<+ean>>"}]}
order|transaction_id=<<+n16>> merchant=<<+n10>> terminal=<<+n8>>
order|rma <<+n12>> opened, asset tag <<+n8>>
order|booking ref <<+n12>> for 2 nights, voucher <<+n16>>
ean|EAN <<+ean>>  Olive oil 0.75 l  x12
ean|<<+ean>>;Tomatoes;<<+price>>
ean|ISBN <<+isbn>>
ean|GTIN-14 0<<+ean>>
ean|scan: <<+ean>> ok
ean|978-<<+n1>>-<<+n4>>-<<+n4>>-<<+n1>>
parcel|UPS 1Z<<+hexU16>>
parcel|DHL <<+parcel>> is out for delivery
parcel|tracking: <<+n12>> (GLS)
parcel|Sendung <<+n14>> zugestellt
parcel|Colissimo 8R<<+n11>>
parcel|RR<<+n9>>DE customs cleared
time|created=<<+epoch>> updated=<<+epoch>>
time|"timestamp": <<+epochms>>
time|<<+packed>> backup finished
time|IMG_<<+ymd>>_<<+n6>>.jpg
time|log-<<+ymd>>-<<+n6>>.gz rotated
time|valid from <<+dmy>> to <<+dmy>>
time|duration 00:<<+n2>>:<<+n2>>.<<+n3>>
version|upgraded nginx <<+v3>> -> <<+v3>>, openssl <<+v3>>
version|firmware <<+v4>> installed on printer
version|Requires: libfoo (>= <<+v4>>)
version|"version": "<<+v4>>",
version|assemblyVersion="<<+v4>>" fileVersion="<<+v4>>"
version|Driver Version: <<+v4>>
version|pip install shop==<<+v4>>
version|release <<+v4>> fixes the tax rounding
version|foo-<<+v4>>.tar.gz
version|see chapter <<+ch4>> and section <<+ch4>>
version|OID <<+oid>>
version|AppVersion <<+v4>> (build <<+n5>>)
version|update <<+v4>> of the plugin
version|chrome <<+v4>>
digest|md5 <<+hex32>>
digest|<<+hex40>> refs/heads/main
digest|git show <<+hex7>>..<<+hex7>>
digest|{"id": "<<+uuid>>", "rev": "3-<<+hex32>>"}
digest|ObjectId("<<+hex24>>")
digest|requestId=<<+uuid>> span=<<+hex16>>
digest|0x<<+hex8>> 0x<<+hex16>>
digest|id: <<+ulid>>
geo|scale <<+dec4>>, <<+dec4>> of the model
geo|ratio: <<+dec4>> / <<+dec4>>
geo|loss=<<+dec4>> val_loss=<<+dec4>>
geo|p50 <<+dec>> p95 <<+dec>> p99 <<+dec>>
sku|SKU <<+sku>> replaced by <<+sku>>
sku|Teilenummer <<+n3>> <<+n3>> <<+n4>>
sku|part <<+n4>>-<<+n6>> rev C
sku|Artikel <<+n3>>.<<+n3>>.<<+n2>>
sku|model no. <<+n3>>-<<+n4>>
sku|serial number <<+serial>>
sku|batch LOT<<+n8>> exp <<+exp>>
money|Total: <<+price>> EUR, VAT <<+price>>
money|saldo <<+n3>>.<<+n3>>,<<+n2>>
money|12 x <<+price>> = <<+price>>
money|Budget 2025: 1.250.000,00
measure|screen 1920x1080, 300 dpi, 24 bit
measure|pi=3.14159265358979, e=2.718281828
measure|tensor [<<+n3>>, <<+n3>>, <<+n3>>] float32
measure|ID range 100000000-199999999
measure|hex dump: 48 65 6c 6c 6f 20 77 6f 72 6c 64
measure|memory 16777216 kB, free <<+n8>> kB
measure|port range 49152-65535
measure|rows 1000000000 affected <<+n9>>
testcard|use <<+testcard>> for sandbox payments
doc|the server listens on 127.0.0.1:8080
doc|write to someone@example.com
at|git@github.com:firm/shop.git
at|logo@2x.png and icon@3x.png
at|npm i @scope/pkg@<<+v3>>
at|postgres@16.2 is required
at|@charset "utf-8"; @media print
at|root@web-01:~# systemctl restart nginx
at|user@host is the form
at|ssh deploy@web-02 uptime
names|Summer sale: Jackets, Lily bouquets and Rose petals
names|The Grant committee met in Hong Kong and New Delhi
names|San Marino, Santa Cruz and Los Angeles
names|We ship to Hong Kong, Sri Lanka and Costa Rica
names|Der Verein Grün Weiß spielt am Samstag im Park
names|Black Forest Ham, Earl Grey Tea, Royal Gala Apples
names|Will Monday work for everybody? May or June also fit.
names|Hotel Maria Theresia, Zimmer <<+n3>>
names|La Semana Santa empieza el domingo
names|Villa Romana Ristorante, Tavolo <<+n1>>
names|Le Mont Blanc et la Tour Eiffel
names|Faculty of Law, Heinrich Heine Universität
names|Prince Edward Island potatoes
names|Mercedes Benz Sprinter, Alfa Romeo Giulia
names|Santa Claus visits the shop on 6 December
names|Jack Daniels 0,7 l, Johnnie Walker Red Label
names|Die Linde blüht, die Rose auch
names|Martin Luther King Day is a holiday
names|Christian Dior perfume 50 ml
names|Victoria Station, Platform <<+n1>>
names|Calvin Klein jeans and Hugo Boss shirts
names|Pull request by dependabot: bump rails
names|Machine Learning, Data Science and Cloud Computing
names|Customer Service Team, Sales Department
names|Project Phoenix, Sprint <<+n2>>, Story Points
names|Rue de la Paix est une case du Monopoly
names|Windows Server 2022 Standard Edition
names|Kong Gateway, Spring Boot, Ruby Rails
names|Happy Birthday Karten, Frohe Ostern Aufkleber
street|Route <<+n3>> from exit <<+n2>>
street|Wall Street closed higher on Monday
street|Level <<+n1>>, Gate <<+n2>>, Platz <<+n2>>
street|Seite <<+n2>> von <<+n3>>, Absatz <<+n1>>
street|Windows 11 Pro, Office 2021
street|Parkplatz 12 und Ring 3 sind gesperrt
street|via 2 providers, via 3 hops
street|Im Jahr 2024 stieg der Umsatz um <<+n2>> Prozent
street|am 12 Uhr, im 3. Stock
street|Place 3 orders and get one free
street|a 12 inch drive and 3 way valves
code|const UUID = "<<+uuid>>"; // <<+hex40>>
code|assert add(<<+n5>>, <<+n5>>) == <<+n6>>
code|RATE = <<+dec4>>; MAX = <<+n9>>
code|#define BUILD <<+n10>>
code|color: #<<+hex6>>; z-index: <<+n4>>;
code|if (phone.length < 10) return false;
code|re.compile(r"^\d{3}-\d{2}-\d{4}$")
code|SELECT * FROM orders WHERE id BETWEEN <<+n7>> AND <<+n7>>;
code|@Column(name = "birth_date") private LocalDate birthDate;
code|user.email = params[:email]
code|x = [<<+n3>>, <<+n3>>, <<+n3>>, <<+n3>>]
code|timeout_ms: <<+n5>>, retries: <<+n1>>
code|migration_<<+packed>>_add_phone_to_users.rb
code|at com.shop.Order.total(Order.java:<<+n3>>)
code|0000000000000000, 1111111111111111
phoneish|Ref. <<+n3>>-<<+n3>>-<<+n4>>
phoneish|Konto <<+n4>> <<+n4>>, Kostenstelle <<+n4>>
phoneish|grid <<+n2>> <<+n3>> <<+n3>> <<+n2>>
phoneish|lot <<+n3>> <<+n4>> <<+n4>>
phoneish|case 0<<+n3>>/<<+n2>>
phoneish|form 10-<<+n4>>, rev <<+n2>>/<<+n2>>
phoneish|ID 0<<+n9>>
phoneish|counter +<<+n7>>
'''
