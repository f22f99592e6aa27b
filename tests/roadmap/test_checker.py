"""The plain checker refuses every broken rule, one by one, whoever made the plan."""

import pytest
from hypothesis import given

from pmokit.model.planning import Plan
from pmokit.roadmap.checker import find_broken_rules, find_broken_schedule_rules, schedule_value
from tests.roadmap.problems import every_schedule, key, problem, problems, task

PROBLEM = problem(
    task("a", fte={"analyst": 0.6}, cost=1, value=2, mandatory=True),
    task("b", 2, fte={"analyst": 0.5}, cost=1, value=3, requires=["a"], earliest=1),
    task("c", fte={"analyst": 0.5}, value=1, finish_by=2),
    capacity={"analyst": [1, 1, 1, 0.5]},
    budget=[3, 1, 1, 1],
)
GOOD = {"a": 0, "b": 1, "c": 1}
PLAN = Plan(status="optimal", value=11, bound=11, schedule=GOOD, tie_break="complete")
NO_PLAN = {"value": None, "bound": None, "schedule": dict.fromkeys(GOOD)}


def test_sound_plan():
    """a ends at 1 (2 x 3), b at 3 (3 x 1), c at 2 (1 x 2): value 11."""
    assert find_broken_rules(PROBLEM, PLAN) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"a": None, "b": None}, "a is mandatory but not chosen"),
        ({"a": None}, "b is chosen without its prerequisite a"),
        ({"a": 1}, "b starts in quarter 1, but its prerequisite a ends at 2"),
        ({"b": 0}, "b starts in quarter 0, before its earliest 1"),
        ({"b": 3}, "b ends at 5, after the horizon of 4 quarters"),
        ({"c": -1}, "c starts in quarter -1, before the first"),
        ({"c": 2}, "c ends at 3, but must finish by 2"),
        ({"c": 0}, "analyst in quarter 0: 1.1 FTE used, 1 there"),
        ({"a": 1}, "budget in quarter 1: 2 spent, 1 there"),
        ({"a": 0.0}, "a starts in 0.0, which is no quarter"),
        ({"a": True}, "a starts in True, which is no quarter"),
        ({"x": 0}, "x is scheduled but unknown"),
    ],
)
def test_each_broken_rule_is_named(changes, sentence):
    """One seeded fault, one sentence with ids and numbers."""
    assert sentence in find_broken_schedule_rules(PROBLEM, GOOD | changes)


def test_missing_initiative():
    """Each initiative stands in the schedule, chosen or not."""
    assert find_broken_schedule_rules(PROBLEM, {"a": 0, "b": None}) == ["c is not in the schedule"]


def test_running_budget():
    """With carry-over what counts is all that was spent up to a quarter."""
    carried = PROBLEM.model_copy(update={"carry_over": True, "budget": (0, 1, 1, 1)})
    assert "budget up to quarter 0: 1 spent, 0 there" in find_broken_schedule_rules(carried, GOOD)
    assert "budget up to quarter 2: 3 spent, 2 there" in find_broken_schedule_rules(carried, GOOD)
    assert find_broken_schedule_rules(carried, GOOD | {"a": 1, "b": 2, "c": None}) == []


def test_thousandths_are_summed_exactly():
    """Ten times 0.1 is 1 and fits; one thousandth more does not."""
    tenths = [task(f"t{at}", fte={"analyst": 0.1}) for at in range(10)]
    schedule = {f"t{at}": 0 for at in range(10)}
    assert find_broken_schedule_rules(problem(*tenths), schedule) == []
    tenths[0]["fte"] = {"analyst": 0.101}
    assert find_broken_schedule_rules(problem(*tenths), schedule)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": 12, "bound": 12}, "the plan claims the value 12.0, but is worth 11"),
        ({"value": None}, "the plan claims the value None, but is worth 11"),
        ({"bound": 10}, "the bound 10.0 is below the value 11"),
        ({"bound": None}, "the bound None is below the value 11"),
        ({"bound": 12}, "the plan is called optimal, but its bound 12 is above its value 11"),
        ({"clash": ("a",)}, "a optimal plan names a clash"),
        ({"status": "infeasible"}, "a has a start in an answer without a plan"),
        (NO_PLAN | {"status": "infeasible"}, "the answer is infeasible, and no clash is named"),
        (NO_PLAN | {"status": "unknown", "clash": ("a",)}, "the answer is unknown, and a clash is named"),
        (
            NO_PLAN | {"status": "unknown", "value": 1.0},
            "an answer without a plan claims the value 1.0 and the bound None",
        ),
    ],
)
def test_each_false_claim_is_named(changes, sentence):
    """The schedule may be sound and what is said about it false."""
    told = Plan.model_validate(PLAN.model_dump() | changes)
    assert sentence in find_broken_rules(PROBLEM, told)


@given(problems(most=3))
def test_agrees_with_exhaustive_search(drawn):
    """Every schedule of the exhaustive search is sound and worth what the search says."""
    for schedule in every_schedule(drawn):
        assert find_broken_schedule_rules(drawn, schedule) == []
        assert schedule_value(drawn, schedule) == -key(drawn, schedule)[0]


WAYS = [
    {"id": "buy", "duration": 1, "fte": {"analyst": 1}, "cost": 2, "value": 3},
    {"id": "build", "duration": 2, "value": 4},
]
BOTH = problem(
    {"id": "a", "modes": WAYS, "counts_in": ["unit"], "start_by": 2},
    task("b", requires=["a"], counts_in=["unit"]),
    start_limits={"unit": [1, 1, 1, 0]},
)


@pytest.mark.parametrize(
    ("schedule", "modes", "sentence"),
    [
        ({"a": 0, "b": 1}, {"a": "build"}, "b starts in quarter 1, but its prerequisite a ends at 2"),
        ({"a": 0, "b": 3}, {"a": "build"}, "unit in quarter 3: 1 starts (b), at most 0"),
        ({"a": 3, "b": None}, {"a": "buy"}, "a starts in quarter 3, but must start by 2"),
        ({"a": 0, "b": None}, {}, "a is chosen without one of its modes buy, build"),
        ({"a": None, "b": None}, {"a": "buy"}, "a has the mode buy, but is not chosen"),
        ({"a": 0, "b": None}, {"a": "rent"}, "a has no mode 'rent'"),
        ({"a": 0, "b": 1}, {"a": "buy", "b": "buy"}, "b has no mode 'buy'"),
        ({"a": 0, "b": None}, {"x": "buy"}, "x has no mode 'buy'"),
    ],
)
def test_modes_and_limits_on_starts(schedule, modes, sentence):
    """A mode for what is chosen and has some, none for the rest; its work is what counts."""
    assert sentence in find_broken_schedule_rules(BOTH, schedule, modes)


def test_value_in_a_mode():
    """Bought: ends at 1, 3 x 3; built: ends at 2, 4 x 2; b brings 1 a quarter from its end on."""
    assert find_broken_schedule_rules(BOTH, {"a": 0, "b": 1}, {"a": "buy"}) == []
    assert schedule_value(BOTH, {"a": 0, "b": 1}, {"a": "buy"}) == 3 * 3 + 2
    assert schedule_value(BOTH, {"a": 0, "b": 2}, {"a": "build", "b": None}) == 4 * 2 + 1
