"""The engagement: what a consultant and a client have agreed, answered and listed, in one file."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

import pandas as pd
from sqlalchemy import Engine, delete, func, insert, select
from sqlalchemy.orm import Session

from pmokit.errors import Fault, StoreError
from pmokit.model.base import Frozen
from pmokit.model.projects import DATE_FIELDS, NUMBER_FIELDS, PROJECT_FIELDS
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.database import create_file, open_file, reading, writing
from pmokit.store.schema import (
    SCHEMA_VERSION,
    AssessmentRow,
    DocumentRow,
    EngagementRow,
    ProjectRow,
    RespondentRow,
    ResponseRow,
    UnitRow,
)

Body = TypeVar("Body", bound=Frozen)
Clock = Callable[[], dt.datetime]
RESPONSE_COLUMNS = (
    "unit",
    "respondent",
    "role",
    "question",
    "status",
    "option",
    "value",
    "provider",
    "comment",
    "evidence",
)


def utc_now() -> dt.datetime:
    """Return the time that a record gets."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Assessment:
    """One assessment as it was opened."""

    id: int
    model: str
    model_version: str
    rule: str
    scope: tuple[str, ...]
    round: int
    anonymous: bool


class Engagement:
    """An open engagement file.

    Parameters
    ----------
    path
        The file.
    engine
        An engine for it, from :func:`create_engagement` or :func:`open_engagement`.
    clock
        Gives the time of every record.
    """

    def __init__(self, path: Path, engine: Engine, clock: Clock = utc_now) -> None:
        self.path, self._engine, self._clock = path, engine, clock

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def settings(self) -> Settings:
        """Return what holds for the whole engagement."""
        with reading(self._engine, self.path) as session:
            return Settings.model_validate(session.scalars(select(EngagementRow)).one().settings)

    def units(self) -> list[Unit]:
        """Return the business units in the order in which they were entered."""
        with reading(self._engine, self.path) as session:
            rows = session.scalars(select(UnitRow).order_by(UnitRow.position)).all()
            return [Unit(code=row.code, name=row.name, parent=row.parent, story=row.story) for row in rows]

    def unit(self, code: str) -> Unit:
        """Return one unit by its code, regardless of case.

        Raises
        ------
        StoreError
            If there is no such unit.
        """
        units = self.units()
        for unit in units:
            if unit.code.lower() == code.lower():
                return unit
        known = ", ".join(u.code for u in units)
        raise StoreError(f"{self.path}: there is no business unit '{code}'. Known: {known}.")

    def open_assessment(
        self, model: str, version: str, rule: str, *, scope: Sequence[str] = ("all",), anonymous: bool = False
    ) -> Assessment:
        """Open the next round of an assessment and return it."""
        with writing(self._engine, self.path) as session:
            last = session.scalar(select(func.max(AssessmentRow.round)).where(AssessmentRow.model == model))
            row = AssessmentRow(
                model=model,
                model_version=version,
                rule=rule,
                scope=list(scope),
                round=(last or 0) + 1,
                anonymous=anonymous,
                opened=self._clock(),
            )
            session.add(row)
            session.flush()
            return _assessment(row)

    def assessment(self) -> Assessment | None:
        """Return the assessment opened last, or None."""
        with reading(self._engine, self.path) as session:
            row = session.scalars(select(AssessmentRow).order_by(AssessmentRow.id.desc()).limit(1)).first()
            return _assessment(row) if row else None

    def add_responses(self, assessment: int, responses: pd.DataFrame) -> int:
        """Append responses; nothing is ever overwritten.

        Parameters
        ----------
        assessment
            Id of the assessment.
        responses
            Tidy frame with ``RESPONSE_COLUMNS``.

        Returns
        -------
        int
            Number of responses added.

        Raises
        ------
        StoreError
            If a unit is not in the engagement; then nothing is written.
        """
        known = {unit.code for unit in self.units()}
        strangers = sorted(set(responses["unit"]) - known)
        if strangers:
            raise StoreError(
                [
                    Fault(
                        str(self.path), f"unit '{name}' is not in the engagement", f"one of {', '.join(sorted(known))}"
                    )
                    for name in strangers
                ]
            )
        now = self._clock()
        with writing(self._engine, self.path) as session:
            ids = _respondent_ids(session, assessment, responses)
            columns = ["unit", "respondent", *RESPONSE_COLUMNS[3:]]
            rows = [
                {
                    "respondent_id": ids[unit, respondent],
                    "question": question,
                    "status": status,
                    "option": option or None,
                    "value": None if pd.isna(value) else float(value),
                    "provider": provider or None,
                    "comment": comment,
                    "evidence": evidence,
                    "at": now,
                }
                for unit, respondent, question, status, option, value, provider, comment, evidence in zip(
                    *(responses[column] for column in columns), strict=True
                )
            ]
            if rows:
                session.execute(insert(ResponseRow), rows)
        return len(rows)

    def responses(self, assessment: int, units: Sequence[str] | None = None) -> pd.DataFrame:
        """Return the responses of an assessment in the order given, as a tidy frame.

        Parameters
        ----------
        assessment
            Id of the assessment.
        units
            Codes to restrict to; None for all.
        """
        query = (
            select(
                RespondentRow.unit,
                RespondentRow.code.label("respondent"),
                RespondentRow.role,
                ResponseRow.question,
                ResponseRow.status,
                ResponseRow.option,
                ResponseRow.value,
                ResponseRow.provider,
                ResponseRow.comment,
                ResponseRow.evidence,
                ResponseRow.at,
            )
            .join(RespondentRow, ResponseRow.respondent_id == RespondentRow.id)
            .where(RespondentRow.assessment_id == assessment)
            .order_by(ResponseRow.id)
        )
        if units is not None:
            query = query.where(RespondentRow.unit.in_(list(units)))
        with reading(self._engine, self.path) as session:
            frame = pd.DataFrame(session.execute(query).all(), columns=[*RESPONSE_COLUMNS, "at"])
        frame["value"] = frame["value"].astype(float)
        frame["provider"] = frame["provider"].fillna("")
        return frame

    def respondents(self, assessment: int, unit: str) -> pd.DataFrame:
        """Return respondent code and role of one unit."""
        query = select(RespondentRow.code, RespondentRow.role).where(
            RespondentRow.assessment_id == assessment, RespondentRow.unit == unit
        )
        with reading(self._engine, self.path) as session:
            return pd.DataFrame(session.execute(query.order_by(RespondentRow.id)).all(), columns=["respondent", "role"])

    def replace_projects(self, frame: pd.DataFrame, withheld: pd.DataFrame) -> int:
        """Write the project list of the units that occur in it anew; other units keep theirs.

        Parameters
        ----------
        frame
            One row per project with ``PROJECT_FIELDS``.
        withheld
            row (position in ``frame``), field, reason of every value the client's file has but does not tell.

        Returns
        -------
        int
            Number of projects written.
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
        with writing(self._engine, self.path) as session:
            session.execute(delete(ProjectRow).where(ProjectRow.unit.in_({row["unit"] for row in rows})))
            if rows:
                session.execute(insert(ProjectRow), rows)
        return len(rows)

    def projects(self, unit: str | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the projects (``PROJECT_FIELDS``) and what was withheld (row, field, reason), of one unit or of all."""
        query = select(ProjectRow).order_by(ProjectRow.position)
        if unit is not None:
            query = query.where(ProjectRow.unit == unit)
        with reading(self._engine, self.path) as session:
            rows = session.scalars(query).all()
        # Files of an earlier version lack the fields that came later.
        known = [{field: row.values.get(field) for field in PROJECT_FIELDS} for row in rows]
        frame = pd.DataFrame(known, columns=list(PROJECT_FIELDS), dtype=object)
        for field in NUMBER_FIELDS:
            frame[field] = frame[field].astype(float)
        for field in DATE_FIELDS:
            frame[field] = [dt.date.fromisoformat(value) if value else None for value in frame[field]]
        withheld = [(at, field, reason) for at, row in enumerate(rows) for field, reason in row.withheld.items()]
        return frame, pd.DataFrame(withheld, columns=["row", "field", "reason"])

    def write_document(self, kind: str, body: Frozen, *, unit: str = "", author: str) -> int:
        """Write the next version of a step document and return its number; an empty unit means the engagement."""
        with writing(self._engine, self.path) as session:
            version = _latest_version(session, kind, unit) + 1
            row = DocumentRow(
                kind=kind,
                unit=unit,
                version=version,
                body=body.model_dump(mode="json", by_alias=True),
                author=author,
                at=self._clock(),
            )
            session.add(row)
        return version

    def read_document(self, kind: str, shape: type[Body], *, unit: str = "") -> Body | None:
        """Return the latest version of a step document of a unit, else the engagement's, else None."""
        with reading(self._engine, self.path) as session:
            for owner in dict.fromkeys((unit, "")):
                query = select(DocumentRow).where(DocumentRow.kind == kind, DocumentRow.unit == owner)
                row = session.scalars(query.order_by(DocumentRow.version.desc()).limit(1)).first()
                if row:
                    return shape.model_validate(row.body)
        return None


