// Draws the tables of a list (tenth.txt, eleventh.txt, twelfth.txt): # name server locale rows, then column|type|maker.
// Usage: node make.mjs LIST SALT TABLES.json; tenth has the salt one, eleventh two, twelfth three.
import fs from 'node:fs'
import { gens, person, fakerOf, seedOf } from './values.mjs'
import * as F from '@faker-js/faker'
const file = process.argv[2], salt = process.argv[3] || ''
const tables = []
for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
  if (line.startsWith('# ')) { const [name, db, loc, n] = line.slice(2).split(' '); tables.push({ name, db, loc, n: +n, columns: [] }) }
  else if (line.trim()) { const [name, type, gen] = line.split('|'); if (!gens[gen]) throw new Error(line); tables.at(-1).columns.push({ name, type, gen }) }
}
for (const t of tables) {
  const seed = seedOf(t.name + salt)
  for (const k in F) if (k.startsWith('faker') && F[k].seed) { F[k].seed(seed); F[k].setDefaultRefDate('2026-06-01T00:00:00Z') }
  t.half = seedOf('half ' + t.name) % 2 ? 'a' : 'b'
  for (const c of t.columns) { const g = gens[c.gen]; Object.assign(c, { kind: g.kind, also: g.also, may: g.may, protected: g.prot ? 'yes' : '', free: g.free, cells: [] }) }
  for (let i = 0; i < t.n; i++) { const p = person(t.loc); for (const c of t.columns) { let v = gens[c.gen].fn(p, i); c.cells.push(v === null || v === undefined ? null : typeof v == 'object' ? v : String(v)) } }
}
fs.writeFileSync(process.argv[4], JSON.stringify(tables))
console.log(tables.length, 'tables', tables.reduce((s, t) => s + t.columns.length, 0), 'columns;', tables.filter(t => t.half == 'b').length, 'blind')
