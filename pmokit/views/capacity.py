"""The capacity strip: how much of each skill a plan takes, quarter by quarter."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pmokit.model.printing import print_number
from pmokit.views.canvas import CHARACTER, wrap
from pmokit.views.chart import contrast_ink
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.plan_frame import PlanFrame
from pmokit.views.timeline import LABELS, Timeline

ROW = 40.0
FULL = 0.9
SLACK = 1e-9
FREE, TAKEN, NONE = "free", "full", "none there"
OVER = "over"


def capacity_strip(
    frame: PlanFrame,
    used: Mapping[str, Sequence[float]],
    capacity: Mapping[str, Sequence[float]],
    skills: Mapping[str, str],
) -> Exhibit:
    """Show FTE taken and there, by skill and quarter, and whether that is free, full or over.

    Parameters
    ----------
    frame
        The plan.
    used, capacity
        FTE by skill, one number for each quarter.
    skills
        Names of the skills; one without a name goes by its id.
    """
    table = pd.DataFrame(
        [
            {
                "skill": skills.get(skill, skill),
                "quarter": frame.quarter(quarter),
                "used": taken,
                "capacity": there,
                "state": state_of(taken, there),
            }
            for skill in capacity
            for quarter, (taken, there) in enumerate(zip(used[skill], capacity[skill], strict=True))
        ],
        columns=["skill", "quarter", "used", "capacity", "state"],
    )
    description = frame.told(
        f"FTE taken of FTE there. Full: at least {print_number(100 * FULL, '.0f')} % taken; over: more taken than there is. {_tightest(table)}"
    )
    return Exhibit(
        id="capacity",
        title="Who is needed when",
        description=description,
        frame=_wide(table, frame),
        columns=(
            Column("skill", "Skill"),
            *(Column(f"q{quarter}", frame.quarter(quarter)) for quarter in range(frame.quarters)),
        ),
        draw=(lambda: _draw(table, list(capacity), skills, frame, description)) if len(table) else None,
    )


def state_of(used: float, capacity: float) -> str:
    """Return whether a skill is free, full or over in a quarter; "none there" where there is neither work nor people."""
    if used > capacity + SLACK:
        return OVER
    if capacity <= SLACK:
        return NONE
    return TAKEN if used >= FULL * capacity - SLACK else FREE


def _tightest(table: pd.DataFrame) -> str:
    tight = table[table["state"].isin([TAKEN, OVER])]
    if tight.empty:
        return "No skill is full in any quarter."
    counts = tight.groupby("skill", sort=False).size().sort_values(ascending=False, kind="stable")
    named = [
        f"{skill} in {number} of {table['quarter'].nunique()} quarters" for skill, number in counts.head(3).items()
    ]
    return f"Full or over: {', '.join(named)}."


def _wide(table: pd.DataFrame, frame: PlanFrame) -> pd.DataFrame:
    rows = []
    for skill, members in table.groupby("skill", sort=False):
        row = {"skill": str(skill)}
        for at, (used, there, state) in enumerate(
            zip(members["used"], members["capacity"], members["state"], strict=True)
        ):
            row[f"q{at}"] = f"{used:.3g} of {there:.3g}, {state}"
        rows.append(row)
    return pd.DataFrame(rows, columns=["skill", *(f"q{at}" for at in range(frame.quarters))])


def _draw(
    table: pd.DataFrame, order: Sequence[str], skills: Mapping[str, str], frame: PlanFrame, description: str
) -> dict[str, Any]:
    theme, timeline = frame.theme, Timeline(frame, [ROW] * len(order))
    fills = {FREE: theme.surface, TAKEN: theme.accent, OVER: theme.ink, NONE: "#FFFFFF"}
    cells = table.to_dict("records")
    for row, skill in enumerate(order):
        timeline.label(row, wrap(skills.get(skill, skill), LABELS - 8, 2))
        for quarter, cell in enumerate(cells[row * frame.quarters : (row + 1) * frame.quarters]):
            state = str(cell["state"])
            corners = (
                timeline.x(quarter) + 1,
                timeline.tops[row] + 2,
                timeline.x(quarter + 1) - 1,
                timeline.tops[row + 1] - 2,
            )
            stroke = theme.ink if state == OVER else theme.line
            timeline.canvas.rectangle(corners, fills[state], stroke=stroke, is_dashed=state == NONE)
            figures = f"{cell['used']:.3g} / {cell['capacity']:.3g}"
            words = ["none"] if state == NONE else [figures, state]
            if len(figures) * CHARACTER <= timeline.step:
                middle = (timeline.x(quarter) + timeline.x(quarter + 1)) / 2
                ink = contrast_ink(fills[state], theme.ink)
                timeline.canvas.words(middle, timeline.middle(row), words, align="center", colour=ink)
    return timeline.specification(description)
