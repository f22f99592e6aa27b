"""Native charts beside their tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pmokit.model.content import Theme
from pmokit.reports.book.parts import Chart

WIDTH, HEIGHT = 640, 440
FEWEST_AXES, MOST_AXES = 3, 14
ROW_PIXELS, FRAME_PIXELS = 30, 90


@dataclass(frozen=True)
class Source:
    """Where the figures of a chart stand: sheet, first and last row, the columns of names and of each series, its names."""

    sheet: str
    first: int
    last: int
    names: int
    columns: Sequence[int]
    labels: Sequence[str]

    def area(self, column: int) -> list[Any]:
        """Return the cells of a column as the library takes them."""
        return [self.sheet, self.first, column, self.last, column]


def chart_height(chart: Chart, rows: int) -> int:
    """Return the height of a chart in pixels.

    Parameters
    ----------
    chart
        The chart.
    rows
        How many of them it shows.
    """
    return HEIGHT if is_radar(chart, rows) else max(220, FRAME_PIXELS + ROW_PIXELS * rows)


def is_radar(chart: Chart, rows: int) -> bool:
    """Return whether a chart is drawn as a radar: it is one with few rows only that stays readable."""
    return chart.kind == "radar" and FEWEST_AXES <= rows <= MOST_AXES


def native_chart(book: Any, chart: Chart, source: Source, theme: Theme, title: str) -> Any:
    """Return a chart that the library can put onto a sheet.

    Parameters
    ----------
    book
        The library's workbook.
    chart, source
        What is drawn, and from where.
    theme
        Colours and font.
    title
        Above it.
    """
    rows = source.last - source.first + 1
    has_axes = is_radar(chart, rows)
    made = book.add_chart({"type": "radar", "subtype": "with_markers"} if has_axes else {"type": "bar"})
    letters = {"name": theme.font.split(",", maxsplit=1)[0].strip().strip("'\""), "color": theme.ink, "size": 9}
    for one, column, label in zip(chart.series, source.columns, source.labels, strict=True):
        colour = theme.accent if one.colour == "accent" else theme.ink
        is_second = one.colour == "ink"
        options: dict[str, Any] = {
            "name": label,
            "categories": source.area(source.names),
            "values": source.area(column),
        }
        if has_axes:
            options["line"] = {"color": colour, "width": 2, **({"dash_type": "dash"} if is_second else {})}
            marker = {"type": "diamond" if is_second else "circle", "size": 6}
            options["marker"] = {**marker, "fill": {"color": colour}, "border": {"color": colour}}
        else:
            fill = theme.surface if is_second else colour
            options |= {"fill": {"color": fill}, "border": {"color": colour}, "gap": 45}
            options["data_labels"] = {"value": True, "num_format": chart.number_format, "font": letters}
        made.add_series(options)
    ends = {name: end for name, end in (("min", chart.lowest), ("max", chart.highest)) if end is not None}
    quiet = {"num_format": chart.number_format, "num_font": letters, "line": {"color": theme.line}}
    grid = {"visible": True, "line": {"color": theme.line}}
    # A bar chart of the library takes the names for its y axis.
    values = {**ends, **quiet, "major_gridlines": grid}
    names = {"num_font": letters, "reverse": not has_axes, "line": {"color": theme.line}, "label_position": "low"}
    made.set_x_axis(names if has_axes else values)
    made.set_y_axis(values if has_axes else names)
    made.set_title({"name": title, "name_font": {**letters, "size": 12, "color": theme.brand}, "overlay": False})
    made.set_legend({"position": "bottom", "font": letters} if len(chart.series) > 1 else {"none": True})
    made.show_blanks_as("gap")
    made.set_size({"width": WIDTH, "height": chart_height(chart, rows)})
    return made
