"""What an import changes, told as plain counts."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd

from pmokit.exchange.projects import ProjectList

Key = tuple[str, str]
Place = TypeVar("Place", bound=Hashable)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Changes:
    """How many entries of a file are new, changed or the same, and how many that were there are not in it any more."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0

    def __str__(self) -> str:
        """Return the counts as words; those that are zero are left out, except what is new."""
        counts = (("new", self.new), ("changed", self.changed), ("same", self.same), ("gone", self.gone))
        return ", ".join(f"{number} {word}" for word, number in counts if number or word == "new")


def changed_rows(known: Mapping[Place, Any], rows: Iterable[tuple[Place, Any, Row]]) -> tuple[list[Row], Changes]:
    """Return the rows that say something else than what is known, and the counts; of a key that comes twice the last row counts.

    Parameters
    ----------
    known
        What is there, by key.
    rows
        Key, what the row says, and the row.
    """
    last = {key: (said, row) for key, said, row in rows}
    written = [row for key, (said, row) in last.items() if key not in known or known[key] != said]
    new = sum(key not in known for key in last)
    return written, Changes(new=new, changed=len(written) - new, same=len(last) - len(written))


def project_changes(before: tuple[pd.DataFrame, pd.DataFrame], listed: ProjectList) -> Changes:
    """Compare a project list with the projects of an engagement.

    Parameters
    ----------
    before
        The engagement's projects and what was withheld, as the store returns them.
    listed
        The list, with the engagement's unit codes. Gone are the projects of its units that a whole list does not have.
    """
    old, new = _by_key(*before), _by_key(listed.frame, listed.withheld)
    units = set(listed.frame["unit"]) if listed.is_whole else set()
    same = sum(key in old and old[key] == said for key, said in new.items())
    fresh = sum(key not in old for key in new)
    gone = sum(unit in units and (unit, name) not in new for unit, name in old)
    return Changes(new=fresh, changed=len(new) - fresh - same, same=same, gone=gone)


def _by_key(frame: pd.DataFrame, withheld: pd.DataFrame) -> dict[Key, Any]:
    reasons: dict[int, dict[str, str]] = {}
    for row, field, reason in withheld[["row", "field", "reason"]].itertuples(index=False):
        reasons.setdefault(int(row), {})[field] = reason
    return {
        (record["unit"], record["id"].lower()): (
            # A missing number equals nothing, not even itself.
            {field: None if value != value else value for field, value in record.items()},  # noqa: PLR0124
            reasons.get(at, {}),
        )
        for at, record in enumerate(frame.to_dict("records"))
    }