def create_engagement(path: Path, settings: Settings, units: Iterable[Unit], clock: Clock = utc_now) -> Engagement:
    """Create an engagement file with its units; on a fault nothing is left behind.

    Parameters
    ----------
    path
        The new file.
    settings
        What holds for the whole engagement.
    units
        Business units; parents may come before or after their children.
    clock
        Gives the time of every record.

    Raises
    ------
    StoreError
        If the file exists, cannot be written, or units contradict each other.
    """
    listed = list(units)
    faults = _unit_faults(listed)
    if faults:
        raise StoreError(faults)
    engine = create_file(path)
    with writing(engine, path) as session:
        session.add(
            EngagementRow(schema_version=SCHEMA_VERSION, settings=settings.model_dump(mode="json"), created=clock())
        )
        rows = {
            unit.code: UnitRow(
                code=unit.code, folded=unit.code.lower(), name=unit.name, story=unit.story, position=position
            )
            for position, unit in enumerate(listed)
        }
        session.add_all(rows.values())
        session.flush()
        for unit in listed:
            rows[unit.code].parent = unit.parent
    return Engagement(path, engine, clock)


def open_engagement(path: str | Path, clock: Clock = utc_now) -> Engagement:
    """Open an existing engagement file.

    Parameters
    ----------
    path
        The file.
    clock
        Gives the time of every record.

    Raises
    ------
    StoreError
        If it is missing, no engagement, damaged, or newer than this pmokit.
    """
    file = Path(path)
    return Engagement(file, open_file(file), clock)


