"""Worksheets as typed cells, and workbooks that are made to overload a reader."""

import datetime as dt
import struct
import time
import tracemalloc
import zipfile
import zlib

import openpyxl
import pytest

from pmokit.errors import InputError
from pmokit.exchange.tables import Amount, Missing
from pmokit.exchange.xlsx_table import read_sheets
from tests.exchange.workbooks import change_part, save

SHEET = "xl/worksheets/sheet1.xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a0 "ha">%s]>""" % b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
)


def bomb(raw, text=b"Bridge"):
    """Put nine levels of ten-fold entities in front, and the top one in a cell."""
    body = raw.split(b"?>", 1)[1] if raw.startswith(b"<?xml") else raw
    return LAUGHS + body.replace(text, b"&a9;")


def test_cells_keep_their_types(tmp_path):
    """Dates, numbers, truth values, texts, percent and currencies come as what they are; empty cells as empty text."""
    row = [dt.datetime(2026, 9, 30, 15, 4), 12.5, 7, True, "007", 0.45, 99, 12, None, "end"]  # noqa: DTZ001 - Excel has no zones
    formats = {"P": {"F1": "0%", "G1": '#,##0.00 "€"', "H1": "[$CHF] #,##0"}}
    file = save(tmp_path / "a.xlsx", {"P": [row]}, formats)
    (grid,) = read_sheets(file)
    expected = (
        dt.date(2026, 9, 30),
        12.5,
        7.0,
        True,
        "007",
        Amount(45, "%"),
        Amount(99, "€"),
        Amount(12, "CHF"),
        "",
        "end",
    )
    assert grid.lines[0].cells == expected
    assert grid.where(1, 27) == f"{file}::P!AB1"


def test_errors_and_formulas_without_a_result_are_missing_with_their_cell(tmp_path):
    """An error value says so; a formula that no program has calculated is named by its cell."""
    file = save(tmp_path / "a.xlsx", {"P": [["name", "bac"], ["Bridge", "#N/A"], ["Tunnel", "=1+1"], ["Quay", 3]]})
    (grid,) = read_sheets(file)
    cells = [line.cells[1] for line in grid.lines]
    assert cells == ["bac", Missing("the cell shows #N/A"), Missing("the formula in P!B3 has no stored result"), 3.0]


def test_hidden_and_empty_sheets_are_left_out(tmp_path):
    """What its author has hidden is not imported."""
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.create_sheet("Lists").append(["b"])
    book["Lists"].sheet_state = "hidden"
    book.create_sheet("Empty")
    book.save(tmp_path / "a.xlsx")
    assert [grid.sheet for grid in read_sheets(tmp_path / "a.xlsx")] == ["Sheet"]


@pytest.mark.parametrize(
    "part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_entities_in_any_part_are_refused(tmp_path, part):
    """A billion laughs in a workbook's part ends in a sentence, at once."""
    file = save(tmp_path / "a.xlsx", {"P": [["name"], ["Bridge"]]})
    change_part(file, "[Content_Types].xml", lambda raw: raw.replace(b"</Types>", STRINGS + b"</Types>"))
    change_part(file, "xl/sharedStrings.xml", lambda _: b"<sst xmlns='%s'><si><t>Bridge</t></si></sst>" % MAIN)
    change_part(file, part, bomb)
    started = time.monotonic()
    with pytest.raises(InputError, match=r"a\.xlsx: its part '.*' declares a document type or entities"):
        read_sheets(file)
    assert time.monotonic() - started < 2


def test_zip_bombs_are_refused_unread(tmp_path):
    """A part that unpacks to more than 200 times its size, too many bytes, too many parts."""
    file = save(tmp_path / "a.xlsx", {"P": [["name"]]})
    change_part(file, SHEET, lambda raw: raw + b" " * 30_000_000)
    with pytest.raises(InputError, match=r"its part 'xl/worksheets/sheet1.xml' unpacks to [\d,]+ times its size"):
        read_sheets(file)
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}", b"")
    with pytest.raises(InputError, match="it has 5,001 parts"):
        read_sheets(tmp_path / "b.xlsx")


def test_a_part_that_lies_about_its_size_is_not_unpacked_beyond_it(tmp_path):
    """Its directory says 100 bytes, and the check sum fits those; the other 200 million never exist."""
    file = save(tmp_path / "a.xlsx", {"P": [["name"]]})
    change_part(file, "[Content_Types].xml", lambda _: b" " * 200_000_000)
    with zipfile.ZipFile(file) as archive:
        part = archive.getinfo("[Content_Types].xml")
    honest = struct.pack("<LLL", part.CRC, part.compress_size, part.file_size)
    lie = struct.pack("<LLL", zlib.crc32(b" " * 100), part.compress_size, 100)
    file.write_bytes(file.read_bytes().replace(honest, lie))
    tracemalloc.start()
    with pytest.raises(InputError, match="no valid Excel workbook"):
        read_sheets(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (b'<row r="999999999"><c r="A999999999"><v>1</v></c></row>', "the sheet is too large"),
        (
            b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(1, 400)),
            "the sheet is too large",
        ),
    ],
)
def test_sheets_that_claim_a_huge_size_are_refused(tmp_path, cells, message):
    """A far row or column costs memory for everything before it."""
    file = save(tmp_path / "a.xlsx", {"P": [["name"]]})
    change_part(
        file, SHEET, lambda raw: raw.split(b"<sheetData>")[0] + b"<sheetData>" + cells + b"</sheetData></worksheet>"
    )
    with pytest.raises(InputError, match=message):
        read_sheets(file)


def test_what_is_no_workbook(tmp_path):
    """A binary workbook, a zip of something else and no zip at all: a sentence each."""
    for name, part in (("a.xlsx", "xl/workbook.bin"), ("b.xlsx", "word/document.xml")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(part, b"x")
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 and no more")
    for name, message in (("a", "binary workbook"), ("b", "no Excel workbook"), ("c", "no valid Excel workbook")):
        with pytest.raises(InputError, match=message):
            read_sheets(tmp_path / f"{name}.xlsx")


def test_openpyxl_reads_xml_through_defusedxml():
    """The reader's own protection, behind ours."""
    assert openpyxl.DEFUSEDXML
