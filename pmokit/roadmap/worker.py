"""The other process: reads a planning problem, and writes what integer programming finds, an answer on each line."""

import json
import signal
import sys
import time
from collections.abc import Callable

from pmokit.model.planning import Problem
from pmokit.roadmap.highs import solve_program, tighten
from pmokit.roadmap.program import TimeIndexed, build_time_indexed
from pmokit.roadmap.scaled import Answer, scale
from pmokit.roadmap.scip import solve_with_scip

Tell = Callable[[Answer], None]
MARGIN_SECONDS, MARGIN_SHARE = 0.3, 0.05
"""Before the deadline, for the answer to arrive in time: solvers end a little after they are told to, more so on a busy machine."""


def main() -> None:
    """Answer the request on the standard input on the standard output."""
    # Ctrl-C reaches both processes; the one that was asked decides what becomes of this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    request = json.load(sys.stdin)
    problem = Problem.model_validate_json(request["problem"])
    deadline = request["deadline"] - MARGIN_SECONDS - MARGIN_SHARE * (request["deadline"] - time.time())
    work(problem, request["engine"], lambda: deadline - time.time(), _tell)


def work(problem: Problem, engine: str, seconds_left: Callable[[], float], tell: Tell) -> None:
    """Bound a problem by ever stronger relaxations, then solve it.

    Parameters
    ----------
    problem
        Without faults.
    engine
        ``scip`` or ``highs``; HiGHS also where OR-Tools is without SCIP.
    seconds_left
        Asked before each step; nothing begins when none are left.
    tell
        Called with each bound and in the end with what was found.
    """
    program = build_time_indexed(scale(problem), is_tight=True)
    if program.columns:
        for stronger, limit in tighten(program):
            program = stronger
            tell(Answer("unknown", bound=limit))
            if seconds_left() <= 0:
                return
    tell(_solve(program, engine, seconds_left()))


def _solve(program: TimeIndexed, engine: str, seconds: float) -> Answer:
    if engine == "scip" and program.columns:
        try:
            return solve_with_scip(program, seconds=seconds)
        except ImportError:
            pass
    return solve_program(program, seconds=seconds)


def _tell(answer: Answer) -> None:
    sys.stdout.write(json.dumps({"status": answer.status, "starts": answer.starts, "bound": answer.bound}) + "\n")
    sys.stdout.flush()
