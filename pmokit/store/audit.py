"""The audit: who changed what, when, from what to what.

It is a query, not a table of its own: the append-only tables and the versions of documents are the record, and ``old`` is the row before of
the same key. Only what is changed in place (settings, units, project lists, rounds, erasures) is read from ``change``.
"""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, String, case, cast, func, literal, select, union_all

from pmokit.store.frames import frame_of
from pmokit.store.parts import Part
from pmokit.store.schema import (
    AgreementRow,
    AssessmentRow,
    BenefitRow,
    ChangeRow,
    ConsensusRow,
    DocumentRow,
    EvidenceRatingRow,
    EvidenceRow,
    MeasurementRow,
    MoveRow,
    NoteRow,
    ObjectiveLinkRow,
    ProjectPeriodRow,
    RespondentRow,
    ResponseRow,
    TallyCountRow,
    TallyRow,
    UnitStateRow,
)

if TYPE_CHECKING:
    import pandas as pd

AUDIT_COLUMNS = ("at", "author", "what", "unit", "key", "old", "new")
SEPARATOR = " · "
WITHHELD = "(withheld: anonymous)"
Text = ColumnElement[str]


class AuditPart(Part):
    """The audit of an engagement."""

    def audit(self, since: dt.datetime | None = None) -> "pd.DataFrame":
        """Return every change, oldest first: at, author, what, unit, key, old, new.

        Responses in anonymous assessments are listed without respondent and answer.

        Parameters
        ----------
        since
            UTC; only what was changed then or later. None for all.
        """
        trails = union_all(*_trails()).subquery()
        query = select(*(trails.c[name] for name in AUDIT_COLUMNS)).order_by(trails.c.at, trails.c.what, trails.c.id)
        if since is not None:
            query = query.where(trails.c.at >= since)
        with self._database.reading() as connection:
            return frame_of(connection.execute(query).all(), AUDIT_COLUMNS)


def _trails() -> list[Select[Any]]:
    return [
        _responses(),
        _tallies(),
        _documents(),
        _changes(),
        *(_on_assessment(*one) for one in _assessment_records()),
        *(_signed(*one) for one in _portfolio_records()),
        _agreements(),
    ]


def _assessment_records() -> list[tuple[Any, str, Any, Text]]:
    return [
        (
            ConsensusRow,
            "consensus",
            ConsensusRow.question,
            _joined(ConsensusRow.option, ConsensusRow.value, ConsensusRow.reason),
        ),
        (
            EvidenceRatingRow,
            "evidence rating",
            EvidenceRatingRow.question,
            _joined(EvidenceRatingRow.rating, EvidenceRatingRow.note),
        ),
        (UnitStateRow, "state of results", None, _joined(UnitStateRow.state)),
    ]


def _portfolio_records() -> list[tuple[Any, str, Sequence[Any], Text, bool]]:
    """Return table, name, key, text, and whether a row takes the place of the one before."""
    period, benefit, measurement = ProjectPeriodRow, BenefitRow, MeasurementRow
    figures = _joined(period.pv, period.ev, period.ac, period.rating, period.budget, period.forecast)
    promised = _joined(benefit.planned, benefit.due, benefit.realised, benefit.realised_on)
    linked = case((ObjectiveLinkRow.linked, literal("linked")), else_=literal("not linked"))
    return [
        (
            EvidenceRow,
            "evidence",
            [EvidenceRow.question],
            _joined(EvidenceRow.text, EvidenceRow.link, EvidenceRow.file_name),
            False,
        ),
        (NoteRow, "note", [NoteRow.question], _joined(NoteRow.text), False),
        (MoveRow, "session", [MoveRow.question], _joined(MoveRow.phase, MoveRow.round, MoveRow.channel), False),
        (period, "project figures", [period.project, period.date], figures, True),
        (ObjectiveLinkRow, "objective", [ObjectiveLinkRow.project, ObjectiveLinkRow.objective], linked, True),
        (benefit, "benefit", [benefit.project, benefit.benefit], promised, True),
        (
            measurement,
            "measurement",
            [measurement.kpi, measurement.period],
            _joined(measurement.value, measurement.reason),
            True,
        ),
    ]


