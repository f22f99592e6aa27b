"""Audiences, events and messages that a communication plan is proposed from: ``templates/catalogues/communication.yaml``."""

from collections.abc import Collection, Iterator
from functools import cached_property
from string import Formatter
from typing import Literal

from pydantic import Field

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import Frozen, Slug, Text, Version
from pmokit.model.cadence import Cadence
from pmokit.model.checks import double_ids, is_unknown
from pmokit.model.communication import HIGHEST, Stance
from pmokit.model.pmo import ControlLevel, PmoType

Timing = Literal["start", "wave start", "wave end", "calendar"]
MESSAGE_FIELDS = ("wave", "initiatives", "units", "reports_to", "quarter")


class Audience(Frozen):
    """A group that hears the same, and how such people usually stand at the start."""

    id: Slug
    name: Text
    role: Text = Field(description="Role under which they are entered into the register")
    types: tuple[PmoType, ...] = Field(min_length=1, description="Types of PMO that have to win them")
    each_unit: bool = Field(default=False, description="One entry of the register for each unit served")
    influence: int = Field(ge=1, le=HIGHEST)
    interest: int = Field(ge=1, le=HIGHEST)
    stance: Stance
    needed: Stance
    wants: Text
    fears: Text
    next_step: Text = Field(description="First step towards the stance needed")
    next_days: int = Field(ge=0, le=366, description="Days after the start by which it is done")
    owner: Slug = Field(description="Role that keeps the relationship")
    source: str = Field(min_length=3)


class CommunicationEvent(Frozen):
    """An occasion to speak: at the start, around each wave, or by the calendar."""

    id: Slug
    name: Text
    timing: Timing


class MessagePattern(Frozen):
    """One line of a plan: what one audience hears at one event."""

    id: Slug
    audience: Slug
    event: Slug
    types: tuple[PmoType, ...] = Field(min_length=1)
    controls: tuple[ControlLevel, ...] = Field(default=(), description="Empty: all control levels")
    service: Slug | None = Field(default=None, description="Only where this service belongs to the mandate")
    message: Text = Field(description="May hold {wave}, {initiatives}, {units}, {reports_to}, {quarter}")
    channel: Text = Field(description="May hold the same fields")
    cadence: Cadence
    days: int = Field(ge=-90, le=366, description="Days after the event; below 0: before it")
    owner: Slug = Field(description="Role that sees to it")
    feedback: Text
    target: Text
    source: str = Field(min_length=3)


class CommunicationCatalogue(Frozen):
    """The file ``communication.yaml``."""

    version: Version
    source: str = Field(min_length=3)
    most_per_month: int = Field(ge=1, description="Messages to one audience in a month above which it is too much")
    audiences: tuple[Audience, ...] = Field(min_length=1)
    events: tuple[CommunicationEvent, ...] = Field(min_length=1)
    messages: tuple[MessagePattern, ...] = Field(min_length=1)

    @cached_property
    def audience_by_id(self) -> dict[str, Audience]:
        """Audiences by id."""
        return {audience.id: audience for audience in self.audiences}

    @cached_property
    def event_by_id(self) -> dict[str, CommunicationEvent]:
        """Events by id."""
        return {event.id: event for event in self.events}


def find_communication_faults(
    catalogue: CommunicationCatalogue, roles: Collection[str] = (), services: Collection[str] = ()
) -> Iterator[Fault]:
    """Yield double ids, unknown audiences, events, roles and services, and unknown fields of messages, with their paths.

    Parameters
    ----------
    catalogue
        The loaded catalogue, or a draft (see :mod:`pmokit.model.checks`).
    roles, services
        Ids of roles.yaml and services.yaml; empty = not known, not checked.
    """
    audiences, events = [a.id for a in catalogue.audiences], [e.id for e in catalogue.events]
    yield from double_ids(audiences, ("audiences",), "audience")
    yield from double_ids(events, ("events",), "event")
    yield from double_ids([message.id for message in catalogue.messages], ("messages",), "message")
    for at, audience in enumerate(catalogue.audiences):
        yield from _link(audience.id, "owner", audience.owner, roles, ("audiences", at))
    addressed = {message.audience for message in catalogue.messages}
    for at, name in enumerate(audiences):
        if name and "" not in addressed and name not in addressed:
            yield Fault(
                what=f"{name}: no message is meant for this audience",
                expected="one message or more",
                path=("audiences", at, "id"),
            )
    for at, message in enumerate(catalogue.messages):
        path: Path = ("messages", at)
        yield from _link(message.id, "audience", message.audience, audiences, path)
        yield from _link(message.id, "event", message.event, events, path)
        yield from _link(message.id, "owner", message.owner, roles, path)
        yield from _link(message.id, "service", message.service or "", services, path)
        yield from _field_faults(message, path)


def _link(owner: str, key: str, word: str, known: Collection[str], path: Path) -> Iterator[Fault]:
    if is_unknown(word, known):
        kind = "role" if key == "owner" else key
        yield Fault(
            what=f"{owner}: unknown {kind} '{word}'",
            expected=_HOMES[key],
            hint=did_you_mean(word, known),
            path=(*path, key),
        )


_HOMES = {
    "audience": "an audience of this file",
    "event": "an event of this file",
    "owner": "a role or counterpart of roles.yaml",
    "service": "a service of services.yaml",
}


def _field_faults(message: MessagePattern, path: Path) -> Iterator[Fault]:
    texts = [
        (key, language, text)
        for key, by_language in (("message", message.message), ("channel", message.channel))
        for language, text in by_language.items()
    ]
    for key, language, text in texts:
        here: Path = (*path, key, language)
        try:
            fields = [field for _, field, *_ in Formatter().parse(text) if field is not None]
        except ValueError:
            what = f"{message.id}: a brace without its partner"
            yield Fault(what=what, expected="fields such as {wave}", path=here)
            continue
        for field in fields:
            if field not in MESSAGE_FIELDS:
                yield Fault(
                    what=f"{message.id}: unknown field '{{{field}}}'",
                    expected="a field of messages",
                    hint=did_you_mean(field, MESSAGE_FIELDS),
                    path=here,
                )
