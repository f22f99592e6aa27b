"""Levels and when they are reached: as planned, and in half and eight tenths of many runs."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pmokit.assess.variants import OVERALL
from pmokit.model.printing import print_number
from pmokit.roadmap.projection import Milestone
from pmokit.roadmap.robust import FirmLevel, Robustness
from pmokit.views.canvas import LINE, wrap
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.plan_frame import PlanFrame
from pmokit.views.timeline import LABELS, Timeline

LATER = "after the horizon"
ROW = 26.0
WHOLE = "Overall"


def milestone_list(frame: PlanFrame, milestones: Sequence[Milestone], robustness: Robustness) -> Exhibit:
    """Show each level that the plan should reach: planned, P50, P80.

    Parameters
    ----------
    frame
        The plan.
    milestones
        In the order of their quarters.
    robustness
        How firm their dates are.
    """
    firm = {(one.domain, one.level): one for one in robustness.levels}
    table = pd.DataFrame(
        [_row(frame, one, firm.get((one.domain, one.level))) for one in milestones],
        columns=["level", "field", "planned", "p50", "p80", "share", "by"],
    )
    description = frame.told(
        "Diamond: planned, at the end of the quarter; line: until P80, with a ring at P50 where that is later. P50, P80: by when in half, and in eight tenths, of "
        f"{print_number(robustness.runs, ',')} runs in which initiatives take longer or shorter and people are missing at times ({robustness.source}).",
    )
    return Exhibit(
        id="milestones",
        title="Milestones, and how firm their dates are",
        description=description,
        frame=table,
        columns=(
            Column("level", "Reached"),
            Column("field", "Field"),
            Column("planned", "Planned"),
            Column("p50", "P50"),
            Column("p80", "P80"),
            Column("share", "Within the horizon", "share"),
            Column("by", "Brought by"),
        ),
        draw=(lambda: _draw(milestones, firm, frame, description)) if len(table) else None,
    )


def _row(frame: PlanFrame, one: Milestone, firm: FirmLevel | None) -> dict[str, object]:
    names = [frame.by_id[name].name for name in one.initiatives if name in frame.by_id]
    return {
        "level": f"level {one.level}",
        "field": _field(frame, one),
        "planned": frame.quarter(one.quarter),
        "p50": None if firm is None else _quarter(frame, firm.p50),
        "p80": None if firm is None else _quarter(frame, firm.p80),
        "share": None if firm is None else firm.share_in_horizon,
        "by": "all that has ended by then" if one.domain == OVERALL else "; ".join(names),
    }


def _field(frame: PlanFrame, one: Milestone) -> str:
    return WHOLE if one.domain == OVERALL else frame.field(one.domain)


def _quarter(frame: PlanFrame, offset: int | None) -> str:
    return LATER if offset is None or offset >= frame.quarters else frame.quarter(offset)


def _draw(
    milestones: Sequence[Milestone],
    firm: Mapping[tuple[str, int], FirmLevel],
    frame: PlanFrame,
    description: str,
) -> dict[str, Any]:
    theme = frame.theme
    labels = [wrap(f"{_field(frame, one)}, level\N{NO-BREAK SPACE}{one.level}", LABELS - 12) for one in milestones]
    timeline = Timeline(frame, [max(ROW, LINE * len(lines) + 6) for lines in labels])
    canvas = timeline.canvas
    end = timeline.x(frame.quarters)
    for row, (one, lines) in enumerate(zip(milestones, labels, strict=True)):
        y, planned = timeline.middle(row), timeline.x(one.quarter + 1)
        timeline.label(row, lines)
        known = firm.get((one.domain, one.level))
        if known is not None:
            late = end if known.p80 is None else min(end, timeline.x(known.p80 + 1))
            canvas.line([(planned - 6, y), (late - 6, y)], theme.accent, width=3)
            canvas.line([(late - 6, y - 6), (late - 6, y + 6)], theme.accent, width=2)
            if late > planned or known.p80 is None:
                is_beyond = known.p80 is None or known.p80 >= frame.quarters
                canvas.words(
                    late - 12, y - 8, "P80 later" if is_beyond else "P80", align="right", size=10, colour=theme.muted
                )
        canvas.mark(planned - 6, y, "diamond", theme.accent, size=110)
        if known is not None and known.p50 is not None and one.quarter < known.p50 < frame.quarters:
            canvas.mark(timeline.x(known.p50 + 1) - 6, y, "circle", "#FFFFFF", stroke=theme.accent, size=70)
    return timeline.specification(description)
