"""Responses: only ever added, read by unit."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, String, func, insert, select, type_coerce

from pmokit.store.frames import frame_of
from pmokit.store.parts import FEW, Part
from pmokit.store.schema import RespondentRow, ResponseRow

if TYPE_CHECKING:
    import pandas as pd

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
Person = tuple[str, str]


class ResponsesPart(Part):
    """Responses and respondents of an engagement."""

    def add_responses(self, assessment: int, responses: "pd.DataFrame", *, author: str = "") -> int:
        """Append responses; nothing is ever overwritten.

        Parameters
        ----------
        assessment
            Id of the assessment.
        responses
            Tidy frame with ``RESPONSE_COLUMNS``.
        author
            Who brings them; empty when the respondents answer themselves.

        Returns
        -------
        int
            Number of responses added.

        Raises
        ------
        StoreError
            If a unit is not in the engagement, or the round is closed; then nothing is written.
        """
        # Everything that takes time is done before the writers' lock is taken.
        given = _columns(responses)
        roles = dict(zip(_people(given), given["role"], strict=True))
        with self._database.writing() as connection:
            self._require_open(connection, assessment)
            self._require_units(connection, set(given["unit"]))
            ids = respondent_ids(connection, assessment, roles)
            insert_responses(connection, given, ids, author, self._clock())
        return len(responses)

    def responses(
        self, assessment: int, units: Sequence[str] | None = None, questions: Sequence[str] | None = None
    ) -> "pd.DataFrame":
        """Return the responses of an assessment in the order given, as a tidy frame.

        Parameters
        ----------
        assessment
            Id of the assessment.
        units, questions
            Codes and ids to restrict to; None for all.
        """
        query = (
            select(
                RespondentRow.unit,
                RespondentRow.code,
                RespondentRow.role,
                ResponseRow.question,
                ResponseRow.status,
                ResponseRow.option,
                ResponseRow.value,
                ResponseRow.provider,
                ResponseRow.comment,
                ResponseRow.evidence,
                # As the driver gives it: the frame makes times of a whole column faster than the rows one by one.
                type_coerce(ResponseRow.at, String),
            )
            .join(RespondentRow, ResponseRow.respondent_id == RespondentRow.id)
            .where(RespondentRow.assessment_id == assessment)
            .order_by(ResponseRow.id)
        )
        if units is not None:
            query = query.where(RespondentRow.unit.in_(list(units)))
        if questions is not None:
            query = query.where(ResponseRow.question.in_(list(questions)))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return frame_of(rows, [*RESPONSE_COLUMNS, "at"], blank=["provider"])

    def last_response(self, assessment: int, unit: str) -> int:
        """Return a number that grows with every response of a unit, 0 where there is none.

        Parameters
        ----------
        assessment
            Id of the assessment.
        unit
            Code of the unit.
        """
        query = (
            select(func.max(ResponseRow.id))
            .join(RespondentRow, ResponseRow.respondent_id == RespondentRow.id)
            .where(RespondentRow.assessment_id == assessment, RespondentRow.unit == unit)
        )
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one() or 0)

    def respondents(self, assessment: int, unit: str) -> "pd.DataFrame":
        """Return respondent code and role of one unit."""
        query = select(RespondentRow.code, RespondentRow.role).where(
            RespondentRow.assessment_id == assessment, RespondentRow.unit == unit
        )
        with self._database.reading() as connection:
            return frame_of(connection.execute(query.order_by(RespondentRow.id)).all(), ["respondent", "role"])


def _columns(responses: "pd.DataFrame") -> dict[str, list[Any]]:
    """Return plain columns: texts (missing becomes empty) and numbers (missing becomes None)."""
    columns: dict[str, list[Any]] = {}
    for name in RESPONSE_COLUMNS:
        missing, values = responses[name].isna().to_numpy(dtype=bool), responses[name].tolist()
        if name == "value":
            columns[name] = [None if gone else float(value) for value, gone in zip(values, missing, strict=True)]
        elif missing.any():
            columns[name] = ["" if gone else str(value) for value, gone in zip(values, missing, strict=True)]
        else:
            columns[name] = list(map(str, values))
    return columns


def _people(given: Mapping[str, Sequence[str]]) -> Iterable[Person]:
    return zip(given["unit"], given["respondent"], strict=True)


def respondent_ids(connection: Connection, assessment: int, roles: Mapping[Person, str]) -> dict[Person, int]:
    """Return respondent ids by unit and code; new people are added with their role.

    Parameters
    ----------
    connection
        A transaction that writes.
    assessment
        Id of the assessment.
    roles
        Role by unit and respondent's code; it counts for new people only.
    """
    query = select(RespondentRow.unit, RespondentRow.code, RespondentRow.id).where(
        RespondentRow.assessment_id == assessment
    )
    if len(roles) <= FEW:
        # One vote among thousands of respondents does not read them all.
        query = query.where(RespondentRow.unit.in_({unit for unit, _ in roles}))
        query = query.where(RespondentRow.code.in_({code for _, code in roles}))
    known = {(unit, code): key for unit, code, key in connection.execute(query)}
    new = [
        {"assessment_id": assessment, "unit": unit, "code": code, "role": role}
        for (unit, code), role in roles.items()
        if (unit, code) not in known
    ]
    if not new:
        return known
    connection.execute(insert(RespondentRow), new)
    return {(unit, code): key for unit, code, key in connection.execute(query)}


def insert_responses(
    connection: Connection,
    given: Mapping[str, Sequence[Any]],
    ids: Mapping[Person, int],
    author: str,
    now: dt.datetime,
) -> None:
    """Insert by column and through the driver: a hundred thousand dictionaries would take longer than the database.

    Parameters
    ----------
    connection
        A transaction that writes.
    given
        Plain columns named as ``RESPONSE_COLUMNS``, of equal length; the role is not needed.
    ids
        Respondent ids by unit and code.
    author
        Who brings them.
    now
        UTC.
    """
    number = len(given["unit"])
    if not number:
        return
    columns = {
        "respondent_id": [ids[person] for person in _people(given)],
        "question": given["question"],
        "status": given["status"],
        "option": [text or None for text in given["option"]],
        "value": given["value"],
        "provider": [text or None for text in given["provider"]],
        "comment": given["comment"],
        "evidence": given["evidence"],
        "at": repeat(_stored(connection, now), number),
        "author": repeat(author, number),
    }
    quote = connection.dialect.identifier_preparer.quote
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    connection.exec_driver_sql(
        f"INSERT INTO {quote(ResponseRow.__tablename__)} ({', '.join(map(quote, columns))}) "  # noqa: S608
        f"VALUES ({', '.join([mark] * len(columns))})",
        list(zip(*columns.values(), strict=True)),
    )


def _stored(connection: Connection, time: dt.datetime) -> Any:
    """Return a time as this database's driver takes it."""
    kind = ResponseRow.__table__.c.at.type.dialect_impl(connection.dialect)
    convert = kind.bind_processor(connection.dialect)
    return convert(time) if convert else time
