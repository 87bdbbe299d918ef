#!/usr/bin/env bash
# Measures whole pipelines end to end, then runs every Google Benchmark program.
#
#     tests/bench/run.sh                 # all
#     tests/bench/run.sh --end-to-end    # whole pipelines alone
#
# Needs a release build. Times are medians of five interleaved rounds; documents are generated, 5 kB each.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=$PWD/build/release/bin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$bin/make_corpus" 25000 5000 > corpus.ndjson
"$bin/make_corpus" 4000 5000 > small.ndjson

pipeline() {  # name, stages (YAML list), outputs (YAML list)
    printf 'quern: 1\ninput: { use: read.json, path: corpus.ndjson }\nstages: %s\noutputs: %s\n' "$2" "$3" > "$1.yaml"
}
pipeline copy '[{ use: segment.text }]' '[{ use: export.json, path: copy.ndjson, layers: [] }]'
pipeline tokens '[{ use: segment.text }]' '[{ use: export.json, path: tokens.ndjson, layers: [tokens] }]'
pipeline news '[{ use: segment.text }, { use: tag.entities }, { use: quote.speech }]' \
    '[{ use: export.sqlite, path: news.db }, { use: export.csv, path: csv }, { use: export.json, path: news.ndjson }]'

seconds() {  # quern run arguments…: the run's own wall-clock time
    "$bin/quern" --quiet run "$@" --report report.json > /dev/null
    sed -n 's/.*"seconds":\([0-9.]*\),"jobs".*/\1/p' report.json
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
rate() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%.0f", n / s }'; }
megabytes() { sed -n 's/.*"peak_memory":\([0-9]*\),.*/\1/p' report.json | awk '{ printf "%.0f", $1 / 1e6 }'; }

echo "== whole pipelines, 25,000 documents of 5 kB"
for round in 1 2 3 4 5; do
    seconds copy.yaml --jobs 1 >> copy.times
    seconds tokens.yaml --jobs 1 >> tokens.times
    seconds news.yaml small.ndjson --jobs 1 >> news1.times
    seconds news.yaml small.ndjson --jobs 2 >> news2.times
    /usr/bin/env bash -c 'TIMEFORMAT=%R; time cp corpus.ndjson floor.ndjson' 2>> floor.times
done
copy=$(median < copy.times) tokens=$(median < tokens.times) floor=$(median < floor.times)
news1=$(median < news1.times) news2=$(median < news2.times)
echo "NDJSON in, tokens, NDJSON out (text):         $(rate 25000 "$copy") documents/s on one core"
echo "NDJSON in, tokens, NDJSON out (every token):  $(rate 25000 "$tokens") documents/s on one core"
echo "floor, cp of the same file:                   $(rate 25000 "$floor") documents/s"
echo "news pipeline, one thread:                    $(rate 4000 "$news1") documents/s"
echo "news pipeline, two threads against one:       $(awk -v a="$news1" -v b="$news2" 'BEGIN { printf "%.2f", a / b }')x"

echo "== memory"
"$bin/make_corpus" 10000 5000 > ten.ndjson
for i in 1 2 3 4 5 6 7 8 9 10; do cat ten.ndjson; done > hundred.ndjson
for size in ten hundred; do
    "$bin/quern" --quiet run news.yaml "$size.ndjson" --limit 100000 --report report.json > /dev/null
    echo "peak on $size thousand documents: $(megabytes) MB"
done

echo "== answers"
for arguments in "--help" "check news.yaml"; do
    for round in 1 2 3 4 5 6 7 8 9; do
        TIMEFORMAT=%R
        { time "$bin/quern" $arguments > /dev/null 2>&1; } 2>> answer.times
    done
    echo "quern $arguments: $(median < answer.times | awk '{ print $1 * 1000 }') ms"
    rm answer.times
done

[ "${1:-}" = --end-to-end ] && exit 0
for program in "$bin"/*_bench; do
    echo "== $(basename "$program")"
    "$program" --benchmark_counters_tabular=true 2> /dev/null
done
