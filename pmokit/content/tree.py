"""Find the content files under a path."""

import os
from collections.abc import Iterator
from pathlib import Path

CONTENT = frozenset({"questionnaires", "templates"})


def find_content(path: Path) -> list[Path]:
    """Return the YAML files under a folder in order, or the file itself.

    Hidden files and folders are passed over, links are followed once, and of a checkout of the kit only its content
    folders are looked at: its tests hold files that are broken on purpose.

    Parameters
    ----------
    path
        File or folder.
    """
    full = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links, absolute() keeps the dots
    return sorted(_walk(full, set())) if full.is_dir() else [full]


def _walk(folder: Path, seen: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    visible = [entry for entry in entries if not entry.name.startswith(".")]
    folders = [entry for entry in visible if entry.is_dir()]
    if {entry.name for entry in folders} >= CONTENT:
        folders = [entry for entry in folders if entry.name in CONTENT]
    for entry in folders:
        # A virtual environment brings YAML of its own.
        if not (entry / "pyvenv.cfg").exists():
            yield from _walk(entry, seen)
    yield from (entry for entry in visible if entry.suffix == ".yaml" and not entry.is_dir())
