import datetime as dt

import pytest

from pmokit.model.vision import ExpectedBenefit, Measure
from pmokit.strategy.objective_checks import check_benefits, check_objectives, check_order
from tests.strategy.visions import OWNER, TODAY, objective


def whats(faults):
    return [fault.what for fault in faults]


def test_a_complete_objective_passes():
    assert whats(check_objectives([objective("a")], TODAY)) == []


@pytest.mark.parametrize(
    ("missing", "what"),
    [
        ("owner", "nobody answers for it"),
        ("horizon", "it has no horizon"),
        ("measure", "it has no measure"),
        ("pmo", "the PMO's part is missing"),
    ],
)
def test_what_is_missing_is_told_with_place_and_what_to_do(missing, what):
    (fault,) = check_objectives([objective("a", **{missing: None})], TODAY)
    assert (fault.where, fault.what) == ("objective a", what)
    assert fault.expected
    assert fault.hint
    assert fault.path == ("objectives", 0, missing)


def test_everything_is_told_at_once():
    empty = objective("a", owner=None, horizon=None, measure=None, pmo=None)
    assert len(list(check_objectives([empty, empty.model_copy(update={"id": "b", "name": "Other"})], TODAY))) == 8


def test_more_than_seven_objectives_are_too_many():
    assert whats(check_objectives([objective(f"o{n}") for n in range(7)], TODAY)) == []
    assert whats(check_objectives([objective(f"o{n}") for n in range(8)], TODAY)) == ["8 objectives"]


def test_doubles_are_found_by_id_and_by_name():
    pair = [objective("a"), objective("b", name="reach  A")]
    assert whats(check_objectives(pair, TODAY)) == ["it stands twice, also as a: Reach a"]
    assert len(whats(check_objectives([objective("a"), objective("a")], TODAY))) == 1


@pytest.mark.parametrize(
    ("horizon", "over"), [("2026-Q2", True), ("2026-Q3", False), ("2026", False), ("2025", True), ("2027-Q1", False)]
)
def test_a_horizon_is_over_when_its_last_day_has_passed(horizon, over):
    """On 30 September 2026 the third quarter still runs."""
    assert bool(whats(check_objectives([objective("a", horizon=horizon)], TODAY))) is over


@pytest.mark.parametrize(
    ("better", "baseline", "target", "wrong"),
    [
        ("up", 10, 20, False),
        ("up", 20, 10, True),
        ("up", 10, 10, True),
        ("down", 20, 10, False),
        ("down", 10, 20, True),
    ],
)
def test_a_target_lies_on_the_better_side_of_the_baseline(better, baseline, target, wrong):
    measure = Measure(name="late", better=better, baseline=baseline, target=target)
    found = whats(check_objectives([objective("a", measure=measure)], TODAY))
    assert bool(found) is wrong
    if wrong:
        assert found[0].startswith(f"the target {target} of 'late' is not {'above' if better == 'up' else 'below'}")


def test_a_measure_without_baseline_is_a_warning():
    (found,) = check_objectives([objective("a", measure=Measure(name="late", target=5))], TODAY)
    assert (found.severity, found.what) == ("warning", "its measure has no baseline")


def test_each_objective_has_a_priority_of_its_own_or_all_have_a_weight():
    assert whats(check_order([objective("a", priority=1), objective("b", priority=2)])) == []
    assert (
        whats(check_order([objective("a", priority=None, weight=0.2), objective("b", priority=None, weight=0.2)])) == []
    )
    assert whats(check_order([])) == []
    tied = [objective("a", priority=2), objective("b", priority=2), objective("c", priority=None)]
    assert whats(check_order(tied)) == ["its priority is missing", "2 objectives share priority 2: Reach a, Reach b"]
    mixed = [objective("a", priority=1), objective("b", priority=None, weight=0.5)]
    assert whats(check_order(mixed)) == ["1 have a priority and 1 a weight"]


def test_benefits_have_an_owner_a_day_to_come_and_stand_once():
    measure = Measure(name="Penalties", better="down", baseline=10, target=4)
    good = ExpectedBenefit(objective="a", measure=measure, due=dt.date(2027, 1, 1), owner=OWNER)
    assert whats(check_benefits([good], [objective("a")], TODAY)) == []
    late = good.model_copy(update={"due": dt.date(2026, 1, 1), "owner": None})
    lower = good.model_copy(update={"measure": measure.model_copy(update={"name": "penalties", "target": 12.0})})
    assert whats(check_benefits([late, lower, lower], [objective("a")], TODAY)) == [
        "nobody answers for it",
        "it was due on 2026-01-01",
        "the target 12 of 'penalties' is not below the baseline 10",
        "it is counted twice for the objective 'Reach a'",
        "the target 12 of 'penalties' is not below the baseline 10",
    ]
