// Fills a database of a throw-away PostgreSQL and MariaDB with the tables that make.mjs drew.
// Usage: PGHOST=… PGPORT=… PGUSER=… SOCKET=… node load.mjs TABLES.json DATABASE
import fs from 'node:fs'
import { spawnSync } from 'node:child_process'
const [file, db] = process.argv.slice(2)
const tables = JSON.parse(fs.readFileSync(file))
const my0 = ['--no-defaults', '--default-character-set=utf8mb4', '-uroot', '-S', process.env.SOCKET]
const run = (cmd, args, input) => { const r = spawnSync(cmd, args, { input, maxBuffer: 1 << 28 }); const e = r.stderr.toString(); if (r.status) console.log(cmd, e.slice(0, 500)); else if (/ERROR/.test(e)) console.log(e.split('\n').filter(l => /ERROR/.test(l)).slice(0, 5).join('\n')) }
let pg = 'create extension if not exists citext;\n', my = ''
const schemas = new Set()
const q = s => "'" + s.replace(/'/g, "''") + "'"
for (const t of tables) {
  const [s, n] = t.name.split('.')
  const lit = (c, v, my) => { if (v === null) return 'null'; if (v.hex) return my ? `x'${v.hex}'` : `'\\x${v.hex}'`; if (v.bit) return `b'${v.bit}'`
    if (/^(geometry)/.test(c.type)) return `ST_GeomFromText(${q(v)})`
    let m = c.type.match(/^(?:var)?char\((\d+)\)/); if (m) v = [...v].slice(0, +m[1]).join('')
    return my ? q(v.replace(/\\/g, '\\\\')) : q(v) }
  if (t.db == 'pg') {
    if (!schemas.has(s)) { schemas.add(s); pg += `create schema "${s}";\n` }
    pg += `create table "${s}"."${n}" (${t.columns.map(c => `"${c.name}" ${c.type}`).join(', ')});\n`
    pg += `insert into "${s}"."${n}" values ` + Array.from({ length: t.n }, (_, i) => '(' + t.columns.map(c => lit(c, c.cells[i])).join(',') + ')').join(',\n') + ';\n'
  } else {
    my += `create table \`${t.name}\` (${t.columns.map(c => `\`${c.name}\` ${/^timestamp/.test(c.type) ? 'timestamp null' : c.type}`).join(', ')});\n`
    my += `insert into \`${t.name}\` values ` + Array.from({ length: t.n }, (_, i) => '(' + t.columns.map(c => lit(c, c.cells[i], 1)).join(',') + ')').join(',\n') + ';\n'
  }
}
run('psql', ['-qX', 'postgres', '-c', `drop database if exists ${db}`, '-c', `create database ${db}`])
run('psql', ['-qX', db], pg)
run('mariadb', [...my0, '-e', `drop database if exists ${db}; create database ${db}; set global sql_mode=''`])
run('mariadb', [...my0, '-f', db], my)
