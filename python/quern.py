# SPDX-License-Identifier: MIT
"""Stages of Quern in Python.

    from quern import stage

    @stage("tag.shouts", reads=["tokens"], writes={"shouts": {"loudness": "number"}})
    def shouts(document, min_letters: int = 3):
        "Marks words written in capitals."
        for token in document.tokens:
            if token.text.isupper() and len(token.text) >= min_letters:
                document.shouts.add(token.begin, token.end, loudness=1.0)

`python3 -m quern declare FILE.py` writes tag_shouts.worker.yaml, by which `quern` finds the stage and runs the file
by itself. `run_on(shouts, "some TEXT")` tries a stage without `quern`. Needs Python 3.9 and nothing else.

All offsets are code points: document.text[row.begin:row.end] is row.text.
"""

import copy
import importlib.util
import inspect
import json
import math
import os
import pathlib
import re
import sys
import traceback

__all__ = ["stage", "Document", "Row", "Drop", "run_on"]

_TYPES = {bool: "boolean", int: "integer", float: "number", str: "text", list: "list of texts",
          dict: "map of texts", pathlib.Path: "path"}
_MARK = "# From here on written by `python3 -m quern declare`:"
_stages = {}  # by name, those of all files that were loaded


class _Mistake(Exception):
    """In what a stage declares."""


class _OutOfDate(Exception):
    """A worker file that says other things than the Python file."""


class Drop(Exception):
    """Raised by a stage to take the document out of the run: raise Drop("too short")."""


class Row:
    """One row of a layer. Columns are attributes; one without a value is None."""

    __slots__ = ("_layer", "number", "begin", "end", "_values")

    def __init__(self, layer, number, begin, end, values):
        self._layer, self.number, self.begin, self.end, self._values = layer, number, begin, end, values

    @property
    def text(self):
        return self._layer._document.text[self.begin:self.end]

    def __getattr__(self, name):
        if name in self._values:
            return self._values[name]
        if name in self._layer._columns or self._layer._open:
            return None
        raise AttributeError(f"the layer '{self._layer.name}' has no column '{name}'; its columns: "
                             f"{', '.join(self._layer._columns) or 'none'}")

    def __setattr__(self, name, value):
        if name in Row.__slots__:
            object.__setattr__(self, name, value)
        elif name in self._layer._extended:
            self._values[name] = value
        else:
            raise AttributeError(f"the stage may not set '{name}' of '{self._layer.name}': declare it with "
                                 f"extends={{'{self._layer.name}': {{'{name}': TYPE}}}}")

    def __getitem__(self, column):
        """A column by its name, also one called `number`."""
        if column not in self._values and column not in self._layer._columns:
            raise KeyError(column)
        return self._values.get(column)

    def __repr__(self):
        return f"<{self._layer.name} {self.begin}-{self.end} {self.text!r} {self._values}>"


class Layer:
    """The rows of one layer, in order, and those that the stage adds."""

    def __init__(self, document, name, sent, mode, columns, rows):
        self._document, self.name, self._sent, self._mode, self._columns = document, name, sent, mode, columns
        self._extended = _extended(document._layers, name)
        self._open = document._layers_open  # whether it may have columns that nobody told of
        self._new = []
        self._rows = [Row(self, i, *_place(row)) for i, row in enumerate(rows)]

    def __iter__(self):
        return iter(self._rows)

    def __len__(self):
        return len(self._rows)

    def __getitem__(self, number):
        return self._rows[number]

    def add(self, begin, end, **values):
        """Adds a row; gives its number, which a reference to it takes."""
        if self._mode not in ("write", "write_if_absent", "append"):
            raise ValueError(f"the stage may not add rows to '{self.name}': declare it with writes= or appends=")
        if self._mode == "write_if_absent" and self._sent:
            raise ValueError(f"the document has a layer '{self.name}' already: ask document.has('{self.name}') first")
        for name in values:
            if name not in self._columns and not self._open:
                raise ValueError(f"'{self.name}' has no column '{name}'; its columns: "
                                 f"{', '.join(self._columns) or 'none'}")
        if not 0 <= begin <= end <= len(self._document.text):
            raise ValueError(f"the span {begin}-{end} is not inside the text of {len(self._document.text)} characters")
        row = {"begin": begin, "end": end}
        row.update((name, _encoded(value)) for name, value in values.items() if value is not None)
        self._new.append(row)
        number = len(self._new) - 1
        return number + len(self._rows) if self._mode == "append" else number

    def added(self):
        """The rows that were added so far, as dictionaries: for tests."""
        return [dict(row, text=self._document.text[row["begin"]:row["end"]]) for row in self._new]


