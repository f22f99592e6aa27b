"""A workshop session: its moves, who takes part, what they vote, the plan and the record."""

import datetime as dt
from typing import Annotated, Literal, get_args

from pydantic import Field

from pmokit.model.base import Frozen
from pmokit.model.units import UnitCode

Channel = Literal["phones", "hands"]
Phase = Literal["before", "waiting", "open", "revealed", "ended"]
VoteStatus = Literal["answered", "na", "dk"]
VoteOutcome = Literal["stored", "same", "differs", "closed"]

CHANNELS: tuple[Channel, ...] = get_args(Channel)
PHASES: tuple[Phase, ...] = get_args(Phase)
LONGEST_COMMENT = 2000
LONGEST_NAME = 60
AUTO = "auto"  # author of a move that the server makes by itself


class Move(Frozen):
    """One step of a session; the last one is its state.

    ``before``: everyone answers on their own, every question of the scope in round 1. ``waiting``: nothing takes votes. ``open``: exactly
    this question in this round does. ``revealed``: its distribution is shown to all. ``ended``: nothing comes after.
    """

    id: int = Field(default=0, ge=0, description="Number in the engagement; 0 before it is recorded")
    unit: UnitCode
    question: str | None = Field(default=None, max_length=24)
    round: int = Field(default=1, ge=1, le=20)
    phase: Phase
    channel: Channel = "phones"
    auto_reveal: bool = Field(default=False, description="Reveal by itself once everyone in the room has voted")
    auto_advance: bool = Field(default=False, description="Ask the next question by itself once one is settled")
    comments_shown: bool = Field(default=False, description="Whether comments are shown with the distribution")
    comments_hidden: tuple[int, ...] = Field(
        default=(), description="Participants whose comment stays hidden all the same"
    )
    author: str = Field(default="", max_length=200)
    at: dt.datetime | None = Field(default=None, description="UTC; None before it is recorded")


class Session(Frozen):
    """One workshop; its join code stays the same from unit to unit and from question to question.

    ``anonymous`` is that of the assessment that is open, and true where none is: the one that a first vote opens is anonymous.
    ``reached`` (UTC) and ``reached_from`` tell when and from which network another device last saw the test page.
    """

    id: int
    code: str
    anonymous: bool
    opened: dt.datetime
    ended: dt.datetime | None = None
    reached: dt.datetime | None = None
    reached_from: str = ""


class Joining(Frozen):
    """What someone says of themselves on joining."""

    role: str = Field(min_length=1, max_length=48)
    name: str = ""
    remote: bool = False


class Participant(Frozen):
    """Someone who joined a session.

    ``code`` stands as the respondent in the responses: the name where one was given, else a random ``p-xxxxxxxx``.
    """

    id: int
    session: int
    role: str
    name: str = Field(default="", max_length=LONGEST_NAME)
    code: str
    remote: bool = False
    joined: dt.datetime


class Vote(Frozen):
    """One vote as it was sent; ``vote_id`` is made by the sender and names it for good."""

    vote_id: str = Field(pattern=r"^[A-Za-z0-9_:-]{1,64}$", description="1 to 64 letters, digits or - _ :")
    participant: int
    unit: UnitCode
    question: str = Field(min_length=1, max_length=24)
    round: int = Field(default=1, ge=1, le=20)
    status: VoteStatus
    option: str | None = None
    value: float | None = None
    comment: str = Field(default="", max_length=LONGEST_COMMENT)


class PlanItem(Frozen):
    """One part of a session plan."""

    kind: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1, max_length=200)
    minutes: Annotated[float, Field(ge=0, le=600)]
    questions: tuple[str, ...] = ()
    channel: Channel = "phones"


class SessionPlan(Frozen):
    """The body of the step document "session_plan": what a session does, in order."""

    minutes: int = Field(ge=1, le=600)
    items: tuple[PlanItem, ...] = ()


class ParkedItem(Frozen):
    """Something that was said and is not for now."""

    text: str = Field(min_length=1, max_length=LONGEST_COMMENT)
    by: str = Field(default="", max_length=200)
    at: dt.datetime | None = None
    done: bool = False


class Position(Frozen):
    """An answer that people stand by, and how many do; ``people`` is None where it is withheld."""

    answer: str = Field(min_length=1, max_length=200)
    people: int | None = Field(default=None, ge=0)
    reason: str = Field(default="", max_length=LONGEST_COMMENT)


class OpenPoint(Frozen):
    """A question on which the room differs after its rounds: the positions, who settles it, and by when.

    ``low`` and ``high`` are the range of the answers in the answer set's values; None where they are withheld.
    """

    question: str = Field(min_length=1, max_length=24)
    positions: tuple[Position, ...] = ()
    low: float | None = None
    high: float | None = None
    owner: str = Field(min_length=1, max_length=200)
    due: dt.date
    round: int = Field(default=2, ge=1, le=20)


class SessionDecision(Frozen):
    """Something decided in a session, or proposed to a sponsor who was not there."""

    text: str = Field(min_length=1, max_length=LONGEST_COMMENT)
    by: str = Field(default="proposed", min_length=1, max_length=200, description='Who decided, or "proposed"')
    reply_by: dt.date | None = None


class RoleHands(Frozen):
    """The hands of one role in a count that was taken role by role; an empty role = those too few to be told apart."""

    question: str = Field(min_length=1, max_length=24)
    role: str = Field(default="", max_length=48)
    counts: dict[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict, description="By option id, DK and NA")


class SessionRecord(Frozen):
    """The body of the step document "session_record": what a session leaves beside votes and agreed values."""

    parked: tuple[ParkedItem, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    decisions: tuple[SessionDecision, ...] = ()
    hands: tuple[RoleHands, ...] = ()
