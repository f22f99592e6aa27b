"""Roadmaps before the reports: solved once, kept, and read by the reports."""

import threading

import pytest

from pmokit.batch import plans
from pmokit.batch.plans import TOGETHER, store_plans
from pmokit.model.roadmap import StoredRoadmap
from pmokit.model.steps import Settings
from pmokit.store.engagement import open_engagement
from pmokit.study.portfolio_roadmap import KIND
from pmokit.study.roadmap import UnitRoadmap
from tests.batch.conftest import TODAY


def test_plans_are_kept_and_not_solved_twice(tmp_path, sample, monkeypatch):
    """A second batch finds the plans that answer today's problems and leaves them."""
    with open_engagement(sample) as engagement:
        engagement.backup(tmp_path / "copy.pmokit")
    monkeypatch.setattr(plans, "PLAN_SECONDS", 1.0)
    monkeypatch.setattr(plans, "PORTFOLIO_SECONDS", 1.0)
    with open_engagement(tmp_path / "copy.pmokit") as engagement:
        for _ in range(2):
            assert store_plans(engagement, ["LAB"], today=TODAY, stop=threading.Event()) == {}
        assert len(engagement.document_history("roadmap", "LAB")) == 1
        assert len(engagement.document_history(KIND)) == 1
        assert UnitRoadmap(engagement, "LAB").stored_roadmap is not None
        assert engagement.read_document(KIND, StoredRoadmap).made_on == TODAY


def test_stopped_between_two_plans(sample):
    stop = threading.Event()
    stop.set()
    with open_engagement(sample) as engagement:
        before = engagement.document_marks("LAB")
        assert store_plans(engagement, ["LAB"], today=TODAY, stop=stop) == {}
        assert engagement.document_marks("LAB") == before


@pytest.mark.parametrize(
    ("kind", "owner", "failed"), [("targets", "LAB", ["LAB"]), ("central-planning", "", [TOGETHER])]
)
def test_a_damaged_document_stops_only_what_needs_it(tmp_path, sample, monkeypatch, kind, owner, failed):
    """It is told by the unit that has no roadmap for it, or for all units together."""
    solved = []
    monkeypatch.setattr(plans, "store_plan", lambda _engagement, unit, **_: solved.append(unit))
    with open_engagement(sample) as engagement:
        engagement.backup(tmp_path / "copy.pmokit")
    with open_engagement(tmp_path / "copy.pmokit") as engagement:
        engagement.write_document(kind, Settings(client="no such document"), unit=owner, author="x")
        found = store_plans(engagement, ["LAB", "ROADS"], today=TODAY, stop=threading.Event())
    assert list(found) == failed
    assert f"the document '{kind}'" in found[failed[0]]
    assert solved == [unit for unit in ("LAB", "ROADS") if unit not in failed]
