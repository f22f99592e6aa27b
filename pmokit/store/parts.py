"""What all parts of an engagement share: the database, the clock, and checks of the names that a caller gives."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select

from pmokit.errors import Fault, StoreError, did_you_mean
from pmokit.store.database import Database
from pmokit.store.schema import AssessmentRow, ChangeRow, UnitRow

FEW = 500  # names in one query; more are looked for among all
Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """Return the time that a record gets."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def latest(table: Any, *keys: Any, where: Sequence[ColumnElement[bool]] = ()) -> ColumnElement[bool]:
    """Return the condition that a row is the latest of its keys, among the rows that ``where`` leaves."""
    condition: ColumnElement[bool] = table.id.in_(select(func.max(table.id)).where(*where).group_by(*keys))
    return condition


def of_units(table: Any, units: Sequence[str] | None) -> list[ColumnElement[bool]]:
    """Return the conditions that a row belongs to some units; none for all units."""
    return [] if units is None else [table.unit.in_(list(units))]


class Part:
    """A part of an engagement.

    Parameters
    ----------
    database
        Where it lives.
    clock
        Gives the time of every record.
    """

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database, self._clock = database, clock

    def _require_units(self, connection: Connection, codes: Iterable[str]) -> None:
        """Refuse units that are not in the engagement, all at once."""
        wanted = sorted(set(codes))
        query = select(UnitRow.code)
        found = set(connection.scalars(query.where(UnitRow.code.in_(wanted)) if len(wanted) <= FEW else query))
        strangers = [code for code in wanted if code not in found]
        if strangers:
            known = connection.scalars(query).all()
            raise StoreError(
                [
                    Fault(
                        str(self._database), f"unit '{code}' is not in the engagement", hint=did_you_mean(code, known)
                    )
                    for code in strangers
                ]
            )

    def _require_open(self, connection: Connection, assessment: int) -> None:
        """Refuse an assessment that is not there, or closed: its results are frozen."""
        closed = connection.execute(
            select(AssessmentRow.closed, AssessmentRow.round).where(AssessmentRow.id == assessment)
        ).first()
        if closed is None:
            raise StoreError(f"{self._database}: there is no assessment {assessment}.")
        if closed.closed is not None:
            raise StoreError(
                f"{self._database}: round {closed.round} was closed on {closed.closed:%Y-%m-%d}, and its results are frozen. "
                "Open a new round to go on."
            )

    def _require_word(self, what: str, word: str, known: Collection[str]) -> None:
        if word not in known:
            raise StoreError(f"{self._database}: unknown {what} '{word}'. Expected: {', '.join(known)}.")

    def _log(
        self,
        connection: Connection,
        what: str,
        *,
        author: str,
        unit: str = "",
        key: str = "",
        old: str = "",
        new: str = "",
    ) -> None:
        """Keep what an in-place change does to the engagement."""
        row = {"what": what, "unit": unit, "key": key, "old": old, "new": new, "author": author, "at": self._clock()}
        connection.execute(insert(ChangeRow), row)
