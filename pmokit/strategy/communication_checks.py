"""What a stakeholder register and a communication plan lack, and where they ask too much of one audience."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pmokit.errors import Fault
from pmokit.model.cadence import days_of
from pmokit.model.communication import Communication, PlanLine, Stakeholder

HIGH_INFLUENCE = 4
MOST_PER_MONTH = 5
LOOK_AHEAD = dt.timedelta(days=365)


def check_communication(
    communication: Communication,
    as_of: dt.date,
    names: Mapping[str, str] | None = None,
    most_per_month: int = MOST_PER_MONTH,
) -> tuple[Fault, ...]:
    """Return what somebody should mend, all of it.

    Parameters
    ----------
    communication
        Register and plan.
    as_of
        Steps due before this day are overdue; messages are counted for the year from the first one of the plan.
    names
        Names of audiences by id, for the messages.
    most_per_month
        Messages to one audience in a calendar month above which it is too much.
    """
    shown = names or {}
    return (
        *_doubles(communication),
        *(fault for one in communication.stakeholders for fault in _stakeholder(one, as_of)),
        *(fault for line in communication.lines if not line.owner for fault in [_no_owner(f"plan line {line.id}")]),
        *(fault for line in communication.lines for fault in _dates(line)),
        *_audiences(communication, shown),
        *_overloads(communication.lines, shown, most_per_month),
    )


def messages_by_month(lines: Sequence[PlanLine]) -> dict[str, dict[str, int]]:
    """Return how many messages each audience gets in each month such as 2027-03, over a year from the first message.

    Parameters
    ----------
    lines
        Of one plan.
    """
    if not lines:
        return {}
    last = min(line.first for line in lines) + LOOK_AHEAD
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for day in days_of(line.first, line.cadence, min(line.end or last, last)):
            counts[line.audience][f"{day:%Y-%m}"] += 1
    return {audience: dict(sorted(months.items())) for audience, months in counts.items()}


def _doubles(communication: Communication) -> Iterator[Fault]:
    for kind, ids in (
        ("stakeholder", [one.id for one in communication.stakeholders]),
        ("plan line", [line.id for line in communication.lines]),
    ):
        for name, number in Counter(ids).items():
            if number > 1:
                yield Fault(f"{kind} {name}", f"the id stands {number} times", "each id once", "Rename one of them")


def _stakeholder(one: Stakeholder, as_of: dt.date) -> Iterator[Fault]:
    where = f"stakeholder {one.name}{f', {one.unit}' if one.unit else ''}"
    if not one.owner:
        yield _no_owner(where)
    if one.gap > 0 and one.influence >= HIGH_INFLUENCE and not (one.next_step and one.next_date):
        lacking = "next step" if not one.next_step else "date of the next step"
        yield Fault(
            where,
            f"influence {one.influence}, {one.stance} today and needed {one.needed}, but the {lacking} is missing",
            "a step and a date",
            "Agree on the next conversation: who, about what, by when",
        )
    if one.next_step and one.next_date and one.next_date < as_of and one.gap > 0:
        what = f"the step '{one.next_step}' was due on {one.next_date}"
        yield Fault(where, what, f"a day from {as_of} on", "Enter what came of it, and the step after it")


def _no_owner(where: str) -> Fault:
    return Fault(where, "nobody sees to it", "a role or a name", "Name one person; two are none")


def _dates(line: PlanLine) -> Iterator[Fault]:
    if line.end is not None and line.end < line.first:
        what = f"it ends on {line.end}, before its first day {line.first}"
        yield Fault(f"plan line {line.id}", what, "an end on or after the first day", "Correct one of the two")


def _audiences(communication: Communication, names: Mapping[str, str]) -> Iterator[Fault]:
    registered = dict.fromkeys(one.audience for one in communication.stakeholders)
    addressed = dict.fromkeys(line.audience for line in communication.lines)
    for audience in registered:
        if audience not in addressed:
            hint = "Say what they should know or do differently, and who tells them"
            yield Fault(_place(audience, names), "no line of the plan is meant for them", "one or more", hint)
    for audience in addressed:
        if audience not in registered:
            hint = "Enter who they are, or drop the lines"
            yield Fault(
                _place(audience, names), "the plan speaks to them, but nobody of them is in the register", "", hint
            )
        if not any(line.feedback for line in communication.lines if line.audience == audience):
            hint = "Add a question, a count or a conversation that shows whether the message arrived"
            yield Fault(_place(audience, names), "none of their lines asks for feedback", "one feedback measure", hint)


def _overloads(lines: Sequence[PlanLine], names: Mapping[str, str], most: int) -> Iterator[Fault]:
    for audience, months in messages_by_month(lines).items():
        over = {month: number for month, number in months.items() if number > most}
        if over:
            worst = max(over, key=lambda month: over[month])
            more = f"; {len(over) - 1} more months are too full" if len(over) > 1 else ""
            yield Fault(
                _place(audience, names),
                f"{over[worst]} messages in {worst}{more}",
                f"at most {most} in a month",
                "Join messages that share a day or a channel, and drop those without feedback",
            )


def _place(audience: str, names: Mapping[str, str]) -> str:
    return f"audience {names.get(audience, audience)}"
