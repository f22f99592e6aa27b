"""Take a person out of an engagement: the name becomes a pseudonym, their own words go, the figures stay.

What stays, and why: answers (option or value), roles, times and states, because statistics and agreements rest on them; under the pseudonym
they can no longer be tied to a name. In step documents (owners, stakeholders, who agreed, respondents of a survey) a field that holds the
name and nothing else gets the pseudonym, in every version. What others wrote stays too; where such a text, or a sentence of a document, holds the name, the
place is told so that a person can decide. Copies made earlier (backups, ``.bak`` files) still hold everything.
"""

import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, or_, select, update

from pmokit.errors import StoreError
from pmokit.model.records import Erased
from pmokit.store.database import plain_words
from pmokit.store.location import FileLocation
from pmokit.store.parts import Part
from pmokit.store.schema import (
    APPLICATION_ID,
    AgreementRow,
    Base,
    BenefitRow,
    ConsensusRow,
    DocumentRow,
    EvidenceRatingRow,
    EvidenceRow,
    FrozenResultRow,
    MeasurementRow,
    NoteRow,
    ObjectiveLinkRow,
    ParticipantRow,
    RespondentRow,
    ResponseRow,
    VoteRow,
)

REMOVED = "(removed on request)"
PSEUDONYM = "erased-{}"
# Where SQLite keeps the application id of a file (sqlite.org/fileformat.html).
HEADER_BYTES, MARK_AT = 72, 68
SIGNED = tuple(mapper.class_ for mapper in Base.registry.mappers if hasattr(mapper.class_, "author"))
MENTIONING = (
    (ResponseRow, "comment"),
    (ResponseRow, "evidence"),
    (ConsensusRow, "reason"),
    (EvidenceRatingRow, "note"),
    (EvidenceRow, "text"),
    (EvidenceRow, "link"),
    (EvidenceRow, "file_name"),
    (NoteRow, "text"),
    (AgreementRow, "reservation"),
    (ObjectiveLinkRow, "note"),
    (MeasurementRow, "reason"),
    (BenefitRow, "benefit"),
    (BenefitRow, "owner"),
)
# What a person said in own words stands beside the name in these keys of a document's body, such as the answers of a survey.
SPEAKER, SPOKEN = "respondent", ("comment",)


class ErasePart(Part):
    """Erasure of personal data in an engagement."""

    def erase_respondent(self, code: str, *, unit: str | None = None, author: str) -> Erased:
        """Remove a person's personal data; statistics stay.

        Replaced by a pseudonym: the name or code as respondent, as author of any record, in notes, in agreements, as owner of a benefit and
        wherever a field of a step document holds it alone. Removed: comments in responses and in feedback,
        evidence texts of the person's responses, evidence that the person brought (text, link, file), notes of what the person said, words
        of the person's reservations. Kept: answers, roles, times, states, and what other people wrote.

        Parameters
        ----------
        code
            The respondent's name or code, to the letter.
        unit
            Only the person of this name in this unit; None takes the name for one person in the whole engagement.
        author
            Who erases; that it was done, without the name, stays in the audit.

        Raises
        ------
        StoreError
            If nobody of that name is there.
        """
        with self._database.writing() as connection:
            pseudonym = _free_pseudonym(connection)
            people = _people(connection, code, unit)
            responses, texts = _remove_words(connection, code, unit, [key for key, _ in people])
            names = _replace_names(connection, code, unit, pseudonym, self._clock())
            documents, spoken = _replace_in_documents(connection, code, unit, pseudonym)
            texts += spoken
            if not (people or names or documents):
                where = f" in unit {unit}" if unit else ""
                raise StoreError(
                    f"{self._database}: there is nobody named '{code}'{where}. Upper and lower case count."
                )
            signed = pseudonym if author == code else author
            self._log(
                connection, "erasure", unit=unit or "", key=pseudonym, new=f"{responses} responses kept", author=signed
            )
            mentions = _mentions(connection, code)
        mentions += self._shed_old_pages()
        return Erased(pseudonym, tuple(dict.fromkeys(place for _, place in people)), responses, texts, tuple(mentions))

    def _shed_old_pages(self) -> list[str]:
        """Rewrite the file, as what was overwritten lives on in free pages; return the places that still hold it."""
        location = self._database.location
        if not isinstance(location, FileLocation):
            return ["the database's own backups and write-ahead log, until they are rotated"]
        with (
            plain_words(location),
            closing(self._database.engine.raw_connection()) as raw,
            closing(raw.cursor()) as cursor,
        ):
            cursor.execute("VACUUM")
            is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        left = [f"{file.name}, a copy made earlier" for file in _copies(location.path)]
        if is_busy:
            left.append(f"{location.path.name}-wal, until every program that has the engagement open is closed")
        return left


