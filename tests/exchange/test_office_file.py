"""Office files from outside: bombs and damage are refused with a sentence, texts come back as they were."""

import datetime as dt
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.errors import InputError
from pmokit.exchange.office_archive import OLE2, unpack
from pmokit.exchange.office_file import is_office_file, put_text, read_workbook

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.fixture
def book(tmp_path):
    made = openpyxl.Workbook()
    made.active.append(["text", 3, 3.0, 0.1, True, dt.date(2027, 1, 2), None, "=1+1"])
    made.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_cells_are_read_as_text(book):
    """Whole numbers without a point, empty cells as empty text, formulas marked."""
    sheet = read_workbook(book)["Sheet"]
    assert sheet.rows[0][:5] == ("text", "3", "3", "0.1", "TRUE")
    assert (sheet.text(1, 7), sheet.text(9, 9)) == ("", "")
    assert sheet.formulas == {(1, 8)}
    assert sheet.where(1, 8) == f"{book}::Sheet!H1"


def repack(book, change=None, **extra):
    """Write the parts of a workbook anew, some of them changed or added."""
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in (change or {}).items():
        parts[name] = content(parts[name]) if callable(content) else content
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | extra).items():
            archive.writestr(name, content)
    return book


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"xl/worksheets/sheet1.xml": b" " * 30_000_000}, "its part .* unpacks to [0-9,]+ times its size"),
        ({"xl/media/image.bin": b"\0" * 300_000_000}, "it unpacks to [0-9,]+ bytes"),
        ({f"xl/part{n}": b"" for n in range(5_001)}, "it has 5,0[0-9]{2} parts"),
        (
            {"xl/workbook.xml": lambda old: old.replace(b"<workbook", b'<!DOCTYPE w [<!ENTITY a "b">]><workbook', 1)},
            "its part .xl/workbook.xml. declares a document type or entities",
        ),
        ({"xl/workbook.xml": '<?xml version="1.0"?><!DOCTYPE w>'.encode("utf-16")}, "declares a document type"),
        ({"xl/workbook.xml": b"<workbook"}, "this is no valid Excel workbook: a part of it is damaged or missing"),
        ({"[Content_Types].xml": b"<Types/>"}, "this is no valid Excel workbook"),
    ],
)
def test_bombs_and_damage(book, change, message):
    """Refused before anything is parsed, with what is wrong; never another error."""
    with pytest.raises(InputError, match=message):
        read_workbook(repack(book, change))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"unit,respondent\n", "this is no valid Excel workbook: its content is cut off or of another kind"),
        (b"", "this is no valid Excel workbook"),
        (OLE2 + b"\0" * 500, "an old .xls file, or a workbook that is protected with a password"),
    ],
)
def test_what_is_no_workbook(tmp_path, content, message):
    """Another kind of file under the name of a workbook."""
    file = tmp_path / "book.xlsx"
    file.write_bytes(content)
    with pytest.raises(InputError, match=message):
        unpack(file)


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    """Said as it is."""
    with pytest.raises(InputError, match="there is no such file"):
        unpack(tmp_path / "none.xlsx")
    with pytest.raises(InputError, match="this is a folder; name a file"):
        unpack(tmp_path)


def test_cells_far_out_cost_nothing(tmp_path):
    """A sheet whose one cell stands in the last corner, and a merge of the whole sheet, are read at once."""
    made = openpyxl.Workbook()
    made.active["XFD1048576"] = "far"
    made.active.merged_cells.add("A1:XFD1048000")
    made.save(tmp_path / "book.xlsx")
    assert read_workbook(tmp_path / "book.xlsx")["Sheet"].rows == ()


def test_workbooks_are_known_by_name_and_by_content(tmp_path, book):
    """An .xlsx, or a zip archive under another name; a CSV is none."""
    (tmp_path / "renamed.dat").write_bytes(book.read_bytes())
    (tmp_path / "r.csv").write_text("unit\n", encoding="utf-8")
    assert is_office_file(book)
    assert is_office_file(tmp_path / "renamed.dat")
    assert not is_office_file(tmp_path / "r.csv")
    assert not is_office_file(tmp_path / "none.csv")


@given(st.lists(TEXTS, min_size=1, max_size=20))
def test_texts_come_back_as_they_were(tmp_path_factory, texts):
    """Whatever people write, also control characters, codes of Office, formulas and spaces."""
    made = openpyxl.Workbook()
    for at, text in enumerate([*texts, "_x000D_", "_x005F_", "a\r\nb", "=1", " x "], start=1):
        put_text(made.active, at, 1, text)
    file = tmp_path_factory.mktemp("texts") / "book.xlsx"
    made.save(file)
    sheet = read_workbook(file)["Sheet"]
    read = [sheet.text(at, 1) for at in range(1, len(texts) + 6)]
    assert read == [*texts, "_x000D_", "_x005F_", "a\r\nb", "=1", " x "]
    assert not sheet.formulas
