"""Write a unit's deck for the board, and the deck of a comparison."""

import datetime as dt
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pptx.oxml.ns import qn
from pptx.util import Pt

from pmokit.content.library import load_theme
from pmokit.reports.comparison_pages import ComparisonPages
from pmokit.reports.deck.draw import draw_part, mark
from pmokit.reports.deck.letters import LEADING
from pmokit.reports.deck.logo import put_logo
from pmokit.reports.deck.master import Master, box_of, placeholders
from pmokit.reports.deck.package import deck_bytes
from pmokit.reports.deck.parts import Box, Line, Slide, object_name
from pmokit.reports.deck.plain_text import plain
from pmokit.reports.deck.present import state_of
from pmokit.reports.deck.record import fingerprint, keep_record
from pmokit.reports.deck.slides_comparison import comparison_slides
from pmokit.reports.deck.stage import Stage
from pmokit.reports.deck.story import deck_slides, deck_title
from pmokit.reports.deck.text_xml import write_lines
from pmokit.reports.whole_file import write_whole
from pmokit.study.unit import UnitStudy

TITLES = {"title", "ctrTitle"}
TITLE_INSET = 14.4
LEAST_TITLE = 16.0
FOOTER_SIZES = (10.0, 9.0, 8.0)
TITLE, SUBTITLE, NOTES, FOOTER = "title", "subtitle", "notes", "footer"


@dataclass(frozen=True)
class DeckReport:
    """What became of a deck.

    Parameters
    ----------
    path
        The file.
    slides
        How many.
    layouts
        Layouts of the master that were used, by what they were used for.
    told
        What the reader of a command line should know: layouts that stood in for others, slides that were left out.
    """

    path: Path
    slides: int
    layouts: dict[str, str]
    told: tuple[str, ...]


def write_deck(
    study: UnitStudy, path: Path, *, template: Path | None = None, language: str = "en", today: dt.date
) -> DeckReport:
    """Write the deck of a unit: native charts, tables and shapes on the client's master.

    Parameters
    ----------
    study
        The unit's story.
    path
        The file; an older one is replaced. Use :func:`pmokit.reports.deck.update.update_deck` to keep hand edits.
    template
        The client's master, .pptx or .potx; None = our plain one.
    language
        Language of the texts.
    today
        The date on the first slide, and that of the file's properties.

    Raises
    ------
    ReportError
        If the master cannot be read, or the file cannot be written.
    """
    master = Master(template)
    stage = Stage(master.area, master.letters, language, today)
    slides, left_out = deck_slides(study, stage)
    return _write(master, slides, (stage.footer(study), deck_title(study), tuple(left_out)), path, today)


def write_comparison_deck(
    comparison: ComparisonPages, path: Path, *, template: Path | None = None, today: dt.date
) -> DeckReport:
    """Write the deck of a comparison: native charts and tables on the client's master.

    Parameters
    ----------
    comparison
        Its pages.
    path, template, today
        As for :func:`write_deck`.

    Raises
    ------
    ReportError
        If the master cannot be read, or the file cannot be written.
    """
    master = Master(template)
    stage = Stage(master.area, master.letters, comparison.language, today)
    title = comparison.cover().title
    footer = f"{title} · inputs {comparison.study.input_hash(comparison.figures)}"
    return _write(master, comparison_slides(comparison, stage), (footer, title, ()), path, today)


def _write(
    master: Master, slides: Sequence[Slide], texts: tuple[str, str, tuple[str, ...]], path: Path, today: dt.date
) -> DeckReport:
    """Write slides with a footer and the file's title; what is told beside the master's own sentences goes along."""
    footer, title, told = texts
    master.told += put_logo(master, load_theme())
    written: dict[str, str] = {}
    for slide in slides:
        written |= _add(master, slide, footer)
    keep_record(master.deck, written)
    write_whole(deck_bytes(master.deck, today, title), path, called="the deck", program="PowerPoint")
    used = {str(kind): str(layout.name) for kind, layout in master.layouts.items()}
    return DeckReport(path, len(slides), used, (*master.told, *told))


