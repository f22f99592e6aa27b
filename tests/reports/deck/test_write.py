"""A deck as it is opened again: its slides, its figures, its names, its bytes."""

import io
import zipfile

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from pmokit.content.library import load_theme
from pmokit.reports.deck.parts import Chart, Drawing, Grid
from pmokit.reports.deck.present import state_of, texts_of
from pmokit.reports.deck.record import fingerprint, read_record
from pmokit.reports.deck.write import write_deck
from pmokit.reports.unit_pages import UnitPages
from pmokit.study.plan_frame import plan_frame, spend_by_quarter, use_by_skill
from pmokit.views import maturity
from pmokit.views.board import board_bars
from pmokit.views.value_spend import value_over_spend

from .conftest import TODAY

MOST, FEWEST = 14, 10


def objects(path):
    return {shape.name: shape for slide in Presentation(path).slides for shape in slide.shapes}


@pytest.mark.parametrize("unit", ["ENERGY", "LAB"])
def test_a_deck_has_the_slides_of_a_board_talk_in_order(unit, decks, stories):
    assert FEWEST <= decks[unit].slides <= MOST
    ids = [slide.id for slide in stories[unit]]
    order = [
        *("title", "ask", "problem", "options", "profile", "roles", "types", "org-chart", "raci", "kpis"),
        *("board-roadmap", "capacity", "decisions", "method"),
    ]
    assert ids == [name for name in order if name in ids]
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(decks[unit].path).slides]
    assert titles[1].startswith("We ask for ")
    assert "first proof by 31 March 2027" in titles[1]
    assert decks[unit].layouts == {"title": "Title Slide", "content": "Title Only"}


@pytest.mark.parametrize("unit", ["ENERGY", "LAB"])
def test_each_object_says_in_the_file_what_the_story_says(unit, decks, stories):
    """Charts cell by cell, tables cell by cell, boxes paragraph by paragraph."""
    found = objects(decks[unit].path)
    for slide in stories[unit]:
        for name, part in slide.named():
            assert texts_of(found[name]) == part.texts, name
            if isinstance(part, Drawing):
                assert state_of(found[name]) == (*part.texts, *part.places), name


@pytest.mark.parametrize("unit", ["ENERGY", "LAB"])
def test_charts_hold_the_figures_of_the_exhibits(unit, decks, studies):
    """Profile, gaps, people and money equal what the report's pages print, in the chart and in its workbook."""
    study, found = studies[unit], objects(decks[unit].path)
    gaps = maturity.gap_list(study.model, study.gaps, load_theme()).frame
    frame = plan_frame(study, load_theme())
    curve = value_over_spend(frame, spend_by_quarter(study)).frame
    used = use_by_skill(study)
    expected = {
        "pmokit:profile:chart": [study.scores.domains["score"], study.gaps["target"]],
        "pmokit:profile:gaps": [gaps["gap"]],
        "pmokit:capacity:people": [[sum(row[at] for row in used.values()) for at in range(frame.quarters)]],
    }
    for name, columns in expected.items():
        chart = found[name].chart
        for at, (series, column) in enumerate(zip(chart.plots[0].series, columns, strict=False), 1):
            assert list(series.values) == pytest.approx(list(column), abs=1e-6), name
            rows = list(book_of(chart).iter_rows(min_row=2, values_only=True))
            assert [row[at] for row in rows] == pytest.approx(list(column), abs=1e-6), name
            assert [row[0] for row in rows] == list(chart.plots[0].categories)
    value = found["pmokit:capacity:value"].chart.plots[0].series[0]
    assert list(value.values) == pytest.approx(list(curve["value"]), abs=1e-6)


def book_of(chart):
    return load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


def test_tables_hold_the_cells_of_the_report(decks, studies):
    """KPI set, RACI and figures of the projects: the same words as in the report's tables."""
    pages, found = UnitPages(studies["ENERGY"]), objects(decks["ENERGY"].path)
    (kpis,) = pages.kpis().exhibits
    assert texts_of(found["pmokit:kpis:table"])[1:] == tuple(
        "|".join(row) for row in kpis.only("name", "baseline", "now", "verdict", "target", "owner").cells()
    )
    raci = next(exhibit for exhibit in pages.office().exhibits if exhibit.id == "raci")
    printed = {"|".join(row) for row in raci.cells()}
    assert set(texts_of(found["pmokit:raci:table"])[1:]) <= printed
    figures = {row[0]: row for row in pages.projects().exhibits[0].only("name", "value", "n").cells()}
    for line in texts_of(found["pmokit:problem:figures"])[1:]:
        name, value, n, _ = line.split("|")
        assert (figures[name][1], figures[name][2]) == (value, n)


