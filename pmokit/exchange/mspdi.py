"""MS Project XML (MSPDI): one project a file, one an inserted project of a master file, one a top task, or one a task.

A mapping names the columns made here. They come from the project summary task (UID 0), which MS Project rolls up itself; a
file without one is rolled up from its tasks of outline level 1. Amounts stand in hundredths of the currency unit.
"""

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

from pmokit.errors import Fault, InputError
from pmokit.exchange.project_values import LARGEST
from pmokit.exchange.tables import Amount, Cell, Missing, Table

MAX_BYTES = 100_000_000
NAMESPACE = "{http://schemas.microsoft.com/project}"
NO_BASELINE = Missing("the plan has no saved baseline")
NO_COSTS = Missing("the plan carries no costs")
NOT_UNDERSTOOD = Missing("a number of its tasks is not understood")
HUNDREDTHS, HUNDRED = 100, 100
_DURATION = re.compile(r"PT?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d+)?S)?\Z", re.ASCII)


def read_mspdi(file: Path, project_rows: str = "file") -> Table:
    """Read a plan as a table with one row for each project.

    Parameters
    ----------
    file
        XML as MS Project saves it.
    project_rows
        ``file``: the file is a project, or each project inserted in it; ``top-tasks``: each task of outline level 1 is one;
        ``tasks``: each task is one that is neither a summary nor a milestone, with the ids of its predecessors.

    Raises
    ------
    InputError
        If it cannot be read, is no MS Project XML, is larger than 100 MB, or declares entities.
    """
    plan = _Plan(file, _parse(file))
    projects = plan.projects(project_rows)
    if not projects:
        raise InputError(Fault(str(file), "the plan has no task of outline level 1", "one for each project"))
    names = [name for name, _ in projects]
    headers = tuple(dict.fromkeys(header for _, cells in projects for header in cells))
    rows = tuple(tuple(cells.get(header, "") for header in headers) for _, cells in projects)
    return Table(file, headers, rows, lambda row, _: f"{file}: project '{names[row]}'" if row >= 0 else str(file))


def hours(duration: str) -> float | None:
    """Return a duration such as PT480H30M0S in hours, or None.

    Parameters
    ----------
    duration
        As MS Project writes it; working time.
    """
    match = _DURATION.match(duration.strip())
    if match is None or not any(match.groups()):
        return None
    h, m, s = (int(part or 0) for part in match.groups())
    return h + m / 60 + s / 3600


def _parse(file: Path) -> Element:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise InputError(Fault(str(file), f"the file is larger than {MAX_BYTES:,} bytes"))
        root: Element = ElementTree.fromstring(file.read_bytes(), forbid_dtd=True)
    except OSError as error:
        raise InputError(Fault(str(file), f"it cannot be read ({error.strerror})")) from None
    except DefusedXmlException:
        raise InputError(
            Fault(
                str(file),
                "it declares a document type or entities, as no planning tool does",
                "plain MS Project XML",
                "Such a file can be made to overload a reader; ask for another one",
            )
        ) from None
    except ParseError as error:
        line, column = error.position
        raise InputError(
            Fault(f"{file}:{line}:{column + 1}", f"this is no valid XML: {str(error).split(':', maxsplit=1)[0]}")
        ) from None
    except (ValueError, LookupError) as error:
        raise InputError(Fault(str(file), f"this is no valid XML: {error}")) from None
    if root.tag != f"{NAMESPACE}Project":
        raise InputError(
            Fault(
                str(file),
                f"it is no MS Project XML: its top element is '{root.tag.rsplit('}', maxsplit=1)[-1][:60]}'",
                "a 'Project' element",
                "In MS Project: File > Save As > XML Format (.xml). Primavera plans are read as .xer",
            )
        )
    return root


@dataclass(frozen=True)
class _Figures:
    """The figures of one project: of one summary task, or rolled up from several tasks."""

    tasks: Sequence[Element]

    def span(self, start: str, finish: str, *, whole: bool = False) -> tuple[Cell, Cell]:
        """Return earliest start and latest finish; with ``whole``, no finish before every task has one."""
        starts = [date for task in self.tasks if (date := _date(task, start))]
        finishes = [date for task in self.tasks if (date := _date(task, finish))]
        complete = len(finishes) == len(self.tasks) or not whole
        return min(starts, default=""), max(finishes, default="") if complete else ""

    def total(self, name: str) -> float | None:
        amounts = [amount for task in self.tasks if (amount := _number(task, name)) is not None]
        return math.fsum(amounts) / HUNDREDTHS if amounts else None

    def percent(self) -> Cell:
        """Return the percentage complete; of several tasks weighted by duration, as MS Project rolls it up."""
        shares = [(_number(task, "PercentComplete"), hours(_text(task, "Duration")) or 0) for task in self.tasks]
        known = [(share, weight) for share, weight in shares if share is not None]
        if any(math.isnan(share) for share, _ in known):
            return NOT_UNDERSTOOD
        if len(known) == 1:
            return known[0][0]
        weight = math.fsum(w for _, w in known)
        return math.fsum(share * w for share, w in known) / weight if weight > 0 else ""


