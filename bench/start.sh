#!/usr/bin/env bash
# How long until the program says its first word? Bar: 0.3 s.
# Prints the median of 11 starts of `weaklink version` and of the first byte of a scan's progress.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x bin/weaklink ] || CGO_ENABLED=0 go build -trimpath -o bin/weaklink ./cmd/weaklink
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/files" && printf 'name,email\nA,a@b.example\n' >"$dir/files/a.csv"
median() { sort -n | awk '{a[NR]=$1} END {print a[int((NR+1)/2)]}'; }
first() { # milliseconds until the first byte on either stream
  local a b
  a=$(date +%s%N)
  WEAKLINK_DATA=$dir/data "$@" 2>&1 | { IFS= read -r -n1 -d '' _ || true; b=$(date +%s%N); echo $(((b - a) / 1000000)); cat >/dev/null; }
}
v=$(for _ in 1 2 3 4 5 6 7 8 9 10 11; do first bin/weaklink version; done | median)
s=$(for _ in 1 2 3 4 5 6 7 8 9 10 11; do first bin/weaklink scan "$dir/files"; done | median)
d=$(for _ in 1 2 3; do first bin/weaklink demo; done | median)
echo "first word: version $v ms, scan $s ms, demo $d ms (bar: 300 ms)"
# CI runs on a shared machine: there only a slip fails.
limit=300
if [ -n "${CI:-}" ]; then limit=900; fi
[ "$s" -le "$limit" ] && [ "$d" -le "$limit" ]
