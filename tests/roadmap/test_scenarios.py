"""Scenarios: a frame with changes, and plans side by side."""

import pytest

from pmokit.errors import PlanningError
from pmokit.model.roadmap import FrameChanges
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.scenarios import Planned, apply_changes, compare_plans, say_comparison
from pmokit.roadmap.solve import solve
from tests.roadmap.problems import problem, task

FRAME = PlanningFrame.model_validate(
    {
        "capacity": {"analyst": [0.5, 1]},
        "budget_k": [10, 20],
        "pins": [{"initiative": "a", "rule": "must"}, {"initiative": "b", "rule": "never"}],
        "source": "test",
    }
)


def changed(**changes):
    return apply_changes(FRAME, FrameChanges.model_validate(changes))


def test_no_change_changes_nothing():
    """An empty scenario is the frame itself."""
    assert changed() == FRAME


def test_changes():
    """A tenth less money, half an analyst less but never below none, one quarter more, another start limit and other pins."""
    found = changed(
        budget_factor=0.9,
        extra_fte={"analyst": -0.6},
        extra_quarters=1,
        start_limit=3,
        without_pins_of=["b"],
        pins=[{"initiative": "c", "rule": "must"}],
    )
    assert found.budget_k == (9, 18, 18)
    assert found.capacity == {"analyst": (0, 0.4, 0.4)}
    assert (found.start_limit, found.quarters) == (3, 3)
    assert [pin.initiative for pin in found.pins] == ["a", "c"]


def test_changes_that_fit_nothing_are_refused_together():
    """A pin that is not there and a skill that the frame does not have."""
    with pytest.raises(
        PlanningError, match=r"(?s)no skill 'analist'.*no pin of d is there|no pin of d is there.*analist"
    ):
        changed(without_pins_of=["d"], extra_fte={"analist": 1})


def planned(name, *initiatives, **more):
    given = problem(*initiatives, **more)
    return Planned(name, given, solve(given))


ONE = {"fte": {"analyst": 1}}
BASE = planned("as it is", task("a", value=3, cost=2, **ONE), task("b", 4, value=3, cost=1, **ONE))
MORE = planned("more", task("a", value=3, cost=2, **ONE), task("b", 1, value=2, cost=1, **ONE))
NONE = planned("none", task("a", mandatory=True, fte={"analyst": 2}), task("b"))


def test_side_by_side():
    """a alone is worth 9 and costs 2; with b of one quarter a stays and b comes in: 9 + 4."""
    table = compare_plans([BASE, MORE, NONE]).set_index("name")
    assert table["value"].tolist()[:2] == [9, 13]
    assert table.loc["more", "of_first"] == pytest.approx(13 / 9)
    assert table["spend"].tolist() == [2, 3, 0]
    assert table.loc["more", "added"] == ("b",)
    assert table.loc["more", ["dropped", "moved"]].tolist() == [(), ()]
    assert table.loc["none", "status"] == "infeasible"
    assert table.loc["more", "last_quarter"] == 1


def test_in_words():
    """One sentence for each plan after the first."""
    words = say_comparison([BASE, MORE, NONE, BASE], quarter="Q{}".format, name="'{}'".format)
    assert words == (
        "more: value 13 against 9; adds 'b'; done in Q1.",
        "none: no plan keeps all its limits.",
        "as it is: value 9 against 9; the same initiatives in the same quarters; done in Q0.",
    )
