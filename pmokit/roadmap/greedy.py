"""The greedy plan: best value for the effort first. A baseline to compare with, a hint for the solver, and the fallback."""

from pmokit.roadmap.draft import Draft
from pmokit.roadmap.scaled import ScaledProblem, Starts


def greedy_starts(problem: ScaledProblem) -> Starts | None:
    """Return a plan that places mandatory initiatives first, then whatever brings the most value for its effort.

    Parameters
    ----------
    problem
        In thousandths.

    Returns
    -------
    tuple or None
        Start of each initiative; None when the mandatory ones found no place, which proves nothing.
    """
    draft = Draft(problem)
    if not draft.place_mandatory():
        return None
    draft.fill()
    return tuple(draft.starts)


def improve(problem: ScaledProblem, starts: Starts) -> Starts:
    """Return the plan with each initiative as early as the others allow, and filled up with what still fits.

    Parameters
    ----------
    problem
        In thousandths.
    starts
        A plan that keeps all rules.

    Returns
    -------
    tuple
        A plan that keeps all rules and is worth at least as much.
    """
    draft = Draft(problem, starts)
    for position, before in sorted(enumerate(starts), key=lambda pair: (pair[1] is None, pair[1])):
        if before is not None and problem.tasks[position].value > 0:
            draft.move_forward(position, before)
    draft.fill()
    return tuple(draft.starts)
