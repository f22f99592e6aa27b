"""The same scheduling core asked another question: everything is done, and the end is to come as soon as possible.

This is resource-constrained project scheduling, for which public instances with known answers exist (PSPLIB: Kolisch & Sprecher, European
Journal of Operational Research 96, 1997): the core can be compared with the literature, which knows no instances of our own question. Periods
take the place of quarters.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pmokit.model.planning import Problem, Status
from pmokit.roadmap.checker import find_broken_schedule_rules
from pmokit.roadmap.cp_sat import Run, Solver, build_model
from pmokit.roadmap.scaled import scale, schedule_of
from pmokit.roadmap.solve import refuse_faults


@dataclass(frozen=True)
class Shortest:
    """The answer.

    Parameters
    ----------
    status
        ``optimal`` when no schedule ends sooner.
    length, bound
        Periods to the last end, and how many at least; None when there is no schedule.
    schedule
        Start by id.
    """

    status: Status
    length: int | None
    bound: int | None
    schedule: Mapping[str, int | None]


def find_shortest(problem: Problem) -> Shortest:
    """Place all initiatives so that the last one ends as soon as possible.

    Parameters
    ----------
    problem
        Durations, prerequisites, FTE and capacities; whether something is mandatory and what it is worth plays no part. ``quarters`` must
        leave room for a schedule: the sum of the durations always does.

    Raises
    ------
    PlanningError
        If the problem is malformed, with every fault.
    """
    refuse_faults(problem)
    everything = tuple(task.model_copy(update={"mandatory": True}) for task in problem.initiatives)
    problem = problem.model_copy(update={"initiatives": everything})
    run = _run(problem)
    if run.starts is None:
        return Shortest(run.status, None, None, dict.fromkeys(task.id for task in everything))
    schedule = schedule_of(scale(problem), run.starts)
    broken = find_broken_schedule_rules(problem, schedule)
    if broken:
        raise RuntimeError("; ".join(broken))
    return Shortest(run.status, run.objective, run.bound, schedule)


def _run(problem: Problem) -> Run:
    roadmap = build_model(scale(problem))
    end = roadmap.model.new_int_var(0, problem.quarters, "end")
    for own, task in zip(roadmap.variables, roadmap.problem.tasks, strict=True):
        roadmap.model.add(end >= own.start + task.duration).only_enforce_if(own.chosen)
    roadmap.model.minimize(end)
    return Solver(problem.seed, problem.time_limit, work=float("inf")).run(roadmap)
