"""Primavera P6 XER: tab-separated tables (%T name, %F fields, %R rows, %E end), one project for each row of PROJECT.

A mapping names the columns made here. Where each comes from:

- Id: PROJECT.proj_short_name. Name: name of the root of its work breakdown (PROJWBS with proj_node_flag Y).
- OBS: name of the root's responsible organisational unit. EPS: name of its parent, where the file holds it.
- Created: PROJECT.add_date. Data date: PROJECT.last_recalc_date, up to which progress counts.
- Target start, finish: first and last planned date of the tasks. Baseline start, finish: the same of the baseline project,
  where it is in the file; a project with an orig_proj_id is a baseline and no row.
- Actual start: first of the tasks. Actual finish: last of the tasks, once all are complete.
- Forecast finish: last actual or early finish of the tasks, else PROJECT.scd_end_date.
- Percent complete: of the tasks, weighted by planned duration; physical where the task says so, else by duration.
- Budgeted, actual, remaining cost: sums of resources (TASKRSRC) and expenses (PROJCOST). Earned value: sum of percent
  complete times budgeted cost of each task. Planned value by date is not in an XER file, so it stays missing.
"""

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pmokit.errors import Fault, InputError
from pmokit.exchange.project_values import LARGEST
from pmokit.exchange.tables import Cell, Missing, Table

MAX_BYTES = 200_000_000
NO_COSTS = Missing("the plan carries no costs")
NO_PLAN = Missing("a Primavera export has no planned value by date")
NOT_UNDERSTOOD = Missing("a number of its tasks or resources is not understood")
NO_TASKS = Missing("the file holds no tasks of this project")
# Milestones, level of effort and summaries carry no progress of their own.
_WORK = {"TT_Task", "TT_Rsrc", ""}
Record = dict[str, str]


def read_xer(file: Path) -> Table:
    """Read a Primavera export as a table with one row for each project.

    Parameters
    ----------
    file
        XER; UTF-8, or the Windows encoding that P6 usually writes.

    Raises
    ------
    InputError
        If it cannot be read, is no XER, was cut off, or a row does not fit its table.
    """
    tables = _tables(file)
    export = _Export(tables)
    projects = [project for project in tables.get("PROJECT", []) if not project.get("orig_proj_id")]
    if not projects:
        raise InputError(Fault(str(file), "the file holds no project", "a table PROJECT with a row"))
    cells = [export.cells(project) for project in projects]
    headers = tuple(cells[0])
    names = [project.get("proj_short_name") or project.get("proj_id", "") for project in projects]
    rows = tuple(tuple(row[header] for header in headers) for row in cells)
    return Table(file, headers, rows, lambda row, _: f"{file}: project '{names[row]}'" if row >= 0 else str(file))


def _tables(file: Path) -> dict[str, list[Record]]:
    lines = re.split(r"\r\n|\r|\n", _text(file))
    if not lines[0].startswith("ERMHDR"):
        raise InputError(Fault(f"{file}:1", "this is no Primavera export", "a first line that starts with ERMHDR"))
    tables: dict[str, list[Record]] = {}
    faults: list[Fault] = []
    name, fields, ended = "", [""], False
    for number, line in enumerate(lines[1:], start=2):
        mark, *values = (part.strip() for part in line.split("\t"))
        if mark == "%T":
            name, fields = "".join(values[:1]), []
            tables.setdefault(name, [])
        elif mark == "%F":
            fields = values
        elif mark == "%R" and name and fields:
            tables[name].append(dict(zip(fields, [*values, *[""] * len(fields)], strict=False)))
            if any(values[len(fields) :]):
                what, expected = f"{len(values)} values", f"{len(fields)}, as table {name} has fields"
                faults.append(Fault(f"{file}:{number}", what, expected))
        elif mark not in {"%E", ""}:
            faults.append(Fault(f"{file}:{number}", f"'{line[:40]}' is no line of a table", "%T, %F, %R or %E"))
        ended = ended or mark == "%E"
    if not ended:
        faults.append(Fault(f"{file}:{len(lines)}", "the file ends before its end mark %E", hint="Export it again"))
    if faults:
        raise InputError(faults)
    return tables


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise InputError(Fault(str(file), f"the file is larger than {MAX_BYTES:,} bytes"))
        raw = file.read_bytes()
    except OSError as error:
        raise InputError(Fault(str(file), f"it cannot be read ({error.strerror})")) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


@dataclass(frozen=True)
class _Costs:
    budgeted: float = 0.0
    actual: float = 0.0
    remaining: float = 0.0


