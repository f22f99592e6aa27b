"""Hostile words in every field that people fill in: shown as text in every slide, table, chart, workbook and note."""

import io
import zipfile

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from pptx import Presentation

from pmokit.model.kpi_set import KpiSet
from pmokit.model.risks import RiskRegister
from pmokit.model.structure import Structure
from pmokit.model.vision import Vision
from pmokit.reports.deck.update import update_deck
from pmokit.reports.deck.write import write_deck
from pmokit.study.unit import UnitStudy

from .conftest import AS_OF, TODAY

FORMULA = '=HYPERLINK("http://x.test","x")'
SCRIPT = "<script>alert(1)</script>&amp;]]>"
NASTY = f"{FORMULA} {SCRIPT} \x07\x1b مرحبا \u202eevil 🙂 \ufffe "
LONG = NASTY + "long " * 2000
FREE = {"title", "owner", "source", "cause", "event", "effect", "action", "note", "mission", "vision"}
"""Names of fields that people fill in freely."""


def poisoned(value, words, key=""):
    """Put the words in front of every text that is free."""
    if isinstance(value, dict):
        return {name: poisoned(one, words, name) for name, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one, words, key) for one in value]
    return f"{words}{value}" if isinstance(value, str) and key in FREE else value


@pytest.fixture(scope="module")
def poisoned_study(tmp_path_factory, copy_planned):
    engagement = copy_planned(tmp_path_factory.mktemp("nasty") / "s.pmokit")
    engagement.update_settings(engagement.settings().model_copy(update={"client": NASTY[:200]}), author="test")
    for kind, shape, unit in (
        ("structure", Structure, "ENERGY"),
        ("kpi-set", KpiSet, "ENERGY"),
        ("risks", RiskRegister, ""),
        ("vision", Vision, "ENERGY"),
    ):
        body = engagement.read_document(kind, shape, unit=unit).model_dump(mode="json")
        words = NASTY if kind == "vision" else LONG
        engagement.write_document(kind, shape.model_validate(poisoned(body, words)), unit=unit, author="test")
    yield UnitStudy(engagement, "ENERGY", today=AS_OF)
    engagement.close()


@pytest.fixture(scope="module")
def deck(poisoned_study, tmp_path_factory):
    return write_deck(poisoned_study, tmp_path_factory.mktemp("nasty") / "deck.pptx", today=TODAY).path


def test_every_part_is_whole_xml_and_every_workbook_opens(deck):
    """Strictly read: no control character, no formula, no link in a workbook, no entity."""
    with zipfile.ZipFile(deck) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            raw = archive.read(name)
            if name.endswith((".xml", ".rels")):
                fromstring(raw)
                assert b"<script" not in raw
                assert b"x.test" not in raw or name.endswith(".xml")
                assert b'TargetMode="External"' not in raw
            if name.endswith(".xlsx"):
                for row in load_workbook(io.BytesIO(raw)).active.iter_rows():
                    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_the_words_are_shown_as_they_are(deck):
    texts = [
        shape.text_frame.text for slide in Presentation(deck).slides for shape in slide.shapes if shape.has_text_frame
    ]
    shown = " ".join(texts)
    assert FORMULA in shown
    assert "<script>alert(1)</script>" in shown
    assert "مرحبا" in shown
    assert "\N{REPLACEMENT CHARACTER}" in shown


def test_long_words_leave_no_slide(deck):
    opened = Presentation(deck)
    assert len(opened.slides) <= 14
    for slide in opened.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= opened.slide_height, shape.name


def test_a_poisoned_deck_is_refreshed_without_a_change(deck, poisoned_study):
    assert update_deck(deck, poisoned_study, today=TODAY) == []
