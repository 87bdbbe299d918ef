# SPDX-License-Identifier: MIT
"""Stages in Python that use every part of the module."""
from quern import stage


@stage("test.edit", reads=["tokens"], edits_text=True, writes={"kept": {}})
def edit(document):
    """Drops words in capitals, and marks the others where they stood."""
    for token in document.tokens:
        if token.text.isupper():
            document.erase(token.begin, token.end)
        else:
            document.kept.add(token.begin, token.end)
    document.insert(0, "é: ")
    print("this goes to stderr")


@stage("test.build", builds_text=True, accepts=["text/html"], writes_metadata=["title"])
def build(document):
    """Builds the text of what stands between <b> and </b>."""
    page, pieces, at = document.page, [], 0
    while (begin := page.find("<b>", at)) >= 0:
        at = page.find("</b>", begin)
        pieces += [(begin + 3, at), "\n"]
    document.build(pieces)
    document.metadata["title"] = f"{len(pieces) // 2} pieces"


@stage("test.extend", reads=["entities"], extends={"entities": {"length": "integer", "first": "reference to entities"}})
def extend(document):
    """Adds columns."""
    for row in document.entities:
        row.length = len(row.text)
        row.first = document.entities[0]


@stage("test.append", reads=["tokens"], appends={"entities": {"label": "string", "head": "span"}})
def append(document, word: str, label: str = "MISC", places: list = [], table: dict = {}, only_once: bool = False,
           share: float = 0.5):
    """Adds a row for a word."""
    assert places == ["a", "b"] and table == {"x": "y"} and share == 0.25, (places, table, share)
    for token in document.tokens:
        if token.text == word:
            document.entities.add(token.begin, token.end, label=label, head=(token.begin, token.begin + 1))
            if only_once:
                break


@stage("test.raise")
def raises(document):
    """Fails, or drops."""
    if "short" in document.text:
        document.drop("too short")
    if "wrong" in document.text:
        raise KeyError("no such thing")
    document.tokens


@stage("test.changed")
def changed(document, new_option: int = 1):
    """Its worker file is out of date."""
