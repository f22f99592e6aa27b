"""The client's project list, written anew as a whole for the units that occur in it."""

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select

from pmokit.model.projects import DATE_FIELDS, NUMBER_FIELDS, PROJECT_FIELDS
from pmokit.store.parts import Part
from pmokit.store.schema import ProjectRow

if TYPE_CHECKING:
    import pandas as pd


class ProjectsPart(Part):
    """Projects of an engagement."""

    def replace_projects(self, frame: "pd.DataFrame", withheld: "pd.DataFrame", *, author: str = "") -> int:
        """Write the project list of the units that occur in it anew; other units keep theirs.

        Parameters
        ----------
        frame
            One row per project with ``PROJECT_FIELDS``.
        withheld
            row (position in ``frame``), field, reason of every value the client's file has but does not tell.
        author
            Who brings the list.

        Returns
        -------
        int
            Number of projects written.

        Raises
        ------
        StoreError
            If a unit is not in the engagement; then nothing is written.
        """
        reasons: dict[int, dict[str, str]] = {}
        for row, field, reason in withheld[["row", "field", "reason"]].itertuples(index=False):
            reasons.setdefault(int(row), {})[field] = reason
        rows = [
            {
                "unit": record["unit"],
                "id": record["id"],
                "position": at,
                "values": {field: _storable(record[field]) for field in PROJECT_FIELDS},
                "withheld": reasons.get(at, {}),
            }
            for at, record in enumerate(frame.to_dict("records"))
        ]
        numbers = Counter(str(row["unit"]) for row in rows)
        with self._database.writing() as connection:
            self._require_units(connection, numbers)
            counts = (
                select(ProjectRow.unit, func.count().label("number"))
                .where(ProjectRow.unit.in_(list(numbers)))
                .group_by(ProjectRow.unit)
            )
            before = {row.unit: row.number for row in connection.execute(counts)}
            connection.execute(delete(ProjectRow).where(ProjectRow.unit.in_(list(numbers))))
            if rows:
                connection.execute(insert(ProjectRow), rows)
            for unit, number in numbers.items():
                old = f"{before[unit]} projects" if unit in before else ""
                self._log(connection, "project list", unit=unit, old=old, new=f"{number} projects", author=author)
        return len(rows)

    def projects(self, unit: str | None = None) -> "tuple[pd.DataFrame, pd.DataFrame]":
        """Return the projects (``PROJECT_FIELDS``) and what was withheld (row, field, reason), of one unit or of all."""
        import pandas as pd  # noqa: PLC0415 -- as in frames

        query = select(ProjectRow.values, ProjectRow.withheld).order_by(ProjectRow.position)
        if unit is not None:
            query = query.where(ProjectRow.unit == unit)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        # Files of an earlier version lack the fields that came later.
        known = [{field: values.get(field) for field in PROJECT_FIELDS} for values, _ in rows]
        frame = pd.DataFrame(known, columns=list(PROJECT_FIELDS), dtype=object)
        for field in NUMBER_FIELDS:
            frame[field] = frame[field].astype(float)
        for field in DATE_FIELDS:
            frame[field] = [dt.date.fromisoformat(value) if value else None for value in frame[field]]
        withheld = [(at, field, reason) for at, (_, given) in enumerate(rows) for field, reason in given.items()]
        return frame, pd.DataFrame(withheld, columns=["row", "field", "reason"])


def _storable(value: Any) -> Any:
    """Return a value that JSON can hold; a missing number or date is None."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return None if value is None or value != value else value  # noqa: PLR0124
