"""Rounds of assessment: opened, closed with their results frozen, and the state of each unit's results."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, insert, select, update

from pmokit.model.records import UNIT_STATES, Assessment, UnitStateName
from pmokit.store.frames import frame_of
from pmokit.store.parts import Part, latest
from pmokit.store.schema import AssessmentRow, FrozenResultRow, UnitRow, UnitStateRow
from pmokit.store.snapshots import insert_snapshot

if TYPE_CHECKING:
    import pandas as pd


class AssessmentsPart(Part):
    """Assessments of an engagement."""

    def open_assessment(
        self,
        model: str,
        version: str,
        rule: str,
        *,
        scope: Sequence[str] = ("all",),
        anonymous: bool = False,
        snapshot: Mapping[str, Any] | None = None,
        author: str = "",
    ) -> Assessment:
        """Open the next round of an assessment and return it.

        Parameters
        ----------
        model, version, rule
            What is asked and how it is scored.
        scope
            ``("all",)``, ``("quick",)``, or question ids.
        anonymous
            Whether figures of fewer than three people are withheld; fixed from then on.
        snapshot
            The model as JSON, kept so that the file explains itself later.
        author
            Who opens it.
        """
        with self._database.writing() as connection:
            last = connection.scalar(select(func.max(AssessmentRow.round)).where(AssessmentRow.model == model))
            now = self._clock()
            digest = insert_snapshot(connection, "model", model, version, snapshot, now) if snapshot is not None else ""
            row = {
                "model": model,
                "model_version": version,
                "rule": rule,
                "scope": list(scope),
                "round": (last or 0) + 1,
                "anonymous": anonymous,
                "opened": now,
                "model_sha256": digest,
            }
            key = connection.execute(insert(AssessmentRow).returning(AssessmentRow.id), row).scalar_one()
            self._log(connection, "assessment", key=f"{model} round {row['round']}", new="opened", author=author)
        return Assessment(key, model, version, rule, tuple(scope), (last or 0) + 1, anonymous, now, model_sha256=digest)

    def assessment(self) -> Assessment | None:
        """Return the assessment opened last, or None."""
        rounds = self.assessments()
        return rounds[-1] if rounds else None

    def assessments(self) -> list[Assessment]:
        """Return all rounds, oldest first."""
        with self._database.reading() as connection:
            return [_assessment(row) for row in connection.execute(select(AssessmentRow).order_by(AssessmentRow.id))]

    def set_scope(self, assessment: int, scope: Sequence[str], *, author: str) -> Assessment:
        """Change which questions a round asks; the answers given so far stay.

        Parameters
        ----------
        assessment
            Id of the assessment.
        scope
            As for :meth:`open_assessment`.
        author
            Who changes it.

        Raises
        ------
        StoreError
            If there is no such assessment, or it is closed.
        """
        with self._database.writing() as connection:
            self._require_open(connection, assessment)
            mine = AssessmentRow.id == assessment
            before = connection.execute(select(AssessmentRow).where(mine)).one()
            connection.execute(update(AssessmentRow).where(mine).values(scope=list(scope)))
            key = f"{before.model} round {before.round}"
            old, new = " ".join(before.scope), " ".join(scope)
            self._log(connection, "scope", key=key, old=old, new=new, author=author)
            return _assessment(connection.execute(select(AssessmentRow).where(mine)).one())

    def close_assessment(self, assessment: int, results: Mapping[str, Any] | None = None, *, author: str) -> Assessment:
        """Close a round: no more answers are taken, and its results stay as they are.

        Parameters
        ----------
        assessment
            Id of the assessment.
        results
            Its results as JSON (no NaN), frozen; None closes it without.
        author
            Who closes it.

        Raises
        ------
        StoreError
            If there is no such assessment, or it is closed already.
        """
        with self._database.writing() as connection:
            self._require_open(connection, assessment)
            now = self._clock()
            connection.execute(update(AssessmentRow).where(AssessmentRow.id == assessment).values(closed=now))
            row = connection.execute(select(AssessmentRow).where(AssessmentRow.id == assessment)).one()
            if results is not None:
                frozen = {"assessment_id": assessment, "body": dict(results), "author": author, "at": now}
                connection.execute(insert(FrozenResultRow), frozen)
            self._log(
                connection,
                "assessment",
                key=f"{row.model} round {row.round}",
                old="opened",
                new="closed",
                author=author,
            )
        return _assessment(row)

    def frozen_results(self, assessment: int) -> dict[str, Any] | None:
        """Return the results that were frozen when a round closed, or None."""
        query = select(FrozenResultRow.body).where(FrozenResultRow.assessment_id == assessment)
        with self._database.reading() as connection:
            return connection.scalars(query).first()

    def set_unit_state(self, assessment: int, unit: str, state: UnitStateName, *, author: str) -> None:
        """Say that one unit's results are draft, validated or released; parameters as for :meth:`set_unit_states`."""
        self.set_unit_states(assessment, [unit], state, author=author)

    def set_unit_states(self, assessment: int, units: Collection[str], state: str, *, author: str) -> None:
        """Say that the results of units are draft, validated or released; this is possible after the round has closed.

        Parameters
        ----------
        assessment
            Id of the assessment.
        units
            Codes of the units; all or none are written.
        state
            ``draft``, ``validated`` or ``released``.
        author
            Who says so: for ``validated``, who validated.

        Raises
        ------
        StoreError
            If a unit or the state is unknown.
        """
        self._require_word("state", state, UNIT_STATES)
        with self._database.writing() as connection:
            self._require_units(connection, units)
            said = {"assessment_id": assessment, "state": state, "author": author, "at": self._clock()}
            connection.execute(insert(UnitStateRow), [said | {"unit": unit} for unit in units])

    def unit_states(self, assessment: int) -> "pd.DataFrame":
        """Return unit, state, author, at of every unit of the engagement; without a record it is a draft of nobody."""
        known = [UnitStateRow.assessment_id == assessment]
        query = (
            select(
                UnitRow.code, func.coalesce(UnitStateRow.state, UNIT_STATES[0]), UnitStateRow.author, UnitStateRow.at
            )
            .outerjoin(
                UnitStateRow,
                (UnitStateRow.unit == UnitRow.code) & latest(UnitStateRow, UnitStateRow.unit, where=known),
            )
            .order_by(UnitRow.position)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return frame_of(rows, ["unit", "state", "author", "at"], blank=["author"])


def _assessment(row: Row[Any]) -> Assessment:
    return Assessment(
        row.id,
        row.model,
        row.model_version,
        row.rule,
        tuple(row.scope),
        row.round,
        row.anonymous,
        row.opened,
        row.closed,
        row.model_sha256,
    )
