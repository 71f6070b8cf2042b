// Values of contacts, accounts, cards and addresses as other people's libraries make them:
// @faker-js/faker in every locale it has, libphonenumber's example number of every country.
// node values.mjs > VALUES.json, with both packages installed.
import * as F from '@faker-js/faker';
import { createRequire } from 'node:module';
const require = createRequire(process.cwd() + '/');
const L = require('google-libphonenumber');
const out = { email: [], iban: [], card: [], ip: [], ip6: [], mac: [], phone: [], name: [], wrongcard: [] };
let seed = Number(process.env.SEED || 290711);
const util = L.PhoneNumberUtil.getInstance(), fmt = L.PhoneNumberFormat;
for (const f of Object.values(F.allFakers)) {
  f.seed(seed++);
  const g = () => f.person.firstName(), s = () => f.person.lastName();
  try { for (let i = 0; i < 3; i++) out.name.push(g() + ' ' + s()); } catch {}
  try { for (let i = 0; i < 4; i++) out.email.push(f.internet.email()); out.email.push(f.internet.email({ allowSpecialCharacters: true })); } catch {}
  try { out.phone.push(['', f.phone.number({ style: 'international' })]); } catch {}
  const e = F.fakerEN; e.seed(seed++);
  for (const formatted of [true, false, false]) out.iban.push(e.finance.iban({ formatted }));
  for (const issuer of ['visa', 'mastercard', 'american_express', 'discover', 'jcb', 'diners_club', 'maestro', 'unionpay'].slice(seed % 4, seed % 4 + 4))
    try { out.card.push(e.finance.creditCardNumber({ issuer })); } catch {}
  out.ip.push(e.internet.ipv4(), e.internet.ipv4()); out.ip6.push(e.internet.ipv6()); out.mac.push(e.internet.mac(), e.internet.mac({ separator: '-' }));
}
for (const region of util.getSupportedRegions().sort())
  for (const type of [L.PhoneNumberType.MOBILE, L.PhoneNumberType.FIXED_LINE]) {
    const n = util.getExampleNumberForType(region, type);
    if (!n) continue;
    for (const [name, how] of [['E164', fmt.E164], ['international', fmt.INTERNATIONAL], ['RFC3966', fmt.RFC3966], ['national', fmt.NATIONAL]])
      out.phone.push([name + ' ' + region, util.format(n, how)]);
  }
process.stdout.write(JSON.stringify(out));
