"""Rules that average: weighted mean, geometric mean, minimum, ratio. An open question takes no part in the score."""

import numpy as np

from pmokit.assess.responses import Bools, Floats
from pmokit.assess.rules.layout import Layout, Mean, Rolled, arithmetic, lowest_of, nested, pooled, share_of


def on_levels(layout: Layout, share: Floats) -> Floats:
    """Map shares of the best answer, 0 to 1, to the model's levels."""
    return layout.lowest + share * (layout.highest - layout.lowest)


def weighted_mean(layout: Layout, value: Floats, counted: Bools) -> Rolled:
    """Score by sum(w a) / sum(w), on the levels; NaN where no counted question has a weight.

    Parameters
    ----------
    layout
        Of the questions.
    value
        Shape (units, questions): share of the best answer, 0 to 1; not read where a question is not counted.
    counted
        Same shape: the questions that take part.
    """
    return _on_levels(layout, _mean(layout, value, counted, arithmetic))


def geometric_mean(layout: Layout, value: Floats, counted: Bools) -> Rolled:
    """Score by exp(sum(w ln max(a, floor)) / sum(w)), on the levels: one weak practice pulls all others down.

    The floor (0.01 by default) stands for the worst answer, which has no logarithm; a mean that is nothing but floor is
    0. The geometric mean rewards balance, as in the Human Development Index since 2010 (UNDP 2010, technical note 1).
    """
    floor = layout.settings.floor

    def mean(values: Floats, weight: Floats) -> Floats:
        raised = np.where(np.isnan(values), np.nan, np.log(np.fmax(values, floor)))
        result = np.exp(arithmetic(raised, weight))
        return np.where(result <= floor * (1 + 1e-12), 0, np.minimum(result, 1))

    return _on_levels(layout, _mean(layout, value, counted, mean))


def minimum(layout: Layout, value: Floats, counted: Bools) -> Rolled:
    """Score domains by their weighted mean, and everything above them by the lowest of its domains.

    The weakest perspective limits the whole, as in P3M3 (AXELOS, P3M3 self-assessment guide).
    """
    domains = _mean(layout, value, counted, arithmetic).domains
    return _on_levels(layout, nested(domains, layout, lowest_of))


def ratio(layout: Layout, value: Floats, counted: Bools) -> Rolled:
    """Score by achieved / applicable weight, 0 to 1, of all questions below a node, whatever the roll-up.

    After OPM3 (PMI 2013): a best practice is achieved or it is not. It is achieved where its share of the best answer
    is above ``met_above``.
    """
    weight = counted * layout.weight
    achieved = weight * is_met(layout, value)
    return pooled(achieved @ layout.member, weight @ layout.member, layout)


def is_met(layout: Layout, value: Floats) -> Bools:
    """Return whether a practice is met: above the share ``met_above`` of its best answer.

    With the default of one half these are the answers largely and fully of ISO/IEC 33020, LI and FI of C2M2.
    """
    # A middle of two answers that is one half may be a last bit more.
    return np.nan_to_num(value) > layout.settings.met_above + 1e-12


def mean_shares(layout: Layout, value: Floats, counted: Bools) -> Rolled:
    """Return the weighted mean as a share of the best answer, rolled up as the model declares."""
    return _mean(layout, value, counted, arithmetic)


def _mean(layout: Layout, value: Floats, counted: Bools, mean: Mean) -> Rolled:
    if mean is arithmetic:
        weight = counted * layout.weight
        part, whole = (np.where(counted, value, 0) * weight) @ layout.member, weight @ layout.member
        return pooled(part, whole, layout) if layout.by_question else nested(share_of(part, whole), layout, mean)
    taken = np.where(counted, value, np.nan)

    def over(questions: Bools) -> Floats:
        return mean(taken[:, questions], layout.weight[questions])

    each = np.stack([over(layout.domain == at) for at in range(len(layout.domains))], axis=1)
    if not layout.by_question:
        return nested(each, layout, mean)
    groups = [over(layout.within(g)[layout.domain]) for g in range(len(layout.groups))]
    everything = np.ones(len(layout.weight), dtype=bool)
    return Rolled(each, np.stack(groups, axis=1) if groups else np.zeros((len(value), 0)), over(everything))


def _on_levels(layout: Layout, shares: Rolled) -> Rolled:
    return Rolled(*(on_levels(layout, x) for x in (shares.domains, shares.groups, shares.overall)))
