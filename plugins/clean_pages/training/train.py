#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""train.py BUILD PAGES=GOLD... [--check OUT.ndjson] [--half 0|1 --out FOLDER]

Fits the scorer of clean.html to web pages whose article is known, and writes blocks.trees.
BUILD is a build folder, where the programs it wants are made; PAGES a folder of UTF-8 pages NAME.html;
GOLD a file as gold.py tells of. Plain pages, which plain_pages.py makes of the articles, are learned from as well.
--check writes, as export.json does, what trees say of each page that saw no page of its host: five times a
fifth of the hosts is left out. Its score is the one to expect of unseen pages; it lacks the plain rules of
choice.cpp, which only make it better.

With --half only one half of the hosts is learned from. FOLDER gets the trees, and of each PAGES the gold of the other
half, PAGES.gold.json: clean.html with these trees can be measured on pages of hosts that it never saw.
Standard library only."""
import argparse
import array
import json
import pathlib
import subprocess
import tempfile

import plain_pages
from gold import (
    Labels, half_of, hash_of, in_one_order, is_article, make_programs, parse_halves, read_blocks, read_gold,
    write_unseen)

HERE = pathlib.Path(__file__).resolve().parent
FOLDS = 5
LEAST_SCORE = -0.6  # as clean.html has it
PLAIN_WEIGHT = 0.2  # of a page of plain_pages.py; the weight of a page of the web is 1


def fold_of(url):
    return hash_of(url) // 2 % FOLDS


def is_learned(gold, half):
    return is_article(gold) and half in (None, half_of(gold["url"]))


def describe_folder(build, pages_folder, gold, rows, folder):
    """The pages of a folder as (gold, blocks); their features go to `rows`."""
    files = sorted(pathlib.Path(pages_folder).glob("*.html"))
    subprocess.run([build / "bin/describe_pages", HERE.parent, folder / "part", *files], check=True)
    rows.write((folder / "part.features").read_bytes())
    return [(gold[name] | {"id": name}, blocks) for name, blocks in read_blocks(folder / "part.text")]


def describe(build, sources, half, folder):
    """All pages as (gold, blocks), and their rows of features in one file; plain pages come last."""
    pages, articles = [], {}
    with open(folder / "rows", "wb") as rows:
        for source in sources:
            gold = read_gold(source)
            pages += describe_folder(build, source.split("=")[0], gold, rows, folder)
            if twice := articles.keys() & gold.keys():
                raise SystemExit(f"{source}: another source has a page of that name, too: {min(twice)}")
            articles |= {name: page for name, page in gold.items() if is_learned(page, half)}
        plain = plain_pages.make(articles, fold_of)
        (folder / "plain").mkdir()
        for name, (text, _) in plain.items():
            (folder / "plain" / (name + ".html")).write_text(text, encoding="utf-8")
        gold = {name: gold | {"plain": True} for name, (_, gold) in plain.items()}
        pages += describe_folder(build, folder / "plain", gold, rows, folder)
    return pages


def write_samples(pages, half, path):
    labels = [Labels(blocks, gold["articleBody"]) for gold, blocks in pages]
    weights = [[weight * (PLAIN_WEIGHT if "plain" in gold else 1) for weight in label.weights()]
               for (gold, _), label in zip(pages, labels)]
    scale = sum(map(len, weights)) / sum(map(sum, weights))
    with open(path, "w", encoding="ascii") as out:
        for (gold, _), label, of_page in zip(pages, labels, weights):
            fold = fold_of(gold["url"]) if is_learned(gold, half) else -1
            for inside, weight in zip(label.inside, of_page):
                out.write(f"{fold} {int(inside)} {weight * scale:.5g}\n")


def write_check(pages, scores, path):
    scores = iter(scores)
    with open(path, "w", encoding="utf-8") as out:
        for gold, blocks in pages:
            kept = [block for block, score in zip(blocks, scores) if score > LEAST_SCORE]
            if "plain" not in gold:
                out.write(json.dumps({"id": gold["id"], "text": "\n\n".join(kept)}, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("sources", nargs="+", metavar="PAGES=GOLD")
    parser.add_argument("--check", type=pathlib.Path, metavar="OUT.ndjson")
    options = parse_halves(parser, HERE.parent)
    build, half, out = options.build, options.half, options.out
    make_programs(build, "describe_pages", "fit_trees")
    sources = in_one_order(options.sources)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pages = describe(build, sources, half, folder)
        write_samples(pages, half, folder / "samples")
        command = [build / "bin/fit_trees", folder / "rows", folder / "samples", out / "blocks.trees"]
        subprocess.run(command + ([folder / "scores"] if options.check else []), check=True)
        if options.check:
            scores = array.array("f", (folder / "scores").read_bytes())
            write_check(pages, scores, options.check)
    if half is not None:
        write_unseen(sources, half, out)


if __name__ == "__main__":
    main()
