"""Why this way and not another."""

import pytest

from pmokit.model.planning import Plan
from pmokit.roadmap.mode_choice import explain_plan, explain_ways
from tests.roadmap.problems import problem, task

FAST = {"id": "fast", "duration": 1, "fte": {"analyst": 1}, "cost": 9, "value": 1}
SLOW = {"id": "slow", "duration": 3, "fte": {"analyst": 0.3}, "cost": 1, "value": 1}
CHEAP = {"id": "cheap", "duration": 1, "fte": {"analyst": 1}, "cost": 2, "value": 1}


def ways(modes, own, *others, start=0, **more):
    """Explain why "a" is done in one way, in a plan made by hand."""
    given = problem({"id": "a", "modes": modes}, *(one for one, _ in others), **more)
    schedule = {"a": start} | {one["id"]: at for one, at in others}
    told = {"a": own} | {one["id"]: None for one, _ in others}
    plan = Plan(status="feasible", value=None, bound=None, schedule=schedule, tie_break="partial", modes=told)
    return explain_ways(given, plan, quarter="Q{}".format, way="{0} {1}".format)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (ways([FAST, SLOW], "fast"), "done as a fast: a slow would take 3 quarters instead of 1"),
        (ways([FAST, CHEAP], "cheap"), "done as a cheap: a fast would cost 9 instead of 2"),
        (ways([FAST, SLOW], "fast", start=2), "done as a fast: a slow would not end within the horizon"),
        (
            ways([FAST, SLOW], "slow", (task("b", fte={"analyst": 0.5}), 0)),
            "done as a slow: a fast does not fit there: not enough analyst in Q0 (0.5 of 1 FTE taken, 1 needed)",
        ),
        (ways([SLOW, FAST], "slow"), "done as a slow: a fast would cost 9 instead of 3"),
        (
            ways([FAST, CHEAP], "fast"),
            "done as a fast: a cheap would take from others what the plan needs for them",
        ),
    ],
)  # fmt: skip
def test_what_speaks_against_the_other_way(found, text):
    """Longer, dearer, too long, barred by a limit, or needed elsewhere."""
    assert found == {"a": text}


def test_nothing_to_choose():
    """One way needs no reason, and neither does what is left out."""
    assert ways([FAST], "fast") == {}
    assert ways([FAST, SLOW], None, start=None) == {}


def left_out(*modes, **more):
    given = problem({"id": "a", "modes": modes, **more}, task("b", 9))
    plan = Plan(
        status="feasible",
        value=None,
        bound=None,
        schedule={"a": None, "b": None},
        tie_break="partial",
        modes={"a": None, "b": None},
    )
    return explain_plan(given, plan, way="the {1} way".format)["a"]


def test_left_out_in_each_way():
    """Ways that fail for different reasons are told apart, by their names; those that fail for the same one are not."""
    long = {"id": "long", "duration": 7}
    many = {"id": "many", "duration": 1, "fte": {"analyst": 2}}
    assert left_out(long, many) == (
        "as the long way: takes 7 quarters and would not end within the 4 quarters; as the many way: does not fit in any quarter; "
        "at its first chance, not enough analyst in quarter 0 (0 of 1 FTE taken, 2 needed)"
    )
    assert left_out(FAST, SLOW, requires=["b"]) == "needs b, which is left out"
