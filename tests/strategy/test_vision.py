import pytest

from pmokit.model.vision import Vision
from pmokit.strategy.vision import importance, review_vision
from tests.strategy.visions import TODAY, objective

WHOLE = Vision(mission="We build.", vision="First choice.", mandate="Shows the truth.", objectives=(objective("a"),))


def test_a_complete_vision_passes(catalogues):
    kinds, services = catalogues.services.objectives, catalogues.services.by_id
    assert review_vision(WHOLE, TODAY, kinds, services) == ()


def test_an_empty_vision_is_told_what_it_lacks():
    found = review_vision(Vision(), TODAY)
    assert [fault.where for fault in found] == ["mission", "vision", "mandate", "objectives"]
    assert all(fault.hint for fault in found)


def test_a_double_is_told_once_with_both_names():
    found = review_vision(WHOLE.model_copy(update={"objectives": (objective("a"), objective("a", priority=2))}), TODAY)
    assert [fault.what for fault in found] == ["it stands twice, also as a: Reach a"]


def test_unknown_services_are_told(catalogues):
    found = review_vision(WHOLE, TODAY, services=["other"])
    assert [str(fault) for fault in found] == [
        "vision: a: unknown service 'plan-watch'. Expected: a service of services.yaml. Known: other."
    ]


def test_priorities_become_weights_by_rank_sum():
    """Three objectives: 3/6, 2/6, 1/6; the numbers themselves do not matter, only their order."""
    vision = Vision(objectives=(objective("a", priority=1), objective("b", priority=2), objective("c", priority=9)))
    assert importance(vision) == pytest.approx({"a": 3 / 6, "b": 2 / 6, "c": 1 / 6})


def test_weights_are_used_as_given_and_what_has_none_counts_as_the_least():
    weighed = Vision(objectives=(objective("a", priority=None, weight=3), objective("b", priority=None, weight=1)))
    assert importance(weighed) == pytest.approx({"a": 0.75, "b": 0.25})
    ranked = Vision(objectives=(objective("a", priority=1), objective("b", priority=2), objective("c", priority=None)))
    assert importance(ranked) == pytest.approx({"a": 0.5, "b": 0.25, "c": 0.25})
    assert importance(Vision()) == {}
    assert importance(Vision(objectives=(objective("a", priority=None),))) == {"a": 1}
