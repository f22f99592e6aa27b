"""The facts of an engagement: what its file holds about projects, of one unit or of all."""

import datetime as dt

import pandas as pd
import pytest

from pmokit.content import places
from pmokit.exchange.sample import make_engagement
from pmokit.study.facts import facts_of
from pmokit.study.portfolio import PortfolioStudy
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 11, 1)


@pytest.fixture
def engagement(tmp_path):
    with make_engagement(places.templates() / "sample", tmp_path / "s.pmokit") as opened:
        yield opened


def test_what_nobody_keeps_is_absent(engagement):
    """The sample has projects, but neither figures by date nor links nor single benefits."""
    facts = facts_of(engagement)
    assert len(facts.projects) == 60
    assert (facts.periods, facts.links, facts.benefits) == (None, None, None)


def test_units_have_the_same_figures_alone_and_together(engagement):
    """A unit's report and the report over all units tell the same, also once projects are linked in one unit alone."""
    engagement.link_objective("LAB", "LA-01", "growth", author="test")
    together = PortfolioStudy(engagement, today=TODAY).kpis
    for unit in ("LAB", "ENERGY"):
        assert together[unit] == UnitStudy(engagement, unit, today=TODAY).kpis
    aligned = {m.kpi.id: m.value for m in together["ENERGY"]}["alignment_count_share"]
    assert aligned == 0


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
