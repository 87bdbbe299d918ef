#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""train_lines.py BUILD DATA.ndjson=GOLD.json... [--half 0|1 --out FOLDER]

Fits the scorers of clean.flat to flattened pages whose article is known, and writes lines.words, lines.trees and
stacked.trees. BUILD is a build folder, where the programs it wants are made; DATA has a page a line,
{"id": name, "text": text}; GOLD is a file as gold.py tells of. What is cut out of a page, as some flatteners do it,
is learned from as well.

With --half only one half of the hosts is learned from. FOLDER gets what was fitted, and of each DATA the gold of the
other half, DATA.gold.json: clean.flat with these files can be measured on pages of hosts that they never saw.
Standard library only."""
import argparse
import array
import json
import pathlib
import subprocess
import tempfile
import zlib
from random import Random

from gold import (
    Labels, half_of, hash_of, in_one_order, is_article, make_programs, parse_halves, read_blocks, read_gold,
    write_unseen)
from plain_pages import RELATED, headline_of

HERE = pathlib.Path(__file__).resolve().parent
FOLDS = 5
TREES_TO_SIFT, TREES, STACKED_TREES = 100, 200, 240
LEAST_F1 = 0.6  # of what trees that did not see it say of a page; below, its gold is not to be learned from
LEAST_WORTH = 8  # words
CUT_WEIGHT = 0.3  # of a cut-out against its page


class Page:
    def __init__(self, name, text, gold):
        self.name, self.text = name, text
        self.host, self.half = hash_of(gold["url"]), half_of(gold["url"])
        self.gold, self.headline = gold["articleBody"], headline_of(gold)
        self.weight = 1.0

    def fold(self):
        return self.host // 4 % FOLDS


def read_pages(sources):
    pages = []
    for number, source in enumerate(sources):
        gold = read_gold(source)
        with open(source.split("=")[0], encoding="utf-8") as lines:
            for line in lines:
                page = json.loads(line)
                about = gold[page["id"]]
                if is_article(about):
                    pages.append(Page(f"{number}-{page['id']}", page["text"], about))
    return pages


def describe(build, folder, pages, words="-", trees="-"):
    """The rows of features of the pages, in one file of bytes; beside it their lines and words."""
    subprocess.run([build / "bin/describe_lines", HERE.parent, words, trees, folder / "part",
                    *[folder / page.name for page in pages]], check=True)
    return (folder / "part.features").read_bytes()


def label(pages, build, folder):
    """Tells of each line whether it is the article's. Gives the words of all lines."""
    for page in pages:
        (folder / page.name).write_text(page.text, encoding="utf-8", newline="")
    describe(build, folder, pages)
    for page, (_, lines) in zip(pages, read_blocks(folder / "part.text")):
        page.lines, page.labels = lines, Labels(lines, page.gold)
    return (folder / "part.words").read_bytes()


def interrupted(lines, inside, headlines, random):
    """With links to other articles between some lines of the article, as they stand in the middle of many."""
    out = []
    for i, line in enumerate(lines):
        if i - 1 in inside and i in inside and random.random() < 0.15:
            label, others = random.choice(RELATED), random.sample(headlines, min(random.randint(1, 3), len(headlines)))
            out += [f"{label}: {other}" for other in others] if random.random() < 0.5 else [label, *others]
        out.append(line)
    return out


