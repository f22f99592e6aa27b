"""What projects promise, what came of it, and which objectives they serve.

A bare 0 in a list of benefits means "not stated" more often than "none": in the UK's major projects portfolio of 2024-25
88 of 213 projects list 0, and most of these say that their benefits are not put into money. Ratios therefore count positive benefits alone, and say how many stood at 0.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmokit.strategy.measures.columns import Columns, days, numbers
from pmokit.strategy.measures.figures import Figures, counted, divide, figures, nothing
from pmokit.strategy.measures.groups import BoolArray, FloatArray, Groups, IntArray
from pmokit.strategy.measures.measure import Measure

NO_BENEFITS = "the list has no single benefits"
NO_LINKS = "no project is linked to objectives"
NO_OBJECTIVES = "no business objectives are given"


def _benefit_cost(columns: Columns) -> Figures:
    benefits, cost = columns.number("benefits"), columns.number("whole_life_cost")
    both = columns.known("benefits", "whole_life_cost")
    stated = both & (benefits > 0)
    zero = columns.groups.count(both & (benefits == 0))
    n = columns.groups.count(stated)
    total = columns.groups.total(cost, stated)
    return figures(
        divide(columns.groups.total(benefits, stated), total),
        n,
        ((n == 0) & (zero > 0), "benefits stand at 0 or below, which is read as not stated"),
        (n == 0, "no project has both benefits and a whole-life cost"),
        (total <= 0, "the sum of whole life cost is not above 0"),
        note=counted(zero > 0, zero, "benefits of 0 are read as not stated and left out: {}"),
    )


def _stated(columns: Columns) -> Figures:
    asked = ~columns.withheld("benefits")
    n = columns.groups.count(asked)
    value = divide(columns.groups.count(asked & (columns.number("benefits") > 0)), n)
    return figures(value, n, (n == 0, "the benefits of every project are withheld"))


@dataclass(frozen=True)
class _Promises:
    """Single benefits of projects, one entry for each."""

    frame: pd.DataFrame
    rows: IntArray
    groups: Groups
    planned: FloatArray
    due: BoolArray
    measured: BoolArray
    realised: FloatArray

    def projects(self, columns: Columns, where: BoolArray) -> IntArray:
        """Return how many projects of each unit have such benefits."""
        return columns.groups.count(columns.has_any(self.rows[where]))


def _promises(columns: Columns) -> _Promises | None:
    frame = columns.facts.benefits
    if frame is None:
        return None
    rows = columns.rows("benefits")
    realised = numbers(frame, "realised")
    # As with promises, a 0 that nobody has dated is no measurement.
    dated = ~np.isnan(days(frame, "realised_on"))
    return _Promises(
        frame=frame,
        rows=rows,
        groups=columns.groups_of(rows),
        planned=numbers(frame, "planned"),
        due=days(frame, "due") <= columns.today,
        measured=~np.isnan(realised) & ((realised != 0) | dated),
        realised=realised,
    )


def _realisation(columns: Columns) -> Figures:
    found = columns.once(_promises)
    if found is None:
        return nothing(columns.size, NO_BENEFITS)
    known = found.due & found.measured & (found.planned > 0)
    n = found.projects(columns, known)
    value = divide(found.groups.total(found.realised, known), found.groups.total(found.planned, known))
    kinds = _kinds(found, known, columns.size)
    return figures(
        value,
        n,
        (n == 0, "no benefit that is due has a plan and a result"),
        (kinds > 1, "benefits are counted in different measures, which cannot be added up"),
        note=counted(n > 0, found.groups.count(known), "benefits compared: {}"),
    )


def _kinds(found: _Promises, known: BoolArray, size: int) -> IntArray:
    """Return in how many measures, such as EUR a year, the benefits of each unit are counted."""
    if "measure" not in found.frame:
        return np.ones(size, dtype=np.int64)
    kinds, _ = pd.factorize(found.frame["measure"].fillna("").astype(str).str.strip().str.lower())
    taken = known & (found.groups.codes >= 0)
    pairs = np.unique(np.stack([found.groups.codes[taken], kinds[taken]]), axis=1)
    return np.bincount(pairs[0], minlength=size)


def _measured(columns: Columns) -> Figures:
    found = columns.once(_promises)
    if found is None:
        return nothing(columns.size, NO_BENEFITS)
    due = found.groups.count(found.due)
    value = divide(found.groups.count(found.due & found.measured), due)
    return figures(
        value,
        found.projects(columns, found.due),
        (due == 0, "no benefit is due yet"),
        note=counted(due > 0, due, "benefits due by now: {}"),
    )


def _owned(columns: Columns) -> Figures:
    found = columns.once(_promises)
    if found is None:
        return nothing(columns.size, NO_BENEFITS)
    if "owner" not in found.frame:
        return nothing(columns.size, "the list of benefits names no owners")
    every = np.ones(len(found.rows), dtype=bool)
    named = found.frame["owner"].fillna("").astype(str).str.strip().ne("").to_numpy()
    number = found.groups.count(every)
    value = divide(found.groups.count(named), number)
    return figures(value, found.projects(columns, every), (number == 0, "no project has a single benefit"))


def _linked(columns: Columns) -> BoolArray | None:
    links = columns.facts.links
    return None if links is None else columns.has_any(columns.rows("links"))


def _alignment(columns: Columns) -> Figures:
    linked = columns.once(_linked)
    if linked is None:
        return nothing(columns.size, NO_LINKS)
    known = columns.budget > 0
    n = columns.groups.count(known)
    value = divide(columns.groups.total(columns.budget, known & linked), columns.groups.total(columns.budget, known))
    return figures(value, n, (n == 0, "no project has a budget or a whole-life cost"))


def _alignment_count(columns: Columns) -> Figures:
    linked = columns.once(_linked)
    if linked is None:
        return nothing(columns.size, NO_LINKS)
    return figures(divide(columns.groups.count(linked), columns.counts), columns.counts, (columns.counts == 0, ""))


def _unserved(columns: Columns) -> Figures:
    objectives, links = columns.facts.objectives, columns.facts.links
    if not objectives:
        return nothing(columns.size, NO_OBJECTIVES)
    if links is None:
        return nothing(columns.size, NO_LINKS)
    units = columns.groups_of(columns.rows("links")).codes.tolist()
    served = set(zip(units, links["objective"].tolist(), strict=True))
    asked = [objectives.get(unit, {}) for unit in columns.units]
    lacking = [[name for one, name in asked[at].items() if (at, one) not in served] for at in range(columns.size)]
    return figures(
        np.array([len(names) for names in lacking], dtype=np.float64),
        columns.counts,
        (np.array([not names for names in asked], dtype=bool), NO_OBJECTIVES),
        (columns.counts == 0, ""),
        note={at: "without a project: " + "; ".join(names) for at, names in enumerate(lacking) if names},
    )


_BUDGET = ("bac", "whole_life_cost")
MEASURES = (
    Measure("benefit_cost_ratio", "ratio", ("benefits", "whole_life_cost"), _benefit_cost),
    Measure("benefits_stated_share", "share", ("benefits",), _stated),
    Measure("benefits_realisation", "share", (), _realisation, ("benefits",)),
    Measure("benefits_measured_share", "share", (), _measured, ("benefits",)),
    Measure("benefit_owner_share", "share", (), _owned, ("benefits",)),
    Measure("alignment_share", "share", _BUDGET, _alignment, ("links",)),
    Measure("alignment_count_share", "share", (), _alignment_count, ("links",)),
    Measure("unserved_objectives", "count", (), _unserved, ("links", "objectives")),
)
