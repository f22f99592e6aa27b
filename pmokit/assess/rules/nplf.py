"""The rule of ISO/IEC 33020: achievement in per cent, the letters N, P, L, F, and capability levels."""

import numpy as np
import numpy.typing as npt

from pmokit.assess.responses import Bools, Floats, Ints
from pmokit.assess.rules.layout import NO_LEVEL, Layout, Rolled, lowest_of, nested, share_of
from pmokit.assess.rules.means import mean_shares

LETTERS = ("N", "P", "L", "F")
# Billionths of a per cent as whole numbers: the last bit of a division cannot move a boundary.
_UNIT = 10**9
_ENDS = np.array([15, 50, 85], dtype=np.int64) * _UNIT
LARGELY, FULLY = 2, 3


def nplf(layout: Layout, value: Floats, counted: Bools) -> Rolled:
    """Score by the mean achievement in per cent, rolled up as the model declares.

    Percentages are averaged and turned into a letter once, never the letters (ISO/IEC 33020:2015, 5.3).
    """
    shares = mean_shares(layout, value, counted)
    return Rolled(*(100 * x for x in (shares.domains, shares.groups, shares.overall)))


def ranks(percent: Floats) -> Ints:
    """Return 0 to 3 for N, P, L, F: up to 15, 50, 85 and 100 per cent, a boundary belongs to the lower letter.

    ISO/IEC 33020:2015, table 3. NaN gives 0; see :func:`letters`.

    Parameters
    ----------
    percent
        Achievement, 0 to 100.
    """
    whole = np.rint(np.nan_to_num(percent) * _UNIT).astype(np.int64)
    return np.searchsorted(_ENDS, whole, side="left").astype(np.int64)


def letters(percent: Floats) -> npt.NDArray[np.object_]:
    """Return the letter of each achievement in per cent, None where there is none."""
    named: npt.NDArray[np.object_] = np.array(LETTERS, dtype=object)[ranks(percent)]
    named[np.isnan(percent)] = None
    return named


def capability_levels(layout: Layout, value: Floats, counted: Bools) -> Rolled:
    """Return the highest level whose attributes are L or F while all attributes below it are F; 0 if there is none.

    ISO/IEC 33020:2015, table 4. An attribute is a domain's questions of one level and stream; questions without a level
    are of level 1. A group and the whole have the lowest level of their domains. Attributes that nobody has rated are
    not achieved, also where it is all of a domain; those that are not applicable leave the requirement.

    Parameters
    ----------
    layout
        Of the questions.
    value
        Shape (units, questions): share of the best answer; NaN where it is open.
    counted
        Same shape: the applicable questions.
    """
    level = np.where(layout.level == NO_LEVEL, 1, layout.level)
    columns = [_capability(layout, value, counted, level, layout.domain == at) for at in range(len(layout.domains))]
    return nested(np.stack(columns, axis=1), layout, lowest_of)


def _capability(layout: Layout, value: Floats, counted: Bools, level: Ints, mine: Bools) -> Floats:
    """Return the capability level of one domain; NaN where nothing of it is applicable."""
    units = len(value)
    best, below_full, any_asked = np.zeros(units), np.ones(units, dtype=bool), np.zeros(units, dtype=bool)
    for step in np.unique(level[mine]):
        largely, fully, asked = np.ones(units, dtype=bool), np.ones(units, dtype=bool), np.zeros(units, dtype=bool)
        at_step = mine & (level == step)
        for stream in np.unique(layout.stream[at_step]):
            cell = at_step & (layout.stream == stream)
            applicable = (counted[:, cell] * layout.weight[cell]).sum(axis=1) > 0
            weight = (counted[:, cell] & ~np.isnan(value[:, cell])) * layout.weight[cell]
            percent = 100 * share_of((np.nan_to_num(value[:, cell]) * weight).sum(axis=1), weight.sum(axis=1))
            rank = ranks(percent)
            largely &= ~applicable | (rank >= LARGELY)
            fully &= ~applicable | (rank >= FULLY)
            asked |= applicable
        best = np.where(asked & below_full & largely, step, best)
        below_full &= fully
        any_asked |= asked
    return np.where(any_asked, best, np.nan)
