"""Rules that climb: staged and MIL. A level is reached only with all below it, and an open practice is not met."""

from collections.abc import Callable

import numpy as np

from pmokit.assess.responses import Bools, Floats, Ints
from pmokit.assess.rules.layout import Layout, Rolled, lowest_of, nested
from pmokit.assess.rules.means import is_met, on_levels

EPSILON = 1e-9
Over = Callable[[Bools], Floats]


def staged(layout: Layout, value: Floats, counted: Bools) -> Rolled:
    """Score by the highest level reached, plus the share of the next one that is met.

    Level k is reached with level k - 1 and a share theta of the weight of its practices met (CMMI-DEV 1.3, SEI 2010,
    staged representation: theta = 1). Theta holds in every domain, or over all of them (``scope: model``). Where questions
    carry no level, their answers do: each is a practice of every level, met up to the level of its answer. A level
    without practices is passed on the way to one that has some, never beyond the last.

    Parameters
    ----------
    layout
        Of the questions.
    value
        Shape (units, questions): share of the best answer; NaN where it is open: then it is not met.
    counted
        Same shape: the questions that take part.
    """
    steps = np.arange(layout.lowest + 1, layout.highest + 1)
    asked, met = _by_step(layout, value, counted, steps)
    in_domains = layout.settings.scope == "domain"

    def over(domains: Bools) -> Floats:
        weighty = domains & (layout.domain_weight > 0)
        return _climb(layout, asked[:, weighty], met[:, weighty], each=in_domains)

    alone = [_climb(layout, asked[:, [at]], met[:, [at]], each=True) for at in range(len(layout.domains))]
    return _nodes(layout, alone, over)


def mil(layout: Layout, value: Floats, counted: Bools) -> Rolled:
    """Score by the highest level up to which every practice is met; 0 where the first is not.

    C2M2 2.1 (US Department of Energy 2022): cumulative, no averaging. A practice that is not applicable leaves the
    requirement. A level needs one met practice at or below it, so that an empty level is never reached by itself. A group
    and the whole reach what the lowest of their domains reaches.

    Parameters
    ----------
    layout
        Of the questions; all carry a level.
    value, counted
        As in :func:`staged`.
    """
    steps = np.arange(1, layout.highest + 1)
    asked, met = _by_step(layout, value, counted, steps)
    alone = [_cumulate(asked[:, at], met[:, at]) for at in range(len(layout.domains))]
    return nested(np.stack(alone, axis=1), layout, lowest_of)


def _by_step(layout: Layout, value: Floats, counted: Bools, steps: Ints) -> tuple[Floats, Floats]:
    """Return the weight asked and the weight met, shape (units, domains, steps)."""
    weight = counted * layout.weight
    reached = on_levels(layout, np.nan_to_num(value))
    asked, met = [], []
    for step in steps:
        if layout.has_levels:
            here, fulfilled = weight * (layout.level == step), is_met(layout, value)
        else:
            here, fulfilled = weight, ~np.isnan(value) & (reached >= step - EPSILON)
        asked.append(here @ layout.member)
        met.append((here * fulfilled) @ layout.member)
    return np.stack(asked, axis=-1), np.stack(met, axis=-1)


def _climb(layout: Layout, asked: Floats, met: Floats, *, each: bool) -> Floats:
    """Return level and progress of nodes, from (units, domains, steps); theta in each domain, or over their sum."""
    theta = layout.settings.theta
    total, done = asked.sum(axis=1), met.sum(axis=1)
    if each:
        passed = ((asked == 0) | (met >= theta * asked - EPSILON * asked)).all(axis=1)
    else:
        passed = (total == 0) | (done >= theta * total - EPSILON * total)
    # Beyond the last level that asks for something there is nothing to reach.
    reachable = total[:, ::-1].cumsum(axis=1)[:, ::-1] > 0
    chain = np.logical_and.accumulate(passed & reachable, axis=1)
    level = chain.sum(axis=1)
    ahead = np.minimum(level, total.shape[1] - 1)
    rows = np.arange(len(level))
    next_total, next_done = total[rows, ahead], done[rows, ahead]
    more = (level < total.shape[1]) & (next_total > 0)
    progress = np.where(more, next_done / np.where(next_total > 0, next_total, 1), 0)
    # With theta over the sum of domains a level may be wholly met by weight and still wait for the one below.
    progress = np.minimum(progress, 1 - 1e-6)
    return np.where(total.sum(axis=1) > 0, layout.lowest + level + progress, np.nan)


def _cumulate(asked: Floats, met: Floats) -> Floats:
    """Return the highest level with nothing unmet and something met up to it, from (units, steps)."""
    total, done = asked.cumsum(axis=1), met.cumsum(axis=1)
    reached = (done >= total * (1 - EPSILON)) & (done > 0)
    level = np.where(reached, np.arange(1, total.shape[1] + 1), 0).max(axis=1, initial=0).astype(float)
    return np.where(total[:, -1] > 0, level, np.nan)


def _nodes(layout: Layout, alone: list[Floats], over: Over) -> Rolled:
    groups = [over(layout.within(g)) for g in range(len(layout.groups))]
    overall = over(np.ones(len(layout.domains), dtype=bool))
    return Rolled(np.stack(alone, axis=1), np.stack(groups, axis=1) if groups else np.zeros((len(overall), 0)), overall)
