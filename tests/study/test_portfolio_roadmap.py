"""The roadmap of all units together."""

import datetime as dt

import pytest

from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.roadmap.checker import find_broken_rules
from pmokit.store.engagement import create_engagement
from pmokit.study.portfolio import PortfolioStudy
from pmokit.study.portfolio_roadmap import PortfolioRoadmap


@pytest.fixture(scope="module")
def whole(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("portfolio") / "s.pmokit") as opened:
        yield PortfolioRoadmap(opened, seconds=2)


def test_all_units_in_one_plan(whole):
    """Six units, one checked plan, nobody starts more than two initiatives in a quarter."""
    assert len(whole.units) == 6
    assert find_broken_rules(whole.problem, whole.plan) == []
    assert set(whole.problem.start_limits) == {"(central)", *whole.units}


def test_what_is_built_once_serves_several(whole):
    """Nothing is built for nobody, and something serves two units or more."""
    assert all(whole.built_once.values())
    assert max(map(len, whole.built_once.values())) >= 2


def test_reasons_name_the_unit(whole):
    """Every task has a reason, in calendar quarters, and others are called by name and unit."""
    assert set(whole.explanations) == {task.id for task in whole.problem.initiatives}
    assert any("(for all)" in text for text in whole.explanations.values())
    short = [text for text in whole.explanations.values() if "not enough " in text]
    assert any("not enough Project management coach (" in text for text in short)
    assert not any(":coach" in text for text in short)


def test_nothing_to_plan(tmp_path):
    """Without an assessed unit there is no portfolio roadmap; the study asks the same class."""
    with create_engagement(tmp_path / "a.pmokit", Settings(client="A"), [Unit(code="A", name="A")]) as engagement:
        found = PortfolioStudy(engagement, today=dt.date(2026, 10, 1)).roadmap
        assert (found.problem, found.plan, found.explanations, found.built_once) == (None, None, {}, {})
