"""Read a file as text; say where a byte or character that is no text stands, and how messages name a file."""

import os
import re
from pathlib import Path

from pmokit.content.words import one_line
from pmokit.errors import Fault

MAX_BYTES = 2_000_000
MAX_FAULTS = 20
LOST = "\ufffd"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BINARY_SHARE = 0.1

# Everything YAML calls printable, without the line ends that only some programs see.
_FORBIDDEN = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffc\\U00010000-\\U0010ffff]+"
)


def show_path(file: Path) -> str:
    """Name a file as short as it stays clear: relative to the folder one stands in."""
    full = Path(os.path.abspath(file))  # noqa: PTH100 - resolve() fails on a loop of links and hides the name given
    try:
        name = str(full.relative_to(Path.cwd()))
    except ValueError:
        name = str(full)
    return one_line(name)


def read_text(file: Path) -> tuple[str | None, list[Fault]]:
    """Read a file as UTF-8.

    A byte or character that is no text is a fault and is replaced, so that the rest can still be checked.

    Parameters
    ----------
    file
        The file.

    Returns
    -------
    tuple
        The text (None if there is none to go on with) and the faults.
    """
    name = show_path(file)
    start = f"{name}:1:1"
    if not file.is_file():
        return None, [Fault(start, "the file cannot be read: it is a broken link or no plain file", "a YAML file")]
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return None, [Fault(start, f"the file cannot be read: {error.strerror or error}", "a YAML file")]
    if len(raw) > MAX_BYTES:
        return None, [Fault(start, f"the file has more than {MAX_BYTES:,} bytes", f"at most {MAX_BYTES:,}")]
    if raw.startswith(_UTF16):
        return None, [Fault(start, "the file is UTF-16 text", "UTF-8", "Save the file again with the encoding UTF-8")]
    text = raw.decode("utf-8-sig", errors="surrogateescape")
    bad = list(_FORBIDDEN.finditer(text))
    share = sum(len(match.group()) for match in bad)
    if b"\0" in raw or share > max(MAX_FAULTS, len(text) * _BINARY_SHARE):
        place = _place(text, text.index("\0")) if "\0" in text else "1:1"
        return None, [Fault(f"{name}:{place}", "this is no text but a binary file", "YAML text in UTF-8")]
    faults = [_character_fault(f"{name}:{_place(text, match.start())}", match.group()[0]) for match in bad[:MAX_FAULTS]]
    return _FORBIDDEN.sub(LOST, text), faults


def _place(text: str, position: int) -> str:
    before = text[:position]
    # CR LF is one line end; a CR alone is one, too.
    line = len(re.findall(r"\r\n?|\n", before)) + 1
    column = position - max(before.rfind("\n"), before.rfind("\r"))
    return f"{line}:{column}"


def _character_fault(where: str, character: str) -> Fault:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # noqa: PLR2004 - how surrogateescape hands on a byte that is not UTF-8
        what, hint = f"byte 0x{code - 0xDC00:02X} is not UTF-8 text", "Save the file again with the encoding UTF-8"
        return Fault(where, what, "UTF-8", hint)
    if character == LOST:
        what = "a letter was lost here when the file was saved in another encoding"
        return Fault(where, what, "the letter", "Type it again")
    return Fault(where, f"the character U+{code:04X} cannot be seen and is no text", "letters and spaces", "Delete it")