def _add(master: Master, slide: Slide, footer: str) -> dict[str, str]:
    """Add a slide, and return the fingerprint of each of its objects by name."""
    native = master.deck.slides.add_slide(master.layouts[slide.layout])
    objects = [_title(master, native, slide)]
    if slide.subtitle:
        objects.append(_subtitle(master, native, slide))
    objects += _footers(master, native, slide, footer)
    for kind, shape in list(placeholders(native)):
        if not shape.name.startswith("pmokit:") and kind != "sldNum":
            shape._element.getparent().remove(shape._element)  # noqa: SLF001 - an empty placeholder asks for a click
    objects += [draw_part(native.shapes, name, part, master.palette) for name, part in slide.named()]
    written = {shape.name: fingerprint(state_of(shape)) for shape in objects}
    if slide.notes:
        body = native.notes_slide.notes_placeholder
        body.text_frame.text = "\n".join(plain(text) for text in slide.notes)
        body.name = object_name(slide.id, NOTES)
        written[body.name] = fingerprint(state_of(body))
    return written


def _title(master: Master, native: Any, slide: Slide) -> Any:
    """Write the title into its placeholder, smaller where it is long; a master without one gets a box."""
    shape = next((one for kind, one in placeholders(native) if kind in TITLES), None)
    size, text = fitted_title(master, slide)
    if shape is None:
        box = _title_room(master, slide)
        shape = native.shapes.add_textbox(*(Pt(length) for length in (box.x, box.y, box.width, box.height)))
        shape.text_frame.word_wrap = True
    shape.text_frame.text = text
    if size != master.title_size(slide.layout) or not master.title_box(slide.layout):
        shape.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    mark(shape, object_name(slide.id, TITLE))
    return shape


def fitted_title(master: Master, slide: Slide) -> tuple[float, str]:
    """Return the size of a slide's title and its text, shortened where it finds no room.

    Parameters
    ----------
    master, slide
        Where it stands, and what it says.
    """
    box = _title_room(master, slide)
    usual = master.title_size(slide.layout)
    sizes = [usual, *(size for size in range(36, int(LEAST_TITLE) - 1, -2) if size < usual)]
    room = (box.width - TITLE_INSET, box.height - TITLE_INSET / 2)
    return master.letters.fit(plain(slide.title), sizes, room, bold=True)


def _title_room(master: Master, slide: Slide) -> Box:
    area = master.area
    return master.title_box(slide.layout) or Box(area.x, max(10.0, area.y - 60), area.width, 52)


def fitted_footer(master: Master, slide: Slide, footer: str) -> tuple[float, str]:
    """Return the size of a slide's footer and its text, shortened where it finds no room.

    Parameters
    ----------
    master, slide
        Where it stands.
    footer
        What it says.
    """
    found = (box_of(shape) for kind, shape in placeholders(master.layouts[slide.layout]) if kind == "ftr")
    width = next((box.width for box in found if box), master.area.width)
    room = (width - TITLE_INSET, FOOTER_SIZES[0] * LEADING)
    size, text = master.letters.fit(plain(footer), FOOTER_SIZES, room)
    if text == plain(footer):
        return size, text
    # Where there is no room, the fingerprint goes first; it stands in the notes of the last slide, too.
    return master.letters.fit(plain(footer).rpartition(" · ")[0], FOOTER_SIZES, room)


def _subtitle(master: Master, native: Any, slide: Slide) -> Any:
    name = object_name(slide.id, SUBTITLE)
    shape = next((one for kind, one in placeholders(native) if kind == "subTitle"), None)
    if shape is None:
        area = master.area
        shape = native.shapes.add_textbox(*(Pt(length) for length in (area.x, area.y, area.width, 60)))
        body = shape._element.find(qn("p:txBody"))  # noqa: SLF001 - paragraphs of the kit's look
        write_lines(body, [Line(slide.subtitle, 16)], master.palette)
    else:
        shape.text_frame.text = plain(slide.subtitle)
    mark(shape, name)
    return shape


def _footers(master: Master, native: Any, slide: Slide, footer: str) -> list[Any]:
    """Take over slide number and footer from the layout: the library leaves them out."""
    found = []
    for kind, shape in placeholders(native.slide_layout):
        if kind not in {"sldNum", "ftr"} or (kind == "sldNum" and slide.layout == "title"):
            continue
        copy = deepcopy(shape._element)  # noqa: SLF001 - the library cannot copy a placeholder
        properties = copy.find(qn("p:spPr"))
        for child in list(properties):
            properties.remove(child)
        native.shapes._spTree.append(copy)  # noqa: SLF001 - as above
        placed = native.shapes[-1]
        copy.xpath(".//p:cNvPr")[0].set("id", str(max(one.shape_id for one in native.shapes) + 1))
        if kind == "ftr":
            size, text = fitted_footer(master, slide, footer)
            placed.text_frame.text = text
            placed.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
            mark(placed, object_name(slide.id, FOOTER))
            found.append(placed)
    return found
