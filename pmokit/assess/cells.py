"""One aggregated value per unit and question, and why where there is none: the statuses of an assessment."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pmokit.assess.raters import medians
from pmokit.assess.responses import Bools, Floats, Ints, Tally

NOT_APPLICABLE = "not applicable"
SCOPE_DISPUTE = "scope dispute: most raters call it not applicable, others do not"
DONT_KNOW = "nobody who answered could judge it"
UNANSWERED = "not answered"


@dataclass(frozen=True)
class Cells:
    """The agreed reading of the raw responses.

    Parameters
    ----------
    value
        Shape (units, questions), from 0 (worst option) to 1 (best option); NaN where there is none.
    applicable
        False only where all raters call the question not applicable.
    raters
        People behind the value.
    reason
        Why there is no value; None where there is one.
    """

    value: Floats
    applicable: Bools
    raters: Ints
    reason: npt.NDArray[np.object_]


def aggregate(tallied: Tally, agreed: Floats | None = None) -> Cells:
    """Aggregate the raters of each cell by the middle of the two medians; an agreed value overrides them.

    Not applicable by all raters leaves the denominator; by a majority it is open and flagged as a scope dispute. Don't
    know and unanswered are open. Inherited (where more raters name a provider than answer) takes the provider's value.

    Parameters
    ----------
    tallied
        The raw ratings.
    agreed
        Shape (units, questions): the value that was agreed on, as a share of the best answer; NaN where none is. It
        settles a scope dispute, too, and is what other units inherit.
    """
    low, high = medians(tallied.counts, tallied.values)
    floor, ceiling = tallied.values[:, 0], np.nanmax(tallied.values, axis=1)
    value = ((low + high) / 2 - floor) / (ceiling - floor)
    raters = tallied.counts.sum(axis=-1)
    spoke = raters + tallied.not_applicable + tallied.dont_know + tallied.inherited
    settled = np.zeros(value.shape, dtype=bool) if agreed is None else ~np.isnan(agreed)
    all_na = ~settled & (spoke > 0) & (tallied.not_applicable == spoke)
    disputed = ~settled & ~all_na & (2 * tallied.not_applicable > spoke)
    inherits = ~settled & ~disputed & (tallied.inherited > raters)
    value = np.where(all_na | disputed | inherits, np.nan, value)
    if agreed is not None:
        value = np.where(settled, agreed, value)
    reason = np.full(value.shape, None, dtype=object)
    reason[np.isnan(value)] = UNANSWERED
    reason[np.isnan(value) & (tallied.dont_know > 0)] = DONT_KNOW
    reason[disputed] = SCOPE_DISPUTE
    reason[all_na] = NOT_APPLICABLE
    raters = np.where(np.isnan(value), 0, raters)
    _inherit(tallied, inherits, value, raters, reason)
    return Cells(value=value, applicable=~all_na, raters=raters.astype(np.int64), reason=reason)


def _inherit(tallied: Tally, inherits: Bools, value: Floats, raters: Ints, reason: npt.NDArray[np.object_]) -> None:
    """Fill inherited cells in place, provider before inheritor; what is left over is a circle."""
    row_of = {unit: row for row, unit in enumerate(tallied.units)}
    waiting = {(int(u), int(q)) for u, q in np.argwhere(inherits)}
    while waiting:
        settled = set()
        for unit, question in sorted(waiting):
            name = str(tallied.provider[unit, question])
            source = row_of.get(name)
            if source is None:
                reason[unit, question] = f"inherited from {name}, which is not among the units of this assessment"
            elif (source, question) in waiting:
                continue
            elif np.isnan(value[source, question]):
                reason[unit, question] = f"inherited from {name}, which has no value: {reason[source, question]}"
            else:
                value[unit, question] = value[source, question]
                raters[unit, question] = raters[source, question]
                reason[unit, question] = None
            settled.add((unit, question))
        if not settled:
            for unit, question in waiting:
                name = tallied.provider[unit, question]
                reason[unit, question] = f"inherited from {name}, which inherits it in turn: a circle without a value"
            return
        waiting -= settled