class Document:
    """One document as the stage sees it. `document.tokens` is the layer `tokens`."""

    def __init__(self, record, layers, layers_open=False):
        self._layers_open = layers_open
        self.id = record.get("id", "")
        self.uri = record.get("uri", "")
        self.media_type = record.get("media_type", "text/plain")
        self.metadata = dict(record.get("metadata") or {})
        #: The clean text; None where a stage has yet to build it, from `page`.
        self.text = record.get("text")
        self.page = record.get("html")
        self._layers = layers  # declared name -> list of what the plan says of each use
        self._before = dict(self.metadata)
        self._edits = []
        self._built = None
        self._made = {}
        sent = record.get("layers") or {}
        for declared, uses in layers.items():
            use = _main_use(uses)
            self._made[declared] = Layer(self, use["name"], use["name"] in sent, use["mode"],
                                         [column["name"] for column in use["columns"]], sent.get(use["name"]) or [])

    def __getattr__(self, name):
        made = self.__dict__.get("_made", {})
        if name in made:
            return made[name]
        raise AttributeError(f"the stage declared no layer '{name}'; it declared: {', '.join(made) or 'none'}")

    def layer(self, name):
        """The layer of any name, such as one that is also the name of something else here."""
        return self._made[name] if name in self._made else self.__getattr__(name)

    def has(self, name):
        """Whether the document came with that layer."""
        return self.layer(name)._sent

    def drop(self, reason):
        """Takes the document out of the run; the same as raising Drop."""
        raise Drop(reason)

    # Edits of the text are carried out together, when the stage is done: `text` stays as it is until then, and
    # rows are given in it.
    def erase(self, begin, end):
        self._edits.append([begin, end, ""])

    def replace(self, begin, end, text):
        self._edits.append([begin, end, text])

    def insert(self, at, text):
        self._edits.append([at, at, text])

    def build(self, pieces):
        """Builds the text out of the page: (begin, end) copies, (begin, end, "text") replaces, "text" inserts."""
        if self.text is not None:
            raise ValueError("the document has a text already")
        self._built = list(pieces)

    def edited(self):
        """The text as it will be once the stage's edits are carried out, or what it built: for tests."""
        if self._built is not None:
            return _build(self.page, self._built)[0]
        text, at = [], 0
        for begin, end, words in sorted(self._edits, key=lambda edit: edit[:2]):
            text += [self.text[at:max(at, begin)], words]
            at = max(at, end)
        return "".join(text) + self.text[at:]

    def _answer(self):
        answer = {"id": self.id}
        if self._built is not None:
            answer["text"], answer["origin"] = _build(self.page, self._built)
        if self._edits:
            answer["edits"] = self._edits
        changed = {name: str(value) for name, value in self.metadata.items()
                   if value is not None and str(value) != self._before.get(name)}
        changed.update((name, "") for name in self._before
                       if self.metadata.get(name) is None)
        if changed:
            answer["metadata"] = changed
        layers, columns = {}, {}
        for layer in self._made.values():
            if layer._mode in ("write", "append") or (layer._mode == "write_if_absent" and not layer._sent):
                layers[layer.name] = layer._new
            if layer._extended and layer._sent:
                columns[layer.name] = {name: [_encoded(row._values.get(name)) for row in layer._rows]
                                       for name in layer._extended}
        if layers and (self.text is not None or self._built is not None):
            answer["layers"] = layers
        if columns:
            answer["columns"] = columns
        return answer


def _main_use(uses):
    order = ["append", "write", "write_if_absent", "extend", "read", "read_optional"]
    return min(uses, key=lambda use: order.index(use["mode"]))


def _extended(layers, name):
    return [column for uses in layers.values() for use in uses
            if use["name"] == name and use["mode"] == "extend" for column in use.get("added", [])]


def _place(row):
    if isinstance(row, list):
        return row[0], row[1], {}
    values = {name: (value["begin"], value["end"]) if isinstance(value, dict) else value
              for name, value in row.items() if name not in ("begin", "end", "text")}
    return row["begin"], row["end"], values


