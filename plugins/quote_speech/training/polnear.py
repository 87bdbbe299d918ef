#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""polnear.py < POLNEAR.ndjson > GOLD.ndjson: PolNeAR's attributions as the layer `quotes`, one row a piece of
content, and its regions to leave out as the layer `discard`. Standard library only."""
import json
import sys


def span(of):
    return {"begin": of["begin"], "end": of["end"]} if of else None


for line in sys.stdin:
    if not line.strip():
        continue
    document = json.loads(line)
    rows = []
    for number, told in enumerate(document["attributions"], 1):
        cue, speaker = (span(told[role][0]) if told[role] else None for role in ("cue", "source"))
        for piece in told["content"]:
            row = {**span(piece), "kind": told["type"], "quotation": number, "cue": cue, "speaker": speaker}
            rows.append({name: value for name, value in row.items() if value is not None})
    layers = {"quotes": rows, "discard": [span(region) for region in document.get("discard", [])]}
    print(json.dumps({"id": document["id"], "text": document["text"], "layers": layers}, ensure_ascii=False))
