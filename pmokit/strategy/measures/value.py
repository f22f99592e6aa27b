"""Earned value by unit: sums over projects first, then the formula, so that a large project weighs as much as it costs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pmokit.strategy.measures import earned_value
from pmokit.strategy.measures.columns import Columns
from pmokit.strategy.measures.estimate import ESTIMATES, Estimate, choose_estimate, cost_performance_swing
from pmokit.strategy.measures.figures import Figures, counted, divide, figures
from pmokit.strategy.measures.groups import BoolArray, FloatArray, IntArray
from pmokit.strategy.measures.measure import Measure

Lacking = tuple[BoolArray, str]
FORMULAS = {
    "typical": "BAC / CPI",
    "atypical": "AC + (BAC - EV)",
    "combined": "AC + (BAC - EV) / (CPI x SPI)",
}


def _none_with(names: tuple[str, ...], n: IntArray) -> Lacking:
    return n == 0, f"no project has {', '.join(name.upper() for name in names)}"


def _from_sums(
    formula: Callable[..., FloatArray], names: tuple[str, ...], divisor: str = "", zero: str = ""
) -> Callable[[Columns], Figures]:
    """Return a measure that applies a formula to sums over the projects that have all its amounts."""

    def measure(columns: Columns) -> Figures:
        known = columns.known(*names)
        n = columns.groups.count(known)
        sums = {name: columns.groups.total(columns.number(name), known) for name in names}
        lacking = [_none_with(names, n)]
        if divisor:
            lacking.append((sums[divisor] <= 0, zero))
        return figures(formula(*(sums[name] for name in names)), n, *lacking)

    return measure


def _percent_complete(columns: Columns) -> Figures:
    bac, said = columns.number("bac"), columns.number("percent_complete") / 100 * columns.number("bac")
    earned = np.where(np.isnan(columns.number("ev")), said, columns.number("ev"))
    known = ~np.isnan(bac) & ~np.isnan(earned)
    beyond = columns.groups.count(known & (earned > bac))
    n = columns.groups.count(known)
    below = columns.groups.total(bac, known)
    value = divide(columns.groups.total(np.minimum(earned, bac), known), below)
    return figures(
        value,
        n,
        (n == 0, "no project has BAC and either EV or a percentage"),
        (below <= 0, "the budgets sum to 0"),
        note=counted(beyond > 0, beyond, "projects that earned more than their budget count as complete: {}"),
    )


def _to_complete(columns: Columns) -> Figures:
    names = ("bac", "ev", "ac")
    known = columns.known(*names)
    n = columns.groups.count(known)
    bac, ev, ac = (columns.groups.total(columns.number(name), known) for name in names)
    return figures(
        earned_value.to_complete_performance_index(bac, ev, ac),
        n,
        _none_with(names, n),
        (ev >= bac, "all work is earned, so none is left to perform"),
        (ac >= bac, "the budget is used up, so that no performance can keep to it: agree a new one"),
    )


@dataclass(frozen=True)
class _Estimates:
    """The three estimates of each unit, and what they rest on."""

    bac: FloatArray
    complete: FloatArray
    cpi: FloatArray
    spi: FloatArray
    n: IntArray
    values: tuple[FloatArray, FloatArray, FloatArray]
    spi_known: BoolArray

    def lacking(self, estimate: Estimate) -> list[Lacking]:
        """Return why an estimate cannot be given."""
        always = [_none_with(("bac", "ev", "ac"), self.n), (self.bac <= 0, "the budgets sum to 0")]
        if estimate == "atypical":
            return always
        always.append((~(self.cpi > 0), "nothing is earned or spent yet, so there is no cost performance to go by"))
        if estimate == "combined":
            always.append((~self.spi_known, "no project has PV, EV"))
            always.append(
                (~(self.spi > 0), "nothing was planned or earned by now, so there is no schedule performance")
            )
        return always


def _estimates(columns: Columns) -> _Estimates:
    known, timed = columns.known("bac", "ev", "ac"), columns.known("pv", "ev")
    bac, ev, ac = (columns.groups.total(columns.number(name), known) for name in ("bac", "ev", "ac"))
    pv, earned = (columns.groups.total(columns.number(name), timed) for name in ("pv", "ev"))
    spi = earned_value.schedule_performance_index(pv, earned)
    return _Estimates(
        bac=bac,
        complete=divide(ev, bac),
        cpi=earned_value.cost_performance_index(ev, ac),
        spi=spi,
        n=columns.groups.count(known),
        values=(
            earned_value.estimate_typical(bac, ev, ac),
            earned_value.estimate_atypical(bac, ev, ac),
            earned_value.estimate_combined(bac, ev, ac, spi),
        ),
        spi_known=columns.groups.count(timed) > 0,
    )


def _estimate(which: Estimate) -> Callable[[Columns], Figures]:
    def estimate(columns: Columns) -> Figures:
        found = columns.once(_estimates)
        return figures(found.values[ESTIMATES.index(which)], found.n, *found.lacking(which))

    return estimate


def _chosen(columns: Columns) -> tuple[_Estimates, FloatArray, dict[int, str]]:
    found = columns.once(_estimates)
    choice, reason = choose_estimate(found.complete, found.cpi, found.spi, columns.once(cost_performance_swing))
    value = np.choose(choice, found.values)
    note = {at: f"{FORMULAS[ESTIMATES[which]]}, as {reason[at]}" for at, which in enumerate(choice)}
    return found, value, note


def _estimate_at_completion(columns: Columns) -> Figures:
    found, value, note = columns.once(_chosen)
    return figures(value, found.n, *found.lacking("atypical"), note=note)


def _variance_at_completion(columns: Columns) -> Figures:
    found, value, _ = columns.once(_chosen)
    variance = earned_value.variance_at_completion(found.bac, value)
    return figures(variance, found.n, *found.lacking("atypical"))


_SPENT = _from_sums(divide, ("ac", "bac"), "bac", "the budgets sum to 0")
MEASURES = (
    Measure("schedule_variance", "money", ("pv", "ev"), _from_sums(earned_value.schedule_variance, ("pv", "ev"))),
    Measure("cost_variance", "money", ("ev", "ac"), _from_sums(earned_value.cost_variance, ("ev", "ac"))),
    Measure(
        "schedule_performance_index",
        "ratio",
        ("pv", "ev"),
        _from_sums(earned_value.schedule_performance_index, ("pv", "ev"), "pv", "no work was planned by now"),
    ),
    Measure(
        "cost_performance_index",
        "ratio",
        ("ev", "ac"),
        _from_sums(earned_value.cost_performance_index, ("ev", "ac"), "ac", "nothing was spent by now"),
    ),
    Measure("percent_complete_weighted", "share", ("bac", "ev", "percent_complete"), _percent_complete),
    Measure("percent_spent", "share", ("ac", "bac"), _SPENT),
    Measure("estimate_at_completion", "money", ("bac", "pv", "ev", "ac"), _estimate_at_completion),
    *(
        Measure(
            f"estimate_at_completion_{which}",
            "money",
            ("bac", "pv", "ev", "ac") if which == "combined" else ("bac", "ev", "ac"),
            _estimate(which),
        )
        for which in ESTIMATES
    ),
    Measure("variance_at_completion", "money", ("bac", "pv", "ev", "ac"), _variance_at_completion),
    Measure("to_complete_performance_index", "ratio", ("bac", "ev", "ac"), _to_complete),
)
