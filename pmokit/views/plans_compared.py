"""Plans side by side: scenarios, and a plan before and after it was made anew."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pmokit.model.content import Theme
from pmokit.roadmap.actuals import PlanChange
from pmokit.views.canvas import LINE, Canvas, wrap
from pmokit.views.chart import WIDTH
from pmokit.views.exhibit import Column, Exhibit, show
from pmokit.views.plan_frame import PlanFrame
from pmokit.views.timeline import LABELS, Timeline

NAMES, FIGURES = 220, 190
ROW = 30.0
WORDS = {
    "optimal": "proven best",
    "feasible": "not proven best",
    "infeasible": "no plan keeps all limits",
    "unknown": "none found in time",
}


def scenarios_side_by_side(frame: PlanFrame, compared: pd.DataFrame, names: Mapping[str, str]) -> Exhibit:
    """Show the plans of several scenarios: value, money, end, and what differs from the first one.

    Parameters
    ----------
    frame
        The plan as it is.
    compared
        From :func:`pmokit.roadmap.scenarios.compare_plans`; the first row is the plan as it is.
    names
        Of initiatives, by id.
    """
    rows = [_scenario_row(row, frame, names) for row in compared.to_dict("records")]
    table = pd.DataFrame(
        rows, columns=["name", "known", "value", "of_first", "initiatives", "spend", "last", "changes"]
    )
    description = frame.told(
        f"Each plan under its own limits, beside '{rows[0]['name']}'." if rows else "",
        "Plans over horizons of other lengths differ in value by that alone.",
    )
    return Exhibit(
        id="scenarios",
        title="Scenarios side by side",
        description=description,
        frame=table,
        columns=(
            Column("name", "Scenario"),
            Column("value", "Value", "score"),
            Column("of_first", "Of the first", "share"),
            Column("known", "Known how well"),
            Column("initiatives", "Initiatives", "integer"),
            Column("spend", "Spent", "money", f"thousand {frame.currency}"),
            Column("last", "Done by the end of"),
            Column("changes", "Against the first"),
        ),
        draw=(lambda: _draw_scenarios(table, frame.theme, description)) if table["value"].notna().any() else None,
    )


def _scenario_row(row: Mapping[Any, Any], frame: PlanFrame, names: Mapping[str, str]) -> dict[str, object]:
    parts = [
        f"{word} {', '.join(names.get(one, one) for one in row[key])}"
        for key, word in (("added", "adds"), ("dropped", "drops"), ("moved", "moves"))
        if row[key]
    ]
    last = row["last_quarter"]
    return {
        "name": row["name"],
        "known": WORDS[row["status"]],
        "value": row["value"],
        "of_first": row["of_first"],
        "initiatives": row["initiatives"],
        "spend": row["spend"],
        "last": None if pd.isna(last) else frame.quarter(int(last)),
        "changes": "; ".join(parts),
    }


def _draw_scenarios(table: pd.DataFrame, theme: Theme, description: str) -> dict[str, Any]:
    labels = [wrap(name, NAMES - 12) for name in table["name"]]
    heights = [max(ROW, LINE * len(lines) + 8) for lines in labels]
    canvas = Canvas(WIDTH, sum(heights) + 8, theme)
    longest = table["value"].max()
    top = 4.0
    for at, (row, lines, height) in enumerate(zip(table.to_dict("records"), labels, heights, strict=True)):
        y = top + height / 2
        canvas.words(0, y, lines, is_bold=at == 0)
        has_plan = row["value"] == row["value"]
        end = NAMES + ((WIDTH - NAMES - FIGURES) * max(0.0, row["value"]) / longest if has_plan and longest > 0 else 0)
        if has_plan:
            is_proven = row["known"] == WORDS["optimal"]
            canvas.rectangle((NAMES, y - 9, end, y + 9), theme.accent if is_proven else theme.levels[1])
        figures = f"{show(row['value'], 'score')}, {row['known']}" if has_plan else str(row["known"])
        canvas.words(end + 8, y, figures)
        top += height
    canvas.line([(NAMES, 2), (NAMES, top + 2)], theme.muted)
    return canvas.specification(description)


def replan_diff(
    frame: PlanFrame, changes: Sequence[PlanChange], now: int, names: Mapping[str, str], *, is_least: bool
) -> Exhibit:
    """Show what moves, comes in or drops out when a plan is made anew after actuals.

    Parameters
    ----------
    frame
        The old plan: calendar and look.
    changes
        By start; quarters count from the old plan's first one.
    now
        The first quarter that was planned anew.
    names
        Of initiatives, by id.
    is_least
        Whether it is proven that nothing nearly as good moves less.
    """
    table = pd.DataFrame(
        [
            {
                "name": names.get(one.initiative, one.initiative),
                "kind": one.kind,
                "before": None if one.before is None else frame.quarter(one.before),
                "after": None if one.after is None else frame.quarter(one.after),
                "text": one.text,
            }
            for one in changes
        ],
        columns=["name", "kind", "before", "after", "text"],
    )
    number = len(changes)
    counted = (
        "Nothing changes."
        if not number
        else f"{number} {'change' if number == 1 else 'changes'} from {frame.quarter(now)} on."
    )
    proof = (
        "No plan that is worth nearly as much changes less (proven)."
        if is_least
        else "Whether less could change is not proven."
    )
    description = frame.told(counted, proof)
    return Exhibit(
        id="replan",
        title="What changes in the plan",
        description=description,
        frame=table,
        columns=(
            Column("name", "Initiative"),
            Column("kind", "Change"),
            Column("before", "Start before"),
            Column("after", "Start now"),
            Column("text", "Why"),
        ),
        draw=(lambda: _draw_changes(table, changes, now, frame, description)) if number else None,
    )


def _draw_changes(
    table: pd.DataFrame, changes: Sequence[PlanChange], now: int, frame: PlanFrame, description: str
) -> dict[str, Any]:
    theme = frame.theme
    labels = [wrap(name, LABELS - 12) for name in table["name"]]
    timeline = Timeline(frame, [max(ROW, LINE * len(lines) + 8) for lines in labels])
    canvas = timeline.canvas
    canvas.line([(timeline.x(now), timeline.tops[0]), (timeline.x(now), timeline.tops[-1])], theme.ink, is_dashed=True)
    for row, (one, lines) in enumerate(zip(changes, labels, strict=True)):
        y = timeline.middle(row)
        timeline.label(row, lines)
        before, after = (None if q is None else timeline.x(q) + timeline.step / 2 for q in (one.before, one.after))
        if before is not None:
            canvas.mark(before, y, "circle", "#FFFFFF", stroke=theme.accent)
        if after is not None:
            canvas.mark(after, y, "circle", theme.accent)
        if before is not None and after is not None:
            away = 6 if after > before else -6
            canvas.line([(before + away, y), (after - away, y)], theme.accent, width=2)
        elif before is not None:
            canvas.words(before + 12, y, "dropped", colour=theme.muted)
        elif after is not None:
            canvas.words(after + 12, y, "comes in", colour=theme.muted)
    return timeline.specification(description)
