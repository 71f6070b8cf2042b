// Names, places and goods of every locale of @faker-js/faker, for columns.py and free.py.
// Usage: node names.mjs NAMES.json, where the package is installed.
import { allFakers } from '@faker-js/faker';
import fs from 'fs';
const out = {};
for (const [loc, f] of Object.entries(allFakers)) {
  try {
    f.seed(77);
    const many = (g, n) => { const s = []; for (let i = 0; i < n; i++) { try { const v = g(); if (v && typeof v === 'string') s.push(v); } catch (e) { return s.length > 3 ? s : null; } } return [...new Set(s)]; };
    out[loc] = { first: many(() => f.person.firstName(), 120), last: many(() => f.person.lastName(), 120), full: many(() => f.person.fullName(), 120), city: many(() => f.location.city(), 60), street: many(() => f.location.streetAddress(), 80), zip: many(() => f.location.zipCode(), 80), phone: many(() => f.phone.number(), 80), company: many(() => f.company.name(), 60), job: many(() => f.person.jobTitle(), 40), product: many(() => f.commerce.productName(), 40), color: many(() => f.color.human(), 15), text: many(() => f.lorem.sentence(), 40) };
  } catch (e) { console.error(loc, e.message); }
}
fs.writeFileSync(process.argv[2], JSON.stringify(out));
console.log(Object.keys(out).length);
