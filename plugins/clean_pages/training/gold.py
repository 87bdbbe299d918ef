# SPDX-License-Identifier: MIT
"""Annotated articles, and which blocks or lines of a page stand in them.

A gold file is {name: {"articleBody": text, "url": address}}; pages that are no articles, which have a "type" of
another name than "article", are not learned from."""
import collections
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse
import zlib

WORDS = re.compile(r"\w+")
SHINGLE = 4  # words


def host_of(url):
    """The name that a publisher registered, so that all of its pages fall into one fold."""
    parts = (urllib.parse.urlparse(url).hostname or "").removeprefix("www.").split(".")
    second_level = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in (
        "co", "com", "org", "ac", "gov", "net", "edu")
    return ".".join(parts[-3 if second_level else -2:])


def hash_of(url):
    return zlib.crc32(host_of(url).encode())


def half_of(url):
    """0 or 1; all pages of a host are of one half."""
    return hash_of(url) // 2 % 2


def is_article(page):
    return page.get("type", "article") == "article"


def read_gold(source):
    """Of DATA=GOLD."""
    return json.loads(pathlib.Path(source.split("=")[1]).read_text(encoding="utf-8"))


def in_one_order(sources):
    """In whatever order they were named, they are learned from in this one."""
    return sorted(sources, key=lambda source: (pathlib.Path(source.split("=")[1]).name, source))


def make_programs(build, *programs):
    """Those of an earlier state of the code would describe pages otherwise than the stage does."""
    subprocess.run(["cmake", "--build", build, "--target", *programs], check=True, stdout=sys.stderr)


def parse_halves(parser, shipped):
    """Adds the options that learn from one half of the hosts alone, and reads the command line. What is fitted goes
    to the folder `shipped` without them."""
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--out", type=pathlib.Path, default=shipped, metavar="FOLDER")
    options = parser.parse_args()
    if options.half is not None and options.out == shipped:
        parser.error("--half wants --out: what is fitted to one half is not to be shipped")
    return options


def write_unseen(sources, half, out):
    """The gold of the articles whose hosts are not of that half, NAME.gold.json for each DATA called NAME."""
    for source in sources:
        unseen = {name: page for name, page in read_gold(source).items()
                  if is_article(page) and half_of(page["url"]) != half}
        name = pathlib.Path(source.split("=")[0]).stem
        (out / f"{name}.gold.json").write_text(json.dumps(unseen), encoding="utf-8")


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
