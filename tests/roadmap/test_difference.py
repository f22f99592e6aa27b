"""Two plans compared, in words."""

from pmokit.model.planning import Plan
from pmokit.roadmap.difference import find_difference, say_difference, say_shift


def plan(value, status="optimal", **schedule):
    bound = value if status == "optimal" else (value or 0) + 5
    return Plan(status=status, value=value, bound=bound, schedule=schedule, tie_break="partial")


def test_what_moves_comes_and_goes_is_told_with_its_price():
    """Ten of a hundred lost; one later, one in, one out; what the sentence is about already is not named again."""
    found = find_difference(plan(100, a=0, b=1, c=2, d=None), plan(90, a=2, b=2, c=None, d=0))
    assert (found.loss, found.share, found.proof) == (10, 0.1, "proved")
    assert (found.added, found.dropped, found.moved) == (("d",), ("c",), (("a", 2), ("b", 1)))
    assert (
        say_difference(found, about=("a",))
        == "costs 10 % of the value, moves b one quarter later, brings in d and leaves out c"
    )


def test_many_moves_are_counted():
    """Three are named, the rest is a number."""
    before = dict.fromkeys("abcde", 0)
    found = find_difference(plan(10, **before), plan(10, **dict.fromkeys(before, 1)))
    assert (
        say_difference(found)
        == "costs nothing and moves a one quarter later, b one quarter later, c one quarter later and 2 more"
    )


def test_nothing_different_is_said():
    assert find_difference(plan(10, a=0), plan(10, a=0)).is_none
    assert say_difference(find_difference(plan(10, a=0), plan(10, a=0))) == "costs nothing and moves nothing else"


def test_values_that_cannot_be_compared_are_not():
    """Over another horizon the same plan is worth another figure."""
    found = find_difference(plan(10, a=0), plan(30, a=1), is_comparable=False)
    assert found.loss is None
    assert say_difference(found) == "moves a one quarter later"


def test_how_far_a_price_is_known_is_said():
    """Not proven best, the other plan may be better than it looks; tiny prices need no hedge."""
    assert say_difference(find_difference(plan(100, a=0), plan(80, "feasible", a=0))).startswith("costs at most 20 %")
    assert say_difference(find_difference(plan(1000, a=0), plan(999, "feasible", a=0))).startswith(
        "costs less than half a per cent"
    )
    assert say_difference(find_difference(plan(100, a=0), plan(103, a=1))).startswith("brings 3 % more value")


def test_shifts_in_words():
    assert [say_shift(by) for by in (1, -2, 14)] == ["one quarter later", "two quarters earlier", "14 quarters later"]
