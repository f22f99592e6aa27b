"""From quarters to waves: an initiative belongs to the wave in which it ends.

The five waves follow the months 0-1, 1-3, 3-9, 9-18 and from 18 on that roadmaps of this kind use; a plan in quarters cannot part the
first month from the third, so they begin with the quarters 0, 1, 2, 4 and 6 unless the frame says otherwise. The first one has a plan in
weeks of its own.
"""

from collections.abc import Mapping, Sequence

from pmokit.model.planning import Plan, Problem
from pmokit.model.roadmap import WAVES, Wave

FIRST_QUARTERS = (0, 1, 2, 4, 6)


def ends_of(problem: Problem, plan: Plan) -> dict[str, int]:
    """Return the quarter after the last one of each chosen initiative.

    Parameters
    ----------
    problem
        Without faults.
    plan
        A plan for it.
    """
    modes = plan.modes or {}
    return {
        task.id: start + task.work(modes.get(task.id)).duration
        for task in problem.initiatives
        if (start := plan.schedule[task.id]) is not None
    }


def waves_of(
    quarters: int, ends: Mapping[str, int], first_quarters: Sequence[int] = FIRST_QUARTERS
) -> tuple[Wave, ...]:
    """Return the five waves with the initiatives that end in each, in the order of their ends.

    Parameters
    ----------
    quarters
        The horizon.
    ends
        The quarter after the last one, by initiative.
    first_quarters
        With which quarter each wave begins; ascending from 0.
    """
    waves = []
    for at, name in enumerate(WAVES):
        first = first_quarters[at]
        after = first_quarters[at + 1] if at + 1 < len(WAVES) else quarters
        last = min(after, quarters) - 1
        inside = sorted((end, initiative) for initiative, end in ends.items() if first <= end - 1 <= last)
        waves.append(Wave(name=name, first=first, last=last, initiatives=tuple(initiative for _, initiative in inside)))
    return tuple(waves)
