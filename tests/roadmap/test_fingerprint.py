"""The fingerprint of a problem."""

from pmokit.roadmap.fingerprint import fingerprint
from tests.roadmap.problems import problem, task


def test_what_changes_no_answer_changes_no_fingerprint():
    """Seed and time limit are no part of the question."""
    assert fingerprint(problem(task("a"))) == fingerprint(problem(task("a"), seed=3, time_limit=1))


def test_any_other_change_shows():
    """A thousandth more of capacity is another question."""
    first = fingerprint(problem(task("a")))
    assert first != fingerprint(problem(task("a"), capacity={"analyst": [1, 1, 1, 1.001]}))
    assert first != fingerprint(problem(task("a", earliest=1)))
