"""How a page travels in a notebook: as data for the exporter, as tables and charts for the reader."""

import os
from collections.abc import Sequence
from html import escape
from typing import Any

from pmokit.reports.renderer import RENDERER
from pmokit.reports.svg import Drawer, draw_svg
from pmokit.reports.xml_text import visible, visible_within
from pmokit.views.exhibit import Exhibit
from pmokit.views.page import Page

MIME = "application/vnd.pmokit.page+json"
# The batch draws charts itself, once its notebooks have run; kernels then stay free of the renderer.
DRAW_LATER = "PMOKIT_DRAW_LATER"
# Longer cells are sentences: on a phone such a table is read row by row instead of being swiped.
SENTENCE = 60
# Longer words may be broken anywhere, or they would push a table off the page.
WORD = 40


class Shown:
    """Pages as a notebook displays them.

    Parameters
    ----------
    pages
        In order.
    footer
        Versions, rule and fingerprint, for the report's footer.
    """

    def __init__(self, pages: Sequence[Page], footer: str = "") -> None:
        self.pages, self.footer = pages, footer

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        documents = [page_document(page) | {"footer": visible(self.footer)} for page in self.pages]
        bundle: dict[str, Any] = {MIME: documents, "text/plain": "\n\n".join(map(_plain, self.pages))}
        if not os.environ.get(DRAW_LATER):
            bundle["text/html"] = "".join(map(page_html, documents))
        return bundle


def page_document(page: Page) -> dict[str, Any]:
    """Return a page as plain JSON values: texts, printed tables, chart specifications; each sign in it is one that XML can hold."""
    document: dict[str, Any] = {
        "id": page.id,
        "title": page.title,
        "lead": list(page.lead),
        "facts": [{"label": f.label, "value": f.value, "note": f.note} for f in page.facts],
        "layout": page.layout,
        "lists": [{"title": one.title, "points": list(one.points)} for one in page.lists],
        "exhibits": [_exhibit_document(exhibit) for exhibit in page.exhibits],
    }
    return {name: visible_within(value) for name, value in document.items()}


def page_html(document: dict[str, Any]) -> str:
    """Return a page for a notebook on a screen: headings, charts, tables."""
    parts = [f"<h2>{escape(document['title'])}</h2>", *(f"<p>{escape(text)}</p>" for text in document["lead"])]
    parts += [
        f"<p><b>{escape(f['value'])}</b> {escape(f['label'])}. {escape(f['note'])}</p>" for f in document["facts"]
    ]
    for exhibit in document["exhibits"]:
        parts += [
            f"<h3>{escape(exhibit['title'])}</h3>",
            f"<p>{escape(exhibit['description'])}</p>",
            exhibit_svg(exhibit),
        ]
        head = "".join(f"<th>{escape(c['heading'])}</th>" for c in exhibit["columns"])
        rows = "".join("<tr>" + "".join(f"<td>{escape(v)}</td>" for v in row) + "</tr>" for row in exhibit["rows"])
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    for one in document["lists"]:
        points = "".join(f"<li>{escape(point)}</li>" for point in one["points"])
        parts.append(f"<h3>{escape(one['title'])}</h3><ul>{points}</ul>")
    return "".join(parts)


def exhibit_svg(exhibit: dict[str, Any], page: str = "", drawer: Drawer = RENDERER.draw) -> str:
    """Return the chart of an exhibit document as inline SVG, or nothing."""
    if not exhibit["spec"]:
        return ""
    prefix = f"{page}-{exhibit['id']}" if page else exhibit["id"]
    words = {"title": exhibit["title"], "description": exhibit["description"]}
    return draw_svg(exhibit["spec"], prefix=prefix, **words, drawer=drawer)


def _exhibit_document(exhibit: Exhibit) -> dict[str, Any]:
    rows = exhibit.cells()
    return {
        "id": exhibit.id,
        "title": exhibit.title,
        "description": exhibit.description,
        "columns": [{"heading": c.heading, "numeric": c.format != "text"} for c in exhibit.printed_columns()],
        "rows": rows,
        "is_told": any(len(cell) > SENTENCE for row in rows for cell in row),
        "has_long_words": any(len(word) > WORD for row in rows for cell in row for word in cell.split()),
        "spec": exhibit.specification(),
    }


def _plain(page: Page) -> str:
    lines = [page.title, *page.lead, *(f"{f.label}: {f.value} {f.note}" for f in page.facts)]
    lines += [f"{e.title}. {e.description}" for e in page.exhibits]
    return "\n".join([*lines, *(f"{one.title}: {'; '.join(one.points)}" for one in page.lists)])
