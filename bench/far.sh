#!/usr/bin/env bash
# A scan whose database is 20 ms away, each way. Bar: with 80 files the way adds
# at most 30 s (it was 160 s when every fact was a transaction of its own).
set -euo pipefail
cd "$(dirname "$0")/.."
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || { echo "bench far: needs postgresql; not measured"; [ -z "${CI:-}" ]; exit; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -trimpath -o "$dir/weaklink" ./cmd/weaklink
go build -o "$dir/far" ./bench/far
"$dir/far" -files 80 -wall 30 "$dir/weaklink"
