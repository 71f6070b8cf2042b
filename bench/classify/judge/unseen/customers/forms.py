"""Forms as a stranger who measures a classifier would write them, before the classifier was looked at."""
FORMS={
'ids':r'''
Customer {n} paid with {L} {v}
{n} gave {E} {v} when opening the account.
My {E} is {v}
Please update my {E} to {v}, the old one was wrong.
Can you check whether {v} is the right {E} for {n}?
I was asked for my {E}. It's {v}.
The {E} on file ({v}) belongs to {n}.
{L}: {v}
{L} {v}
{L} = {v}
{L}={v}
{L} - {v}
{L}: "{v}"
{L} ({v})
{v} ({L})
{v} - {L}
{L}#{v}
{L} no. {v}
{L} number: {v}
- {L}: {v}
* **{L}**: {v}
| {n} | {L} | {v} |
| {L} | {w} |\n|---|---|\n| {v} | {d} |
<tr><td>{L}</td><td>{v}</td></tr>
<dt>{L}</dt><dd>{v}</dd>
<label>{L}</label> <input type="text" value="{v}">
<{c}>{v}</{c}>
<field name="{c}" value="{v}"/>
<p>{L}: <b>{v}</b></p>
{"{c}": "{v}"}
{"id": {o}, "{c}": "{v}", "created": "{d}"}
{"customer": {"name": "{n}", "{C}": "{v}"}}
{"type": "{E}", "value": "{v}"}
{"documents": [{"kind": "{c}", "number": "{v}"}]}
{c}: {v}
{c}: '{v}'
customer:\n  name: {n}\n  {c}: "{v}"
[customer]\n{c} = {v}
INSERT INTO customers (id, name, {c}) VALUES ({o}, '{n}', '{v}');
UPDATE customers SET {c} = '{v}' WHERE id = {o};
SELECT * FROM customers WHERE {c} = '{v}'
id,name,{c},city\n{o},{n},{v},{w}
id;{c};name\n{o};{v};{n}
{c}\tname\n{v}\t{n}
{d} {t} INFO kyc - {c}={v} verified for customer {o}
{d}T{t}Z [worker-3] WARN  validation failed: {C}={v}
{"level":"info","msg":"identity check","{C}":"{v}","ts":"{d}T{t}Z"}
GET /kyc/check?{c}={v}&country=1 HTTP/1.1
https://portal.example.org/register?step=2&{C}={v}
scan_{c}_{v}.pdf
Subject: {E} {v}
[{d} {t}] {g}: hi, my {E} is {v}, can you find me?
Agent: May I have your {E}? Customer: Sure, {v}.
Q: {E}?\nA: {v}
{E}\n{v}
{L}\t{v}
{L}:{v}
{L}:\n{v}
Name: {n}\n{L}: {v}\nDate: {d}
KYC form\n========\nFull name .......... {n}\n{L} .......... {v}
Applicant {n}, {L} {v}, resident in {w}, hereby declares the following.
{n} ({L}: {v}), {s}, {w}
{n}, {s}, {w}, {E}: {v}
Invoice {o}\nBill to: {n}\n{L}: {v}\nTotal: {m} EUR
Contract between Nordlicht Handel and {n}, holder of {E} {v}.
Note to file: {n} phoned; confirmed {L} {v}; address unchanged.
Ticket #{o}: wrong {L} ({v}) printed on certificate
Could not match {L} "{v}" with our records.
Found it! {E} => {v}
{E} ending was fine but full number is {v}.
We verified the customer's {E} (no. {v}) on {d}.
RE: onboarding / {L} {v} / {n}
2) {L}: {v}
{n}; {L} {v}; {phone}
{n} <{email}> {L}: {v}
Employee {o} | {n} | {L} {v} | start {d}
customer.{c}="{v}"
export {c}="{v}"
var {C} = '{v}';
assert validate("{v}")  # {L}
"{L}","{v}"
"{E}": "{v}",
{L} / {v}
{v} is {n}'s {E}.
{v} - that is my {E}, thanks
Attached: copy of {E} {v}.
Please note: {E}: {v}.
The {E} {v} has been used twice.
How can I change my {E}? Currently it shows {v}
{n} | {d} | {L} {v}
''',
'ids de':r'''
Sehr geehrte Damen und Herren, meine {L} ist {v}. Mit freundlichen Grüßen {n}
Bitte tragen Sie die {L} {v} nach.
Kunde {n}, {L}: {v}, wohnhaft {s}
Die {L} des Mitarbeiters lautet {v}.
Anbei die fehlende Angabe ({L}): {v}
Ich habe die {L} ({v}) bereits letzte Woche mitgeteilt.
Betreff: {L} {v} – Rückfrage
''',
'ids fr':r'''
Bonjour, voici mon {L} : {v}. Cordialement, {n}
Le client {n} ({L} {v}) a demandé une attestation.
Merci de noter le {L} suivant : {v}
{L} du salarié : {v}
Mon {L} est le {v}, né à {w}.
''',
'ids es':r'''
Hola, mi {L} es {v}, gracias.
D. {n}, con {L} {v}, vecino de {w}
El cliente {n} con {L} n.º {v} solicita la baja.
Adjunto copia de mi {L} ({v}).
{L} del titular: {v}
Le facilito mi {L}: {v}, y quedo a la espera.
''',
'ids it':r'''
Buongiorno, il mio {L} è {v}.
Il sottoscritto {n}, {L} {v}, residente in {s}
{L} del cliente: {v}
''',
'ids pt':r'''
Olá, o meu {L} é {v}.
{n}, portador do {L} nº {v}, residente em {w}
Cliente com {L} {v} pediu reembolso.
Segue o {L}: {v}. Obrigado!
''',
'ids pl':r'''
Dzień dobry, mój {L} to {v}.
Klient {n}, {L} {v}, zamieszkały {w}
Proszę o korektę faktury, {L}: {v}
''',
'ids nl':r'''
Goedemiddag, mijn {L} is {v}.
Klant {n} ({L} {v}) belt over de factuur.
''',
'ids sv':r'''
Hej, mitt {L} är {v}.
Kund {n}, {L} {v}, vill säga upp avtalet.
''',
'ids da':r'''
Hej, mit {L} er {v}.
Patient {n}, {L} {v}, indlagt {d}
''',
'ids ru':r'''
Здравствуйте, мой {L} {v}.
Клиент предоставил {L}: {v}
''',
'ids zh':r'''
客户的{L}是{v}，请核实。
{L}：{v}
''',
'ids ar':r'''
{L}: {v}
رقم العميل، {L} {v}
''',
'bare':r'''
{v}
{v}\n
"{v}"
({v})
{v},
{v}.
 {v} 
[{v}]
Customer {n} paid with {v}
Customer {n} - {v}
{n}: {v}
{n}, {v}, {w}
{n};{v};{m}
{"value": "{v}"}
{"name": "{n}", "number": "{v}"}
["{v}", "{w}"]
<value>{v}</value>
<td>{v}</td>
- {v}
1. {v}
{d} {t} INFO processing {v}
Processing record {v} done
Please check {v} for me.
{v} is not valid?
Is {v} correct
/files/{v}.pdf
https://portal.example.org/c/{v}
{n}_{v}.pdf
Reference: {v}
ref {v}
ID: {v}
id={v}
No. {v}
see {v}, {d}
{v}\t{n}\t{w}
{v} {n}
Verified: {v}
The number is {v}.
My number is {v}
Her ID number is {v}, she said.
''',
'core':r'''
Send it to {email}.
mailto:{email}?subject=Hello
{n} <{email}>
"{n}" <{email}>, cc: x
{email|upper}
{email|mixed} wrote:
user={email};role=admin
?email={email|pct}&x=1
contact({email})
[{email}](mailto:{email})
{email}, {email};
E-Mail:{email}
({email})
'{email}'
{email|plus} bounced
<a href="mailto:{email}">
from:{email}to:
{email}:hunter
{n}, {email}, {phone}
{"email":"{email}"}
reach me at {email}!
{email}/
To={email}&From=x
…{email}…
“{email}”
Zahlung an {iban}
IBAN {iban|iban4}
IBAN: {iban|iban4}.
IBAN:{iban}
IBAN{iban}
{iban|lower}
iban {iban|lower}
{iban|ibannb}
{iban|ibandash}
{iban|ibannn} (Sparkasse)
<IBAN>{iban}</IBAN>
{"iban":"{iban}"}
<DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct>
:59:/{iban}
{iban},{m},EUR
Konto {iban|iban4}, BIC DEUTDEFF
Bankverbindung: {iban|iban4} · BIC: COBADEFFXXX
IBAN\n{iban|iban4}
Customer {n} paid with {iban}
please transfer {m} to {iban|iban4} thanks
IBAN={iban}&BIC=GENODEF1
IBAN : {iban|iban4}
I.B.A.N. {iban|iban4}
konto_{iban}.pdf
"{iban|iban4}"
Customer {n} paid with {card}
paid with {card|four}
card: {card|dash}
{card}
{card|four}
{card|dash}
{card|fournb}
{card|thin}
cc={card}&exp=0927
card:{card}
{card|dots}
Card no. {card|four} exp 09/27 cvv 123
{"pan":"{card}","exp":"0927"}
<cardNumber>{card}</cardNumber>
Visa {card|four}
credit card number is {card}.
My card {card|four} was charged twice!
{n},{card},{m}
pay {card}/0927
https://pay.example.org/?c={card}
'{card}'
VISA:{card}
charge {card|dash}, {m} EUR
{d} {t} payment card={card} amount={m} ok
({card|four})
#{card}
{card|nbdash}
{card|two}
Kreditkarte {card|four} gültig bis 09/27
tarjeta {card}
carte n° {card|four}
numer karty: {card|four}
Customer logged in from {ip}
{ip}
{ip}:8443
{ip}/32
"{ip}"
client={ip},
[{ip}]
X-Forwarded-For: {ip}, 10.0.0.1
{ip} - - [12/Mar/2024:10:11:12 +0000] "GET / HTTP/1.1" 200 512
from {ip}.
http://{ip}/admin
{ip|mapped}
{ip6}
[{ip6}]:443
{ip6}%eth0
{ip6}/64
https://[{ip6}]/x
client: {ip6}, server: shop
{ip6|upper}
ip={ip6}
Failed password for root from {ip} port 22 ssh2
allow {ip};
<ip>{ip6}</ip>
host {ip} is down
{"remote_addr":"{ip}"}
ssh root@{ip}
Call {phone}
Tel.: {phone}
phone={phone}
{n}, {phone}
{"mobile":"{phone}"}
my number is {phone}.
''',
'people en':r'''
Please send the parcel to {n}.
{n} called about the invoice.
I spoke to {n} yesterday, who wants a refund.
Assigned to {n} on {d}
The account of {n} was closed.
Hello, this is {n} from {w}.
{n} lives at {s}, {w}.
According to {n}, the meeting was moved.
Customer {n} paid in cash.
Thanks, {n}
''',
'people de':r'''
Der Kunde {n} hat angerufen.
Bitte {n} zurückrufen.
Lieferung an {n}, {s}
Gespräch mit {n} am {d}
''',
'people fr':r'''
Le dossier de {n} est complet.
J'ai parlé avec {n} hier.
''',
'people es':r'''
Hablé con {n} ayer.
El pedido de {n} llegó tarde.
''',
'wrong':r'''
{L}: {v}
My {E} is {v}
{"{c}": "{v}"}
{c}={v}
{v}
Customer paid with {v}
<{c}>{v}</{c}>
{L} {v} is invalid
id,{c}\n{o},{v}
{E}\n{v}
Please check {L} {v}, we cannot find it.
"{v}"
''',
'nobody':r'''
Order {o} shipped
Order number: {o10}
order_id={o12}
Your order #{o9} is on its way
{o16}
Reference {o12}
Invoice {inv} dated {date}
ISBN {isbn}
ISBN: {isbnd}
ISBN-13 {isbnd}, paperback
{isbn}
EAN {ean}
barcode: {ean}
{ean}
IMEI {imei}
IMEI: {imei}
device {imei} offline
ICCID {iccid}
SIM card ICCID: {iccid}
Tracking number {ups}
Tracking: {usps}
FedEx {fedex}
DHL {dhl}
timestamp {ts}
ts={tms}
{ts}
{tms}
{stamp}
backup_{stamp}.tar.gz
request_id={u}
{u}
trace {hexs} span {hexs}
commit {sha}
version {ver}
Firmware {ver} installed
v{ver}
Chrome/{ver} Safari/537.36
release {semver}
app-{ver}.apk
Part no. {part}
P/N {part2}
SKU {sku}
article {o8}
serial number {o11}
S/N: {o12}
IBAN: {badiban}
Zahlung an {badiban}
{badiban}
Card {badcard}
{badcard}
card={badcardraw}
Customer paid with {badcardraw}
Follow us {handle}
npm install {pkg}
user@localhost
git@github.com:acme/shop.git
Batch {o8} lot {o10}
Amount: {m} EUR
total {m}
Ticket {o9}
VIN {vin}
ISSN {issn}
Room {lat}, floor 3
{"order_id":"{o10}","sku":"{sku}","qty":3}
{"id": {o9}, "ts": {tms}}
id,sku,qty\n{o8},{sku},2
<orderNumber>{o11}</orderNumber>
INSERT INTO orders VALUES ({o8}, '{sku}', {m});
Case {o10} closed on {date}
policy {o9}-{lat}
meter reading {o8}
process {o} exited with 0
error 0x{hexs}
10.{semver}
section {semver}.1
confirmation code {o10}
Transaction {o12} completed
transaction id: {o16}
Rechnung Nr. {o9} vom {date}
Bestellung {o10}
Artikelnummer {o8}
commande n° {o9}
pedido {o10}
nr zamówienia {o9}
customer number {o8}
Kundennummer {o9}
''',
}
