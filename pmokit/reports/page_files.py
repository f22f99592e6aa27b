"""Pages written as a web page and for Word, side by side."""

from collections.abc import Sequence
from pathlib import Path

from pmokit.reports.pages_docx import pages_docx
from pmokit.reports.pages_html import pages_html
from pmokit.views.page import Page


def write_both(pages: Sequence[Page], footer: str, folder: Path, name: str, language: str = "en") -> list[Path]:
    """Write pages as ``<name>.html`` and ``<name>.docx`` and return the files.

    Parameters
    ----------
    pages
        The first one is the cover.
    footer
        Printed at the end.
    folder
        Where; is made if missing.
    name
        Of the files, without their ending.
    language
        Language of the texts.
    """
    text, word = pages_html(pages, footer, language), pages_docx(pages, footer)
    folder.mkdir(parents=True, exist_ok=True)
    html, docx = folder / f"{name}.html", folder / f"{name}.docx"
    html.write_text(text, encoding="utf-8", newline="\n")
    docx.write_bytes(word)
    return [html, docx]
