"""Answer flips: the smallest changes of answers that put another alternative first. Exhaustive, as answers are discrete."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pmokit.strategy.decision.table import UNKNOWN, DecisionTable, Floats, Ints
from pmokit.strategy.decision.value import expected_values, first, score


@dataclass(frozen=True)
class AnswerFlip:
    """One change that puts another alternative first.

    Parameters
    ----------
    change
        New option by criterion, one or two of them.
    to
        The alternative that is first then.
    steps
        By how many options the answers move in all; an answer that was unknown counts as one step.
    """

    change: Mapping[str, str]
    to: str
    steps: int


@dataclass(frozen=True)
class _Moves:
    """All changes of one answer: criterion, new row, steps, and what each adds to the scores (moves, alternatives)."""

    criterion: Ints
    row: Ints
    steps: Ints
    gain: Floats


def answer_flips(table: DecisionTable, places: Ints, weights: Floats) -> tuple[AnswerFlip, ...]:
    """Return every change of one answer, and every minimal change of two, that puts another alternative first.

    A change of two is minimal, and listed, where no change of one of its two criteria alone does it. Giving an answer
    where there was none is a change, too.

    Parameters
    ----------
    table
        The decision table.
    places
        Row of each answer, ``UNKNOWN`` where there is none.
    weights
        One for each criterion, >= 0, sum 1.

    Returns
    -------
    tuple
        Changes of one answer before those of two, then fewer steps first.
    """
    base = score(expected_values(table, places), weights)
    leader = int(first(base))
    moves = _moves(table, places, weights)
    singles = first(base + moves.gain)
    flipping = np.flatnonzero(singles != leader)
    found = [_flip(table, moves, (int(at),), int(singles[at])) for at in flipping]
    quiet = np.flatnonzero(~np.isin(moves.criterion, moves.criterion[flipping]))
    one, other = quiet[np.array(np.triu_indices(len(quiet), 1))]
    apart = moves.criterion[one] != moves.criterion[other]
    one, other = one[apart], other[apart]
    doubles = first(base + moves.gain[one] + moves.gain[other])
    found += [
        _flip(table, moves, (int(one[at]), int(other[at])), int(doubles[at]))
        for at in np.flatnonzero(doubles != leader)
    ]
    return tuple(sorted(found, key=lambda flip: (len(flip.change), flip.steps)))


def _moves(table: DecisionTable, places: Ints, weights: Floats) -> _Moves:
    now = expected_values(table, places)
    listed = [(c, row) for c, options in enumerate(table.options) for row in range(len(options)) if row != places[c]]
    criterion, row = np.array(listed, dtype=np.int64).reshape(-1, 2).T
    before = places[criterion]
    gain = np.array([weights[c] * (table.values[c][r] - now[c]) for c, r in listed]).reshape(
        -1, len(table.alternatives)
    )
    return _Moves(criterion, row, np.where(before == UNKNOWN, 1, np.abs(row - before)), gain)


def _flip(table: DecisionTable, moves: _Moves, chosen: tuple[int, ...], to: int) -> AnswerFlip:
    places = [(int(moves.criterion[at]), int(moves.row[at])) for at in chosen]
    change = {table.criteria[c]: table.options[c][row] for c, row in places}
    return AnswerFlip(change, table.alternatives[to], int(moves.steps[list(chosen)].sum()))
