"""One decision with all that says how firm it is, computed once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pmokit.strategy.decision.agreement import MethodWinners, method_winners
from pmokit.strategy.decision.flips import AnswerFlip, answer_flips
from pmokit.strategy.decision.intervals import CriticalChange, critical_changes, weight_intervals
from pmokit.strategy.decision.smaa import DRAWS, Acceptability, accept, draw_weights
from pmokit.strategy.decision.table import DecisionTable, Floats, Ints
from pmokit.strategy.decision.value import contributions, expected_values, order, score
from pmokit.strategy.decision.weight_move import smallest_move


@dataclass(frozen=True)
class Analysis:
    """A decision and its robustness.

    Parameters
    ----------
    table, places, weights
        What was decided on.
    matrix
        Values of the answers, shape (criteria, alternatives); unknown ones integrated over.
    scores
        One for each alternative, 0..1.
    order
        Positions of the alternatives, the best first.
    differences
        By criterion: how much it speaks for the first against the second; the sum is the margin.
    flips, intervals, critical, methods
        See :mod:`flips`, :mod:`intervals` and :mod:`agreement` beside this module.
    moves
        By alternative the nearest weights with which it is first; None where there are none.
    ordered
        Acceptability with weights in the same order of importance.
    free
        Acceptability with any weights.
    one_step
        Acceptability with weights in that order, and each answer uncertain by one step.
    """

    table: DecisionTable
    places: Ints
    weights: Floats
    matrix: Floats
    scores: Floats
    order: tuple[int, ...]
    differences: Floats
    flips: tuple[AnswerFlip, ...]
    intervals: Floats
    critical: tuple[CriticalChange, ...]
    methods: MethodWinners
    moves: tuple[Floats | None, ...]
    ordered: Acceptability
    free: Acceptability
    one_step: Acceptability

    @property
    def margin(self) -> float:
        """Lead of the first over the second, 0..1."""
        return max(0.0, float(self.scores[self.order[0]] - self.scores[self.order[1]]))


def analyse(
    table: DecisionTable, places: Ints, weights: Floats, *, importance: Sequence[int] | Ints, seed: int
) -> Analysis:
    """Decide, and find out how firm the decision is.

    Parameters
    ----------
    table
        The decision table, with two alternatives or more.
    places
        Row of each answer, ``UNKNOWN`` where there is none.
    weights
        One for each criterion, >= 0, sum 1.
    importance
        Rank of each criterion, smaller is more important.
    seed
        For the draws.
    """
    matrix = expected_values(table, places)
    scores = score(matrix, weights)
    ranked = order(scores)
    rng = np.random.default_rng(seed)
    in_order = draw_weights(rng, DRAWS, len(weights), importance)
    return Analysis(
        table=table,
        places=places,
        weights=weights,
        matrix=matrix,
        scores=scores,
        order=ranked,
        differences=contributions(matrix, weights, ranked[0], ranked[1]),
        flips=answer_flips(table, places, weights),
        intervals=weight_intervals(matrix, weights),
        critical=critical_changes(matrix, weights),
        methods=method_winners(matrix, weights),
        moves=tuple(smallest_move(matrix, weights, rival) for rival in range(len(scores))),
        ordered=accept(table, places, in_order, rng),
        free=accept(table, places, draw_weights(rng, DRAWS, len(weights)), rng),
        one_step=accept(table, places, in_order, rng, one_step=True),
    )
