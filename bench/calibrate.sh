#!/usr/bin/env bash
# Is the model honest? Firms drawn from its own priors, looked at in part, weighed
# with the engine that ships, and held against the truth: how often the ranges
# of money hold it, how often what is claimed to be first is first, and what the
# simple ways of ranking name. Bars: 87-93 %; 5 points, or two standard errors
# where few claims were made. BENCH_FIRMS (2000) is how many firms, BENCH_OTHERS
# (500) how many of each variant: many looks, wrong priors, routes nobody saw.
# Takes about ten minutes on two cores. `go test ./risk` runs 300 and 60.
set -euo pipefail
cd "$(dirname "$0")/.."
go test ./risk -count=1 -timeout 120m -v -run 'TestCalibration|TestWhichLinkComesFirst' \
  -firms "${BENCH_FIRMS:-2000}" -others "${BENCH_OTHERS:-500}"
echo "bench calibrate: bars met"
