"""The rule of OWASP SAMM 2: the mean over streams for each level, summed over the levels."""

import numpy as np

from pmokit.assess.responses import Bools, Floats
from pmokit.assess.rules.layout import Layout, Rolled, arithmetic, nested


def samm(layout: Layout, value: Floats, counted: Bools) -> Rolled:
    """Score a practice (domain) by the sum of its levels, a function (group) and the whole by the mean below.

    OWASP SAMM 2.0, SAMM Toolbox: cells H18 (a level is the mean of its streams), J18 (a practice is the sum of its
    levels), Scorecard J14 and J19 (means). A level that is open or not applicable leaves the sum, which is then scaled
    to all levels: a missing answer is no 0. The toolbox and SAMMY count it as 0; that is the lower bound here.

    Parameters
    ----------
    layout
        Of the questions; all carry a level and a stream.
    value
        Shape (units, questions): share of the best answer, 0 to 1.
    counted
        Same shape: the questions that take part.
    """
    taken = np.where(counted & (layout.weight > 0), value, np.nan)
    practices = np.stack([_practice(layout, taken, layout.domain == at) for at in range(len(layout.domains))], axis=1)
    return nested(practices * layout.highest, layout, arithmetic)


def _practice(layout: Layout, taken: Floats, mine: Bools) -> Floats:
    levels = []
    for level in np.unique(layout.level[mine]):
        at_level = mine & (layout.level == level)
        streams = [
            arithmetic(taken[:, cell], layout.weight[cell])
            for cell in (at_level & (layout.stream == stream) for stream in np.unique(layout.stream[at_level]))
        ]
        levels.append(_plain_mean(streams))
    return _plain_mean(levels)


def _plain_mean(columns: list[Floats]) -> Floats:
    return arithmetic(np.stack(columns, axis=-1), np.ones(len(columns)))
