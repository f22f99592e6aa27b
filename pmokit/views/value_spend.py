"""What a plan brings over what it costs: by quarter, and by budget."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pmokit.model.content import Theme
from pmokit.model.plan_findings import Frontier
from pmokit.views import marks
from pmokit.views.chart import WIDTH, finish
from pmokit.views.exhibit import Column, Exhibit, show
from pmokit.views.plan_frame import PlanFrame

HEIGHT = 220
PLOT = WIDTH - 90
PROVEN = {"optimal", "infeasible"}
WORTH, SPENT = "value at work", "money spent"


def value_over_spend(frame: PlanFrame, spend: Sequence[float]) -> Exhibit:
    """Show how much of the plan's value is at work, and how much of its money is spent, at the end of each quarter.

    Parameters
    ----------
    frame
        The plan.
    spend
        Thousands in each quarter.
    """
    whole, money = sum(one.value for one in frame.initiatives), sum(spend)
    rows = []
    for quarter in range(frame.quarters):
        value = sum(one.value for one in frame.initiatives if one.end <= quarter + 1)
        spent = sum(spend[: quarter + 1])
        rows.append(
            {
                "quarter": frame.quarter(quarter),
                "value": value,
                "value_share": value / whole if whole else 0.0,
                "spent": spent,
                "spend_share": spent / money if money else 0.0,
            }
        )
    table = pd.DataFrame(rows)
    half = table.loc[table["value_share"] >= 1 / 2, "quarter"]
    description = frame.told(
        "Share of the plan's value that is at work, and of its money that is spent, at the end of each quarter.",
        f"Half of the value is at work by the end of {half.iloc[0]}." if len(half) else "",
    )
    return Exhibit(
        id="value-spend",
        title="What it brings, over what it costs",
        description=description,
        frame=table,
        columns=(
            Column("quarter", "By the end of"),
            Column("value", "Value at work", "score", "weighted levels"),
            Column("value_share", "Of all", "share"),
            Column("spent", "Spent", "money", f"thousand {frame.currency}"),
            Column("spend_share", "Of all", "share"),
        ),
        draw=(lambda: _draw_curves(table, frame.theme, description)) if whole > 0 else None,
    )


def _draw_curves(table: pd.DataFrame, theme: Theme, description: str) -> dict[str, Any]:
    parts = [
        pd.DataFrame({"quarter": table["quarter"], "share": table[column], "kind": kind})
        for kind, column in ((WORTH, "value_share"), (SPENT, "spend_share"))
    ]
    kinds = marks.Scale(domain=[WORTH, SPENT], range=[theme.accent, theme.muted])
    base = marks.Chart(pd.concat(parts)).encode(
        x=marks.X("quarter:O", sort=None, title=None, axis=marks.Axis(labelAngle=0, labelOverlap=True)),
        y=marks.Y("share:Q", title=None, axis=marks.Axis(format="%"), scale=marks.Scale(domain=[0, 1])),
        color=marks.Color("kind:N", scale=kinds, title=None),
        strokeDash=marks.StrokeDash(
            "kind:N", scale=marks.Scale(domain=[WORTH, SPENT], range=[[1, 0], [5, 3]]), title=None
        ),
    )
    return finish(base.mark_line(strokeWidth=2.5).properties(width=PLOT, height=HEIGHT), theme, description)


def budget_frontier(frame: PlanFrame, frontier: Frontier) -> Exhibit:
    """Show what the best plan is worth for each budget, with the knee marked.

    Parameters
    ----------
    frame
        The plan.
    frontier
        Plans by budget.
    """
    table = pd.DataFrame(
        [
            {
                "percent": point.percent / 100,
                "budget": point.budget,
                "spend": point.spend,
                "value": point.value,
                "count": len(point.chosen),
                "proof": _proof(point.status, point.value),
                "note": "knee" if point.percent == frontier.knee else "",
            }
            for point in frontier.points
        ],
        columns=["percent", "budget", "spend", "value", "count", "proof", "note"],
    )
    description = frame.told(frontier.text)
    return Exhibit(
        id="frontier",
        title="What more money, or less, would bring",
        description=description,
        frame=table,
        columns=(
            Column("percent", "Of the budget", "share"),
            Column("budget", "Budget", "money", f"thousand {frame.currency}"),
            Column("spend", "Spent", "money", f"thousand {frame.currency}"),
            Column("value", "Value of the best plan", "score"),
            Column("count", "Initiatives", "integer"),
            Column("proof", "Known how well"),
            Column("note", "Note"),
        ),
        draw=(lambda: _draw_frontier(table, frame.currency, frame.theme, description))
        if table["value"].notna().any()
        else None,
    )


def _proof(status: str, value: float | None) -> str:
    if value is None:
        return "no plan"
    return "proven best" if status in PROVEN else "not proven best"


def _draw_frontier(table: pd.DataFrame, currency: str, theme: Theme, description: str) -> dict[str, Any]:
    known = table.dropna(subset=["value"])
    base = marks.Chart(known).encode(
        x=marks.X("budget:Q", title=f"Budget, thousand {currency}"),
        y=marks.Y("value:Q", title="Value of the best plan"),
    )
    fills = marks.Scale(domain=["proven best", "not proven best"], range=[theme.accent, "#FFFFFF"])
    points = base.mark_point(size=60, stroke=theme.accent, opacity=1).encode(
        fill=marks.Fill("proof:N", scale=fills, title=None)
    )
    layers = [base.mark_line(color=theme.accent, strokeWidth=2), points]
    knee = known[known["note"] != ""]
    if not knee.empty:
        marked = marks.Chart(knee).encode(x=marks.X("budget:Q"), y=marks.Y("value:Q"))
        words = f"knee: {show(knee['percent'].iloc[0], 'share')} of the budget"
        layers += [
            marked.mark_point(shape="diamond", size=260, stroke=theme.ink, strokeWidth=2, filled=False, opacity=1),
            marked.mark_text(align="left", dx=14, dy=14, fontSize=12, fontWeight="bold", color=theme.ink, text=words),
        ]
    return finish(marks.layer(*layers).properties(width=PLOT, height=HEIGHT), theme, description)
