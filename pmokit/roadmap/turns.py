"""Proving and improving a known plan by turns: no one way is the quickest for all problems, and none tells beforehand how long it takes.

Each turn improves parts of the plan, then tries CP-SAT with its LP, which proves the roadmaps of units, and without, which proves tightly
packed ones, both on the starts that plans as good as the known one can have. What one way finds, the next begins with. Each turn may take twice the
work of the one before, so that little is lost on the ways that do not help.
"""

from collections.abc import Callable
from itertools import count

from pmokit.roadmap.cp_sat import Solver
from pmokit.roadmap.narrow import narrow
from pmokit.roadmap.parts import improve_in_parts
from pmokit.roadmap.scaled import Answer, ScaledProblem, Starts, plan_value, rank
from pmokit.roadmap.tie_break import search_above

FIRST_WORK = 0.1
"""Deterministic work for each way in the first turn: about a third of a second."""


def search_by_turns(
    problem: ScaledProblem,
    solver: Solver,
    known: Starts,
    seed: int,
    report: Callable[[Answer], object],
    *,
    is_best: bool = False,
) -> Answer:
    """Find the first of the best plans, or the best plan and bound that the allowance permits.

    Parameters
    ----------
    problem
        In thousandths.
    solver
        With the allowance to spend.
    known
        A plan that keeps all rules.
    seed
        Decides which parts are tried.
    report
        Called with each better plan and each bound.
    is_best
        Whether no plan is worth more than the known one: then nothing is to be improved.

    Returns
    -------
    Answer
        Unchecked.
    """

    def tell(starts: Starts) -> None:
        report(Answer("feasible", starts))

    for turn in count():
        work = FIRST_WORK * 2**turn
        if not is_best:
            solver.on_plan = None
            known = improve_in_parts(problem, known, solver, seed + turn, tell, most_work=work)
        if turn in (0, 1):
            # The stronger rows take a second, which a what-if does not have.
            narrowing = narrow(problem, is_thorough=turn == 1)
            report(Answer("unknown", bound=narrowing.limit))
        for with_lp in (True, False):
            solver.on_plan = tell
            windows = narrowing.windows(plan_value(problem, known))
            answer = search_above(problem, solver, known, windows, with_lp=with_lp, most_work=work)
            if answer.is_tie_broken:
                return answer
            known = min(known, answer.starts or known, key=lambda starts: rank(problem, starts))
            report(answer)
        if solver.is_spent:
            return Answer("feasible", known)
    raise AssertionError
