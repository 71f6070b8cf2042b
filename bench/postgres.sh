#!/usr/bin/env bash
# A PostgreSQL database of 1.8 million rows, scanned, beside psql's COPY of the
# same tables. Bars: 6 times the time of COPY, 10 s of CPU, 96 MB. BENCH_ROWS is
# the number of rows (1800000; with BENCH_SAMPLE=1, as in CI, 120000, and then
# without the bar on time: starting the program is most of it).
set -euo pipefail
cd "$(dirname "$0")/.."
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || { echo "bench postgres: needs postgresql; not measured"; [ -z "${CI:-}" ]; exit; }
rows=${BENCH_ROWS:-1800000}
bars=(-ratio 6 -cpu 10 -rss 96)
[ -n "${BENCH_SAMPLE:-}" ] && rows=120000 bars=(-cpu 10 -rss 96)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -trimpath -o "$dir/weaklink" ./cmd/weaklink
go build -o "$dir/postgres" ./bench/postgres
"$dir/postgres" -rows "$rows" "${bars[@]}" "$dir/weaklink"
