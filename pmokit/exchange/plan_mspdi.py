"""A plan as MS Project XML (MSPDI): a summary task for each wave, links, milestones, people as resources.

Each task has the first weekday of its quarters as "start no earlier than", so that MS Project reckons the same dates from its standard
calendar. Elements stand in the order that the format's schema demands. Amounts are in hundredths of the currency unit.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from pmokit.exchange.plan_dates import HOURS_A_DAY
from pmokit.exchange.plan_file import PlanFile
from pmokit.exchange.plan_text import clean, shorten
from pmokit.exchange.whole_file import whole_file
from pmokit.model.roadmap import wave_title
from pmokit.roadmap.outline import PlannedInitiative
from pmokit.roadmap.projection import Milestone

SPACE = "http://schemas.microsoft.com/project"
LONGEST_NAME = 255
THOUSAND_IN_HUNDREDTHS = 100_000
FINISH_TO_START, NOT_EARLIER, WORK = "1", "4", "1"
MORNING, EVENING = "T08:00:00", "T17:00:00"
HALVES = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
WEEK = range(1, 8)
WEEKEND = {1, 7}


def write_mspdi(plan: PlanFile, file: Path) -> None:
    """Write a plan as MS Project XML.

    Parameters
    ----------
    plan
        The plan.
    file
        The file to write, ending in .xml.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    root = _project(plan, file.name)
    indent(root)
    with whole_file(file) as part:
        ElementTree(root).write(part, encoding="UTF-8", xml_declaration=True)


def _project(plan: PlanFile, name: str) -> Element:
    whole = plan.span(min(one.start for one in plan.initiatives), max(one.end for one in plan.initiatives))
    root = Element("Project", xmlns=SPACE)
    _fill(
        root,
        ("SaveVersion", "14"),
        ("Name", name),
        ("Title", plan.title),
        ("Subject", dict(plan.assumptions)["Status"]),
        ("Company", plan.client),
        ("ScheduleFromStart", "1"),
        ("StartDate", f"{whole.start}{MORNING}"),
        ("FinishDate", f"{whole.finish}{EVENING}"),
        ("CurrencyDigits", "0"),
        ("CurrencyCode", plan.currency),
        ("CalendarUID", "1"),
        ("DefaultStartTime", HALVES[0][0]),
        ("DefaultFinishTime", HALVES[1][1]),
        ("MinutesPerDay", str(60 * HOURS_A_DAY)),
        ("MinutesPerWeek", str(300 * HOURS_A_DAY)),
        ("DaysPerMonth", "20"),
    )
    _calendar(SubElement(SubElement(root, "Calendars"), "Calendar"))
    outline = _Outline(plan)
    tasks = SubElement(root, "Tasks")
    for task in outline.tasks():
        tasks.append(task)
    _resources(plan, SubElement(root, "Resources"))
    _assignments(plan, outline, SubElement(root, "Assignments"))
    return root


class _Outline:
    """Numbers the tasks: the project itself is 0, then wave by wave its initiatives and milestones."""

    def __init__(self, plan: PlanFile) -> None:
        self.plan = plan
        self.uid_of: dict[str, int] = {}
        self._rows: list[tuple[str, tuple[PlannedInitiative, ...], list[tuple[Milestone, str]]]] = []
        last = list(plan.waves)[-1]
        ends = {wave: max(one.end for one in members) for wave, members in plan.waves.items()}
        open_milestones = list(plan.milestones)
        uid = 0
        for wave, members in plan.waves.items():
            uid += 1
            for one in members:
                uid += 1
                self.uid_of[one.id] = uid
            reached = [entry for entry in open_milestones if entry[0].quarter < ends[wave] or wave == last]
            open_milestones = [entry for entry in open_milestones if entry not in reached]
            uid += len(reached)
            self._rows.append((wave, members, reached))

    def tasks(self) -> Iterator[Element]:
        """Return all tasks in the order of their numbers."""
        yield self._summary(0, self.plan.title, self.plan.initiatives, ("0", 0))
        uid = 0
        for number, (wave, members, reached) in enumerate(self._rows, start=1):
            uid += 1
            yield self._summary(uid, wave_title(wave), members, (str(number), 1))
            for at, one in enumerate(members, start=1):
                uid += 1
                yield self._task(uid, one, f"{number}.{at}")
            for at, (milestone, called) in enumerate(reached, start=len(members) + 1):
                uid += 1
                yield self._milestone(uid, milestone, called, f"{number}.{at}")

    def _summary(self, uid: int, name: str, members: Sequence[PlannedInitiative], place: tuple[str, int]) -> Element:
        span = self.plan.span(min(one.start for one in members), max(one.end for one in members))
        task = _task(uid, name, *place)
        cost = sum(one.cost for one in members)
        _fill(
            task,
            ("Start", f"{span.start}{MORNING}"),
            ("Finish", f"{span.finish}{EVENING}"),
            ("Duration", _duration(span.days * HOURS_A_DAY)),
            ("DurationFormat", "7"),
            ("Milestone", "0"),
            ("Summary", "1"),
            ("Cost", _money(cost)),
        )
        return task

    def _task(self, uid: int, one: PlannedInitiative, number: str) -> Element:
        span = self.plan.span(one.start, one.end)
        task = _task(uid, one.name, number, 2, contact=one.owner)
        _fill(
            task,
            ("Start", f"{span.start}{MORNING}"),
            ("Finish", f"{span.finish}{EVENING}"),
            ("Duration", _duration(span.days * HOURS_A_DAY)),
            ("DurationFormat", "7"),
            ("EffortDriven", "0"),
            ("Milestone", "0"),
            ("Summary", "0"),
            ("FixedCost", _money(one.cost)),
            ("FixedCostAccrual", "3"),
            ("Cost", _money(one.cost)),
            ("ConstraintType", NOT_EARLIER),
            ("CalendarUID", "-1"),
            ("ConstraintDate", f"{span.start}{MORNING}"),
            ("Notes", _notes(one)),
        )
        _links(task, [self.uid_of[name] for name in one.requires])
        return task

    def _milestone(self, uid: int, one: Milestone, called: str, number: str) -> Element:
        moment = f"{self.plan.span(one.quarter, one.quarter + 1).finish}{EVENING}"
        task = _task(uid, called, number, 2)
        _fill(
            task,
            ("Start", moment),
            ("Finish", moment),
            ("Duration", _duration(0)),
            ("DurationFormat", "7"),
            ("Milestone", "1"),
            ("Summary", "0"),
            ("ConstraintType", NOT_EARLIER),
            ("CalendarUID", "-1"),
            ("ConstraintDate", moment),
        )
        _links(task, [self.uid_of[name] for name in one.initiatives])
        return task


