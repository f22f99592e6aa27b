"""Feedback in figures: net promoter score, satisfaction by field of service, and what is withheld."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import pandas as pd

from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.privacy import withhold
from pmokit.model.feedback import AUDIENCES, Audience, Feedback, FeedbackAnswer, FeedbackForm
from pmokit.strategy.improvement.intervals import Estimate, difference_interval, nps_interval, share_interval

ALL_UNITS = ""
NAN = float("nan")
PROMOTER, DETRACTOR = 9, 6
SATISFIED = 4
ANSWER_COLUMNS = ["survey", "respondent", "audience", "unit", "question", "answer", "comment"]
CELL = ["audience", "question", "unit"]
VALUES = ("value", "low", "high", "promoters", "passives", "detractors", "satisfied")
FIGURES = {
    **dict.fromkeys(("survey", "audience", "unit", "question", "kind", "field"), "str"),
    "n": "int64",
    **dict.fromkeys(VALUES, "float64"),
    "reason": "object",
}


@dataclass(frozen=True)
class _Cell:
    """How a unit, or all units together, answered one question: people, and how many of them gave which answers."""

    audience: Audience
    question: str
    unit: str
    kind: str
    field: str | None
    n: int
    promoters: int
    detractors: int
    satisfied: int

    def figures(self) -> tuple[float, ...]:
        """Return the values in the order of ``VALUES``."""
        if self.kind == "recommend":
            passives = self.n - self.promoters - self.detractors
            one = nps_interval(self.promoters, passives, self.detractors)
            return (one.value, one.low, one.high, self.promoters, passives, self.detractors, NAN)
        one = share_interval(self.satisfied, self.n)
        return (one.value, one.low, one.high, NAN, NAN, NAN, self.satisfied)


def answers_frame(answers: Iterable[FeedbackAnswer]) -> pd.DataFrame:
    """Return answers as a frame: survey, respondent, audience, unit, question, answer (NaN: none), comment."""
    rows = [tuple(getattr(answer, name) for name in ANSWER_COLUMNS) for answer in answers]
    frame = pd.DataFrame(rows, columns=ANSWER_COLUMNS)
    return frame.assign(answer=frame["answer"].astype(float))


def surveys_of(feedback: Feedback) -> tuple[str, ...]:
    """Return the surveys in the order in which they were brought in."""
    return tuple(dict.fromkeys(answer.survey for answer in feedback.answers))


def merge_answers(before: Feedback, new: Sequence[FeedbackAnswer]) -> Feedback:
    """Return the feedback with new answers: the latest of a person to a question in a survey counts.

    Parameters
    ----------
    before
        What was there.
    new
        Answers of one or more surveys.
    """
    kept = {_key(answer): answer for answer in before.answers}
    kept.update({_key(answer): answer for answer in new})
    return Feedback(answers=tuple(kept.values()))


def feedback_figures(
    answers: pd.DataFrame, forms: Mapping[str, FeedbackForm], survey: str, k: int = DEFAULT_K
) -> pd.DataFrame:
    """Return the figures of one survey by audience, unit and question; small groups are withheld.

    Parameters
    ----------
    answers
        From :func:`answers_frame`, of one or more surveys.
    forms
        Questionnaires by audience.
    survey
        Which asking.
    k
        Fewest people that are shown. The cell of a smaller group is withheld, and the next smallest with it: the figure
        over all units stands beside them, and one cell alone could be reckoned from it.

    Returns
    -------
    pandas.DataFrame
        One row for each audience, unit (empty: all units) and question with a value: kind, field, n (people), value (net
        promoter score from -100 to 100, or share of 4 and 5 from 0 to 1), low and high of the 95 % interval, the counts
        behind them (NaN where they do not apply), and the reason where the figures are withheld.
    """
    cells = _count(answers, forms, survey)
    reasons = _reasons(cells, k)
    rows = [
        (survey, cell.audience, cell.unit, cell.question, cell.kind, cell.field, cell.n)
        + ((NAN,) * len(VALUES) if reasons[cell] else cell.figures())
        + (reasons[cell],)
        for cell in cells
    ]
    return pd.DataFrame(
        {name: pd.Series([row[at] for row in rows], dtype=kind) for at, (name, kind) in enumerate(FIGURES.items())}
    )


def feedback_change(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return how each figure changed between two surveys, and whether that is more than chance.

    The people of two anonymous surveys cannot be told apart, so both samples count as independent. Of twenty figures that
    did not change, one shows a change beyond chance all the same: look at a single one only if it was asked about before.

    Parameters
    ----------
    before, after
        From :func:`feedback_figures`, the earlier survey first.

    Returns
    -------
    pandas.DataFrame
        audience, question, unit, kind, before, after, change, low, high, verdict: ``rise`` or ``drop`` where the interval
        of the change leaves out 0, else ``within chance``. Only figures that both surveys show.
    """
    then, now = _estimates(before), _estimates(after)
    rows = []
    for key in then:
        if key in now:
            found = difference_interval(then[key], now[key])
            verdict = "rise" if found.low > 0 else "drop" if found.high < 0 else "within chance"
            rows.append((*key, then[key].value, now[key].value, found.value, found.low, found.high, verdict))
    return pd.DataFrame(rows, columns=[*CELL, "kind", "before", "after", "change", "low", "high", "verdict"])


