"""The plain master in templates/decks is what its script writes."""

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from pmokit.content.library import THEME_VARIABLE, load_theme
from pmokit.reports.deck.master import Master
from pmokit.reports.deck.palette import LEVELS, font_of
from pmokit.reports.deck.plain_master import LAYOUTS, office_font, plain_file, plain_master


def test_the_file_is_as_the_script_writes_it():
    assert plain_file().read_bytes() == plain_master(load_theme())


def test_it_has_three_layouts_under_their_usual_names_and_no_slide():
    deck = Presentation(str(plain_file()))
    assert tuple(layout.name for layout in deck.slide_layouts) == LAYOUTS
    assert len(deck.slides) == 0


def test_its_font_is_one_that_every_computer_has():
    assert office_font(load_theme()) == "Arial"


def test_a_theme_gives_its_colours_and_font(monkeypatch):
    monkeypatch.setenv(THEME_VARIABLE, "ember")
    master, theme = Master(), load_theme("ember")
    assert master.palette["brand"].hex == theme.brand
    assert tuple(master.palette[role].hex for role in LEVELS) == theme.levels
    assert font_of(master.layouts["content"].slide_master.part.part_related_by(RT.THEME).blob) == "Times New Roman"


def test_a_clients_master_wins_over_the_theme(monkeypatch):
    monkeypatch.setenv(THEME_VARIABLE, "ember")
    assert Master(plain_file()).palette["brand"].hex == load_theme("default").brand
