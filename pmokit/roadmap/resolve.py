"""Solve changed problems again, many on one allowance of time, each from a plan that is known."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping

from pmokit.model.plan_findings import Proof
from pmokit.model.planning import Plan, Problem
from pmokit.roadmap.replan import replan
from pmokit.roadmap.solve import solve

HEDGES: Mapping[Proof, str] = {"proved": "", "at least": "at least ", "at most": "at most ", "not proved": "about "}
"""What stands before such a difference in a sentence."""
LEAST_SECONDS = 0.05


class Resolver:
    """An allowance of time for several solves; what one leaves over is shared by those to come.

    Parameters
    ----------
    seconds
        For all solves together.
    seed
        Of the solver's own random choices.
    clock
        Gives seconds; only differences count.
    """

    def __init__(self, seconds: float, *, seed: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._seed = clock, seed
        self._end = clock() + seconds

    def solve(self, problem: Problem, hint: Plan | None, *, of: int = 1) -> Plan:
        """Solve one problem.

        Parameters
        ----------
        problem
            Without faults; its own seed and time limit are not used.
        hint
            A plan to search from; the answer is no worse than this plan, repaired where it no longer fits.
        of
            How many solves still share the allowance, this one included.
        """
        share = max(LEAST_SECONDS, (self._end - self._clock()) / max(1, of))
        timed = problem.model_copy(update={"seed": self._seed, "time_limit": share})
        # One worker: with many small searches a second process costs more than it finds, and the answers would hang on the clock.
        if hint is None or hint.value is None:
            return solve(timed, workers=1)
        return replan(timed, hint.schedule, old_modes=hint.modes, seconds=share)


def proof_of_gain(before: Plan, after: Plan) -> Proof:
    """Return how far the value of ``after`` less that of ``before`` is known, when both are plans of different problems."""
    proven = (before.status == "optimal", after.status == "optimal")
    found: Mapping[tuple[bool, bool], Proof] = {
        (True, True): "proved",
        (True, False): "at least",
        (False, True): "at most",
        (False, False): "not proved",
    }
    return found[proven]


def without(problem: Problem, initiatives: Collection[str]) -> Problem:
    """Return the problem without some initiatives, and without what needs them.

    Parameters
    ----------
    problem
        Without faults.
    initiatives
        Ids.
    """
    gone = dependents(problem, initiatives)
    return only(problem, {task.id for task in problem.initiatives} - gone)


def only(problem: Problem, initiatives: Collection[str]) -> Problem:
    """Return the problem with some initiatives only, which must hold all that they require."""
    kept = tuple(task for task in problem.initiatives if task.id in initiatives)
    return problem.model_copy(update={"initiatives": kept})


def dependents(problem: Problem, initiatives: Iterable[str]) -> set[str]:
    """Return some initiatives with all that require them, be it through others."""
    gone = set(initiatives)
    while True:
        more = {t.id for t in problem.initiatives if t.id not in gone and not gone.isdisjoint(t.requires)}
        if not more:
            return gone
        gone |= more


def needed_by_demand(problem: Problem) -> set[str]:
    """Return the mandatory initiatives and all that they require."""
    tasks = {task.id: task for task in problem.initiatives}
    found: set[str] = set()
    stack = [task.id for task in problem.initiatives if task.mandatory]
    while stack:
        name = stack.pop()
        if name not in found:
            found.add(name)
            stack += tasks[name].requires
    return found


def forced(problem: Problem, initiative: str) -> Problem:
    """Return the problem with one initiative mandatory."""
    tasks = tuple(
        task.model_copy(update={"mandatory": True}) if task.id == initiative else task for task in problem.initiatives
    )
    return problem.model_copy(update={"initiatives": tasks})
