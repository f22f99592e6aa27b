"""The client's logo in decks: on the layouts, where the master shows none, and where it covers nothing."""

import io

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from pmokit.content.library import load_theme
from pmokit.reports.deck.logo import put_logo
from pmokit.reports.deck.master import Master, box_of
from pmokit.reports.logo import logo_of

THEME = load_theme("ember")


def pictures(page):
    return list(page.shapes._spTree.iter(qn("p:pic")))


def boxes(layout):
    """Return the logo's place, and those of all else on the layout."""
    shapes = list(layout.shapes)
    (logo,) = [box_of(shape) for shape in shapes if shape.name == "Logo"]
    return logo, [box for shape in shapes if shape.name != "Logo" and (box := box_of(shape))]


@pytest.fixture
def client(tmp_path):
    """A master of 4:3 without a picture."""
    deck = Presentation()
    deck.save(tmp_path / "client.pptx")
    return tmp_path / "client.pptx"


@pytest.mark.parametrize("is_client", [False, True])
def test_it_stands_on_both_layouts_and_covers_nothing(is_client, client):
    """Large on the first slide, small on the others where there is room; slides cannot lose it, as it is none of their shapes."""
    master = Master(client if is_client else None)
    assert put_logo(master, THEME) == []
    sizes = []
    for kind in ("title",) if is_client else ("title", "content"):
        logo, others = boxes(master.layouts[kind])
        sizes.append(logo.width)
        assert logo.width / logo.height == pytest.approx(120 / 32, abs=0.05)
        for other in (*others, *([master.area] if kind == "content" else [])):
            beside = logo.x >= other.x + other.width or other.x >= logo.x + logo.width
            assert beside or logo.y >= other.y + other.height or other.y >= logo.y + logo.height
    assert is_client or sizes[0] > 2 * sizes[1]


@pytest.mark.parametrize("holder", ["master", "layout"])
def test_a_master_with_a_picture_keeps_its_own(holder, client):
    deck = Presentation(client)
    page = deck.slide_master if holder == "master" else deck.slide_layouts[0]
    # The library draws pictures on slides alone.
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    shape = slide.shapes.add_picture(io.BytesIO(logo_of(THEME).content), 0, 0, Pt(90))
    _, relation = page.part.get_or_add_image_part(io.BytesIO(logo_of(THEME).content))
    shape._element.find(f".//{qn('a:blip')}").set(qn("r:embed"), relation)
    page.shapes._spTree.append(shape._element)
    deck.save(client)
    master = Master(client)
    assert put_logo(master, THEME) == []
    assert len(pictures(master.layouts["title"].slide_master)) + len(pictures(master.layouts["title"])) == 1
    assert not pictures(master.layouts["content"])


def test_without_a_logo_the_master_stays_as_it_is():
    master = Master()
    assert put_logo(master, load_theme("default")) == []
    assert not any(pictures(layout) for layout in master.layouts.values())
