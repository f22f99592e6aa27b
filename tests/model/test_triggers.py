"""Trigger rules: thresholds and periods fit their facts."""

import pytest

from pmokit.content.improvement import load_triggers
from pmokit.model.triggers import TriggerRules, find_trigger_faults

RULE = load_triggers().rules[0].model_dump()


def faults(**changes):
    rules = TriggerRules.model_validate({"version": "1.0.0", "source": "test", "rules": [RULE | changes]})
    return [fault.what for fault in find_trigger_faults(rules)]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({}, []),
        ({"threshold": 0}, ["kpis-red-twice: at least 0 is always true"]),
        ({"threshold": 0, "test": "more than"}, []),
        ({"fact": "reorganised"}, ["at least 2 of a fact that is yes or no", "2 periods of the fact reorganised"]),
        ({"fact": "late_initiative_share", "periods": 1}, ["kpis-red-twice: a share of 2"]),
    ],
)
def test_a_threshold_can_be_meant_for_its_fact(changes, what):
    found = faults(**changes)
    assert len(found) == len(what)
    assert all(words in fault for words, fault in zip(what, found, strict=True))


def test_the_longest_row_of_red_periods_counts():
    assert load_triggers().periods_red == 2
    other = TriggerRules.model_validate(
        {"version": "1.0.0", "source": "test", "rules": [RULE | {"fact": "overdue_reviews"}]}
    )
    assert other.periods_red == 1
