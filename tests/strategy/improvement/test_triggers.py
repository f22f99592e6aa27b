"""Rules for an early re-assessment: each verdict with what it rests on, and None where nobody knows."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.content.improvement import load_triggers
from pmokit.model.improvement import Promises, Signals
from pmokit.model.triggers import FACT_NAMES, Fact, TriggerRule
from pmokit.strategy.improvement.findings import Finding
from pmokit.strategy.improvement.triggers import (
    advice,
    contradicted_fact,
    evaluate_triggers,
    late_initiative_fact,
    nps_fact,
    overdue_fact,
    red_kpi_fact,
    signal_fact,
)

RULES = load_triggers()
AS_OF = dt.date(2026, 9, 30)


def verdicts(facts):
    return {verdict.rule.fact: verdict for verdict in evaluate_triggers(RULES, facts)}


def test_nobody_looked_is_not_all_is_well():
    found = evaluate_triggers(RULES, {})
    assert [verdict.is_met for verdict in found] == [None] * len(RULES.rules)
    assert {verdict.reason for verdict in found} == {"nobody has looked"}
    assert advice(found) == "No rule calls for an early re-assessment. 7 of 7 rules could not be judged."


@pytest.mark.parametrize(
    ("fact", "value", "is_met"),
    [
        ("red_kpis", 1, False),
        ("red_kpis", 2, True),
        ("reorganised", 0, False),
        ("reorganised", 1, True),
        ("late_initiative_share", 0.3, False),
        ("late_initiative_share", 0.31, True),
        ("contradicted_evidence", 2, False),
        ("overdue_reviews", 3, True),
    ],
)
def test_each_threshold_counts_from_where_it_says(fact, value, is_met):
    assert verdicts({fact: Fact(value, "a list")})[fact].is_met is is_met
    assert verdicts({fact: Fact(value, "a list")})[fact].rests_on == "a list"


def test_the_advice_names_the_rules_and_the_scope():
    late = Fact(0.4, "2 of 5")
    assert advice(evaluate_triggers(RULES, {"late_initiative_share": late})).startswith(
        "Assess the domains concerned again before the planned date: more than 30 % of the initiatives late."
    )
    both = {"late_initiative_share": late, "reorganised": Fact(1)}
    assert advice(evaluate_triggers(RULES, both)).startswith("Assess all domains again")


@given(value=st.floats(0, 10), more=st.floats(0, 5), fact=st.sampled_from(FACT_NAMES))
def test_more_of_a_fact_never_calms_a_rule(value, more, fact):
    rules = RULES.model_copy(update={"rules": tuple(rule for rule in RULES.rules if rule.fact == fact)})
    (low,), (high,) = (evaluate_triggers(rules, {fact: Fact(n)}) for n in (value, value + more))
    assert high.is_met or not low.is_met


def test_a_threshold_can_be_changed():
    eased = TriggerRule.model_validate(RULES.rules[0].model_dump() | {"threshold": 3})
    (verdict,) = evaluate_triggers(RULES.model_copy(update={"rules": (eased,)}), {"red_kpis": Fact(2)})
    assert verdict.is_met is False
    assert verdict.reason == "2; the rule asks for at least 3"


PROMISES = Promises.model_validate(
    {
        "made_on": "2026-01-20",
        "source": "roadmap",
        "waves": [
            {
                "name": "Wave 1",
                "by": "2026-Q3",
                "kpis": [
                    {"kpi": "latency", "target": 10, "red_at": 20, "direction": "down"},
                    {"kpi": "hits", "target": 0.8, "red_at": 0.6},
                    {"kpi": "value", "target": 5},
                ],
                "initiatives": [
                    {"id": "a", "name": "A", "state": "finished"},
                    {"id": "b", "name": "B", "state": "running"},
                    {"id": "c", "name": "C", "state": "running", "due": "2027-Q1"},
                    {"id": "d", "name": "D", "state": "stopped"},
                ],
            }
        ],
    }
)


def measured(**values):
    rows = [(kpi, f"2026-Q{n + 1}", value) for kpi, given in values.items() for n, value in enumerate(given)]
    return pd.DataFrame(rows, columns=["kpi", "period", "value"])


def test_a_kpi_is_red_when_its_last_periods_all_are():
    """Latency was red in both last quarters, the hit rate in one of them."""
    fact = red_kpi_fact(PROMISES, measured(latency=[5, 21, 20], hits=[0.5, 0.6, 0.7], value=[0, 0]), 2)
    assert fact == Fact(1, "2 KPIs over 2 periods; red: latency")


@pytest.mark.parametrize(
    ("promises", "values", "reason"),
    [
        (None, {"latency": [30, 30]}, "no KPI has a value from which on it is red"),
        (PROMISES, {"latency": [30]}, "no KPI with a red value was measured in 2 periods in a row"),
        (PROMISES, {"latency": [30, float("nan")]}, "no KPI with a red value was measured in 2 periods in a row"),
    ],
)
def test_kpis_that_nobody_can_judge_are_not_known(promises, values, reason):
    assert red_kpi_fact(promises, measured(**values), 2) == Fact(None, reason=reason)


def test_late_is_what_is_due_and_not_finished():
    """A and B are due, C later, D was stopped on purpose."""
    assert late_initiative_fact(PROMISES, AS_OF) == Fact(0.5, "1 of 2 initiatives that are due: B")
    assert late_initiative_fact(PROMISES, dt.date(2026, 9, 29)).reason == "no initiative is due yet"
    assert late_initiative_fact(None, AS_OF).reason == "no roadmap has been promised"


def changes(*rows):
    return pd.DataFrame(rows, columns=["audience", "unit", "kind", "before", "after", "verdict"])


def test_the_unit_s_own_score_counts_before_that_of_all():
    """Teams of all units dropped, those of A did not; stakeholders of A are too few, so all units stand in."""
    frame = changes(
        ("teams", "", "recommend", 20, -40, "drop"),
        ("teams", "A", "recommend", 20, 10, "within chance"),
        ("stakeholders", "", "recommend", 20, 30, "within chance"),
        ("teams", "A", "satisfaction", 0.9, 0.1, "drop"),
    )
    fact = nps_fact(frame, "A")
    assert fact == Fact(0, "stakeholders of all units 20 to 30, within chance; teams 20 to 10, within chance")
    assert nps_fact(frame).value == 1
    assert nps_fact(None).reason == "there is no earlier survey to compare with"
    assert nps_fact(changes()).reason == "no audience was large enough in both surveys"


def test_signals_are_what_somebody_said():
    said = Signals(as_of=AS_OF, reorganised=True, notes={"reorganised": "Board paper 7"})
    assert signal_fact(said, "reorganised") == Fact(1, "Board paper 7")
    assert signal_fact(said, "sponsor_changed").value is None
    assert signal_fact(None, "reorganised").value is None


def test_reviews_and_evidence_are_counted():
    assert overdue_fact(None).reason == "there is no review calendar"
    assert overdue_fact([Finding("r", "kpi-review", "x", "y")] * 2) == Fact(2, "overdue: kpi-review")
    ratings = pd.DataFrame({"question": ["B-02", "B-01", "C-01"], "rating": ["contradicted", "seen", "contradicted"]})
    assert contradicted_fact(ratings) == Fact(2, "3 ratings; contradicted: B-02, C-01")
    assert contradicted_fact(pd.DataFrame()).reason == "no evidence has been rated"
