# SPDX-License-Identifier: MIT
"""A worker, without the module quern, that does what a document's text tells it to."""
import json
import os
import signal
import sys
import time


def say(answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


greeting = json.loads(sys.stdin.readline())
if greeting["options"]["refuse"]:
    say({"error": "no model of that name", "hint": "take another"})
    sys.exit(1)
if greeting["options"]["silent"]:
    print("cannot load the model", file=sys.stderr)
    sys.exit(3)
say({"quern": 1, "warnings": ["it is only a test"]})

held = []
for line in sys.stdin:
    document = json.loads(line)
    words, answer = document["text"], {"id": document["id"]}
    if "CRASH" in words:
        print("about to crash", file=sys.stderr, flush=True)
        os.kill(os.getpid(), signal.SIGSEGV)
    elif "LEAVE" in words:
        sys.exit(7)
    elif "HANG" in words:
        time.sleep(3600)
    elif "CHILDREN" in words:  # that outlive it and hold its pipes
        child = os.fork()
        if child == 0:
            time.sleep(3600)
        print("its child is", child, file=sys.stderr, flush=True)
        os.kill(os.getpid(), signal.SIGSEGV)
    elif "DRIP" in words:
        while True:
            sys.stdout.write(" ")
            sys.stdout.flush()
            time.sleep(0.005)
    elif "GROW" in words:
        while True:
            held.append(bytearray(10_000_000))
            time.sleep(0.005)
    elif "FLOOD" in words:
        for _ in range(2000):
            sys.stderr.write("x" * 999 + "\n")
        answer["metadata"] = {"flooded": "yes"}
    elif "CLOSE" in words:
        os.close(1)
        time.sleep(3600)
    elif "LONG" in words:
        for _ in range(90):
            sys.stdout.write("x" * 1_000_000)
        sys.stdout.write("\n")
        sys.stdout.flush()
        continue
    elif "NONSENSE" in words:
        print("not JSON", flush=True)
        continue
    elif "LIST" in words:
        say([])
        continue
    elif "NAMELESS" in words:
        say({})
        continue
    elif "OTHER" in words:
        answer["id"] = "somebody else"
    elif "TWICE" in words:
        say(answer)
    elif "UNDECLARED" in words:
        answer["layers"] = {"secrets": []}
    elif "COLUMN" in words:
        answer["layers"] = {"marks": [{"begin": 0, "end": 1, "colour": "red"}]}
    elif "OUTSIDE" in words:
        answer["layers"] = {"marks": [{"begin": 0, "end": 100_000}]}
    elif "INSIDE" in words:
        answer["layers"] = {"marks": [{"begin": 1, "end": 2}]}
    elif "TYPE" in words:
        answer["layers"] = {"marks": [{"begin": 0, "end": 1, "weight": "heavy"}]}
    elif "REFERENCE" in words:
        answer["layers"] = {"marks": [{"begin": 0, "end": 1, "before": 5}]}
    elif "NUMBER" in words:
        answer["layers"] = []
    elif "EDIT" in words:
        answer["edits"] = [[0, 1, ""]]
    elif "METADATA" in words:
        answer["metadata"] = {"secret": "x"}
    elif "ERROR" in words:
        answer.update(error="this document is odd", hint="look at it")
    elif "MEMBER" in words:
        answer["rows"] = []
    else:
        answer["layers"] = {"marks": [{"begin": 0, "end": len(words.encode()), "weight": 1.5}]}
    say(answer)
