"""What an import reads, and why a file cannot be read."""

from collections.abc import Iterable
from pathlib import Path

from pmokit.errors import Fault, InputError

IMPORTS = (
    "responses, agreed answers, evidence ratings, targets, objective links or feedback (CSV, .xlsx), filled forms (.xlsx), a workload or risks (CSV, "
    ".xlsx), or projects (CSV, .xlsx, MS Project XML, Primavera XER)"
)


def unreadable(file: Path, error: OSError, expected: str) -> Fault:
    """Return the fault of a file that does not open.

    Parameters
    ----------
    file
        The file.
    error
        What opening it met.
    expected
        What would have been read.
    """
    # Windows tells a folder only as one that it may not open.
    if file.is_dir():
        return Fault(str(file), "this is a folder; name a file", expected)
    gone = isinstance(error, FileNotFoundError)
    return Fault(
        str(file), "there is no such file" if gone else f"it cannot be read ({error.strerror or error})", expected
    )


def check_openable(files: Iterable[Path]) -> None:
    """Check that the files of an import are there.

    Raises
    ------
    InputError
        For every one that does not open.
    """
    faults = []
    for file in files:
        try:
            file.open("rb").close()
        except OSError as error:
            faults.append(unreadable(file, error, IMPORTS))
    if faults:
        raise InputError(faults)