def readable_comments(answers: pd.DataFrame, survey: str, k: int = DEFAULT_K) -> pd.DataFrame:
    """Return the comments of a survey, without the unit where too few people of it answered.

    Parameters
    ----------
    answers, survey, k
        As for :func:`feedback_figures`.

    Returns
    -------
    pandas.DataFrame
        respondent, audience, unit (empty where withheld), question, comment. The respondent is the number that coding
        refers to; it is no name where the survey was handed out without names.
    """
    mine = answers[answers["survey"] == survey]
    counted = mine.groupby(["audience", "unit"])["respondent"].nunique()
    people = counted.rename("n").reset_index().assign(shown=1.0, reason=None)
    people = withhold(people, within="audience", people="n", values=("shown",), k=k)
    safe = set(people.loc[people["shown"].notna(), ["audience", "unit"]].itertuples(index=False, name=None))
    said = mine[mine["comment"].str.strip() != ""].copy()
    said["unit"] = [
        unit if (audience, unit) in safe else "" for audience, unit in zip(said["audience"], said["unit"], strict=True)
    ]
    return said[["respondent", "audience", "unit", "question", "comment"]].reset_index(drop=True)


def _count(answers: pd.DataFrame, forms: Mapping[str, FeedbackForm], survey: str) -> list[_Cell]:
    """Count what was answered in one survey, by audience, question and unit, all units together first."""
    asked = {
        (audience, question.id): question
        for audience, form in forms.items()
        for question in form.questions
        if question.kind != "open"
    }
    given: dict[tuple[Audience, str, str], list[float]] = {}
    # Plain lists: the answers of a survey are few, and each group of them is smaller still.
    columns = (answers[name].tolist() for name in ("survey", "audience", "question", "unit", "answer"))
    for asking, audience, question, unit, answer in zip(*columns, strict=True):
        if asking == survey and (audience, question) in asked and not isnan(answer):
            for place in (ALL_UNITS, unit):
                given.setdefault((audience, question, place), []).append(answer)
    cells = [
        _Cell(
            audience=audience,
            question=question,
            unit=unit,
            kind=asked[audience, question].kind,
            field=asked[audience, question].field,
            n=len(values),
            promoters=sum(value >= PROMOTER for value in values),
            detractors=sum(value <= DETRACTOR for value in values),
            satisfied=sum(value >= SATISFIED for value in values),
        )
        for (audience, question, unit), values in given.items()
    ]
    return sorted(cells, key=lambda cell: (AUDIENCES.index(cell.audience), cell.question, cell.unit))


def _reasons(cells: Sequence[_Cell], k: int) -> dict[_Cell, str | None]:
    """Return why the figures of a cell are withheld, or None."""
    reasons: dict[_Cell, str | None] = {
        cell: f"withheld: fewer than {k} people" if cell.n < k else None for cell in cells if cell.unit == ALL_UNITS
    }
    of_units = [cell for cell in cells if cell.unit != ALL_UNITS]
    counted = pd.DataFrame([(cell.audience, cell.question, cell.n) for cell in of_units], columns=[*CELL[:2], "n"])
    counted = counted.assign(shown=1.0, reason=pd.Series([None] * len(of_units), dtype=object))
    found = withhold(counted, within=CELL[:2], people="n", values=("shown",), k=k)
    return reasons | dict(zip(of_units, found["reason"].tolist(), strict=True))


def _estimates(figures: pd.DataFrame) -> dict[tuple[str, str, str, str], Estimate]:
    """Return what is shown by audience, question, unit and kind."""
    columns = (figures[name].tolist() for name in (*CELL, "kind", "value", "low", "high", "n"))
    return {
        (audience, question, unit, kind): Estimate(value, low, high, n)
        for audience, question, unit, kind, value, low, high, n in zip(*columns, strict=True)
        if not isnan(value)
    }


def _key(answer: FeedbackAnswer) -> tuple[str, str, str]:
    return answer.survey, answer.respondent, answer.question
