"""The kit's own catalogue of KPIs: complete, covering, and in one voice."""

import re

import pytest

from pmokit.content.catalogues import load_catalogues, load_kpis
from pmokit.content.library import load_model
from pmokit.model.pmo import PMO_TYPES

CATALOGUE = load_kpis()
FIVE_FIELDS = ("POR", "RES", "DEM", "FIN", "COM")
FAMILIES = (
    *("alignment", "delivery", "cost", "benefits", "resources", "demand", "flow", "quality", "risk", "governance"),
    *("stakeholders", "pmo-value"),
)
PROMISES = ("alignment", "risk-and-waste", "collaboration", "insight", "accountability")
# What other parts of the kit are tied to by id: it may grow, and never loses one.
COMPUTED = [
    "project_count",
    "rating_green_share",
    "rating_amber_green_share",
    "rating_amber_share",
    "rating_amber_red_share",
    "rating_red_share",
    "in_year_forecast_to_budget",
    "schedule_progress",
    "benefit_cost_ratio",
    "schedule_variance",
    "cost_variance",
    "schedule_performance_index",
    "cost_performance_index",
    "percent_complete_weighted",
    "percent_spent",
    "estimate_at_completion",
    "estimate_at_completion_typical",
    "estimate_at_completion_atypical",
    "estimate_at_completion_combined",
    "variance_at_completion",
    "to_complete_performance_index",
    "earned_schedule_months",
    "schedule_performance_index_time",
    "on_time_share",
    "on_budget_share",
    "milestone_hit_rate",
    "median_finish_delay_days",
    "forecast_slip_days",
    "start_delay_days",
    "overdue_share",
    "throughput_per_quarter",
    "lead_time_days",
    "lead_time_p85_days",
    "cycle_time_days",
    "work_in_progress",
    "on_hold_share",
    "cancelled_share",
    "age_of_work_days",
    "intake_decision_days",
    "utilisation",
    "capacity_cover",
    "overloaded_roles",
    "requests_waiting",
    "request_age_days",
    "forecast_accuracy",
    "spend_to_date_share",
    "budget_concentration_share",
    "benefits_realisation",
    "benefits_measured_share",
    "benefit_owner_share",
    "alignment_share",
    "alignment_count_share",
    "unserved_objectives",
    "rated_share",
    "baseline_complete_share",
    "stale_status_share",
    "pmo_cost_ratio",
]
HOLLOW = re.compile(
    r"\b(fully|partially|mostly|very|leverage|robust|holistic|seamless|ensure|utilise|best practice)\b", re.IGNORECASE
)

kpis = pytest.mark.parametrize("kpi", CATALOGUE.kpis, ids=lambda kpi: kpi.id)


def texts(kpi):
    singles = (
        kpi.question,
        kpi.definition,
        kpi.data,
        kpi.baseline,
        kpi.thresholds.logic,
        kpi.decision_at_red,
        kpi.gaming,
    )
    return [text["en"] for text in (*singles, *kpi.traps, kpi.example.given)]


def test_there_are_more_than_sixty_and_all_that_can_be_computed_are_marked():
    assert len(CATALOGUE.kpis) >= 60
    assert set(COMPUTED) <= {kpi.id for kpi in CATALOGUE.computed}


def test_each_family_each_promise_and_each_field_of_practice_is_covered():
    assert set(CATALOGUE.families) == set(FAMILIES)
    assert set(CATALOGUE.promises) == set(PROMISES)
    for promise in PROMISES:
        proofs = [kpi for kpi in CATALOGUE.kpis if promise in kpi.promises]
        assert len(proofs) >= 2, promise
        assert all(proof.baseline["en"] for proof in proofs)
    for field in FIVE_FIELDS:
        assert sum(field in kpi.serves for kpi in CATALOGUE.kpis) >= 4, field


def test_the_gap_of_each_domain_each_objective_and_each_type_has_kpis():
    assert {d for kpi in CATALOGUE.kpis for d in kpi.serves} == {d.id for d in load_model("ppm_maturity").domains}
    wanted = set(load_catalogues().services.objectives)
    assert {o for kpi in CATALOGUE.kpis for o in kpi.objectives} == wanted
    for kind in PMO_TYPES:
        assert sum(kind in kpi.types for kpi in CATALOGUE.kpis) >= 12


def test_each_record_is_needed_by_a_kpi():
    assert {r for kpi in CATALOGUE.kpis for r in kpi.records} == set(CATALOGUE.records)


def test_each_promise_can_be_proved_at_the_lowest_level_or_the_one_above():
    """A PMO that begins has to show something, too."""
    for promise in PROMISES:
        assert any(promise in kpi.promises and max(kpi.needs.values(), default=1) <= 2 for kpi in CATALOGUE.kpis), (
            promise
        )


@kpis
def test_texts_are_sentences_without_hollow_words(kpi):
    assert kpi.question["en"].endswith("?")
    for text in texts(kpi):
        assert text[0].isupper() or text[0].isdigit(), text
        assert text[-1] in ".?", text
        assert not HOLLOW.search(text), text
    assert len(kpi.name["en"]) <= 45


@kpis
def test_an_entry_says_enough_to_be_acted_on(kpi):
    """Who decides what at red, how it can be gamed and what shows it: no half sentences."""
    assert len(kpi.definition["en"].split()) >= 4
    assert len(kpi.decision_at_red["en"].split()) >= 4
    assert len(kpi.gaming["en"].split()) >= 5
    assert len(kpi.baseline["en"].split()) >= 5


@kpis
def test_a_share_and_its_edges_are_parts_of_one(kpi):
    edges = kpi.thresholds.edges
    if kpi.unit == "share":
        assert -1 <= kpi.example.result <= 1.2
        if edges is not None:
            assert 0 <= edges.green <= 1


@kpis
def test_what_is_judgement_says_so(kpi):
    """Edges are our own unless a source is named."""
    if kpi.thresholds.edges is not None and kpi.source.startswith("practice"):
        assert "expert judgement" in kpi.source


@kpis
def test_a_figure_of_context_claims_nothing(kpi):
    """Nothing is decided by it, so it proves no promise and serves no objective."""
    if kpi.thresholds.edges is None and kpi.direction == "range":
        assert (kpi.objectives, kpi.promises, kpi.types) == ((), (), ())
