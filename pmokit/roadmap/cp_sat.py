"""The planning problem as a CP-SAT model: an optional interval for each initiative, cumulative limits; building apart from solving."""

import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pmokit.model.planning import Status
from pmokit.roadmap.scaled import ScaledProblem, ScaledTask, Starts, releases

WORK_PER_SECOND = 0.25
"""Deterministic work granted for each second of the time limit: so little that the clock seldom ends a search first (measured)."""


@dataclass(frozen=True)
class Variables:
    """What the model decides on for one task.

    ``start`` is free when the task is not chosen; ``harvest`` counts the quarters from its end to the horizon, 0 when not chosen.
    """

    start: Any
    chosen: Any
    harvest: Any
    interval: Any


@dataclass(frozen=True)
class RoadmapModel:
    """A CP-SAT model of all rules, without an objective; its variables and possible starts in the problem's order."""

    problem: ScaledProblem
    model: Any
    variables: tuple[Variables, ...]
    windows: Sequence[Sequence[int]]

    def harvests(self, weights: Iterable[int]) -> Any:
        """Return the weighted sum of the harvests as a linear expression."""
        return sum((w * own.harvest for w, own in zip(weights, self.variables, strict=True)), start=0)

    def choices(self, weights: Iterable[int]) -> Any:
        """Return the sum of the weights of the chosen tasks as a linear expression."""
        return sum((w * own.chosen for w, own in zip(weights, self.variables, strict=True)), start=0)

    def start_or_horizon(self, initiative: int) -> Any:
        """Return the start of an initiative as a linear expression; the number of quarters when it is not chosen."""
        positions = self.problem.initiatives[initiative]
        taken = (
            self.problem.tasks[at].duration * self.variables[at].chosen + self.variables[at].harvest for at in positions
        )
        return self.problem.quarters - sum(taken, start=0)

    def mode_or_last(self, initiative: int) -> Any:
        """Return the place of an initiative's mode among its modes as a linear expression; their number when it is not chosen."""
        positions = self.problem.initiatives[initiative]
        saved = ((len(positions) - place) * self.variables[at].chosen for place, at in enumerate(positions))
        return len(positions) - sum(saved, start=0)

    def hint(self, starts: Starts) -> None:
        """Tell the solver where to look first; the hint need not keep the rules."""
        self.model.clear_hints()
        for own, task, start in zip(self.variables, self.problem.tasks, starts, strict=True):
            self.model.add_hint(own.chosen, start is not None)
            self.model.add_hint(own.harvest, 0 if start is None else self.problem.quarters - task.duration - start)
            if start is not None:
                self.model.add_hint(own.start, start)

    def fix(self, position: int, start: int | None) -> None:
        """Hold one task where it is."""
        own = self.variables[position]
        self.model.add(own.chosen == int(start is not None))
        if start is not None:
            self.model.add(own.start == start)


@dataclass(frozen=True)
class Run:
    """What one run of the solver left: starts and objective (None = no plan found), and what the objective cannot go below."""

    status: Status
    starts: Starts | None = None
    objective: int | None = None
    bound: int | None = None


def work_for(seconds: float) -> float:
    """Return the deterministic work that seconds stand for: it ends a search at the same point on each run."""
    return seconds * WORK_PER_SECOND


def load_solver() -> None:
    """Import OR-Tools, which takes a second once: before the time for a search begins to run."""
    importlib.import_module("ortools.sat.python.cp_model")


