"""The files of a report that need the unit's story: made in a warm kernel of their own, beside that of the notebook."""

import json
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from pmokit.errors import ReportError
from pmokit.reports.browser import print_pdf
from pmokit.reports.formats import FROM_STUDY, STEM

NAME = "files.ipynb"
TOLD = "told.json"
PARAMETERS = "engagement = ''\nunit = ''\nlanguage = ''\ntoday = ''\nfolder = ''\ntemplate = ''\nformats = []"
BODY = (
    "from pmokit.reports.notebook import unit_files\n"
    "unit_files(engagement, unit, formats, folder, template=template, language=language, today=today)"
)
NAMES = {"html": f"{STEM}.html", "pdf": f"{STEM}.pdf", "xlsx": f"{STEM}.xlsx", "pptx": f"{STEM}.pptx"}
"""File by format; docx is one file or two."""
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
_ONE_PRINTER = threading.Lock()


@dataclass(frozen=True)
class Files:
    """What came of the formats beside html, not yet on the disk.

    Parameters
    ----------
    files
        Bytes by file name.
    told
        Sentences on what stands in for something else, or was left out.
    problems
        Sentences on files that could not be made.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def needs_story(formats: tuple[str, ...]) -> bool:
    """Return whether any of the formats is made from the unit's story."""
    return any(name in FROM_STUDY for name in formats)


def make_files(
    parameters: Mapping[str, Any],
    formats: tuple[str, ...],
    template: bytes | None,
    *,
    environment: Mapping[str, str],
    seconds: float | None,
) -> Files:
    """Make the workbook, the deck and the Word files of a unit in a kernel of their own.

    Parameters
    ----------
    parameters
        Of the report's notebook: engagement, unit, perhaps language and today.
    formats
        Those that are made from the unit's story are made.
    template
        The client's master for the deck as a file; None = our plain one.
    environment, seconds
        As for the notebook.
    """
    from pmokit.batch.engine import execute  # noqa: PLC0415 - papermill takes a second

    source = str(nbformat.writes(_notebook()))
    with tempfile.TemporaryDirectory(prefix="pmokit-") as aside:
        folder = Path(aside) / "made"
        folder.mkdir()
        master = Path(aside) / "master.pptx"
        if template is not None:
            master.write_bytes(template)
        given = {
            name: str(parameters[name]) for name in ("engagement", "unit", "language", "today") if name in parameters
        }
        given |= {"folder": str(folder), "template": str(master) if template is not None else ""}
        wanted = [name for name in formats if name in FROM_STUDY]
        done = execute(source, NAME, {**given, "formats": wanted}, environment=environment, seconds=seconds)
        if done.error is not None:
            return Files(problems=(f"{', '.join(wanted)}: {done.error}",))
        told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
        files = {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.name != TOLD}
        problems = (text.replace(str(master), "the client's master") for text in told["problems"])
        return Files(files, tuple(told["told"]), tuple(problems))


def make_pdf(html: bytes) -> Files:
    """Print a page; without a browser a sentence says so.

    Parameters
    ----------
    html
        The page.
    """
    with tempfile.TemporaryDirectory(prefix="pmokit-") as aside:
        page, pdf = Path(aside) / NAMES["html"], Path(aside) / NAMES["pdf"]
        page.write_bytes(html)
        try:
            # A browser takes both cores and 300 MB; several at once are slower than one after another.
            with _ONE_PRINTER:
                print_pdf(page, pdf)
        except ReportError as error:
            return Files(problems=(f"pdf: {str(error).replace(str(page), NAMES['html'])}",))
        return Files({NAMES["pdf"]: pdf.read_bytes()})


def _notebook() -> Any:
    parameters = new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}, id="parameters")
    return new_notebook(metadata=PYTHON, cells=[parameters, new_code_cell(BODY, id="files")])
