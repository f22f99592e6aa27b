"""Responses as one tidy frame, and the frequency table that every statistic is fed from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.assess.coding import Coded, People, blocks, encode, find_latest, find_people
from pmokit.errors import Fault, ScoringError
from pmokit.model.maturity import MaturityModel

STATUSES = ("answered", "na", "dk", "inherited", "unanswered")
COLUMNS = ("unit", "respondent", "role", "question", "status", "value", "provider")

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_NO_OPTION = -1
_ANSWERED, _NOT_APPLICABLE, _DONT_KNOW, _INHERITED = range(4)


def latest(responses: pd.DataFrame) -> pd.DataFrame:
    """Keep the last response of each respondent to each question; earlier ones are history.

    Parameters
    ----------
    responses
        Rows in the order in which they were given; columns at least unit, respondent, question.
    """
    people = find_people(encode(responses["unit"]), encode(responses["respondent"]))
    return responses[find_latest(people, encode(responses["question"]))]


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
    person_unit
        Shape (people,): position of each respondent's unit; -1 for people of other units.
    answered
        Shape (people, questions): who answered what, for counting people.
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
    person_unit: Ints
    answered: Bools
    hands: Ints


@dataclass(frozen=True)
class _Rows:
    """The responses as codes, and what the codes mean here.

    Parameters
    ----------
    unit, question, status, people
        Codes of the rows.
    value
        Of each row, as the frame holds it.
    latest
        Which rows count.
    unit_at, question_at, status_at
        By code: the position among the units, questions and statuses that are asked for; -1 where it is none of them.
    """

    unit: Coded
    question: Coded
    status: Coded
    people: People
    value: npt.NDArray[np.floating]
    latest: Bools
    unit_at: Ints
    question_at: Ints
    status_at: Ints


def tally(
    model: MaturityModel, responses: pd.DataFrame, questions: Sequence[str], units: Sequence[str] | None = None
) -> Tally:
    """Count the responses once; one unit or ten thousand is the same call.

    Parameters
    ----------
    model
        Supplies the answer sets.
    responses
        Tidy frame with the columns of ``COLUMNS``; only the latest response of a respondent counts. Ids may be plain
        text or categoricals, which are faster and smaller.
    questions
        Question ids in scope, in questionnaire order.
    units
        Units to report, in this order, also those without responses; by default those that occur.

    Raises
    ------
    ScoringError
        If a column is missing, or an answered value is none of its question's.
    """
    missing = [name for name in COLUMNS if name not in {*responses.columns, "role"}]
    if missing:
        raise ScoringError(
            f"the responses lack the columns {', '.join(missing)}. Expected: {', '.join(COLUMNS)}. "
            "pmokit.read_responses makes such a frame of a file."
        )
    sets = [model.answer_set(question) for question in questions]
    width = max((len(s.options) for s in sets), default=0)
    values = np.full((len(questions), width), np.nan)
    for row, answer_set in enumerate(sets):
        values[row, : len(answer_set.options)] = answer_set.values
    names, rows = _read_rows(responses, questions, units)
    counts, answered, inherited = _count(rows, len(names), values)
    provider = np.full(counts.shape[:2], "", dtype=object)
    if len(inherited):
        _name_providers(provider, rows, inherited, responses["provider"].iloc[inherited])
    return Tally(
        units=tuple(names),
        questions=tuple(questions),
        values=values,
        options=np.array([len(s.options) for s in sets], dtype=np.int64),
        counts=counts[..., :width].copy(),
        not_applicable=counts[..., width].copy(),
        dont_know=counts[..., width + 1].copy(),
        inherited=counts[..., width + 2].copy(),
        provider=provider,
        person_unit=np.where(rows.people.unit >= 0, rows.unit_at[rows.people.unit], -1),
        answered=answered,
        hands=np.zeros(counts.shape[:2], dtype=np.int64),
    )


def _read_rows(
    responses: pd.DataFrame, questions: Sequence[str], units: Sequence[str] | None
) -> tuple[list[str], _Rows]:
    unit, respondent, question, status = (
        encode(responses[column]) for column in ("unit", "respondent", "question", "status")
    )
    strange = [str(label) for label in status.labels if label not in STATUSES]
    if strange:
        raise ScoringError([Fault("status", f"unknown status '{word}'", ", ".join(STATUSES)) for word in strange])
    people = find_people(unit, respondent)
    counting = find_latest(people, question)
    if units is None:
        names = unit.labels.take(pd.unique(unit.codes if counting.all() else unit.codes[counting])).tolist()
    else:
        names = list(units)
    value = responses["value"].to_numpy()
    return names, _Rows(
        unit=unit,
        question=question,
        status=status,
        people=people,
        value=value if np.issubdtype(value.dtype, np.floating) else responses["value"].to_numpy(dtype=float),
        latest=counting,
        unit_at=pd.Index(names).get_indexer(unit.labels),
        question_at=pd.Index(list(questions)).get_indexer(question.labels),
        status_at=pd.Index(STATUSES).get_indexer(status.labels),
    )


def _count(rows: _Rows, units: int, values: Floats) -> tuple[Ints, Bools, Ints]:
    """Return how often each option and status occurs in each cell, who answered what, and the rows that inherit.

    The last axis of the counts holds the options, then not applicable, don't know and inherited.
    """
    questions, width = values.shape
    columns = width + _INHERITED
    grid = np.unique(values[~np.isnan(values)])
    # By question and value: its option. A value that no question offers stands at 0.
    option_at = np.full((questions, len(grid) + 1), _NO_OPTION, dtype=np.int64)
    offered = values[:, :, None] == grid
    option_at[:, 1:] = np.where(offered.any(axis=1), offered.argmax(axis=1), _NO_OPTION)
    number = np.min_scalar_type(len(grid))
    nowhere = units * questions * columns
    field = np.empty(len(rows.latest), dtype=np.int64)
    answered = np.zeros(len(rows.people.unit) * questions, dtype=bool)
    inherited = []
    for block in blocks(len(field)):
        unit, question = rows.unit_at[rows.unit.codes[block]], rows.question_at[rows.question.codes[block]]
        status = rows.status_at[rows.status.codes[block]]
        counts = rows.latest[block] & (unit >= 0) & (question >= 0) & (status >= 0) & (status <= _INHERITED)
        answers = counts & (status == _ANSWERED)
        given, at = rows.value[block], np.zeros(len(unit), dtype=number)
        for position, value in enumerate(grid.tolist(), 1):
            at += (given == value) * number.type(position)
        option = option_at.take(question * (len(grid) + 1) + at)
        if (wrong := answers & (option == _NO_OPTION)).any():
            raise ScoringError(_value_faults(rows, block.start + np.flatnonzero(wrong)))
        column = np.where(answers, option, width - 1 + status)
        field[block] = np.where(counts, (unit * questions + question) * columns + column, nowhere)
        answered[(rows.people.codes[block].astype(np.int64) * questions + question)[answers]] = True
        inherited.append(block.start + np.flatnonzero(counts & (status == _INHERITED)))
    counted = np.bincount(field, minlength=nowhere + 1)[:-1].reshape(units, questions, columns)
    return counted, answered.reshape(-1, questions), np.concatenate([np.zeros(0, dtype=np.int64), *inherited])


def _value_faults(rows: _Rows, wrong: Ints) -> list[Fault]:
    """Name values that are no option of their question, each pair once, with the row of the first."""
    pairs = pd.DataFrame({"row": wrong, "question": rows.question.codes[wrong], "value": rows.value[wrong]})
    return [
        Fault(
            f"row {row}",
            f"{rows.question.labels[question]}: {value:g} is no answer",
            "a value of the question's answer set, or another status than answered",
        )
        for row, question, value in pairs.drop_duplicates(["question", "value"]).itertuples(index=False)
    ]


def _name_providers(provider: npt.NDArray[np.object_], rows: _Rows, inherited: Ints, named: pd.Series) -> None:
    """Write the provider named most often into each cell; ties go to the first in the alphabet."""
    frame = pd.DataFrame(
        {
            "unit": rows.unit_at[rows.unit.codes[inherited]],
            "question": rows.question_at[rows.question.codes[inherited]],
            "provider": named.to_numpy(dtype=object),
        }
    )
    votes = frame.groupby(["unit", "question", "provider"]).size().reset_index(name="n")
    votes = votes.sort_values(["n", "provider"], ascending=[False, True]).drop_duplicates(["unit", "question"])
    provider[votes["unit"], votes["question"]] = votes["provider"].to_numpy(dtype=object)
