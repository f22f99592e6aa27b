"""The formulas of earned value that are common practice; terms as in the Practice Standard (PMI, 2nd edition, 2011).

Every argument is an amount of money to date, or a budget at completion; several at once are several projects or
portfolios. What is not defined is NaN.
"""

import numpy as np
import numpy.typing as npt

from pmokit.strategy.measures.figures import divide
from pmokit.strategy.measures.groups import FloatArray


def schedule_variance(pv: npt.ArrayLike, ev: npt.ArrayLike) -> FloatArray:
    """Return EV - PV: below 0, less work is done than was planned."""
    return _floats(ev) - _floats(pv)


def cost_variance(ev: npt.ArrayLike, ac: npt.ArrayLike) -> FloatArray:
    """Return EV - AC: below 0, the work has cost more than it was worth."""
    return _floats(ev) - _floats(ac)


def schedule_performance_index(pv: npt.ArrayLike, ev: npt.ArrayLike) -> FloatArray:
    """Return SPI = EV / PV; NaN where nothing was planned."""
    return divide(_floats(ev), _floats(pv))


def cost_performance_index(ev: npt.ArrayLike, ac: npt.ArrayLike) -> FloatArray:
    """Return CPI = EV / AC; NaN where nothing was spent."""
    return divide(_floats(ev), _floats(ac))


def estimate_typical(bac: npt.ArrayLike, ev: npt.ArrayLike, ac: npt.ArrayLike) -> FloatArray:
    """Return EAC where the rest costs as the work so far did: AC + (BAC - EV) / CPI, which is BAC / CPI.

    NaN where nothing was earned or spent. Work beyond the budget leaves nothing to do, so that EAC never falls below AC.
    """
    return _floats(ac) + divide(_remaining(bac, ev), _positive(cost_performance_index(ev, ac)))


def estimate_atypical(bac: npt.ArrayLike, ev: npt.ArrayLike, ac: npt.ArrayLike) -> FloatArray:
    """Return EAC where the rest costs what was planned for it: AC + (BAC - EV)."""
    return _floats(ac) + _remaining(bac, ev)


def estimate_combined(bac: npt.ArrayLike, ev: npt.ArrayLike, ac: npt.ArrayLike, spi: npt.ArrayLike) -> FloatArray:
    """Return EAC where a delay has to be caught up at the cost so far: AC + (BAC - EV) / (CPI x SPI).

    NaN where nothing was planned, earned or spent.
    """
    index = cost_performance_index(ev, ac) * _floats(spi)
    return _floats(ac) + divide(_remaining(bac, ev), _positive(index))


def variance_at_completion(bac: npt.ArrayLike, eac: npt.ArrayLike) -> FloatArray:
    """Return VAC = BAC - EAC: below 0, the budget will not do."""
    return _floats(bac) - _floats(eac)


def to_complete_performance_index(bac: npt.ArrayLike, ev: npt.ArrayLike, ac: npt.ArrayLike) -> FloatArray:
    """Return TCPI = (BAC - EV) / (BAC - AC), the cost performance that the rest needs to stay within the budget.

    NaN where the budget is used up, or no work is left.
    """
    rest, money = _floats(bac) - _floats(ev), _floats(bac) - _floats(ac)
    return np.where(rest > 0, divide(rest, _positive(money)), np.nan)


def _floats(values: npt.ArrayLike) -> FloatArray:
    return np.asarray(values, dtype=np.float64)


def _remaining(bac: npt.ArrayLike, ev: npt.ArrayLike) -> FloatArray:
    return np.maximum(_floats(bac) - _floats(ev), 0.0)


def _positive(values: FloatArray) -> FloatArray:
    """Return what is above 0, and 0 otherwise, by which nothing is divided."""
    return np.where(values > 0, values, 0.0)
