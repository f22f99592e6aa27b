"""What the assessor saw, heard and noted: evidence with its ratings, and interview notes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from pmokit.errors import StoreError
from pmokit.model.records import EVIDENCE_RATINGS, EvidenceRatingName
from pmokit.store.frames import frame_of
from pmokit.store.parts import Part, latest, of_units
from pmokit.store.schema import EvidenceRatingRow, EvidenceRow, NoteRow

if TYPE_CHECKING:
    import pandas as pd

RATING_COLUMNS = ("unit", "question", "rating", "note", "author", "at")
EVIDENCE_COLUMNS = ("id", "unit", "question", "text", "link", "file_name", "file_bytes", "author", "at")
NOTE_COLUMNS = ("id", "unit", "question", "respondent", "text", "author", "at")
MEGABYTE = 1024 * 1024
LARGEST_FILE_MB = 5


class EvidencePart(Part):
    """Evidence, its ratings and notes of an engagement."""

    def rate_evidence(
        self, assessment: int, unit: str, question: str, rating: EvidenceRatingName, *, note: str = "", author: str
    ) -> None:
        """Record how well the assessor saw a practice shown; the former rating stays as history.

        Parameters
        ----------
        assessment
            Id of the assessment.
        unit, question
            Where and what.
        rating
            ``seen``, ``told``, ``contradicted`` or ``none``.
        note
            What was seen or missed.
        author
            The assessor.

        Raises
        ------
        StoreError
            If the rating or the unit is unknown, or the round is closed.
        """
        self._require_word("evidence rating", rating, EVIDENCE_RATINGS)
        row = {"rating": rating, "note": note}
        with self._database.writing() as connection:
            self._require_open(connection, assessment)
            self._require_units(connection, [unit])
            connection.execute(insert(EvidenceRatingRow), row | self._place(assessment, unit, question, author))

    def evidence_ratings(self, assessment: int, units: Sequence[str] | None = None) -> "pd.DataFrame":
        """Return the latest rating per unit and question: unit, question, rating, note, author, at.

        ``units`` restricts it to some codes; None for all.
        """
        mine = [EvidenceRatingRow.assessment_id == assessment, *of_units(EvidenceRatingRow, units)]
        query = (
            select(*(getattr(EvidenceRatingRow, name) for name in RATING_COLUMNS))
            .where(latest(EvidenceRatingRow, EvidenceRatingRow.unit, EvidenceRatingRow.question, where=mine))
            .order_by(EvidenceRatingRow.unit, EvidenceRatingRow.question)
        )
        with self._database.reading() as connection:
            return frame_of(connection.execute(query).all(), RATING_COLUMNS)

    def add_evidence(
        self,
        assessment: int,
        unit: str,
        question: str,
        *,
        text: str = "",
        link: str = "",
        attachment: bytes | None = None,
        file_name: str = "",
        author: str,
    ) -> int:
        """Keep something that shows a practice, and return its id.

        Parameters
        ----------
        assessment
            Id of the assessment.
        unit, question
            Where and what.
        text, link
            What it is, and where it can be seen.
        attachment, file_name
            A small file, up to 5 MB, and its name.
        author
            Who brings it.

        Raises
        ------
        StoreError
            If nothing is given, the file is too large or has no name, the unit is unknown, or the round is closed.
        """
        where = f"{self._database}: evidence for {question} of unit {unit}"
        if not (text.strip() or link.strip() or attachment):
            raise StoreError(f"{where} is empty. Expected: a text, a link or a file.")
        size = len(attachment or b"")
        if size > LARGEST_FILE_MB * MEGABYTE:
            raise StoreError(
                f"{where}: the file '{file_name}' has {size / MEGABYTE:.1f} MB. Expected: up to {LARGEST_FILE_MB} MB. "
                "Keep it where the client keeps it, and give its link."
            )
        if attachment and not file_name.strip():
            raise StoreError(f"{where}: the file has no name. Expected: a name such as minutes.pdf.")
        row = {"text": text, "link": link, "file_name": file_name, "file_bytes": size, "file_body": attachment or None}
        with self._database.writing() as connection:
            self._require_open(connection, assessment)
            self._require_units(connection, [unit])
            statement = insert(EvidenceRow).returning(EvidenceRow.id)
            return connection.execute(statement, row | self._place(assessment, unit, question, author)).scalar_one()

    def evidence(self, assessment: int, unit: str | None = None) -> "pd.DataFrame":
        """Return id, unit, question, text, link, file_name, file_bytes, author, at of what was kept, oldest first."""
        query = select(*(getattr(EvidenceRow, name) for name in EVIDENCE_COLUMNS)).where(
            EvidenceRow.assessment_id == assessment
        )
        if unit is not None:
            query = query.where(EvidenceRow.unit == unit)
        with self._database.reading() as connection:
            return frame_of(connection.execute(query.order_by(EvidenceRow.id)).all(), EVIDENCE_COLUMNS)

    def evidence_file(self, evidence: int) -> tuple[str, bytes]:
        """Return name and content of the file of a piece of evidence.

        Raises
        ------
        StoreError
            If there is no such evidence or it has no file.
        """
        query = select(EvidenceRow.file_name, EvidenceRow.file_body).where(EvidenceRow.id == evidence)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None or row.file_body is None:
            raise StoreError(f"{self._database}: evidence {evidence} has no file.")
        return row.file_name, bytes(row.file_body)

    def add_note(
        self, assessment: int, unit: str, question: str, text: str, *, respondent: str = "", author: str
    ) -> int:
        """Keep a note of an interview, and return its id.

        Parameters
        ----------
        assessment
            Id of the assessment.
        unit, question
            Where and what; the question may be empty for the talk as a whole.
        text
            The note.
        respondent
            Who said it; may be empty.
        author
            Who noted it.

        Raises
        ------
        StoreError
            If the note is empty, the unit is unknown, or the round is closed.
        """
        if not text.strip():
            raise StoreError(f"{self._database}: the note on {question or 'the interview'} of unit {unit} is empty.")
        row = {"respondent": respondent, "text": text}
        with self._database.writing() as connection:
            self._require_open(connection, assessment)
            self._require_units(connection, [unit])
            statement = insert(NoteRow).returning(NoteRow.id)
            return connection.execute(statement, row | self._place(assessment, unit, question, author)).scalar_one()

    def notes(self, assessment: int, unit: str | None = None) -> "pd.DataFrame":
        """Return id, unit, question, respondent, text, author, at of the notes, oldest first."""
        query = select(*(getattr(NoteRow, name) for name in NOTE_COLUMNS)).where(NoteRow.assessment_id == assessment)
        if unit is not None:
            query = query.where(NoteRow.unit == unit)
        with self._database.reading() as connection:
            return frame_of(connection.execute(query.order_by(NoteRow.id)).all(), NOTE_COLUMNS)

    def _place(self, assessment: int, unit: str, question: str, author: str) -> dict[str, object]:
        return {
            "assessment_id": assessment,
            "unit": unit,
            "question": question,
            "author": author,
            "at": self._clock(),
        }
