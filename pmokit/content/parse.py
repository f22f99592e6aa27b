"""From plain values to types: pydantic's findings become faults at file, line and column, in plain words."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from pmokit.content.salvage import make_draft
from pmokit.content.schema_nodes import describe, keys_of, node_at, purpose_of
from pmokit.content.text_file import LOST
from pmokit.content.words import closest, one_line, shown
from pmokit.content.yaml_source import Source
from pmokit.errors import Fault, did_you_mean
from pmokit.errors import Path as KeyPath

T = TypeVar("T", bound=BaseModel)
KEY = "[key]"


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """What a source holds.

    Parameters
    ----------
    value
        The value, or None if the file does not fit the type.
    draft
        The value, or what could be read of it: see :func:`pmokit.content.salvage.make_draft`.
    faults
        Schema faults with their places.
    source
        The file's values and places.
    unread
        Paths at which validation found a fault, reported or not.
    """

    value: T | None
    draft: T
    faults: tuple[Fault, ...]
    source: Source
    unread: frozenset[KeyPath] = frozenset()

    def place(self, found: Iterable[Fault]) -> list[Fault]:
        """Give faults found by path their place in the file; leave out those that only follow from a schema fault."""
        return [
            self._named(fault).at(self.source.where(fault.path))
            for fault in found
            if not any(fault.path[:n] in self.unread for n in range(len(fault.path) + 1))
        ]

    def _named(self, fault: Fault) -> Fault:
        """Checks begin with the id of what is at fault; where that is what could not be read, its position says which."""
        if fault.what[:1] not in {" ", ":"}:
            return fault
        last = max((at for at, key in enumerate(fault.path) if isinstance(key, int)), default=-1)
        return replace(fault, what=_name(self.source, fault.path[: last + 1]) + fault.what)


def parse(source: Source, kind: type[T]) -> Parsed[T]:
    """Validate a source against a type, strictly: ``"2"`` is no number and ``yes`` is not true.

    Parameters
    ----------
    source
        The file's values and places.
    kind
        The pydantic type that the file should hold.
    """
    return _parsed(source, kind)


@lru_cache(maxsize=128)
def _parsed(source: Source, kind: type[Any]) -> Parsed[Any]:
    try:
        # JSON mode is strict on types and still reads lists as tuples and text as dates.
        value = kind.model_validate_json(json.dumps(source.value), strict=True)
    except ValidationError as error:
        findings = [found for found in error.errors(include_url=False) if not _is_consequence(found)]
        unread = frozenset(_path(found["loc"]) for found in findings)
        draft = make_draft(kind, source.value, unread)
        return Parsed(None, draft, tuple(_faults(source, kind, findings)), source, unread)
    return Parsed(value, value, (), source)


@dataclass(frozen=True)
class _Finding:
    """One finding of pydantic, with what its place in the file and in the schema say."""

    code: str
    path: KeyPath
    where: str
    name: str
    owner: str
    given: Any
    context: dict[str, Any]
    node: dict[str, Any]
    block: dict[str, Any]
    note: Fault | None
    meant: str | None


def _is_consequence(found: Any) -> bool:
    """Return whether a list is only too short because its faulty entries do not count."""
    return bool(found["type"] == "too_short" and len(found["input"]) >= found["ctx"]["min_length"])


def _is_garbled(found: Any) -> bool:
    """Return whether a word holds a byte that is no text, which has been reported in its place."""
    words = (found["loc"][-1] if found["loc"] else "", found.get("input"))
    return any(isinstance(word, str) and LOST in word for word in words)


def _faults(source: Source, kind: type[BaseModel], findings: list[Any]) -> Iterator[Fault]:
    lacking = {_path(found["loc"]) for found in findings if found["type"] == "missing"}
    # A misspelt key is unknown, and its right name missing; one fault says both.
    misspelt: dict[KeyPath, KeyPath] = {}
    for found in findings:
        if found["type"] == "extra_forbidden":
            path = _path(found["loc"])
            beside = {str(other[-1]) for other in lacking if other[:-1] == path[:-1]} - {
                str(other[-1]) for other in misspelt.values() if other[:-1] == path[:-1]
            }
            guess = closest(str(path[-1]), sorted(beside))
            if guess:
                misspelt[path] = (*path[:-1], guess)
    for found in findings:
        path = _path(found["loc"])
        if path not in misspelt.values() and not _is_garbled(found):
            meant = str(misspelt[path][-1]) if path in misspelt else None
            finding = _look_up(source, kind, found, path, meant)
            yield _WORDINGS.get(finding.code, _of_value)(finding)


def _look_up(source: Source, kind: type[BaseModel], found: Any, path: KeyPath, meant: str | None) -> _Finding:
    owner = _name(source, path[:-1])
    return _Finding(
        code="key" if found["loc"][-1:] == (KEY,) else found["type"],
        path=path,
        where=source.where(path),
        name=_name(source, path) or "the file",
        owner=f"{owner}: " if owner else "",
        given=found.get("input"),
        context={"sentence": found["msg"], **found.get("ctx", {})},
        node=node_at(kind, path),
        block=node_at(kind, path[:-1]),
        note=source.notes.get(path),
        meant=meant,
    )


def _path(loc: tuple[int | str, ...]) -> KeyPath:
    return tuple(part for part in loc if part != KEY)


def _of_missing(found: _Finding) -> Fault:
    return Fault(
        found.where, f"{found.owner}the key '{found.path[-1]}' is missing", describe(found.node), path=found.path
    )


def _of_unknown(found: _Finding) -> Fault:
    key = shown(str(found.path[-1]))
    known = [found.meant] if found.meant else keys_of(found.block)
    return Fault(
        found.where, f"{found.owner}unknown key '{key}'", "a key of this block", did_you_mean(key, known), found.path
    )


def _of_key(found: _Finding) -> Fault:
    key, allowed = shown(str(found.path[-1])), found.block.get("propertyNames", {})
    if "enum" in allowed:
        near = closest(key, allowed["enum"])
        hint = f"Did you mean '{near}'?" if near else ""
        return Fault(found.where, f"{found.owner}unknown key '{key}'", describe(allowed), hint, found.path)
    what = f"{found.owner}the key '{key}' has the wrong form"
    return Fault(found.where, what, allowed.get("description", ""), path=found.path)


def _of_rule(found: _Finding) -> Fault:
    sentence = one_line(str(found.context.get("error", found.context["sentence"])))
    expected = "" if "properties" in found.node else describe(found.node)
    return Fault(found.where, f"{found.name}: {sentence}", expected, path=found.path)


def _of_choice(found: _Finding) -> Fault:
    if found.given is None:
        return _of_value(found)
    choices = [str(word) for word in found.node.get("enum", [])]
    near = closest(found.given, choices) if isinstance(found.given, str) else None
    hint = f"Did you mean '{near}'?" if near else ""
    what = f"{found.name}: unknown value {_given(found.given)}"
    return Fault(found.where, what, describe(found.node), hint, found.path)


def _of_length(found: _Finding) -> Fault:
    count = found.context["actual_length"]
    what = f"{found.name} has {count} {'entry' if count == 1 else 'entries'}"
    purpose = purpose_of(found.node)
    expected = _limit(found.context, "entries") + (f" ({purpose})" if purpose else "")
    return Fault(found.where, what, expected, path=found.path)


def _of_value(found: _Finding) -> Fault:
    if found.given is None and found.note:
        return Fault(found.note.where, f"{found.name} {found.note.what}", found.note.expected, path=found.path)
    if found.given is None or (found.code == "string_too_short" and not str(found.given).strip()):
        return Fault(found.where, f"{found.name} is empty", describe(found.node), path=found.path)
    number = found.code == "string_type" and isinstance(found.given, (int, float)) and "pattern" not in found.node
    hint = f'Write it in quotes: "{json.dumps(found.given)}"' if number else ""
    limit = _limit(found.context, "characters" if isinstance(found.given, str) else "")
    expected = limit or describe(found.node) or found.context["sentence"]
    return Fault(found.where, f"{found.name} is {_given(found.given)}", expected, hint, found.path)


_WORDINGS: dict[str, Callable[[_Finding], Fault]] = {
    "missing": _of_missing,
    "extra_forbidden": _of_unknown,
    "key": _of_key,
    "value_error": _of_rule,
    "literal_error": _of_choice,
    "too_short": _of_length,
    "too_long": _of_length,
}


def _name(source: Source, path: KeyPath) -> str:
    """Name a place by ids where there are some: ``POR-03.weight``, ``levels[2].name``."""
    parts: list[str] = []
    node: Any = source.value
    for key, following in zip_longest(path, path[1:]):
        try:
            node = node[key]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(key, str):
            parts.append(shown(key))
            continue
        # An id says more than the list and the position it stands at, unless it is itself at fault.
        has_name = isinstance(node, dict) and following not in {"id", "code"}
        name = (node.get("id") or node.get("code")) if has_name else None
        parts[-1:] = [shown(name)] if isinstance(name, str) and name.strip() else [f"{''.join(parts[-1:])}[{key}]"]
    return ".".join(parts)


_SINGULAR = {"entries": "entry", "characters": "character", "": ""}


def _given(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a block of keys"
    return f"'{shown(value)}'" if isinstance(value, str) else json.dumps(value)


def _limit(context: dict[str, Any], unit: str) -> str:
    words = {
        "ge": "{:g} or more",
        "gt": "more than {:g}",
        "le": "at most {:g}",
        "lt": "less than {:g}",
        "min_length": "at least {:g}",
        "max_length": "at most {:g}",
    }
    for name, form in words.items():
        if name in context:
            one = context[name] == 1
            return f"{form.format(context[name])} {_SINGULAR[unit] if one else unit}".strip()
    return ""
