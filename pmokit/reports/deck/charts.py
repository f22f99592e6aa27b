"""Native charts: their figures, their workbook, their look."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from pmokit.reports.deck.palette import Palette
from pmokit.reports.deck.parts import Chart, ChartKind
from pmokit.reports.deck.plain_text import plain

KINDS: dict[ChartKind, Any] = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "radar": XL_CHART_TYPE.RADAR_MARKERS,
    "scatter": XL_CHART_TYPE.XY_SCATTER_LINES,
}
MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
LETTERS = 11
CATEGORY, VALUE = qn("c:cat"), qn("c:val")


class _Book:
    """Opens a workbook in which a text stays a text, and which bears no time of the day."""

    @contextmanager
    def _open_worksheet(self, file: Any) -> Iterator[Any]:
        above: Any = super()
        with above._open_worksheet(file) as (book, sheet):  # noqa: SLF001 - the library offers no options for its workbook
            sheet.strings_to_formulas = sheet.strings_to_urls = False
            book.set_properties({"created": MADE})
            yield book, sheet


class _CategoryBook(_Book, CategoryWorkbookWriter):
    pass


class _XyBook(_Book, XyWorkbookWriter):
    pass


# The library's classes are not typed.
_CATEGORY_BOOK: Any = _CategoryBook
_XY_BOOK: Any = _XyBook


class _Categories(CategoryChartData):
    @property
    def _workbook_writer(self) -> Any:
        return _CATEGORY_BOOK(self)


class _XyPoints(XyChartData):
    @property
    def _workbook_writer(self) -> Any:
        return _XY_BOOK(self)


_CATEGORIES: Any = _Categories
_XY_POINTS: Any = _XyPoints


def figures(chart: Chart) -> Any:
    """Return the figures of a chart as the library takes them.

    Parameters
    ----------
    chart
        What is drawn.
    """
    if chart.kind == "scatter":
        points = _XY_POINTS(number_format=chart.number_format)
        for one in chart.series:
            row = points.add_series(plain(one.name))
            for x, y in zip(one.x, one.values, strict=True):
                row.add_data_point(x, y)
        return points
    found = _CATEGORIES(number_format=chart.number_format)
    found.categories = [plain(name) for name in chart.categories]
    for one in chart.series:
        found.add_series(plain(one.name), one.values)
    return found


def read_figures(native: Any) -> tuple[str, ...]:
    """Return what a chart in a file holds, as :attr:`Chart.texts` has it.

    Parameters
    ----------
    native
        The library's chart.
    """
    space = native._chartSpace  # noqa: SLF001 - the library reads no categories of scatter charts
    rows = []
    categories: tuple[str, ...] = ()
    for series in space.iter(qn("c:ser")):
        name = "".join(series.find(qn("c:tx")).itertext(qn("c:v"))) if series.find(qn("c:tx")) is not None else ""
        x, y = series.find(qn("c:xVal")), series.find(qn("c:yVal"))
        if y is None:
            categories, y = _points(series.find(CATEGORY)), series.find(VALUE)
        rows.append("|".join([name, *(_number(one) for one in _points(x)), *(_number(one) for one in _points(y))]))
    return ("|".join(categories), *rows)


def _points(holder: Any) -> tuple[str, ...]:
    """Return the texts of the points in a cache; "" for one that is missing."""
    if holder is None:
        return ()
    count = holder.find(".//" + qn("c:ptCount"))
    found = [""] * (int(count.get("val")) if count is not None else 0)
    for point in holder.iter(qn("c:pt")):
        at = int(point.get("idx"))
        if at < len(found):
            found[at] = point.findtext(qn("c:v")) or ""
    return tuple(found)


def _number(text: str) -> str:
    return repr(round(float(text), 9)) if text else ""


def style_chart(native: Any, chart: Chart, palette: Palette) -> None:
    """Give a chart its look.

    Parameters
    ----------
    native
        The library's chart.
    chart, palette
        What it shows, and colours.
    """
    native.font.size = Pt(LETTERS)
    _colour_text(native, palette)
    native.has_title = False
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.TOP
        native.legend.include_in_layout = False
    plot = native.plots[0]
    if chart.kind in {"bar", "stacked"}:
        plot.gap_width = 45
        plot.vary_by_categories = False
    if chart.kind == "stacked":
        plot.overlap = 100
    for one, series in zip(chart.series, plot.series, strict=True):
        _style_series(series, one.colour, chart, palette, is_outlined=one.outlined)
    _style_axes(native, chart, palette)
    if chart.labelled:
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = chart.number_format, False
        labels.show_value = True
        labels.font.size = Pt(LETTERS)
        if chart.kind == "bar":
            labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _colour_text(native: Any, palette: Palette) -> None:
    look = native._chartSpace.find(qn("c:txPr")).find(".//" + qn("a:defRPr"))  # noqa: SLF001 - the library sets one colour only
    look.insert(0, parse_xml(f"<a:solidFill {nsdecls('a')}>{palette['ink'].xml}</a:solidFill>"))


def _style_series(series: Any, role: str, chart: Chart, palette: Palette, *, is_outlined: bool) -> None:
    colour = palette["paper" if is_outlined else role].xml
    if chart.kind in {"bar", "stacked"}:
        _set_fill(series.format.fill, colour)
        if is_outlined:
            series.format.line.width = Pt(1)
            _set_line(series.format.line, palette[role].xml)
        return
    series.smooth = False
    series.format.line.width = Pt(2.25)
    _set_line(series.format.line, palette[role].xml)
    if is_outlined:
        series.format.line.dash_style = 4  # MSO_LINE.DASH
    marker = series.marker
    marker.style = XL_MARKER_STYLE.DIAMOND if is_outlined else XL_MARKER_STYLE.CIRCLE
    marker.size = 7
    _set_fill(marker.format.fill, colour)
    _set_line(marker.format.line, palette[role].xml)


def _set_fill(fill: Any, colour: str) -> None:
    fill.solid()
    solid = fill._xPr.find(qn("a:solidFill"))  # noqa: SLF001 - the library knows no tints by luminance
    _put_colour(solid, colour)


def _set_line(line: Any, colour: str) -> None:
    line.fill.solid()
    _put_colour(line._ln.find(qn("a:solidFill")), colour)  # noqa: SLF001 - as above


def _put_colour(solid: Any, colour: str) -> None:
    for old in list(solid):
        solid.remove(old)
    solid.append(parse_xml(colour.replace(" ", f" {nsdecls('a')} ", 1)))


def _name_every_category(axis: Any) -> None:
    """Programs skip every other name where rows are narrow."""
    element = axis._element  # noqa: SLF001 - the library has no such setting
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    later = next((child for child in element if child.tag in {qn("c:tickMarkSkip"), qn("c:noMultiLvlLbl")}), None)
    if later is None:
        element.append(skip)
    else:
        later.addprevious(skip)


def _style_axes(native: Any, chart: Chart, palette: Palette) -> None:
    value, category = native.value_axis, native.category_axis
    if chart.lowest is not None:
        value.minimum_scale = chart.lowest
    if chart.highest is not None:
        value.maximum_scale = chart.highest
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = chart.number_format, False
    value.has_major_gridlines = chart.kind != "bar"
    if value.has_major_gridlines:
        _set_line(value.major_gridlines.format.line, palette["line"].xml)
    _set_line(value.format.line, palette["line"].xml)
    value.tick_labels.font.size = Pt(LETTERS - 1)
    if chart.kind in {"bar", "stacked"}:
        _name_every_category(category)
    if chart.kind == "bar":
        category.reverse_order = True
        category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        category.major_tick_mark = XL_TICK_MARK.NONE
        category.format.line.width = Pt(0.75)
        value.visible = False
    if chart.kind == "scatter":
        category.has_major_gridlines = False
    for axis, title in ((category, chart.x_title), (value, chart.y_title)):
        if title:
            axis.has_title = True
            axis.axis_title.text_frame.text = plain(title)
            run = axis.axis_title.text_frame.paragraphs[0].runs[0]
            run.font.size, run.font.bold = Pt(LETTERS), False
