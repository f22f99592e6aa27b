"""The facts of an engagement: what its file holds about projects, of one unit or of all."""

import datetime as dt

import pandas as pd
import pytest

from pmokit.content.catalogues import load_catalogues
from pmokit.errors import StoreError
from pmokit.model.steps import Settings
from pmokit.model.structure import Structure
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from pmokit.strategy.measures.facts import Facts
from pmokit.study.facts import facts_of
from pmokit.study.portfolio import PortfolioStudy
from pmokit.study.unit import UnitStudy
from tests.strategy.measures.lists import projects

TODAY = dt.date(2026, 11, 1)


@pytest.fixture(scope="module")
def engagement(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("facts") / "s.pmokit") as opened:
        yield opened


@pytest.fixture
def bare(tmp_path):
    units = [Unit(code="A", name="Alpha"), Unit(code="B", name="Beta")]
    with create_engagement(tmp_path / "a.pmokit", Settings(client="A"), units) as opened:
        yield opened


def test_what_nobody_keeps_is_absent(bare):
    """A new engagement has a list of projects and nothing else, which is None and not a frame without rows."""
    facts = facts_of(bare)
    assert len(facts.projects) == 0
    absent = ("periods", "events", "links", "benefits", "milestones", "workload", "objectives", "pmo_cost")
    assert {name: getattr(facts, name) for name in absent} == dict.fromkeys(absent)


def test_damage_in_one_unit_does_not_reach_the_others(bare):
    """A structure that is none: its own unit says so, the report of another is made all the same."""
    bare.write_document("structure", Settings(client="no structure"), unit="A", author="x")
    assert facts_of(bare, "B").pmo_cost is None
    with pytest.raises(StoreError, match="'structure' of unit A cannot be read"):
        facts_of(bare, "A")


def test_what_the_steps_left_is_measured(engagement):
    """Workload, objectives and the PMO's cost of the sample give the five KPIs that no project list holds."""
    found = {m.kpi.id: m for m in UnitStudy(engagement, "CEMENT", today=TODAY).kpis}
    assert found["utilisation"].value == pytest.approx((0.9 + 7.8) / (1 + 8))
    assert found["capacity_cover"].value == pytest.approx((1 + 7.6) / (1.1 + 7.6))
    assert found["overloaded_roles"].value == 1
    assert (
        found["unserved_objectives"].note == "without a project: Grow with contracts paid from savings; "
        "Work on one set of data in all plants; Win and keep craftspeople"
    )
    assert 0.02 < found["pmo_cost_ratio"].value < 0.1


def test_a_role_of_two_departments_counts_once(engagement):
    """Paving east and west share one role: ROADS lacks 0.2 FTE as a unit, and is one role, not two."""
    found = {m.kpi.id: m for m in UnitStudy(engagement, "ROADS", today=TODAY).kpis}
    assert (found["utilisation"].value, found["utilisation"].n) == (pytest.approx(21.2 / 21), 1)


def test_objectives_are_the_units_own_else_those_of_the_whole(engagement):
    facts = facts_of(engagement)
    assert tuple(facts.objectives["ENERGY"]) == ("win-contracts", "free-engineers", "proven-savings")
    assert facts.objectives["LAB"] == facts.objectives["CEMENT"]
    assert len(facts.objectives["LAB"]) == 7
    assert facts_of(engagement, "ENERGY").objectives == {"ENERGY": facts.objectives["ENERGY"]}


def test_the_cost_is_that_of_the_units_own_structure(engagement):
    """Likely FTE x likely rate x paid days; a unit without a structure has none, even beside one of the whole."""
    structure = engagement.read_document("structure", Structure, unit="LAB")
    days = load_catalogues().roles.days_per_fte
    expected = sum(post.fte.likely * post.rate.likely * days for post in structure.posts)
    assert facts_of(engagement, "LAB").pmo_cost == {"LAB": pytest.approx(expected)}


def test_the_structure_of_the_whole_is_no_units_cost(engagement, bare):
    bare.write_document("structure", engagement.read_document("structure", Structure, unit="LAB"), author="test")
    assert facts_of(bare).pmo_cost is None


def test_units_have_the_same_figures_alone_and_together(engagement):
    """A unit's report and the report over all units tell the same."""
    together = PortfolioStudy(engagement, today=TODAY).kpis
    for unit in ("LAB", "ENERGY"):
        assert together[unit] == UnitStudy(engagement, unit, today=TODAY).kpis


def test_a_unit_without_links_differs_from_an_engagement_without_any(bare):
    """Once projects of one unit are linked, the others stand at 0; before, nobody keeps links and there is no figure."""
    listed = Facts(projects({}, {"unit": "B"}))
    bare.replace_projects(listed.projects, listed.withheld)
    aligned = {m.kpi.id: m for m in PortfolioStudy(bare, today=TODAY).kpis["B"]}["alignment_count_share"]
    assert aligned.reason == "no project is linked to objectives"
    bare.link_objective("A", "1", "growth", author="test")
    aligned = {m.kpi.id: m for m in PortfolioStudy(bare, today=TODAY).kpis["B"]}["alignment_count_share"]
    assert aligned.value == 0


def test_history_counts_and_changes_the_fingerprint(engagement):
    """Figures by date make earned schedule possible, and the report says that it rests on other inputs."""
    before = UnitStudy(engagement, "ENERGY", today=TODAY)
    row = before.projects.dropna(subset=["ev", "pv"]).iloc[0]
    periods = pd.DataFrame(
        [{"unit": "ENERGY", "project": row["id"], "date": dt.date(2026, 8, 31), "pv": row["pv"], "ev": row["ev"]}]
    )
    engagement.add_project_periods(periods, author="test")
    after = UnitStudy(engagement, "ENERGY", today=TODAY)
    assert {m.kpi.id: m.n for m in after.kpis}["schedule_performance_index_time"] == 1
    assert before.input_hash != after.input_hash
