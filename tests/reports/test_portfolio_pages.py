"""The page over all units: released units only, the others named, and what to do next."""

import datetime as dt

import pytest

from pmokit.reports.portfolio_pages import PortfolioPages
from pmokit.study.portfolio_roadmap import store_portfolio_plan
from pmokit.study.released import ReleasedStudy

TODAY = dt.date(2026, 11, 1)
PARTS = ("cover", "maturity", "likeness", "roadmap", "projects")


@pytest.fixture
def engagement(tmp_path, copy_sample):
    with copy_sample(tmp_path / "sample.pmokit") as opened:
        yield opened


def pages(engagement):
    made = PortfolioPages(ReleasedStudy(engagement, today=TODAY))
    return {name: getattr(made, name)() for name in PARTS}


def words(page):
    cells = [cell for exhibit in page.exhibits for row in exhibit.cells() for cell in row]
    return " ".join([*page.lead, *cells])


def test_units_that_are_not_released_are_named_once_and_shown_nowhere(engagement):
    found = pages(engagement)
    assert (
        "Left out, because their results are not released: Roofing and Insulation (validated)." in found["cover"].lead
    )
    for name in ("maturity", "likeness", "roadmap"):
        cells = [cell for exhibit in found[name].exhibits for row in exhibit.cells() for cell in row]
        assert not any("Roofing" in cell for cell in cells), name
    assert [exhibit.id for exhibit in found["maturity"].exhibits] == ["units", "distribution"]
    assert "common-gaps" in [exhibit.id for exhibit in found["likeness"].exhibits]


def test_nothing_released_says_what_to_do(engagement):
    codes = [unit.code for unit in engagement.units()]
    engagement.set_unit_states(engagement.assessment().id, codes, "draft", author="x")
    found = pages(engagement)
    assert "Next: release results, with pmokit release." in words(found["maturity"])
    assert not found["maturity"].exhibits
    assert not found["likeness"].exhibits


def test_roadmap_of_all_units(engagement):
    """From the plan that is kept: what is built once stands for all units; without one the page says how to come to it."""
    assert "Next: make them, with pmokit batch --plan." in words(pages(engagement)["roadmap"])
    study = ReleasedStudy(engagement, today=TODAY)
    store_portfolio_plan(engagement, tuple(study.table.index), today=TODAY, author="x", seconds=1)
    (exhibit,) = pages(engagement)["roadmap"].exhibits
    assert exhibit.id == "portfolio-roadmap"
    assert "all units" in set(exhibit.frame["where"])
    assert (exhibit.frame["end"] > exhibit.frame["start"]).all()
    assert exhibit.frame["start"].is_monotonic_increasing


def test_every_chart_can_be_drawn(engagement):
    for page in pages(engagement).values():
        for exhibit in page.exhibits:
            if exhibit.draw is not None:
                assert exhibit.draw()["description"] == exhibit.description
