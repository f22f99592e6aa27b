"""Feedback in figures: net promoter score, satisfaction by field of service, and what is withheld."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pmokit.assess.floor import DEFAULT_K
from pmokit.assess.privacy import blank, withhold
from pmokit.model.feedback import AUDIENCES, Feedback, FeedbackAnswer, FeedbackForm
from pmokit.strategy.improvement.intervals import Estimate, difference_interval, nps_interval, share_interval

ALL_UNITS = ""
PROMOTER, DETRACTOR = 9, 6
SATISFIED = 4
ANSWER_COLUMNS = ["survey", "respondent", "audience", "unit", "question", "answer", "comment"]
CELL = ["audience", "question", "unit"]
VALUES = ("value", "low", "high", "promoters", "passives", "detractors", "satisfied")
FIGURE_COLUMNS = ["survey", "audience", "unit", "question", "kind", "field", "n", *VALUES, "reason"]


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
    asked = [
        (audience, question.id, question.kind, question.field)
        for audience in AUDIENCES
        if audience in forms
        for question in forms[audience].questions
        if question.kind != "open"
    ]
    questions = pd.DataFrame(asked, columns=["audience", "question", "kind", "field"])
    given = answers[(answers["survey"] == survey) & answers["answer"].notna()].merge(
        questions, on=["audience", "question"], validate="many_to_one"
    )
    whole = _cells(given.assign(unit=ALL_UNITS))
    too_few = ((whole["n"] > 0) & (whole["n"] < k)).to_numpy(dtype=bool)
    shown = blank(whole, too_few, VALUES, f"withheld: fewer than {k} people")
    cells = withhold(_cells(given), within=["audience", "question"], people="n", values=VALUES, k=k)
    figures = pd.concat([shown, cells], ignore_index=True).assign(survey=survey)
    order = {name: at for at, name in enumerate(AUDIENCES)}
    figures["_audience"] = figures["audience"].map(order)
    return figures.sort_values(["_audience", "question", "unit"], ignore_index=True)[FIGURE_COLUMNS]


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
    both = before.merge(after, on=[*CELL, "kind"], suffixes=("_before", "_after")).dropna(
        subset=["value_before", "value_after"]
    )
    rows = []
    for row in both.to_dict("records"):
        then, now = (_estimate(row, side) for side in ("before", "after"))
        found = difference_interval(then, now)
        verdict = "rise" if found.low > 0 else "drop" if found.high < 0 else "within chance"
        rows.append(
            {name: row[name] for name in (*CELL, "kind")}
            | {"before": then.value, "after": now.value, "change": found.value}
            | {"low": found.low, "high": found.high, "verdict": verdict}
        )
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


def _cells(given: pd.DataFrame) -> pd.DataFrame:
    """Count and estimate each cell."""
    value = given["answer"]
    counted = given.assign(
        promoters=value >= PROMOTER, detractors=value <= DETRACTOR, satisfied=value >= SATISFIED
    ).groupby([*CELL, "kind", "field"], as_index=False, dropna=False)
    cells = counted.agg(
        n=("answer", "size"),
        promoters=("promoters", "sum"),
        detractors=("detractors", "sum"),
        satisfied=("satisfied", "sum"),
    )
    counts = cells[["kind", "n", "promoters", "detractors", "satisfied"]].itertuples(index=False, name=None)
    found = [_figure(*row) for row in counts]
    cells = cells.assign(
        value=[one.value for one in found], low=[one.low for one in found], high=[one.high for one in found]
    )
    recommend = (cells["kind"] == "recommend").to_numpy(dtype=bool)
    cells["passives"] = np.where(recommend, cells["n"] - cells["promoters"] - cells["detractors"], np.nan)
    for name in ("promoters", "detractors"):
        cells[name] = np.where(recommend, cells[name], np.nan)
    cells["satisfied"] = np.where(recommend, np.nan, cells["satisfied"])
    return cells.assign(reason=pd.Series([None] * len(cells), dtype=object))


def _figure(kind: str, n: int, promoters: int, detractors: int, satisfied: int) -> Estimate:
    if kind == "recommend":
        return nps_interval(int(promoters), int(n - promoters - detractors), int(detractors))
    return share_interval(int(satisfied), int(n))


def _estimate(row: Mapping[Any, Any], side: str) -> Estimate:
    value, low, high = (float(row[f"{name}_{side}"]) for name in ("value", "low", "high"))
    return Estimate(value, low, high, int(row[f"n_{side}"]))


def _key(answer: FeedbackAnswer) -> tuple[str, str, str]:
    return answer.survey, answer.respondent, answer.question
