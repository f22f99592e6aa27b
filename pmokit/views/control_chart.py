"""Exhibit of a control chart: a KPI by period between its natural limits, with what stands out."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pmokit.model.content import Theme
from pmokit.model.printing import print_number
from pmokit.strategy.measures.control_chart import ControlChart
from pmokit.views import marks
from pmokit.views.chart import WIDTH, finish
from pmokit.views.exhibit import Column, Exhibit, Format

HEIGHT = 240
SIGNAL, NOISE = "signal", "noise"


def control_chart_exhibit(chart: ControlChart, periods: Sequence[str], name: str, how: Format, theme: Theme) -> Exhibit:
    """Show the values of a KPI between the limits within which it moves by itself.

    Parameters
    ----------
    chart
        The control chart.
    periods
        Names of all periods, also of those without a value; oldest first.
    name
        What the KPI is called.
    how
        How its values are printed.
    theme
        The look.
    """
    moved = [None, *chart.moving_ranges]
    frame = pd.DataFrame(
        {
            "period": [periods[at] for at in chart.at],
            "value": chart.values,
            "moved": moved,
            "verdict": [SIGNAL if _stands_out(chart, at) else NOISE for at in chart.at],
            "note": ["; ".join(s.words for s in chart.signals if s.last == at) for at in chart.at],
        }
    )

    def draw() -> dict[str, object]:
        return finish(
            _layers(frame, chart, name, theme).properties(width=WIDTH - 60, height=HEIGHT), theme, description
        )

    description = (
        f"{chart.words} Lines: the centre ({print_number(chart.centre, 'g')}) and the natural limits ({print_number(chart.lower, 'g')} and {print_number(chart.upper, 'g')}), "
        "which lie 2.66 mean moving ranges away from it."
    )
    return Exhibit(
        id="control-chart",
        title=f"{name}: {'something changed' if chart.signals else 'nothing but the usual ups and downs'}",
        description=description,
        frame=frame,
        columns=(
            Column("period", "Period"),
            Column("value", "Value", how),
            Column("moved", "Moved by", how),
            Column("verdict", "Signal or noise"),
            Column("note", "Note"),
        ),
        draw=draw,
    )


def _stands_out(chart: ControlChart, at: int) -> bool:
    return any(signal.first <= at <= signal.last for signal in chart.signals)


def _layers(frame: pd.DataFrame, chart: ControlChart, name: str, theme: Theme) -> Any:
    period = marks.X("period:O", title=None, sort=None, axis=marks.Axis(labelAngle=0))
    base = marks.Chart(frame)
    value = marks.Y("value:Q", title=name, scale=marks.Scale(zero=False))
    # Shape tells the same as colour: a diamond stands out in print, too.
    points = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=period,
        y=value,
        color=marks.Color(
            "verdict:N", scale=marks.Scale(domain=[NOISE, SIGNAL], range=[theme.brand, theme.ratings["red"]])
        ),
        shape=marks.Shape(
            "verdict:N", scale=marks.Scale(domain=[NOISE, SIGNAL], range=["circle", "diamond"]), title=None
        ),
    )
    lines = [
        marks.Chart(pd.DataFrame({"value": [level]}))
        .mark_rule(color=theme.muted, strokeDash=[] if level == chart.centre else [6, 4])
        .encode(y=marks.Y("value:Q"))
        for level in (chart.lower, chart.centre, chart.upper)
    ]
    course = base.mark_line(color=theme.muted, strokeWidth=1).encode(x=period, y=value)
    return marks.layer(*lines, course, points)