def _encoded(value):
    if isinstance(value, Row):
        return value.number
    if isinstance(value, tuple):
        return list(value)
    return value


def _build(page, pieces):
    # Steps count bytes, as in export.json's `origin`.
    size = lambda text: len(text.encode("utf-8"))
    text, origin, at = [], [], 0
    for piece in pieces:
        if isinstance(piece, str):
            text.append(piece)
            origin.append(f"+{size(piece)}" if piece else "")
            continue
        begin, end = piece[0], piece[1]
        if not at <= begin <= end <= len(page):
            raise ValueError(f"the piece {begin}-{end} is not behind the one in front of it, inside the page")
        if begin > at:
            origin.append(f">{size(page[at:begin])}")
        if len(piece) == 3:
            text.append(piece[2])
            if piece[2] and end > begin:
                origin.append(f"~{size(piece[2])}:{size(page[begin:end])}")
            elif piece[2]:
                origin.append(f"+{size(piece[2])}")
            elif end > begin:
                origin.append(f">{size(page[begin:end])}")
        elif end > begin:
            text.append(page[begin:end])
            origin.append(f"={size(page[begin:end])}")
        at = end
    if at < len(page):
        origin.append(f">{size(page[at:])}")
    return "".join(text), "".join(origin)


class _Stage:
    def __init__(self, name, function, declared):
        self.name, self.function, self.declared = name, function, declared
        self.file = pathlib.Path(inspect.getfile(function)).resolve()
        self.options = _options_of(function)

    def run(self, document, options):
        """The answer for a document."""
        try:
            # A list or a map is a document's own: what one stage call does to it is not seen by the next.
            self.function(document, **copy.deepcopy(options))
        except Drop as drop:
            return {"id": document.id, "drop": str(drop) or self.name}
        return document._answer()

    def prepare(self, options):
        """Gives options the types that the function asks for."""
        for option in self.options:
            if option["type"] == "path" and option["name"] in options:
                options[option["name"]] = pathlib.Path(options[option["name"]])

    def declaration(self):
        """The part of the worker file that this file decides."""
        named = {option["name"] for option in self.options}
        for key in ("writes", "writes_if_absent", "appends", "extends"):
            for layer, columns in self.declared[key].items():
                named |= {layer, *columns}
        words = _Docstring(self.function, named)
        lines = [f"stage: {self.name}", f"summary: {_quoted(words.summary or self.name)}"]
        if words.details:
            lines.append(f"details: {_quoted(words.details)}")
        for key in ("reads", "reads_optional", "reads_metadata", "writes_metadata", "accepts"):
            if self.declared[key]:
                lines.append(f"{key}: [{', '.join(_quoted(name) for name in self.declared[key])}]")
        for key in ("edits_text", "builds_text"):
            if self.declared[key]:
                lines.append(f"{key}: true")
        for key in ("writes", "writes_if_absent", "appends", "extends"):
            if self.declared[key]:
                lines.append(f"{key}:")
            for layer, columns in self.declared[key].items():
                lines.append(f"  {layer}:")
                if key != "extends":
                    lines.append(f"    summary: {_quoted(words.entries.get(layer) or words.summary or layer)}")
                if columns:
                    lines.append("    columns:")
                for column, kind in columns.items():
                    summary = words.entries.get(column, "")
                    lines.append(f"      {column}: {{type: {_quoted(kind)}, summary: {_quoted(summary)}}}")
        if self.options:
            lines.append("options:")
        for option in self.options:
            parts = [f"type: {option['type']}", f"summary: {_quoted(words.entries.get(option['name'], ''))}"]
            if "default" in option:
                parts.append(f"default: {_quoted(option['default'])}")
            else:
                parts.append("required: true")
            lines.append(f"  {option['name']}: {{{', '.join(parts)}}}")
        return "\n".join(lines) + "\n"

    def worker_file(self):
        return self.file.with_name(self.name.replace(".", "_") + ".worker.yaml")


class _Docstring:
    """First paragraph: the summary. Lines such as `name: words`: what options, columns and layers mean."""

    def __init__(self, function, names):
        self.entries, kept = {}, []
        for line in (inspect.getdoc(function) or "").splitlines():
            entry = re.match(r"(\w+): +(.+)$", line)
            if entry and entry[1] in names:
                self.entries[entry[1]] = entry[2].strip()
            else:
                kept.append(line)
        paragraphs = re.split(r"\n\s*\n", "\n".join(kept).strip())
        self.summary = " ".join(paragraphs[0].split())
        self.details = "\n\n".join(paragraphs[1:])