class _Plan:
    """A parsed plan."""

    def __init__(self, file: Path, root: Element) -> None:
        self.file, self.root = file, root
        self.tasks = [
            task for task in root.iterfind(f"{NAMESPACE}Tasks/{NAMESPACE}Task") if _text(task, "IsNull") != "1"
        ]
        self.summary = [task for task in self.tasks if _text(task, "UID") == "0"]
        self.aliases = {
            _text(kind, "FieldID"): _text(kind, "Alias") or _text(kind, "FieldName")
            for kind in root.iterfind(f"{NAMESPACE}ExtendedAttributes/{NAMESPACE}ExtendedAttribute")
        }

    def projects(self, project_rows: str) -> list[tuple[str, dict[str, Cell]]]:
        """Return name and cells of each project."""
        top = [task for task in self.tasks if _text(task, "OutlineLevel") == "1"]
        inserted = [task for task in self.tasks if _text(task, "IsSubproject") == "1"]
        title = _text(self.root, "Title")
        stem = re.sub(r"\.(mpp|xml)\Z", "", _text(self.root, "Name"), flags=re.IGNORECASE) or self.file.stem
        if project_rows == "file" and not inserted:
            return [(title or stem, self._cells(stem, title or stem, self.summary or top))]
        rows = {"top-tasks": top, "tasks": self._working()}.get(project_rows, inserted)
        named = [(_text(task, "Name") or f"task {_text(task, 'UID')}", task) for task in rows]
        found = [(name, self._cells(f"{stem}-{_text(task, 'UID')}", name, [task])) for name, task in named]
        if project_rows == "tasks":
            for (_, cells), task in zip(found, rows, strict=True):
                before = (_text(link, "PredecessorUID") for link in task.iterfind(f"{NAMESPACE}PredecessorLink"))
                cells["Predecessors"] = ", ".join(f"{stem}-{uid}" for uid in before)
        return found

    def _working(self) -> list[Element]:
        """Return the tasks in which work is done: neither summaries nor milestones."""
        return [
            task
            for task in self.tasks
            if _text(task, "UID") != "0" and _text(task, "Summary") != "1" and _text(task, "Milestone") != "1"
        ]

    def _cells(self, key: str, name: str, tasks: Sequence[Element]) -> dict[str, Cell]:
        figures = _Figures(tasks)
        start, finish = figures.span("Start", "Finish")
        actual_start, actual_finish = figures.span("ActualStart", "ActualFinish", whole=True)
        percent = figures.percent()
        cells: dict[str, Cell] = {"Id": key, "Name": name}
        for header in ("Company", "Manager", "Category", "Subject", "Author"):
            cells[header] = _text(self.root, header)
        cells |= {
            "Created": _date(self.root, "CreationDate") or "",
            # Without a status date MS Project computes earned value up to the current date.
            "Status date": _date(self.root, "StatusDate") or _date(self.root, "CurrentDate") or "",
            "Start": start,
            "Finish": finish,
            "Actual start": actual_start,
            "Actual finish": actual_finish,
            "Percent complete": percent,
            "State": _state(percent),
        }
        return cells | self._baseline(tasks) | self._money(figures) | self._custom(tasks)

    def _baseline(self, tasks: Sequence[Element]) -> dict[str, Cell]:
        saved = _Figures([baseline for task in tasks if (baseline := _saved(task)) is not None])
        if not saved.tasks:
            return {"Baseline start": NO_BASELINE, "Baseline finish": NO_BASELINE, "Baseline cost": NO_BASELINE}
        start, finish = saved.span("Start", "Finish")
        return {
            "Baseline start": start or NO_BASELINE,
            "Baseline finish": finish or NO_BASELINE,
            "Baseline cost": self._amount(saved.total("Cost")),
        }

    def _money(self, figures: _Figures) -> dict[str, Cell]:
        """Return the amounts; a plan that carries no costs has none, not 0, and without a baseline nothing was planned."""
        names = {"Cost": "Cost", "Actual cost": "ActualCost", "Remaining cost": "RemainingCost"}
        earned = ("BCWS", "BCWP", "ACWP")
        has_baseline = any(_saved(task) is not None for task in figures.tasks)
        if not any(figures.total(name) for name in (*names.values(), *earned)):
            return dict.fromkeys((*names, *earned), NO_COSTS)
        cells = {header: self._amount(figures.total(name)) for header, name in names.items()}
        return cells | {name: self._amount(figures.total(name)) if has_baseline else NO_BASELINE for name in earned}

    def _custom(self, tasks: Sequence[Element]) -> dict[str, Cell]:
        """Return the custom fields by the names that the client gave them, the task's own before the project's."""
        found: dict[str, Cell] = {}
        for task in (*tasks, *self.summary):
            for attribute in task.iterfind(f"{NAMESPACE}ExtendedAttribute"):
                alias, value = self.aliases.get(_text(attribute, "FieldID")), _text(attribute, "Value")
                if alias and value:
                    found.setdefault(alias, value)
        return found

    def _amount(self, amount: float | None) -> Cell:
        if amount is None or math.isnan(amount):
            return "" if amount is None else NOT_UNDERSTOOD
        code = _text(self.root, "CurrencyCode")
        return Amount(amount, code) if code else amount


def _saved(task: Element) -> Element | None:
    """Return the first baseline of a task, number 0, if it has a date or a cost."""
    for baseline in task.iterfind(f"{NAMESPACE}Baseline"):
        if _text(baseline, "Number") in {"0", ""} and (_text(baseline, "Start") or _text(baseline, "Cost")):
            return baseline
    return None


def _state(percent: Cell) -> Cell:
    if not isinstance(percent, float):
        return ""
    return "not started" if percent <= 0 else "complete" if percent >= HUNDRED else "in progress"


def _text(element: Element, name: str) -> str:
    return (element.findtext(f"{NAMESPACE}{name}") or "").strip()


def _number(element: Element, name: str) -> float | None:
    """Return a number, None where there is none, NaN where it is not understood: a sum that misses a part must not look whole."""
    text = _text(element, name)
    try:
        value = float(text) if text.isascii() else math.nan
    except ValueError:
        return math.nan if text else None
    return value if abs(value) <= LARGEST else math.nan


def _date(element: Element, name: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(_text(element, name)).date()
    except ValueError:
        return None
