"""The files of a report that need the unit's story: made in the kernel that ran the notebook, which knows the story already."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from pmokit.errors import ReportError
from pmokit.reports.formats import FROM_STUDY, STEM
from pmokit.reports.printer import PRINTER

NAME = "files.ipynb"
TOLD = "told.json"
GIVEN = ("engagement", "unit", "language", "today")
NAMES = {"html": f"{STEM}.html", "pdf": f"{STEM}.pdf", "xlsx": f"{STEM}.xlsx", "pptx": f"{STEM}.pptx"}
"""File by format; docx is one file or two."""
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


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


@dataclass(frozen=True)
class StoryFiles:
    """The files that a kernel is to make of a unit's story, in a folder of their own.

    Parameters
    ----------
    folder
        Where the kernel writes.
    parameters
        Of the report's notebook: engagement, unit, perhaps language and today.
    formats
        Those that are made from the unit's story are made.
    master
        The client's master for the deck; None = our plain one.
    """

    folder: Path
    parameters: Mapping[str, Any]
    formats: tuple[str, ...]
    master: Path | None

    @property
    def wanted(self) -> list[str]:
        """The formats that are made from the unit's story."""
        return [name for name in self.formats if name in FROM_STUDY]

    @property
    def code(self) -> str:
        """Python code that makes them."""
        given = {name: str(self.parameters[name]) for name in GIVEN if name in self.parameters}
        given |= {"folder": str(self.folder), "template": "" if self.master is None else str(self.master)}
        return f"from pmokit.reports.notebook import unit_files\nunit_files(**{given!r}, formats={self.wanted!r})"

    def read(self, error: str | None) -> Files:
        """Return what the kernel has made.

        Parameters
        ----------
        error
            Why the code failed; None when it did not.
        """
        told = self.folder / TOLD
        if error is not None or not told.is_file():
            return Files(problems=(f"{', '.join(self.wanted)}: {error or 'the kernel was gone'}",))
        said = json.loads(told.read_text(encoding="utf-8"))
        files = {file.name: file.read_bytes() for file in sorted(self.folder.iterdir()) if file != told}
        problems = (text.replace(str(self.master), "the client's master") for text in said["problems"])
        return Files(files, tuple(said["told"]), tuple(problems))


@contextmanager
def story_files(
    parameters: Mapping[str, Any], formats: tuple[str, ...], template: bytes | None
) -> Iterator[StoryFiles]:
    """Give a kernel a folder for the files that it makes of a unit's story; it is gone afterwards.

    Parameters
    ----------
    parameters, formats
        As for :class:`StoryFiles`.
    template
        The client's master for the deck as a file; None = our plain one.
    """
    with tempfile.TemporaryDirectory(prefix="pmokit-") as aside:
        folder, master = Path(aside) / "made", None
        folder.mkdir()
        if template is not None:
            master = Path(aside) / "master.pptx"
            master.write_bytes(template)
        yield StoryFiles(folder, parameters, formats, master)


def make_files(story: StoryFiles, *, environment: Mapping[str, str], seconds: float | None) -> Files:
    """Make the files of a unit's story in a kernel of their own, where no notebook is run.

    Parameters
    ----------
    story
        What is to be made.
    environment, seconds
        As for a notebook.
    """
    from pmokit.batch.engine import execute  # noqa: PLC0415 - papermill takes a second

    notebook = new_notebook(metadata=PYTHON, cells=[new_code_cell(story.code, id="files")])
    source = str(nbformat.writes(notebook))
    return story.read(execute(source, NAME, {}, environment=environment, seconds=seconds).error)


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
            PRINTER.print(page, pdf)
        except ReportError as error:
            return Files(problems=(f"pdf: {str(error).replace(str(page), NAMES['html'])}",))
        return Files({NAMES["pdf"]: pdf.read_bytes()})
