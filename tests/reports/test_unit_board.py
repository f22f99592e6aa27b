"""The board's page: one sheet with the request, options, checkpoints, decisions, risks, and few words."""

import datetime as dt

import pytest

from pmokit.content.library import load_theme
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.reports.unit_board import MOST_WORDS, board_page, count_words, cut_words
from pmokit.store.engagement import create_engagement
from pmokit.study.unit import UnitStudy
from tests.conftest import PLANNED
from tests.reports.markup import Markup


@pytest.mark.parametrize("unit", PLANNED)
def test_a_board_reads_at_most_150_words_outside_the_chart(unit, pages_of, export):
    """Counted in the page as it is shown, headings and figures with it; the count that the page is fitted by is the same."""
    page = pages_of(unit).board()
    words = Markup(export(page, pages_of(unit).roadmap())).words_of("board")
    assert len(words) <= MOST_WORDS
    assert len(words) == count_words(page)


@pytest.mark.parametrize("unit", PLANNED)
def test_everything_that_a_board_decides_on_stands_there(unit, pages_of):
    """Request, cost of the problem, three options, three checkpoints with a stop, decisions with name and date, risks, how sure."""
    page = pages_of(unit).board()
    asked, cost, sure = page.lead
    assert asked.startswith("We ask for ")
    assert "; first proof by " in asked
    assert cost.startswith("Cost today, thousand EUR: ")
    assert "simulated runs end" in sure
    options, chart = page.exhibits
    assert [row[0] for row in options.cells()] == ["Do nothing", "Recommended", "Cheaper"]
    assert all(all(row) for row in options.cells())
    assert chart.description.count("stop if") == chart.description.count("Checkpoint after") == 3
    decisions, risks = page.lists
    assert 1 <= len(decisions.points) <= 3
    assert all(": " in point for point in decisions.points)
    assert "20" in decisions.title or all(", " in point and "20" in point for point in decisions.points)
    assert 1 <= len(risks.points) <= 3


@pytest.mark.parametrize("unit", PLANNED)
def test_what_the_plan_closes_is_told_alike_on_both_pages(unit, pages_of):
    """The recommended option on the board's page and the planner's sentence give the same part of the gap; the cheaper one less."""
    nothing, whole, part = (row[4] for row in pages_of(unit).board().exhibits[0].cells())
    assert nothing == "\N{EN DASH}"
    assert f"closes {whole} of the weighted gap" in pages_of(unit).planner().lead[0]
    assert int(part.split()[0]) < int(whole.split()[0])


def test_without_a_plan_the_page_says_what_is_missing(tmp_path):
    """Nothing is invented for a new engagement: one option, no chart, the next step."""
    with create_engagement(tmp_path / "a.pmokit", Settings(client="Acme"), [Unit(code="A", name="Alpha")]) as bare:
        page = board_page(UnitStudy(bare, "A", today=dt.date(2026, 10, 1)), load_theme())
    assert [row[0] for row in page.exhibits[0].cells()] == ["Do nothing"]
    assert page.lead[1] == "Cost today: not measured."
    assert page.lead[2].startswith("Next: ")


def test_a_unit_whose_name_is_a_novel_keeps_to_the_limit(tmp_path):
    name = "word " * 39
    with create_engagement(tmp_path / "a.pmokit", Settings(client="Acme"), [Unit(code="A", name=name.strip())]) as bare:
        assert count_words(board_page(UnitStudy(bare, "A", today=dt.date(2026, 10, 1)), load_theme())) <= MOST_WORDS


def test_what_is_cut_off_leaves_an_ellipsis():
    assert cut_words("one two, three", 3) == "one two, three"
    assert cut_words("one two, three", 2) == "one two\N{HORIZONTAL ELLIPSIS}"


def test_what_is_cut_off_ends_with_no_article():
    assert cut_words("an attack on the office", 4) == "an attack\N{HORIZONTAL ELLIPSIS}"
