"""The detailed plan: each initiative as a bar in its quarters, with arrows from what must end first."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pmokit.roadmap.outline import PlannedInitiative
from pmokit.views.canvas import CHARACTER, LINE, wrap
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.plan_frame import PlanFrame
from pmokit.views.roadmap import sentence
from pmokit.views.timeline import LABELS, Timeline

HALF_BAR = 9
TURN = 6
Point = tuple[float, float]


def gantt(frame: PlanFrame) -> Exhibit:
    """Show the chosen initiatives as bars in calendar quarters, with their prerequisites.

    Parameters
    ----------
    frame
        The plan.
    """
    columns = ["name", "from", "until", "owner", "lifts", "after", "fte", "cost"]
    rows = [
        {
            "name": one.name,
            "from": frame.quarter(one.start),
            "until": frame.quarter(one.end - 1),
            "owner": one.owner,
            "lifts": one.lifts,
            "after": "; ".join(frame.by_id[name].name for name in one.requires),
            "fte": sum(one.fte.values()),
            "cost": one.cost,
        }
        for one in frame.initiatives
    ]
    number = len(rows)
    arrows = any(one.requires for one in frame.initiatives)
    description = frame.told(
        f"{number} {'initiative' if number == 1 else 'initiatives'} from {frame.quarter(0)} to {frame.quarter(frame.quarters - 1)}.",
        "An arrow leads from an initiative to one that needs it." if arrows else "",
        frame.certainty,
    )
    return Exhibit(
        id="roadmap",
        title="The roadmap in quarters",
        description=description,
        frame=pd.DataFrame(rows, columns=columns),
        columns=(
            Column("name", "Initiative"),
            Column("from", "From"),
            Column("until", "Until"),
            Column("owner", "Accountable"),
            Column("lifts", "Lifts"),
            *((Column("after", "Needs"),) if arrows else ()),
            Column("fte", "FTE", "fte", "per quarter"),
            Column("cost", "Cost", "money", f"thousand {frame.currency}, likely"),
        ),
        draw=(lambda: _draw(frame, description)) if rows else None,
    )


def reason_list(frame: PlanFrame, reasons: Mapping[str, str]) -> Exhibit:
    """List why each initiative stands in its quarter, and what shows of it first.

    Parameters
    ----------
    frame
        The plan.
    reasons
        Why, by initiative.
    """
    rows = [(one.name, sentence(reasons.get(one.id, "")), one.first_result) for one in frame.initiatives]
    return Exhibit(
        id="reasons",
        title="Why then, and what shows first",
        description="What keeps each initiative from starting a quarter earlier, and what people see of it within 90 days.",
        frame=pd.DataFrame(rows, columns=["name", "why", "first_result"]),
        columns=(
            Column("name", "Initiative"),
            Column("why", "Why then"),
            Column("first_result", "Visible within 90 days"),
        ),
    )


def route(start: Point, end: Point, gap: float) -> list[Point]:
    """Return the corners of an arrow that runs in right angles, out of one bar's end and into another's begin.

    Parameters
    ----------
    start, end
        Where it leaves a bar and enters another.
    gap
        How far below the start's row the gap between two rows lies; used where the way back is to the left.
    """
    (x, y), (x2, y2) = start, end
    out, into = x + TURN, x2 - TURN
    if into >= out:
        return [start, (out, y), (out, y2), end]
    between = y + gap if y2 > y else y - gap
    return [start, (out, y), (out, between), (into, between), (into, y2), end]


def _draw(frame: PlanFrame, description: str) -> dict[str, Any]:
    labels = [wrap(one.name, LABELS - 8) for one in frame.initiatives]
    heights = [max(30.0, LINE * len(lines) + 10) for lines in labels]
    timeline, theme = Timeline(frame, heights), frame.theme
    row_of = {one.id: row for row, one in enumerate(frame.initiatives)}
    arrows = list(_arrows(frame, timeline, row_of, heights))
    # Arrows pass behind the bars between, and their heads lie on top.
    for points in arrows:
        timeline.canvas.line(points, theme.ink, width=1.2)
    for one, lines in zip(frame.initiatives, labels, strict=True):
        row = row_of[one.id]
        timeline.label(row, lines)
        timeline.bar(row, (one.start, one.end), fill=theme.accent, half=HALF_BAR)
        _write_lifts(timeline, row, one)
    for points in arrows:
        x, y = points[-1]
        timeline.canvas.mark(x - 2, y, "triangle-right", theme.ink, size=36)
    return timeline.specification(description)


def _arrows(
    frame: PlanFrame, timeline: Timeline, row_of: Mapping[str, int], heights: list[float]
) -> Iterator[list[Point]]:
    for one in frame.initiatives:
        for name in one.requires:
            before, row = frame.by_id[name], row_of[name]
            start = (timeline.x(before.end) - 1, timeline.middle(row))
            end = (timeline.x(one.start) + 1, timeline.middle(row_of[one.id]))
            yield route(start, end, heights[row] / 2)


def _write_lifts(timeline: Timeline, row: int, one: PlannedInitiative) -> None:
    """Write what a bar lifts into it where there is room; the table says it anyway."""
    if len(one.lifts) * CHARACTER + 16 <= timeline.step * (one.end - one.start):
        timeline.canvas.words(timeline.x(one.start) + 8, timeline.middle(row), one.lifts, colour="#FFFFFF")
