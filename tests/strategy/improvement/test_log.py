"""The improvement log: no act without a check, no end without a measured effect, nobody forgotten."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.model.improvement import STATES, Improvement, ImprovementLog
from pmokit.strategy.improvement.log import check_log, effect_words, share_reached

TODAY = dt.date(2026, 9, 30)
EFFECT = {"before": 9, "before_on": "2026-02-28", "after": 3, "after_on": "2026-08-31", "source": "clash list"}
DOWN = {"kind": "kpi", "of": "clashes", "target": 2, "direction": "down"}


def entry(**changes):
    given = {
        "id": "crews",
        "problem": "Crews are promised twice",
        "cause": "Sites book by telephone",
        "measure": "A meeting on Thursdays decides",
        "expects": DOWN,
        "owner": "Head of operations",
        "opened": "2026-02-01",
        "due": "2026-12-31",
        "state": "do",
    }
    return Improvement.model_validate(given | changes)


def rules(**changes):
    return [finding.rule for finding in check_log(ImprovementLog(entries=(entry(**changes),)), TODAY)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"owner": ""}, ["owner-missing"]),
        ({"cause": ""}, ["cause-missing"]),
        ({"cause": "", "expects": None, "state": "plan"}, []),
        ({"expects": None}, ["no-expected-effect"]),
        ({"due": None}, ["no-due-date"]),
        ({"due": "2026-09-29"}, ["overdue"]),
        ({"due": "2026-09-30"}, []),
        ({"due": "2026-09-29", "state": "act", "effect": EFFECT, "decision": "standardise"}, []),
        ({"state": "act", "decision": "standardise"}, ["act-without-check"]),
        ({"state": "act", "effect": EFFECT}, ["no-decision"]),
        ({"state": "closed", "decision": "standardise"}, ["closed-without-effect"]),
        ({"state": "check", "effect": EFFECT | {"after_on": "2026-02-28"}}, ["dates-reversed"]),
        (
            {"state": "act", "effect": EFFECT | {"after": 9}, "decision": "standardise"},
            ["standard-without-effect"],
        ),
        ({"state": "act", "effect": EFFECT, "decision": "drop"}, ["decision-without-reason"]),
        ({"state": "act", "effect": EFFECT, "decision": "drop", "reason": "costs more than it brings"}, []),
    ],
)
def test_an_entry_goes_round_the_circle(changes, expected):
    """Plan needs an owner and a date; do a cause and a figure; check a measurement; act a decision; an end all of it."""
    assert rules(**changes) == expected


def test_an_effect_is_told_as_a_share_of_the_way():
    """From 9 to 3 where 2 was wanted: six of seven steps."""
    found = entry(effect=EFFECT)
    assert share_reached(found) == pytest.approx(6 / 7)
    assert effect_words(found) == "9 on 2026-02-28, 3 on 2026-08-31: 86 % of the way"
    assert effect_words(entry(effect=EFFECT | {"after": 1})).endswith("the target is reached")
    assert effect_words(entry(effect=EFFECT | {"after": 12})).endswith("no step towards the target")
    assert effect_words(entry()) == "not measured yet"
    assert effect_words(entry(state="closed")) == "never measured"


def test_a_target_that_was_met_before_has_no_share():
    """The clashes were 1 before, the target 2: nothing was left to reach."""
    assert share_reached(entry(effect=EFFECT | {"before": 1})) is None
    assert effect_words(entry(effect=EFFECT | {"before": 1})) == "1 on 2026-02-28, 3 on 2026-08-31"


@given(state=st.sampled_from(STATES), due=st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31)))
def test_only_work_in_hand_is_overdue(state, due):
    found = rules(state=state, due=str(due), effect=EFFECT, decision="standardise")
    assert ("overdue" in found) == (due < TODAY and state in {"plan", "do", "check"})
