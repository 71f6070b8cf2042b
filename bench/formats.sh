#!/usr/bin/env bash
# What reading takes: MB of sheet XML per CPU second of an xlsx, and the memory
# of a scan over a folder of 20 MB, 200 MB and, with BENCH_LARGE=1, 2 GB of text,
# above that over an empty folder. Bars: 120 MB/s, 64 MB.
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
mkdir "$dir/empty" "$dir/files"
rss() { # of a scan of $1, in MB; WEAKLINK_DATA is new each time
  WEAKLINK_DATA=$(mktemp -d -p "$dir") /usr/bin/time -f %M -o "$dir/rss" "$dir/weaklink" scan "$1" >/dev/null 2>&1 || true
  echo $(($(tail -1 "$dir/rss") / 1024))
}
base=$(rss "$dir/empty")
line='2026-11-02T10:11:12 host app[812]: order 4711 delivered to the counter, 3 items, 12.50 in cash, nothing else to say'
for mb in 20 200 ${BENCH_LARGE:+2000}; do
  yes "$line" 2>/dev/null | head -c "${mb}M" >"$dir/files/log.txt" || true
  printf '\nAnna Ott anna@bench.example\n' >>"$dir/files/log.txt"
  echo "bench formats: ${mb} MB of text: $(($(rss "$dir/files") - base)) MB above an empty folder's scan ($base MB; bar: 64)"
done
