"""Pages as one self-contained HTML file, in the look of the reports."""

from collections.abc import Sequence
from typing import Any

import jinja2

from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.reports.output import exhibit_svg, page_document
from pmokit.reports.xml_text import visible
from pmokit.views.page import Page


def pages_html(pages: Sequence[Page], footer: str, language: str = "en") -> str:
    """Return pages as one HTML file with its charts drawn.

    Parameters
    ----------
    pages
        The first one is the cover.
    footer
        Printed at the end.
    language
        Language of the texts.
    """
    documents: list[dict[str, Any]] = [page_document(page) | {"footer": visible(footer)} for page in pages]
    for document in documents:
        for exhibit in document["exhibits"]:
            exhibit["svg"] = exhibit_svg(exhibit, document["id"])
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(places.templates() / "report" / "pmokit"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    kit = {"pages": documents, "theme": load_theme().model_dump(), "language": language, "problems": [], "script": ""}
    return environment.get_template("index.html.j2").render(resources={"pmokit": kit})
