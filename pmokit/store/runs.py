"""The reports that were made of units: what a batch did, what it can leave as it is, and that there is only one at a time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Row, func, insert, select, text

from pmokit.errors import StoreError
from pmokit.model.records import Run
from pmokit.store.location import FileLocation
from pmokit.store.parts import Part, latest
from pmokit.store.schema import DocumentRow, RunRow

_FIELDS = tuple(Run.__dataclass_fields__)


class RunsPart(Part):
    """Report runs of an engagement."""

    def record_runs(self, runs: Iterable[Run]) -> None:
        """Add what became of one or more reports, safely on the disk when this returns.

        Parameters
        ----------
        runs
            In the order in which they ended.
        """
        rows = [{name: getattr(run, name) for name in _FIELDS} for run in runs]
        if rows:
            with self._database.writing() as connection:
                connection.execute(insert(RunRow), rows)

    def latest_runs(self) -> dict[str, Run]:
        """Return the latest run by unit."""
        query = select(RunRow).where(latest(RunRow, RunRow.unit))
        with self._database.reading() as connection:
            return {row.unit: _run(row) for row in connection.execute(query)}

    def count_runs(self) -> dict[str, int]:
        """Return how many reports were done by unit, over all batches."""
        query = select(RunRow.unit, func.count()).where(RunRow.status == "done").group_by(RunRow.unit)
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def document_marks(self, unit: str) -> list[tuple[str, str, int]]:
        """Return kind, owner and latest version of every document of a unit and of the whole engagement.

        Parameters
        ----------
        unit
            Code of the unit.
        """
        columns = (DocumentRow.kind, DocumentRow.unit)
        query = select(*columns, func.max(DocumentRow.version)).where(DocumentRow.unit.in_([unit, ""]))
        with self._database.reading() as connection:
            rows = connection.execute(query.group_by(*columns).order_by(*columns)).all()
        return [(row[0], row[1], row[2]) for row in rows]

    @contextmanager
    def only_batch(self) -> Iterator[None]:
        """Keep other batches off this engagement; the system lets go when the process ends in whatever way.

        Raises
        ------
        StoreError
            If another one is running.
        """
        location = self._database.location
        refusal = StoreError(
            f"{location}: another batch is making reports of this engagement. Wait until it has ended, or stop it there with Ctrl-C."
        )
        if isinstance(location, FileLocation):
            lock = FileLock(location.path.with_name(f"{location.path.name}.batch.lock"), timeout=0)
            try:
                lock.acquire()
            except Timeout:
                raise refusal from None
            try:
                yield
            finally:
                lock.release()
            return
        name = {"name": f"pmokit batch {location.schema}"}
        with self._database.engine.connect() as connection:
            if not connection.scalar(text("SELECT pg_try_advisory_lock(hashtext(:name))"), name):
                raise refusal
            # The lock belongs to the session; an open transaction of hours would only keep old rows alive.
            connection.commit()
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(hashtext(:name))"), name)
                connection.commit()


def _run(row: Row[Any]) -> Run:
    return Run(**{name: getattr(row, name) for name in _FIELDS})
