# SPDX-License-Identifier: MIT
"""A worker that computes for two milliseconds a document."""
import json
import sys
import time

sys.stdin.readline()
print('{"quern": 1}', flush=True)
for line in sys.stdin:
    until = time.thread_time() + 0.002
    while time.thread_time() < until:
        pass
    print(json.dumps({"id": json.loads(line)["id"]}), flush=True)