def _responses() -> Select[Any]:
    anonymous = AssessmentRow.anonymous
    answer = _joined(
        func.coalesce(ResponseRow.option, ResponseRow.status),
        ResponseRow.provider,
        ResponseRow.comment,
        ResponseRow.evidence,
    )
    new = case((anonymous, literal(WITHHELD)), else_=answer)
    who = func.coalesce(func.nullif(ResponseRow.author, ""), RespondentRow.code)
    before = func.lag(new).over(partition_by=[ResponseRow.respondent_id, ResponseRow.question], order_by=ResponseRow.id)
    author = case((anonymous, literal(WITHHELD)), else_=who)
    key = case((anonymous, ResponseRow.question), else_=_joined(RespondentRow.code, ResponseRow.question))
    columns = _columns(ResponseRow, author, "response", RespondentRow.unit, key, before, new)
    return (
        select(*columns)
        .join(RespondentRow, ResponseRow.respondent_id == RespondentRow.id)
        .join(AssessmentRow, RespondentRow.assessment_id == AssessmentRow.id)
    )


def _tallies() -> Select[Any]:
    hands = _joined(func.coalesce(TallyCountRow.option, TallyCountRow.status), TallyCountRow.count)
    counted = (
        select(func.aggregate_strings(hands, ", "))
        .where(TallyCountRow.tally_id == TallyRow.id)
        .correlate(TallyRow)
        .scalar_subquery()
    )
    return _on_assessment(TallyRow, "tally", TallyRow.question, counted)


def _documents() -> Select[Any]:
    body = cast(DocumentRow.body, String)
    before = func.lag(body).over(partition_by=[DocumentRow.kind, DocumentRow.unit], order_by=DocumentRow.version)
    return select(
        *_columns(
            DocumentRow,
            DocumentRow.author,
            "document",
            DocumentRow.unit,
            DocumentRow.kind,
            before,
            body,
            DocumentRow.version,
        )
    )


def _agreements() -> Select[Any]:
    key = _joined(AgreementRow.kind, AgreementRow.version, AgreementRow.of_unit)
    new = _joined(AgreementRow.state, AgreementRow.reservation)
    order = [AgreementRow.kind, AgreementRow.unit, AgreementRow.name, AgreementRow.of_unit]
    before = func.lag(new).over(partition_by=order, order_by=AgreementRow.id)
    return select(*_columns(AgreementRow, AgreementRow.name, "agreement", AgreementRow.unit, key, before, new))


def _changes() -> Select[Any]:
    columns = _columns(
        ChangeRow,
        ChangeRow.author,
        "",
        ChangeRow.unit,
        ChangeRow.key,
        ChangeRow.old,
        ChangeRow.new,
        what=ChangeRow.what,
    )
    return select(*columns)


def _on_assessment(table: Any, what: str, question: Any, new: Text) -> Select[Any]:
    of = [table.assessment_id, table.unit, *([] if question is None else [question])]
    before = func.lag(new).over(partition_by=of, order_by=table.id)
    key = literal("") if question is None else question
    return select(*_columns(table, table.author, what, table.unit, key, before, new))


def _signed(table: Any, what: str, keys: Sequence[Any], new: Text, replaces: bool) -> Select[Any]:  # noqa: FBT001
    before = func.lag(new).over(partition_by=[table.unit, *keys], order_by=table.id) if replaces else literal("")
    return select(*_columns(table, table.author, what, table.unit, _joined(*keys), before, new))


def _columns(
    table: Any, author: Any, name: str, unit: Any, key: Any, old: Any, new: Any, order: Any = None, *, what: Any = None
) -> list[Any]:
    return [
        (table.id if order is None else order).label("id"),
        table.at.label("at"),
        author.label("author"),
        (literal(name) if what is None else what).label("what"),
        unit.label("unit"),
        key.label("key"),
        func.coalesce(old, "").label("old"),
        func.coalesce(new, "").label("new"),
    ]


def _joined(*parts: Any) -> Text:
    """Return the parts that are there, as one text (``concat_ws`` is too new for the SQLite of many laptops)."""
    joined: Text = literal("")
    for part in parts:
        text = func.coalesce(cast(part, String), "")
        joined = joined + case((text != "", literal(SEPARATOR) + text), else_=literal(""))
    return func.substr(joined, len(SEPARATOR) + 1)
