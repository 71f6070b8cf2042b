#!/usr/bin/env bash
# A folder as an office has it - lists, letters, sheets, mail, logs, pictures,
# archives - is scanned, one file in a hundred is changed, and it is scanned again.
# Bars: the second scan costs at most 5 % of the CPU of the first, and says the
# same as somebody who sees the folder for the first time. BENCH_MB (400) and
# BENCH_FILES (3000) say how much there is; with BENCH_SAMPLE=1, as in CI, a tenth,
# without the bar on CPU: what a start costs weighs too much there.
set -euo pipefail
cd "$(dirname "$0")/.."
mb=${BENCH_MB:-400} files=${BENCH_FILES:-3000} share=.05
[ -n "${BENCH_SAMPLE:-}" ] && mb=40 files=300 share=1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -trimpath -o "$dir/weaklink" ./cmd/weaklink
go run ./bench/rescan -mb "$mb" -files "$files" -share "$share" ${BENCH_SEED:+-seed "$BENCH_SEED"} "$dir/weaklink"
