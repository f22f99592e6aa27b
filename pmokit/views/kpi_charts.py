"""Charts of one KPI: its band of green, amber and red with baseline and target, and its course over the periods."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from pmokit.model.content import Theme
from pmokit.model.kpis import Direction, Edges, KpiUnit, Verdict, verdict_of
from pmokit.strategy.measures.rag import SIGNS
from pmokit.views import marks
from pmokit.views.chart import WIDTH, finish
from pmokit.views.kpi_values import print_kpi, sign_of

BAND_HEIGHT, TREND_HEIGHT, ROOM = 34, 190, 0.25
FADED = 0.28
FROM_ZERO: tuple[KpiUnit, ...] = ("count", "money", "days", "months", "fte")


def zones(edges: Edges, direction: Direction, low: float, high: float) -> list[tuple[float, float, Verdict]]:
    """Return the parts of an axis with their verdict, from its low end to its high end.

    Parameters
    ----------
    edges, direction
        Of the KPI.
    low, high
        Ends of the axis; low < high.
    """
    inner = (edges.green, edges.amber, edges.green_high, edges.amber_high)
    cuts = sorted({low, high, *(edge for edge in inner if edge is not None and low < edge < high)})
    return [(left, right, verdict_of((left + right) / 2, edges, direction)) for left, right in pairwise(cuts)]


def axis_of(values: Sequence[float], edges: Edges | None, unit: KpiUnit) -> tuple[float, float]:
    """Return the ends of an axis that shows all values and edges; shares from 0 to 1 where they fit, amounts from 0.

    Parameters
    ----------
    values
        What is drawn; may be empty.
    edges, unit
        Of the KPI.
    """
    inner = (edges.green, edges.amber, edges.green_high, edges.amber_high) if edges else ()
    shown = [*values, *(edge for edge in inner if edge is not None)] or [0.0, 1.0]
    if unit == "share" and min(shown) >= 0 and max(shown) <= 1:
        return 0.0, 1.0
    if unit in FROM_ZERO and min(shown) >= 0:
        return 0.0, max(shown) * (1 + ROOM) or 1.0
    span = (max(shown) - min(shown)) or max(abs(max(shown)), 1.0)
    floor = min(shown) - ROOM * span
    return (0.0 if min(shown) >= 0 > floor else floor), max(shown) + ROOM * span


def draw_band(
    spots: Sequence[tuple[str, float]],
    edges: Edges,
    direction: Direction,
    unit: KpiUnit,
    theme: Theme,
    description: str,
) -> dict[str, Any]:
    """Draw the parts green, amber and red with letter and shape, and marks such as baseline and target on them.

    Parameters
    ----------
    spots
        Label and value.
    edges, direction, unit
        Of the KPI.
    theme, description
        Look and text alternative.
    """
    low, high = axis_of([value for _, value in spots], edges, unit)
    parts = pd.DataFrame(zones(edges, direction, low, high), columns=["low", "high", "verdict"])
    parts["fill"] = parts["verdict"].map(lambda verdict: theme.ratings[verdict])
    parts["sign"] = parts["verdict"].map(SIGNS)
    parts["middle"] = (parts["low"] + parts["high"]) / 2
    scale = marks.Scale(domain=[low, high], nice=False)
    axis = marks.Axis(format="%" if unit == "share" else ",~f" if high < 1e5 else "~s", tickCount=6)  # noqa: PLR2004
    bands = (
        marks.Chart(parts)
        .mark_rect(opacity=FADED)
        .encode(
            x=marks.X("low:Q", scale=scale, axis=axis, title=None),
            x2=marks.X2("high:Q"),
            fill=marks.Fill("fill:N", scale=None),
        )
    )
    signs = (
        marks.Chart(parts)
        .mark_text(fontSize=13, fontWeight="bold", color=theme.ink, dy=8)
        .encode(x=marks.X("middle:Q"), text=marks.Text("sign:N"))
    )
    chart = bands + signs
    if spots:
        points = pd.DataFrame(spots, columns=["label", "value"]).sort_values("value", kind="stable")
        points["text"] = [
            f"{label} {print_kpi(value, unit)}" for label, value in zip(points["label"], points["value"], strict=True)
        ]
        for at, row in enumerate(points.to_dict("records")):
            one = marks.Chart(pd.DataFrame([row]))
            chart += one.mark_tick(color=theme.ink, thickness=3, size=BAND_HEIGHT, orient="vertical").encode(
                x=marks.X("value:Q")
            )
            right = row["value"] > low + (high - low) * 0.7
            text = one.mark_text(
                align="right" if right else "left",
                dx=-3 if right else 3,
                dy=-BAND_HEIGHT / 2 - 9 - 14 * at,
                fontSize=11,
            )
            chart += text.encode(x=marks.X("value:Q"), text=marks.Text("text:N"), color=marks.ColorValue(theme.ink))
    return finish(chart.properties(width=WIDTH - 120, height=BAND_HEIGHT), theme, description)


def draw_trend(
    series: pd.DataFrame,
    target: float | None,
    edges: Edges | None,
    direction: Direction,
    unit: KpiUnit,
    theme: Theme,
    description: str,
) -> dict[str, Any]:
    """Draw the values by period with their verdict, and the target as a line.

    Parameters
    ----------
    series
        period, value; periods without a value leave a hole.
    target
        In the KPI's unit; None = not agreed.
    edges, direction, unit
        Of the KPI.
    theme, description
        Look and text alternative.
    """
    frame = series[["period", "value"]].copy()
    frame["value"] = frame["value"].astype(float)
    frame["text"] = [
        f"{print_kpi(value, unit)}  {sign_of(value, edges, direction)}" if value == value else ""  # noqa: PLR0124
        for value in frame["value"]
    ]
    known = frame["value"].dropna().tolist()
    low, high = axis_of([*known, *([target] if target is not None else [])], edges, unit)
    axis = marks.Axis(format="%" if unit == "share" else ",~f" if high < 1e5 else "~s", tickCount=5)  # noqa: PLR2004
    base = marks.Chart(frame).encode(
        x=marks.X("period:N", sort=list(frame["period"]), title=None, axis=marks.Axis(labelAngle=0)),
        y=marks.Y("value:Q", scale=marks.Scale(domain=[low, high], nice=False), title=None, axis=axis),
    )
    chart = marks.layer(base.mark_line(color=theme.accent, invalid="break-paths-show-domains"))
    chart += base.transform_filter("isValid(datum.value)").mark_point(
        filled=True, size=60, opacity=1, color=theme.accent
    )
    chart += (
        base.transform_filter("isValid(datum.value)")
        .mark_text(dy=-12, fontSize=11, color=theme.ink)
        .encode(text=marks.Text("text:N"))
    )
    if target is not None:
        goal = marks.Chart(pd.DataFrame({"target": [target], "text": [f"target {print_kpi(target, unit)}"]}))
        chart += goal.mark_rule(color=theme.muted, strokeDash=[5, 4]).encode(y=marks.Y("target:Q"))
        chart += goal.mark_text(align="left", dx=4, dy=-7, fontSize=11, color=theme.muted).encode(
            y=marks.Y("target:Q"), x=marks.value(0), text=marks.Text("text:N")
        )
    return finish(chart.properties(width=WIDTH - 120, height=TREND_HEIGHT), theme, description)
