"""What the other process does with a request."""

import io
import json
import signal
import time

import pytest

from pmokit.roadmap import worker
from pmokit.roadmap.scaled import Answer
from tests.roadmap.problems import problem, task

FULL = {"analyst": 1}
BOTH = problem(task("a", fte=FULL), task("b", fte=FULL))


@pytest.fixture(autouse=True)
def _keep_ctrl_c():
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def answers(given, engine="scip", seconds=20.0):
    told = []
    worker.work(given, engine, lambda: seconds, told.append)
    return told


@pytest.mark.parametrize("engine", ["scip", "highs"])
def test_bounds_then_the_answer(engine):
    """One person, two initiatives: 3 + 2."""
    told = answers(BOTH, engine)
    assert told[0] == Answer("unknown", bound=5000)
    assert (told[-1].status, told[-1].bound) == ("optimal", 5000)


def test_nothing_can_start():
    """The empty plan, or none."""
    assert answers(problem(task("a", 9))) == [Answer("optimal", (None,), 0)]
    assert answers(problem(task("a", 9, mandatory=True))) == [Answer("infeasible")]


def test_time_that_has_run_out():
    """The first bound is told, and no search begins."""
    assert answers(BOTH, seconds=0) == [Answer("unknown", bound=5000)]


def test_or_tools_without_scip(monkeypatch):
    """HiGHS answers in its place."""

    def missing(*_, **__):
        raise ImportError

    monkeypatch.setattr(worker, "solve_with_scip", missing)
    assert answers(BOTH)[-1].status == "optimal"


def test_request_and_answers_are_lines_of_json(monkeypatch, capsys):
    """As the search that started it reads them."""
    request = {"problem": BOTH.model_dump_json(), "engine": "highs", "deadline": time.time() + 60}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(request)))
    worker.main()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == {"status": "unknown", "starts": None, "bound": 5000}
    assert sorted(lines[-1]["starts"]) == [0, 1]
