"""Weights as a person gives them: order, swing points, comparisons; what contradicts itself is refused in words."""

import pytest

from pmokit.model.weights import WeightsGiven
from pmokit.strategy.weights_given import weigh

ABC = ["a", "b", "c"]


def weights(**given):
    found, faults = weigh(WeightsGiven.model_validate(given), ABC)
    assert faults == []
    return [found[name] for name in ABC]


def faults(**given):
    found, told = weigh(WeightsGiven.model_validate(given), ABC)
    assert found is None
    return [str(fault) for fault in told]


def test_an_order_with_a_tie():
    """The first has 11/18; the two that tie share the rest."""
    assert weights(order=["b", ["a", "c"]]) == pytest.approx([3.5 / 18, 11 / 18, 3.5 / 18])


def test_swing_points():
    assert weights(swing={"a": 100, "b": 60, "c": 40}) == pytest.approx([0.5, 0.3, 0.2])


def test_comparisons():
    """Each pair once, as a number or a fraction; a mirror that fits, to two places, is no fault."""
    assert weights(ahp={"a": {"b": 2, "c": 4, "a": 1}, "c": {"b": "1/2"}, "b": {"a": 0.501}}) == pytest.approx(
        [4 / 7, 2 / 7, 1 / 7]
    )


def test_an_order_may_stand_beside_swing_points_that_agree():
    assert weights(order=["a", "b", "c"], swing={"a": 50, "b": 30, "c": 20}) == pytest.approx([0.5, 0.3, 0.2])


def test_an_order_that_the_points_contradict():
    told = faults(order=["a", "b", "c"], swing={"a": 50, "b": 20, "c": 30})
    assert told == [
        "order puts b before c, but swing gives it the smaller weight (0.200 against 0.300). Expected: the same order in both."
    ]


def test_comparisons_that_go_in_a_circle_name_the_three():
    (told,) = faults(ahp={"a": {"b": 5, "c": "1/5"}, "b": {"c": 5}})
    assert "the comparisons contradict each other (consistency ratio" in told
    assert "a is 5 times as important as b, b 5 times as c, but a 1/5 as c" in told
    assert told.endswith("Expected: a consistency ratio of at most 0.10. Compare these three again.")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, ["no weights are given"]),
        ({"order": ["a", "b", "a"]}, ["order: 'a' stands twice", "order: c missing"]),
        ({"order": ["a", "b", "c", "d"]}, ["order: unknown criterion 'd'"]),
        ({"swing": {"a": 1, "b": 2}}, ["swing: c missing"]),
        ({"swing": {"a": 0, "b": 0, "c": 0}}, ["swing: no criterion has points"]),
        (
            {"swing": {"a": 1, "b": 2, "c": 3}, "ahp": {"a": {"b": 1, "c": 1}, "b": {"c": 1}}},
            ["swing and ahp both say"],
        ),
        ({"ahp": {"a": {"b": 1, "c": 2}}}, ["ahp: not compared: b and c"]),
        (
            {"ahp": {"a": {"b": 2, "c": 2}, "b": {"a": 2, "c": 1}}},
            [
                "ahp: a is 2 times as important as b, and b 2 times as a",
            ],
        ),
        ({"ahp": {"a": {"a": 2, "b": 2, "c": 2}, "b": {"c": 1}}}, ["ahp: 'a' is compared with itself"]),
        ({"ahp": {"a": {"b": 2}}}, ["ahp: c missing"]),
    ],
)
def test_what_is_incomplete_or_contradicts_itself(given, told):
    found = faults(**given)
    assert len(found) == len(told)
    for sentence, start in zip(found, told, strict=True):
        assert sentence.startswith(start)
