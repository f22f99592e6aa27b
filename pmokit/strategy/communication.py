"""Propose who has to be won and who hears what, from the type of PMO, its structure and the waves of the roadmap."""

import datetime as dt
from collections.abc import Iterator, Mapping

from pmokit.model.base import say
from pmokit.model.communication import Communication, CommunicationBrief, PlanLine, Stakeholder, Wave
from pmokit.model.communication_catalogue import Audience, CommunicationCatalogue, MessagePattern
from pmokit.model.services import RoleCatalogue
from pmokit.strategy.statement import listed

NAMED_INITIATIVES = 3
SATURDAY, DAYS_IN_WEEK = 5, 7


def propose_communication(
    brief: CommunicationBrief, catalogue: CommunicationCatalogue, roles: RoleCatalogue, language: str = "en"
) -> Communication:
    """Return a register of stakeholders and a plan, to be changed with the client.

    Parameters
    ----------
    brief
        Type, control level, units, services, posts, waves, first and last day.
    catalogue
        Audiences and messages by type.
    roles
        Names of roles, and who stands in for one that the PMO does not have.
    language
        Language of the texts.
    """
    names = _owners(brief, roles, language)
    audiences = [audience for audience in catalogue.audiences if brief.pmo_type in audience.types]
    known = {audience.id for audience in audiences}
    lines = [
        line
        for message in catalogue.messages
        if message.audience in known and _applies(message, brief)
        for line in _lines(message, brief, catalogue, names, language)
    ]
    return Communication(
        stakeholders=tuple(one for audience in audiences for one in _entries(audience, brief, names, language)),
        lines=tuple(sorted(lines, key=lambda line: (line.first, line.audience, line.id))),
    )


def extend_communication(current: Communication, proposal: Communication) -> Communication:
    """Return what people have agreed on, with the entries of a newer proposal that it does not have yet.

    Parameters
    ----------
    current
        Stays as it is.
    proposal
        Gives what is missing, by id.
    """
    people, lines = {one.id for one in current.stakeholders}, {line.id for line in current.lines}
    return Communication(
        stakeholders=(*current.stakeholders, *(one for one in proposal.stakeholders if one.id not in people)),
        lines=(*current.lines, *(line for line in proposal.lines if line.id not in lines)),
    )


def _applies(message: MessagePattern, brief: CommunicationBrief) -> bool:
    return (
        brief.pmo_type in message.types
        and (not message.controls or brief.control in message.controls)
        and (message.service is None or brief.services is None or message.service in brief.services)
    )


def _entries(
    audience: Audience, brief: CommunicationBrief, names: Mapping[str, str], language: str
) -> Iterator[Stakeholder]:
    units = brief.units if audience.each_unit and brief.units else ("",)
    for number, unit in enumerate(units, 1):
        yield Stakeholder(
            id=f"{audience.id}-{number}" if len(units) > 1 else audience.id,
            name=say(audience.role if unit else audience.name, language),
            role=say(audience.role, language),
            unit=unit,
            audience=audience.id,
            influence=audience.influence,
            interest=audience.interest,
            stance=audience.stance,
            needed=audience.needed,
            wants=say(audience.wants, language),
            fears=say(audience.fears, language),
            owner=names[audience.owner],
            next_step=say(audience.next_step, language),
            next_date=brief.first + dt.timedelta(days=audience.next_days),
        )


def _lines(
    message: MessagePattern,
    brief: CommunicationBrief,
    catalogue: CommunicationCatalogue,
    names: Mapping[str, str],
    language: str,
) -> Iterator[PlanLine]:
    event = catalogue.event_by_id[message.event]
    for number, (wave, day) in enumerate(_occasions(event.timing, brief), 1):
        # What should have been said before the plan begins is said on its first day.
        first = _working_day(max(day + dt.timedelta(days=message.days), brief.first))
        if first > brief.end:
            continue
        words = _words(wave, first, brief)
        yield PlanLine(
            id=message.id if wave is None else f"{message.id}-{number}",
            audience=message.audience,
            event=message.event,
            message=say(message.message, language).format(**words),
            channel=say(message.channel, language).format(**words),
            cadence=message.cadence,
            first=first,
            end=None if message.cadence == "once" else brief.end,
            owner=names[message.owner],
            feedback=say(message.feedback, language),
            feedback_target=say(message.target, language),
            reason=f"{say(event.name, language)}{f', {wave.name}' if wave else ''}",
        )


def _occasions(timing: str, brief: CommunicationBrief) -> list[tuple[Wave | None, dt.date]]:
    if timing == "wave start":
        return [(wave, wave.starts) for wave in brief.waves]
    if timing == "wave end":
        return [(wave, wave.ends) for wave in brief.waves]
    return [(None, brief.first)]


def _working_day(day: dt.date) -> dt.date:
    """Return the day, or the Monday after it where it falls on a weekend; holidays are the client's to enter."""
    return day + dt.timedelta(days=DAYS_IN_WEEK - day.weekday()) if day.weekday() >= SATURDAY else day


def _words(wave: Wave | None, day: dt.date, brief: CommunicationBrief) -> dict[str, str]:
    initiatives = wave.initiatives if wave else ()
    named = list(initiatives[:NAMED_INITIATIVES])
    more = len(initiatives) - len(named)
    return {
        "wave": wave.name if wave else "the roadmap",
        "initiatives": listed([*named, f"{more} more"] if more > 0 else named) or "what the roadmap names",
        "units": listed(brief.units) or "all units",
        "reports_to": brief.reports_to or "the executive above the PMO",
        "quarter": f"{day.year} Q{(day.month + 2) // 3}",
    }


def _owners(brief: CommunicationBrief, roles: RoleCatalogue, language: str) -> dict[str, str]:
    """Return the title of who acts for each role: the role itself, else who stands in for it in this PMO."""
    acting = {}
    for role in roles.names:
        name, steps = role, 0
        while name in roles.by_id and brief.posts is not None and name not in brief.posts and steps < len(roles.roles):
            above = roles.by_id[name].stands_in
            if above is None:
                break
            name, steps = above, steps + 1
        acting[role] = say(roles.names[name], language)
    return acting
