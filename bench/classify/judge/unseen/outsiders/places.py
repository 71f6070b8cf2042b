"""Where outsiders put a value. {v} the value, {L} what it is called, {c} {C} {K} that name as a column, in camel case and
in capitals; the others are what stands around it. Forms and names are in half a or b by their place, alternately."""
IDS=r'''
My {L} is {v}.
{L}: {v}
{L} {v}
The customer's {L} ({v}) does not match our records.
Please update my {L} to {v}, thanks, {g}
{v} is my {L}
{v} ({L})
{n}, {L}: {v}, {d}
{"{c}": "{v}"}
{"id": {o}, "{C}": "{v}", "status": "active"}
{c}={v}
{K}={v}
{c}: {v}
<{C}>{v}</{C}>
<field name="{c}" value="{v}"/>
{c}={v}&step=2
GET /api/v2/clients?{c}={v} HTTP/1.1
INSERT INTO clients ({c}) VALUES ('{v}');
UPDATE clients SET {c} = '{v}' WHERE id = {o};
SELECT * FROM clients WHERE {c} = '{v}' LIMIT 1
{d} {t} INFO  lookup {c}={v} took {q}ms
{d}T{t}Z ERROR validation failed for {L} {v}: already in use
[{t}] {g}: my {L} is {v} if you need it
{g}: what's your {L}?\n{f}: {v}
Q: {L}\nA: {v}
- {L}: {v}
* {L} = {v}
| {L} | {v} |
| {n} | {L} {v} | {d} |
{L}\n{v}
{L}:\n{v}
{L}\t{v}
{L} ......... {v}
{L} : {v} / {d}
{L} #{v}
{L} no. {v}
{L} nr {v}
{L} [{v}]
{L}: "{v}"
"{L}";"{v}"
{L} - {v}
{L} – {v}
({L} {v})
{L}->{v}
**{L}:** {v}
<td>{L}</td><td>{v}</td>
<li><b>{L}:</b> {v}</li>
<dt>{L}</dt>\n<dd>{v}</dd>
Name: {n}\n{L}: {v}\nDate: {d}
Dear {g}, we have received your application. Your {L} is recorded as {v}. Kind regards
Could you check whether {v} is a valid {L}?
Her {L}, {v}, was missing on the form of {d}.
We need to verify {n} with {L} {v} before {d}.
Ticket {o}: customer gave {L} {v} over the phone
{n} | {L} | {v}
customer.{C} = "{v}"
{C}: '{v}',
export {K}="{v}"
person['{c}'] = '{v}'
assert validate('{v}')  # {L}
{v}  # {L}
{v} <- {L}
{v} - {L} of {n}
{L} of {n}: {v}
{n}'s {L}: {v}
{L} for {n} is {v}
{"type": "{L}", "value": "{v}"}
{"name": "{c}", "value": "{v}"}
{"system": "{L}", "value": "{v}", "use": "official"}
identifier: {type: {c}, value: {v}}
{L}={v};Name={n};
Subject: {L} {v} - please confirm
Betreff: {L} {v}
scanned form / {L} / {v} / page 1
1. {L}    {v}
2) {L} {v}
Old {L} {v}, new one will follow
{L} (required) {v}
{L}*: {v}
Enter {L}: {v}
{L}? {v}
{L}, {v}
{L} is: {v}
{L} number {v}
valid {L} {v} found
wrong {L}: {v}
{L} ending in {e}, full number {v}
The {L} provided was {v}; thank you
I was issued {L} {v} in {y}
{n} ({L} {v}), born in {y}
{L}: {v}, e-mail: {email}
{email},{L} {v}
{L} {v}, tel. {phone}
'''
CORE=r'''
Contact me at {email} or {phone}
E-mail: {email}
{email}
<{email}>
mailto:{email}?subject=Hello
{n} <{email}>
"{n}" <{email}>; cc: {email}
user={email}&pw=x
{"email":"{email}"}
{email};{n};{o}
to={email}, relay=mx1, status=sent
Send it to {email}.
({email})
[{email}](mailto:{email})
'{email}'
{email}|{ip}|{d}
login failed for {email} from {ip}
please write to {email}, not to {email}
IBAN {iban}
{iban}
IBAN: {iban}, BIC: DEUTDEFF
Transfer to {iban} by {d}
my account is {iban}.
{"iban":"{iban}"}
iban={iban}
<IBAN>{iban}</IBAN>
Bankverbindung: {iban|four}
account {iban|four}, thanks
{n};{iban};{m}
refund {m} EUR to {iban|four}
{iban|lower}
IBAN:{iban}
Card number: {card}
{card}
paid with {card} exp 09/27
{"card":"{card}","exp":"09/27","cvv":"123"}
cc={card}
My card {card|blank} was charged twice
card {card|dash}.
{card|two}
PAN={card}
{d} {t} charge card={card|plain} amount={m}
visa {card|plain} 12/26
{n},{card|plain},{m}
<Number>{card|plain}</Number>
Client {ip} connected
{ip}
{ip} - - [{d}] "GET / HTTP/1.1" 200 {o}
src={ip} dst={ip}
from {ip}:443
{"ip":"{ip}"}
host {ip} is down
ssh root@{ip}
http://{ip}/login
ping {ip}: 4 ms
client_ip: {ip6}
{ip6}
addr=[{ip6}]:443
{"remote":"{ip6}"}
connection from {ip6} closed
X-Forwarded-For: {ip}, {ip6}
{ip6}/64
fe80 neighbour {ip6} dev eth0
{phone}
Tel: {phone}
call me on {phone} after six
phone={phone}
{"phone":"{phone}"}
{n}, {phone}
Phone {phone}, fax {phone}
WhatsApp {phone}
device {mac} joined
mac={mac}
'''
NOBODY=r'''
Order {o12} shipped
order no. {o10}
Bestellung {o9} vom {d}
UPS tracking {ups}
Your parcel {dhl} arrives {d}
tracking: {dhl20}
ISBN {isbn}
ISBN-10: {isbn10}
EAN {ean}
barcode={ean}
IMEI {imei}
imei: {imei}
timestamp={ms}
ts={epoch} level=info
{ms} request done
created_at {epoch}
sha256:{hex64}
commit {hex40}
{hex40} fixed the build
md5 {hex32}
version {ver}
firmware {ver4}
build {ver4} released
Chrome/{ver4} Safari/537.36
libfoo-{ver4}.tar.gz
upgrade from {ver4} to {ver4}
{ver4}
v{ver4}
FileVersion={ver4}
OID 1.3.6.1.4.1.{o4}
section {sec}
{uuid}
request id {uuid}
trace={hex16}
invoice {o8} total {m}
Rechnung Nr. {o10}
SKU {o6}-{o4}
part no. {o4}-{o4}-{o4}
serial {o12}
meter {o9}
ticket #{o7}
AWB {o3}-{o8}
batch {o10} lot {o6}
GTIN {o14}
{m} {m} {m} {m}
{o4} {o4} {o4} {o4}
pages {o3}-{o3}
{o10}
{o12}
{o9} rows copied
size={o9} bytes
std::vector<int>::iterator a::b
use Foo::Bar::Baz;
at {t} and {t}:{o2}
duration {t}.{o6}
range ::1..::9 of list
npm i left-pad@{ver}
@types/node@{ver}
git@github.com:acme/{w}.git
ssh://git@gitlab.com/acme/{w}
logo@2x.png
icon@3x.webp
user@localhost
@{w} thanks
{w}@{w}
docker.io/library/redis@sha256:{hex64}
transfer {badiban}
IBAN {badiban}
{badiban}
IBAN {shortiban}
card {badcard}
{badcard}
number {badcard|blank}
{luhn16} rows
order {luhn16}
reference {luhn14}
transaction {luhn18} ok
lat {lat} lon {lon}
{o3}.{o3}.{o3}
{o5}-{o5}-{o5}
case {o2}-{o7}
port {o5}
192.168.{o3x}.{o3x} via 10.0.0.1
300.{o3}.{o3}.{o3}
SSCC {dhl20}
container MSKU{o7}
flight LH{o3} {d}
PO {o10}, line {o2}
RMA{o8}
process {o5} exited
[{o10}.{o6}] usb 1-1: new device
{d} {t},{o3} DEBUG {o6}
doi:10.{o4}/{o6}
arXiv:{o4}.{o5}
ISSN {o4}-{o4}
ZIP+4 {o5}-{o4}
'''