class Solver:
    """Runs CP-SAT, always the same way, on one allowance of work and time for all its runs.

    Parameters
    ----------
    seed
        Of the solver's own random choices.
    time_limit
        Seconds for all runs together.
    work
        Deterministic work for all runs together; None = as much as the time limit stands for, which ends a run at the same point each time.
    """

    on_plan: Callable[[Starts], object] | None = None
    """Called with each plan that a run finds, from the solver's own thread."""

    def __init__(self, seed: int, time_limit: float, *, work: float | None = None) -> None:
        self._seed = seed
        self._work = work_for(time_limit) if work is None else work
        self._seconds = time_limit
        self._running: Any = None
        self._is_stopped = False

    def stop(self) -> None:
        """End the run that is under way, if it is, and let no other begin; from any thread, more than once if need be."""
        self._is_stopped = True
        if self._running is not None:
            self._running.stop_search()

    @property
    def work_left(self) -> float:
        """Deterministic work that is left of the allowance."""
        return self._work

    @property
    def is_spent(self) -> bool:
        """Whether it was stopped, or nothing is left of the allowance."""
        return self._is_stopped or self._work <= 0 or self._seconds <= 0

    def run(
        self, roadmap: RoadmapModel, *, share: float = 1, most_work: float = float("inf"), with_lp: bool = False
    ) -> Run:
        """Solve the model with the objective it has.

        Parameters
        ----------
        roadmap
            The model.
        share
            Of what is left of the allowance, in (0, 1].
        most_work
            Deterministic work for this run at most.
        with_lp
            Let the solver use its LP. Without, it mostly proves packed objectives sooner and finds better plans (measured).
        """
        from ortools.sat.python import cp_model  # noqa: PLC0415  # importing it takes a second

        if self._is_stopped:
            return Run("unknown")
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self._seed
        # Whoever waits for the solver is told of Ctrl-C, not the solver.
        solver.parameters.catch_sigint_signal = False
        solver.parameters.linearization_level = 2 if with_lp else 0
        # OR-Tools 9.15 ends the whole process over some small problems without a plan when it looks for symmetries.
        solver.parameters.symmetry_level = 0
        solver.parameters.max_deterministic_time = max(0.0, min(self._work * share, most_work))
        solver.parameters.max_time_in_seconds = max(0.0, self._seconds * share)
        self._running = solver
        outcome = solver.solve(roadmap.model, _watch(roadmap, self.on_plan) if self.on_plan else None)
        self._running = None
        self._work -= solver.response_proto.deterministic_time
        self._seconds -= solver.wall_time
        if outcome not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Run("infeasible" if outcome == cp_model.INFEASIBLE else "unknown")
        status: Status = "optimal" if outcome == cp_model.OPTIMAL else "feasible"
        starts = _read_starts(roadmap, solver.value)
        return Run(status, starts, round(solver.objective_value), round(solver.best_objective_bound))


def _read_starts(roadmap: RoadmapModel, value: Callable[[Any], int]) -> Starts:
    return tuple(value(own.start) if value(own.chosen) else None for own in roadmap.variables)


def _watch(roadmap: RoadmapModel, report: Callable[[Starts], object]) -> Any:
    from ortools.sat.python import cp_model  # noqa: PLC0415  # importing it takes a second

    class Watch(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]  # OR-Tools has no types
        def on_solution_callback(self) -> None:
            report(_read_starts(roadmap, self.value))

    return Watch()


def build_model(problem: ScaledProblem, windows: Sequence[Sequence[int]] | None = None) -> RoadmapModel:
    """Build the model of a problem.

    Parameters
    ----------
    problem
        In thousandths.
    windows
        The starts that each task may take, ascending, among those that the rules allow; None = all of these.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415  # importing it takes a second

    model = cp_model.CpModel()
    if windows is None:
        windows = [
            range(first, problem.latest(task) + 1) for first, task in zip(releases(problem), problem.tasks, strict=True)
        ]
    variables = tuple(_add_task(model, problem, *pair) for pair in zip(problem.tasks, windows, strict=True))
    roadmap = RoadmapModel(problem, model, variables, windows)
    for positions in problem.initiatives:
        chosen = [variables[at].chosen for at in positions]
        (model.add_exactly_one if problem.tasks[positions[0]].mandatory else model.add_at_most_one)(chosen)
    for own, task in zip(variables, problem.tasks, strict=True):
        for required in task.requires:
            _add_prerequisite(roadmap, own, problem.initiatives[required])
    for skill, capacity in enumerate(problem.capacity):
        _add_limit(roadmap, [dict(task.fte).get(skill, 0) for task in problem.tasks], capacity)
    if problem.spend_limit is not None:
        add = _add_running_limit if problem.is_running else _add_limit
        add(roadmap, [task.cost for task in problem.tasks], problem.spend_limit)
    for label, limits in enumerate(problem.start_limits):
        _add_start_limit(roadmap, [at for at, task in enumerate(problem.tasks) if label in task.counts_in], limits)
    return roadmap


def _add_task(model: Any, problem: ScaledProblem, task: ScaledTask, window: Sequence[int]) -> Variables:
    from ortools.sat.python import cp_model  # noqa: PLC0415  # importing it takes a second

    chosen = model.new_bool_var(f"choose {task.id}")
    if not window:
        model.add(chosen == 0)
        window = [0]
    start = model.new_int_var_from_domain(cp_model.Domain.from_values(list(window)), f"start {task.id}")
    longest = max(0, problem.quarters - task.duration - window[0])
    harvest = model.new_int_var(0, longest, f"harvest {task.id}")
    model.add(harvest == problem.quarters - task.duration - start).only_enforce_if(chosen)
    model.add(harvest == 0).only_enforce_if(~chosen)
    interval = model.new_optional_fixed_size_interval_var(start, task.duration, chosen, f"run {task.id}")
    return Variables(start, chosen, harvest, interval)


def _add_prerequisite(roadmap: RoadmapModel, own: Variables, required: Sequence[int]) -> None:
    """Let a chosen task start only when one of the required ones is chosen and has ended."""
    model, before = roadmap.model, [roadmap.variables[at] for at in required]
    model.add_bool_or([*(other.chosen for other in before), ~own.chosen])
    for at, other in zip(required, before, strict=True):
        end = other.start + roadmap.problem.tasks[at].duration
        # Alone, the required task is chosen whenever this one is: the shorter condition propagates more.
        condition = [own.chosen] if len(before) == 1 else [own.chosen, other.chosen]
        model.add(own.start >= end).only_enforce_if(condition)


def _add_limit(roadmap: RoadmapModel, demands: Sequence[int], limits: Sequence[int]) -> None:
    """Keep the sum of what runs in a quarter under the quarter's limit."""
    pairs = [(own.interval, demand) for own, demand in zip(roadmap.variables, demands, strict=True) if demand]
    _add_cumulative(roadmap, pairs, limits)