class _Export:
    """The tables of an export, grouped by what they belong to."""

    def __init__(self, tables: dict[str, list[Record]]) -> None:
        self.tasks = _grouped(tables.get("TASK", []), "proj_id")
        self.nodes = {node.get("wbs_id", ""): node for node in tables.get("PROJWBS", [])}
        self.roots = {
            node.get("proj_id", ""): node for node in tables.get("PROJWBS", []) if node.get("proj_node_flag") == "Y"
        }
        self.units = {unit.get("obs_id", ""): unit.get("obs_name", "") for unit in tables.get("OBS", [])}
        self.baselines = {
            project["orig_proj_id"]: project.get("proj_id", "")
            for project in tables.get("PROJECT", [])
            if project.get("orig_proj_id")
        }
        self.costs: dict[str, _Costs] = {}
        for record in (*tables.get("TASKRSRC", []), *tables.get("PROJCOST", [])):
            key, old = record.get("task_id", ""), self.costs.get(record.get("task_id", ""), _Costs())
            actual = sum(_number(record, name) for name in ("act_reg_cost", "act_ot_cost", "act_cost"))
            self.costs[key] = _Costs(
                old.budgeted + _number(record, "target_cost"),
                old.actual + actual,
                old.remaining + _number(record, "remain_cost"),
            )

    def cells(self, project: Record) -> dict[str, Cell]:
        """Return the cells of one project."""
        key = project.get("proj_id", "")
        root = self.roots.get(key, {})
        tasks = self.tasks.get(key, [])
        short = project.get("proj_short_name", "")
        return {
            "Id": short,
            "Name": root.get("wbs_name") or short,
            "OBS": self.units.get(root.get("obs_id", ""), ""),
            "EPS": self.nodes.get(root.get("parent_wbs_id", ""), {}).get("wbs_name", ""),
            "WBS status": root.get("status_code", ""),
            "Created": _date(project, "add_date") or "",
            "Data date": _date(project, "last_recalc_date") or "",
            "Must finish by": _date(project, "plan_end_date") or "",
            **_dates(project, tasks),
            **self._baseline(key),
            **self._progress(tasks),
        }

    def _baseline(self, key: str) -> dict[str, Cell]:
        tasks = self.tasks.get(self.baselines.get(key, ""), [])
        return {
            "Baseline start": min(_all_dates(tasks, "target_start_date"), default=""),
            "Baseline finish": max(_all_dates(tasks, "target_end_date"), default=""),
        }

    def _progress(self, tasks: Sequence[Record]) -> dict[str, Cell]:
        work = [task for task in tasks if task.get("task_type", "") in _WORK]
        planned = math.fsum(_number(task, "target_drtn_hr_cnt") for task in work)
        done = math.fsum(_number(task, "target_drtn_hr_cnt") * _share(task) for task in work)
        costs = [(self.costs.get(task.get("task_id", ""), _Costs()), _share(task)) for task in tasks]
        money: dict[str, float] = {
            "Budgeted cost": math.fsum(cost.budgeted for cost, _ in costs),
            "Actual cost": math.fsum(cost.actual for cost, _ in costs),
            "Remaining cost": math.fsum(cost.remaining for cost, _ in costs),
            "Earned value": math.fsum(cost.budgeted * share for cost, share in costs),
        }
        percent: Cell = 100 * done / planned if planned else NO_TASKS
        has_costs = any(money.values())
        return {
            "Percent complete": _told(percent),
            "Planned value": NO_PLAN,
            **{name: _told(value) if has_costs else NO_COSTS for name, value in money.items()},
        }


def _dates(project: Record, tasks: Sequence[Record]) -> dict[str, Cell]:
    complete = bool(tasks) and all(task.get("status_code") == "TK_Complete" for task in tasks)
    forecast = [*_all_dates(tasks, "act_end_date"), *_all_dates(tasks, "early_end_date")]
    return {
        "Target start": min(
            _all_dates(tasks, "target_start_date"), default=_date(project, "plan_start_date") or NO_TASKS
        ),
        "Target finish": max(_all_dates(tasks, "target_end_date"), default=NO_TASKS),
        "Actual start": min(_all_dates(tasks, "act_start_date"), default=""),
        "Actual finish": max(_all_dates(tasks, "act_end_date"), default="") if complete else "",
        "Forecast finish": max(forecast, default=_date(project, "scd_end_date") or ""),
    }


def _share(task: Record) -> float:
    """Return how complete a task is, 0 to 1: physically where the task says so, else by duration."""
    if task.get("status_code") == "TK_Complete":
        return 1.0
    if task.get("complete_pct_type") == "CP_Phys":
        share = _number(task, "phys_complete_pct") / 100
    elif task.get("status_code") == "TK_NotStart":
        share = 0.0
    else:
        planned = _number(task, "target_drtn_hr_cnt")
        share = (planned - _number(task, "remain_drtn_hr_cnt")) / planned if planned else 0.0
    return share if math.isnan(share) else min(max(share, 0.0), 1.0)


def _told(value: Cell) -> Cell:
    return NOT_UNDERSTOOD if isinstance(value, float) and math.isnan(value) else value


def _grouped(records: Sequence[Record], key: str) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.get(key, ""), []).append(record)
    return groups


def _number(record: Record, name: str) -> float:
    """Return a number, 0 where the field is empty, NaN where it holds none: a sum that misses a part must not look whole."""
    text = record.get(name, "") or "0"
    try:
        value = float(text) if text.isascii() else math.nan
    except ValueError:
        return math.nan
    return value if abs(value) <= LARGEST else math.nan


def _all_dates(records: Sequence[Record], name: str) -> Iterator[dt.date]:
    for record in records:
        date = _date(record, name)
        if date:
            yield date


def _date(record: Record, name: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(record.get(name, "")).date()
    except ValueError:
        return None
