"""More places, written when half a of the first had been looked at."""
IDS=r'''
Hi, I forgot to mention that my {L} changed, it is now {v}. Best, {g}
Good morning, as requested here is the {L} you asked for: {v}
I think you have the wrong {L} on file; the right one is {v}
Attached you find my passport copy and {L} {v}.
According to our files, {n} holds {L} {v}
We could not find a client with {L} {v}. Please check.
Sir or Madam, {L}: {v}. Date of request: {d}
Hola, mi {L} es {v}, gracias
Hallo, meine {L} lautet {v}. Viele Grüße {g}
Bonjour, mon {L} est le {v}. Merci
Ciao, il mio {L} è {v}, grazie
Dzień dobry, mój {L} to {v}
Goedemiddag, mijn {L} is {v}
Olá, o meu {L} é {v}
Hej, mit {L} er {v}
agent: may I have your {L}, please?\ncaller: yes, it is {v}
bot> please type your {L}\nuser> {v}
> {L}?\n{v}
{f}, {g} - {L}: {v}
{f} {g}\t{L}\t{v}\t{d}
{o};{n};{L};{v};{m}
{"client":{"name":"{n}","{C}":"{v}"}}
{"{C}":{"value":"{v}","verified":true}}
[{"key":"{c}","val":"{v}"}]
{"label": "{L}", "answer": "{v}", "page": 2}
{\n  "{c}": "{v}",\n  "amount": {m}\n}
<identifier type="{c}">{v}</identifier>
<{c}>{v}</{c}><amount>{m}</amount>
<input type="text" id="{c}" name="{c}" value="{v}">
<tr><th>{L}</th><td>{v}</td></tr>
<p>{L} <strong>{v}</strong></p>
<span class="label">{L}</span> <span class="value">{v}</span>
PID|1||{v}^^^{K}||{f}^{g}
{c}:{v};
{c}=>{v}
{c} = {v}
:{c} => "{v}",
"{K}": "{v}"
{K}: {v}
${c} = '{v}';
let {C} = "{v}"
--{c} {v}
--{c}={v}
curl -d "{c}={v}" https://api.example.com/check
POST /verify {"{c}":"{v}"}
https://portal.example.com/lookup?lang=en&{c}={v}
WHERE t.{c} IN ('{v}')
INSERT INTO person (id, {c}, city) VALUES ({o}, '{v}', '{w}');
{d} {t} DEBUG c.a.CustomerService - {c}: {v}
{d} {t} [worker-3] WARN duplicate {L} [{v}]
level=info msg="id checked" {c}="{v}" dur={q}ms
kyc: {L} {v} verified by {g}
{L}: {v} | Status: OK | {d}
{L} | {v}
|{L}|{v}|
{L}............{v}
{L}_______ {v}
{L} :{v}
{L}  {v}
{L}={v}
{L}; {v}
{L}/{v}
{L}, number: {v}
{L} (11 digits): {v}
{L} of the account holder: {v}
{L} of applicant {v}
{L} (if known): {v}
{L} / ID: {v}
{L} - see card - {v}
{L} is required. Value given: {v}
{L} verified: {v}
{L} confirmed as {v}
{L} changed from {v} to -
{L}: <{v}>
{L}: `{v}`
{L} “{v}”
{L} «{v}»
☐ {L} {v}
• {L}: {v}
a) {L}: {v}
III. {L}\n    {v}
## {L}\n\n{v}
{L}\n---------\n{v}
{L}:\n\n{v}
{L}\r\n{v}\r\n
{v}\n({L})
{v} = {L}
{v}, {L}
{v} / {L}
{v}: {L} of {n}
{v} was entered as {L}
{v} is the {L} of {n}
{v} is {n}'s {L}
Number {v} ({L}) belongs to {n}
RE: {L} {v} // {n}
FW: your {L} ({v})
cc {L} {v} dob {d}
Dr. {f} wrote down {L} {v} for the file
Invoice {o} was sent to {n}, {L} {v}, on {d}
{n} lives in {w}; {L} {v}
customer {n}\n{L} {v}\ntotal {m}
scan_{c}_{v}.pdf
{c}/{v}
# {L}: {v}
// {L} {v}
/* {L} {v} */
-- {L} {v}
test("{L}", "{v}")
check_{c}("{v}")
is_valid("{v}") # {L}
new {C}("{v}")
'''
CORE=r'''
From: {n} <{email}>
Reply-To: {email}
contact={email}; phone={phone}
{email} ({n})
{email}, {email}
"contact": {"mail": "{email}", "name": "{n}"}
<a href="mailto:{email}">{email}</a>
INSERT INTO u VALUES ({o},'{email}','{ip}');
mail -s hi {email}
e-mail {email}; thanks
user <{email}> logged in
{d} {t} postfix/smtp[{o}]: to=<{email}>, delay=2
Mail:{email}
email={email}
@{w} wrote to {email}:
{n}\t{email}\t{phone}
My IBAN is {iban}, please pay {m}
Kontonummer {iban|four}
IBAN {iban|four} BIC COBADEFFXXX
"iban": "{iban|four}"
please wire to {iban|four}.
DE: {iban}
{iban}\t{m}
pay to {iban} ({n})
IBAN.: {iban}
CreditorAccount={iban}
<IBAN>{iban|four}</IBAN>
beneficiary {n} {iban}
{iban|four}
IBAN-Nr. {iban}
{"cardNumber": "{card|plain}"}
card={card|plain}&cvv=123
Visa: {card|blank}
credit card {card}, expires 11/28
Kreditkarte {card|blank}
{card|plain}
{card|blank}
{card|dash}
{t} POS {card|plain} approved {m}
My card no is {card|plain}.
carte bancaire {card|blank}
tarjeta: {card|plain}
{n};{card|blank};12/27
Card {card|two}
card on file: {card|plain}
pan {card|plain} declined
ip={ip}
{ip} {ip}
"remote_addr":"{ip}","status":200
{t} {ip} GET /
{ip}:8080
[{ip}]
blocked {ip}, {ip} and {ip}
connect to {ip} port 22
REMOTE_ADDR: {ip}
peer {ip6}
{ip6},{ip}
"ip":"{ip6}"
ssh {ip6}
[{ip6}]:8443
http://[{ip6}]/
inet6 {ip6}/128
Phone: {phone}
Mobile: {phone}, {n}
t: {phone}
tel={phone}
<a href="tel:{phone}">call</a>
hw {mac}
"mac":"{mac}"
'''
NOBODY=r'''
Purchase order {o10} of {d}
confirmation {o9}
tracking number {ups} left the depot
USPS {dhl20}
FedEx {o12}
isbn: {isbn}
(ISBN {isbn10})
"ean":"{ean}"
gtin13 {ean}
IMEI1 {imei}
device {imei} registered
"ts":{ms}
at {epoch} seconds
{epoch},{o4},{m}
etag "{hex32}"
checksum {hex40}
sha1={hex40}
index {hex40}..{hex40}
app {ver4}
"version":"{ver4}"
kernel {ver4}-generic
Version: {ver4}
from version {ver4} to version {ver4}
driver {ver4} installed
pkg-{ver4}.deb
Firefox/{ver4}
<Version>{ver4}</Version>
release-{ver4}
AssemblyVersion("{ver4}")
plugin {ver4} is out of date
{uuid},{uuid}
id={uuid}
span {hex16} took {o3}ms
Faktura nr {o8}
facture {o10} du {d}
bon de commande {o9}
article {o6}
article number {o9}
p/n {o10}
s/n {o12}
contract {o8}
customer no. {o8}
member since {d}
ticket {o9}
case number {o10}
job {o10} finished
batch id {o12}
build {o9}
revision {o8}
blob {o10}
memory {o10} bytes
total {o9}
sum: {m}
EUR {m}
{o3} {o3} {o3} {o3}
{o5} {o5} {o5}
{o4}-{o4}-{o4}-{o4}
0x{hex16}
key {hex64}
foo::bar::baz::qux()
a::b::c
10:20:30:40
12:34::
{t}.{o3}
{t}-{t}
--:--
npm install @angular/core@{ver}
lodash@{ver} vulnerable
yarn add react@{ver}
git clone git@bitbucket.org:acme/{w}.git
hero@2x.jpg
img@3x.png
root@web01:~#
user@host
<@U{o9}>
@dependabot
pay {badiban} now
{badiban|four}
iban={badiban}
IBAN: {shortiban|four}
cc {badcard|plain}
Visa {badcard|blank}
card number: {badcard|dash}
id {luhn16}
receipt {luhn16}
tracking {luhn18}
transaction id {luhn14}
offset {lat},{lon}
{o3}.{o2}.{o2}
chapter {sec}
§ {sec}
OID {sec}.{sec}
{o2}/{o2}/{o4}
{o8}-{o4}
ref {o10}/{o2}
POD {o12}
MAWB {o3}-{o8}
VIN WVWZZZ1KZ{o7}
asset {o10}
ISIN check {o9}
barcode {o14}
{o12},{o12},{o12}
timeout {o5}ms retry {o2}
pid {o5} tid {o6}
coordinates {o3},{o3}
'''
