"""Why this quarter, why not at all: the limits that bind, by name, quarter and amount."""

import pytest
from hypothesis import given

from pmokit.roadmap.explain import explain
from pmokit.roadmap.solve import solve
from tests.roadmap.problems import problem, problems, task

FIRST = task("a", fte={"analyst": 1}, cost=5, value=9)


def reasons(schedule, *initiatives, **more):
    found = explain(problem(*initiatives, **more), schedule)
    return {reason.initiative: (reason.kind, reason.text) for reason in found}


@pytest.mark.parametrize(
    ("second", "more", "kind", "text"),
    [
        ({"requires": ["a"]}, {}, "prerequisite", "a runs until quarter 0"),
        ({"earliest": 1}, {}, "earliest", "it may not start before quarter 1"),
        (
            {"fte": {"analyst": 0.5}},
            {},
            "skill",
            "not enough analyst in quarter 0 (1 of 1 FTE taken, 0.5 needed)",
        ),
        (
            {"cost": 2.5},
            {"budget": [6, 6, 6, 6]},
            "budget",
            "not enough money in quarter 0 (5 of 6 spent, 2.5 needed)",
        ),
        (
            {"cost": 2.5},
            {"budget": [6, 6, 6, 6], "carry_over": True},
            "budget",
            "not enough money up to quarter 0 (5 of 6 spent, 2.5 needed)",
        ),
    ],
)
def test_what_bars_the_quarter_before(second, more, kind, text):
    """a takes quarter 0; b stands in quarter 1, for the reason given."""
    found = reasons({"a": 0, "b": 1}, FIRST, task("b", **second), **more)
    assert found == {"a": ("start", "starts at once"), "b": (kind, f"cannot start before quarter 1: {text}")}


def test_all_that_binds_is_named():
    """Two limits at once: lifting one alone would not help."""
    found = reasons({"a": 0, "b": 1}, FIRST, task("b", fte={"analyst": 0.5}, requires=["a"]))
    assert found["b"][1].count(";") == 1


@pytest.mark.parametrize(
    ("second", "kind", "text"),
    [
        ({"duration": 9}, "horizon", "takes 9 quarters and would not end within the 4 quarters"),
        (
            {"duration": 2, "earliest": 1, "finish_by": 2},
            "deadline",
            "takes 2 quarters from quarter 1 on and would not end in time for quarter 2",
        ),
        (
            {"fte": {"analyst": 2}},
            "skill",
            "does not fit in any quarter; at its first chance, not enough analyst in quarter 0 (1 of 1 FTE taken, 2 needed)",
        ),
        ({"requires": ["a"], "finish_by": 1}, "prerequisite", "a runs until quarter 0, too late for it to end in time"),
        ({"value": 0}, "value", "would fit, and bring nothing more"),
    ],
)
def test_what_keeps_an_initiative_out(second, kind, text):
    """a takes quarter 0; b is left out, for the reason given."""
    assert reasons({"a": 0, "b": None}, FIRST, task("b") | second)["b"] == (kind, text)


def test_left_out_for_prerequisites_that_are_left_out():
    """c would fit, but what it needs does not."""
    tasks = [task("a", 9), task("b", 9), task("c", requires=["a", "b"])]
    found = reasons({"a": None, "b": None, "c": None}, *tasks)
    assert found["c"] == ("prerequisite", "needs a and b, which are left out")


def test_burden_waits():
    """A mandatory burden is put off: starting it earlier would bring nothing more."""
    found = reasons({"a": 3}, task("a", value=-1, mandatory=True))
    assert found["a"] == ("value", "could start before quarter 3, which would bring nothing more")


def test_names_and_quarters_as_the_reader_knows_them():
    """Labels of quarters and names of initiatives are given by whoever shows the words."""
    given_problem = problem(FIRST, task("b", requires=["a"]))
    found = explain(given_problem, {"a": 0, "b": 1}, quarter=lambda at: f"Q{at + 1} 2027", name=lambda _: "'Gate 0'")
    assert found[1].text == "cannot start before Q2 2027: 'Gate 0' runs until Q1 2027"


@given(problems())
def test_proven_plan_has_a_reason_for_everything(drawn):
    """One reason each; a chosen initiative that could start earlier would bring nothing more, and neither would one left out."""
    plan = solve(drawn)
    if plan.status == "infeasible":
        assert plan.explanation == ()
        return
    assert [reason.initiative for reason in plan.explanation] == [own.id for own in drawn.initiatives]
    worth = {own.id: own.value for own in drawn.initiatives}
    for reason in plan.explanation:
        if reason.kind == "value" and plan.schedule[reason.initiative] is not None:
            assert worth[reason.initiative] <= 0
