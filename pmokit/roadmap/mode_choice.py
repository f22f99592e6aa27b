"""Why an initiative is done in the way that a plan chose, and not in another one."""

from collections.abc import Callable

from pmokit.model.planning import Plan, Problem, Task
from pmokit.roadmap.explain import Words, explain
from pmokit.roadmap.modes import settle

Way = Callable[[str, str], str]
"""How a way is called, from the ids of initiative and mode."""


def explain_plan(
    problem: Problem,
    plan: Plan,
    *,
    quarter: Callable[[int], str] = "quarter {}".format,
    name: Callable[[str], str] = str,
    skill: Callable[[str], str] = str,
    way: Way = "{1}".format,
) -> dict[str, str]:
    """Return by initiative why it stands in its quarter or is left out; where the ways to do it differ in that, for each way.

    Parameters
    ----------
    problem
        Without faults.
    plan
        A plan for it that keeps all rules.
    quarter, name, skill, way
        How quarters, initiatives, skills and the ways of initiatives are called.
    """
    modes = plan.modes or {}
    reasons = explain(settle(problem, modes), plan.schedule, quarter=quarter, name=name, skill=skill)
    said = {reason.initiative: reason.text for reason in reasons}
    for position, task in enumerate(problem.initiatives):
        if task.modes and plan.schedule[task.id] is None:
            each = {}
            for mode in task.modes:
                words = Words(settle(problem, {**modes, task.id: mode.id}), plan.schedule, quarter, name, skill)
                each[mode.id] = words.reason(position).text
            if len(set(each.values())) > 1:
                said[task.id] = "; ".join(f"as {way(task.id, mode)}: {text}" for mode, text in each.items())
    return said


def explain_ways(
    problem: Problem,
    plan: Plan,
    *,
    quarter: Callable[[int], str] = "quarter {}".format,
    name: Callable[[str], str] = str,
    skill: Callable[[str], str] = str,
    way: Way = "{1}".format,
) -> dict[str, str]:
    """Return one sentence for each chosen initiative that could be done in several ways; each way is held against the same start.

    Parameters
    ----------
    problem
        Without faults.
    plan
        A plan for it.
    quarter, name, skill, way
        As for :func:`explain_plan`.
    """
    modes = plan.modes or {}
    found = {}
    for position, task in enumerate(problem.initiatives):
        own, start = modes.get(task.id), plan.schedule[task.id]
        if own is None or start is None:
            continue
        reasons = []
        for other in (mode.id for mode in task.modes if mode.id != own):
            bars: list[str] = []
            if start + task.work(other).duration <= problem.quarters:
                settled = settle(problem, {**modes, task.id: other})
                held = {**plan.schedule, task.id: None}
                bars = [text for _, text in Words(settled, held, quarter, name, skill).bars(position, start)]
            against = _against(problem, task, own, other, start, bars)
            reasons.append(f"{way(task.id, other)} {against}")
        if reasons:
            found[task.id] = f"done as {way(task.id, own)}: {'; '.join(reasons)}"
    return found


def _against(problem: Problem, task: Task, own: str, other: str, start: int, bars: list[str]) -> str:
    """Say what speaks against another way at the same start."""
    taken, left = task.work(own), task.work(other)
    if start + left.duration > problem.quarters:
        return "would not end within the horizon"
    if bars:
        return f"does not fit there: {bars[0]}"
    if left.duration > taken.duration:
        return f"would take {left.duration} quarters instead of {taken.duration}"
    cost, saved = left.cost * left.duration, taken.cost * taken.duration
    if cost > saved:
        return f"would cost {cost:g} instead of {saved:g}"
    return "would take from others what the plan needs for them"
