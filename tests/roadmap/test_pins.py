"""Pins: they always hold, their price is told, and those that cannot hold together are named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.errors import PlanningError
from pmokit.model.pins import Pin
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.from_gaps import Needs, build_problem
from pmokit.roadmap.pins import (
    check_pins,
    find_broken_pins,
    find_clashing_pins,
    limits_of,
    price_pins,
    say_clashing_pins,
    say_pin,
)
from pmokit.roadmap.solve import solve
from pmokit.roadmap.waves import ends_of
from tests.conftest import THOROUGH
from tests.roadmap.catalogues import catalogue, initiative, variant
from tests.roadmap.test_from_gaps import small_gaps

THREE = catalogue(
    initiative("a", ("AA", 2)),
    initiative("b", ("BB", 2), duration_quarters=2, variants=[variant("fast", fte={"analyst": 1})]),
    initiative("c", ("CC", 2), ("BB", 3)),
    initiative("d", ("DD", 5)),
)
GAPS = small_gaps({"AA": (1, 3), "BB": (1, 3), "CC": (1, 3), "DD": (5, 5)})


def build(pins, **more):
    frame = PlanningFrame.model_validate(
        {"capacity": {"analyst": [1, 1, 1, 1]}, "budget_k": [10] * 4, "source": "test"} | more
    )
    return build_problem(THREE, Needs(GAPS, frame), pins=pins)


def pin(name, rule, **more):
    return Pin(initiative=name, rule=rule, **more)


def plan_with(*pins, **more):
    given_problem = build(pins, **more)
    return given_problem, solve(given_problem)


@pytest.mark.parametrize(
    ("wish", "starts"),
    [
        (pin("a", "start-in", quarter=2), {"a": {2}}),
        (pin("a", "not-before", quarter=1), {"a": {1, 2, None}}),
        (pin("a", "never"), {"a": {None}}),
        (pin("a", "after", after="b"), {"a": {1, 2, 3, None}}),
        (pin("d", "must"), {"d": {0, 1, 2, 3}}),
    ],
)
def test_each_pin_holds(wish, starts):
    """This quarter, not before, never, after another, in any case: also where there is no gap to close."""
    _, plan = plan_with(wish)
    assert all(plan.schedule[name] in allowed for name, allowed in starts.items())


def test_never_keeps_out_what_needs_it():
    """c lifts BB to 3, which waits for b."""
    _, plan = plan_with(pin("b", "never"))
    assert plan.schedule["b"] is None
    assert plan.schedule["c"] is None


def test_of_two_limits_the_tighter_one_counts():
    """Not before 1 and in 2: in 2."""
    pins = [pin("a", "not-before", quarter=1), pin("a", "start-in", quarter=2)]
    assert limits_of("a", pins) == {"earliest": 2, "mandatory": True, "start_by": 2}


def test_unknown_and_double_pins_are_refused_together():
    """Both faults at once, with the nearest name."""
    pins = [pin("a", "must"), pin("a", "must", reason="again"), pin("selection", "never")]
    with pytest.raises(PlanningError, match=r"(?s)stands twice.*unknown initiative 'selection'"):
        check_pins(pins, THREE.by_id)


def test_pins_in_a_circle_are_refused():
    """a after b and b after a: no order lets both start."""
    with pytest.raises(
        PlanningError, match=r"in a circle: a > b > a.*Take back one of these pins: a after b, b after a"
    ):
        build([pin("a", "after", after="b"), pin("b", "after", after="a")])


def test_a_pin_goes_before_the_order_of_levels():
    """b after c turns round the order of levels in BB, which would let c wait for b."""
    requires = {task.id: task.requires for task in build([pin("b", "after", after="c")]).initiatives}
    assert requires == {"a": (), "b": ("c",), "c": ()}


def test_price_of_a_pin():
    """a is worth 1 x 0.25 level, 25 a quarter; it would start in quarter 1, beside c and after b: quarter 3 loses two quarters of it."""
    pins = [pin("a", "start-in", quarter=3)]
    given_problem, plan = plan_with(*pins)
    value = {task.id: task.value for task in given_problem.initiatives}["a"]
    (found,) = price_pins(build, pins, plan, seconds=10)
    assert found.proof == "proved"
    assert value == 25
    assert found.loss == 50
    assert found.text == "a in quarter 3: costs 50 of 225 (22 %)"


def test_a_pin_that_costs_nothing():
    """a starts in quarter 1 anyway."""
    pins = [pin("a", "start-in", quarter=1)]
    _, plan = plan_with(*pins)
    assert price_pins(build, pins, plan, seconds=10)[0].text == "a in quarter 1: costs nothing"


def test_pins_that_clash_are_named():
    """b never and c in any case cannot be, as c waits for b; the third pin is not to blame."""
    pins = [pin("a", "must"), pin("b", "never"), pin("c", "must")]
    given_problem, plan = plan_with(*pins)
    assert plan.status == "infeasible"
    clash = find_clashing_pins(build, pins, seconds=10)
    assert [one.initiative for one in clash] == ["b", "c"]
    assert say_clashing_pins(clash) == "These pins cannot all hold: b never; c in any case."
    prices = price_pins(build, pins, plan, seconds=10)
    assert prices[0].text == "a in any case: there is no plan without it either"
    assert prices[1].text.startswith("b never: without it there is a plan, worth ")
    assert given_problem.initiatives


def test_pins_beyond_the_horizon_clash_alone():
    """Quarter 9 of 4."""
    pins = [pin("a", "start-in", quarter=9)]
    assert say_clashing_pins(find_clashing_pins(build, pins, seconds=10)) == "This pin cannot hold: a in quarter 9."


def test_pins_are_not_to_blame_for_what_clashes_without_them():
    """Nothing clashes: nothing is named."""
    assert find_clashing_pins(build, [], seconds=5) == ()
    assert say_clashing_pins(()) == ""


def test_pins_in_words():
    """Labels and names are given by whoever shows the words."""
    words = [
        say_pin(one, "Q{}".format, "'{}'".format)
        for one in (pin("a", "not-before", quarter=1), pin("a", "after", after="b"), pin("a", "never"))
    ]
    assert words == ["'a' not before Q1", "'a' after 'b'", "'a' never"]


@st.composite
def some_pins(draw):
    names, found = ["a", "b", "c", "d"], []
    for name in draw(st.lists(st.sampled_from(names), max_size=4)):
        rule = draw(st.sampled_from(["start-in", "not-before", "never", "after", "must"]))
        more = {}
        if rule in {"start-in", "not-before"}:
            more["quarter"] = draw(st.integers(0, 4))
        if rule == "after":
            more["after"] = draw(st.sampled_from([other for other in names if other != name]))
        wish = pin(name, rule, **more)
        if wish not in found:
            found.append(wish)
    return found


@settings(max_examples=100 if THOROUGH else 10)
@given(some_pins(), st.sampled_from([None, 1, 2]), st.sampled_from([(), (0,), (1, 2)]))
def test_pins_always_hold(pins, start_limit, blackout):
    """Whatever is pinned: a plan keeps every pin and starts nothing in a blackout quarter, or there is none."""
    try:
        given_problem, plan = plan_with(*pins, start_limit=start_limit, blackout=blackout)
    except PlanningError as error:
        assert "in a circle" in str(error)  # noqa: PT017 -- one of two good ends
        return
    if plan.value is None:
        assert plan.status == "infeasible"
        assert find_clashing_pins(
            lambda kept: build(kept, start_limit=start_limit, blackout=blackout), pins, seconds=20
        )
        return
    assert find_broken_pins(pins, plan, ends_of(given_problem, plan)) == []
    starts = [start for start in plan.schedule.values() if start is not None]
    assert not set(starts) & set(blackout)
    assert all(starts.count(quarter) <= (start_limit or 4) for quarter in range(4))
