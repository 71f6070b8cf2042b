#!/usr/bin/env bash
# Does a JSON-LD reader that is not ours (jsonld, from npm) take the draft of the
# record of processing without dropping a term, and does it come out with one
# process for each place? Prints how many statements it reads.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v npm >/dev/null; then
  echo "bench dpv: skipped: npm is not there"
  exit 0
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -trimpath -o "$dir/weaklink" ./cmd/weaklink
(cd "$dir" && npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$dir" jsonld@9)
mkdir "$dir/office"
printf 'name,email,iban,illness\nAnna Ott,anna@bench.example,DE89370400440532013000,asthma\nBo Lund,bo@bench.example,DE89370400440532013000,none\n' >"$dir/office/kunden=liste #2 <neu> ä.csv"
(cd "$dir" && WEAKLINK_DATA=$dir/data ./weaklink scan ./office -o odd.dpv.json -o odd.json >/dev/null && WEAKLINK_DATA=$dir/demo ./weaklink demo -o demo.dpv.json -o demo.json >/dev/null)
cat >"$dir/read.mjs" <<'JS'
import jsonld from 'jsonld';
import {readFileSync} from 'node:fs';
for (const name of process.argv.slice(2)) {
  const raw = JSON.parse(readFileSync(name + '.dpv.json'));
  const stores = JSON.parse(readFileSync(name + '.json')).data.stores;
  const documentLoader = () => { throw new Error('the draft asks for a context from elsewhere'); };
  const [record] = await jsonld.expand(raw, {safe: true, documentLoader}); // safe: a dropped term is an error
  const dpv = (t) => 'https://w3id.org/dpv#' + t;
  const processes = record[dpv('hasProcess')] || [];
  const fail = (say) => { console.error('bench dpv:', name + ':', say); process.exitCode = 1; };
  if (processes.length !== stores.length) fail(processes.length + ' processes for ' + stores.length + ' places');
  for (const p of processes)
    for (const need of ['hasPurpose', 'hasLegalBasis', 'hasDataSubject', 'hasPersonalData', 'hasStorageCondition', 'hasTechnicalOrganisationalMeasure'])
      if (!p[dpv(need)]?.length) fail(p['@id'] + ' lacks ' + need);
  const rdf = await jsonld.toRDF(raw, {safe: true, documentLoader, format: 'application/n-quads'});
  const back = await jsonld.fromRDF(rdf, {format: 'application/n-quads'});
  const ids = new Set(back.map((n) => n['@id']));
  for (const p of processes) if (!ids.has(p['@id'])) fail(p['@id'] + ' is lost as a statement');
  console.log('bench dpv:', name + ':', processes.length, 'places,', rdf.trim().split('\n').length, 'statements, no term dropped');
}
JS
(cd "$dir" && node read.mjs odd demo)
