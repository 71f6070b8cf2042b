#!/usr/bin/env bash
# 250,000 planted people in a database, a CSV, a sheet and a mailbox, with one
# value in fifty mistyped: how many are counted, and how often two are taken for
# one. Bars: 2 % and 99.5 %. BENCH_PEOPLE is their number (with BENCH_SAMPLE=1, as
# in CI, 20000); BENCH_SEED makes the same ones again. Then a thousand small worlds of
# every kind (in CI 200): in how many the stated interval holds the truth. Bar: 95 %.
set -euo pipefail
cd "$(dirname "$0")/.."
n=${BENCH_PEOPLE:-250000}
[ -n "${BENCH_SAMPLE:-}" ] && n=20000
server=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && server=(-postgres)
go run ./bench/people -n "$n" ${BENCH_SEED:+-seed "$BENCH_SEED"} "${server[@]}"
worlds=100
[ -n "${BENCH_SAMPLE:-}" ] && worlds=20
go run ./bench/people -worlds "$worlds" ${BENCH_SEED:+-seed "$BENCH_SEED"}
