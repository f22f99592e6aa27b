"""Read a YAML file into plain values and remember where each stands.

Scalars follow the YAML 1.2 core schema: ``no`` is Norwegian, not false, and dates stay text.
The text is read event by event, so that a hostile file (deep nesting, aliases that multiply) is refused before it grows.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from pmokit.content.text_file import read_text, show_path
from pmokit.content.words import shown
from pmokit.errors import Fault
from pmokit.errors import Path as KeyPath

MAX_DEPTH = 40
MAX_VALUES = 50_000
MAX_DIGITS = 15

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_CONSTANTS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_CORE = "tag:yaml.org,2002:"
_TAGS = {f"{_CORE}{name}" for name in ("map", "seq", "str", "int", "float", "bool", "null")}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, eq=False)
class Source:
    """A content file as plain values, which nobody changes; the same text of the same file gives the same object.

    Parameters
    ----------
    file
        Where it was read from; as short as it is shown.
    shown
        How messages name it.
    value
        Dictionaries, lists, texts, numbers, true/false, None.
    places
        Line and column (from 1) of the value at each path; of the key, for keys in a mapping.
    notes
        Why a value is empty that does not look empty, by path: an unquoted colour is a comment to YAML.
    first_line
        The text up to the first line break.
    """

    file: Path
    shown: str
    value: Any
    places: dict[KeyPath, tuple[int, int]]
    notes: dict[KeyPath, Fault]
    first_line: str

    def where(self, path: KeyPath) -> str:
        """Return ``file:line:column`` of a path, or of its nearest parent that stands in the file."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return f"{self.shown}:{line}:{column}"


def read_source(file: Path) -> tuple[Source | None, list[Fault]]:
    """Read one YAML file; faults instead of exceptions, so that all files can be looked at.

    Parameters
    ----------
    file
        The file.

    Returns
    -------
    tuple
        The source (None if it cannot be read at all) and the faults of its form.
    """
    text, faults = read_text(file)
    if text is None:
        return None, faults
    source, found, broken = _parse(show_path(file), text)
    # A character that is no text has already been reported in this line.
    said = {fault.where.rsplit(":", 1)[0] for fault in faults}
    more = [] if broken is None or broken.where.rsplit(":", 1)[0] in said else [broken]
    return source, [*faults, *found, *more]


@lru_cache(maxsize=128)
def _parse(name: str, text: str) -> tuple[Source | None, tuple[Fault, ...], Fault | None]:
    """Return the source of a text, its faults of form, and where it is no YAML.

    Content is checked with the files that it links to, and read by each study, so that the same text is asked for again and
    again; parsing it takes longer than all checks.
    """
    lines = tuple(text.splitlines())
    reader = _Reader(name, text, lines)
    try:
        value = reader.read()
    except yaml.YAMLError as error:
        return None, tuple(reader.faults), _syntax_fault(error, name, lines)
    except _RefusedError as refused:
        return None, (*reader.faults, refused.fault), None
    if value is None:
        return None, (Fault(f"{name}:1:1", "the file is empty", "keys and values in YAML"),), None
    return Source(Path(name), name, value, reader.places, reader.notes, lines[0]), tuple(reader.faults), None


