"""A plan that everybody reads: what is kept with it, and how long it counts."""

import datetime as dt

import pytest

from pmokit.errors import PlanningError
from pmokit.model.roadmap import StoredRoadmap
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.roadmap.fingerprint import fingerprint
from pmokit.store.engagement import create_engagement
from pmokit.study import roadmap as study_roadmap
from pmokit.study.roadmap import UnitRoadmap
from pmokit.study.stored_plan import store_plan
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 10, 1)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("stored") / "s.pmokit") as opened:
        yield opened


def test_a_stored_plan_is_read_as_long_as_it_answers_the_problem(sample):
    """Stored with problem, seed and versions; a changed budget asks another question, and the stored answer is passed over."""
    stored = store_plan(sample, "LAB", today=TODAY, author="Ada", seconds=5)
    fresh = UnitRoadmap(sample, "LAB")
    assert fresh.stored_roadmap == stored
    assert fresh.plan == stored.plan
    assert stored.problem_hash == fingerprint(fresh.planning_problem)
    assert set(stored.versions) == {"ortools", "scipy"}
    assert sample.read_document("roadmap", StoredRoadmap, unit="LAB").made_on == TODAY
    poorer = fresh.frame.model_copy(update={"budget_k": (1.0,) * 8})
    sample.write_document("planning", poorer, unit="LAB", author="Ada")
    assert UnitRoadmap(sample, "LAB").stored_roadmap is None
    sample.write_document("planning", fresh.frame, unit="LAB", author="Ada")


def test_what_was_found_is_kept_with_the_plan(sample, monkeypatch):
    """Prices, frontier and what was left out are read, not found again; they change the report's fingerprint."""
    store_plan(sample, "ENERGY", today=TODAY, author="Ada", seconds=4)
    before = UnitStudy(sample, "ENERGY", today=TODAY).input_hash
    assert UnitRoadmap(sample, "ENERGY").found.prices == ()
    stored = store_plan(sample, "ENERGY", today=TODAY, author="Ada", seconds=4, explain_seconds=0.5)
    for name in ("price_constraints", "budget_frontier", "why_not"):
        monkeypatch.setattr(study_roadmap, name, lambda *_, **__: pytest.fail("it was found again"))
    study = UnitStudy(sample, "ENERGY", today=TODAY)
    assert study.found == stored.found
    assert study.prices == stored.found.prices
    assert study.frontier == stored.found.frontier
    assert study.left_out == stored.found.left_out
    assert study.input_hash != before


def test_nothing_to_plan(tmp_path):
    """A unit that nobody assessed has no plan to keep."""
    with create_engagement(tmp_path / "a.pmokit", Settings(client="A"), [Unit(code="A", name="A")]) as engagement:
        assert not UnitRoadmap(engagement, "A").can_be_planned
        with pytest.raises(PlanningError, match="A: there is nothing to plan yet"):
            store_plan(engagement, "A", today=TODAY, author="Ada")