def _storable(value: Any) -> Any:
    """Return a value that JSON can hold; a missing number or date is None."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return None if value is None or value != value else value  # noqa: PLR0124


def _assessment(row: AssessmentRow) -> Assessment:
    return Assessment(row.id, row.model, row.model_version, row.rule, tuple(row.scope), row.round, row.anonymous)


def _latest_version(session: Session, kind: str, unit: str) -> int:
    query = select(func.max(DocumentRow.version)).where(DocumentRow.kind == kind, DocumentRow.unit == unit)
    return session.scalar(query) or 0


def _respondent_ids(session: Session, assessment: int, responses: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Return respondent ids by unit and code; new people are added with their role."""
    known = {
        (row.unit, row.code): row.id
        for row in session.scalars(select(RespondentRow).where(RespondentRow.assessment_id == assessment))
    }
    people = responses[["unit", "respondent", "role"]].drop_duplicates(["unit", "respondent"], keep="last")
    new = [
        RespondentRow(assessment_id=assessment, unit=unit, code=code, role=role)
        for unit, code, role in people.itertuples(index=False)
        if (unit, code) not in known
    ]
    session.add_all(new)
    session.flush()
    return known | {(row.unit, row.code): row.id for row in new}


def _unit_faults(units: Sequence[Unit]) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    codes = {unit.code for unit in units}
    if not units:
        faults.append(Fault(what="there is no business unit", expected="one or more"))
    for unit in units:
        if unit.code.lower() in seen:
            faults.append(Fault(what=f"unit code '{unit.code}' is used twice (upper and lower case count as one)"))
        seen.add(unit.code.lower())
        if unit.parent is not None and unit.parent not in codes:
            faults.append(Fault(what=f"unit {unit.code}: its parent '{unit.parent}' is not among the units"))
    return faults
