#!/usr/bin/env bash
# Does anything on the report or on the owner's page keep people out? axe-core, a
# judge that is not ours, looks at the demo's report, at the reports that the
# tests use (empty ones, 300 places, names meant to do harm) and at the pages of
# `weaklink serve`, in Chromium, light and dark, phone and wide. Serious and
# critical faults, and pages wider than the screen, end it with 1.
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in npm chromium; do
  if ! command -v "$tool" >/dev/null; then
    echo "bench axe: skipped: $tool is not there"
    exit 0
  fi
done
dir=$(mktemp -d)
serving=
trap '[ -z "$serving" ] || kill "$serving" 2>/dev/null; rm -rf "$dir"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$dir" axe-core@4
CGO_ENABLED=0 go build -trimpath -o "$dir/weaklink" ./cmd/weaklink
go build -trimpath -o "$dir/axe" ./bench/axe
export WEAKLINK_DATA=$dir/data
"$dir/weaklink" demo --db "$dir/demo.db" >/dev/null 2>&1
"$dir/weaklink" demo --db "$dir/demo.db" --without dump -o "$dir/demo.html" >/dev/null 2>&1 # a second look: what changed
"$dir/weaklink" serve --db "$dir/demo.db" --listen localhost:0 >"$dir/serve.out" 2>"$dir/serve.err" &
serving=$!
for _ in $(seq 100); do
  link=$(grep -o 'http://localhost:[0-9]*/in/[A-Za-z0-9_-]*' "$dir/serve.out" || true)
  [ -z "$link" ] || break
  sleep 0.2
done
"$dir/axe" "$dir/node_modules/axe-core/axe.min.js" "$dir/demo.html" "$link" --samples "$@"
