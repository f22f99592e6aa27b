"""A deck that people have worked on: only what the kit wrote and nobody has changed is refreshed."""

import shutil

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.util import Pt

from pmokit.errors import ReportError
from pmokit.reports.deck.parts import Box, Cell, Drawing, Grid, Line, Words
from pmokit.reports.deck.present import state_of, texts_of
from pmokit.reports.deck.refresh import refresh_part, refresh_words
from pmokit.reports.deck.update import update_deck
from pmokit.reports.deck.write import write_deck

from .conftest import TODAY


@pytest.fixture
def deck(decks, tmp_path):
    """A copy of the deck of LAB, to be worked on."""
    return shutil.copy(decks["LAB"].path, tmp_path / "deck.pptx")


def find(opened, name):
    return next(shape for slide in opened.slides for shape in slide.shapes if shape.name == f"pmokit:{name}")


def by_name(changes):
    return {change.name.removeprefix("pmokit:"): change for change in changes}


def test_a_deck_that_says_what_is_true_stays_byte_for_byte(deck, studies):
    before = deck.read_bytes()
    assert update_deck(deck, studies["LAB"], today=TODAY) == []
    assert deck.read_bytes() == before


def test_new_figures_come_in_and_the_list_says_so(deck, studies):
    """The deck of one unit refreshed with the figures of another: every object is as in a new deck."""
    changes = update_deck(deck, studies["ENERGY"], today=TODAY)
    assert {change.kind for change in changes} == {"refreshed"}
    new = write_deck(studies["ENERGY"], deck.with_name("new.pptx"), today=TODAY)
    wanted = {shape.name: shape for slide in Presentation(new.path).slides for shape in slide.shapes}
    for slide in Presentation(deck).slides:
        for shape in slide.shapes:
            if shape.name.startswith("pmokit:"):
                assert state_of(shape) == state_of(wanted[shape.name]), shape.name
    money = by_name(changes)["ask:money"]
    assert money.slide == 2
    assert "k EUR' is now '" in str(money)
    assert update_deck(deck, studies["ENERGY"], today=TODAY) == []


def test_hand_edits_stay_and_are_named(deck, studies):
    """A changed title, cell, figure, bar and note are kept; what stands beside them is refreshed."""
    opened = Presentation(deck)
    find(opened, "problem:title").text_frame.text = "Our own words"
    find(opened, "kpis:table").table.cell(1, 0).text_frame.text = "Our KPI"
    figures = CategoryChartData()
    figures.categories = ["one"]
    figures.add_series("Score", [1.5])
    find(opened, "profile:chart").chart.replace_data(figures)
    bar = next(one for one in find(opened, "board-roadmap:chart").shapes if one.name.endswith(":bar-0"))
    bar.left += Pt(60)
    notes = opened.slides[1].notes_slide.notes_text_frame
    notes.text = "What I shall say"
    opened.save(deck)
    changed = by_name(update_deck(deck, studies["ENERGY"], today=TODAY))
    kept = {name for name, change in changed.items() if change.kind == "kept"}
    assert kept == {"problem:title", "kpis:table", "profile:chart", "board-roadmap:chart", "ask:notes"}
    assert "Changed by hand since. It would now say: 'The problem in your own figures" in changed["problem:title"].text
    again = Presentation(deck)
    assert find(again, "problem:title").text_frame.text == "Our own words"
    assert texts_of(find(again, "profile:chart")) == ("one", "Score|1.5")
    assert again.slides[1].notes_slide.notes_text_frame.text == "What I shall say"
    assert find(again, "problem:figures").table.cell(1, 1).text_frame.text == "25 %"


