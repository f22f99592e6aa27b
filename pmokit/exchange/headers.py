"""Headers of a client's file against those of a mapping."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pmokit.model.content import Mapping


@lru_cache(maxsize=4096)
def fold(header: str) -> str:
    """Return a header as it is compared: without case, spaces and punctuation; ``*`` stays."""
    return re.sub(r"[^\w£*]|_", "", header.casefold())


def match_columns(wanted: Sequence[str], headers: Sequence[str]) -> tuple[int, ...]:
    """Return which of a file's columns feed a field, in the mapping's order of preference.

    Parameters
    ----------
    wanted
        A mapping's headers; ``*`` stands for anything.
    headers
        The file's.
    """
    folded = [fold(header).replace("*", "") for header in headers]
    found: list[int] = []
    for name in wanted:
        pattern = re.compile(".*".join(re.escape(part) for part in fold(name).split("*")))
        found += [at for at, text in enumerate(folded) if text and at not in found and pattern.fullmatch(text)]
    return tuple(found)


def required_fields(mapping: Mapping) -> tuple[str, ...]:
    """Return the fields without which a file does not follow a mapping."""
    return tuple(
        name
        for name, column in mapping.columns.items()
        if column.required and not (name == "unit" and mapping.default_unit)
    )


def fields_met(mapping: Mapping, headers: Sequence[str]) -> int:
    """Return how many fields of a mapping headers give; 0 if a required one is not among them."""
    met = {name for name, column in mapping.columns.items() if match_columns(column.headers, headers)}
    return len(met) if met.issuperset(required_fields(mapping)) else 0
