"""How firm the dates of a plan are: its initiatives take longer or shorter by chance, and the plan is re-timed in its own order.

What varies is expert judgement: each initiative's duration is drawn from a triangle around its planned one, and each skill's availability
once for a run; work goes on until it is done, so that half the people take twice as long. Durations are rounded to whole quarters: what is
late by less than half a quarter is caught up. In each run the initiatives are placed one after the other in the plan's order, none before
its planned quarter, each as early as its prerequisites, capacity, money and the limits on starts allow (serial schedule generation). After
the horizon every quarter is like the last one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pmokit.model.planning import Plan, Problem, Task, Work
from pmokit.model.roadmap import Wave
from pmokit.roadmap.projection import Milestone
from pmokit.roadmap.retiming import Retiming
from pmokit.roadmap.waves import ends_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Triangle = tuple[float, float, float]
RUNS = 1000


@dataclass(frozen=True)
class Chance:
    """What may vary, as triangles (lowest, most likely, highest); expert judgement.

    Parameters
    ----------
    duration
        Factor on the planned duration: rather longer than shorter, as projects are.
    availability
        Share of the agreed people that are there.
    by_initiative
        Other triangles of duration, for single initiatives.
    source
        Whose judgement.
    """

    duration: Triangle = (0.8, 1.0, 1.5)
    availability: Triangle = (0.8, 1.0, 1.05)
    by_initiative: Mapping[str, Triangle] = field(default_factory=dict)
    source: str = "expert judgement"


@dataclass(frozen=True)
class FirmEnd:
    """When an initiative ends.

    Parameters
    ----------
    initiative
        Its id.
    planned, p50, p80
        Its last quarter: as planned, and by which it ends in half and in eight tenths of the runs; p50 and p80 are None where it ends in
        fewer runs than that.
    share_in_wave
        Share of the runs in which it ends no later than its wave does.
    """

    initiative: str
    planned: int
    p50: int | None
    p80: int | None
    share_in_wave: float


@dataclass(frozen=True)
class FirmLevel:
    """When a domain reaches a level: quarters as in :class:`FirmEnd`, and the share of runs that reach it within the horizon."""

    domain: str
    level: int
    planned: int
    p50: int | None
    p80: int | None
    share_in_horizon: float


@dataclass(frozen=True)
class Robustness:
    """What the runs say; ``whole`` is the plan as one: the runs in which everything has ended."""

    runs: int
    seed: int
    ends: tuple[FirmEnd, ...]
    levels: tuple[FirmLevel, ...]
    source: str
    whole: FirmEnd | None = None


def simulate(
    problem: Problem,
    plan: Plan,
    waves: Sequence[Wave],
    milestones: Sequence[Milestone],
    *,
    seed: int,
    chance: Chance | None = None,
    runs: int = RUNS,
) -> Robustness:
    """Re-time a plan many times with durations and availability drawn by chance.

    Parameters
    ----------
    problem
        Without faults.
    plan
        Its plan.
    waves, milestones
        Of the plan.
    seed
        Of the draws: the same seed gives the same answer.
    chance
        What may vary.
    runs
        How often.
    """
    drawn = chance or Chance()
    order = _order(problem, plan)
    durations = draw_durations(problem, plan, order, drawn, seed, runs)
    retiming = Retiming(problem, runs)
    ends: dict[str, Ints] = {}
    for task, work in order:
        ends[task.id] = retiming.place(task, work, plan.schedule[task.id] or 0, durations[task.id], ends)
    planned = ends_of(problem, plan)
    wave_end = {name: wave.last for wave in waves for name in wave.initiatives}
    return Robustness(
        runs=runs,
        seed=seed,
        ends=tuple(
            FirmEnd(
                initiative=name,
                planned=planned[name] - 1,
                p50=percentile(ends[name] - 1, 50, retiming.never),
                p80=percentile(ends[name] - 1, 80, retiming.never),
                share_in_wave=float((ends[name] - 1 <= wave_end[name]).mean()),
            )
            for name in planned
        ),
        levels=tuple(_firm_level(one, ends, problem.quarters, retiming.never) for one in milestones if one.initiatives),
        source=drawn.source,
        whole=_whole(ends, planned, problem.quarters, retiming.never),
    )


def _whole(ends: Mapping[str, Ints], planned: Mapping[str, int], quarters: int, never: int) -> FirmEnd | None:
    """Return when the last initiative of each run ends: later than any single one of them, as each run has another last one."""
    if not ends:
        return None
    last = np.max(list(ends.values()), axis=0) - 1
    return FirmEnd(
        initiative="",
        planned=max(planned.values()) - 1,
        p50=percentile(last, 50, never),
        p80=percentile(last, 80, never),
        share_in_wave=float((last < quarters).mean()),
    )


def draw_durations(
    problem: Problem, plan: Plan, order: Sequence[tuple[Task, Work]], chance: Chance, seed: int, runs: int
) -> dict[str, Ints]:
    """Return the duration of each initiative in each run, in quarters, at least 1.

    Parameters
    ----------
    problem, plan
        The plan that varies.
    order
        Chosen initiatives with their work.
    chance, seed, runs
        As in :func:`simulate`. Initiatives are drawn by id, so that the order of a plan changes no draw.
    """
    dice = np.random.default_rng(seed)
    there = {skill: dice.triangular(*chance.availability, size=runs) for skill in problem.skills}
    work_by_id = {task.id: work for task, work in order}
    durations = {}
    for name in sorted(plan.schedule):
        factor = dice.triangular(*chance.by_initiative.get(name, chance.duration), size=runs)
        if name in work_by_id:
            work = work_by_id[name]
            scarcest = np.min([there[skill] for skill, fte in work.fte.items() if fte] or [np.ones(runs)], axis=0)
            stretched = np.floor(work.duration * factor / scarcest + 0.5)
            durations[name] = np.maximum(1, stretched).astype(np.int64)
    return durations


def percentile(values: Ints, percent: int, never: int) -> int | None:
    """Return the smallest value that so many per cent of the values do not exceed; None where it is never reached.

    Parameters
    ----------
    values
        One for each run.
    percent
        1 to 100.
    never
        From this value on an end counts as never.
    """
    place = -(-len(values) * percent // 100) - 1
    found = int(np.sort(values)[place])
    return None if found >= never - 1 else found


def _order(problem: Problem, plan: Plan) -> list[tuple[Task, Work]]:
    modes = plan.modes or {}
    chosen = [
        (start, start + work.duration, task.id, task, work)
        for task in problem.initiatives
        if (start := plan.schedule[task.id]) is not None
        for work in (task.work(modes.get(task.id)),)
    ]
    return [(task, work) for _, _, _, task, work in sorted(chosen, key=lambda one: one[:3])]


def _firm_level(milestone: Milestone, ends: Mapping[str, Ints], quarters: int, never: int) -> FirmLevel:
    reached = np.max([ends[name] for name in milestone.initiatives], axis=0) - 1
    return FirmLevel(
        domain=milestone.domain,
        level=milestone.level,
        planned=milestone.quarter,
        p50=percentile(reached, 50, never),
        p80=percentile(reached, 80, never),
        share_in_horizon=float((reached < quarters).mean()),
    )
