"""A unit's whole report as one page: well formed, complete, small, and the same bytes from the same input."""

import re

import pytest

from tests.reports.markup import Markup

MOST_KB = 800


@pytest.fixture(scope="module")
def page(unit_page):
    return unit_page("ENERGY")


def test_tags_ids_headings_tables_and_charts_are_in_order(page):
    """Every tag is closed, no id stands twice, links lead somewhere, headings descend step by step, each table has a head for each column."""
    assert Markup(page).faults == []


def test_the_reader_finds_faults():
    """The reader that the test before trusts sees what it has to see."""
    bad = "<h1>a</h1><h3>b</h3><p id='x'><p id='x'></p><a href='#y'>c</a><table><tr><th>h</th></tr><tr><td>1</td><td>2</td></tr></table><svg></svg>"
    said = " ".join(Markup(bad).faults)
    for words in (
        "never closed",
        "'x' stands twice",
        "#y leads nowhere",
        "level 3 follows",
        "no scope",
        "1 heads over 2",
        "no title",
    ):
        assert words in said


def test_no_chart_without_its_table_and_less_than_800_kb(page):
    """Each chart but the board's, whose table is on the roadmap's page, has its figures under it."""
    figures = re.findall(r"<figure .*?</figure>", page, flags=re.DOTALL)
    assert all("<table" in figure for figure in figures if "<svg" in figure)
    assert page.count("<svg ") >= 20
    assert len(page.encode()) < MOST_KB * 1000


def test_the_same_input_gives_the_same_bytes(page, unit_page):
    assert unit_page("ENERGY") == page


def test_every_part_is_in_the_contents(page):
    sections = re.findall(r'<section id="([^"]+)"', page)
    assert re.findall(r'<li><a href="#([^"]+)"', page) == sections[1:]
    assert sections[:2] == ["board", "planner"]
    assert sections[-2:] == ["head", "team"]
