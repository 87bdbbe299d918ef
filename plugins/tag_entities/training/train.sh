#!/bin/sh
# SPDX-License-Identifier: MIT
# train.sh QUERN DATA MODEL: trains names.model, from a folder with the data sets that names.card.md names, each as NDJSON
# with the layer `entities`: uner_ewt.train, gum.open, wikigold, and polnear.train.silver, as .ndjson or .ndjson.zst.
set -eu
if [ $# -ne 3 ]; then
    echo "usage: train.sh QUERN DATA MODEL" >&2
    exit 2
fi
quern=$1 data=$2 model=$3
exec "$quern" train "$(dirname "$0")/names.yaml" --stage tag.entities --model "$model" \
    --gold "$data"/uner_ewt.train.ndjson* "$data"/gum.open.ndjson* "$data"/wikigold.ndjson* \
    --silver "$data"/polnear.train.silver.ndjson*
