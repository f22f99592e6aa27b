"""Which wishes cannot stand together: leave out one after the other as long as no plan exists."""

from collections.abc import Callable

from pmokit.model.planning import Problem, Task

Feasible = Callable[[Problem], bool]
Relax = Callable[[Problem], Problem]


def find_clash(problem: Problem, has_plan: Feasible) -> tuple[str, ...]:
    """Return a smallest set of mandatory ids and limits without which there would be a plan.

    Parameters
    ----------
    problem
        A problem that has no plan.
    has_plan
        Tells whether a problem has a plan.
    """
    kept: list[str] = []
    current = problem
    for wish, relax in _wishes(problem):
        relaxed = relax(current)
        if has_plan(relaxed):
            kept.append(wish)
        else:
            current = relaxed
    ids = [task.id for task in problem.initiatives]
    if all(wish in ids for wish in kept):
        kept.append(f"horizon of {problem.quarters} quarters")
    return tuple(sorted(kept, key=lambda wish: (wish not in ids, ids.index(wish) if wish in ids else 0)))


def _wishes(problem: Problem) -> list[tuple[str, Relax]]:
    """Limits first: the set that remains then names as few limits as possible."""
    wishes: list[tuple[str, Relax]] = []
    wishes += [
        (f"capacity of {skill} in quarter {quarter}", _without_capacity(skill, quarter))
        for skill in problem.skills
        for quarter in range(problem.quarters)
    ]
    if problem.budget is not None:
        wishes.append(("budget", lambda p: p.model_copy(update={"budget": None})))
    for task in problem.initiatives:
        if task.earliest:
            wishes.append((f"{task.id} may not start before quarter {task.earliest}", _changed(task, earliest=0)))
        if task.finish_by is not None:
            wishes.append((f"{task.id} must finish by quarter {task.finish_by}", _changed(task, finish_by=None)))
    wishes += [(task.id, _changed(task, mandatory=False)) for task in problem.initiatives if task.mandatory]
    return wishes


def _changed(task: Task, **change: object) -> Relax:
    def relax(problem: Problem) -> Problem:
        tasks = tuple(t.model_copy(update=change) if t.id == task.id else t for t in problem.initiatives)
        return problem.model_copy(update={"initiatives": tasks})

    return relax


def _without_capacity(skill: str, quarter: int) -> Relax:
    def relax(problem: Problem) -> Problem:
        need = sum(task.fte.get(skill, 0) for task in problem.initiatives)
        row = problem.capacity[skill]
        wide = (*row[:quarter], max(row[quarter], need), *row[quarter + 1 :])
        return problem.model_copy(update={"capacity": {**problem.capacity, skill: wide}})

    return relax
