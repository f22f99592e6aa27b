"""The portfolio through time: figures of projects by date, objectives they serve, benefits, KPI measurements."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from pmokit.errors import Fault, StoreError
from pmokit.store.frames import frame_of
from pmokit.store.parts import Part, latest
from pmokit.store.schema import BenefitRow, MeasurementRow, ObjectiveLinkRow, ProjectPeriodRow

if TYPE_CHECKING:
    import pandas as pd

PERIOD_KEYS = ("unit", "project", "date")
PERIOD_COLUMNS = (*PERIOD_KEYS, "pv", "ev", "ac", "rating", "budget", "forecast")
LINK_COLUMNS = ("unit", "project", "objective", "note", "author", "at")
BENEFIT_COLUMNS = (
    *("unit", "project", "benefit", "objective", "measure", "planned", "due", "realised", "realised_on", "owner"),
    *("author", "at"),
)
MEASUREMENT_KEYS = ("kpi", "unit", "period")
MEASUREMENT_COLUMNS = (*MEASUREMENT_KEYS, "value", "n", "reason")


class PortfolioPart(Part):
    """History of an engagement's projects and indicators; rows are only added, the latest of a key counts."""

    def add_project_periods(self, periods: "pd.DataFrame", *, author: str) -> int:
        """Add figures of projects at dates and return how many.

        Parameters
        ----------
        periods
            unit, project, date, and any of pv, ev, ac (to date), rating, budget, forecast (of the period); money in the engagement's currency,
            missing is None or NaN.
        author
            Who brings them.

        Raises
        ------
        StoreError
            If a column is missing, a row has no project or date, or a unit is unknown; then nothing is written.
        """
        self._require_columns(periods, PERIOD_KEYS, PERIOD_COLUMNS)
        now = self._clock()
        rows: list[dict[str, Any]] = []
        faults = []
        for at, record in enumerate(periods.to_dict("records"), 1):
            row = {name: _present(record.get(name)) for name in PERIOD_COLUMNS}
            row["rating"] = row["rating"] or ""
            row["date"] = _date(row["date"])
            if not row["project"] or row["date"] is None:
                faults.append(Fault(f"{self._database}: row {at}", "project or date is missing", "both"))
            rows.append(row | {"author": author, "at": now})
        if faults:
            raise StoreError(faults)
        return self._append(ProjectPeriodRow, rows)

    def project_periods(self, unit: str | None = None, project: str | None = None) -> "pd.DataFrame":
        """Return the figures of projects by date, latest entry of each date: unit, project, date, pv, ev, ac, rating, budget, forecast, author, at."""
        where = []
        if unit is not None:
            where.append(ProjectPeriodRow.unit == unit)
        if project is not None:
            where.append(ProjectPeriodRow.project == project)
        return self._latest(ProjectPeriodRow, PERIOD_KEYS, (*PERIOD_COLUMNS, "author", "at"), where)

    def link_objective(
        self, unit: str, project: str, objective: str, *, linked: bool = True, note: str = "", author: str
    ) -> None:
        """Say that a project serves a business objective, or no longer does.

        Parameters
        ----------
        unit, project
            The project.
        objective
            Id of the objective in the vision.
        linked
            False takes the link back; it stays in the audit.
        note
            How it serves it.
        author
            Who says so.

        Raises
        ------
        StoreError
            If the unit is unknown.
        """
        row = {"unit": unit, "project": project, "objective": objective, "linked": linked, "note": note}
        self._append(ObjectiveLinkRow, [row | {"author": author, "at": self._clock()}])

    def link_objectives(self, links: "pd.DataFrame", *, author: str) -> int:
        """Say of many projects at once which business objectives they serve, and return how many links were written.

        Parameters
        ----------
        links
            unit, project, objective, note (may be empty).
        author
            Who says so.

        Raises
        ------
        StoreError
            If a column is missing or a unit is unknown; then nothing is written.
        """
        self._require_columns(links, LINK_COLUMNS[:3], LINK_COLUMNS[:4])
        rest = {"linked": True, "author": author, "at": self._clock()}
        rows = [
            {"note": ""} | {str(key): value for key, value in row.items()} | rest for row in links.to_dict("records")
        ]
        return self._append(ObjectiveLinkRow, rows)

    def objective_links(self) -> "pd.DataFrame":
        """Return the links that hold: unit, project, objective, note, author, at."""
        keys = ("unit", "project", "objective")
        found = self._latest(ObjectiveLinkRow, keys, (*LINK_COLUMNS, "linked"), [])
        return found[found["linked"]].drop(columns="linked").reset_index(drop=True)

    def add_benefit(
        self,
        unit: str,
        project: str,
        benefit: str,
        *,
        objective: str = "",
        measure: str = "",
        planned: float | None = None,
        due: dt.date | None = None,
        realised: float | None = None,
        realised_on: dt.date | None = None,
        owner: str = "",
        author: str,
    ) -> None:
        """Record a benefit of a project, or its new state; the latest record of a benefit counts.

        Parameters
        ----------
        unit, project, benefit
            The project and the benefit's name.
        objective
            Id of the objective that it serves.
        measure
            What ``planned`` and ``realised`` count, such as "EUR a year".
        planned, due
            What is promised, and for when.
        realised, realised_on
            What came of it, and when that was measured; None = not yet.
        owner
            Role that answers for it.
        author
            Who records it.

        Raises
        ------
        StoreError
            If the unit is unknown.
        """
        row = {
            "unit": unit,
            "project": project,
            "benefit": benefit,
            "objective": objective,
            "measure": measure,
            "planned": planned,
            "due": due,
            "realised": realised,
            "realised_on": realised_on,
            "owner": owner,
        }
        self._append(BenefitRow, [row | {"author": author, "at": self._clock()}])

    def benefits(self) -> "pd.DataFrame":
        """Return the latest record of each benefit, with the names of :meth:`add_benefit`, author and at."""
        return self._latest(BenefitRow, ("unit", "project", "benefit"), BENEFIT_COLUMNS, [])

    def add_measurements(self, measurements: "pd.DataFrame", *, author: str) -> int:
        """Add KPI measurements and return how many.

        Parameters
        ----------
        measurements
            kpi, unit (empty: the engagement), period (such as 2027-Q1), value (NaN: none), n (projects or people behind it), reason.
        author
            Who brings them.

        Raises
        ------
        StoreError
            If a column is missing, a row has neither value nor reason, or a unit is unknown; then nothing is written.
        """
        self._require_columns(measurements, MEASUREMENT_KEYS, MEASUREMENT_COLUMNS)
        now = self._clock()
        rows: list[dict[str, Any]] = []
        faults = []
        for at, record in enumerate(measurements.to_dict("records"), 1):
            row = {name: _present(record.get(name)) for name in MEASUREMENT_COLUMNS}
            row["unit"], row["reason"] = row["unit"] or "", row["reason"] or ""
            row["n"] = None if row["n"] is None else int(row["n"])
            if row["value"] is None and not row["reason"]:
                what = f"{row['kpi']} of unit {row['unit']} in {row['period']} has neither a value nor a reason"
                faults.append(Fault(f"{self._database}: row {at}", what, "one of them"))
            rows.append(row | {"author": author, "at": now})
        if faults:
            raise StoreError(faults)
        return self._append(MeasurementRow, rows)

    def measurements(self, kpi: str | None = None, unit: str | None = None) -> "pd.DataFrame":
        """Return the latest measurement per KPI, unit and period: kpi, unit, period, value, n, reason, author, at."""
        where = []
        if kpi is not None:
            where.append(MeasurementRow.kpi == kpi)
        if unit is not None:
            where.append(MeasurementRow.unit == unit)
        return self._latest(MeasurementRow, MEASUREMENT_KEYS, (*MEASUREMENT_COLUMNS, "author", "at"), where)

    def _append(self, table: Any, rows: Sequence[dict[str, Any]]) -> int:
        with self._database.writing() as connection:
            self._require_units(connection, {row["unit"] for row in rows if row["unit"]})
            if rows:
                connection.execute(insert(table), rows)
        return len(rows)

    def _latest(self, table: Any, keys: Sequence[str], columns: Sequence[str], where: Sequence[Any]) -> "pd.DataFrame":
        of = [getattr(table, key) for key in keys]
        query = select(*(getattr(table, name) for name in columns)).where(latest(table, *of, where=where))
        with self._database.reading() as connection:
            return frame_of(connection.execute(query.order_by(*of)).all(), columns)

    def _require_columns(self, frame: "pd.DataFrame", needed: Sequence[str], known: Sequence[str]) -> None:
        missing = [name for name in needed if name not in frame.columns]
        strange = [str(name) for name in frame.columns if name not in known]
        if missing or strange:
            what = [f"the column '{name}' is missing" for name in missing]
            what += [f"the column '{name}' is unknown" for name in strange]
            raise StoreError([Fault(str(self._database), one, f"the columns {', '.join(known)}") for one in what])


def _present(value: Any) -> Any:
    """Return a plain value that both databases take; missing is None."""
    import pandas as pd  # noqa: PLC0415 -- as in frames

    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    return value.item() if hasattr(value, "item") else value


def _date(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) or value is None else dt.date.fromisoformat(str(value))