def test_the_roadmap_has_at_most_seven_bars_and_glued_connectors(decks, studies):
    drawing = objects(decks["LAB"].path)["pmokit:board-roadmap:chart"]
    bars = board_bars(plan_frame(studies["LAB"], load_theme()))
    names = [shape.name.rsplit(":", 1)[-1] for shape in drawing.shapes]
    assert sum(name.startswith("bar-") for name in names) == len(bars) <= 7
    links = [shape for shape in drawing.shapes if ":needs-" in shape.name]
    for link in links:
        assert link._element.find(".//" + qn("a:stCxn")) is not None
        assert link._element.find(".//" + qn("a:endCxn")) is not None


@pytest.mark.parametrize("unit", ["ENERGY", "LAB"])
def test_everything_has_a_name_and_a_text_alternative(unit, decks):
    """Charts, tables and drawings carry a description, all objects our name; the record knows each of them."""
    deck = Presentation(decks[unit].path)
    record = read_record(deck)
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.is_placeholder and "sldNum" in (shape._element.xpath(".//p:ph/@type") or ""):
                continue
            assert shape.name.startswith("pmokit:"), shape.name
            assert record[shape.name.upper()] == fingerprint(state_of(shape))
            if shape.has_chart or shape.has_table or hasattr(shape, "shapes"):
                assert len(shape._element.xpath(".//p:cNvPr")[0].get("descr")) > 20, shape.name
        assert slide.has_notes_slide == (f"PMOKIT:{slide_id(slide)}:NOTES" in record)


def slide_id(slide):
    return next(shape.name for shape in slide.shapes if shape.name.startswith("pmokit:")).split(":")[1].upper()


@pytest.mark.parametrize("unit", ["ENERGY", "LAB"])
def test_nothing_leaves_its_slide_and_no_placeholder_is_empty(unit, decks):
    deck = Presentation(decks[unit].path)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0, shape.name
            assert shape.top >= 0, shape.name
            assert shape.left + shape.width <= deck.slide_width + Pt(1), shape.name
            assert shape.top + shape.height <= deck.slide_height, shape.name
            if shape.has_text_frame:
                assert shape.text_frame.text.strip(), shape.name


@pytest.mark.parametrize("unit", ["ENERGY", "LAB"])
def test_words_fit_their_boxes_and_rows_their_tables(unit, stories, plain):
    """Measured anew: the words of a box are no taller than it, letters are at least 10 points."""
    letters, area = plain.master.letters, plain.stage.area
    for slide in stories[unit]:
        for _, part in slide.named():
            if isinstance(part, Grid):
                assert part.box.y + sum(part.heights) <= area.y + area.height + 0.5, slide.id
                assert part.size >= 10
            elif not isinstance(part, Chart):
                for words in part.shapes if isinstance(part, Drawing) else (part,):
                    width = words.box.width - 2 * words.inset
                    needed = sum(
                        letters.height(line.text, line.size, width - (14 if line.bullet else 0), bold=line.bold)
                        + line.gap
                        for line in words.lines
                    )
                    assert needed <= words.box.height - 2 * words.inset + 0.5, (slide.id, words.part, words.lines)
                    assert min(line.size for line in words.lines) >= 10


def test_what_found_no_room_stands_in_the_notes(decks):
    """The RACI shows the services with the most work; the notes name all of them."""
    for slide in Presentation(decks["ENERGY"].path).slides:
        if slide_id(slide) == "RACI":
            assert slide.notes_slide.notes_text_frame.text.count(": ") >= 22
            return
    pytest.fail("no slide with a RACI")


def test_the_same_input_gives_the_same_bytes(studies, decks, tmp_path):
    again = write_deck(studies["LAB"], tmp_path / "again.pptx", today=TODAY)
    assert again.path.read_bytes() == decks["LAB"].path.read_bytes()


def test_no_part_bears_the_time_of_the_day(decks):
    with zipfile.ZipFile(decks["LAB"].path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert "2026-11-02T00:00:00Z" in core
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                fromstring(archive.read(name))
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(archive.read(name))) as book:
                    assert "2026-01-01T00:00:00Z" in book.read("docProps/core.xml").decode()
