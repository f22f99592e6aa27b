"""The comparison in a browser: fits, asks nobody, and passes the checks for people who cannot see it."""

import datetime as dt

import pytest

from pmokit.reports.comparison_pages import ComparisonPages
from pmokit.reports.pages_html import pages_html
from pmokit.store.engagement import open_engagement
from pmokit.study.comparison import ComparisonStudy
from tests.browser.conftest import AXE_SIZES, DESK, PHONE, findings, in_each_size
from tests.browser.test_report import OVERLAPS, WIDER
from tests.reports.test_comparison_pages import figures_of


@pytest.fixture(scope="module")
def page(two_rounds_file, tmp_path_factory):
    with open_engagement(two_rounds_file) as opened:
        study = ComparisonStudy(opened, units=["LAB"], today=dt.date(2026, 11, 1))
        made = ComparisonPages(study, figures_of(study))
        file = tmp_path_factory.mktemp("comparison") / "comparison.html"
        file.write_text(pages_html(made.pages(), made.footer()), encoding="utf-8")
    return file


def test_it_fits_asks_nobody_and_is_accessible(page, visit, axe):
    """On a desk and on a phone; the visitor notices outside requests and errors on the console."""
    visitor = visit(bypass_csp=True)
    visitor.open(page.as_uri(), "h1")
    for size, _ in in_each_size(visitor.page, {"desk": DESK, "phone": PHONE}):
        assert visitor.page.evaluate(WIDER) == [], size
        assert not visitor.page.evaluate(OVERLAPS), size
        assert size not in AXE_SIZES or findings(axe, visitor.page) == [], size
