"""Notice that a package that was imported ahead has changed on disk since."""

import os
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType

Mark = tuple[int, int]


@dataclass(frozen=True)
class Stamp:
    """Where loaded modules came from, and the time and size of each file.

    Parameters
    ----------
    marks
        Modification time in nanoseconds and size in bytes by path.
    """

    marks: dict[str, Mark]

    def changed(self) -> str | None:
        """Return a file that is not what it was, None if all are."""
        return next((path for path, mark in self.marks.items() if _mark(path) != mark), None)


def take_stamp(modules: Iterable[ModuleType] | None = None) -> Stamp:
    """Return the stamp of modules; by default of all that are loaded, but for Python's own library.

    Python's library is replaced together with the interpreter, and looking at it would double the time.
    """
    library = sysconfig.get_path("stdlib")
    files = {file for module in modules or list(sys.modules.values()) if (file := _file(module))}
    marks = {file: mark for file in files if not _is_in(file, library) and (mark := _mark(file))}
    return Stamp(marks)


def _file(module: ModuleType) -> str | None:
    file = getattr(module, "__file__", None)
    return file if isinstance(file, str) else None


def _is_in(file: str, library: str) -> bool:
    return file.startswith(library + os.sep) and "site-packages" not in file


def _mark(path: str) -> Mark | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - two thousand of them before each fork, Path is several times as slow
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
