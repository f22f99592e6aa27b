"""Problems with modes seen through a plan: what it explains, once each initiative stands in the mode that was chosen for it."""

from collections.abc import Callable, Mapping

from pmokit.model.planning import Mode, Problem, Reason, Task
from pmokit.roadmap.checker import Schedule
from pmokit.roadmap.explain import Words, explain


def settle(problem: Problem, modes: Mapping[str, str | None]) -> Problem:
    """Return the problem with each initiative in one mode, and no choice left.

    Parameters
    ----------
    problem
        Without faults.
    modes
        The mode of each initiative by id; one that is not told is taken in its first mode.
    """
    settled = tuple(_in_mode(task, modes.get(task.id)) for task in problem.initiatives)
    return problem.model_copy(update={"initiatives": settled})


def explain_modes(
    problem: Problem,
    schedule: Schedule,
    modes: Mapping[str, str | None],
    *,
    quarter: Callable[[int], str] = "quarter {}".format,
    name: Callable[[str], str] = str,
) -> tuple[Reason, ...]:
    """Return one reason for each initiative, as :func:`pmokit.roadmap.explain.explain` does; for one left out, in each of its modes.

    Parameters
    ----------
    problem, schedule, modes
        A problem without faults and a plan that keeps all its rules.
    quarter, name
        How quarters and initiatives are called.
    """
    found = explain(settle(problem, modes), schedule, quarter=quarter, name=name)
    said = {reason.initiative: reason for reason in found}
    for position, task in enumerate(problem.initiatives):
        if task.modes and schedule[task.id] is None:
            each = []
            for mode in task.modes:
                words = Words(settle(problem, {**modes, task.id: mode.id}), schedule, quarter, name)
                each.append((mode.id, words.reason(position)))
            text = "; ".join(f"as {mode}: {reason.text}" for mode, reason in each)
            said[task.id] = each[0][1].model_copy(update={"text": text})
    return tuple(said[task.id] for task in problem.initiatives)


def _in_mode(task: Task, mode: str | None) -> Task:
    if not task.modes:
        return task
    work: Mode = next((way for way in task.modes if way.id == mode), task.modes[0])
    own = {"duration": work.duration, "fte": work.fte, "cost": work.cost, "value": work.value, "modes": ()}
    return task.model_copy(update=own)
