"""The organisation chart of a PMO, drawn as soon as a line changes, with the same lines as a list beside it."""

from html import escape

import ipywidgets as widgets

from pmokit.content.library import load_theme
from pmokit.model.structure import Structure
from pmokit.reports.svg import draw_svg
from pmokit.views.org_chart import ChartLine, chart_lines, org_chart


class OrgChart(widgets.HTML):  # type: ignore[misc]
    """Reporting lines as a picture; the list below it says the same in words, and stands alone on a narrow screen.

    Parameters
    ----------
    structure
        To begin with; None shows nothing.
    """

    def __init__(self, structure: Structure | None = None) -> None:
        super().__init__()
        self.add_class("pk-org")
        self.show(structure)

    def show(self, structure: Structure | None) -> None:
        """Draw the lines of a structure."""
        self.value = "" if structure is None else chart_markup(structure)


def chart_markup(structure: Structure) -> str:
    """Return the picture and the list of the reporting lines.

    Parameters
    ----------
    structure
        With its seats; those in a circle stand at the end of the list.
    """
    exhibit = org_chart(structure, load_theme())
    picture = ""
    spec = exhibit.specification() if structure.seats else None
    if spec is not None:
        picture = draw_svg(spec, prefix="org", title=exhibit.title, description=exhibit.description)
    listed = "".join(_line(line) for line in chart_lines(structure))
    return (
        f'<figure class="pk-figure"><h3>{escape(exhibit.title)}</h3><p>{escape(exhibit.description)}</p>'
        f'<div class="pk-chart pk-wide">{picture}<details><summary>The lines in words</summary>'
        f'<ul class="pk-lines">{listed}</ul></details></div><ul class="pk-lines pk-narrow">{listed}</ul></figure>'
    )


def _line(line: ChartLine) -> str:
    note = f' <span class="pk-code">{escape(line.note)}</span>' if line.note else ""
    above = f" {escape(line.link)} {escape(line.above)}" if line.above else " stands at the top"
    return (
        f'<li style="margin-left: {min(line.depth, 6) * 20}px"><strong>{escape(line.title)}</strong>{note}{above}</li>'
    )
