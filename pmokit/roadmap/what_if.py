"""What a change costs or breaks, within a second: the changed problem solved from the plan as it is, with as few moves as can be."""

from collections.abc import Callable
from dataclasses import dataclass

from pmokit.model.planning import Plan, Problem
from pmokit.roadmap.clash_words import reword_clash
from pmokit.roadmap.difference import Difference, find_difference, say_difference
from pmokit.roadmap.least_change import least_change
from pmokit.roadmap.obstacles import find_nearest, find_obstacle
from pmokit.roadmap.replan import replan

WITHIN = 0.005
"""Share of the value that may be given up so that fewer initiatives move: expert judgement, less than any estimate is worth."""
SECONDS = 0.7
_BEST, _LEAST = 0.6, 0.3
"""Shares of the time for the best plan, and for the one that moves least."""


@dataclass(frozen=True)
class Words:
    """How quarters, initiatives and skills are called."""

    quarter: Callable[[int], str] = "quarter {}".format
    name: Callable[[str], str] = str
    skill: Callable[[str], str] = str


@dataclass(frozen=True)
class Answer:
    """What a change leads to.

    Parameters
    ----------
    problem
        The changed problem.
    plan
        The plan for it; its status says whether there is one.
    difference
        Against the plan before; None when there is no plan.
    text
        The same as a sentence or two.
    nearest
        For a move that is not possible: the nearest quarter that is, counted from 0; None when none is known.
    """

    problem: Problem
    plan: Plan
    difference: Difference | None
    text: str
    nearest: int | None = None

    @property
    def is_possible(self) -> bool:
        """Whether there is a plan."""
        return self.plan.value is not None


def answer_change(
    problem: Problem,
    before: Plan,
    called: str,
    *,
    words: Words | None = None,
    is_comparable: bool = True,
    seconds: float = SECONDS,
    should_stop: Callable[[], bool] = lambda: False,
) -> Answer:
    """Plan a changed problem, and say what is different.

    Parameters
    ----------
    problem
        The changed problem.
    before
        The plan as it is.
    called
        The change, as the subject of a sentence: "A fifth less money".
    words
        How things are called.
    is_comparable
        As in :func:`pmokit.roadmap.difference.find_difference`.
    seconds
        For the whole answer.
    should_stop
        Asked many times a second; True ends the search, and the answer then is worth nothing.

    Raises
    ------
    PlanningError
        If the problem is malformed.
    """
    told = words or Words()
    plan = _plan(problem, before, seconds, should_stop)
    if plan.value is None:
        clash = reword_clash(plan.clash, plan.schedule, quarter=told.quarter, name=told.name)
        because = f" These cannot stand together: {', '.join(clash)}." if clash else ""
        found = "leaves no plan" if plan.status == "infeasible" else "led to no plan in time"
        return Answer(problem, plan, None, f"{called} {found}.{because}")
    difference = find_difference(before, plan, is_comparable=is_comparable)
    return Answer(problem, plan, difference, f"{called} {say_difference(difference, told.name)}.")


def answer_move(
    free: Problem,
    pinned: Problem,
    before: Plan,
    initiative: str,
    start: int,
    *,
    words: Words | None = None,
    seconds: float = SECONDS,
    should_stop: Callable[[], bool] = lambda: False,
) -> Answer:
    """Plan with an initiative in another quarter, and say what that costs, or why it cannot be and what can.

    Parameters
    ----------
    free, pinned
        The problem with the initiative free to move, and the same with it in the wanted quarter.
    before
        The plan as it is.
    initiative, start
        Its id, and the wanted quarter.
    words, seconds, should_stop
        As in :func:`answer_change`.

    Raises
    ------
    PlanningError
        If a problem is malformed.
    """
    told = words or Words()
    own, wanted = told.name(initiative), told.quarter(start)
    obstacle = find_obstacle(free, initiative, start, quarter=told.quarter, name=told.name, skill=told.skill)
    if obstacle:
        nearest = find_nearest(free, initiative, start, near=before, seconds=seconds)
        hint = (
            f"Nearest possible quarter: {told.quarter(nearest)}."
            if nearest is not None
            else "No quarter was found in which it can."
        )
        none = Plan(
            status="infeasible", value=None, bound=None, schedule=dict.fromkeys(before.schedule), tie_break="partial"
        )
        return Answer(pinned, none, None, f"Not possible: {own} in {wanted}, because {obstacle}. {hint}", nearest)
    plan = _plan(pinned, before, seconds, should_stop)
    if plan.value is None:
        return Answer(pinned, plan, None, f"No plan with {own} in {wanted} was found in time.")
    difference = find_difference(before, plan)
    does = "Moving" if before.schedule.get(initiative) is not None else "Putting"
    into = "to" if does == "Moving" else "in"
    # A wish can only narrow the choice: what brings more was there to be found before.
    better = " The plan so far was not the best yet." if (difference.loss or 0) < 0 else ""
    said = say_difference(difference, told.name, about=(initiative,))
    return Answer(pinned, plan, difference, f"{does} {own} {into} {wanted} {said}.{better}")


def _plan(problem: Problem, before: Plan, seconds: float, should_stop: Callable[[], bool]) -> Plan:
    """Return the plan that moves least among those that are nearly the best found."""
    best = replan(problem, before.schedule, old_modes=before.modes, seconds=seconds * _BEST, should_stop=should_stop)
    if best.value is None or should_stop():
        return best
    return least_change(problem, best, before.schedule, within=WITHIN, seconds=seconds * _LEAST)[0]
