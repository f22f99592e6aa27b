"""The plain master in templates/decks is what its script writes."""

from pptx import Presentation

from pmokit.content.library import load_theme
from pmokit.reports.deck.plain_master import LAYOUTS, office_font, plain_file, plain_master


def test_the_file_is_as_the_script_writes_it():
    assert plain_file().read_bytes() == plain_master(load_theme())


def test_it_has_three_layouts_under_their_usual_names_and_no_slide():
    deck = Presentation(str(plain_file()))
    assert tuple(layout.name for layout in deck.slide_layouts) == LAYOUTS
    assert len(deck.slides) == 0


def test_its_font_is_one_that_every_computer_has():
    assert office_font(load_theme()) == "Arial"
