#!/usr/bin/env bash
# Runs a built fuzz target on its seeds, and on what it makes of them.
#
#   scripts/fuzz.sh TARGET SECONDS      as in: scripts/fuzz.sh config_fuzz 60
#
# Inputs that break something are left in build/asan/findings.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$1 seconds=$2
seeds=tests/fuzz/corpus/${target%_fuzz}
log=build/asan/$target.log
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p build/asan/findings "$scratch/new"
[ -d "$seeds" ] || seeds=$scratch/new

if "build/asan/bin/$target" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 \
    -artifact_prefix="build/asan/findings/$target-" "$scratch/new" "$seeds" > "$log" 2>&1; then
    echo "$target: $(grep -oE 'Done [0-9]+ runs' "$log") in $seconds seconds, no finding"
else
    echo "$target: a finding; the end of $log:"
    tail -n 40 "$log"
    exit 1
fi
