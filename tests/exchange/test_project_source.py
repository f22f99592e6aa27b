"""Kinds of files: what is read, and what to do with what is not."""

import pytest

from pmokit.errors import InputError
from pmokit.exchange.project_source import file_kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", b"name,unit\n", "text"),
        ("a.XLSM", b"PK\x03\x04", "workbook"),
        ("a.csv", b"PK\x03\x04", "workbook"),
        ("a.xml", b"<Project/>", "mspdi"),
        ("a.xer", b"ERMHDR", "xer"),
    ],
)
def test_kinds(tmp_path, name, content, kind):
    """The end of the name tells, but a workbook is one under any name."""
    (tmp_path / name).write_bytes(content)
    assert file_kind(tmp_path / name) == kind


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.mpp", OLE, r"MS Project file \(\.mpp\).*File > Save As > XML"),
        ("a.xls", OLE, r"old Excel workbook.*save it as an Excel workbook \(\.xlsx\)"),
        ("a.xlsx", OLE, "an old Excel workbook .* under another name"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "it is encrypted.*without a password"),
        ("a.xlsb", b"PK\x03\x04", "binary workbook"),
        ("a.ods", b"PK\x03\x04", "OpenDocument"),
        ("a.pod", b"", "ProjectLibre.*XML"),
        ("a.pdf", b"%PDF", "a PDF.*Expected: CSV"),
        ("a.docx.bak", b"x", r"files of the type '\.bak' are not read\. Expected: CSV .*Primavera"),
        ("a", b"x", "files of the type 'a' are not read"),
    ],
)
def test_what_is_not_read(tmp_path, name, content, message):
    """A sentence with the way out."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        file_kind(tmp_path / name)


def test_files_that_are_not_there(tmp_path):
    """A missing file and a folder."""
    with pytest.raises(InputError, match="there is no such file"):
        file_kind(tmp_path / "a.csv")
    with pytest.raises(InputError, match="this is a folder; name a file"):
        file_kind(tmp_path)
