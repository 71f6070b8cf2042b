#!/usr/bin/env bash
# How many MB of text of each kind of file are read in a CPU second, without
# adding up the people in it. Bar: 20 MB for texts that nobody writes, such as
# all digits, all @ or a million blanks. BENCH_MB is how much of each (20), and
# BENCH_OTHER another build of bench/reading to take turns with, which must see
# the same.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
go build -trimpath -o "$dir/reading" ./bench/reading
# shellcheck disable=SC2086 # none, or one
"$dir/reading" -mb "${BENCH_MB:-20}" -odd 20 -dir "$dir/files" ${BENCH_OTHER:-}