def _people(connection: Connection, code: str, unit: str | None) -> list[tuple[int, str]]:
    query = select(RespondentRow.id, RespondentRow.unit).where(RespondentRow.code == code)
    query = query if unit is None else query.where(RespondentRow.unit == unit)
    return [(key, place) for key, place in connection.execute(query.order_by(RespondentRow.id))]


def _free_pseudonym(connection: Connection) -> str:
    erased = connection.scalars(select(RespondentRow.code).where(RespondentRow.code.like("erased-%")))
    signed = [
        name
        for table in SIGNED
        for name in connection.scalars(select(table.author).where(table.author.like("erased-%")))
    ]
    named = connection.scalars(select(AgreementRow.name).where(AgreementRow.name.like("erased-%")))
    taken = {*erased, *signed, *named}
    number = 1
    while PSEUDONYM.format(number) in taken:
        number += 1
    return PSEUDONYM.format(number)


def _remove_words(connection: Connection, code: str, unit: str | None, people: list[int]) -> tuple[int, int]:
    """Remove the person's own words; return how many responses stay and how many texts went."""
    mine = ResponseRow.respondent_id.in_(people)
    responses = connection.scalar(select(func.count()).select_from(ResponseRow).where(mine)) or 0
    spoken = or_(ResponseRow.comment != "", ResponseRow.evidence != "")
    removals = [
        update(ResponseRow).where(mine, spoken).values(comment="", evidence=""),
        update(EvidenceRow)
        .where(*_in_unit(EvidenceRow, unit), EvidenceRow.author == code)
        .values(text=REMOVED, link="", file_name="", file_bytes=0, file_body=None),
        update(NoteRow).where(*_in_unit(NoteRow, unit), NoteRow.respondent == code).values(text=REMOVED),
        update(AgreementRow)
        .where(*_in_unit(AgreementRow, unit, "of_unit"), AgreementRow.name == code, AgreementRow.reservation != "")
        .values(reservation=REMOVED),
    ]
    return responses, sum(connection.execute(removal).rowcount for removal in removals)


def _replace_names(connection: Connection, code: str, unit: str | None, pseudonym: str, now: Any) -> int:
    """Put the pseudonym where the name stands; return in how many rows."""
    replaced = 0
    for table in SIGNED:
        if unit is None or hasattr(table, "unit"):
            change = update(table).where(*_in_unit(table, unit), table.author == code).values(author=pseudonym)
            replaced += connection.execute(change).rowcount
    people = [RespondentRow.code == code, *_in_unit(RespondentRow, unit)]
    own = ResponseRow.respondent_id.in_(select(RespondentRow.id).where(*people))
    changes = [
        update(ResponseRow).where(own, ResponseRow.author == code).values(author=pseudonym),
        update(RespondentRow).where(*people).values(code=pseudonym, erased=now),
        update(NoteRow).where(*_in_unit(NoteRow, unit), NoteRow.respondent == code).values(respondent=pseudonym),
        update(AgreementRow)
        .where(*_in_unit(AgreementRow, unit, "of_unit"), AgreementRow.name == code)
        .values(name=pseudonym),
        update(BenefitRow).where(*_in_unit(BenefitRow, unit), BenefitRow.owner == code).values(owner=pseudonym),
        # A later vote of the session then stays under the pseudonym, too.
        update(ParticipantRow).where(ParticipantRow.code == code, *_who_voted_in(unit)).values(code=pseudonym, name=""),
    ]
    return replaced + sum(connection.execute(change).rowcount for change in changes)


