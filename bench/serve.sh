#!/usr/bin/env bash
# The owner's page over a firm with a year of daily looks. Bars: every page 50 ms
# (p99), what-if 100 ms, 150 MB, 1 s from start to the first page. Making the year
# takes minutes: BENCH_YEAR names a file that keeps it for the next time.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -trimpath -o "$dir/weaklink" ./cmd/weaklink
go build -o "$dir/serve" ./bench/serve
runs=365
[ -n "${BENCH_SAMPLE:-}" ] && runs=30
"$dir/serve" -runs "$runs" ${BENCH_YEAR:+-year "$BENCH_YEAR"} "$dir/weaklink"
