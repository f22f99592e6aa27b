"""The deck of a comparison: four to six slides, native charts, the figures of page and workbook."""

import datetime as dt

import pytest
from pptx import Presentation

from pmokit.reports.comparison_pages import ComparisonPages
from pmokit.reports.deck.write import write_comparison_deck
from pmokit.store.engagement import open_engagement
from pmokit.study.comparison import ComparisonStudy

TODAY = dt.date(2026, 11, 1)


@pytest.fixture(scope="module")
def comparison(two_rounds_file):
    with open_engagement(two_rounds_file) as opened:
        yield ComparisonPages(ComparisonStudy(opened, units=["CEMENT", "ROADS", "LAB"], today=TODAY))


@pytest.fixture(scope="module")
def deck(comparison, tmp_path_factory):
    made = write_comparison_deck(comparison, tmp_path_factory.mktemp("deck") / "comparison.pptx", today=TODAY)
    assert made.told == ()
    return Presentation(made.path)


def objects(deck):
    return {shape.name: shape for slide in deck.slides for shape in slide.shapes}


def test_a_slide_for_each_question(deck):
    """Who changed, the unit that changed most, promises, units beside each other, how it came about."""
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles == [
        "Comparison of business units",
        "1 of 3 units changed beyond the noise of their raters",
        "Cement and Concrete: 2 domains changed beyond noise",
        "2 of 4 promised levels that are due are kept",
        "Units beside each other: ranges that meet tell no units apart",
        "How these figures came about",
    ]
    assert all(slide.notes_slide.notes_text_frame.text for slide in deck.slides)


def test_charts_hold_the_figures_of_the_pages(deck, comparison):
    """Both rounds by unit and by domain; the workbook of the comparison has the same exhibits."""
    overview, *units = comparison.with_numbers().rounds()
    told = {"pmokit:rounds:chart": overview.exhibits[0].frame}
    told |= {f"pmokit:{page.id}:chart": page.exhibits[0].frame for page in units if page.id == "rounds-cement"}
    assert len(told) == 2
    for name, frame in told.items():
        plot = objects(deck)[name].chart.plots[0]
        assert list(plot.categories) == list(frame["name"])
        for series, column in zip(plot.series, ("before", "after"), strict=True):
            assert list(series.values) == pytest.approx(list(frame[column]), abs=1e-6)


def test_one_round_gives_a_deck_that_says_so(sample_file, tmp_path):
    with open_engagement(sample_file) as opened:
        pages = ComparisonPages(ComparisonStudy(opened, units=["CEMENT", "LAB"], today=TODAY))
        made = write_comparison_deck(pages, tmp_path / "comparison.pptx", today=TODAY)
    assert made.slides == 4
    words = " ".join(
        shape.text_frame.text
        for slide in Presentation(made.path).slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    assert "There is one round only" in words
