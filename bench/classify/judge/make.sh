#!/bin/sh
# Makes the labelled cases of internal/classify/testdata/judge anew: python3-stdnum
# and python3-fake-factory of Debian, @faker-js/faker of npm beside names.mjs.
# Usage: make.sh SEED_TEXT SEED_A SEED_B, such as 11 21 22. The half b is the one not to look into.
set -eu
cd "$(dirname "$0")"
to=../../../internal/classify/testdata/judge
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node names.mjs "$work/names.json"
/usr/bin/python3 text.py "$1" 12 | gzip -9nc >"$to/text.jsonl.gz"
{ /usr/bin/python3 -W ignore columns.py "$2" 132 a "$work/names.json"; /usr/bin/python3 -W ignore columns.py "$3" 132 b "$work/names.json"; } | gzip -9nc >"$to/columns.jsonl.gz"
{ /usr/bin/python3 free.py "$2" 480 a "$work/names.json"; /usr/bin/python3 free.py "$3" 480 b "$work/names.json"; } | gzip -9nc >"$to/free.jsonl.gz"
/usr/bin/python3 sentences.py "$(($1 - 6))" 1400 | gzip -9nc >"$to/sentences.jsonl.gz"
/usr/bin/python3 -W ignore documents.py 301 302 4 "$work/names.json" | gzip -9nc >"$to/documents.jsonl.gz"
/usr/bin/python3 -W ignore exports.py 401 402 3 "$work/names.json" | gzip -9nc >"$to/exports.jsonl.gz"
/usr/bin/python3 -W ignore fresh.py 601 4 "$work/names.json" | gzip -9nc >"$to/fresh.jsonl.gz"
/usr/bin/python3 -W ignore tables.py 701 2 "$work/names.json" | gzip -9nc >"$to/tables.jsonl.gz"
