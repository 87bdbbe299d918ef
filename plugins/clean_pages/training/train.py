#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""train.py BUILD PAGES=GOLD... [--check OUT.ndjson]

Fits the scorer of clean.html to web pages whose article is known, and writes blocks.trees.
BUILD is a build folder with the programs describe_pages and fit_trees; PAGES a folder of UTF-8 pages NAME.html;
GOLD a JSON file {NAME: {"articleBody": text, "url": address}}, with {"type": "article"} where it has other
pages too, which are not learned from.
--check writes, as export.json does, what trees say of each page that saw no page of its host: five times a
fifth of the hosts is left out. Its score is the one to expect of unseen pages; it lacks the plain rules of
choice.cpp, which only make it better. Standard library only."""
import array
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import zlib

HERE = pathlib.Path(__file__).resolve().parent
WORDS = re.compile(r"\w+")
SHINGLE = 4  # words
FOLDS = 5
LEAST_SCORE = -0.6  # as clean.html has it


def host_of(url):
    """The name that a publisher registered, so that all of its pages fall into one fold."""
    parts = (urllib.parse.urlparse(url).hostname or "").removeprefix("www.").split(".")
    second_level = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in (
        "co", "com", "org", "ac", "gov", "net", "edu")
    return ".".join(parts[-3 if second_level else -2:])


def fold_of(url):
    return zlib.crc32(host_of(url).encode()) // 2 % FOLDS


class Labels:
    """Which blocks of a page stand in its gold article."""

    def __init__(self, blocks, gold):
        self.words = [WORDS.findall(block) for block in blocks]
        self.gold = WORDS.findall(gold)
        self.inside = [False] * len(blocks)
        self.place = [None] * len(blocks)  # first and last word in the gold text
        self.starts = collections.defaultdict(list)
        for i in range(len(self.gold) - SHINGLE + 1):
            self.starts[tuple(self.gold[i:i + SHINGLE])].append(i)
        self.mark_long()
        self.drop_doubles()
        self.mark_short(range(len(blocks)), before=True)
        self.mark_short(reversed(range(len(blocks))), before=False)

    def mark_long(self):
        """At least half of its shingles must be found."""
        for k, words in enumerate(self.words):
            count = len(words) - SHINGLE + 1
            if count < 1:
                continue
            begins = [self.starts[key][0] - i for i in range(count)
                      if (key := tuple(words[i:i + SHINGLE])) in self.starts]
            if 2 * len(begins) >= count:
                self.inside[k] = True
                self.place[k] = (min(begins), min(begins) + len(words))

    def drop_doubles(self):
        """Of equal blocks as many as the gold text has, those with most of the article around them."""
        same = collections.defaultdict(list)
        for k, words in enumerate(self.words):
            if self.inside[k]:
                same[tuple(words)].append(k)

        def company(k):
            around = range(max(0, k - 4), min(len(self.words), k + 5))
            return sum(len(self.words[j]) for j in around
                       if self.inside[j] and self.words[j] != self.words[k])

        for words, places in same.items():
            surplus = len(places) - max(1, len(self.starts.get(words[:SHINGLE], ())))
            for k in sorted(places, key=company)[:max(0, surplus)]:
                self.inside[k], self.place[k] = False, None

    def mark_short(self, order, before):
        """A few words belong to the article where the gold text has them next to its last known block."""
        known = None
        for k in order:
            size = len(self.words[k])
            if self.place[k]:
                known = self.place[k]
            elif known and 0 < size < SHINGLE:
                near = range(max(0, known[1] - 1), known[1] + 4) if before else \
                    range(max(0, known[0] - size - 3), known[0] - size + 2)
                for at in near:
                    if at >= 0 and self.gold[at:at + size] == self.words[k]:
                        self.inside[k], self.place[k] = True, (at, at + size)
                        known = self.place[k]
                        break

    def weights(self):
        """What a block is worth on its page; every page is worth about the same."""
        return [(min(len(words), 200) + 3) / (len(self.gold) + 100) for words in self.words]


def read_blocks(path):
    pages = []
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.startswith("#"):
                pages.append((line[1:-1], []))
            else:
                pages[-1][1].append(line[1:-1])
    return pages


def gold_name(source):
    """In whatever order the sources are named, in this one they are learned from."""
    return pathlib.Path(source.split("=")[1]).name


def describe(build, sources, folder):
    """All pages as (gold, blocks), and their rows of features in one file."""
    pages = []
    with open(folder / "rows", "wb") as rows:
        for source in sources:
            pages_folder, gold_file = source.split("=")
            gold = json.loads(pathlib.Path(gold_file).read_text(encoding="utf-8"))
            files = sorted(pathlib.Path(pages_folder).glob("*.html"))
            subprocess.run([build / "bin/describe_pages", HERE.parent, folder / "part", *files],
                           check=True)
            rows.write((folder / "part.features").read_bytes())
            pages += [(gold[name] | {"id": name}, blocks) for name, blocks in read_blocks(folder / "part.text")]
    return pages


def write_samples(pages, path):
    labels = [Labels(blocks, gold["articleBody"]) for gold, blocks in pages]
    count = sum(len(label.words) for label in labels)
    scale = count / sum(sum(label.weights()) for label in labels)
    with open(path, "w", encoding="ascii") as out:
        for (gold, _), label in zip(pages, labels):
            fold = fold_of(gold["url"]) if gold.get("type", "article") == "article" else -1
            for inside, weight in zip(label.inside, label.weights()):
                out.write(f"{fold} {int(inside)} {weight * scale:.5g}\n")


def write_check(pages, scores, path):
    scores = iter(scores)
    with open(path, "w", encoding="utf-8") as out:
        for gold, blocks in pages:
            kept = [block for block, score in zip(blocks, scores) if score > LEAST_SCORE]
            out.write(json.dumps({"id": gold["id"], "text": "\n\n".join(kept)}, ensure_ascii=False) + "\n")


def main():
    arguments = sys.argv[1:]
    check = None
    if "--check" in arguments:
        at = arguments.index("--check")
        check = arguments[at + 1]
        del arguments[at:at + 2]
    if len(arguments) < 2:
        sys.exit(__doc__)
    build = pathlib.Path(arguments[0])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pages = describe(build, sorted(arguments[1:], key=gold_name), folder)
        write_samples(pages, folder / "samples")
        command = [build / "bin/fit_trees", folder / "rows", folder / "samples", HERE.parent / "blocks.trees"]
        subprocess.run(command + ([folder / "scores"] if check else []), check=True)
        if check:
            scores = array.array("f", (folder / "scores").read_bytes())
            write_check(pages, scores, check)


if __name__ == "__main__":
    main()
