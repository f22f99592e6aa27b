"""The problem as linear rows over "initiative i starts in quarter s"; both engines solve these very rows.

The disaggregated precedence rows give a tight relaxation (Pritsker, Watters and Wolfe 1969, in its stronger form).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from pmokit.roadmap.scaled import Scaled, ScaledTask, Schedule

Start = tuple[str, int]
Terms = dict[int, int]


@dataclass(frozen=True)
class Row:
    """The sum of coefficients times variables is at most ``limit``."""

    terms: Mapping[int, int]
    limit: int


@dataclass(frozen=True)
class LinearModel:
    """Yes-or-no variables and the rows between them.

    Parameters
    ----------
    starts
        What each variable stands for: initiative and start quarter.
    rows
        The constraints.
    """

    starts: tuple[Start, ...]
    rows: tuple[Row, ...]

    def schedule(self, values: list[bool], scaled: Scaled) -> dict[str, int | None]:
        """Return the schedule that the variables' values describe."""
        chosen = dict(start for start, value in zip(self.starts, values, strict=True) if value)
        return {task.id: chosen.get(task.id) for task in scaled.tasks}

    def values(self, schedule: Schedule) -> list[bool]:
        """Return the variables' values of a schedule."""
        return [schedule[name] == start for name, start in self.starts]


def build_rows(scaled: Scaled) -> LinearModel:
    """Return the variables and rows of a problem.

    Parameters
    ----------
    scaled
        The problem in thousandths.
    """
    starts = tuple((task.id, start) for task in scaled.tasks for start in task.starts)
    index = {start: at for at, start in enumerate(starts)}
    of_task = {task.id: [index[task.id, s] for s in task.starts] for task in scaled.tasks}
    rows = [Row(dict.fromkeys(of_task[task.id], 1), 1) for task in scaled.tasks]
    rows += [Row(dict.fromkeys(of_task[task.id], -1), -1) for task in scaled.tasks if task.mandatory]
    for task in scaled.tasks:
        for required in task.requires:
            rows += _precedence(task, scaled.by_id[required], index)
    rows += _limits(scaled, starts)
    return LinearModel(starts, tuple(row for row in rows if row.terms or row.limit < 0))


def _precedence(task: ScaledTask, required: ScaledTask, index: Mapping[Start, int]) -> list[Row]:
    """By each quarter, the initiative has started only if the required one has ended."""
    rows = []
    for quarter in task.starts:
        terms = {index[task.id, s]: 1 for s in task.starts if s <= quarter}
        terms |= {index[required.id, s]: -1 for s in required.starts if s + required.duration <= quarter}
        rows.append(Row(terms, 0))
    return rows


def _limits(scaled: Scaled, starts: tuple[Start, ...]) -> list[Row]:
    """Skills in every quarter; money in every quarter, or up to every quarter with carry-over."""
    skills: list[dict[str, Terms]] = [{skill: {} for skill in scaled.capacity} for _ in range(scaled.quarters)]
    money: list[Terms] = [{} for _ in range(scaled.quarters)]
    for at, (name, start) in enumerate(starts):
        task = scaled.by_id[name]
        for quarter in range(start, start + task.duration):
            for skill, amount in task.fte.items():
                skills[quarter][skill][at] = amount
            if task.cost:
                money[quarter][at] = task.cost
    rows = [
        Row(terms, scaled.capacity[skill][quarter])
        for quarter, by_skill in enumerate(skills)
        for skill, terms in by_skill.items()
    ]
    if scaled.budget is None:
        return rows
    if scaled.carry_over:
        money = list(accumulate(money, _add))
        return rows + [Row(t, limit) for t, limit in zip(money, accumulate(scaled.budget), strict=True)]
    return rows + [Row(t, limit) for t, limit in zip(money, scaled.budget, strict=True)]


def _add(one: Terms, two: Terms) -> Terms:
    return {at: one.get(at, 0) + two.get(at, 0) for at in one | two}
