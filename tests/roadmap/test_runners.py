"""The searches that race, each by itself."""

import subprocess
import threading

import pytest

from pmokit.roadmap import runners
from pmokit.roadmap.greedy import greedy_starts
from pmokit.roadmap.runners import ENGINES, IntervalSearch, ProgramSearch, TurnSearch
from pmokit.roadmap.scaled import plan_value, rank, scale
from pmokit.roadmap.solve import solve
from tests.roadmap.problems import larger

PROBLEM = larger(14, 6, 3)


def run(search):
    reported = []
    search.run(reported.append)
    return reported


def test_intervals_report_plans_on_the_way_and_the_proof_in_the_end():
    """Each better plan as it is found; the last answer is proven and the first of its equals."""
    scaled = scale(PROBLEM)
    *plans, last = run(IntervalSearch(scaled, 0, seconds=20, work=2, hint=None))
    assert (last.status, last.is_tie_broken) == ("optimal", True)
    assert {plan.status for plan in plans} == {"feasible"}
    assert plans[-1].starts == last.starts


def test_intervals_that_are_stopped_before_they_begin():
    """Nothing is claimed."""
    search = IntervalSearch(scale(PROBLEM), 0, seconds=20, work=2, hint=None)
    search.stop()
    assert [answer.status for answer in run(search)] == ["unknown"]


def test_ties_of_a_proven_plan():
    """From any of the best plans to the first of them."""
    scaled = scale(PROBLEM)
    best = run(IntervalSearch(scaled, 0, seconds=20, work=2, hint=None))[-1]
    *_, answer = run(TurnSearch(scaled, 0, seconds=20, work=2, known=best.starts, is_best=True))
    assert answer == best


def test_turns_from_any_plan():
    """From a poor plan to the first of the best ones."""
    scaled = scale(PROBLEM)
    best = run(IntervalSearch(scaled, 0, seconds=20, work=2, hint=None))[-1]
    *_, answer = run(TurnSearch(scaled, 0, seconds=20, work=2, known=greedy_starts(scaled)))
    assert answer == best


def test_ties_without_time():
    """The plan that was proven is the answer, and no claim is made about its equals."""
    scaled = scale(PROBLEM)
    best = run(IntervalSearch(scaled, 0, seconds=20, work=2, hint=None))[-1]
    *_, answer = run(TurnSearch(scaled, 0, seconds=0, work=2, known=best.starts, is_best=True))
    assert (answer.starts, answer.is_tie_broken) == (best.starts, False)


@pytest.mark.parametrize("engine", ENGINES)
def test_other_process_proves_the_same_value(engine):
    """Bounds first, each at most the one before; in the end the best value, by another way."""
    scaled = scale(PROBLEM)
    *bounds, last = run(ProgramSearch(PROBLEM, engine, seconds=60))
    limits = [answer.bound for answer in bounds]
    assert limits
    assert limits == sorted(limits, reverse=True)
    assert last.status == "optimal"
    assert plan_value(scaled, last.starts) / 1000 == solve(PROBLEM).value
    assert rank(scaled, last.starts)[0] == -last.bound


def test_other_process_is_ended_at_once():
    """Stopped while it works on a hard problem: no answer, and it is gone."""
    search = ProgramSearch(larger(60, 12, 1), "highs", seconds=600)
    thread = threading.Thread(target=run, args=(search,))
    thread.start()
    while thread.is_alive():
        search.stop()
        thread.join(0.1)
    assert search._process is None or search._process.returncode != 0


def test_half_a_line_is_not_an_answer(monkeypatch):
    """Ended while it speaks."""
    says = 'import sys; sys.stdin.read(); print(\'{"status": "unknown", "starts": null, "bound": 5}\'); print(\'{"sta\', end="")'
    monkeypatch.setattr(runners, "_LAUNCH", says.replace("{", "{{").replace("}", "}}"))
    assert [answer.bound for answer in run(ProgramSearch(PROBLEM, "scip", seconds=1))] == [5]


def test_where_no_process_can_be_started(monkeypatch):
    """There is nothing to report, and no fault: the other search goes on alone."""

    def refuse(*_, **__):
        msg = "not permitted"
        raise OSError(msg)

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert run(ProgramSearch(PROBLEM, "scip", seconds=1)) == []


def test_other_process_that_fails(monkeypatch):
    """It ends before it listens: nothing is reported."""
    monkeypatch.setattr(runners, "_LAUNCH", "import sys; sys.exit(3)")
    assert run(ProgramSearch(PROBLEM, "scip", seconds=1)) == []
