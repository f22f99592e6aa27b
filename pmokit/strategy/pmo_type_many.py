"""The type of PMO of many organisations or units in one call."""

from typing import Any

import numpy as np
import pandas as pd

from pmokit.errors import DecisionError, Fault, did_you_mean
from pmokit.model.pmo import PMO_TYPES
from pmokit.model.profile import OrganisationProfile
from pmokit.strategy.decision.information import is_enough_known
from pmokit.strategy.decision.table import UNKNOWN, Bools, DecisionTable, Ints
from pmokit.strategy.decision.value import first, score_many
from pmokit.strategy.pmo_hybrid import LEAST_MARGIN
from pmokit.strategy.pmo_type import LEAST_KNOWN, profile_table, profile_weights

TOO_LITTLE = "cannot tell yet: less than half of the criteria, or of their weight, is answered"


def recommend_many(
    profile: OrganisationProfile, answers: pd.DataFrame, *, weights: dict[str, float] | None = None
) -> pd.DataFrame:
    """Return type, scores, margin and hybrid of each row of answers, without reasons and draws.

    Parameters
    ----------
    profile
        The criteria.
    answers
        A row for each organisation, a column for each criterion: option id, or None (or NaN) for unknown. A criterion
        without a column is unknown for all.
    weights
        As for :func:`pmokit.strategy.pmo_type.recommend`.

    Returns
    -------
    pandas.DataFrame
        Index of ``answers``; type, one column per type with its score (0..1), margin (0..1), hybrid_first and
        hybrid_second (only by the margin: below 5 % of the scale), known (share of the criteria), reason (why there is
        no type; then type is None and the numbers are NaN).

    Raises
    ------
    DecisionError
        If a column is no criterion, or a cell no option; with all faults.
    """
    table, shares = profile_table(profile), profile_weights(profile, weights)
    places = _places(table, answers)
    known = places != UNKNOWN
    enough = is_enough_known(places, shares, LEAST_KNOWN)
    scores = score_many(table, places, shares)
    best = first(scores)
    second = first(np.where(np.arange(scores.shape[1]) == best[:, None], -np.inf, scores))
    rows = np.arange(len(scores))
    margin = np.maximum(0.0, scores[rows, best] - scores[rows, second])
    close = enough & (margin < LEAST_MARGIN)
    found: dict[str, Any] = {
        "type": _column(best, enough, answers.index),
        **{name: np.where(enough, scores[:, at], np.nan) for at, name in enumerate(PMO_TYPES)},
        "margin": np.where(enough, margin, np.nan),
        "hybrid_first": _column(best, close, answers.index),
        "hybrid_second": _column(second, close, answers.index),
        "known": known.mean(axis=1),
        "reason": pd.Series([None if told else TOO_LITTLE for told in enough], answers.index, dtype="object"),
    }
    return pd.DataFrame(found, index=answers.index)


def _column(places: Ints, where: Bools, index: pd.Index) -> pd.Series:
    """Return type names where there is one, None elsewhere, and never NaN."""
    names = [PMO_TYPES[at] if told else None for at, told in zip(places, where, strict=True)]
    return pd.Series(names, index, dtype="object")


def _places(table: DecisionTable, answers: pd.DataFrame) -> Ints:
    faults = [
        Fault(
            f"column {name}", "unknown criterion", "a criterion of the profile", did_you_mean(str(name), table.criteria)
        )
        for name in answers.columns
        if name not in table.criteria
    ]
    places = np.full((len(answers), len(table.criteria)), UNKNOWN, dtype=np.int64)
    for at, (name, options) in enumerate(zip(table.criteria, table.options, strict=True)):
        if name not in answers.columns:
            continue
        places[:, at] = pd.Index(options).get_indexer(pd.Index(answers[name]))
        strange = answers[name][(places[:, at] == UNKNOWN) & answers[name].notna().to_numpy()]
        for option in strange.unique():
            row = strange.index[strange == option][0]
            what = f"unknown option '{option}'"
            faults.append(Fault(f"row {row}, column {name}", what, f"one of {', '.join(options)}, or None for unknown"))
    if faults:
        raise DecisionError(faults)
    return places
