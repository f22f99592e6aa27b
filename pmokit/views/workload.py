"""Exhibits of demand against capacity: a heat map with the figures in each cell, overloads, what departments agreed."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from pmokit.model.content import Theme
from pmokit.model.methodology import AllocationGuideline
from pmokit.model.printing import print_number
from pmokit.strategy.processes.workload import Overload
from pmokit.views import marks
from pmokit.views.chart import WIDTH, contrast_ink, finish
from pmokit.views.exhibit import Column, Exhibit, show

LABELS = 200
# Below the first share people are free, above the second there is no room for the unforeseen: expert judgement.
COMFORT = (0.7, 0.85)


def capacity_heat(table: pd.DataFrame, theme: Theme) -> Exhibit:
    """Show demand of capacity by role and quarter; a cell always says its figures, and overload has a frame and a sign.

    Parameters
    ----------
    table
        Of :func:`pmokit.strategy.processes.workload.load_table`.
    theme
        Look.
    """
    over = table[table["free"] < 0]
    description = "FTE asked for, of FTE there. "
    if over.empty:
        description += "No role is asked for more than it has."
    else:
        worst = over.sort_values("free", kind="stable").iloc[0]
        description += (
            f"{len(over)} of {len(table)} cells {'is' if len(over) == 1 else 'are'} overloaded (framed, with !); most is missing of {worst['role']} in "
            f"{_label(str(worst['quarter']))}: {print_number(-worst['free'], '.1f')} FTE."
        )
    frame = table.assign(when=[_label(str(quarter)) for quarter in table["quarter"]], note=table["reason"].fillna(""))
    return Exhibit(
        id="capacity",
        title="Are the people there?",
        description=description,
        frame=frame,
        columns=(
            Column("role", "Role"),
            Column("when", "Quarter"),
            Column("demand", "Demand", "fte", "FTE"),
            Column("capacity", "Capacity", "fte", "FTE"),
            Column("utilisation", "Demand of capacity", "share"),
            Column("free", "Free", "signed", "FTE"),
            Column("note", "Note"),
        ),
        draw=(lambda: _draw(frame, theme, description)) if len(frame) else None,
    )


def overload_list(overloads: Sequence[Overload]) -> Exhibit:
    """List the overloads with what could be moved.

    Parameters
    ----------
    overloads
        Of :func:`pmokit.strategy.processes.workload.find_overloads`.
    """
    rows = [
        (one.role, _label(one.quarter), one.demand, one.capacity, one.over, "; ".join(one.moves)) for one in overloads
    ]
    frame = pd.DataFrame(rows, columns=["role", "quarter", "demand", "capacity", "over", "moves"])
    return Exhibit(
        id="overloads",
        title="Overloads and what could be moved",
        description=f"{len(rows)} to decide on." if rows else "No role is asked for more than it has.",
        frame=frame.astype({"demand": float, "capacity": float, "over": float}),
        columns=(
            Column("role", "Role"),
            Column("quarter", "Quarter"),
            Column("demand", "Demand", "fte", "FTE"),
            Column("capacity", "Capacity", "fte", "FTE"),
            Column("over", "Over", "share"),
            Column("moves", "Could be moved"),
        ),
    )


def guideline_list(guidelines: Sequence[AllocationGuideline]) -> Exhibit:
    """List what departments agreed on lending their people.

    Parameters
    ----------
    guidelines
        Of the methodology.
    """
    columns = ["department", "decides", "lent_share", "most_projects", "notice_weeks", "escalation", "agreed_by"]
    rows = [tuple(getattr(one, name) for name in columns) for one in guidelines]
    open_ = sum(not one.agreed_by for one in guidelines)
    frame = pd.DataFrame(rows, columns=columns)
    return Exhibit(
        id="guidelines",
        title="How departments lend their people",
        description=f"{len(rows)} guidelines, {open_} not agreed yet."
        if open_
        else f"{len(rows)} guidelines, all agreed.",
        frame=frame.assign(agreed_by=[one.agreed_by or "not agreed yet" for one in guidelines]),
        columns=(
            Column("department", "Department"),
            Column("decides", "Decides"),
            Column("lent_share", "Lent at most", "share"),
            Column("most_projects", "Projects per person", "integer"),
            Column("notice_weeks", "Notice", "integer", "weeks"),
            Column("escalation", "Who settles what they cannot"),
            Column("agreed_by", "Agreed by"),
        ),
    )


def _label(quarter: str) -> str:
    return quarter.replace("-", " ")


def _draw(frame: pd.DataFrame, theme: Theme, description: str) -> dict[str, Any]:
    fills = [_fill(used, free, theme) for used, free in zip(frame["utilisation"], frame["free"], strict=True)]
    cells = frame[["role", "when", "free"]].assign(
        said=[
            f"{show(demand, 'fte')} of {show(capacity, 'fte')}{' !' if free < 0 else ''}"
            for demand, capacity, free in zip(frame["demand"], frame["capacity"], frame["free"], strict=True)
        ],
        fill=fills,
        ink=[contrast_ink(colour, theme.ink) for colour in fills],
    )
    quarters, roles = sorted(set(frame["when"])), list(dict.fromkeys(frame["role"]))
    top = marks.Axis(orient="top", labelAngle=0, title=None, domain=False, ticks=False)
    side = marks.Axis(title=None, labelLimit=LABELS - 10, domain=False, ticks=False)
    base = marks.Chart(cells).encode(
        x=marks.X("when:N", sort=quarters, axis=top), y=marks.Y("role:N", sort=roles, axis=side)
    )
    rects = base.mark_rect().encode(
        fill=marks.Fill("fill:N", scale=None),
        stroke=marks.StrokeValue("#FFFFFF", condition={"test": "datum.free < 0", "value": theme.ink}),
        strokeWidth=marks.StrokeWidthValue(1, condition={"test": "datum.free < 0", "value": 2}),
    )
    words = base.mark_text(fontSize=12).encode(text=marks.Text("said:N"), color=marks.Color("ink:N", scale=None))
    chart = (rects + words).properties(width=min(WIDTH - LABELS, 130 * len(quarters)), height=marks.Step(30))
    return finish(chart, theme, description)


def _fill(utilisation: float, free: float, theme: Theme) -> str:
    if free < 0:
        return theme.ratings["red"]
    if math.isnan(utilisation):
        return theme.surface
    return theme.levels[sum(utilisation > share for share in COMFORT)]
