"""A plan as a workbook: roadmap, capacity, milestones, assumptions."""

from pathlib import Path

import pandas as pd

from pmokit.assess.variants import OVERALL
from pmokit.exchange.plan_file import PlanFile
from pmokit.exchange.plan_text import clean
from pmokit.exchange.table_file import Sheet, write_book
from pmokit.model.content import Theme
from pmokit.model.roadmap import wave_title

# A cell holds 32,767 characters, and some texts nearly double where they are escaped.
LONGEST = 16_000
CUT = "... (cut here: a cell holds no more)"


def write_plan_xlsx(plan: PlanFile, file: Path, theme: Theme) -> None:
    """Write a plan as a workbook.

    Parameters
    ----------
    plan
        The plan.
    file
        The file to write, ending in .xlsx.
    theme
        Colours and font.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    write_book(file, [_roadmap(plan), _capacity(plan), _milestones(plan), _assumptions(plan)], theme)


def _roadmap(plan: PlanFile) -> Sheet:
    rows = []
    for one in plan.initiatives:
        span = plan.span(one.start, one.end)
        rows.append(
            {
                "id": one.id,
                "initiative": one.name,
                "wave": wave_title(one.wave),
                "from": plan.quarter(one.start),
                "until": plan.quarter(one.end - 1),
                "start": span.start.isoformat(),
                "finish": span.finish.isoformat(),
                "accountable": one.owner,
                "lifts": one.lifts,
                "fte": sum(one.fte.values()),
                "cost_k": one.cost,
                "needs": ", ".join(one.requires),
                "confirmed": "yes" if one.is_confirmed else "no",
                "why": plan.reasons.get(one.id, ""),
                "visible_within_90_days": one.first_result,
                "deliverables": "\n".join(one.deliverables),
                "done_when": one.done_when,
            }
        )
    rows += [
        {"id": name, "initiative": called, "wave": "left out", "why": plan.reasons.get(name, "")}
        for name, called in plan.left_out.items()
    ]
    widths = (("id", 26.0), ("initiative", 36.0), ("accountable", 22.0), ("lifts", 18.0), ("needs", 26.0))
    long = tuple((name, 60.0) for name in ("why", "visible_within_90_days", "deliverables", "done_when"))
    return Sheet("roadmap", _whole(pd.DataFrame(rows)), ("fte", "cost_k"), (*widths, *long), wraps=True)


def _capacity(plan: PlanFile) -> Sheet:
    rows = [
        {
            "skill": plan.skill(skill),
            "quarter": plan.quarter(quarter),
            "fte_taken": plan.used[skill][quarter],
            "fte_there": there,
            "fte_free": round(there - plan.used[skill][quarter], 3),
        }
        for skill, row in plan.capacity.items()
        for quarter, there in enumerate(row)
    ]
    frame = pd.DataFrame(rows, columns=["skill", "quarter", "fte_taken", "fte_there", "fte_free"])
    return Sheet("capacity", _whole(frame), ("fte_taken", "fte_there", "fte_free"), (("skill", 32.0),), wraps=True)


def _milestones(plan: PlanFile) -> Sheet:
    names = {one.id: one.name for one in plan.initiatives}
    rows = [
        {
            "milestone": called,
            "quarter": plan.quarter(one.quarter),
            "date": plan.span(one.quarter, one.quarter + 1).finish.isoformat(),
            "brought_by": "all that has ended by then"
            if one.domain == OVERALL
            else ", ".join(names.get(name, name) for name in one.initiatives),
        }
        for one, called in plan.milestones
    ]
    frame = pd.DataFrame(rows, columns=["milestone", "quarter", "date", "brought_by"])
    return Sheet("milestones", _whole(frame), (), (("milestone", 50.0), ("brought_by", 80.0)), wraps=True)


def _assumptions(plan: PlanFile) -> Sheet:
    rows = [("Client", plan.client), ("Unit", plan.unit), *plan.assumptions]
    frame = pd.DataFrame(rows, columns=["matter", "assumed"])
    return Sheet("assumptions", _whole(frame), (), (("matter", 28.0), ("assumed", 100.0)), wraps=True)


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose texts fit into cells."""
    return frame.map(_fitting)


def _fitting(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = clean(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}{CUT}"
