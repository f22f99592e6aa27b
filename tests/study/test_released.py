"""Released units rolled up: states, common gaps by hand, shared initiatives from kept roadmaps."""

import datetime as dt

import pytest

from pmokit.model.planning import Plan
from pmokit.model.roadmap import StoredRoadmap
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from pmokit.study.released import ReleasedStudy

TODAY = dt.date(2026, 11, 1)


@pytest.fixture
def engagement(tmp_path, copy_sample):
    with copy_sample(tmp_path / "sample.pmokit") as opened:
        yield opened


def keep(engagement, unit, **schedule):
    plan = Plan(status="optimal", value=1, bound=1, schedule=schedule, tie_break="complete")
    body = StoredRoadmap(problem_hash="0" * 64, plan=plan, waves=(), seed=0, versions={}, made_on=TODAY)
    engagement.write_document("roadmap", body, unit=unit, author="x")


def test_units_that_are_not_released_are_left_out(engagement):
    """In every figure; which they are, and in which state, is known."""
    study = ReleasedStudy(engagement, today=TODAY)
    assert study.left_out == {"ROOFS": "validated"}
    assert list(study.table.index) == ["ENERGY", "CEMENT", "ROADS", "DIGITAL", "LAB"]
    assert "ROOFS" not in set(study.gaps["unit"])
    assert set(study.scores.overall["unit"]) == {*study.table.index, "ROOFS"}


def test_state_changes_what_is_rolled_up(engagement):
    assessment = engagement.assessment().id
    engagement.set_unit_states(assessment, ["ROOFS"], "released", author="x")
    engagement.set_unit_states(assessment, ["ENERGY", "LAB"], "draft", author="x")
    study = ReleasedStudy(engagement, today=TODAY)
    assert study.left_out == {"ENERGY": "draft", "LAB": "draft"}
    assert list(study.table.index) == ["CEMENT", "ROADS", "ROOFS", "DIGITAL"]


def test_nothing_is_released(engagement):
    """Then there is nothing to roll up, and no guess."""
    codes = [unit.code for unit in engagement.units()]
    engagement.set_unit_states(engagement.assessment().id, codes, "draft", author="x")
    study = ReleasedStudy(engagement, today=TODAY)
    assert study.released_scores is None
    assert len(study.left_out) == 6
    assert study.common_gaps.empty
    assert study.shared_initiatives.empty


def test_common_gaps_by_hand(engagement):
    """Units half a level or more below their own target, domain by domain."""
    study = ReleasedStudy(engagement, today=TODAY)
    for row in study.common_gaps.to_dict("records"):
        mine = study.gaps[study.gaps["domain"] == row["domain"]]
        assert row["units"] == sum(gap >= 0.5 for gap in mine["gap"])
        assert row["largest"] == mine["gap"].max()
        assert mine.set_index("unit")["gap"][row["farthest"]] == row["largest"]
    counts = study.common_gaps["units"].tolist()
    assert counts == sorted(counts, reverse=True)


def test_shared_initiatives_stand_in_more_than_one_kept_roadmap(engagement):
    """What a unit leaves out, and what units plan that are not released, does not count."""
    first, second, third = (one.id for one in ReleasedStudy(engagement, today=TODAY).catalogue.initiatives[:3])
    keep(engagement, "LAB", **{first: 2, second: 0, third: None})
    keep(engagement, "ROADS", **{first: 1, third: 3})
    keep(engagement, "ROOFS", **{second: 0, third: 0})
    shared = ReleasedStudy(engagement, today=TODAY).shared_initiatives
    assert shared[["initiative", "units", "first", "count"]].to_numpy().tolist() == [[first, ("ROADS", "LAB"), 1, 2]]


def test_engagement_without_an_assessment(tmp_path):
    with create_engagement(tmp_path / "new.pmokit", Settings(client="New"), [Unit(code="A", name="A")]) as engagement:
        study = ReleasedStudy(engagement, today=TODAY)
        assert study.left_out == {}
        assert study.table.empty
