"""The relaxed problem, in which initiatives may be chosen and started in shares.

It takes a fraction of a second, bounds what any plan can be worth, and tells which initiatives to choose and in which order: placing them in
the order of their mean ends in the relaxed plan is a quick plan within a few percent of what the solver finds in ten seconds (measured).
"""

from dataclasses import dataclass

from pmokit.roadmap.draft import Draft
from pmokit.roadmap.greedy import improve
from pmokit.roadmap.highs import relax_time_indexed
from pmokit.roadmap.scaled import ScaledProblem, Starts, as_limit, plan_value

SHARES = (0.95, 0.8, 0.6, 0.5, 0.3, 0.1)
"""How much of an initiative the relaxed plan must choose for it to be placed first; each is tried."""


@dataclass(frozen=True)
class Relaxed:
    """The best relaxed plan.

    Parameters
    ----------
    limit
        What no plan can exceed, in thousandths.
    shares
        How much of each initiative is chosen, over all its modes, 0..1.
    ends
        Quarter in which each initiative ends on average; the horizon where it is not chosen at all.
    """

    limit: int
    shares: tuple[float, ...]
    ends: tuple[float, ...]


def relax(problem: ScaledProblem) -> Relaxed | None:
    """Solve the relaxed problem.

    Parameters
    ----------
    problem
        In thousandths.

    Returns
    -------
    Relaxed or None
        None when even the relaxed problem has no plan, or nothing can start at all.
    """
    solved = relax_time_indexed(problem)
    if solved is None:
        return None
    value, amounts = solved
    shares, ends = [], []
    for positions in problem.initiatives:
        parts = [
            (amount, start + problem.tasks[position].duration)
            for position in positions
            for start, amount in amounts[position].items()
        ]
        share = sum(amount for amount, _ in parts)
        shares.append(share)
        ends.append(sum(amount * end for amount, end in parts) / share if share else problem.quarters)
    return Relaxed(as_limit(problem, value), tuple(shares), tuple(ends))


def guided_starts(problem: ScaledProblem, relaxed: Relaxed) -> Starts | None:
    """Return the best of some plans that place first what the relaxed plan chooses, in the order in which it ends there.

    Parameters
    ----------
    problem, relaxed
        The problem and its relaxed plan.

    Returns
    -------
    tuple or None
        A plan that keeps all rules; None when the mandatory initiatives found no place.
    """
    order = sorted(range(len(problem.initiatives)), key=lambda initiative: relaxed.ends[initiative])
    found = []
    for share in SHARES:
        draft = Draft(problem)
        for initiative in order:
            if relaxed.shares[initiative] >= share:
                draft.place(draft.missing(initiative))
        if draft.place_mandatory():
            draft.fill()
            found.append(improve(problem, tuple(draft.starts)))
    return max(found, key=lambda starts: plan_value(problem, starts), default=None)
