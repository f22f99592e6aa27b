"""The pages of a unit's report: a step without data says what is missing and what comes next, and shows no empty table."""

import datetime as dt

import pytest
from altair.vegalite.v6.schema.core import Root

from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.reports.unit_pages import UnitPages
from pmokit.store.engagement import create_engagement
from pmokit.study.unit import UnitStudy
from tests.conftest import PLANNED

TODAY = dt.date(2026, 9, 30)
STEPS = ("vision", "kpis", "methodology", "resources", "improvement", "communication")


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_planned):
    with copy_planned(tmp_path_factory.mktemp("sample") / "s.pmokit") as opened:
        yield opened


def pages_of(engagement, unit):
    return UnitPages(UnitStudy(engagement, unit, today=TODAY))


def test_steps_without_data_say_what_comes_next(tmp_path):
    """A new engagement: each page of a step has a sentence with the next thing to do."""
    units = [Unit(code="A", name="Alpha")]
    with create_engagement(tmp_path / "a.pmokit", Settings(client="Acme"), units) as bare:
        pages = pages_of(bare, "A")
        for page in (getattr(pages, step)() for step in STEPS):
            assert "Next: " in " ".join(page.lead), page.id
            assert all(len(exhibit.frame) for exhibit in page.exhibits), page.id
            assert page.id == "kpis" or not page.exhibits


@pytest.mark.parametrize("unit", PLANNED)
def test_each_step_of_a_sample_unit_is_drawn_and_has_no_empty_table(unit, sample):
    """What Altair does not check while a report is made is checked here: each chart is valid Vega-Lite."""
    pages = pages_of(sample, unit)
    for page in (getattr(pages, step)() for step in STEPS):
        assert page.exhibits, page.id
        for exhibit in page.exhibits:
            assert exhibit.cells(), exhibit.id
            if exhibit.draw is not None:
                assert exhibit.draw() == exhibit.specification()
                Root.validate(exhibit.specification())


def test_what_a_unit_takes_over_is_said_to_be_that_of_the_whole(sample):
    """CEMENT has no vision, methodology or communication of its own."""
    pages = pages_of(sample, "CEMENT")
    assert "This is the vision of Quarnholt Group" in " ".join(pages.vision().lead)
    assert "works by the methodology of Quarnholt Group" in pages.methodology().lead[0]
    assert pages.communication().lead[0].startswith("Register and plan are those of Quarnholt Group")
    assert "vision of Quarnholt" not in " ".join(pages_of(sample, "ENERGY").vision().lead)


def test_an_agreed_set_shows_why_each_kpi_is_in_it(sample):
    """Without a set the proposal is shown, and that nobody has agreed to it."""
    (agreed,) = pages_of(sample, "ENERGY").kpis().exhibits
    assert agreed.id == "kpi-set"
    assert all(row[-1] for row in agreed.cells())
    page = pages_of(sample, "LAB").kpis()
    assert page.lead[0].startswith("No KPIs have been agreed yet. Next:")
    assert page.exhibits[0].id == "kpi-proposal"


def test_a_shared_cause_names_the_other_units(sample):
    assert "Cement and Concrete and Energy Services" in " ".join(pages_of(sample, "ENERGY").resources().lead)
