"""What speaks beside the single ratings: shows of hands, agreed values, and what the assessor saw as evidence.

The three stay apart. A show of hands adds ratings, an agreed value overrides their aggregate, and the assessor's evidence
rating changes no score: it tells which levels are seen and which are claimed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmokit.assess.responses import Bools, Floats, Ints, Tally
from pmokit.assess.rules.layout import NO_LEVEL, Layout
from pmokit.errors import Fault, ScoringError, did_you_mean
from pmokit.model.maturity import MaturityModel
from pmokit.model.records import EVIDENCE_RATINGS

HAND_STATUSES = ("answered", "na", "dk")
CLAIMED_ABOVE = 2


@dataclass(frozen=True)
class Voices:
    """What was said beside the single ratings; each part may be missing.

    Parameters
    ----------
    hands
        Shows of hands: unit, question, status (``answered``, ``na``, ``dk``), value (of the option; NaN unless answered),
        count.
    agreed
        Agreed values: unit, question, value (of the option); one row per unit and question.
    evidence
        The assessor's evidence ratings: unit, question, rating (``seen``, ``told``, ``contradicted``, ``none``).
    """

    hands: pd.DataFrame | None = None
    agreed: pd.DataFrame | None = None
    evidence: pd.DataFrame | None = None


def check_voices(model: MaturityModel, voices: Voices) -> None:
    """Raise what is wrong with the voices, all at once.

    Parameters
    ----------
    model
        Knows the questions and their options.
    voices
        What was said beside the single ratings.

    Raises
    ------
    ScoringError
        If a question, option, status or rating is unknown, a count is no whole number of people, or an agreed value or
        evidence rating is given twice.
    """
    faults: list[Fault] = []
    for name, frame in (
        ("show of hands", voices.hands),
        ("agreed value", voices.agreed),
        ("evidence", voices.evidence),
    ):
        if frame is None:
            continue
        for values in zip(*(frame[column].tolist() for column in frame.columns), strict=True):
            row = dict(zip(frame.columns, values, strict=True))
            where = f"{name}, unit {row['unit']}, question {row['question']}"
            if row["question"] not in model.question_by_id:
                faults.append(
                    Fault(where, "unknown question", hint=did_you_mean(row["question"], model.question_by_id))
                )
            else:
                faults += _row_faults(model, row, where)
    for name, frame in (("agreed value", voices.agreed), ("evidence", voices.evidence)):
        if frame is not None:
            given: set[tuple[str, str]] = set()
            for unit, question in zip(frame["unit"].tolist(), frame["question"].tolist(), strict=True):
                if (unit, question) in given:
                    where = f"{name}, unit {unit}, question {question}"
                    faults.append(Fault(where, "given twice", "one for each unit and question"))
                given.add((unit, question))
    if faults:
        raise ScoringError(faults)


def _row_faults(model: MaturityModel, row: dict[Any, Any], where: str) -> list[Fault]:
    faults = []
    if "rating" in row and row["rating"] not in EVIDENCE_RATINGS:
        faults.append(Fault(where, f"unknown rating '{row['rating']}'", ", ".join(EVIDENCE_RATINGS)))
    if "status" in row and row["status"] not in HAND_STATUSES:
        faults.append(Fault(where, f"unknown status '{row['status']}'", ", ".join(HAND_STATUSES)))
    if "count" in row and not (row["count"] >= 0 and float(row["count"]).is_integer()):
        faults.append(Fault(where, f"{row['count']} hands", "a whole number, 0 or more"))
    if "value" in row and row.get("status", "answered") == "answered":
        options = model.answer_set(row["question"]).values
        if row["value"] not in options:
            known = ", ".join(f"{value:g}" for value in options)
            faults.append(Fault(where, f"value {row['value']:g} is no option", f"one of {known}"))
    return faults


def count_hands(tallied: Tally, hands: pd.DataFrame) -> Tally:
    """Return the tally with shows of hands added to the single ratings.

    Parameters
    ----------
    tallied
        Single ratings.
    hands
        As in :class:`Voices`; units and questions that are not in the tally are left out.
    """
    unit, question = _cells(tallied, hands)
    known = (unit >= 0) & (question >= 0)
    number = hands["count"].to_numpy(dtype=np.int64)
    status = hands["status"].to_numpy(dtype=object)
    shape = tallied.not_applicable.shape

    def add(kind: str) -> Ints:
        added = np.zeros(shape, dtype=np.int64)
        mine = known & (status == kind)
        np.add.at(added, (unit[mine], question[mine]), number[mine])
        return added

    answered = known & (status == "answered")
    given = hands["value"].to_numpy(dtype=float)[answered]
    option = (tallied.values[question[answered]] == given[:, None]).argmax(axis=1) if len(given) else np.zeros(0, int)
    counts = tallied.counts.copy()
    np.add.at(counts, (unit[answered], question[answered], option), number[answered])
    return Tally(
        **{
            **vars(tallied),
            "counts": counts,
            "not_applicable": tallied.not_applicable + add("na"),
            "dont_know": tallied.dont_know + add("dk"),
            "hands": tallied.hands + add("answered"),
        }
    )


def agreed_shares(tallied: Tally, agreed: pd.DataFrame) -> Floats:
    """Return agreed values as shares of the best answer, shape (units, questions); NaN where nothing is agreed.

    Parameters
    ----------
    tallied
        Knows units, questions and option values.
    agreed
        As in :class:`Voices`.
    """
    unit, question = _cells(tallied, agreed)
    known = (unit >= 0) & (question >= 0)
    floor, ceiling = tallied.values[:, 0], np.nanmax(tallied.values, axis=1)
    shares = np.full(tallied.not_applicable.shape, np.nan)
    at = question[known]
    shares[unit[known], at] = (agreed["value"].to_numpy(dtype=float)[known] - floor[at]) / (ceiling - floor)[at]
    return shares


def seen_cells(tallied: Tally, evidence: pd.DataFrame) -> Bools:
    """Return where the assessor has seen evidence, shape (units, questions)."""
    unit, question = _cells(tallied, evidence)
    seen = np.zeros(tallied.not_applicable.shape, dtype=bool)
    mine = (unit >= 0) & (question >= 0) & (evidence["rating"] == "seen").to_numpy()
    seen[unit[mine], question[mine]] = True
    return seen


def hold_back(layout: Layout, value: Floats, seen: Bools) -> Floats:
    """Return the shares of the best answer as far as they are seen: what lies above level 2 needs evidence.

    A question of its own level (as in C2M2) that stands above level 2 and has no evidence counts as not met; any other
    answer without evidence counts as level 2 at most.

    Parameters
    ----------
    layout
        Of the questions.
    value
        Shape (units, questions): shares of the best answer; NaN where there is none.
    seen
        Same shape.
    """
    span = layout.highest - layout.lowest
    ceiling = np.where(
        layout.level == NO_LEVEL,
        np.clip((CLAIMED_ABOVE - layout.lowest) / span, 0, 1),
        np.where(layout.level > CLAIMED_ABOVE, 0, 1),
    )
    return np.where(seen, value, np.fmin(value, np.where(np.isnan(value), np.nan, ceiling)))


def _cells(tallied: Tally, frame: pd.DataFrame) -> tuple[Ints, Ints]:
    def positions(names: Sequence[str], column: str) -> Ints:
        return pd.Index(list(names)).get_indexer(pd.Index(frame[column])).astype(np.int64)

    return positions(tallied.units, "unit"), positions(tallied.questions, "question")
