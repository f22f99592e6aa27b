"""An exhibit as markup for a page: chart, sentence and table."""

from html import escape
from typing import Any

from pmokit.reports.svg import draw_svg
from pmokit.views.exhibit import Exhibit

# On a phone of 390 pixels: width of the plot, and where the labels beside it break into two lines.
NARROW = 150
# Characters up to which a text of a table stays on one line.
BRIEF = 12
BREAK = r"split(replace(datum.label, regexp('^(?=.{23})(.{10,22}) '), '$1\n'), '\n')"


def figure(exhibit: Exhibit, *, is_titled: bool = True) -> str:
    """Return an exhibit as a ``<figure>``: the chart in two widths, of which the page shows one, and the table.

    A chart that is drawn in pixels cannot be narrowed; on a phone it keeps its size and is moved sideways.

    Parameters
    ----------
    exhibit
        What to show.
    is_titled
        Whether its title stands above it; not where the page's own heading says the same.
    """
    title, words = f"<h3>{escape(exhibit.title)}</h3>" if is_titled else "", escape(exhibit.description)
    charts = ""
    spec = exhibit.specification()
    if spec is not None:
        for kind in ("drawing",) if _is_in_pixels(spec) else ("wide", "narrow"):
            shape = _narrowed(spec) if kind == "narrow" else spec
            svg = draw_svg(shape, prefix=f"{exhibit.id}-{kind}", title=exhibit.title, description=exhibit.description)
            # What scrolls is reached by keyboard, too.
            reach = f' tabindex="0" role="region" aria-label="{escape(exhibit.title)}"' if kind == "drawing" else ""
            charts += f'<div class="pk-chart pk-{kind}"{reach}>{svg}</div>'
    return f'<figure class="pk-figure">{title}<p>{words}</p>{charts}{table(exhibit)}</figure>'


def table(exhibit: Exhibit) -> str:
    """Return the exhibit's table; every cell names its column, so that a narrow screen can stack them.

    Parameters
    ----------
    exhibit
        What to show.
    """
    columns = exhibit.printed_columns()
    headings = [escape(column.heading) for column in columns]
    kinds = ["" if column.format == "text" else ' class="pk-number"' for column in columns]
    # The first column names its rows and stands left, a number too.
    over = zip(headings, ["", *kinds[1:]], strict=True)
    head = "".join(f'<th scope="col"{kind}>{name}</th>' for name, kind in over)
    body = ""
    for first, *others in exhibit.cells():
        cells = zip(others, headings[1:], kinds[1:], strict=True)
        rest = "".join(
            f'<td{kind or _brief(value)} data-label="{name}">{escape(value)}</td>' for value, name, kind in cells
        )
        body += f'<tr><th scope="row"{_brief(first)}>{escape(first)}</th>{rest}</tr>'
    caption = f"<caption>{escape(exhibit.title)}, in figures</caption>"
    return f'<table class="pk-table">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _brief(text: str) -> str:
    """Return the mark of a text that is not to be broken, such as a date."""
    return ' class="pk-brief"' if len(text) <= BRIEF else ""


def fold(exhibit: Exhibit) -> str:
    """Return the exhibit's sentence and table behind its title, for whoever wants to look.

    Parameters
    ----------
    exhibit
        What to show; its chart is left out.
    """
    title, words = escape(exhibit.title), escape(exhibit.description)
    return f"<details><summary>{title}</summary><p>{words}</p>{table(exhibit)}</details>"


def _is_in_pixels(spec: dict[str, Any]) -> bool:
    """Return whether no layer has a horizontal axis that a smaller plot would shrink."""
    layers = [layer["encoding"]["x"] for layer in spec.get("layer", [spec]) if "x" in layer.get("encoding", {})]
    return bool(layers) and all(x.get("type") == "quantitative" and x.get("axis", {}) is None for x in layers)


def _narrowed(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the chart with a small plot and labels on two lines, so that its letters keep their size on a phone."""
    layers = [_with_short_labels(layer) for layer in spec.get("layer", [])]
    return {**spec, "width": NARROW, **({"layer": layers} if layers else {})}


def _with_short_labels(layer: dict[str, Any]) -> dict[str, Any]:
    encoding = layer.get("encoding", {})
    if encoding.get("y", {}).get("type") != "nominal":
        return layer
    axis = {**(encoding["y"].get("axis") or {}), "labelExpr": BREAK}
    return {**layer, "encoding": {**encoding, "y": {**encoding["y"], "axis": axis}}}
