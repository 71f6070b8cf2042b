#!/usr/bin/env bash
# One scan over a whole firm: the demo's grocer with all eight links (shop with
# TLS, server, till, staff, accounts, rules, copies), a folder of files, a real
# PostgreSQL with 200,000 rows, and this machine. Bars: 30 s, 250 MB together
# with child processes, 60 s of CPU. BENCH_MB (100) is the folder's size,
# BENCH_ROWS (200000) the database's, BENCH_TIMES (3) how often; the quickest
# scan counts. With BENCH_SAMPLE=1, as in CI: once, 20 MB and 40,000 rows,
# without the bar on time.
set -euo pipefail
cd "$(dirname "$0")/.."
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || { echo "bench full: needs postgresql; not measured"; [ -z "${CI:-}" ]; exit; }
mb=${BENCH_MB:-100} rows=${BENCH_ROWS:-200000} times=${BENCH_TIMES:-3}
bars=(-wall 30 -cpu 60 -mem 250)
[ -n "${BENCH_SAMPLE:-}" ] && mb=20 rows=40000 times=1 bars=(-cpu 60 -mem 250)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -trimpath -o "$dir/weaklink" ./cmd/weaklink
go build -o "$dir/full" ./bench/full
go run ./bench/world -dir "$dir/files" -mb "$mb" -seed 7 >/dev/null
"$dir/full" -rows "$rows" -times "$times" "${bars[@]}" ${BENCH_KEEP:+-keep "$BENCH_KEEP"} "$dir/weaklink" "$dir/files"
echo "bench full: bars ${bars[*]} met"