def cut_out(page, kind, headlines):
    """The article with few lines around it, of a `short` one its first lines alone, or `interrupted` by links; how
    many lines hangs on the page's name."""
    inside = [i for i, is_inside in enumerate(page.labels.inside) if is_inside]
    if not inside:
        return None
    chance = zlib.crc32(f"{page.name}-{kind}".encode())
    above, below = (0, 1, 3, 8)[chance % 4], (0, 2, 5, 12)[chance // 4 % 4]
    cut = Page.__new__(Page)
    cut.name, cut.host, cut.gold, cut.weight = f"{page.name}-{kind}", page.host, page.gold, CUT_WEIGHT
    if kind == "short":
        inside = inside[:3 + chance // 64 % 6]
        above, below = min(above, 1), 0
        cut.gold = "\n".join(page.lines[i] for i in inside)
    first, last = max(0, inside[0] - above), inside[-1] + 1 + below
    title = page.lines[:1] if chance // 16 % 2 and first > 0 else []
    spaced = "\n\n" if chance // 32 % 2 else "\n"
    lines = page.lines[first:last]
    if kind == "interrupted":
        lines = interrupted(lines, {i - first for i in inside}, headlines, Random(chance))
    cut.text = spaced.join(title + lines)
    return cut


def weights_of(page):
    """What a line is worth on its page: its words, and more for a heading than its few words."""
    return [(min(len(words), 200) + LEAST_WORTH) / (len(page.labels.gold) + 100) for words in page.labels.words]


def write_samples(pages, folder, left_out=None, fold_of=lambda page: 0):
    """Of the fold that is left out, and of what is sifted out, nothing is learned."""
    scale = sum(len(page.lines) for page in pages) / sum(page.weight * sum(weights_of(page)) for page in pages)
    with open(folder / "samples", "w", encoding="ascii") as out:
        for page in pages:
            fold = fold_of(page) if page.learned and page.fold() != left_out else -1
            for inside, weight in zip(page.labels.inside, weights_of(page)):
                out.write(f"{fold} {int(inside)} {weight * page.weight * scale:.4g}\n")


def fit(build, folder, count, trees, scores=None):
    subprocess.run([build / "bin/fit_trees", "--bytes", str(count), folder / "rows", folder / "samples", trees] +
                   ([scores] if scores else []), check=True)


def fit_words(build, folder, weights):
    subprocess.run([build / "bin/fit_words", folder / "words", folder / "samples", weights], check=True)


def write_rows(build, folder, pages, words, trees=None):
    """Each page is described by what was fitted without its fold, which it will meet as it meets unseen pages."""
    rows = {}
    for fold in range(FOLDS):
        some = [page for page in pages if page.fold() == fold]
        if not some:
            continue
        part = describe(build, folder, some, words[fold], trees[fold] if trees else "-")
        width, at = len(part) // sum(len(page.lines) for page in some), 0
        for page in some:
            rows[page.name] = part[at:at + width * len(page.lines)]
            at += width * len(page.lines)
    (folder / "rows").write_bytes(b"".join(rows[page.name] for page in pages))


def expected_f1(page, scores):
    """Of the lines that are likely, against the gold."""
    words = [len(line) for line in page.labels.words]
    taken = [score > -0.4 for score in scores]
    right = sum(w for w, t, inside in zip(words, taken, page.labels.inside) if t and inside)
    both = sum(w for w, t in zip(words, taken) if t) + sum(w for w, inside in zip(words, page.labels.inside) if inside)
    return 2 * right / both if both else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("sources", nargs="+", metavar="DATA.ndjson=GOLD.json")
    options = parse_halves(parser, HERE.parent)
    build, half, out = options.build, options.half, options.out
    make_programs(build, "describe_lines", "fit_words", "fit_trees")
    sources = in_one_order(options.sources)
    pages = [page for page in read_pages(sources) if half is None or page.half == half]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        words = label(pages, build, folder)
        headlines = [page.headline for page in pages]
        cuts = [cut for kind in ("cut", "short", "interrupted") for page in pages
                if (cut := cut_out(page, kind, headlines))]
        words += label(cuts, build, folder)
        (folder / "words").write_bytes(words)
        pages += cuts
        for page in pages:
            page.learned = True
        words_of, trees_of = [[folder / f"{kind}.{fold}" for fold in range(FOLDS)] for kind in ("words", "trees")]
        for fold in range(FOLDS):
            write_samples(pages, folder, left_out=fold)
            fit_words(build, folder, words_of[fold])
        write_samples(pages, folder)
        fit_words(build, folder, out / "lines.words")
        write_rows(build, folder, pages, words_of)
        # first only to find the pages whose gold is not their article
        write_samples(pages, folder, fold_of=Page.fold)
        fit(build, folder, TREES_TO_SIFT, folder / "sift.trees", folder / "scores")
        scores, at = array.array("f", (folder / "scores").read_bytes()), 0
        for page in pages:
            page_scores = scores[at:at + len(page.lines)]
            at += len(page.lines)
            page.learned = expected_f1(page, page_scores) >= LEAST_F1
        for fold in range(FOLDS):
            write_samples(pages, folder, left_out=fold)
            fit(build, folder, TREES, trees_of[fold])
        write_samples(pages, folder)
        fit(build, folder, TREES, out / "lines.trees")
        write_rows(build, folder, pages, words_of, trees_of)
        fit(build, folder, STACKED_TREES, out / "stacked.trees")
    if half is not None:
        write_unseen(sources, half, out)


if __name__ == "__main__":
    main()
