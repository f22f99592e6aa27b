"""A unit's plan as a file for the client's own tool: MS Project, Jira, Excel."""

from collections.abc import Mapping
from pathlib import Path

from pmokit.content.library import load_theme
from pmokit.errors import InputError
from pmokit.exchange.plan_file import plan_file
from pmokit.exchange.plan_jira import write_jira
from pmokit.exchange.plan_mspdi import write_mspdi
from pmokit.exchange.plan_xlsx import write_plan_xlsx
from pmokit.study.unit import UnitStudy

PLAN_SUFFIXES: Mapping[str, str] = {"mspdi": ".xml", "jira": ".csv", "xlsx": ".xlsx"}


def export_plan(study: UnitStudy, out: Path, kind: str) -> Path:
    """Write the plan of a unit and return the file.

    Parameters
    ----------
    study
        The unit's story.
    out
        A file with the ending of its kind, else a folder.
    kind
        ``mspdi``, ``jira`` or ``xlsx``.

    Raises
    ------
    InputError
        If the kind is unknown, ``out`` ends otherwise, or the file cannot be written.
    PlanningError
        If the unit has no plan.
    """
    file = _place(out, kind, study.unit.code)
    plan = plan_file(study)
    if kind == "mspdi":
        write_mspdi(plan, file)
    elif kind == "jira":
        write_jira(plan, file)
    else:
        write_plan_xlsx(plan, file, load_theme())
    return file


def _place(out: Path, kind: str, unit: str) -> Path:
    if kind not in PLAN_SUFFIXES:
        raise InputError(f"--plan {kind}: unknown kind of plan '{kind}'. Known: {', '.join(PLAN_SUFFIXES)}.")
    suffix = PLAN_SUFFIXES[kind]
    if out.suffix.lower() == suffix:
        return out
    if out.suffix.lower() in {".xml", ".csv", ".xlsx", ".mpp"}:
        raise InputError(
            f"{out}: --plan {kind} writes {suffix} files. Expected: a name ending in {suffix}, or a folder."
        )
    return out / f"{unit}_roadmap{suffix}"
