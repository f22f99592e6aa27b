"""Office files from outside as archives: what could harm a reader is refused before anything of it is parsed."""

import io
import shutil
import zipfile
from pathlib import Path
from typing import IO
from xml.parsers import expat

from pmokit.errors import Fault, InputError
from pmokit.exchange.readable import unreadable

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A workbook of 100,000 projects unpacks to about 100 MB in some 20 parts, 10 to 30 times its packed size.
MAX_PARTS = 5_000
MAX_UNPACKED = 250_000_000
MAX_RATIO, RATIO_FROM = 200, 10_000_000
CHUNK, PROLOG_CHUNK = 1 << 20, 1 << 12
EXPECTED = "an Excel workbook (.xlsx)"
SAVE_AGAIN = "Open it in Excel or LibreOffice and save it as .xlsx again"


def unpack(file: Path) -> io.BytesIO:
    """Return a workbook as an archive that is not packed: a part that lies about its size ends where it says it ends.

    Parameters
    ----------
    file
        The file.

    Raises
    ------
    InputError
        If it cannot be read, is no workbook, is encrypted or damaged, declares XML entities, or unpacks to more than 250 MB,
        more than 5,000 parts, or (parts above 10 MB) more than 200 times its size.
    """
    _check_head(file)
    _check(file)
    try:
        return _unpacked(file)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 -- a damaged archive trips zipfile in many ways
        raise InputError(damaged(file, error)) from None


def damaged(file: Path, error: Exception) -> Fault:
    """Return the fault of a workbook that a reader stumbles over."""
    if isinstance(error, zipfile.BadZipFile):
        what, advice = (
            "its content is cut off or of another kind",
            "; a text file under this name needs the ending .csv",
        )
    else:
        what, advice = "a part of it is damaged or missing", ""
    return Fault(str(file), f"this is no valid Excel workbook: {what}", EXPECTED, f"{SAVE_AGAIN}{advice}")


def _check_head(file: Path) -> None:
    try:
        with file.open("rb") as stream:
            head = stream.read(len(OLE2))
    except OSError as error:
        raise InputError(unreadable(file, error, EXPECTED)) from None
    if head == OLE2:
        what = "this is an old .xls file, or a workbook that is protected with a password"
        raise InputError(Fault(str(file), what, EXPECTED, "Save it as .xlsx, without a password to open it"))


def _check(file: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, OverflowError) as error:
        raise InputError(damaged(file, error)) from None
    unpacked = sum(part.file_size for part in parts)
    faults = []
    if len(parts) > MAX_PARTS:
        faults.append(Fault(str(file), f"it has {len(parts):,} parts", f"at most {MAX_PARTS:,}"))
    if unpacked > MAX_UNPACKED:
        faults.append(Fault(str(file), f"it unpacks to {unpacked:,} bytes", f"at most {MAX_UNPACKED:,}"))
    faults += [
        Fault(
            str(file),
            f"its part '{part.filename[:80]}' unpacks to {part.file_size // max(part.compress_size, 1):,} times its size",
            f"at most {MAX_RATIO} times",
            "Such a file is made to overload a reader; ask for another one",
        )
        for part in parts
        if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * part.compress_size
    ]
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        faults.append(Fault(str(file), "it is encrypted", "a workbook without a password"))
    elif "xl/workbook.bin" in names:
        faults.append(Fault(str(file), "it is an Excel binary workbook (.xlsb)", EXPECTED, SAVE_AGAIN))
    elif "[Content_Types].xml" not in names:
        faults.append(Fault(str(file), "it is a zip file, but no Excel workbook", EXPECTED, SAVE_AGAIN))
    if faults:
        raise InputError(faults)


def _unpacked(file: Path) -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            if part.filename.startswith("xl/media/"):
                continue
            with source.open(part) as packed:
                if _declares(packed):
                    raise InputError(
                        Fault(
                            str(file),
                            f"its part '{part.filename[:80]}' declares a document type or entities, as no spreadsheet does",
                            EXPECTED,
                            "Such a file can be made to overload a reader; ask for another one",
                        )
                    )
            with source.open(part) as packed, archive.open(part.filename, "w") as unpacked:
                shutil.copyfileobj(packed, unpacked, CHUNK)
    return target


def _declares(part: IO[bytes]) -> bool:
    """Return whether an XML part declares a document type, which stands before its first element.

    Which XML reader openpyxl takes depends on what is installed, and not all of them refuse entities.
    """
    met: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: met.append(True)
    parser.StartElementHandler = lambda *_: met.append(False)
    try:
        while not met and (chunk := part.read(PROLOG_CHUNK)):
            parser.Parse(chunk)
    except expat.ExpatError:
        # No XML, or broken: the reader will say so.
        return any(met)
    return any(met)
