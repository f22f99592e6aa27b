"""A plan as CSV for Jira's importer: initiatives as epics, their deliverables as stories.

The headers are those that Jira writes itself. Jira Cloud joins stories to their epic by ``Parent``, older versions by ``Epic Link``, which
holds the epic's name; both are there. Epics stand first, since a parent has to be known before its children.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from pmokit.exchange.csv_text import guard
from pmokit.exchange.plan_file import PlanFile
from pmokit.exchange.plan_text import clean, shorten
from pmokit.exchange.whole_file import whole_file
from pmokit.model.roadmap import wave_title
from pmokit.roadmap.outline import PlannedInitiative

BLOCKED_BY = "Inward issue link (Blocks)"
HEADERS = (
    "Issue ID",
    "Parent",
    "Issue Type",
    "Summary",
    "Epic Name",
    "Epic Link",
    "Start date",
    "Due Date",
    "Labels",
    "Description",
)
LONGEST_SUMMARY = 255
FIRST_STORY = 1000
LABEL = "pmo-roadmap"


def write_jira(plan: PlanFile, file: Path) -> None:
    """Write a plan as CSV that Jira's importer maps by itself.

    Parameters
    ----------
    plan
        The plan.
    file
        The file to write, ending in .csv.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    links = max((len(one.requires) for one in plan.initiatives), default=0)
    with whole_file(file) as part, part.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        # Jira reads a field with several values from as many columns of one name.
        writer.writerow([*HEADERS, *[BLOCKED_BY] * links])
        for cells, before in _issues(plan):
            writer.writerow([*(guard(clean(cell)) for cell in cells), *before, *[""] * (links - len(before))])


def _issues(plan: PlanFile) -> Iterator[tuple[list[str], list[str]]]:
    number = {one.id: str(at) for at, one in enumerate(plan.initiatives, start=1)}
    epics = _epic_names(plan)
    for one in plan.initiatives:
        head = [number[one.id], "", "Epic", shorten(one.name, LONGEST_SUMMARY), epics[one.id], ""]
        yield (
            [*head, *_dates(plan, one), f"{LABEL} {_label(one.wave)}", _description(plan, one)],
            [number[name] for name in one.requires],
        )
    story = FIRST_STORY
    for one in plan.initiatives:
        for text in one.deliverables:
            story += 1
            head = [str(story), number[one.id], "Story", shorten(text, LONGEST_SUMMARY), "", epics[one.id]]
            yield [*head, *_dates(plan, one), LABEL, text], []


def _label(wave: str) -> str:
    """Return a wave's name as Jira's labels have it, without spaces and signs."""
    return "-".join(re.findall(r"\w+", wave_title(wave).lower()))


def _epic_names(plan: PlanFile) -> dict[str, str]:
    """Return the epics' names; where two are alike the id tells them apart, as stories are joined by name."""
    names = [shorten(one.name, LONGEST_SUMMARY) for one in plan.initiatives]
    return {
        one.id: name if names.count(name) == 1 else shorten(f"{one.id}: {name}", LONGEST_SUMMARY)
        for one, name in zip(plan.initiatives, names, strict=True)
    }


def _dates(plan: PlanFile, one: PlannedInitiative) -> list[str]:
    span = plan.span(one.start, one.end)
    return [span.start.isoformat(), span.finish.isoformat()]


def _description(plan: PlanFile, one: PlannedInitiative) -> str:
    people = ", ".join(f"{plan.skill(skill)} {amount:g}" for skill, amount in one.fte.items())
    parts = [
        *([one.name] if len(one.name) > LONGEST_SUMMARY else []),
        f"Accountable: {one.owner}",
        f"{plan.quarter(one.start)} to {plan.quarter(one.end - 1)}, lifts {one.lifts}",
        f"FTE in each quarter: {people}",
        f"Cost: {one.cost:g} thousand {plan.currency}, likely",
        f"Visible within 90 days: {one.first_result}",
        f"Done when: {one.done_when}",
        *([] if one.is_confirmed else ["Effort, cost and owner are not confirmed yet."]),
    ]
    return "\n".join(parts)
