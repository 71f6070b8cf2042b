#!/bin/sh
# Measures the classifier beside ripgrep: speed per CPU second, what is found,
# what is flagged. Usage: bench/classify.sh [SEED]
# Numbers of another implementation are used when python3-stdnum is installed.
set -eu
cd "$(dirname "$0")/.."
seed=${1:-$(date +%s)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
values=
if /usr/bin/python3 -c 'import stdnum' 2>/dev/null; then
	/usr/bin/python3 bench/classify/values.py "$seed" 200 >"$work/values.jsonl"
	values="-values $work/values.jsonl"
fi
go build -o "$work/classify" ./bench/classify
echo "seed $seed"
"$work/classify" -seed "$seed" -corpus "$work" $values
if command -v rg >/dev/null; then
	for f in log csv notes; do
		/usr/bin/time -f "ripgrep e-mail $f: %U s user, %S s system of CPU" rg -j1 -c '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}' "$work/$f" || true
	done
fi
