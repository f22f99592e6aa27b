"""What a unit says together: consensus and hands-up tallies."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from pmokit.errors import StoreError
from pmokit.store.frames import frame_of
from pmokit.store.parts import Part, latest, of_units
from pmokit.store.schema import ConsensusRow, TallyCountRow, TallyRow

if TYPE_CHECKING:
    import pandas as pd

CONSENSUS_COLUMNS = ("unit", "question", "option", "value", "reason", "author", "at")
TALLY_COLUMNS = ("unit", "question", "status", "option", "value", "count")


class VoicesPart(Part):
    """Consensus and tallies of an engagement."""

    def set_consensus(
        self,
        assessment: int,
        unit: str,
        question: str,
        option: str | None,
        value: float | None,
        *,
        reason: str = "",
        author: str,
    ) -> None:
        """Record what a unit agreed on for a question; the former consensus stays as history.

        Parameters
        ----------
        assessment
            Id of the assessment.
        unit, question
            Where and what.
        option, value
            The answer option and its value; None for both withdraws the consensus.
        reason
            Why the unit agreed on it.
        author
            Who records it.

        Raises
        ------
        StoreError
            If the unit is unknown or the round is closed.
        """
        row = {
            "assessment_id": assessment,
            "unit": unit,
            "question": question,
            "option": option,
            "value": None if value is None else float(value),
            "reason": reason,
            "author": author,
            "at": self._clock(),
        }
        with self._database.writing() as connection:
            self._require_open(connection, assessment)
            self._require_units(connection, [unit])
            connection.execute(insert(ConsensusRow), row)

    def consensus(self, assessment: int, units: Sequence[str] | None = None) -> "pd.DataFrame":
        """Return the latest consensus per unit and question: unit, question, option, value, reason, author, at; none that is withdrawn.

        ``units`` restricts it to some codes; None for all.
        """
        mine = [ConsensusRow.assessment_id == assessment, *of_units(ConsensusRow, units)]
        query = (
            select(*(getattr(ConsensusRow, name) for name in CONSENSUS_COLUMNS))
            .where(
                latest(ConsensusRow, ConsensusRow.unit, ConsensusRow.question, where=mine),
                ConsensusRow.option.is_not(None) | ConsensusRow.value.is_not(None),
            )
            .order_by(ConsensusRow.unit, ConsensusRow.question)
        )
        with self._database.reading() as connection:
            return frame_of(connection.execute(query).all(), CONSENSUS_COLUMNS)

    def add_tally(
        self,
        assessment: int,
        unit: str,
        question: str,
        counts: Mapping[str, tuple[float, int]],
        *,
        not_applicable: int = 0,
        dont_know: int = 0,
        author: str,
    ) -> None:
        """Record a count of raised hands; a new one takes the place of the former, which stays as history.

        Parameters
        ----------
        assessment
            Id of the assessment.
        unit, question
            Where and what.
        counts
            Value and number of hands, 0 or more, by option id.
        not_applicable, dont_know
            Hands for these two, 0 or more.
        author
            Who counted.

        Raises
        ------
        StoreError
            If a number is negative, the unit is unknown or the round is closed.
        """
        answered = [("answered", option, float(value), int(number)) for option, (value, number) in counts.items()]
        given = [*answered, ("na", None, None, int(not_applicable)), ("dk", None, None, int(dont_know))]
        for status, option, _, number in given:
            if number < 0:
                raise StoreError(
                    f"{self._database}: {question}: {number} hands for '{option or status}'. Expected: 0 or more."
                )
        row = {"assessment_id": assessment, "unit": unit, "question": question, "author": author, "at": self._clock()}
        with self._database.writing() as connection:
            self._require_open(connection, assessment)
            self._require_units(connection, [unit])
            key = connection.execute(insert(TallyRow).returning(TallyRow.id), row).scalar_one()
            names = ("status", "option", "value", "count")
            rows = [
                {"tally_id": key, "position": at} | dict(zip(names, one, strict=True)) for at, one in enumerate(given)
            ]
            connection.execute(insert(TallyCountRow), rows)

    def tallies(self, assessment: int, units: Sequence[str] | None = None) -> "pd.DataFrame":
        """Return the latest tally per unit and question: unit, question, status (answered, na, dk), option, value, count.

        ``units`` restricts it to some codes; None for all.
        """
        mine = [TallyRow.assessment_id == assessment, *of_units(TallyRow, units)]
        query = (
            select(
                TallyRow.unit,
                TallyRow.question,
                TallyCountRow.status,
                TallyCountRow.option,
                TallyCountRow.value,
                TallyCountRow.count,
            )
            .join(TallyCountRow, TallyCountRow.tally_id == TallyRow.id)
            .where(latest(TallyRow, TallyRow.unit, TallyRow.question, where=mine))
            .order_by(TallyRow.unit, TallyRow.question, TallyCountRow.position)
        )
        with self._database.reading() as connection:
            return frame_of(connection.execute(query).all(), TALLY_COLUMNS)
