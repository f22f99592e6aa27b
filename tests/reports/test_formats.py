"""Formats by name, and the files that are made from a unit's story; one that fails stops no other."""

import datetime as dt

import pytest

from pmokit.errors import InputError
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.reports.formats import read_formats, write_from_study
from pmokit.store.engagement import create_engagement
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 11, 2)


@pytest.fixture
def bare(tmp_path):
    """A unit of which nothing is known yet."""
    units = [Unit(code="A", name="Alpha")]
    with create_engagement(tmp_path / "a.pmokit", Settings(client="Acme"), units) as opened:
        yield UnitStudy(opened, "A", today=TODAY)


def test_formats_are_read_once_each_in_the_kits_order():
    assert read_formats(" xlsx, HTML,xlsx ") == ("html", "xlsx")


def test_all_unknown_formats_are_named_with_the_known_ones():
    with pytest.raises(
        InputError, match=r"unknown format 'doc'.*\n.*unknown format 'odt'.*html, pptx, xlsx, pdf, docx"
    ):
        read_formats("html,doc,odt")
    with pytest.raises(InputError, match=r"unknown format 'xls'.*Did you mean 'xlsx'\?"):
        read_formats("xls")
    with pytest.raises(InputError, match="no format is named"):
        read_formats(" , ")


def test_a_unit_without_data_has_files_that_say_what_comes_next(bare, tmp_path):
    """What has not been agreed is left out of the Word files, with the reason."""
    made = write_from_study(bare, ("xlsx", "pptx", "docx"), tmp_path / "out", today=TODAY)
    assert [file.name for file in made.files] == ["report.xlsx", "report.pptx"]
    assert not made.problems
    told = " ".join(made.told)
    assert "docx, pmo charter: Alpha has no structure yet. Design it in step 4 of the workshop first." in told
    assert "docx, methodology pack: Alpha has no methodology yet. Agree it in step 5 of the workshop first." in told


def test_a_broken_master_stops_the_deck_alone(bare, tmp_path):
    (tmp_path / "client.pptx").write_text("no deck", encoding="utf-8")
    made = write_from_study(bare, ("xlsx", "pptx"), tmp_path, today=TODAY, template=tmp_path / "client.pptx")
    assert [file.name for file in made.files] == ["report.xlsx"]
    (problem,) = made.problems
    assert problem.startswith("pptx: ")
    assert "client.pptx" in problem


def test_faults_of_ours_are_not_hidden(bare, tmp_path, monkeypatch):
    monkeypatch.setattr("pmokit.reports.book.write.write_book", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_from_study(bare, ("xlsx",), tmp_path, today=TODAY)
