"""The searches that race: CP-SAT in this process, integer programming in another one, which can be ended at any time."""

import json
import subprocess
import sys
import time
from contextlib import suppress
from typing import IO, Literal, cast

from pmokit.model.planning import Problem
from pmokit.roadmap.cp_sat import Solver
from pmokit.roadmap.race import Report
from pmokit.roadmap.scaled import Answer, ScaledProblem, Starts
from pmokit.roadmap.tie_break import search
from pmokit.roadmap.turns import search_by_turns

Engine = Literal["scip", "highs"]
ENGINES: tuple[Engine, ...] = ("scip", "highs")
"""In the order in which they are worth a process."""
_LAUNCH = "import sys; sys.path[:] = {path!r}; from pmokit.roadmap.worker import main; main()"


class IntervalSearch:
    """CP-SAT on the whole problem: the proof of easy problems, and a plan where none is known.

    Parameters
    ----------
    problem
        In thousandths.
    seed
        Of the solver's own random choices.
    seconds, work
        The allowance: time, and deterministic work.
    hint
        A plan to start from; it need not keep the rules.
    """

    def __init__(self, problem: ScaledProblem, seed: int, *, seconds: float, work: float, hint: Starts | None) -> None:
        self._problem, self._hint = problem, hint
        self._solver = Solver(seed, seconds, work=work)

    def run(self, report: Report) -> None:
        """Search; report each better plan as it is found, and in the end what is proven."""
        self._solver.on_plan = lambda starts: report(Answer("feasible", starts))
        report(search(self._problem, self._solver, self._hint))

    def stop(self) -> None:
        """End the search."""
        self._solver.stop()


class TurnSearch:
    """CP-SAT from a known plan on: better plans, proofs, and the first of the equally good.

    Parameters
    ----------
    problem
        In thousandths.
    seed
        Of the solver's own random choices, and of the parts that are tried.
    seconds, work
        The allowance: time, and deterministic work.
    known
        A plan that keeps all rules.
    is_best
        Whether it is proven that no plan is worth more.
    """

    def __init__(
        self, problem: ScaledProblem, seed: int, *, seconds: float, work: float, known: Starts, is_best: bool = False
    ) -> None:
        self._problem, self._seed, self._known, self._is_best = problem, seed, known, is_best
        self._solver = Solver(seed, seconds, work=work)

    def run(self, report: Report) -> None:
        """Search; report each better plan and bound as it is found, and in the end what is proven."""
        report(search_by_turns(self._problem, self._solver, self._known, self._seed, report, is_best=self._is_best))

    def stop(self) -> None:
        """End the search."""
        self._solver.stop()


class ProgramSearch:
    """Integer programming in a process of its own, since what runs there cannot be asked to stop.

    Parameters
    ----------
    problem
        As it was given.
    engine
        Which solver.
    seconds
        When the other process is to stop by itself.
    """

    def __init__(self, problem: Problem, engine: Engine, *, seconds: float) -> None:
        self._problem, self._engine, self._deadline = problem, engine, time.time() + seconds
        self._process: subprocess.Popen[str] | None = None
        self._is_stopped = False

    def run(self, report: Report) -> None:
        """Search; report what the other process tells. Where no process can be started there is nothing to report."""
        task = {"problem": self._problem.model_dump_json(), "engine": self._engine, "deadline": self._deadline}
        # A new interpreter, not a fork: threads are running here, and on Windows there is nothing else.
        command = [sys.executable or "python", "-c", _LAUNCH.format(path=sys.path)]
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            return
        with self._process as process:
            if self._is_stopped:
                process.kill()
            # Whoever is ended before listening breaks the pipe; then no lines follow either.
            with suppress(OSError), cast("IO[str]", process.stdin) as request:
                request.write(json.dumps(task))
            for line in cast("IO[str]", process.stdout):
                # Whoever is ended while speaking leaves half a line.
                if line.endswith("\n"):
                    report(_read_answer(line))

    def stop(self) -> None:
        """End the other process at once."""
        self._is_stopped = True
        if self._process is not None:
            self._process.kill()


def _read_answer(line: str) -> Answer:
    told = json.loads(line)
    starts = told["starts"]
    return Answer(told["status"], None if starts is None else tuple(starts), told["bound"])