def _replace_in_documents(connection: Connection, code: str, unit: str | None, pseudonym: str) -> tuple[int, int]:
    """Put the pseudonym into all versions of step documents; return how many versions changed and how many texts went.

    With a unit, only documents of that unit, and the parts of others that say they are about it.
    """
    scrub = _Scrub(code, unit, pseudonym)
    changed = 0
    rows = connection.execute(select(DocumentRow.kind, DocumentRow.unit, DocumentRow.version, DocumentRow.body)).all()
    for kind, owner, version, body in rows:
        if code not in json.dumps(body, ensure_ascii=False):
            continue
        scrubbed = scrub.part(body, is_within=unit in {None, owner})
        if scrubbed != body:
            here = (DocumentRow.kind == kind, DocumentRow.unit == owner, DocumentRow.version == version)
            connection.execute(update(DocumentRow).where(*here).values(body=scrubbed))
            changed += 1
    return changed, scrub.texts


class _Scrub:
    """Puts a pseudonym in the place of a name in JSON values, and counts the person's own words that it takes out."""

    def __init__(self, code: str, unit: str | None, pseudonym: str) -> None:
        self._code, self._unit, self._pseudonym = code, unit, pseudonym
        self.texts = 0

    def part(self, value: Any, *, is_within: bool) -> Any:
        if isinstance(value, list):
            return [self.part(one, is_within=is_within) for one in value]
        if isinstance(value, dict):
            return self._record(value, is_within=is_within)
        return self._pseudonym if is_within and value == self._code else value

    def _record(self, record: dict[str, Any], *, is_within: bool) -> dict[str, Any]:
        if self._unit is not None and "unit" in record:
            is_within = record["unit"] == self._unit
        found = {key: self.part(value, is_within=is_within) for key, value in record.items()}
        if is_within and record.get(SPEAKER) == self._code:
            for key in SPOKEN:
                self.texts += bool(found.get(key))
                found |= {key: ""} if key in found else {}
        return found


def _who_voted_in(unit: str | None) -> list[Any]:
    return [] if unit is None else [ParticipantRow.id.in_(select(VoteRow.participant_id).where(VoteRow.unit == unit))]


def _in_unit(table: Any, unit: str | None, column: str = "unit") -> list[Any]:
    return [] if unit is None else [getattr(table, column) == unit]


def _mentions(connection: Connection, code: str) -> list[str]:
    """Return the places where other people's words still hold the name."""
    word = re.compile(rf"(?<!\w){re.escape(code)}(?!\w)", re.IGNORECASE)
    found = []
    for table, column in MENTIONING:
        field = getattr(table, column)
        texts = connection.scalars(select(field).where(field.icontains(code, autoescape=True)))
        number = sum(1 for text in texts if word.search(text))
        if number:
            found.append(f"{number} of {table.__tablename__}.{column}")
    documents = select(DocumentRow.kind, DocumentRow.unit, DocumentRow.version, DocumentRow.body).order_by(
        DocumentRow.kind, DocumentRow.unit, DocumentRow.version
    )
    for kind, unit, version, body in connection.execute(documents):
        if word.search(json.dumps(body, ensure_ascii=False)):
            found.append(f"document {kind}{f' of {unit}' if unit else ''}, version {version}")
    for key, body in connection.execute(select(FrozenResultRow.assessment_id, FrozenResultRow.body)):
        if word.search(json.dumps(body, ensure_ascii=False)):
            found.append(f"frozen results of assessment {key}")
    return found


def _copies(path: Path) -> list[Path]:
    """Return other engagement files in the same folder: backups and copies that were made before an upgrade."""
    mark = APPLICATION_ID.to_bytes(4, "big")
    found = []
    for file in path.parent.iterdir():
        if file != path and file.is_file():
            try:
                with file.open("rb") as stream:
                    head = stream.read(HEADER_BYTES)
            except OSError:
                continue
            if head.startswith(b"SQLite format 3") and head[MARK_AT : MARK_AT + len(mark)] == mark:
                found.append(file)
    return sorted(found)
