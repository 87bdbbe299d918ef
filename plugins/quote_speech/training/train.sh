#!/bin/sh
# SPDX-License-Identifier: MIT
# train.sh DATA [QUERN [MODEL]]: trains quotes.model from the folder DATA with PolNeAR's articles, polnear-train.ndjson or
# polnear-train.ndjson.zst. QUERN is by default the one in build/release, MODEL the file that ships with the plugin.
set -eu
if [ $# -lt 1 ] || [ $# -gt 3 ]; then
    echo "usage: train.sh DATA [QUERN [MODEL]]" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
data=$1 quern=${2:-$here/../../../build/release/bin/quern} model=${3:-$here/../quotes.model}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -f "$data/polnear-train.ndjson" ]; then
    python3 "$here/polnear.py" < "$data/polnear-train.ndjson" > "$work/gold.ndjson"
else
    zstdcat "$data/polnear-train.ndjson.zst" > "$work/articles.ndjson"
    python3 "$here/polnear.py" < "$work/articles.ndjson" > "$work/gold.ndjson"
fi
"$quern" train "$here/quotes.yaml" --stage quote.speech --model "$model" --gold "$work/gold.ndjson"
