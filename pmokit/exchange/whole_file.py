"""Write a file whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmokit.errors import Fault, InputError


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """Give a place beside a file to write to; it takes the file's name once all is written.

    Parameters
    ----------
    file
        The file to write; its folder is made if missing.

    Raises
    ------
    InputError
        If the folder or the file cannot be written; then nothing is left behind.
    """
    part = file.with_name(f"~{secrets.token_hex(4)}{file.suffix}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield part
        os.replace(part, file)  # noqa: PTH105
    except OSError as error:
        hint = "Close it where it is open, or choose another folder" if isinstance(error, PermissionError) else ""
        raise InputError(
            Fault(str(file), f"it cannot be written ({error.strerror or error})", "a place that can be written", hint)
        ) from None
    finally:
        if part.exists():
            part.unlink()
