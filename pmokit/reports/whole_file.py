"""Files that people may have open: written whole or not at all."""

from pathlib import Path

from pmokit.errors import Fault, ReportError


def write_whole(content: bytes, file: Path, *, called: str, program: str) -> None:
    """Write a file as a whole or not at all.

    Parameters
    ----------
    content
        What goes into it.
    file
        Its place; the folder is made where it is missing.
    called
        What it is, for the sentence that says that it cannot be written, such as "the deck".
    program
        That may have it open.

    Raises
    ------
    ReportError
        If it cannot be written.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        what = f"{called} cannot be written: {error.strerror or error}"
        raise ReportError(Fault(str(file), what, hint=f"Close it in {program}, or name another place")) from error
