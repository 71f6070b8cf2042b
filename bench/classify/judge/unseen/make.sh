#!/bin/sh
# Makes the second round of unseen forms anew: python3-stdnum and python3-fake-factory of Debian.
# Forms of unseen.jsonl.gz are in half a or b by their names; of unseen2 a was drawn when a and b had
# been looked at, and b when that had been.
set -eu
cd "$(dirname "$0")"
to=../../../../internal/classify/testdata/judge
for f in core nobody ids secret_forms prose; do python3 -W ignore $f.py; done | python3 labelled.py | gzip -9nc >"$to/unseen.jsonl.gz"
{ python3 -W ignore third.py | python3 labelled.py a; python3 -W ignore fourth.py | python3 labelled.py b; } | gzip -9nc >"$to/unseen2.jsonl.gz"
python3 -W ignore tables.py | gzip -9nc >"$to/unseen_tables.jsonl.gz"
# The fifth to the ninth round are tables alone, with names of @faker-js/faker: node ../names.mjs NAMES.json
# first (seed 4711 instead of its own), then this with NAMES=NAMES.json.
for round in fifth sixth seventh eighth ninth; do
	[ -z "${NAMES:-}" ] || /usr/bin/python3 -W ignore rounds.py "$NAMES" $round | gzip -9nc >"$to/${round}_tables.jsonl.gz"
done
# And a third round of text, by the habits of strangers.
work=$(mktemp -d); here=$PWD/strangers
for f in numbers_among contacts tokens decoys people_in later; do (cd "$work" && PYTHONDONTWRITEBYTECODE=1 python3 -W ignore "$here/$f.py"); done
python3 strangers/frozen.py "$work" | gzip -9nc >"$to/unseen3.jsonl.gz"
rm -rf "$work"
# A fourth, as customers write; the second set of forms was drawn when half a of the first had been mended by.
PYTHONDONTWRITEBYTECODE=1 python3 -W ignore customers/frozen.py | gzip -9nc >"$to/unseen4.jsonl.gz"
PYTHONDONTWRITEBYTECODE=1 python3 -W ignore customers/frozen.py later | gzip -9nc >"$to/unseen5.jsonl.gz"

# Credentials: tokens of services, settings, what is said of passwords, and what only looks like it.
PYTHONDONTWRITEBYTECODE=1 python3 credentials/frozen.py | gzip -9nc >"$to/credentials.jsonl.gz"

# A fifth round of text: VALUES.json and LATER.json are made by outsiders/values.mjs (SEED=880411 for the second).
if [ -n "${VALUES:-}" ]; then
	PYTHONDONTWRITEBYTECODE=1 python3 -W ignore outsiders/drawn.py "$VALUES" | gzip -9nc >"$to/unseen6.jsonl.gz"
	PLACES=more_places SEED=2 PYTHONDONTWRITEBYTECODE=1 python3 -W ignore outsiders/drawn.py "$LATER" | gzip -9nc >"$to/unseen7.jsonl.gz"
fi

# And those drawn later: the lines of programs of many languages, commands, hashes of passwords.
PYTHONDONTWRITEBYTECODE=1 python3 credentials/frozen.py later | gzip -9nc >"$to/later_credentials.jsonl.gz"
