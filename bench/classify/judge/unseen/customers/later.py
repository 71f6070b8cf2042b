"""The third set of forms: written together with the others, drawn and scored when those had been looked at."""
FORMS={
'ids':r'''
Hi team, {n} sent {E} {v} for the refund.
{n} (DOB {d}) {L} {v}
>> {L}: {v}
>{L} {v}
Dear support, as requested: {E} {v}. Best, {n}
Is this {L} ok? {v}
the client's {E} appears as {v} in the CRM
{L} .: {v}
{L} → {v}
{L} | {v}
{L}::{v}
{L} [{v}]
{L} «{v}»
{L} is: {v}
{L} was {v} before
{L}, {v}
{L}; {v}
{L}_{v}
{v} = {L}
{v}: {L}
({L}) {v}
[{L}] {v}
<span class="{c}">{v}</span>
<{c} xsi:type="string">{v}</{c}>
<attribute name="{c}"><value>{v}</value></attribute>
{'{c}': '{v}', 'name': '{n}'}
{ {c}: "{v}" }
"{c}" => "{v}"
:{c} => '{v}'
{"key":"{c}","val":"{v}"}
{"data":{"attributes":{"{C}":"{v}"}}}
{"{c}":["{v}"]}
"{c}":"{v}",
set {c} {v}
--{c} {v}
--{c}={v}
{c} {v}
{c}|{v}|{n}
{n}|{c}:{v}|{w}
name={n} {c}={v} city={w}
DEBUG {c} -> {v}
ERROR duplicate key value violates unique constraint "{c}_key" DETAIL: Key ({c})=({v}) already exists.
POST /api/customers {"{C}":"{v}"}
curl -d "{c}={v}" https://api.example.org
{n} - {L} - {v} - {w}
Identification: {L} {v}
Type of ID: {L}   Number: {v}
ID type: {L}; ID number: {v}
Document: {E}\nNumber: {v}
{L}\n\n{v}
1. Name: {n} 2. {L}: {v} 3. City: {w}
{n} wrote: "my {E} is {v}".
Provide the following: name, {E} - {n}, {v}
I lost my card with {E} {v} on it
Their {E}, {v}, does not match
{E} on the form reads {v}
Use {E} {v} at the gate
Deposit for {n}, {E} {v}, received {d}.
*{E}* {v}
`{c}` is `{v}`
''',
'ids de':r'''
Guten Tag, hier meine {L}: {v}
Hallo, könnten Sie prüfen, ob {v} als {L} hinterlegt ist?
{L} liegt vor: {v}
Mandant {n} – {L} {v}
''',
'ids fr':r'''
{L} n° {v}
Madame, mon {L} ({v}) n'est pas reconnu.
Assuré : {n}, {L} {v}
''',
'ids es':r'''
Titular {n}, {L}: {v}
Buenas tardes, ¿pueden comprobar el {L} {v}?
Número de {L}: {v}
''',
'ids it':r'''
Gentile assistenza, {L}: {v}, grazie
Intestatario {n}, {L} {v}
''',
'ids pt':r'''
Bom dia, {L} {v}, não consigo entrar.
Titular: {n} / {L}: {v}
''',
'ids pl':r'''
Podaję {L} {v} do umowy
''',
'bare':r'''
{v};
<{v}>
'{v}'
Hello, {v} here
{n} sent {v} today
{v} | {n} | {w}
{"id":"{v}"}
{"n":"{n}","v":"{v}"}
{w} {v}
value: {v}
key={v}
WARN unknown value {v}
lookup({v})
Customer {v}
customer id {v}
''',
'core':r'''
cc {email}
Reply-To: {email}
{email} (work)
e={email}
email:{email},name:x
- {email}
*{email}*
{n} [{email}]
{email}\t{n}
mail to {email} or call
«{email}»
`{email}`
{email}>
https://x.example.org/u/{email}/edit
log: login {email} ok
Iban is {iban|iban4}!
{n} {iban}
- IBAN: {iban|ibannb}
iban="{iban|lower}"
acct {iban}
{iban|iban4}
{iban|iban4}, {n}
to:{iban}
iban_{iban}
| {iban} | {m} |
SEPA {iban} {m} EUR
conto {iban|iban4} intestato a {n}
compte : {iban|iban4}
{iban|ibandot}
([{iban}])
card_number: "{card|four}"
{card|four},
- {card}
{n} {card|four} 11/28
Pay with {card}, please
{card|slash}
CC#{card}
cc:{card|dash}
"card" "{card}"
{card}|09|27|123
PAN {card}
Amex/Visa no {card|four}
Mastercard ending? full: {card|four}
{card|fournb} (exp. 01/29)
<pan>{card|four}</pan>
my debit card is {card|dash}!
peer {ip} connected
{ip}\t200
({ip})
<{ip}>
ip:{ip}
{ip}|{n}
@{ip}
src={ip} dst=10.1.2.3
::ffff:{ip}
addr {ip6}.
({ip6})
"{ip6}"
{ip6}, {ip}
peer=[{ip6}]:51820
sms to {phone}
({phone})
''',
'people en':r'''
Refund issued to {n} for {m} EUR.
{n} is our contact in {w}.
Ask {n} about it.
We met {n} and {g}.
Patient {n} was discharged.
''',
'people de':r'''
{n} wohnt in {w}.
Rücksprache mit {n} gehalten.
''',
'wrong':r'''
{L} = {v}
The {E} {v} was rejected.
<field name="{c}">{v}</field>
{c}: {v}
({v})
see {v}
''',
'nobody':r'''
Parcel {dhl} delivered
Shipment no. {o12}
PO {o10}
purchase order: {o9}
quote {inv}
job {o8} finished in {m} ms
build {ver}
kernel {ver}-generic
package version {ver}
lib {semver}.{o8}
{isbn}, hardcover
GTIN {ean}
UPC {o12}
phone model {part}
spare part {part2}
uuid={u}
session {hexs}{hexs}
etag "{sha}"
epoch {tms}
at {stamp}
frame {o9} of {o10}
row {o11}
seq={o13}
ticket-{o9}
issue #{o8}
checksum {o10}
account executive {handle}
path /v{semver}/users/{o9}
IMEI2 {imei}
sim {iccid}
modem {imei} {iccid}
IBAN {badiban} is invalid
CC {badcard}
load {m} {m} {m}
{o8}-{o8}
{o16} units
Sendungsnummer {o12}
numéro de commande {o10}
número de seguimiento {o11}
zamówienie {o10}
''',
}
