"""The organisation chart of a PMO: boxes from left to right, drawn as a chart so that it prints everywhere."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmokit.model.content import Theme
from pmokit.model.printing import print_number
from pmokit.model.structure import Structure
from pmokit.views import marks
from pmokit.views.chart import WIDTH, finish
from pmokit.views.exhibit import Column, Exhibit

ROW, BOX, GAP = 54, 44, 26
WIDEST_BOX = 190
CHARACTER = 6.1
MOST_UNITS = 8


@dataclass(frozen=True)
class OrgBox:
    """A seat or a unit: its id, that of the one above, what is written in it, and whether it is outside the PMO, a post or a unit."""

    id: str
    above: str | None
    title: str
    note: str
    kind: str


def org_chart(structure: Structure, theme: Theme) -> Exhibit:
    """Show the reporting lines from the executive to each post, and the business units each post serves.

    Parameters
    ----------
    structure
        The structure; its seats carry their titles.
    theme
        Look.
    """
    nodes = list(org_boxes(structure))
    titles = {node.id: node.title for node in nodes}
    frame = pd.DataFrame(
        {
            "title": [node.title for node in nodes],
            "above": [titles.get(node.above or "", "") for node in nodes],
            "link": ["serves" if node.kind == "unit" else "reports to" if node.above else "top" for node in nodes],
            "fte": [
                structure.post_by_role[node.id].fte.likely if node.id in structure.post_by_role else None
                for node in nodes
            ],
        }
    )
    posts = len(structure.posts)
    description = (
        f"{posts} {'post' if posts == 1 else 'posts'} with {print_number(structure.fte.likely, '.1f')} FTE (likely). Solid lines: reports to. "
        "Dashed boxes: business units, beside the post that serves them."
    )
    return Exhibit(
        id="org-chart",
        title="Reporting lines",
        description=description,
        frame=frame,
        columns=(
            Column("title", "Seat or unit"),
            Column("link", "Line"),
            Column("above", "To"),
            Column("fte", "FTE, likely", "ratio"),
        ),
        draw=lambda: _draw(nodes, theme, description),
    )


@dataclass(frozen=True)
class ChartLine:
    """One box of the chart in words.

    Parameters
    ----------
    title, note
        Name of the seat or unit, and its FTE.
    link, above
        ``reports to`` or ``is served by``, and whom; empty for the top.
    depth
        Steps below the top.
    """

    title: str
    note: str
    link: str
    above: str
    depth: int


def chart_lines(structure: Structure) -> list[ChartLine]:
    """Return the boxes of the chart in reading order, each below its superior; those in a circle come last.

    Parameters
    ----------
    structure
        The structure; its seats carry their titles.
    """
    nodes = list(org_boxes(structure))
    titles = {node.id: node.title for node in nodes}
    below: dict[str, list[OrgBox]] = {}
    for node in nodes:
        below.setdefault(node.above if node.above in titles and node.above is not None else "", []).append(node)
    found: dict[str, ChartLine] = {}

    def tell(node: OrgBox, depth: int) -> None:
        if node.id not in found:
            link = "" if node.above not in titles else "is served by" if node.kind == "unit" else "reports to"
            found[node.id] = ChartLine(node.title, node.note, link, titles.get(node.above or "", ""), depth)
            for child in below.get(node.id, ()):
                tell(child, depth + 1)

    for top in below.get("", ()):
        tell(top, 0)
    for node in nodes:
        tell(node, 0)
    return list(found.values())


def org_boxes(structure: Structure) -> Iterator[OrgBox]:
    """Yield the seats from the top down, then the units that each post serves; many units of one post share a box.

    Parameters
    ----------
    structure
        The structure.
    """
    for seat in structure.seats:
        post = structure.post_by_role.get(seat.role)
        note = (
            f"{print_number(post.fte.likely, '.1f')} FTE ({print_number(post.fte.low, '.1f')} to {print_number(post.fte.high, '.1f')})"
            if post
            else ""
        )
        yield OrgBox(seat.role, seat.reports_to, seat.title, note, "post" if post else "outside")
    names = {unit.code: unit.name for unit in structure.brief.units}
    by_post: dict[str, list[str]] = {}
    for link in structure.links:
        by_post.setdefault(link.role, []).append(names.get(link.unit, link.unit))
    for role, units in by_post.items():
        shown = units if len(units) <= MOST_UNITS else [f"{len(units)} business units"]
        for at, unit in enumerate(shown):
            yield OrgBox(f"{role}/{at}", role, unit, "business unit" if unit in units else "", "unit")


def _draw(nodes: list[OrgBox], theme: Theme, description: str) -> dict[str, Any]:
    places, height = lay_out(nodes)
    depth = 1 + max(column for column, _ in places.values())
    step = min(WIDEST_BOX + GAP, (WIDTH + GAP) / depth)
    box = step - GAP
    characters = int((box - 16) / CHARACTER)
    fills = {"outside": theme.surface, "post": theme.levels[0], "unit": "#FFFFFF"}
    boxes = pd.DataFrame(
        [
            {
                "x": places[node.id][0] * step,
                "x2": places[node.id][0] * step + box,
                "y": places[node.id][1] - BOX / 2,
                "y2": places[node.id][1] + BOX / 2,
                "text_x": places[node.id][0] * step + 8,
                "fill": fills[node.kind],
                "dashed": node.kind == "unit",
                "label": "\n".join([*_wrapped(node, characters), *([node.note] if node.note else [])]),
                "text_y": places[node.id][1] - 6.5 * (len(_wrapped(node, characters)) + bool(node.note) - 1),
            }
            for node in nodes
        ]
    )
    lines = pd.DataFrame(_elbows(nodes, places, step, box))
    x = marks.Scale(domain=[0, depth * step - GAP], nice=False)
    y = marks.Scale(domain=[height, 0], nice=False)
    at_x: dict[str, Any] = {"scale": x, "axis": None}
    at_y: dict[str, Any] = {"scale": y, "axis": None}
    # Two layers, as a dash that depends on a value is lost on rectangles.
    rects = [
        marks.Chart(boxes[boxes["dashed"] == dashed])
        .mark_rect(cornerRadius=4, stroke=theme.brand, strokeWidth=1, strokeDash=[4, 3] if dashed else [1, 0])
        .encode(
            x=marks.X("x:Q", **at_x),
            x2=marks.X2("x2:Q"),
            y=marks.Y("y:Q", **at_y),
            y2=marks.Y2("y2:Q"),
            fill=marks.Fill("fill:N", scale=None),
        )
        for dashed in (False, True)
        if (boxes["dashed"] == dashed).any()
    ]
    words = (
        marks.Chart(boxes)
        .mark_text(align="left", baseline="middle", lineBreak="\n", fontSize=11, lineHeight=13, color=theme.ink)
        .encode(x=marks.X("text_x:Q", **at_x), y=marks.Y("text_y:Q", **at_y), text=marks.Text("label:N"))
    )
    layers: list[Any] = [*rects, words]
    if not lines.empty:
        connectors = (
            marks.Chart(lines)
            .mark_line(color=theme.muted, strokeWidth=1.2)
            .encode(
                x=marks.X("x:Q", **at_x),
                y=marks.Y("y:Q", **at_y),
                detail=marks.Detail("line:N"),
                order=marks.Order("order:Q"),
                strokeDash=marks.StrokeDash(
                    "dashed:N", scale=marks.Scale(domain=[False, True], range=[[1, 0], [4, 3]]), legend=None
                ),
            )
        )
        layers.insert(0, connectors)
    chart = marks.layer(*layers).properties(width=depth * step - GAP, height=height)
    return finish(chart, theme, description)


def lay_out(nodes: list[OrgBox]) -> tuple[dict[str, tuple[int, float]], float]:
    """Return column and vertical centre of each box, and the height: leaves below one another, a superior beside its first and last.

    Parameters
    ----------
    nodes
        Of :func:`org_boxes`. A leaf takes ``ROW`` pixels.
    """
    below: dict[str | None, list[str]] = {}
    known = {node.id for node in nodes}
    for node in nodes:
        below.setdefault(node.above if node.above in known else None, []).append(node.id)
    places: dict[str, tuple[int, float]] = {}
    leaves = 0

    def place(name: str, column: int) -> float:
        nonlocal leaves
        children = [place(child, column + 1) for child in below.get(name, ()) if child not in places]
        if children:
            centre = (children[0] + children[-1]) / 2
        else:
            centre = ROW * (leaves + 0.5)
            leaves += 1
        places[name] = (column, centre)
        return centre

    for root in below.get(None, ()):
        place(root, 0)
    # Seats in a circle hang on no root; they stand below, and the check names them.
    for node in nodes:
        if node.id not in places:
            places[node.id] = (0, ROW * (leaves + 0.5))
            leaves += 1
    return places, ROW * leaves


def _elbows(
    nodes: list[OrgBox], places: dict[str, tuple[int, float]], step: float, box: float
) -> Iterator[dict[str, Any]]:
    for node in nodes:
        if node.above not in places:
            continue
        (column, centre), (here, middle) = places[node.above], places[node.id]
        start, end = column * step + box, here * step
        turn = start + GAP / 2
        for order, (x, y) in enumerate(((start, centre), (turn, centre), (turn, middle), (end, middle))):
            yield {"line": node.id, "order": order, "x": x, "y": y, "dashed": node.kind == "unit"}


def _wrapped(node: OrgBox, characters: int) -> list[str]:
    return textwrap.wrap(node.title, max(characters, 8), max_lines=2 if node.note else 3, placeholder="...")
