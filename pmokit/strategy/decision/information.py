"""The value of information: which unknown answer would tell most."""

from dataclasses import dataclass

import numpy as np

from pmokit.strategy.decision.table import UNKNOWN, Bools, DecisionTable, Floats, Ints
from pmokit.strategy.decision.value import TOLERANCE, expected_values, order, score


@dataclass(frozen=True)
class Information:
    """What one unknown answer is worth.

    Parameters
    ----------
    criterion
        Position of the criterion.
    value
        By how much the score of the best choice rises on average once the answer is known, >= 0: the expected value of
        partial perfect information (Raiffa and Schlaifer 1961). 0: no answer to this question alone changes who is first.
    spread
        Standard deviation, over the options, of the difference between the first two. It orders questions of equal value.
    """

    criterion: int
    value: float
    spread: float


def value_of_information(table: DecisionTable, places: Ints, weights: Floats) -> tuple[Information, ...]:
    """Return the unknown answers, the most valuable first; every option is taken as equally likely.

    Parameters
    ----------
    table
        The decision table.
    places
        Row of each answer, ``UNKNOWN`` where there is none.
    weights
        One for each criterion, >= 0, sum 1.
    """
    now = expected_values(table, places)
    base = score(now, weights)
    leaders = order(base)[:2]
    one, other = leaders[0], leaders[-1]
    found = []
    for at, values in enumerate(table.values):
        if places[at] != UNKNOWN:
            continue
        learned = base + weights[at] * (values - now[at])
        gain = float(learned.max(axis=1).mean() - base.max())
        spread = float((learned[:, one] - learned[:, other]).std())
        found.append(Information(at, max(0.0, gain), spread))
    return tuple(sorted(found, key=lambda known: (-round(known.value, 12), -known.spread, known.criterion)))


def is_enough_known(places: Ints, weights: Floats, least: float) -> Bools:
    """Return whether at least a share of the criteria, and of their weight, is answered.

    Parameters
    ----------
    places
        Rows of the answers, shape (criteria,) or (sets, criteria).
    weights
        One for each criterion, >= 0, sum 1.
    least
        The share, 0..1.

    Returns
    -------
    Bools
        One for each set.
    """
    known = places != UNKNOWN
    return np.asarray((known.mean(axis=-1) >= least - TOLERANCE) & (known @ weights >= least - TOLERANCE))