def _quoted(text):
    return json.dumps(text, ensure_ascii=False).replace("${", "$${")


def _fits(default, kind):
    if kind is float:
        return type(default) in (int, float) and math.isfinite(default)
    if kind is pathlib.Path:
        return isinstance(default, (str, pathlib.Path))
    return type(default) is kind


def _options_of(function):
    options = []
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        kind, default = parameter.annotation, parameter.default
        if isinstance(kind, str):  # from __future__ import annotations
            kind = {"bool": bool, "int": int, "float": float, "str": str, "list": list, "dict": dict}.get(
                kind.split("[")[0], pathlib.Path if kind.endswith("Path") else kind)
        if getattr(kind, "__origin__", None) is not None:  # list[str] is a list
            if any(part is not str for part in kind.__args__):
                raise _Mistake(f"the option '{parameter.name}' of {function.__name__} holds {kind}; lists and maps hold "
                               "texts alone")
            kind = kind.__origin__
        if kind is inspect.Parameter.empty and default is not inspect.Parameter.empty:
            kind = type(default)
        if kind not in _TYPES:
            raise _Mistake(f"the option '{parameter.name}' of {function.__name__} needs a type: one of "
                           f"{', '.join(t.__name__ for t in _TYPES)}")
        if default is not inspect.Parameter.empty and not _fits(default, kind):
            raise _Mistake(f"the option '{parameter.name}' of {function.__name__} is {kind.__name__}, and its default is "
                           f"{default!r}; an option without a default is one that must be given")
        option = {"name": parameter.name, "type": _TYPES[kind]}
        if default is not inspect.Parameter.empty:
            option["default"] = str(default) if kind is pathlib.Path else default
        options.append(option)
    return options


def stage(name, *, reads=(), reads_optional=(), writes=None, writes_if_absent=None, appends=None, extends=None,
          reads_metadata=(), writes_metadata=(), accepts=(), edits_text=False, builds_text=False):
    """Makes a stage of a function, whose first parameter is the document and whose others are options.

    writes={"layer": {"column": "type"}}: types are string, integer, number, boolean, span and
    "reference to LAYER". The docstring describes the stage: first the summary, then lines such as
    `min_letters: Shortest word to mark.` for options, columns and layers.
    """
    declared = {"reads": list(reads), "reads_optional": list(reads_optional), "writes": dict(writes or {}),
                "writes_if_absent": dict(writes_if_absent or {}), "appends": dict(appends or {}),
                "extends": dict(extends or {}), "reads_metadata": list(reads_metadata),
                "writes_metadata": list(writes_metadata), "accepts": list(accepts), "edits_text": edits_text,
                "builds_text": builds_text}

    for key in ("writes", "writes_if_absent", "appends", "extends"):
        for layer, columns in declared[key].items():
            for column in columns:
                if column in ("begin", "end", "text", "number"):
                    raise _Mistake(f"a column of '{layer}' cannot be called '{column}': every row has that anyway")

    def decorate(function):
        function.stage = _stages[name] = _Stage(name, function, declared)
        return function

    return decorate


def run_on(function, text, layers=None, metadata=None, media_type="text/plain", **options):
    """Runs a stage on one text, for tests: gives the document.

    `layers` maps names to rows, (begin, end) or (begin, end, {"column": value}). Look at
    `document.shouts.added()`, or at what `document.metadata` became. Raises Drop where the stage drops it.
    """
    made, rows = function.stage, {}
    for name, given in (layers or {}).items():
        rows[name] = [dict(row[2], begin=row[0], end=row[1]) if len(row) == 3 else list(row) for row in given]
    uses = _uses_without_plan(made.declared, rows)
    record = {"id": "test", "media_type": media_type, "metadata": metadata or {}, "layers": rows}
    record["html" if made.declared["builds_text"] else "text"] = text
    document = Document(record, uses, layers_open=True)
    values = {option["name"]: option["default"] for option in made.options if "default" in option}
    values.update(options)
    made.prepare(values)
    function(document, **values)
    return document


