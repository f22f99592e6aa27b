"""A proposed set is small, balanced and explained, and leaves nothing out without a reason."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.content.catalogues import load_kpis
from pmokit.strategy.kpi_choice import propose_set
from pmokit.strategy.kpi_context import DomainGap, KpiContext, Points, Situation
from tests.model.kpis import catalogue, kpi, text

CATALOGUE = load_kpis()
DOMAINS = ("POR", "RES", "DEM", "FIN", "COM", "GOV", "RSK", "MET", "PEO", "BEN", "AGI", "IMP")
OBJECTIVES = ("strategy-execution", "faster-delivery", "reliable-dates", "value-for-money", "people-not-overloaded")
RECORDS = dict.fromkeys(CATALOGUE.records, True)
FIELDS = tuple({field for one in CATALOGUE.kpis for field in one.fields})


@dataclass(frozen=True)
class Seen:
    value: float | None = 0.5
    n: int = 4
    reason: str | None = None


def context(level=3, **changes):
    situation = Situation(levels=dict.fromkeys(DOMAINS, level), fields=FIELDS, records=RECORDS)
    return KpiContext(**({"situation": situation, "pmo_type": "enterprise"} | changes))


levels = st.dictionaries(st.sampled_from(DOMAINS), st.integers(1, 5) | st.none())


@given(
    levels,
    st.dictionaries(st.sampled_from(DOMAINS), st.floats(0, 4)),
    st.lists(st.sampled_from(OBJECTIVES), unique=True),
    st.sampled_from(["enterprise", "departmental", "agile", None]),
)
def test_any_set_is_balanced_or_says_why_not(today, missing, objectives, pmo_type):
    """At most twelve, no question twice, no family above a third, a third looks ahead, three families, every promise proved."""
    gaps = {domain: DomainGap(score=1, target=1 + gap) for domain, gap in missing.items()}
    situation = Situation(levels=today, fields=FIELDS, records=RECORDS)
    proposal = propose_set(
        CATALOGUE, KpiContext(situation=situation, gaps=gaps, objectives=tuple(objectives), pmo_type=pmo_type)
    )
    chosen = [one.kpi for one in proposal.chosen]
    topics = [one.topic for one in chosen if one.topic]
    assert 8 <= len(chosen) <= 12
    assert len(set(topics)) == len(topics)
    assert max(sum(one.family == other.family for other in chosen) for one in chosen) <= len(chosen) / 3
    assert sum(one.timing == "leading" for one in chosen) >= len(chosen) / 3
    assert len({one.family for one in chosen}) >= 3
    unproved = [p for p in CATALOGUE.promises if not any(p in one.promises for one in chosen)]
    assert len(proposal.remarks) == len(unproved)
    assert sorted([*proposal.ids, *(left.kpi.id for left in proposal.left_out)]) == sorted(CATALOGUE.by_id)
    assert all(one.reasons for one in proposal.chosen)
    assert all(left.reason for left in proposal.left_out)
    for one in chosen:
        assert all((today.get(d) or 9) >= level for d, level in one.needs.items()), one.id


def test_the_same_situation_gives_the_same_set_in_any_order_of_the_catalogue():
    turned = CATALOGUE.model_copy(update={"kpis": CATALOGUE.kpis[::-1]})
    assert propose_set(CATALOGUE, context()).ids == propose_set(turned, context()).ids


@pytest.mark.parametrize(("level", "size"), [(1, 8), (2, 10), (3, 12), (5, 12), (None, 8)])
def test_a_unit_that_measures_little_begins_with_few(level, size):
    proposal = propose_set(CATALOGUE, context(level))
    assert len(proposal.chosen) == size
    assert proposal.size_reason.startswith(f"{size} KPIs")


def test_reasons_name_objective_gap_type_and_promise():
    """Whoever asks why this KPI is there reads it in words, not in points."""
    gaps = {"FIN": DomainGap(score=1.6, target=3)}
    proposal = propose_set(
        CATALOGUE,
        context(
            gaps=gaps,
            objectives=("value-for-money", "transparency"),
            domain_names={"FIN": "Financial management"},
            objective_names={"value-for-money": "More value"},
        ),
    )
    said = {one.kpi.id: one.reasons for one in proposal.chosen}["cost_performance_index"]
    assert said[0] == "Serves the objectives 'More value' and 'transparency'"
    assert said[1] == "Shows whether the gap of 1.4 levels in Financial management is closing"
    assert said[2] == "At the core of an enterprise PMO"
    assert any("Proves the promise" in reason for one in proposal.chosen for reason in one.reasons)


def test_an_objective_of_the_unit_brings_its_kpis_to_the_front():
    served = propose_set(CATALOGUE, context(objectives=("people-not-overloaded",)))
    assert sum("people-not-overloaded" in one.kpi.objectives for one in served.chosen) >= 3


def test_what_can_be_measured_today_is_preferred_and_carries_its_figure():
    two = catalogue(kpi("one", promises=("insight",)), kpi("two", promises=("insight",)))
    proposal = propose_set(two, KpiContext(situation=Situation(figures={"two": Seen()})))
    assert proposal.ids == ("two", "one")
    assert proposal.chosen[0].figure == Seen()


def test_of_two_kpis_with_one_question_the_second_is_left_out_by_name():
    two = catalogue(
        kpi("one", topic="same", promises=("insight",)), kpi("two", topic="same", promises=("insight",), importance=1)
    )
    proposal = propose_set(two, KpiContext())
    assert proposal.ids == ("one",)
    assert [(left.why, left.reason) for left in proposal.left_out] == [
        ("same-question", "'One' answers the same question and is in the set")
    ]


def test_a_full_set_says_what_outweighs_or_that_balance_keeps_a_lighter_one():
    many = [kpi(f"k{n:02}", family=f"f{n % 6}", promises=("insight",) if n < 2 else ()) for n in range(12)]
    families = {f"f{n}": text("F") for n in range(6)}
    light = kpi("light", family="f5", importance=1, promises=("luck",))
    promises = {"insight": text("Insight"), "luck": text("Luck")}
    proposal = propose_set(catalogue(*many, light, families=families, promises=promises), KpiContext())
    reasons = {left.kpi.id: left.reason for left in proposal.left_out}
    assert "light" in proposal.ids
    assert "though 'Light' weighs less and is kept for balance" in reasons["k11"]


def test_a_set_that_stays_small_or_looks_back_says_so():
    few = catalogue(
        kpi("one", timing="lagging", promises=("insight",)), promises={"insight": text("Insight"), "x": text("X")}
    )
    remarks = " ".join(propose_set(few, KpiContext()).remarks)
    assert "Only 1 of the 8 that are the usual least" in remarks
    assert "Nothing that can be measured proves the promise 'X' today" in remarks
    assert "Only 0 of 1 look ahead" in remarks
    assert "All are of Delivery" in remarks


def test_points_can_be_set_by_whoever_knows_better():
    two = catalogue(kpi("one", importance=3), kpi("two", importance=1, types=("agile",)))
    assert propose_set(two, KpiContext(pmo_type="agile"), Points(asked=1, core=50)).ids == ("two", "one")


def test_a_small_set_says_whether_figures_are_missing_or_too_much_alike():
    """Twelve that look back in one family can all be measured: what keeps them out is the balance."""
    same = [kpi(f"k{number}", timing="lagging", topic=None) for number in range(12)]
    (few, *_) = propose_set(catalogue(*same), KpiContext()).remarks
    assert few.startswith(
        "Only 2 of the 8 that are the usual least: others could be measured and are left out for balance (10 for a family"
    )
