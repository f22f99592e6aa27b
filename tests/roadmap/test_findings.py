"""What counts of what searches say: plans that keep the rules, and bounds that no plan refutes."""

from pmokit.roadmap.findings import Findings
from pmokit.roadmap.scaled import Answer, scale
from tests.roadmap.problems import problem, task

FULL = {"analyst": 1}
BOTH = problem(task("a", fte=FULL), task("b", fte=FULL))


def findings(*answers, told=None):
    found = Findings(BOTH, scale(BOTH), (lambda *_: None) if told is None else lambda *pair: told.append(pair))
    for answer in answers:
        found.take(answer)
    return found


def test_nothing_known():
    """No plan; each initiative alone and at once would be worth 3 + 3."""
    found = findings()
    assert (found.starts, found.value, found.bound, found.is_proven) == (None, 0, 6000, False)


def test_better_plan_and_lower_bound_are_kept():
    """In whatever order they come and whoever they come from."""
    found = findings(Answer("feasible", (0, None)), Answer("unknown", bound=5000), Answer("feasible", (0, 1)))
    assert (found.value, found.bound, found.is_proven, found.is_settled) == (5000, 5000, True, False)
    assert findings(Answer("feasible", (0, 1)), Answer("feasible", (0, None))).starts == (0, 1)


def test_plan_that_breaks_a_rule_does_not_count():
    """Both at once."""
    assert findings(Answer("optimal", (0, 0), 6000)).starts is None


def test_bound_that_a_plan_refutes_does_not_count():
    """A plan worth 5 against "at most 4"."""
    found = findings(Answer("unknown", bound=4000), Answer("feasible", (0, 1)))
    assert (found.bound, found.is_proven) == (6000, False)


def test_first_of_the_equals_is_settled_only_when_it_was_proven_so():
    """Of two plans of the same value the one with the lower key stays; it is settled when a search says so of that very plan."""
    found = findings(Answer("optimal", (1, 0), 5000), Answer("feasible", (0, 1)))
    assert (found.starts, found.is_settled) == ((0, 1), False)
    found.take(Answer("optimal", (1, 0), 5000, is_tie_broken=True))
    assert not found.is_settled
    found.take(Answer("optimal", (0, 1), 5000, is_tie_broken=True))
    assert found.is_settled


def test_infeasible_is_remembered_and_refuted_by_a_plan():
    """It closes the question only as long as there is no plan."""
    found = findings(Answer("infeasible"))
    assert found.is_closed
    found.take(Answer("feasible", (0, None)))
    assert not found.is_closed


def test_progress_is_told_when_something_became_better():
    """Value and bound in plain units; nothing without a plan, and nothing twice."""
    told = []
    plan = Answer("feasible", (0, None))
    findings(
        Answer("unknown", bound=5500),
        plan,
        plan,
        Answer("unknown", bound=5000),
        Answer("unknown", bound=5800),
        told=told,
    )
    assert told == [(3, 5.5), (3, 5)]
