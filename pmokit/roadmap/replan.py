"""What-if within a second: the plan of yesterday, repaired to fit the problem of today, and improved while the time lasts."""

from collections.abc import Callable, Mapping

from pmokit.model.planning import Plan, Problem
from pmokit.roadmap.draft import Draft
from pmokit.roadmap.scaled import ScaledProblem, Starts, modes_of, scale, schedule_of, starts_of
from pmokit.roadmap.solve import refuse_faults, solve


def replan(
    problem: Problem,
    old_schedule: Mapping[str, int | None],
    *,
    old_modes: Mapping[str, str | None] | None = None,
    seconds: float = 0.8,
    on_progress: Callable[[float, float, float], object] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Plan:
    """Answer a changed problem quickly: never worse than the old plan repaired, and with a bound.

    The proof, if it takes longer, is what ``solve(problem, hint=plan.schedule, hint_modes=plan.modes)`` is for.

    Parameters
    ----------
    problem
        The changed problem.
    old_schedule, old_modes
        The plan before the change. Initiatives that are no longer there are left out, new ones are not chosen.
    seconds
        For the whole answer, > 0.
    on_progress, should_stop
        As for :func:`pmokit.roadmap.solve.solve`.

    Raises
    ------
    PlanningError
        If the problem is malformed, with every fault.
    """
    refuse_faults(problem)
    scaled = scale(problem)
    repaired = repair(scaled, starts_of(scaled, old_schedule, old_modes))
    return solve(
        problem.model_copy(update={"time_limit": seconds}),
        hint=None if repaired is None else schedule_of(scaled, repaired),
        hint_modes=None if repaired is None else modes_of(scaled, repaired),
        workers=1,
        on_progress=on_progress,
        should_stop=should_stop,
    )


def repair(problem: ScaledProblem, old: Starts) -> Starts | None:
    """Return an old plan with what no longer fits moved to a later quarter or left out.

    Parameters
    ----------
    problem
        In thousandths.
    old
        Starts that need not keep the rules.

    Returns
    -------
    tuple or None
        A plan that keeps all rules; None when the mandatory initiatives found no place.
    """
    draft = Draft(problem)
    _keep(draft, old)
    if not draft.place_mandatory():
        # What is kept stands in the way: the mandatory ones go first.
        draft = Draft(problem)
        if not draft.place_mandatory():
            return None
        _keep(draft, old)
    return tuple(draft.starts)


def _keep(draft: Draft, old: Starts) -> None:
    """Place what was chosen, in the order of the old starts, at its old quarter or the next that fits."""
    chosen = [(start, position) for position, start in enumerate(old) if start is not None]
    for start, position in sorted(chosen):
        if draft.taken(draft.problem.tasks[position].initiative) is None:
            begin = draft.first_fit(position, from_quarter=start)
            if begin is not None:
                draft.put(position, begin)
