"""What one person has answered so far; every answer is in the engagement file before it shows as saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from traitlets import Dict as DictTrait
from traitlets import HasTraits, Instance

from pmokit.errors import StoreError
from pmokit.model.maturity import Domain, MaturityModel, Question
from pmokit.store.engagement import RESPONSE_COLUMNS, Assessment, Engagement
from pmokit.workshop.visit import RESULT, Visit, role_of

DONT_KNOW = "DK"
NOT_APPLICABLE = "NA"
STATUS_OF = {DONT_KNOW: "dk", NOT_APPLICABLE: "na"}
LONGEST_COMMENT = 2000


@dataclass(frozen=True)
class Given:
    """What a person gave to one question.

    Parameters
    ----------
    status
        As the engagement keeps it: answered, na, dk, inherited, unanswered.
    option, value
        The answer option and its value when answered.
    provider
        Unit that provides the practice when inherited.
    comment, evidence
        Free text.
    """

    status: str = "unanswered"
    option: str = ""
    value: float | None = None
    provider: str = ""
    comment: str = ""
    evidence: str = ""

    @property
    def choice(self) -> str | None:
        """Option id, ``DK``, ``NA``, or None when nothing of the offered answers was chosen."""
        return self.option or {status: choice for choice, status in STATUS_OF.items()}.get(self.status)

    @property
    def is_given(self) -> bool:
        """Whether this counts as an answer."""
        return self.status != "unanswered"


class MaturityState(HasTraits):  # type: ignore[misc]
    """One person's answers in one assessment; no display.

    Parameters
    ----------
    engagement, assessment, model
        Where answers go and what is asked.
    visit
        Who answers, for which unit.
    """

    visit = Instance(Visit)
    given = DictTrait()

    def __init__(self, engagement: Engagement, assessment: Assessment, model: MaturityModel, visit: Visit) -> None:
        self.engagement, self.assessment, self.model = engagement, assessment, model
        scope = assessment.scope
        self.asked = frozenset(model.scope(scope[0] if len(scope) == 1 else scope))
        super().__init__(visit=visit)
        self.reload()

    def reload(self) -> None:
        """Read this person's answers from the engagement."""
        self.given = self._read() if self.visit.is_known else {}

    def enter(self, visit: Visit) -> None:
        """Change who answers or which page is shown.

        Parameters
        ----------
        visit
            The new place; someone known in the unit keeps the role they were entered with.
        """
        same = (visit.unit, visit.respondent) == (self.visit.unit, self.visit.respondent)
        if not same:
            known = role_of(self.engagement, self.assessment, visit.unit, visit.respondent)
            visit = replace(visit, role=known or visit.role)
        # Answers first: whoever watches the visit draws the page from both.
        if not same:
            self.given = self._read(visit) if visit.is_known else {}
        self.visit = visit

    def answer(self, question: str, choice: str) -> None:
        """Save an answer.

        Parameters
        ----------
        question
            Question id.
        choice
            Option id, ``DK`` or ``NA``.

        Raises
        ------
        StoreError
            If it could not be written; then nothing has changed.
        """
        before = self.given.get(question, Given())
        if choice in STATUS_OF:
            given = Given(STATUS_OF[choice], comment=before.comment)
        else:
            option = self.model.answer_set(question).by_token[choice.lower()]
            given = Given("answered", option.id, option.value, comment=before.comment)
        if (given.status, given.option) != (before.status, before.option):
            self._save(question, given)

    def comment(self, question: str, text: str) -> None:
        """Save a comment beside the answer, or before one is given.

        Parameters
        ----------
        question
            Question id.
        text
            The whole comment; empty takes it back.

        Raises
        ------
        StoreError
            If it is too long or could not be written; then nothing has changed.
        """
        before = self.given.get(question, Given())
        text = text.strip()
        if len(text) > LONGEST_COMMENT:
            raise StoreError(
                f"This comment has {len(text)} characters; {LONGEST_COMMENT} fit. Shorten it; it is not saved yet."
            )
        if text != before.comment:
            self._save(question, replace(before, comment=text))

    @property
    def domains(self) -> tuple[Domain, ...]:
        """Domains with at least one question that is asked."""
        return tuple(domain for domain in self.model.domains if self.questions(domain))

    def questions(self, domain: Domain) -> tuple[Question, ...]:
        """Return the questions of a domain that are asked."""
        return tuple(question for question in domain.asked if question.id in self.asked)

    def progress(self, domain: Domain | None = None) -> tuple[int, int]:
        """Return how many questions are answered and how many are asked, of a domain or of all."""
        wanted = self.asked if domain is None else {question.id for question in self.questions(domain)}
        return sum(self.given[name].is_given for name in wanted if name in self.given), len(wanted)

    @property
    def page(self) -> str:
        """The page to show: the chosen one, else the first domain with an open question, else the result."""
        if self.visit.page == RESULT or any(domain.id == self.visit.page for domain in self.domains):
            return str(self.visit.page)
        return next((d.id for d in self.domains if self.progress(d)[0] < self.progress(d)[1]), RESULT)

    def _read(self, visit: Visit | None = None) -> dict[str, Given]:
        visit = visit or self.visit
        frame = self.engagement.responses(self.assessment.id, [visit.unit])
        rows = frame[frame["respondent"] == visit.respondent]
        return {row["question"]: _given(row) for row in rows.to_dict("records")}

    def _save(self, question: str, given: Given) -> None:
        visit = self.visit
        if not visit.is_known:
            raise StoreError("Nothing was saved: enter the business unit, a name and a role first.")
        row = {
            "unit": visit.unit,
            "respondent": visit.respondent,
            "role": visit.role,
            "question": question,
            "status": given.status,
            "option": given.option,
            "value": given.value,
            "provider": given.provider,
            "comment": given.comment,
            "evidence": given.evidence,
        }
        self.engagement.add_responses(self.assessment.id, pd.DataFrame([row], columns=list(RESPONSE_COLUMNS)))
        self.given = {**self.given, question: given}


def _given(row: Mapping[Any, Any]) -> Given:
    texts = {
        name: "" if pd.isna(row[name]) else str(row[name]) for name in ("option", "provider", "comment", "evidence")
    }
    return Given(status=str(row["status"]), value=None if pd.isna(row["value"]) else float(row["value"]), **texts)
