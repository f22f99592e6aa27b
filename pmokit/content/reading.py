"""Read one content file into one type, keeping what could be read of a faulty one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from pmokit.content.parse import Parsed, parse
from pmokit.content.salvage import make_draft
from pmokit.content.yaml_source import read_source
from pmokit.errors import ContentError, Fault

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """A value, or None, and the faults found while reading it."""

    value: T | None
    faults: tuple[Fault, ...]

    def unwrap(self) -> T:
        """Return the value; warnings do not stand in the way.

        Raises
        ------
        ContentError
            If there are faults.
        """
        faults = [fault for fault in self.faults if fault.severity == "fault"]
        if faults or self.value is None:
            raise ContentError(faults)
        return self.value


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What one file gave.

    Parameters
    ----------
    value
        The value, or None if the file is at fault.
    draft
        The value, or what could be read of it: see :func:`pmokit.content.salvage.make_draft`.
    faults
        Of form and schema.
    parsed
        Knows the places; None if the file is no YAML at all.
    """

    value: T | None
    draft: T
    faults: tuple[Fault, ...]
    parsed: Parsed[T] | None

    def place(self, found: Iterable[Fault]) -> list[Fault]:
        """Give faults found by path their place; none where there was nothing to read."""
        return self.parsed.place(found) if self.parsed else []

    def checked(self, found: Iterable[Fault]) -> Loaded[T]:
        """Return the value with these faults, found by path, added at their places."""
        return Loaded(self.value, (*self.faults, *self.place(found)))


def read(file: Path, kind: type[T]) -> Reading[T]:
    """Read one content file.

    Parameters
    ----------
    file
        The YAML file.
    kind
        The type that it holds.
    """
    source, faults = read_source(file)
    if source is None:
        return Reading(None, make_draft(kind, None, ()), tuple(faults), None)
    parsed = parse(source, kind)
    # A fault of form (an alias to nothing) already says why the value is missing.
    said = {fault.path for fault in faults if fault.path}
    new = [fault for fault in parsed.faults if fault.path not in said]
    return Reading(None if faults else parsed.value, parsed.draft, (*faults, *new), parsed)