def _add_start_limit(roadmap: RoadmapModel, counted: Sequence[int], limits: Sequence[int]) -> None:
    """Keep the number of starts in a quarter under the quarter's limit: each start occupies its first quarter."""
    model, variables = roadmap.model, roadmap.variables
    pairs = [
        (model.new_optional_fixed_size_interval_var(variables[at].start, 1, variables[at].chosen, f"begin {at}"), 1)
        for at in counted
    ]
    _add_cumulative(roadmap, pairs, [min(limit, len(counted)) for limit in limits])


def _add_cumulative(roadmap: RoadmapModel, pairs: list[tuple[Any, int]], limits: Sequence[int]) -> None:
    highest = max(limits)
    # CP-SAT knows one height only (or-tools #4331): fixed intervals take away what a quarter has less.
    for quarter, limit in enumerate(limits):
        if limit < highest:
            block = roadmap.model.new_fixed_size_interval_var(quarter, 1, f"less in {quarter}")
            pairs.append((block, highest - limit))
    roadmap.model.add_cumulative([interval for interval, _ in pairs], [demand for _, demand in pairs], highest)


def _add_running_limit(roadmap: RoadmapModel, demands: Sequence[int], limits: Sequence[int]) -> None:
    """Keep the sum of what ran up to and with each quarter under that quarter's limit."""
    by_quarter: list[list[Any]] = [[] for _ in limits]
    for position, demand in enumerate(demands):
        if demand:
            for start, begins in _add_start_choices(roadmap, position):
                for quarter in range(start, start + roadmap.problem.tasks[position].duration):
                    by_quarter[quarter].append(demand * begins)
    # A chain of short rows instead of one long row for each quarter: proofs take three quarters of the work (measured).
    spent: Any = 0
    for quarter, limit in enumerate(limits):
        after = roadmap.model.new_int_var(0, limit, f"spent by {quarter}")
        roadmap.model.add(spent + sum(by_quarter[quarter], start=0) <= after)
        spent = after


def _add_start_choices(roadmap: RoadmapModel, position: int) -> list[tuple[int, Any]]:
    """Return each possible start with a yes-or-no variable that says whether it is taken."""
    task, own, model = roadmap.problem.tasks[position], roadmap.variables[position], roadmap.model
    choices = [(start, model.new_bool_var(f"{task.id} at {start}")) for start in roadmap.windows[position]]
    model.add_exactly_one([*(begins for _, begins in choices), ~own.chosen])
    model.add(own.start == sum((start * begins for start, begins in choices), start=0)).only_enforce_if(own.chosen)
    return choices