class _RefusedError(Exception):
    """Reading stops here."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


class _Reader:
    """Turns YAML events into values; collects places and faults of form on the way."""

    def __init__(self, name: str, text: str, lines: tuple[str, ...]) -> None:
        self.name, self.lines = name, lines
        self.places: dict[KeyPath, tuple[int, int]] = {}
        self.notes: dict[KeyPath, Fault] = {}
        self.faults: list[Fault] = []
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._count = 0

    def read(self) -> Any:
        """Return the value of the only document; None if there is none."""
        value = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, "a second document starts here", "one document in a file")
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, (), 0)
        return value

    def _value(self, event: yaml.Event, path: KeyPath, depth: int) -> Any:
        self.places.setdefault(path, _place(event))
        self._count += 1
        before = self._count
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path)
        if depth > MAX_DEPTH:
            raise self._refused(event, "the text is nested too deeply", f"at most {MAX_DEPTH} levels of keys and lists")
        self._check_tag(event)
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._list(path, depth)
        else:
            value = self._mapping(path, depth)
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self._anchors[event.anchor] = value, self._count - before + 1
        self._check_count(event)
        return value

    def _list(self, path: KeyPath, depth: int) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._value(event, (*path, len(values)), depth + 1))
        return values

    def _mapping(self, path: KeyPath, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refused(event, "this key is no plain word", "a word before the colon")
            key, here = event.value, (*path, event.value)
            if key in values:
                first = self.places[here][0]
                what = f"the key '{shown(key)}' stands twice in one block"
                self.faults.append(Fault(self._at(event), what, "each key once", f"It stands first in line {first}"))
                again = self._value(next(self._events), here, depth + 1)
                values[key] = again if values[key] in (None, "") else values[key]
                continue
            self.places[here] = _place(event)
            values[key] = self._value(next(self._events), here, depth + 1)
        return values

    def _alias(self, event: yaml.AliasEvent, path: KeyPath) -> Any:
        name = str(event.anchor)
        if name not in self._anchors:
            what = f"the alias *{shown(name)} refers to nothing before it"
            self.faults.append(Fault(self._at(event), what, f"a value marked &{shown(name)} further up", path=path))
            return None
        value, size = self._anchors[name]
        self._count += size
        self._check_count(event)
        return value

    def _scalar(self, event: yaml.ScalarEvent, path: KeyPath) -> Any:
        text = event.value
        # A quoted or block style, or the tag !!str, says that this is text whatever it looks like.
        if event.style or event.tag == f"{_CORE}str":
            return text
        if text.lower() in _CONSTANTS:
            value = _CONSTANTS[text.lower()]
            if not text:
                self._explain_empty(event, path)
            return value
        if _INT.match(text) and len(text) <= MAX_DIGITS:
            return int(text)
        if _FLOAT.match(text) and not _INT.match(text):
            number = float(text)
            return number if math.isfinite(number) else text
        return text

    def _explain_empty(self, event: yaml.ScalarEvent, path: KeyPath) -> None:
        line, column = _place(event)
        rest = self.lines[line - 1][column - 1 :] if line <= len(self.lines) else ""
        comment = re.match(r"\s+(#[^\s,\]}]+)", rest)
        if comment and path:
            word = shown(comment.group(1))
            where = f"{self.name}:{line}:{column + comment.start(1)}"
            self.notes[path] = Fault(
                where, f"is empty: YAML reads {word} as a comment", f'"{word}" in quotes', path=path
            )

    def _check_tag(self, event: yaml.Event) -> None:
        tag = getattr(event, "tag", None)
        if tag and tag != "!" and tag not in _TAGS:
            name = shown(tag.replace(_CORE, "!!"))
            self.faults.append(Fault(self._at(event), f"the tag {name} means nothing here", "the plain value"))

    def _check_count(self, event: yaml.Event) -> None:
        if self._count > MAX_VALUES:
            raise self._refused(
                event,
                f"the file comes to more than {MAX_VALUES:,} values, those repeated by aliases included",
                "a questionnaire or catalogue that a person can read",
            )

    def _refused(self, event: yaml.Event, what: str, expected: str) -> _RefusedError:
        return _RefusedError(Fault(self._at(event), what, expected))

    def _at(self, event: yaml.Event) -> str:
        line, column = _place(event)
        return f"{self.name}:{line}:{column}"


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _syntax_fault(error: yaml.YAMLError, name: str, lines: tuple[str, ...]) -> Fault:
    problem = str(getattr(error, "problem", None) or error).split("\n")[0]
    opened, met = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    context = str(getattr(error, "context", None) or "")
    # What was opened and never closed is at fault where it begins, not where the reader gave up.
    begins = opened and ("scanning" in context or "flow" in context)
    mark = (opened if begins else met) or met or opened
    line, column = (min(mark.line + 1, len(lines) or 1), mark.column + 1) if mark else (1, 1)
    where = f"{name}:{line}:{column}"
    if "quoted scalar" in context and "stream" in problem:
        return Fault(where, "a quote opens here and is not closed", "the same quote at the end of the text")
    return _known_cause(name, lines, line, met.line + 1 if met else line) or Fault(
        where,
        f"this is not valid YAML: {problem}",
        hint="Check the indentation, and quote text that contains ': ' or starts with a special character",
    )


def _known_cause(name: str, lines: tuple[str, ...], first: int, last: int) -> Fault | None:
    """Return the fault that explains a syntax error between two lines best: a tab, or a colour without quotes."""
    for number in range(first, min(last, len(lines)) + 1):
        indent = re.match(r"[ \t]*", lines[number - 1])
        if indent and "\t" in indent.group():
            where = f"{name}:{number}:{indent.group().index(chr(9)) + 1}"
            return Fault(where, "a tab indents this line", "spaces", "Replace each tab by two spaces")
        colour = re.search(r"[\[,{:]\s*(#[0-9A-Fa-f]{3,8})\b", lines[number - 1])
        if colour:
            where, word = f"{name}:{number}:{colour.start(1) + 1}", colour.group(1)
            return Fault(where, f"YAML reads {word} as a comment", f'"{word}" in quotes')
    return None