def test_what_was_moved_stays_where_it_is(deck, studies):
    """Moved shapes, larger letters, an added slide and another order of slides survive a refresh."""
    opened = Presentation(deck)
    places = {}
    for name in ("ask:money", "profile:chart", "options:table", "board-roadmap:chart"):
        shape = find(opened, name)
        shape.left, shape.top = shape.left + Pt(11), shape.top + Pt(7)
        places[name] = (shape.left, shape.top)
    find(opened, "ask:people").text_frame.paragraphs[0].runs[0].font.italic = True
    added = opened.slides.add_slide(opened.slide_layouts[2])
    added.shapes.title.text = "Ours"
    slides = opened.slides._sldIdLst
    slides.insert(1, slides[-1])
    opened.save(deck)
    changes = update_deck(deck, studies["ENERGY"], today=TODAY)
    assert {change.kind for change in changes} == {"refreshed"}
    again = Presentation(deck)
    assert again.slides[1].shapes.title.text == "Ours"
    assert {name: (find(again, name).left, find(again, name).top) for name in places} == places
    assert find(again, "ask:people").text_frame.paragraphs[0].runs[0].font.italic
    assert by_name(changes)["ask:money"].slide == 3


def test_what_was_taken_out_stays_out(deck, studies):
    opened = Presentation(deck)
    tile = find(opened, "ask:money")._element
    tile.getparent().remove(tile)
    slides = opened.slides._sldIdLst
    opened.part.drop_rel(slides[2].rId)
    slides.remove(slides[2])
    opened.save(deck)
    changed = by_name(update_deck(deck, studies["ENERGY"], today=TODAY))
    assert changed["ask:money"].kind == changed["problem:title"].kind == "gone"
    assert "problem:figures" not in changed
    assert len(Presentation(deck).slides) == 13


def test_a_deck_whose_record_is_lost_keeps_what_differs(deck, studies):
    """Another program has dropped the record: nobody can tell what was edited, so nothing is overwritten."""
    opened = Presentation(deck)
    for key, rel in list(opened.part.rels.items()):
        if rel.reltype.endswith("/tags"):
            opened.part.rels.pop(key)
    reference = opened.part._element.find("{*}custDataLst")
    opened.part._element.remove(reference)
    opened.save(deck)
    changes = update_deck(deck, studies["ENERGY"], today=TODAY)
    assert {change.kind for change in changes} == {"kept"}
    assert "cannot be told" in changes[0].text


def test_a_deck_of_somebody_else_is_refused(studies, tmp_path):
    foreign = tmp_path / "foreign.pptx"
    Presentation().save(foreign)
    with pytest.raises(ReportError, match=r"foreign\.pptx: the deck has no object that the kit made"):
        update_deck(foreign, studies["LAB"], today=TODAY)


def test_a_refreshed_deck_can_go_to_another_place(deck, studies, tmp_path):
    before, out = deck.read_bytes(), tmp_path / "out.pptx"
    update_deck(deck, studies["ENERGY"], today=TODAY, out=out)
    assert deck.read_bytes() == before
    assert find(Presentation(out), "ask:money").text_frame.text.endswith("own people")


def test_a_table_of_another_size_is_built_anew_at_its_place(deck, plain):
    shape = find(Presentation(deck), "kpis:table")
    grid = Grid(
        "table", Box(0, 0, 90, 40), ((Cell("a"), Cell("b")), (Cell("1"), Cell("2"))), (45, 45), (20, 20), 10, "ab"
    )
    place = shape.left, shape.top
    refresh_part(shape, "pmokit:kpis:table", grid, plain.master.palette)
    assert texts_of(shape) == ("a|b", "1|2")
    assert (shape.left, shape.top) == place


def test_a_drawing_is_drawn_anew_in_the_scale_it_was_given(deck, plain):
    shape = find(Presentation(deck), "board-roadmap:chart")
    shape.width = shape.width // 2
    drawing = Drawing("chart", (Words("one", Box(10, 10, 200, 50), (Line("One", 12),)),), "one box")
    refresh_part(shape, "pmokit:board-roadmap:chart", drawing, plain.master.palette)
    assert state_of(shape) == (*drawing.texts, *drawing.places)
    assert shape.width == pytest.approx(Pt(100), abs=10)


def test_more_paragraphs_take_the_look_of_the_last_one(deck):
    shape = find(Presentation(deck), "ask:money")
    refresh_words(shape, ("a", "b", "c", "d"))
    sizes = [paragraph.runs[0].font.size for paragraph in shape.text_frame.paragraphs]
    assert sizes[2] == sizes[3]
    assert shape.text_frame.text == "a\nb\nc\nd"