def _uses_without_plan(declared, rows):
    uses = {}
    keys = {"reads": "read", "reads_optional": "read_optional", "writes": "write",
            "writes_if_absent": "write_if_absent", "appends": "append", "extends": "extend"}
    for key, mode in keys.items():
        for name in declared[key]:
            columns = {column for row in rows.get(name, []) if isinstance(row, dict) for column in row}
            added = list(declared[key][name]) if isinstance(declared[key], dict) else []
            uses.setdefault(name, []).append(
                {"name": name, "mode": mode, "added": added,
                 "columns": [{"name": column} for column in sorted(columns | set(added))]})
    return uses


def _load(file):
    """Runs a file as a module; its stages are in _stages then."""
    path = pathlib.Path(file).resolve()
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None:
        raise _Mistake(f"{file} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    if not _stages:
        raise _Mistake(f"{path.name} has no stage: put @stage(…) in front of a function")


def _declare(file):
    _load(file)
    for made in _stages.values():
        path = made.worker_file()
        head = f"quern: 1\ncommand: [python3, -m, quern, {json.dumps(made.file.name)}]\n"
        if path.exists():
            head, mark, _ = path.read_text(encoding="utf-8").partition(_MARK)  # what was set by hand stays
            if not mark:
                raise _Mistake(f"{path.name} is there already and was written by hand: move it away, or call the stage "
                               "something else")
            if json.dumps(made.file.name) not in head:
                print(f"{path.name} runs another file than {made.file.name}: look at its `command`", file=sys.stderr)
        path.write_text(head + _MARK + "\n" + made.declaration(), encoding="utf-8")
        print(f"wrote {path.name}")


def _check_up_to_date(made, file):
    try:
        content = pathlib.Path(file).read_text(encoding="utf-8")
    except OSError:
        return
    if _MARK in content and content.split(_MARK, 1)[1].strip() != made.declaration().strip():
        raise _OutOfDate(f"{pathlib.Path(file).name} is not what {made.file.name} declares now: "
                           f"run PYTHONPATH={pathlib.Path(__file__).parent} python3 -m quern declare {made.file}")


def _serve(file):
    """Answers quern on stdin and stdout until it hangs up."""
    # The protocol keeps stdout to itself: what the stage prints goes to stderr.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    sys.stdout.reconfigure(line_buffering=True)
    lines = open(0, encoding="utf-8", newline="\n")

    def say(answer):
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()

    greeting = json.loads(lines.readline() or "{}")
    try:
        _load(file)
        made = _stages.get(greeting.get("stage"))
        if made is None:
            raise _Mistake(f"{file} has no stage '{greeting.get('stage')}'; it has: {', '.join(_stages)}")
        _check_up_to_date(made, greeting.get("file", ""))
    except Exception as error:
        if not isinstance(error, (_Mistake, _OutOfDate)):
            traceback.print_exc()
        return say({"error": str(error) if isinstance(error, (_Mistake, _OutOfDate)) else
                    f"{type(error).__name__}: {error}"})
    layers = {}
    for use in greeting.get("layers", []):
        use["added"] = list(made.declared["extends"].get(use["declared"], {})) if use["mode"] == "extend" else []
        layers.setdefault(use["declared"], []).append(use)
    options = dict(greeting.get("options", {}))
    made.prepare(options)
    say({"quern": 1})
    for line in lines:
        record = json.loads(line)
        try:
            answer = json.dumps(made.run(Document(record, layers), options), ensure_ascii=False, allow_nan=False)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            own = [frame for frame in frames if frame.filename == str(made.file)]
            where = (own or frames)[-1]
            answer = json.dumps({"id": record.get("id", ""), "error": f"{type(error).__name__}: {error}",
                                 "hint": f"{os.path.basename(where.filename)}:{where.lineno}: {where.line}"})
        out.write(answer + "\n")
        out.flush()


def _main(arguments):
    try:
        if len(arguments) == 2 and arguments[0] == "declare":
            _declare(arguments[1])
        elif len(arguments) == 1 and arguments[0].endswith(".py") and not sys.stdin.isatty():
            _serve(arguments[0])
        else:
            sys.exit("usage: python3 -m quern declare FILE.py    writes the worker file of each stage in it\n"
                     "       python3 -m quern FILE.py            is what a worker file's command says")
    except _Mistake as mistake:
        sys.exit(str(mistake))
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(0)


if __name__ == "__main__":
    import quern  # the module under its own name, which is what stages import
    quern._main(sys.argv[1:])