def _task(uid: int, name: str, number: str, level: int, contact: str = "") -> Element:
    """Return a task that is scheduled by MS Project, with fixed duration (type 1)."""
    task = Element("Task")
    _fill(
        task,
        ("UID", str(uid)),
        ("ID", str(uid)),
        ("Name", shorten(name, LONGEST_NAME)),
        ("Active", "1"),
        ("Manual", "0"),
        ("Type", "1"),
        ("IsNull", "0"),
        *((("Contact", contact),) if contact else ()),
        ("WBS", number),
        ("OutlineNumber", number),
        ("OutlineLevel", str(level)),
    )
    return task


def _notes(one: PlannedInitiative) -> str:
    """Return what a task leaves behind and when it is done; a name too long for MS Project stands here in full."""
    parts = [one.name] if len(one.name) > LONGEST_NAME else []
    parts += [f"Accountable: {one.owner}", f"Visible within 90 days: {one.first_result}"]
    parts += [f"- {text}" for text in one.deliverables]
    return "\n".join([*parts, f"Done when: {one.done_when}"])


def _links(task: Element, before: Sequence[int]) -> None:
    for uid in before:
        link = SubElement(task, "PredecessorLink")
        _fill(
            link,
            ("PredecessorUID", str(uid)),
            ("Type", FINISH_TO_START),
            ("CrossProject", "0"),
            ("LinkLag", "0"),
            ("LagFormat", "7"),
        )


def _calendar(calendar: Element) -> None:
    """Fill the standard calendar: Monday to Friday, eight hours."""
    _fill(calendar, ("UID", "1"), ("Name", "Standard"), ("IsBaseCalendar", "1"), ("BaseCalendarUID", "-1"))
    days = SubElement(calendar, "WeekDays")
    for number in WEEK:
        day = SubElement(days, "WeekDay")
        works = number not in WEEKEND
        _fill(day, ("DayType", str(number)), ("DayWorking", "1" if works else "0"))
        if works:
            times = SubElement(day, "WorkingTimes")
            for begin, end in HALVES:
                _fill(SubElement(times, "WorkingTime"), ("FromTime", begin), ("ToTime", end))


def _resources(plan: PlanFile, resources: Element) -> None:
    """Add each skill as a resource with the FTE that are there, quarter by quarter."""
    for uid, (skill, row) in enumerate(plan.capacity.items(), start=1):
        resource = SubElement(resources, "Resource")
        _fill(
            resource,
            ("UID", str(uid)),
            ("ID", str(uid)),
            ("Name", shorten(plan.skill(skill), LONGEST_NAME)),
            ("Type", WORK),
            ("IsNull", "0"),
            ("MaxUnits", f"{max(row, default=0):g}"),
            ("CalendarUID", "1"),
        )
        periods = SubElement(resource, "AvailabilityPeriods")
        for quarter, there in enumerate(row):
            first, after = plan.span(quarter, quarter + 1).start, plan.span(quarter + 1, quarter + 2).start
            _fill(
                SubElement(periods, "AvailabilityPeriod"),
                ("AvailableFrom", f"{first}T00:00:00"),
                ("AvailableTo", f"{after - dt.timedelta(days=1)}T23:59:00"),
                ("AvailableUnits", f"{there:g}"),
            )


def _assignments(plan: PlanFile, outline: _Outline, assignments: Element) -> None:
    """Add who works on what: FTE as units, and the hours that they make."""
    resource_of = {skill: uid for uid, skill in enumerate(plan.capacity, start=1)}
    uid = 0
    for one in plan.initiatives:
        span = plan.span(one.start, one.end)
        for skill, units in one.fte.items():
            if skill in resource_of:
                uid += 1
                _fill(
                    SubElement(assignments, "Assignment"),
                    ("UID", str(uid)),
                    ("TaskUID", str(outline.uid_of[one.id])),
                    ("ResourceUID", str(resource_of[skill])),
                    ("Finish", f"{span.finish}{EVENING}"),
                    ("Start", f"{span.start}{MORNING}"),
                    ("Units", f"{units:g}"),
                    ("Work", _duration(units * span.days * HOURS_A_DAY)),
                )


def _fill(parent: Element, *fields: tuple[str, str]) -> None:
    for name, text in fields:
        SubElement(parent, name).text = clean(text)


def _duration(hours: float) -> str:
    minutes = round(60 * hours)
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def _money(thousands: float) -> str:
    return str(round(thousands * THOUSAND_IN_HUNDREDTHS))
