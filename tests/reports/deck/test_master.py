"""A client's master: layouts by name, stand-ins that are told, no sample slides, files that are refused."""

import io
import zipfile

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from pmokit.errors import ReportError
from pmokit.reports.deck.master import Master
from pmokit.reports.deck.write import write_deck

from .conftest import TODAY

SECTIONS = (
    f'<p:extLst {nsdecls("p")}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="A" '
    'id="{1B2B7F10-0000-4000-8000-000000000001}"><p14:sldIdLst><p14:sldId id="256"/></p14:sldIdLst></p14:section>'
    "</p14:sectionLst></p:ext></p:extLst>"
)


@pytest.fixture
def client(tmp_path):
    """A master of 4:3 in purple and Verdana, with two sample slides in a section."""
    deck = Presentation()
    for at in (0, 1):
        deck.slides.add_slide(deck.slide_layouts[at]).shapes.title.text = "Sample"
    deck.part._element.append(parse_xml(SECTIONS))
    theme = deck.slide_master.part.part_related_by(RT.THEME)
    theme.blob = theme.blob.replace(b"4F81BD", b"7A1FA2").replace(b"Calibri", b"Verdana")
    file = tmp_path / "client.pptx"
    deck.save(file)
    return file


def test_a_clients_layouts_colours_and_font_are_used(client):
    master = Master(client)
    assert {kind: layout.name for kind, layout in master.layouts.items()} == {
        "title": "Title Slide",
        "content": "Title Only",
    }
    assert master.palette["accent"].hex == "#7A1FA2"
    assert master.letters.factor > 1.1
    assert master.told == ["2 sample slides of the master left out."]
    body = Presentation(client).slide_layouts[1].placeholders[1]
    assert master.area.x == pytest.approx(body.left / 12700)
    assert master.area.width == pytest.approx(body.width / 12700)


def test_a_deck_on_a_clients_master_has_only_its_own_slides(client, studies, tmp_path):
    """Nothing of the samples is left, not even in a section, which PowerPoint would offer to repair; all stays on the slide."""
    report = write_deck(studies["LAB"], tmp_path / "deck.pptx", template=client, today=TODAY)
    deck = Presentation(report.path)
    assert len(deck.slides) == report.slides
    with zipfile.ZipFile(report.path) as archive:
        assert b"sectionLst" not in archive.read("ppt/presentation.xml")
        slides = [name for name in archive.namelist() if name.startswith("ppt/slides/slide")]
        assert len(slides) == report.slides
        assert not any(b"Sample" in archive.read(name) for name in slides)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width + Pt(1), shape.name
            assert shape.top + shape.height <= deck.slide_height, shape.name
            assert not shape.has_text_frame or shape.text_frame.text.strip(), shape.name


def test_german_names_are_known_and_others_are_stood_in_for_and_told(client):
    deck = Presentation(client)
    names = {"Title Slide": "Titelfolie", "Title Only": "Nur Titel"}
    for layout in deck.slide_layouts:
        layout.name = names.get(layout.name, layout.name)
    deck.save(client)
    assert Master(client).layouts["content"].name == "Nur Titel"
    for layout in deck.slide_layouts:
        layout.name = f"House {layout.name}"
    deck.save(client)
    told = Master(client).told
    assert "The master has no layout 'Title Slide'; 'House Titelfolie' was taken instead." in told
    assert "The master has no layout 'Title Only'; 'House Nur Titel' was taken instead." in told


def test_a_master_without_any_title_gets_boxes(client, studies, tmp_path):
    deck = Presentation(client)
    for layout in [one for one in deck.slide_layouts if one.name not in {"Blank", "Title Slide"}]:
        deck.slide_layouts.remove(layout) if not layout.used_by_slides else None
    blank = deck.slide_layouts.get_by_name("Blank")
    blank.name = "Title Only"
    deck.save(client)
    report = write_deck(studies["LAB"], tmp_path / "deck.pptx", template=client, today=TODAY)
    second = Presentation(report.path).slides[1]
    assert second.shapes.title is None
    title = next(shape for shape in second.shapes if shape.name == "pmokit:ask:title")
    assert title.text_frame.text.startswith("We ask for")


def test_a_template_file_counts_as_a_master(client):
    """Masters mostly come as .potx."""
    packed = io.BytesIO()
    with zipfile.ZipFile(client) as archive, zipfile.ZipFile(packed, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, archive.read(name).replace(b"presentation.main+xml", b"template.main+xml"))
    file = client.with_suffix(".potx")
    file.write_bytes(packed.getvalue())
    assert Master(file).layouts["title"].name == "Title Slide"


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (None, r"gone\.pptx: the file cannot be read"),
        (
            b"no zip",
            r"gone\.pptx: this is no file of PowerPoint, or it is broken or locked by a password\. Expected: a file of",
        ),
        ("macros", r"gone\.pptx: the file carries macros\. Expected: a master without them\. Save it as"),
    ],
)
def test_what_is_no_master_is_refused_in_plain_words(content, match, client, tmp_path):
    file = tmp_path / "gone.pptx"
    if content == "macros":
        with zipfile.ZipFile(client) as archive, zipfile.ZipFile(file, "w") as copy:
            for name in archive.namelist():
                copy.writestr(
                    name, archive.read(name).replace(b"presentationml.presentation.main", b"macroEnabled.main")
                )
    elif content is not None:
        file.write_bytes(content)
    with pytest.raises(ReportError, match=match):
        Master(file)


def test_a_deck_that_cannot_be_written_leaves_nothing_behind(studies, tmp_path):
    place = tmp_path / "deck.pptx"
    place.mkdir()
    with pytest.raises(ReportError, match=r"the deck cannot be written.*Close it in PowerPoint"):
        write_deck(studies["LAB"], place, today=TODAY)
    assert [one.name for one in tmp_path.iterdir()] == ["deck.pptx"]
