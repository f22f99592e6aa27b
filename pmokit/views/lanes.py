"""The planner's bars: initiatives by field, with the levels that the fields reach."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pmokit.roadmap.outline import PlannedInitiative
from pmokit.roadmap.projection import Milestone
from pmokit.views.canvas import CHARACTER, LINE, wrap
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.plan_frame import PlanFrame
from pmokit.views.timeline import LABELS, Timeline

HEADING, BAR_ROW = 28.0, 28.0
BESIDE = 20
"""Names of fields may reach so far into the quarters."""


def lanes_by_field(frame: PlanFrame, milestones: Sequence[Milestone]) -> Exhibit:
    """Show the initiatives of each field in a lane of its own, a diamond where the field reaches a level.

    Parameters
    ----------
    frame
        The plan.
    milestones
        Levels that it should reach.
    """
    lanes = _lanes(frame)
    reached = {field: [one for one in milestones if one.domain == field] for field in lanes}
    table = pd.DataFrame(
        [
            {
                "field": frame.field(field),
                "name": one.name,
                "from": frame.quarter(one.start),
                "until": frame.quarter(one.end - 1),
                "owner": one.owner,
                "reaches": "; ".join(f"level {m.level} in {frame.quarter(m.quarter)}" for m in reached[field]),
            }
            for field, members in lanes.items()
            for one in members
        ],
        columns=["field", "name", "from", "until", "owner", "reaches"],
    )
    description = frame.told(
        "Bars stand in the field that they lift first. A diamond marks the quarter at whose end a level is reached.",
        frame.certainty,
    )
    return Exhibit(
        id="lanes",
        title="The plan by field",
        description=description,
        frame=table,
        columns=(
            Column("field", "Field"),
            Column("name", "Initiative"),
            Column("from", "From"),
            Column("until", "Until"),
            Column("owner", "Accountable"),
            Column("reaches", "Field reaches"),
        ),
        draw=(lambda: _draw(lanes, reached, frame, description)) if lanes else None,
    )


def _lanes(frame: PlanFrame) -> dict[str, list[PlannedInitiative]]:
    """Return the initiatives by the field that they lift first, in the model's order."""
    found: dict[str, list[PlannedInitiative]] = {}
    for one in frame.initiatives:
        found.setdefault(one.domains[0], []).append(one)
    order = [*(field for field in frame.domains if field in found), *(f for f in found if f not in frame.domains)]
    return {field: found[field] for field in order}


def _draw(
    lanes: Mapping[str, Sequence[PlannedInitiative]],
    reached: Mapping[str, Sequence[Milestone]],
    frame: PlanFrame,
    description: str,
) -> dict[str, Any]:
    rows: list[str | PlannedInitiative] = []
    for field, members in lanes.items():
        rows += [field, *members]
    names = {one.id: wrap(one.name, LABELS - 16) for one in frame.initiatives}
    heights = [HEADING if isinstance(row, str) else max(BAR_ROW, LINE * len(names[row.id]) + 8) for row in rows]
    timeline = Timeline(frame, heights)
    for at, row in enumerate(rows):
        if isinstance(row, str):
            _head(timeline, at, row, reached[row])
        else:
            timeline.canvas.words(8, timeline.middle(at), names[row.id])
            timeline.bar(at, (row.start, row.end), fill=frame.theme.accent)
    return timeline.specification(description)


def _head(timeline: Timeline, row: int, field: str, reached: Sequence[Milestone]) -> None:
    """Name a field, and mark the levels that it reaches."""
    canvas, frame = timeline.canvas, timeline.frame
    top, y = timeline.tops[row], timeline.middle(row) + 1
    canvas.line([(0, top + 1), (canvas.width, top + 1)], frame.theme.muted, width=1)
    canvas.words(0, y, frame.field(field), is_bold=True, colour=frame.theme.brand)
    levels: dict[int, list[int]] = {}
    for milestone in reached:
        levels.setdefault(milestone.quarter, []).append(milestone.level)
    for quarter, steps in levels.items():
        x = timeline.x(quarter + 1) - 8
        words = f"level {' and '.join(map(str, sorted(steps)))} reached"
        canvas.mark(x, y, "diamond", frame.theme.accent, size=110)
        has_room = x - 9 - CHARACTER * len(words) > LABELS + BESIDE
        canvas.words(x - 9 if has_room else x + 9, y, words, align="right" if has_room else "left", is_bold=True)
