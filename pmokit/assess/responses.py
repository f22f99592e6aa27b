"""Responses as one tidy frame, and the frequency table that every statistic is fed from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.model.maturity import MaturityModel

STATUSES = ("answered", "na", "dk", "inherited", "unanswered")
COLUMNS = ("unit", "respondent", "role", "question", "status", "value", "provider")

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def latest(responses: pd.DataFrame) -> pd.DataFrame:
    """Keep the last response of each respondent to each question; earlier ones are history.

    Parameters
    ----------
    responses
        Rows in the order in which they were given; columns at least unit, respondent, question.
    """
    return responses.drop_duplicates(["unit", "respondent", "question"], keep="last")


@dataclass(frozen=True)
class Tally:
    """How often each answer option was chosen, by unit and question.

    Parameters
    ----------
    units, questions
        Labels of the first two axes.
    values
        Option values, ascending, shape (questions, options); NaN pads shorter answer sets.
    options
        Number of options of each question's answer set.
    counts
        Shape (units, questions, options): respondents who chose the option.
    not_applicable, dont_know, inherited
        Shape (units, questions): respondents who said so.
    provider
        Shape (units, questions): the unit that most respondents name as provider, or an empty string.
    respondents
        Tidy frame (unit, respondent, question) of answered responses, for counting people.
    hands
        Shape (units, questions): people of ``counts`` who only raised a hand and are not among the respondents.
    """

    units: tuple[str, ...]
    questions: tuple[str, ...]
    values: Floats
    options: Ints
    counts: Ints
    not_applicable: Ints
    dont_know: Ints
    inherited: Ints
    provider: npt.NDArray[np.object_]
    respondents: pd.DataFrame
    hands: Ints


def tally(
    model: MaturityModel, responses: pd.DataFrame, questions: Sequence[str], units: Sequence[str] | None = None
) -> Tally:
    """Count the responses once; one unit or ten thousand is the same call.

    Parameters
    ----------
    model
        Supplies the answer sets.
    responses
        Tidy frame with the columns of ``COLUMNS``; only the latest response of a respondent counts.
    questions
        Question ids in scope, in questionnaire order.
    units
        Units to report, in this order, also those without responses; by default those that occur.
    """
    frame = latest(responses)
    names = list(dict.fromkeys(frame["unit"])) if units is None else list(units)
    frame = frame[frame["question"].isin(questions) & frame["unit"].isin(names)]
    sets = [model.answer_set(question) for question in questions]
    width = max((len(s.options) for s in sets), default=0)
    values = np.full((len(questions), width), np.nan)
    for row, answer_set in enumerate(sets):
        values[row, : len(answer_set.options)] = answer_set.values
    shape = (len(names), len(questions))
    unit = pd.Index(names).get_indexer(pd.Index(frame["unit"]))
    question = pd.Index(list(questions)).get_indexer(pd.Index(frame["question"]))
    cell = unit * shape[1] + question
    status = frame["status"].to_numpy(dtype=object)

    def count(kind: str) -> Ints:
        return np.bincount(cell[status == kind], minlength=shape[0] * shape[1]).reshape(shape).astype(np.int64)

    answered = status == "answered"
    given = frame["value"].to_numpy(dtype=float)[answered]
    option = (values[question[answered]] == given[:, None]).argmax(axis=1) if len(given) else np.zeros(0, dtype=int)
    counts = np.bincount(cell[answered] * width + option, minlength=shape[0] * shape[1] * width)
    return Tally(
        units=tuple(names),
        questions=tuple(questions),
        values=values,
        options=np.array([len(s.options) for s in sets], dtype=np.int64),
        counts=counts.reshape(*shape, width).astype(np.int64),
        not_applicable=count("na"),
        dont_know=count("dk"),
        inherited=count("inherited"),
        provider=_providers(frame[status == "inherited"], names, questions),
        respondents=frame.loc[answered, ["unit", "respondent", "question"]],
        hands=np.zeros(shape, dtype=np.int64),
    )


def _providers(inherited: pd.DataFrame, units: Sequence[str], questions: Sequence[str]) -> npt.NDArray[np.object_]:
    """Return the provider named most often for each cell; ties go to the first in the alphabet."""
    named = np.full((len(units), len(questions)), "", dtype=object)
    if len(inherited):
        votes = inherited.groupby(["unit", "question", "provider"], observed=True).size().reset_index(name="n")
        votes = votes.sort_values(["n", "provider"], ascending=[False, True]).drop_duplicates(["unit", "question"])
        rows = pd.Index(list(units)).get_indexer(pd.Index(votes["unit"]))
        columns = pd.Index(list(questions)).get_indexer(pd.Index(votes["question"]))
        named[rows, columns] = votes["provider"].to_numpy(dtype=object)
    return named
