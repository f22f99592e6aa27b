"""The pages of step 6 follow what is known of a unit."""

import datetime as dt

import pytest

from pmokit.reports.improvement_pages import ImprovementPages
from pmokit.study.unit import UnitStudy
from tests.conftest import PLANNED


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_planned):
    with copy_planned(tmp_path_factory.mktemp("sample") / "s.pmokit") as opened:
        yield opened


@pytest.mark.parametrize("unit", PLANNED)
def test_every_page_of_every_sample_unit_can_be_printed(unit, sample):
    """Each exhibit prints its cells and draws its chart; none is empty."""
    pages = ImprovementPages(UnitStudy(sample, unit, today=dt.date(2026, 9, 30)))
    for page in (pages.reviews(), pages.feedback(), pages.log(), pages.promises(), pages.triggers(), pages.cover("X")):
        assert page.lead or page.exhibits
        for exhibit in page.exhibits:
            assert exhibit.cells(), exhibit.id
            assert exhibit.draw is None or exhibit.draw()["$schema"]
    assert "Quarnholt Group" in pages.footer()


def test_the_cover_counts_what_has_an_end(sample):
    facts = ImprovementPages(UnitStudy(sample, "CEMENT", today=dt.date(2026, 9, 30))).cover("Improvement").facts
    assert [(fact.value, fact.note) for fact in facts] == [
        ("3", "0 with a measured effect"),
        ("4", "3 have ended"),
        ("4", "of 7 call for it"),
    ]
