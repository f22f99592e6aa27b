"""The decision brief: what a sponsor who was not in the room is asked, and what happens without a reply."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from pmokit.model.base import Frozen

BRIEF = "brief"
SPONSOR = "sponsor"
Line = Annotated[str, Field(min_length=1, max_length=400)]


class Sponsor(Frozen):
    """Who decides on a unit's results, and whether they sit in the room; the body of the step document "sponsor"."""

    name: str = Field(min_length=1, max_length=120)
    is_absent: bool = Field(default=False, description="Results stay proposed until the sponsor replies")
    reply_by: dt.date | None = Field(default=None, description="Date by which an absent sponsor is asked to reply")


class BriefOption(Frozen):
    """One way to decide, and what follows from it."""

    name: Line
    means: Line


class DecisionBrief(Frozen):
    """One page for a sponsor; the body of the step document "brief"."""

    sponsor: str = Field(default="", max_length=120)
    asked: Line
    facts: tuple[Line, ...] = Field(default=(), max_length=6, description="What the question rests on")
    options: tuple[BriefOption, ...] = Field(min_length=2, max_length=3)
    recommendation: Line
    reply_by: dt.date
    without_reply: Line
