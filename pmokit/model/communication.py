"""Who has to be won for the PMO, and who hears what, when and from whom: the body of the document ``communication``."""

import datetime as dt
from typing import Literal, get_args

from pydantic import Field

from pmokit.model.base import Frozen, Slug
from pmokit.model.cadence import Cadence
from pmokit.model.pmo import ControlLevel, PmoType

Stance = Literal["opposed", "doubtful", "neutral", "supportive", "leading"]
STANCES: tuple[Stance, ...] = get_args(Stance)
STANCE_MEANING: dict[Stance, str] = {
    "opposed": "speaks or acts against it",
    "doubtful": "does what is asked, and says that it will not work",
    "neutral": "waits to see what happens",
    "supportive": "speaks for it when asked, and gives time or people",
    "leading": "wins others over and removes obstacles without being asked",
}
HIGHEST = 5


class Stakeholder(Frozen):
    """One person or group, where they stand and where they are needed, and what happens next."""

    id: Slug
    name: str = Field(min_length=1, max_length=120, description="A person or a group")
    role: str = Field(min_length=1, max_length=120)
    unit: str = Field(default="", max_length=200, description="Business unit or department; empty: the whole")
    audience: Slug = Field(description="The audience of the plan that they belong to")
    influence: int = Field(ge=1, le=HIGHEST, description="5 = can stop it, 1 = cannot change it")
    interest: int = Field(ge=1, le=HIGHEST, description="5 = their daily work changes, 1 = hardly notice")
    stance: Stance
    needed: Stance
    wants: str = Field(default="", max_length=500)
    fears: str = Field(default="", max_length=500)
    owner: str = Field(default="", max_length=120, description="Who keeps the relationship")
    next_step: str = Field(default="", max_length=500)
    next_date: dt.date | None = None

    @property
    def gap(self) -> int:
        """Steps from the stance today to the one needed; below 0 where they stand further than needed."""
        return STANCES.index(self.needed) - STANCES.index(self.stance)


class PlanLine(Frozen):
    """One recurring or single message to one audience."""

    id: Slug
    audience: Slug
    event: Slug
    message: str = Field(min_length=3, max_length=1000)
    channel: str = Field(min_length=2, max_length=200)
    cadence: Cadence
    first: dt.date
    end: dt.date | None = Field(default=None, description="The last day that counts; null = without end")
    owner: str = Field(default="", max_length=120, description="Title of who sees to it")
    feedback: str = Field(default="", max_length=300, description="How one sees that it arrived")
    feedback_target: str = Field(default="", max_length=120)
    reason: str = Field(default="", max_length=300, description="Why it is proposed; empty where people added it")


class Communication(Frozen):
    """The body of the document ``communication``: the register and the plan."""

    stakeholders: tuple[Stakeholder, ...] = ()
    lines: tuple[PlanLine, ...] = ()


class Wave(Frozen):
    """A part of the roadmap: what starts together, from its first day to its last."""

    name: str = Field(min_length=1, max_length=120)
    starts: dt.date
    ends: dt.date
    initiatives: tuple[str, ...] = Field(default=(), description="Names, the first ones are named in messages")


class CommunicationBrief(Frozen):
    """What a proposal starts from."""

    pmo_type: PmoType
    control: ControlLevel
    first: dt.date = Field(description="The day from which the plan runs, usually that of the mandate")
    end: dt.date
    units: tuple[str, ...] = Field(default=(), description="Names of the units that the PMO serves")
    services: tuple[Slug, ...] | None = Field(default=None, description="Services of the mandate; null: not known")
    posts: tuple[Slug, ...] | None = Field(default=None, description="Roles that the PMO has; null: not known")
    reports_to: str = Field(default="", description="Title of the executive above the PMO")
    waves: tuple[Wave, ...] = ()
