"""A deck as a file: read with its faults told in plain words, written so that the same content gives the same bytes."""

import datetime as dt
import io
import zipfile
from pathlib import Path

from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.presentation import Presentation as Deck

from pmokit.errors import Fault, ReportError
from pmokit.reports.deck.plain_text import plain

START = (1980, 1, 1, 0, 0, 0)
TYPES = "[Content_Types].xml"
TEMPLATE_TYPE = b"presentationml.template.main+xml"
DECK_TYPE = b"presentationml.presentation.main+xml"
MACROS = b"macroEnabled"
MOST_BYTES = 500_000_000
LONGEST_TITLE = 250


def read_deck(file: Path) -> Deck:
    """Return the deck in a file; a template (.potx) counts as one.

    Parameters
    ----------
    file
        A file of PowerPoint.

    Raises
    ------
    ReportError
        If it is not there, no such file, carries macros, or is broken.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ReportError(_fault(file, f"the file cannot be read: {error.strerror or error}")) from error
    try:
        return Presentation(io.BytesIO(_as_deck(raw, file)))
    except (zipfile.BadZipFile, PythonPptxError, KeyError, ValueError, SyntaxError, AttributeError) as error:
        raise ReportError(
            _fault(file, "this is no file of PowerPoint, or it is broken or locked by a password")
        ) from error


def _as_deck(raw: bytes, file: Path) -> bytes:
    """Return the bytes with a template turned into a deck."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
            raise ReportError(_fault(file, "unpacked, the file is larger than 500 MB"))
        types = archive.read(TYPES)
        if MACROS in types:
            raise ReportError(
                _fault(file, "the file carries macros", "a master without them", "Save it as .pptx or .potx")
            )
        if TEMPLATE_TYPE not in types:
            return raw
        changed = io.BytesIO()
        with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in archive.namelist():
                copy.writestr(name, types.replace(TEMPLATE_TYPE, DECK_TYPE) if name == TYPES else archive.read(name))
    return changed.getvalue()


def deck_bytes(deck: Deck, today: dt.date, title: str) -> bytes:
    """Return the deck as a file without any time but the given day.

    Parameters
    ----------
    deck
        What is written.
    today
        Stands as the day of creation and change.
    title
        Of the file's properties.
    """
    day = dt.datetime.combine(today, dt.time())
    told = deck.core_properties
    told.title, told.created, told.modified, told.revision = plain(title)[:LONGEST_TITLE], day, day, 1
    told.author, told.last_modified_by, told.keywords, told.comments = "", "", "", ""
    packed, repacked = io.BytesIO(), io.BytesIO()
    deck.save(packed)
    with zipfile.ZipFile(packed) as archive, zipfile.ZipFile(repacked, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            copy.writestr(zipfile.ZipInfo(name, START), archive.read(name), zipfile.ZIP_DEFLATED)
    return repacked.getvalue()


def _fault(file: Path, what: str, expected: str = "a file of PowerPoint, .pptx or .potx", hint: str = "") -> Fault:
    return Fault(where=str(file), what=what, expected=expected, hint=hint)
