#!/usr/bin/env bash
# What reading takes: MB of sheet XML per CPU second of an xlsx, alone and in a
# scan, and the memory of a scan over a folder of 20 MB, 200 MB and, with
# BENCH_LARGE=1, 2 GB of text, above that over an empty folder. Bars: 120 MB/s,
# 64 MB. The workbook of clients has no bar: most of its time goes into counting
# who is in it, which bench/people.sh measures.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
go test ./internal/formats -run xxx -bench 'Read/xlsx' -benchtime 30x -cpuprofile "$dir/cpu" -o "$dir/formats.test" >"$dir/bench.txt"
xml=$(awk '/Read\/xlsx/ {for (i = 1; i <= NF; i++) if ($i == "ns/op") ns = $(i-1); else if ($i == "MB/s") mbs = $(i-1); print mbs * ns / 1000}' "$dir/bench.txt") # bytes of XML
go tool pprof -top -cum "$dir/formats.test" "$dir/cpu" 2>/dev/null |
  awk -v xml="$xml" '/formats\.Read$/ {t = $4; sub(/s$/, "", t); if ($4 ~ /ms$/) {sub(/m$/, "", t); t /= 1000}
    printf "bench formats: xlsx %.0f MB of sheet XML per CPU second (bar: 120)\n", xml / 1e6 * 31 / t}'
CGO_ENABLED=0 go build -trimpath -o "$dir/weaklink" ./cmd/weaklink
mkdir "$dir/empty" "$dir/files" "$dir/book"
scan() { # $1; WEAKLINK_DATA is new each time. Prints CPU seconds and MB of memory
  rm -rf "$dir/data" && mkdir "$dir/data"
  WEAKLINK_DATA=$dir/data /usr/bin/time -f '%U %S %M' -o "$dir/use" "$dir/weaklink" scan "$1" >/dev/null 2>&1 || true
  tail -1 "$dir/use" | awk '{printf "%.2f %d\n", $1 + $2, $3 / 1024}'
}
read -r cpu base < <(scan "$dir/empty")
read -r more _ < <(scan "$dir/empty")
cpu=$(awk "BEGIN {print ($cpu + $more) / 2}")
go build -o "$dir/book/make" ./bench/book
rows=1000000
[ -n "${BENCH_SAMPLE:-}" ] && rows=100000
for kind in stock clients; do
  mkdir "$dir/$kind"
  [ $kind = clients ] && rows=$((rows / 5))
  read -r sheet shared < <("$dir/book/make" -kind $kind -rows "$rows" "$dir/$kind/book.xlsx")
  read -r used mem < <(scan "$dir/$kind")
  awk -v kind=$kind -v mb="$sheet" -v shared="$shared" -v cpu="$used" -v empty="$cpu" -v mem=$((mem - base)) 'BEGIN {
    bar = kind == "stock" ? "bar: 120" : "with everybody in it counted; no bar"
    printf "bench formats: a scan of a workbook of %s, %.0f MB of sheet XML and %.0f MB of texts: %.0f MB of sheet XML per CPU second (%s), %d MB above an empty folder'"'"'s scan\n", kind, mb, shared, mb / (cpu - empty), bar, mem
  }'
done
line='2026-11-02T10:11:12 host app[812]: order 4711 delivered to the counter, 3 items, 12.50 in cash, nothing else to say'
for mb in 20 200 ${BENCH_LARGE:+2000}; do
  yes "$line" 2>/dev/null | head -c "${mb}M" >"$dir/files/log.txt" || true
  printf '\nAnna Ott anna@bench.example\n' >>"$dir/files/log.txt"
  read -r _ mem < <(scan "$dir/files")
  echo "bench formats: ${mb} MB of text: $((mem - base)) MB above an empty folder's scan ($base MB; bar: 64)"
done
